//! The patterns of WorkMail that requests are held against: every one of them is, and `regex` takes it.
#![cfg(test)]

use std::collections::BTreeSet;

use regex::Regex;
use serde_json::Value;
use tinsmith::lower::ir::{CheckKind, CheckRule, CheckedPattern, Crate, MemberCheck, TypeDefinition};
use tinsmith::model::LoadOptions;
use tinsmith_tests::{generate_here, home};

/// All rules of a crate's tables.
fn patterns(krate: &Crate) -> Vec<CheckedPattern> {
    let inputs = krate.operations.iter().filter_map(|operation| operation.input.checks.as_ref());
    let types = krate.types.iter().filter_map(|definition| match definition {
        TypeDefinition::Structure(shape) => shape.checks.as_ref(),
        TypeDefinition::Union(shape) => shape.checks.as_ref(),
        TypeDefinition::Enum(_) | TypeDefinition::IntEnum(_) => None,
    });
    let mut open: Vec<&CheckRule> = inputs.chain(types).flatten().map(|MemberCheck { rule, .. }| rule).collect();
    let mut found = Vec::new();
    while let Some(rule) = open.pop() {
        found.extend(rule.pattern.clone());
        match &rule.kind {
            CheckKind::List(entry) => open.push(entry),
            CheckKind::Map(key, value) => open.extend([&**key, &**value]),
            _ => {}
        }
    }
    found
}

/// The patterns of the model that an input reaches.
fn reached() -> BTreeSet<String> {
    let text = std::fs::read_to_string(home().join("../model/workmail.json")).unwrap();
    let model: Value = serde_json::from_str(&text).unwrap();
    let shapes = model["shapes"].as_object().unwrap();
    let mut open: Vec<String> =
        shapes.values().filter_map(|shape| shape["input"]["target"].as_str().map(str::to_owned)).collect();
    let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
    while let Some(id) = open.pop() {
        let Some(shape) = shapes.get(&id).filter(|_| seen.insert(id.clone())) else { continue };
        let members = shape.get("members").and_then(Value::as_object).into_iter().flat_map(|members| members.values());
        let members: Vec<&Value> = members.chain(["member", "key", "value"].map(|part| &shape[part])).collect();
        for holder in members.iter().copied().chain([shape]) {
            found.extend(holder["traits"]["smithy.api#pattern"].as_str().map(str::to_owned));
        }
        open.extend(members.iter().filter_map(|member| member["target"].as_str().map(str::to_owned)));
    }
    found
}

#[test]
fn every_pattern_of_an_input_of_workmail_is_checked_and_compiles() {
    let generated = generate_here(&home().join("../model/workmail.json"), LoadOptions::default()).unwrap();
    assert_eq!(generated.warnings, Vec::<String>::new());
    let patterns = patterns(&generated.lowered.krate);
    let texts: BTreeSet<String> = patterns.iter().map(|pattern| pattern.text.clone()).collect();
    assert_eq!(texts, reached());
    assert!(!texts.is_empty());
    for expression in patterns.iter().flat_map(|pattern| pattern.all.iter().chain(&pattern.none)) {
        assert!(Regex::new(expression).is_ok(), "{expression}");
    }
}
