//! What a command is: its name, its help, its options, and what it does.

use super::args::{Arguments, Opt};
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;

/// The release that this is; generated crates ask for the runtime of the same one.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// One command: `tinsmith NAME …`.
pub(super) struct Command {
    /// The word that chooses it.
    pub(super) name: &'static str,
    /// One line for the list of commands.
    pub(super) about: &'static str,
    /// What `--help` prints before the exit codes: usage, options, examples.
    pub(super) help: &'static str,
    /// Its options, each with the name of its value, or none if it is a switch.
    pub(super) options: &'static [Opt],
    /// Does it. `Ok` is the exit code of a run that said all there is to say.
    pub(super) run: fn(&Arguments, &mut Console<'_>) -> Result<Exit, Failure>,
}

impl Command {
    /// What `--help` prints.
    pub(super) fn help_text(&self) -> String {
        format!("{}\n{EXIT_CODES}", self.help)
    }
}

/// What every help text ends with.
pub(super) const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  a model or file could not be used, or --check or --fail-on found what it looks for
  2  the arguments make no sense, or diff cannot compare what it was given; nothing was done
  3, 4, 5  with diff --exit-code, the worst change is compatible, risky, breaking
";
