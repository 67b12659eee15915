//! From the IR to files: pure functions, one for each kind of item. Nothing is decided here.

mod checks;
mod client;
mod config;
mod endpoint;
mod enums;
mod expression;
pub mod file;
mod krate;
mod lints;
pub mod manifest;
mod operation;
mod server;
pub mod sheet;
mod structure;
mod test_cases;
pub mod text;
mod union;
mod waiters;
mod wire;

use crate::lower::ir::Crate;
use file::File;
use manifest::{PackageMetadata, RuntimeSource};

/// Every file of the crate, sorted by path.
pub fn render(krate: &Crate, runtime: &RuntimeSource, metadata: &PackageMetadata) -> Vec<File> {
    let mut files = manifest::files(krate, runtime, metadata);
    files.extend(krate::sources(krate));
    files.extend(test_cases::files(krate));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}
