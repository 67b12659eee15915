// What the cases of the conformance models cannot say: answers that must be refused, values that only a client knows,
// bodies that are not text. It is made for the crates of both models: a test of such a crate says
// `use conformancejson10 as service;` and includes this file.

use service::error::SdkError;
use service::operation::compressed::{Compressed, CompressedInput};
use service::operation::echo_choices::{EchoChoices, EchoChoicesInput};
use service::operation::echo_enums::EchoEnums;
use service::operation::echo_lists::EchoLists;
use service::operation::echo_scalars::EchoScalars;
use service::operation::echo_secrets::EchoSecretsInput;
use service::operation::fail::{Fail, FailError};
use service::operation::labelled::{Labelled, LabelledInput};
use service::operation::list_leaves::{ListLeaves, ListLeavesInput};
use service::operation::ping::Ping;
use service::operation::with_token::{WithToken, WithTokenInput};
use service::types;
use service::{Operation, Paginated, PaginatedItems};
use tinsmith_runtime::request::RequestOptions;
use tinsmith_runtime::testing;

fn endpoint() -> http::Uri {
    http::Uri::from_static("https://example.com")
}

fn answer(status: u16, body: &str) -> http::Response<Vec<u8>> {
    let mut response = testing::response(status);
    testing::set_body(&mut response, body);
    response
}

/// Reads an answer that must be refused, with all of it still at hand.
fn refused<O: Operation>(body: &str)
where
    O::Output: std::fmt::Debug,
    O::Error: std::error::Error + 'static,
{
    let error = O::response(&answer(200, body)).expect_err(body);
    assert!(matches!(error, SdkError::ResponseError(_)), "{body}: {error:?}");
    assert_eq!(error.raw_response().map(|raw| raw.body()), Some(body.as_bytes()));
}

#[test]
fn bodies_that_are_not_json_objects_are_refused() {
    for body in ["{", "[]", "nul", "null null", "1", "{} {}", "{}x", "{\"a\"}", "{\"a\":1,}", "{'a':1}", "{\"a\":01}", "\u{feff}{}"]
    {
        refused::<Ping>(body);
    }
    refused::<Ping>(&format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000)));
}

#[test]
fn numbers_of_the_wrong_form_are_refused() {
    for (member, values) in [
        ("tiny", ["1.5", "128", "-129", "1e3", "\"1\"", "true"]),
        ("small", ["1.5", "32768", "-32769", "1e5", "\"1\"", "[]"]),
        ("number", ["1.5", "2147483648", "-2147483649", "1e10", "\"1\"", "{}"]),
        ("large", ["1.5", "9223372036854775808", "-9223372036854775809", "1e19", "\"1\"", "false"]),
        ("ratio", ["\"nan\"", "\"NAN\"", "\"inf\"", "\"+Infinity\"", "\"1.5\"", "true"]),
        ("precise", ["\"nan\"", "\"infinity\"", "\"-Inf\"", "\"\"", "\"1\"", "[]"]),
        ("yes", ["\"true\"", "1", "0", "\"\"", "[]", "{}"]),
        ("text", ["1", "true", "[]", "{}", "1.5", "[\"a\"]"]),
    ] {
        for value in values {
            refused::<EchoScalars>(&format!("{{\"{member}\":{value}}}"));
        }
    }
}

