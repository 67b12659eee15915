//! From the payload of an input to an `http::Request`. Sources: the Smithy specification of AWS JSON 1.0 and 1.1, of
//! the `endpoint` and of the `requestCompression` trait.

use core::fmt;
use core::net::Ipv4Addr;

#[cfg(feature = "compression")]
use http::header::CONTENT_ENCODING;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use http::uri::{Authority, PathAndQuery, Uri};
use http::{Method, Request};

use super::host_label::is_label;
use super::idempotency;
use crate::error::BuildError;
#[cfg(feature = "compression")]
use crate::metadata::Compression;
use crate::metadata::OperationMetadata;

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");
const QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");

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
    host_prefix: bool,
    compression: bool,
    compression_minimum: usize,
}

impl Default for RequestOptions<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> RequestOptions<'a> {
    /// Random tokens, host prefixes on, compression on from [`DEFAULT_COMPRESSION_MINIMUM`].
    pub const fn new() -> Self {
        Self {
            idempotency_token: &idempotency::new_token,
            host_prefix: true,
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

    /// Whether the model's host prefix is put before the endpoint's host; an endpoint of one's own may not want it.
    #[must_use]
    pub fn host_prefix(mut self, on: bool) -> Self {
        self.host_prefix = on;
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

    pub(crate) fn uses_host_prefix(&self) -> bool {
        self.host_prefix
    }

    /// Whether a payload of this size is compressed.
    #[cfg(feature = "compression")]
    fn compresses(&self, operation: &OperationMetadata, size: usize) -> bool {
        self.compression && operation.compression == Compression::Gzip && size >= self.compression_minimum
    }
}

impl fmt::Debug for RequestOptions<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RequestOptions")
            .field("host_prefix", &self.host_prefix)
            .field("compression", &self.compression)
            .field("compression_minimum", &self.compression_minimum)
            .finish_non_exhaustive()
    }
}

/// The request of an operation with this payload.
pub(crate) fn build(
    operation: &OperationMetadata,
    endpoint: &Uri,
    prefix: Option<&str>,
    payload: Vec<u8>,
    options: &RequestOptions<'_>,
) -> Result<Request<Vec<u8>>, BuildError> {
    let service = operation.service;
    let uri = target_uri(endpoint, prefix)?;
    let target = HeaderValue::try_from(format!("{}.{}", service.shape_name, operation.name))
        .map_err(|_| BuildError::other("the names of the service and the operation cannot stand in a header"))?;

    let mut request = Request::new(payload);
    *request.method_mut() = Method::POST;
    *request.uri_mut() = uri;
    let headers = request.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(service.protocol.content_type()));
    headers.insert(TARGET, target);
    if service.query_compatible {
        headers.insert(QUERY_MODE, HeaderValue::from_static("true"));
    }
    compress(&mut request, operation, options)?;
    let length = HeaderValue::from(request.body().len());
    request.headers_mut().insert(CONTENT_LENGTH, length);
    Ok(request)
}

/// Compresses the payload where the operation and the options say so.
#[cfg(feature = "compression")]
fn compress(
    request: &mut Request<Vec<u8>>,
    operation: &OperationMetadata,
    options: &RequestOptions<'_>,
) -> Result<(), BuildError> {
    if options.compresses(operation, request.body().len()) {
        *request.body_mut() = super::compression::gzip(request.body()).map_err(BuildError::other)?;
        request.headers_mut().append(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(())
}

/// Leaves the payload as it is: the feature `compression` is off, and no service insists on it.
#[cfg(not(feature = "compression"))]
#[expect(clippy::unnecessary_wraps, reason = "with the feature it can fail")]
fn compress(_: &mut Request<Vec<u8>>, _: &OperationMetadata, _: &RequestOptions<'_>) -> Result<(), BuildError> {
    Ok(())
}

/// Where a request goes: the endpoint with the prefix before its host and a slash after its path.
fn target_uri(endpoint: &Uri, prefix: Option<&str>) -> Result<Uri, BuildError> {
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
        None | Some("") => authority.clone(),
        Some(prefix) => prefixed(prefix, authority)?,
    });
    parts.path_and_query = Some(match endpoint.path() {
        "" | "/" => PathAndQuery::from_static("/"),
        path if path.ends_with('/') => PathAndQuery::try_from(path).map_err(BuildError::other)?,
        path => PathAndQuery::try_from(format!("{path}/")).map_err(BuildError::other)?,
    });
    Uri::from_parts(parts).map_err(BuildError::other)
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
