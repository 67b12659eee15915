//! How many elements to make room for: JSON does not say the length of a list or map before its end.
//!
//! A guess is made when the first element is read, and is bounded, so that a body makes a reader set aside no more
//! than a fixed amount beyond what it fills.

/// The deepest level whose lengths are kept.
const LEVELS: usize = 16;
/// The largest guess that is made from a last length: a long list may be followed by many short ones.
const MOST: usize = 32;
/// The largest guess that is made from the size of a body, which is done once.
const MOST_IN_BODY: usize = 1024;

/// What is known about the lists and maps of one body.
#[derive(Clone, Debug, Default)]
pub(super) struct Sizes {
    /// The last length at each depth: those at one depth (the attributes of items, the groups of users) are mostly
    /// about as long.
    last: [u8; LEVELS],
    /// A length was guessed from the size of the body.
    guessed: bool,
}

impl Sizes {
    /// Gives how many elements to make room for at `depth`, when the first took `element` bytes and `rest` are left.
    #[inline]
    pub(super) fn room(&mut self, depth: usize, element: usize, rest: usize) -> usize {
        if self.guessed {
            return self.last.get(depth).copied().unwrap_or_default().into();
        }
        // The first list of an answer is mostly most of it. Half as much again, for elements differ.
        self.guessed = true;
        let count = rest / element.max(1);
        (1 + count + count / 2).min(MOST_IN_BODY)
    }

    /// Keeps the length of a list or map that came to its end.
    #[inline]
    pub(super) fn learn(&mut self, depth: usize, length: usize) {
        if let Some(last) = self.last.get_mut(depth) {
            *last = u8::try_from(length.min(MOST)).unwrap_or_default();
        }
    }
}
