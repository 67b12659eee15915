//! How long to wait before the next call: exponential with jitter, within bounds (Smithy 2.0, "Waiter retries").

use core::time::Duration;

/// The delay after so many calls, with so much of the time left; `None` where no further call fits into it. `random` is
/// from 0 to 1.
pub(crate) fn before(polls: u32, min: Duration, max: Duration, left: Duration, random: f64) -> Option<Duration> {
    let doubled = min.saturating_mul(2_u32.saturating_pow(polls.saturating_sub(1)));
    let most = doubled.min(max).max(min);
    let delay = min + most.saturating_sub(min).mul_f64(random.clamp(0.0, 1.0));
    // The last call comes so early that what it says can be heard.
    let delay = if left.saturating_sub(delay) <= min { left.saturating_sub(min) } else { delay };
    (!delay.is_zero()).then_some(delay)
}

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use super::before;

    const MIN: Duration = Duration::from_secs(2);
    const MAX: Duration = Duration::from_secs(20);
    const LONG: Duration = Duration::from_secs(10_000);

    #[test]
    fn delays_double_up_to_the_greatest() {
        let delays: Vec<u64> = (1..7).map(|polls| before(polls, MIN, MAX, LONG, 1.0).unwrap().as_secs()).collect();
        assert_eq!(delays, [2, 4, 8, 16, 20, 20]);
        assert_eq!(before(u32::MAX, MIN, MAX, LONG, 1.0), Some(MAX));
    }

    #[test]
    fn a_delay_is_a_random_one_between_the_least_and_that() {
        assert_eq!(before(4, MIN, MAX, LONG, 0.0), Some(MIN));
        assert_eq!(before(4, MIN, MAX, LONG, 0.5), Some(Duration::from_secs(9)));
    }

    #[test]
    fn the_last_call_comes_before_the_end() {
        let left = Duration::from_secs(9);
        assert_eq!(before(4, MIN, MAX, left, 1.0), Some(Duration::from_secs(7)));
        assert_eq!(before(4, MIN, MAX, MIN, 1.0), None);
        assert_eq!(before(1, MIN, MAX, Duration::ZERO, 1.0), None);
    }
}
