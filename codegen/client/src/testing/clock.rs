//! Time that passes when it is waited for, and no sooner.

use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use crate::clock::{Clock, Moment};

/// A clock that a test sets. Waiting for it takes no time: it jumps ahead instead, and remembers by how much.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use tinsmith_client::clock::Clock;
/// use tinsmith_client::testing::SimulatedClock;
///
/// let clock = SimulatedClock::at(SystemTime::UNIX_EPOCH);
/// clock.advance(Duration::from_secs(3));
/// assert_eq!(clock.now().elapsed, Duration::from_secs(3));
/// assert_eq!(clock.now().date, SystemTime::UNIX_EPOCH + Duration::from_secs(3));
/// ```
#[derive(Clone, Debug)]
pub struct SimulatedClock {
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    elapsed: Duration,
    start: SystemTime,
    slept: Vec<Duration>,
}

impl SimulatedClock {
    /// A clock that stands at this date.
    pub fn at(date: SystemTime) -> Self {
        Self { state: Arc::new(Mutex::new(State { elapsed: Duration::ZERO, start: date, slept: Vec::new() })) }
    }

    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        let mut state = self.state();
        state.elapsed = state.elapsed.saturating_add(by);
    }

    /// What was waited for, in order.
    pub fn slept(&self) -> Vec<Duration> {
        self.state().slept.clone()
    }

    /// Remembers a wait, and jumps ahead by it.
    #[cfg(any(feature = "async", feature = "blocking"))]
    fn wait(&self, duration: Duration) {
        let mut state = self.state();
        state.elapsed = state.elapsed.saturating_add(duration);
        state.slept.push(duration);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> Moment {
        let state = self.state();
        Moment { elapsed: state.elapsed, date: state.start.checked_add(state.elapsed).unwrap_or(state.start) }
    }

    /// Jumps ahead when it is first polled: a sleep that loses against what it is raced with takes no time.
    #[cfg(feature = "async")]
    fn sleep(&self, duration: Duration) -> crate::BoxFuture<'static, ()> {
        let clock = self.clone();
        Box::pin(async move { clock.wait(duration) })
    }

    #[cfg(feature = "blocking")]
    fn block(&self, duration: Duration) {
        self.wait(duration);
    }
}
