//! The functions that endpoint rules call.
//! Source: the Smithy specification of the rules engine's standard library and of the AWS library.

use std::net::Ipv4Addr;

use http::Uri;

pub use super::partitions::{Partition, Partitions};

/// The partition of a region (`aws.partition`), by the data that this package carries.
pub fn partition(region: &str) -> Option<&'static Partition> {
    partition_of(super::partitions::PARTITIONS, region)
}

/// The partition of a region by other data: the one that lists it, else the one whose pattern it fits, else `aws`.
pub fn partition_of(partitions: Partitions, region: &str) -> Option<&'static Partition> {
    let listed = partitions.iter().find(|partition| partition.regions.contains(&region));
    let fitting = || partitions.iter().find(|partition| partition.fits(region));
    let fallback = || partitions.iter().find(|partition| partition.name == "aws");
    listed.or_else(fitting).or_else(fallback)
}

/// An ARN taken apart: `arn:partition:service:region:account-id:resource`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Arn<'a> {
    /// Such as `aws`.
    pub partition: &'a str,
    /// Such as `kinesis`.
    pub service: &'a str,
    /// Such as `us-east-1`; may be empty.
    pub region: &'a str,
    /// May be empty.
    pub account_id: &'a str,
    resource: &'a str,
}

impl<'a> Arn<'a> {
    /// A part of the resource, which `:` and `/` divide.
    pub fn resource_id(&self, index: usize) -> Option<&'a str> {
        self.resource.split([':', '/']).nth(index)
    }
}

/// Takes an ARN apart (`aws.parseArn`); `None` where the text is none.
pub fn parse_arn(text: &str) -> Option<Arn<'_>> {
    let mut parts = text.splitn(6, ':');
    if parts.next() != Some("arn") {
        return None;
    }
    let (partition, service) = (parts.next()?, parts.next()?);
    let (region, account_id, resource) = (parts.next()?, parts.next()?, parts.next()?);
    if partition.is_empty() || service.is_empty() || resource.is_empty() {
        return None;
    }
    Some(Arn { partition, service, region, account_id, resource })
}

/// A URL taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Url {
    /// `http` or `https`.
    pub scheme: String,
    /// The host and the port, if there is one.
    pub authority: String,
    /// The path as it stands, without the slash of an empty one.
    pub path: String,
    /// The path with a slash at both ends.
    pub normalized_path: String,
    /// Whether the host is an address.
    pub is_ip: bool,
}

/// Takes a URL apart (`parseURL`); `None` where it has a query, or another scheme than http and https.
pub fn parse_url(text: &str) -> Option<Url> {
    let uri: Uri = text.parse().ok()?;
    let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"))?;
    let authority = uri.authority()?;
    if uri.query().is_some() || text.contains(['?', '#']) {
        return None;
    }
    let host = authority.host();
    let path = if uri.path() == "/" && !text.ends_with('/') { "" } else { uri.path() };
    let inner = path.trim_start_matches('/').trim_end_matches('/');
    Some(Url {
        scheme: scheme.to_owned(),
        authority: authority.as_str().to_owned(),
        path: path.to_owned(),
        normalized_path: if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") },
        is_ip: host.starts_with('[') || host.parse::<Ipv4Addr>().is_ok(),
    })
}

