//! Who says who calls.

use core::fmt;
use core::time::Duration;
use std::sync::Arc;

use super::{Credentials, Machine};
use crate::BoxFuture;

/// How long a provider may take that does not say it.
pub(super) const LOAD_TIMEOUT: Duration = Duration::from_secs(5);

/// Says who calls.
///
/// A provider does no I/O by itself where it can help it: it says what has to happen, and the client lets it happen in
/// its own way, async or blocking.
pub trait ProvideCredentials: fmt::Debug + Send + Sync + 'static {
    /// What has to happen for credentials to be there.
    fn provide_credentials(&self) -> Fetch;

    /// How long that may take: 5 s, unless the provider needs more.
    fn load_timeout(&self) -> Duration {
        LOAD_TIMEOUT
    }

    /// Whether its credentials go on being used after they expired, for as long as it has no newer ones: so a machine's
    /// own service may be down for a while, and services that are called decide themselves what they take.
    fn outlives_expiry(&self) -> bool {
        false
    }
}

/// What has to happen for credentials to be there.
#[non_exhaustive]
pub enum Fetch {
    /// Nothing: here they are, or why not.
    Ready(Result<Credentials, CredentialsError>),
    /// This has to be called, and may block.
    Blocking(Box<dyn FnOnce() -> Result<Credentials, CredentialsError> + Send>),
    /// This has to be awaited. A blocking client cannot.
    Future(BoxFuture<'static, Result<Credentials, CredentialsError>>),
    /// A metadata service has to be talked with.
    Machine(Box<dyn Machine>),
}

impl fmt::Debug for Fetch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Ready(_) => "Ready",
            Self::Blocking(_) => "Blocking",
            Self::Future(_) => "Future",
            Self::Machine(_) => "Machine",
        })
    }
}

/// Why there are no credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialsError {
    message: Arc<str>,
    /// Whether nobody says who calls, other than that somebody should and cannot.
    nobody: bool,
}

impl CredentialsError {
    /// With this message: what, where, and what to do, without anything secret.
    pub fn new(message: impl Into<Arc<str>>) -> Self {
        Self { message: message.into(), nobody: false }
    }

    /// With this message, where everybody was asked who calls and there is nobody: a call may go unsigned if it is
    /// allowed to.
    pub(crate) fn nobody(message: impl Into<Arc<str>>) -> Self {
        Self { message: message.into(), nobody: true }
    }

    /// Whether there is nobody who says who calls.
    #[cfg(any(feature = "async", feature = "blocking", test))]
    pub(crate) fn is_nobody(&self) -> bool {
        self.nobody
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl core::error::Error for CredentialsError {}

/// Credentials provide themselves.
impl ProvideCredentials for Credentials {
    fn provide_credentials(&self) -> Fetch {
        Fetch::Ready(Ok(self.clone()))
    }
}

/// A provider that clients share.
#[derive(Clone)]
pub struct SharedCredentialsProvider(Arc<dyn ProvideCredentials>);

impl fmt::Debug for SharedCredentialsProvider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Messages name the provider, not who shares it.
        self.0.fmt(formatter)
    }
}

impl SharedCredentialsProvider {
    /// Shares a provider.
    pub fn new(provider: impl ProvideCredentials) -> Self {
        Self(Arc::new(provider))
    }
}

impl ProvideCredentials for SharedCredentialsProvider {
    fn provide_credentials(&self) -> Fetch {
        self.0.provide_credentials()
    }

    fn load_timeout(&self) -> Duration {
        self.0.load_timeout()
    }

    fn outlives_expiry(&self) -> bool {
        self.0.outlives_expiry()
    }
}

/// A provider that is a function, which may block. See [`from_fn`].
pub struct FromFn<F>(F);

/// A provider that calls a function, which may block.
///
/// ```
/// use tinsmith_client::credentials::{Credentials, from_fn};
///
/// let provider = from_fn(|| Ok(Credentials::new("AKID", "secret", None, None, "a safe")));
/// # let _ = provider;
/// ```
pub fn from_fn<F>(function: F) -> FromFn<F>
where
    F: Fn() -> Result<Credentials, CredentialsError> + Send + Sync + 'static,
{
    FromFn(function)
}

impl<F> ProvideCredentials for FromFn<F>
where
    F: Fn() -> Result<Credentials, CredentialsError> + Clone + Send + Sync + 'static,
{
    fn provide_credentials(&self) -> Fetch {
        Fetch::Blocking(Box::new(self.0.clone()))
    }
}

impl<F> fmt::Debug for FromFn<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FromFn")
    }
}

/// A provider that is an async function. See [`from_async_fn`].
pub struct FromAsyncFn<F>(F);

/// A provider that calls an async function, for async clients. A provider of the official SDK, and so its single sign-on,
/// its roles and its web identities, comes in by it:
///
/// ```text
/// let official = aws_config::load_from_env().await.credentials_provider().ok_or("none")?;
/// let provider = from_async_fn(move || {
///     let official = official.clone();
///     async move {
///         let found = official.provide_credentials().await.map_err(|error| CredentialsError::new(error.to_string()))?;
///         let token = found.session_token().map(str::to_owned);
///         Ok(Credentials::new(found.access_key_id(), found.secret_access_key(), token, found.expiry(), "aws-config"))
///     }
/// });
/// ```
pub fn from_async_fn<F, A>(function: F) -> FromAsyncFn<F>
where
    F: Fn() -> A + Send + Sync + 'static,
    A: Future<Output = Result<Credentials, CredentialsError>> + Send + 'static,
{
    FromAsyncFn(function)
}

impl<F, A> ProvideCredentials for FromAsyncFn<F>
where
    F: Fn() -> A + Send + Sync + 'static,
    A: Future<Output = Result<Credentials, CredentialsError>> + Send + 'static,
{
    fn provide_credentials(&self) -> Fetch {
        Fetch::Future(Box::pin((self.0)()))
    }
}

impl<F> fmt::Debug for FromAsyncFn<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FromAsyncFn")
    }
}
