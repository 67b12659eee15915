//! A model as the comparison sees it: shapes by the names that show, and which operations reach each of them.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::trait_facts::Scope;
use crate::lower::ir::Directions;
use crate::lower::reach;
use crate::model::{Model, Operation, Shape, ShapeId, ShapeKind, Simple};

/// The type of a shape without what belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Simple(Simple),
    Enum,
    IntEnum,
    List,
    Map,
    Structure,
    Union,
}

impl Kind {
    pub(super) fn of(shape: &Shape, scope: Scope) -> Self {
        match &shape.kind {
            ShapeKind::Simple(simple) => Self::Simple(*simple),
            ShapeKind::Enum(_) => Self::Enum,
            // botocore's files have no numbers with names.
            ShapeKind::IntEnum(_) if scope.mixed => Self::Simple(Simple::Integer),
            ShapeKind::IntEnum(_) => Self::IntEnum,
            ShapeKind::List(_) => Self::List,
            ShapeKind::Map { .. } => Self::Map,
            ShapeKind::Structure(_) => Self::Structure,
            ShapeKind::Union(_) => Self::Union,
        }
    }

    /// Whether the shape's name is the name of a Rust type.
    pub(super) fn is_named(self) -> bool {
        matches!(self, Self::Structure | Self::Union | Self::Enum | Self::IntEnum)
    }

    /// The name in Smithy.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Simple(simple) => simple.name(),
            Self::Enum => "enum",
            Self::IntEnum => "intEnum",
            Self::List => "list",
            Self::Map => "map",
            Self::Structure => "structure",
            Self::Union => "union",
        }
    }
}

/// A set of operations, by their number in the order of the model.
#[derive(Clone, Debug, Default)]
struct OperationSet(Vec<u64>);

impl OperationSet {
    fn insert(&mut self, index: usize) {
        let word = index / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(word) {
            *bits |= 1 << (index % 64);
        }
    }

    fn contains(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|bits| bits & (1 << (index % 64)) != 0)
    }
}

/// A model with what the comparison looks up in it.
pub(super) struct View<'m> {
    pub(super) model: &'m Model,
    pub(super) scope: Scope,
    /// Operations by the name that shows.
    pub(super) operations: BTreeMap<String, &'m Operation>,
    /// Shapes with a Rust type of their name, by that name: what members refer to, and errors.
    pub(super) named: BTreeMap<String, &'m ShapeId>,
    /// Names that shapes of several namespaces share, in this model or the other.
    shared_names: HashSet<String>,
    directions: HashMap<&'m ShapeId, Directions>,
    reached_by: HashMap<&'m ShapeId, OperationSet>,
    /// What messages hold outside of everything that is sensitive.
    exposed: HashSet<&'m ShapeId>,
    operation_names: Vec<String>,
}

/// Names that more than one shape of the model has.
pub(super) fn shared_names(model: &Model) -> HashSet<String> {
    let mut seen: HashMap<&str, &ShapeId> = HashMap::new();
    let ids = model.shapes.keys().chain(model.operations.iter().map(|operation| &operation.id));
    let mut shared = HashSet::new();
    for id in ids.filter(|id| id.namespace() != "smithy.api") {
        if seen.insert(id.name(), id).is_some_and(|other| other != id) {
            shared.insert(id.name().to_owned());
        }
    }
    shared
}

impl<'m> View<'m> {
    /// `shared_names` are those of both models, so that a shape has one name in both.
    pub(super) fn new(model: &'m Model, scope: Scope, shared_names: HashSet<String>) -> Self {
        let mut view = Self {
            model,
            scope,
            operations: BTreeMap::new(),
            named: BTreeMap::new(),
            shared_names,
            directions: HashMap::new(),
            reached_by: HashMap::new(),
            exposed: HashSet::new(),
            operation_names: Vec::new(),
        };
        view.operations = model.operations.iter().map(|operation| (view.key(&operation.id), operation)).collect();
        view.operation_names = model.operations.iter().map(|operation| view.key(&operation.id)).collect();
        let reach = reach::reach(model);
        let named = reach.shared.keys().chain(reach.errors.iter().filter(|id| !view.is_of_discovery(id)));
        let named = named.filter_map(|id| model.shapes.get_key_value(id));
        view.named =
            named.filter(|(_, shape)| Kind::of(shape, scope).is_named()).map(|(id, _)| (view.key(id), id)).collect();
        view.follow();
        view.exposed = view.outside_of_secrets(view.ends().collect());
        view
    }

