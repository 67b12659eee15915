//! What a client is told.
//!
//! | file | what it has |
//! | --- | --- |
//! | `region` | the name of a region |
//! | `retry` | how often and how a call is tried again |
//! | `timeout` | how long a call may take |
//! | `idempotency` | where idempotency tokens come from |
//! | `from_env` | what variables and the profile say |
//! | `settings` | all of it in one value, each part set or not |

mod from_env;
mod idempotency;
mod region;
pub mod retry;
mod settings;
pub mod timeout;

pub use crate::credentials::{Credentials, ProvideCredentials, SharedCredentialsProvider};
pub use from_env::ConfigError;
pub(crate) use from_env::ConfiguredEndpoints;
pub use idempotency::IdempotencyTokenProvider;
pub use region::Region;
pub use retry::{RetryConfig, RetryMode};
pub use settings::{Builder, Config, InputCheck};
pub use timeout::TimeoutConfig;
#[cfg(feature = "validation")]
pub use tinsmith_runtime::validation::InvalidInput;
