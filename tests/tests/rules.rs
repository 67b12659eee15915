//! The tables of rules: each rule names tests that exist.
#![cfg(test)]

use std::fs;
use std::path::Path;

/// The packages that have a table, and how many tests it names at least.
const TABLES: [(&str, usize); 2] = [("codegen/client", 200), ("codegen/server", 50)];

/// The rows of all tables: a rule, and what stands beside it.
fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    let cells = table.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.rsplit_once(" | "));
    cells.filter(|(rule, _)| !matches!(*rule, "rule" | "---"))
}

/// The tests of a row: ``words: `file`: `test`, `test`; `file`: `test` ``.
fn tests(cell: &str) -> Vec<(&str, &str)> {
    let groups = cell.split(';').map(|group| group.split('`').skip(1).step_by(2).collect::<Vec<&str>>());
    let of_a_file = groups.filter_map(|texts| {
        let (file, tests) = texts.split_first()?;
        let is_rust = Path::new(file).extension().is_some_and(|extension| extension == "rs");
        is_rust.then(|| tests.iter().map(|test| (*file, *test)).collect::<Vec<_>>())
    });
    of_a_file.flatten().collect()
}

/// Whether a file defines something of this name.
fn defines(text: &str, name: &str) -> bool {
    ["fn ", "const "].iter().any(|word| {
        let mut definitions = text.split(word).skip(1).filter_map(|rest| rest.strip_prefix(name));
        definitions.any(|rest| rest.starts_with(['(', '<', ':']))
    })
}

#[test]
fn every_rule_names_tests_that_exist() {
    let repository = tinsmith_tests::home().join("..");
    let mut wrong = Vec::new();
    for (package, least) in TABLES {
        let folder = repository.join(package);
        let table = fs::read_to_string(folder.join("RULES.md")).unwrap();
        let mut named = 0;
        for (rule, cell) in rows(&table) {
            let tests = tests(cell);
            if tests.is_empty() {
                wrong.push(format!("{package}: {rule}: no test is named"));
            }
            for (file, test) in tests {
                named += 1;
                match [&folder, &repository].iter().find_map(|folder| fs::read_to_string(folder.join(file)).ok()) {
                    None => wrong.push(format!("{package}: {rule}: there is no {file}")),
                    Some(text) if !defines(&text, test) => {
                        wrong.push(format!("{package}: {rule}: {file} has no {test}"));
                    }
                    Some(_) => {}
                }
            }
        }
        assert!(named >= least, "{package}: only {named} tests are named: is the table read as it is written?");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
