//! What a service sends: every answer is an output or an error that holds what was sent; a point in time is written as read.

use http::Response;
use tinsmith_runtime::codec::cbor::{Reader, Writer};
use tinsmith_runtime::error::Unhandled;
use tinsmith_runtime::primitives::{DateTime, DateTimeFormat};
use tinsmith_runtime::{Compression, Operation, Protocol, ServiceMetadata, host_label};
use workmail::operation::describe_user::DescribeUser;
use workmail::operation::list_users::ListUsers;

use crate::driver::{Verdict, fuzz};

fn ask<O: Operation>(status: u16, code: Option<&[u8]>, body: &[u8]) -> bool {
    let mut response = Response::builder().status(status);
    if let Some(value) = code.and_then(|code| http::HeaderValue::from_bytes(code).ok()) {
        response = response.header("x-amzn-errortype", value);
    }
    match O::response(&response.body(body).unwrap()) {
        Ok(_) => {
            assert!((200..300).contains(&status), "{status} is no success");
            true
        }
        Err(error) => {
            let raw = error.raw_response().unwrap();
            assert_eq!((raw.status().as_u16(), raw.body()), (status, body), "the error holds what was sent");
            false
        }
    }
}

/// The first line is the header with the code of the error, the rest the body.
fn answer(bytes: &[u8]) -> Verdict {
    let mut parts = bytes.splitn(2, |byte| *byte == b'\n');
    let code = parts.next();
    let body = parts.next().unwrap_or_default();
    for status in [400, 500, 302] {
        ask::<DescribeUser>(status, code, body);
        ask::<ListUsers>(status, None, body);
    }
    let described = ask::<DescribeUser>(200, code, body);
    let listed = ask::<ListUsers>(200, None, body);
    if described || listed { Verdict::Accepted } else { Verdict::Refused }
}

#[test]
#[ignore = "takes its time"]
fn answers_are_outputs_or_errors_that_hold_them() {
    let seeds = [
        "\n{\"UserId\":\"u\",\"Name\":\"n\",\"State\":\"ENABLED\",\"EnabledDate\":1.5e9,\"HiddenFromGlobalAddressList\":true}",
        "\n{\"Users\":[{\"Id\":\"u\",\"DisabledDate\":0.001}],\"NextToken\":null}",
        "EntityNotFoundException:http://a.b/\n{\"__type\":\"a.b#EntityNotFoundException\",\"Message\":\"m\"}",
        "\n{\"code\":\"UnsupportedOperationException\",\"message\":\"m\"}",
        "\n<html>502</html>",
        "\n",
    ];
    let words: &[&[u8]] = &[
        b"\n",
        b"{",
        b"}",
        b"[",
        b"]",
        b"\"",
        b",",
        b":",
        b"null",
        b"\"__type\":",
        b"\"code\":",
        b"\"Message\":",
        b"#",
        b"1e400",
        b"NaN",
        b"-1e300",
        b"9999999999999",
        b"true",
        b"\\u0000",
        b"\xff",
        b"ENABLED",
    ];
    fuzz("answers", &seeds.map(|seed| seed.as_bytes().to_vec()), words, answer);
}

tinsmith_runtime::service! { SERVICE {
    sdk_id = "Echo";
    shape_name = "EchoService";
    version = "1";
    protocol = Protocol::RpcV2Cbor;
    query_compatible = true;
} }

/// Text, in and out.
#[derive(Clone, PartialEq)]
struct Echoed {
    text: Option<String>,
    meta: tinsmith_runtime::ResponseMetadata,
}

tinsmith_runtime::structure! { Echoed => answer EchoedBuilder {
    text, set_text, get_text: optional text;
} }

tinsmith_runtime::constraints! { Echoed {} }
tinsmith_runtime::write_shape! { Echoed: Writer {
    "Text" => optional text, Writer::text;
} }

