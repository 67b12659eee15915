//! Signature Version 4 of requests, in their headers. Sources: the AWS signing specification ("Create a signed AWS API
//! request"), and what botocore leaves unsigned.

use core::fmt::{self, Write};
use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::header::{AUTHORIZATION, HOST, HeaderName, HeaderValue};
use http::{HeaderMap, Request};
use ring::{digest, hmac};
use tinsmith_runtime::primitives::{DateTime, DateTimeFormat};
use tinsmith_runtime::sigv4::{ALGORITHM, PathStyle, TERMINATOR, canonical_request, push_hex, string_to_sign};

use crate::credentials::Credentials;

const X_AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
const X_AMZ_SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");

/// What a signature counts for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scope {
    /// The service's signing name.
    pub(crate) name: String,
    /// The region.
    pub(crate) region: String,
    /// How the path counts.
    pub(crate) path: PathStyle,
}

/// Signs, and keeps the key of the day: deriving it takes four times what the signature itself takes.
#[derive(Default)]
pub(crate) struct Signer {
    key: Mutex<Option<DayKey>>,
}

/// A signing key, and what it was derived from.
struct DayKey {
    access_key_id: String,
    secret_access_key: zeroize::Zeroizing<String>,
    day: [u8; 8],
    scope: Scope,
    key: hmac::Key,
}

impl fmt::Debug for Signer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Signer").finish_non_exhaustive()
    }
}

/// Why a request cannot be signed.
#[derive(Debug)]
pub(crate) struct SigningError(&'static str);

impl fmt::Display for SigningError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the request cannot be signed: {}", self.0)
    }
}

impl core::error::Error for SigningError {}

impl Signer {
    /// Adds the date, the session token and the signature to the headers of a request.
    ///
    /// # Errors
    /// The date is no date of this era, or the credentials hold what no header can.
    pub(crate) fn sign(
        &self,
        request: &mut Request<Bytes>,
        credentials: &Credentials,
        scope: &Scope,
        date: SystemTime,
    ) -> Result<(), SigningError> {
        let date = basic_date(date)?;
        let (day, _) = date.split_once('T').unwrap_or((&date, ""));
        add_headers(request, credentials, &date)?;

        let (parts, body) = core::mem::take(request).into_parts();
        let signed = signed_names(&parts.headers);
        let canonical = canonical_request(&parts, &signed, scope.path, digest(&body).as_ref());
        let signed = signed.join(";");
        *request = Request::from_parts(parts, body);
        let canonical = canonical.map_err(|_| SigningError("a header holds more than visible ASCII characters"))?;

        let credential_scope = format!("{day}/{}/{}", scope.region, scope.name);
        let to_sign = string_to_sign(&date, &credential_scope, digest(canonical.as_bytes()).as_ref());
        let signature = self.tag(credentials, scope, day, &to_sign);

        let mut authorization = String::with_capacity(320);
        let _ = write!(
            authorization,
            "{ALGORITHM} Credential={}/{credential_scope}/{TERMINATOR}, SignedHeaders={signed}, Signature=",
            credentials.access_key_id(),
        );
        push_hex(&mut authorization, signature.as_ref());
        let value = HeaderValue::try_from(authorization)
            .map_err(|_| SigningError("the access key's id holds what no header can"))?;
        request.headers_mut().insert(AUTHORIZATION, value);
        Ok(())
    }

    /// The signature of a text, with the day's key.
    fn tag(&self, credentials: &Credentials, scope: &Scope, day: &str, text: &str) -> hmac::Tag {
        // A poisoned lock holds a key that is whole: it is replaced at once, or not at all.
        let mut kept = self.key.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(known) = kept.as_ref().filter(|known| known.is_of(credentials, scope, day)) {
            return hmac::sign(&known.key, text.as_bytes());
        }
        let key = derive(credentials.secret_access_key(), scope, day);
        let tag = hmac::sign(&key, text.as_bytes());
        let mut digits = [0; 8];
        for (digit, byte) in digits.iter_mut().zip(day.bytes()) {
            *digit = byte;
        }
        *kept = Some(DayKey {
            access_key_id: credentials.access_key_id().to_owned(),
            secret_access_key: zeroize::Zeroizing::new(credentials.secret_access_key().to_owned()),
            day: digits,
            scope: scope.clone(),
            key,
        });
        tag
    }
}

