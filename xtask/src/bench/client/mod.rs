//! `cargo xtask bench client`: what a program that calls costs to build and to run, beside the same program on the
//! official SDK.
//!
//! | file | does |
//! | --- | --- |
//! | this one | projects, builds and the table |
//! | `service` | a service on loopback for the program's one call |
//! | `project/` | the programs: `…_hello.rs` asks for users once, `…_call.rs` times calls with a transport in memory |

mod service;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::crates;
use super::measure::{self, Cost, quietly};
use super::{project_cargo, repository, scratch, write};
use crate::Failure;

/// The releases of the official SDK that are measured against.
const SDK: &str = "1.121.0";

/// How often a program is started.
const STARTS: usize = 60;

/// What to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Crates, builds, binaries.
    Build,
    /// One call with a transport in memory.
    Call,
    /// From the start of a process to its first answer, and its memory.
    Start,
}

impl Part {
    pub(super) const ALL: [Self; 3] = [Self::Build, Self::Call, Self::Start];

    /// The part of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "build" => Some(Self::Build),
            "call" => Some(Self::Call),
            "start" => Some(Self::Start),
            _ => None,
        }
    }
}

/// A program below `target/bench/client`.
struct Program {
    name: &'static str,
    main: &'static str,
    dependencies: String,
}

/// What a program costs to build.
struct Built {
    crates: usize,
    debug: Cost,
    release: Cost,
    binary: u64,
    thin: u64,
}

/// A row of the table: ours, theirs, and how much less ours must be.
struct Row {
    what: &'static str,
    unit: &'static str,
    ours: f64,
    theirs: f64,
    goal: Goal,
}

enum Goal {
    /// Theirs is so many times ours.
    Times(f64),
    /// No more than this.
    AtMost(f64),
    None,
}

/// Measures the parts and prints both sides.
pub(super) fn run(parts: &[Part]) -> Result<(), Failure> {
    let root = repository()?;
    let mut rows = Vec::new();
    for part in parts {
        rows.extend(match part {
            Part::Build => build(&root)?,
            Part::Call => call(&root)?,
            Part::Start => start(&root)?,
        });
    }
    print!("\n{}", table(&rows));
    Ok(())
}

fn hello(root: &Path) -> [Program; 2] {
    let tokio = "tokio = { version = \"1\", features = [\"rt\", \"net\", \"time\"] }\n";
    let workmail = root.join("generated").join("workmail");
    [
        Program {
            name: "ours_hello",
            main: include_str!("project/ours_hello.rs"),
            dependencies: format!("workmail = {{ path = {workmail:?} }}\n{tokio}"),
        },
        Program {
            name: "theirs_hello",
            main: include_str!("project/theirs_hello.rs"),
            dependencies: format!("aws-config = \"1\"\naws-sdk-workmail = \"={SDK}\"\n{tokio}"),
        },
    ]
}

fn build(root: &Path) -> Result<Vec<Row>, Failure> {
    println!("building both programs in debug, in release, and with thin LTO: takes some ten minutes");
    let [ours, theirs] = hello(root);
    let (ours, theirs) = (built(&ours)?, built(&theirs)?);
    let seconds = |cost: Cost| cost.best().as_secs_f64();
    let row = |what, unit, ours, theirs, goal| Row { what, unit, ours, theirs, goal };
    let mb = |bytes: u64| megabytes(bytes);
    Ok(vec![
        row("crates", "", count(ours.crates), count(theirs.crates), Goal::AtMost(50.0)),
        row("clean debug build, CPU", "s", seconds(ours.debug), seconds(theirs.debug), Goal::Times(5.5)),
        row("the same, wall", "s", ours.debug.wall.as_secs_f64(), theirs.debug.wall.as_secs_f64(), Goal::None),
        row("clean release build, CPU", "s", seconds(ours.release), seconds(theirs.release), Goal::Times(5.5)),
        row("the same, wall", "s", ours.release.wall.as_secs_f64(), theirs.release.wall.as_secs_f64(), Goal::None),
        row("stripped binary", "MB", mb(ours.binary), mb(theirs.binary), Goal::Times(4.5)),
        row("the same with thin LTO", "MB", mb(ours.thin), mb(theirs.thin), Goal::Times(5.0)),
    ])
}

