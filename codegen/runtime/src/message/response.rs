//! From an `http::Response` to an output or an error. Source: the Smithy specification of AWS JSON 1.0 and 1.1, of
//! operation errors and of `awsQueryCompatible`.

use core::fmt;

use http::{HeaderMap, Response, StatusCode};

use crate::codec;
use crate::codec::error::ReadError;
use crate::codec::json::Reader;
use crate::error::{ErrorMetadata, FAULT, ModeledError, Unhandled};
use crate::metadata::OperationMetadata;
use crate::primitives::Document;

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

    /// Reads the body as a modelled error.
    #[doc(hidden)]
    pub fn read<T: ModeledError>(&self, read: fn(&mut Reader<'_>) -> Result<T, ReadError>) -> Result<T, Unhandled> {
        match codec::json::read_body(self.body.0, read) {
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
        // Headers may hold cookies and tokens: their names are enough.
        formatter
            .debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &Body(&self.body))
            .finish()
    }
}

/// The answer as it came, for an error to keep.
pub(crate) fn raw<B>(response: &Response<B>, body: &[u8]) -> RawResponse {
    RawResponse::new(response.status(), response.headers().clone(), body.to_vec())
}

/// The id by which the service knows the request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    header(headers, "x-amzn-requestid").or_else(|| header(headers, "x-amz-request-id"))
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).filter(|text| !text.is_empty())
}

/// Takes an answer apart that says that the call failed, as far as every error has it.
pub(crate) fn error_response<'a>(
    operation: &OperationMetadata,
    status: StatusCode,
    headers: &HeaderMap,
    body: &'a [u8],
) -> ErrorResponse<'a> {
    let found = scan(body);
    let shape_code = header(headers, "x-amzn-errortype")
        .and_then(sanitized)
        .or_else(|| found.code.as_deref().and_then(sanitized))
        .or_else(|| found.r#type.as_deref().and_then(sanitized))
        .map(str::to_owned);
    let query_error =
        operation.service.query_compatible.then(|| header(headers, "x-amzn-query-error")).flatten().map(query_error);

    let mut metadata = ErrorMetadata::builder();
    if let Some((Some(code), _)) = query_error {
        metadata = metadata.code(code);
    } else if let Some(code) = &shape_code {
        metadata = metadata.code(code);
    }
    if let Some((_, Some(fault))) = query_error {
        metadata = metadata.custom(FAULT, fault);
    }
    if let Some(message) = found.message() {
        metadata = metadata.message(message);
    }
    if let Some(id) = request_id(headers) {
        metadata = metadata.request_id(id);
    }
    ErrorResponse { status, metadata: metadata.build(), shape_code, body: Body(body) }
}

/// The shape's name in a code: what is before the first `:` (a URL may follow) and after a `#` (a namespace precedes).
fn sanitized(code: &str) -> Option<&str> {
    let code = code.split(':').next().unwrap_or_default();
    let code = code.rsplit('#').next().unwrap_or_default().trim();
    (!code.is_empty()).then_some(code)
}

/// `Code;Fault`, of which either may be empty.
fn query_error(text: &str) -> (Option<&str>, Option<&str>) {
    let (code, fault) = text.split_once(';').unwrap_or((text, ""));
    let some = |part: &'_ str| !part.is_empty();
    (Some(code.trim()).filter(|code| some(code)), Some(fault.trim()).filter(|fault| some(fault)))
}

/// What the top level of an error's body holds.
#[derive(Default)]
struct Found {
    code: Option<String>,
    r#type: Option<String>,
    message: Option<String>,
    capital_message: Option<String>,
    error_message: Option<String>,
}

impl Found {
    fn message(&self) -> Option<&str> {
        self.message.as_deref().or(self.capital_message.as_deref()).or(self.error_message.as_deref())
    }
}

/// Looks through the top level of an error's body. What precedes the place where a body stops to parse counts: a body
/// that was cut off still names its error.
fn scan(body: &[u8]) -> Found {
    let mut found = Found::default();
    // The raw body stays with the error, and a modelled error is read from it anew: that reports where it breaks.
    let _ = scan_into(&mut Reader::new(body), &mut found);
    found
}

fn scan_into(reader: &mut Reader<'_>, found: &mut Found) -> Result<(), ReadError> {
    reader.begin_object()?;
    while let Some(key) = reader.next_key()? {
        let slot = match &*key {
            "code" => &mut found.code,
            "__type" => &mut found.r#type,
            "message" => &mut found.message,
            "Message" => &mut found.capital_message,
            "errorMessage" => &mut found.error_message,
            _ => {
                reader.skip()?;
                continue;
            }
        };
        if let Document::String(text) = reader.document()? {
            *slot = Some(text);
        }
    }
    Ok(())
}
