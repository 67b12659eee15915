//! Signatures as a service checks them: Signature Version 4 written anew from what AWS publishes of it ("Create a
//! signed AWS API request"), on another cryptography than the client's, from a request as it came over a socket.
//!
//! Why not somebody else's: aws-sigv4 is 53 crates and signs only, botocore needs Python, and both would leave the
//! checks of the scope, the date and the list of signed headers to us. This runs wherever the tests do.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::misbehaving::Received;

/// How far the date of a request may be from the service's clock.
const TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// What a service knows of a caller, and of itself.
#[derive(Clone, Copy, Debug)]
pub struct Verifier<'a> {
    /// The id of the access key.
    pub access_key_id: &'a str,
    /// Its secret.
    pub secret_access_key: &'a str,
    /// The session token that belongs to it.
    pub session_token: Option<&'a str>,
    /// The region that the service is in.
    pub region: &'a str,
    /// The name that requests to the service are signed for.
    pub service: &'a str,
}

impl Verifier<'_> {
    /// Checks the signature of a request that arrived at `now`.
    ///
    /// # Errors
    /// What a service would refuse, in a line.
    pub fn verify(&self, request: &Received, now: SystemTime) -> Result<(), String> {
        let authorization = request.header("authorization").ok_or("there is no Authorization")?;
        let fields = authorization.strip_prefix("AWS4-HMAC-SHA256 ").ok_or("another algorithm")?;
        let fields: BTreeMap<&str, &str> = fields.split(", ").filter_map(|field| field.split_once('=')).collect();
        let field = |name: &str| fields.get(name).copied().ok_or(format!("no {name} in {authorization}"));

        let stamp = request.header("x-amz-date").ok_or("there is no X-Amz-Date")?;
        let (day, _) = stamp.split_once('T').ok_or("X-Amz-Date is none")?;
        let sent = UNIX_EPOCH + Duration::from_secs(seconds(stamp).ok_or(format!("X-Amz-Date is {stamp}"))?);
        let apart = now.duration_since(sent).unwrap_or_else(|error| error.duration());
        if apart > TOLERANCE {
            return Err(format!("the date {stamp} is {} s away", apart.as_secs()));
        }
        let scope = format!("{day}/{}/{}/aws4_request", self.region, self.service);
        let credential = field("Credential")?;
        if credential != format!("{}/{scope}", self.access_key_id) {
            return Err(format!("the credential is {credential}, not of {scope}"));
        }
        if request.header("x-amz-security-token") != self.session_token {
            return Err("another session token".to_owned());
        }

        let signed: Vec<&str> = field("SignedHeaders")?.split(';').collect();
        must_be_signed(request, &signed)?;
        let canonical = canonical_request(request, &signed)?;
        let text = format!("AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{}", hex(&Sha256::digest(canonical.as_bytes())));
        let key = format!("AWS4{}", self.secret_access_key).into_bytes();
        let parts = [day, self.region, self.service, "aws4_request"];
        let key = parts.iter().fold(key, |key, part| mac(&key, part));
        let (expected, found) = (hex(&mac(&key, &text)), field("Signature")?);
        if found == expected {
            Ok(())
        } else {
            Err(format!("the signature is {found}, but {expected} of\n{canonical}"))
        }
    }
}

/// The host and whatever AWS gave a meaning to is signed, in the order of names.
fn must_be_signed(request: &Received, signed: &[&str]) -> Result<(), String> {
    if !signed.is_sorted() {
        return Err(format!("the signed headers are in no order: {signed:?}"));
    }
    // A host is there whether the client sent one or not.
    let sent = request.headers.iter().map(|(name, _)| name.as_str()).chain(["host"]);
    let mut due = sent.filter(|name| *name == "host" || *name == "content-type" || name.starts_with("x-amz-"));
    match due.find(|name| !signed.contains(name)) {
        Some(name) => Err(format!("{name} is not signed")),
        None => Ok(()),
    }
}

