//! Which structures stand within their operation, `input := { … }`: those that carry the trait which that form implies,
//! are named after the operation with the file's suffix, and are used nowhere else.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::names::target;

/// An operation's side.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Input,
    Output,
}

impl Side {
    /// The property of an operation.
    pub(super) fn property(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Output => "output",
        }
    }

    /// The trait that an inline structure has without saying it.
    pub(super) fn implied(self) -> &'static str {
        match self {
            Self::Input => "smithy.api#input",
            Self::Output => "smithy.api#output",
        }
    }

    /// The suffix where the file says none.
    pub(super) fn default_suffix(self) -> &'static str {
        match self {
            Self::Input => "Input",
            Self::Output => "Output",
        }
    }
}

/// The inline structures of a file.
pub(super) struct Inline<'a> {
    pub(super) input_suffix: &'a str,
    pub(super) output_suffix: &'a str,
    /// The operation within which a structure stands.
    within: BTreeMap<&'a str, &'a str>,
}

impl<'a> Inline<'a> {
    /// None, as Smithy 1.0 has it.
    pub(super) fn none() -> Self {
        Self {
            input_suffix: Side::Input.default_suffix(),
            output_suffix: Side::Output.default_suffix(),
            within: BTreeMap::new(),
        }
    }

    /// Those of the shapes of one namespace. `uses` says how often each shape of the model is a target.
    pub(super) fn of(shapes: &[(&'a str, &'a Value)], uses: &BTreeMap<&str, usize>) -> Self {
        let by_id: BTreeMap<&str, &Value> = shapes.iter().copied().collect();
        let mut inline = Self::none();
        for side in [Side::Input, Side::Output] {
            let found = candidates(side, shapes, &by_id, uses);
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for (_, _, suffix) in &found {
                *counts.entry(suffix).or_default() += 1;
            }
            // The suffix of most; among equals, the one that needs no statement.
            let most = counts.into_iter().max_by_key(|(suffix, count)| (*count, *suffix == side.default_suffix()));
            let Some((chosen, _)) = most else { continue };
            match side {
                Side::Input => inline.input_suffix = chosen,
                Side::Output => inline.output_suffix = chosen,
            }
            let within = found.into_iter().filter(|(_, _, suffix)| *suffix == chosen);
            inline.within.extend(within.map(|(structure, operation, _)| (structure, operation)));
        }
        inline
    }

    /// Whether a structure stands within the operation.
    pub(super) fn is_within(&self, structure: &str, operation: &str) -> bool {
        self.within.get(structure).is_some_and(|within| *within == operation)
    }

    /// Whether a structure stands within some operation.
    pub(super) fn holds(&self, structure: &str) -> bool {
        self.within.contains_key(structure)
    }
}

/// Structures that could stand within their operation: the structure, the operation, the suffix of its name.
fn candidates<'a>(
    side: Side,
    shapes: &[(&'a str, &'a Value)],
    by_id: &BTreeMap<&'a str, &'a Value>,
    uses: &BTreeMap<&str, usize>,
) -> Vec<(&'a str, &'a str, &'a str)> {
    let candidate = |operation: &'a str, shape: &'a Value| {
        let structure = target(shape.get(side.property())?)?;
        let suffix = structure.strip_prefix(operation).filter(|suffix| !suffix.is_empty())?;
        let definition = by_id.get(structure)?;
        let implied = definition.get("traits")?.get(side.implied())?;
        let is_plain = implied.as_object().is_some_and(Map::is_empty) && is_type(definition, "structure");
        (is_plain && uses.get(structure) == Some(&1)).then_some((structure, operation, suffix))
    };
    let operations = shapes.iter().filter(|(_, shape)| is_type(shape, "operation"));
    operations.filter_map(|(id, shape)| candidate(id, shape)).collect()
}

fn is_type(shape: &Value, ty: &str) -> bool {
    shape.get("type").and_then(Value::as_str) == Some(ty)
}
