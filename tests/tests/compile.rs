//! The crates of all small models are Rust that nobody has to apologize for: the compiler, clippy and rustdoc find
//! nothing to say about them, and rustfmt, whose settings they carry, leaves them as the generator laid them out.
//!
//! All crates are members of one workspace below the target folder. Only files that differ are written, so that a
//! second run checks only what has changed.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tinsmith::generate::generate;
use tinsmith::model::LoadOptions;
use tinsmith::output;
use tinsmith::render::manifest::RuntimeSource;
use tinsmith_tests::{SmallModel, home, models, options};

/// Writes every crate and the workspace around them; gives the workspace's folder and the crates' names.
fn workspace() -> (PathBuf, Vec<String>) {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("small-models");
    let models: Vec<SmallModel> = models("mini").into_iter().chain(models("names")).collect();
    let names: Vec<String> = models.iter().map(|model| model.name.clone()).collect();
    for model in &models {
        write_crate(model, &root.join(&model.name));
    }
    remove_others(&root, &names);
    let members: Vec<String> = names.iter().map(|name| format!("    {name:?},\n")).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n", members.concat());
    write_where_it_differs(&root.join("Cargo.toml"), manifest.as_bytes());
    // The versions that the repository builds with: those are at hand without the network.
    let lock = fs::read(home().join("../Cargo.lock")).unwrap();
    if !root.join("Cargo.lock").exists() || fs::read(root.join("Cargo.lock.from")).ok().as_deref() != Some(&lock[..]) {
        fs::write(root.join("Cargo.lock"), &lock).unwrap();
        fs::write(root.join("Cargo.lock.from"), &lock).unwrap();
    }
    (root, names)
}

fn write_crate(model: &SmallModel, out: &Path) {
    let runtime = RuntimeSource::Path(home().join("../codegen/runtime").canonicalize().unwrap().display().to_string());
    let options = options(&model.path, Some(&model.name), runtime, LoadOptions::default());
    let generated = generate(&options).unwrap_or_else(|error| panic!("{error}"));
    let changes = output::plan(out, &generated.files).unwrap();
    output::apply(out, &changes).unwrap();
}

/// Crates of models that are gone.
fn remove_others(root: &Path, names: &[String]) {
    for entry in
        fs::read_dir(root).unwrap().map(Result::unwrap).filter(|entry| entry.path().join("Cargo.toml").exists())
    {
        let name = entry.file_name().into_string().unwrap();
        if name != "target" && !names.contains(&name) {
            fs::remove_dir_all(entry.path()).unwrap();
        }
    }
}

fn write_where_it_differs(path: &Path, bytes: &[u8]) {
    if fs::read(path).ok().as_deref() != Some(bytes) {
        fs::write(path, bytes).unwrap();
    }
}

/// Runs a command in the workspace; its output is shown where it fails.
fn run(root: &Path, program: &str, args: &[&str]) {
    let mut command = Command::new(program);
    command.args(args).current_dir(root);
    command.env("CARGO_TARGET_DIR", root.join("target"));
    command.env("RUSTFLAGS", "-D warnings").env("RUSTDOCFLAGS", "-D warnings");
    let output = command.output().unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(
        output.status.success(),
        "{program} {}\n{}{}",
        args.join(" "),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Whether a component of the toolchain is there; says so where it is not.
fn has(cargo: &str, tool: &str) -> bool {
    let found = Command::new(cargo).args([tool, "--version"]).output().is_ok_and(|output| output.status.success());
    if !found {
        eprintln!("skipped: cargo {tool} is not installed");
    }
    found
}

/// The crates whose documentation holds what the others' does not: rustdoc is the slowest of the checks.
const DOCUMENTED: [&str; 12] = [
    "collections",
    "constraints",
    "defaults",
    "deprecated",
    "documentation",
    "enum_collisions",
    "enums",
    "errors",
    "keyword_member_names",
    "member_collisions",
    "shadowed_types",
    "unions",
];

/// One test for all checks: they share the target folder and would wait for each other anyway.
#[test]
fn generated_crates_are_clean() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let (root, names) = workspace();
    run(&root, &cargo, &["check", "--quiet", "--offline", "--workspace", "--keep-going"]);
    if has(&cargo, "clippy") {
        run(&root, &cargo, &["clippy", "--quiet", "--offline", "--workspace", "--all-features", "--keep-going"]);
    } else {
        run(&root, &cargo, &["check", "--quiet", "--offline", "--workspace", "--all-features"]);
    }
    let by_hand = fs::read(home().join("models/endpoint_settings.rs")).unwrap();
    write_where_it_differs(&root.join("endpoint_rules/tests/by_hand.rs"), &by_hand);
    let tests = ["test", "--quiet", "--offline", "--package", "endpoint_rules", "--features", "blocking"];
    run(&root, &cargo, &[&tests[..], &["--test", "endpoint", "--test", "by_hand"]].concat());
    let mut arguments = vec!["doc", "--quiet", "--offline", "--no-deps", "--keep-going"];
    DOCUMENTED.iter().for_each(|name| arguments.extend(["--package", name]));
    run(&root, &cargo, &arguments);
    if has(&cargo, "fmt") {
        let mut arguments = vec!["fmt", "--check"];
        for name in &names {
            arguments.extend(["--package", name]);
        }
        run(&root, &cargo, &arguments);
    }
}
