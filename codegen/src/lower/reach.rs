//! Which shapes become types, and in which directions each is used.

use std::collections::{BTreeMap, BTreeSet};

use super::ir::Directions;
use crate::model::{Model, Shape, ShapeId, ShapeKind};

/// What the operations of a model reach.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Shapes that members refer to, at any depth. An input or output is here only if a member refers to it, too.
    pub shared: BTreeMap<ShapeId, Directions>,
    /// Error structures of the operations and the service.
    pub errors: BTreeSet<ShapeId>,
}

impl Reach {
    /// The directions of a shared shape; none for any other.
    pub fn directions(&self, id: &ShapeId) -> Directions {
        self.shared.get(id).copied().unwrap_or_default()
    }
}

/// Follows every operation's input, output and errors.
pub fn reach(model: &Model) -> Reach {
    let inputs = model.operations.iter().filter_map(|operation| operation.input.as_ref());
    let outputs = model.operations.iter().filter_map(|operation| operation.output.as_ref());
    let errors: BTreeSet<ShapeId> =
        model.operations.iter().flat_map(|operation| &operation.errors).chain(&model.service.errors).cloned().collect();
    let requests = below(model, inputs);
    let responses = below(model, outputs.chain(&errors));
    let mut shared: BTreeMap<ShapeId, Directions> = BTreeMap::new();
    for id in requests {
        shared.entry(id).or_default().request = true;
    }
    for id in responses {
        shared.entry(id).or_default().response = true;
    }
    Reach { shared, errors }
}

/// Every shape that members of `roots` target, at any depth.
fn below<'m>(model: &'m Model, roots: impl Iterator<Item = &'m ShapeId>) -> BTreeSet<ShapeId> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&ShapeId> = roots.collect();
    while let Some(id) = open.pop() {
        for target in model.shapes.get(id).into_iter().flat_map(targets) {
            if found.insert(target.clone()) {
                open.push(target);
            }
        }
    }
    found
}

/// What the members of a shape target. A member of a union that holds nothing is a variant without a value.
fn targets(shape: &Shape) -> impl Iterator<Item = &ShapeId> {
    let is_union = matches!(shape.kind, ShapeKind::Union(_));
    shape.kind.members().map(|member| &member.target).filter(move |target| !(is_union && target.is_unit()))
}

#[cfg(test)]
mod tests {
    use crate::lower::ir::{Coding, Directions};

    #[test]
    fn what_a_client_writes_a_server_reads() {
        let request = Directions { request: true, response: false };
        assert_eq!(request.client(), Coding { written: true, read: false });
        assert_eq!(request.server(), Coding { written: false, read: true });
    }
}
