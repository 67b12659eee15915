//! What the expansion of the macros calls: functions chosen by the words of a row, so that a row costs no expansion
//! where a name lookup does. Nothing here is for users of a generated crate.

use core::fmt;

use crate::error::plain_name;
pub use crate::sensitive::REDACTED;
#[cfg(feature = "serde")]
pub use serde_core;

/// Whether two texts are equal; `==` is not yet callable in constants.
const fn same(left: &str, right: &str) -> bool {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    loop {
        match (left, right) {
            ([], []) => return true,
            ([a, rest_of_left @ ..], [b, rest_of_right @ ..]) if *a == *b => {
                (left, right) = (rest_of_left, rest_of_right);
            }
            _ => return false,
        }
    }
}

/// Whether the words of a row mark it as sensitive: the marker comes before the kind, only the first word can be it.
pub const fn is_sensitive(words: &[&str]) -> bool {
    match words {
        [first, ..] => same(first, "sensitive"),
        [] => false,
    }
}

/// Whether the row `message` of an error is sensitive.
pub const fn message_is_sensitive(rows: &[(&str, &[&str])]) -> bool {
    let mut rows = rows;
    while let [(field, words), rest @ ..] = rows {
        if same(field, "message") {
            return is_sensitive(words);
        }
        rows = rest;
    }
    false
}

/// `Debug` of a structure: per row its name and words, and its value. Values of sensitive rows are not shown.
///
/// One call with two slices: as a chain of calls per field it was a fifth of the time to build a crate of structures.
pub fn debug_structure(
    formatter: &mut fmt::Formatter<'_>,
    name: &str,
    rows: &[(&'static str, &[&str])],
    values: &[&dyn fmt::Debug],
) -> fmt::Result {
    let mut structure = formatter.debug_struct(name);
    for ((field, words), value) in rows.iter().zip(values) {
        structure.field(plain_name(field), shown_if(*value, !is_sensitive(words)));
    }
    structure.finish()
}

/// The value where it may be seen, else the redaction.
pub fn shown_if(value: &dyn fmt::Debug, may_be_seen: bool) -> &dyn fmt::Debug {
    if may_be_seen { value } else { &REDACTED }
}

/// `Name: message`, or just `Name`.
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

/// The words of `retryable(…)`, spelt as the macro's user spells them.
#[expect(non_upper_case_globals, reason = "they are the words of a macro")]
pub mod retry {
    use crate::error::RetryKind;

    /// The service or the way to it failed for a moment.
    pub const transient: RetryKind = RetryKind::Transient;
    /// The service asks for fewer calls.
    pub const throttling: RetryKind = RetryKind::Throttling;
}

/// Calls a row's function; a closure gets its parameter's type from here.
#[inline]
pub fn call<'a, T>(
    read: fn(&mut crate::codec::json::Reader<'a>) -> Result<T, crate::codec::json::ReadError>,
    reader: &mut crate::codec::json::Reader<'a>,
) -> Result<T, crate::codec::json::ReadError> {
    read(reader)
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
