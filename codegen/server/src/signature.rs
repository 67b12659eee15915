//! Signatures of requests, held against keys that the service knows: Signature Version 4 in the header `Authorization`.
//! Source: the AWS signing specification ("Create a signed AWS API request").

use core::fmt;
use core::time::Duration;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use http::HeaderMap;
use http::request::Parts;
use ring::{digest, hmac};
use tinsmith_runtime::sigv4::{ALGORITHM, PathStyle, TERMINATOR, canonical_request, string_to_sign};

use crate::caller::{Authorization, basic_date};
use crate::fault::{Fault, FaultKind};

/// How far the date of a request may be from the service's clock, unless told otherwise: what AWS allows.
const TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// What a caller signs with, as the service knows it.
#[derive(Clone)]
pub struct AccessKey {
    secret: zeroize::Zeroizing<String>,
    session_token: Option<zeroize::Zeroizing<String>>,
}

impl AccessKey {
    /// A key that lasts.
    pub fn new(secret: impl Into<String>) -> Self {
        Self { secret: zeroize::Zeroizing::new(secret.into()), session_token: None }
    }

    /// The same as one of a session: its requests carry this token.
    #[must_use]
    pub fn session_token(self, token: impl Into<String>) -> Self {
        Self { session_token: Some(zeroize::Zeroizing::new(token.into())), ..self }
    }
}

/// Nothing of a key is shown.
impl fmt::Debug for AccessKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AccessKey").finish_non_exhaustive()
    }
}

/// Finds the key of an access key id.
type Find = dyn Fn(&str) -> Option<AccessKey> + Send + Sync;

/// Who may call, and how signatures are judged.
#[derive(Clone)]
pub struct Verifier {
    find: Arc<Find>,
    now: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    region: Option<String>,
    tolerance: Duration,
}

impl Verifier {
    /// Asks `find` for the key of an access key id; whom it does not know may not call.
    ///
    /// ```
    /// use tinsmith_server::signature::{AccessKey, Verifier};
    ///
    /// let verifier = Verifier::new(|id| (id == "AKIDEXAMPLE").then(|| AccessKey::new("secret"))).region("eu-west-1");
    /// # let _ = verifier;
    /// ```
    pub fn new(find: impl Fn(&str) -> Option<AccessKey> + Send + Sync + 'static) -> Self {
        Self { find: Arc::new(find), now: Arc::new(SystemTime::now), region: None, tolerance: TOLERANCE }
    }

    /// Takes signatures for this region alone; without this, for any.
    #[must_use]
    pub fn region(self, region: impl Into<String>) -> Self {
        Self { region: Some(region.into()), ..self }
    }

    /// How far the date of a request may be from the service's clock; without this, five minutes.
    #[must_use]
    pub fn tolerance(self, tolerance: Duration) -> Self {
        Self { tolerance, ..self }
    }

    /// Asks another clock, as tests do.
    #[must_use]
    pub fn clock(self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self { now: Arc::new(now), ..self }
    }

    /// Holds a request against its signature. `signing_name` is the service's.
    pub(crate) fn verify(&self, signing_name: &str, parts: &Parts, body: &[u8]) -> Result<(), Fault> {
        let headers = &parts.headers;
        let authorization = Authorization::of(headers).ok_or_else(|| {
            Fault::new(FaultKind::Unsigned, "the request is not signed, and this service asks for it")
        })?;
        if authorization.algorithm != ALGORITHM {
            return Err(incomplete("the signature is none of AWS4-HMAC-SHA256"));
        }
        let (id, scope) = authorization.credential.ok_or_else(|| incomplete("the signature names no credential"))?;
        let names = authorization.signed_headers.ok_or_else(|| incomplete("the signature names no signed headers"))?;
        let signature = authorization.signature.and_then(from_hex);
        let signature = signature.ok_or_else(|| incomplete("the signature is not 64 hexadecimal digits"))?;
        let date = text(headers, "x-amz-date").ok_or_else(|| incomplete("the header X-Amz-Date is missing"))?;
        self.check_date(date)?;
        let scope = self.check_scope(scope, date, signing_name)?;

        let key = (self.find)(id)
            .ok_or_else(|| Fault::new(FaultKind::UnrecognizedClient, "the access key of the signature is not known"))?;
        check_token(&key, text(headers, "x-amz-security-token"))?;

        let signed: Vec<&str> = names.split(';').collect();
        // In order and each once: a list that repeats a header would make a long text of a short request.
        if !signed.is_sorted_by(|name, next| name < next) {
            return Err(incomplete("the signed headers are not in the order of their names, each once"));
        }
        check_signed(headers, &signed)?;
        let canonical = canonical_request(parts, &signed, PathStyle::default(), sha256(body).as_ref())
            .map_err(|_| incomplete("a signed header holds more than visible ASCII characters"))?;
        let scope_text = scope.join("/");
        let to_sign = string_to_sign(date, &scope_text, sha256(canonical.as_bytes()).as_ref());
        hmac::verify(&derive(&key.secret, scope), to_sign.as_bytes(), &signature).map_err(|_| {
            invalid("the signature is not that of the request: the secret key, or what was signed, is another one")
        })
    }

