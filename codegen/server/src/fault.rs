//! Faults: what the frame itself answers, before an operation is reached or where it gives nothing that can be sent.

use std::borrow::Cow;

use http::StatusCode;
use tinsmith_runtime::protocol::serving::Refusal;

/// A failure that no model describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) kind: FaultKind,
    pub(crate) message: Cow<'static, str>,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultKind {
    /// No operation of the service is asked for.
    UnknownOperation,
    /// The method is not `POST`.
    MethodNotAllowed,
    /// The body is none of the protocol, by its headers.
    UnsupportedMediaType,
    /// The body is larger than the limit.
    TooLarge,
    /// The body broke off.
    Incomplete,
    /// The body took too long.
    TooSlow,
    /// The body is not what the model says.
    Serialization,
    /// There is no signature.
    #[cfg(feature = "sigv4")]
    Unsigned,
    /// What stands there as a signature is none.
    #[cfg(feature = "sigv4")]
    IncompleteSignature,
    /// The signature is wrong, or its time is over.
    #[cfg(feature = "sigv4")]
    InvalidSignature,
    /// Nobody knows the access key.
    #[cfg(feature = "sigv4")]
    UnrecognizedClient,
    /// The service cannot answer now.
    Unavailable,
    /// Nobody wrote the operation.
    NotImplemented,
    /// The service failed.
    Internal,
}

impl FaultKind {
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::UnknownOperation => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Incomplete | Self::Serialization => StatusCode::BAD_REQUEST,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            #[cfg(feature = "sigv4")]
            Self::Unsigned | Self::IncompleteSignature | Self::InvalidSignature | Self::UnrecognizedClient => {
                StatusCode::FORBIDDEN
            }
            Self::NotImplemented => StatusCode::NOT_IMPLEMENTED,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The code, by the names that AWS services use.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::UnknownOperation => "UnknownOperationException",
            Self::MethodNotAllowed => "MethodNotAllowedException",
            Self::UnsupportedMediaType => "UnsupportedMediaTypeException",
            Self::TooLarge => "RequestEntityTooLargeException",
            Self::Incomplete => "IncompleteBodyException",
            Self::TooSlow => "RequestTimeoutException",
            Self::Serialization => "SerializationException",
            #[cfg(feature = "sigv4")]
            Self::Unsigned => "MissingAuthenticationTokenException",
            #[cfg(feature = "sigv4")]
            Self::IncompleteSignature => "IncompleteSignatureException",
            #[cfg(feature = "sigv4")]
            Self::InvalidSignature => "InvalidSignatureException",
            #[cfg(feature = "sigv4")]
            Self::UnrecognizedClient => "UnrecognizedClientException",
            Self::NotImplemented => NOT_IMPLEMENTED,
            Self::Unavailable => "ServiceUnavailableException",
            Self::Internal => "InternalFailureException",
        }
    }
}

/// The code of an operation that nobody wrote: by it, an answer of the trait's own methods is known.
pub(crate) const NOT_IMPLEMENTED: &str = "NotImplementedException";

impl Fault {
    pub(crate) fn new(kind: FaultKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, message: message.into() }
    }

    /// The request is none of the protocol.
    pub(crate) fn refused(refusal: Refusal) -> Self {
        match refusal {
            Refusal::UnknownOperation(message) => Self::new(FaultKind::UnknownOperation, message),
            Refusal::MethodNotAllowed(message) => Self::new(FaultKind::MethodNotAllowed, message),
            Refusal::UnsupportedMediaType(message) => Self::new(FaultKind::UnsupportedMediaType, message),
        }
    }

    /// The service failed. Why is for its own logs, not for callers.
    pub(crate) fn internal() -> Self {
        Self::new(FaultKind::Internal, "the service failed to answer this request")
    }
}
