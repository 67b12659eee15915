//! What a call fails with.

use core::fmt;
use std::error::Error;

use crate::codec::ReadError;
use crate::error::{BuildError, ErrorMetadata, ProvideErrorMetadata, Unhandled};
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
        let meta = match self.request_id() {
            Some(id) => ErrorMetadata::builder().request_id(id).build(),
            None => ErrorMetadata::default(),
        };
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
