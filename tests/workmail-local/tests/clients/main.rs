//! One story, told by clients that others wrote, unchanged, to the program itself over HTTP: boto3, the AWS CLI and
//! capo-workmail by Python, versions 3 and 2 of the AWS SDK for JavaScript, `aws-sdk-workmail` and `rusoto_workmail`, and our own
//! two.
//!
//! `TINSMITH_CLIENTS_PYTHON` is a folder of Python packages, `TINSMITH_CLIENTS_NPM` one with `node_modules`; `.ci/run clients`
//! fills both. Where a runtime or a package is missing, a line says so.
#![cfg(test)]

mod own;
#[path = "../running/mod.rs"]
mod running;
mod rust_sdks;

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use running::Running;

/// The organization of the seed that ships.
const SEEDED: &str = "m-0123456789abcdef0123456789abcdef";

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(name)
}

fn seeded() -> Running {
    Running::start(["--seed".as_ref(), Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/example.json").as_os_str()])
}

/// Whether a command runs at all.
fn works(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Runs a story to its end.
fn tell(command: &mut Command, more: &[&OsStr]) {
    let running = seeded();
    let output = command.arg(&running.address).arg(SEEDED).args(more).output().unwrap();
    let (said, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.trim_end().ends_with("told"), "{said}{wrong}");
}

/// Python with the packages of the folder, or with those that it has.
fn python() -> Command {
    let mut python = Command::new("python3");
    if let Some(packages) = env::var_os("TINSMITH_CLIENTS_PYTHON") {
        python.env("PYTHONPATH", packages);
    }
    python
}

/// Python, where it has a module.
fn python_with(module: &str) -> Option<Command> {
    if works(python().args(["-c", &format!("import {module}")])) {
        return Some(python());
    }
    eprintln!("skipped: python3 has no {module}; TINSMITH_CLIENTS_PYTHON says where it is");
    None
}

/// The folder that has a package for Node.
fn npm_with(package: &str) -> Option<PathBuf> {
    let folder = env::var_os("TINSMITH_CLIENTS_NPM").map(PathBuf::from);
    let found = folder.filter(|folder| folder.join("node_modules").join(package).is_dir());
    if found.is_none() || !works(Command::new("node").arg("--version")) {
        eprintln!("skipped: there is no node with {package}; TINSMITH_CLIENTS_NPM says where it is");
        return None;
    }
    found
}

#[test]
fn boto3_tells_the_story() {
    let Some(mut python) = python_with("boto3") else { return };
    tell(python.arg(script("boto3_story.py")), &[]);
}

#[test]
fn the_aws_cli_tells_the_story() {
    if python_with("awscli").is_none() {
        return;
    }
    let mut shell = Command::new("bash");
    if let Some(packages) = env::var_os("TINSMITH_CLIENTS_PYTHON") {
        shell.env("PYTHONPATH", packages);
    }
    tell(shell.env("AWS_CLI", "python3 -m awscli").arg(script("cli_story.sh")), &[]);
}

#[test]
fn capo_workmail_tells_the_story() {
    let Some(mut python) = python_with("capo_workmail") else { return };
    tell(python.arg(script("capo_story.py")), &[]);
}

#[test]
fn the_sdk_for_javascript_tells_the_story() {
    let Some(packages) = npm_with("@aws-sdk/client-workmail") else { return };
    tell(Command::new("node").arg(script("javascript_story.mjs")), &[packages.as_os_str()]);
}

#[test]
fn version_2_of_the_sdk_for_javascript_tells_the_story() {
    let Some(packages) = npm_with("aws-sdk") else { return };
    tell(Command::new("node").arg(script("javascript_v2_story.cjs")), &[packages.as_os_str()]);
}

#[tokio::test]
async fn our_client_tells_the_story() {
    let running = seeded();
    own::tell(running.config()).await;
}

#[test]
fn our_blocking_client_tells_the_story() {
    let running = seeded();
    own::tell_blocking(running.config());
}
