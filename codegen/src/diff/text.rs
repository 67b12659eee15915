//! The report for a person at a terminal.

use std::io::IsTerminal;

use serde_json::Value;

use super::change::{Action, Bump, Change, Diff, ItemChange, Severity, Side};
use super::group::{self, Group};
use super::words;

/// How many operations a change names; JSON reports name all.
const SHOWN_OPERATIONS: usize = 6;

/// How many places of an entry that breaks nothing are named.
const SHOWN_PLACES: usize = 4;

/// How many public items are listed one by one; of more, those that break programs.
const SHOWN_ITEMS: usize = 20;

/// How many characters of a value are shown in a line of its own.
const SHOWN_VALUE: usize = 2000;

/// How wide a list of places is.
const WIDTH: usize = 100;

/// Whether the text carries ANSI colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    #[default]
    Never,
    /// For a terminal.
    Always,
}

impl Colour {
    /// Colours where the stream is a terminal that shows them and the reader did not refuse them: `NO_COLOR` counts
    /// where it is not empty (<https://no-color.org>), and so does a `dumb` terminal.
    pub fn of(stream: &impl IsTerminal) -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        if stream.is_terminal() && !refused { Self::Always } else { Self::Never }
    }

    /// A line above a part of a report.
    pub fn heading(self, text: &str) -> String {
        self.paint("1;4", &words::plain(text))
    }

    pub(super) fn paint(self, code: &str, text: &str) -> String {
        match self {
            Self::Never => text.to_owned(),
            Self::Always => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }

    pub(super) fn severity(self, severity: Severity, text: &str) -> String {
        let code = match severity {
            Severity::Breaking => "1;31",
            Severity::Risky => "1;33",
            Severity::Compatible => "32",
        };
        self.paint(code, text)
    }
}

/// The report as text: the worst first, what follows from another change below it.
///
/// ```text
/// WorkMail: old.json (2017-10-01) → new.json (2017-10-01)
/// 1 breaking, 0 risky, 2 compatible; the crate needs a major version
///
/// breaking
///   `ListUsersRequest$MaxResults`: …
///     why     Values that were accepted are refused now.
///     in      ListUsers
///     rust    patch
///     id      ListUsersRequest$MaxResults:range
/// ```
pub fn text(diff: &Diff, colour: Colour) -> String {
    text_with(diff, TextOptions { colour, ..TextOptions::default() })
}

/// What the text shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TextOptions {
    /// Colours.
    pub colour: Colour,
    /// What one entry is.
    pub grouping: Grouping,
    /// Which public items are listed.
    pub items: ShownItems,
}

/// What one entry of a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// All changes of one cause.
    #[default]
    Cause,
    /// One change.
    Change,
}

/// Which public items a text lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ShownItems {
    /// All of a few; of many those that break programs.
    #[default]
    Some,
    /// All.
    All,
    /// None.
    None,
}

