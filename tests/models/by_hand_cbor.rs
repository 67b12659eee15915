// What the cases of the conformance model of rpcv2Cbor cannot say: answers that must be refused, bytes that are sent to
// the letter. A test of its crate says `use conformancerpcv2cbor as service;` and includes this file.

use service::Operation;
use service::error::SdkError;
use service::operation::compressed::{Compressed, CompressedInput};
use service::operation::echo_big_numbers::EchoBigNumbers;
use service::operation::echo_blobs::EchoBlobs;
use service::operation::echo_choices::{EchoChoices, EchoChoicesInput};
use service::operation::echo_lists::EchoLists;
use service::operation::echo_scalars::{EchoScalars, EchoScalarsInput};
use service::operation::echo_times::EchoTimes;
use service::operation::fail::{Fail, FailError};
use service::operation::ping::Ping;
use tinsmith_runtime::message::RequestOptions;
use tinsmith_runtime::testing;

fn endpoint() -> http::Uri {
    http::Uri::from_static("https://example.com")
}

fn answer(status: u16, body: &[u8]) -> http::Response<Vec<u8>> {
    let mut response = testing::response(status);
    testing::add_header(&mut response, "smithy-protocol", "rpc-v2-cbor");
    *response.body_mut() = body.to_vec();
    response
}

/// A map with one member.
fn member(name: &str, value: &[u8]) -> Vec<u8> {
    [&[0xa1, 0x60 | name.len() as u8], name.as_bytes(), value].concat()
}

/// Reads an answer that must be refused, with all of it still at hand.
fn refused<O: Operation>(body: &[u8])
where
    O::Output: std::fmt::Debug,
    O::Error: std::error::Error + 'static,
{
    let error = O::response(&answer(200, body)).expect_err(&format!("{body:02x?}"));
    assert!(matches!(error, SdkError::ResponseError(_)), "{body:02x?}: {error:?}");
    assert_eq!(error.raw_response().map(|raw| raw.body()), Some(body));
}

#[test]
fn bodies_that_are_not_cbor_maps_are_refused() {
    for body in [
        &b"\xbf"[..], b"\x80", b"\xf6", b"\x01", b"\xa0\xa0", b"\xa0\0", b"\xa1\x61a", b"\xa1\x01\x02", b"\xa1\x41a\x02",
        b"\xbf\x61a\xff", b"\xa2\x61a\x01", b"\xff", b"\x1c", b"{}", b"\xa1\x61a\xff",
    ] {
        refused::<Ping>(body);
    }
    let deep = [&b"\xa1\x61a"[..], &[0x81; 100_000], b"\x01"].concat();
    refused::<Ping>(&deep);
}

#[test]
fn numbers_of_the_wrong_form_are_refused() {
    let half = b"\xf9\x3c\x00";
    for (name, values) in [
        ("tiny", [&b"\x18\x80"[..], b"\x38\x80", half, b"\x611", b"\xf5", b"\x41\x01"]),
        ("small", [b"\x19\x80\x00", b"\x39\x80\x00", half, b"\x611", b"\x80", b"\xfb\0\0\0\0\0\0\0\0"]),
        ("number", [b"\x1a\x80\0\0\0", b"\x3a\x80\0\0\0", half, b"\x611", b"\xa0", b"\xc1\xf4"]),
        ("large", [b"\x1b\x80\0\0\0\0\0\0\0", b"\x3b\x80\0\0\0\0\0\0\0", half, b"\x611", b"\xf4", b"\xc2\x40\x40"]),
        ("ratio", [b"\x63NaN", b"\x68Infinity", b"\xf5", b"\x80", b"\xfb\x7e\x37\xe4\x3c\x88\0\x75\x9c", b"\x611"]),
        ("precise", [b"\x63NaN", b"\x69-Infinity", b"\xf4", b"\xe0", b"\xf8\xff", b"\x41\x01"]),
        ("yes", [b"\x64true", b"\x01", b"\x00", b"\x60", b"\x80", b"\xf8\x20"]),
        ("text", [b"\x01", b"\xf5", b"\x80", b"\xa0", half, b"\x41a"]),
    ] {
        for value in values {
            refused::<EchoScalars>(&member(name, value));
        }
    }
    for value in [&b"\xf9\x3c\x00"[..], b"\x41\x01", b"\x611", b"\xc4\x82\0\x01"] {
        refused::<EchoBigNumbers>(&member("whole", value));
    }
    for value in [&b"\x82\0\x01"[..], b"\xc4\x81\x01", b"\xc4\x83\0\x01\x02", b"\xf9\x7e\x00", b"\x611"] {
        refused::<EchoBigNumbers>(&member("exact", value));
    }
}

