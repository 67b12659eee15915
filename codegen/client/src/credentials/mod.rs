//! Who calls.
//!
//! | file | what it has |
//! | --- | --- |
//! | `mod` | credentials |
//! | `provider` | who says who calls, and why nobody does |
//! | `chain` | where credentials come from unless somebody says it |
//! | `document` | credentials as JSON |
//! | `process` | a command that prints credentials |
//! | `container`, `instance` | the metadata services of containers and of instances |
//! | `machine` | talking with a metadata service, without I/O |
//! | `cache` | credentials that are asked for once, and again before they expire |

#[cfg(any(feature = "async", feature = "blocking"))]
mod cache;
pub(crate) mod chain;
mod container;
mod document;
mod instance;
mod machine;
#[cfg(test)]
#[path = "tests/script.rs"]
mod machine_script;
mod process;
mod provider;

use core::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use zeroize::Zeroizing;

#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) use cache::IdentityCache;
pub use machine::{Machine, Next};
pub use provider::{
    CredentialsError, Fetch, FromAsyncFn, FromFn, ProvideCredentials, SharedCredentialsProvider, from_async_fn, from_fn,
};

/// What requests are signed with. `Debug` shows the access key's id and nothing secret.
#[derive(Clone)]
pub struct Credentials {
    // Shared: every attempt of every call has them in hand.
    parts: Arc<Parts>,
}

struct Parts {
    access_key_id: String,
    secret_access_key: Zeroizing<String>,
    session_token: Option<Zeroizing<String>>,
    expiry: Option<SystemTime>,
    account_id: Option<String>,
    provider_name: &'static str,
}

impl Credentials {
    /// Credentials of these parts. `provider_name` says in logs and errors where they come from.
    pub fn new(
        access_key_id: impl Into<String>,
        secret_access_key: impl Into<String>,
        session_token: Option<String>,
        expiry: Option<SystemTime>,
        provider_name: &'static str,
    ) -> Self {
        let parts = Parts {
            access_key_id: access_key_id.into(),
            secret_access_key: Zeroizing::new(secret_access_key.into()),
            session_token: session_token.map(Zeroizing::new),
            expiry,
            account_id: None,
            provider_name,
        };
        Self { parts: Arc::new(parts) }
    }

    /// The same of this account, by which endpoints with the account in their host are found.
    #[must_use]
    pub fn with_account_id(self, account_id: impl Into<String>) -> Self {
        let Parts { access_key_id, secret_access_key, session_token, expiry, account_id: _, provider_name } =
            &*self.parts;
        let parts = Parts {
            access_key_id: access_key_id.clone(),
            secret_access_key: secret_access_key.clone(),
            session_token: session_token.clone(),
            expiry: *expiry,
            account_id: Some(account_id.into()),
            provider_name,
        };
        Self { parts: Arc::new(parts) }
    }

    /// The public half.
    pub fn access_key_id(&self) -> &str {
        &self.parts.access_key_id
    }

    /// The secret half.
    pub fn secret_access_key(&self) -> &str {
        &self.parts.secret_access_key
    }

    /// What temporary credentials need besides.
    pub fn session_token(&self) -> Option<&str> {
        self.parts.session_token.as_deref().map(String::as_str)
    }

    /// From when on they do not count any more.
    pub fn expiry(&self) -> Option<SystemTime> {
        self.parts.expiry
    }

    /// The account that they belong to, where the provider knows it.
    pub fn account_id(&self) -> Option<&str> {
        self.parts.account_id.as_deref()
    }

    /// Where they come from.
    pub fn provider_name(&self) -> &'static str {
        self.parts.provider_name
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Credentials")
            .field("provider_name", &self.provider_name())
            .field("access_key_id", &self.access_key_id())
            .field("secret_access_key", &"** redacted **")
            .field("expiry", &self.expiry())
            .field("account_id", &self.account_id())
            .finish_non_exhaustive()
    }
}
