//! The transport of blocking clients: ureq's protocol and pool over connections that [`connector`] makes.

mod connector;
mod line;

use core::error::Error;
use core::time::Duration;
use std::io::Read;
use std::sync::Arc;

use bytes::Bytes;
use http::header::PROXY_AUTHORIZATION;
use http::uri::Scheme;
use http::{Request, Response};
use ureq::config::{AutoHeaderValue, Config};
use ureq::{Agent, Timeout};

use self::connector::{Addresses, Connector};
use self::line::{Lost, Phase};
use super::failure::{causes, check_address, failed, too_large};
use super::settings::MOST_IDLE;
use super::tls::{Tls, TlsError, is_untrusted};
use super::{BlockingTransport, Direct, HttpSettings, Limits, Proxies, TransportError, TransportErrorKind};

/// Sends requests of blocking clients: ureq and rustls, without an async runtime. HTTP/1.1 over pooled connections.
///
/// - An idle connection is closed after 15 to 20 s, or before it is used again. One that the service closed meanwhile is
///   replaced without an error as long as nothing of a request was written to it.
/// - After a time-out its connection is closed.
/// - Redirects are answers like all others, and bodies come as they were sent: no cookies, no decompression.
/// - Certificates are always verified: by the system's authorities, read with the first request over TLS, or by a
///   [`CaBundle`](super::CaBundle).
///
/// Clones share their connections, and any number of clients may share one transport.
#[derive(Clone, Debug)]
pub struct BlockingHttp {
    /// For requests that no proxy stands before.
    direct: Agent,
    /// For requests through a proxy.
    proxied: Agent,
    proxies: Proxies,
    connect_timeout: Option<Duration>,
}

impl BlockingHttp {
    /// A transport with these settings. Nothing is read and nothing is connected before the first request.
    pub fn new(settings: HttpSettings) -> Self {
        let HttpSettings { connect_timeout, pool_idle_timeout, ca_bundle, proxies } = settings;
        let tls = Arc::new(Tls::new(ca_bundle));
        let agent = |proxies: Proxies| {
            let connector = Connector::new(tls.clone(), proxies.clone());
            Agent::with_parts(protocol(pool_idle_timeout), connector, Addresses::new(proxies))
        };
        let direct = agent(Proxies::none());
        let proxied = if proxies.is_empty() { direct.clone() } else { agent(proxies.clone()) };
        Self { direct, proxied, proxies, connect_timeout }
    }

    fn exchange(&self, request: Request<Bytes>, limits: &Limits) -> Result<Response<Bytes>, TransportError> {
        check_address(request.uri())?;
        let (agent, request) = self.routed(request);
        loop {
            match self.ask(agent, request.clone(), limits) {
                // The pool gave a connection that the service had closed, and nothing of the request went there. Each
                // such connection is gone with that, so the loop ends.
                Err(error) if is_stale(&error) => {}
                other => return other,
            }
        }
    }

    fn ask(&self, agent: &Agent, request: Request<Bytes>, limits: &Limits) -> Result<Response<Bytes>, TransportError> {
        let (head, body) = request.into_parts();
        let answer = if body.is_empty() && !head.method.as_str().starts_with('P') {
            self.run(agent, Request::from_parts(head, ()), limits)
        } else {
            self.run(agent, Request::from_parts(head, &*body), limits)
        };
        let (mut head, body) = answer.map_err(|error| self.lost(error, limits))?.into_parts();
        let body = self.collected(body, limits)?;
        // ureq leaves addresses there.
        head.extensions.clear();
        Ok(Response::from_parts(head, body))
    }

    fn run(
        &self,
        agent: &Agent,
        request: Request<impl ureq::AsSendBody>,
        limits: &Limits,
    ) -> Result<Response<ureq::Body>, ureq::Error> {
        let request = agent
            .configure_request(request)
            .timeout_resolve(self.connect_timeout)
            .timeout_connect(self.connect_timeout)
            .timeout_per_read(limits.read_timeout)
            .timeout_per_write(limits.read_timeout)
            .timeout_per_call(limits.attempt_timeout)
            .build();
        agent.run(request)
    }

