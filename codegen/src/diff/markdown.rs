//! The report for a pull request.

use std::fmt::Write as _;

use super::change::{Bump, Change, Diff, Severity};
use super::text::{bump_text, item_text, operations};
use super::words;

/// How many public items are listed before the list is cut.
const SHOWN_ITEMS: usize = 200;

/// The report as GitHub-flavoured markdown.
pub fn markdown(diff: &Diff) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{text}");
    };
    line(&format!("## {}: {}", inline(&diff.service), counts(diff)));
    line("");
    line(&format!("{} → {}", words::code(&diff.old.name), words::code(&diff.new.name)));
    if diff.is_empty() && diff.rust.items.is_empty() {
        return out;
    }
    line("");
    line(&format!("**Rust:** {}.", bump_text(diff)));
    if diff.is_mixed() {
        line("");
        line("Compared by what both formats can say.");
    }
    for severity in [Severity::Breaking, Severity::Risky, Severity::Compatible] {
        let mut changes = diff.changes.iter().filter(|change| change.severity == severity).peekable();
        if changes.peek().is_none() {
            continue;
        }
        line("");
        line(&format!("### {}", heading(severity)));
        line("");
        line("| change | why | operations | Rust |");
        line("| --- | --- | --- | --- |");
        for change in changes {
            line(&row(change));
        }
    }
    if !diff.rust.items.is_empty() {
        line("");
        line("<details><summary>Public items of the crate</summary>");
        line("");
        for item in diff.rust.items.iter().take(SHOWN_ITEMS) {
            line(&format!("- {}: {}", item.action.name(), words::code(&item_text(item))));
        }
        if let Some(more) = diff.rust.items.len().checked_sub(SHOWN_ITEMS).filter(|more| *more > 0) {
            line(&format!("- … and {more} more"));
        }
        line("");
        line("</details>");
    }
    out
}

fn counts(diff: &Diff) -> String {
    if diff.is_empty() {
        return "no difference".to_owned();
    }
    [Severity::Breaking, Severity::Risky, Severity::Compatible]
        .map(|severity| format!("{} {}", diff.count(severity), severity.name()))
        .join(", ")
}

fn heading(severity: Severity) -> &'static str {
    match severity {
        Severity::Breaking => "Breaking",
        Severity::Risky => "Risky",
        Severity::Compatible => "Compatible",
    }
}

fn row(change: &Change) -> String {
    let rust = change.rust.map_or("unknown", Bump::name);
    let cells = [inline(&change.summary), inline(&change.reason), inline(&operations(change)), rust.to_owned()];
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
