//! What a person reads where a model cannot be used: the whole text of each error, and that nothing is written.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};

use tinsmith::generate::{GenerateError, GenerateOptions, write};
use tinsmith::model::LoadOptions;
use tinsmith::render::manifest::RuntimeSource;
use tinsmith_tests::{assert_snapshots, generate_here, home, models, options, portable};

/// The text of an error, as the command prints it.
fn text(error: &GenerateError) -> String {
    portable(&error.to_string())
}

fn refused(path: &Path, load: LoadOptions) -> String {
    match generate_here(path, load) {
        Err(error) => text(&error),
        Ok(_) => format!("{} is generated", portable(&path.display().to_string())),
    }
}

#[test]
fn every_bad_model_is_refused() {
    let texts: Vec<(String, String)> =
        models("bad").into_iter().map(|model| (model.name, refused(&model.path, LoadOptions::default()))).collect();
    assert_snapshots("bad", &texts);
    for (name, text) in &texts {
        assert!(!text.ends_with(" is generated"), "{name}: {text}");
    }
}

/// With `strict`, whatever is a warning of a small model is an error; a model without warnings is generated as before.
#[test]
fn strict() {
    let mut texts = Vec::new();
    for model in models("mini") {
        let strict = LoadOptions { strict: true, ..LoadOptions::default() };
        let warned = !generate_here(&model.path, LoadOptions::default()).unwrap().warnings.is_empty();
        match generate_here(&model.path, strict) {
            Err(error) => texts.push((model.name.clone(), text(&error))),
            Ok(_) => assert!(!warned, "{}: warnings are no errors", model.name),
        }
        assert_eq!(warned, texts.last().is_some_and(|(name, _)| *name == model.name), "{}", model.name);
    }
    assert_snapshots("strict", &texts);
}

#[test]
fn choices_that_a_model_does_not_offer() {
    let path = |name: &str| home().join(format!("models/{name}.json"));
    let operations = |names: &[&str]| LoadOptions {
        operations: names.iter().map(|name| (*name).to_owned()).collect(),
        ..LoadOptions::default()
    };
    let service = LoadOptions { service: Some("Minni".to_owned()), ..LoadOptions::default() };
    let texts = [
        ("operation", refused(&path("mini/safety"), operations(&["GetThing", "GetThin", "Nothing"]))),
        ("operation_with_a_stream", refused(&path("mini/event_stream"), operations(&["Subscribe"]))),
        ("service", refused(&path("mini/safety"), service.clone())),
        ("service_of_several", refused(&path("bad/several_services"), service)),
    ];
    assert_snapshots("choices", &texts.map(|(name, text)| (name.to_owned(), text)));
}

/// A folder of this test's own, empty.
fn fresh(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("bad").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn into_folder(model: &Path, out: &Path) -> GenerateOptions {
    let runtime = RuntimeSource::Version("0.1.0".to_owned());
    GenerateOptions { out: out.to_owned(), ..options(model, None, runtime, LoadOptions::default()) }
}

#[test]
fn a_model_that_is_no_file() {
    let folder = fresh("no-file");
    for (path, wanted) in [(folder.clone(), "directory"), (folder.join("missing.json"), "missing.json")] {
        let error = write(&into_folder(&path, &folder.join("out"))).unwrap_err().to_string();
        assert!(error.starts_with(&path.display().to_string()) && error.contains(wanted), "{error}");
        assert_eq!(error.lines().count(), 2, "a remedy is missing: {error}");
    }
    assert!(!folder.join("out").exists());
}

/// Deep nesting and one huge string are read in time that is linear in their size.
#[test]
fn monsters() {
    let folder = fresh("monsters");
    let path = folder.join("m.json");
    let nested = format!("{{\"smithy\": \"2.0\", \"metadata\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    fs::write(&path, nested).unwrap();
    let error = write(&into_folder(&path, &folder.join("out"))).unwrap_err().to_string();
    assert!(error.contains("line 1"), "{error}");
    fs::write(&path, format!("{{\"smithy\": \"2.0\", \"shapes\": {:?}}}", "a".repeat(10_000_000))).unwrap();
    let error = write(&into_folder(&path, &folder.join("out"))).unwrap_err().to_string();
    assert!(error.len() < 1000, "{} bytes of message", error.len());
    assert!(!folder.join("out").exists());
}

/// A crate that is there is left as it is.
#[test]
fn nothing_is_touched() {
    let folder = fresh("untouched");
    let good = into_folder(&home().join("models/mini/safety.json"), &folder);
    write(&good).unwrap();
    let before = read_all(&folder);
    for model in models("bad") {
        assert!(write(&into_folder(&model.path, &folder)).is_err(), "{}", model.name);
    }
    assert_eq!(read_all(&folder), before);
    let (_, changes) = write(&good).unwrap();
    assert_eq!(changes, []);
}

/// Every file below a folder with its bytes.
fn read_all(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push((path.clone(), fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}
