//! Why a command stopped, in the words that are printed: what is wrong, where, and what to do about it.

use std::fmt;
use std::io::ErrorKind;

use crate::generate::GenerateError;
use crate::model::{self, Errors};

/// Why a command stopped.
#[derive(Debug)]
pub(super) enum Failure {
    /// The arguments make no sense.
    Usage(String),
    /// Something that the arguments name cannot be used; one text for each problem.
    Run(Vec<String>),
    /// As [`Self::Run`], for a command whose exit code 1 means something else.
    Input(Vec<String>),
    /// Nobody reads the result any more: not worth a word.
    Unread,
}

impl Failure {
    pub(super) fn usage(message: impl fmt::Display, remedy: impl fmt::Display) -> Self {
        Self::Usage(format!("{message}\n  {remedy}"))
    }

    pub(super) fn run(message: impl fmt::Display, remedy: impl fmt::Display) -> Self {
        Self::Run(vec![format!("{message}\n  {remedy}")])
    }

    /// What is wrong, in a line of a list.
    pub(super) fn first_line(&self) -> String {
        let first = match self {
            Self::Usage(problem) => Some(problem),
            Self::Run(problems) | Self::Input(problems) => problems.first(),
            Self::Unread => None,
        };
        first.and_then(|problem| problem.lines().next()).unwrap_or_default().to_owned()
    }

    /// The same failure for a command whose exit code 1 means something else.
    pub(super) fn into_input(self) -> Self {
        match self {
            Self::Run(problems) => Self::Input(problems),
            other => other,
        }
    }
}

/// `did you mean --strict? `, with `before` in front of each of the names that resemble `wanted`; empty where none does.
pub(super) fn did_you_mean<'n>(wanted: &str, names: impl Iterator<Item = &'n str>, before: &str) -> String {
    let near: Vec<String> = model::near(wanted, names).iter().map(|name| format!("{before}{name}")).collect();
    if near.is_empty() { String::new() } else { format!("did you mean {}? ", near.join(" or ")) }
}

impl From<Errors> for Failure {
    fn from(Errors(problems): Errors) -> Self {
        Self::Run(problems.iter().map(ToString::to_string).collect())
    }
}

impl From<GenerateError> for Failure {
    fn from(error: GenerateError) -> Self {
        match error {
            GenerateError::Model(errors) => errors.into(),
            GenerateError::Output(error) => {
                let remedy = match error.source.kind() {
                    ErrorKind::PermissionDenied => "make the folder writable for the user who runs this",
                    ErrorKind::NotADirectory => "a file stands where a folder is needed: choose another --out",
                    ErrorKind::IsADirectory => "a folder stands where a file is needed: choose another --out",
                    ErrorKind::StorageFull => "make room on the disk and run again",
                    _ => "choose another --out, or mend what the message names, and run again",
                };
                Self::run(error, remedy)
            }
            error @ (GenerateError::Clashes { .. } | GenerateError::Format(_) | GenerateError::Foreign(_)) => {
                Self::Run(vec![error.to_string()])
            }
        }
    }
}
