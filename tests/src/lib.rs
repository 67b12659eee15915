//! Tests that span the crates of the workspace, and what they share.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `tests/mini.rs` | the generated Rust of `models/mini`, one snapshot a model |
//! | `tests/compile.rs` | the crates of all small models compile without a warning, pass clippy and rustdoc, and rustfmt leaves them as they are |
//! | `tests/samples.rs` | the samples in renderers' documentation stand in what is generated |
//! | `tests/bad.rs` | what a person reads where a model cannot be used |
//! | `tests/sheets.rs` | the review sheets of WorkMail |
//! | `tests/conformance.rs` | the generated protocol tests of the conformance models pass, and fail where a case is broken |
//! | `tests/mutations.rs` | damaged and hostile models end in code or in a message |
//! | `tests/fuzz` | bytes from outside against properties, for a bounded time; not in the default run |
//! | `tests/second_codec.rs` | another protocol changes no table of a generated crate |
//! | `tests/shared_models.rs` | official models generate and compile, where they are at hand |
//! | `tests/workmail_model.rs`, `tests/workmail_wire.rs` | our model of WorkMail, and its crate on the wire |
//! | `tests/official_surface.rs` | what the official crate has, ours has: 5,000 items compiled; not in the default run |
//! | `tests/architecture.rs` | which files may use which, and that none use each other in a circle |
//! | `tests/consumer` | a program that depends on a generated crate alone builds and sends |
//! | `tests/sending.rs` | a request over a socket and back, as the README shows it |
//! | `tests/transports` | what the transports of the client make of a server that misbehaves |
//! | `tests/soak.rs` | very many calls at that server; not in the default run |
//! | `tests/all_operations` | every operation of WorkMail through both clients: at a script, and at a server that checks signatures |
//! | `tests/oddities.rs` | answers that are not as they should be, as emulators send them |
//! | `tests/real` | clients of official models at emulators (moto, dynalite), where they are at hand; not in the default run |
//! | `tests/echo` | every operation of WorkMail by boto3 at the server of its crate, with random input and output |
//! | `tests/malformed.rs`, `tests/hostile` | malformed requests to a server: what each is answered with; very many of them, over sockets |
//! | `src/misbehaving` | that server, and a proxy |
//! | `src/documents.rs` | random documents that a model takes |
//! | `src/sigv4.rs` | signatures as a service checks them |
//! | `tests/rules.rs` | the tables of rules of `codegen/client` and `codegen/server` name tests that exist |
//! | `tests/packages.rs` | what the packages say of themselves, and their licences |
//! | `tests/one_member.rs` | how little changes with one more member |
//! | `models/mini` | models of one feature each |
//! | `models/names` | models of many hostile names: compiled, not shown |
//! | `models/bad` | models that are refused |
//! | `snapshots` | what the tests compare with; `cargo insta review` shows and accepts changes |
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "what tests share stops at the first surprise"
)]

pub mod documents;
pub mod misbehaving;
pub mod sigv4;

use std::collections::BTreeSet;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use tinsmith::generate::{GenerateError, GenerateOptions, Generated, generate};
use tinsmith::model::{LoadOptions, is_beside};
use tinsmith::output::Regeneration;
use tinsmith::render::manifest::{PackageMetadata, RuntimeSource};

/// The folder of this package.
pub fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A small model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SmallModel {
    /// The name of its file, without `.json`.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
}

/// The models of a folder below `models`, in the order of their names.
pub fn models(folder: &str) -> Vec<SmallModel> {
    let mut models: Vec<SmallModel> = fs::read_dir(home().join("models").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json") && !is_beside(path))
        .map(|path| SmallModel { name: path.file_stem().unwrap().to_str().unwrap().to_owned(), path })
        .collect();
    models.sort();
    assert!(!models.is_empty(), "no models in {folder}");
    models
}

/// How the tests generate a model: as they say, but with a command and a runtime that are the same everywhere.
pub fn options(path: &Path, package: Option<&str>, runtime: RuntimeSource, load: LoadOptions) -> GenerateOptions {
    GenerateOptions {
        model: path.to_owned(),
        out: PathBuf::new(),
        package: package.map(str::to_owned),
        load,
        runtime,
        metadata: PackageMetadata::default(),
        command: Regeneration::Anywhere("cargo test".to_owned()),
    }
}

/// Generates a model for a snapshot: nothing in the result depends on the machine.
///
/// # Errors
/// As the library's.
pub fn generate_here(path: &Path, load: LoadOptions) -> Result<Generated, GenerateError> {
    generate(&options(path, None, RuntimeSource::Version("0.1.0".to_owned()), load))
}

/// A text without what depends on the machine: the folder of this package goes.
pub fn portable(text: &str) -> String {
    text.replace(&format!("{}{}", home().display(), std::path::MAIN_SEPARATOR), "")
}

/// Settings for snapshots in `snapshots/<folder>`, named as the test says and nothing else.
pub fn snapshots(folder: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(home().join("snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// Compares each text with the snapshot of its name, all of them before the test fails; and there is no other snapshot
/// in the folder.
pub fn assert_snapshots(folder: &str, texts: &[(String, String)]) {
    let settings = snapshots(folder);
    let mut differing = Vec::new();
    for (name, text) in texts {
        assert!(!text.contains(env!("CARGO_MANIFEST_DIR")), "{name}: a path of this machine in the text");
        let compare = || settings.bind(|| insta::assert_snapshot!(name.as_str(), text));
        if panic::catch_unwind(AssertUnwindSafe(compare)).is_err() {
            differing.push(name.as_str());
        }
    }
    let stale = orphans(folder, texts);
    assert!(stale.is_empty(), "snapshots of nothing, to be removed from {folder}: {stale:?}");
    assert!(differing.is_empty(), "{folder}: {differing:?} differ; `cargo insta review` shows how");
}

fn orphans(folder: &str, texts: &[(String, String)]) -> Vec<String> {
    let names: BTreeSet<String> = texts.iter().map(|(name, _)| format!("{name}.snap")).collect();
    let Ok(entries) = fs::read_dir(home().join("snapshots").join(folder)) else { return Vec::new() };
    let mut found: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "snap"))
        .collect();
    found.retain(|name| !names.contains(name));
    found.sort();
    found
}

/// The code in the README, as doc tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