fn built(program: &Program) -> Result<Built, Failure> {
    let folder = program.project()?;
    println!("{}: fetching …", program.name);
    quietly(project_cargo(&folder).args(["fetch"]))?;
    let clean = || quietly(project_cargo(&folder).args(["clean"]));
    clean()?;
    let debug = measure::cost_of(|| quietly(project_cargo(&folder).args(["build"])))?;
    println!("{}: debug {debug}", program.name);
    clean()?;
    let release = measure::cost_of(|| release_build(&folder, None))?;
    let binary = size(&program.binary(&folder))?;
    println!("{}: release {release}", program.name);
    clean()?;
    release_build(&folder, Some("thin"))?;
    let thin = size(&program.binary(&folder))?;
    Ok(Built { crates: crates::count(&folder, "normal")?, debug, release, binary, thin })
}

fn call(root: &Path) -> Result<Vec<Row>, Failure> {
    let workmail = root.join("generated").join("workmail");
    let client = root.join("codegen").join("client");
    let tokio = "tokio = { version = \"1\", features = [\"rt\", \"net\", \"time\"] }\nhttp = \"1\"\n";
    let programs = [
        Program {
            name: "ours_call",
            main: include_str!("project/ours_call.rs"),
            dependencies: format!(
                "bytes = \"1\"\ntinsmith-client = {{ path = {client:?} }}\nworkmail = {{ path = {workmail:?} }}\n{tokio}"
            ),
        },
        Program {
            name: "theirs_call",
            main: include_str!("project/theirs_call.rs"),
            dependencies: format!(
                "aws-sdk-workmail = \"={SDK}\"\n\
                 aws-smithy-http-client = {{ version = \"1\", features = [\"test-util\"] }}\n{tokio}"
            ),
        },
    ];
    println!("building both programs that call in memory …");
    for program in &programs {
        release_build(&program.project()?, None)?;
    }
    // By turns, so that a busy moment meets both; the least counts.
    let mut least = [[f64::MAX; 2]; 2];
    for _ in 0..3 {
        for (program, least) in programs.iter().zip(&mut least) {
            let numbers = numbers(&run_program(&mut program.command()?)?)?;
            for (number, least) in numbers.iter().zip(least.iter_mut()) {
                *least = least.min(*number / 1000.0);
            }
        }
    }
    let [[our_put, our_list], [their_put, their_list]] = least;
    let row = |what, ours, theirs, goal| Row { what, unit: "µs", ours, theirs, goal };
    Ok(vec![
        row("one call: PutIdentityProviderConfiguration", our_put, their_put, Goal::Times(8.0)),
        row("one call: ListUsers, 100 users", our_list, their_list, Goal::Times(3.0)),
    ])
}

fn start(root: &Path) -> Result<Vec<Row>, Failure> {
    let empty = Program { name: "empty", main: "fn main() {}\n", dependencies: String::new() };
    println!("building both programs …");
    let [ours, theirs] = hello(root);
    for program in [&empty, &ours, &theirs] {
        release_build(&program.project()?, None)?;
    }
    let service = service::start()?;
    let mut times: [Vec<Duration>; 3] = Default::default();
    let mut memory = [0.0_f64; 3];
    for _ in 0..STARTS {
        for ((program, times), memory) in [&empty, &ours, &theirs].into_iter().zip(&mut times).zip(&mut memory) {
            let mut command = program.command()?;
            command
                .env_clear()
                .env("AWS_REGION", "us-east-1")
                .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
                .env("AWS_SECRET_ACCESS_KEY", "secret")
                .env("AWS_CONFIG_FILE", "/dev/null")
                .env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
                .env("AWS_ENDPOINT_URL", &service);
            let start = Instant::now();
            let said = run_program(&mut command)?;
            times.push(start.elapsed());
            *memory = memory.max(numbers(&said)?.get(1).copied().unwrap_or_default());
        }
    }
    let [empty, ours, theirs] = times.map(|mut times| {
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default().as_secs_f64() * 1e3
    });
    let [_, our_memory, their_memory] = memory;
    let less = |time: f64| (time - empty).max(0.0);
    Ok(vec![
        Row {
            what: "start to first answer, less an empty program's",
            unit: "ms",
            ours: less(ours),
            theirs: less(theirs),
            goal: Goal::Times(6.0),
        },
        Row {
            what: "memory at its most",
            unit: "MB",
            ours: our_memory / 1024.0,
            theirs: their_memory / 1024.0,
            goal: Goal::None,
        },
    ])
}

