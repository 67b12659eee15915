//! Which shapes came and went with which change: a shape is part of a service only as long as something refers to it.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::aspect::Aspect;
use super::change::{Action, Place};
use super::compare::{self, Found};
use super::view::View;
use crate::model::ShapeId;

/// For each difference, the ids of those that brought it about; empty for an edit of its own.
pub(super) fn follow(old: &View<'_>, new: &View<'_>, found: &[Found<'_>]) -> Vec<Vec<String>> {
    let lone = |action: Action| -> HashMap<&str, usize> {
        let shapes =
            found.iter().enumerate().filter(|(_, found)| found.aspect == Aspect::Shape && found.action == action);
        shapes
            .filter_map(|(index, found)| match &found.place {
                Place::Shape(name) => Some((name.as_str(), index)),
                _ => None,
            })
            .collect()
    };
    let mut follows: Vec<BTreeSet<String>> = vec![BTreeSet::new(); found.len()];
    for (view, lone, is_old) in [(old, lone(Action::Removed), true), (new, lone(Action::Added), false)] {
        if lone.is_empty() {
            continue;
        }
        for cause in found {
            let roots = if is_old { &cause.leads_to.0 } else { &cause.leads_to.1 };
            for index in led_to(view, roots, &lone) {
                if let Some(follows) = follows.get_mut(index) {
                    follows.insert(compare::id(cause));
                }
            }
        }
    }
    follows.into_iter().map(|ids| ids.into_iter().collect()).collect()
}

/// The lone shapes that `roots` lead to, through shapes without a name of their own and other lone ones.
fn led_to(view: &View<'_>, roots: &[&ShapeId], lone: &HashMap<&str, usize>) -> Vec<usize> {
    let mut found = Vec::new();
    let mut seen: HashSet<&ShapeId> = HashSet::new();
    let mut open: Vec<&ShapeId> = roots.to_vec();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let key = view.key(id);
        let is_lone = lone.get(key.as_str());
        found.extend(is_lone);
        // What both models have is compared by itself; what it leads to does not come and go with this change.
        let passable = is_lone.is_some() || !view.named.contains_key(&key);
        if let Some(shape) = view.shape(id).filter(|_| passable) {
            open.extend(shape.kind.members().map(|member| &member.target));
        }
    }
    found
}
