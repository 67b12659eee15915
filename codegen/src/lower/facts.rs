//! Constraints of a member in words, for its documentation and for review sheets.

use serde_json::Value;

use crate::docs;
use crate::model::{Length, Member, Model, Range, Shape, ShapeKind, Simple, Traits};

/// One line such as ``Required; 1 to 64 characters; pattern `[a-z]+`.``; empty where nothing constrains the member.
pub(super) fn constraints(model: &Model, member: &Member) -> String {
    let mut facts = Vec::new();
    if member.traits.required {
        facts.push("required".to_owned());
    }
    if let Some(target) = model.shapes.get(&member.target) {
        facts.extend(value_facts(&member.traits, target, "value "));
        facts.extend(element_facts(model, target));
    }
    facts.extend(member.traits.default.as_ref().and_then(default_fact));
    if member.traits.idempotency_token {
        facts.push("idempotency token: filled in when unset".to_owned());
    }
    sentence(&facts)
}

/// Joins facts to a sentence with a capital letter and a full stop.
fn sentence(facts: &[String]) -> String {
    let joined = facts.join("; ");
    let mut letters = joined.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}

/// What constrains a value of the shape: the member's own traits win over the shape's. `number` stands before a range.
fn value_facts(own: &Traits, target: &Shape, number: &str) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(length) = own.length.or(target.traits.length) {
        facts.push(length_fact(length, unit(&target.kind)));
    }
    if let Some(range) = own.range.as_ref().or(target.traits.range.as_ref()) {
        facts.push(format!("{number}{}", range_fact(range)));
    }
    if let Some(pattern) = own.pattern.as_ref().or(target.traits.pattern.as_ref()) {
        facts.push(format!("pattern {}", docs::literal(pattern)));
    }
    if own.unique_items || target.traits.unique_items {
        facts.push("no entry twice".to_owned());
    }
    if own.sensitive || target.traits.sensitive {
        facts.push("sensitive".to_owned());
    }
    facts
}

/// What constrains the entries of a list, or the keys and values of a map.
fn element_facts(model: &Model, target: &Shape) -> Vec<String> {
    let described = |what: &str, member: &Member| {
        let shape = model.shapes.get(&member.target)?;
        let facts = value_facts(&member.traits, shape, "");
        (!facts.is_empty()).then(|| format!("each {what} {}", facts.join(", ")))
    };
    match &target.kind {
        ShapeKind::List(member) => described("entry", member).into_iter().collect(),
        ShapeKind::Map { key, value } => described("key", key).into_iter().chain(described("value", value)).collect(),
        ShapeKind::Simple(_)
        | ShapeKind::Enum(_)
        | ShapeKind::IntEnum(_)
        | ShapeKind::Structure(_)
        | ShapeKind::Union(_) => Vec::new(),
    }
}

/// What `length` counts.
#[derive(Clone, Copy, Debug)]
struct Unit {
    one: &'static str,
    many: &'static str,
}

/// What `length` counts in a value of a kind.
fn unit(kind: &ShapeKind) -> Unit {
    match kind {
        ShapeKind::Simple(Simple::Blob) => Unit { one: "byte", many: "bytes" },
        ShapeKind::List(_) | ShapeKind::Map { .. } => Unit { one: "entry", many: "entries" },
        ShapeKind::Simple(
            Simple::Boolean
            | Simple::String
            | Simple::Byte
            | Simple::Short
            | Simple::Integer
            | Simple::Long
            | Simple::Float
            | Simple::Double
            | Simple::BigInteger
            | Simple::BigDecimal
            | Simple::Timestamp
            | Simple::Document,
        )
        | ShapeKind::Enum(_)
        | ShapeKind::IntEnum(_)
        | ShapeKind::Structure(_)
        | ShapeKind::Union(_) => Unit { one: "character", many: "characters" },
    }
}

/// `1 character`, `2 characters`.
fn counted(number: u64, unit: Unit) -> String {
    format!("{number} {}", if number == 1 { unit.one } else { unit.many })
}

fn length_fact(length: Length, unit: Unit) -> String {
    match (length.min, length.max) {
        (Some(min), Some(max)) if min == max => counted(min, unit),
        (Some(min), Some(max)) => format!("{min} to {}", counted(max, unit)),
        (Some(min), None) => format!("at least {}", counted(min, unit)),
        (None, Some(max)) => format!("at most {}", counted(max, unit)),
        (None, None) => format!("any number of {}", unit.many),
    }
}

fn range_fact(range: &Range) -> String {
    match (&range.min, &range.max) {
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "any number".to_owned(),
    }
}

fn default_fact(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() => Some("default empty".to_owned()),
        Value::String(text) => Some(format!("default {}", docs::literal(text))),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Some(format!("default {}", docs::literal(&value.to_string())))
        }
    }
}