impl Program {
    fn folder(&self) -> Result<PathBuf, Failure> {
        Ok(scratch("client")?.join(self.name))
    }

    /// A project of its own, so that neither the workspace's lock file nor its profiles have a say.
    fn project(&self) -> Result<PathBuf, Failure> {
        let folder = self.folder()?;
        let source = folder.join("src");
        std::fs::create_dir_all(&source).map_err(|error| super::broken(&source, &error))?;
        let (name, dependencies) = (self.name, &self.dependencies);
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             {dependencies}"
        );
        write(&folder.join("Cargo.toml"), &manifest)?;
        write(&source.join("answer.rs"), include_str!("project/answer.rs"))?;
        write(&source.join("main.rs"), self.main)?;
        Ok(folder)
    }

    fn binary(&self, folder: &Path) -> PathBuf {
        folder.join("target").join("release").join(format!("{}{}", self.name, std::env::consts::EXE_SUFFIX))
    }

    fn command(&self) -> Result<Command, Failure> {
        Ok(Command::new(self.binary(&self.folder()?)))
    }
}

/// A release build with the default profile but for what it strips, and for LTO where that is asked for.
fn release_build(folder: &Path, lto: Option<&str>) -> Result<(), Failure> {
    let mut command = project_cargo(folder);
    command.args(["build", "--release"]).env("CARGO_PROFILE_RELEASE_STRIP", "true");
    if let Some(lto) = lto {
        command.env("CARGO_PROFILE_RELEASE_LTO", lto);
    }
    quietly(&mut command)
}

/// What a program prints.
fn run_program(command: &mut Command) -> Result<String, Failure> {
    let told = format!("{:?}", command.get_program());
    let output = command.output().map_err(|error| Failure::Run(format!("{told}: {error}")))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(Failure::Run(format!("{told}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr).trim_end())))
}

fn numbers(text: &str) -> Result<Vec<f64>, Failure> {
    let numbers: Result<Vec<f64>, _> = text.split_whitespace().map(str::parse).collect();
    numbers.map_err(|_| Failure::Run(format!("a program printed {text:?}, which are no numbers")))
}

fn size(file: &Path) -> Result<u64, Failure> {
    std::fs::metadata(file).map(|data| data.len()).map_err(|error| super::broken(file, &error))
}

fn megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1024).unwrap_or(u32::MAX)) / 1024.0
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

fn table(rows: &[Row]) -> String {
    let line = |what: &str, ours: &str, theirs: &str, ratio: &str, goal: &str| {
        format!("{what:<50} {ours:>12} {theirs:>12} {ratio:>7}  {goal}\n")
    };
    let mut text = line("", "workmail", "aws-sdk", "ratio", "goal");
    for Row { what, unit, ours, theirs, goal } in rows {
        let ratio = theirs / ours.max(f64::EPSILON);
        let number = |value: &f64| {
            let digits = if unit.is_empty() { 0 } else { 2 };
            format!("{value:.digits$} {unit}").trim_end().to_owned()
        };
        let (wanted, reached) = match goal {
            Goal::Times(times) => (format!("1/{times}"), ratio >= *times),
            Goal::AtMost(most) => (format!("at most {most}"), ours <= most),
            Goal::None => (String::new(), true),
        };
        let goal = match (wanted.is_empty(), reached) {
            (true, _) => wanted,
            (false, true) => format!("{wanted}: reached"),
            (false, false) => format!("{wanted}: missed"),
        };
        text += &line(what, &number(ours), &number(theirs), &format!("1/{ratio:.1}"), &goal);
    }
    text
}
