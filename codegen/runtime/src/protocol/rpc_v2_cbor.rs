//! RPC v2 with CBOR. Source: the Smithy specification of `smithy.protocols#rpcv2Cbor`.

use http::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Method, StatusCode};

use super::Outcome;
use super::failure::{self, Found};
use crate::codec::ReadError;
use crate::codec::cbor::Reader;
use crate::error::ErrorMetadata;
use crate::message::{ErrorResponse, Request, Response};
use crate::metadata::OperationMetadata;

const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/cbor");
const PROTOCOL: HeaderName = HeaderName::from_static("smithy-protocol");
const NAME: &str = "rpc-v2-cbor";

/// `POST /service/{service}/operation/{operation}`; a body only where the operation has an input, and its type only with
/// a body.
pub(super) fn frame(operation: &OperationMetadata, request: &mut Request) {
    request.method = Method::POST;
    request.path = format!("/service/{}/operation/{}", operation.service.shape_name, operation.name);
    request.headers.insert(PROTOCOL, HeaderValue::from_static(NAME));
    request.headers.insert(ACCEPT, MEDIA_TYPE);
    if !request.body.is_empty() {
        request.headers.insert(CONTENT_TYPE, MEDIA_TYPE);
    }
    failure::ask_for_query_errors(operation.service, &mut request.headers);
}

/// 200 alone is success; an error's code is `__type` at the top of the body and nowhere else. An answer that does not
/// name the protocol is not looked into: only its status counts.
pub(super) fn outcome<'a>(operation: &OperationMetadata, response: &Response<'a>) -> Result<Outcome<'a>, ReadError> {
    let named = response.header(PROTOCOL.as_str());
    let success = response.status() == StatusCode::OK;
    match (named == Some(NAME), success) {
        (true, true) => Ok(Outcome::Success),
        (true, false) => Ok(Outcome::Failure(error(operation, response))),
        (false, false) => Ok(Outcome::Failure(ErrorResponse::new(response, ErrorMetadata::default(), None))),
        (false, true) => {
            let found = if named.is_some() { "another one" } else { "none" };
            Err(ReadError::beside_body("the header `smithy-protocol: rpc-v2-cbor`", found))
        }
    }
}

fn error<'a>(operation: &OperationMetadata, response: &Response<'a>) -> ErrorResponse<'a> {
    let mut found = Found::default();
    // As with JSON: what precedes the place where a body breaks still names its error.
    let _ = scan(&mut Reader::new(response.body()), &mut found);
    found.into_error(operation.service, response)
}

/// Looks through the top level of an error's body. `code` is a member like any other here.
fn scan(reader: &mut Reader<'_>, found: &mut Found) -> Result<(), ReadError> {
    reader.begin_structure()?;
    while let Some(key) = reader.next_member()? {
        let slot = match &*key {
            "__type" => &mut found.r#type,
            "message" => &mut found.message,
            "Message" => &mut found.capital_message,
            _ => {
                reader.skip()?;
                continue;
            }
        };
        if let Some(text) = reader.text_or_skip()? {
            *slot = Some(text);
        }
    }
    Ok(())
}
