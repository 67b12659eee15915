//! What the definition of a trait says of its changes: `breakingChanges` of `smithy.api#trait`, and the tags `diff.…`
//! (Smithy 2.0, "Breaking change rules"). A generator does not need it; who compares models does.

use serde_json::Value;

/// A change of a trait's value, and how bad it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraitRule {
    /// Which change.
    pub change: TraitChange,
    /// To which part of the value: a JSON pointer, empty for the whole.
    pub path: String,
    /// How bad it is.
    pub severity: TraitSeverity,
}

/// How a value changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraitChange {
    /// It comes.
    Add,
    /// It goes.
    Remove,
    /// It becomes another.
    Update,
    /// It comes or goes.
    Presence,
    /// Any of these.
    Any,
}

/// How bad a change is, in Smithy's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TraitSeverity {
    /// Worth a note.
    Note,
    /// It may break something.
    Warning,
    /// It will likely break something.
    Danger,
    /// It breaks something.
    Error,
}

/// What a definition says: the value of its `smithy.api#trait`, and its tags. What is not understood is left out: it is
/// about a trait that is not ours.
pub(in crate::model) fn rules(definition: &Value, tags: Option<&Value>) -> Vec<TraitRule> {
    let said = definition.get("breakingChanges").and_then(Value::as_array).into_iter().flatten().filter_map(said);
    let tagged = tags.and_then(Value::as_array).into_iter().flatten().filter_map(|tag| tagged(tag.as_str()?));
    said.chain(tagged).collect()
}

fn said(rule: &Value) -> Option<TraitRule> {
    let text = |key: &str| rule.get(key).and_then(Value::as_str);
    let severity = match text("severity") {
        None | Some("ERROR") => TraitSeverity::Error,
        Some("DANGER") => TraitSeverity::Danger,
        Some("WARNING") => TraitSeverity::Warning,
        Some("NOTE") => TraitSeverity::Note,
        Some(_) => return None,
    };
    Some(TraitRule { change: change(text("change")?)?, path: text("path").unwrap_or_default().to_owned(), severity })
}

/// `diff.error.remove`, `diff.warning.const`, …
fn tagged(tag: &str) -> Option<TraitRule> {
    let (severity, change) = tag.strip_prefix("diff.")?.split_once('.')?;
    let severity = match severity {
        "error" => TraitSeverity::Error,
        "danger" => TraitSeverity::Danger,
        "warning" => TraitSeverity::Warning,
        "note" => TraitSeverity::Note,
        _ => return None,
    };
    let change = if change == "const" { TraitChange::Any } else { self::change(change)? };
    Some(TraitRule { change, path: String::new(), severity })
}

fn change(name: &str) -> Option<TraitChange> {
    Some(match name {
        "add" => TraitChange::Add,
        "remove" => TraitChange::Remove,
        "update" => TraitChange::Update,
        "presence" => TraitChange::Presence,
        "any" => TraitChange::Any,
        _ => return None,
    })
}

impl TraitRule {
    /// Whether the rule is about this change.
    pub fn is_about(&self, old: Option<&Value>, new: Option<&Value>) -> bool {
        let part = |value: Option<&Value>| value.and_then(|value| value.pointer(&self.path)).cloned();
        let (old, new) = (part(old), part(new));
        match self.change {
            TraitChange::Add => old.is_none() && new.is_some(),
            TraitChange::Remove => old.is_some() && new.is_none(),
            TraitChange::Update => old.is_some() && new.is_some() && old != new,
            TraitChange::Presence => old.is_some() != new.is_some(),
            TraitChange::Any => old != new,
        }
    }
}
