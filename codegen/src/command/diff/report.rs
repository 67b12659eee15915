//! The report in the form that was asked for.

use serde_json::Value;

use super::super::args::Arguments;
use super::super::failure::Failure;
use crate::diff::{self, Colour, Diff, Grouping, Located, Severity, ShownItems, TextOptions};
use crate::model::{Lines, Loaded};
use crate::show::{self, Release};

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Text(Colour),
    Markdown,
    Json,
    Changelog,
    ApiChanges,
    /// Annotations.
    Github,
    Sarif,
    /// Changes as bad as this fail.
    Junit(Severity),
}

impl Format {
    /// Whether it points at lines.
    pub(super) fn has_lines(self) -> bool {
        matches!(self, Self::Github | Self::Sarif | Self::Junit(_))
    }
}

/// A diff as it is shown, with the models that it is of.
pub(super) struct Compared {
    pub(super) diff: Diff,
    pub(super) old: Loaded,
    pub(super) new: Loaded,
    /// Of the new model, where the report has lines.
    pub(super) lines: Lines,
}

/// The form that the arguments ask for; `limit` is what they call bad.
pub(super) fn format(arguments: &Arguments, limit: Option<Severity>) -> Result<Format, Failure> {
    let colour = colour(arguments)?;
    match arguments.text("format")?.as_deref() {
        None | Some("text") => Ok(Format::Text(colour)),
        Some("markdown") => Ok(Format::Markdown),
        Some("json") => Ok(Format::Json),
        Some("changelog") => Ok(Format::Changelog),
        Some("api-changes") => Ok(Format::ApiChanges),
        Some("github") => Ok(Format::Github),
        Some("sarif") => Ok(Format::Sarif),
        Some("junit") => Ok(Format::Junit(limit.unwrap_or(Severity::Breaking))),
        Some(other) => Err(Failure::usage(
            format_args!("there is no format {other:?}"),
            "the formats are text, markdown, json, changelog, api-changes, github, sarif and junit",
        )),
    }
}

fn colour(arguments: &Arguments) -> Result<Colour, Failure> {
    match arguments.text("color")?.as_deref() {
        None | Some("auto") => Ok(Colour::of(&std::io::stdout())),
        Some("always") => Ok(Colour::Always),
        Some("never") => Ok(Colour::Never),
        Some(other) => {
            Err(Failure::usage(format_args!("there is no {other:?} for --color"), "give auto, always or never"))
        }
    }
}

/// How a text is laid out.
#[derive(Clone, Debug)]
pub(super) enum Style {
    Entries(Grouping, ShownItems),
    /// Of these operations, or of all.
    ByOperation(Vec<String>),
}

/// The lay-out that the arguments ask for.
pub(super) fn style(arguments: &Arguments) -> Result<Style, Failure> {
    let items = match (arguments.has("no-items"), arguments.has("all-items")) {
        (true, true) => {
            return Err(Failure::usage("--no-items and --all-items exclude each other", "leave one of the two out"));
        }
        (true, false) => ShownItems::None,
        (false, true) => ShownItems::All,
        (false, false) => ShownItems::Some,
    };
    match arguments.text("by")?.as_deref() {
        None | Some("cause") => Ok(Style::Entries(Grouping::Cause, items)),
        Some("change") => Ok(Style::Entries(Grouping::Change, items)),
        Some("operation") => Ok(Style::ByOperation(arguments.texts("operation")?)),
        Some(other) => {
            Err(Failure::usage(format_args!("there is no {other:?} for --by"), "give cause, operation or change"))
        }
    }
}

/// The report.
pub(super) fn report(
    compared: &[Compared],
    format: Format,
    style: &Style,
    release: &Release,
) -> Result<String, Failure> {
    let located: Vec<Located<'_>> = compared.iter().map(|one| Located { diff: &one.diff, lines: &one.lines }).collect();
    let text = match format {
        Format::Github => return Ok(diff::github(&located)),
        Format::Sarif => json(&diff::sarif(&located))?,
        Format::Junit(limit) => diff::junit(&located, limit),
        Format::Text(_) | Format::Markdown | Format::Json | Format::Changelog | Format::ApiChanges => {
            let texts: Result<Vec<String>, Failure> =
                compared.iter().map(|one| of_one(one, format, style, release)).collect();
            texts?.join("\n")
        }
    };
    Ok(if text.ends_with('\n') { text } else { format!("{text}\n") })
}

fn of_one(one: &Compared, format: Format, style: &Style, release: &Release) -> Result<String, Failure> {
    let diff = &one.diff;
    Ok(match format {
        Format::Text(colour) => match style {
            Style::Entries(grouping, items) => {
                diff::text_with(diff, TextOptions { colour, grouping: *grouping, items: *items })
            }
            Style::ByOperation(chosen) => diff::by_operation(diff, chosen, colour),
        },
        Format::Markdown => diff::markdown(diff),
        Format::Changelog => diff::changelog(diff),
        Format::ApiChanges => show::api_changes(&one.old.model, &one.new.model, release),
        Format::Json | Format::Github | Format::Sarif | Format::Junit(_) => json(&diff::json(diff))?,
    })
}

fn json(value: &Value) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map_err(|error| {
        Failure::run(format!("the report cannot be written as JSON: {error}"), "report this as a fault of the tool")
    })
}
