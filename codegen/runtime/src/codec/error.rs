//! What a body that cannot be read says, whatever its codec.

use std::fmt;

/// A body is not what the model says, or nothing that its codec knows.
///
/// Says what was expected, what was found and at which byte; it never repeats text of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError(Box<Problem>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Problem {
    expected: &'static str,
    found: &'static str,
    offset: Option<usize>,
}

impl ReadError {
    pub(crate) fn new(expected: &'static str, found: &'static str, offset: usize) -> Self {
        Self(Box::new(Problem { expected, found, offset: Some(offset) }))
    }

    /// What stands beside the body is not what the protocol says.
    pub(crate) fn beside_body(expected: &'static str, found: &'static str) -> Self {
        Self(Box::new(Problem { expected, found, offset: None }))
    }

    /// Gives the offset in the body, in bytes, at which the problem was found; none where it is not in the body.
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem { expected, found, offset } = &*self.0;
        write!(formatter, "expected {expected}, found {found}")?;
        offset.map_or(Ok(()), |offset| write!(formatter, " at byte {offset}"))
    }
}

impl std::error::Error for ReadError {}
