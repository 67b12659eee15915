//! What the expansion of the macros calls: functions chosen by the words of a row, so that a row costs no expansion
//! where a name lookup does. Nothing here is for users of a generated crate.

use core::fmt;

use crate::error::{BuildError, plain_name};
pub use crate::sensitive::REDACTED;
#[cfg(feature = "serde")]
pub use serde_core;

/// Whether `Debug` shows the value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redaction {
    /// It does.
    None,
    /// It shows [`REDACTED`] in its place.
    Sensitive,
}

/// Refuses an input without a member that a request is not made without, by its field and its name on the wire.
///
/// # Errors
/// There is such a member.
pub fn check_missing(operation: &'static str, missing: Option<(&'static str, &'static str)>) -> Result<(), BuildError> {
    match missing {
        Some((field, wire)) => Err(BuildError::unset(operation, field, wire)),
        None => Ok(()),
    }
}

/// `Debug` of a structure: per row its name and redaction, and its value.
///
/// One call with two slices: as a chain of calls per field it was a fifth of the time to build a crate of structures.
///
/// # Errors
/// The formatter's.
pub fn debug_structure(
    formatter: &mut fmt::Formatter<'_>,
    name: &str,
    rows: &[(&'static str, Redaction)],
    values: &[&dyn fmt::Debug],
) -> fmt::Result {
    let mut structure = formatter.debug_struct(name);
    for ((field, redaction), value) in rows.iter().zip(values) {
        structure.field(plain_name(field), shown(*value, *redaction));
    }
    structure.finish()
}

/// `Debug` of an error or its builder: as [`debug_structure`], and `meta` at the end.
///
/// # Errors
/// The formatter's.
pub fn debug_error(
    formatter: &mut fmt::Formatter<'_>,
    name: &str,
    rows: &[(&'static str, Redaction)],
    values: &[&dyn fmt::Debug],
    meta: &dyn fmt::Debug,
) -> fmt::Result {
    let mut structure = formatter.debug_struct(name);
    for ((field, redaction), value) in rows.iter().zip(values) {
        structure.field(plain_name(field), shown(*value, *redaction));
    }
    structure.field("meta", meta).finish()
}

/// The value where it may be seen, else the redaction.
pub fn shown(value: &dyn fmt::Debug, redaction: Redaction) -> &dyn fmt::Debug {
    match redaction {
        Redaction::None => value,
        Redaction::Sensitive => &REDACTED,
    }
}

/// The value, or the redaction where it is sensitive.
pub fn shown_unless(value: &dyn fmt::Debug, sensitive: bool) -> &dyn fmt::Debug {
    if sensitive { &REDACTED } else { value }
}

/// `Name: message`, or just `Name`.
///
/// # Errors
/// The formatter's.
pub fn display_error(
    formatter: &mut fmt::Formatter<'_>,
    name: &str,
    message: Option<&str>,
    sensitive: bool,
) -> fmt::Result {
    formatter.write_str(name)?;
    match message {
        None => Ok(()),
        Some(_) if sensitive => write!(formatter, ": {REDACTED}"),
        Some(message) => write!(formatter, ": {message}"),
    }
}

/// Calls a row's function; a closure gets its parameter's type from here.
///
/// # Errors
/// What the function says.
#[inline]
pub fn call<R, T>(
    read: fn(&mut R) -> Result<T, crate::codec::ReadError>,
    reader: &mut R,
) -> Result<T, crate::codec::ReadError> {
    read(reader)
}

/// Counts down to the row that is meant; tells whether it is this one. A chain of these is a jump table in the end, and
/// costs the compiler less than a match of texts.
#[inline]
pub const fn reached(row: &mut usize) -> bool {
    let reached = *row == 0;
    *row = row.wrapping_sub(1);
    reached
}

/// The field `message` of an error, whether or not the model requires it.
pub trait MessageField {
    /// The message, if there is one.
    fn get(&self) -> Option<&str>;

    /// Sets the message where there is none.
    fn fill(&mut self, message: Option<&str>);
}

impl MessageField for Option<String> {
    fn get(&self) -> Option<&str> {
        self.as_deref()
    }

    fn fill(&mut self, message: Option<&str>) {
        if self.is_none() {
            *self = message.map(str::to_owned);
        }
    }
}

impl MessageField for String {
    fn get(&self) -> Option<&str> {
        Some(self.as_str()).filter(|message| !message.is_empty())
    }

    fn fill(&mut self, message: Option<&str>) {
        if let (true, Some(message)) = (self.is_empty(), message) {
            message.clone_into(self);
        }
    }
}

/// An error of a service, whichever it is.
pub trait AnyError: core::error::Error + crate::error::ProvideErrorMetadata {}

impl<T: core::error::Error + crate::error::ProvideErrorMetadata> AnyError for T {}

/// An enumeration of errors, of an operation or of a service: each variant holds one.
///
/// What follows from that alone is written once, below, and not for each of a service's hundred enumerations.
pub trait ErrorEnum {
    /// The error that the variant holds.
    fn as_any_error(&self) -> &dyn AnyError;
}

impl<T: ErrorEnum> crate::error::ProvideErrorMetadata for T {
    fn meta(&self) -> &crate::error::ErrorMetadata {
        self.as_any_error().meta()
    }

    fn retry_kind(&self) -> Option<crate::error::RetryKind> {
        self.as_any_error().retry_kind()
    }
}
