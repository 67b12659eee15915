//! Which members are written as `$name`, without their target: those that the resource of a structure's operation has
//! with the same target, and those that a mixin has and an `apply` adds traits to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::names::target;

/// The properties of a resource that name an operation.
const LIFECYCLE: [&str; 6] = ["create", "put", "read", "update", "delete", "list"];

/// What the shapes of a model say of each other's members.
pub(super) struct Elision<'a> {
    shapes: &'a Map<String, Value>,
    /// The resource that a structure is written `for`.
    resources: BTreeMap<&'a str, &'a str>,
    /// The members of mixins that `apply` statements are about, by the structure or union that they come into.
    mixed: BTreeMap<&'a str, Vec<(&'a str, &'a Value)>>,
}

impl<'a> Elision<'a> {
    /// None, as Smithy 1.0 has it.
    pub(super) fn none(shapes: &'a Map<String, Value>) -> Self {
        Self { shapes, resources: BTreeMap::new(), mixed: BTreeMap::new() }
    }

    pub(super) fn of(shapes: &'a Map<String, Value>) -> Self {
        let mut elision = Self::none(shapes);
        for (structure, resources) in bound(shapes) {
            let mut resources = resources.into_iter();
            let (Some(resource), None) = (resources.next(), resources.next()) else { continue };
            // A name alone says which resource it is.
            let is_near = namespace(structure) == namespace(resource) && is_type(shapes, structure, &["structure"]);
            if is_near && members(shapes, structure).any(|(name, member)| elision.is_of(resource, name, member)) {
                elision.resources.insert(structure, resource);
            }
        }
        for (id, apply) in shapes {
            let Some((shape, name)) = id.split_once('$').filter(|_| is_kind(apply, &["apply"])) else { continue };
            let said =
                || elision.resources.get(shape).is_some_and(|resource| elision.target_in(resource, name).is_some());
            let own = || members(shapes, shape).any(|(own, _)| own == name);
            if is_type(shapes, shape, &["structure", "union"]) && !own() && elision.is_mixed_in(shape, name) && !said()
            {
                elision.mixed.entry(shape).or_default().push((name, apply));
            }
        }
        elision
    }

    /// The resource that a structure is written `for`.
    pub(super) fn resource(&self, structure: &str) -> Option<&'a str> {
        self.resources.get(structure).copied()
    }

    /// Whether the resource of a structure says the target of its member.
    pub(super) fn is_elided(&self, structure: &str, name: &str, member: &Value) -> bool {
        self.resource(structure).is_some_and(|resource| self.is_of(resource, name, member))
    }

    /// The members of mixins that get traits in a structure or union: name, and what has the traits.
    pub(super) fn mixed(&self, id: &str) -> &[(&'a str, &'a Value)] {
        self.mixed.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether an `apply` to this member is said within its structure or union.
    pub(super) fn says(&self, applied: &str) -> bool {
        applied.split_once('$').is_some_and(|(shape, name)| self.mixed(shape).iter().any(|(known, _)| *known == name))
    }

    fn target_in(&self, resource: &str, name: &str) -> Option<&'a str> {
        let resource = self.shapes.get(resource)?;
        ["identifiers", "properties"].iter().find_map(|key| resource.get(key)?.get(name)).and_then(target)
    }

    fn is_of(&self, resource: &str, name: &str, member: &Value) -> bool {
        let said = self.target_in(resource, name);
        said.is_some() && said == target(member)
    }

    fn is_mixed_in(&self, id: &str, name: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&str> = mixins(self.shapes, id).collect();
        while let Some(mixin) = open.pop().filter(|_| seen.len() < self.shapes.len()) {
            if !seen.insert(mixin) {
                continue;
            }
            if members(self.shapes, mixin).any(|(known, _)| known == name) {
                return true;
            }
            open.extend(mixins(self.shapes, mixin));
        }
        false
    }
}

/// The resources to whose operations a structure belongs, as input or output.
fn bound(shapes: &Map<String, Value>) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut bound: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (id, resource) in shapes.iter().filter(|(_, shape)| is_kind(shape, &["resource"])) {
        let single = LIFECYCLE.iter().filter_map(|key| resource.get(key));
        let lists = ["operations", "collectionOperations"].iter().filter_map(|key| resource.get(key)?.as_array());
        for operation in single.chain(lists.flatten()).filter_map(target).filter_map(|id| shapes.get(id)) {
            for structure in ["input", "output"].iter().filter_map(|key| target(operation.get(key)?)) {
                bound.entry(structure).or_default().insert(id);
            }
        }
    }
    bound
}

fn members<'a>(shapes: &'a Map<String, Value>, id: &str) -> impl Iterator<Item = (&'a str, &'a Value)> {
    let members = shapes.get(id).and_then(|shape| shape.get("members")).and_then(Value::as_object);
    members.into_iter().flatten().map(|(name, member)| (name.as_str(), member))
}

fn mixins<'a>(shapes: &'a Map<String, Value>, id: &str) -> impl Iterator<Item = &'a str> {
    let mixins = shapes.get(id).and_then(|shape| shape.get("mixins")).and_then(Value::as_array);
    mixins.into_iter().flatten().filter_map(target)
}

fn namespace(id: &str) -> &str {
    id.split('#').next().unwrap_or_default()
}

fn is_type(shapes: &Map<String, Value>, id: &str, types: &[&str]) -> bool {
    shapes.get(id).is_some_and(|shape| is_kind(shape, types))
}

fn is_kind(shape: &Value, types: &[&str]) -> bool {
    shape.get("type").and_then(Value::as_str).is_some_and(|ty| types.contains(&ty))
}
