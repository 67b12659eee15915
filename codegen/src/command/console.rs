//! The two streams of a command: results on one, errors, warnings and progress on the other.

use std::io::{self, Write};

use super::exit::Exit;
use super::failure::Failure;

/// How many problems of one model are printed; the rest is counted.
const SHOWN: usize = 100;

/// Where a command prints to.
pub(super) struct Console<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    hushed: bool,
}

impl<'a> Console<'a> {
    pub(super) fn new(out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self { out, err, hushed: false }
    }

    /// From now on, what was done and how far it got is not told: `--quiet`.
    pub(super) fn hush(&mut self) {
        self.hushed = true;
    }

    /// Prints a result as it is, and sees to it that it arrived.
    pub(super) fn out(&mut self, text: &str) -> Result<(), Failure> {
        self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()).map_err(|error| match error.kind() {
            // Who reads us has seen enough, as `head` has.
            io::ErrorKind::BrokenPipe => Failure::Unread,
            _ => Failure::run(format!("cannot print the result: {error}"), "check where the output goes"),
        })
    }

    /// [`Self::out`] of a command that has more to do than to print: it goes on, and its exit code counts, even where
    /// nobody reads.
    pub(super) fn say(&mut self, text: &str) -> Result<(), Failure> {
        if self.hushed {
            return Ok(());
        }
        match self.out(text) {
            Err(Failure::Unread) => Ok(()),
            result => result,
        }
    }

    /// Prints a line that is not a result. Where even that fails, nobody is left to tell.
    pub(super) fn err(&mut self, line: &str) {
        let _ = writeln!(self.err, "{line}");
    }

    /// Prints how far a command got.
    pub(super) fn progress(&mut self, line: &str) {
        if !self.hushed {
            self.err(line);
        }
    }

    /// `warning: …`, one for each.
    pub(super) fn warnings(&mut self, warnings: &[String]) {
        for warning in warnings {
            self.err(&format!("warning: {warning}"));
        }
    }

    /// Prints `error: …` for each problem and tells the exit code.
    pub(super) fn tell(&mut self, failure: &Failure) -> Exit {
        match failure {
            Failure::Usage(problem) => {
                self.err(&format!("error: {problem}"));
                Exit::Usage
            }
            Failure::Run(problems) | Failure::Input(problems) => {
                for problem in problems.iter().take(SHOWN) {
                    self.err(&format!("error: {problem}"));
                }
                if let Some(more) = problems.len().checked_sub(SHOWN).filter(|more| *more > 0) {
                    self.err(&format!("error: … and {more} more"));
                }
                if matches!(failure, Failure::Run(_)) { Exit::Failure } else { Exit::Usage }
            }
            Failure::Unread => Exit::Success,
        }
    }
}
