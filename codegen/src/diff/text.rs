//! The report for a person at a terminal.

use std::fmt::Write as _;
use std::io::IsTerminal;

use super::change::{Action, Change, Diff, ItemChange, Severity, Side};
use super::words;

/// How many operations a change names; JSON reports name all.
const SHOWN_OPERATIONS: usize = 6;

/// Whether the text carries ANSI colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
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

    fn paint(self, code: &str, text: &str) -> String {
        match self {
            Self::Never => text.to_owned(),
            Self::Always => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }

    fn severity(self, severity: Severity, text: &str) -> String {
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
    let mut out = String::new();
    let mut line = |text: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", text.trim_end());
    };
    let side = |side: &Side| {
        let version = if side.version.is_empty() { String::new() } else { format!(" ({})", side.version) };
        words::plain(&format!("{}{version}", side.name))
    };
    line(&format!("{}: {} → {}", colour.paint("1", &words::plain(&diff.service)), side(&diff.old), side(&diff.new)));
    line(&headline(diff));
    if diff.is_mixed() && !diff.is_empty() {
        line("Compared by what both formats can say.");
    }
    for severity in [Severity::Breaking, Severity::Risky, Severity::Compatible] {
        let mut changes = diff.changes.iter().filter(|change| change.severity == severity).peekable();
        if changes.peek().is_none() {
            continue;
        }
        line("");
        line(&colour.severity(severity, severity.name()));
        for change in changes {
            line(&format!("  {}", change.summary));
            for (label, text) in details(change) {
                line(&format!("    {} {}", colour.paint("2", &format!("{label:<7}")), words::plain(&text)));
            }
        }
    }
    if !diff.rust.items.is_empty() {
        line("");
        line(&colour.paint("1", "public items of the crate"));
        for item in &diff.rust.items {
            let (sign, code) = match item.action {
                Action::Added => ("+", "32"),
                Action::Removed => ("-", "31"),
                Action::Changed => ("~", "33"),
            };
            line(&format!("  {} {}", colour.paint(code, sign), words::plain(&item_text(item))));
        }
    }
    out
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
    details
}

/// The operations that a change touches, the first few by name.
pub(super) fn operations(change: &Change) -> String {
    let shown: Vec<&str> = change.operations.iter().take(SHOWN_OPERATIONS).map(String::as_str).collect();
    match change.operations.len().saturating_sub(shown.len()) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
