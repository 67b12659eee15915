//! What time it is, for the rules: the system's time, or one that passes by requests.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use workmail::primitives::DateTime;

/// Where the time comes from.
#[derive(Debug)]
#[non_exhaustive]
pub enum Clock {
    /// The system's.
    System,
    /// A time that starts somewhere and goes on by a second with each request: the same requests see the same times.
    Counted(AtomicI64),
}

impl Clock {
    /// A time that starts here and goes on by a second with each request.
    pub fn counted(start: DateTime) -> Self {
        Self::Counted(AtomicI64::new(start.secs()))
    }

    /// The time of the request that asks; a counted clock has gone on by then. Whole seconds: the wire has no more.
    pub fn tick(&self) -> DateTime {
        match self {
            Self::System => {
                let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                DateTime::from_secs(i64::try_from(elapsed.as_secs()).unwrap_or(i64::MAX))
            }
            Self::Counted(seconds) => DateTime::from_secs(seconds.fetch_add(1, Ordering::Relaxed)),
        }
    }
}

/// The moment so many seconds after another.
pub(crate) fn after(moment: DateTime, seconds: i64) -> DateTime {
    DateTime::from_secs(moment.secs().saturating_add(seconds))
}

#[cfg(test)]
mod tests {
    use workmail::primitives::DateTime;

    use super::Clock;

    #[test]
    fn a_counted_clock_goes_on_by_a_second_each_time() {
        let clock = Clock::counted(DateTime::from_secs(100));
        assert_eq!([clock.tick(), clock.tick()], [DateTime::from_secs(100), DateTime::from_secs(101)]);
    }
}
