//! A function as a transport: for tests, and for HTTP libraries that this package does not know.

use core::any::type_name;
use core::fmt;

#[cfg(any(feature = "async", feature = "blocking"))]
use bytes::Bytes;
#[cfg(any(feature = "async", feature = "blocking"))]
use http::{Request, Response};

#[cfg(feature = "async")]
use super::AsyncTransport;
#[cfg(feature = "blocking")]
use super::BlockingTransport;
#[cfg(any(feature = "async", feature = "blocking"))]
use super::{Limits, TransportError};

/// A function from request to answer as a transport, of async and of blocking clients. The limits of an attempt do not
/// reach it.
///
/// ```
/// use bytes::Bytes;
/// use http::{Request, Response};
/// use tinsmith_client::transport::{Limits, TransportError, from_fn};
///
/// let transport = from_fn(|request: Request<Bytes>| {
///     assert_eq!(request.uri().path(), "/");
///     Ok::<_, TransportError>(Response::new(Bytes::from_static(b"{}")))
/// });
/// # #[cfg(feature = "blocking")] {
/// use tinsmith_client::transport::BlockingTransport;
/// let answer = transport.send(Request::new(Bytes::new()), &Limits::new(1024))?;
/// assert_eq!(answer.body(), "{}");
/// # }
/// # Ok::<(), tinsmith_client::transport::TransportError>(())
/// ```
pub fn from_fn<F>(function: F) -> FromFn<F> {
    FromFn(function)
}

/// What [`from_fn`] gives.
#[derive(Clone, Copy)]
pub struct FromFn<F>(F);

#[cfg(feature = "async")]
impl<F> AsyncTransport for FromFn<F>
where
    F: Fn(Request<Bytes>) -> Result<Response<Bytes>, TransportError> + Send + Sync + 'static,
{
    fn send<'a>(
        &'a self,
        request: Request<Bytes>,
        _: &'a Limits,
    ) -> crate::BoxFuture<'a, Result<Response<Bytes>, TransportError>> {
        Box::pin(core::future::ready((self.0)(request)))
    }
}

#[cfg(feature = "blocking")]
impl<F> BlockingTransport for FromFn<F>
where
    F: Fn(Request<Bytes>) -> Result<Response<Bytes>, TransportError> + Send + Sync + 'static,
{
    fn send(&self, request: Request<Bytes>, _: &Limits) -> Result<Response<Bytes>, TransportError> {
        (self.0)(request)
    }
}

impl<F> fmt::Debug for FromFn<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "FromFn({})", type_name::<F>())
    }
}

/// A function from request to a future of its answer as a transport of async clients. The limits of an attempt do not
/// reach it, but for the time-out of the whole attempt: the future is dropped then.
///
/// ```
/// use bytes::Bytes;
/// use http::{Request, Response};
/// use tinsmith_client::transport::from_async_fn;
///
/// let transport = from_async_fn(|request: Request<Bytes>| async move {
///     // What any other HTTP library does with it.
///     Ok(Response::new(request.into_body()))
/// });
/// ```
#[cfg(feature = "async")]
pub fn from_async_fn<F, R>(function: F) -> FromAsyncFn<F>
where
    F: Fn(Request<Bytes>) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'static,
{
    FromAsyncFn(function)
}

/// What [`from_async_fn`] gives.
#[cfg(feature = "async")]
#[derive(Clone, Copy)]
pub struct FromAsyncFn<F>(F);

#[cfg(feature = "async")]
impl<F, R> AsyncTransport for FromAsyncFn<F>
where
    F: Fn(Request<Bytes>) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'static,
{
    fn send<'a>(
        &'a self,
        request: Request<Bytes>,
        limits: &'a Limits,
    ) -> crate::BoxFuture<'a, Result<Response<Bytes>, TransportError>> {
        let answer = (self.0)(request);
        Box::pin(async move {
            let Some(limit) = limits.attempt_timeout.filter(|_| tokio::runtime::Handle::try_current().is_ok()) else {
                return answer.await;
            };
            tokio::time::timeout(limit, answer).await.unwrap_or_else(|_| {
                let text = format!("more than {limit:?}");
                Err(TransportError::new(super::TransportErrorKind::AttemptTimeout, text))
            })
        })
    }
}

#[cfg(feature = "async")]
impl<F> fmt::Debug for FromAsyncFn<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "FromAsyncFn({})", type_name::<F>())
    }
}