tinsmith_runtime::read_shape! { Echoed: Reader {
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

/// An operation of rpcv2Cbor.
#[derive(Debug)]
struct Echo;

impl Operation for Echo {
    type Input = Echoed;
    type Output = Echoed;
    type Error = EchoError;
    const NAME: &'static str = "Echo";
    const SERVICE: &'static ServiceMetadata = &SERVICE;
    const COMPRESSION: Compression = Compression::None;
    tinsmith_runtime::rpc!(Writer, Reader);
}

/// Two lines of headers, and the body of an answer of rpcv2Cbor.
fn cbor_answer(bytes: &[u8]) -> Verdict {
    let mut parts = bytes.splitn(3, |byte| *byte == b'\n');
    let headers = ["smithy-protocol", "x-amzn-query-error"].map(|name| (name, parts.next().unwrap_or_default()));
    let body = parts.next().unwrap_or_default();
    let mut verdict = Verdict::Refused;
    for status in [200, 204, 302, 400, 500] {
        let mut response = Response::builder().status(status);
        for (name, value) in headers {
            if let Ok(value) = http::HeaderValue::from_bytes(value) {
                response = response.header(name, value);
            }
        }
        match Echo::response(&response.body(body).unwrap()) {
            Ok(output) => {
                assert!((200..300).contains(&status), "{status} is no success");
                let written = Writer::body(&output).unwrap();
                assert!(Reader::body::<Echoed>(&written).unwrap() == output, "{written:02x?} is another value");
                verdict = Verdict::Accepted;
            }
            Err(error) => {
                let raw = error.raw_response().unwrap();
                assert_eq!((raw.status().as_u16(), raw.body()), (status, body), "the error holds what was sent");
            }
        }
    }
    verdict
}

#[test]
#[ignore = "takes its time"]
fn cbor_answers_are_outputs_or_errors_that_hold_them() {
    let seeds: [&[u8]; 5] = [
        b"rpc-v2-cbor\n\n\xa1\x64Text\x61a",
        b"rpc-v2-cbor\n\n\xbf\x64Text\x7f\x61a\x61b\xff\xff",
        b"rpc-v2-cbor\nAWS.Simple.A;Sender\n\xa2\x66__type\x65a.b#C\x67message\x61m",
        b"\n\n<html>502</html>",
        b"rpc-v2-cbor\n\n",
    ];
    let words: &[&[u8]] = &[
        b"\n",
        b"rpc-v2-cbor",
        b";Sender",
        b"\xa0",
        b"\xbf",
        b"\xff",
        b"\xf6",
        b"\x66__type",
        b"\x64Text",
        b"\x67message",
        b"\x67Message",
        b"\x7b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\x9f",
        b"\xc1",
        b"#",
    ];
    fuzz("cbor-answers", &seeds.map(<[u8]>::to_vec), words, cbor_answer);
}

fn time(bytes: &[u8]) -> Verdict {
    let Ok(text) = std::str::from_utf8(bytes) else { return Verdict::Refused };
    if let Ok(label) = host_label("Member", Some(text)) {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        assert!((1..=63).contains(&label.len()) && label.bytes().all(plain), "{label:?} is no label of a host");
    }
    let mut verdict = Verdict::Refused;
    for format in [DateTimeFormat::DateTime, DateTimeFormat::HttpDate, DateTimeFormat::EpochSeconds] {
        let Ok(read) = DateTime::from_str(text, format) else { continue };
        verdict = Verdict::Accepted;
        assert!(read.subsec_nanos() < 1_000_000_000);
        // Beyond the year 9999 there is no text in some formats.
        if let Ok(written) = read.fmt(format) {
            let again = DateTime::from_str(&written, format).unwrap();
            // A date of HTTP has at most milliseconds.
            assert!(
                again == read || format == DateTimeFormat::HttpDate && again.secs() == read.secs(),
                "{text:?}: {written:?}"
            );
            assert_eq!(again.fmt(format).unwrap(), written);
        }
    }
    verdict
}

#[test]
#[ignore = "takes its time"]
fn points_in_time_are_written_as_they_were_read() {
    let seeds = [
        "2026-11-24T22:35:00Z",
        "1985-04-12T23:20:50.52+01:00",
        "Tue, 29 Apr 2014 18:30:38 GMT",
        "Sun, 02 Jan 2000 20:34:56.123 GMT",
        "1576540098.52",
        "-1.5e3",
        "0",
        "9999-12-31T23:59:59.999999999Z",
        "-0.000000001",
        "host-label1",
    ];
    let words: &[&[u8]] = &[
        b"T",
        b"Z",
        b"-",
        b"+",
        b":",
        b".",
        b"e",
        b"E",
        b"GMT",
        b"00",
        b"60",
        b"24",
        b"99999999",
        b"02-29",
        b"02-30",
        b"-00:01",
        b"+23:59",
        b"Mon, ",
        b"Feb",
        b"\xc3\xa9",
        b" ",
        b"9223372036854775807",
        b"0.9999999999",
    ];
    fuzz("times", &seeds.map(|seed| seed.as_bytes().to_vec()), words, time);
}
