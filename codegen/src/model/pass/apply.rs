//! Merging of traits that are said in several places: `apply` statements, and what a mixin hands down.

use std::collections::BTreeMap;

use crate::model::id::ShapeId;
use crate::model::problem::{Place, Report};
use crate::model::read::ast::{RawApply, RawMember, TraitMap};
use crate::model::read::joined;

/// Adds the traits of an `apply` to those that the same shape states itself. What
/// cannot be joined is told.
pub(in crate::model) fn merge(own: &mut TraitMap, applied: TraitMap, place: &Place, report: &mut Report) {
    for (id, value) in applied {
        if let Err(id) = joined::add(own, id, value) {
            report.error(
                place.clone().of_trait(&id),
                "the trait is applied twice with different values",
                "Leave one of them.",
            );
        }
    }
}

/// What the applies to one shape say: the traits of the shape, and of its members by name.
pub(in crate::model) struct Applied {
    pub(in crate::model) shape: TraitMap,
    pub(in crate::model) members: BTreeMap<String, TraitMap>,
}

/// Joins several applies to one shape.
pub(in crate::model) fn collect(id: &ShapeId, applies: Vec<RawApply>, report: &mut Report) -> Applied {
    let mut result = Applied { shape: TraitMap::new(), members: BTreeMap::new() };
    for RawApply { member, traits } in applies {
        let Some(name) = member else {
            merge(&mut result.shape, traits, &Place::shape(id), report);
            continue;
        };
        let place = Place::shape(id).member(&name);
        merge(result.members.entry(name).or_default(), traits, &place, report);
    }
    result
}

/// Adds what applies say about members that the shape states itself; hands back what is about other members.
pub(in crate::model) fn to_own_members(
    id: &ShapeId,
    own: &mut [RawMember],
    mut applied: BTreeMap<String, TraitMap>,
    report: &mut Report,
) -> BTreeMap<String, TraitMap> {
    if applied.is_empty() {
        return applied;
    }
    for member in own {
        if let Some(traits) = applied.remove(&member.name) {
            merge(&mut member.traits, traits, &Place::shape(id).member(&member.name), report);
        }
    }
    applied
}

/// Lets traits override those handed down by a mixin.
pub(in crate::model) fn overlay(inherited: &mut TraitMap, own: TraitMap) {
    for (id, value) in own {
        inherited.insert(id, value);
    }
}