#[test]
fn null_in_a_dense_list_is_refused() {
    refused::<EchoLists>(r#"{"texts":["a",null]}"#);
    refused::<EchoLists>(r#"{"leaves":[null]}"#);
    refused::<EchoLists>(r#"{"nested":[["a"],null]}"#);
}

#[test]
fn unions_have_exactly_one_member() {
    for choice in ["{}", r#"{"text":null}"#, r#"{"text":"a","number":1}"#, r#"{"__type":"x"}"#, "[]", "1"] {
        refused::<EchoChoices>(&format!("{{\"choice\":{choice}}}"));
    }
}

#[test]
fn an_unknown_member_of_a_union_is_kept_as_such_but_not_sent() {
    let output = EchoChoices::response(&answer(200, r#"{"choice":{"later":{"a":[1]}}}"#)).unwrap();
    let choice = output.choice().unwrap();
    assert!(choice.is_unknown());
    let input = EchoChoicesInput::builder().choice(choice.clone()).build().unwrap();
    let error = EchoChoices::request(&endpoint(), input).unwrap_err();
    assert!(error.to_string().contains("Choice"), "{error}");
}

#[test]
fn an_unknown_value_of_an_enum_keeps_its_text() {
    let output = EchoEnums::response(&answer(200, r#"{"flavor":"bitter"}"#)).unwrap();
    let flavor = output.flavor().unwrap();
    assert!(matches!(flavor, types::Flavor::Unknown(_)));
    assert_eq!(flavor.as_str(), "bitter");
}

#[test]
fn an_error_that_does_not_parse_keeps_what_came() {
    let mut response = answer(502, "<html>bad gateway");
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
    let mut response = answer(400, r#"{"message":"m","count":"three"}"#);
    testing::add_header(&mut response, "x-amzn-errortype", "DetailedError");
    let error = testing::failure::<Fail>(&response);
    assert!(matches!(error, FailError::Unhandled(_)));
    assert_eq!((error.meta().code(), error.meta().message()), (Some("DetailedError"), Some("m")));
}

#[test]
fn an_unknown_error_has_its_code_message_and_request_id() {
    let mut response = answer(418, r#"{"__type":"com.example#TeapotError:x","errorMessage":"short and stout"}"#);
    testing::add_header(&mut response, "x-amzn-requestid", "id-2");
    testing::add_header(&mut response, "x-amz-request-id", "id-3");
    let error = Fail::response(&response).unwrap_err();
    assert_eq!(error.code(), Some("TeapotError"));
    assert_eq!(error.message(), Some("short and stout"));
    assert_eq!(error.request_id(), Some("id-2"));
    assert_eq!(error.to_string(), "Fail: TeapotError: short and stout (request id id-2)");
}

#[test]
fn an_unset_idempotency_token_is_a_new_uuid_each_time() {
    let token = || {
        let request = WithToken::request(&endpoint(), WithTokenInput::builder().build().unwrap()).unwrap();
        let body = String::from_utf8(request.into_body()).unwrap();
        body.strip_prefix(r#"{"token":""#).and_then(|rest| rest.strip_suffix(r#""}"#)).unwrap().to_owned()
    };
    let (one, other) = (token(), token());
    assert_ne!(one, other);
    let form: String = one.chars().map(|c| if c == '-' { '-' } else { 'x' }).collect();
    assert_eq!(form, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
    assert!(one.chars().all(|c| c == '-' || c.is_ascii_digit() || ('a'..='f').contains(&c)), "{one}");
    assert_eq!(&one[14..15], "4", "the version: {one}");
    assert!(matches!(&one[19..20], "8" | "9" | "a" | "b"), "the variant: {one}");
}

#[test]
fn labels_of_a_host_are_checked() {
    let request = |bucket: Option<&str>, options: &RequestOptions<'_>| {
        let input = LabelledInput::builder().set_bucket(bucket.map(str::to_owned)).build().unwrap();
        Labelled::request_with(&endpoint(), input, options)
    };
    let long = "a".repeat(64);
    for bucket in [None, Some(""), Some("a.b"), Some("a/b"), Some("a b"), Some("é"), Some(long.as_str())] {
        assert!(request(bucket, &RequestOptions::new()).is_err(), "{bucket:?}");
    }
    let off = request(Some("a/b"), &RequestOptions::new().host_prefix(false)).unwrap();
    testing::host(&off, "example.com");
    testing::json_body(&off, r#"{"bucket":"a/b"}"#);
}

fn compressed(text: String, options: &RequestOptions<'_>) -> http::Request<Vec<u8>> {
    let input = CompressedInput::builder().text(text).build().unwrap();
    Compressed::request_with(&endpoint(), input, options).unwrap()
}

#[test]
fn a_large_body_is_gzip() {
    let request = compressed("a".repeat(20_000), &RequestOptions::new());
    testing::header(&request, "content-encoding", "gzip");
    testing::header(&request, "content-length", &request.body().len().to_string());
    // RFC 1952, sections 2.3 and 2.3.1: two magic bytes, deflate; the length of the input at the end.
    assert_eq!(&request.body()[..3], [0x1f, 0x8b, 8]);
    let end = request.body().len() - 4;
    assert_eq!(request.body()[end..], u32::to_le_bytes(20_000 + 11));
    assert!(request.body().len() < 1_000);
}

#[test]
fn compression_follows_its_options() {
    let off = compressed("a".repeat(20_000), &RequestOptions::new().compression(false));
    testing::lacks_header(&off, "content-encoding");
    let high = compressed("a".repeat(20_000), &RequestOptions::new().compression_minimum(30_000));
    testing::lacks_header(&high, "content-encoding");
    let low = compressed("a".to_owned(), &RequestOptions::new().compression_minimum(0));
    testing::header(&low, "content-encoding", "gzip");
}

#[test]
fn what_is_sensitive_is_not_shown() {
    let builder = EchoSecretsInput::builder().secret("hush");
    assert!(!format!("{builder:?}").contains("hush"));
    assert!(!format!("{:?}", builder.build().unwrap()).contains("hush"));
}

#[test]
fn tokens_and_items_of_pages_may_be_nested() {
    let output = ListLeaves::response(&answer(200, r#"{"page":{"next":"u","items":[{"name":"a"},{}]}}"#)).unwrap();
    assert_eq!(ListLeaves::next_token(&output).map(String::as_str), Some("u"));
    assert_eq!(ListLeaves::items(output).len(), 2);
    let none = ListLeaves::response(&answer(200, "{}")).unwrap();
    assert!(ListLeaves::next_token(&none).is_none() && ListLeaves::items(none).is_empty());
    let mut input = ListLeavesInput::builder().build().unwrap();
    ListLeaves::set_token(&mut input, Some("t".to_owned()));
    ListLeaves::set_page_size(&mut input, 5);
    assert_eq!((input.token(), input.size()), (Some("t"), Some(5)));
}
