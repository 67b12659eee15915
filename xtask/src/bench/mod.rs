//! `cargo xtask bench`: what tinsmith costs, beside what its peers cost in the same run.
//!
//! | file | holds |
//! | --- | --- |
//! | `generate` | generating crates, against cargo-typify on the same shapes |
//! | `decode` | reading an answer, against general decoders on derived types |
//! | `build` | compiling a generated crate, against the official one |
//! | `client` | building and running a program that calls, against the same on the official SDK |
//! | `server` | serving on the stubs, against hyper alone that answers with the same bytes |
//! | `site` | writing the pages of WorkMail with a history, against two seconds |
//! | `schema` | a model's types as a JSON Schema, for cargo-typify |
//! | `crates` | how many crates a project needs |
//! | `measure` | wall and CPU time of commands |
//! | `reading` | reading Smithy IDL, beside JSON |
//! | `lines` | sizes of source folders |
//!
//! Peers are fetched and built below `target/bench`. Nothing here is part of CI.

mod build;
mod client;
mod crates;
mod decode;
mod generate;
mod lines;
mod measure;
mod reading;
mod schema;
mod server;
mod site;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Failure, Task, root};

pub(crate) const TASK: Task = Task {
    name: "bench",
    usage: "generate [FOLDER] | decode | build | client [--only build|call|start] | server [--only rate|build] | site",
    about: "Measure against peers. generate: CPU time of WorkMail and of every model in FOLDER, against cargo-typify; \
            decode: time to read an answer, against sonic-rs, simd-json and serde_json; \
            build: compiling WorkMail's crate, against aws-sdk-workmail (takes some ten minutes); \
            client: building and running a program that calls, against the same on the official SDK (takes some fifteen); \
            server: requests a second and memory, against hyper alone, and what the feature costs to build; \
            site: the pages of WorkMail with 24 revisions, against two seconds",
    run,
};

fn run(words: &[String]) -> Result<(), Failure> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["generate"] => generate::run(None),
        ["generate", folder] if !folder.starts_with('-') => generate::run(Some(Path::new(folder))),
        ["decode"] => decode::run(),
        ["build"] => build::run(),
        ["site"] => site::run(),
        ["client"] => client::run(&client::Part::ALL),
        ["client", "--only", part] => match client::Part::named(part) {
            Some(part) => client::run(&[part]),
            None => Err(Failure::Usage(format!("--only takes build, call or start, not {part:?}"))),
        },
        ["server"] => server::run(&server::Part::ALL),
        ["server", "--only", part] => match server::Part::named(part) {
            Some(part) => server::run(&[part]),
            None => Err(Failure::Usage(format!("--only takes rate or build, not {part:?}"))),
        },
        _ => {
            let tasks = "bench takes `generate`, `generate FOLDER`, `decode`, `build`, `client`, `server` or `site`";
            Err(Failure::Usage(tasks.to_owned()))
        }
    }
}

/// Where peers and scratch projects go; made if it is not there. Absolute, as commands run in other folders.
fn scratch(name: &str) -> Result<PathBuf, Failure> {
    let folder = repository()?.join("target").join("bench").join(name);
    std::fs::create_dir_all(&folder).map_err(|error| broken(&folder, &error))?;
    Ok(folder)
}

/// The repository's folder, absolute.
fn repository() -> Result<PathBuf, Failure> {
    let root = root();
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { root.as_path() };
    root.canonicalize().map_err(|error| broken(root, &error))
}

/// The cargo that runs this task.
fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Cargo in the scratch project. Incremental compilation is off: cargo has it on for a crate in a folder and off for
/// one from the registry, and a clean build gains nothing from it.
fn project_cargo(project: &Path) -> Command {
    let mut command = cargo();
    command.current_dir(project).env("CARGO_TARGET_DIR", project.join("target")).env("CARGO_INCREMENTAL", "0");
    // Set by cargo for this task, they would make its children build as if they were part of the workspace.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "RUSTFLAGS", "CARGO_BUILD_TARGET"] {
        command.env_remove(name);
    }
    command
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| broken(path, &error))
}

fn broken(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Run(format!("{}: {error}\n  the folder must exist and be writable", path.display()))
}
