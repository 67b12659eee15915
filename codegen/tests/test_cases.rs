//! The model's test cases become tests; what does not fit its shape is an error that says where and what to do.
#![cfg(test)]

use std::path::PathBuf;

use serde_json::{Value, json};
use tinsmith::generate::{GenerateOptions, Generated, generate_loaded};
use tinsmith::model::{self, LoadOptions};
use tinsmith::output::Regeneration;
use tinsmith::render::manifest::{PackageMetadata, RuntimeSource};

fn generated(requests: Value, responses: Value) -> Result<Generated, String> {
    let model = json!({"smithy": "2.0", "shapes": {
        "a.b#Service": {"type": "service", "version": "1", "operations": [{"target": "a.b#Call"}],
            "traits": {"aws.protocols#awsJson1_1": {}}},
        "a.b#Call": {"type": "operation", "input": {"target": "a.b#In"}, "output": {"target": "a.b#Out"},
            "traits": {"smithy.test#httpRequestTests": requests, "smithy.test#httpResponseTests": responses}},
        "a.b#In": {"type": "structure", "members": {
            "text": {"target": "smithy.api#String"}, "small": {"target": "smithy.api#Byte"},
            "list": {"target": "a.b#List"}, "choice": {"target": "a.b#Choice"}, "strict": {"target": "a.b#Strict"}}},
        "a.b#Out": {"type": "structure", "members": {
            "ratio": {"target": "smithy.api#Float"}, "list": {"target": "a.b#List"}}},
        "a.b#Strict": {"type": "structure", "members": {
            "name": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}}}},
        "a.b#List": {"type": "list", "member": {"target": "smithy.api#String"}},
        "a.b#Choice": {"type": "union", "members": {
            "a": {"target": "smithy.api#String"}, "b": {"target": "smithy.api#String"}}},
    }});
    let options = LoadOptions::default();
    let loaded = model::load_bytes("model.json", model.to_string().as_bytes(), None, &options).unwrap();
    let options = GenerateOptions {
        model: PathBuf::from("model.json"),
        out: PathBuf::from("out"),
        package: Some("my-crate".to_owned()),
        load: options,
        runtime: RuntimeSource::Path("runtime".to_owned()),
        metadata: PackageMetadata::default(),
        command: Regeneration::Anywhere("the command".to_owned()),
    };
    generate_loaded(&loaded, &options).map_err(|error| error.to_string())
}

fn request(change: Value) -> Value {
    let mut case = json!({"id": "Case", "protocol": "aws.protocols#awsJson1_1", "method": "POST", "uri": "/"});
    case.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    json!([case])
}

fn response(params: Value) -> Value {
    json!([{"id": "Case", "protocol": "aws.protocols#awsJson1_1", "code": 200, "body": "{}", "params": params}])
}

#[track_caller]
fn refused(result: Result<Generated, String>, place: &str, message: &str) {
    let error = result.expect_err("an error");
    assert!(error.starts_with(&format!("model.json: a.b#Call: trait {place}: ")), "{error}");
    assert!(error.contains(message), "{error}");
    assert_eq!(error.lines().count(), 2, "a remedy: {error}");
}

#[test]
fn a_parameter_that_does_not_fit_is_refused() {
    for (params, message) in [
        (json!({"tex": "a"}), "case Case: params: a.b#In has no member \"tex\""),
        (json!({"text": 1}), "case Case: params.text: expected a text, found a number"),
        (json!({"small": 128}), "params.small: expected a whole number of -128 to 127"),
        (json!({"small": 1.5}), "params.small: expected a whole number"),
        (json!({"list": ["a", 1]}), "params.list[1]: expected a text"),
        (json!({"list": ["a", null]}), "params.list[1]: null in a list or map that is not sparse"),
        (json!({"choice": {}}), "params.choice: the union a.b#Choice has exactly one member set"),
        (json!({"choice": {"a": "x", "b": "y"}}), "exactly one member set"),
        (json!({"choice": {"c": "x"}}), "the union a.b#Choice has no member \"c\""),
        (json!({"strict": {}}), "params.strict: the required member \"name\" is missing"),
    ] {
        refused(generated(request(json!({"params": params})), json!([])), "smithy.test#httpRequestTests", message);
    }
    let wrong = generated(json!([]), response(json!({"ratio": "many"})));
    refused(wrong, "smithy.test#httpResponseTests", "params.ratio: expected a number, NaN, Infinity or -Infinity");
}

