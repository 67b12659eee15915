//! Credentials as JSON: what a `credential_process` prints and a metadata service answers.

use core::time::Duration;
use std::time::SystemTime;

use tinsmith_runtime::codec::ReadError;
use tinsmith_runtime::codec::json::Reader;
use tinsmith_runtime::primitives::{DateTime, DateTimeFormat};
use zeroize::Zeroizing;

use super::Credentials;

/// What such a document has. The sources differ in what they call the token, and in what they add.
#[derive(Default)]
pub(super) struct Document {
    /// A process's.
    pub(super) version: Option<i32>,
    /// An instance's: `Success`, or why not.
    pub(super) code: Option<String>,
    access_key_id: Option<String>,
    secret_access_key: Option<Zeroizing<String>>,
    token: Option<Zeroizing<String>>,
    expiration: Option<String>,
    account_id: Option<String>,
}

impl Document {
    /// Reads a document; `None` where it is none. The reader's own message may quote what it read, so it is not said.
    pub(super) fn read(text: &[u8]) -> Option<Self> {
        let mut document = Self::default();
        document.fill(text).ok().map(|()| document)
    }

    fn fill(&mut self, text: &[u8]) -> Result<(), ReadError> {
        let mut reader = Reader::new(text);
        reader.begin_structure()?;
        while let Some(key) = reader.next_member()? {
            match &*key {
                "Version" => self.version = reader.optional(Reader::integer)?,
                "Code" => self.code = reader.optional(Reader::text)?,
                "AccessKeyId" => self.access_key_id = reader.optional(Reader::text)?,
                "SecretAccessKey" => self.secret_access_key = reader.optional(Reader::text)?.map(Zeroizing::new),
                "SessionToken" | "Token" => self.token = reader.optional(Reader::text)?.map(Zeroizing::new),
                "Expiration" => self.expiration = reader.optional(Reader::text)?,
                "AccountId" => self.account_id = reader.optional(Reader::text)?,
                _ => reader.skip()?,
            }
        }
        reader.finish()
    }

    /// Its credentials; or what is wrong with it, as the end of a sentence that begins with who gave it.
    pub(super) fn credentials(self, provider: &'static str) -> Result<Credentials, &'static str> {
        let Self { version: _, code: _, access_key_id, secret_access_key, token, expiration, account_id } = self;
        let (Some(id), Some(secret)) = (access_key_id, secret_access_key) else {
            return Err("no AccessKeyId, or no SecretAccessKey");
        };
        let expiry = expiration.map(|text| moment(&text)).transpose()?;
        let token = token.map(|token| token.as_str().to_owned());
        let credentials = Credentials::new(id, secret.as_str(), token, expiry, provider);
        Ok(match account_id {
            Some(account) => credentials.with_account_id(account),
            None => credentials,
        })
    }
}

fn moment(text: &str) -> Result<SystemTime, &'static str> {
    const WRONG: &str = "an Expiration that is no date such as 2026-01-01T00:00:00Z";
    let date = DateTime::from_str(text, DateTimeFormat::DateTimeWithOffset).map_err(|_| WRONG)?;
    let millis = u64::try_from(date.to_millis().map_err(|_| WRONG)?).map_err(|_| WRONG)?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(millis)).ok_or(WRONG)
}
