//! What many diffs of one run say together: which services of two releases changed, or which revisions of a file.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::change::Diff;
use super::json::json as one_json;
use super::markdown::{MOST, markdown_within};
use super::text::{Colour, headline};
use super::words;

/// The least that a section of markdown gets, however many there are; below it, sections are left out.
const LEAST: usize = 2_000;

/// What is said of many diffs besides themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// What is compared: two folders, or a file.
    pub title: String,
    /// What a diff is of: `service` or `revision`.
    pub unit: &'static str,
    /// Only in the new release.
    pub added: Vec<String>,
    /// Only in the old release.
    pub removed: Vec<String>,
    /// How many do not differ.
    pub unchanged: usize,
    /// What could not be compared, and why.
    pub skipped: Vec<(String, String)>,
}

/// A diff that is not empty, and what it is called among the others.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Such as `abc1234 2024-10-30 Add a filter`.
    pub heading: &'a str,
    /// The diff.
    pub diff: &'a Diff,
}

/// The counts, one line: `old → new: 2 services changed, 1 new, 0 gone, 97 the same`.
pub fn overview_line(overview: &Overview, entries: &[Entry<'_>]) -> String {
    let Overview { title, unit, added, removed, unchanged, skipped } = overview;
    let plural = if entries.len() == 1 { "" } else { "s" };
    let mut line = format!("{}: {} {unit}{plural} changed", words::plain(title), entries.len());
    let whole = !added.is_empty() || !removed.is_empty() || *unit == "service";
    for (count, what) in [(added.len(), "new"), (removed.len(), "gone")] {
        if whole {
            line.push_str(&format!(", {count} {what}"));
        }
    }
    line.push_str(&format!(", {unchanged} the same"));
    if !skipped.is_empty() {
        line.push_str(&format!(", {} not compared", skipped.len()));
    }
    line
}

/// The overview as text: the counts, what came and went, and a line for each diff.
pub fn overview_text(overview: &Overview, entries: &[Entry<'_>], colour: Colour) -> String {
    let mut out = format!("{}\n", overview_line(overview, entries));
    let mut line = |sign: &str, code: &str, text: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  {} {}", colour.paint(code, sign), words::plain(text));
    };
    overview.added.iter().for_each(|name| line("+", "32", name));
    overview.removed.iter().for_each(|name| line("-", "31", name));
    for Entry { heading, diff } in entries {
        line("~", "33", &format!("{heading}: {}", headline(diff)));
    }
    for (name, why) in &overview.skipped {
        line("?", "2", &format!("{name}: {why}"));
    }
    out
}

/// The overview and a section for each diff as markdown, with fewer than 65,536 characters.
pub fn overview_markdown(overview: &Overview, entries: &[Entry<'_>]) -> String {
    let mut out = format!("# {}\n\n", plain(&overview_line(overview, entries)));
    let mut room = MOST / 2;
    let mut left_out = 0;
    let rows = overview.added.iter().map(|name| format!("- new: {}\n", words::code(name)));
    let rows = rows.chain(overview.removed.iter().map(|name| format!("- gone: {}\n", words::code(name))));
    let rows = rows.chain(
        entries
            .iter()
            .map(|Entry { heading, diff }| format!("- {}: {}\n", words::code(heading), plain(&headline(diff)))),
    );
    let skipped = overview.skipped.iter();
    let rows =
        rows.chain(skipped.map(|(name, why)| format!("- not compared: {}: {}\n", words::code(name), plain(why))));
    for row in rows {
        match room.checked_sub(row.len()) {
            Some(rest) => {
                room = rest;
                out.push_str(&row);
            }
            None => left_out += 1,
        }
    }
    let mut sections = 0;
    for (index, entry) in entries.iter().enumerate() {
        let left = MOST.saturating_sub(out.len()).saturating_sub(LEAST);
        let share = left / entries.len().saturating_sub(index).max(1);
        if share < LEAST && left < LEAST {
            break;
        }
        out.push_str(&format!("\n{}", markdown_within(entry.diff, share.max(LEAST))));
        sections += 1;
    }
    let missing = entries.len().saturating_sub(sections);
    if missing + left_out > 0 {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "\n**Folded to fit:** {missing} of {} sections and {left_out} lines of the list are not shown. `tinsmith \
             diff` with `--format json` has all.",
            entries.len()
        );
    }
    out
}

/// The overview and all diffs as JSON: `schema` is `"tinsmith-diffs/1"`, `diffs` has the reports of each, with `heading`.
pub fn overview_json(overview: &Overview, entries: &[Entry<'_>]) -> Value {
    let Overview { title, unit, added, removed, unchanged, skipped } = overview;
    let diffs = entries.iter().map(|Entry { heading, diff }| {
        let mut report = one_json(diff);
        if let Some(fields) = report.as_object_mut() {
            fields.insert("heading".to_owned(), Value::from(*heading));
        }
        report
    });
    json!({
        "schema": "tinsmith-diffs/1",
        "title": title,
        "unit": unit,
        "added": added,
        "removed": removed,
        "unchanged": unchanged,
        "skipped": skipped.iter().map(|(name, why)| json!({ "name": name, "why": why })).collect::<Vec<_>>(),
        "diffs": diffs.collect::<Vec<_>>(),
    })
}

/// Text that is no tag and stays in its line.
fn plain(text: &str) -> String {
    words::plain(text).replace('<', "&lt;")
}
