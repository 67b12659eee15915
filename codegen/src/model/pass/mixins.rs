//! Mixins and `apply` statements are dissolved: afterwards each shape holds all its members and traits itself.
//!
//! Source of the rules: Smithy 2.0, "Mixins" and "Applying traits".

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::Value;

use super::apply::{Applied, collect, overlay, to_own_members};
use crate::model::id::ShapeId;
use crate::model::problem::{Place, Report};
use crate::model::read::ast::{
    RawKind, RawMember, RawModel, RawOperation, RawResource, RawService, RawShape, TraitMap,
};

/// A chain of n mixins holds n² members together: where a model of few bytes would fill the memory, it is refused.
const MOST_MEMBERS: usize = 1_000_000;

/// Dissolves all mixins and applies of the model.
pub(in crate::model) fn dissolve(model: &mut RawModel, report: &mut Report) {
    let mut applies = std::mem::take(&mut model.applies);
    let mut mixed_in = 0_usize;
    for id in order(&model.shapes, report) {
        // Taken out, so that the shapes it mixes in can be read beside it.
        let Some(mut shape) = model.shapes.remove(&id) else { continue };
        let applied = collect(&id, applies.remove(&id).unwrap_or_default(), report);
        flatten(&id, &mut shape, applied, &model.shapes, report);
        mixed_in = mixed_in.saturating_add(shape.members.len());
        if mixed_in > MOST_MEMBERS {
            let message = format!("mixins add up to more than {MOST_MEMBERS} members");
            return report.error(Place::shape(&id), message, "Mix in less; chains of mixins multiply.");
        }
        model.shapes.insert(id, shape);
    }
    for (id, applies) in applies {
        let Some(shape) = model.shapes.get_mut(&id) else {
            report.error(
                Place::shape(&id),
                "`apply` adds traits to a shape that does not exist",
                "Correct the id, or add the file that has the shape.",
            );
            continue;
        };
        let applied = collect(&id, applies, report);
        super::apply::merge(&mut shape.traits, applied.shape, &Place::shape(&id), report);
        let rest = to_own_members(&id, &mut shape.members, applied.members, report);
        missing_members(&id, rest, report);
    }
}

fn missing_members(id: &ShapeId, rest: BTreeMap<String, TraitMap>, report: &mut Report) {
    for name in rest.keys() {
        report.error(
            Place::shape(id).member(name),
            "`apply` adds traits to a member that does not exist",
            "Correct the member's name.",
        );
    }
}

