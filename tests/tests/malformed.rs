//! Malformed requests to a service that is served over awsJson1_1, in the spirit of the cases that Smithy has for
//! restJson1 alone: what each is answered with. The service has no operation of its own: what is well-formed comes as far as
//! being told so.
#![cfg(test)]

use std::future::Future;
use std::task::{Context, Poll, Waker};

use http::Request;
use serde_json::{Value, json};
use tinsmith_server::Bytes;
use workmail::server::{self, Service, Validation, WorkMail};

/// Writes no operation.
struct Nobody;

impl WorkMail for Nobody {}

const ORGANIZATION: &str = "m-0123456789abcdef0123456789abcdef";

/// Nothing here waits.
fn now<F: Future>(future: F) -> F::Output {
    let mut future = Box::pin(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the answer is not there"),
    }
}

/// The status and the body of the answer.
fn ask(service: &Service<Nobody>, operation: &str, body: impl Into<Bytes>) -> (u16, Value) {
    let request = Request::post("/")
        .header("content-type", "application/x-amz-json-1.1")
        .header("x-amz-target", format!("WorkMailService.{operation}"))
        .body(body.into())
        .unwrap();
    let answer = now(service.answer(request));
    assert_eq!(answer.headers()["x-amzn-requestid"].len(), 36);
    (answer.status().as_u16(), serde_json::from_slice(answer.body()).unwrap())
}

/// Says that a body is answered so, with a message that begins so.
#[track_caller]
fn assert_answered(operation: &str, body: impl Into<Bytes>, status: u16, code: &str, message: &str) {
    let body = body.into();
    let (found, answer) = ask(&server::service(Nobody), operation, body.clone());
    let said = answer["message"].as_str().unwrap_or_default();
    let body = String::from_utf8_lossy(&body);
    assert!(found == status && answer["__type"] == code && said.starts_with(message), "{body}: {found} {answer}");
}

/// What is well-formed reaches the operation, which nobody wrote.
#[track_caller]
fn assert_accepted(operation: &str, body: &Value) {
    assert_answered(operation, body.to_string(), 501, "NotImplementedException", "");
}

/// What is wrong with one member, all else being right.
#[track_caller]
fn assert_violates(operation: &str, body: &Value, path: &str, must: &str) {
    let (status, answer) = ask(&server::service(Nobody), operation, body.to_string());
    assert_eq!((status, &answer["__type"]), (400, &json!("ValidationException")), "{body}: {answer}");
    let [field] = answer["fieldList"].as_array().unwrap().as_slice() else { panic!("{body}: {answer}") };
    assert_eq!(field["path"], path, "{body}");
    assert!(field["message"].as_str().unwrap().ends_with(&format!("Member must {must}")), "{body}: {field}");
    assert_eq!(answer["message"], format!("1 validation error detected. {}", field["message"].as_str().unwrap()));
}

/// A request that is right, with these members besides or in place of others.
fn list_users(members: Value) -> Value {
    with(json!({"OrganizationId": ORGANIZATION}), members)
}

fn create_rule(members: Value) -> Value {
    with(json!({"OrganizationId": ORGANIZATION, "Name": "a", "Effect": "ALLOW"}), members)
}

fn with(mut body: Value, members: Value) -> Value {
    let Value::Object(members) = members else { panic!("{members} is no object") };
    body.as_object_mut().unwrap().extend(members);
    body
}

#[test]
fn bodies_that_are_no_json_are_refused() {
    for body in [
        "{",
        "}",
        "[",
        "[]",
        "nul",
        "null",
        "true",
        "1",
        "\"a\"",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1}{}",
        "{} x",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":+1}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\u{1}\"}",
        "\u{feff}{}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":NaN}",
    ] {
        assert_answered("ListUsers", body.to_owned(), 400, "SerializationException", "expected ");
    }
    assert_answered("ListUsers", &b"{\"NextToken\":\"\xff\"}"[..], 400, "SerializationException", "expected ");
    assert_answered("ListUsers", &b"{\"NextToken\":\"\xed\xa0\x80\"}"[..], 400, "SerializationException", "expected ");
}

