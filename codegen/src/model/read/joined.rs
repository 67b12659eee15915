//! What is said in several places becomes one: lists are joined, any other two values must be equal (Smithy 2.0, "Trait
//! conflict resolution", "Merging metadata").

use serde_json::map::Entry;
use serde_json::{Map, Value};

/// Adds a value under a key.
///
/// # Errors
/// The key, where it has another value that this one cannot be joined with.
pub(in crate::model) fn add(map: &mut Map<String, Value>, key: String, value: Value) -> Result<(), String> {
    match (map.entry(key), value) {
        (Entry::Vacant(entry), value) => {
            entry.insert(value);
        }
        (Entry::Occupied(mut entry), value) => match (entry.get_mut(), value) {
            (Value::Array(present), Value::Array(more)) => present.extend(more),
            (present, value) if *present == value => {}
            _ => return Err(entry.key().clone()),
        },
    }
    Ok(())
}
