//! What an enumeration keeps of a value that the model does not know.

use core::fmt;

/// The text of an enumeration's value that the generated crate does not know.
///
/// It cannot be made outside generated code: make the enumeration itself, with `From<&str>`, so that a value which a
/// newer crate knows does not stay unknown.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownVariantValue(Box<str>);

impl UnknownVariantValue {
    #[doc(hidden)]
    pub fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownVariantValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, formatter)
    }
}
