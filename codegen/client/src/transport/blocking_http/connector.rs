//! Connections: name and address by ureq, a proxy's tunnel and TLS on top, all within one time-out.

use std::io::{Read, Write};
use std::sync::Arc;

use http::Uri;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use ureq::Error;
use ureq::config::Config;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    ConnectionDetails, Connector as Connect, LazyBuffers, NextTimeout, TcpConnector, Transport, TransportAdapter,
    time::{Duration, Instant},
};

use super::line::{Line, Lost, Phase, TlsLine};
use crate::transport::Proxies;
use crate::transport::proxies::Proxy;
use crate::transport::tls::{Tls, TlsError, server_name};
use crate::transport::tunnel::{self, TunnelError};

/// Makes connections.
#[derive(Debug)]
pub(super) struct Connector {
    tcp: TcpConnector,
    tls: Arc<Tls>,
    proxies: Proxies,
}

/// The addresses to connect to: a proxy's where one stands before the service, whose name then is the proxy's affair.
#[derive(Debug)]
pub(super) struct Addresses {
    resolver: DefaultResolver,
    proxies: Proxies,
}

impl Addresses {
    pub(super) fn new(proxies: Proxies) -> Self {
        Self { resolver: DefaultResolver::default(), proxies }
    }
}

impl Resolver for Addresses {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let uri = self.proxies.route(uri).map_or(uri, |proxy| proxy.uri());
        self.resolver.resolve(uri, config, timeout).map_err(|error| Lost::wrap(Phase::Connecting, error))
    }
}

impl Connector {
    pub(super) fn new(tls: Arc<Tls>, proxies: Proxies) -> Self {
        Self { tcp: TcpConnector::default(), tls, proxies }
    }

    fn open(&self, details: &ConnectionDetails<'_>) -> Result<Line, Error> {
        let target = details.uri;
        let proxy = self.proxies.route(target);
        let is_tls = details.needs_tls();
        // TLS that cannot begin is found out before a connection is made.
        let tls = if is_tls { Some(self.tls.config().map_err(unable)?) } else { None };

        let tcp = Connect::<()>::connect(&self.tcp, details, None)?.ok_or(Error::ConnectionFailed)?;
        let mut stream: Box<dyn Transport> = Box::new(tcp);
        if let Some(proxy) = proxy {
            if proxy.is_https() {
                stream = secured(stream, self.tls.config().map_err(unable)?, proxy.uri(), details)?;
            }
            if is_tls {
                stream = tunnelled(stream, target, proxy, details)?;
            }
        }
        if let Some(config) = tls {
            stream = secured(stream, config, target, details)?;
        }
        let origin = proxy.filter(|_| !is_tls).and(target.authority()).map(|host| format!("http://{host}"));
        Ok(Line::new(stream, is_tls, origin))
    }
}

impl Connect<()> for Connector {
    type Out = Line;

    fn connect(&self, details: &ConnectionDetails<'_>, _: Option<()>) -> Result<Option<Line>, Error> {
        self.open(details).map(Some).map_err(|error| Lost::wrap(Phase::Connecting, error))
    }
}

fn unable(error: TlsError) -> Error {
    Error::Other(Box::new(error))
}

/// A connection as a stream of bytes that obeys what is left of the connect time-out.
fn adapted(stream: Box<dyn Transport>, details: &ConnectionDetails<'_>) -> TransportAdapter {
    // The bound to silence is one for answers.
    let mut timeout = NextTimeout { per_read: None, per_write: None, ..details.timeout };
    if let (Duration::Exact(limit), Instant::Exact(begun)) = (timeout.after, details.now) {
        timeout.after = Duration::Exact(limit.saturating_sub(begun.elapsed()));
    }
    let mut adapter = TransportAdapter::new(stream, details.current_time.clone());
    adapter.set_timeout(timeout);
    adapter
}

/// A connection with TLS on top, after the handshake.
fn secured(
    stream: Box<dyn Transport>,
    config: Arc<ClientConfig>,
    host: &Uri,
    details: &ConnectionDetails<'_>,
) -> Result<Box<dyn Transport>, Error> {
    let name = server_name(host).map_err(unable)?;
    let mut session = ClientConnection::new(config, name).map_err(|error| Error::Other(Box::new(error)))?;
    let mut stream = adapted(stream, details);
    session.complete_io(&mut stream)?;
    let buffers = LazyBuffers::new(details.config.input_buffer_size(), details.config.output_buffer_size());
    Ok(Box::new(TlsLine::new(StreamOwned::new(session, stream), buffers)))
}

/// A connection to a proxy after it opened a tunnel to `target`.
fn tunnelled(
    stream: Box<dyn Transport>,
    target: &Uri,
    proxy: &Proxy,
    details: &ConnectionDetails<'_>,
) -> Result<Box<dyn Transport>, Error> {
    let mut stream = adapted(stream, details);
    stream.write_all(&tunnel::request(target, proxy))?;
    let mut so_far = Vec::new();
    loop {
        let mut byte = [0];
        if stream.read(&mut byte)? == 0 {
            return Err(Error::Other(Box::new(TunnelError::closed(proxy))));
        }
        so_far.extend_from_slice(&byte);
        if let Some(outcome) = tunnel::answer(&so_far, proxy) {
            return outcome.map(|()| stream.into_inner()).map_err(|error| Error::Other(Box::new(error)));
        }
    }
}
