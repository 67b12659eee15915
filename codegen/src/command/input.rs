//! Where a command's model comes from: a file, several files of IDL, or the standard input, which `-` stands for.

use std::fmt;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::failure::Failure;
use crate::model::{self, Format, LoadOptions, Loaded, ServiceSummary, is_idl_file, is_idl_folder};

/// What messages call the standard input.
const STDIN: &str = "standard input";

/// A model as the command line names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Input {
    pub(super) path: PathBuf,
    /// Further files of IDL, or folders of them, that belong to it.
    pub(super) with: Vec<PathBuf>,
}

impl Input {
    /// A model of one file or folder.
    pub(super) fn one(path: PathBuf) -> Self {
        Self { path, with: Vec::new() }
    }

    /// Options with the further files of this model.
    pub(super) fn options(&self, options: &LoadOptions) -> LoadOptions {
        LoadOptions { with: self.with.clone(), ..options.clone() }
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.options(&LoadOptions::default()).name_of(&self.path))
    }
}

/// The models that files make: those of IDL are one, with the folders of IDL that stand beside them; every other file or
/// folder is one by itself.
pub(super) fn models(files: &[PathBuf]) -> Vec<Input> {
    let mut models: Vec<Input> = Vec::new();
    let mut idl: Option<usize> = None;
    let has_idl = files.iter().any(|file| is_idl_file(file));
    for file in files {
        let joins = is_idl_file(file) || has_idl && is_idl_folder(file);
        match idl.and_then(|at| models.get_mut(at)).filter(|_| joins) {
            Some(model) => model.with.push(file.clone()),
            None => {
                if joins {
                    idl = Some(models.len());
                }
                models.push(Input::one(file.clone()));
            }
        }
    }
    models
}

/// The model of a command that takes one.
pub(super) fn only(command: &str, files: &[PathBuf]) -> Result<Input, Failure> {
    let remedy = format!("`tinsmith {command} --help` has examples");
    let mut models = models(files).into_iter();
    match (models.next(), models.next()) {
        (Some(model), None) => Ok(model),
        (None, _) => Err(Failure::usage("no model is given", remedy)),
        (Some(_), Some(second)) => {
            let message = format!("`{command}` takes one model; {second} is one too many");
            Err(Failure::usage(message, remedy))
        }
    }
}

/// Loads a model. What stands beside a file is not looked for where the model comes from the standard input.
pub(super) fn load(input: &Input, options: &LoadOptions) -> Result<Loaded, Failure> {
    Ok(match stdin(&input.path)? {
        Some(bytes) => model::load_bytes(STDIN, &bytes, None, options)?,
        None => model::load(&input.path, &input.options(options))?,
    })
}

/// The services of a model with their operations.
pub(super) fn services(input: &Input) -> Result<Vec<ServiceSummary>, Failure> {
    Ok(match stdin(&input.path)? {
        Some(bytes) => model::services_bytes(STDIN, &bytes)?,
        None => model::services_with(&input.path, &input.options(&LoadOptions::default()))?,
    })
}

/// A model as a Smithy JSON AST, and the format that it came in.
pub(super) fn convert(input: &Input) -> Result<(Format, Value), Failure> {
    Ok(match stdin(&input.path)? {
        Some(bytes) => model::convert_bytes(STDIN, &bytes)?,
        None => model::convert_with(&input.path, &input.options(&LoadOptions::default()))?,
    })
}

/// Whether a path stands for the standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What the standard input holds, where the path stands for it.
fn stdin(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    if !is_stdin(path) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    // One byte more than a model may have: the loader then says that it is too large.
    match std::io::stdin().lock().take(model::MAX_BYTES + 1).read_to_end(&mut bytes) {
        Ok(_) => Ok(Some(bytes)),
        Err(error) => Err(Failure::run(
            format_args!("{STDIN} cannot be read: {error}"),
            "pipe a model into the command, or name its file",
        )),
    }
}
