//! Resolves endpoints by the functions that rule sets became, a question in JSON a line, and prints what they give, in
//! JSON. The functions are modules that the test writes beside this.

include!("sets.rs");

use serde_json::{Value, json};
use tinsmith_client::endpoint::{EndpointParam, Params};

fn leaked(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

fn own(name: &str, value: &Value) -> (&'static str, EndpointParam) {
    let value = match value {
        Value::Bool(on) => EndpointParam::from(*on),
        Value::String(text) => EndpointParam::from(text),
        Value::Array(texts) => EndpointParam::texts(texts.iter().map(|text| text.as_str().unwrap())),
        other => panic!("{other}"),
    };
    (leaked(name), value)
}

fn answer(question: &Value) -> Value {
    let built_in = |name: &str| question["built_in"].get(name).and_then(Value::as_str).map(leaked);
    let on = |name: &str| question["built_in"][name] == Value::Bool(true);
    let given = question["own"].as_object().unwrap();
    let given: Vec<(&'static str, EndpointParam)> = given.iter().map(|(name, value)| own(name, value)).collect();
    let mut params = Params::new();
    params.region = built_in("AWS::Region");
    params.use_fips = on("AWS::UseFIPS");
    params.use_dual_stack = on("AWS::UseDualStack");
    params.endpoint = built_in("SDK::Endpoint");
    params.account_id = built_in("AWS::Auth::AccountId");
    params.account_id_endpoint_mode = built_in("AWS::Auth::AccountIdEndpointMode");
    params.operation = &given;
    let set = usize::try_from(question["set"].as_u64().unwrap()).unwrap();
    match SETS[set](&params) {
        Ok(found) => json!({
            "url": found.uri.to_string(),
            "headers": found.headers.iter().cloned().collect::<std::collections::BTreeMap<_, _>>(),
            "name": found.auth.as_ref().and_then(|auth| auth.signing_name.clone()),
            "region": found.auth.as_ref().and_then(|auth| auth.signing_region.clone()),
            "unspoken": found.unspoken,
        }),
        Err(error) if error.to_string().starts_with("no endpoint rule of the model fits") => json!({"error": null}),
        Err(error) => json!({"error": error.to_string()}),
    }
}

fn main() {
    for line in std::io::stdin().lines() {
        let question: Value = serde_json::from_str(&line.unwrap()).unwrap();
        println!("{}", answer(&question));
    }
}