/// The shapes that mix something in, each after what it mixes in. Iterative: depth is the model's to choose.
fn order(shapes: &BTreeMap<ShapeId, RawShape>, report: &mut Report) -> Vec<ShapeId> {
    let mut done: BTreeSet<&ShapeId> = BTreeSet::new();
    let mut order = Vec::new();
    for (start, shape) in shapes.iter().filter(|(_, shape)| !shape.mixins.is_empty()) {
        let mut open: BTreeSet<&ShapeId> = BTreeSet::new();
        let mut path: Vec<(&ShapeId, std::slice::Iter<'_, ShapeId>)> = Vec::new();
        if !done.contains(start) {
            open.insert(start);
            path.push((start, shape.mixins.iter()));
        }
        while let Some((id, rest)) = path.last_mut() {
            let id = *id;
            let Some(mixin) = rest.next() else {
                path.pop();
                open.remove(id);
                if done.insert(id) {
                    order.push(id.clone());
                }
                continue;
            };
            if open.contains(mixin) {
                let message = format!("the shape mixes itself in, by way of {mixin}");
                report.error(Place::shape(id), message, "Break the circle of mixins.");
            } else if let Some((mixin, next)) = shapes.get_key_value(mixin)
                && !done.contains(mixin)
                && !next.mixins.is_empty()
            {
                open.insert(mixin);
                path.push((mixin, next.mixins.iter()));
            }
        }
    }
    order
}

/// Gives one shape what its mixins and applies say.
fn flatten(
    id: &ShapeId,
    shape: &mut RawShape,
    applied: Applied,
    shapes: &BTreeMap<ShapeId, RawShape>,
    report: &mut Report,
) {
    let mut own_traits = std::mem::take(&mut shape.traits);
    let mut own_members = std::mem::take(&mut shape.members);
    super::apply::merge(&mut own_traits, applied.shape, &Place::shape(id), report);
    let mut rest = to_own_members(id, &mut own_members, applied.members, report);
    let mut members = Members::default();
    let bare = empty_like(&shape.kind);
    let own_kind = std::mem::replace(&mut shape.kind, bare);

    for mixin_id in std::mem::take(&mut shape.mixins) {
        let Some(mixin) = shapes.get(&mixin_id) else {
            // A circle has been reported already: its shapes are all in the map or being flattened.
            if &mixin_id != id {
                let message = format!("the mixin {mixin_id} does not exist");
                report.error(Place::shape(id), message, "Correct the id, or add the shape.");
            }
            continue;
        };
        if !mixin.traits.contains_key(MIXIN) {
            let message = format!("{mixin_id} is mixed in, but is not a mixin");
            report.error(Place::shape(id), message, format!("Give it the trait {MIXIN}."));
        }
        if mixin.kind.ty() != own_kind.ty() {
            let message =
                format!("{} cannot mix in {mixin_id}, {}", own_kind.ty().described(), mixin.kind.ty().described());
            report.error(Place::shape(id), message, "Mix in a shape of the same type.");
            continue;
        }
        overlay(&mut shape.traits, handed_down(&mixin.traits));
        merge_kind(&mut shape.kind, &mixin.kind);
        for member in &mixin.members {
            members.merge(id, member.clone(), report);
        }
    }

    overlay(&mut shape.traits, own_traits);
    for member in own_members {
        members.merge(id, member, report);
    }
    merge_kind(&mut shape.kind, &own_kind);
    shape.members = members.list;
    for member in &mut shape.members {
        if let Some(traits) = rest.remove(&member.name) {
            overlay(&mut member.traits, traits);
        }
    }
    missing_members(id, rest, report);
}

/// The trait that makes a shape a mixin.
const MIXIN: &str = "smithy.api#mixin";

/// The traits that go to the shapes that mix a mixin in: all but `mixin` and its `localTraits`.
fn handed_down(traits: &TraitMap) -> TraitMap {
    let local: BTreeSet<&str> = traits
        .get(MIXIN)
        .and_then(|value| value.get("localTraits"))
        .and_then(Value::as_array)
        .map(|ids| ids.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    traits
        .iter()
        .filter(|(id, _)| *id != MIXIN && !local.contains(id.as_str()))
        .map(|(id, value)| (id.clone(), value.clone()))
        .collect()
}

/// Members in the order in which they came, found by name.
#[derive(Default)]
struct Members {
    list: Vec<RawMember>,
    positions: HashMap<String, usize>,
}

impl Members {
    /// A member of the same name keeps its place; its traits are overridden, its target must not change.
    fn merge(&mut self, id: &ShapeId, member: RawMember, report: &mut Report) {
        let known = self.positions.get(&member.name).and_then(|&position| self.list.get_mut(position));
        match known {
            None => {
                self.positions.insert(member.name.clone(), self.list.len());
                self.list.push(member);
            }
            Some(known) if known.target == member.target => overlay(&mut known.traits, member.traits),
            Some(known) => {
                let message =
                    format!("the member is mixed in with the target {} and again with {}", known.target, member.target);
                let place = Place::shape(id).member(&member.name);
                report.error(place, message, "Give both the same target, or rename one.");
            }
        }
    }
}

fn empty_like(kind: &RawKind) -> RawKind {
    match kind {
        RawKind::Data(ty) => RawKind::Data(*ty),
        RawKind::Service(_) => RawKind::Service(RawService::default()),
        RawKind::Operation(_) => RawKind::Operation(RawOperation::default()),
        RawKind::Resource(_) => RawKind::Resource(RawResource::default()),
    }
}

/// Single values of the later win, lists are joined, each entry once.
fn merge_kind(into: &mut RawKind, from: &RawKind) {
    match (into, from) {
        (RawKind::Service(into), RawKind::Service(from)) => {
            into.version = from.version.clone().or_else(|| into.version.take());
            join(&mut into.operations, &from.operations);
            join(&mut into.resources, &from.resources);
            join(&mut into.errors, &from.errors);
            into.rename.extend(from.rename.iter().map(|(id, name)| (id.clone(), name.clone())));
        }
        (RawKind::Operation(into), RawKind::Operation(from)) => {
            into.input = from.input.clone().or_else(|| into.input.take());
            into.output = from.output.clone().or_else(|| into.output.take());
            join(&mut into.errors, &from.errors);
        }
        (RawKind::Resource(into), RawKind::Resource(from)) => {
            join(&mut into.operations, &from.operations);
            join(&mut into.resources, &from.resources);
        }
        _ => {}
    }
}

fn join(into: &mut Vec<ShapeId>, from: &[ShapeId]) {
    let mut seen: HashSet<ShapeId> = into.iter().cloned().collect();
    into.extend(from.iter().filter(|id| seen.insert((*id).clone())).cloned());
}
