//! The words in which a proxy is asked for a tunnel to a host, and its answer. Sending and receiving them is the affair
//! of each transport.

use core::fmt;

use http::Uri;

use super::proxies::{Proxy, port};

/// The longest head that a proxy may answer with, in bytes.
const LONGEST_HEAD: usize = 16 * 1024;

/// A proxy that gives no tunnel.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TunnelError {
    /// The proxy, without user and password.
    proxy: Uri,
    problem: Problem,
}

#[derive(Debug, PartialEq, Eq)]
enum Problem {
    Refused(String),
    NotHttp,
    Closed,
}

/// What is sent to a proxy so that it connects to `target`.
///
/// ```text
/// CONNECT workmail.us-east-1.amazonaws.com:443 HTTP/1.1
/// Host: workmail.us-east-1.amazonaws.com:443
/// Proxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==
/// ```
pub(super) fn request(target: &Uri, proxy: &Proxy) -> Vec<u8> {
    let address = format!("{}:{}", target.host().unwrap_or_default(), port(target));
    let mut head = format!("CONNECT {address} HTTP/1.1\r\nHost: {address}\r\n").into_bytes();
    if let Some(authorization) = proxy.authorization() {
        head.extend_from_slice(b"Proxy-Authorization: ");
        head.extend_from_slice(authorization.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    head
}

/// Whether what a proxy has answered so far is a tunnel: `None` as long as its head has no end. It is read byte by byte:
/// what follows the head belongs to the tunnel.
pub(super) fn answer(so_far: &[u8], proxy: &Proxy) -> Option<Result<(), TunnelError>> {
    let wrong = |problem| Some(Err(TunnelError { proxy: proxy.uri().clone(), problem }));
    if !so_far.ends_with(b"\r\n\r\n") {
        return if so_far.len() < LONGEST_HEAD { None } else { wrong(Problem::NotHttp) };
    }
    let line = so_far.split(|byte| *byte == b'\r').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let status = line.strip_prefix("HTTP/1.").and_then(|line| line.split_once(' ')).map(|(_, status)| status.trim());
    match status {
        None | Some("") => wrong(Problem::NotHttp),
        Some(status) if status.starts_with('2') => Some(Ok(())),
        Some(status) => wrong(Problem::Refused(status.chars().take(100).collect())),
    }
}

impl TunnelError {
    /// The proxy closed the connection instead of answering.
    pub(super) fn closed(proxy: &Proxy) -> Self {
        Self { proxy: proxy.uri().clone(), problem: Problem::Closed }
    }
}

impl fmt::Display for TunnelError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { proxy, problem } = self;
        write!(formatter, "the proxy {proxy} ")?;
        match problem {
            Problem::Refused(status) if status.starts_with("407") => {
                write!(formatter, "answered {status}: give it a user, as in http://user:password@host:port")
            }
            Problem::Refused(status) => write!(formatter, "answered {status} when asked for a tunnel"),
            Problem::NotHttp => formatter.write_str("answered something that is no HTTP"),
            Problem::Closed => formatter.write_str("closed the connection when asked for a tunnel"),
        }
    }
}

impl core::error::Error for TunnelError {}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::transport::Proxies;

    fn proxy(address: &str) -> Arc<Proxy> {
        let proxies = Proxies::none().https(address).unwrap();
        proxies.route(&Uri::from_static("https://target.example/")).unwrap().clone()
    }

    #[test]
    fn the_request_names_host_port_and_user() {
        let target = Uri::from_static("https://target.example/path");
        assert_eq!(
            request(&target, &proxy("http://proxy:1")),
            b"CONNECT target.example:443 HTTP/1.1\r\nHost: target.example:443\r\n\r\n"
        );
        let target = Uri::from_static("https://[::1]:8443/");
        assert_eq!(
            request(&target, &proxy("http://a:b@proxy:1")),
            b"CONNECT [::1]:8443 HTTP/1.1\r\nHost: [::1]:8443\r\nProxy-Authorization: Basic YTpi\r\n\r\n"
        );
    }

    #[test]
    fn an_answer_counts_once_its_head_is_whole() {
        let proxy = proxy("http://proxy:1");
        assert_eq!(answer(b"", &proxy), None);
        assert_eq!(answer(b"HTTP/1.1 200 OK\r\nA: b\r\n", &proxy), None);
        assert_eq!(answer(b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n", &proxy), Some(Ok(())));
        assert_eq!(answer(b"HTTP/1.0 200 Connection established\r\n\r\n", &proxy), Some(Ok(())));
    }

    #[test]
    fn a_refusal_says_proxy_status_and_remedy() {
        let proxy = proxy("http://user:secret@proxy:1");
        let said = |bytes: &[u8]| answer(bytes, &proxy).unwrap().unwrap_err().to_string();
        assert_eq!(
            said(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"),
            "the proxy http://proxy:1/ answered 407 Proxy Authentication Required: \
             give it a user, as in http://user:password@host:port"
        );
        assert_eq!(
            said(b"HTTP/1.1 403 Forbidden\r\n\r\n"),
            "the proxy http://proxy:1/ answered 403 Forbidden when asked for a tunnel"
        );
        assert_eq!(said(b"SSH-2.0\r\n\r\n"), "the proxy http://proxy:1/ answered something that is no HTTP");
        assert_eq!(said(&vec![b'x'; LONGEST_HEAD]), "the proxy http://proxy:1/ answered something that is no HTTP");
    }
}
