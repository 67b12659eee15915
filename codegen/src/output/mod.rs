//! From rendered files to a folder: format, plan, then write, check or remove.

mod format;
mod keep;
mod plan;
mod report;

pub use format::{HASH_FILE, MARK, Provenance, Regeneration, format, hash_file};
pub use keep::keep;
pub use plan::{Change, OutputError, apply, is_ours, plan, plan_site};
pub use report::{differs, report};
