//! The facts of RPC v2 with CBOR on the wire, request and answer. An operation is what it is with AWS JSON: what differs
//! is the service's protocol, and the codec that the tables name.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use http::{Response, Uri};
use tinsmith_runtime::codec::cbor::{Reader, Writer};
use tinsmith_runtime::error::Unhandled;
use tinsmith_runtime::sdk_error::SdkError;
use tinsmith_runtime::{Compression, Operation, Protocol, RequestOptions, ServiceMetadata};

tinsmith_runtime::service! { SERVICE {
    sdk_id = "Echo";
    shape_name = "EchoService";
    version = "1";
    protocol = Protocol::RpcV2Cbor;
} }

tinsmith_runtime::service! { OLD_SERVICE {
    shape_name = "EchoService";
    protocol = Protocol::RpcV2Cbor;
    query_compatible = true;
} }

/// Text.
#[derive(Clone, PartialEq)]
struct Input {
    text: Option<String>,
}

tinsmith_runtime::constraints! { Input {} }
tinsmith_runtime::write_shape! { Input: Writer {
    "Text" => optional text, Writer::text;
} }

/// Text.
#[derive(Clone, PartialEq)]
struct Output {
    text: Option<String>,
    meta: tinsmith_runtime::ResponseMetadata,
}

tinsmith_runtime::structure! { Output => answer OutputBuilder {
    text, set_text, get_text: optional text;
} }

tinsmith_runtime::read_shape! { Output: Reader {
    "Text" => text, Reader::text;
} }

/// An error of which the model knows nothing.
#[derive(Debug)]
enum EchoError {
    Unhandled(Unhandled),
}

tinsmith_runtime::operation_error! { EchoError: Reader => Error {} }

/// What any operation can fail with.
#[derive(Debug)]
#[expect(dead_code, reason = "a service has it; no test makes one")]
enum Error {
    Unhandled(Unhandled),
}

tinsmith_runtime::service_error! { Error {} }

macro_rules! operation {
    ($name:ident, $service:ident, $writer:tt) => {
        #[derive(Debug)]
        struct $name;
        impl Operation for $name {
            type Input = Input;
            type Output = Output;
            type Error = EchoError;
            const NAME: &'static str = stringify!($name);
            const SERVICE: &'static ServiceMetadata = &$service;
            const COMPRESSION: Compression = Compression::Gzip;
            tinsmith_runtime::rpc!($writer, Reader);
        }
    };
}
operation!(Echo, SERVICE, Writer);
operation!(Ping, SERVICE, ());
operation!(Old, OLD_SERVICE, Writer);

fn endpoint() -> Uri {
    Uri::from_static("https://host/base")
}

fn input() -> Input {
    Input { text: Some("a".to_owned()) }
}

/// Reads an answer of these parts; CBOR of `{"Text": "a"}`, `{"__type": …}` and so on is made by the tests by hand.
fn answer<O: Operation<Output = Output, Error = EchoError>>(
    status: u16,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Result<Output, SdkError<EchoError>> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    O::response(&response.body(body).unwrap())
}

const NAMED: (&str, &str) = ("smithy-protocol", "rpc-v2-cbor");

/// A map of texts, as long as it has fewer than 24 members of fewer than 24 bytes each, keys and values.
fn map(members: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = vec![0xa0 + u8::try_from(members.len()).unwrap()];
    for text in members.iter().flat_map(|(key, value)| [key, value]) {
        bytes.extend([0x78, u8::try_from(text.len()).unwrap()]);
        bytes.extend(text.as_bytes());
    }
    bytes
}

#[test]
fn the_path_names_service_and_operation_below_the_endpoints() {
    let request = Echo::request(&endpoint(), input()).unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://host/base/service/EchoService/operation/Echo");
    let request = Echo::request(&Uri::from_static("https://host"), input()).unwrap();
    assert_eq!(request.uri(), "https://host/service/EchoService/operation/Echo");
}

#[test]
fn headers_are_those_of_the_protocol_and_no_others() {
    let request = Echo::request(&endpoint(), input()).unwrap();
    assert_eq!(request.headers()["smithy-protocol"], "rpc-v2-cbor");
    assert_eq!(request.headers()["accept"], "application/cbor");
    assert_eq!(request.headers()["content-type"], "application/cbor");
    assert_eq!(request.headers()["content-length"], request.body().len().to_string());
    assert_eq!(request.headers().len(), 4);
    assert_eq!(Old::request(&endpoint(), input()).unwrap().headers()["x-amzn-query-mode"], "true");
}

