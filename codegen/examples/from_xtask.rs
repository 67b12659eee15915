//! The generator in a project's own xtask: `cargo xtask regenerate [--check]`, here with the paths as arguments:
//!
//! ```text
//! cargo run --example from_xtask -- MODEL CRATE RUNTIME [--check]
//! ```

use std::env;
use std::path::{Path, PathBuf, absolute};
use std::process::ExitCode;

use tinsmith::command::paths;
use tinsmith::generate::{self, GenerateOptions};
use tinsmith::model::LoadOptions;
use tinsmith::output::{self, Regeneration};
use tinsmith::render::manifest::{PackageMetadata, RuntimeSource};

fn main() -> ExitCode {
    let mut words: Vec<String> = env::args().skip(1).collect();
    let before = words.len();
    words.retain(|word| word != "--check");
    let check = words.len() < before;
    let [model, krate, runtime] = words.as_slice() else {
        eprintln!("usage: from_xtask MODEL CRATE RUNTIME [--check]");
        return ExitCode::from(2);
    };
    match regenerate(Path::new(model), Path::new(krate), Path::new(runtime), check) {
        Ok(said) => {
            print!("{said}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Makes the crate anew, or says how it differs from what the model makes.
///
/// # Errors
/// Why it could not be made, in words.
pub fn regenerate(model: &Path, krate: &Path, runtime: &Path, check: bool) -> Result<String, String> {
    let options = options(model, krate, runtime).map_err(|error| error.to_string())?;
    let work = if check { generate::plan } else { generate::write };
    let (generated, changes) = work(&options).map_err(|error| error.to_string())?;
    for warning in &generated.warnings {
        eprintln!("warning: {warning}");
    }
    if check && output::differs(&changes) {
        return Err(format!("{}mend it with: {}", output::report(&changes), options.command.command()));
    }
    Ok(format!("{}: {} files, {} changed\n", krate.display(), generated.files.len(), changes.len()))
}

fn options(model: &Path, krate: &Path, runtime: &Path) -> std::io::Result<GenerateOptions> {
    Ok(GenerateOptions {
        model: model.to_owned(),
        out: PathBuf::from(krate),
        package: None,
        load: LoadOptions { strict: true, ..LoadOptions::default() },
        // Cargo.toml names the runtime as seen from the crate.
        runtime: RuntimeSource::Path(paths::from_folder(&absolute(krate)?, &absolute(runtime)?)),
        // The first line of every generated file says it, so that who opens one knows what to run.
        metadata: PackageMetadata::default(),
        command: Regeneration::Anywhere("cargo xtask regenerate".to_owned()),
    })
}