#[test]
fn values_of_another_type_are_refused() {
    for (name, values) in [
        ("OrganizationId", &["1", "true", "[]", "{}"][..]),
        ("MaxResults", &["\"1\"", "1.5", "2147483648", "-2147483649", "1e400", "true", "[1]", "{}", "\"NaN\""]),
        ("Filters", &["1", "\"a\"", "[]", "true"]),
    ] {
        for value in values {
            assert_answered("ListUsers", format!("{{\"{name}\":{value}}}"), 400, "SerializationException", "expected ");
        }
    }
    for value in ["\"true\"", "1", "0", "[]"] {
        let body = format!("{{\"HiddenFromGlobalAddressList\":{value}}}");
        assert_answered("CreateUser", body, 400, "SerializationException", "expected ");
    }
    for value in ["\"2020-01-01T00:00:00Z\"", "true", "{}", "1e300"] {
        let body = format!("{{\"StartTime\":{value}}}");
        // No input of WorkMail has a time: what is unknown is skipped, whatever it holds.
        assert_answered("ListUsers", body, 400, "ValidationException", "1 validation error detected.");
    }
    for value in ["[1]", "[null]", "{}", "\"a\"", "[[\"a\"]]"] {
        let body = format!("{{\"DeviceTypes\":{value}}}");
        assert_answered("CreateMobileDeviceAccessRule", body, 400, "SerializationException", "expected ");
    }
}

#[test]
fn numbers_may_be_written_in_any_way_that_is_whole() {
    for number in ["1", "1.0", "1e0", "10e-1", "1E+1"] {
        let body = format!("{{\"OrganizationId\":\"{ORGANIZATION}\",\"MaxResults\":{number}}}");
        assert_answered("ListUsers", body, 501, "NotImplementedException", "");
    }
}

#[test]
fn nesting_ends_at_a_bound_in_what_is_known_and_in_what_is_skipped() {
    for (open, times) in [("[", 200), ("[", 200_000), ("{\"a\":", 200), ("{\"a\":", 200_000)] {
        let body = format!("{{\"Unknown\":{}", open.repeat(times));
        assert_answered("ListUsers", body, 400, "SerializationException", "expected ");
    }
}

#[test]
fn unknown_members_are_skipped() {
    assert_accepted("ListUsers", &list_users(json!({"New": {"deep": [1, null, {"er": "a"}]}, "__type": "x"})));
}

#[test]
fn what_is_required_is_missed_whether_it_is_missing_or_null() {
    assert_violates("ListUsers", &json!({}), "/OrganizationId", "not be null");
    assert_violates("ListUsers", &json!({"OrganizationId": null}), "/OrganizationId", "not be null");
    assert_answered(
        "ListUsers",
        "",
        400,
        "ValidationException",
        "1 validation error detected. Value at '/OrganizationId'",
    );
    // A member of a member, of an entry.
    let domains = json!({"Alias": "abc", "Domains": [{"DomainName": "example.com"}, {"HostedZoneId": "Z1"}]});
    assert_violates("CreateOrganization", &domains, "/Domains/1/DomainName", "not be null");
}

#[test]
fn lengths_hold_their_bounds() {
    assert_accepted("ListUsers", &list_users(json!({"NextToken": "a".repeat(1024)})));
    let between = |least: u64, most: u64| format!("have length between {least} and {most}, inclusive");
    assert_violates("ListUsers", &list_users(json!({"NextToken": ""})), "/NextToken", &between(1, 1024));
    assert_violates("ListUsers", &list_users(json!({"NextToken": "a".repeat(1025)})), "/NextToken", &between(1, 1024));
    assert_accepted("CreateMobileDeviceAccessRule", &create_rule(json!({"Name": "é😀".repeat(32)})));
    let name = create_rule(json!({"Name": "é😀".repeat(33)}));
    assert_violates("CreateMobileDeviceAccessRule", &name, "/Name", &between(1, 64));
    let types = create_rule(json!({"DeviceTypes": []}));
    assert_violates("CreateMobileDeviceAccessRule", &types, "/DeviceTypes", &between(1, 10));
    let types = create_rule(json!({"DeviceTypes": vec!["a"; 11]}));
    assert_violates("CreateMobileDeviceAccessRule", &types, "/DeviceTypes", &between(1, 10));
    let types = create_rule(json!({"DeviceTypes": ["a", ""]}));
    let (_, answer) = ask(&server::service(Nobody), "CreateMobileDeviceAccessRule", types.to_string());
    // An empty text breaks the pattern, too.
    let paths: Vec<&Value> = answer["fieldList"].as_array().unwrap().iter().map(|field| &field["path"]).collect();
    assert_eq!(paths, ["/DeviceTypes/1", "/DeviceTypes/1"]);
}

