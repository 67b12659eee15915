//! Credentials that are asked for once, and again before they expire: in the background while the old ones still count,
//! and by one caller at a time. Source of the times: the AWS SDKs' defaults.

use core::fmt;
use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::{Credentials, CredentialsError, Fetch, ProvideCredentials, SharedCredentialsProvider, machine};
use crate::clock::Clock;
use crate::transport::{HttpSettings, Proxies};

/// From so long before they expire on, credentials are renewed in the background.
const RENEW_BEFORE: Duration = Duration::from_secs(5 * 60);

/// From so long before they expire on, credentials do not count: a request takes its time.
const EXPIRES_BEFORE: Duration = Duration::from_secs(10);

/// How long connecting with a metadata service may take: it is near, or not there.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);

/// After a renewal in the background failed, the next one waits for so long.
const RENEW_AGAIN_AFTER: Duration = Duration::from_secs(30);

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
    pub(crate) fn new(provider: SharedCredentialsProvider, clock: Arc<dyn Clock>, http: HttpSettings) -> Self {
        let longest = provider.load_timeout();
        Self::within(provider, clock, http, longest)
    }

    /// The same of a provider that may take this long.
    fn within(
        provider: SharedCredentialsProvider,
        clock: Arc<dyn Clock>,
        http: HttpSettings,
        longest: Duration,
    ) -> Self {
        let shared = Shared {
            provider,
            clock,
            longest,
            metadata: http.connect_timeout(Some(CONNECT_TIMEOUT)).proxies(Proxies::none()),
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
        counts_for(credentials, RENEW_BEFORE, now.date).then(|| credentials.clone())
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
        if counts_for(&credentials, RENEW_BEFORE, now.date) {
            return Kept::Fresh(credentials);
        }
        if !counts_for(&credentials, EXPIRES_BEFORE, now.date) {
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
        let credentials = got?;
        if !counts_for(&credentials, Duration::ZERO, self.clock.now().date) {
            return Err(CredentialsError::new(format!(
                "the credentials that {} gives have expired; renew them there, or set others",
                credentials.provider_name()
            )));
        }
        let mut state = self.state();
        state.credentials = Some(credentials.clone());
        state.renewal = None;
        Ok(credentials)
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

/// Whether credentials still count after this time.
fn counts_for(credentials: &Credentials, time: Duration, now: SystemTime) -> bool {
    credentials.expiry().is_none_or(|expiry| now.checked_add(time).is_some_and(|then| then < expiry))
}

#[cfg(test)]
#[path = "tests/cache.rs"]
mod tests;