    /// The inputs, outputs and errors of all operations.
    fn ends(&self) -> impl Iterator<Item = &'m ShapeId> {
        let model = self.model;
        let own = |operation: &'m Operation| operation.input.iter().chain(&operation.output).chain(&operation.errors);
        model.operations.iter().flat_map(own).chain(&model.service.errors)
    }

    /// What `open` leads to without passing anything sensitive.
    fn outside_of_secrets(&self, mut open: Vec<&'m ShapeId>) -> HashSet<&'m ShapeId> {
        let mut seen = HashSet::new();
        while let Some(id) = open.pop() {
            let Some(shape) = self.shape(id).filter(|shape| !shape.traits.sensitive) else { continue };
            if seen.insert(id) {
                let shown = shape.kind.members().filter(|member| !member.traits.sensitive);
                open.extend(shown.map(|member| &member.target));
            }
        }
        seen
    }

    /// Whether a value that is no structure, list or the like shows in logs because of this shape.
    pub(super) fn shows(&self, id: &'m ShapeId) -> bool {
        self.exposed.contains(id)
            && self.outside_of_secrets(vec![id]).into_iter().any(|id| {
                let kind = self.shape(id).map(|shape| &shape.kind);
                matches!(kind, Some(ShapeKind::Simple(_) | ShapeKind::Enum(_) | ShapeKind::IntEnum(_)))
            })
    }

    /// Follows every operation, and marks what it reaches.
    fn follow(&mut self) {
        for (index, operation) in self.model.operations.iter().enumerate() {
            let requests = Directions { request: true, response: false };
            let responses = Directions { request: false, response: true };
            let answers = operation.output.iter().chain(&operation.errors).chain(&self.model.service.errors);
            self.mark(operation.input.iter().collect(), index, requests);
            self.mark(answers.collect(), index, responses);
        }
    }

    fn mark(&mut self, mut open: Vec<&'m ShapeId>, index: usize, side: Directions) {
        let mut seen: HashSet<&ShapeId> = HashSet::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            self.reached_by.entry(id).or_default().insert(index);
            let directions = self.directions.entry(id).or_default();
            directions.request |= side.request;
            directions.response |= side.response;
            if let Some(shape) = self.model.shapes.get(id) {
                open.extend(shape.kind.members().map(|member| &member.target));
            }
        }
    }

    /// The name of a shape as reports and Rust code show it: without its namespace where that leaves no doubt.
    pub(super) fn key(&self, id: &ShapeId) -> String {
        match self.model.service.renames.get(id) {
            Some(name) => name.clone(),
            None if id.namespace() == "smithy.api" || self.shared_names.contains(id.name()) => id.as_str().to_owned(),
            None => id.name().to_owned(),
        }
    }

    /// The shape that reports call so, an operation's input or output among them.
    pub(super) fn called(&self, label: &str) -> Option<&'m ShapeId> {
        let end = || {
            let (operation, end) = label.split_once('.')?;
            let operation = self.operations.get(operation)?;
            if end == "input" { operation.input.as_ref() } else { operation.output.as_ref() }
        };
        let in_namespace = || {
            let id = ShapeId::new(&format!("{}#{label}", self.model.service.id.namespace()));
            self.model.shapes.get_key_value(&id).map(|(id, _)| id)
        };
        self.named.get(label).copied().or_else(end).or_else(in_namespace)
    }

    pub(super) fn shape(&self, id: &ShapeId) -> Option<&'m Shape> {
        self.model.shapes.get(id)
    }

    pub(super) fn kind(&self, id: &ShapeId) -> Option<Kind> {
        self.shape(id).map(|shape| Kind::of(shape, self.scope))
    }

    /// Which messages carry a shape, inputs, outputs and errors included.
    pub(super) fn directions(&self, id: &ShapeId) -> Directions {
        self.directions.get(id).copied().unwrap_or_default()
    }

    /// The operations that reach a shape.
    pub(super) fn reaching<'s>(&'s self, id: &ShapeId) -> impl Iterator<Item = &'s str> {
        let set = self.reached_by.get(id);
        let names = self.operation_names.iter().enumerate();
        names.filter(move |(index, _)| set.is_some_and(|set| set.contains(*index))).map(|(_, name)| name.as_str())
    }

    /// An operation's errors by name; between the formats those of the service are among them, as botocore has them.
    pub(super) fn errors(&self, operation: &'m Operation) -> BTreeMap<String, &'m ShapeId> {
        let common: &[ShapeId] = if self.scope.mixed { &self.model.service.errors } else { &[] };
        let said = operation.errors.iter().chain(common).filter(|id| !self.is_of_discovery(id));
        said.map(|id| (self.key(id), id)).collect()
    }

    /// Whether it is the error of endpoint discovery, which botocore's files leave out.
    fn is_of_discovery(&self, id: &ShapeId) -> bool {
        let aws = self.model.service.traits.aws_service.as_ref();
        self.scope.mixed && aws.and_then(|aws| aws.discovery_error.as_ref()) == Some(id)
    }

    /// Whether a structure has no members; so has a missing one.
    pub(super) fn is_empty(&self, id: Option<&ShapeId>) -> bool {
        id.and_then(|id| self.shape(id)).is_none_or(|shape| shape.kind.members().next().is_none())
    }
}
