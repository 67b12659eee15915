//! The canonical form of a request: the text that both sides hash.

use core::fmt::Write;

use bytes::Bytes;
use http::Request;
use ring::digest;

use super::{Scope, SigningError, push_hex, signed_names};

/// Appends the canonical request; gives the list of signed headers.
pub(super) fn request(text: &mut String, request: &Request<Bytes>, scope: &Scope) -> Result<String, SigningError> {
    text.push_str(request.method().as_str());
    text.push('\n');
    path(text, request.uri().path(), scope);
    text.push('\n');
    query(text, request.uri().query().unwrap_or_default());
    text.push('\n');
    let names = signed_names(request.headers());
    for name in &names {
        text.push_str(name.as_str());
        text.push(':');
        for (index, value) in request.headers().get_all(*name).iter().enumerate() {
            if index > 0 {
                text.push(',');
            }
            let value =
                value.to_str().map_err(|_| SigningError("a header holds more than visible ASCII characters"))?;
            squeezed(text, value);
        }
        text.push('\n');
    }
    text.push('\n');
    let mut list = String::with_capacity(names.len() * 16);
    for (index, name) in names.iter().enumerate() {
        if index > 0 {
            list.push(';');
        }
        list.push_str(name.as_str());
    }
    text.push_str(&list);
    text.push('\n');
    push_hex(text, digest::digest(&digest::SHA256, request.body()).as_ref());
    Ok(list)
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

/// The path, normalized and encoded as the scope says.
fn path(text: &mut String, path: &str, scope: &Scope) {
    if path.is_empty() || path == "/" {
        text.push('/');
        return;
    }
    let normalized = if scope.raw_path { path.to_owned() } else { normalized(path) };
    if scope.single_encoding {
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

/// The host as it stands in the header: a port that the scheme has anyway is left out.
pub(super) fn host_without_default_port<'a>(authority: &'a str, scheme: Option<&str>) -> &'a str {
    let port = match scheme {
        Some("https") => ":443",
        Some("http") => ":80",
        _ => return authority,
    };
    authority.strip_suffix(port).unwrap_or(authority)
}
