//! `cargo xtask bench build`: what it costs to compile the generated crate, beside the official one.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::crates;
use super::lines::{self, Size};
use super::measure::{self, Cost};
use super::{project_cargo, repository, scratch, write};
use crate::Failure;

/// The release of the official crate that is measured against.
const PEER: &str = "1.121.0";

/// One side of the comparison.
struct Side {
    /// The package that is compiled.
    package: &'static str,
    /// Its line in the scratch project's manifest.
    dependency: String,
    /// How often the crate alone is compiled; the median counts.
    runs: usize,
}

/// What one side costs.
struct Report {
    package: &'static str,
    crates: usize,
    size: Size,
    operations: usize,
    debug: Costs,
    release: Costs,
}

/// In one profile.
struct Costs {
    /// The crate and all that it needs.
    whole: Cost,
    /// The crate alone.
    alone: Cost,
}

#[derive(Clone, Copy)]
enum Profile {
    Debug,
    Release,
}

impl Profile {
    fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Debug => &[],
            Self::Release => &["--release"],
        }
    }
}

/// Measures both sides and prints them.
pub(super) fn run() -> Result<(), Failure> {
    println!("compiling both crates and all that they need, in debug and in release: takes some ten minutes\n");
    let root = repository()?;
    let ours = Side {
        package: "workmail",
        // Types and wire format, as the figure says: the client is what is not compared here.
        dependency: format!("{{ path = {:?}, default-features = false }}", root.join("generated").join("workmail")),
        runs: 3,
    };
    let theirs = Side { package: "aws-sdk-workmail", dependency: format!("\"={PEER}\""), runs: 1 };
    let ours = ours.measure()?;
    let theirs = theirs.measure()?;
    print!("\n{}", table(&ours, &theirs));
    Ok(())
}

impl Side {
    fn measure(&self) -> Result<Report, Failure> {
        let project = self.project()?;
        println!("{}: fetching …", self.package);
        measure::quietly(project_cargo(&project).args(["fetch"]))?;
        let metadata = metadata(&project)?;
        let source = source(&metadata, self.package)?;
        Ok(Report {
            package: self.package,
            crates: crates::count(&project, "normal,build")?,
            size: lines::size(&source, &[".rs"])?,
            operations: operations(&source)?,
            debug: self.costs(&project, Profile::Debug)?,
            release: self.costs(&project, Profile::Release)?,
        })
    }

    /// A project of its own, so that neither the workspace's lock file nor its profiles have a say.
    fn project(&self) -> Result<PathBuf, Failure> {
        let folder = scratch("build")?.join(self.package);
        let source = folder.join("src");
        std::fs::create_dir_all(&source).map_err(|error| super::broken(&source, &error))?;
        let manifest = format!(
            "[package]\nname = \"scratch\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [dependencies]\n{} = {}\n",
            self.package, self.dependency
        );
        write(&folder.join("Cargo.toml"), &manifest)?;
        write(&source.join("lib.rs"), "//! Depends on what is measured.\n")?;
        Ok(folder)
    }

    fn costs(&self, project: &Path, profile: Profile) -> Result<Costs, Failure> {
        let word = match profile {
            Profile::Debug => "debug",
            Profile::Release => "release",
        };
        measure::quietly(project_cargo(project).args(["clean"]))?;
        let whole = measure::cost_of(|| self.compile(project, profile))?;
        println!("{}: {word}, with all that it needs: {whole}", self.package);
        let mut alone = Vec::new();
        for _ in 0..self.runs {
            measure::quietly(project_cargo(project).args(["clean", "--package", self.package]).args(profile.flags()))?;
            alone.push(measure::cost_of(|| self.compile(project, profile))?);
        }
        alone.sort_by_key(|cost| cost.wall);
        let alone = alone.get(alone.len() / 2).copied().unwrap_or(whole);
        println!("{}: {word}, alone: {alone}", self.package);
        Ok(Costs { whole, alone })
    }

