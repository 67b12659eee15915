//! Every operation over a socket: the server checks the signature, the headers and every member of the body, and
//! answers with every member of the output.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::SystemTime;

use serde_json::{Map, Value, json};
use tinsmith_tests::misbehaving::{Act, Plan, Received, Server};
use tinsmith_tests::sigv4::Verifier;
use workmail::config::{Credentials, Region};
use workmail::{Client, Config, blocking, expose_sensitive, types};

use super::{operations, shapes};

const VERIFIER: Verifier<'_> = Verifier {
    access_key_id: "AKIDEXAMPLE",
    secret_access_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    session_token: Some("a token"),
    region: "eu-west-1",
    service: "workmail",
};

/// The point in time of all bodies: a number on the wire, a text in serde's form.
const INSTANT: (i64, &str) = (1_700_000_000, "2023-11-14T22:13:20Z");

/// What is sent and answered, by operation.
pub(super) type Documents = Arc<BTreeMap<String, [Value; 2]>>;

/// A document of a shape with every member in it, by the rules of `calls.rs`.
fn document(shapes: &Map<String, Value>, id: &str, name: &str) -> Value {
    let Some(shape) = shapes.get(id) else {
        return match id {
            "smithy.api#String" => name.into(),
            "smithy.api#Boolean" | "smithy.api#PrimitiveBoolean" => true.into(),
            "smithy.api#Integer" | "smithy.api#Long" => 7.into(),
            "smithy.api#Timestamp" => INSTANT.0.into(),
            "smithy.api#Unit" => json!({}),
            id => panic!("{id} in a body"),
        };
    };
    let target = |member: &Value| member["target"].as_str().unwrap().to_owned();
    match shape["type"].as_str().unwrap() {
        "string" => name.into(),
        "boolean" => true.into(),
        "integer" | "long" => 7.into(),
        "float" | "double" => 7.5.into(),
        "timestamp" => INSTANT.0.into(),
        "enum" => {
            let (_, first) = shape["members"].as_object().unwrap().iter().next().unwrap();
            first["traits"]["smithy.api#enumValue"].clone()
        }
        "list" => json!([document(shapes, &target(&shape["member"]), name)]),
        "structure" => {
            let members = shape.get("members").and_then(Value::as_object).into_iter().flatten();
            members.map(|(name, member)| (name.clone(), document(shapes, &target(member), name))).collect()
        }
        kind => panic!("{id} is a {kind}"),
    }
}

/// The documents of every operation.
pub(super) fn documents() -> Documents {
    let shapes = shapes();
    let operations = shapes.iter().filter(|(_, shape)| shape["type"] == "operation");
    let documents = operations.map(|(id, operation)| {
        let name = id.split('#').next_back().unwrap().to_owned();
        let of = |end: &str| document(&shapes, operation[end]["target"].as_str().unwrap(), "");
        (name, [of("input"), of("output")])
    });
    Arc::new(documents.collect())
}

/// What is wrong with a request: nothing, if all is well.
fn judge(request: &Received, documents: &Documents) -> Result<(), String> {
    VERIFIER.verify(request, SystemTime::now())?;
    let is = |name: &str, expected: &str| match request.header(name) {
        Some(found) if found == expected => Ok(()),
        found => Err(format!("{name} is {found:?}, not {expected:?}")),
    };
    if request.line != "POST / HTTP/1.1" {
        return Err(format!("the first line is {}", request.line));
    }
    let target = request.header("x-amz-target").unwrap_or_default();
    let operation = target.strip_prefix("WorkMailService.").ok_or(format!("the target is {target}"))?;
    let [input, _] = documents.get(operation).ok_or(format!("there is no {operation}"))?;
    is("content-type", "application/x-amz-json-1.1")?;
    is("content-length", &request.body.len().to_string())?;
    is("amz-sdk-request", "attempt=1; max=3")?;
    is("x-amz-user-agent", request.header("user-agent").unwrap_or_default())?;
    let id = request.header("amz-sdk-invocation-id").unwrap_or_default();
    if id.len() != 36 {
        return Err(format!("the id of the invocation is {id:?}"));
    }
    let body: Value = serde_json::from_slice(&request.body).map_err(|error| error.to_string())?;
    if body == *input { Ok(()) } else { Err(format!("{operation}: {body} was sent, not {input}")) }
}

/// A service that refuses what is wrong, and answers all else with every member that an output has.
fn service(documents: &Documents) -> Server {
    let documents = documents.clone();
    Plan::new(move |request: &Received| match judge(request, &documents) {
        Ok(()) => Act::answers(200, &documents[request.operation().unwrap()][1].to_string()),
        Err(why) => Act::answers(400, &json!({"__type": "Refused", "message": why}).to_string()),
    })
    .start()
}

/// Sockets and time, on this thread.
fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

fn config(server: &Server) -> Config {
    let (id, secret) = (VERIFIER.access_key_id, VERIFIER.secret_access_key);
    Config::builder()
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new(id, secret, Some("a token".to_owned()), None, "test"))
        .endpoint_url(server.uri("/"))
        .build()
}

/// The answer in serde's form, where points in time are texts.
pub(super) fn expected(output: &Value) -> Value {
    match output {
        Value::Number(number) if number.as_i64() == Some(INSTANT.0) => INSTANT.1.into(),
        Value::Array(items) => items.iter().map(expected).collect(),
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), expected(value))).collect(),
        other => other.clone(),
    }
}

/// What the client read of answers, and what they were.
fn check(read: &[Value], server: &Server, documents: &Documents) {
    let called: Vec<String> = server.requests().iter().map(|one| one.operation().unwrap().to_owned()).collect();
    assert_eq!(called.iter().cloned().collect::<BTreeSet<_>>(), operations());
    assert_eq!(read.len(), called.len());
    for (read, operation) in read.iter().zip(&called) {
        assert_eq!(*read, expected(&documents[operation][1]), "{operation}");
    }
    assert_eq!(server.connections(), 1, "calls in a row share a connection");
}

#[test]
fn the_async_client_sends_what_a_service_accepts_for_every_operation() {
    let documents = documents();
    let server = service(&documents);
    let client = Client::from_conf(config(&server));
    let (mut read, runtime) = (Vec::new(), runtime());
    macro_rules! call {
        ($operation:ident, $($setters:tt)*) => {
            let output = runtime.block_on(client.$operation() $($setters)* .send()).unwrap();
            read.push(expose_sensitive(|| serde_json::to_value(output)).unwrap());
        };
    }
    every_call!(call);
    check(&read, &server, &documents);
}

#[test]
fn the_blocking_client_sends_what_a_service_accepts_for_every_operation() {
    let documents = documents();
    let server = service(&documents);
    let client = blocking::Client::from_conf(config(&server));
    let mut read = Vec::new();
    macro_rules! call {
        ($operation:ident, $($setters:tt)*) => {
            let output = client.$operation() $($setters)* .send().unwrap();
            read.push(expose_sensitive(|| serde_json::to_value(output)).unwrap());
        };
    }
    every_call!(call);
    check(&read, &server, &documents);
}

#[test]
fn a_signature_with_another_secret_is_refused() {
    let server = service(&documents());
    let other = Credentials::new(VERIFIER.access_key_id, "another", Some("a token".to_owned()), None, "test");
    let config = config(&server).to_builder().credentials_provider(other).build();
    let call = Client::from_conf(config).list_users().organization_id("OrganizationId").send();
    let error = runtime().block_on(call).unwrap_err();
    assert!(error.to_string().starts_with("ListUsers: Refused: the signature is "), "{error}");
}
