//! Recursion must end: a value of every shape can be written down.
//!
//! A structure has a finite value if all its required members have one, a union if one of its members has; a list or
//! map can be empty, but one that holds nothing than lists and maps down to itself says nothing (Smithy 2.0,
//! "Recursive shape definitions").

use std::collections::{BTreeMap, BTreeSet};

use crate::model::id::ShapeId;
use crate::model::problem::{Place, Report};
use crate::model::shape::{Shape, ShapeKind};

/// Reports every circle of shapes that never ends, once.
pub(in crate::model) fn check(shapes: &BTreeMap<ShapeId, Shape>, report: &mut Report) {
    let endless = endless(shapes, needs_of_value);
    circles(shapes, &endless, needs_of_value, report, "Make a member on the way optional, or put a list in between.");
    let hollow = hollow(shapes);
    circles(shapes, &hollow, needs_of_collection, report, "Put a structure or union in between.");
}

/// Lists and maps that lead to themselves through nothing else.
fn hollow(shapes: &BTreeMap<ShapeId, Shape>) -> BTreeSet<&ShapeId> {
    endless(shapes, needs_of_collection)
}

/// What a shape needs to be complete.
enum Needs<'a> {
    All(Vec<(&'a str, &'a ShapeId)>),
    Any(Vec<(&'a str, &'a ShapeId)>),
}

fn needs_of_value(shape: &Shape) -> Needs<'_> {
    match &shape.kind {
        ShapeKind::Structure(members) => {
            Needs::All(members.iter().filter(|m| m.traits.required).map(|m| (m.name.as_str(), &m.target)).collect())
        }
        ShapeKind::Union(members) => Needs::Any(members.iter().map(|m| (m.name.as_str(), &m.target)).collect()),
        _ => Needs::All(Vec::new()),
    }
}

fn needs_of_collection(shape: &Shape) -> Needs<'_> {
    match &shape.kind {
        ShapeKind::List(member) | ShapeKind::Map { value: member, .. } => {
            Needs::All(vec![(member.name.as_str(), &member.target)])
        }
        _ => Needs::All(Vec::new()),
    }
}

/// The shapes whose needs are never met, by repeated strikes from the simple shapes on.
fn endless(shapes: &BTreeMap<ShapeId, Shape>, needs: fn(&Shape) -> Needs<'_>) -> BTreeSet<&ShapeId> {
    let mut users: BTreeMap<&ShapeId, Vec<&ShapeId>> = BTreeMap::new();
    let mut open: BTreeMap<&ShapeId, usize> = BTreeMap::new();
    let mut ready: Vec<&ShapeId> = Vec::new();
    for (id, shape) in shapes {
        let (targets, missing) = match needs(shape) {
            Needs::All(targets) => (targets.clone(), targets.len()),
            Needs::Any(targets) => (targets.clone(), targets.len().min(1)),
        };
        if missing == 0 {
            ready.push(id);
        } else {
            open.insert(id, missing);
        }
        for (_, target) in targets {
            if let Some((target, _)) = shapes.get_key_value(target) {
                users.entry(target).or_default().push(id);
            }
        }
    }
    while let Some(id) = ready.pop() {
        for user in users.get(id).into_iter().flatten() {
            if let Some(missing) = open.get_mut(user) {
                *missing -= 1;
                if *missing == 0 {
                    open.remove(user);
                    ready.push(user);
                }
            }
        }
    }
    // A target that is not there has been reported as such.
    open.into_keys().collect()
}

/// Reports the circles among shapes whose needs are never met.
fn circles<'a>(
    shapes: &'a BTreeMap<ShapeId, Shape>,
    endless: &BTreeSet<&'a ShapeId>,
    needs: fn(&Shape) -> Needs<'_>,
    report: &mut Report,
    remedy: &str,
) {
    let mut seen: BTreeSet<&ShapeId> = BTreeSet::new();
    for start in endless {
        let mut path: Vec<(&ShapeId, &str)> = Vec::new();
        let mut on_path: BTreeSet<&ShapeId> = BTreeSet::new();
        let mut at: &ShapeId = start;
        while seen.insert(at) {
            on_path.insert(at);
            let Some(shape) = shapes.get(at) else { break };
            let (Needs::All(targets) | Needs::Any(targets)) = needs(shape);
            let Some((name, next)) = targets.into_iter().find(|(_, target)| endless.contains(target)) else { break };
            path.push((at, name));
            at = next;
        }
        if !on_path.contains(at) {
            continue;
        }
        let circle: Vec<String> =
            path.iter().skip_while(|(id, _)| *id != at).map(|(id, name)| format!("{}${name}", id.name())).collect();
        if circle.is_empty() {
            continue;
        }
        let shown = match circle.get(..8) {
            Some(first) if circle.len() > 8 => format!("{} → …", first.join(" → ")),
            _ => circle.join(" → "),
        };
        report.error(Place::shape(at), format!("the shape contains itself without an end: {shown}"), remedy);
    }
}
