//! What can go wrong, from building an input to reading an answer. No error shows a payload: it may hold secrets.

use core::fmt;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;

use crate::json::{ReadError, Reader};
use crate::sensitive::REDACTED;

/// Any error, as the standard library boxes them.
pub type BoxError = Box<dyn Error + Send + Sync + 'static>;

/// A request that cannot be built, and why.
#[derive(Debug)]
pub struct BuildError {
    kind: BuildErrorKind,
}

#[derive(Debug)]
enum BuildErrorKind {
    /// A required member of a structure is unset.
    Required { structure: &'static str, field: &'static str },
    /// A required member is unset; the details say of what.
    MissingField { field: &'static str, details: Cow<'static, str> },
    /// A member has a value that cannot be sent.
    InvalidField { field: &'static str, details: Cow<'static, str> },
    /// A union holds a member that this crate does not know.
    UnknownVariant { union: &'static str },
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

impl From<BuildErrorKind> for BuildError {
    fn from(kind: BuildErrorKind) -> Self {
        Self { kind }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            BuildErrorKind::Required { structure, field } => {
                let field = crate::__private::plain_name(field);
                write!(formatter, "`{field}` was not specified but it is required when building {structure}")
            }
            BuildErrorKind::MissingField { field, details } => write!(formatter, "`{field}` is missing: {details}"),
            BuildErrorKind::InvalidField { field, details } => write!(formatter, "`{field}` is invalid: {details}"),
            BuildErrorKind::UnknownVariant { union } => write!(
                formatter,
                "the union {union} holds a member that this crate does not know, so that it cannot be sent; \
                 set a known member, or generate the crate from a newer model"
            ),
            BuildErrorKind::Other(source) => write!(formatter, "{source}"),
        }
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.kind {
            // `Display` has shown the cause itself.
            BuildErrorKind::Other(source) => source.source(),
            BuildErrorKind::Required { .. }
            | BuildErrorKind::MissingField { .. }
            | BuildErrorKind::InvalidField { .. }
            | BuildErrorKind::UnknownVariant { .. } => None,
        }
    }
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

/// Why trying again may help, where the model says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryKind {
    /// The service or the way to it failed for a moment.
    Transient,
    /// The service asks for fewer calls.
    Throttling,
}

/// An error that knows its code, message and request id.
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

    /// The id by which the service knows the request.
    fn request_id(&self) -> Option<&str> {
        self.meta().request_id()
    }

    /// Whether the model says that trying again may help.
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

/// An answer that says that the call failed, taken apart as far as every error has it.
#[derive(Debug)]
pub struct ErrorResponse<'a> {
    pub(crate) status: http::StatusCode,
    pub(crate) metadata: ErrorMetadata,
    /// The code in the answer itself, where `metadata` holds one that overrides it.
    pub(crate) shape_code: Option<String>,
    pub(crate) body: Body<'a>,
}

/// A payload that `Debug` does not show.
#[derive(Clone, Copy)]
pub(crate) struct Body<'a>(pub(crate) &'a [u8]);

impl fmt::Debug for Body<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} bytes", self.0.len())
    }
}

impl<'a> ErrorResponse<'a> {
    /// The code, the message, the request id.
    pub fn metadata(&self) -> &ErrorMetadata {
        &self.metadata
    }

