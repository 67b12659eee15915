//! What the headers of a request say of who calls, and until when the caller waits.

use http::HeaderMap;
use http::header::AUTHORIZATION;
use tinsmith_runtime::primitives::{DateTime, DateTimeFormat};

/// The fields of a signature in a header (SigV4), as the caller gives them: nothing here has checked them.
///
/// `AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/workmail/aws4_request, SignedHeaders=…, Signature=…`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Authorization<'h> {
    /// `AWS4-HMAC-SHA256`
    pub(crate) algorithm: &'h str,
    /// The access key id, and the scope behind a slash.
    pub(crate) credential: Option<(&'h str, &'h str)>,
    pub(crate) signed_headers: Option<&'h str>,
    pub(crate) signature: Option<&'h str>,
}

impl<'h> Authorization<'h> {
    /// The fields; none where there is no signature of this kind.
    pub(crate) fn of(headers: &'h HeaderMap) -> Option<Self> {
        let (algorithm, fields) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
        if !algorithm.starts_with("AWS4-") {
            return None;
        }
        let mut found = Self { algorithm, ..Self::default() };
        for (name, value) in fields.split(',').filter_map(|field| field.trim().split_once('=')) {
            match name {
                "Credential" => found.credential = Some(value.split_once('/').unwrap_or((value, ""))),
                "SignedHeaders" => found.signed_headers = Some(value),
                "Signature" => found.signature = Some(value),
                _ => {}
            }
        }
        Some(found)
    }
}

/// The access key id in a signature (SigV4): the caller says so, and nothing here has checked it.
pub(crate) fn access_key_id(headers: &HeaderMap) -> Option<&str> {
    let (id, _) = Authorization::of(headers)?.credential?;
    Some(id).filter(|id| !id.is_empty())
}

/// Until when the caller waits: `ttl=20260101T000000Z` in the header `amz-sdk-request`.
pub(crate) fn deadline(headers: &HeaderMap) -> Option<DateTime> {
    let fields = headers.get("amz-sdk-request")?.to_str().ok()?;
    let ttl = fields.split(';').find_map(|field| field.trim().strip_prefix("ttl="))?;
    basic_date(ttl)
}

/// A moment in ISO 8601's basic form: `20260101T000000Z`.
pub(crate) fn basic_date(text: &str) -> Option<DateTime> {
    DateTime::from_str(&extended(text)?, DateTimeFormat::DateTime).ok()
}

/// ISO 8601's basic form as its extended one: `20260101T000000Z` as `2026-01-01T00:00:00Z`.
fn extended(basic: &str) -> Option<String> {
    let part = |range| basic.get(range).filter(|part: &&str| part.bytes().all(|letter| letter.is_ascii_digit()));
    if basic.len() != "20260101T000000Z".len() || basic.get(8..9)? != "T" || basic.get(15..)? != "Z" {
        return None;
    }
    let (year, month, day) = (part(0..4)?, part(4..6)?, part(6..8)?);
    let (hour, minute, second) = (part(9..11)?, part(11..13)?, part(13..15)?);
    Some(format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z"))
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;
    use tinsmith_runtime::primitives::DateTime;

    use super::{access_key_id, deadline};

    fn headers(name: &'static str, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name.parse().unwrap(), value.parse().unwrap())])
    }

    #[test]
    fn the_access_key_id_is_the_first_part_of_the_credential() {
        let of = |value| access_key_id(&headers("authorization", value)).map(str::to_owned);
        let signed = "AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/workmail/aws4_request, SignedHeaders=host";
        assert_eq!(of(signed).as_deref(), Some("AKID"));
        assert_eq!(of("AWS4-HMAC-SHA256 SignedHeaders=host, Credential=AKID/x").as_deref(), Some("AKID"));
        for none in ["Bearer abc", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=/x", "Basic Credential=AKID/x"] {
            assert_eq!(of(none), None, "{none}");
        }
        assert_eq!(access_key_id(&HeaderMap::new()), None);
    }

    #[test]
    fn the_deadline_is_the_ttl_of_the_request() {
        let of = |value| deadline(&headers("amz-sdk-request", value));
        let moment = Some(DateTime::from_secs(1_767_225_600));
        assert_eq!(of("ttl=20260101T000000Z; attempt=1; max=3"), moment);
        assert_eq!(of("attempt=1; max=3; ttl=20260101T000000Z"), moment);
        for none in
            ["attempt=1; max=3", "ttl=", "ttl=2026-01-01T00:00:00Z", "ttl=20261301T000000Z", "ttl=2026é101T00000Z"]
        {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
