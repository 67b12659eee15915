//! The transport of async clients: hyper's pool over connections that [`connector`] makes.

mod activity;
mod connector;
mod payload;

use core::error::Error;
use core::future::poll_fn;
use core::pin::pin;
use core::time::Duration;
use std::io;
use std::sync::Arc;
use std::time::Instant;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, PROXY_AUTHORIZATION};
use http::uri::Scheme;
use http::{Extensions, HeaderValue, Method, Request, Response};
use hyper::body::{Body, Incoming};
use hyper_util::client::legacy::connect::{CaptureConnection, capture_connection};
use hyper_util::client::legacy::{Client, Error as ClientError};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use self::activity::Activity;
use self::connector::{Connector, Unconnected};
use self::payload::Payload;
use super::failure::{causes, check_address, failed, too_large};
use super::settings::MOST_IDLE;
use super::tls::{Tls, TlsError, is_untrusted};
use super::{AsyncTransport, Direct, HttpSettings, Limits, Proxies, TransportError, TransportErrorKind};

/// Sends requests of async clients: hyper and rustls, on a tokio runtime that has I/O and time enabled. HTTP/1.1 over
/// pooled connections.
///
/// - An idle connection is closed after 15 to 20 s. One that the service closed meanwhile is replaced without an error
///   as long as nothing of a request was written to it.
/// - After a time-out, or when a future is dropped, its connection is closed.
/// - Redirects are answers like all others, and bodies come as they were sent: no cookies, no decompression.
/// - Certificates are always verified: by the system's authorities, read with the first request over TLS, or by a
///   [`CaBundle`](super::CaBundle).
///
/// Clones share their connections, and any number of clients may share one transport.
#[derive(Clone, Debug)]
pub struct AsyncHttp {
    /// For requests that no proxy stands before.
    direct: Client<Connector, Payload>,
    /// For requests through a proxy.
    proxied: Client<Connector, Payload>,
    proxies: Proxies,
}

impl AsyncHttp {
    /// A transport with these settings. Nothing is read and nothing is connected before the first request.
    pub fn new(settings: HttpSettings) -> Self {
        let HttpSettings { connect_timeout, pool_idle_timeout, ca_bundle, proxies } = settings;
        let tls = Arc::new(Tls::new(ca_bundle));
        let pool = |proxies: Proxies| {
            Client::builder(TokioExecutor::new())
                .pool_timer(TokioTimer::new())
                .pool_idle_timeout(pool_idle_timeout)
                .pool_max_idle_per_host(MOST_IDLE)
                .build(Connector::new(tls.clone(), proxies, connect_timeout))
        };
        let direct = pool(Proxies::none());
        let proxied = if proxies.is_empty() { direct.clone() } else { pool(proxies.clone()) };
        Self { direct, proxied, proxies }
    }

    async fn exchange(&self, request: Request<Bytes>, limits: &Limits) -> Result<Response<Bytes>, TransportError> {
        check_address(request.uri())?;
        if tokio::runtime::Handle::try_current().is_err() {
            let text = "async calls need a tokio runtime: call from within one, or take the blocking client";
            return Err(TransportError::new(TransportErrorKind::Request, text));
        }
        // The runtime looks at its sockets now, so that pooled connections that the service closed meanwhile are known to
        // be: otherwise this request would be written to one.
        tokio::task::yield_now().await;
        let (pool, mut request) = self.routed(request.map(Payload::new));
        let mut connection = Watched::new(&mut request);
        let (mut head, body) = connection
            .unless_silent(limits.read_timeout, pool.request(request))
            .await?
            .map_err(unanswered)?
            .into_parts();
        let body = collected(body, limits, &connection).await?;
        connection.leave_open();
        // The connection goes back to the pool in a task of its own. Without its turn now, a request that follows at once
        // would find the pool empty and make a connection for nothing.
        tokio::task::yield_now().await;
        // hyper leaves what the connection notes there.
        head.extensions.clear();
        Ok(Response::from_parts(head, body))
    }

    /// The pool for a request, and the request with what has to be said besides: of its length, and to a proxy.
    fn routed(&self, mut request: Request<Payload>) -> (&Client<Connector, Payload>, Request<Payload>) {
        // hyper says no length of a body that is empty, and where one belongs to the method, services want to know.
        if request.body().is_end_stream() && matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH) {
            request.headers_mut().entry(CONTENT_LENGTH).or_insert(HeaderValue::from_static("0"));
        }
        let is_direct = request.extensions().get::<Direct>().is_some();
        let Some(proxy) = self.proxies.route(request.uri()).filter(|_| !is_direct) else {
            return (&self.direct, request);
        };
        // Over TLS the tunnel is asked for with it, and the service behind must not see it.
        if request.uri().scheme() == Some(&Scheme::HTTP)
            && let Some(authorization) = proxy.authorization()
        {
            request.headers_mut().insert(PROXY_AUTHORIZATION, authorization.clone());
        }
        (&self.proxied, request)
    }
}

impl AsyncTransport for AsyncHttp {
    fn send<'a>(
        &'a self,
        request: Request<Bytes>,
        limits: &'a Limits,
    ) -> crate::BoxFuture<'a, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let exchange = self.exchange(request, limits);
            let Some(limit) = limits.attempt_timeout else { return exchange.await };
            if tokio::runtime::Handle::try_current().is_err() {
                return exchange.await;
            }
            match tokio::time::timeout(limit, exchange).await {
                Ok(outcome) => outcome,
                Err(_) => Err(timed_out(TransportErrorKind::AttemptTimeout, limit)),
            }
        })
    }
}

