//! How fast a throttled client sends: a bucket of sends that fills at a rate, and a rate that follows what the service
//! lets through (CUBIC, as RFC 9438 has it for TCP).

use core::time::Duration;
use std::sync::{Mutex, PoisonError};

const SMOOTH: f64 = 0.8;
const BETA: f64 = 0.7;
const SCALE: f64 = 0.4;
const LEAST_FILL_RATE: f64 = 0.5;
const LEAST_CAPACITY: f64 = 1.0;
/// Sends are counted in slices of so many a second.
const SLICES: f64 = 2.0;

/// The sends of a client and its clones. All times are seconds by the client's clock.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Whether a throttle was seen: until then nothing is held back.
    enabled: bool,
    tokens: f64,
    capacity: f64,
    fill_rate: f64,
    filled: f64,
    measured_rate: f64,
    slice: f64,
    sent_in_slice: f64,
    last_max_rate: f64,
    last_throttle: f64,
}

impl Limiter {
    /// Takes one send; gives how long to wait before asking again where there is none.
    pub(crate) fn take(&self, now: Duration) -> Result<(), Duration> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if !state.enabled {
            return Ok(());
        }
        state.fill(now.as_secs_f64());
        if state.tokens >= 1.0 {
            state.tokens -= 1.0;
            return Ok(());
        }
        // A little more than needed: rounding must not make it a nanosecond too early.
        let missing = (1.0 - state.tokens) / state.fill_rate.max(LEAST_FILL_RATE);
        Err(Duration::from_secs_f64(missing) + Duration::from_millis(1))
    }

    /// Takes in what became of a send.
    pub(crate) fn learn(&self, throttled: bool, now: Duration) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = now.as_secs_f64();
        state.measure(now);
        let rate = if throttled { state.slow_down(now) } else { state.speed_up(now) };
        let rate = rate.min(2.0 * state.measured_rate);
        state.set_rate(rate, now);
    }
}

impl State {
    fn fill(&mut self, now: f64) {
        let since = (now - self.filled).max(0.0);
        self.tokens = (self.tokens + since * self.fill_rate).min(self.capacity);
        self.filled = now;
    }

    fn set_rate(&mut self, rate: f64, now: f64) {
        // What came in at the old rate is counted at the old rate.
        self.fill(now);
        self.fill_rate = rate.max(LEAST_FILL_RATE);
        self.capacity = rate.max(LEAST_CAPACITY);
        self.tokens = self.tokens.min(self.capacity);
    }

    fn measure(&mut self, now: f64) {
        let slice = (now * SLICES).floor() / SLICES;
        self.sent_in_slice += 1.0;
        if slice > self.slice {
            let rate = self.sent_in_slice / (slice - self.slice);
            self.measured_rate = rate * SMOOTH + self.measured_rate * (1.0 - SMOOTH);
            self.sent_in_slice = 0.0;
            self.slice = slice;
        }
    }

    fn slow_down(&mut self, now: f64) -> f64 {
        let rate = if self.enabled { self.measured_rate.min(self.fill_rate) } else { self.measured_rate };
        self.last_max_rate = rate;
        self.last_throttle = now;
        self.enabled = true;
        rate * BETA
    }

    fn speed_up(&mut self, now: f64) -> f64 {
        let window = (self.last_max_rate * (1.0 - BETA) / SCALE).cbrt();
        let since = now - self.last_throttle;
        SCALE * (since - window).powi(3) + self.last_max_rate
    }
}
