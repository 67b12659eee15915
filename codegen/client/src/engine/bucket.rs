//! How many retries a client has left: a bucket that failures draw from and successes fill.

use std::sync::{Mutex, PoisonError};

/// What a client starts with, and can have at most.
pub(crate) const CAPACITY: u32 = 500;
/// What a retry costs.
pub(crate) const RETRY_COST: u32 = 14;
/// What a retry costs after the service throttled.
pub(crate) const THROTTLED_COST: u32 = 5;
/// What a call gives back that worked at once.
pub(crate) const SUCCESS_REFUND: u32 = 1;

/// The retries that a client and its clones have left.
#[derive(Debug)]
pub(crate) struct Bucket {
    tokens: Mutex<u32>,
}

impl Default for Bucket {
    fn default() -> Self {
        Self { tokens: Mutex::new(CAPACITY) }
    }
}

impl Bucket {
    /// Draws the cost of a retry; `false` where there is not enough.
    pub(crate) fn draw(&self, cost: u32) -> bool {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        match tokens.checked_sub(cost) {
            Some(left) => {
                *tokens = left;
                true
            }
            None => false,
        }
    }

    /// Puts back what a call that worked gives.
    pub(crate) fn refund(&self, amount: u32) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        *tokens = tokens.saturating_add(amount).min(CAPACITY);
    }

    /// What is left.
    #[cfg(test)]
    #[cfg(all(feature = "async", feature = "blocking"))]
    pub(crate) fn left(&self) -> u32 {
        *self.tokens.lock().unwrap()
    }
}
