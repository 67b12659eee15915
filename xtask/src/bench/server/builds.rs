//! What the feature `server` of a generated crate adds to a build: nothing where it is off, little where it is on.

use std::path::{Path, PathBuf};

use super::super::measure::{self, Cost, quietly};
use super::super::{broken, project_cargo, scratch, write};
use crate::Failure;

/// How often the crate alone is compiled; the median counts.
const RUNS: usize = 3;

/// How many times as long the crate alone may take with the feature.
const GOAL: f64 = 1.6;

/// Measures and prints.
pub(super) fn run(root: &Path) -> Result<(), Failure> {
    println!("building a crate with a client, without and with its server …");
    let without = project(root, "without", &[])?;
    let with = project(root, "with", &["server"])?;
    let (few, many) = (crates(&without)?, crates(&with)?);
    let foreign: Vec<&String> = few.iter().filter(|name| name.starts_with("tinsmith-server ")).collect();
    if !foreign.is_empty() {
        return Err(Failure::Run(format!("without the feature, a client is built with {foreign:?}")));
    }
    let (off, on) = (alone(&without)?, alone(&with)?);
    let ratio = on.best().as_secs_f64() / off.best().as_secs_f64().max(f64::EPSILON);
    let reached = if ratio <= GOAL { "reached" } else { "missed" };
    println!("crates of a client: {} without the feature, {} with it", few.len(), many.len());
    println!("the crate alone, debug: {off} without, {on} with: {ratio:.2} times (at most {GOAL}: {reached})");
    Ok(())
}

/// A project that depends on the crate with its client and these features.
fn project(root: &Path, name: &str, features: &[&str]) -> Result<PathBuf, Failure> {
    let folder = scratch("server")?.join(name);
    let source = folder.join("src");
    std::fs::create_dir_all(&source).map_err(|error| broken(&source, &error))?;
    let workmail = root.join("generated").join("workmail");
    let manifest = format!(
        "[package]\nname = \"scratch\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         workmail = {{ path = {workmail:?}, features = {features:?} }}\n"
    );
    write(&folder.join("Cargo.toml"), &manifest)?;
    write(&source.join("lib.rs"), "//! Depends on what is measured.\n")?;
    compile(&folder)?;
    Ok(folder)
}

fn compile(project: &Path) -> Result<(), Failure> {
    quietly(project_cargo(project).args(["build", "--package", "workmail"]))
}

/// The crate compiled alone.
fn alone(project: &Path) -> Result<Cost, Failure> {
    let mut costs = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        quietly(project_cargo(project).args(["clean", "--package", "workmail"]))?;
        costs.push(measure::cost_of(|| compile(project))?);
    }
    costs.sort_by_key(|cost| cost.best());
    costs.get(costs.len() / 2).copied().ok_or_else(|| Failure::Run("nothing was measured".to_owned()))
}

/// The crates that the project is made of, itself left out.
fn crates(project: &Path) -> Result<Vec<String>, Failure> {
    let output = project_cargo(project)
        .args(["tree", "--edges", "normal", "--prefix", "none", "--no-dedupe", "--format", "{p}"])
        .output()
        .map_err(|error| Failure::Run(format!("cargo tree: {error}")))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut packages: Vec<String> =
        text.lines().filter(|line| !line.is_empty() && !line.starts_with("scratch ")).map(str::to_owned).collect();
    packages.sort_unstable();
    packages.dedup();
    Ok(packages)
}