/// [`text`], as the caller wants it.
pub fn text_with(diff: &Diff, options: TextOptions) -> String {
    let TextOptions { colour, grouping, items } = options;
    let mut lines = vec![title_line(diff, colour), headline(diff)];
    if diff.is_mixed() && !diff.is_empty() {
        lines.push("Compared by what both formats can say.".to_owned());
    }
    let groups = match grouping {
        Grouping::Cause => group::groups(diff),
        Grouping::Change => Vec::new(),
    };
    for severity in [Severity::Breaking, Severity::Risky, Severity::Compatible] {
        let mut entries: Vec<String> = Vec::new();
        match grouping {
            Grouping::Cause => {
                let groups = groups.iter().filter(|group| group.severity == severity);
                groups.for_each(|group| entries.extend(group_entry(group, colour)));
            }
            Grouping::Change => {
                let changes = diff.changes.iter().filter(|change| change.severity == severity);
                changes.for_each(|change| entries.extend(entry(change, colour)));
            }
        }
        if !entries.is_empty() {
            lines.push(String::new());
            lines.push(colour.severity(severity, severity.name()));
            lines.append(&mut entries);
        }
    }
    lines.extend(item_lines(diff, colour, items));
    lines.iter().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

/// The service, and what is compared.
pub(super) fn title_line(diff: &Diff, colour: Colour) -> String {
    let side = |side: &Side| {
        let version = if side.version.is_empty() { String::new() } else { format!(" ({})", side.version) };
        words::plain(&format!("{}{version}", side.name))
    };
    format!("{}: {} → {}", colour.paint("1", &words::plain(&diff.service)), side(&diff.old), side(&diff.new))
}

fn row(colour: Colour, label: &str, text: &str) -> String {
    format!("    {} {}", colour.paint("2", &format!("{label:<7}")), words::plain(text))
}

/// A change and what is to be said of it.
fn entry(change: &Change, colour: Colour) -> Vec<String> {
    let mut lines = vec![format!("  {}", change.summary)];
    lines.extend(values(change, colour));
    lines.extend(details(change).iter().map(|(label, text)| row(colour, label, text)));
    lines
}

/// Both values, one above the other, where they are too long for a sentence.
fn values(change: &Change, colour: Colour) -> Vec<String> {
    let (Some(old), Some(new)) = (&change.old, &change.new) else { return Vec::new() };
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let (old, new) = (text(old), text(new));
    if words::is_bulky(&change.aspect) || !words::is_shortened(&old) && !words::is_shortened(&new) {
        return Vec::new();
    }
    vec![row(colour, "old", &words::cut(&old, SHOWN_VALUE)), row(colour, "new", &words::cut(&new, SHOWN_VALUE))]
}

/// Changes of one cause; of those that break nothing, what and where.
fn group_entry(group: &Group<'_>, colour: Colour) -> Vec<String> {
    if let Some(change) = group.only().filter(|change| change.severity != Severity::Compatible) {
        return entry(change, colour);
    }
    let mut lines = vec![format!("  {}", group.title())];
    let is_compatible = group.severity == Severity::Compatible;
    let facets = group.facets();
    let places = group.places();
    if facets.len() > 1 {
        lines.extend(facets.iter().map(|(change, count)| facet(change, *count, places.len(), colour)));
    }
    if !is_compatible {
        let mut reasons: Vec<&str> = Vec::new();
        for (change, _) in facets.iter().filter(|(change, _)| change.severity == group.severity) {
            if !reasons.contains(&change.reason.as_str()) {
                reasons.push(&change.reason);
            }
        }
        lines.extend(reasons.iter().map(|reason| row(colour, "why", reason)));
    }
    if places.len() > 1 {
        let shown = if is_compatible { SHOWN_PLACES } else { places.len() };
        let mut texts: Vec<String> = places.iter().take(shown).cloned().collect();
        if let Some(more) = places.len().checked_sub(shown).filter(|more| *more > 0) {
            texts.push(format!("and {more} more"));
        }
        for (index, text) in wrapped(&texts).iter().enumerate() {
            lines.push(row(colour, if index == 0 { "at" } else { "" }, text));
        }
    }
    if !is_compatible {
        let operations = group.operations();
        // Where the places are the operations, they were named.
        if !operations.is_empty() && operations != places {
            lines.push(row(colour, "in", &few(&operations)));
        }
    }
    if !group.follows.is_empty() {
        let follows: Vec<String> = group.follows.iter().map(|change| change.place.to_string()).collect();
        let shown: Vec<&str> = follows.iter().map(String::as_str).collect();
        lines.push(row(colour, "with", &few(&shown)));
    }
    if !is_compatible {
        if let Some(bump) = group.changes.iter().chain(&group.follows).filter_map(|change| change.rust).max() {
            lines.push(row(colour, "rust", bump.name()));
        }
        let first = group.changes.first().map(|change| change.id.clone()).unwrap_or_default();
        let more = group.changes.len().saturating_sub(1);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        lines.push(row(colour, "id", &format!("{first}{more}")));
    }
    lines
}

/// `pattern  none → [a-z]+ (breaking)`, with the places that it is said of where that is not each.
fn facet(change: &Change, count: usize, places: usize, colour: Colour) -> String {
    let show = |value: &Option<Value>| {
        value.as_ref().map_or_else(|| "none".to_owned(), |value| words::show(&change.aspect, value))
    };
    let of = if count == places { String::new() } else { format!(", {count} of {places}") };
    let what = words::title(&change.aspect);
    let severity = colour.severity(change.severity, change.severity.name());
    format!("    {what}: {} → {} ({severity}{of})", words::plain(&show(&change.old)), words::plain(&show(&change.new)))
}

/// Texts with commas in between, in lines of some width.
fn wrapped(texts: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let comma = if index + 1 == texts.len() { "" } else { "," };
        match lines.last_mut().filter(|line| line.chars().count() + text.chars().count() + 2 <= WIDTH) {
            Some(line) => *line = format!("{line} {text}{comma}"),
            None => lines.push(format!("{text}{comma}")),
        }
    }
    lines
}

