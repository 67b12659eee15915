//! Review sheets of WorkMail: one for each operation and one for the shared types, one line a member.
#![cfg(test)]

use tinsmith::model::LoadOptions;
use tinsmith::render::sheet;
use tinsmith_tests::{assert_snapshots, generate_here, home};

#[test]
fn workmail() {
    let path = home().join("../model/workmail.json");
    let generated = generate_here(&path, LoadOptions::default()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(generated.warnings, [""; 0]);
    let krate = &generated.lowered.krate;
    let mut sheets: Vec<(String, String)> =
        krate.operations.iter().map(|operation| (operation.wire.clone(), sheet::operation(operation))).collect();
    sheets.push(("types".to_owned(), sheet::types(krate)));
    assert_snapshots("workmail", &sheets);
}
