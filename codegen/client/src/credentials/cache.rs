//! Credentials that are asked for once, and again before they expire: in the background while the old ones still count,
//! and by one caller at a time. Those of some providers outlive their expiry where no new ones can be had. Source of the
//! times: the AWS SDKs' defaults.

use core::fmt;
use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::{Credentials, CredentialsError, Fetch, ProvideCredentials, SharedCredentialsProvider, machine};
use crate::clock::{Clock, Moment};
use crate::transport::{HttpSettings, Proxies};

/// From so long before they expire on, credentials are renewed in the background.
const RENEW_BEFORE: Duration = Duration::from_secs(5 * 60);

/// From so long before they expire on, credentials do not count: a request takes its time.
const EXPIRES_BEFORE: Duration = Duration::from_secs(10);

/// How long connecting with a metadata service may take: it is near, or not there.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);

/// After a renewal in the background failed, the next one waits for so long.
const RENEW_AGAIN_AFTER: Duration = Duration::from_secs(30);

/// Credentials that outlive their expiry are asked for again after so long, and a random part of the jitter.
const EXTENDED_FOR: Duration = Duration::from_secs(12 * 60);
const EXTENSION_JITTER: Duration = Duration::from_secs(8 * 60);

/// Gives numbers within [0, 1).
pub(crate) type Random = Arc<dyn Fn() -> f64 + Send + Sync>;

/// The credentials of a client and its clones.
#[derive(Clone)]
pub(crate) struct IdentityCache {
    shared: Arc<Shared>,
}

struct Shared {
    provider: SharedCredentialsProvider,
    clock: Arc<dyn Clock>,
    /// How long the provider may take.
    longest: Duration,
    /// How metadata services are connected with.
    metadata: HttpSettings,
    random: Random,
    state: Mutex<State>,
    #[cfg(feature = "async")]
    gate: tokio::sync::Mutex<()>,
    #[cfg(feature = "blocking")]
    blocking_gate: Mutex<()>,
}

#[derive(Default)]
struct State {
    credentials: Option<Credentials>,
    /// When a renewal in the background was begun, by the clock's own time; none is begun for a while after.
    renewal: Option<Duration>,
    /// Until when, by the clock's own time, they count whatever their expiry: no newer ones could be had.
    extended: Option<Duration>,
}

impl State {
    /// Whether they count whatever their expiry.
    fn is_extended(&self, now: Moment) -> bool {
        self.extended.is_some_and(|until| now.elapsed < until)
    }
}

/// Why there are no new credentials, with those that came and have expired.
struct Unrenewed {
    why: CredentialsError,
    expired: Option<Credentials>,
}

/// What the cache has.
#[derive(Debug)]
enum Kept {
    /// Credentials that count for a while.
    Fresh(Credentials),
    /// Credentials that count, and that the caller is to renew in the background.
    ToRenew(Credentials),
    /// None, or none that count.
    Nothing,
}

impl fmt::Debug for IdentityCache {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("IdentityCache").field("provider", &self.shared.provider).finish_non_exhaustive()
    }
}

impl IdentityCache {
    /// An empty cache of what this provider gives. Metadata services are connected with by these settings, but past
    /// all proxies, to which their addresses mean another machine.
    pub(crate) fn new(
        provider: SharedCredentialsProvider,
        clock: Arc<dyn Clock>,
        http: HttpSettings,
        random: Random,
    ) -> Self {
        let longest = provider.load_timeout();
        Self::within(provider, clock, http, random, longest)
    }

