//! An entry for the generated crate's changelog.

use std::fmt::Write as _;

use super::change::{Action, Bump, Change, Diff};
use super::text::bump_text;

/// The entry as markdown: what is breaking in Rust first, then what was added, changed and removed. What follows from
/// another change is left to that one.
pub fn changelog(diff: &Diff) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{text}");
    };
    let version = if diff.new.version.is_empty() { String::new() } else { format!(" ({})", diff.new.version) };
    line(&format!("## Model of {}{version}", diff.service));
    line("");
    if diff.is_empty() && diff.rust.items.is_empty() {
        line("No change.");
        return out;
    }
    let need = bump_text(diff);
    let mut letters = need.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    line(&format!("{first}{}.", letters.as_str()));
    for section in [Section::Breaking, Section::Added, Section::Changed, Section::Removed] {
        let mut changes = diff.edits().filter(|change| Section::of(change) == section).peekable();
        if changes.peek().is_none() {
            continue;
        }
        let title = section.title();
        line("");
        line(&format!("### {title}"));
        line("");
        for change in changes {
            line(&format!("- {}", change.summary));
        }
    }
    out
}

/// The headings of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Breaking,
    Added,
    Changed,
    Removed,
}

impl Section {
    fn of(change: &Change) -> Self {
        match (change.rust, change.action) {
            (Some(Bump::Major), _) => Self::Breaking,
            (_, Action::Added) => Self::Added,
            (_, Action::Changed) => Self::Changed,
            (_, Action::Removed) => Self::Removed,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Breaking => "Breaking",
            Self::Added => "Added",
            Self::Changed => "Changed",
            Self::Removed => "Removed",
        }
    }
}