fn item_lines(diff: &Diff, colour: Colour, shown: ShownItems) -> Vec<String> {
    let all = diff.rust.items.len();
    if all == 0 || shown == ShownItems::None {
        return Vec::new();
    }
    let everything = shown == ShownItems::All || all <= SHOWN_ITEMS;
    let mut lines = vec![String::new(), colour.paint("1", "public items of the crate")];
    for item in diff.rust.items.iter().filter(|item| everything || item.bump == Bump::Major) {
        let (sign, code) = match item.action {
            Action::Added => ("+", "32"),
            Action::Removed => ("-", "31"),
            Action::Changed => ("~", "33"),
        };
        lines.push(format!("  {} {}", colour.paint(code, sign), words::plain(&item_text(item))));
    }
    if !everything {
        let count = |action: Action| {
            diff.rust.items.iter().filter(|item| item.bump != Bump::Major && item.action == action).count()
        };
        let (new, other, gone) = (count(Action::Added), count(Action::Changed), count(Action::Removed));
        lines.push(format!(
            "  {new} new, {other} that behave otherwise, {gone} gone that break no program: --all-items"
        ));
    }
    lines
}

/// The service with the counts and the bump, a line for a log.
pub fn summary_line(diff: &Diff) -> String {
    format!("{}: {}", words::plain(&diff.service), headline(diff))
}

/// The counts and the bump, one line.
pub(super) fn headline(diff: &Diff) -> String {
    if diff.is_empty() && diff.rust.items.is_empty() {
        return "no difference".to_owned();
    }
    let counts = [Severity::Breaking, Severity::Risky, Severity::Compatible]
        .map(|severity| format!("{} {}", diff.count(severity), severity.name()))
        .join(", ");
    format!("{counts}; {}", bump_text(diff))
}

/// What the crate needs, a clause.
pub(super) fn bump_text(diff: &Diff) -> String {
    match (diff.rust.bump, &diff.rust.unavailable) {
        (_, Some(why)) => why.to_string(),
        (Some(bump), None) => format!("the crate needs a {} version", bump.name()),
        (None, None) => "the crate stays as it is".to_owned(),
    }
}

/// `types::User::id: String → Option<String>`
pub(super) fn item_text(item: &ItemChange) -> String {
    match (&item.old, &item.new) {
        (Some(old), Some(new)) => format!("{}: {old} → {new}", item.path),
        (Some(only), None) | (None, Some(only)) if !only.is_empty() => format!("{}: {only}", item.path),
        _ => item.path.clone(),
    }
}

fn details(change: &Change) -> Vec<(&'static str, String)> {
    let mut details = vec![("why", change.reason.clone())];
    if !change.operations.is_empty() {
        details.push(("in", operations(change)));
    }
    if !change.follows_from.is_empty() {
        details.push(("with", change.follows_from.join(", ")));
    }
    if let Some(bump) = change.rust {
        details.push(("rust", bump.name().to_owned()));
    }
    details.push(("id", change.id.clone()));
    if let Some(reason) = &change.accepted {
        details.push(("accept", reason.clone()));
    }
    details
}

/// The operations that a change touches, the first few by name.
pub(super) fn operations(change: &Change) -> String {
    few(&change.operations.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The first few of a list, and how many more there are.
pub(super) fn few(all: &[&str]) -> String {
    let shown: Vec<&str> = all.iter().take(SHOWN_OPERATIONS).copied().collect();
    match all.len().saturating_sub(shown.len()) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
