//! Errors: of a request that cannot be built, of a service, and what came with them. No error shows a payload: it may hold
//! secrets.

use core::fmt;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;

use crate::sensitive::REDACTED;

/// Any error, as the standard library boxes them.
pub type BoxError = Box<dyn Error + Send + Sync + 'static>;

/// An error with all that it came from, for logs and messages: `dispatch failure: connection refused`.
///
/// `Display` of an error says what happened and leaves the reasons to `source()`. This writes them one after the other,
/// as far as 32 of them, without repeating one that its error has said already.
///
/// ```
/// use tinsmith_runtime::error::{BuildError, DisplayErrorContext};
///
/// let error = BuildError::other("no such host".to_owned());
/// assert!(DisplayErrorContext(&error).to_string().ends_with("no such host"));
/// ```
#[derive(Debug)]
pub struct DisplayErrorContext<E>(pub E);

/// A chain that is longer goes round in circles.
const MOST_SOURCES: usize = 32;

impl<E: Error> fmt::Display for DisplayErrorContext<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said = self.0.to_string();
        formatter.write_str(&said)?;
        let mut source = self.0.source();
        for _ in 0..MOST_SOURCES {
            let Some(error) = source else { break };
            let next = error.to_string();
            if !said.ends_with(&next) {
                write!(formatter, ": {next}")?;
            }
            said = next;
            source = error.source();
        }
        Ok(())
    }
}

/// A request that cannot be built, and why.
#[derive(Debug)]
pub struct BuildError {
    kind: BuildErrorKind,
}

#[derive(Debug)]
enum BuildErrorKind {
    /// A required member of a structure is unset.
    Required { structure: &'static str, field: &'static str },
    /// A required member of an operation's input is unset.
    Unset { operation: &'static str, field: &'static str, wire: &'static str },
    /// A required member is unset; the details say of what.
    MissingField { field: &'static str, details: Cow<'static, str> },
    /// A member has a value that cannot be sent.
    InvalidField { field: &'static str, details: Cow<'static, str> },
    /// A union holds a member that this crate does not know.
    UnknownVariant { union: &'static str },
    /// The input of an operation is wrong in this way.
    #[cfg_attr(not(feature = "validation"), expect(dead_code, reason = "inputs are checked by that feature"))]
    Input { operation: &'static str, source: BoxError },
    /// Anything else.
    Other(BoxError),
}

impl BuildError {
    /// A required member is unset; `details` says what to do.
    pub fn missing_field(field: &'static str, details: impl Into<Cow<'static, str>>) -> Self {
        BuildErrorKind::MissingField { field, details: details.into() }.into()
    }

    /// A member's value cannot be sent; `details` says why, without quoting a value that may be secret.
    pub fn invalid_field(field: &'static str, details: impl Into<Cow<'static, str>>) -> Self {
        BuildErrorKind::InvalidField { field, details: details.into() }.into()
    }

    /// A union holds a member that this crate does not know, so that it cannot be written.
    pub fn unknown_variant(union: &'static str) -> Self {
        BuildErrorKind::UnknownVariant { union }.into()
    }

    /// Any other cause.
    pub fn other(source: impl Into<BoxError>) -> Self {
        BuildErrorKind::Other(source.into()).into()
    }

    /// As [`missing_field`](Self::missing_field), for the builders that macros write: nothing is formatted unless shown.
    #[doc(hidden)]
    pub fn required(structure: &'static str, field: &'static str) -> Self {
        BuildErrorKind::Required { structure, field }.into()
    }
}

impl BuildError {
    /// An operation's input lacks a required member: its field and its name on the wire.
    pub(crate) fn unset(operation: &'static str, field: &'static str, wire: &'static str) -> Self {
        BuildErrorKind::Unset { operation, field, wire }.into()
    }

    /// The input of an operation is wrong in this way.
    #[cfg(feature = "validation")]
    pub(crate) fn input(operation: &'static str, source: impl Into<BoxError>) -> Self {
        BuildErrorKind::Input { operation, source: source.into() }.into()
    }

    /// Any other cause, as it was given to [`other`](Self::other), or what is wrong with an input as a whole.
    pub fn cause(&self) -> Option<&(dyn Error + 'static)> {
        match &self.kind {
            BuildErrorKind::Input { operation: _, source: cause } | BuildErrorKind::Other(cause) => Some(&**cause),
            _ => None,
        }
    }

    /// Whether a member is unset that has to be there.
    pub fn is_unset_member(&self) -> bool {
        match &self.kind {
            BuildErrorKind::Required { .. } | BuildErrorKind::Unset { .. } | BuildErrorKind::MissingField { .. } => {
                true
            }
            BuildErrorKind::InvalidField { .. }
            | BuildErrorKind::UnknownVariant { .. }
            | BuildErrorKind::Input { .. }
            | BuildErrorKind::Other(_) => false,
        }
    }

    /// What is wrong, without the name of the operation: for an error that has said it.
    pub(crate) fn fmt_reason(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            BuildErrorKind::Required { structure, field } => {
                let field = plain_name(field);
                write!(formatter, "`{field}` was not specified but it is required when building {structure}")
            }
            BuildErrorKind::Unset { operation: _, field, wire } => {
                let field = plain_name(field);
                write!(formatter, "{field} ({wire}) is required and was not set")
            }
            BuildErrorKind::MissingField { field, details } => write!(formatter, "`{field}` is missing: {details}"),
            BuildErrorKind::InvalidField { field, details } => write!(formatter, "`{field}` is invalid: {details}"),
            BuildErrorKind::UnknownVariant { union } => write!(
                formatter,
                "the union {union} holds a member that this crate does not know, so that it cannot be sent; \
                 set a known member, or generate the crate from a newer model"
            ),
            BuildErrorKind::Input { operation: _, source } | BuildErrorKind::Other(source) => {
                write!(formatter, "{source}")
            }
        }
    }
}

impl From<BuildErrorKind> for BuildError {
    fn from(kind: BuildErrorKind) -> Self {
        Self { kind }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            BuildErrorKind::Unset { operation, .. } | BuildErrorKind::Input { operation, .. } => {
                write!(formatter, "{operation}: ")?;
            }
            BuildErrorKind::Required { .. }
            | BuildErrorKind::MissingField { .. }
            | BuildErrorKind::InvalidField { .. }
            | BuildErrorKind::UnknownVariant { .. }
            | BuildErrorKind::Other(_) => {}
        }
        self.fmt_reason(formatter)
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.kind {
            // `Display` has shown the cause itself.
            BuildErrorKind::Input { operation: _, source } | BuildErrorKind::Other(source) => source.source(),
            BuildErrorKind::Required { .. }
            | BuildErrorKind::Unset { .. }
            | BuildErrorKind::MissingField { .. }
            | BuildErrorKind::InvalidField { .. }
            | BuildErrorKind::UnknownVariant { .. } => None,
        }
    }
}

/// The name of a field without `r#`, as people and the wire know it.
pub(crate) fn plain_name(name: &'static str) -> &'static str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// A text that is none of an enumeration's known values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownVariantError {
    enumeration: &'static str,
    text: Option<String>,
    known: &'static [&'static str],
}

