//! Credentials of the instance that this runs on, from its metadata service, version 2: a token, the role, its keys.
//! Source: the Amazon EC2 User Guide, "Use the Instance Metadata Service", and the AWS SDKs and Tools Reference Guide,
//! "IMDS credential provider".

use core::time::Duration;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, Uri};

use super::document::Document;
use super::machine::{Machine, Next, Tries, limits};
use super::{Credentials, CredentialsError, Fetch, ProvideCredentials};
use crate::transport::TransportError;

/// Where the service is unless somebody says it.
const BY_IPV4: &str = "http://169.254.169.254";
const BY_IPV6: &str = "http://[fd00:ec2::254]";
/// How long the service may be silent.
const SILENCE: Duration = Duration::from_secs(1);
/// How long a token counts: the most that the service gives, 6 h.
const TOKEN_SECONDS: &str = "21600";
const TOKEN: &str = "x-aws-ec2-metadata-token";
const TOKEN_TTL: &str = "x-aws-ec2-metadata-token-ttl-seconds";
/// The keys of a role are below its name.
const ROLES: &str = "/latest/meta-data/iam/security-credentials/";

/// Asks the metadata service of the instance.
#[derive(Clone, Debug)]
pub(crate) struct InstanceProvider {
    base: Arc<str>,
}

impl InstanceProvider {
    /// The service at this URL, or at the usual one by IPv4 or, with the mode `IPv6`, by IPv6.
    ///
    /// # Errors
    /// The end of a sentence that begins with where URL or mode come from.
    pub(crate) fn new(url: Option<&str>, mode: Option<&str>) -> Result<Self, String> {
        let usual = match mode.map(|mode| mode.trim().to_ascii_lowercase()).as_deref() {
            None | Some("ipv4") => BY_IPV4,
            Some("ipv6") => BY_IPV6,
            Some(other) => return Err(format!("is {other:?}; write IPv4 or IPv6")),
        };
        let base = url.unwrap_or(usual).trim().trim_end_matches('/');
        let uri: Option<Uri> = base.parse().ok();
        let known = uri.is_some_and(|uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.query().is_none());
        if !known {
            return Err(format!("is {base:?}, which is no URL such as {BY_IPV4}"));
        }
        Ok(Self { base: base.into() })
    }
}

impl ProvideCredentials for InstanceProvider {
    fn provide_credentials(&self) -> Fetch {
        Fetch::Machine(Box::new(Talk {
            base: Arc::clone(&self.base),
            step: Step::Token,
            tries: Tries::default(),
            renewed: false,
        }))
    }

    fn outlives_expiry(&self) -> bool {
        true
    }
}

struct Talk {
    base: Arc<str>,
    step: Step,
    tries: Tries,
    /// Whether a token was refused already.
    renewed: bool,
}

/// What is asked for.
enum Step {
    Token,
    Role { token: HeaderValue },
    Keys { token: HeaderValue, role: String },
}

impl Machine for Talk {
    fn next(&mut self, answer: Option<Result<Response<Bytes>, TransportError>>) -> Next {
        let Some(answer) = answer else { return self.ask() };
        if let Some(wait) = self.tries.again(&answer) {
            return Next::Wait(wait);
        }
        match answer.map_err(|error| self.silent(&error)).and_then(|answer| self.read(&answer)) {
            Ok(None) => {
                self.tries = Tries::default();
                self.ask()
            }
            Ok(Some(credentials)) => Next::Done(Ok(credentials)),
            Err(error) => Next::Done(Err(error)),
        }
    }
}

