//! What the protocol tests of generated crates call: it builds the request or reads the response of a case, and checks
//! one thing at a time. Every function but [`same_json`] and [`same_cbor`] panics where the case is not met, as `assert!`
//! does.

#![allow(clippy::panic, reason = "a test fails by panicking")]

mod cbor;
mod json;

use core::fmt::Debug;
use core::str::FromStr;

use http::{HeaderName, HeaderValue, Request, Response, StatusCode, Uri};

pub use self::cbor::same_cbor;
pub use self::json::{Mismatch, same_json};
use crate::codec::json::Reader;
use crate::error::{FAULT, ProvideErrorMetadata};
use crate::message::RequestOptions;
use crate::operation::Operation;
use crate::primitives::{Blob, Document};
use crate::sdk_error::SdkError;

/// What a protocol test takes for an idempotency token that its case leaves unset (Smithy specification, "HTTP Protocol
/// Compliance Tests").
pub const IDEMPOTENCY_TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// Builds the request for `https://` and this host, which may end in a path; an unset idempotency token becomes
/// [`IDEMPOTENCY_TOKEN`].
///
/// # Panics
/// The request cannot be built.
#[track_caller]
pub fn request<O: Operation>(host: &str, input: O::Input) -> Request<Vec<u8>> {
    let endpoint = match Uri::try_from(format!("https://{host}")) {
        Ok(endpoint) => endpoint,
        Err(error) => panic!("{host:?} is no host: {error}"),
    };
    let token = || IDEMPOTENCY_TOKEN.to_owned();
    match O::request_with(&endpoint, input, &RequestOptions::new().idempotency_token(&token)) {
        Ok(request) => request,
        Err(error) => panic!("the request cannot be built: {error}"),
    }
}

/// Checks the method.
///
/// # Panics
/// It is another one.
#[track_caller]
pub fn method(request: &Request<Vec<u8>>, expected: &str) {
    assert_eq!(request.method().as_str(), expected, "the method");
}

/// Checks the path.
///
/// # Panics
/// It is another one.
#[track_caller]
pub fn path(request: &Request<Vec<u8>>, expected: &str) {
    assert_eq!(request.uri().path(), expected, "the path");
}

/// Checks the host, with its port where there is one.
///
/// # Panics
/// It is another one.
#[track_caller]
pub fn host(request: &Request<Vec<u8>>, expected: &str) {
    assert_eq!(request.uri().authority().map(http::uri::Authority::as_str), Some(expected), "the host");
}

fn query(request: &Request<Vec<u8>>) -> impl Iterator<Item = &str> {
    request.uri().query().unwrap_or_default().split('&').filter(|param| !param.is_empty())
}

fn has_query_name(request: &Request<Vec<u8>>, name: &str) -> bool {
    query(request).any(|param| param.split('=').next() == Some(name))
}

/// Checks that a query parameter is there, as `name=value` or `name`.
///
/// # Panics
/// It is not.
#[track_caller]
pub fn query_param(request: &Request<Vec<u8>>, expected: &str) {
    assert!(query(request).any(|param| param == expected), "the query parameter {expected} is missing");
}

/// Checks that a query parameter of this name is there.
///
/// # Panics
/// It is not.
#[track_caller]
pub fn has_query_param(request: &Request<Vec<u8>>, name: &str) {
    assert!(has_query_name(request, name), "the query parameter {name} is missing");
}

/// Checks that no query parameter of this name is there.
///
/// # Panics
/// There is one.
#[track_caller]
pub fn lacks_query_param(request: &Request<Vec<u8>>, name: &str) {
    assert!(!has_query_name(request, name), "the query parameter {name} is not expected");
}

/// Checks the value of a header; the values of several of one name are joined with `, `.
///
/// # Panics
/// It is missing or has another value.
#[track_caller]
pub fn header(request: &Request<Vec<u8>>, name: &str, expected: &str) {
    has_header(request, name);
    let values = request.headers().get_all(name).iter();
    let values: Vec<_> = values.map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    assert_eq!(values.join(", "), expected, "the header {name}");
}

