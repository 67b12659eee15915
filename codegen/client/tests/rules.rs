//! The table of rules names tests that exist.
#![cfg(test)]

use std::fs;
use std::path::Path;

#[test]
fn every_test_that_the_table_of_rules_names_exists() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(package.join("RULES.md")).unwrap();
    let mut missing = Vec::new();
    let mut named = 0;
    for row in table.lines().filter(|line| line.starts_with("| ")) {
        // The last cell: `file`: `test`, `test`; `file`: `test`.
        let cell = row.trim_end_matches('|').rsplit('|').next().unwrap_or_default();
        for group in cell.split(';') {
            let texts: Vec<&str> = group.split('`').skip(1).step_by(2).collect();
            let [file, tests @ ..] = texts.as_slice() else { continue };
            if Path::new(file).extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let below = [package.to_owned(), package.join("../..")];
            let text = below.iter().find_map(|folder| fs::read_to_string(folder.join(file)).ok());
            let Some(text) = text else {
                missing.push((*file).to_owned());
                continue;
            };
            for test in tests {
                named += 1;
                if !text.contains(test) {
                    missing.push(format!("{file}: {test}"));
                }
            }
        }
    }
    assert!(named > 60, "only {named} tests are named: is the table read as it is written?");
    assert!(missing.is_empty(), "{missing:#?}");
}
