//! What a configuration says to the endpoint rules reaches them, and what they say of signatures counts: tests of the crate of `mini/endpoint_rules.json`.
#![cfg(test)]

use endpoint_rules::config::{Builder, Credentials, EndpointSettings as _, Region};
use endpoint_rules::testing::{Answer, Script};
use endpoint_rules::{Config, blocking};

/// A client of this configuration, and the script that answers it.
fn client(config: Builder) -> (blocking::Client, Script) {
    let script = Script::new().answer(Answer::json("{}"));
    let config = config.region(Region::new("us-east-1")).allow_no_auth().blocking_transport(script.clone());
    (blocking::Client::from_conf(config.build()), script)
}

/// Where the one request of a script went.
fn asked(script: &Script) -> String {
    script.requests().first().unwrap().uri().to_string()
}

/// Where a call of an operation that says nothing to the rules goes.
fn host(config: Builder, over: Builder) -> String {
    let (client, script) = client(config);
    client.scan().send_with(over).unwrap();
    asked(&script)
}

#[test]
fn a_parameter_of_the_configuration_reaches_the_rules() {
    assert_eq!(host(Config::builder(), Config::builder()), "https://mini.us-east-1.api.aws/");
    assert_eq!(host(Config::builder().local(true), Config::builder()), "http://localhost:8000/");
    assert_eq!(host(Config::builder().local(false), Config::builder()), "https://mini.us-east-1.api.aws/");
}

#[test]
fn a_call_can_say_it_differently() {
    assert_eq!(host(Config::builder(), Config::builder().local(true)), "http://localhost:8000/");
    assert_eq!(host(Config::builder().local(true), Config::builder().local(false)), "https://mini.us-east-1.api.aws/");
}

#[test]
fn what_was_set_can_be_taken_back() {
    let mut builder = Config::builder().local(true);
    builder.set_local(None);
    assert_eq!(host(builder, Config::builder()), "https://mini.us-east-1.api.aws/");
}

#[test]
fn a_parameter_that_is_called_as_a_setting_of_every_client_has_another_method() {
    // Both are named `Region` in Rust; the model's has the number.
    let config = Config::builder().region_2("eu-west-1").region(Region::new("us-east-1")).build();
    assert_eq!(config.region().unwrap().as_ref(), "us-east-1");
}

#[test]
fn members_and_constants_of_an_operation_reach_the_rules() {
    let (client, script) = client(Config::builder());
    client.put().stream_arn("arn:aws:mini:eu-west-1:123456789012:stream/x").send().unwrap();
    assert_eq!(asked(&script), "https://123456789012.control-mini.eu-west-1.example.com/");
}

#[test]
fn paths_into_an_input_reach_the_rules() {
    let stream = endpoint_rules::types::Stream::builder().arn("no ARN").local(true).build().unwrap();
    let (client, script) = client(Config::builder().local(false));
    client.describe().stream(stream).send().unwrap();
    assert_eq!(asked(&script), "http://localhost:8000/", "an operation goes before the configuration");
}

#[test]
fn an_endpoint_that_is_signed_as_nobody_here_can_is_an_error_that_names_the_schemes() {
    let (client, script) = client(Config::builder().credentials_provider(Credentials::new("a", "b", None, None, "test")));
    let error = client.replicate().send().unwrap_err().to_string();
    let said = "Replicate: requests to the endpoint https://global.mini.example.com/ are signed by sigv4a or madeUp alone";
    assert!(error.starts_with(said), "{error}");
    assert!(script.requests().is_empty(), "nothing is sent");
}

#[test]
fn what_goes_unsigned_may_go_there() {
    let (client, script) = client(Config::builder());
    client.replicate().send().unwrap();
    assert_eq!(asked(&script), "https://global.mini.example.com/");
}
