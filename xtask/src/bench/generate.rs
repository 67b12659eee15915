//! `cargo xtask bench generate`: what it costs to generate crates, beside what cargo-typify takes for the types alone; and
//! what reading Smithy IDL costs beside JSON.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use tinsmith::command::paths;
use tinsmith::model::{self, LoadOptions};

use super::lines::{self, Size};
use super::measure::{self, Cost};
use super::{cargo, reading, repository, schema, scratch};
use crate::Failure;

/// The release of cargo-typify that is measured against.
const TYPIFY: &str = "^0.8";

/// How many models of a folder are generated at a time.
const WORKERS: usize = 2;

/// What is counted as output: all that a generator writes, Rust and manifest.
const ENDINGS: &[&str] = &[".rs", ".toml", ".md"];

/// The programs and where they work.
struct Bench {
    tinsmith: PathBuf,
    /// cargo-typify, or why it is not there.
    typify: Result<PathBuf, String>,
    folder: PathBuf,
    runtime: PathBuf,
}

/// One model, measured.
struct Row {
    name: String,
    operations: usize,
    ours: Cost,
    size: Size,
    typify: Option<(Cost, Size)>,
}

/// Measures WorkMail, and then every model of `folder`.
pub(super) fn run(folder: Option<&Path>) -> Result<(), Failure> {
    let root = repository()?;
    let models = match folder {
        Some(folder) => found(folder)?,
        None => Vec::new(),
    };
    let bench = Bench {
        tinsmith: build_tinsmith(&root)?,
        typify: find_typify(),
        folder: scratch("generate")?,
        runtime: root.join("codegen").join("runtime"),
    };
    if !measure::has_cpu_time() {
        println!("note: this system does not tell the CPU time of processes; times are wall times");
    }
    if let Err(reason) = &bench.typify {
        println!("note: cargo-typify is not measured: {reason}");
    }
    println!("median of 5 × 5 runs for WorkMail, of 3 × 3 for other models; tinsmith writes the whole crate into an");
    println!("empty folder, cargo-typify the types alone; both in release builds, one process a run\n");
    println!("{}", head());
    let workmail = bench.row(&root.join("model").join("workmail.json"), 5)?;
    println!("{}", workmail.line());
    println!("\n{}\n", reading::lines(&bench.tinsmith, &root, &bench.folder)?);
    for model in &models {
        match bench.row(model, 3) {
            Ok(row) => println!("{}", row.line()),
            Err(Failure::Run(message) | Failure::Usage(message)) => {
                println!("{}: not measured: {message}", model.display());
            }
        }
    }
    if !models.is_empty() {
        let cost = bench.all(&models)?;
        let (count, wall, cpu) = (models.len(), seconds(cost.wall), cost.cpu.map_or("?".to_owned(), seconds));
        println!("\nall {count} models of the folder, {WORKERS} at a time: {wall} s wall, {cpu} s CPU");
    }
    println!("\n{}", verdict(&workmail));
    Ok(())
}

fn found(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let models = paths::models_in(folder).map_err(|(path, error)| super::broken(&path, &error))?;
    if models.is_empty() {
        return Err(Failure::Run(format!("{}: no models there\n  name a folder with *.json", folder.display())));
    }
    Ok(models)
}

pub(super) fn build_tinsmith(root: &Path) -> Result<PathBuf, Failure> {
    println!("building tinsmith (release) …");
    let target = root.join("target");
    measure::quietly(
        cargo()
            .args(["build", "--release", "--package", "tinsmith", "--bin", "tinsmith"])
            .current_dir(root)
            .arg("--target-dir")
            .arg(&target),
    )?;
    Ok(target.join("release").join(executable("tinsmith")))
}

/// cargo-typify below `target/bench`, installed there if it is not yet.
fn find_typify() -> Result<PathBuf, String> {
    let place = scratch("typify").map_err(|_| "its folder cannot be made".to_owned())?;
    let program = place.join("bin").join(executable("cargo-typify"));
    if program.is_file() {
        return Ok(program);
    }
    println!("installing cargo-typify {TYPIFY} into {} (takes some minutes) …", place.display());
    let mut install = cargo();
    install.args(["install", "cargo-typify", "--locked", "--version", TYPIFY, "--root"]).arg(&place);
    match measure::quietly(&mut install) {
        Ok(()) => Ok(program),
        Err(Failure::Run(message) | Failure::Usage(message)) => Err(format!("it cannot be installed\n{message}")),
    }
}

fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