    fn compile(&self, project: &Path, profile: Profile) -> Result<(), Failure> {
        measure::quietly(project_cargo(project).args(["build", "--package", self.package]).args(profile.flags()))
    }
}

fn metadata(project: &Path) -> Result<Value, Failure> {
    let output = project_cargo(project)
        .args(["metadata", "--format-version", "1", "--offline"])
        .output()
        .map_err(|error| Failure::Run(format!("cargo metadata: {error}")))?;
    serde_json::from_slice(&output.stdout).map_err(|error| Failure::Run(format!("cargo metadata: {error}")))
}

/// The folder with a package's Rust files.
fn source(metadata: &Value, package: &str) -> Result<PathBuf, Failure> {
    let packages = metadata.get("packages").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    packages
        .iter()
        .find(|found| found.get("name").and_then(Value::as_str) == Some(package))
        .and_then(|found| found.get("manifest_path").and_then(Value::as_str))
        .and_then(|manifest| Path::new(manifest).parent())
        .map(|folder| folder.join("src"))
        .ok_or_else(|| Failure::Run(format!("cargo metadata does not know {package}")))
}

/// Both crates have a file per operation in `src/operation`.
fn operations(source: &Path) -> Result<usize, Failure> {
    let folder = source.join("operation");
    let entries = std::fs::read_dir(&folder).map_err(|error| super::broken(&folder, &error))?;
    Ok(entries.flatten().filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs")).count())
}

fn table(ours: &Report, theirs: &Report) -> String {
    let times = [
        ("debug, crate alone", ours.debug.alone, theirs.debug.alone),
        ("debug, with dependencies", ours.debug.whole, theirs.debug.whole),
        ("release, crate alone", ours.release.alone, theirs.release.alone),
        ("release, with dependencies", ours.release.whole, theirs.release.whole),
    ];
    let mut text = row("", ours.package, theirs.package, "ratio");
    for (name, ours, theirs) in times {
        text += &times_row(&format!("{name}, wall s"), ours.wall.as_secs_f64(), theirs.wall.as_secs_f64());
        if let (Some(ours), Some(theirs)) = (ours.cpu, theirs.cpu) {
            text += &times_row(&format!("{name}, CPU s"), ours.as_secs_f64(), theirs.as_secs_f64());
        }
    }
    text += &count_row("crates to compile", ours.crates, theirs.crates);
    text += &count_row("operations", ours.operations, theirs.operations);
    text += &count_row("generated lines", ours.size.lines, theirs.size.lines);
    text += &count_row("generated lines per operation", per(ours, ours.size.lines), per(theirs, theirs.size.lines));
    text += &count_row("of these, lines of code", per(ours, ours.size.code), per(theirs, theirs.size.code));
    text + &verdict(ours, theirs)
}

fn verdict(ours: &Report, theirs: &Report) -> String {
    let ratio = theirs.debug.alone.best().as_secs_f64() / ours.debug.alone.best().as_secs_f64().max(f64::EPSILON);
    let reached = if ratio >= 12.0 { "reached" } else { "missed" };
    format!("\nclean debug build of the crate alone: 1/{ratio:.1} (goal 1/12: {reached})\n")
}

fn per(report: &Report, lines: usize) -> usize {
    lines / report.operations.max(1)
}

fn times_row(name: &str, ours: f64, theirs: f64) -> String {
    row(name, &format!("{ours:.2}"), &format!("{theirs:.2}"), &format!("1/{:.1}", theirs / ours.max(f64::EPSILON)))
}

fn count_row(name: &str, ours: usize, theirs: usize) -> String {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let ratio = number(theirs) / number(ours).max(1.0);
    row(name, &ours.to_string(), &theirs.to_string(), &format!("1/{ratio:.1}"))
}

fn row(name: &str, ours: &str, theirs: &str, ratio: &str) -> String {
    format!("{name:<36} {ours:>12} {theirs:>18} {ratio:>8}\n")
}
