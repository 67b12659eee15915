//! Where a command's model comes from: a file, or the standard input, which `-` stands for.

use std::io::Read as _;
use std::path::Path;

use serde_json::Value;

use super::failure::Failure;
use crate::model::{self, Format, LoadOptions, Loaded, ServiceSummary};

/// What messages call the standard input.
const STDIN: &str = "standard input";

/// Loads a model. What stands beside a file is not looked for where the model comes from the standard input.
pub(super) fn load(path: &Path, options: &LoadOptions) -> Result<Loaded, Failure> {
    Ok(match stdin(path)? {
        Some(bytes) => model::load_bytes(STDIN, &bytes, None, options)?,
        None => model::load(path, options)?,
    })
}

/// The services of a model with their operations.
pub(super) fn services(path: &Path) -> Result<Vec<ServiceSummary>, Failure> {
    Ok(match stdin(path)? {
        Some(bytes) => model::services_bytes(STDIN, &bytes)?,
        None => model::services(path)?,
    })
}

/// A model as a Smithy JSON AST, and the format that it came in.
pub(super) fn convert(path: &Path) -> Result<(Format, Value), Failure> {
    Ok(match stdin(path)? {
        Some(bytes) => model::convert_bytes(STDIN, &bytes)?,
        None => model::convert(path)?,
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
