//! Calls without a client: an input, and the JSON of its answer.

use serde_json::Value;
use tinsmith_server::Bytes;
use tinsmith_server::http::Request;
use workmail::server::{Service, WorkMail};

/// Calls an operation; the JSON of its answer, or of its error.
pub(crate) async fn call<T: WorkMail>(
    service: &Service<T>,
    operation: &str,
    input: &impl serde::Serialize,
) -> Result<Value, Value> {
    let request = Request::post("/")
        .header("x-amz-target", format!("WorkMailService.{operation}"))
        .header("content-type", "application/x-amz-json-1.1")
        .body(Bytes::from(without_nulls(serde_json::to_value(input).unwrap()).to_string()))
        .unwrap();
    let answer = service.answer(request).await;
    let status = answer.status();
    let body = serde_json::from_slice(answer.body()).unwrap();
    if status.is_success() { Ok(body) } else { Err(body) }
}

/// The name of an error.
pub(crate) fn error_code(answer: &Value) -> String {
    answer["__type"].as_str().unwrap().to_owned()
}

/// Members without a value are left out on the wire.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, without_nulls(value)))
            .collect(),
        other => other,
    }
}
