//! The report for a pull request.

use std::fmt::Write as _;

use super::change::{Bump, Change, Diff, Severity};
use super::group::{self, Group};
use super::text::{bump_text, counts, few, item_text, operations};
use super::words;

/// The most characters that the body of a comment may have at GitHub; a page stays below.
pub(super) const MOST: usize = 65_536;

/// How many rows of what breaks nothing stand open.
const OPEN_ROWS: usize = 20;

/// How many public items are listed before the list is cut.
const SHOWN_ITEMS: usize = 200;

/// How many places a row names.
const SHOWN_PLACES: usize = 12;

/// What the line on what was folded, and the ends of blocks, may take.
const SPARE: usize = 1_000;

/// The worst first, then what is accepted.
const SECTIONS: [Section; 4] = [Some(Severity::Breaking), Some(Severity::Risky), Some(Severity::Compatible), None];

/// Changes of a severity, or those that are accepted.
type Section = Option<Severity>;

/// The report as GitHub-flavoured markdown, with fewer than 65,536 characters: what is too long for that has a row for
/// each cause instead of each change, then fewer public items, then fewer rows of what breaks nothing; a line says so.
pub fn markdown(diff: &Diff) -> String {
    markdown_within(diff, MOST)
}

/// [`markdown`] with fewer characters than `most`.
pub fn markdown_within(diff: &Diff, most: usize) -> String {
    let whole = page(diff, &rows_of_changes(diff), usize::MAX);
    if whole.len() < most { whole } else { page(diff, &rows_of_causes(diff), most) }
}

/// Rows by severity, and how many changes each stands for.
type Rows = [Vec<(String, usize)>; 4];

fn rows_of_changes(diff: &Diff) -> Rows {
    SECTIONS.map(|section| {
        let changes = diff.changes.iter().filter(|change| match section {
            Some(severity) => change.accepted.is_none() && change.severity == severity,
            None => change.accepted.is_some(),
        });
        changes.map(|change| (row(change), 1)).collect()
    })
}

fn rows_of_causes(diff: &Diff) -> Rows {
    let groups = group::groups(diff);
    SECTIONS.map(|section| {
        let groups = groups.iter().filter(|group| match section {
            Some(severity) => !group.is_accepted() && group.severity == severity,
            None => group.is_accepted(),
        });
        groups.map(|group| (group_row(group), group.changes.len() + group.follows.len())).collect()
    })
}

/// A page of at most so many bytes, of which no text has fewer than it has characters.
fn page(diff: &Diff, rows: &Rows, most: usize) -> String {
    let mut out = head(diff);
    if diff.is_empty() && diff.rust.items.is_empty() {
        return out;
    }
    let mut folded: Vec<String> = Vec::new();
    let mut room = most.saturating_sub(out.len()).saturating_sub(SPARE);
    for (section, rows) in SECTIONS.into_iter().zip(rows) {
        if rows.is_empty() {
            continue;
        }
        let closed = section == Some(Severity::Compatible) && rows.len() > OPEN_ROWS;
        let heading = format!("\n### {}\n", heading(section));
        let heading = if closed { format!("\n<details><summary>Compatible</summary>\n{heading}") } else { heading };
        let heading = format!("{heading}\n| change | why | operations | Rust |\n| --- | --- | --- | --- |\n");
        room = room.saturating_sub(heading.len());
        let shown = fitting(rows.iter().map(|(row, _)| row.len()), &mut room);
        if shown > 0 {
            out.push_str(&heading);
            for (row, _) in rows.iter().take(shown) {
                out.push_str(row);
                out.push('\n');
            }
            if closed {
                out.push_str("\n</details>\n");
            }
        }
        let left: usize = rows.iter().skip(shown).map(|(_, changes)| changes).sum();
        if left > 0 {
            folded.push(format!("{left} {} changes", section.map_or("accepted", Severity::name)));
        }
    }
    items(diff, &mut out, &mut room, &mut folded);
    if most != usize::MAX {
        let what = if folded.is_empty() { String::new() } else { format!("; {} are not shown", folded.join(", ")) };
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "\n**Folded to fit:** changes of one cause share a row{what}. `tinsmith diff` with `--format json`, or with \
             `--by change --all-items`, has all."
        );
    }
    out
}