/// Checks that a header is there.
///
/// # Panics
/// It is not.
#[track_caller]
pub fn has_header(request: &Request<Vec<u8>>, name: &str) {
    assert!(request.headers().contains_key(name), "the header {name} is missing");
}

/// Checks that a header is not there.
///
/// # Panics
/// It is.
#[track_caller]
pub fn lacks_header(request: &Request<Vec<u8>>, name: &str) {
    assert!(!request.headers().contains_key(name), "the header {name} is not expected");
}

/// Checks that the body holds the same JSON value.
///
/// # Panics
/// It does not; the message has the first place that differs.
#[track_caller]
pub fn json_body(request: &Request<Vec<u8>>, expected: &str) {
    if let Err(mismatch) = same_json(expected.as_bytes(), request.body()) {
        panic!("{mismatch}; the body is {}", String::from_utf8_lossy(request.body()));
    }
}

/// Checks that the body holds the same CBOR value as one in base64, or is as empty.
///
/// # Panics
/// It does not; the message has the first place that differs.
#[track_caller]
pub fn cbor_body(request: &Request<Vec<u8>>, expected: &str) {
    if let Err(mismatch) = same_cbor(&bytes(expected), request.body()) {
        panic!("{mismatch}; the body is {}", Blob::new(request.body().as_slice()).to_base64());
    }
}

/// Bytes by their base64 text.
#[track_caller]
fn bytes(base64: &str) -> Vec<u8> {
    match Blob::from_base64(base64) {
        Ok(bytes) => bytes.into_inner(),
        Err(error) => panic!("{base64:?} is no base64: {error}"),
    }
}

/// Checks that the body is this text.
///
/// # Panics
/// It is another one.
#[track_caller]
pub fn text_body(request: &Request<Vec<u8>>, expected: &str) {
    assert_eq!(String::from_utf8_lossy(request.body()), expected, "the body");
}

/// An answer with this status, without headers and body.
///
/// # Panics
/// The status is none.
#[track_caller]
pub fn response(status: u16) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    match StatusCode::from_u16(status) {
        Ok(status) => *response.status_mut() = status,
        Err(error) => panic!("{status}: {error}"),
    }
    response
}

/// Adds a header to an answer.
///
/// # Panics
/// The name or the value cannot stand in a header.
#[track_caller]
pub fn add_header(response: &mut Response<Vec<u8>>, name: &str, value: &str) {
    match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
        (Ok(name), Ok(value)) => response.headers_mut().append(name, value),
        _ => panic!("{name}: {value} is no header"),
    };
}

/// Sets the body of an answer.
pub fn set_body(response: &mut Response<Vec<u8>>, body: &str) {
    *response.body_mut() = body.as_bytes().to_vec();
}

/// Sets the body of an answer to bytes, by their base64 text.
///
/// # Panics
/// The text is no base64.
#[track_caller]
pub fn set_base64_body(response: &mut Response<Vec<u8>>, body: &str) {
    *response.body_mut() = bytes(body);
}

/// A document by its JSON text.
///
/// # Panics
/// The text is no JSON.
#[track_caller]
pub fn document(text: impl AsRef<str>) -> Document {
    let mut reader = Reader::new(text.as_ref().as_bytes());
    match reader.document().and_then(|document| reader.finish().map(|()| document)) {
        Ok(document) => document,
        Err(error) => panic!("{:?} is no JSON: {error}", text.as_ref()),
    }
}

/// A number of any size by its text.
///
/// # Panics
/// The text is no number.
#[track_caller]
pub fn number<T: FromStr>(text: impl AsRef<str>) -> T {
    text.as_ref().parse().unwrap_or_else(|_| panic!("{:?} is no number of this kind", text.as_ref()))
}

