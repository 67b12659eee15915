//! What a call fails with.

use core::fmt;
use std::error::Error;

use crate::codec::ReadError;
use crate::error::{BoxError, BuildError, ErrorMetadata, ProvideErrorMetadata, Unhandled};
use crate::message::RawResponse;

/// What can go wrong with a call. `E` is the error of the operation.
///
/// `Display` tells it all in one line: `ListUsers: OrganizationNotFoundException: no such organization (request id
/// 1a2b…)`. What it has told, `source()` does not repeat.
#[derive(Debug)]
#[non_exhaustive]
pub enum SdkError<E> {
    /// The request could not be built; nothing was sent.
    ConstructionFailure(ConstructionFailure),
    /// The call took longer than it may.
    TimeoutError(TimeoutError),
    /// The request could not be sent, or no whole answer came.
    DispatchFailure(DispatchFailure),
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

/// A call that took too long. See [`SdkError::TimeoutError`].
#[derive(Debug)]
pub struct TimeoutError {
    operation: &'static str,
    attempts: u32,
    source: BoxError,
}

/// A request that could not be sent, or has no whole answer. See [`SdkError::DispatchFailure`].
#[derive(Debug)]
pub struct DispatchFailure {
    operation: &'static str,
    attempts: u32,
    kind: DispatchKind,
    source: BoxError,
}

/// What stood in the way of a request or of its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DispatchKind {
    /// There are no credentials to sign it with.
    Credentials,
    /// There is no endpoint to send it to.
    Endpoint,
    /// The way to the service and back.
    Io,
    /// Anything else, such as a signature that cannot be made.
    Other,
}

impl DispatchFailure {
    /// What stood in the way.
    pub fn kind(&self) -> DispatchKind {
        self.kind
    }
}

/// What went wrong with a call, in one word. See [`SdkError::kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// The request could not be built.
    Construction,
    /// The input lacks a member that the operation requires.
    MissingMember,
    /// There are no credentials to sign the request with.
    Credentials,
    /// The request could not be sent, or no whole answer came.
    Dispatch,
    /// The call took longer than it may.
    Timeout,
    /// The answer does not parse.
    Response,
    /// The service said that the call failed.
    Service,
}

/// An answer that does not parse. See [`SdkError::ResponseError`].
#[derive(Debug)]
pub struct ResponseError {
    operation: &'static str,
    attempts: u32,
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
    attempts: u32,
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

/// Why an answer gave no output, before the answer is put to it.
#[derive(Debug)]
pub enum Failure<E> {
    /// It does not parse.
    Unreadable(ReadError),
    /// It says that the call failed.
    Service(E),
}

impl<E> Failure<E> {
    /// The error of a call of this operation, with the answer that it was read from.
    pub fn of(self, operation: &'static str, raw: RawResponse) -> SdkError<E> {
        match self {
            Self::Unreadable(source) => SdkError::response_error(operation, source, raw),
            Self::Service(source) => SdkError::service_error(operation, source, raw),
        }
    }
}

impl<E> SdkError<E> {
    /// The request of this operation could not be built.
    pub fn construction_failure(operation: &'static str, source: BuildError) -> Self {
        Self::ConstructionFailure(ConstructionFailure { operation, source })
    }

    /// The call of this operation took too long.
    pub fn timeout_error(operation: &'static str, source: impl Into<BoxError>) -> Self {
        Self::TimeoutError(TimeoutError { operation, attempts: 1, source: source.into() })
    }

    /// The request of this operation could not be sent, or no whole answer came.
    pub fn dispatch_failure(operation: &'static str, kind: DispatchKind, source: impl Into<BoxError>) -> Self {
        Self::DispatchFailure(DispatchFailure { operation, attempts: 1, kind, source: source.into() })
    }

    /// The same after this many attempts.
    #[must_use]
    pub fn after_attempts(mut self, made: u32) -> Self {
        match &mut self {
            Self::ConstructionFailure(_) => {}
            Self::TimeoutError(error) => error.attempts = made,
            Self::DispatchFailure(error) => error.attempts = made,
            Self::ResponseError(error) => error.attempts = made,
            Self::ServiceError(error) => error.attempts = made,
        }
        self
    }

    /// The answer to this operation does not parse.
    pub fn response_error(operation: &'static str, source: ReadError, raw: RawResponse) -> Self {
        Self::ResponseError(ResponseError { operation, attempts: 1, source, raw: Box::new(raw) })
    }

    /// This operation failed.
    pub fn service_error(operation: &'static str, source: E, raw: RawResponse) -> Self {
        Self::ServiceError(ServiceError { operation, attempts: 1, source, raw: Box::new(raw) })
    }

    /// The operation's name in the model.
    pub fn operation(&self) -> &'static str {
        match self {
            Self::ConstructionFailure(error) => error.operation,
            Self::TimeoutError(error) => error.operation,
            Self::DispatchFailure(error) => error.operation,
            Self::ResponseError(error) => error.operation,
            Self::ServiceError(error) => error.operation,
        }
    }

