//! What constrains a member: as data, for whoever validates, and in words, for documentation and review sheets. The
//! words are made of the data, here and nowhere else.

use serde_json::Value;

use super::context::Lowering;
use super::ir::{Constraints, Counted, InWords, LengthLimits, PartConstraints, Shown, Uniqueness};
use crate::docs;
use crate::model::{Length, Member, Range, Shape, ShapeKind, Simple};

/// Lists and maps in each other deeper than this are not followed, far beyond any real model.
const MAX_NESTING: usize = 64;

/// What a member's value has to meet: its own traits win over its target's (Smithy 2.0, "Constraint traits"). Structures
/// and unions have theirs on their own members.
pub(super) fn constraints(lowering: &Lowering<'_>, member: &Member) -> Constraints {
    nested(lowering, member, MAX_NESTING)
}

fn nested(lowering: &Lowering<'_>, member: &Member, depth: usize) -> Constraints {
    let model = lowering.model;
    let (Some(target), Some(depth)) = (model.shapes.get(&member.target), depth.checked_sub(1)) else {
        return Constraints::default();
    };
    let (own, inherited) = (&member.traits, &target.traits);
    let limits = |Length { min, max }| LengthLimits { min, max, counted: counted_in(target) };
    let part = |member| Box::new(nested(lowering, member, depth));
    Constraints {
        length: own.length.or(inherited.length).map(limits),
        range: own.range.clone().or_else(|| inherited.range.clone()),
        pattern: own.pattern.clone().or_else(|| inherited.pattern.clone()),
        items: if own.unique_items || inherited.unique_items { Uniqueness::Unique } else { Uniqueness::Any },
        int_enum: match &target.kind {
            ShapeKind::IntEnum(_) => lowering.names.types.get(&target.id).cloned(),
            ShapeKind::Simple(_)
            | ShapeKind::Enum(_)
            | ShapeKind::List(_)
            | ShapeKind::Map { .. }
            | ShapeKind::Structure(_)
            | ShapeKind::Union(_) => None,
        },
        shown: if own.sensitive || inherited.sensitive { Shown::Redacted } else { Shown::Plain },
        parts: match &target.kind {
            ShapeKind::List(entry) => PartConstraints::Entries(part(entry)),
            ShapeKind::Map { key, value } => PartConstraints::KeysAndValues(part(key), part(value)),
            ShapeKind::Simple(_)
            | ShapeKind::Enum(_)
            | ShapeKind::IntEnum(_)
            | ShapeKind::Structure(_)
            | ShapeKind::Union(_) => PartConstraints::None,
        },
    }
}

/// What `length` counts in a value of a shape (Smithy 2.0, "length trait").
fn counted_in(target: &Shape) -> Counted {
    match target.kind {
        ShapeKind::Simple(Simple::Blob) => Counted::Bytes,
        ShapeKind::List(_) | ShapeKind::Map { .. } => Counted::Entries,
        ShapeKind::Simple(_)
        | ShapeKind::Enum(_)
        | ShapeKind::IntEnum(_)
        | ShapeKind::Structure(_)
        | ShapeKind::Union(_) => Counted::Characters,
    }
}

/// One line such as ``Required; 1 to 64 characters; pattern `[a-z]+`.``; empty where nothing constrains the member.
pub(super) fn in_words(member: &Member, constraints: &Constraints) -> InWords {
    let facts = facts(member, constraints);
    let of_values = sentence(&facts);
    let required = member.traits.required.then(|| "required".to_owned());
    let token = member.traits.idempotency_token.then(|| "idempotency token: filled in when unset".to_owned());
    let all = sentence(&required.into_iter().chain(facts).chain(token).collect::<Vec<_>>());
    InWords { all, of_values }
}

/// What constrains the values of the member.
fn facts(member: &Member, constraints: &Constraints) -> Vec<String> {
    let mut facts = value_facts(constraints, "value ");
    match &constraints.parts {
        PartConstraints::None => {}
        PartConstraints::Entries(entry) => facts.extend(part_facts("entry", entry)),
        PartConstraints::KeysAndValues(key, value) => {
            facts.extend(part_facts("key", key));
            facts.extend(part_facts("value", value));
        }
    }
    facts.extend(member.traits.default.as_ref().and_then(default_fact));
    facts
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

/// What constrains a value as a whole. `number` stands before a range.
fn value_facts(constraints: &Constraints, number: &str) -> Vec<String> {
    // The values of an intEnum are told where they are; parts have words of their own.
    let Constraints { length, range, pattern, items, int_enum: _, shown, parts: _ } = constraints;
    let mut facts = Vec::new();
    facts.extend(length.as_ref().map(length_fact));
    facts.extend(range.as_ref().map(|range| format!("{number}{}", range_fact(range))));
    facts.extend(pattern.as_ref().map(|pattern| format!("pattern {}", docs::literal(pattern))));
    match items {
        Uniqueness::Unique => facts.push("no entry twice".to_owned()),
        Uniqueness::Any => {}
    }
    match shown {
        Shown::Redacted => facts.push("sensitive".to_owned()),
        Shown::Plain => {}
    }
    facts
}

/// What constrains the entries of a list, or the keys or values of a map.
fn part_facts(what: &str, part: &Constraints) -> Option<String> {
    let facts = value_facts(part, "");
    (!facts.is_empty()).then(|| format!("each {what} {}", facts.join(", ")))
}

/// `1 character`, `2 characters`.
fn counted(number: u64, counted: Counted) -> String {
    let (one, many) = names(counted);
    format!("{number} {}", if number == 1 { one } else { many })
}

/// What is counted, for one and for many.
fn names(counted: Counted) -> (&'static str, &'static str) {
    match counted {
        Counted::Bytes => ("byte", "bytes"),
        Counted::Characters => ("character", "characters"),
        Counted::Entries => ("entry", "entries"),
    }
}

fn length_fact(length: &LengthLimits) -> String {
    let LengthLimits { min, max, counted: unit } = *length;
    match (min, max) {
        (Some(min), Some(max)) if min == max => counted(min, unit),
        (Some(min), Some(max)) => format!("{min} to {}", counted(max, unit)),
        (Some(min), None) => format!("at least {}", counted(min, unit)),
        (None, Some(max)) => format!("at most {}", counted(max, unit)),
        (None, None) => format!("any number of {}", names(unit).1),
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
