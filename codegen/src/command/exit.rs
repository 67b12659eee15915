//! How a run of the command ends.

use std::process::ExitCode;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: all went well.
    Success,
    /// 1: a model could not be used, a file could not be read or written, or `--check` or `--fail-on` found what it
    /// looks for.
    Failure,
    /// 2: the arguments make no sense, or `diff` was given models that it cannot compare; nothing was done.
    Usage,
}

impl Exit {
    /// The number that the process ends with.
    pub fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failure => 1,
            Self::Usage => 2,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
