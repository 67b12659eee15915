//! The report in the form that was asked for.

use serde_json::Value;

use super::super::args::Arguments;
use super::super::failure::Failure;
use crate::diff::{self, Colour, Diff, Entry, Grouping, Located, Overview, Severity, ShownItems, TextOptions};
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
    /// What it is called among others.
    pub(super) heading: String,
    /// For pages of changes, which show what stands around them.
    pub(super) models: Option<(Loaded, Loaded)>,
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

/// Many diffs of one run.
pub(super) struct Many {
    pub(super) overview: Overview,
    pub(super) compared: Vec<Compared>,
}

/// The report on one diff.
pub(super) fn report(one: &Compared, format: Format, style: &Style, release: &Release) -> Result<String, Failure> {
    let located = [Located { diff: &one.diff, lines: &one.lines }];
    let diff = &one.diff;
    let text = match format {
        Format::Github => return Ok(diff::github(&located)),
        Format::Sarif => json(&diff::sarif(&located))?,
        Format::Junit(limit) => diff::junit(&located, limit),
        Format::Text(colour) => entries(diff, style, colour),
        Format::Markdown => diff::markdown(diff),
        Format::Changelog => diff::changelog(diff),
        Format::ApiChanges => page(one, release),
        Format::Json => json(&diff::json(diff))?,
    };
    Ok(ended(text))
}

/// The report on many: what they say together, then each of them.
pub(super) fn report_many(many: &Many, format: Format, style: &Style) -> Result<String, Failure> {
    let Many { overview, compared } = many;
    let shown: Vec<Entry<'_>> = entries_of(compared);
    let located: Vec<Located<'_>> = compared.iter().map(|one| Located { diff: &one.diff, lines: &one.lines }).collect();
    let joined =
        |text: &dyn Fn(&Compared) -> String| compared.iter().map(|one| ended(text(one))).collect::<Vec<_>>().join("\n");
    let text = match format {
        Format::Github => return Ok(diff::github(&located)),
        Format::Sarif => json(&diff::sarif(&located))?,
        Format::Junit(limit) => diff::junit(&located, limit),
        Format::Text(colour) => {
            let text = diff::overview_text(overview, &shown, colour);
            let each =
                joined(&|one| format!("{}\n{}", colour.heading(&one.heading), entries(&one.diff, style, colour)));
            if each.is_empty() { text } else { format!("{text}\n{each}") }
        }
        Format::Markdown => diff::overview_markdown(overview, &shown),
        Format::Json => json(&diff::overview_json(overview, &shown))?,
        Format::Changelog => joined(&|one| diff::changelog(&one.diff)),
        Format::ApiChanges => joined(&|one| page(one, &Release::default())),
    };
    Ok(ended(text))
}

/// The counts of many, in a line.
pub(super) fn line_of_many(many: &Many) -> String {
    diff::overview_line(&many.overview, &entries_of(&many.compared))
}

fn entries_of(compared: &[Compared]) -> Vec<Entry<'_>> {
    compared.iter().map(|Compared { heading, diff, .. }| Entry { heading, diff }).collect()
}

fn entries(diff: &Diff, style: &Style, colour: Colour) -> String {
    match style {
        Style::Entries(grouping, items) => {
            diff::text_with(diff, TextOptions { colour, grouping: *grouping, items: *items })
        }
        Style::ByOperation(chosen) => diff::by_operation(diff, chosen, colour),
    }
}

fn page(one: &Compared, release: &Release) -> String {
    let page = one.models.as_ref().map(|(old, new)| show::api_changes(&old.model, &new.model, release));
    page.unwrap_or_default()
}

fn ended(text: String) -> String {
    if text.ends_with('\n') || text.is_empty() { text } else { format!("{text}\n") }
}

fn json(value: &Value) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map_err(|error| {
        Failure::run(format!("the report cannot be written as JSON: {error}"), "report this as a fault of the tool")
    })
}