    /// The payload.
    pub fn body(&self) -> &'a [u8] {
        self.body.0
    }

    /// The codes that may name a modelled error: the shape's own first, then the one that overrides it.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        let overriding = self.metadata.code().filter(|code| Some(*code) != self.shape_code.as_deref());
        self.shape_code.as_deref().into_iter().chain(overriding)
    }

    /// Reads the body as a modelled error.
    #[doc(hidden)]
    pub fn read<T: ModeledError>(&self, read: fn(&mut Reader<'_>) -> Result<T, ReadError>) -> Result<T, Unhandled> {
        match crate::response::read_body(self.body.0, read) {
            Ok(error) => Ok(error.with_metadata(self.metadata.clone())),
            Err(source) => {
                let mut meta = self.metadata.clone();
                meta.parts.message_is_sensitive |= T::MESSAGE_IS_SENSITIVE;
                Err(Unhandled::new(meta, Some(source.into())))
            }
        }
    }

    /// The error that the model does not know.
    #[must_use]
    pub fn unhandled(self) -> Unhandled {
        let told = self.metadata.code().is_some() || self.metadata.message().is_some();
        let status = self.status.as_u16();
        let source = (!told).then(|| format!("the service answered with status {status} and no error code").into());
        Unhandled::new(self.metadata, source)
    }
}

/// An answer as it came.
#[derive(Clone)]
#[non_exhaustive]
pub struct RawResponse {
    /// The HTTP status.
    pub status: http::StatusCode,
    /// The headers.
    pub headers: http::HeaderMap,
    /// The payload. It may hold secrets: `Debug` shows its length only.
    pub body: Vec<u8>,
}

impl RawResponse {
    /// Takes an answer apart.
    pub fn new(status: http::StatusCode, headers: http::HeaderMap, body: Vec<u8>) -> Self {
        Self { status, headers, body }
    }

    /// The HTTP status.
    pub fn status(&self) -> http::StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &http::HeaderMap {
        &self.headers
    }

    /// The payload.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The id by which the service knows the request: `x-amzn-requestid`, else `x-amz-request-id`.
    pub fn request_id(&self) -> Option<&str> {
        crate::response::request_id(&self.headers)
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers may hold cookies and tokens: their names are enough.
        formatter
            .debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &Body(&self.body))
            .finish()
    }
}

/// What can go wrong with a call. `E` is the error of the operation.
///
/// `Display` tells it all in one line: `ListUsers: OrganizationNotFoundException: no such organization (request id
/// 1a2b…)`. What it has told, `source()` does not repeat.
#[derive(Debug)]
#[non_exhaustive]
pub enum SdkError<E> {
    /// The request could not be built; nothing was sent.
    ConstructionFailure(ConstructionFailure),
    /// The service said that the call worked, in words that do not parse.
    ResponseError(ResponseError),
    /// The service said that the call failed.
    ServiceError(ServiceError<E>),
}

/// A request that could not be built. See [`SdkError::ConstructionFailure`].
#[derive(Debug)]
pub struct ConstructionFailure {
    operation: &'static str,
    source: BuildError,
}

/// An answer that does not parse. See [`SdkError::ResponseError`].
#[derive(Debug)]
pub struct ResponseError {
    operation: &'static str,
    source: ReadError,
    raw: Box<RawResponse>,
}

impl ResponseError {
    /// The answer as it came.
    pub fn raw(&self) -> &RawResponse {
        &self.raw
    }
}

/// The error of an operation with the answer it came in. See [`SdkError::ServiceError`].
#[derive(Debug)]
pub struct ServiceError<E> {
    operation: &'static str,
    source: E,
    raw: Box<RawResponse>,
}

impl<E> ServiceError<E> {
    /// The error of the operation.
    pub fn err(&self) -> &E {
        &self.source
    }

    /// The error of the operation, by value.
    pub fn into_err(self) -> E {
        self.source
    }

    /// The answer as it came.
    pub fn raw(&self) -> &RawResponse {
        &self.raw
    }
}

impl<E> SdkError<E> {
    /// The request of this operation could not be built.
    pub fn construction_failure(operation: &'static str, source: BuildError) -> Self {
        Self::ConstructionFailure(ConstructionFailure { operation, source })
    }

    /// The answer to this operation does not parse.
    pub fn response_error(operation: &'static str, source: ReadError, raw: RawResponse) -> Self {
        Self::ResponseError(ResponseError { operation, source, raw: Box::new(raw) })
    }

    /// This operation failed.
    pub fn service_error(operation: &'static str, source: E, raw: RawResponse) -> Self {
        Self::ServiceError(ServiceError { operation, source, raw: Box::new(raw) })
    }

