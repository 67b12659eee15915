//! The frame around operations in each protocol: a service of two operations, written as a generated crate writes it.
#![cfg(test)]

use std::future::Future;
use std::pin::Pin;
use std::task::{Context as Task, Poll, Waker};

use bytes::Bytes;
use http::{Request, Response};
use tinsmith_runtime::codec::{ReadError, cbor};
use tinsmith_server::{Around, Context, Served, Service, TooSlow, Validation, With};

/// The service in the codec and the protocol that are given.
macro_rules! service {
    ($module:ident, $codec:ident, $protocol:ident) => {
        #[allow(dead_code, missing_docs, unreachable_pub, reason = "it stands for a crate of its own")]
        mod $module {
            use tinsmith_runtime::codec::$codec::{Reader, Writer};
            use tinsmith_runtime::{Operation, Protocol, ServiceMetadata, Unhandled};

            tinsmith_runtime::service! { SERVICE {
                shape_name = "Things";
                protocol = Protocol::$protocol;
                query_compatible = true;
            } }

            #[derive(Clone, PartialEq)]
            pub struct GetInput {
                pub name: Option<String>,
                pub choice: Option<Choice>,
            }
            tinsmith_runtime::structure! { GetInput => fallible GetInputBuilder<C> {
                name, set_name, get_name: optional text;
                choice, set_choice, get_choice: optional value(Choice);
            } }
            tinsmith_runtime::read_shape! { GetInput: Reader {
                "name" => name, Reader::text;
                "choice" => choice, Reader::shape;
            } }
            tinsmith_runtime::write_shape! { GetInput: Writer {
                "name" => optional name, Writer::text;
                "choice" => optional choice, Writer::shape;
            } }

            tinsmith_runtime::constraints! { GetInput {
                "name" => optional, text().length_to(8);
            } }

            #[derive(Clone, PartialEq, Debug)]
            pub enum Choice {
                Number(i32),
                Unknown,
            }
            tinsmith_runtime::read_union! { Choice: Reader { "number" => Number, Reader::integer; } }
            tinsmith_runtime::write_union! { Choice: Writer { "number" => Number, Writer::integer; } }

            #[derive(Clone, PartialEq)]
            pub struct GetOutput {
                pub name: Option<String>,
                pub(crate) meta: tinsmith_runtime::ResponseMetadata,
            }
            tinsmith_runtime::structure! { GetOutput => answer GetOutputBuilder {
                name, set_name, get_name: optional text;
            } }
            tinsmith_runtime::read_shape! { GetOutput: Reader { "name" => name, Reader::text; } }
            tinsmith_runtime::write_shape! { GetOutput: Writer { "name" => optional name, Writer::text; } }

            #[derive(Clone, PartialEq)]
            pub struct NotFound {
                pub message: Option<String>,
                pub(crate) meta: tinsmith_runtime::error::ErrorMetadata,
            }
            tinsmith_runtime::error_structure! { NotFound => NotFoundBuilder, "NotFound" {
                message, set_message, get_message: optional text;
            } }
            tinsmith_runtime::read_shape! { NotFound: Reader { "message" => message, Reader::text; } }
            tinsmith_runtime::write_shape! { NotFound: Writer { "message" => optional message, Writer::text; } }
            tinsmith_runtime::served_error! { NotFound: Writer, "com.example#NotFound", 404, "Gone", "Sender" }

            #[derive(Debug)]
            pub enum GetError {
                NotFound(NotFound),
                Unhandled(Unhandled),
            }
            tinsmith_runtime::operation_error! { GetError: Reader => Error {
                NotFound, is_not_found: "NotFound" => NotFound;
            } }
            #[derive(Debug)]
            pub enum Error {
                NotFound(NotFound),
                Unhandled(Unhandled),
            }
            tinsmith_runtime::service_error! { Error { NotFound; } }

            pub struct Get;
            impl Operation for Get {
                type Input = GetInput;
                type Output = GetOutput;
                type Error = GetError;
                const NAME: &'static str = "Get";
                const SERVICE: &'static ServiceMetadata = &SERVICE;
                const COMPRESSION: tinsmith_runtime::metadata::Compression =
                    tinsmith_runtime::metadata::Compression::Gzip;
                tinsmith_runtime::rpc!(Writer, Reader);
            }
            pub struct Forget;
            impl Operation for Forget {
                type Input = GetInput;
                type Output = GetOutput;
                type Error = GetError;
                const NAME: &'static str = "Forget";
                const SERVICE: &'static ServiceMetadata = &SERVICE;
                tinsmith_runtime::rpc!(Writer, Reader);
            }

            pub mod shapes {
                pub use super::{Forget, Get, GetError, GetInput, GetOutput};
            }

            tinsmith_server::server! { Things: SERVICE, Reader, Writer {
                get "Gets a thing." => shapes::{Get, GetInput, GetOutput, GetError};
                forget "Nobody wrote it." => shapes::{Forget, GetInput, GetOutput, GetError};
            } }

            /// Answers by the name that it is asked for.
            pub struct Asked;

            impl Things for Asked {
                async fn get(
                    &self,
                    input: GetInput,
                    context: &tinsmith_server::Context,
                ) -> Result<GetOutput, GetError> {
                    let refused = |code: &str| {
                        let meta = tinsmith_runtime::error::ErrorMetadata::builder().code(code).message("no");
                        GetError::generic(meta.build())
                    };
                    match input.name() {
                        Some("missing") => {
                            Err(GetError::NotFound(NotFound::builder().message("there is none").build()))
                        }
                        Some("denied") => Err(refused("AccessDeniedException")),
                        Some("broken") => Err(GetError::unhandled("the password of the database is hunter2")),
                        Some("panic") => panic!("the password of the database is hunter2"),
                        Some("key") => {
                            Ok(GetOutput::builder().set_name(context.access_key_id().map(str::to_owned)).build())
                        }
                        _ => Ok(GetOutput::builder().set_name(input.name).build()),
                    }
                }
            }
        }
    };
}

