//! Connections: name and address by hyper-util, a proxy's tunnel and TLS on top, all within one time-out.

use core::fmt;
use core::future::poll_fn;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::io;
use std::sync::Arc;

use http::Uri;
use http::uri::Scheme;
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::rt::TokioIo;
use tinsmith_runtime::error::BoxError;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_rustls::TlsConnector;
use tower_service::Service;

use super::activity::Activity;
use crate::transport::Proxies;
use crate::transport::proxies::Proxy;
use crate::transport::tls::{Tls, server_name};
use crate::transport::tunnel::{self, TunnelError};

/// Makes connections.
#[derive(Clone, Debug)]
pub(super) struct Connector {
    tcp: HttpConnector,
    tls: Arc<Tls>,
    proxies: Proxies,
    timeout: Option<Duration>,
}

/// Why there is no connection.
#[derive(Debug)]
pub(super) enum Unconnected {
    TimedOut(Duration),
    Failed(BoxError),
}

/// What goes back and forth between here and a service.
trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

/// A connection that notes its signs of life.
pub(super) struct Line {
    stream: Box<dyn Stream>,
    activity: Arc<Activity>,
    /// Whether a proxy reads the requests, as it does without TLS.
    is_proxied: bool,
}

impl Connector {
    pub(super) fn new(tls: Arc<Tls>, proxies: Proxies, timeout: Option<Duration>) -> Self {
        let mut tcp = HttpConnector::new();
        // Whether TLS comes on top is decided here.
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        // Shared out among the addresses of a host, so that one that does not answer leaves time for the next.
        tcp.set_connect_timeout(timeout);
        Self { tcp, tls, proxies, timeout }
    }

    async fn connect(mut self, target: Uri) -> Result<Line, BoxError> {
        let proxy = self.proxies.route(&target).cloned();
        let is_tls = target.scheme() == Some(&Scheme::HTTPS);
        // TLS that cannot begin is found out before a connection is made.
        let tls = if is_tls { Some((self.tls.config()?, server_name(&target)?)) } else { None };

        let first = proxy.as_ref().map_or(&target, |proxy| proxy.uri()).clone();
        poll_fn(|context| self.tcp.poll_ready(context)).await?;
        let mut stream: Box<dyn Stream> = Box::new(self.tcp.call(first).await?.into_inner());
        if let Some(proxy) = &proxy {
            if proxy.is_https() {
                let connector = TlsConnector::from(self.tls.config()?);
                stream = Box::new(connector.connect(server_name(proxy.uri())?, stream).await?);
            }
            if is_tls {
                open_tunnel(&mut *stream, &target, proxy).await?;
            }
        }
        if let Some((config, name)) = tls {
            stream = Box::new(TlsConnector::from(config).connect(name, stream).await?);
        }
        Ok(Line { stream, activity: Arc::new(Activity::new()), is_proxied: proxy.is_some() && !is_tls })
    }
}

impl Service<Uri> for Connector {
    type Response = TokioIo<Line>;
    type Error = Unconnected;
    type Future = crate::BoxFuture<'static, Result<Self::Response, Unconnected>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Unconnected>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let connector = self.clone();
        let timeout = self.timeout;
        Box::pin(async move {
            let connecting = connector.connect(target);
            let line = match timeout {
                None => connecting.await,
                Some(limit) => match tokio::time::timeout(limit, connecting).await {
                    Ok(line) => line,
                    Err(_) => return Err(Unconnected::TimedOut(limit)),
                },
            };
            line.map(TokioIo::new).map_err(Unconnected::Failed)
        })
    }
}

/// Asks a proxy for a tunnel to `target` and waits until it stands.
async fn open_tunnel(stream: &mut dyn Stream, target: &Uri, proxy: &Proxy) -> Result<(), BoxError> {
    let request = tunnel::request(target, proxy);
    let mut left = request.as_slice();
    while !left.is_empty() {
        let written = poll_fn(|context| Pin::new(&mut *stream).poll_write(context, left)).await?;
        left = left.get(written..).filter(|_| written > 0).ok_or_else(|| io::Error::from(io::ErrorKind::WriteZero))?;
    }
    poll_fn(|context| Pin::new(&mut *stream).poll_flush(context)).await?;

    let mut so_far = Vec::new();
    loop {
        let mut byte = [0];
        let mut buffer = ReadBuf::new(&mut byte);
        poll_fn(|context| Pin::new(&mut *stream).poll_read(context, &mut buffer)).await?;
        if buffer.filled().is_empty() {
            return Err(TunnelError::closed(proxy).into());
        }
        so_far.extend_from_slice(buffer.filled());
        if let Some(outcome) = tunnel::answer(&so_far, proxy) {
            return Ok(outcome?);
        }
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.activity.touch();
        }
        polled
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
        if polled.is_ready() {
            self.activity.touch();
        }
        polled
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        if polled.is_ready() {
            self.activity.touch();
        }
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

impl Connection for Line {
    fn connected(&self) -> Connected {
        Connected::new().proxy(self.is_proxied).extra(self.activity.clone())
    }
}

impl fmt::Display for Unconnected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TimedOut(limit) => write!(formatter, "more than {limit:?}"),
            Self::Failed(cause) => write!(formatter, "{cause}"),
        }
    }
}

impl core::error::Error for Unconnected {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::TimedOut(_) => None,
            Self::Failed(cause) => Some(&**cause),
        }
    }
}
