//! The generated Rust of each model in `models/mini`: what a reader of a generated crate sees.
#![cfg(test)]

use std::collections::BTreeMap;

use tinsmith::model::LoadOptions;
use tinsmith::output::HASH_FILE;
use tinsmith_tests::{SmallModel, assert_snapshots, generate_here, models, portable};

/// The files of a crate without their first lines, which are all alike, and without the hash of the model.
fn files(model: &SmallModel) -> (BTreeMap<String, String>, Vec<String>) {
    let generated = generate_here(&model.path, LoadOptions::default()).unwrap_or_else(|error| panic!("{error}"));
    let body = |text: String| text.split_once('\n').map(|(_, body)| body.to_owned()).unwrap_or_default();
    let files = generated.files.into_iter().filter(|(path, _)| path != HASH_FILE);
    (files.map(|(path, text)| (path, body(text))).collect(), generated.warnings)
}

/// The files one after the other, without those that are as in the crate of the smallest model; then the warnings.
fn text(files: &BTreeMap<String, String>, warnings: &[String], usual: &BTreeMap<String, String>) -> String {
    let mut text = String::new();
    for (path, body) in files.iter().filter(|(path, body)| usual.get(*path) != Some(body)) {
        text.push_str(&format!("===== {path} =====\n{body}\n"));
    }
    if !warnings.is_empty() {
        text.push_str("===== warnings =====\n");
        warnings.iter().for_each(|warning| text.push_str(&format!("{}\n", portable(warning))));
    }
    text
}

#[test]
fn generated_rust() {
    let models = models("mini");
    let (usual, _) = files(models.iter().find(|model| model.name == "minimal").unwrap());
    let texts: Vec<(String, String)> = models
        .iter()
        .map(|model| {
            let (files, warnings) = files(model);
            let nothing = BTreeMap::new();
            let usual = if model.name == "minimal" { &nothing } else { &usual };
            (model.name.clone(), text(&files, &warnings, usual))
        })
        .collect();
    assert_snapshots("mini", &texts);
}
