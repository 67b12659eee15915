//! How long a call may take.

use core::time::Duration;

/// How long a call and its parts may take; `None` is as long as it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeoutConfig {
    connect: Option<Duration>,
    read: Option<Duration>,
    attempt: Option<Duration>,
    operation: Option<Duration>,
}

impl TimeoutConfig {
    /// 3.1 s to connect, and no other bound. Source: the AWS SDKs' default.
    pub const fn new() -> Self {
        Self { connect: Some(Duration::from_millis(3_100)), read: None, attempt: None, operation: None }
    }

    /// No bound at all.
    pub const fn disabled() -> Self {
        Self { connect: None, read: None, attempt: None, operation: None }
    }

    /// The same with this bound to making a connection, TLS and proxy included. A call that sets another one than its
    /// client has connections of its own.
    #[must_use]
    pub const fn connect_timeout(self, timeout: Duration) -> Self {
        Self { connect: Some(timeout), ..self }
    }

    /// The same with this bound to the silence before and within an answer.
    #[must_use]
    pub const fn read_timeout(self, timeout: Duration) -> Self {
        Self { read: Some(timeout), ..self }
    }

    /// The same with this bound to one attempt.
    #[must_use]
    pub const fn operation_attempt_timeout(self, timeout: Duration) -> Self {
        Self { attempt: Some(timeout), ..self }
    }

    /// The same with this bound to the whole call, retries and their delays included.
    #[must_use]
    pub const fn operation_timeout(self, timeout: Duration) -> Self {
        Self { operation: Some(timeout), ..self }
    }

    /// The bound to making a connection.
    pub const fn connect(&self) -> Option<Duration> {
        self.connect
    }

    /// The bound to silence.
    pub const fn read(&self) -> Option<Duration> {
        self.read
    }

    /// The bound to one attempt.
    pub const fn attempt(&self) -> Option<Duration> {
        self.attempt
    }

    /// The bound to the whole call.
    pub const fn operation(&self) -> Option<Duration> {
        self.operation
    }
}

impl Default for TimeoutConfig {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_connecting_is_bounded_unless_somebody_says_otherwise() {
        let usual = TimeoutConfig::default();
        assert_eq!(usual.connect(), Some(Duration::from_millis(3_100)));
        assert_eq!((usual.read(), usual.attempt(), usual.operation()), (None, None, None));
    }
}