    fn check_date(&self, date: &str) -> Result<(), Fault> {
        let sent = basic_date(date).and_then(|date| u64::try_from(date.secs()).ok()).map(Duration::from_secs);
        let sent = sent.ok_or_else(|| incomplete("the header X-Amz-Date is not a date like 20260101T000000Z"))?;
        let now = (self.now)().duration_since(UNIX_EPOCH).unwrap_or_default();
        // Clients find the time of the service in the header Date of the answer, and sign anew.
        match now.abs_diff(sent) <= self.tolerance {
            true => Ok(()),
            false if sent < now => Err(invalid("the signature has expired: its date is too long ago")),
            false => Err(invalid("the signature is not yet valid: its date is in the future")),
        }
    }

    /// Day, region and service of a scope, where they are those of the request and of this service.
    fn check_scope<'h>(&self, scope: &'h str, date: &str, signing_name: &str) -> Result<[&'h str; 3], Fault> {
        let mut parts = scope.split('/');
        let scope = match (parts.next(), parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(day), Some(region), Some(service), Some(TERMINATOR), None) => [day, region, service],
            _ => return Err(incomplete("the credential is none of the form key/day/region/service/aws4_request")),
        };
        let [day, region, service] = scope;
        if !date.starts_with(day) || day.len() != "20260101".len() {
            return Err(invalid("the credential is of another day than X-Amz-Date"));
        }
        if self.region.as_deref().is_some_and(|own| own != region) {
            return Err(invalid("the credential is of another region than this service"));
        }
        if service != signing_name {
            return Err(invalid("the credential is of another service"));
        }
        Ok(scope)
    }
}

/// Who may call is not shown.
impl fmt::Debug for Verifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Verifier")
            .field("region", &self.region)
            .field("tolerance", &self.tolerance)
            .finish_non_exhaustive()
    }
}

/// A token is a part of the key: a session's requests carry it, those of a lasting key carry none.
fn check_token(key: &AccessKey, given: Option<&str>) -> Result<(), Fault> {
    let known = key.session_token.as_ref().map(|token| sha256(token.as_bytes()));
    // Of equal hashes, not of equal texts: how long comparing takes tells nothing of the token.
    if known.as_ref().map(AsRef::as_ref) == given.map(|given| sha256(given.as_bytes())).as_ref().map(AsRef::as_ref) {
        Ok(())
    } else {
        Err(Fault::new(FaultKind::UnrecognizedClient, "the session token is not that of the access key"))
    }
}

/// The host, and whatever AWS gave a meaning to, has to be signed.
fn check_signed(headers: &HeaderMap, signed: &[&str]) -> Result<(), Fault> {
    let due = headers.keys().map(http::HeaderName::as_str).filter(|name| name.starts_with("x-amz-"));
    if due.chain(["host"]).all(|name| signed.contains(&name)) {
        Ok(())
    } else {
        Err(invalid("the host, or a header whose name starts with X-Amz-, is not signed"))
    }
}

/// The key that signs for one day, region and service.
fn derive(secret: &str, scope: [&str; 3]) -> hmac::Key {
    let start = zeroize::Zeroizing::new(format!("AWS4{secret}"));
    let first = hmac::Key::new(hmac::HMAC_SHA256, start.as_bytes());
    scope
        .into_iter()
        .chain([TERMINATOR])
        .fold(first, |key, part| hmac::Key::new(hmac::HMAC_SHA256, hmac::sign(&key, part.as_bytes()).as_ref()))
}

fn sha256(bytes: &[u8]) -> digest::Digest {
    digest::digest(&digest::SHA256, bytes)
}

/// 64 hexadecimal digits as bytes.
fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    let mut bytes = [0; 32];
    if digits.len() != bytes.len() * 2 {
        return None;
    }
    let value = |digit: &u8| char::from(*digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = value(high)? * 16 + value(low)?;
    }
    Some(bytes)
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

fn incomplete(message: &'static str) -> Fault {
    Fault::new(FaultKind::IncompleteSignature, message)
}

fn invalid(message: &'static str) -> Fault {
    Fault::new(FaultKind::InvalidSignature, message)
}