impl UnknownVariantError {
    /// The enumeration's name, the text, and the values that are known.
    pub fn new(enumeration: &'static str, text: &str, known: &'static [&'static str]) -> Self {
        Self { enumeration, text: Some(text.to_owned()), known }
    }

    /// As [`new`](Self::new) for an enumeration that is sensitive: the text is forgotten.
    pub fn redacted(enumeration: &'static str, _text: &str, known: &'static [&'static str]) -> Self {
        Self { enumeration, text: None, known }
    }
}

impl fmt::Display for UnknownVariantError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => write!(formatter, "{text:?}")?,
            None => write!(formatter, "{REDACTED}")?,
        }
        write!(formatter, " is none of the known values of {}: {}", self.enumeration, self.known.join(", "))
    }
}

impl Error for UnknownVariantError {}

/// The key of the extra that holds who is at fault, `Sender` or `Receiver`, as a query-compatible service says it.
pub const FAULT: &str = "type";

/// What came with an error: its code, its message, the request id, and extras.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ErrorMetadata {
    // Boxed, so that a `Result` with an error in it stays small.
    parts: Box<MetadataParts>,
}

#[derive(Clone, Default, PartialEq, Eq)]
struct MetadataParts {
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    extras: BTreeMap<String, String>,
    message_is_sensitive: bool,
}

impl ErrorMetadata {
    /// A builder with nothing set.
    pub fn builder() -> ErrorMetadataBuilder {
        ErrorMetadataBuilder::default()
    }

    /// The error's code, without namespace.
    pub fn code(&self) -> Option<&str> {
        self.parts.code.as_deref()
    }

    /// What the service said about it. It may be sensitive: `Debug` and `Display` know whether, this does not ask.
    pub fn message(&self) -> Option<&str> {
        self.parts.message.as_deref()
    }

    /// The id by which the service knows the request.
    pub fn request_id(&self) -> Option<&str> {
        self.parts.request_id.as_deref()
    }

    /// What else came with the error under this key.
    pub fn extra(&self, key: &str) -> Option<&str> {
        self.parts.extras.get(key).map(String::as_str)
    }

