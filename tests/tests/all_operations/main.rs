//! Every operation of WorkMail through the async and the blocking client: against a service that answers from a script
//! (what arrives, and that a page leads to the next), and, in `server.rs`, against one over a socket that checks
//! signatures and bodies; and, in `in_process.rs`, against the server of the same crate. `calls.rs` has the calls.
#![cfg(test)]

#[macro_use]
mod calls;
mod in_process;
mod server;

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use tinsmith_client::testing::{Answer, Recorded, Script};
use workmail::config::{Credentials, InputCheck, InvalidInput, Region};
use workmail::{Client, Config, blocking};

/// A configuration whose service is the script.
fn config(script: &Script) -> Config {
    Config::builder()
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", Some("a token".to_owned()), None, "test"))
        // What an operation requires is not what is tested here.
        .input_check(InputCheck::Off)
        .transport(script.clone())
        .blocking_transport(script.clone())
        .build()
}

fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

/// The operation that a request names.
fn target(request: &Recorded) -> String {
    let target = request.headers()["x-amz-target"].to_str().unwrap();
    target.strip_prefix("WorkMailService.").unwrap().to_owned()
}

/// The shapes of the model.
fn shapes() -> Map<String, Value> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../model/workmail.json")).unwrap();
    let mut model: Value = serde_json::from_str(&text).unwrap();
    let Some(Value::Object(shapes)) = model.get_mut("shapes").map(Value::take) else { panic!("no shapes") };
    shapes
}

/// The operations of the model.
fn operations() -> BTreeSet<String> {
    let shapes = shapes();
    let operations = shapes.iter().filter(|(_, shape)| shape["type"] == "operation");
    operations.map(|(id, _)| id.split('#').next_back().unwrap().to_owned()).collect()
}

