//! From an `http::Response` to an output or an error. Source: the Smithy specification of AWS JSON 1.0 and 1.1, of
//! operation errors and of `awsQueryCompatible`.

use http::{HeaderMap, Response, StatusCode};

use crate::error::{Body, ErrorMetadata, ErrorResponse, RawResponse};
use crate::json::{ReadError, Reader};
use crate::operation::OperationMetadata;
use crate::primitives::Document;

/// The key of the extra that holds who is at fault, `Sender` or `Receiver`, as a query-compatible service says it.
pub const FAULT: &str = "type";

/// Reads a payload to its end; an empty one is `{}`.
pub(crate) fn read_body<T>(
    body: &[u8],
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let mut reader = Reader::new(if body.is_empty() { b"{}" } else { body });
    let value = read(&mut reader)?;
    reader.finish()?;
    Ok(value)
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
