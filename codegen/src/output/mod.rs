//! From rendered files to a folder: format, plan, then write, check or prune.

mod format;
mod plan;
mod report;

pub use format::{MARK, Provenance, format};
pub use plan::{Change, OutputError, apply, plan};
pub use report::report;
