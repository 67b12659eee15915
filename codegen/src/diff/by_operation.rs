//! The report by operation: what each of them meets, for who owns some of them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::change::{Change, Diff};
use super::text::{Colour, headline, title_line};

/// The report as text, a section for each operation, the worst of each first. What every operation of the diff
/// meets stands once, before them. Where some are named in `chosen`, the others have no section.
pub fn by_operation(diff: &Diff, chosen: &[String], colour: Colour) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{text}");
    };
    line(&title_line(diff, colour));
    line(&headline(diff));
    let mut everywhere: Vec<&Change> = Vec::new();
    let mut nowhere: Vec<&Change> = Vec::new();
    let mut operations: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    let most = diff.changes.iter().map(|change| change.operations.len()).max().unwrap_or_default();
    let is_general = |change: &Change| change.place.is_service() || (most > 1 && change.operations.len() == most);
    for change in &diff.changes {
        if change.operations.is_empty() {
            nowhere.push(change);
        } else if is_general(change) && diff.changes.iter().any(|other| other.operations.len() < most) {
            everywhere.push(change);
        } else {
            let is_shown = |name: &&String| chosen.is_empty() || chosen.contains(name);
            for operation in change.operations.iter().filter(is_shown) {
                operations.entry(operation).or_default().push(change);
            }
        }
    }
    let named = operations.into_iter().map(|(name, changes)| (name.to_owned(), changes));
    let general = (format!("{most} operations"), everywhere);
    let sections = std::iter::once(general).chain(named).chain([("no operation".to_owned(), nowhere)]);
    for (name, mut changes) in sections.filter(|(_, changes)| !changes.is_empty()) {
        changes.sort_by_key(|change| std::cmp::Reverse(change.severity));
        line("");
        line(&colour.paint("1", &name));
        for change in changes {
            let word = if change.accepted.is_some() { "accepted" } else { change.severity.name() };
            let severity = format!("{word:<10}");
            line(&format!("  {} {}", colour.severity(change.severity, &severity), change.summary));
        }
    }
    out
}
