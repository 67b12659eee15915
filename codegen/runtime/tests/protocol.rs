//! The facts of AWS JSON on the wire, request and answer, on an operation that has nothing of its own.
#![cfg(test)]

use http::{HeaderMap, Request, Response, Uri};
use tinsmith_runtime::codec::json::{Reader, Writer};
use tinsmith_runtime::codec::{ReadError, ReadShape};
use tinsmith_runtime::error::{BuildError, ErrorMetadata, Unhandled};

use tinsmith_runtime::message::RawResponse;
use tinsmith_runtime::primitives::Document;
use tinsmith_runtime::sdk_error::SdkError;
use tinsmith_runtime::{Compression, Operation, Protocol, RequestOptions, Safety, ServiceMetadata, Signing};

tinsmith_runtime::service! { SERVICE {
    sdk_id = "Echo";
    shape_name = "EchoService";
    version = "1";
    protocol = Protocol::AwsJson1_1;
} }

tinsmith_runtime::service! { OLD_SERVICE {
    sdk_id = "Echo";
    shape_name = "EchoService";
    version = "1";
    protocol = Protocol::AwsJson1_0;
    query_compatible = true;
} }

/// Text, and what goes before the host.
struct Input {
    prefix: Option<&'static str>,
    text: String,
}

tinsmith_runtime::constraints! { Input {} }
tinsmith_runtime::write_shape! { Input: Writer {
    "Text" => always text, Writer::text;
} }

fn input(prefix: Option<&'static str>, text: impl Into<String>) -> Input {
    Input { prefix, text: text.into() }
}

/// Any value.
#[derive(Debug)]
struct Output {
    document: Document,
    meta: tinsmith_runtime::ResponseMetadata,
}

impl<'a> ReadShape<Reader<'a>> for Output {
    fn read_shape(reader: &mut Reader<'a>) -> Result<Self, ReadError> {
        let document = reader.document()?;
        Ok(Self { document, meta: tinsmith_runtime::ResponseMetadata::NONE })
    }
}

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

/// An operation that has nothing of its own but its constants.
macro_rules! echo {
    ($name:ident, $service:ident $(, $constant:ident: $type:ty = $value:expr)*) => {
        #[derive(Debug)]
        struct $name;
        impl Operation for $name {
            type Input = Input;
            type Output = Output;
            type Error = EchoError;
            const NAME: &'static str = stringify!($name);
            const SERVICE: &'static ServiceMetadata = &$service;
            tinsmith_runtime::rpc!(Writer, Reader);
            $(const $constant: $type = $value;)*
            fn host_prefix(input: &Self::Input) -> Result<Option<String>, BuildError> {
                Ok(input.prefix.map(str::to_owned))
            }
        }
    };
}
echo!(Echo, SERVICE, COMPRESSION: Compression = Compression::Gzip);
echo!(Plain, SERVICE, SAFETY: Safety = Safety::Idempotent, SIGNING: Signing = Signing::Unsigned);
echo!(Old, OLD_SERVICE);

fn request(endpoint: &str, prefix: Option<&'static str>) -> Result<Request<Vec<u8>>, BuildError> {
    Echo::request(&endpoint.parse::<Uri>().unwrap(), input(prefix, ""))
}