#[test]
fn an_operation_without_input_has_no_body_and_an_input_without_members_has_one() {
    let options = RequestOptions::new().compression_minimum(0);
    let request = Ping::request_with(&endpoint(), input(), &options).unwrap();
    assert!(request.body().is_empty() && !request.headers().contains_key("content-type"));
    assert!(!request.headers().contains_key("content-encoding"), "nothing is nothing to compress");
    assert_eq!((request.headers().len(), &request.headers()["content-length"]), (3, &"0".parse().unwrap()));

    let request = Echo::request(&endpoint(), Input { text: None }).unwrap();
    assert!(!request.body().is_empty());
    assert_eq!(request.headers()["content-type"], "application/cbor");
}

#[test]
fn an_answer_is_read_to_its_end_and_may_be_empty() {
    assert_eq!(answer::<Echo>(200, &[NAMED], &map(&[("Text", "a")])).unwrap().text(), Some("a"));
    assert_eq!(answer::<Echo>(200, &[NAMED], b"").unwrap().text(), None);
    assert_eq!(answer::<Echo>(200, &[NAMED], b"\xbf\xff").unwrap().text(), None);
    for broken in [&b"\xa1"[..], b"\xa0\xa0", b"{}", b"\x80"] {
        let error = answer::<Echo>(200, &[NAMED], broken).unwrap_err();
        assert!(matches!(&error, SdkError::ResponseError(_)), "{broken:?}");
        assert_eq!(error.raw_response().unwrap().body(), broken);
    }
}

#[test]
fn an_answer_that_does_not_name_the_protocol_is_not_looked_into() {
    let error = answer::<Echo>(200, &[], &map(&[("Text", "a")])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Echo: the answer (status 200) does not parse: expected the header `smithy-protocol: rpc-v2-cbor`, found none"
    );
    assert!(matches!(error, SdkError::ResponseError(_)));
    let other = answer::<Echo>(200, &[("smithy-protocol", "rpc-v2-json")], b"{}").unwrap_err().to_string();
    assert!(other.ends_with("found another one"), "{other}");

    let body = map(&[("__type", "a.b#Gone"), ("message", "m")]);
    let error = answer::<Echo>(503, &[("x-amzn-requestid", "r")], &body).unwrap_err();
    assert!(matches!(error, SdkError::ServiceError(_)));
    assert_eq!((error.code(), error.message()), (None, None));
    assert!(error.to_string().contains("status 503"), "{error}");
    assert_eq!(error.raw_response().unwrap().body(), body);
}

#[test]
fn two_hundred_alone_is_success() {
    for status in [201, 204, 301, 400, 500] {
        let error = answer::<Echo>(status, &[NAMED], b"").unwrap_err();
        assert!(matches!(error, SdkError::ServiceError(_)), "{status}");
    }
}

#[test]
fn the_code_is_type_alone_freed_of_its_namespace() {
    let code = |headers: &[(&str, &str)], body: &[(&str, &str)]| {
        let headers: Vec<_> = [NAMED].into_iter().chain(headers.iter().copied()).collect();
        answer::<Echo>(400, &headers, &map(body)).unwrap_err().code().map(str::to_owned)
    };
    assert_eq!(code(&[], &[("__type", "a.b#Gone")]).as_deref(), Some("Gone"));
    assert_eq!(code(&[], &[("__type", "Gone")]).as_deref(), Some("Gone"));
    assert_eq!(code(&[], &[("__type", "a.b#Gone:http://x.example/")]).as_deref(), Some("Gone"));
    assert_eq!(code(&[("x-amzn-errortype", "Other")], &[("code", "Other"), ("Code", "Other")]), None);
    assert_eq!(
        code(&[("x-amzn-errortype", "Other")], &[("code", "Other"), ("__type", "Gone")]).as_deref(),
        Some("Gone")
    );
}

#[test]
fn an_error_keeps_message_and_request_id_and_what_broke() {
    let headers = [NAMED, ("x-amzn-requestid", "r")];
    let error = answer::<Echo>(400, &headers, &map(&[("__type", "a#Gone"), ("message", "m")])).unwrap_err();
    assert_eq!(error.to_string(), "Echo: Gone: m (request id r)");
    let mut cut = map(&[("__type", "a#Gone"), ("message", "m")]);
    cut.truncate(17);
    assert_eq!(answer::<Echo>(400, &[NAMED], &cut).unwrap_err().code(), Some("Gone"));
}

#[test]
fn a_service_with_a_past_overrides_the_code() {
    let body = map(&[("__type", "a#New")]);
    let headers = [NAMED, ("x-amzn-query-error", "Old;Sender")];
    let error = answer::<Old>(400, &headers, &body).unwrap_err();
    assert_eq!((error.code(), error.meta().unwrap().extra("type")), (Some("Old"), Some("Sender")));
    assert_eq!(answer::<Echo>(400, &headers, &body).unwrap_err().code(), Some("New"), "only where the model says so");
}
