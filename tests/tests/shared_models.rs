//! Official models of other services: each becomes a crate that compiles without a warning, the same on every run.
//!
//! The models are no part of the repository; without them nothing is tested, and a line says so. Compiling twelve
//! crates takes minutes, so that part runs only when asked for, as CI does:
//! `cargo test -p tinsmith-tests --test shared_models -- --ignored`.
#![cfg(test)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::{options, repository, shared_models};
use tinsmith::generate;

fn temporary(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// `dynamodb` of `dynamodb-2012-08-10.json`.
fn service_name(model: &Path) -> String {
    let stem = model.file_stem().unwrap().to_string_lossy().into_owned();
    let date = stem.find("-20").unwrap_or(stem.len());
    stem[..date].to_owned()
}

#[test]
fn a_second_run_changes_nothing_and_says_the_same() {
    let Some(models) = shared_models("repeated runs on official models") else { return };
    let out = temporary("repeated");
    for model in models {
        let options = options(&model, &out.join(service_name(&model)));
        let (first, _) = generate::write(&options).unwrap_or_else(|error| panic!("{error}"));
        let (second, changes) = generate::plan(&options).unwrap();
        assert_eq!(changes, [], "{}: a second run changes files", model.display());
        assert!(first.files == second.files, "{}: two runs differ", model.display());
        assert_eq!(first.warnings, second.warnings);
    }
}

/// Runs a command of cargo in the folder; its output is the message where it fails.
fn cargo(folder: &Path, arguments: &[impl AsRef<str>]) {
    let arguments: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
    let output = Command::new(env!("CARGO"))
        .current_dir(folder)
        .args(&arguments)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("RUSTDOCFLAGS", "-D warnings")
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "cargo {} in {}:\n{out}\n{err}", arguments.join(" "), folder.display());
}

#[test]
#[ignore = "compiles a dozen crates: minutes"]
fn every_official_model_becomes_a_crate_without_a_warning() {
    let Some(models) = shared_models("compiling crates of official models") else { return };
    let workspace = temporary("shared-models");
    let (mut names, mut dated) = (Vec::new(), false);
    for model in models {
        let name = service_name(&model);
        let mut options = options(&model, &workspace.join(&name));
        options.package = Some(format!("generated-{name}"));
        // What the models' endpoint test cases were written for; newer data gives other hosts to some partitions.
        options.load.partitions = Some(model.with_file_name("partitions-2025-04.json")).filter(|file| file.is_file());
        dated |= options.load.partitions.is_some();
        generate::write(&options).unwrap_or_else(|error| panic!("{error}"));
        names.push(name);
    }
    assert!(!names.is_empty());
    // Crates of models that are gone are no members; the lock file keeps the versions that are at hand offline.
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n");
    fs::write(workspace.join("Cargo.toml"), manifest).unwrap();
    fs::copy(repository().join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();

    let packages = |names: &[String]| names.iter().flat_map(|n| ["-p".to_owned(), format!("generated-{n}")]).collect();
    let with = |words: &[&str], packages: Vec<String>| -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).chain(packages).collect()
    };
    // By name: `--all` would go on to the runtime's workspace.
    cargo(&workspace, &with(&["fmt", "--check"], packages(&names)));
    // Clippy's warnings and the compiler's, without and with serde.
    for features in ["--no-default-features", "--all-features"] {
        cargo(&workspace, &["clippy", "--quiet", "--offline", "--workspace", features, "--", "-D", "warnings"]);
    }
    // Where the endpoints of each model are, by its own cases.
    if dated {
        cargo(&workspace, &["test", "--quiet", "--offline", "--workspace", "--test", "endpoint"]);
    } else {
        eprintln!("skipped: endpoint test cases of official models: there is no partitions-2025-04.json beside them");
    }
    // The two largest documentations stand for the others.
    names.retain(|name| ["dynamodb", "kms"].contains(&name.as_str()));
    if !names.is_empty() {
        cargo(&workspace, &with(&["doc", "--quiet", "--offline", "--no-deps"], packages(&names)));
    }
}
