//! Connections by hyper: HTTP/1, until told to stop.

use core::convert::Infallible;
use core::future::{Future, poll_fn};
use core::pin::pin;
use core::task::Poll;
use core::time::Duration;
use std::io;

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};

/// How long a caller may take to send the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// How long connections may take to finish what they are at, once told to stop.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// How long nothing is accepted where the system has no room for a connection more.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves whatever connects, each connection in a task of its own, until `stop` comes; then no connection is taken any
/// more, and those that there are have 10 seconds to finish the request they are at.
///
/// The service is a [`Service`](crate::Service), or one with layers of tower around it that never fail.
///
/// # Errors
/// The listener is broken. That one connection is, is no error.
pub async fn serve<S, B>(listener: TcpListener, service: S, stop: impl Future<Output = ()>) -> io::Result<()>
where
    S: tower_service::Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: http_body::Body<Data: Send, Error: Into<Box<dyn core::error::Error + Send + Sync>>> + Send + 'static,
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
            Some(Ok((stream, _))) => connection(stream, service.clone(), &connections),
            Some(Err(error)) if is_passing(&error) => tokio::time::sleep(PAUSE).await,
            Some(Err(error)) => return Err(error),
        }
    }
    drop(listener);
    // Who does not finish in time is cut off.
    let _ = tokio::time::timeout(LAST_WORDS, connections.shutdown()).await;
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
fn connection<S, B>(stream: TcpStream, service: S, connections: &GracefulShutdown)
where
    S: tower_service::Service<Request<Incoming>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: http_body::Body<Data: Send, Error: Into<Box<dyn core::error::Error + Send + Sync>>> + Send + 'static,
{
    // Small answers leave at once.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| {
        let mut service = service.clone();
        async move {
            poll_fn(|context| service.poll_ready(context)).await?;
            service.call(request).await
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service);
    let connection = connections.watch(connection);
    // A connection that breaks has nobody left to tell.
    tokio::spawn(async move { drop(connection.await) });
}
