//! Placeholder for the error types: the part that the writer needs.

use std::borrow::Cow;
use std::fmt;

/// A request could not be built from the given input.
#[derive(Clone, Debug, PartialEq)]
pub struct BuildError {
    message: Cow<'static, str>,
}

impl BuildError {
    /// A field that is required was not given.
    pub fn missing_field(field: &'static str, details: impl Into<Cow<'static, str>>) -> Self {
        Self { message: format!("`{field}` was missing: {}", details.into()).into() }
    }

    /// A field has a value that cannot be sent.
    pub fn invalid_field(field: &'static str, details: impl Into<Cow<'static, str>>) -> Self {
        Self { message: format!("`{field}` is invalid: {}", details.into()).into() }
    }

    /// A union holds a variant that this crate does not know, which cannot be sent.
    pub fn unknown_variant(union: &'static str) -> Self {
        Self { message: format!("`{union}` holds an unknown variant, which cannot be sent").into() }
    }

    /// Anything else.
    pub fn other(details: impl Into<Cow<'static, str>>) -> Self {
        Self { message: details.into() }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for BuildError {}
