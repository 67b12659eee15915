//! Talking with a metadata service, without I/O: what a provider asks for, and when it asks again.

use core::fmt;
use core::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};

use super::{Credentials, CredentialsError};
use crate::transport::{Limits, TransportError};

/// How often a request is sent, the first time included.
const MOST_TRIES: u32 = 3;
/// The wait before the second time; it doubles with each.
const FIRST_WAIT: Duration = Duration::from_millis(100);
/// The largest answer that is read.
const LARGEST: usize = 64 << 10;

/// A provider's talk with a metadata service. Whoever drives it sends its requests past all proxies.
pub trait Machine: Send {
    /// Goes on. `answer` is what came of the request that it asked for, `None` at the start and after a wait.
    fn next(&mut self, answer: Option<Result<Response<Bytes>, TransportError>>) -> Next;
}

/// What a [`Machine`] wants to happen next.
#[non_exhaustive]
#[expect(clippy::large_enum_variant, reason = "there is one at a time, and three in an hour")]
pub enum Next {
    /// Send this, and come back with what came of it.
    Send(Request<Bytes>, Limits),
    /// Wait, and come back.
    Wait(Duration),
    /// Nothing more: here are the credentials, or why there are none.
    Done(Result<Credentials, CredentialsError>),
}

impl fmt::Debug for Next {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers hold tokens.
        match self {
            Self::Send(request, _) => write!(formatter, "Send({} {})", request.method(), request.uri()),
            Self::Wait(duration) => write!(formatter, "Wait({duration:?})"),
            Self::Done(got) => write!(formatter, "Done({got:?})"),
        }
    }
}

/// The bounds of a request that may be silent for so long.
pub(super) fn limits(silence: Duration) -> Limits {
    Limits { read_timeout: Some(silence), attempt_timeout: None, largest_response: LARGEST }
}

/// How often the request at hand was sent.
#[derive(Debug, Default)]
pub(super) struct Tries {
    made: u32,
}

impl Tries {
    /// The wait before the request is sent again, if it is. Where there is no connection there is no service: another
    /// try would cost its time-out again.
    pub(super) fn again(&mut self, answer: &Result<Response<Bytes>, TransportError>) -> Option<Duration> {
        let passing = match answer {
            Ok(response) => response.status().is_server_error() || response.status() == StatusCode::TOO_MANY_REQUESTS,
            Err(error) => !error.never_arrived(),
        };
        self.made = self.made.saturating_add(1);
        let doubled = 1_u32.checked_shl(self.made.saturating_sub(1)).unwrap_or(1);
        (passing && self.made < MOST_TRIES).then(|| FIRST_WAIT.saturating_mul(doubled))
    }
}

/// Lets a machine run: an async client's way.
#[cfg(feature = "async")]
pub(super) async fn run(
    mut machine: Box<dyn Machine>,
    transport: impl crate::transport::AsyncTransport,
    clock: std::sync::Arc<dyn crate::clock::Clock>,
) -> Result<Credentials, CredentialsError> {
    let mut answer = None;
    loop {
        match machine.next(answer.take()) {
            Next::Send(request, limits) => answer = Some(transport.send(request, &limits).await),
            Next::Wait(duration) => clock.sleep(duration).await,
            Next::Done(got) => return got,
        }
    }
}

/// Lets a machine run for so long: a blocking client's way. `None` where it took longer.
#[cfg(feature = "blocking")]
pub(super) fn run_blocking(
    mut machine: Box<dyn Machine>,
    transport: &dyn crate::transport::BlockingTransport,
    clock: &dyn crate::clock::Clock,
    longest: Duration,
) -> Option<Result<Credentials, CredentialsError>> {
    let start = clock.now();
    let mut answer = None;
    loop {
        let next = machine.next(answer.take());
        let left = longest.checked_sub(clock.now().since(start)).filter(|left| !left.is_zero());
        match next {
            Next::Done(got) => return Some(got),
            Next::Send(request, mut limits) => {
                let left = left?;
                limits.attempt_timeout = Some(limits.attempt_timeout.map_or(left, |own| own.min(left)));
                answer = Some(transport.send(request, &limits));
            }
            Next::Wait(duration) => clock.block(duration.min(left?)),
        }
    }
}

#[cfg(test)]
#[cfg(any(feature = "async", feature = "blocking"))]
#[path = "tests/machine.rs"]
mod tests;
