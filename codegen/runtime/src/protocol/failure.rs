//! What the errors of several protocols have in common: how a code is spelt, which of several counts, and the codes of
//! services that once spoke AWS query. Sources: the Smithy specification of operation errors and of `awsQueryCompatible`.

use http::header::{HeaderMap, HeaderName, HeaderValue};

use crate::error::{ErrorMetadata, FAULT};
use crate::message::{ErrorResponse, Response};
use crate::metadata::ServiceMetadata;

const QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");
const QUERY_ERROR: &str = "x-amzn-query-error";

/// Asks a service that once spoke AWS query for its codes.
pub(super) fn ask_for_query_errors(service: &ServiceMetadata, headers: &mut HeaderMap) {
    if service.query_compatible {
        headers.insert(QUERY_MODE, HeaderValue::from_static("true"));
    }
}

/// What an answer holds of an error, in the order in which its places count. A protocol leaves empty what it has not.
#[derive(Default)]
pub(super) struct Found {
    /// A code in a header.
    pub(super) header: Option<String>,
    /// `code` in the body.
    pub(super) code: Option<String>,
    /// `__type` in the body.
    pub(super) r#type: Option<String>,
    /// `message` in the body.
    pub(super) message: Option<String>,
    /// `Message` in the body.
    pub(super) capital_message: Option<String>,
    /// `errorMessage` in the body.
    pub(super) error_message: Option<String>,
}

impl Found {
    /// The answer, taken apart.
    pub(super) fn into_error<'a>(self, service: &ServiceMetadata, response: &Response<'a>) -> ErrorResponse<'a> {
        let codes = [&self.header, &self.code, &self.r#type];
        let shape_code = codes.into_iter().flatten().find_map(|code| sanitized(code)).map(str::to_owned);
        let query_error = if service.query_compatible { response.header(QUERY_ERROR) } else { None };
        let (query_code, fault) = query_error.map(query_parts).unwrap_or_default();

        let mut metadata = ErrorMetadata::builder();
        if let Some(code) = query_code.or(shape_code.as_deref()) {
            metadata = metadata.code(code);
        }
        if let Some(fault) = fault {
            metadata = metadata.custom(FAULT, fault);
        }
        if let Some(message) = self.message.or(self.capital_message).or(self.error_message) {
            metadata = metadata.message(message);
        }
        if let Some(id) = response.request_id() {
            metadata = metadata.request_id(id);
        }
        ErrorResponse::new(response, metadata.build(), shape_code)
    }
}

/// The shape's name in a code: what is before the first `:` (a URL may follow) and after a `#` (a namespace precedes).
fn sanitized(code: &str) -> Option<&str> {
    let code = code.split(':').next().unwrap_or_default();
    let code = code.rsplit('#').next().unwrap_or_default().trim();
    (!code.is_empty()).then_some(code)
}

/// `Code;Fault`, of which either may be empty.
fn query_parts(text: &str) -> (Option<&str>, Option<&str>) {
    let (code, fault) = text.split_once(';').unwrap_or((text, ""));
    let some = |part: &'_ str| !part.is_empty();
    (Some(code.trim()).filter(|code| some(code)), Some(fault.trim()).filter(|fault| some(fault)))
}
