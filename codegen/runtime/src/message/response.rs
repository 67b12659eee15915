//! Answers: borrowed while they are read, kept as they came with an error, and those that say that the call failed,
//! taken apart as far as every error has it.

use core::fmt;

use http::{HeaderMap, StatusCode};

use super::checksum;
use crate::codec::ReadError;
use crate::error::{ErrorMetadata, ModeledError, Unhandled};

/// An answer, borrowed from what received it.
#[derive(Clone, Copy)]
pub struct Response<'a> {
    status: StatusCode,
    headers: &'a HeaderMap,
    body: &'a [u8],
}

impl<'a> Response<'a> {
    /// An answer of these parts.
    pub fn new(status: StatusCode, headers: &'a HeaderMap, body: &'a [u8]) -> Self {
        Self { status, headers, body }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &'a HeaderMap {
        self.headers
    }

    /// The payload.
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    /// The first value of a header, where it is text that is not empty.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        header(self.headers, name)
    }

    /// The id by which the service knows the request: `x-amzn-requestid`, else `x-amz-request-id`.
    pub fn request_id(&self) -> Option<&'a str> {
        request_id(self.headers)
    }

    /// Whether the payload is another one than the headers say (`x-amz-crc32`, where a service sends it).
    pub fn is_damaged(&self) -> bool {
        checksum::differs(self.headers, self.body)
    }

    /// A copy for an error to keep.
    pub fn to_raw(&self) -> RawResponse {
        RawResponse::new(self.status, self.headers.clone(), self.body.to_vec())
    }
}

impl<'a, B: AsRef<[u8]>> From<&'a http::Response<B>> for Response<'a> {
    fn from(response: &'a http::Response<B>) -> Self {
        Self::new(response.status(), response.headers(), response.body().as_ref())
    }
}

impl<'a> From<&'a RawResponse> for Response<'a> {
    fn from(raw: &'a RawResponse) -> Self {
        Self::new(raw.status, &raw.headers, &raw.body)
    }
}

impl fmt::Debug for Response<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(formatter, "Response", self.status, self.headers, self.body)
    }
}

/// An answer without what may be secret: headers may hold cookies and tokens, so that their names are enough.
fn debug(
    formatter: &mut fmt::Formatter<'_>,
    name: &str,
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
) -> fmt::Result {
    formatter
        .debug_struct(name)
        .field("status", &status)
        .field("headers", &headers.keys().collect::<Vec<_>>())
        .field("body", &Body(body))
        .finish()
}

/// An answer that says that the call failed, taken apart as far as every error has it.
#[derive(Debug)]
pub struct ErrorResponse<'a> {
    status: StatusCode,
    metadata: ErrorMetadata,
    /// The code in the answer itself, where `metadata` holds one that overrides it.
    shape_code: Option<String>,
    body: Body<'a>,
}

/// A payload that `Debug` does not show.
#[derive(Clone, Copy)]
struct Body<'a>(&'a [u8]);

impl fmt::Debug for Body<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} bytes", self.0.len())
    }
}

impl<'a> ErrorResponse<'a> {
    /// What a protocol has found in an answer: what every error has, and the code in the answer itself, by which the
    /// model may know the error although `metadata` holds one that overrides it.
    pub fn new(response: &Response<'a>, metadata: ErrorMetadata, shape_code: Option<String>) -> Self {
        Self { status: response.status, metadata, shape_code, body: Body(response.body) }
    }

    /// The code, the message, the request id.
    pub fn metadata(&self) -> &ErrorMetadata {
        &self.metadata
    }

    /// The payload.
    pub fn body(&self) -> &'a [u8] {
        self.body.0
    }

    /// The codes that may name a modelled error: the shape's own first, then the one that overrides it.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        let overriding = self.metadata.code().filter(|code| Some(*code) != self.shape_code.as_deref());
        self.shape_code.as_deref().into_iter().chain(overriding)
    }

    /// A modelled error as it was read from the body, with what came with it; unhandled where it does not parse.
    #[doc(hidden)]
    pub fn modeled<T: ModeledError>(&self, read: Result<T, ReadError>) -> Result<T, Unhandled> {
        match read {
            Ok(error) => Ok(error.with_metadata(self.metadata.clone())),
            Err(source) => {
                let meta = self.metadata.clone().hiding_message(T::MESSAGE_IS_SENSITIVE);
                Err(Unhandled::new(meta, Some(source.into())))
            }
        }
    }

    /// The error that the model does not know.
    #[must_use]
    pub fn unhandled(self) -> Unhandled {
        let told = self.metadata.code().is_some() || self.metadata.message().is_some();
        let status = self.status.as_u16();
        let source = (!told).then(|| format!("the service answered with status {status} and no error code").into());
        Unhandled::new(self.metadata, source)
    }
}

/// An answer as it came.
#[derive(Clone)]
#[non_exhaustive]
pub struct RawResponse {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The payload. It may hold secrets: `Debug` shows its length only.
    pub body: Vec<u8>,
}

impl RawResponse {
    /// Takes an answer apart.
    pub fn new(status: StatusCode, headers: HeaderMap, body: Vec<u8>) -> Self {
        Self { status, headers, body }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The payload.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The id by which the service knows the request: `x-amzn-requestid`, else `x-amz-request-id`.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(formatter, "RawResponse", self.status, &self.headers, &self.body)
    }
}

fn request_id(headers: &HeaderMap) -> Option<&str> {
    header(headers, "x-amzn-requestid").or_else(|| header(headers, "x-amz-request-id"))
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).filter(|text| !text.is_empty())
}