impl Bench {
    fn row(&self, model: &Path, batches: u32) -> Result<Row, Failure> {
        let name = model.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let loaded = model::load(model, &LoadOptions::default()).map_err(|errors| Failure::Run(errors.to_string()))?;
        let out = self.folder.join(&name);
        let ours = measure::median(batches as usize, batches, || self.generate(model, &out))?;
        let size = lines::size(&out, ENDINGS)?;
        let typify = match &self.typify {
            Ok(program) => {
                let file = self.folder.join(format!("{name}.schema.json"));
                std::fs::write(&file, schema::schema(&loaded.model).to_string())
                    .map_err(|error| super::broken(&file, &error))?;
                Some(self.typify(program, &file, &name, batches)?)
            }
            Err(_) => None,
        };
        Ok(Row { name, operations: loaded.model.operations.len(), ours, size, typify })
    }

    /// One run of tinsmith, from nothing.
    fn generate(&self, model: &Path, out: &Path) -> Result<(), Failure> {
        if out.exists() {
            std::fs::remove_dir_all(out).map_err(|error| super::broken(out, &error))?;
        }
        let mut command = Command::new(&self.tinsmith);
        command.arg("generate").arg(model).arg("--out").arg(out).arg("--runtime-path").arg(&self.runtime);
        measure::quietly(&mut command)
    }

    fn typify(&self, program: &Path, schema: &Path, name: &str, batches: u32) -> Result<(Cost, Size), Failure> {
        let folder = self.folder.join(format!("{name}-typify"));
        std::fs::create_dir_all(&folder).map_err(|error| super::broken(&folder, &error))?;
        let out = folder.join("types.rs");
        let cost = measure::median(batches as usize, batches, || {
            measure::quietly(Command::new(program).arg("typify").arg(schema).arg("--output").arg(&out))
        })?;
        Ok((cost, lines::size(&folder, ENDINGS)?))
    }

    /// Every model once, by [`WORKERS`] threads that each take the next one.
    fn all(&self, models: &[PathBuf]) -> Result<Cost, Failure> {
        let next = AtomicUsize::new(0);
        let work = || {
            while let Some(model) = models.get(next.fetch_add(1, Ordering::Relaxed)) {
                let name = model.file_stem().unwrap_or_default();
                // A model that fails has been told with its row.
                let _ = self.generate(model, &self.folder.join("all").join(name));
            }
        };
        measure::cost_of(|| {
            thread::scope(|scope| {
                for _ in 0..WORKERS {
                    scope.spawn(work);
                }
            });
            Ok(())
        })
    }
}

fn head() -> String {
    format!(
        "{:<34} {:>5} {:>8} {:>8} {:>7} {:>9} {:>7} | {:>10} {:>8} {:>7} | {:>6}",
        "model", "ops", "CPU s", "wall s", "lines", "bytes", "line/op", "typify CPU", "wall s", "lines", "ratio"
    )
}

impl Row {
    fn line(&self) -> String {
        let Self { name, operations, ours, size, typify } = self;
        let typify = typify.as_ref().map_or_else(
            || "not measured".to_owned(),
            |(cost, size)| {
                let (cpu, wall, lines) = (cpu(cost), seconds(cost.wall), size.lines);
                format!("{cpu:>10} {wall:>8} {lines:>7} | {:>6.2}", ratio(*ours, *cost))
            },
        );
        format!(
            "{name:<34} {operations:>5} {:>8} {:>8} {:>7} {:>9} {:>7} | {typify}",
            cpu(ours),
            seconds(ours.wall),
            size.lines,
            size.bytes,
            size.lines / (*operations).max(1)
        )
    }
}

fn verdict(row: &Row) -> String {
    match &row.typify {
        None => "goal: half the CPU time of cargo-typify; not measured".to_owned(),
        Some((cost, _)) => {
            let ratio = ratio(row.ours, *cost);
            let reached = if ratio <= 0.5 { "reached" } else { "missed" };
            format!("WorkMail complete : cargo-typify's types alone = {ratio:.2} (goal 0.50: {reached})")
        }
    }
}

fn ratio(ours: Cost, peer: Cost) -> f64 {
    ours.best().as_secs_f64() / peer.best().as_secs_f64().max(f64::EPSILON)
}

fn cpu(cost: &Cost) -> String {
    cost.cpu.map_or_else(|| "?".to_owned(), seconds)
}

fn seconds(time: Duration) -> String {
    format!("{:.3}", time.as_secs_f64())
}
