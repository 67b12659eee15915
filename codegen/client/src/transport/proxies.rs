//! Which requests go through a proxy, and through which: decided here for both transports, so that they agree.

use core::fmt;
use core::net::IpAddr;
use std::sync::Arc;

use http::uri::{Authority, Scheme};
use http::{HeaderValue, Uri};
use tinsmith_runtime::primitives::Blob;

/// The proxies that requests go through, and the hosts that are reached without.
///
/// It reads the variables that curl and the AWS SDKs read:
///
/// ```
/// use tinsmith_client::transport::Proxies;
///
/// let variable = |name: &str| match name {
///     "HTTPS_PROXY" => Some("http://proxy.example:3128".to_owned()),
///     "no_proxy" => Some("localhost, 10.0.0.0/8, .internal.example".to_owned()),
///     _ => None,
/// };
/// let proxies = Proxies::from_variables(variable)?;
/// assert!(proxies.applies_to(&"https://workmail.us-east-1.amazonaws.com/".parse()?));
/// assert!(!proxies.applies_to(&"https://workmail.internal.example/".parse()?));
/// assert!(!proxies.applies_to(&"http://workmail.us-east-1.amazonaws.com/".parse()?));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Proxies {
    http: Option<Arc<Proxy>>,
    https: Option<Arc<Proxy>>,
    except: Arc<[Exception]>,
}

/// One proxy: `http://user:password@host:port`, or the same with `https`.
pub(super) struct Proxy {
    /// Where it is, without user and password.
    uri: Uri,
    /// What it is told of who calls.
    authorization: Option<HeaderValue>,
}

/// One entry of `NO_PROXY`.
#[derive(Debug, PartialEq, Eq)]
enum Exception {
    All,
    /// A host and everything below it; with a port only that one.
    Domain {
        name: String,
        port: Option<u16>,
    },
    /// The addresses whose first bits are those of this one.
    Network {
        address: IpAddr,
        bits: u32,
    },
}

/// A proxy that cannot be used.
#[derive(Debug)]
pub struct InvalidProxy {
    /// The variable or setting that names it. The value is left out: it may hold a password.
    place: String,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    NotAnAddress,
    Scheme(String),
}

impl Proxies {
    /// No proxy for any request.
    pub fn none() -> Self {
        Self::default()
    }

    /// What the variables `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` say; each in lower case, too, where
    /// the other is not set. `HTTP_PROXY` does not count where `REQUEST_METHOD` is set: under CGI a caller's header
    /// `Proxy` would set it.
    ///
    /// `variable` gives the value of a variable, so that a test needs no environment.
    ///
    /// # Errors
    /// A variable holds no address of a proxy, or the address of one that is spoken to in another way than HTTP.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, InvalidProxy> {
        let first = |names: [&'static str; 2]| {
            names.into_iter().find_map(|name| {
                let value = variable(name)?;
                let value = value.trim();
                (!value.is_empty()).then(|| (name, value.to_owned()))
            })
        };
        let proxy = |names| {
            first(names).map(|(name, value)| Proxy::parse(&value, name)).transpose().map(|proxy| proxy.map(Arc::new))
        };
        let all = proxy(["ALL_PROXY", "all_proxy"])?;
        let under_cgi = variable("REQUEST_METHOD").is_some();
        let http = if under_cgi { proxy(["http_proxy", "http_proxy"])? } else { proxy(["HTTP_PROXY", "http_proxy"])? };
        Ok(Self {
            http: http.or_else(|| all.clone()),
            https: proxy(["HTTPS_PROXY", "https_proxy"])?.or(all),
            except: first(["NO_PROXY", "no_proxy"]).map(|(_, list)| Exception::list(&list)).unwrap_or_default(),
        })
    }

    /// The same with this proxy for `http` requests: `http://user:password@host:port`.
    ///
    /// # Errors
    /// It is no address of a proxy that speaks HTTP.
    pub fn http(self, address: &str) -> Result<Self, InvalidProxy> {
        Ok(Self { http: Some(Arc::new(Proxy::parse(address, "the proxy for http")?)), ..self })
    }

    /// The same with this proxy for `https` requests: `http://user:password@host:port`.
    ///
    /// # Errors
    /// It is no address of a proxy that speaks HTTP.
    pub fn https(self, address: &str) -> Result<Self, InvalidProxy> {
        Ok(Self { https: Some(Arc::new(Proxy::parse(address, "the proxy for https")?)), ..self })
    }

    /// The same with these hosts reached without a proxy, in the form of `NO_PROXY`: names (`example.com` stands for
    /// all below it, too), addresses and networks (`10.0.0.0/8`), separated by commas; `*` is every host.
    pub fn except(self, list: &str) -> Self {
        Self { except: Exception::list(list), ..self }
    }

    /// Whether a request to this address goes through a proxy.
    pub fn applies_to(&self, target: &Uri) -> bool {
        self.route(target).is_some()
    }

    /// Whether no request at all goes through a proxy.
    pub(super) fn is_empty(&self) -> bool {
        self.http.is_none() && self.https.is_none()
    }

    /// The proxy that a request to this address goes through.
    pub(super) fn route(&self, target: &Uri) -> Option<&Arc<Proxy>> {
        let scheme = target.scheme()?;
        let proxy = if scheme == &Scheme::HTTPS { self.https.as_ref() } else { self.http.as_ref() }?;
        let host = target.host()?;
        let port = port(target);
        (!self.except.iter().any(|exception| exception.covers(host, port))).then_some(proxy)
    }
}