/// Whether a text can be a label of a host's name (`isValidHostLabel`), or several with dots between them.
pub fn is_valid_host_label(text: &str, with_dots: bool) -> bool {
    let is_label = |label: &str| {
        matches!(label.len(), 1..=63)
            && label.starts_with(|first: char| first.is_ascii_alphanumeric())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if with_dots { text.split('.').all(is_label) } else { is_label(text) }
}

/// Some characters of a text (`substring`), counted from its end if `from_end` says so; `None` where it is too short, or
/// more than ASCII.
pub fn substring(text: &str, start: usize, stop: usize, from_end: bool) -> Option<&str> {
    if start >= stop || stop > text.len() || !text.is_ascii() {
        return None;
    }
    let range = if from_end { text.len() - stop..text.len() - start } else { start..stop };
    text.get(range)
}

/// A text in percent-encoding (`uriEncode`): all but letters, digits and `-._~`.
pub fn uri_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(region: &str) -> &'static str {
        partition(region).unwrap().name
    }

    #[test]
    fn a_region_that_is_listed_has_its_partition() {
        assert_eq!((name("us-east-1"), name("aws-global"), name("cn-north-1")), ("aws", "aws", "aws-cn"));
    }

    #[test]
    fn a_region_that_is_not_listed_has_the_partition_whose_pattern_it_fits() {
        assert_eq!(name("eu-nowhere-9"), "aws");
        assert_eq!(name("us-gov-nowhere-1"), "aws-us-gov");
        assert_eq!(name("eusc-de-west-2"), "aws-eusc");
        assert_eq!(name("us-isof-nowhere-1"), "aws-iso-f");
    }

    #[test]
    fn an_unknown_region_falls_to_aws() {
        assert_eq!(name("mars-1"), "aws");
        assert_eq!(name("us-east-1a"), "aws");
    }

    #[test]
    fn an_arn_has_six_parts_and_a_resource_of_several() {
        let arn = parse_arn("arn:aws:kinesis:us-east-1:123456789012:stream/one:two").unwrap();
        assert_eq!(
            (arn.partition, arn.service, arn.region, arn.account_id),
            ("aws", "kinesis", "us-east-1", "123456789012")
        );
        assert_eq!(
            (0..4).map(|index| arn.resource_id(index)).collect::<Vec<_>>(),
            [Some("stream"), Some("one"), Some("two"), None]
        );
    }

    #[test]
    fn what_is_no_arn_is_refused() {
        for text in ["", "arn", "arn:aws:s3:::", "arn::s3:::x", "arn:aws::::x", "urn:aws:s3:::x", "arn:aws:s3:x"] {
            assert_eq!(parse_arn(text), None, "{text}");
        }
        assert!(parse_arn("arn:aws:s3:::bucket").is_some(), "region and account may be empty");
    }

    #[test]
    fn a_url_is_taken_apart() {
        let url = parse_url("https://example.com:8443/a/b").unwrap();
        assert_eq!((url.scheme.as_str(), url.authority.as_str()), ("https", "example.com:8443"));
        assert_eq!((url.path.as_str(), url.normalized_path.as_str(), url.is_ip), ("/a/b", "/a/b/", false));
        let bare = parse_url("http://127.0.0.1").unwrap();
        assert_eq!((bare.path.as_str(), bare.normalized_path.as_str(), bare.is_ip), ("", "/", true));
        assert!(parse_url("http://[::1]/").unwrap().is_ip);
    }

    #[test]
    fn a_url_with_a_query_or_another_scheme_is_refused() {
        for text in ["https://example.com/?a", "https://example.com/a?b=c", "ftp://example.com", "example.com", ""] {
            assert_eq!(parse_url(text), None, "{text}");
        }
    }

    #[test]
    fn labels_hold_letters_digits_and_hyphens() {
        assert!(is_valid_host_label("a-1", false) && is_valid_host_label("a.b-c", true));
        for (text, dots) in [("", false), ("a.b", false), ("-a", false), ("a_b", false), ("a..b", true)] {
            assert!(!is_valid_host_label(text, dots), "{text}");
        }
    }

    #[test]
    fn substrings_are_counted_from_either_end() {
        assert_eq!(substring("abcdef", 0, 2, false), Some("ab"));
        assert_eq!(substring("abcdef", 0, 2, true), Some("ef"));
        assert_eq!(substring("abcdef", 1, 3, true), Some("de"));
        for (start, stop) in [(0, 7), (3, 3), (4, 3)] {
            assert_eq!(substring("abcdef", start, stop, false), None);
        }
        assert_eq!(substring("ä€", 0, 2, false), None, "more than ASCII");
    }

    #[test]
    fn all_but_unreserved_characters_are_encoded() {
        assert_eq!(uri_encode("a-B_1.~ /ü"), "a-B_1.~%20%2F%C3%BC");
    }
}