/// The whole body, as long as it stays within the limit.
async fn collected(body: Incoming, limits: &Limits, connection: &Watched) -> Result<Bytes, TransportError> {
    /// The most that is reserved on the word of a `Content-Length` alone.
    const FORESEEN: usize = 1 << 20;

    let limit = limits.largest_response;
    let announced = body.size_hint().exact().map(|length| usize::try_from(length).unwrap_or(usize::MAX));
    if announced.is_some_and(|length| length > limit) {
        return Err(too_large(limit));
    }
    let mut body = pin!(body);
    let mut whole = BytesMut::with_capacity(announced.unwrap_or_default().min(FORESEEN));
    while let Some(frame) =
        connection.unless_silent(limits.read_timeout, poll_fn(|context| body.as_mut().poll_frame(context))).await?
    {
        let frame = frame.map_err(broken_off)?;
        if let Some(piece) = frame.data_ref() {
            if piece.len() > limit.saturating_sub(whole.len()) {
                return Err(too_large(limit));
            }
            whole.extend_from_slice(piece);
        }
    }
    Ok(whole.freeze())
}

/// The connection of one request: it is closed unless the answer was read to its end.
struct Watched {
    capture: CaptureConnection,
    started: Instant,
    is_open: bool,
}

impl Watched {
    fn new(request: &mut Request<Payload>) -> Self {
        Self { capture: capture_connection(request), started: Instant::now(), is_open: false }
    }

    /// What `future` gives, unless the connection is there and moves no byte for this long.
    async fn unless_silent<F: Future>(&self, limit: Option<Duration>, future: F) -> Result<F::Output, TransportError> {
        let Some(limit) = limit else { return Ok(future.await) };
        let mut future = pin!(future);
        let mut since = Instant::now();
        loop {
            let left = limit.saturating_sub(since.elapsed());
            if let Ok(output) = tokio::time::timeout(left, future.as_mut()).await {
                return Ok(output);
            }
            since = match self.last_activity() {
                // Still connecting, which has a bound of its own.
                None => Instant::now(),
                Some(last) if last.max(since).elapsed() >= limit => {
                    return Err(timed_out(TransportErrorKind::ReadTimeout, limit));
                }
                Some(last) => last.max(since),
            };
        }
    }

    /// When the connection last moved a byte; `None` as long as there is no connection.
    fn last_activity(&self) -> Option<Instant> {
        let mut extras = Extensions::new();
        self.capture.connection_metadata().as_ref()?.get_extras(&mut extras);
        Some(extras.get::<Arc<Activity>>().map_or(self.started, |activity| activity.last()))
    }

    fn leave_open(&mut self) {
        self.is_open = true;
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        if !self.is_open
            && let Some(connected) = self.capture.connection_metadata().as_ref()
        {
            connected.poison();
        }
    }
}

fn timed_out(kind: TransportErrorKind, limit: Duration) -> TransportError {
    TransportError::new(kind, format!("more than {limit:?}"))
}

/// Why a request was not answered.
fn unanswered(error: ClientError) -> TransportError {
    let kind = unanswered_kind(&error);
    match error.source() {
        // hyper-util says no more than "client error" itself.
        Some(_) => failed(kind, WithoutHead(error)),
        None => failed(kind, error),
    }
}

fn unanswered_kind(error: &ClientError) -> TransportErrorKind {
    let causes = || causes(error).skip(1);
    if error.is_connect() {
        return if causes().any(|cause| cause.is::<TlsError>()) {
            TransportErrorKind::Request
        } else if causes().any(is_untrusted) {
            TransportErrorKind::Untrusted
        } else if causes().any(is_timeout) {
            TransportErrorKind::ConnectTimeout
        } else {
            TransportErrorKind::Connect
        };
    }
    match causes().find_map(|cause| cause.downcast_ref::<hyper::Error>()) {
        None => TransportErrorKind::Request,
        Some(error) if error.is_canceled() => TransportErrorKind::NotSent,
        Some(error) if error.is_user() => TransportErrorKind::Request,
        Some(error) if error.is_parse() => TransportErrorKind::Malformed,
        Some(_) => TransportErrorKind::Closed,
    }
}

fn is_timeout(cause: &(dyn Error + 'static)) -> bool {
    matches!(cause.downcast_ref(), Some(Unconnected::TimedOut(_)))
        || cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
}

/// Why an answer ended within its body.
fn broken_off(error: hyper::Error) -> TransportError {
    let is_malformed = causes(&error).filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|error| {
        // TLS has errors of the same kinds for a connection that was tampered with.
        matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput)
            && !error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>())
    });
    let kind = if is_malformed { TransportErrorKind::Malformed } else { TransportErrorKind::Closed };
    failed(kind, error)
}

/// An error of hyper-util as its cause alone.
#[derive(Debug)]
struct WithoutHead(ClientError);

impl core::fmt::Display for WithoutHead {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self.0.source() {
            Some(cause) => write!(formatter, "{cause}"),
            None => write!(formatter, "{}", self.0),
        }
    }
}

impl Error for WithoutHead {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}