/// The port of an address, given or its scheme's.
pub(super) fn port(uri: &Uri) -> u16 {
    uri.port_u16().unwrap_or(if uri.scheme() == Some(&Scheme::HTTPS) { 443 } else { 80 })
}

/// The host of an address without the brackets of an IPv6 address.
pub(super) fn bare_host(uri: &Uri) -> &str {
    let host = uri.host().unwrap_or_default();
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

impl Proxy {
    fn parse(text: &str, place: &str) -> Result<Self, InvalidProxy> {
        let invalid = |problem| InvalidProxy { place: place.to_owned(), problem };
        let (scheme, rest) = match text.split_once("://") {
            None => ("http".to_owned(), text),
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        };
        if scheme != "http" && scheme != "https" {
            return Err(invalid(Problem::Scheme(scheme)));
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (user, address) = match authority.rsplit_once('@') {
            None => (None, authority),
            Some((user, address)) => (Some(user), address),
        };
        let address: Authority = address.parse().map_err(|_| invalid(Problem::NotAnAddress))?;
        let has_strange_port = address.port_u16().is_none() && address.as_str() != address.host();
        if has_strange_port {
            return Err(invalid(Problem::NotAnAddress));
        }
        let uri = Uri::builder().scheme(scheme.as_str()).authority(address).path_and_query("/").build();
        let uri = uri.map_err(|_| invalid(Problem::NotAnAddress))?;
        if bare_host(&uri).is_empty() {
            return Err(invalid(Problem::NotAnAddress));
        }
        Ok(Self { uri, authorization: user.map(basic) })
    }

    /// Where it is, without user and password.
    pub(super) fn uri(&self) -> &Uri {
        &self.uri
    }

    /// Whether it is itself spoken to over TLS.
    pub(super) fn is_https(&self) -> bool {
        self.uri.scheme() == Some(&Scheme::HTTPS)
    }

    /// `Proxy-Authorization`, where the address says a user.
    pub(super) fn authorization(&self) -> Option<&HeaderValue> {
        self.authorization.as_ref()
    }
}

/// `Basic` of `user:password`, each of which may be percent-encoded.
fn basic(user: &str) -> HeaderValue {
    let (name, password) = user.split_once(':').unwrap_or((user, ""));
    let pair = [decoded(name), b":".to_vec(), decoded(password)].concat();
    let text = format!("Basic {}", Blob::new(pair).to_base64());
    // Base64 is always a proper value.
    let mut value = HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}

/// The bytes that a percent-encoded text stands for; a `%` without two digits stands for itself.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        match after.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit())) {
            Some(digits) => {
                bytes.extend(u8::from_str_radix(digits, 16));
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

impl fmt::Debug for Proxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Proxy").field(&self.uri).finish()
    }
}

impl Exception {
    fn list(text: &str) -> Arc<[Self]> {
        text.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(Self::parse).collect()
    }

    fn parse(entry: &str) -> Self {
        if entry == "*" {
            return Self::All;
        }
        if let Some((address, bits)) = entry.split_once('/')
            && let (Ok(address), Ok(bits)) = (address.parse(), bits.parse())
        {
            return Self::Network { address, bits };
        }
        if let Ok(address) = entry.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>() {
            return Self::Network { address, bits: width(address) };
        }
        let (name, port) = match entry.rsplit_once(':').map(|(name, port)| (name, port.parse())) {
            Some((name, Ok(port))) => (name, Some(port)),
            _ => (entry, None),
        };
        let name = name.strip_prefix('*').unwrap_or(name);
        Self::Domain { name: name.strip_prefix('.').unwrap_or(name).to_ascii_lowercase(), port }
    }

    fn covers(&self, host: &str, port: u16) -> bool {
        let host = host.trim_start_matches('[').trim_end_matches(']');
        match self {
            Self::All => true,
            Self::Domain { name, port: only } => {
                let host = host.to_ascii_lowercase();
                let inside =
                    host.strip_suffix(name.as_str()).is_some_and(|above| above.is_empty() || above.ends_with('.'));
                inside && only.is_none_or(|only| only == port)
            }
            Self::Network { address, bits } => {
                host.parse().is_ok_and(|host: IpAddr| same_network(*address, host, *bits))
            }
        }
    }
}

/// How many bits an address has.
fn width(address: IpAddr) -> u32 {
    match address {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    }
}

fn same_network(network: IpAddr, host: IpAddr, bits: u32) -> bool {
    let differing = match (network, host) {
        (IpAddr::V4(network), IpAddr::V4(host)) => (network.to_bits() ^ host.to_bits()).leading_zeros(),
        (IpAddr::V6(network), IpAddr::V6(host)) => (network.to_bits() ^ host.to_bits()).leading_zeros(),
        (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => return false,
    };
    differing >= bits
}

impl fmt::Display for InvalidProxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, problem } = self;
        match problem {
            Problem::NotAnAddress => write!(formatter, "{place}: no address of a proxy; give http://host:port"),
            Problem::Scheme(scheme) => {
                write!(formatter, "{place}: {scheme} proxies are not supported; give http://host:port")
            }
        }
    }
}

