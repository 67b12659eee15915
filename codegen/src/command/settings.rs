//! The file of what a project has decided about its diffs: read, and added to.

use std::io::ErrorKind;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::args::Arguments;
use super::console::Console;
use super::exit::Exit;
use super::failure::Failure;
use super::file;
use crate::diff::{self, Diff, Settings};

/// Reads a file of settings.
fn read(path: &Path) -> Result<Settings, Failure> {
    let shown = path.display();
    let text = file::read(path).map_err(|error| {
        Failure::run(format_args!("{shown}: {error}"), "name a file of TOML; --accept makes one where there is none")
    })?;
    Settings::parse(&shown.to_string(), &text).map_err(Failure::Run)
}

/// Gives the changes of all diffs of a run their severities, and marks those that are accepted.
pub(super) fn judge(path: &Path, mut diffs: Vec<&mut Diff>) -> Result<(), Failure> {
    let settings = read(path)?;
    diffs.iter_mut().for_each(|diff| settings.judge(diff));
    settings.mark(diffs, &today()).map_err(Failure::Run)
}

/// Adds changes of a diff to the accepted ones of a file, which need not be there yet.
pub(super) fn accept(
    arguments: &Arguments,
    path: &Path,
    diff: &Diff,
    ids: &[String],
    console: &mut Console<'_>,
) -> Result<Exit, Failure> {
    let shown = path.display();
    let reason = arguments.text("reason")?.filter(|reason| !reason.trim().is_empty());
    let Some(reason) = reason else {
        return Err(Failure::usage("--accept is given without --reason", "say why, for who reads it next year"));
    };
    let until = arguments.text("until")?;
    if let Some(day) = until.as_deref().filter(|day| !diff::is_day(day)) {
        return Err(Failure::usage(format_args!("--until: {day:?} is no day"), "write it as 2026-12-31"));
    }
    let mut text = match file::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Failure::run(format_args!("{shown}: {error}"), "name a file that can be read")),
    };
    let settings = Settings::parse(&shown.to_string(), &text).map_err(Failure::Run)?;
    for id in ids {
        if !diff.changes.iter().any(|change| change.id == *id) {
            let problem = format!("there is no change {id:?} in the diff");
            return Err(Failure::run(problem, "name an id as the report has it: --by change shows all"));
        }
        if settings.accepts(id) {
            return Err(Failure::run(format_args!("{shown}: {id} is accepted already"), "change its entry there"));
        }
        if !text.is_empty() {
            text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
        }
        text.push_str(&diff::accepted_entry(id, &reason, until.as_deref()));
    }
    // What cannot be read next time is not written.
    Settings::parse(&shown.to_string(), &text).map_err(Failure::Run)?;
    file::write(path, &text)
        .map_err(|error| Failure::run(format_args!("{shown}: {error}"), "name a file that can be written"))?;
    console.say(&format!("{shown}: {} accepted\n", ids.join(", ")))?;
    Ok(Exit::Success)
}

/// The day that it is, in UTC: `2026-12-31`.
fn today() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    let day = tinsmith_runtime::primitives::DateTime::from(SystemTime::UNIX_EPOCH + since).to_string();
    day.chars().take(10).collect()
}