service!(json10, json, AwsJson1_0);
service!(json11, json, AwsJson1_1);
service!(rpc, cbor, RpcV2Cbor);

/// Nothing here waits.
fn now<F: Future>(future: F) -> F::Output {
    let mut future = Box::pin(future);
    match future.as_mut().poll(&mut Task::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the answer is not there"),
    }
}

fn json(operation: &str, body: &'static str) -> Request<Bytes> {
    Request::post("/")
        .header("content-type", "application/x-amz-json-1.1")
        .header("x-amz-target", format!("Things.{operation}"))
        .body(Bytes::from_static(body.as_bytes()))
        .unwrap()
}

fn asked(request: Request<Bytes>) -> Response<Bytes> {
    now(json11::service(json11::Asked).answer(request))
}

/// The status, and the body.
fn said(answer: &Response<Bytes>) -> (u16, &str) {
    (answer.status().as_u16(), std::str::from_utf8(answer.body()).unwrap())
}

#[test]
fn an_output_is_answered_in_the_frame_of_its_protocol() {
    let answer = asked(json("Get", r#"{"name":"a"}"#));
    assert_eq!(said(&answer), (200, r#"{"name":"a"}"#));
    assert_eq!(answer.headers()["content-type"], "application/x-amz-json-1.1");
    assert_eq!(answer.headers()["x-amzn-requestid"].len(), 36);
    assert_eq!(said(&asked(json("Get", ""))), (200, "{}"), "an empty body is one without members");
}

#[test]
fn an_error_of_the_model_has_its_status_and_its_name() {
    let answer = asked(json("Get", r#"{"name":"missing"}"#));
    assert_eq!(said(&answer), (404, r#"{"__type":"NotFound","message":"there is none"}"#));
    assert_eq!(answer.headers()["x-amzn-query-error"], "Gone;Sender");

    let (mut parts, body) = json("Get", r#"{"name":"missing"}"#).into_parts();
    parts.headers.insert("content-type", "application/x-amz-json-1.0".parse().unwrap());
    let answer = now(json10::service(json10::Asked).answer(Request::from_parts(parts, body)));
    assert_eq!(said(&answer), (404, r#"{"__type":"com.example#NotFound","message":"there is none"}"#));
}

#[test]
fn an_error_that_the_model_does_not_have_is_answered_by_its_code() {
    let answer = asked(json("Get", r#"{"name":"denied"}"#));
    assert_eq!(said(&answer), (400, r#"{"__type":"AccessDeniedException","message":"no"}"#));
}

#[test]
fn what_only_the_service_should_know_is_not_told() {
    let internal = r#"{"__type":"InternalFailureException","message":"the service failed to answer this request"}"#;
    for name in [r#"{"name":"broken"}"#, r#"{"name":"panic"}"#] {
        let answer = asked(json("Get", name));
        assert_eq!(said(&answer), (500, internal), "{name}");
        assert!(answer.headers().contains_key("x-amzn-requestid"));
    }
}

#[test]
fn an_operation_that_nobody_wrote_says_so() {
    let expected = r#"{"__type":"NotImplementedException","message":"this service does not have the operation yet"}"#;
    assert_eq!(said(&asked(json("Forget", "{}"))), (501, expected));
}

#[test]
fn what_the_frame_refuses_has_a_type_a_message_and_a_request_id() {
    let with = |change: fn(&mut http::request::Parts)| {
        let (mut parts, body) = json("Get", "{}").into_parts();
        change(&mut parts);
        Request::from_parts(parts, body)
    };
    let cases = [
        (404, "UnknownOperationException", json("Nothing", "{}")),
        (404, "UnknownOperationException", with(|parts| parts.uri = "/elsewhere".parse().unwrap())),
        (404, "UnknownOperationException", with(|parts| drop(parts.headers.remove("x-amz-target")))),
        (405, "MethodNotAllowedException", with(|parts| parts.method = http::Method::GET)),
        (415, "UnsupportedMediaTypeException", with(|parts| drop(parts.headers.remove("content-type")))),
        (
            415,
            "UnsupportedMediaTypeException",
            with(|parts| drop(parts.headers.insert("content-encoding", "br".parse().unwrap()))),
        ),
        (400, "SerializationException", json("Get", "{")),
        (400, "SerializationException", json("Get", "[]")),
        (400, "SerializationException", json("Get", "null")),
        (400, "SerializationException", json("Get", r#"{"name":1}"#)),
        (400, "SerializationException", json("Get", r#"{"choice":{"other":1}}"#)),
        (400, "SerializationException", json("Get", r#"{"choice":{}}"#)),
    ];
    for (status, code, request) in cases {
        let what = format!("{request:?}");
        let answer = asked(request);
        let (found, body) = said(&answer);
        let expected = format!(r#"{{"__type":"{code}","message":""#);
        assert!(found == status && body.starts_with(&expected), "{what}: {found} {body}");
        assert!(answer.headers().contains_key("x-amzn-requestid"), "{what}");
    }
    let allowed = asked(with(|parts| parts.method = http::Method::GET));
    assert_eq!(allowed.headers()["allow"], "POST");
}

#[test]
fn an_input_that_breaks_a_constraint_is_answered_as_the_service_is_told_to() {
    let said_by = |validation, request| {
        let answer = now(json11::service(json11::Asked).validation(validation).answer(request));
        (answer.status().as_u16(), String::from_utf8(answer.body().to_vec()).unwrap())
    };
    let long = || json("Get", r#"{"name":"far too long"}"#);
    let wrong =
        "Value with length 12 at '/name' failed to satisfy constraint: Member must have length less than or equal to 8";
    let message = format!("1 validation error detected. {wrong}");
    let listed = format!(
        r#"{{"__type":"ValidationException","message":"{message}","fieldList":[{{"path":"/name","message":"{wrong}"}}]}}"#
    );
    assert_eq!(said_by(Validation::ValidationException, long()), (400, listed.clone()));
    assert_eq!(said_by(Validation::Modeled("Unknown"), long()), (400, listed));
    let modeled = format!(r#"{{"__type":"NotFound","message":"{message}"}}"#);
    assert_eq!(said_by(Validation::Modeled("NotFound"), long()), (400, modeled));
    assert_eq!(said_by(Validation::Off, long()), (200, r#"{"name":"far too long"}"#.to_owned()));
}

#[test]
fn a_body_beyond_the_limit_is_refused() {
    let service = json11::service(json11::Asked).largest_body(12);
    assert_eq!(now(service.answer(json("Get", r#"{"name":"a"}"#))).status(), 200);
    assert_eq!(now(service.answer(json("Get", r#"{"name":"ab"}"#))).status(), 413);
}

/// A body that comes in pieces, says nothing of its size, and may break off.
struct Pieces(Vec<Result<&'static str, tinsmith_server::BoxError>>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = tinsmith_server::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Task<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        Poll::Ready(
            self.0.pop().map(|piece| piece.map(|text| http_body::Frame::data(Bytes::from_static(text.as_bytes())))),
        )
    }
}

/// An error that another one caused.
#[derive(Debug)]
struct Caused(TooSlow);

impl std::fmt::Display for Caused {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("it broke")
    }
}

impl std::error::Error for Caused {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

#[test]
fn a_body_comes_in_pieces_up_to_the_limit_or_breaks_off() {
    let status = |mut pieces: Vec<Result<&'static str, tinsmith_server::BoxError>>| {
        pieces.reverse();
        let (parts, _) = json("Get", "").into_parts();
        let mut service = json11::service(json11::Asked).largest_body(12);
        let call = tower_service::Service::call(&mut service, Request::from_parts(parts, Pieces(pieces)));
        now(call).unwrap().status().as_u16()
    };
    assert_eq!(status(vec![Ok(r#"{"name""#), Ok(r#":"a"}"#)]), 200);
    assert_eq!(status(vec![Ok(r#"{"name""#), Ok(r#":"ab"}"#)]), 413);
    assert_eq!(status(vec![Ok(r#"{"name""#), Err("reset".into())]), 400);
    assert_eq!(status(vec![Ok(r#"{"name""#), Err(TooSlow.into())]), 408);
    assert_eq!(status(vec![Ok(r#"{"name""#), Err(Caused(TooSlow).into())]), 408, "whatever stands around it");
}

/// A request that a client has packed.
#[cfg(feature = "compression")]
fn packed(name: &str) -> Request<Bytes> {
    use tinsmith_runtime::Operation as _;

    let input = json11::GetInput::builder().name(name).build().unwrap();
    let options = tinsmith_runtime::message::RequestOptions::new().compression_minimum(0);
    let request = json11::Get::request_with(&"http://localhost".parse().unwrap(), input, &options).unwrap();
    assert_eq!(request.headers()["content-encoding"], "gzip");
    request.map(Bytes::from)
}

#[cfg(feature = "compression")]
#[test]
fn a_body_in_gzip_is_unpacked_where_the_model_says_that_clients_may_send_it() {
    assert_eq!(said(&asked(packed("a"))), (200, r#"{"name":"a"}"#));

    let (mut parts, body) = packed("a").into_parts();
    parts.headers.insert("x-amz-target", "Things.Forget".parse().unwrap());
    assert_eq!(asked(Request::from_parts(parts, body)).status(), 415, "this operation says nothing of it");

    for damaged in [|body: Bytes| body.slice(..body.len() - 1), |_| Bytes::from_static(b"{}"), |_| Bytes::new()] {
        let answer = asked(packed("a").map(damaged));
        let (status, body) = said(&answer);
        assert_eq!(status, 400, "{body}");
        assert!(body.starts_with(r#"{"__type":"SerializationException","message":"the body is no gzip"#), "{body}");
    }
}

#[cfg(feature = "compression")]
#[test]
fn a_small_body_in_gzip_that_holds_a_large_one_is_refused() {
    let bomb = packed(&"0".repeat(10_000_000));
    assert!(bomb.body().len() < 20_000);
    let answer = now(json11::service(json11::Asked).answer(bomb));
    let (status, body) = said(&answer);
    assert_eq!(status, 413, "{body}");
    assert!(body.starts_with(r#"{"__type":"RequestEntityTooLargeException""#), "{body}");
}

#[test]
fn deep_nesting_is_refused() {
    let body: &'static str = Box::leak(format!("{{\"x\":{}", "[".repeat(100_000)).into_boxed_str());
    assert_eq!(asked(json("Get", body)).status(), 400);
}

#[test]
fn the_context_says_who_calls() {
    let (mut parts, body) = json("Get", r#"{"name":"key"}"#).into_parts();
    let signature = "AWS4-HMAC-SHA256 Credential=AKID/20260101/x/y/aws4_request, SignedHeaders=host, Signature=0";
    parts.headers.insert("authorization", signature.parse().unwrap());
    assert_eq!(said(&asked(Request::from_parts(parts, body))), (200, r#"{"name":"AKID"}"#));
}

fn cbor(operation: &str, body: Vec<u8>) -> Request<Bytes> {
    Request::post(format!("/service/Things/operation/{operation}"))
        .header("content-type", "application/cbor")
        .header("smithy-protocol", "rpc-v2-cbor")
        .body(Bytes::from(body))
        .unwrap()
}

/// The members of a map of texts.
fn members(body: &[u8]) -> Result<Vec<(String, String)>, ReadError> {
    let mut reader = cbor::Reader::new(body);
    let mut members = Vec::new();
    reader.begin_structure()?;
    while let Some(name) = reader.next_member()? {
        members.push((name.into_owned(), reader.text()?));
    }
    Ok(members)
}

fn named(name: &str) -> Vec<u8> {
    cbor::Writer::body(&rpc::GetInput { name: Some(name.to_owned()), choice: None }).unwrap()
}

#[test]
fn rpc_v2_cbor_has_a_frame_of_its_own() {
    let service = rpc::service(rpc::Asked);
    let ask = |operation: &str, body| now(service.answer(cbor(operation, body)));
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());

    let answer = ask("Get", named("a"));
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["smithy-protocol"], "rpc-v2-cbor");
    assert_eq!(answer.headers()["content-type"], "application/cbor");
    assert_eq!(members(answer.body()).unwrap(), [pair("name", "a")]);

    let answer = ask("Get", named("missing"));
    assert_eq!(answer.status(), 404);
    assert_eq!(
        members(answer.body()).unwrap(),
        [pair("__type", "com.example#NotFound"), pair("message", "there is none")]
    );

    let answer = ask("Forget", Vec::new());
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["smithy-protocol"]),
        (501, &"rpc-v2-cbor".parse().unwrap())
    );
    assert_eq!(members(answer.body()).unwrap()[0], pair("__type", "NotImplementedException"));
    assert_eq!(ask("Get", vec![0xff]).status(), 400);
    assert_eq!(ask("Nothing", Vec::new()).status(), 404);
}

/// Lets signed requests through.
struct Signed;

impl Around for Signed {
    async fn around<O, N, F>(&self, input: O::Input, context: &Context, next: N) -> Result<O::Output, O::Error>
    where
        O: Served,
        N: FnOnce(O::Input) -> F + Send,
        F: Future<Output = Result<O::Output, O::Error>> + Send,
    {
        if context.access_key_id().is_none() {
            let meta = tinsmith_runtime::error::ErrorMetadata::builder().code(format!("No{}", O::NAME));
            return Err(tinsmith_runtime::Unhandled::new(meta.build(), None).into());
        }
        next(input).await
    }
}

#[test]
fn what_stands_around_an_implementation_stands_around_each_operation() {
    let service: Service<_> = json11::service(With::new(json11::Asked, Signed));
    for operation in ["Get", "Forget"] {
        let answer = now(service.answer(json(operation, "{}")));
        assert_eq!(said(&answer), (400, &*format!(r#"{{"__type":"No{operation}","message":""}}"#)));
    }
    let (mut parts, body) = json("Get", r#"{"name":"a"}"#).into_parts();
    parts.headers.insert("authorization", "AWS4-HMAC-SHA256 Credential=A/b".parse().unwrap());
    assert_eq!(now(service.answer(Request::from_parts(parts, body))).status(), 200);
}
