//! The `tinsmith` command: what its words mean, what it prints and where, and which exit code it ends with.
//!
//! | file | holds |
//! | --- | --- |
//! | `mod` | the table of commands, the way from arguments to an exit code |
//! | `entry` | what a command is |
//! | `exit` | how a run ends |
//! | `args` | options and their values |
//! | `console` | the two streams that a command prints to |
//! | `failure` | why a command stopped, in the words that are printed |
//! | `paths` | model files of a folder; one folder as seen from another |
//! | `input` | a model from a file or from the standard input |
//! | `file` | other files: read within bounds, never half-written |
//! | `settings` | what a project has decided about its diffs |
//! | `history` | earlier states of models, with their days |
//! | `generate`, `convert`, `list`, `diff`, `show`, `site`, `completions` | one command each |
//!
//! A new command is a file with a `Command` in it and a line in `COMMANDS`.

mod args;
mod completions;
mod console;
mod convert;
mod diff;
mod entry;
mod exit;
mod failure;
mod file;
mod generate;
mod history;
mod input;
mod list;
pub mod paths;
mod release;
mod settings;
mod show;
mod site;

use std::ffi::OsString;
use std::io::Write;

use console::Console;
pub use entry::VERSION;
use entry::{Command, EXIT_CODES};
pub use exit::Exit;
use failure::Failure;

/// Every command, in the order of the help.
const COMMANDS: &[Command] =
    &[generate::COMMAND, convert::COMMAND, list::COMMAND, diff::COMMAND, show::COMMAND, site::COMMAND, COMPLETIONS];

/// `completions` needs the table that it stands in.
const COMPLETIONS: Command = Command {
    name: completions::NAME,
    about: completions::ABOUT,
    help: completions::HELP,
    options: &[],
    run: |arguments, console| completions::run(arguments, COMMANDS, console),
};

/// Runs the command line. `arguments` are those after the program's name; results go to `out`, everything else (errors,
/// warnings, progress) to `err`.
pub fn run(arguments: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let mut console = Console::new(out, err);
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    match dispatch(&arguments, &mut console) {
        Ok(exit) => exit,
        Err(failure) => console.tell(&failure),
    }
}

fn dispatch(arguments: &[OsString], console: &mut Console<'_>) -> Result<Exit, Failure> {
    let Some((first, rest)) = arguments.split_first() else {
        return Err(Failure::usage("no command given", "`tinsmith --help` lists the commands"));
    };
    let word = first.to_string_lossy();
    match word.as_ref() {
        "--help" | "-h" => console.out(&overview())?,
        "help" => return help(rest, console),
        "--version" | "-V" => console.out(&format!("tinsmith {VERSION}\n"))?,
        _ => {
            let command = find(&word)?;
            return match args::parse(command.name, command.options, rest)? {
                args::Parsed::Help => {
                    console.out(&command.help_text())?;
                    Ok(Exit::Success)
                }
                args::Parsed::Arguments(arguments) => {
                    if arguments.has(args::QUIET.name) {
                        console.hush();
                    }
                    (command.run)(&arguments, console)
                }
            };
        }
    }
    Ok(Exit::Success)
}

/// `tinsmith help` and `tinsmith help COMMAND`.
fn help(rest: &[OsString], console: &mut Console<'_>) -> Result<Exit, Failure> {
    match rest.first() {
        None => console.out(&overview())?,
        Some(name) => console.out(&find(&name.to_string_lossy())?.help_text())?,
    }
    Ok(Exit::Success)
}

fn find(name: &str) -> Result<&'static Command, Failure> {
    COMMANDS.iter().find(|command| command.name == name).ok_or_else(|| {
        let names: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
        let near = failure::did_you_mean(name, names.iter().copied(), "");
        Failure::usage(format!("there is no command {name:?}"), format!("{near}the commands are {}", names.join(", ")))
    })
}

fn overview() -> String {
    let width = COMMANDS.iter().map(|command| command.name.len()).max().unwrap_or_default();
    let commands: String =
        COMMANDS.iter().map(|command| format!("  {:width$}  {}\n", command.name, command.about)).collect();
    format!(
        "\
tinsmith {VERSION}: reads a Smithy or botocore service model and writes a Rust crate a person can review

Usage: tinsmith COMMAND …

Commands:
{commands}
Options:
  -h, --help     This text; `tinsmith COMMAND --help` for one command, with examples
  -V, --version  The version

{EXIT_CODES}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &[&str]) -> (Exit, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = run(words.iter().map(OsString::from), &mut out, &mut err);
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn every_help_shows_usage_each_option_examples_and_exit_codes() {
        for command in COMMANDS {
            let (exit, out, err) = told(&[command.name, "--help"]);
            assert_eq!((exit, err.as_str()), (Exit::Success, ""));
            assert!(out.contains(&format!("Usage: tinsmith {}", command.name)), "{out}");
            assert!(out.contains("Examples:"), "{out}");
            assert!(out.ends_with(EXIT_CODES), "{out}");
            for option in command.options {
                assert!(out.contains(&option.to_string()), "{}: {option} is not in the help", command.name);
            }
            assert_eq!(told(&["help", command.name]).1, out);
            assert!(out.lines().all(|line| line.len() <= 120), "{out}");
        }
    }

    #[test]
    fn the_overview_lists_every_command() {
        let (exit, out, _) = told(&["--help"]);
        assert_eq!(exit, Exit::Success);
        assert!(COMMANDS.iter().all(|command| out.contains(&format!("\n  {}", command.name))), "{out}");
        assert_eq!(told(&["-h"]).1, out);
        assert_eq!(told(&["help"]).1, out);
    }

    #[test]
    fn the_version_is_the_packages() {
        assert_eq!(told(&["--version"]).1, format!("tinsmith {VERSION}\n"));
        assert_eq!(told(&["-V"]).1, format!("tinsmith {VERSION}\n"));
    }

    #[test]
    fn a_wrong_command_is_a_usage_error() {
        let (exit, out, err) = told(&["generat"]);
        assert_eq!((exit, out.as_str()), (Exit::Usage, ""));
        assert_eq!(
            err,
            "error: there is no command \"generat\"\n  did you mean generate? the commands are generate, convert, list, diff, \
             show, site, completions\n"
        );
        assert_eq!(told(&[]).0, Exit::Usage);
    }
}