    /// Fills in what a modelled error knows by itself.
    #[doc(hidden)]
    #[must_use]
    pub fn completed(mut self, code: &str, message: Option<&str>, message_is_sensitive: bool) -> Self {
        self.parts.code.get_or_insert_with(|| code.to_owned());
        if self.parts.message.is_none() {
            self.parts.message = message.map(str::to_owned);
        }
        self.parts.message_is_sensitive |= message_is_sensitive;
        self
    }

    /// Hides the message from `Debug` and `Display` where the model marks it as sensitive.
    #[must_use]
    pub(crate) fn hiding_message(mut self, sensitive: bool) -> Self {
        self.parts.message_is_sensitive |= sensitive;
        self
    }

    /// The message, or the redaction.
    fn shown_message(&self) -> Option<&str> {
        self.parts.message.as_deref().map(|message| if self.parts.message_is_sensitive { REDACTED } else { message })
    }
}

impl fmt::Debug for ErrorMetadata {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ErrorMetadata")
            .field("code", &self.parts.code)
            .field("message", &self.shown_message())
            .field("request_id", &self.parts.request_id)
            .field("extras", &self.parts.extras)
            .finish()
    }
}

impl fmt::Display for ErrorMetadata {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code(), self.shown_message()) {
            (Some(code), Some(message)) => write!(formatter, "{code}: {message}"),
            (Some(text), None) | (None, Some(text)) => formatter.write_str(text),
            (None, None) => formatter.write_str("an error without a code"),
        }
    }
}

impl Error for ErrorMetadata {}

/// Makes [`ErrorMetadata`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "a builder does nothing until it is built"]
pub struct ErrorMetadataBuilder {
    metadata: ErrorMetadata,
}

impl ErrorMetadataBuilder {
    /// Sets the code.
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.metadata.parts.code = Some(code.into());
        self
    }

    /// Sets the message.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.metadata.parts.message = Some(message.into());
        self
    }

    /// Sets the request id.
    pub fn request_id(mut self, request_id: impl Into<String>) -> Self {
        self.metadata.parts.request_id = Some(request_id.into());
        self
    }

    /// Sets an extra; see [`ErrorMetadata::extra`].
    pub fn custom(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.metadata.parts.extras.insert(key.into(), value.into());
        self
    }

    /// The metadata.
    pub fn build(self) -> ErrorMetadata {
        self.metadata
    }
}

/// Why trying again may help, or that it does not, where the model says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryKind {
    /// The service or the way to it failed for a moment.
    Transient,
    /// The service asks for fewer calls.
    Throttling,
    /// It does not help, whatever the code says.
    Never,
}

/// An error that knows its code and message; its request id comes by [`RequestId`](crate::RequestId).
pub trait ProvideErrorMetadata {
    /// All of it.
    fn meta(&self) -> &ErrorMetadata;

    /// The error's code, without namespace.
    fn code(&self) -> Option<&str> {
        self.meta().code()
    }

    /// What the service said about it.
    fn message(&self) -> Option<&str> {
        self.meta().message()
    }

    /// What the model says of trying again.
    fn retry_kind(&self) -> Option<RetryKind> {
        None
    }
}

impl ProvideErrorMetadata for ErrorMetadata {
    fn meta(&self) -> &ErrorMetadata {
        self
    }
}

/// What [`error_structure!`](crate::error_structure!) tells [`operation_error!`](crate::operation_error!).
#[doc(hidden)]
pub trait ModeledError: ProvideErrorMetadata + Sized {
    /// Whether the model marks the error's message as sensitive.
    const MESSAGE_IS_SENSITIVE: bool;

    /// Takes in what came with the error; its message fills a message that is unset.
    #[must_use]
    fn with_metadata(self, meta: ErrorMetadata) -> Self;
}

/// An error that the model does not know for the operation, or whose body does not parse.
#[derive(Debug)]
pub struct Unhandled {
    meta: ErrorMetadata,
    source: Option<BoxError>,
}

impl Unhandled {
    /// What came with the error, and the cause if there is one.
    pub fn new(meta: ErrorMetadata, source: Option<BoxError>) -> Self {
        Self { meta, source }
    }
}

impl fmt::Display for Unhandled {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            // Without a code the cause is all there is to tell.
            Some(source) if self.meta.code().is_none() && self.meta.message().is_none() => {
                write!(formatter, "{source}")
            }
            _ => write!(formatter, "{}", self.meta),
        }
    }
}

impl Error for Unhandled {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

impl ProvideErrorMetadata for Unhandled {
    fn meta(&self) -> &ErrorMetadata {
        &self.meta
    }
}
