//! Answers that are not as they should be, and have to be understood all the same: each was seen from an emulator or a
//! proxy (moto 5, dynalite 4; `tests/real` runs against them where they are at hand), and is told here in a script.
#![cfg(test)]

use std::time::SystemTime;

use workmail::blocking::Client;
use workmail::config::{Credentials, Region};
use workmail::testing::{Answer, Script, SimulatedClock};
use workmail::{Config, Error};

/// A client of WorkMail whose service is the script.
fn client(script: &Script) -> Client {
    let config = Config::builder()
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "test"))
        .blocking_transport(script.clone())
        .clock(SimulatedClock::at(SystemTime::UNIX_EPOCH))
        .build();
    Client::from_conf(config)
}

fn answered(answer: Answer) -> (Client, Script) {
    let script = Script::new().answer(answer);
    (client(&script), script)
}

#[test]
fn json_that_calls_itself_html_is_read() {
    let answer = Answer::new(200, r#"{"Users":[{"Name":"ann"}]}"#).header("content-type", "text/html; charset=utf-8");
    let (client, _) = answered(answer);
    let page = client.list_users().organization_id("m-1").send().unwrap();
    assert_eq!(page.users()[0].name(), Some("ann"));
}

#[test]
fn a_token_that_is_null_is_the_last_page() {
    let (client, script) = answered(Answer::json(r#"{"Users":[{"Name":"ann"}],"NextToken":null}"#));
    let users = client.list_users().organization_id("m-1").into_paginator().items().send();
    assert_eq!(users.map(Result::unwrap).count(), 1);
    assert_eq!(script.requests().len(), 1);
}

#[test]
fn an_answer_without_content_is_an_empty_one() {
    for body in ["", "null", "null\n"] {
        let (client, _) = answered(Answer::new(200, body).header("content-type", "text/html; charset=utf-8"));
        let page =
            client.list_users().organization_id("m-1").send().unwrap_or_else(|error| panic!("{body:?}: {error}"));
        assert_eq!((page.users().len(), page.next_token()), (0, None));
        let (client, _) = answered(Answer::new(200, body));
        client.delete_group().organization_id("m-1").group_id("g").send().unwrap();
    }
}

#[test]
fn members_of_an_error_may_be_null() {
    let body = r#"{"__type":"OrganizationNotFoundException","Message":"not there","Reason":null,"RequestId":null}"#;
    let (client, _) = answered(Answer::new(400, body).header("x-amzn-errortype", "OrganizationNotFoundException"));
    let error = client.list_users().organization_id("m-1").send().unwrap_err();
    assert!(matches!(Error::from(error), Error::OrganizationNotFoundException(_)));
}

#[test]
fn an_error_with_a_status_of_another_kind_is_the_error_that_it_says() {
    let (client, _) = answered(Answer::error(404, "OrganizationNotFoundException", "not there"));
    let error = client.list_users().organization_id("m-1").send().unwrap_err();
    assert!(error.as_service_error().is_some_and(|error| error.is_organization_not_found_exception()));
    assert_eq!(
        (error.attempts(), error.to_string().as_str()),
        (1, "ListUsers: OrganizationNotFoundException: not there")
    );
}

#[test]
fn an_error_without_a_message_has_its_code() {
    let (client, _) = answered(Answer::new(400, r#"{"__type":"com.amazon.coral.service#UnknownOperationException"}"#));
    let error = client.list_users().organization_id("m-1").send().unwrap_err();
    assert_eq!(error.to_string(), "ListUsers: UnknownOperationException");
}

#[test]
fn a_page_of_html_in_place_of_an_error_is_tried_again_and_then_told_by_its_status() {
    let page = "<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n";
    let script =
        Script::new().otherwise(move |_| Answer::new(500, page).header("content-type", "text/html; charset=utf-8"));
    let error = client(&script).list_users().organization_id("m-1").send().unwrap_err();
    assert_eq!((script.requests().len(), error.attempts()), (3, 3));
    assert_eq!(error.to_string(), "ListUsers: the service answered with status 500 and no error code");
    assert_eq!(error.raw_response().map(|raw| raw.body()), Some(page.as_bytes()));
}

#[test]
fn an_error_in_the_form_of_another_protocol_is_told_by_its_status_and_kept() {
    let body = "<ErrorResponse><Errors><Error><Code>InvalidClientTokenId</Code></Error></Errors></ErrorResponse>";
    let (client, _) = answered(Answer::new(403, body).header("x-amzn-requestid", "r-1"));
    let error = client.list_users().organization_id("m-1").send().unwrap_err();
    assert_eq!(error.to_string(), "ListUsers: the service answered with status 403 and no error code (request id r-1)");
    assert_eq!((error.attempts(), error.raw_response().map(|raw| raw.body())), (1, Some(body.as_bytes())));
}

#[test]
fn an_answer_that_is_html_is_an_error_that_says_so() {
    let (client, _) = answered(Answer::new(200, "<html>welcome</html>").header("content-type", "text/html"));
    let error = client.list_users().organization_id("m-1").send().unwrap_err().to_string();
    assert!(error.starts_with("ListUsers: the answer (status 200) does not parse: "), "{error}");
}
