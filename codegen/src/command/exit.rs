//! How a run of the command ends.

use std::process::ExitCode;

use crate::diff::Severity;

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
    /// 3, 4, 5: the worst that `diff --exit-code` found is compatible, risky, breaking.
    Differs(Severity),
}

impl Exit {
    /// The number that the process ends with.
    pub fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failure => 1,
            Self::Usage => 2,
            Self::Differs(Severity::Compatible) => 3,
            Self::Differs(Severity::Risky) => 4,
            Self::Differs(Severity::Breaking) => 5,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
