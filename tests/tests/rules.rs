//! The tables of rules name tests that exist.
#![cfg(test)]

use std::fs;
use std::path::Path;

/// The packages that have a table, and how many tests it names at least.
const TABLES: [(&str, usize); 2] = [("codegen/client", 60), ("codegen/server", 50)];

#[test]
fn every_test_that_the_tables_of_rules_name_exists() {
    let repository = tinsmith_tests::home().join("..");
    let mut missing = Vec::new();
    for (package, least) in TABLES {
        let package = repository.join(package);
        let table = fs::read_to_string(package.join("RULES.md")).unwrap();
        let rows = table.lines().filter(|line| line.starts_with("| "));
        let named: usize = rows.map(|row| look(row, &[&package, &repository], &mut missing)).sum();
        assert!(named >= least, "{}: only {named} tests are named: is the table read?", package.display());
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Looks for the tests of a row; how many it names. Its last cell is ``words: `file`: `test`, `test`; `file`: `test` ``.
fn look(row: &str, folders: &[&Path], missing: &mut Vec<String>) -> usize {
    let cell = row.trim_end_matches('|').rsplit('|').next().unwrap_or_default();
    let mut named = 0;
    for group in cell.split(';') {
        let texts: Vec<&str> = group.split('`').skip(1).step_by(2).collect();
        let [file, tests @ ..] = texts.as_slice() else { continue };
        if Path::new(file).extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = folders.iter().find_map(|folder| fs::read_to_string(folder.join(file)).ok());
        let Some(text) = text else {
            missing.push((*file).to_owned());
            continue;
        };
        named += tests.len();
        missing.extend(tests.iter().filter(|test| !text.contains(**test)).map(|test| format!("{file}: {test}")));
    }
    named
}