impl Talk {
    fn ask(&self) -> Next {
        let Self { base, step, .. } = self;
        let get = |path: &str, token: &HeaderValue| {
            Request::builder().method(Method::GET).uri(format!("{base}{path}")).header(TOKEN, token.clone())
        };
        let request = match step {
            Step::Token => Request::builder()
                .method(Method::PUT)
                .uri(format!("{base}/latest/api/token"))
                .header(TOKEN_TTL, TOKEN_SECONDS),
            Step::Role { token } => get(ROLES, token),
            Step::Keys { token, role } => get(&format!("{ROLES}{role}"), token),
        };
        match request.body(Bytes::new()) {
            Ok(request) => Next::Send(request, limits(SILENCE)),
            Err(error) => Next::Done(Err(self.wrong(&format!("cannot be asked ({error})")))),
        }
    }

    /// Takes an answer: the credentials, or nothing yet.
    fn read(&mut self, answer: &Response<Bytes>) -> Result<Option<Credentials>, CredentialsError> {
        let status = answer.status();
        let text = core::str::from_utf8(answer.body()).unwrap_or_default();
        match core::mem::replace(&mut self.step, Step::Token) {
            Step::Token if status == StatusCode::OK => {
                let token = HeaderValue::from_str(text.trim()).ok().filter(|token| !token.is_empty());
                let mut token = token.ok_or_else(|| self.wrong("gave a token that is none"))?;
                token.set_sensitive(true);
                self.step = Step::Role { token };
            }
            Step::Token => return Err(self.wrong(&format!("gives no token (status {status})"))),
            Step::Role { .. } | Step::Keys { .. } if status == StatusCode::UNAUTHORIZED && !self.renewed => {
                self.renewed = true;
            }
            Step::Role { token } if status == StatusCode::OK => {
                let role = text.lines().next().unwrap_or_default().trim();
                if role.is_empty() {
                    return Err(Self::no_role());
                }
                if !is_role(role) {
                    return Err(self.wrong("names a role as no role is named"));
                }
                self.step = Step::Keys { token, role: role.to_owned() };
            }
            Step::Role { .. } if status == StatusCode::NOT_FOUND => return Err(Self::no_role()),
            Step::Role { .. } => return Err(self.wrong(&format!("does not say the instance's role (status {status})"))),
            Step::Keys { role, .. } if status == StatusCode::OK => {
                return self.keys(answer.body(), &role).map(Some);
            }
            Step::Keys { role, .. } => {
                return Err(self.wrong(&format!("gives no credentials of the role {role} (status {status})")));
            }
        }
        Ok(None)
    }

    fn keys(&self, body: &[u8], role: &str) -> Result<Credentials, CredentialsError> {
        let Some(document) = Document::read(body) else {
            return Err(self.wrong(&format!("gave something else than the JSON of credentials for the role {role}")));
        };
        match document.code.as_deref() {
            None | Some("Success") => {}
            // A code is a word; anything else is not repeated.
            Some(code) if code.len() <= 64 && code.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                return Err(self.wrong(&format!("gives no credentials of the role {role} ({code})")));
            }
            Some(_) => return Err(self.wrong(&format!("gives no credentials of the role {role}"))),
        }
        document
            .credentials("instance metadata")
            .map_err(|what| self.wrong(&format!("gave, for the role {role}, {what}")))
    }

    fn silent(&self, error: &TransportError) -> CredentialsError {
        let Self { base, .. } = self;
        CredentialsError::nobody(format!(
            "no credentials are set in variables or in the profile, and no metadata service of an instance answers at \
             {base} ({error}); set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile"
        ))
    }

    fn no_role() -> CredentialsError {
        CredentialsError::nobody(
            "no credentials are set in variables or in the profile, and this instance has no role; attach one, or set \
             AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        )
    }

    fn wrong(&self, what: &str) -> CredentialsError {
        let Self { base, .. } = self;
        CredentialsError::new(format!(
            "the metadata service of the instance at {base} {what}; see to its settings, or set credentials"
        ))
    }
}

/// Whether a role can be called so, by IAM's rule for names.
fn is_role(name: &str) -> bool {
    name.len() <= 128 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+=,.@-".contains(&byte))
}

#[cfg(test)]
#[path = "tests/instance.rs"]
mod tests;
