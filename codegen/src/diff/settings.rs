//! What a project has decided about its diffs: other severities, and changes that it has accepted.
//!
//! A file of TOML:
//!
//! ```toml
//! [severity]
//! length = "risky"                                        # wherever it counts
//! pattern = { request = "breaking", response = "compatible" }
//!
//! [[accepted]]
//! id = "ListUsersRequest$MaxResults:range"                # as reports have it
//! reason = "No caller asks for more than 50."
//! until = "2026-12-31"                                    # the last day on which it counts; may be left out
//! ```

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::aspect::Aspect;
use super::change::{Change, Diff, Severity};

/// What a file of settings says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    name: String,
    severities: BTreeMap<String, Sides>,
    accepted: Vec<Accepted>,
}

/// Severities of an aspect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sides {
    whole: Option<Severity>,
    request: Option<Severity>,
    response: Option<Severity>,
}

/// A change that somebody has decided to live with.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Accepted {
    id: String,
    reason: String,
    until: Option<String>,
}

impl Settings {
    /// Reads a file of settings; `name` stands for it in messages.
    ///
    /// # Errors
    /// All that is wrong with it, each with its remedy.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<String>> {
        let table: Table =
            text.parse().map_err(|error| vec![format!("{name}: is not TOML: {error}\n  mend it at that place")])?;
        let mut settings = Self { name: name.to_owned(), ..Self::default() };
        let mut problems = Vec::new();
        for (key, value) in &table {
            match (key.as_str(), value) {
                ("severity", Value::Table(severities)) => {
                    for (aspect, value) in severities {
                        settings.severity(aspect, value, &mut problems);
                    }
                }
                ("accepted", Value::Array(entries)) => {
                    for (index, entry) in entries.iter().enumerate() {
                        settings.accept(index, entry, &mut problems);
                    }
                }
                _ => problems.push(format!("{name}: {key:?} is not known\n  write [severity] and [[accepted]]")),
            }
        }
        if problems.is_empty() { Ok(settings) } else { Err(problems) }
    }

    fn severity(&mut self, aspect: &str, value: &Value, problems: &mut Vec<String>) {
        let name = &self.name;
        if !Aspect::every().iter().any(|known| known.name() == aspect) {
            problems.push(format!("{name}: there is no aspect {aspect:?}\n  `tinsmith diff --rules` lists them"));
            return;
        }
        let read = |value: &Value, problems: &mut Vec<String>| {
            let severity = value.as_str().and_then(Severity::from_name);
            if severity.is_none() {
                problems.push(format!(
                    "{name}: the severity of {aspect} is {value}\n  write \"breaking\", \"risky\" or \"compatible\""
                ));
            }
            severity
        };
        let mut sides = Sides::default();
        match value {
            Value::Table(table) => {
                for (side, value) in table {
                    match side.as_str() {
                        "request" => sides.request = read(value, problems),
                        "response" => sides.response = read(value, problems),
                        _ => problems.push(format!(
                            "{name}: the severity of {aspect} is given for {side:?}\n  write request or response"
                        )),
                    }
                }
            }
            value => sides.whole = read(value, problems),
        }
        self.severities.insert(aspect.to_owned(), sides);
    }

    fn accept(&mut self, index: usize, entry: &Value, problems: &mut Vec<String>) {
        let name = &self.name;
        let text = |key: &str| entry.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        let number = index + 1;
        let (Some(id), Some(reason)) = (text("id"), text("reason")) else {
            problems.push(format!("{name}: accepted change {number} has no id or no reason\n  give both, as texts"));
            return;
        };
        let until = match entry.get("until") {
            None => None,
            Some(day) => {
                // TOML's own dates count as well.
                let day = day.as_str().map_or_else(|| day.to_string(), str::to_owned);
                if !is_day(&day) {
                    problems.push(format!("{name}: {id} is accepted until {day:?}\n  write a day as 2026-12-31"));
                    return;
                }
                Some(day)
            }
        };
        if self.accepted.iter().any(|other| other.id == id) {
            problems.push(format!("{name}: {id} is accepted twice\n  leave one of the two out"));
            return;
        }
        self.accepted.push(Accepted { id: id.to_owned(), reason: reason.to_owned(), until });
    }

    /// Gives the changes of a diff the severities that are set.
    pub fn judge(&self, diff: &mut Diff) {
        for change in &mut diff.changes {
            if let Some(sides) = self.severities.get(change.aspect.name()) {
                sides.set(change, &self.name);
            }
        }
    }

    /// Marks what is accepted on a day (`2026-12-31`), in all diffs of one run.
    ///
    /// # Errors
    /// What is accepted is not in any of the diffs, or was accepted until an earlier day.
    pub fn mark<'d>(&self, diffs: impl IntoIterator<Item = &'d mut Diff>, today: &str) -> Result<(), Vec<String>> {
        let mut problems = Vec::new();
        let mut stale: BTreeSet<&str> = self.accepted.iter().map(|accepted| accepted.id.as_str()).collect();
        for change in diffs.into_iter().flat_map(|diff| &mut diff.changes) {
            if let Some(accepted) = self.accepted.iter().find(|accepted| accepted.id == change.id) {
                stale.remove(accepted.id.as_str());
                change.accepted = Some(accepted.reason.clone());
            }
        }
        for Accepted { id, until, .. } in &self.accepted {
            let name = &self.name;
            if let Some(day) = until.as_deref().filter(|day| *day < today) {
                problems.push(format!(
                    "{name}: {id} was accepted until {day}\n  mend what it stands for, or accept it until a later day"
                ));
            } else if stale.contains(id.as_str()) {
                problems.push(format!(
                    "{name}: {id} is accepted, but not in the diff\n  remove it: what it stands for is no more"
                ));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// Whether a change is accepted.
    pub fn accepts(&self, id: &str) -> bool {
        self.accepted.iter().any(|accepted| accepted.id == id)
    }
}

impl Sides {
    fn set(self, change: &mut Change, file: &str) {
        let before = (change.severity, change.request, change.response);
        if let Some(severity) = self.whole {
            change.severity = severity;
            change.request = change.request.map(|_| severity);
            change.response = change.response.map(|_| severity);
        } else {
            change.request = change.request.map(|severity| self.request.unwrap_or(severity));
            change.response = change.response.map(|severity| self.response.unwrap_or(severity));
            if let Some(severity) = change.request.max(change.response) {
                change.severity = severity;
            }
        }
        if before != (change.severity, change.request, change.response) {
            change.reason.push_str(&format!(
                " {file} makes it {}; it would be {}.",
                change.severity.name(),
                before.0.name()
            ));
        }
    }
}

/// An entry to append to a file of settings.
pub fn accepted_entry(id: &str, reason: &str, until: Option<&str>) -> String {
    let quoted = |text: &str| Value::String(text.to_owned()).to_string();
    let until = until.map(|day| format!("until = {}\n", quoted(day))).unwrap_or_default();
    format!("[[accepted]]\nid = {}\nreason = {}\n{until}", quoted(id), quoted(reason))
}

/// Whether a text is a day, such as `2026-12-31`.
pub fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is = |part: &str, digits: usize, most: u32| {
        part.len() == digits
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse().is_ok_and(|number: u32| (1..=most).contains(&number))
    };
    matches!(parts.as_slice(), [year, month, day] if is(year, 4, 9999) && is(month, 2, 12) && is(day, 2, 31))
}
