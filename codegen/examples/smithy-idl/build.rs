//! Generates server and client of the files in `model` into Cargo's output folder.
#![allow(clippy::expect_used, reason = "a build script stops the build by failing")]

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::exit;

use tinsmith::generate::{self, GenerateOptions};
use tinsmith::model::LoadOptions;
use tinsmith::output::Regeneration;
use tinsmith::render::manifest::{PackageMetadata, RuntimeSource};

fn main() {
    println!("cargo::rerun-if-changed=model");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo sets OUT_DIR for build scripts"));
    let options = GenerateOptions {
        // A folder of .smithy files is one model; `load` can name further files instead.
        model: "model".into(),
        out: out.join("lending"),
        // Examples in generated documentation name the crate that they stand in, which is this one.
        package: Some(env::var("CARGO_PKG_NAME").expect("Cargo sets CARGO_PKG_NAME for build scripts")),
        load: LoadOptions::default(),
        // For the generated Cargo.toml, which is of no use here: this crate's own names the runtime.
        runtime: RuntimeSource::Version(tinsmith::command::VERSION.to_owned()),
        metadata: PackageMetadata::default(),
        command: Regeneration::Anywhere("cargo build".to_owned()),
    };
    match generate::write(&options) {
        Ok((generated, _)) => {
            for warning in generated.warnings {
                println!("cargo::warning={}", warning.replace('\n', " "));
            }
        }
        Err(error) => {
            eprintln!("error: {error}");
            exit(1);
        }
    }
    // `include!` takes items, not a file with docs of its own: it gets the one line that brings that file in.
    let root = options.out.join("src").join("lib.rs");
    fs::write(out.join("lending.rs"), format!("#[path = {root:?}]\npub mod lending;\n"))
        .expect("OUT_DIR can be written to");
}