#[test]
fn times_of_the_wrong_form_are_refused() {
    for value in [&b"\x61x"[..], b"\xc1\x611", b"\xc0\x741985-04-12T23:20:50Z", b"\xc1\xf9\x7e\x00", b"\xc1\xf9\x7c\x00"] {
        refused::<EchoTimes>(&member("plain", value));
        refused::<EchoTimes>(&member("dateMember", value));
    }
}

#[test]
fn numbers_have_their_shortest_form() {
    let input = EchoScalarsInput::builder().large(1).ratio(1.0).precise(0.5).build().unwrap();
    let request = EchoScalars::request(&endpoint(), input).unwrap();
    assert_eq!(request.body(), b"\xbf\x65large\x01\x65ratio\xfa\x3f\x80\0\0\x67precise\xfa\x3f\0\0\0\xff");
    let input = EchoScalarsInput::builder().tiny(-1).precise(0.1).build().unwrap();
    let request = EchoScalars::request(&endpoint(), input).unwrap();
    assert_eq!(request.body(), b"\xbf\x64tiny\x20\x67precise\xfb\x3f\xb9\x99\x99\x99\x99\x99\x9a\xff");
}

#[test]
fn texts_that_are_not_utf8_are_refused() {
    for value in [&b"\x61\xff"[..], b"\x62\xc3\x28", b"\x7f\x61\xc3\x61\xbc\xff", b"\x7f\x41a\xff", b"\x7f\x7f\x61a\xff\xff"] {
        refused::<EchoScalars>(&member("text", value));
        refused::<Ping>(&member("unknown", value));
    }
}

#[test]
fn bytes_are_not_texts() {
    for value in [&b"\x64YWJj"[..], b"\x83\x01\x02\x03", b"\x5f\x61a\xff", b"\x01"] {
        refused::<EchoBlobs>(&member("data", value));
    }
}

