//! Requests: what codec and protocol make of an input before it has an endpoint, and the `http::Request` to one.
//! Sources: the Smithy specification of the `endpoint` and of the `requestCompression` trait.

use core::fmt;
use core::net::Ipv4Addr;

use http::Method;
use http::header::{CONTENT_LENGTH, HeaderMap, HeaderValue};
use http::uri::{Authority, PathAndQuery, Uri};

use super::endpoint_params::EndpointParam;
use super::host_label::is_label;
use super::idempotency;
use crate::error::BuildError;
#[cfg(feature = "compression")]
use crate::metadata::Compression;
use crate::metadata::OperationMetadata;
#[cfg(feature = "validation")]
use crate::validation::Patterns;

/// From this size on a payload is compressed, in bytes. Source: the AWS SDKs' setting of this default.
pub const DEFAULT_COMPRESSION_MINIMUM: usize = 10_240;

/// The largest minimum that the setting takes, in bytes.
pub const LARGEST_COMPRESSION_MINIMUM: usize = 10_485_760;

/// The longest host name (RFC 1035, section 2.3.4, without the root's dot), in bytes.
const LONGEST_HOST: usize = 253;

/// How a request is built.
#[derive(Clone, Copy)]
pub struct RequestOptions<'a> {
    idempotency_token: &'a dyn Fn() -> String,
    check_required: bool,
    #[cfg(feature = "validation")]
    constraints: Option<&'a Patterns>,
    host_prefix: bool,
    input_endpoint: bool,
    compression: bool,
    compression_minimum: usize,
}

impl Default for RequestOptions<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> RequestOptions<'a> {
    /// Random tokens, required members asked for, host prefixes and endpoints of inputs on, compression on from
    /// [`DEFAULT_COMPRESSION_MINIMUM`].
    pub const fn new() -> Self {
        Self {
            idempotency_token: &idempotency::new_token,
            check_required: true,
            #[cfg(feature = "validation")]
            constraints: None,
            host_prefix: true,
            input_endpoint: true,
            compression: true,
            compression_minimum: DEFAULT_COMPRESSION_MINIMUM,
        }
    }

    /// Who makes an idempotency token that is unset; a test wants them known.
    #[must_use]
    pub fn idempotency_token(mut self, make: &'a dyn Fn() -> String) -> Self {
        self.idempotency_token = make;
        self
    }

    /// Whether an input without a required member is refused; off, the service is left to say so. A service that asks
    /// for less than its model did, or a test of the service itself, may want it off.
    #[must_use]
    pub fn check_required(mut self, on: bool) -> Self {
        self.check_required = on;
        self
    }

    /// Holds the input against all that the model says of it: lengths, ranges, patterns, at any depth, what is required
    /// there included. The patterns are compiled once, by whoever keeps them.
    #[cfg(feature = "validation")]
    #[must_use]
    pub fn check_constraints(mut self, patterns: &'a Patterns) -> Self {
        self.constraints = Some(patterns);
        self
    }

    /// Whether the model's host prefix is put before the endpoint's host; an endpoint of one's own may not want it.
    #[must_use]
    pub fn host_prefix(mut self, on: bool) -> Self {
        self.host_prefix = on;
        self
    }

    /// Whether an endpoint that the input names is where the request goes; with an endpoint of one's own, such as that of
    /// a test, it may not be.
    #[must_use]
    pub fn input_endpoint(mut self, on: bool) -> Self {
        self.input_endpoint = on;
        self
    }

    /// Whether payloads are compressed where the model allows it. It takes the feature `compression`.
    #[must_use]
    pub fn compression(mut self, on: bool) -> Self {
        self.compression = on;
        self
    }

    /// From this size on a payload is compressed, in bytes, at most [`LARGEST_COMPRESSION_MINIMUM`].
    #[must_use]
    pub fn compression_minimum(mut self, bytes: usize) -> Self {
        self.compression_minimum = bytes.min(LARGEST_COMPRESSION_MINIMUM);
        self
    }

    pub(crate) fn make_idempotency_token(&self) -> String {
        (self.idempotency_token)()
    }

    pub(crate) fn uses_input_endpoint(&self) -> bool {
        self.input_endpoint
    }

    pub(crate) fn checks_required(&self) -> bool {
        self.check_required
    }

    #[cfg(feature = "validation")]
    pub(crate) fn constraints(&self) -> Option<&'a Patterns> {
        self.constraints
    }

    pub(crate) fn uses_host_prefix(&self) -> bool {
        self.host_prefix
    }

    /// Whether a payload of this size is compressed.
    #[cfg(feature = "compression")]
    fn compresses(&self, operation: &OperationMetadata, size: usize) -> bool {
        self.compression && operation.compression == Compression::Gzip && size >= self.compression_minimum.max(1)
    }
}

impl fmt::Debug for RequestOptions<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RequestOptions")
            .field("check_required", &self.check_required)
            .field("host_prefix", &self.host_prefix)
            .field("input_endpoint", &self.input_endpoint)
            .field("compression", &self.compression)
            .field("compression_minimum", &self.compression_minimum)
            .finish_non_exhaustive()
    }
}

/// A request that no endpoint is chosen for yet.
///
/// An operation writes its input into it, its protocol frames it, and [`Request::at`] gives it an endpoint: as often as
/// a call is tried, and elsewhere if need be.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The endpoint that the input names, which goes before any other.
    pub endpoint: Option<Uri>,
    /// What the operation and its input say to the rules that find an endpoint, by the model's names.
    pub endpoint_params: Vec<(&'static str, EndpointParam)>,
    /// What stands before the endpoint's host (`endpoint` trait).
    pub host_prefix: Option<String>,
    /// The path below the endpoint's, from its first `/` on.
    pub path: String,
    /// The headers, all but the body's length.
    pub headers: HeaderMap,
    /// The payload; empty where there is none. It may hold secrets: `Debug` shows its length only.
    pub body: Vec<u8>,
}

