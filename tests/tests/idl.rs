//! Models as Smithy IDL: written from the JSON AST and read again, they make the same crate, and the same text.
#![cfg(test)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use support::{options, repository, shared_models, workmail_path};
use tinsmith::generate;
use tinsmith::model::{self, convert, is_beside};
use tinsmith::output::HASH_FILE;

/// The models of this repository, by name.
fn own() -> Vec<PathBuf> {
    let mut models = vec![workmail_path()];
    for folder in ["tests/models", "tests/models/mini", "tests/models/names"] {
        let entries = fs::read_dir(repository().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        models.extend(entries.filter(|path| path.extension().is_some_and(|ending| ending == "json")));
    }
    models.retain(|path| !is_beside(path));
    models.sort();
    models
}

/// Reading adds what `apply` says to the shapes, as Smithy's own tools do: the text is another, of the same model.
fn has_applies(model: &Path) -> bool {
    model.ends_with("mini/apply.json")
}

/// Writes a model as IDL into a folder of its own, with what stands beside it.
fn written(model: &Path, place: &str) -> PathBuf {
    let stem = model.file_stem().unwrap().to_string_lossy();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("idl").join(place);
    let text = folder.join(&*stem);
    let _ = fs::remove_dir_all(&text);
    fs::create_dir_all(&text).unwrap();
    let (_, ast) = convert(model).unwrap_or_else(|error| panic!("{error}"));
    for (namespace, said) in model::idl(&stem, &ast).unwrap_or_else(|error| panic!("{error}")) {
        fs::write(text.join(format!("{namespace}.smithy")), said).unwrap();
    }
    for beside in [format!("{stem}.tinsmith.json"), format!("{stem}.partitions.json")] {
        if model.with_file_name(&beside).is_file() {
            fs::copy(model.with_file_name(&beside), folder.join(&beside)).unwrap();
        }
    }
    text
}

/// The files of a crate without their first lines, and without the hash of the model.
fn files(model: &Path) -> BTreeMap<String, String> {
    let generated = generate::generate(&options(model, Path::new("nowhere"))).unwrap_or_else(|error| panic!("{error}"));
    let body = |text: String| text.split_once('\n').map(|(_, body)| body.to_owned()).unwrap_or_default();
    let files = generated.files.into_iter().filter(|(path, _)| path != HASH_FILE);
    files.map(|(path, text)| (path, body(text))).collect()
}

fn makes_the_same_crate(model: &Path, place: &str) {
    let text = written(model, place);
    let (expected, found) = (files(model), files(&text));
    for (path, body) in &expected {
        assert_eq!(found.get(path), Some(body), "{}: {path}", model.display());
    }
    assert_eq!(expected.len(), found.len(), "{}", model.display());
}

fn is_a_fixed_point(model: &Path, place: &str) {
    let text = written(model, place);
    let (_, ast) = convert(&text).unwrap_or_else(|error| panic!("{error}"));
    for (namespace, again) in model::idl("again", &ast).unwrap() {
        let path = text.join(format!("{namespace}.smithy"));
        assert_eq!(again, fs::read_to_string(&path).unwrap(), "{}", path.display());
    }
}

#[test]
fn our_models_make_the_same_crates_as_idl() {
    for model in own() {
        makes_the_same_crate(&model, "own");
    }
}

#[test]
fn our_models_as_idl_are_written_again_as_they_are() {
    for model in own().iter().filter(|model| !has_applies(model)) {
        is_a_fixed_point(model, "own-again");
    }
}

#[test]
fn official_models_make_the_same_crates_as_idl() {
    for model in shared_models("official models as IDL").unwrap_or_default() {
        makes_the_same_crate(&model, "official");
        is_a_fixed_point(&model, "official-again");
    }
}