fn failed<O: Operation<Output = Output, Error = EchoError>>(
    status: u16,
    headers: &[(&'static str, &str)],
    body: &str,
) -> SdkError<EchoError> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    O::response(&response.body(body).unwrap()).unwrap_err()
}

fn code(headers: &[(&'static str, &str)], body: &str) -> Option<String> {
    failed::<Echo>(400, headers, body).code().map(str::to_owned)
}

/// An operation whose input names the endpoint.
#[derive(Debug)]
struct Elsewhere;

impl Operation for Elsewhere {
    type Input = Input;
    type Output = Output;
    type Error = EchoError;
    const NAME: &'static str = "Elsewhere";
    const SERVICE: &'static ServiceMetadata = &SERVICE;
    tinsmith_runtime::rpc!(Writer, Reader);
    fn input_endpoint(input: &Self::Input) -> Option<&str> {
        (!input.text.is_empty()).then_some(input.text.as_str())
    }
}

#[test]
fn an_endpoint_in_the_input_goes_before_any_other() {
    let endpoint: Uri = "https://host/a".parse().unwrap();
    let uri = |text: &str, options: &RequestOptions<'_>| {
        Elsewhere::request_with(&endpoint, input(None, text), options).map(|request| request.uri().to_string())
    };
    let on = RequestOptions::new();
    assert_eq!(uri("", &on).unwrap(), "https://host/a/");
    assert_eq!(uri("https://custom.example/b", &on).unwrap(), "https://custom.example/b/");
    assert_eq!(uri("https://custom.example", &on.input_endpoint(false)).unwrap(), "https://host/a/");
    for wrong in ["not a uri", "custom.example", "https://host?x=1"] {
        assert!(uri(wrong, &on).is_err(), "{wrong}");
    }
}

#[test]
fn the_endpoint_says_where_requests_go() {
    for (endpoint, prefix, expected) in [
        ("https://host", None, "https://host/"),
        ("https://host/", None, "https://host/"),
        ("http://host:8080/a/b", None, "http://host:8080/a/b/"),
        ("http://host/a/b/", None, "http://host/a/b/"),
        ("http://[::1]:8080", None, "http://[::1]:8080/"),
        ("https://host.example", Some("foo."), "https://foo.host.example/"),
        ("https://host.example:1/x", Some("foo.bar-"), "https://foo.bar-host.example:1/x/"),
        ("https://user:word@host.example", Some("foo."), "https://user:word@foo.host.example/"),
        ("https://my_host.example", Some("foo."), "https://foo.my_host.example/"),
        ("https://host", Some(""), "https://host/"),
        ("https://Host.EXAMPLE:1/A", None, "https://host.example:1/A/"),
        ("https://User@Host.example", Some("Foo."), "https://User@foo.host.example/"),
    ] {
        assert_eq!(request(endpoint, prefix).unwrap().uri().to_string(), expected, "{endpoint} {prefix:?}");
    }
}

#[test]
fn what_is_no_endpoint_is_an_error_with_a_remedy() {
    for (endpoint, prefix) in [
        ("/path", None),
        ("host", None),
        ("https://host?a=b", None),
        ("https://127.0.0.1", Some("foo.")),
        ("https://[::1]:1", Some("foo.")),
        ("https://host", Some("-foo.")),
        ("https://host", Some("fo_o.")),
        ("https://host", Some("foo..")),
        ("https://host", Some("foo/")),
        ("https://host", Some("foo@")),
        ("https://host", Some(".")),
    ] {
        let error = request(endpoint, prefix).expect_err(endpoint).to_string();
        assert!(error.contains("endpoint"), "{endpoint} {prefix:?}: {error}");
    }
    let long: &'static str = Box::leak("a.".repeat(127).into_boxed_str());
    assert!(request("https://host", Some(long)).is_err());
}

#[test]
fn headers_are_those_of_the_protocol_and_no_others() {
    let request = request("https://host", None).unwrap();
    assert_eq!(request.headers().len(), 3);
    assert_eq!(request.headers()["content-type"], "application/x-amz-json-1.1");
    assert_eq!(request.headers()["x-amz-target"], "EchoService.Echo");
    assert_eq!(request.headers()["content-length"], request.body().len().to_string());
    let request = Old::request(&Uri::from_static("https://host"), input(None, "")).unwrap();
    assert_eq!(request.headers()["content-type"], "application/x-amz-json-1.0");
    assert_eq!(request.headers()["x-amzn-query-mode"], "true");
}

#[cfg(feature = "compression")]
#[test]
fn large_payloads_are_compressed_where_the_model_says_so() {
    use std::io::Read;

    let endpoint = Uri::from_static("https://host");
    let text = "x".repeat(10_240 - r#"{"Text":""}"#.len());
    let send = |text: &str, options| Echo::request_with(&endpoint, input(None, text), &options).unwrap();
    let request = send(&text, RequestOptions::new());
    assert_eq!(request.headers()["content-encoding"], "gzip");
    assert_eq!(request.headers()["content-length"], request.body().len().to_string());
    let mut plain = String::new();
    flate2::read::GzDecoder::new(request.body().as_slice()).read_to_string(&mut plain).unwrap();
    assert_eq!(plain, format!(r#"{{"Text":"{text}"}}"#));
    assert_eq!(send(&text, RequestOptions::new()).body(), request.body(), "the same every time");

    let encoded = |request: Request<Vec<u8>>| request.headers().contains_key("content-encoding");
    assert!(!encoded(send(&text[1..], RequestOptions::new())), "one byte short");
    assert!(!encoded(send(&text, RequestOptions::new().compression(false))));
    assert!(encoded(send("", RequestOptions::new().compression_minimum(0))));
    assert!(!encoded(Plain::request(&endpoint, input(None, text)).unwrap()), "the model does not say so");
}

#[test]
fn the_options_do_not_depend_on_features() {
    let options = RequestOptions::new().compression(false).compression_minimum(usize::MAX).host_prefix(false);
    let request = Plain::request_with(&Uri::from_static("https://host"), input(Some("-"), ""), &options).unwrap();
    assert_eq!(request.uri().host(), Some("host"));
    assert!(format!("{options:?}").contains("10485760"));
}

#[test]
fn an_answer_is_read_to_its_end_whatever_its_content_type_says() {
    let ok = |body: &str| {
        let response = Response::builder().header("content-type", "application/x-amz-json-1.1; charset=utf-8");
        Echo::response(&response.status(200).body(body).unwrap())
    };
    assert_eq!(ok("").unwrap().document, Document::Object(std::collections::HashMap::new()));
    assert_eq!(ok(" true ").unwrap().document, Document::Bool(true));
    for broken in ["{", "{}x", "\"\\ud800\"", "<html>"] {
        let error = ok(broken).unwrap_err();
        assert!(matches!(&error, SdkError::ResponseError(_)), "{broken}");
        assert_eq!(error.raw_response().unwrap().body(), broken.as_bytes());
        assert!(!error.to_string().contains("html") && !format!("{error:?}").contains("html"));
        assert_eq!((error.code(), error.as_service_error().is_none()), (None, true));
    }
}

#[test]
fn the_code_comes_from_the_header_then_from_code_then_from_type() {
    let all = r#"{"__type":"T","code":"C"}"#;
    assert_eq!(code(&[("x-amzn-errortype", "H")], all).as_deref(), Some("H"));
    assert_eq!(code(&[], all).as_deref(), Some("C"));
    assert_eq!(code(&[], r#"{"__type":"T"}"#).as_deref(), Some("T"));
    assert_eq!(code(&[("x-amzn-errortype", ":")], r#"{"code":"","__type":"T"}"#).as_deref(), Some("T"));
    assert_eq!(code(&[], r#"{"code":404,"__type":"T"}"#).as_deref(), Some("T"));
    assert_eq!(code(&[], r#"{"data":{"__type":"T"}}"#), None);
}

#[test]
fn a_code_is_freed_of_namespace_and_url() {
    for spelling in [
        "FooError",
        "FooError:http://amazon.example/coral/com.amazon.coral.validate/",
        "aws.protocoltests#FooError",
        "aws.protocoltests#FooError:http://amazon.example/coral/com#amazon.coral.validate/",
    ] {
        assert_eq!(code(&[("x-amzn-errortype", spelling)], "").as_deref(), Some("FooError"), "{spelling}");
        assert_eq!(code(&[], &format!(r#"{{"__type":"{spelling}"}}"#)).as_deref(), Some("FooError"), "{spelling}");
    }
}

#[test]
fn the_message_goes_by_three_names() {
    let message = |body: &str| failed::<Echo>(400, &[], body).message().map(str::to_owned);
    assert_eq!(message(r#"{"errorMessage":"c","Message":"b","message":"a"}"#).as_deref(), Some("a"));
    assert_eq!(message(r#"{"errorMessage":"c","Message":"b"}"#).as_deref(), Some("b"));
    assert_eq!(message(r#"{"errorMessage":"c","message":null}"#).as_deref(), Some("c"));
    assert_eq!(message(r#"{"message":{"text":"a"}}"#), None);
}

#[test]
fn the_request_id_goes_by_two_names() {
    let id = |headers: &[(&'static str, &str)]| failed::<Echo>(400, headers, "{}").request_id().map(str::to_owned);
    assert_eq!(id(&[("x-amz-request-id", "b"), ("x-amzn-requestid", "a")]).as_deref(), Some("a"));
    assert_eq!(id(&[("x-amz-request-id", "b")]).as_deref(), Some("b"));
    assert_eq!(id(&[]), None);
}

#[test]
fn a_body_that_does_not_parse_loses_nothing() {
    let error = failed::<Echo>(503, &[("x-amz-request-id", "b")], "<html>secret</html>");
    assert_eq!(error.to_string(), "Echo: the service answered with status 503 and no error code (request id b)");
    let raw = error.raw_response().unwrap();
    assert_eq!((raw.status().as_u16(), raw.body()), (503, &b"<html>secret</html>"[..]));
    assert_eq!(raw.headers().len(), 1);
    assert!(!format!("{error:?}").contains("secret"));
    let error = failed::<Echo>(400, &[], r#"{"__type":"Cut","message":"off","#);
    assert_eq!(error.to_string(), "Echo: Cut: off");
    for status in [100, 301, 400, 500] {
        assert!(matches!(failed::<Echo>(status, &[], "{}"), SdkError::ServiceError(_)), "{status}");
    }
}

#[test]
fn a_service_with_a_past_overrides_the_code() {
    let header = |value| [("x-amzn-query-error", value)];
    let body = r#"{"__type":"New"}"#;
    let old = |value| failed::<Old>(400, &header(value), body);
    assert_eq!(old("Old;Sender").code(), Some("Old"));
    assert_eq!(old("Old;Sender").meta().unwrap().extra("type"), Some("Sender"));
    assert_eq!(old("Old").code(), Some("Old"));
    assert_eq!(old(";Sender").code(), Some("New"));
    assert_eq!(failed::<Echo>(400, &header("Old;Sender"), body).code(), Some("New"), "only where the model says so");
}

#[test]
fn metadata_and_raw_responses_can_be_made_for_tests() {
    let meta = ErrorMetadata::builder().code("C").message("m").request_id("r").custom("k", "v").build();
    assert_eq!(
        (meta.code(), meta.message(), meta.request_id(), meta.extra("k")),
        (Some("C"), Some("m"), Some("r"), Some("v"))
    );
    assert_eq!(meta.to_string(), "C: m");
    assert_eq!(meta, meta.clone());
    let raw = RawResponse::new(http::StatusCode::OK, HeaderMap::new(), b"secret".to_vec());
    assert!(format!("{raw:?}").contains("6 bytes"));
    let error = SdkError::service_error("Echo", Unhandled::new(meta, None), raw);
    assert_eq!((error.operation(), error.to_string()), ("Echo", "Echo: C: m".to_owned()));
    let error: SdkError<Unhandled> = SdkError::construction_failure("Echo", BuildError::missing_field("Id", "set it"));
    assert_eq!(error.to_string(), "Echo: the request cannot be built: `Id` is missing: set it");
    assert!(error.raw_response().is_none());
}

#[test]
fn constants_of_an_operation_are_its_metadata() {
    for (facts, name, service, safety, compression, signing) in [
        (Echo::METADATA, "Echo", &SERVICE, Safety::Unsafe, Compression::Gzip, Signing::Signed),
        (Plain::METADATA, "Plain", &SERVICE, Safety::Idempotent, Compression::None, Signing::Unsigned),
        (Old::METADATA, "Old", &OLD_SERVICE, Safety::Unsafe, Compression::None, Signing::Signed),
    ] {
        assert_eq!((facts.name, facts.service), (name, service));
        assert_eq!((facts.safety, facts.compression, facts.signing), (safety, compression, signing), "{name}");
    }
}
