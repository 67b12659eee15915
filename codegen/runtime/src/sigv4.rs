//! The texts of Signature Version 4, which whoever signs a request and whoever checks it write alike. Source: the AWS
//! signing specification ("Create a signed AWS API request"). Nothing here hashes: cryptography is the caller's.

use core::fmt::{self, Write};

use http::request::Parts;

/// The algorithm, as it stands in the header `Authorization` and in the text to sign.
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// The last part of a signature's scope: `20150830/us-east-1/iam/aws4_request`.
pub const TERMINATOR: &str = "aws4_request";

/// How the path of a request goes into what is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PathStyle {
    /// Whether it is encoded as it stands, and not a second time.
    pub single_encoding: bool,
    /// Whether `.`, `..` and empty segments stay as they are.
    pub raw: bool,
}

/// A header that is signed holds more than visible ASCII characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnreadableHeader;

impl fmt::Display for UnreadableHeader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a header holds more than visible ASCII characters")
    }
}

impl core::error::Error for UnreadableHeader {}

/// The canonical request: method, path, query, the headers of these names in their order, the names, and the SHA-256 hash
/// of the body in hexadecimal digits. A name without a header counts as an empty one.
///
/// # Errors
/// One of the headers is no text.
pub fn canonical_request(
    parts: &Parts,
    signed: &[&str],
    style: PathStyle,
    body_hash: &[u8],
) -> Result<String, UnreadableHeader> {
    let mut text = String::with_capacity(1024);
    text.push_str(parts.method.as_str());
    text.push('\n');
    path(&mut text, parts.uri.path(), style);
    text.push('\n');
    query(&mut text, parts.uri.query().unwrap_or_default());
    text.push('\n');
    for name in signed {
        text.push_str(name);
        text.push(':');
        for (index, value) in parts.headers.get_all(*name).iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            squeezed(&mut text, value.to_str().map_err(|_| UnreadableHeader)?);
        }
        text.push('\n');
    }
    text.push('\n');
    for (index, name) in signed.iter().enumerate() {
        if index > 0 {
            text.push(';');
        }
        text.push_str(name);
    }
    text.push('\n');
    push_hex(&mut text, body_hash);
    Ok(text)
}

/// The text that is signed: of the moment (`20150830T123600Z`), the scope without its last part
/// (`20150830/us-east-1/iam`), and the SHA-256 hash of the canonical request.
pub fn string_to_sign(date: &str, scope: &str, request_hash: &[u8]) -> String {
    let mut text = String::with_capacity(256);
    let _ = write!(text, "{ALGORITHM}\n{date}\n{scope}/{TERMINATOR}\n");
    push_hex(&mut text, request_hash);
    text
}

/// Appends bytes as hexadecimal digits, in lower case.
pub fn push_hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
    }
}

/// A header's value without white space around it, and with one space for several within.
fn squeezed(text: &mut String, value: &str) {
    for (index, word) in value.split([' ', '\t']).filter(|word| !word.is_empty()).enumerate() {
        if index > 0 {
            text.push(' ');
        }
        text.push_str(word);
    }
}

/// The path, normalized and encoded as the style says.
fn path(text: &mut String, path: &str, style: PathStyle) {
    if path.is_empty() || path == "/" {
        text.push('/');
        return;
    }
    let normalized = if style.raw { path.to_owned() } else { normalized(path) };
    if style.single_encoding {
        text.push_str(&normalized);
    } else {
        encoded(text, normalized.as_bytes(), true);
    }
}

/// The path without `.`, `..` and empty segments (RFC 3986, section 5.2.4).
fn normalized(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let mut made = String::with_capacity(path.len());
    for segment in &segments {
        made.push('/');
        made.push_str(segment);
    }
    if made.is_empty() || path.ends_with('/') {
        made.push('/');
    }
    made
}

/// The query, each name and value encoded, in the order of the encoded texts.
fn query(text: &mut String, query: &str) {
    let mut pairs: Vec<(String, String)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (reencoded(name), reencoded(value))
        })
        .collect();
    pairs.sort_unstable();
    for (index, (name, value)) in pairs.iter().enumerate() {
        let separator = if index > 0 { "&" } else { "" };
        let _ = write!(text, "{separator}{name}={value}");
    }
}

/// A part of a query, decoded and encoded in the one way that counts.
fn reencoded(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        let decoded = match (byte, after) {
            (b'%', [high, low, ..]) => hex_value(*high).zip(hex_value(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        if decoded.is_some() {
            rest = after.get(2..).unwrap_or_default();
        }
        bytes.push(decoded.unwrap_or(*byte));
    }
    let mut text = String::with_capacity(part.len());
    encoded(&mut text, &bytes, false);
    text
}

fn hex_value(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// Percent-encodes all but the unreserved characters (RFC 3986, section 2.3), and slashes where they stay.
fn encoded(text: &mut String, bytes: &[u8], keep_slashes: bool) {
    for byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => text.push(char::from(*byte)),
            b'/' if keep_slashes => text.push('/'),
            _ => drop(write!(text, "%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::{PathStyle, UnreadableHeader, canonical_request, push_hex, string_to_sign};

    fn canonical(uri: &str, style: PathStyle) -> String {
        let (parts, ()) = Request::get(uri).header("host", "example.com").body(()).unwrap().into_parts();
        canonical_request(&parts, &["host"], style, &[0xe3, 0x0a]).unwrap()
    }

    #[test]
    fn a_canonical_request_is_method_path_query_headers_names_and_hash() {
        let text = canonical("https://example.com/a/../b?z=1&a=%7e&a", PathStyle::default());
        assert_eq!(text, "GET\n/b\na=&a=~&z=1\nhost:example.com\n\nhost\ne30a");
    }

    #[test]
    fn a_path_is_normalized_and_encoded_again_unless_told_otherwise() {
        let path = |style| canonical("https://example.com/a//%20", style).split('\n').nth(1).unwrap().to_owned();
        assert_eq!(path(PathStyle::default()), "/a/%2520");
        assert_eq!(path(PathStyle { single_encoding: true, raw: true }), "/a//%20");
    }

    #[test]
    fn values_of_a_header_are_joined_and_squeezed() {
        let (parts, ()) = Request::get("/").header("x", " a  b ").header("x", "c").body(()).unwrap().into_parts();
        let text = canonical_request(&parts, &["none", "x"], PathStyle::default(), &[]).unwrap();
        assert_eq!(text, "GET\n/\n\nnone:\nx:a b,c\n\nnone;x\n");
    }

    #[test]
    fn a_header_that_is_no_text_cannot_be_signed() {
        let (parts, ()) = Request::get("/").header("x", &b"\xff"[..]).body(()).unwrap().into_parts();
        assert_eq!(canonical_request(&parts, &["x"], PathStyle::default(), &[]), Err(UnreadableHeader));
    }

    #[test]
    fn the_text_to_sign_names_algorithm_date_scope_and_hash() {
        let text = string_to_sign("20150830T123600Z", "20150830/us-east-1/iam", &[1]);
        assert_eq!(text, "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n01");
        let mut digits = String::new();
        push_hex(&mut digits, &[0, 0xff, 0x5a]);
        assert_eq!(digits, "00ff5a");
    }
}
