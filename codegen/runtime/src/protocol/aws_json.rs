//! AWS JSON 1.0 and 1.1. Source: their Smithy specification.

use http::Method;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};

use super::Outcome;
use super::failure::{self, Found};
use crate::codec::ReadError;
use crate::codec::json::Reader;
use crate::error::BuildError;
use crate::message::{Request, Response};
use crate::metadata::OperationMetadata;
use crate::primitives::Document;

/// The `Content-Type` of AWS JSON 1.0.
pub(super) const CONTENT_TYPE_1_0: HeaderValue = HeaderValue::from_static("application/x-amz-json-1.0");

/// The `Content-Type` of AWS JSON 1.1.
pub(super) const CONTENT_TYPE_1_1: HeaderValue = HeaderValue::from_static("application/x-amz-json-1.1");

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

/// `POST /` with the operation in a header; a body without members is `{}`, not an empty one.
pub(super) fn frame(
    operation: &OperationMetadata,
    content_type: HeaderValue,
    request: &mut Request,
) -> Result<(), BuildError> {
    let service = operation.service;
    let target = HeaderValue::try_from(format!("{}.{}", service.shape_name, operation.name))
        .map_err(|_| BuildError::other("the names of the service and the operation cannot stand in a header"))?;
    request.method = Method::POST;
    "/".clone_into(&mut request.path);
    request.headers.insert(CONTENT_TYPE, content_type);
    request.headers.insert(TARGET, target);
    failure::ask_for_query_errors(service, &mut request.headers);
    if request.body.is_empty() {
        request.body.extend_from_slice(b"{}");
    }
    Ok(())
}

/// Any status of success is one; an error's code is in a header or at the top of the body.
pub(super) fn outcome<'a>(operation: &OperationMetadata, response: &Response<'a>) -> Outcome<'a> {
    if response.status().is_success() {
        return Outcome::Success;
    }
    let mut found = Found::default();
    // The raw body stays with the error, and a modelled error is read from it anew: that reports where it breaks. What
    // precedes the place counts: a body that was cut off still names its error.
    let _ = scan(&mut Reader::new(response.body()), &mut found);
    found.header = response.header("x-amzn-errortype").map(str::to_owned);
    Outcome::Failure(found.into_error(operation.service, response))
}

/// Looks through the top level of an error's body.
fn scan(reader: &mut Reader<'_>, found: &mut Found) -> Result<(), ReadError> {
    reader.begin_structure()?;
    while let Some(key) = reader.next_member()? {
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
