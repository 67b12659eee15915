//! How often and how a call is tried again.

use core::num::NonZeroU32;

/// How calls are retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryMode {
    /// With growing delays, as long as the bucket of retries has something in it.
    Standard,
    /// The same, and sends are slowed down once the service throttles.
    Adaptive,
}

/// How often and how a call is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryConfig {
    mode: RetryMode,
    max_attempts: Option<NonZeroU32>,
    retry_unsafe: bool,
}

impl RetryConfig {
    /// Mode `standard`, with the service's own number of attempts: 3 for nearly all.
    pub const fn standard() -> Self {
        Self { mode: RetryMode::Standard, max_attempts: None, retry_unsafe: true }
    }

    /// Mode `adaptive`, with the service's own number of attempts.
    pub const fn adaptive() -> Self {
        Self { mode: RetryMode::Adaptive, ..Self::standard() }
    }

    /// Every call is tried once.
    pub const fn disabled() -> Self {
        Self { max_attempts: Some(NonZeroU32::MIN), ..Self::standard() }
    }

    /// The same with this many attempts, the first one included.
    #[must_use]
    pub const fn with_max_attempts(self, attempts: NonZeroU32) -> Self {
        Self { max_attempts: Some(attempts), ..self }
    }

    /// The same with this answer to whether an operation that may act twice is tried again after a failure that leaves
    /// open whether the service acted. The specification says yes; with `false` such a call is repeated only where it
    /// certainly did not reach the service.
    #[must_use]
    pub const fn with_retry_unsafe(self, on: bool) -> Self {
        Self { retry_unsafe: on, ..self }
    }

    /// The mode.
    pub const fn mode(&self) -> RetryMode {
        self.mode
    }

    /// How often a call is tried at most; `None` where the service's own number counts.
    pub const fn max_attempts(&self) -> Option<NonZeroU32> {
        self.max_attempts
    }

    /// Whether an operation that may act twice is tried again after a failure that leaves open whether it did.
    pub const fn retry_unsafe(&self) -> bool {
        self.retry_unsafe
    }
}

impl Default for RetryConfig {
    fn default() -> Self {
        Self::standard()
    }
}
