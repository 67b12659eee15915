//! Which members are boxed, because their type would otherwise contain itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Model, ShapeId, ShapeKind};

/// A member, by the shape that holds it and its name.
pub type MemberKey = (ShapeId, String);

/// One member out of every cycle of structures and unions that no list or map interrupts: the first one in the order of
/// shape and member names, as in aws-sdk-rust.
pub fn boxed_members(model: &Model) -> BTreeSet<MemberKey> {
    let mut edges = direct_edges(model);
    let mut boxed = BTreeSet::new();
    while let Some(key) = find_cycle(&edges).and_then(|cycle| cycle.into_iter().min()) {
        if let Some(members) = edges.get_mut(&key.0) {
            members.retain(|(name, _)| *name != key.1);
        }
        boxed.insert(key);
    }
    boxed
}

/// By shape: the members that hold another structure or union directly, and which.
type Edges = BTreeMap<ShapeId, Vec<(String, ShapeId)>>;

fn direct_edges(model: &Model) -> Edges {
    let is_aggregate = |id: &ShapeId| {
        model.shapes.get(id).is_some_and(|shape| matches!(shape.kind, ShapeKind::Structure(_) | ShapeKind::Union(_)))
    };
    let mut edges = Edges::new();
    for shape in model.shapes.values() {
        if let ShapeKind::Structure(members) | ShapeKind::Union(members) = &shape.kind {
            let direct = members.iter().filter(|member| is_aggregate(&member.target));
            edges.insert(
                shape.id.clone(),
                direct.map(|member| (member.name.clone(), member.target.clone())).collect(),
            );
        }
    }
    edges
}

/// The members along some cycle, or `None` where there is none. Walks with a stack of its own, as models can be deep.
fn find_cycle(edges: &Edges) -> Option<Vec<MemberKey>> {
    let mut finished: BTreeSet<&ShapeId> = BTreeSet::new();
    for start in edges.keys() {
        // Each step: a shape on the path, and how many of its members were tried.
        let mut path: Vec<(&ShapeId, usize)> = vec![(start, 0)];
        let mut on_path: BTreeSet<&ShapeId> = BTreeSet::from([start]);
        while let Some((id, tried)) = path.last_mut() {
            let id = *id;
            let next = edges.get(id).and_then(|members| members.get(*tried));
            *tried += 1;
            match next {
                None => {
                    finished.insert(id);
                    on_path.remove(id);
                    path.pop();
                }
                Some((_, target)) if finished.contains(target) => {}
                Some((_, target)) if on_path.contains(target) => return Some(cycle_on(&path, target, edges)),
                Some((_, target)) => {
                    on_path.insert(target);
                    path.push((target, 0));
                }
            }
        }
    }
    None
}

/// The part of `path` that starts at `entry`, as members.
fn cycle_on(path: &[(&ShapeId, usize)], entry: &ShapeId, edges: &Edges) -> Vec<MemberKey> {
    path.iter()
        .skip_while(|(id, _)| *id != entry)
        .filter_map(|(id, tried)| {
            let (name, _) = edges.get(*id)?.get(tried.checked_sub(1)?)?;
            Some(((*id).clone(), name.clone()))
        })
        .collect()
}
