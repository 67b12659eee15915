//! What the model says of the service and its operations: `service!`, `builders!`, the constants of an operation.

use http::{Response, Uri};
use tinsmith_runtime::operation::{Compression, Safety, Signing};
use tinsmith_runtime::{Operation, Protocol, RequestId, ServiceMetadata};

use crate::operation::list_users::{
    ListUsers, ListUsersOutput, builders::ListUsersInputBuilder, builders::ListUsersOutputBuilder,
};
use crate::operation::ping::{Ping, builders::PingInputBuilder};
use crate::{hostile, meta, types};

#[test]
fn a_service_is_what_its_rows_say_and_empty_otherwise() {
    let ServiceMetadata {
        sdk_id, shape_name, version, protocol, endpoint_prefix, signing_name, query_compatible, ..
    } = meta::SERVICE;
    assert_eq!((sdk_id, shape_name, version), ("Mini", "MiniService", "2026-01-01"));
    assert_eq!((protocol, endpoint_prefix, signing_name), (Protocol::AwsJson1_1, "mini", "mini"));
    assert!(!query_compatible);
    assert_eq!(
        meta::QUERY_SERVICE,
        meta::SERVICE.protocol(Protocol::AwsJson1_0).endpoint_prefix("").signing_name("").query_compatible(true)
    );
    assert_eq!(hostile::SERVICE, ServiceMetadata::EMPTY);
}

#[test]
fn an_operation_says_in_one_value_what_its_constants_say() {
    let facts = ListUsers::METADATA;
    assert_eq!((facts.name, facts.service), ("ListUsers", &meta::SERVICE));
    assert_eq!(
        (facts.safety, facts.compression, facts.signing),
        (Safety::ReadOnly, Compression::Gzip, Signing::Signed)
    );
    let facts = Ping::METADATA;
    assert_eq!((facts.name, facts.service), ("Ping", &meta::QUERY_SERVICE));
    assert_eq!((facts.safety, facts.compression, facts.signing), (Safety::Unsafe, Compression::None, Signing::Signed));
    assert_eq!(hostile::Operation::METADATA.safety, Safety::Idempotent);
}

#[test]
fn builders_have_a_module_of_their_own() {
    let input: ListUsersInputBuilder = ListUsersInputBuilder::default().organization_id("org");
    assert_eq!(input.build().unwrap().organization_id(), Some("org"));
    assert!(ListUsersOutputBuilder::default().build().users().is_empty());
    let input: PingInputBuilder<u8> = PingInputBuilder::default().bind_client(7);
    assert!(input.build().is_ok());
    assert!(types::builders::UserBuilder::default().build().is_err());
    assert_eq!(hostile::builders::StringBuilder::default().build().value(), None);
}

#[test]
fn an_output_has_the_id_of_its_request_and_is_equal_to_another_that_says_the_same() {
    let answer = |id: &str| {
        let response = Response::builder().header("x-amzn-RequestId", id).body(r#"{"NextToken":"t"}"#).unwrap();
        ListUsers::response(&response).unwrap()
    };
    let output = answer("r-1");
    assert_eq!(output.request_id(), Some("r-1"));
    assert_eq!(output, answer("r-2"));
    let built = ListUsersOutput::builder().next_token("t").build();
    assert_eq!((built.request_id(), &built), (None, &output));
}

#[test]
fn an_operation_with_hostile_names_is_an_operation() {
    let endpoint = Uri::from_static("https://host");
    let input = hostile::String::builder().value("v").build();
    let request = <hostile::Operation as Operation>::request(&endpoint, input).unwrap();
    assert_eq!(request.body(), br#"{"value":"v"}"#);
    let answer = |status: u16, body: &str| {
        <hostile::Operation as Operation>::response(&Response::builder().status(status).body(body).unwrap())
    };
    let output = hostile::Result::builder().required(hostile::Vec::Ok).build().unwrap();
    assert_eq!(answer(200, r#"{"required":"ok"}"#).unwrap(), output);
    let error = answer(400, r#"{"__type":"Exception","message":"m"}"#).unwrap_err();
    assert!(error.as_service_error().is_some_and(hostile::Failure::is_exception));
    assert_eq!(hostile::All::from(error).to_string(), "Exception: m");
}
