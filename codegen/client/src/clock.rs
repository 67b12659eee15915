//! Time as a client sees it: real, or simulated by a test. Nothing else here asks the system for it.

use core::fmt;
use core::time::Duration;
use std::time::{Instant, SystemTime};

/// One moment, by both of the clocks that a call needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Since some start that stays the same for one clock; it never runs backwards. Delays and time-outs go by it.
    pub elapsed: Duration,
    /// The date, as far as this machine knows it. Signatures go by it.
    pub date: SystemTime,
}

impl Moment {
    /// How much later this is than `earlier`; zero where it is not.
    pub fn since(self, earlier: Self) -> Duration {
        self.elapsed.saturating_sub(earlier.elapsed)
    }
}

/// Tells time. How it passes is the driver's affair: [`Clock::sleep`] and [`Clock::block`] wait.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Moment;

    /// Waits without holding a thread; for async clients.
    #[cfg(feature = "async")]
    fn sleep(&self, duration: Duration) -> crate::BoxFuture<'static, ()>;

    /// Waits on this thread; for blocking clients.
    #[cfg(feature = "blocking")]
    fn block(&self, duration: Duration);
}

/// The machine's own clocks.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
    start: Instant,
}

impl SystemClock {
    /// A clock that starts now.
    pub fn new() -> Self {
        Self { start: Instant::now() }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        Moment { elapsed: self.start.elapsed(), date: SystemTime::now() }
    }

    #[cfg(feature = "async")]
    fn sleep(&self, duration: Duration) -> crate::BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(duration))
    }

    #[cfg(feature = "blocking")]
    fn block(&self, duration: Duration) {
        std::thread::sleep(duration);
    }
}
