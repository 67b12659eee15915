//! Merging of traits that are said in several places: `apply` statements, and what a mixin hands down.

use serde_json::Value;

use super::ast::{RawApply, RawMember, TraitMap};
use super::id::ShapeId;
use super::problem::{Place, Report};

/// Adds the traits of an `apply` to those that the same shape states itself. Lists are joined (Smithy 2.0,
/// "Trait conflict resolution"); any other two values must be equal.
pub(super) fn merge(own: &mut TraitMap, applied: TraitMap, place: &Place, report: &mut Report) {
    for (id, value) in applied {
        match (own.get_mut(&id), value) {
            (Some(Value::Array(present)), Value::Array(more)) => present.extend(more),
            (Some(present), value) if *present == value => {}
            (Some(_), _) => report.error(
                place.clone().of_trait(&id),
                "the trait is applied twice with different values",
                "Leave one of them.",
            ),
            (None, value) => {
                own.insert(id, value);
            }
        }
    }
}

/// What the applies to one shape say: the traits of the shape, and of its members by name.
pub(super) struct Applied {
    pub(super) shape: TraitMap,
    pub(super) members: Vec<(String, TraitMap)>,
}

/// Joins several applies to one shape.
pub(super) fn collect(id: &ShapeId, applies: Vec<RawApply>, report: &mut Report) -> Applied {
    let mut result = Applied { shape: TraitMap::new(), members: Vec::new() };
    for RawApply { member, traits } in applies {
        let Some(name) = member else {
            merge(&mut result.shape, traits, &Place::shape(id), report);
            continue;
        };
        match result.members.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => merge(known, traits, &Place::shape(id).member(&name), report),
            None => result.members.push((name, traits)),
        }
    }
    result
}

/// Adds what applies say about members that the shape states itself; hands back what is about other members.
pub(super) fn to_own_members(
    id: &ShapeId,
    own: &mut [RawMember],
    applied: Vec<(String, TraitMap)>,
    report: &mut Report,
) -> Vec<(String, TraitMap)> {
    let mut rest = Vec::new();
    for (name, traits) in applied {
        match own.iter_mut().find(|member| member.name == name) {
            Some(member) => merge(&mut member.traits, traits, &Place::shape(id).member(&name), report),
            None => rest.push((name, traits)),
        }
    }
    rest
}

/// Lets traits override those handed down by a mixin.
pub(super) fn overlay(inherited: &mut TraitMap, own: TraitMap) {
    for (id, value) in own {
        inherited.insert(id, value);
    }
}