    /// What went wrong, in one word.
    pub fn kind(&self) -> FailureKind {
        match self {
            Self::ConstructionFailure(error) if error.source.is_unset_member() => FailureKind::MissingMember,
            Self::ConstructionFailure(_) => FailureKind::Construction,
            Self::TimeoutError(_) => FailureKind::Timeout,
            Self::DispatchFailure(error) => match error.kind {
                DispatchKind::Credentials => FailureKind::Credentials,
                DispatchKind::Endpoint | DispatchKind::Io | DispatchKind::Other => FailureKind::Dispatch,
            },
            Self::ResponseError(_) => FailureKind::Response,
            Self::ServiceError(_) => FailureKind::Service,
        }
    }

    /// How often the request was sent, or would have been: 0 where it could not be built.
    pub fn attempts(&self) -> u32 {
        match self {
            Self::ConstructionFailure(_) => 0,
            Self::TimeoutError(error) => error.attempts,
            Self::DispatchFailure(error) => error.attempts,
            Self::ResponseError(error) => error.attempts,
            Self::ServiceError(error) => error.attempts,
        }
    }

    /// The status of the answer, if one came.
    pub fn status(&self) -> Option<http::StatusCode> {
        self.raw_response().map(RawResponse::status)
    }

    /// The error of the operation, if the service answered with one.
    pub fn as_service_error(&self) -> Option<&E> {
        match self {
            Self::ServiceError(error) => Some(&error.source),
            Self::ConstructionFailure(_)
            | Self::TimeoutError(_)
            | Self::DispatchFailure(_)
            | Self::ResponseError(_) => None,
        }
    }

    /// Why the request could not be built, if that is what went wrong.
    pub fn as_build_error(&self) -> Option<&BuildError> {
        match self {
            Self::ConstructionFailure(error) => Some(&error.source),
            Self::TimeoutError(_) | Self::DispatchFailure(_) | Self::ResponseError(_) | Self::ServiceError(_) => None,
        }
    }

    /// The answer as it came, if one came.
    pub fn raw_response(&self) -> Option<&RawResponse> {
        match self {
            Self::ServiceError(error) => Some(&error.raw),
            Self::ResponseError(error) => Some(&error.raw),
            Self::ConstructionFailure(_) | Self::TimeoutError(_) | Self::DispatchFailure(_) => None,
        }
    }

    /// The id by which the service knows the request, if it answered.
    pub fn request_id(&self) -> Option<&str> {
        self.raw_response().and_then(RawResponse::request_id)
    }

    /// The error of the operation, or what else went wrong as a cause of its `Unhandled`.
    #[doc(hidden)]
    pub fn into_parts(self) -> Result<E, Unhandled> {
        let meta = match self.request_id() {
            Some(id) => ErrorMetadata::builder().request_id(id).build(),
            None => ErrorMetadata::default(),
        };
        match self {
            Self::ServiceError(error) => Ok(error.source),
            Self::ConstructionFailure(error) => Err(Unhandled::new(meta, Some(Box::new(error)))),
            Self::TimeoutError(error) => Err(Unhandled::new(meta, Some(Box::new(error)))),
            Self::DispatchFailure(error) => Err(Unhandled::new(meta, Some(Box::new(error)))),
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
        write!(formatter, "{}: the request cannot be built: ", self.operation)?;
        self.source.fmt_reason(formatter)
    }
}

impl Error for ConstructionFailure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.source()
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: time-out: {}", self.operation, self.source)?;
        write_attempts(formatter, self.attempts)
    }
}

impl Error for TimeoutError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.source()
    }
}

impl fmt::Display for DispatchFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.operation, self.source)?;
        write_attempts(formatter, self.attempts)
    }
}

impl Error for DispatchFailure {
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

/// How often it was tried, where that was more than once.
fn write_attempts(formatter: &mut fmt::Formatter<'_>, attempts: u32) -> fmt::Result {
    if attempts > 1 { write!(formatter, " (after {attempts} attempts)") } else { Ok(()) }
}

fn write_request_id(formatter: &mut fmt::Formatter<'_>, request_id: Option<&str>) -> fmt::Result {
    request_id.map_or(Ok(()), |id| write!(formatter, " (request id {id})"))
}

impl<E: fmt::Display> fmt::Display for SdkError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ConstructionFailure(error) => error.fmt(formatter),
            Self::TimeoutError(error) => error.fmt(formatter),
            Self::DispatchFailure(error) => error.fmt(formatter),
            Self::ResponseError(error) => error.fmt(formatter),
            Self::ServiceError(error) => error.fmt(formatter),
        }
    }
}

impl<E: Error + 'static> Error for SdkError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::ConstructionFailure(error) => error.source(),
            Self::TimeoutError(error) => error.source(),
            Self::DispatchFailure(error) => error.source(),
            Self::ResponseError(error) => error.source(),
            Self::ServiceError(error) => error.source(),
        }
    }
}
