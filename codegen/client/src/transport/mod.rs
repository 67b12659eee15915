//! What sends one request and receives its answer: a trait for async clients, one for blocking clients, and why nothing
//! came back.
//!
//! | what | for |
//! | --- | --- |
//! | `AsyncHttp` (feature `async`) | HTTP by hyper and rustls |
//! | `BlockingHttp` (feature `blocking`) | HTTP by ureq and rustls |
//! | [`from_fn`], `from_async_fn` | a function of yours as a transport |
//! | `Arc` of a transport | one that several clients share |

#[cfg(feature = "async")]
mod async_http;
#[cfg(feature = "blocking")]
mod blocking_http;
#[cfg(any(feature = "async", feature = "blocking"))]
mod ca_bundle;
#[cfg(any(feature = "async", feature = "blocking"))]
mod failure;
mod from_fn;
#[cfg(any(feature = "async", feature = "blocking"))]
mod proxies;
#[cfg(any(feature = "async", feature = "blocking"))]
mod settings;
#[cfg(any(feature = "async", feature = "blocking"))]
mod tls;
#[cfg(any(feature = "async", feature = "blocking"))]
mod tunnel;

use core::fmt;
use core::time::Duration;

#[cfg(any(feature = "async", feature = "blocking"))]
use bytes::Bytes;
#[cfg(any(feature = "async", feature = "blocking"))]
use http::{Request, Response};
use tinsmith_runtime::error::BoxError;

#[cfg(feature = "async")]
pub use async_http::AsyncHttp;
#[cfg(feature = "blocking")]
pub use blocking_http::BlockingHttp;
#[cfg(any(feature = "async", feature = "blocking"))]
pub use ca_bundle::{CaBundle, CaBundleError};
#[cfg(feature = "async")]
pub use from_fn::{FromAsyncFn, from_async_fn};
pub use from_fn::{FromFn, from_fn};
#[cfg(any(feature = "async", feature = "blocking"))]
pub use proxies::{InvalidProxy, Proxies};
#[cfg(any(feature = "async", feature = "blocking"))]
pub use settings::{Direct, HttpSettings};

/// The bounds of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The longest silence after the request was written, and between two pieces of the answer.
    pub read_timeout: Option<Duration>,
    /// The longest that the attempt may take as a whole.
    pub attempt_timeout: Option<Duration>,
    /// The largest body that an answer may have, in bytes.
    pub largest_response: usize,
}

impl Limits {
    /// No time-outs, and answers of this size at most, in bytes.
    pub const fn new(largest_response: usize) -> Self {
        Self { read_timeout: None, attempt_timeout: None, largest_response }
    }
}

/// Sends requests of an async client. Dropping the future gives the request up.
#[cfg(feature = "async")]
pub trait AsyncTransport: fmt::Debug + Send + Sync + 'static {
    /// Sends one request and receives its whole answer.
    fn send<'a>(
        &'a self,
        request: Request<Bytes>,
        limits: &'a Limits,
    ) -> crate::BoxFuture<'a, Result<Response<Bytes>, TransportError>>;
}

/// Sends requests of a blocking client.
#[cfg(feature = "blocking")]
pub trait BlockingTransport: fmt::Debug + Send + Sync + 'static {
    /// Sends one request and receives its whole answer.
    ///
    /// # Errors
    /// No answer came, or not all of it.
    fn send(&self, request: Request<Bytes>, limits: &Limits) -> Result<Response<Bytes>, TransportError>;
}

#[cfg(feature = "async")]
impl<T: AsyncTransport + ?Sized> AsyncTransport for std::sync::Arc<T> {
    fn send<'a>(
        &'a self,
        request: Request<Bytes>,
        limits: &'a Limits,
    ) -> crate::BoxFuture<'a, Result<Response<Bytes>, TransportError>> {
        (**self).send(request, limits)
    }
}

#[cfg(feature = "blocking")]
impl<T: BlockingTransport + ?Sized> BlockingTransport for std::sync::Arc<T> {
    fn send(&self, request: Request<Bytes>, limits: &Limits) -> Result<Response<Bytes>, TransportError> {
        (**self).send(request, limits)
    }
}

/// Why a request has no answer.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: BoxError,
}

/// What became of a request without an answer: it decides whether it may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection was made in the time for it.
    ConnectTimeout,
    /// No connection was made: the name, the address, or the proxy stands in the way.
    Connect,
    /// No connection was made: the certificate is not one that is trusted for the host.
    Untrusted,
    /// A connection was there, and nothing of the request was written.
    NotSent,
    /// The answer was silent for too long.
    ReadTimeout,
    /// The attempt took too long as a whole.
    AttemptTimeout,
    /// The connection ended before the whole answer was there.
    Closed,
    /// The answer is no HTTP, or contradicts itself.
    Malformed,
    /// The answer is larger than the limit.
    TooLarge,
    /// The request itself cannot be sent: trying again does not help.
    Request,
}

impl TransportError {
    /// An error of this kind, and its cause.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self { kind, source: source.into() }
    }

    /// What became of the request.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the request certainly did not reach the service.
    pub fn never_arrived(&self) -> bool {
        match self.kind {
            TransportErrorKind::ConnectTimeout
            | TransportErrorKind::Connect
            | TransportErrorKind::Untrusted
            | TransportErrorKind::NotSent
            | TransportErrorKind::Request => true,
            TransportErrorKind::ReadTimeout
            | TransportErrorKind::AttemptTimeout
            | TransportErrorKind::Closed
            | TransportErrorKind::Malformed
            | TransportErrorKind::TooLarge => false,
        }
    }

    /// Whether it is a time-out.
    pub fn is_timeout(&self) -> bool {
        match self.kind {
            TransportErrorKind::ConnectTimeout
            | TransportErrorKind::ReadTimeout
            | TransportErrorKind::AttemptTimeout => true,
            TransportErrorKind::Connect
            | TransportErrorKind::Untrusted
            | TransportErrorKind::NotSent
            | TransportErrorKind::Closed
            | TransportErrorKind::Malformed
            | TransportErrorKind::TooLarge
            | TransportErrorKind::Request => false,
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            TransportErrorKind::ConnectTimeout => "connecting took too long",
            TransportErrorKind::Connect | TransportErrorKind::Untrusted => "no connection",
            TransportErrorKind::NotSent => "the request could not be written",
            TransportErrorKind::ReadTimeout => "the service was silent for too long",
            TransportErrorKind::AttemptTimeout => "the attempt took too long",
            TransportErrorKind::Closed => "the connection ended before the whole answer was there",
            TransportErrorKind::Malformed => "the answer is no proper HTTP",
            TransportErrorKind::TooLarge => "the answer is too large",
            TransportErrorKind::Request => "the request cannot be sent",
        };
        write!(formatter, "{what}: {}", self.source)
    }
}

impl core::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        // `Display` has said the cause itself.
        self.source.source()
    }
}
