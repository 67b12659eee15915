//! Connections by hyper: HTTP/1, until told to stop.

use core::convert::Infallible;
use core::future::{Future, poll_fn};
use core::pin::pin;
use core::task::Poll;
use core::time::Duration;
use std::io;

use http::{Request, Response};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};

use crate::BoxError;
use crate::timed::RequestBody;

/// How long nothing is accepted where the system has no room for a connection more.
const PAUSE: Duration = Duration::from_millis(100);

/// How long is waited for callers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    head: Duration,
    body: Duration,
    stop: Duration,
}

impl Default for Timeouts {
    /// 30 seconds for a head, 30 for each piece of a body, 10 once told to stop.
    fn default() -> Self {
        Self { head: Duration::from_secs(30), body: Duration::from_secs(30), stop: Duration::from_secs(10) }
    }
}

impl Timeouts {
    /// How long the head of a request may take, and a connection between two requests.
    #[must_use]
    pub fn head(self, head: Duration) -> Self {
        Self { head, ..self }
    }

    /// How long the next piece of a body may take. A request whose body takes longer is answered with status 408 and
    /// `RequestTimeoutException`.
    #[must_use]
    pub fn body(self, body: Duration) -> Self {
        Self { body, ..self }
    }

    /// How long connections may take to finish what they are at, once told to stop.
    #[must_use]
    pub fn stop(self, stop: Duration) -> Self {
        Self { stop, ..self }
    }
}

/// Serves whatever connects, each connection in a task of its own, until `stop` comes; then no connection is taken any
/// more, and those that there are have 10 seconds to finish the request they are at.
///
/// The service is a [`Service`](crate::Service), or one with layers of tower around it that never fail.
///
/// # Errors
/// The listener is broken. That one connection is, is no error.
pub async fn serve<S, B>(listener: TcpListener, service: S, stop: impl Future<Output = ()>) -> io::Result<()>
where
    S: tower_service::Service<Request<RequestBody>, Response = Response<B>, Error = Infallible>,
    S: Clone + Send + 'static,
    S::Future: Send,
    B: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    serve_with(listener, service, stop, Timeouts::default()).await
}

/// The same with other time-outs.
///
/// # Errors
/// As of [`serve`].
pub async fn serve_with<S, B>(
    listener: TcpListener,
    service: S,
    stop: impl Future<Output = ()>,
    timeouts: Timeouts,
) -> io::Result<()>
where
    S: tower_service::Service<Request<RequestBody>, Response = Response<B>, Error = Infallible>,
    S: Clone + Send + 'static,
    S::Future: Send,
    B: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    let connections = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = {
            let mut accept = pin!(listener.accept());
            poll_fn(|context| match stop.as_mut().poll(context) {
                Poll::Ready(()) => Poll::Ready(None),
                Poll::Pending => accept.as_mut().poll(context).map(Some),
            })
            .await
        };
        match accepted {
            None => break,
            Some(Ok((stream, _))) => connection(stream, service.clone(), timeouts, &connections),
            Some(Err(error)) if is_passing(&error) => tokio::time::sleep(PAUSE).await,
            Some(Err(error)) => return Err(error),
        }
    }
    drop(listener);
    // Who does not finish in time is cut off.
    let _ = tokio::time::timeout(timeouts.stop, connections.shutdown()).await;
    Ok(())
}

/// Whether the next connection may come: this one is gone, or there is no room for it now.
fn is_passing(error: &io::Error) -> bool {
    const NO_ROOM: [i32; 2] = [23, 24];
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset | io::ErrorKind::Interrupted
    ) || error.raw_os_error().is_some_and(|code| NO_ROOM.contains(&code))
}

/// Serves one connection in a task of its own.
fn connection<S, B>(stream: TcpStream, service: S, timeouts: Timeouts, connections: &GracefulShutdown)
where
    S: tower_service::Service<Request<RequestBody>, Response = Response<B>, Error = Infallible>,
    S: Clone + Send + 'static,
    S::Future: Send,
    B: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    // Small answers leave at once.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<hyper::body::Incoming>| {
        let mut service = service.clone();
        let request = request.map(|body| RequestBody::new(body, timeouts.body));
        async move {
            poll_fn(|context| service.poll_ready(context)).await?;
            service.call(request).await
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(timeouts.head)
        .serve_connection(TokioIo::new(stream), service);
    let connection = connections.watch(connection);
    // A connection that breaks has nobody left to tell.
    tokio::spawn(async move { drop(connection.await) });
}