/// What every request has to be.
fn check(requests: &[Recorded]) {
    assert_eq!(requests.iter().map(target).collect::<BTreeSet<_>>(), operations());
    for request in requests {
        let name = target(request);
        let header = |name: &str| request.headers()[name].to_str().unwrap();
        assert_eq!((request.request().method().as_str(), request.uri().path()), ("POST", "/"), "{name}");
        assert_eq!(header("host"), "workmail.eu-west-1.amazonaws.com", "{name}");
        assert_eq!(header("content-type"), "application/x-amz-json-1.1", "{name}");
        assert_eq!(header("content-length"), request.body().len().to_string(), "{name}");
        assert_eq!(header("x-amz-security-token"), "a token", "{name}");
        assert!(header("user-agent").contains(" api/workmail#"), "{name}");
        let authorization = header("authorization");
        assert!(authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"), "{name}: {authorization}");
        assert!(authorization.contains("/eu-west-1/workmail/aws4_request, SignedHeaders=content-"), "{authorization}");
        let body: Value = serde_json::from_slice(request.body()).unwrap();
        let tokens_alone = body.as_object().unwrap().keys().all(|key| key == "ClientToken");
        assert!(tokens_alone, "{name}: nothing was set but {body}");
    }
}

#[test]
fn the_async_client_has_every_operation() {
    let script = Script::new().otherwise(|_| Answer::json("{}"));
    let client = Client::from_conf(config(&script));
    block_on(async {
        macro_rules! call {
            ($operation:ident, $($ignored:tt)*) => {
                client.$operation().send().await.unwrap();
            };
        }
        every_call!(call);
    });
    check(&script.requests());
}

#[test]
fn the_blocking_client_has_every_operation() {
    let script = Script::new().otherwise(|_| Answer::json("{}"));
    let client = blocking::Client::from_conf(config(&script));
    macro_rules! call {
        ($operation:ident, $($ignored:tt)*) => {
            client.$operation().send().unwrap();
        };
    }
    every_call!(call);
    check(&script.requests());
}

/// Answers with a page that leads to another, then with the last one.
fn two_pages(request: &Recorded) -> Answer {
    let body: Value = serde_json::from_slice(request.body()).unwrap();
    assert_eq!(body["MaxResults"], 7, "{body}");
    match body.get("NextToken") {
        None => Answer::json(r#"{"NextToken":"second"}"#),
        Some(token) => {
            assert_eq!(token, "second");
            Answer::json("{}")
        }
    }
}

/// Calls `$call!(method)` for each method.
macro_rules! call_each {
    ($call:ident: $($operation:ident),* $(,)?) => {
        $($call!($operation);)*
    };
}

macro_rules! paginated_operations {
    ($call:ident) => {
        call_each! { $call:
            list_aliases, list_availability_configurations, list_group_members, list_groups, list_groups_for_entity,
            list_impersonation_roles, list_mail_domains, list_mailbox_export_jobs, list_mailbox_permissions,
            list_mobile_device_access_overrides, list_organizations, list_personal_access_tokens,
            list_resource_delegates, list_resources, list_users,
        }
    };
}

#[test]
fn the_async_client_pages_through_every_paginated_operation() {
    let script = Script::new().otherwise(two_pages);
    let client = Client::from_conf(config(&script));
    block_on(async {
        macro_rules! call {
            ($operation:ident) => {
                let pages = client.$operation().into_paginator().page_size(7).send();
                assert_eq!(pages.try_collect().await.unwrap().len(), 2);
            };
        }
        paginated_operations!(call);
    });
    assert_eq!(script.requests().len(), 2 * 15);
}

#[test]
fn the_blocking_client_pages_through_every_paginated_operation() {
    let script = Script::new().otherwise(two_pages);
    let client = blocking::Client::from_conf(config(&script));
    macro_rules! call {
        ($operation:ident) => {
            assert_eq!(client.$operation().into_paginator().page_size(7).send().map(Result::unwrap).count(), 2);
        };
    }
    paginated_operations!(call);
    assert_eq!(script.requests().len(), 2 * 15);
}

#[test]
fn items_of_all_pages_come_one_after_the_other() {
    let script = Script::new()
        .answer(Answer::json(r#"{"Users":[{"Name":"ann"},{"Name":"bob"}],"NextToken":"more"}"#))
        .answer(Answer::json(r#"{"Users":[],"NextToken":"most"}"#))
        .answer(Answer::json(r#"{"Users":[{"Name":"eve"}]}"#));
    let client = blocking::Client::from_conf(config(&script));
    let users = client.list_users().into_paginator().items().send();
    let names: Vec<String> = users.map(|user| user.unwrap().name().unwrap().to_owned()).collect();
    assert_eq!(names, ["ann", "bob", "eve"]);
}

#[test]
fn pages_and_items_are_collected_as_results() {
    let one = r#"{"Users":[{"Name":"ann"},{"Name":"bob"}],"NextToken":"more"}"#;
    let script = Script::new()
        .answer(Answer::json(one))
        .answer(Answer::json(r#"{"Users":[{"Name":"eve"}]}"#))
        .answer(Answer::json(one))
        .answer(Answer::error(400, "OrganizationNotFoundException", "gone"));
    let client = Client::from_conf(config(&script));
    let collected = block_on(client.list_users().into_paginator().send().collect::<Result<Vec<_>, _>>());
    assert_eq!(collected.unwrap().iter().map(|page| page.users().len()).collect::<Vec<_>>(), [2, 1]);
    let collected = block_on(client.list_users().into_paginator().items().send().collect::<Vec<_>>());
    assert_eq!(collected.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, true, false]);
}

#[test]
fn a_token_that_is_repeated_is_an_error() {
    let script = Script::new().otherwise(|_| Answer::json(r#"{"NextToken":"again"}"#));
    let client = blocking::Client::from_conf(config(&script));
    let mut pages = client.list_users().into_paginator().send();
    assert!(pages.next().unwrap().is_ok());
    let error = pages.next().unwrap().unwrap_err();
    assert!(error.to_string().starts_with("ListUsers: the answer names"), "{error}");
    assert!(pages.next().is_none());
}

#[test]
fn a_token_that_is_repeated_can_be_the_end() {
    let script = Script::new().otherwise(|_| Answer::json(r#"{"NextToken":"again","Users":[{"Id":"u"}]}"#));
    let client = blocking::Client::from_conf(config(&script));
    let pages = client.list_users().into_paginator().stop_on_duplicate_token(true).send();
    assert_eq!(pages.map(|page| page.unwrap().users().len()).collect::<Vec<_>>(), [1, 1], "the last page comes, too");

    let client = Client::from_conf(config(&script));
    let pages = client.list_users().into_paginator().stop_on_duplicate_token(true).send();
    assert_eq!(block_on(pages.try_collect()).unwrap().len(), 2);
}

#[test]
fn a_caller_can_ask_on_whatever_the_token() {
    let script = Script::new().otherwise(|_| Answer::json(r#"{"NextToken":"again"}"#));
    let client = blocking::Client::from_conf(config(&script));
    let pages = client.list_users().into_paginator().stop_on_duplicate_token(false).send();
    assert_eq!(pages.take(5).flatten().count(), 5);
}

#[test]
fn an_output_tells_the_id_of_its_request_and_is_the_same_without_it() {
    use workmail::operation::RequestId;
    use workmail::operation::list_users::ListUsersOutput;

    let script = Script::new()
        .answer(Answer::json("{}").header("x-amzn-requestid", "first"))
        .answer(Answer::json("{}").header("x-amz-request-id", "second"))
        .answer(Answer::error(400, "OrganizationNotFoundException", "gone").header("x-amzn-requestid", "third"));
    let client = blocking::Client::from_conf(config(&script));
    let (first, second) = (client.list_users().send().unwrap(), client.list_users().send().unwrap());
    assert_eq!((first.request_id(), second.request_id()), (Some("first"), Some("second")));
    assert_eq!(first, second);
    assert_eq!(ListUsersOutput::builder().build().request_id(), None);
    assert_eq!(serde_json::to_string(&first).unwrap(), r#"{"Users":null,"NextToken":null}"#);
    assert_eq!(RequestId::request_id(&client.list_users().send().unwrap_err()), Some("third"));
}

#[test]
fn a_quota_is_not_retried_and_matched_in_one_step() {
    use workmail::operation::create_mobile_device_access_rule::CreateMobileDeviceAccessRuleError;

    let script = Script::new().answer(Answer::error(400, "LimitExceededException", "no more rules"));
    let client = blocking::Client::from_conf(config(&script));
    let error = client.create_mobile_device_access_rule().send().unwrap_err();
    assert!(matches!(error.as_service_error(), Some(CreateMobileDeviceAccessRuleError::LimitExceededException(_))));
    assert_eq!((script.requests().len(), error.attempts()), (1, 1));
}

#[test]
fn a_missing_member_is_told_before_anything_is_sent() {
    let script = Script::new();
    let required = config(&script).to_builder().input_check(InputCheck::Required).build();
    let error = blocking::Client::from_conf(required).list_users().send().unwrap_err();
    assert_eq!(
        error.to_string(),
        "ListUsers: the request cannot be built: organization_id (OrganizationId) is required and was not set"
    );
    assert!(script.requests().is_empty());
}

#[test]
fn all_that_a_full_check_finds_wrong_is_told_before_anything_is_sent() {
    let script = Script::new();
    let full = config(&script).to_builder().input_check(InputCheck::Full).build();
    let call = blocking::Client::from_conf(full).create_user().organization_id("m-1").name("ann");
    let error = call.send().unwrap_err();
    assert_eq!(
        error.to_string(),
        "CreateUser: the request cannot be built: 3 validation errors detected. \
         Value with length 3 at '/OrganizationId' failed to satisfy constraint: \
         Member must have length between 34 and 34, inclusive; \
         Value at '/OrganizationId' failed to satisfy constraint: \
         Member must satisfy regular expression pattern: ^m-[0-9a-f]{32}$; \
         Value at '/DisplayName' failed to satisfy constraint: Member must not be null"
    );
    let invalid = error.as_build_error().and_then(InvalidInput::of).unwrap();
    let paths: Vec<&str> = invalid.violations().iter().map(|violation| violation.path.as_str()).collect();
    assert_eq!(paths, ["/OrganizationId", "/OrganizationId", "/DisplayName"]);
    assert!(script.requests().is_empty());
}

#[test]
fn an_input_that_a_full_check_finds_right_is_sent() {
    let script = Script::new().answer(Answer::json("{}"));
    let full = config(&script).to_builder().input_check(InputCheck::Full).build();
    let organization = format!("m-{}", "0".repeat(32));
    let call = blocking::Client::from_conf(full).create_user().organization_id(organization);
    call.name("ann").display_name("Ann").send().unwrap();
    assert_eq!(script.requests().len(), 1);
}

#[test]
fn an_idempotency_token_stays_the_same_when_a_call_is_tried_again() {
    let script =
        Script::new().answer(Answer::error(500, "InternalServerError", "once more")).answer(Answer::json("{}"));
    let clock = tinsmith_client::testing::SimulatedClock::at(std::time::SystemTime::now());
    let config = config(&script).to_builder().clock(clock).build();
    blocking::Client::from_conf(config).create_organization().alias("a").send().unwrap();
    let bodies: BTreeSet<String> = script.requests().iter().map(|request| request.text().to_string()).collect();
    assert_eq!((script.requests().len(), bodies.len()), (2, 1));
}

#[test]
fn the_configuration_says_where_idempotency_tokens_come_from() {
    use workmail::config::IdempotencyTokenProvider;

    let sent = |provider: IdempotencyTokenProvider| {
        let script = Script::new().otherwise(|_| Answer::json("{}"));
        let config = config(&script).to_builder().idempotency_token_provider(provider).build();
        let client = blocking::Client::from_conf(config);
        client.create_organization().alias("a").send().unwrap();
        client.create_organization().alias("a").send().unwrap();
        client.create_organization().alias("a").client_token("my own").send().unwrap();
        script.requests().iter().map(|request| request.text().to_owned()).collect::<Vec<_>>()
    };
    let body = |token: &str| format!(r#"{{"Alias":"a","ClientToken":"{token}"}}"#);
    assert_eq!(sent("known".into()), [body("known"), body("known"), body("my own")]);
    let seeded = sent(IdempotencyTokenProvider::with_seed(1));
    assert_eq!(seeded, sent(IdempotencyTokenProvider::with_seed(1)));
    assert_ne!(seeded[0], seeded[1]);
    let made = sent(IdempotencyTokenProvider::from_fn(|| "made".to_owned()));
    assert_eq!(made[0], body("made"));
}

#[test]
fn a_call_can_have_an_idempotency_token_of_its_own_maker() {
    let script = Script::new().answer(Answer::json("{}"));
    let client = blocking::Client::from_conf(config(&script));
    let over = Config::builder().idempotency_token_provider("of this call");
    client.create_organization().alias("a").send_with(over).unwrap();
    assert_eq!(script.requests()[0].text(), r#"{"Alias":"a","ClientToken":"of this call"}"#);
}