#[test]
fn a_case_of_the_wrong_form_is_refused() {
    for (change, message) in [
        (json!({"forbidHeader": ["a"]}), "the property \"forbidHeader\" is not known"),
        (json!({"appliesTo": "both"}), "appliesTo is \"both\""),
        (json!({"headers": {"a": 1}}), "the header \"a\" is not text"),
        (json!({"requireHeaders": "a"}), "requireHeaders is not a list of texts"),
        (json!({"params": []}), "params is not an object"),
        (json!({"method": 1}), "method is not text"),
        (json!({"body": "{}", "bodyMediaType": "application/cbor"}), "the body is not base64"),
        (json!({"body": "oA", "bodyMediaType": "application/x+cbor"}), "the body is not base64"),
    ] {
        refused(generated(request(change), json!([])), "smithy.test#httpRequestTests", message);
    }
    let wrong = generated(json!([]), json!([{"id": "Case", "protocol": "aws.protocols#awsJson1_1", "code": 20}]));
    refused(wrong, "smithy.test#httpResponseTests", "case Case: code is missing or no HTTP status");
}

#[test]
fn cases_for_others_are_noted_and_not_looked_into() {
    let cases = json!([
        {"id": "ForServers", "protocol": "aws.protocols#awsJson1_1", "appliesTo": "server", "params": {"no": 1}},
        {"id": "ForRest", "protocol": "aws.protocols#restJson1"},
    ]);
    assert!(generated(cases.clone(), json!([])).unwrap().files.keys().all(|path| !path.starts_with("tests/")));
    let files = generated(cases, response(json!({}))).unwrap().files;
    let main = &files["tests/protocol/main.rs"];
    assert!(main.contains("//! - `ForServers`: about servers alone\n"), "{main}");
    assert!(main.contains("//! - `ForRest`: about the protocol `aws.protocols#restJson1`\n"), "{main}");
}

#[test]
fn a_crate_without_cases_has_no_tests() {
    let files = generated(json!([]), json!([])).unwrap().files;
    assert!(files.keys().all(|path| !path.starts_with("tests/")));
    assert!(!files["Cargo.toml"].contains("dev-dependencies"));
}

#[test]
fn a_case_becomes_a_test_with_its_id_and_documentation() {
    let requests =
        request(json!({"documentation": "Sends a text.", "params": {"text": "a"}, "body": "{\"text\":\"a\"}",
        "bodyMediaType": "application/json", "headers": {"A": "b"}, "forbidHeaders": ["C"], "host": "example.com/x"}));
    let files = generated(requests, response(json!({"ratio": "NaN"}))).unwrap().files;
    assert!(files["Cargo.toml"].contains("features = [\"testing\"]"));
    let text = &files["tests/protocol/operation/call.rs"];
    let expected = r##"use my_crate::operation::call as operation;

type Op = operation::Call;

/// Case `Case`.
///
/// Sends a text.
#[test]
fn case() {
    let input = operation::CallInput::builder()
        .set_text(Some(String::from("a")))
        .build()
        .unwrap();
    let request = testing::request::<Op>("example.com/x", input);
    testing::method(&request, "POST");
    testing::path(&request, "/");
    testing::header(&request, "A", "b");
    testing::lacks_header(&request, "C");
    testing::json_body(&request, r#"{"text":"a"}"#);
}

/// Case `Case`.
#[test]
fn case_2() {
    let mut response = testing::response(200);
    testing::set_body(&mut response, "{}");
    let mut output = testing::output::<Op>(&response);
    let value = &mut output;
    let value = value.ratio.as_mut().unwrap();
    testing::take_not_a_number(value);
    let expected = operation::CallOutput::builder().set_ratio(Some(0.0)).build();
    testing::equal("ratio", &output.ratio, &expected.ratio);
    testing::equal("list", &output.list, &expected.list);
}
"##;
    let from = text.find("use my_crate").unwrap();
    assert_eq!(&text[from..], expected, "{text}");
}

#[test]
fn a_binary_body_is_base64_and_compared_by_value() {
    let request = request(json!({"body": "v/8=", "bodyMediaType": "application/cbor; a=b"}));
    let response = |body: &str| {
        json!([{"id": "Answer", "protocol": "aws.protocols#awsJson1_1", "code": 200, "body": body,
            "bodyMediaType": "application/cbor"}])
    };
    let files = generated(request.clone(), response("oA==")).unwrap().files;
    let text = &files["tests/protocol/operation/call.rs"];
    assert!(text.contains("    testing::cbor_body(&request, \"v/8=\");\n"), "{text}");
    assert!(text.contains("    testing::set_base64_body(&mut response, \"oA==\");\n"), "{text}");

    let files = generated(request.clone(), response("")).unwrap().files;
    let text = &files["tests/protocol/operation/call.rs"];
    assert!(text.contains("let response = testing::response(200);") && !text.contains("set_"), "{text}");

    let wrong = generated(request, response("{}"));
    refused(wrong, "smithy.test#httpResponseTests", "case Answer: the body is not base64");
}
