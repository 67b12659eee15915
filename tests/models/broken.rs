// Breaks what a test case expects, so that the test made of it must fail. For use by tests that generate a crate from
// the broken copy of a model and run its tests: see README.md.

use cbor4ii::core::Value as Cbor;
use cbor4ii::core::dec::Decode;
use cbor4ii::core::enc::Encode;
use cbor4ii::core::utils::{BufWriter, SliceReader};
use serde_json::{Map, Value, json};
use tinsmith_runtime::primitives::Blob;

const REQUESTS: &str = "smithy.test#httpRequestTests";
const RESPONSES: &str = "smithy.test#httpResponseTests";

/// Every way in which the cases of a model can be broken: in each copy one thing is expected that does not hold.
/// The copies stand beside each other in one model, under the ids of their cases with `Broken` and a number behind;
/// the sound cases are gone. Returns the model and the number of its cases.
pub(crate) fn every_case_broken(model: &str) -> (String, usize) {
    let mut model: Value = serde_json::from_str(model).unwrap();
    let mut count = 0;
    for (id, shape) in model["shapes"].as_object_mut().unwrap() {
        let operation = shape["type"] == "operation";
        let Some(traits) = shape.get_mut("traits").and_then(Value::as_object_mut) else { continue };
        for name in [REQUESTS, RESPONSES] {
            let Some(cases) = traits.get_mut(name).and_then(Value::as_array_mut) else { continue };
            let broken: Vec<Value> = cases
                .iter()
                .filter(|case| is_tested(case, id))
                .flat_map(|case| {
                    let copies =
                        if name == REQUESTS { broken_requests(case) } else { broken_responses(case, operation) };
                    copies.into_iter().enumerate().map(|(number, mut copy)| {
                        copy["id"] = json!(format!("{}Broken{number}", case["id"].as_str().unwrap()));
                        copy
                    })
                })
                .collect();
            count += broken.len();
            *cases = broken;
        }
    }
    (serde_json::to_string_pretty(&model).unwrap(), count)
}

/// The model with the first breakage of one case; all others stay sound.
pub(crate) fn one_case_broken(model: &str, id: &str) -> String {
    let mut model: Value = serde_json::from_str(model).unwrap();
    for shape in model["shapes"].as_object_mut().unwrap().values_mut() {
        let operation = shape["type"] == "operation";
        let Some(traits) = shape.get_mut("traits").and_then(Value::as_object_mut) else { continue };
        for name in [REQUESTS, RESPONSES] {
            let Some(cases) = traits.get_mut(name).and_then(Value::as_array_mut) else { continue };
            for case in cases.iter_mut().filter(|case| case["id"] == id) {
                let copies = if name == REQUESTS { broken_requests(case) } else { broken_responses(case, operation) };
                *case = copies.into_iter().next().unwrap();
            }
        }
    }
    serde_json::to_string_pretty(&model).unwrap()
}

/// Whether the crate has a test for the case: it is for clients, and of the protocol in the shape's namespace.
fn is_tested(case: &Value, shape: &str) -> bool {
    let protocol = match shape.split_once('#').unwrap().0.rsplit_once('.').unwrap().1 {
        "json10" => "awsJson1_0",
        "json11" => "awsJson1_1",
        "rpcv2cbor" => "rpcv2Cbor",
        other => panic!("{other}: name its protocol here"),
    };
    case["appliesTo"] != "server" && case["protocol"].as_str().unwrap().ends_with(protocol)
}

fn with(case: &Value, change: impl FnOnce(&mut Map<String, Value>)) -> Value {
    let mut copy = case.clone();
    change(copy.as_object_mut().unwrap());
    copy
}

fn broken_requests(case: &Value) -> Vec<Value> {
    let mut copies = vec![
        with(case, |case| case["method"] = json!("PUT")),
        with(case, |case| case["uri"] = json!("/elsewhere")),
        with(case, |case| _ = case.insert("requireHeaders".to_owned(), json!(["X-Missing"]))),
        with(case, |case| _ = case.insert("forbidHeaders".to_owned(), json!(["content-length"]))),
        with(case, |case| _ = case.insert("requireQueryParams".to_owned(), json!(["q"]))),
        with(case, |case| _ = case.insert("queryParams".to_owned(), json!(["q=1"]))),
    ];
    if case.get("resolvedHost").is_some() {
        copies.push(with(case, |case| case["resolvedHost"] = json!("other.example.com")));
    }
    for name in case.get("headers").and_then(Value::as_object).into_iter().flat_map(Map::keys) {
        copies.push(with(case, |case| case["headers"][name] = json!("other")));
    }
    let Some(body) = case.get("body").and_then(Value::as_str) else { return copies };
    let media = case.get("bodyMediaType").and_then(Value::as_str);
    if media == Some("application/json") {
        let body: Map<String, Value> = serde_json::from_str(body).unwrap();
        let mut more = body.clone();
        more.insert("unexpected".to_owned(), Value::Null);
        copies.push(with(case, |case| case["body"] = json!(Value::Object(more).to_string())));
        for name in body.keys() {
            let mut less = body.clone();
            less.remove(name);
            copies.push(with(case, |case| case["body"] = json!(Value::Object(less).to_string())));
            let mut other = body.clone();
            other[name] = changed(name, &body[name]);
            copies.push(with(case, |case| case["body"] = json!(Value::Object(other).to_string())));
        }
    } else if media == Some("application/cbor") {
        for other in broken_cbor(body) {
            copies.push(with(case, |case| case["body"] = json!(other)));
        }
    } else {
        copies.push(with(case, |case| case["body"] = json!(format!("{body} "))));
    }
    copies
}