    /// The agent for a request, and the request with what a proxy has to be told.
    fn routed(&self, mut request: Request<Bytes>) -> (&Agent, Request<Bytes>) {
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

    /// The whole body, as long as it stays within the limit.
    fn collected(&self, body: ureq::Body, limits: &Limits) -> Result<Bytes, TransportError> {
        /// The most that is reserved on the word of a `Content-Length` alone.
        const FORESEEN: usize = 1 << 20;

        let limit = limits.largest_response;
        let announced = body.content_length().map(|length| usize::try_from(length).unwrap_or(usize::MAX));
        if announced.is_some_and(|length| length > limit) {
            return Err(too_large(limit));
        }
        let mut whole = Vec::with_capacity(announced.unwrap_or_default().min(FORESEEN));
        let one_more = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        body.into_reader()
            .take(one_more)
            .read_to_end(&mut whole)
            .map_err(|error| self.lost(ureq::Error::from(error), limits))?;
        if whole.len() > limit {
            return Err(too_large(limit));
        }
        Ok(Bytes::from(whole))
    }

    /// Why a request has no answer.
    fn lost(&self, error: ureq::Error, limits: &Limits) -> TransportError {
        let lost = match error {
            ureq::Error::Other(other) => match other.downcast() {
                Ok(lost) => *lost,
                Err(other) => Lost { phase: Phase::Answering, error: ureq::Error::Other(other) },
            },
            error => Lost { phase: Phase::Answering, error },
        };
        let kind = kind(&lost);
        match self.bound(kind, limits) {
            Some(bound) => TransportError::new(kind, format!("more than {bound:?}")),
            None => failed(kind, lost),
        }
    }

    /// The bound that was passed, where the error is a time-out.
    fn bound(&self, kind: TransportErrorKind, limits: &Limits) -> Option<Duration> {
        match kind {
            TransportErrorKind::ConnectTimeout => self.connect_timeout,
            TransportErrorKind::ReadTimeout => limits.read_timeout,
            TransportErrorKind::AttemptTimeout => limits.attempt_timeout,
            TransportErrorKind::Connect
            | TransportErrorKind::Untrusted
            | TransportErrorKind::NotSent
            | TransportErrorKind::Closed
            | TransportErrorKind::Malformed
            | TransportErrorKind::TooLarge
            | TransportErrorKind::Request => None,
        }
    }
}

impl BlockingTransport for BlockingHttp {
    fn send(&self, request: Request<Bytes>, limits: &Limits) -> Result<Response<Bytes>, TransportError> {
        self.exchange(request, limits)
    }
}

/// What ureq does with requests and connections: as little as it can be told.
fn protocol(pool_idle_timeout: Duration) -> Config {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        // Proxies are the connector's affair.
        .proxy(None)
        .no_delay(true)
        .user_agent(AutoHeaderValue::None)
        .accept(AutoHeaderValue::None)
        .accept_encoding(AutoHeaderValue::None)
        .max_idle_age(pool_idle_timeout)
        .max_idle_connections(MOST_IDLE)
        .max_idle_connections_per_host(MOST_IDLE)
        .build()
}

/// Whether an error is about a pooled connection to which nothing was written.
fn is_stale(error: &TransportError) -> bool {
    error.kind() == TransportErrorKind::NotSent
        && error.source().is_some_and(|source| {
            causes(source).filter_map(|cause| cause.downcast_ref()).any(|lost: &Lost| lost.phase == Phase::Reused)
        })
}

fn kind(lost: &Lost) -> TransportErrorKind {
    match &lost.error {
        ureq::Error::Timeout(Timeout::PerRead | Timeout::PerWrite) => TransportErrorKind::ReadTimeout,
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => TransportErrorKind::ConnectTimeout,
        ureq::Error::Timeout(_) => TransportErrorKind::AttemptTimeout,
        ureq::Error::HostNotFound => TransportErrorKind::Connect,
        ureq::Error::Http(_) | ureq::Error::BadUri(_) | ureq::Error::BodyExceedsLimit(_) => TransportErrorKind::Request,
        ureq::Error::Other(other) if other.is::<TlsError>() => TransportErrorKind::Request,
        other => match (lost.phase, other) {
            (Phase::Connecting, ureq::Error::Io(error)) if causes(error).any(is_untrusted) => {
                TransportErrorKind::Untrusted
            }
            (Phase::Connecting, _) => TransportErrorKind::Connect,
            (Phase::Reused | Phase::Fresh, _) => TransportErrorKind::NotSent,
            (Phase::Answering, ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..)) => {
                TransportErrorKind::Malformed
            }
            (Phase::Answering, _) => TransportErrorKind::Closed,
        },
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::Mutex;

    use ureq::unversioned::transport::{
        Buffers, ConnectionDetails, Connector as Connect, LazyBuffers, NextTimeout, Transport,
    };

    use super::line::Line;
    use super::*;

    /// What became of each connection: the writes that it took.
    type Log = Arc<Mutex<Vec<usize>>>;

    /// Makes connections to nowhere, each of which takes so many writes, and then no more.
    #[derive(Debug)]
    struct Nowhere {
        writes: Vec<usize>,
        log: Log,
    }

    #[derive(Debug)]
    struct Wire {
        number: usize,
        left: usize,
        log: Log,
        buffers: LazyBuffers,
    }

    impl Connect<()> for Nowhere {
        type Out = Line;

        fn connect(&self, _: &ConnectionDetails<'_>, _: Option<()>) -> Result<Option<Line>, ureq::Error> {
            let mut log = self.log.lock().unwrap();
            let number = log.len();
            log.push(0);
            let buffers = LazyBuffers::new(1024, 1024);
            let wire = Wire { number, left: self.writes[number], log: self.log.clone(), buffers };
            Ok(Some(Line::new(Box::new(wire), false, None)))
        }
    }

    impl Transport for Wire {
        fn buffers(&mut self) -> &mut dyn Buffers {
            &mut self.buffers
        }

        fn transmit_output(&mut self, _: usize, _: NextTimeout) -> Result<(), ureq::Error> {
            self.left = self.left.checked_sub(1).ok_or_else(|| io::Error::from(io::ErrorKind::BrokenPipe))?;
            self.log.lock().unwrap()[self.number] += 1;
            Ok(())
        }

        fn await_input(&mut self, _: NextTimeout) -> Result<bool, ureq::Error> {
            let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
            self.buffers.input_append_buf()[..answer.len()].copy_from_slice(answer);
            self.buffers.input_appended(answer.len());
            Ok(true)
        }

        /// As far as it can tell.
        fn is_open(&mut self) -> bool {
            true
        }
    }

    /// The outcomes of three requests of a head and a body each, and the writes that each connection took.
    fn three(writes: &[usize]) -> (Vec<Option<TransportErrorKind>>, Vec<usize>) {
        let log = Log::default();
        let nowhere = Nowhere { writes: writes.to_vec(), log: log.clone() };
        let agent = Agent::with_parts(protocol(Duration::from_secs(18)), nowhere, Addresses::new(Proxies::none()));
        let transport = BlockingHttp {
            direct: agent.clone(),
            proxied: agent,
            proxies: Proxies::none(),
            connect_timeout: Some(Duration::from_secs(1)),
        };
        let send = || {
            let request = Request::post("http://127.0.0.1/").body(Bytes::from_static(b"{}")).unwrap();
            transport.send(request, &Limits::new(10)).err().map(|error| error.kind())
        };
        let outcomes = (0..3).map(|_| send()).collect();
        let writes = log.lock().unwrap().clone();
        (outcomes, writes)
    }

    #[test]
    fn what_was_never_written_is_sent_again_on_a_fresh_connection() {
        assert_eq!(three(&[4, 4]), (vec![None, None, None], vec![4, 2]));
        assert_eq!(three(&[2, 2, 2]), (vec![None, None, None], vec![2, 2, 2]));
    }

    #[test]
    fn what_was_written_in_part_is_not_sent_again() {
        assert_eq!(three(&[3, 4]), (vec![None, Some(TransportErrorKind::Closed), None], vec![3, 2]));
    }

    #[test]
    fn a_fresh_connection_that_takes_nothing_is_an_error_of_its_own() {
        assert_eq!(three(&[0, 4]), (vec![Some(TransportErrorKind::NotSent), None, None], vec![0, 4]));
    }
}