impl core::error::Error for InvalidProxy {}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(text: &str) -> Uri {
        text.parse().unwrap()
    }

    fn with(variables: &'static [(&str, &str)]) -> Result<Proxies, InvalidProxy> {
        Proxies::from_variables(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    fn route(proxies: &Proxies, target: &str) -> Option<String> {
        proxies.route(&uri(target)).map(|proxy| proxy.uri().to_string())
    }

    #[test]
    fn each_scheme_has_its_variable() {
        let proxies = with(&[("HTTP_PROXY", "one:1"), ("https_proxy", "https://two:2/path")]).unwrap();
        assert_eq!(route(&proxies, "http://a.example/").as_deref(), Some("http://one:1/"));
        assert_eq!(route(&proxies, "https://a.example/").as_deref(), Some("https://two:2/"));
    }

    #[test]
    fn one_variable_stands_for_all_schemes() {
        let proxies = with(&[("ALL_PROXY", "http://all:1"), ("HTTPS_PROXY", "http://tls:2")]).unwrap();
        assert_eq!(route(&proxies, "http://a.example/").as_deref(), Some("http://all:1/"));
        assert_eq!(route(&proxies, "https://a.example/").as_deref(), Some("http://tls:2/"));
    }

    #[test]
    fn empty_variables_are_unset() {
        assert!(with(&[("HTTP_PROXY", ""), ("HTTPS_PROXY", " ")]).unwrap().is_empty());
        let proxies = with(&[("HTTPS_PROXY", ""), ("https_proxy", "http://lower:1")]).unwrap();
        assert_eq!(route(&proxies, "https://a.example/").as_deref(), Some("http://lower:1/"));
    }

    #[test]
    fn a_header_of_a_cgi_caller_sets_no_proxy() {
        assert!(with(&[("REQUEST_METHOD", "GET"), ("HTTP_PROXY", "http://evil:1")]).unwrap().is_empty());
    }

    #[test]
    fn exceptions_are_names_networks_and_ports() {
        let proxies = Proxies::none()
            .http("http://proxy:1")
            .unwrap()
            .except("example.com, .internal, *.wild.example, 10.0.0.0/8, 127.0.0.1, fd00::/8, [::1], other.example:81");
        for direct in [
            "http://example.com/",
            "http://deep.EXAMPLE.com/",
            "http://a.internal/",
            "http://a.wild.example/",
            "http://10.20.30.40:8080/",
            "http://127.0.0.1/",
            "http://[fd00:ec2::254]/",
            "http://[::1]:80/",
            "http://other.example:81/",
        ] {
            assert_eq!(route(&proxies, direct), None, "{direct}");
        }
        for proxied in [
            "http://notexample.com/",
            "http://11.0.0.1/",
            "http://127.0.0.2/",
            "http://[fe00::1]/",
            "http://other.example/",
        ] {
            assert!(proxies.applies_to(&uri(proxied)), "{proxied}");
        }
        assert!(!Proxies::none().http("http://proxy:1").unwrap().except("*").applies_to(&uri("http://a/")));
    }

    #[test]
    fn a_user_is_told_to_the_proxy_alone() {
        let proxies = Proxies::none().https("http://Aladdin:open%20sesame%2@localhost:8887").unwrap();
        let proxy = proxies.route(&uri("https://a.example/")).unwrap();
        assert_eq!(proxy.uri(), &uri("http://localhost:8887/"));
        assert_eq!(proxy.authorization().unwrap(), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZSUy");
        assert!(!format!("{proxies:?}").contains("sesame"));
    }

    #[test]
    fn what_is_no_proxy_is_refused_by_the_name_of_its_variable() {
        let error = with(&[("HTTPS_PROXY", "socks5://user:secret@host:1080")]).unwrap_err();
        assert_eq!(error.to_string(), "HTTPS_PROXY: socks5 proxies are not supported; give http://host:port");
        for wrong in ["http://", "http://user:secret@", "a b", "http://host:port"] {
            let error = Proxies::none().http(wrong).unwrap_err();
            assert_eq!(
                error.to_string(),
                "the proxy for http: no address of a proxy; give http://host:port",
                "{wrong}"
            );
        }
    }
}
