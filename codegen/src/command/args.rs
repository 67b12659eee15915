//! Options and their values: what a command takes is data, read here in one way for all of them.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use lexopt::Arg;

use super::failure::{Failure, did_you_mean};

/// An option of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opt {
    /// Without the dashes.
    pub(super) name: &'static str,
    /// A letter that means the same.
    pub(super) short: Option<char>,
    /// What its value is called in the help; `None` for a switch.
    pub(super) value: Option<&'static str>,
    /// The values that there are, where the list is closed; else empty.
    pub(super) choices: &'static [&'static str],
}

impl Opt {
    /// `--name`
    pub(super) const fn switch(name: &'static str) -> Self {
        Self { name, short: None, value: None, choices: &[] }
    }

    /// `--name VALUE`
    pub(super) const fn value(name: &'static str, value: &'static str) -> Self {
        Self { name, short: None, value: Some(value), choices: &[] }
    }

    /// The same with a letter: `-n VALUE`.
    pub(super) const fn or(self, short: char) -> Self {
        Self { short: Some(short), ..self }
    }

    /// The same with a closed list of values.
    pub(super) const fn of(self, choices: &'static [&'static str]) -> Self {
        Self { choices, ..self }
    }
}

/// Whatever says what was done is left out, for commands that are called for what they do; warnings and errors stay.
pub(super) const QUIET: Opt = Opt::switch("quiet").or('q');

impl fmt::Display for Opt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(short) = self.short {
            write!(f, "-{short}, ")?;
        }
        write!(f, "--{}", self.name)?;
        self.value.map_or(Ok(()), |value| write!(f, " {value}"))
    }
}

/// What was given on the command line.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    /// What stands by itself, in order.
    pub(super) files: Vec<PathBuf>,
    /// All words as they were given.
    pub(super) words: Vec<OsString>,
    /// Options by name, with the value of those that have one.
    options: Vec<(&'static str, Option<OsString>)>,
}

/// What a command's words ask for.
#[derive(Debug)]
pub(super) enum Parsed {
    /// `--help`, before anything that is wrong.
    Help,
    /// The work.
    Arguments(Arguments),
}

/// Reads the words behind the command `name`, which has these options.
pub(super) fn parse(name: &str, options: &[Opt], words: &[OsString]) -> Result<Parsed, Failure> {
    let wrong = |message: String| Failure::usage(message, format_args!("`tinsmith {name} --help` shows what it takes"));
    let mut parser = lexopt::Parser::from_args(words);
    let mut arguments = Arguments { words: words.to_vec(), ..Arguments::default() };
    while let Some(word) = parser.next().map_err(|error| wrong(error.to_string()))? {
        let found = match word {
            Arg::Long("help") | Arg::Short('h') => return Ok(Parsed::Help),
            Arg::Value(file) => {
                arguments.files.push(file.into());
                continue;
            }
            Arg::Long(long) => options.iter().find(|option| option.name == long),
            Arg::Short(short) => options.iter().find(|option| option.short == Some(short)),
        };
        let Some(option) = found else {
            return Err(unknown(name, options, &word));
        };
        let value = match option.value {
            None => None,
            Some(placeholder) => Some(
                parser.value().map_err(|_| wrong(format!("--{} is given without its {placeholder}", option.name)))?,
            ),
        };
        arguments.options.push((option.name, value));
    }
    Ok(Parsed::Arguments(arguments))
}

fn unknown(command: &str, options: &[Opt], word: &Arg<'_>) -> Failure {
    let long = || options.iter().map(|option| option.name);
    let (wrong, near) = match word {
        Arg::Long(wrong) => (format!("--{wrong}"), did_you_mean(wrong, long(), "--")),
        Arg::Short(short) => {
            // `-strict` is meant as a word.
            let starting = long().filter(|name| name.starts_with(*short)).map(|name| format!("--{name}"));
            let starting: Vec<String> = starting.collect();
            let near =
                if starting.is_empty() { String::new() } else { format!("did you mean {}? ", starting.join(" or ")) };
            (format!("-{short}"), near)
        }
        Arg::Value(_) => (String::new(), String::new()),
    };
    let all: Vec<String> = options.iter().map(ToString::to_string).collect();
    let message = format!("`{command}` has no option {wrong}");
    let all = if all.is_empty() { "it has none".to_owned() } else { format!("its options are {}", all.join("; ")) };
    Failure::usage(message, format_args!("{near}{all}"))
}

impl Arguments {
    /// Whether a switch is on.
    pub(super) fn has(&self, name: &str) -> bool {
        self.options.iter().any(|(known, _)| *known == name)
    }

    /// The value of an option that may be given once.
    pub(super) fn one(&self, name: &str) -> Result<Option<&OsString>, Failure> {
        let mut values = self.values(name);
        match (values.next(), values.next()) {
            (value, None) => Ok(value),
            _ => Err(Failure::usage(format_args!("--{name} is given twice"), "leave one of the two out")),
        }
    }

    /// [`Self::one`] for a value that is a path.
    pub(super) fn path(&self, name: &str) -> Result<Option<PathBuf>, Failure> {
        Ok(self.one(name)?.map(PathBuf::from))
    }

    /// [`Self::one`] for a value that is text.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Failure> {
        self.one(name)?.map(|value| text(name, value)).transpose()
    }

    /// The values of an option, as text, each time that it was given.
    pub(super) fn every(&self, name: &str) -> Result<Vec<String>, Failure> {
        self.values(name).map(|value| text(name, value)).collect()
    }

    /// The parts between commas of an option that may be given several times.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<String>, Failure> {
        let mut parts = Vec::new();
        for value in self.values(name) {
            let value = text(name, value)?;
            let before = parts.len();
            parts.extend(value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned));
            if parts.len() == before {
                return Err(Failure::usage(
                    format_args!("--{name} is empty"),
                    "name at least one, or leave the option out to take all",
                ));
            }
        }
        Ok(parts)
    }

    /// The file of a command that takes one.
    pub(super) fn only_file(&self, command: &str, what: &str) -> Result<&PathBuf, Failure> {
        let remedy = format!("`tinsmith {command} --help` has examples");
        match self.files.as_slice() {
            [file] => Ok(file),
            [] => Err(Failure::usage(format_args!("no {what} is given"), remedy)),
            [_, second, ..] => {
                let message = format!("`{command}` takes one {what}; {} is one too many", second.display());
                Err(Failure::usage(message, remedy))
            }
        }
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &OsString> {
        self.options.iter().filter(move |(known, _)| *known == name).filter_map(|(_, value)| value.as_ref())
    }
}

fn text(name: &str, value: &OsString) -> Result<String, Failure> {
    value
        .to_str()
        .map(str::to_owned)
        .ok_or_else(|| Failure::usage(format!("--{name} {} is not UTF-8", value.display()), "give the value in UTF-8"))
}
