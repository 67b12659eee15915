//! Traits before a shape or a member, each on a line of its own: documentation first, as comments, then the others in
//! the order of the model.

use serde_json::{Map, Value};

use super::names::Names;
use super::value::{self, Ids, Node};
use super::{line, text};

pub(super) const DOCUMENTATION: &str = "smithy.api#documentation";

/// Writes traits, each followed by the start of the next line; `left_out` is said by other means.
pub(super) fn write(
    out: &mut String,
    traits: Option<&Map<String, Value>>,
    left_out: &[&str],
    depth: usize,
    names: &mut Names<'_>,
) {
    let Some(traits) = traits else { return };
    let said = match traits.get(DOCUMENTATION) {
        Some(Value::String(docs)) => text::documentation(out, docs, depth),
        _ => false,
    };
    if said {
        line(out, depth);
    }
    for (id, value) in traits {
        if left_out.contains(&id.as_str()) || (said && id == DOCUMENTATION) {
            continue;
        }
        one(out, id, value, depth, names);
        line(out, depth);
    }
}

/// `@name(…)`
pub(super) fn one(out: &mut String, id: &str, value: &Value, depth: usize, names: &mut Names<'_>) {
    out.push('@');
    out.push_str(&names.of_trait(id));
    let node = Node::with_ids(value, Ids::of_trait(id), names);
    if !matches!(&node, Node::Object(entries) if entries.is_empty()) {
        value::arguments(out, &node, depth);
    }
}
