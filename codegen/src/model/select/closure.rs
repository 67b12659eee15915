//! What a service reaches: its operations, directly and through resources, and their data shapes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::model::check::CheckedService;
use crate::model::id::ShapeId;
use crate::model::read::ast::RawResource;
use crate::model::shape::{Model, Operation, Shape};

/// The ids of all operations of a service, in the order of their names.
pub(in crate::model) fn operations(
    service: &CheckedService,
    resources: &BTreeMap<ShapeId, RawResource>,
) -> Vec<ShapeId> {
    let mut found: BTreeSet<ShapeId> = service.operations.iter().cloned().collect();
    let mut seen: HashSet<&ShapeId> = HashSet::new();
    let mut open: Vec<&ShapeId> = service.resources.iter().collect();
    while let Some(id) = open.pop() {
        if let Some(resource) = resources.get(id).filter(|_| seen.insert(id)) {
            found.extend(resource.operations.iter().cloned());
            open.extend(&resource.resources);
        }
    }
    let mut ids: Vec<ShapeId> = found.into_iter().collect();
    ids.sort_by(|a, b| a.name().cmp(b.name()).then_with(|| a.cmp(b)));
    ids
}

/// Every shape that the roots reach, themselves included.
pub(in crate::model) fn reach<'a>(
    roots: impl Iterator<Item = &'a ShapeId>,
    shapes: &'a BTreeMap<ShapeId, Shape>,
) -> BTreeSet<ShapeId> {
    let mut found: HashSet<&ShapeId> = HashSet::new();
    let mut open: Vec<&ShapeId> = roots.collect();
    while let Some(id) = open.pop() {
        if found.insert(id)
            && let Some(shape) = shapes.get(id)
        {
            open.extend(shape.kind.members().map(|member| &member.target));
        }
    }
    found.into_iter().cloned().collect()
}

/// For each shape that leads to a stream, or is one: that stream. Empty for nearly all models.
pub(in crate::model) fn streams(shapes: &BTreeMap<ShapeId, Shape>) -> BTreeMap<&ShapeId, &ShapeId> {
    let mut streams: BTreeMap<&ShapeId, &ShapeId> = BTreeMap::new();
    let mut open: Vec<(&ShapeId, &ShapeId)> = Vec::new();
    for (id, shape) in shapes {
        if shape.traits.streaming {
            open.push((id, id));
        }
        if let Some(member) = shape.kind.members().find(|member| member.traits.streaming) {
            open.push((id, &member.target));
        }
    }
    if open.is_empty() {
        return streams;
    }
    let mut users: HashMap<&ShapeId, Vec<&ShapeId>> = HashMap::new();
    for (id, shape) in shapes {
        for member in shape.kind.members() {
            users.entry(&member.target).or_default().push(id);
        }
    }
    while let Some((id, stream)) = open.pop() {
        if streams.contains_key(id) {
            continue;
        }
        streams.insert(id, stream);
        open.extend(users.get(id).into_iter().flatten().map(|user| (*user, stream)));
    }
    streams
}

/// The model as it is loaded without [`streams`](crate::model::LoadOptions::streams): what can be generated of it.
pub fn without_streams(model: &Model) -> Cow<'_, Model> {
    if model.operations.iter().all(|operation| operation.stream.is_none()) {
        return Cow::Borrowed(model);
    }
    let operations: Vec<Operation> =
        model.operations.iter().filter(|operation| operation.stream.is_none()).cloned().collect();
    let ends = operations.iter().flat_map(|operation| operation.input.iter().chain(&operation.output));
    let errors = operations.iter().flat_map(|operation| &operation.errors).chain(&model.service.errors);
    let reached = reach(ends.chain(errors), &model.shapes);
    let mut shapes = model.shapes.clone();
    shapes.retain(|id, _| reached.contains(id));
    let mut service = model.service.clone();
    service.renames.retain(|id, _| shapes.contains_key(id));
    Cow::Owned(Model {
        service,
        operations,
        shapes,
        partitions: model.partitions.clone(),
        trait_rules: model.trait_rules.clone(),
    })
}

/// The stream that an operation's input or output holds.
pub(in crate::model) fn stream_of<'a>(
    operation: &Operation,
    streams: &BTreeMap<&ShapeId, &'a ShapeId>,
) -> Option<(&'static str, &'a ShapeId)> {
    let on = |side: &Option<ShapeId>| side.as_ref().and_then(|id| streams.get(id)).copied();
    on(&operation.input).map(|id| ("input", id)).or_else(|| on(&operation.output).map(|id| ("output", id)))
}