/// The text whose hash is signed: method, path, query, headers, their names, and the hash of the body.
fn canonical_request(request: &Received, signed: &[&str]) -> Result<String, String> {
    let mut words = request.line.split(' ');
    let (method, target) = words.next().zip(words.next()).ok_or("the first line is none")?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    // The operations that are checked here send neither.
    if path.contains(['%', '.']) || query.contains('%') {
        return Err(format!("paths and queries like {target} are not understood"));
    }
    let mut parameters: Vec<&str> = query.split('&').filter(|parameter| !parameter.is_empty()).collect();
    parameters.sort_unstable();
    let mut headers = String::new();
    for name in signed {
        let values: Vec<String> = request
            .headers
            .iter()
            .filter(|(known, _)| known == name)
            .map(|(_, value)| value.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        if values.is_empty() {
            return Err(format!("{name} is signed, but was not sent"));
        }
        headers += &format!("{name}:{}\n", values.join(","));
    }
    let (query, names, body) = (parameters.join("&"), signed.join(";"), hex(&Sha256::digest(&request.body)));
    Ok(format!("{method}\n{path}\n{query}\n{headers}\n{names}\n{body}"))
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length will do");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `20150830T123600Z` as seconds since 1970: years and leap days counted one by one.
fn seconds(stamp: &str) -> Option<u64> {
    let digits = |range: std::ops::Range<usize>| stamp.get(range)?.parse::<u64>().ok();
    let (year, month, day) = (digits(0..4)?, digits(4..6)?, digits(6..8)?);
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let months = [31, if is_leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let years: u64 = (1970..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum();
    let days = years + months.iter().take(usize::try_from(month).ok()?.checked_sub(1)?).sum::<u64>() + day - 1;
    Some(((days * 24 + digits(9..11)?) * 60 + digits(11..13)?) * 60 + digits(13..15)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVICE: Verifier<'_> = Verifier {
        access_key_id: "AKIDEXAMPLE",
        secret_access_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        session_token: None,
        region: "us-east-1",
        service: "iam",
    };

    fn noon() -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(1_440_938_160)
    }

    /// The request that AWS shows with its signature.
    fn published() -> Received {
        let authorization = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, \
             SignedHeaders=content-type;host;x-amz-date, \
             Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";
        let headers = [
            ("host", "iam.amazonaws.com"),
            ("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
            ("x-amz-date", "20150830T123600Z"),
            ("authorization", authorization),
        ];
        Received {
            connection: 0,
            line: "GET /?Action=ListUsers&Version=2010-05-08 HTTP/1.1".to_owned(),
            headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
            body: Vec::new(),
        }
    }

    fn refusal(verifier: &Verifier<'_>, request: &Received, now: SystemTime) -> String {
        verifier.verify(request, now).expect_err("it was accepted")
    }

    fn with(name: &str, value: &str) -> Received {
        let mut request = published();
        request.headers.retain(|(known, _)| known != name);
        request.headers.push((name.to_owned(), value.to_owned()));
        request
    }

    #[test]
    fn the_published_signature_is_good() {
        assert_eq!(SERVICE.verify(&published(), noon()), Ok(()));
    }

    #[test]
    fn a_body_a_header_or_a_secret_of_another_is_refused() {
        let body = Received { body: b"x".to_vec(), ..published() };
        assert!(refusal(&SERVICE, &body, noon()).starts_with("the signature is "));
        assert!(refusal(&SERVICE, &with("host", "iam.example"), noon()).starts_with("the signature is "));
        let other = Verifier { secret_access_key: "another", ..SERVICE };
        assert!(refusal(&other, &published(), noon()).starts_with("the signature is "));
    }

    #[test]
    fn another_scope_key_or_token_is_refused() {
        for other in [
            Verifier { region: "eu-west-1", ..SERVICE },
            Verifier { service: "sts", ..SERVICE },
            Verifier { access_key_id: "AKIDOTHER", ..SERVICE },
        ] {
            assert!(refusal(&other, &published(), noon()).starts_with("the credential is "));
        }
        let other = Verifier { session_token: Some("token"), ..SERVICE };
        assert_eq!(refusal(&other, &published(), noon()), "another session token");
    }

    #[test]
    fn an_old_request_is_refused() {
        let late = noon() + Duration::from_secs(301);
        assert_eq!(refusal(&SERVICE, &published(), late), "the date 20150830T123600Z is 301 s away");
    }

    #[test]
    fn a_header_that_has_to_be_signed_is_missed() {
        assert_eq!(refusal(&SERVICE, &with("x-amz-target", "A.B"), noon()), "x-amz-target is not signed");
    }

    #[test]
    fn dates_are_counted() {
        assert_eq!(seconds("19700101T000000Z"), Some(0));
        assert_eq!(seconds("20150830T123600Z"), Some(1_440_938_160));
        assert_eq!(seconds("20240229T235959Z"), Some(1_709_251_199));
        assert_eq!(seconds("20240301"), None);
    }
}