/// How many of the first rows fit; what they take is taken from the room.
fn fitting(lengths: impl Iterator<Item = usize>, room: &mut usize) -> usize {
    let mut count = 0;
    for length in lengths {
        let Some(left) = room.checked_sub(length + 1) else { break };
        *room = left;
        count += 1;
    }
    count
}

fn head(diff: &Diff) -> String {
    let mut out = format!("## {}: {}\n\n", inline(&diff.service), title(diff));
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{} → {}", words::code(&diff.old.name), words::code(&diff.new.name));
    if diff.is_empty() && diff.rust.items.is_empty() {
        return out;
    }
    let _ = writeln!(out, "\n**Rust:** {}.", bump_text(diff));
    if diff.is_mixed() {
        let _ = writeln!(out, "\nCompared by what both formats can say.");
    }
    out
}

fn items(diff: &Diff, out: &mut String, room: &mut usize, folded: &mut Vec<String>) {
    let all = &diff.rust.items;
    let lines: Vec<String> = all
        .iter()
        .take(SHOWN_ITEMS)
        .map(|item| format!("- {}: {}", item.action.name(), words::code(&item_text(item))))
        .collect();
    let shown = fitting(lines.iter().map(String::len), room);
    if shown > 0 {
        out.push_str("\n<details><summary>Public items of the crate</summary>\n\n");
        for line in lines.iter().take(shown) {
            out.push_str(line);
            out.push('\n');
        }
        if let Some(more) = all.len().checked_sub(shown).filter(|more| *more > 0) {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "- … and {more} more");
        }
        out.push_str("\n</details>\n");
    } else if !all.is_empty() {
        folded.push(format!("{} public items", all.len()));
    }
}

/// The counts, or that there is nothing to count.
fn title(diff: &Diff) -> String {
    if diff.is_empty() { "no difference".to_owned() } else { counts(diff) }
}

fn heading(section: Section) -> &'static str {
    match section {
        Some(Severity::Breaking) => "Breaking",
        Some(Severity::Risky) => "Risky",
        Some(Severity::Compatible) => "Compatible",
        None => "Accepted",
    }
}

fn row(change: &Change) -> String {
    let accepted = change.accepted.as_ref().map_or_else(String::new, |reason| format!(" Accepted: {reason}"));
    cells(&change.summary, &format!("{}{accepted}", change.reason), &operations(change), change.rust)
}

fn group_row(group: &Group<'_>) -> String {
    let places = group.places();
    let mut what = group.title();
    if places.len() > 1 {
        let shown: Vec<String> = places.iter().take(SHOWN_PLACES).map(|place| words::code(place)).collect();
        let more = places.len().saturating_sub(shown.len());
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        what = format!("{what} At {}{more}.", shown.join(", "));
    }
    let reason = group.worst().map(|change| change.reason.as_str()).unwrap_or_default();
    let rust = group.changes.iter().chain(&group.follows).filter_map(|change| change.rust).max();
    cells(&what, reason, &few(&group.operations()), rust)
}

fn cells(what: &str, why: &str, operations: &str, rust: Option<Bump>) -> String {
    let rust = rust.map_or("unknown", Bump::name);
    let cells = [inline(what), inline(why), inline(operations), rust.to_owned()];
    format!("| {} |", cells.join(" | "))
}

/// Text that stays in its cell, and is neither a tag nor a mention.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_code = false;
    for c in text.chars() {
        match c {
            '`' => {
                in_code = !in_code;
                out.push(c);
            }
            '|' => out.push_str("\\|"),
            '\n' | '\r' => out.push(' '),
            '<' if !in_code => out.push_str("&lt;"),
            _ => out.push(c),
        }
    }
    out
}
