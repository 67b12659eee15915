//! Every operation of the model is written: none answers as the stubs do by themselves.
#![cfg(test)]

use serde_json::Value;
use tinsmith_server::Bytes;
use tinsmith_server::http::Request;
use workmail::server::{self, Validation};
use workmail_local::{Clock, Local, Settings, Store};

/// The names of the operations, as the table in the README has them.
fn operations() -> Vec<&'static str> {
    let table = include_str!("../README.md").split("| operation |").nth(1).unwrap();
    table.lines().skip(2).filter_map(|row| row.strip_prefix("| ")?.split(" |").next()).collect()
}

#[tokio::test]
async fn no_operation_answers_that_it_is_not_written() {
    let local = Local::new(Store::in_memory(Settings::default(), Clock::System));
    // What is missing in the inputs is for the rules to find.
    let service = server::service(local).validation(Validation::Off);
    let operations = operations();
    assert_eq!(operations.len(), 92);
    for operation in operations {
        let request = Request::post("/")
            .header("x-amz-target", format!("WorkMailService.{operation}"))
            .header("content-type", "application/x-amz-json-1.1")
            // Whatever is asked for, there is no such thing, or something is missing.
            .body(Bytes::from_static(b"{}"))
            .unwrap();
        let answer = service.answer(request).await;
        let body: Value = serde_json::from_slice(answer.body()).unwrap();
        let code = body.get("__type").and_then(Value::as_str).unwrap_or_default();
        let is_known = !code.contains("NotImplemented") && !code.contains("UnknownOperation");
        assert!(is_known, "{operation}: {body}");
    }
}
