//! The story, told by the Rust SDKs: `aws-sdk-workmail`, and `rusoto_workmail`, which knows the model of 2022.
//!
//! `rust` has the sources of a program of its own, built in target/tmp from some 180 crates: minutes. So it is built where
//! `TINSMITH_RUST_SDKS` is set, as `.ci/run rust_sdks` does.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{env, fs};

use super::tell;

/// The program's manifest. The official SDK has no TLS; rusoto does not compile without.
const MANIFEST: &str = r#"[package]
name = "rust-sdks"
version = "0.0.0"
edition = "2024"

[dependencies]
aws-sdk-workmail = { version = "=1.121.0", default-features = false, features = ["behavior-version-latest", "rt-tokio"] }
aws-smithy-http-client = { version = "1", default-features = false, features = ["default-client"] }
hyper = { version = "0.14", features = ["client", "http1", "tcp"] }
rusoto_core = { version = "0.48", default-features = false, features = ["rustls"] }
rusoto_workmail = { version = "0.48", default-features = false, features = ["rustls"] }
tokio = { version = "1", features = ["macros", "net", "rt", "time"] }

[profile.dev]
debug = false

[workspace]
"#;

/// The program, built once; `None`, and a line that says so, where it is not asked for.
fn program() -> Option<&'static PathBuf> {
    static PROGRAM: OnceLock<Option<PathBuf>> = OnceLock::new();
    PROGRAM.get_or_init(build).as_ref()
}

fn build() -> Option<PathBuf> {
    if env::var_os("TINSMITH_RUST_SDKS").is_none() {
        eprintln!("skipped: the Rust SDKs take minutes to build; TINSMITH_RUST_SDKS=1 builds them");
        return None;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rust-sdks");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/rust");
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("Cargo.toml"), MANIFEST).unwrap();
    for file in ["main.rs", "official.rs", "rusoto.rs"] {
        fs::copy(source.join(file), folder.join("src").join(file)).unwrap();
    }
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.arg("build").current_dir(&folder).env("CARGO_TARGET_DIR", folder.join("target"));
    let output = build.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(folder.join("target/debug/rust-sdks"))
}

/// Lets one of the two tell it.
fn told_by(which: &str) {
    if let Some(program) = program() {
        tell(Command::new(program).arg(which), &[]);
    }
}

#[test]
#[ignore = "builds 180 crates, for minutes, where TINSMITH_RUST_SDKS is set"]
fn the_official_sdk_for_rust_tells_the_story() {
    told_by("official");
}

#[test]
#[ignore = "builds 180 crates, for minutes, where TINSMITH_RUST_SDKS is set"]
fn rusoto_tells_the_story() {
    told_by("rusoto");
}
