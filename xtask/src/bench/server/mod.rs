//! `cargo xtask bench server`: what a service on the stubs costs, beside hyper alone that answers with the same bytes.
//!
//! | file | does |
//! | --- | --- |
//! | this one | starts both by turns, asks them, prints the table |
//! | `builds` | what the feature `server` adds to a build, switched on and off |
//! | `project/` | the program: both servers, and what asks them |

mod builds;

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::measure::quietly;
use super::{project_cargo, repository, scratch, write};
use crate::Failure;

/// How often each server is asked; the best counts.
const ROUNDS: usize = 3;

/// The least rate of the service on the stubs, as a part of hyper's.
const GOAL: f64 = 0.6;

/// What to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Requests a second, and memory.
    Rate,
    /// What the feature adds to a build.
    Build,
}

impl Part {
    pub(super) const ALL: [Self; 2] = [Self::Rate, Self::Build];

    /// The part of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "rate" => Some(Self::Rate),
            "build" => Some(Self::Build),
            _ => None,
        }
    }
}

/// Measures the parts and prints both sides.
pub(super) fn run(parts: &[Part]) -> Result<(), Failure> {
    let root = repository()?;
    for part in parts {
        match part {
            Part::Rate => rates(&root)?,
            Part::Build => builds::run(&root)?,
        }
    }
    Ok(())
}

/// What a server took for one answer, at best.
#[derive(Clone, Copy, Debug)]
struct Cost {
    /// Time that passed, in microseconds.
    wall: f64,
    /// Time of its own, in microseconds; 0 where the system does not tell.
    cpu: f64,
}

impl Cost {
    const NONE: Self = Self { wall: f64::MAX, cpu: f64::MAX };

    fn or_less(self, other: Self) -> Self {
        Self { wall: self.wall.min(other.wall), cpu: self.cpu.min(other.cpu) }
    }
}

fn rates(root: &Path) -> Result<(), Failure> {
    println!("building the program in release …");
    let program = build(root)?;
    println!(
        "{:<24} {:>14} {:>14} {:>7}  {:>12} {:>12} {:>7}",
        "", "stubs, req/s", "hyper, req/s", "ratio", "stubs, CPU", "hyper, CPU", "ratio"
    );
    let mut memory = [0.0_f64; 2];
    for (operation, count) in [("DescribeUser", 20_000), ("ListUsers", 8_000)] {
        let mut least = [Cost::NONE; 2];
        // By turns, so that a busy moment meets both.
        for _ in 0..ROUNDS {
            for ((side, least), memory) in ["stubs", "bare"].into_iter().zip(&mut least).zip(&mut memory) {
                let server = Server::start(&program, side)?;
                // What is loaded and allocated at first is not what is measured.
                server.ask(&program, operation, count / 10)?;
                *least = least.or_less(server.ask(&program, operation, count)?);
                *memory = memory.max(server.memory());
            }
        }
        let [stubs, bare] = least;
        let (rate, cpu) = (bare.wall / stubs.wall, bare.cpu / stubs.cpu.max(f64::EPSILON));
        let reached = if rate >= GOAL { "reached" } else { "missed" };
        println!(
            "{operation:<24} {:>14.0} {:>14.0} {rate:>7.2}  {:>9.1} µs {:>9.1} µs {cpu:>7.2}  at least {GOAL}: {reached}",
            1e6 / stubs.wall,
            1e6 / bare.wall,
            stubs.cpu,
            bare.cpu
        );
    }
    let [stubs, bare] = memory;
    println!("{:<24} {stubs:>11.1} MB {bare:>11.1} MB", "memory at its most");
    Ok(())
}

/// The program, built.
fn build(root: &Path) -> Result<PathBuf, Failure> {
    let folder = scratch("server")?.join("requests");
    let source = folder.join("src");
    std::fs::create_dir_all(&source).map_err(|error| super::broken(&source, &error))?;
    let (workmail, server) = (root.join("generated").join("workmail"), root.join("codegen").join("server"));
    let manifest = format!(
        "[package]\nname = \"requests\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         bytes = \"1\"\nhttp-body-util = \"0.1\"\n\
         hyper = {{ version = \"1\", features = [\"http1\", \"server\"] }}\n\
         hyper-util = {{ version = \"0.1\", features = [\"tokio\"] }}\n\
         tinsmith-server = {{ path = {server:?}, features = [\"serve\"] }}\n\
         tokio = {{ version = \"1\", features = [\"net\", \"rt\", \"time\"] }}\n\
         workmail = {{ path = {workmail:?}, default-features = false, features = [\"server\"] }}\n"
    );
    write(&folder.join("Cargo.toml"), &manifest)?;
    for (name, text) in [
        ("main.rs", include_str!("project/main.rs")),
        ("bare.rs", include_str!("project/bare.rs")),
        ("load.rs", include_str!("project/load.rs")),
        ("stubs.rs", include_str!("project/stubs.rs")),
        ("users.rs", include_str!("project/users.rs")),
    ] {
        write(&source.join(name), text)?;
    }
    quietly(project_cargo(&folder).args(["build", "--release"]))?;
    Ok(folder.join("target").join("release").join(format!("requests{}", std::env::consts::EXE_SUFFIX)))
}

/// A server as a process of its own, until it is dropped.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(program: &Path, side: &str) -> Result<Self, Failure> {
        let failed = |error: &dyn std::fmt::Display| Failure::Run(format!("{} {side}: {error}", program.display()));
        let mut process =
            Command::new(program).arg(side).stdout(Stdio::piped()).spawn().map_err(|error| failed(&error))?;
        let stdout = process.stdout.take().ok_or_else(|| failed(&"it has no output"))?;
        let mut server = Self { process, address: String::new() };
        BufReader::new(stdout).read_line(&mut server.address).map_err(|error| failed(&error))?;
        server.address.truncate(server.address.trim_end().len());
        Ok(server)
    }

    /// What it takes for each of so many answers.
    fn ask(&self, program: &Path, operation: &str, count: u32) -> Result<Cost, Failure> {
        let before = self.cpu();
        let output = Command::new(program)
            .args(["load", &self.address, operation, &count.to_string()])
            .output()
            .map_err(|error| Failure::Run(format!("{}: {error}", program.display())))?;
        let cpu = self.cpu() - before;
        let said = String::from_utf8_lossy(&output.stdout);
        let nanoseconds: f64 = said.trim().parse().map_err(|_| {
            Failure::Run(format!("asking for {operation} failed\n{}", String::from_utf8_lossy(&output.stderr)))
        })?;
        Ok(Cost { wall: nanoseconds / 1e3, cpu: cpu * 1e6 / f64::from(count) })
    }

    fn told(&self, file: &str) -> String {
        std::fs::read_to_string(format!("/proc/{}/{file}", self.process.id())).unwrap_or_default()
    }

    /// Seconds of the processor's time that it has had (fields 14 and 15 of proc(5), in hundredths).
    fn cpu(&self) -> f64 {
        let stat = self.told("stat");
        let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_ascii_whitespace();
        fields.skip(14 - 3).take(2).filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / 100.0
    }

    /// The most memory that it has had, in MB.
    fn memory(&self) -> f64 {
        let status = self.told("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        line.trim().strip_suffix("kB").and_then(|number| number.trim().parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that ended by itself is as good.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
