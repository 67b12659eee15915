//! The sample in a renderer's documentation is what the renderer emits: each of its lines stands in a snapshot, in
//! WorkMail's crate, or in the crate of a conformance model. A sample that has drifted is worse than none.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

use tinsmith::model::LoadOptions;
use tinsmith_tests::{generate_here, home};

/// Text without white space: samples and formatted code break their lines in different places.
fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// All that is generated, as it is at hand.
fn emitted() -> Vec<String> {
    let folders = [home().join("snapshots"), home().join("../generated/workmail")];
    let mut texts: Vec<String> = folders
        .iter()
        .flat_map(|folder| files(folder))
        .map(|path| squeezed(&fs::read_to_string(path).unwrap()))
        .collect();
    for name in ["conformance-json10.json", "conformance-json11.json"] {
        let generated = generate_here(&home().join("models").join(name), LoadOptions::default()).unwrap();
        texts.extend(generated.files.values().map(|text| squeezed(text)));
    }
    texts
}

/// The lines of the samples of a source file, with their numbers. `…` stands for what a sample leaves out.
fn samples(source: &str) -> Vec<(usize, String)> {
    let mut inside = false;
    let mut found = Vec::new();
    for (number, line) in source.lines().enumerate() {
        let Some(doc) = line.trim_start().strip_prefix("///") else {
            inside = false;
            continue;
        };
        match doc.trim() {
            "```text" => inside = true,
            "```" => inside = false,
            text if inside => found.extend(text.split('…').map(|part| (number + 1, part.trim().to_owned()))),
            _ => {}
        }
    }
    found.retain(|(_, part)| !part.is_empty());
    found
}

#[test]
fn every_line_of_a_sample_is_emitted_somewhere() {
    let emitted = emitted();
    let mut drifted = Vec::new();
    let mut checked = 0;
    for folder in ["../codegen/src/render", "../codegen/src/scope"] {
        for path in files(&home().join(folder)) {
            for (number, line) in samples(&fs::read_to_string(&path).unwrap()) {
                checked += 1;
                let wanted = squeezed(&line);
                if !emitted.iter().any(|text| text.contains(&wanted)) {
                    drifted.push(format!("{}:{number}: {line}", path.file_name().unwrap().display()));
                }
            }
        }
    }
    assert!(checked > 100, "only {checked} lines of samples were found");
    assert!(drifted.is_empty(), "no generated file has these lines:\n{}", drifted.join("\n"));
}