/// Reads the answer to a call that worked.
///
/// # Panics
/// It says that the call failed, or does not parse.
#[track_caller]
pub fn output<O: Operation>(response: &Response<Vec<u8>>) -> O::Output
where
    O::Error: core::error::Error + 'static,
{
    match O::response(response) {
        Ok(output) => output,
        Err(error) => panic!("the call failed: {error:?}"),
    }
}

/// Reads the answer to a call that failed.
///
/// # Panics
/// It says that the call worked, or is no answer of the service.
#[track_caller]
pub fn failure<O: Operation>(response: &Response<Vec<u8>>) -> O::Error
where
    O::Error: core::error::Error + ProvideErrorMetadata + From<crate::error::Unhandled> + 'static,
{
    match O::response(response) {
        Ok(_) => panic!("the call did not fail"),
        Err(SdkError::ServiceError(error)) => error.into_err(),
        Err(error) => panic!("the service did not say how the call failed: {error:?}"),
    }
}

/// Checks the code of an error.
///
/// # Panics
/// It has another one.
#[track_caller]
pub fn code(error: &impl ProvideErrorMetadata, expected: &str) {
    assert_eq!(error.meta().code(), Some(expected), "the code");
}

/// Checks who is at fault, as a query-compatible service says it.
///
/// # Panics
/// It is somebody else.
#[track_caller]
pub fn fault(error: &impl ProvideErrorMetadata, expected: &str) {
    assert_eq!(error.meta().extra(FAULT), Some(expected), "the fault");
}

/// Ends a test at a value of another variant than the case has.
///
/// # Panics
/// Always.
#[track_caller]
pub fn unexpected(other: &impl Debug) -> ! {
    panic!("{other:?} is not expected")
}

/// Checks one member.
///
/// # Panics
/// It has another value.
#[track_caller]
pub fn equal<T: PartialEq + Debug>(member: &str, actual: &T, expected: &T) {
    assert!(actual == expected, "{member} is {actual:?}, {expected:?} is expected");
}

/// `f32` or `f64`.
pub trait Float: Copy + Debug + Default {
    /// Whether it is no number.
    fn is_not_a_number(self) -> bool;
}

impl Float for f32 {
    fn is_not_a_number(self) -> bool {
        self.is_nan()
    }
}

impl Float for f64 {
    fn is_not_a_number(self) -> bool {
        self.is_nan()
    }
}

/// Checks that a value is `NaN` and puts zero in its place: `NaN` equals nothing, so what holds it could not be
/// compared.
///
/// # Panics
/// It is a number.
#[track_caller]
pub fn take_not_a_number(value: &mut impl Float) {
    assert!(value.is_not_a_number(), "{value:?} is not NaN");
    *value = Default::default();
}

#[cfg(test)]
mod tests {
    use super::{has_header, header, json_body, lacks_header, lacks_query_param, query_param, take_not_a_number};
    use http::{HeaderValue, Request};

    fn request() -> Request<Vec<u8>> {
        let mut request = Request::new(br#"{"a": 1}"#.to_vec());
        *request.uri_mut() = http::Uri::from_static("https://example.com/?a=1&b");
        request.headers_mut().append("a", HeaderValue::from_static("1"));
        request.headers_mut().append("a", HeaderValue::from_static("2"));
        request
    }

    #[test]
    fn what_is_there_passes() {
        header(&request(), "A", "1, 2");
        lacks_header(&request(), "b");
        query_param(&request(), "a=1");
        query_param(&request(), "b");
        lacks_query_param(&request(), "c");
        json_body(&request(), r#"{"a":1.0}"#);
        let mut value = f32::NAN;
        take_not_a_number(&mut value);
        assert_eq!(value.to_bits(), 0);
    }

    #[test]
    #[should_panic(expected = "the header b is missing")]
    fn a_missing_header_fails() {
        has_header(&request(), "b");
    }

    #[test]
    #[should_panic(expected = "$.a is ")]
    fn another_body_fails() {
        json_body(&request(), r#"{"a":2}"#);
    }
}
