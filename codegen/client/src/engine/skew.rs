//! How wrong this machine's clock is, by the dates in the service's answers.

use core::sync::atomic::{AtomicI64, Ordering};
use core::time::Duration;
use std::time::SystemTime;

use http::HeaderMap;
use tinsmith_runtime::primitives::{DateTime, DateTimeFormat};

use crate::clock::Moment;

/// An answer that took longer says nothing of the clock.
const LONGEST_ROUND_TRIP: Duration = Duration::from_secs(15 * 60);
/// From this skew on a refused signature is its fault, in milliseconds.
const WORTH_A_RETRY: u64 = 4 * 60 * 1000;

/// How much the service's clock is ahead of this machine's, as the last answer had it, in milliseconds.
#[derive(Debug, Default)]
pub(crate) struct Skew(AtomicI64);

impl Skew {
    /// The date by the service's clock.
    pub(crate) fn applied_to(&self, date: SystemTime) -> SystemTime {
        let skew = self.0.load(Ordering::Relaxed);
        let by = Duration::from_millis(skew.unsigned_abs());
        let shifted = if skew < 0 { date.checked_sub(by) } else { date.checked_add(by) };
        shifted.unwrap_or(date)
    }

    /// Takes the skew that an answer shows, if it shows one.
    pub(crate) fn learn(&self, headers: &HeaderMap, sent: Moment, received: Moment) -> Option<i64> {
        let skew = seen(headers, sent, received)?;
        self.0.store(skew, Ordering::Relaxed);
        Some(skew)
    }

    /// Whether a skew explains that a signature is refused.
    pub(crate) fn explains_a_refusal(skew: i64) -> bool {
        skew.unsigned_abs() > WORTH_A_RETRY
    }
}

/// `Date` less the midpoint of the round trip, in milliseconds.
fn seen(headers: &HeaderMap, sent: Moment, received: Moment) -> Option<i64> {
    let round_trip = received.since(sent);
    // With an `Age` the answer comes out of a cache, and its date is old.
    if headers.contains_key("age") || round_trip > LONGEST_ROUND_TRIP {
        return None;
    }
    let date = headers.get("date")?.to_str().ok()?;
    let date = DateTime::from_str(date.trim(), DateTimeFormat::HttpDate).ok()?.to_millis().ok()?;
    let midpoint = sent.date.checked_add(round_trip / 2)?;
    let midpoint = match midpoint.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_millis()).ok()?,
        Err(before) => i64::try_from(before.duration().as_millis()).ok()?.checked_neg()?,
    };
    date.checked_sub(midpoint)
}
