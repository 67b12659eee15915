//! Reference pages and api-changes pages: small models with the whole expected text.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::path::Path;

use serde_json::{Value, json};
use tinsmith::lower::{self, LowerOptions, Lowered};
use tinsmith::model::{LoadOptions, Model, load, load_bytes};
use tinsmith::show;

/// A model with a service and the operation `Put`.
fn model(shapes: Value) -> Model {
    let mut all = json!({
        "a.b#Shop": {
            "type": "service", "version": "1",
            "operations": [{ "target": "a.b#Put" }],
            "traits": { "aws.protocols#awsJson1_1": {}, "smithy.api#title": "Corner Shop" }
        },
    });
    all.as_object_mut().unwrap().extend(shapes.as_object().unwrap().clone());
    let bytes = json!({ "smithy": "2.0", "shapes": all }).to_string();
    load_bytes("m.json", bytes.as_bytes(), None, &LoadOptions::default()).unwrap_or_else(|e| panic!("{e}")).model
}

fn lowered(model: &Model) -> Lowered {
    lower::lower(model, &LowerOptions::default()).unwrap_or_else(|problem| panic!("{problem}"))
}

#[test]
fn print() {
    let path = std::env::var("M").unwrap();
    let m = load(Path::new(&path), &LoadOptions::default()).unwrap().model;
    let l = lowered(&m);
    for op in std::env::var("O").unwrap().split(',') {
        println!("{}", show::operation(&m, &l, op).unwrap_or_else(|e| e.to_string()));
        if let Some(o) = m.operations.iter().find(|o| o.id.name() == op) {
            println!("{:#?}", show::syntax_blocks(&m, o));
        }
    }
    if let (Ok(a), Ok(b)) = (std::env::var("A"), std::env::var("B")) {
        let [a, b] = [a, b].map(|p| load(Path::new(&p), &LoadOptions::default()).unwrap().model);
        println!("{}", show::api_changes(&a, &b));
    }
}
