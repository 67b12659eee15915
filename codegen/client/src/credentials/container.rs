//! Credentials of the container that this runs in, from the endpoint that variables name.
//! Source: the AWS SDKs and Tools Reference Guide, "Container credential provider".

use core::net::IpAddr;
use core::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION};
use http::{HeaderValue, Request, Response, StatusCode, Uri};
use zeroize::Zeroizing;

use super::document::Document;
use super::machine::{Machine, Next, Tries, limits};
use super::{Credentials, CredentialsError, Fetch, ProvideCredentials};
use crate::environment::Environment;
use crate::transport::TransportError;

const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
const TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
/// What a relative URI is relative to.
const HOST: &str = "http://169.254.170.2";
/// The hosts besides this machine that may be asked without TLS: those of containers and of pods.
const PLAIN_HOSTS: [&str; 3] = ["169.254.170.2", "169.254.170.23", "fd00:ec2::23"];
/// How long the endpoint may be silent.
const SILENCE: Duration = Duration::from_secs(2);

/// Asks the endpoint of a container.
#[derive(Clone, Debug)]
pub(crate) struct ContainerProvider {
    uri: Uri,
    /// Variables and files with the token: a file's is read anew each time, as it is replaced before it expires.
    environment: Environment,
}

impl ContainerProvider {
    /// The endpoint that variables name, if they do.
    ///
    /// # Errors
    /// One that may not be asked: no URI, or without TLS on another machine, where others could listen.
    pub(crate) fn from_variables(environment: &Environment) -> Result<Option<Self>, CredentialsError> {
        let uri = match (environment.variable(RELATIVE), environment.variable(FULL)) {
            (None, None) => return Ok(None),
            (Some(path), _) => relative(path.trim())?,
            (None, Some(text)) => full(text.trim())?,
        };
        Ok(Some(Self { uri, environment: environment.clone() }))
    }

    fn token(&self) -> Result<Option<HeaderValue>, CredentialsError> {
        let (text, place) = match self.environment.variable(TOKEN_FILE) {
            Some(path) => {
                let path = self.environment.path(path.trim());
                let text = self.environment.read(&path).map_err(|error| {
                    CredentialsError::new(format!(
                        "{TOKEN_FILE}, {}: cannot be read ({error}); mend it, or take the variable away",
                        path.display()
                    ))
                })?;
                (Zeroizing::new(text), TOKEN_FILE)
            }
            None => match self.environment.variable(TOKEN) {
                Some(text) => (Zeroizing::new(text), TOKEN),
                None => return Ok(None),
            },
        };
        let mut value = HeaderValue::from_str(text.trim()).ok().filter(|value| !value.is_empty()).ok_or_else(|| {
            CredentialsError::new(format!("the token of {place} is empty, or has line breaks within; set another"))
        })?;
        value.set_sensitive(true);
        Ok(Some(value))
    }
}

/// `/path` on the host of containers.
fn relative(path: &str) -> Result<Uri, CredentialsError> {
    let uri = path.starts_with('/').then(|| format!("{HOST}{path}").parse().ok()).flatten();
    uri.ok_or_else(|| {
        CredentialsError::new(format!("{RELATIVE} is {path:?}, which is no path such as /v2/credentials"))
    })
}

/// A URI that may be asked: over TLS, or on this machine, or on a host that containers have for it.
fn full(text: &str) -> Result<Uri, CredentialsError> {
    let wrong = |what: &str| CredentialsError::new(format!("{FULL} is {text:?}, {what}"));
    let uri: Uri = text.parse().map_err(|_| wrong("which is no URL such as http://127.0.0.1/credentials"))?;
    let host = uri.host().unwrap_or_default();
    if host.is_empty() {
        return Err(wrong("which has no host; write one such as http://127.0.0.1/credentials"));
    }
    match uri.scheme_str() {
        Some("https") => Ok(uri),
        Some("http") if is_near(host) => Ok(uri),
        Some("http") => Err(wrong("and without TLS credentials are asked for on this machine alone; write https")),
        _ => Err(wrong("which has no scheme, or another than http; write http or https")),
    }
}

fn is_near(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let address: Option<IpAddr> = host.parse().ok();
    let plain = PLAIN_HOSTS.iter().any(|plain| plain.parse().ok() == address && address.is_some());
    plain || address.is_some_and(|address| address.is_loopback()) || host.eq_ignore_ascii_case("localhost")
}

impl ProvideCredentials for ContainerProvider {
    fn provide_credentials(&self) -> Fetch {
        // A file of one line, in memory as a rule: read here and not on another thread.
        match self.token() {
            Ok(token) => Fetch::Machine(Box::new(Talk { uri: self.uri.clone(), token, tries: Tries::default() })),
            Err(error) => Fetch::Ready(Err(error)),
        }
    }
}

struct Talk {
    uri: Uri,
    token: Option<HeaderValue>,
    tries: Tries,
}

impl Machine for Talk {
    fn next(&mut self, answer: Option<Result<Response<Bytes>, TransportError>>) -> Next {
        let Some(answer) = answer else { return self.ask() };
        if let Some(wait) = self.tries.again(&answer) {
            return Next::Wait(wait);
        }
        let read = |answer: Response<Bytes>| self.read(&answer);
        Next::Done(answer.map_err(|error| self.wrong(&format!("does not answer ({error})"))).and_then(read))
    }
}

impl Talk {
    fn ask(&self) -> Next {
        let mut request = Request::new(Bytes::new());
        request.uri_mut().clone_from(&self.uri);
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(token) = &self.token {
            request.headers_mut().insert(AUTHORIZATION, token.clone());
        }
        Next::Send(request, limits(SILENCE))
    }

    fn read(&self, answer: &Response<Bytes>) -> Result<Credentials, CredentialsError> {
        if answer.status() != StatusCode::OK {
            return Err(self.wrong(&format!("gives no credentials (status {})", answer.status())));
        }
        let document = Document::read(answer.body())
            .ok_or_else(|| self.wrong("gave something else than the JSON of credentials"))?;
        document.credentials("container").map_err(|what| self.wrong(&format!("gave {what}")))
    }

    fn wrong(&self, what: &str) -> CredentialsError {
        // Not the whole authority: a user and a password may be in it.
        let host = self.uri.host().unwrap_or_default();
        CredentialsError::new(format!(
            "the container's endpoint for credentials at {host} {what}; see to {RELATIVE}, {FULL} and the container's role"
        ))
    }
}

#[cfg(test)]
#[path = "tests/container.rs"]
mod tests;
