//! What a reviewer sees when the service adds one optional member: one file, a handful of lines, one line of the sheet.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::BTreeMap;

use serde_json::json;
use support::{generate_bytes, workmail};
use tinsmith::generate::Generated;
use tinsmith::render::sheet;

const SENTENCE: &str = "Also gives the users that the global address list hides.";

fn before() -> Generated {
    generate_bytes("workmail.json", workmail().to_string().as_bytes()).unwrap()
}

/// WorkMail with one optional member more in the request of `ListUsers`.
fn after() -> Generated {
    let mut model = workmail();
    model["shapes"]["com.amazonaws.workmail#ListUsersRequest"]["members"]["IncludeHidden"] = json!({
        "target": "com.amazonaws.workmail#BooleanObject",
        "traits": {"smithy.api#documentation": SENTENCE},
    });
    generate_bytes("workmail.json", model.to_string().as_bytes()).unwrap()
}

/// The lines of `text` that `other` has not, each as often as it is missing there.
fn more<'a>(text: &'a str, other: &str) -> Vec<&'a str> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    other.lines().for_each(|line| *left.entry(line).or_default() += 1);
    let mut missing = Vec::new();
    for line in text.lines() {
        match left.get_mut(line) {
            Some(number) if *number > 0 => *number -= 1,
            _ => missing.push(line),
        }
    }
    missing
}

/// All sheets of a crate.
fn sheets(generated: &Generated) -> String {
    let krate = &generated.lowered.krate;
    krate.operations.iter().map(sheet::operation).chain([sheet::types(krate)]).collect()
}

#[test]
fn one_optional_member_is_one_file_and_a_handful_of_lines() {
    let (before, after) = (before(), after());
    assert!(before.files.keys().eq(after.files.keys()));
    let mut changed = Vec::new();
    for (path, old) in &before.files {
        let new = &after.files[path];
        // The first line names the model's hash.
        let body = |text: &str| text.split_once('\n').unwrap().1.to_owned();
        let (old_body, new_body) = (body(old), body(new));
        assert_ne!(old, new, "{path}: the header names another model");
        if old_body != new_body {
            let (added, removed) = (more(&new_body, &old_body), more(&old_body, &new_body));
            println!("{path}:\n+ {}\n- {}", added.join("\n+ "), removed.join("\n- "));
            changed.push((path.as_str(), added.len() + removed.len()));
        }
    }
    let [(path, lines)] = changed[..] else { panic!("{changed:?}") };
    assert_eq!(path, "src/operation/list_users.rs");
    assert!((1..=12).contains(&lines), "{lines} lines");
    let told: usize = after.files.values().map(|text| text.matches(SENTENCE).count()).sum();
    assert_eq!(told, 1, "the member is documented in one place");
}

#[test]
fn one_optional_member_is_one_line_of_the_review_sheet() {
    let (before, after) = (sheets(&before()), sheets(&after()));
    assert_eq!(more(&before, &after), [""; 0]);
    let added = more(&after, &before);
    let [line] = added[..] else { panic!("{added:#?}") };
    assert!(line.contains("include_hidden: Option<bool>") && line.contains("\"IncludeHidden\""), "{line}");
}
