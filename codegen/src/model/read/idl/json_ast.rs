//! A JSON AST among files of IDL: what it holds, as if it were one of them, with where its shapes stand.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::parser::{Applied, Contents, Definition};
use crate::model::problem::{Errors, Place, Report};
use crate::model::read::ast::{self, Version};
use crate::model::read::json;
use crate::model::source::ShapeSpot;

/// Whether a text is JSON: no statement of IDL begins with a brace.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// What an AST holds. Its form is checked where that of every AST is.
pub(super) fn read(name: &str, text: &str, strict: bool) -> Result<Contents, Errors> {
    let mut report = Report::new(name, strict);
    let value = json::parse(text.as_bytes(), &mut report)?;
    if !ast::is_ast(&value) {
        let message = "is neither Smithy IDL nor a JSON AST (no `smithy`), which alone make one model";
        return report.fail(Place::default(), message, "Name it alone, or leave it out.");
    }
    let Value::Object(mut ast) = value else { return Ok(Contents::default()) };
    let version = match ast.get("smithy").and_then(Value::as_str) {
        Some("1" | "1.0") => Version::V1,
        _ => Version::V2,
    };
    let mut contents = Contents { version: Some(version), ..Contents::default() };
    let places = places(text);
    let at = |id: &str| places.get(id).copied().unwrap_or_default();
    if let Some(Value::Object(metadata)) = ast.shift_remove("metadata") {
        contents.metadata.extend(metadata.into_iter().map(|(key, value)| (key, value, 0)));
    }
    for (id, shape) in object(ast.shift_remove("shapes")) {
        let at = at(&id);
        let Value::Object(mut shape) = shape else {
            let message = format!("expected an object, found {}", json::kind(&shape));
            return report.fail(Place::shape(id), message, "Write it as { \"type\": … }.");
        };
        contents.spots.push(ShapeSpot { id: id.clone(), at, parts: Vec::new() });
        if shape.get("type").and_then(Value::as_str) == Some("apply") {
            contents.applies.push(Applied { id, at, traits: object(shape.shift_remove("traits")) });
        } else {
            contents.shapes.push(Definition { id, at, shape });
        }
    }
    Ok(contents)
}

fn object(value: Option<Value>) -> Map<String, Value> {
    match value {
        Some(Value::Object(map)) => map,
        _ => Map::new(),
    }
}

/// Where each text that could be the id of a shape is first a key.
fn places(text: &str) -> HashMap<&str, usize> {
    let mut places = HashMap::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find('"')).map(|found| at + found) {
        let rest = text.get(start + 1..).unwrap_or_default();
        let mut escaped = false;
        let closing = rest.bytes().position(|byte| {
            let closes = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            closes
        });
        let Some(length) = closing else { break };
        at = start + length + 2;
        let is_key = || text.get(at..).unwrap_or_default().trim_start().starts_with(':');
        if let Some(id) = rest.get(..length).filter(|id| id.contains('#') && is_key()) {
            places.entry(id).or_insert(start);
        }
    }
    places
}
