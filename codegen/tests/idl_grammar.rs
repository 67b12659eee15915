//! The grammar of Smithy IDL, production by production: what the cases in `tests/idl` say, or what is said of them.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use tinsmith::model::{Errors, LoadOptions, convert_with, load, services_with};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/idl")
}

/// The name and path of each case of a kind: a file, or a folder of them.
fn cases(kind: &str) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder().join(kind)).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<(String, PathBuf)> =
        entries.map(|path| (format!("{kind}/{}", path.file_stem().unwrap().display()), path)).collect();
    cases.sort();
    cases
}

/// The AST of a case, a shape a line, or what is said of it; warnings count as errors.
fn outcome(path: &Path) -> Result<String, String> {
    let options = LoadOptions { strict: true, ..LoadOptions::default() };
    let (_, ast) = convert_with(path, &options).map_err(|errors| said(&errors))?;
    let mut lines = vec![format!("smithy: {}", ast["smithy"])];
    lines.extend(ast.get("metadata").map(|metadata| format!("metadata: {metadata}")));
    lines.extend(ast["shapes"].as_object().unwrap().iter().map(|(id, shape)| format!("{id}: {shape}")));
    Ok(lines.join("\n"))
}

/// What the checks say that all formats share.
fn checked(path: &Path) -> Result<(), String> {
    let options = LoadOptions { strict: true, ..LoadOptions::default() };
    services_with(path, &options).map(|_| ()).map_err(|errors| said(&errors))
}

/// What is said, with the places of files as seen from the folder of cases.
fn said(errors: &Errors) -> String {
    errors.to_string().replace(&format!("{}/", folder().display()), "")
}

fn compare(name: &str, sections: &[String]) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("idl");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, sections.join("\n\n")));
}

#[test]
fn good_cases_are_read() {
    let sections: Vec<String> = cases("good")
        .into_iter()
        .map(|(name, path)| format!("# {name}\n{}", outcome(&path).unwrap_or_else(|said| panic!("{name}: {said}"))))
        .collect();
    compare("good", &sections);
}

#[test]
fn bad_cases_are_refused_with_place_and_remedy() {
    let sections: Vec<String> = cases("bad")
        .into_iter()
        .map(|(name, path)| match outcome(&path).and_then(|ast| checked(&path).map(|()| ast)) {
            Ok(ast) => panic!("{name}: {ast}"),
            Err(said) => format!("# {name}\n{said}"),
        })
        .collect();
    compare("bad", &sections);
}

#[test]
fn every_production_has_a_case_and_every_case_a_production() {
    let table = fs::read_to_string(folder().join("productions.txt")).unwrap();
    let mut named = BTreeSet::new();
    let mut productions = BTreeSet::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let [production, good, bad] = columns.as_slice() else { panic!("{line}") };
        assert!(productions.insert((*production).to_owned()), "{production} stands twice");
        assert!(!good.is_empty(), "{production} has no case");
        named.extend(good.split(' ').chain(bad.split(' ')).filter(|name| !name.is_empty()).map(str::to_owned));
    }
    let there: BTreeSet<String> = ["good", "bad"].into_iter().flat_map(cases).map(|(name, _)| name).collect();
    assert_eq!(named, there);
    assert_eq!(productions.len(), PRODUCTIONS);
}

/// How many productions the specification has: 80 of the IDL, 8 of the ids of shapes.
const PRODUCTIONS: usize = 88;

/// What 1.0 leaves unsaid is said by its own rules, beside a file of 2.0.
#[test]
fn files_of_both_versions_are_one_model() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("idl-versions");
    fs::create_dir_all(&place).unwrap();
    let service = "$version: \"2.0\"\nnamespace a\nuse aws.protocols#awsJson1_0\n@awsJson1_0\nservice S {\n  version: \"1\", operations: [O]\n}\noperation O {\n  input := { old: b#Old, new: New }\n}\nstructure New {\n  n: N\n}\ninteger N\n";
    fs::write(place.join("new.smithy"), service).unwrap();
    fs::write(place.join("old.smithy"), "namespace b\nstructure Old {\n  n: N\n}\ninteger N\n").unwrap();
    let model = load(&place, &LoadOptions::default()).unwrap_or_else(|errors| panic!("{errors}")).model;
    let default = |id: &str| {
        let (_, shape) = model.shapes.iter().find(|(known, _)| known.as_str() == id).unwrap();
        let tinsmith::model::ShapeKind::Structure(members) = &shape.kind else { panic!("{id}") };
        members[0].traits.default.clone()
    };
    assert_eq!(default("b#Old"), Some(serde_json::json!(0)));
    assert_eq!(default("a#New"), None);
}
