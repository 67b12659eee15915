//! Where idempotency tokens come from: what lets a service know a repeated request for what it is.

use core::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use tinsmith_runtime::message::idempotency::{new_token, token_from};

/// Makes the idempotency tokens of inputs in which none is set: one for each call, the same for all its attempts.
///
/// ```
/// use tinsmith_client::Config;
/// use tinsmith_client::config::IdempotencyTokenProvider;
///
/// let seeded = || Config::builder().idempotency_token_provider(IdempotencyTokenProvider::with_seed(7)).build();
/// let (one, other) = (seeded().idempotency_token_provider(), seeded().idempotency_token_provider());
/// assert_eq!(one.make_idempotency_token(), other.make_idempotency_token());
/// assert_ne!(one.make_idempotency_token(), one.make_idempotency_token());
/// ```
#[derive(Clone)]
pub struct IdempotencyTokenProvider(Source);

#[derive(Clone)]
enum Source {
    Random,
    Fixed(Arc<str>),
    Seeded(Arc<Mutex<fastrand::Rng>>),
    Function(Arc<dyn Fn() -> String + Send + Sync>),
}

impl IdempotencyTokenProvider {
    /// Random UUIDs of version 4: what a client does unless it is told otherwise.
    pub const fn random() -> Self {
        Self(Source::Random)
    }

    /// UUIDs that look random and are the same in every run of a test. Clones share one sequence.
    pub fn with_seed(seed: u64) -> Self {
        Self(Source::Seeded(Arc::new(Mutex::new(fastrand::Rng::with_seed(seed)))))
    }

    /// This token each time: for tests, for a service takes two calls with one token for the same.
    pub fn fixed(token: impl Into<Arc<str>>) -> Self {
        Self(Source::Fixed(token.into()))
    }

    /// What this function gives.
    pub fn from_fn(make: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Source::Function(Arc::new(make)))
    }

    /// The next token.
    pub fn make_idempotency_token(&self) -> String {
        match &self.0 {
            Source::Random => new_token(),
            Source::Fixed(token) => token.to_string(),
            Source::Seeded(random) => token_from(random.lock().unwrap_or_else(PoisonError::into_inner).u128(..)),
            Source::Function(make) => make(),
        }
    }
}

impl Default for IdempotencyTokenProvider {
    fn default() -> Self {
        Self::random()
    }
}

impl From<&str> for IdempotencyTokenProvider {
    fn from(token: &str) -> Self {
        Self::fixed(token)
    }
}

impl fmt::Debug for IdempotencyTokenProvider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Whoever knows a token to come can take its place.
        formatter.write_str(match &self.0 {
            Source::Random => "Random",
            Source::Fixed(_) => "Fixed",
            Source::Seeded(_) => "Seeded",
            Source::Function(_) => "Function",
        })
    }
}
