//! The report for a person at a terminal.

use std::io::IsTerminal;

use serde_json::Value;

use super::change::{Action, Bump, Change, Diff, ItemChange, Severity, Side};
use super::group::{self, Group};
use super::words;

/// How many operations a change names; JSON reports name all.
const SHOWN_OPERATIONS: usize = 6;

/// How many public items are listed one by one; of more, those that break programs.
const SHOWN_ITEMS: usize = 20;

/// How many characters of a value are shown in a line of its own.
const SHOWN_VALUE: usize = 2000;

/// How wide a list of places is.
const WIDTH: usize = 108;

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
///     id      ListUsersRequest$MaxResults:range (rust: patch)
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
    let sections = [Some(Severity::Breaking), Some(Severity::Risky), Some(Severity::Compatible), None];
    for section in sections {
        let is_in = |change: &Change| match section {
            Some(severity) => change.accepted.is_none() && change.severity == severity,
            None => change.accepted.is_some(),
        };
        let mut entries: Vec<String> = Vec::new();
        match grouping {
            Grouping::Cause => {
                let groups = groups.iter().filter(|group| match section {
                    Some(severity) => !group.is_accepted() && group.severity == severity,
                    None => group.is_accepted(),
                });
                groups.for_each(|group| entries.extend(group_entry(group, colour)));
            }
            Grouping::Change => {
                let changes = diff.changes.iter().filter(|change| is_in(change));
                changes.for_each(|change| entries.extend(entry(change, colour)));
            }
        }
        if !entries.is_empty() {
            lines.push(String::new());
            lines.push(match section {
                Some(severity) => colour.severity(severity, severity.name()),
                None => colour.paint("1", "accepted"),
            });
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

/// Both values, where a sentence does not show them well: lists side by side, long texts one above the other.
fn values(change: &Change, colour: Colour) -> Vec<String> {
    let (Some(old), Some(new)) = (&change.old, &change.new) else { return Vec::new() };
    if words::is_bulky(&change.aspect) {
        return Vec::new();
    }
    let columns = columns(&parts(old), &parts(new), colour);
    if !columns.is_empty() {
        return columns;
    }
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let (old, new) = (text(old), text(new));
    if !words::is_shortened(&old) && !words::is_shortened(&new) {
        return Vec::new();
    }
    vec![row(colour, "old", &words::cut(&old, SHOWN_VALUE)), row(colour, "new", &words::cut(&new, SHOWN_VALUE))]
}

/// What a list or an object consists of; nothing of what is one value.
fn parts(value: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match value {
        Value::Array(items) => items.iter().map(text).collect(),
        Value::Object(fields) => fields.iter().map(|(key, value)| format!("{key}: {}", text(value))).collect(),
        _ => Vec::new(),
    }
}

/// Two lists side by side, what both have in one line; nothing where they are short or do not fit.
fn columns(old: &[String], new: &[String], colour: Colour) -> Vec<String> {
    let width = old.iter().chain(new).map(|part| part.chars().count()).max().unwrap_or_default();
    if old.len().max(new.len()) < 3 || width > WIDTH / 2 {
        return Vec::new();
    }
    let both = old.iter().map(|part| (part.as_str(), if new.contains(part) { part.as_str() } else { "" }));
    let added = new.iter().filter(|part| !old.contains(part)).map(|part| ("", part.as_str()));
    let lines = both.chain(added).enumerate().map(|(index, (old, new))| {
        let (left, right) = if index == 0 { ("old", "new") } else { ("", "") };
        row(colour, left, &format!("{old:<width$}  {right:<7} {new}"))
    });
    lines.collect()
}

/// Changes of one cause; of those that break nothing, what and where.
fn group_entry(group: &Group<'_>, colour: Colour) -> Vec<String> {
    if let Some(change) = group.only().filter(|change| change.severity != Severity::Compatible) {
        return entry(change, colour);
    }
    let title = group.title();
    let is_compatible = group.severity == Severity::Compatible;
    let facets = group.facets();
    let places = group.places();
    let one_line = is_compatible && facets.len() == 1 && places.len() > 1;
    let mut lines = vec![if one_line {
        format!("  {title} At {}.", some(&places, WIDTH.saturating_sub(title.chars().count())).join(", "))
    } else {
        format!("  {title}")
    }];
    if facets.len() > 1 {
        lines.extend(facet_lines(&facets, places.len(), colour));
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
    if places.len() > 1 && !one_line {
        let texts = if is_compatible { some(&places, WIDTH) } else { places.clone() };
        for (index, text) in wrapped(&texts).iter().enumerate() {
            lines.push(row(colour, if index == 0 { "at" } else { "" }, text));
        }
    }
    if !is_compatible {
        let operations = group.operations();
        // Where the places are the operations, they were named.
        let everywhere = group.changes.iter().any(|change| change.place.is_service());
        if !everywhere && !operations.is_empty() && operations != places {
            lines.push(row(colour, "in", &few(&operations)));
        }
    }
    let follows: Vec<String> = group.follows.iter().map(|change| change.place.to_string()).collect();
    // The one that the first line names is no news.
    if !matches!(follows.as_slice(), [only] if group.title().contains(&words::code(only))) && !follows.is_empty() {
        let shown: Vec<&str> = follows.iter().map(String::as_str).collect();
        lines.push(row(colour, "with", &few(&shown)));
    }
    if !is_compatible {
        let bump = group.changes.iter().chain(&group.follows).filter_map(|change| change.rust).max();
        let first = group.changes.first().map(|change| change.id.clone()).unwrap_or_default();
        let more = group.changes.len().saturating_sub(1);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        lines.push(row(colour, "id", &format!("{first}{more}{}", rust_text(bump))));
    }
    lines
}

/// What is said of the places, old and new values side by side, with how many it is said of where that is not each:
///
/// ```text
///     length   2 to 9  →  1 to 9    compatible
///     pattern  none    →  `[a-z]+`  breaking, 3 of 12
/// ```
fn facet_lines(facets: &[(&Change, usize)], places: usize, colour: Colour) -> Vec<String> {
    let rows = facets.iter().map(|(change, count)| {
        let show = |value: &Option<Value>| {
            let shown = value.as_ref().map(|value| words::show(&change.aspect, value));
            words::plain(&shown.unwrap_or_else(|| "none".to_owned()))
        };
        let of = if *count == places { String::new() } else { format!(", {count} of {places}") };
        let severity = format!("{}{of}", colour.severity(change.severity, change.severity.name()));
        ([words::title(&change.aspect), show(&change.old), show(&change.new)], severity)
    });
    let rows: Vec<([String; 3], String)> = rows.collect();
    // What is too wide for a column stands out of it.
    let widths = [0, 1, 2].map(|column| {
        let cells = rows.iter().filter_map(|(cells, _)| cells.get(column)).map(|cell| cell.chars().count());
        cells.filter(|width| *width <= WIDTH / 2).max().unwrap_or_default()
    });
    let [first, second, third] = widths;
    let line = |([what, old, new], severity): &([String; 3], String)| {
        format!("    {what:<first$}  {old:<second$}  →  {new:<third$}  {severity}")
    };
    rows.iter().map(line).collect()
}

/// As many of the places as fit into so many characters, at least one, and how many more there are.
fn some(places: &[String], width: usize) -> Vec<String> {
    let mut taken = "and 1000 more".len();
    let fits = places.iter().take_while(|place| {
        taken += place.chars().count() + 2;
        taken <= width
    });
    let shown = fits.count().max(1);
    let mut texts: Vec<String> = places.iter().take(shown).map(|place| words::plain(place)).collect();
    if let Some(more) = places.len().checked_sub(shown).filter(|more| *more > 0) {
        texts.push(format!("and {more} more"));
    }
    texts
}

/// ` (rust: minor)`
fn rust_text(bump: Option<Bump>) -> String {
    bump.map_or_else(String::new, |bump| format!(" (rust: {})", bump.name()))
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
    format!("{}; {}", counts(diff), bump_text(diff))
}

/// `1 breaking, 0 risky, 2 compatible, 1 accepted`
pub(super) fn counts(diff: &Diff) -> String {
    let severities = [Severity::Breaking, Severity::Risky, Severity::Compatible]
        .map(|severity| format!("{} {}", diff.count(severity), severity.name()))
        .join(", ");
    match diff.count_accepted() {
        0 => severities,
        accepted => format!("{severities}, {accepted} accepted"),
    }
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
    if !change.operations.is_empty() && !change.place.is_service() {
        details.push(("in", operations(change)));
    }
    if !change.follows_from.is_empty() {
        details.push(("with", change.follows_from.join(", ")));
    }
    details.push(("id", format!("{}{}", change.id, rust_text(change.rust))));
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
