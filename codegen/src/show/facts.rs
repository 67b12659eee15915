//! The constraints of members, as the lowered crate words them.

use std::collections::BTreeMap;

use crate::lower::ir::{Crate, InWords, Structure, TypeDefinition};
use crate::model::ShapeId;

/// The constraints of each member of a shape; without a lowered crate there are none to show.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts<'c> {
    constraints: BTreeMap<(&'c ShapeId, &'c str), &'c str>,
}

impl<'c> Facts<'c> {
    /// Those of a crate.
    pub(crate) fn of(krate: &'c Crate) -> Self {
        let mut facts = Self::default();
        for operation in &krate.operations {
            facts.add_structure(&operation.input);
            facts.add_structure(&operation.output);
        }
        for error in &krate.errors {
            facts.add_structure(error);
        }
        for definition in &krate.types {
            match definition {
                TypeDefinition::Structure(structure) => facts.add_structure(structure),
                TypeDefinition::Union(union) => {
                    for variant in &union.variants {
                        facts.add(&union.shape, &variant.wire, &variant.constraints_in_words);
                    }
                }
                TypeDefinition::Enum(_) | TypeDefinition::IntEnum(_) => {}
            }
        }
        facts
    }

    fn add_structure(&mut self, structure: &'c Structure) {
        let Some(shape) = &structure.shape else { return };
        for field in &structure.fields {
            self.add(shape, &field.wire, &field.constraints_in_words);
        }
    }

    fn add(&mut self, shape: &'c ShapeId, member: &'c str, words: &'c InWords) {
        let InWords { all: _, of_values } = words;
        self.constraints.insert((shape, member), of_values);
    }

    /// A sentence; empty where nothing constrains the member. That it is required is left to the **[REQUIRED]** before
    /// it, that it is an idempotency token to a sentence of its own.
    pub(crate) fn constraints(&self, shape: &ShapeId, member: &str) -> String {
        self.constraints.get(&(shape, member)).copied().unwrap_or_default().to_owned()
    }
}