/// Other values than that of a CBOR body, which is a map; in base64, as the body is.
fn broken_cbor(body: &str) -> Vec<String> {
    let bytes = Blob::from_base64(body).unwrap().into_inner();
    let Ok(Cbor::Map(members)) = Cbor::decode(&mut SliceReader::new(&bytes)) else { panic!("{body} is no map") };
    let mut copies = vec![members.iter().cloned().chain([(Cbor::Text("unexpected".to_owned()), Cbor::Null)]).collect()];
    for at in 0..members.len() {
        let mut less = members.clone();
        less.remove(at);
        copies.push(less);
        let mut other = members.clone();
        other[at].1 = changed_cbor(&members[at].1);
        copies.push(other);
    }
    let encoded = copies.into_iter().map(|members: Vec<_>| {
        let mut writer = BufWriter::new(Vec::new());
        Cbor::Map(members).encode(&mut writer).unwrap();
        Blob::new(writer.into_inner()).to_base64()
    });
    // No body at all is another one too.
    encoded.chain([String::new()]).collect()
}

/// Another value, of the same kind where there is one.
fn changed_cbor(value: &Cbor) -> Cbor {
    match value.clone() {
        Cbor::Bool(set) => Cbor::Bool(!set),
        Cbor::Integer(number) => Cbor::Integer(number ^ 1),
        Cbor::Float(number) => Cbor::Float(if number.abs() < 1e9 { number + 1.0 } else { 0.0 }),
        Cbor::Bytes(bytes) => Cbor::Bytes(bytes.into_iter().chain([0]).collect()),
        Cbor::Text(text) => Cbor::Text(format!("{text}x")),
        Cbor::Array(values) => match values.split_first() {
            Some((first, rest)) => Cbor::Array([changed_cbor(first)].into_iter().chain(rest.iter().cloned()).collect()),
            None => Cbor::Array(vec![Cbor::Null]),
        },
        Cbor::Map(members) => match members.split_first() {
            Some(((key, value), rest)) => {
                let first = (key.clone(), changed_cbor(value));
                Cbor::Map([first].into_iter().chain(rest.iter().cloned()).collect())
            }
            None => Cbor::Map(vec![(Cbor::Text("more".to_owned()), Cbor::Null)]),
        },
        Cbor::Tag(tag, value) => Cbor::Tag(tag, Box::new(changed_cbor(&value))),
        _ => Cbor::Integer(0),
    }
}

fn broken_responses(case: &Value, operation: bool) -> Vec<Value> {
    // The other outcome: a call that works does not fail, and the other way round.
    let mut copies = vec![with(case, |case| case["code"] = json!(if operation { 599 } else { 200 }))];
    for name in case.get("vendorParams").and_then(Value::as_object).into_iter().flat_map(Map::keys) {
        copies.push(with(case, |case| case["vendorParams"][name] = json!("other")));
    }
    for (name, value) in case.get("params").and_then(Value::as_object).into_iter().flatten() {
        copies.push(with(case, |case| case["params"][name] = changed(name, value)));
        // What is not mentioned must be unset, or what stands for an unset value.
        let id = case["id"].as_str().unwrap();
        if !is_zero(value) && !id.contains("Defaults") && !id.contains("Required") {
            copies.push(with(case, |case| _ = case["params"].as_object_mut().unwrap().remove(name)));
        }
    }
    copies
}

fn is_zero(value: &Value) -> bool {
    *value == json!("") || value.as_f64() == Some(0.0)
}

/// Another value of the same type: what a member of our models holds when it is empty, its name tells.
fn changed(name: &str, value: &Value) -> Value {
    match value {
        Value::Null => json!(0),
        Value::Bool(set) => json!(!set),
        Value::Number(number) => {
            let number = number.as_f64().unwrap();
            #[expect(clippy::cast_possible_truncation, reason = "no fraction, and in range")]
            if number.fract() == 0.0 && number.abs() < 1e15 { json!((number as i64) ^ 1) } else { json!(1) }
        }
        Value::String(text) if ["NaN", "Infinity", "-Infinity"].contains(&text.as_str()) => json!(1.5),
        Value::String(text) if text == "7" => json!("8"),
        // Big numbers stay numbers, and base64 stays base64.
        Value::String(text) if text.bytes().all(|byte| b"0123456789-.".contains(&byte)) && !text.is_empty() => {
            json!("7")
        }
        Value::String(text) => json!(format!("YWFh{text}")),
        Value::Array(entries) => match entries.split_first() {
            None if name.starts_with("sparse") => json!([null]),
            None if name == "leaves" => json!([{}]),
            None if name == "nested" => json!([[]]),
            None => json!(["more"]),
            Some((Value::Null, rest)) => json!(rest),
            Some((first, rest)) => std::iter::once(changed(name, first)).chain(rest.iter().cloned()).collect(),
        },
        Value::Object(members) if members.contains_key("nothing") => json!({"text": "other"}),
        Value::Object(members) => match members.iter().find(|(_, value)| !value.is_null()) {
            None if name.starts_with("sparse") => json!({"more": null}),
            None if name == "leaves" || name == "maps" => json!({"more": {}}),
            None => json!({"more": "more"}),
            Some((member, inner)) => {
                let mut members = members.clone();
                members[member] = changed(member, inner);
                Value::Object(members)
            }
        },
    }
}
