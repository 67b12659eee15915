//! How many crates a scratch project is made of.

use std::collections::BTreeSet;
use std::path::Path;

use super::project_cargo;
use crate::Failure;

/// How many crates a project needs on this machine by these edges of `cargo tree`, its own not counted.
pub(super) fn count(project: &Path, edges: &str) -> Result<usize, Failure> {
    let output = project_cargo(project)
        .args(["tree", "--edges", edges, "--prefix", "none", "--no-dedupe", "--format", "{p}"])
        .output()
        .map_err(|error| Failure::Run(format!("cargo tree: {error}")))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let packages: BTreeSet<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    Ok(packages.len().saturating_sub(1))
}