    /// The operation's name in the model.
    pub fn operation(&self) -> &'static str {
        match self {
            Self::ConstructionFailure(error) => error.operation,
            Self::ResponseError(error) => error.operation,
            Self::ServiceError(error) => error.operation,
        }
    }

    /// The error of the operation, if the service answered with one.
    pub fn as_service_error(&self) -> Option<&E> {
        match self {
            Self::ServiceError(error) => Some(&error.source),
            Self::ConstructionFailure(_) | Self::ResponseError(_) => None,
        }
    }

    /// The answer as it came, if one came.
    pub fn raw_response(&self) -> Option<&RawResponse> {
        match self {
            Self::ServiceError(error) => Some(&error.raw),
            Self::ResponseError(error) => Some(&error.raw),
            Self::ConstructionFailure(_) => None,
        }
    }

    /// The id by which the service knows the request, if it answered.
    pub fn request_id(&self) -> Option<&str> {
        self.raw_response().and_then(RawResponse::request_id)
    }

    /// The error of the operation, or what else went wrong as a cause of its `Unhandled`.
    #[doc(hidden)]
    pub fn into_parts(self) -> Result<E, Unhandled> {
        let mut meta = ErrorMetadata::default();
        meta.parts.request_id = self.request_id().map(str::to_owned);
        match self {
            Self::ServiceError(error) => Ok(error.source),
            Self::ConstructionFailure(error) => Err(Unhandled::new(meta, Some(Box::new(error)))),
            Self::ResponseError(error) => Err(Unhandled::new(meta, Some(Box::new(error)))),
        }
    }
}

impl<E: From<Unhandled>> SdkError<E> {
    /// The error of the operation; anything else becomes its `Unhandled`, with the cause as its source.
    pub fn into_service_error(self) -> E {
        self.into_parts().unwrap_or_else(E::from)
    }
}

impl<E: ProvideErrorMetadata> SdkError<E> {
    /// The error's code, without namespace, if the service answered with an error.
    pub fn code(&self) -> Option<&str> {
        self.as_service_error().and_then(ProvideErrorMetadata::code)
    }

    /// What the service said about it, if it answered with an error.
    pub fn message(&self) -> Option<&str> {
        self.as_service_error().and_then(ProvideErrorMetadata::message)
    }

    /// What came with the error, if the service answered with one.
    pub fn meta(&self) -> Option<&ErrorMetadata> {
        self.as_service_error().map(ProvideErrorMetadata::meta)
    }
}

impl fmt::Display for ConstructionFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: the request cannot be built: {}", self.operation, self.source)
    }
}

impl Error for ConstructionFailure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.source()
    }
}

impl fmt::Display for ResponseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.raw.status.as_u16();
        write!(formatter, "{}: the answer (status {status}) does not parse: {}", self.operation, self.source)?;
        write_request_id(formatter, self.raw.request_id())
    }
}

impl Error for ResponseError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.source()
    }
}

impl<E: fmt::Display> fmt::Display for ServiceError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.operation, self.source)?;
        write_request_id(formatter, self.raw.request_id())
    }
}

impl<E: Error + 'static> Error for ServiceError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.source()
    }
}

fn write_request_id(formatter: &mut fmt::Formatter<'_>, request_id: Option<&str>) -> fmt::Result {
    request_id.map_or(Ok(()), |id| write!(formatter, " (request id {id})"))
}

impl<E: fmt::Display> fmt::Display for SdkError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ConstructionFailure(error) => error.fmt(formatter),
            Self::ResponseError(error) => error.fmt(formatter),
            Self::ServiceError(error) => error.fmt(formatter),
        }
    }
}

impl<E: Error + 'static> Error for SdkError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::ConstructionFailure(error) => error.source(),
            Self::ResponseError(error) => error.source(),
            Self::ServiceError(error) => error.source(),
        }
    }
}
