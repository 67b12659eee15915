//! What two patterns say of texts: how those that they take relate, and which lengths they have.

use serde_json::Value;

use super::aspect::Aspect;
use super::trait_facts::{Facts, Scope};
use crate::pattern::{self, Pattern, Relation};

/// How the texts before and after relate, as far as patterns tell.
pub(super) fn relation(old: &Facts, new: &Facts, scope: Scope) -> Relation {
    let read = |facts: &Facts| match facts.get(&Aspect::Pattern) {
        Some(pattern) => translated(pattern, scope),
        None => Some(Pattern { all: Vec::new(), none: Vec::new(), min_length: 0, max_length: None }),
    };
    match (read(old), read(new)) {
        (Some(old), Some(new)) => pattern::relation(&old, &new),
        _ => Relation::Undecided,
    }
}

/// Whether the pattern of one side takes no text of a length that the bounds of the other exclude.
pub(super) fn implies(pattern: &Facts, length: &Facts, scope: Scope) -> bool {
    let Some(pattern) = pattern.get(&Aspect::Pattern).and_then(|pattern| translated(pattern, scope)) else {
        return false;
    };
    let bound = |key: &str| {
        let bound = length.get(&Aspect::Length).and_then(|length| length.get(key)).and_then(Value::as_u64);
        bound.and_then(|bound| usize::try_from(bound).ok())
    };
    bound("min").is_none_or(|min| pattern.min_length >= min)
        && bound("max").is_none_or(|max| pattern.max_length.is_some_and(|most| most <= max))
}

fn translated(pattern: &Value, scope: Scope) -> Option<Pattern> {
    let text = pattern.as_str()?;
    if scope.whole_patterns { pattern::translate(&format!("^(?:{text})$")) } else { pattern::translate(text) }.ok()
}