#[test]
fn lengths_are_not_believed() {
    for value in [&b"\x9b\x10\0\0\0\0\0\0\0"[..], b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff", b"\x9a\xff\xff\xff\xff\x61a"] {
        refused::<EchoLists>(&member("texts", value));
        refused::<Ping>(&member("unknown", value));
    }
    refused::<EchoScalars>(&member("text", b"\x7b\x10\0\0\0\0\0\0\0"));
    refused::<EchoBlobs>(&member("data", b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff"));
    refused::<Ping>(b"\xbb\x80\0\0\0\0\0\0\0\x61a\x01");
}

#[test]
fn null_in_a_dense_list_is_refused() {
    refused::<EchoLists>(&member("texts", b"\x82\x61a\xf6"));
    refused::<EchoLists>(&member("texts", b"\x82\x61a\xf7"));
    refused::<EchoLists>(&member("leaves", b"\x81\xf6"));
    refused::<EchoLists>(&member("nested", b"\x82\x81\x61a\xf6"));
}

#[test]
fn unions_have_exactly_one_member() {
    for choice in
        [&b"\xa0"[..], b"\xbf\xff", b"\xa1\x64text\xf6", b"\xa2\x64text\x61a\x66number\x01", b"\xa1\x66__type\x61x", b"\x80", b"\x01"]
    {
        refused::<EchoChoices>(&member("choice", choice));
    }
}

#[test]
fn an_unknown_member_of_a_union_is_kept_as_such_but_not_sent() {
    let output = EchoChoices::response(&answer(200, &member("choice", b"\xa1\x65later\xa1\x61a\x9f\x01\xff"))).unwrap();
    let choice = output.choice().unwrap();
    assert!(choice.is_unknown());
    let input = EchoChoicesInput::builder().choice(choice.clone()).build().unwrap();
    let error = EchoChoices::request(&endpoint(), input).unwrap_err();
    assert!(error.to_string().contains("Choice"), "{error}");
}

#[test]
fn an_answer_of_another_protocol_is_not_looked_into() {
    let mut other = testing::response(200);
    *other.body_mut() = b"\xa0".to_vec();
    let error = Ping::response(&other).unwrap_err();
    assert!(matches!(error, SdkError::ResponseError(_)), "{error:?}");
    assert_eq!(error.raw_response().map(|raw| raw.status().as_u16()), Some(200));

    testing::add_header(&mut other, "smithy-protocol", "rpc-v2-json");
    assert!(matches!(Ping::response(&other), Err(SdkError::ResponseError(_))));

    let mut failed = testing::response(503);
    *failed.body_mut() = member("__type", b"\x6bSimpleError");
    let error = Fail::response(&failed).unwrap_err();
    assert_eq!(error.raw_response().map(|raw| raw.status().as_u16()), Some(503));
    assert!(!error.as_service_error().is_some_and(|error| matches!(error, FailError::SimpleError(_))), "{error:?}");
}

#[test]
fn an_error_that_does_not_parse_keeps_what_came() {
    let mut response = answer(502, b"<html>bad gateway");
    testing::add_header(&mut response, "x-amz-request-id", "id-1");
    testing::add_header(&mut response, "x-other", "o");
    let error = Fail::response(&response).unwrap_err();
    assert!(error.as_service_error().is_some_and(|error| matches!(error, FailError::Unhandled(_))));
    assert_eq!(error.request_id(), Some("id-1"));
    let raw = error.raw_response().unwrap();
    assert_eq!((raw.status().as_u16(), raw.body()), (502, b"<html>bad gateway".as_slice()));
    assert_eq!(raw.headers()["x-other"], "o");
    assert!(!format!("{error} {error:?}").contains("gateway"), "a body may hold secrets");
}

#[test]
fn a_known_error_that_does_not_parse_keeps_its_code() {
    let body = b"\xa3\x66__type\x6dDetailedError\x67message\x61m\x65count\x65three";
    let error = testing::failure::<Fail>(&answer(400, body));
    assert!(matches!(error, FailError::Unhandled(_)));
    assert_eq!((error.meta().code(), error.meta().message()), (Some("DetailedError"), Some("m")));
}

#[test]
fn an_unknown_error_has_its_code_message_and_request_id() {
    let body = b"\xa2\x66__type\x77com.example#TeapotError\x67message\x6fshort and stout";
    let mut response = answer(418, body);
    testing::add_header(&mut response, "x-amzn-requestid", "id-2");
    let error = Fail::response(&response).unwrap_err();
    assert_eq!(error.code(), Some("TeapotError"));
    assert_eq!(error.message(), Some("short and stout"));
    assert_eq!(error.to_string(), "Fail: TeapotError: short and stout (request id id-2)");
}

#[test]
fn a_large_body_is_gzip() {
    let request = |length: usize| {
        let input = CompressedInput::builder().text("a".repeat(length)).build().unwrap();
        Compressed::request_with(&endpoint(), input, &RequestOptions::new()).unwrap()
    };
    // A map's head and end, the name with its head, the head of a text of this length.
    let rest = 2 + 5 + 3;
    testing::lacks_header(&request(10_239 - rest), "content-encoding");
    let large = request(10_240 - rest);
    testing::header(&large, "content-encoding", "gzip");
    testing::header(&large, "content-type", "application/cbor");
    assert_eq!(large.body()[..3], [0x1f, 0x8b, 8]);
}
