//! Tasks of this repository: `cargo xtask TASK`. Each is thin, the library does the work.
//!
//! A new task is a file with a [`Task`] in it and a line in [`TASKS`].

mod bench;
mod regenerate;
mod screenshot;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// One task: `cargo xtask NAME …`.
struct Task {
    /// The word that chooses it.
    name: &'static str,
    /// What comes behind the name, for the help.
    usage: &'static str,
    /// What it does, in one line.
    about: &'static str,
    /// Does it, with the words behind its name.
    run: fn(&[String]) -> Result<(), Failure>,
}

/// Every task, in the order of the help.
const TASKS: &[Task] = &[regenerate::TASK, bench::TASK, screenshot::TASK];

/// Why a task stopped.
enum Failure {
    /// The words behind the task make no sense: exit code 2.
    Usage(String),
    /// What it was to do or check failed: exit code 1. With what is wrong and what to do about it.
    Run(String),
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Run(message)) => {
            eprintln!("error: {message}");
            ExitCode::from(1)
        }
        Err(Failure::Usage(message)) => {
            eprintln!("error: {message}\n  `cargo xtask help` lists the tasks");
            ExitCode::from(2)
        }
    }
}

fn dispatch(words: &[String]) -> Result<(), Failure> {
    let Some((name, rest)) = words.split_first() else {
        return Err(Failure::Usage("no task given".to_owned()));
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        print!("{}", help());
        return Ok(());
    }
    match TASKS.iter().find(|task| task.name == name) {
        Some(task) if rest.iter().any(|word| matches!(word.as_str(), "--help" | "-h")) => {
            print!("{}", entry(task));
            Ok(())
        }
        Some(task) => (task.run)(rest),
        None => {
            let names: Vec<&str> = TASKS.iter().map(|task| task.name).collect();
            Err(Failure::Usage(format!("there is no task {name:?}, but there are {}", names.join(" and "))))
        }
    }
}

/// One task in the help: how to call it, and what it does.
fn entry(Task { name, usage, about, .. }: &Task) -> String {
    format!("  cargo xtask {name} {usage}\n      {about}\n")
}

fn help() -> String {
    let tasks: String = TASKS.iter().map(entry).collect();
    format!(
        "Tasks of this repository:\n\n{tasks}\n`cargo xtask TASK --help` shows one of them.\n\nExit codes: 0 done, 1 failed or --check found differences, 2 no such task or option\n"
    )
}

/// The repository's folder, relative to the working directory where that is it or one below it.
fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let here = std::env::current_dir().unwrap_or_default();
    // Cargo runs a task where it was called: messages are shorter, and the same for everyone, from the root.
    if here == root { PathBuf::new() } else { root.to_owned() }
}