impl Default for Request {
    fn default() -> Self {
        Self::new()
    }
}

impl Request {
    /// `POST /` with nothing else.
    pub fn new() -> Self {
        Self {
            method: Method::POST,
            endpoint: None,
            endpoint_params: Vec::new(),
            host_prefix: None,
            path: "/".to_owned(),
            headers: HeaderMap::new(),
            body: Vec::new(),
        }
    }

    /// The request to this endpoint, or to that which the input names. Its path is kept: `/` at `https://host/custom` is sent to `/custom/`.
    ///
    /// # Errors
    /// The endpoint is none, or takes no host prefix.
    pub fn at(self, endpoint: &Uri) -> Result<http::Request<Vec<u8>>, BuildError> {
        let uri = target_uri(self.endpoint.as_ref().unwrap_or(endpoint), self.host_prefix.as_deref(), &self.path)?;
        let length = HeaderValue::from(self.body.len());
        let mut request = http::Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        request.headers_mut().insert(CONTENT_LENGTH, length);
        Ok(request)
    }

    /// Compresses the payload where the operation and the options say so.
    ///
    /// # Errors
    /// None in practice: the output is memory.
    #[cfg(feature = "compression")]
    pub(crate) fn compress(
        &mut self,
        operation: &OperationMetadata,
        options: &RequestOptions<'_>,
    ) -> Result<(), BuildError> {
        if options.compresses(operation, self.body.len()) {
            self.body = super::compression::gzip(&self.body).map_err(BuildError::other)?;
            self.headers.append(http::header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        Ok(())
    }

    /// Leaves the payload as it is: the feature `compression` is off, and no service insists on it.
    #[cfg(not(feature = "compression"))]
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "with the feature it can fail")]
    pub(crate) fn compress(&mut self, _: &OperationMetadata, _: &RequestOptions<'_>) -> Result<(), BuildError> {
        Ok(())
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers may hold what the caller keeps secret: their names are enough.
        formatter
            .debug_struct("Request")
            .field("method", &self.method)
            .field("endpoint", &self.endpoint.as_ref().map(Uri::host))
            .field("endpoint_params", &self.endpoint_params)
            .field("host_prefix", &self.host_prefix)
            .field("path", &self.path)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// An endpoint that an input names.
///
/// # Errors
/// It is no URI.
pub(crate) fn named_endpoint(text: &str) -> Result<Uri, BuildError> {
    text.parse().map_err(|error: http::uri::InvalidUri| {
        BuildError::other(format!("the endpoint that the input names is no URI, such as `https://host`: {error}"))
    })
}

/// Where a request goes: the endpoint with the prefix before its host and the path after its own.
fn target_uri(endpoint: &Uri, prefix: Option<&str>, path: &str) -> Result<Uri, BuildError> {
    let (Some(scheme), Some(authority)) = (endpoint.scheme(), endpoint.authority()) else {
        return Err(BuildError::other(
            "the endpoint has no scheme or no host; it looks like `https://host` or `http://host:port/path`",
        ));
    };
    if endpoint.query().is_some() {
        return Err(BuildError::other("the endpoint has a query, which this protocol has no room for; leave it out"));
    }
    let mut parts = http::uri::Parts::default();
    parts.scheme = Some(scheme.clone());
    parts.authority = Some(match prefix {
        None | Some("") => lower_case(authority.clone())?,
        Some(prefix) => lower_case(prefixed(prefix, authority)?)?,
    });
    parts.path_and_query = Some(match (endpoint.path().strip_suffix('/').unwrap_or(endpoint.path()), path) {
        ("", "/") => PathAndQuery::from_static("/"),
        (base, path) => PathAndQuery::try_from(format!("{base}{path}")).map_err(BuildError::other)?,
    });
    Uri::from_parts(parts).map_err(BuildError::other)
}

/// The authority with its host in lower case (RFC 3986, section 6.2.2.1): a service signs for what `Host` says, which a
/// proxy may write so, too.
fn lower_case(authority: Authority) -> Result<Authority, BuildError> {
    if !authority.host().bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Ok(authority);
    }
    let text = authority.as_str();
    let (user, rest) = text.rfind('@').map_or(("", text), |at| text.split_at(at + 1));
    Authority::try_from(format!("{user}{}", rest.to_ascii_lowercase())).map_err(BuildError::other)
}

/// The authority with the prefix before its host.
fn prefixed(prefix: &str, authority: &Authority) -> Result<Authority, BuildError> {
    let host = authority.host();
    if host.starts_with('[') || host.parse::<Ipv4Addr>().is_ok() {
        return Err(BuildError::other(
            "the operation has a host prefix, but the endpoint's host is an address and no name; \
             switch the host prefix off for this endpoint",
        ));
    }
    // Checked are the labels that the prefix makes; what the endpoint calls itself is its own affair.
    let first_label = host.split('.').next().unwrap_or_default();
    let made = prefix.strip_suffix('.').map_or_else(|| format!("{prefix}{first_label}"), str::to_owned);
    if prefix.len() + host.len() > LONGEST_HOST || !made.split('.').all(is_label) {
        return Err(BuildError::other(
            "the host prefix of the operation and the endpoint's host make no host name; \
             switch the host prefix off for this endpoint, or use another endpoint",
        ));
    }
    let text = authority.as_str();
    let (user, rest) = text.rfind('@').map_or(("", text), |at| text.split_at(at + 1));
    Authority::try_from(format!("{user}{prefix}{rest}")).map_err(BuildError::other)
}
