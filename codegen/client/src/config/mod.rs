//! What a client is told.

mod retry;
mod timeout;

pub use retry::{RetryConfig, RetryMode};
pub use timeout::TimeoutConfig;