impl DayKey {
    fn is_of(&self, credentials: &Credentials, scope: &Scope, day: &str) -> bool {
        self.day == day.as_bytes()
            && self.scope == *scope
            && self.access_key_id == credentials.access_key_id()
            && *self.secret_access_key == credentials.secret_access_key()
    }
}

/// The key that signs for one day, region and service.
fn derive(secret: &str, scope: &Scope, day: &str) -> hmac::Key {
    let start = zeroize::Zeroizing::new(format!("AWS4{secret}"));
    let mut key = hmac::Key::new(hmac::HMAC_SHA256, start.as_bytes());
    for part in [day, &scope.region, &scope.name, TERMINATOR] {
        key = hmac::Key::new(hmac::HMAC_SHA256, hmac::sign(&key, part.as_bytes()).as_ref());
    }
    key
}

/// `host`, the date, the session token: what the signature covers besides what is there.
fn add_headers(request: &mut Request<Bytes>, credentials: &Credentials, date: &str) -> Result<(), SigningError> {
    let host = request.uri().authority().map(|authority| authority.as_str().rsplit('@').next().unwrap_or_default());
    let host = host.filter(|host| !host.is_empty()).ok_or(SigningError("it has no host"))?;
    let host = host_without_default_port(host, request.uri().scheme_str());
    let host = HeaderValue::from_str(host).map_err(|_| SigningError("its host holds what no header can"))?;
    let date = HeaderValue::from_str(date).map_err(|_| SigningError("its date holds what no header can"))?;
    let token = credentials.session_token().map(|token| {
        let mut value =
            HeaderValue::from_str(token).map_err(|_| SigningError("the session token holds what no header can"))?;
        value.set_sensitive(true);
        Ok(value)
    });
    let token = token.transpose()?;
    let headers = request.headers_mut();
    headers.insert(HOST, host);
    headers.insert(X_AMZ_DATE, date);
    match token {
        Some(token) => drop(headers.insert(X_AMZ_SECURITY_TOKEN, token)),
        None => drop(headers.remove(X_AMZ_SECURITY_TOKEN)),
    }
    Ok(())
}

/// Whether a header is left out of the signature: what a proxy may change, and what differs between attempts.
fn is_unsigned(name: &str) -> bool {
    matches!(
        name,
        "authorization"
            | "connection"
            | "expect"
            | "transfer-encoding"
            | "user-agent"
            | "x-amzn-trace-id"
            | "amz-sdk-invocation-id"
            | "amz-sdk-request"
    )
}

/// The names of the headers that are signed, in their order.
fn signed_names(headers: &HeaderMap) -> Vec<&str> {
    let mut names: Vec<&str> = headers.keys().map(HeaderName::as_str).filter(|name| !is_unsigned(name)).collect();
    names.sort_unstable();
    names
}

/// `20261124T101112Z`.
fn basic_date(date: SystemTime) -> Result<String, SigningError> {
    let error = SigningError("its date is before 1970 or after 9999");
    let Ok(since) = date.duration_since(UNIX_EPOCH) else { return Err(error) };
    let Ok(seconds) = i64::try_from(since.as_secs()) else { return Err(error) };
    let text = DateTime::from_secs(seconds).fmt(DateTimeFormat::DateTime).map_err(|_| error)?;
    Ok(text.chars().filter(|character| !matches!(character, '-' | ':')).collect())
}

fn digest(bytes: &[u8]) -> digest::Digest {
    digest::digest(&digest::SHA256, bytes)
}

/// The host as it stands in the header: a port that the scheme has anyway is left out.
fn host_without_default_port<'a>(authority: &'a str, scheme: Option<&str>) -> &'a str {
    let port = match scheme {
        Some("https") => ":443",
        Some("http") => ":80",
        _ => return authority,
    };
    authority.strip_suffix(port).unwrap_or(authority)
}

#[cfg(test)]
mod tests;
