//! What the command is told.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use lexopt::prelude::*;
use workmail::primitives::{DateTime, DateTimeFormat};

use crate::store::Settings;

/// What `--help` prints.
pub const HELP: &str = "\
workmail-local: Amazon WorkMail on this machine, all 92 operations, without an account

Usage: workmail-local [OPTIONS]

Options:
  --listen ADDRESS   where to listen (127.0.0.1:8080); port 0 takes a free one
  --seed FILE        what there is at the start: JSON, see the README. What is there already stays
  --state FILE       keep everything in this file; without it, all is gone at the end
  --delay SECONDS    how long organizations, domains and export jobs take (0: they are there at once)
  --clock MOMENT     start the time at this moment, 2026-01-01T00:00:00Z, and let each request take a second
  --account DIGITS   the account that everything belongs to (123456789012)
  --region NAME      the region that everything is in (us-east-1)
  --quiet            no line for each request
  --help             this text

Examples:
  workmail-local --listen 127.0.0.1:8080 --seed tests/workmail-local/seeds/example.json
  workmail-local --state mail.redb --delay 5
  aws workmail list-organizations --endpoint-url http://127.0.0.1:8080 --region us-east-1

Any credentials do. Ctrl-C stops it once the requests at hand are answered.
";

/// What the command is told.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen.
    pub listen: SocketAddr,
    /// What there is at the start.
    pub seed: Option<PathBuf>,
    /// Where everything is kept.
    pub state: Option<PathBuf>,
    /// When the time starts; none for the system's.
    pub clock: Option<DateTime>,
    /// What is the same for all requests.
    pub settings: Settings,
    /// Whether requests are not logged.
    pub quiet: bool,
}

/// What to do.
#[derive(Clone, Debug)]
pub enum Command {
    /// Print [`HELP`].
    Help,
    /// Serve.
    Serve(Options),
}

/// Reads the words behind the command.
///
/// # Errors
/// A word is no option, or its value is none: a sentence that says which.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Command, String> {
    let mut options = Options {
        listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
        seed: None,
        state: None,
        clock: None,
        settings: Settings::default(),
        quiet: false,
    };
    let mut parser = lexopt::Parser::from_args(words);
    while let Some(word) = parser.next().map_err(|error| error.to_string())? {
        match word {
            Long("help") | Short('h') => return Ok(Command::Help),
            Long("quiet") => options.quiet = true,
            Long("seed") => options.seed = Some(parser.value().map_err(|error| error.to_string())?.into()),
            Long("state") => options.state = Some(parser.value().map_err(|error| error.to_string())?.into()),
            Long("listen") => {
                options.listen =
                    value(&mut parser, "--listen", "an address such as 127.0.0.1:8080", |text| text.parse().ok())?;
            }
            Long("delay") => {
                options.settings.delay =
                    value(&mut parser, "--delay", "a number of seconds from 0 to 86400", |text| {
                        text.parse().ok().filter(|seconds| (0..=86_400).contains(seconds))
                    })?;
            }
            Long("clock") => {
                options.clock = Some(value(&mut parser, "--clock", "a moment such as 2026-01-01T00:00:00Z", |text| {
                    DateTime::from_str(text, DateTimeFormat::DateTime).ok()
                })?);
            }
            Long("account") => {
                options.settings.account = value(&mut parser, "--account", "twelve digits", |text| {
                    (text.len() == 12 && text.bytes().all(|digit| digit.is_ascii_digit())).then(|| text.to_owned())
                })?;
            }
            Long("region") => {
                options.settings.region = value(&mut parser, "--region", "a region such as us-east-1", |text| {
                    let fits = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
                    (!text.is_empty() && text.bytes().all(fits)).then(|| text.to_owned())
                })?;
            }
            other => return Err(format!("{}; `--help` lists the options", other.unexpected())),
        }
    }
    Ok(Command::Serve(options))
}

/// The value of an option.
fn value<T>(
    parser: &mut lexopt::Parser,
    option: &str,
    expected: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, String> {
    let text = parser.value().map_err(|error| error.to_string())?;
    let text = text.to_string_lossy();
    read(&text).ok_or_else(|| format!("{option} {text}: it takes {expected}"))
}

#[cfg(test)]
mod tests {
    use super::{Command, parse};

    fn told(words: &[&str]) -> Result<Command, String> {
        parse(words.iter().map(Into::into))
    }

    #[test]
    fn all_options_have_defaults() {
        let Ok(Command::Serve(options)) = told(&[]) else { panic!("nothing is needed") };
        assert_eq!(options.listen.to_string(), "127.0.0.1:8080");
        assert_eq!((options.settings.account.as_str(), options.settings.delay), ("123456789012", 0));
    }

    #[test]
    fn a_wrong_value_says_what_the_option_takes() {
        for (words, message) in [
            (["--listen", "here"], "--listen here: it takes an address such as 127.0.0.1:8080"),
            (["--delay", "-1"], "--delay -1: it takes a number of seconds from 0 to 86400"),
            (["--clock", "noon"], "--clock noon: it takes a moment such as 2026-01-01T00:00:00Z"),
            (["--account", "12"], "--account 12: it takes twelve digits"),
            (["--region", "US"], "--region US: it takes a region such as us-east-1"),
        ] {
            assert_eq!(told(&words).unwrap_err(), message);
        }
    }

    #[test]
    fn a_word_that_is_no_option_points_to_the_help() {
        assert!(told(&["--port", "1"]).unwrap_err().ends_with("`--help` lists the options"));
    }
}