    /// The same of a provider that may take this long.
    fn within(
        provider: SharedCredentialsProvider,
        clock: Arc<dyn Clock>,
        http: HttpSettings,
        random: Random,
        longest: Duration,
    ) -> Self {
        let shared = Shared {
            provider,
            clock,
            longest,
            metadata: http.connect_timeout(Some(CONNECT_TIMEOUT)).proxies(Proxies::none()),
            random,
            state: Mutex::default(),
            #[cfg(feature = "async")]
            gate: tokio::sync::Mutex::new(()),
            #[cfg(feature = "blocking")]
            blocking_gate: Mutex::new(()),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Credentials that can be had without waiting and that nobody has to renew.
    pub(crate) fn at_hand(&self) -> Option<Credentials> {
        let now = self.shared.clock.now();
        let state = self.shared.state();
        let credentials = state.credentials.as_ref()?;
        let counts = counts_for(credentials, RENEW_BEFORE, now.date) || state.is_extended(now);
        counts.then(|| credentials.clone())
    }

    /// Credentials, for an async client that has this much time, where there is a bound.
    #[cfg(feature = "async")]
    pub(crate) async fn get(&self, left: Option<Duration>) -> Result<Credentials, CredentialsError> {
        match self.shared.kept() {
            Kept::Fresh(credentials) => return Ok(credentials),
            Kept::ToRenew(credentials) => {
                let shared = Arc::clone(&self.shared);
                tokio::spawn(async move {
                    // What went wrong is said once the old credentials do not count any more.
                    let _ = shared.load(shared.longest).await;
                });
                return Ok(credentials);
            }
            Kept::Nothing => {}
        }
        let _one_at_a_time = self.shared.gate.lock().await;
        match self.shared.kept() {
            Kept::Fresh(credentials) | Kept::ToRenew(credentials) => Ok(credentials),
            Kept::Nothing => self.shared.load(self.shared.longest_of(left)).await,
        }
    }

    /// Credentials, for a blocking client that has this much time, where there is a bound.
    #[cfg(feature = "blocking")]
    pub(crate) fn get_blocking(&self, left: Option<Duration>) -> Result<Credentials, CredentialsError> {
        match self.shared.kept() {
            Kept::Fresh(credentials) => return Ok(credentials),
            Kept::ToRenew(credentials) => {
                let shared = Arc::clone(&self.shared);
                std::thread::spawn(move || shared.load_blocking(shared.longest));
                return Ok(credentials);
            }
            Kept::Nothing => {}
        }
        let _one_at_a_time = self.shared.blocking_gate.lock().unwrap_or_else(PoisonError::into_inner);
        match self.shared.kept() {
            Kept::Fresh(credentials) | Kept::ToRenew(credentials) => Ok(credentials),
            Kept::Nothing => self.shared.load_blocking(self.shared.longest_of(left)),
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        // A poisoned state is whole: its parts are replaced one at a time, each at once.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long the provider may take for a caller who has this much time.
    fn longest_of(&self, left: Option<Duration>) -> Duration {
        left.map_or(self.longest, |left| left.min(self.longest))
    }

    /// What there is. Whoever is told to renew is the only one for a while.
    fn kept(&self) -> Kept {
        let now = self.clock.now();
        let mut state = self.state();
        let Some(credentials) = state.credentials.clone() else { return Kept::Nothing };
        if counts_for(&credentials, RENEW_BEFORE, now.date) || state.is_extended(now) {
            return Kept::Fresh(credentials);
        }
        // At the end of an extension nobody waits either: most likely there is another one.
        if state.extended.is_none() && !counts_for(&credentials, EXPIRES_BEFORE, now.date) {
            return Kept::Nothing;
        }
        match state.renewal {
            Some(begun) if now.elapsed.saturating_sub(begun) < RENEW_AGAIN_AFTER => Kept::Fresh(credentials),
            _ => {
                state.renewal = Some(now.elapsed);
                Kept::ToRenew(credentials)
            }
        }
    }

    /// Keeps what a provider gave, if it counts.
    fn keep(&self, got: Result<Credentials, CredentialsError>) -> Result<Credentials, CredentialsError> {
        let now = self.clock.now();
        let got = match got {
            Ok(credentials) if counts_for(&credentials, Duration::ZERO, now.date) => Ok(credentials),
            Ok(credentials) => Err(Unrenewed { why: expired(&credentials), expired: Some(credentials) }),
            Err(why) => Err(Unrenewed { why, expired: None }),
        };
        let mut state = self.state();
        match got {
            Ok(credentials) => {
                *state = State { credentials: Some(credentials.clone()), renewal: None, extended: None };
                Ok(credentials)
            }
            Err(Unrenewed { why, expired }) if self.provider.outlives_expiry() => {
                let Some(credentials) = expired.or_else(|| state.credentials.clone()) else { return Err(why) };
                let again = EXTENDED_FOR + EXTENSION_JITTER.mul_f64((self.random)().clamp(0.0, 1.0));
                *state = State {
                    credentials: Some(credentials.clone()),
                    renewal: None,
                    extended: Some(now.elapsed.saturating_add(again)),
                };
                warn(&why, again);
                Ok(credentials)
            }
            Err(Unrenewed { why, .. }) => Err(why),
        }
    }

    #[cfg(feature = "async")]
    async fn load(&self, longest: Duration) -> Result<Credentials, CredentialsError> {
        let got = match self.provider.provide_credentials() {
            Fetch::Ready(got) => got,
            Fetch::Future(future) => self.in_time(future, longest).await,
            Fetch::Machine(machine) => {
                // Made for these few requests: the next ones are hours away.
                let transport = crate::transport::AsyncHttp::new(self.metadata.clone());
                self.in_time(Box::pin(machine::run(machine, transport, Arc::clone(&self.clock))), longest).await
            }
            Fetch::Blocking(function) => {
                let task = tokio::task::spawn_blocking(function);
                let done = async move {
                    task.await.unwrap_or_else(|_| Err(CredentialsError::new("the provider of credentials panicked")))
                };
                self.in_time(Box::pin(done), longest).await
            }
        };
        self.keep(got)
    }

    /// The future's result, unless it takes too long.
    #[cfg(feature = "async")]
    async fn in_time(
        &self,
        mut future: crate::BoxFuture<'static, Result<Credentials, CredentialsError>>,
        longest: Duration,
    ) -> Result<Credentials, CredentialsError> {
        let mut sleep = self.clock.sleep(longest);
        core::future::poll_fn(|context| {
            if let core::task::Poll::Ready(got) = future.as_mut().poll(context) {
                return core::task::Poll::Ready(got);
            }
            sleep.as_mut().poll(context).map(|()| Err(self.took_too_long(longest)))
        })
        .await
    }

    #[cfg(feature = "blocking")]
    fn load_blocking(&self, longest: Duration) -> Result<Credentials, CredentialsError> {
        let got = match self.provider.provide_credentials() {
            Fetch::Ready(got) => got,
            Fetch::Future(_) => Err(CredentialsError::new(
                "the provider of credentials is async, which a blocking client cannot wait for; give it a blocking one \
                 (credentials::from_fn), or use the async client",
            )),
            Fetch::Machine(machine) => {
                let transport = crate::transport::BlockingHttp::new(self.metadata.clone());
                machine::run_blocking(machine, &transport, &*self.clock, longest)
                    .unwrap_or_else(|| Err(self.took_too_long(longest)))
            }
            Fetch::Blocking(function) => {
                let (done, result) = std::sync::mpsc::sync_channel(1);
                std::thread::spawn(move || {
                    // Nobody listens any more where it took too long.
                    let _ = done.send(function());
                });
                match result.recv_timeout(longest) {
                    Ok(got) => got,
                    Err(std::sync::mpsc::RecvTimeoutError::Timeout) => Err(self.took_too_long(longest)),
                    Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => {
                        Err(CredentialsError::new("the provider of credentials panicked"))
                    }
                }
            }
        };
        self.keep(got)
    }

    fn took_too_long(&self, longest: Duration) -> CredentialsError {
        CredentialsError::new(format!(
            "the provider of credentials ({:?}) gave none within {} s",
            self.provider,
            longest.as_secs_f64()
        ))
    }
}

fn expired(credentials: &Credentials) -> CredentialsError {
    CredentialsError::new(format!(
        "the credentials that {} gives have expired; renew them there, or set others",
        credentials.provider_name()
    ))
}

/// Warns of credentials that are used beyond their time.
fn warn(why: &CredentialsError, again: Duration) {
    #[cfg(feature = "tracing")]
    tracing::warn!(
        "no new credentials can be had: {why}; the old ones go on being used, and new ones are asked for in {} min",
        again.as_secs() / 60
    );
    #[cfg(not(feature = "tracing"))]
    let _ = (why, again);
}

/// Whether credentials still count after this time.
fn counts_for(credentials: &Credentials, time: Duration, now: SystemTime) -> bool {
    credentials.expiry().is_none_or(|expiry| now.checked_add(time).is_some_and(|then| then < expiry))
}

#[cfg(test)]
#[path = "tests/cache.rs"]
mod tests;
