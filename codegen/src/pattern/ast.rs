//! An expression as a tree, and what follows from it.

use super::set::Set;

/// A part of an expression. Whether a repetition is greedy does not count: only whether a text matches does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// One character of the set.
    Set(Set),
    /// One after the other; nothing at all where it is empty.
    Concat(Vec<Node>),
    /// One of these.
    Alternate(Vec<Node>),
    /// The node again and again.
    Repeat {
        /// What is repeated.
        node: Box<Node>,
        /// How often at least.
        min: u32,
        /// How often at most.
        max: Option<u32>,
    },
    /// The begin of the text.
    Start,
    /// The end of the text.
    End,
    /// Between a character of `\w` and another, or an end.
    WordBoundary,
    /// What stands after or before this place.
    Look {
        /// Whether it stands after.
        ahead: bool,
        /// Whether it must not.
        negative: bool,
        /// What.
        node: Box<Node>,
        /// Where it is written, in bytes.
        at: usize,
    },
}

impl Node {
    /// The parts that stand one after the other at the top.
    pub(super) fn into_parts(self) -> Vec<Self> {
        match self {
            Self::Concat(parts) => parts,
            other => vec![other],
        }
    }

    /// How many characters it takes, at least and at most; `None` where there is no bound.
    pub(super) fn lengths(&self) -> (usize, Option<usize>) {
        match self {
            Self::Set(_) => (1, Some(1)),
            Self::Start | Self::End | Self::WordBoundary | Self::Look { .. } => (0, Some(0)),
            Self::Concat(parts) => parts.iter().fold((0, Some(0)), |(least, most), part| {
                let (min, max) = part.lengths();
                (least.saturating_add(min), most.zip(max).map(|(most, max): (usize, usize)| most.saturating_add(max)))
            }),
            Self::Alternate(parts) => {
                let mut lengths = parts.iter().map(Self::lengths);
                let first = lengths.next().unwrap_or((0, Some(0)));
                lengths.fold(first, |(least, most), (min, max)| {
                    (least.min(min), most.zip(max).map(|(most, max)| most.max(max)))
                })
            }
            Self::Repeat { node, min, max } => {
                let (least, most) = node.lengths();
                let times =
                    |length: usize, count: u32| length.saturating_mul(usize::try_from(count).unwrap_or(usize::MAX));
                let most = if most == Some(0) { Some(0) } else { most.zip(*max).map(|(most, max)| times(most, max)) };
                (times(least, *min), most)
            }
        }
    }

    /// How many characters a text has in which it matches somewhere.
    pub(super) fn lengths_of_texts(&self) -> (usize, Option<usize>) {
        let (min, max) = self.lengths();
        (min, max.filter(|_| self.is_anchored(&Self::Start) && self.is_anchored(&Self::End)))
    }

    /// Whether each match begins or ends where the text does: `anchor` is [`Node::Start`] or [`Node::End`].
    pub(super) fn is_anchored(&self, anchor: &Self) -> bool {
        match self {
            Self::Start | Self::End => self == anchor,
            Self::Concat(parts) => {
                let zero = |part: &&Self| part.lengths().1 == Some(0);
                let anchored = |part: &Self| part.is_anchored(anchor);
                // What takes no characters does not move the anchor from the edge.
                if *anchor == Self::Start {
                    let edge = parts.iter().take_while(zero).count();
                    parts.iter().take(edge + 1).any(anchored)
                } else {
                    let edge = parts.iter().rev().take_while(zero).count();
                    parts.iter().rev().take(edge + 1).any(anchored)
                }
            }
            Self::Alternate(parts) => parts.iter().all(|part| part.is_anchored(anchor)),
            Self::Repeat { node, min, .. } => *min > 0 && node.is_anchored(anchor),
            Self::Set(_) | Self::WordBoundary | Self::Look { .. } => false,
        }
    }

    /// Whether there is a look-around in it.
    pub(super) fn looks_around(&self) -> Option<usize> {
        match self {
            Self::Look { at, .. } => Some(*at),
            Self::Concat(parts) | Self::Alternate(parts) => parts.iter().find_map(Self::looks_around),
            Self::Repeat { node, .. } => node.looks_around(),
            Self::Set(_) | Self::Start | Self::End | Self::WordBoundary => None,
        }
    }
}