#[test]
fn ranges_hold_their_bounds() {
    for number in [1, 100] {
        assert_accepted("ListUsers", &list_users(json!({"MaxResults": number})));
    }
    for number in [0, 101, -1] {
        let body = list_users(json!({"MaxResults": number}));
        assert_violates("ListUsers", &body, "/MaxResults", "be between 1 and 100, inclusive");
    }
}

#[test]
fn patterns_are_those_of_the_model() {
    let id = list_users(json!({"OrganizationId": ORGANIZATION.to_uppercase()}));
    assert_violates("ListUsers", &id, "/OrganizationId", "satisfy regular expression pattern: ^m-[0-9a-f]{32}$");
    // A look-ahead: the name may not begin with `d-`.
    assert_accepted("CreateOrganization", &json!({"Alias": "example"}));
    for alias in ["d-example", "a_b", "-a", "a--b"] {
        let must = r"satisfy regular expression pattern: ^(?!d-)([\da-zA-Z]+)([-][\da-zA-Z]+)*$";
        assert_violates("CreateOrganization", &json!({"Alias": alias}), "/Alias", must);
    }
    // Digits are ASCII's, and a line end within is none of `.`'s.
    let id = list_users(json!({"OrganizationId": ORGANIZATION.replace('0', "٠")}));
    assert_violates("ListUsers", &id, "/OrganizationId", "satisfy regular expression pattern: ^m-[0-9a-f]{32}$");
}

#[test]
fn values_of_enums_are_those_of_the_model() {
    let effect = create_rule(json!({"Effect": "allow"}));
    assert_violates("CreateMobileDeviceAccessRule", &effect, "/Effect", "satisfy enum value set: [ALLOW, DENY]");
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let body = json!({"MaxResults": 0, "NextToken": ""}).to_string();
    let (status, answer) = ask(&server::service(Nobody), "ListUsers", body);
    assert_eq!(status, 400);
    let mut paths: Vec<&str> =
        answer["fieldList"].as_array().unwrap().iter().map(|field| field["path"].as_str().unwrap()).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["/MaxResults", "/NextToken", "/OrganizationId"]);
    assert!(answer["message"].as_str().unwrap().starts_with("3 validation errors detected. "), "{answer}");
}

#[test]
fn no_answer_repeats_a_secret() {
    let secret = "hunter2 ".repeat(40);
    let body = json!({"OrganizationId": ORGANIZATION, "UserId": "user@example.com", "Password": secret}).to_string();
    let (status, answer) = ask(&server::service(Nobody), "ResetPassword", body);
    assert_eq!((status, &answer["fieldList"][0]["path"]), (400, &json!("/Password")), "{answer}");
    assert!(!answer.to_string().contains("hunter2"), "{answer}");
}

#[test]
fn the_error_that_answers_can_be_one_of_the_operation() {
    let service = server::service(Nobody).validation(Validation::Modeled("InvalidParameterException"));
    let (status, answer) = ask(&service, "ListUsers", "{}");
    assert_eq!((status, &answer["__type"]), (400, &json!("InvalidParameterException")));
    assert!(answer["message"].as_str().unwrap().ends_with("Member must not be null"), "{answer}");
    // This operation does not have it.
    let (status, answer) = ask(&service, "ListAccessControlRules", "{}");
    assert_eq!((status, &answer["__type"]), (400, &json!("ValidationException")));
}
