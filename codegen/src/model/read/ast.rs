//! The JSON AST as it stands in the file: every property has its place, nothing is resolved yet.
//!
//! Form: Smithy 2.0, "JSON AST"; version 1.0 has the same form with fewer types.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::json::kind;
use super::types::Type;
use crate::model::id::{ShapeId, is_identifier, is_shape_id};
use crate::model::problem::{Place, Report, shortened};

/// Traits by id, in the file's order.
pub(in crate::model) type TraitMap = Map<String, Value>;

/// The version that the file states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) enum Version {
    V1,
    V2,
}

/// All shapes of a file.
#[derive(Debug)]
pub(in crate::model) struct RawModel {
    pub(in crate::model) version: Version,
    pub(in crate::model) shapes: BTreeMap<ShapeId, RawShape>,
    /// `apply` statements by the shape they are about.
    pub(in crate::model) applies: BTreeMap<ShapeId, Vec<RawApply>>,
}

/// Traits that an `apply` statement adds to a shape, or to one of its members.
#[derive(Debug)]
pub(in crate::model) struct RawApply {
    pub(in crate::model) member: Option<String>,
    pub(in crate::model) traits: TraitMap,
}

/// A shape.
#[derive(Debug)]
pub(in crate::model) struct RawShape {
    pub(in crate::model) kind: RawKind,
    pub(in crate::model) traits: TraitMap,
    pub(in crate::model) mixins: Vec<ShapeId>,
    /// Also the `member` of a list and the `key` and `value` of a map, under these names.
    pub(in crate::model) members: Vec<RawMember>,
}

/// The type of a shape, with the properties that are not members.
#[derive(Debug)]
pub(in crate::model) enum RawKind {
    Data(Type),
    Service(RawService),
    Operation(RawOperation),
    Resource(RawResource),
}

impl RawKind {
    pub(in crate::model) fn ty(&self) -> Type {
        match self {
            Self::Data(ty) => *ty,
            Self::Service(_) => Type::Service,
            Self::Operation(_) => Type::Operation,
            Self::Resource(_) => Type::Resource,
        }
    }
}

#[derive(Clone, Debug)]
pub(in crate::model) struct RawMember {
    pub(in crate::model) name: String,
    pub(in crate::model) target: ShapeId,
    pub(in crate::model) traits: TraitMap,
}

#[derive(Clone, Debug, Default)]
pub(in crate::model) struct RawService {
    pub(in crate::model) version: Option<String>,
    pub(in crate::model) operations: Vec<ShapeId>,
    pub(in crate::model) resources: Vec<ShapeId>,
    pub(in crate::model) errors: Vec<ShapeId>,
    pub(in crate::model) rename: BTreeMap<ShapeId, String>,
}

#[derive(Clone, Debug, Default)]
pub(in crate::model) struct RawOperation {
    pub(in crate::model) input: Option<ShapeId>,
    pub(in crate::model) output: Option<ShapeId>,
    pub(in crate::model) errors: Vec<ShapeId>,
}

#[derive(Clone, Debug, Default)]
pub(in crate::model) struct RawResource {
    /// Lifecycle, instance and collection operations alike.
    pub(in crate::model) operations: Vec<ShapeId>,
    pub(in crate::model) resources: Vec<ShapeId>,
}

/// Whether the value looks like a Smithy AST.
pub(in crate::model) fn is_ast(value: &Value) -> bool {
    value.get("smithy").is_some()
}

/// Sorts a file into shapes; what does not fit is reported and left out.
pub(in crate::model) fn read(value: Value, report: &mut Report) -> RawModel {
    let mut model = RawModel { version: Version::V2, shapes: BTreeMap::new(), applies: BTreeMap::new() };
    let Value::Object(top) = value else {
        let message = format!("expected an object at the top, found {}", kind(&value));
        report.error(Place::default(), message, "Give a Smithy JSON AST or a botocore service-2.json.");
        return model;
    };
    for (key, value) in top {
        match (key.as_str(), value) {
            ("smithy", value) => model.version = version(&value, report),
            ("metadata", Value::Object(_)) => {}
            ("shapes", Value::Object(shapes)) => {
                for (id, value) in shapes {
                    shape(&id, value, &mut model, report);
                }
            }
            ("metadata" | "shapes", value) => {
                let message = format!("{key}: expected an object, found {}", kind(&value));
                report.error(Place::default(), message, "Write it as an object.");
            }
            (key, _) => {
                let message = format!("the top-level property {} is not one of the Smithy JSON AST", shortened(key));
                report.error(Place::default(), message, "Leave only `smithy`, `metadata` and `shapes`.");
            }
        }
    }
    model
}

fn version(value: &Value, report: &mut Report) -> Version {
    match value.as_str() {
        Some("1" | "1.0") => Version::V1,
        Some("2" | "2.0") => Version::V2,
        _ => {
            let shown = value.as_str().map_or_else(|| kind(value).to_owned(), shortened);
            let message = format!("smithy: expected the version \"1.0\" or \"2.0\", found {shown}");
            report.error(Place::default(), message, "Give the model in one of these versions.");
            Version::V2
        }
    }
}

/// Reads one entry of `shapes`.
fn shape(id: &str, value: Value, model: &mut RawModel, report: &mut Report) {
    let Value::Object(properties) = value else {
        let message = format!("expected an object, found {}", kind(&value));
        return report.error(Place::shape(id), message, "Write the shape as an object with a `type`.");
    };
    let Some(name) = properties.get("type").and_then(Value::as_str).map(str::to_owned) else {
        return report.error(Place::shape(id), "the shape has no `type`", "Give it one, such as \"structure\".");
    };
    if name == "apply" {
        return apply(id, properties, model, report);
    }
    if !is_shape_id(id) {
        return bad_id(Place::default(), id, report);
    }
    let set = name == "set";
    let Some(ty) = (if set { Some(Type::List) } else { Type::from_name(&name) }) else {
        let message = format!("the shape type {} is not known", shortened(&name));
        return report.error(Place::shape(id), message, "Use a type of Smithy 2.0, such as \"structure\".");
    };
    let mut reader = ShapeReader { id, ty, report, shape: empty(ty) };
    for (key, value) in properties {
        reader.property(&key, value);
    }
    let mut shape = reader.shape;
    if set {
        shape.traits.entry("smithy.api#uniqueItems").or_insert_with(|| Value::Object(Map::new()));
    }
    model.shapes.insert(ShapeId::new(id), shape);
}

fn empty(ty: Type) -> RawShape {
    let kind = match ty {
        Type::Service => RawKind::Service(RawService::default()),
        Type::Operation => RawKind::Operation(RawOperation::default()),
        Type::Resource => RawKind::Resource(RawResource::default()),
        data => RawKind::Data(data),
    };
    RawShape { kind, traits: Map::new(), mixins: Vec::new(), members: Vec::new() }
}

fn apply(id: &str, properties: Map<String, Value>, model: &mut RawModel, report: &mut Report) {
    let (shape, member) = match id.split_once('$') {
        Some((shape, member)) => (shape, Some(member)),
        None => (id, None),
    };
    if !is_shape_id(shape) || !member.is_none_or(is_identifier) {
        return bad_id(Place::default(), id, report);
    }
    let place = Place { member: member.map(str::to_owned), ..Place::shape(shape) };
    for (key, value) in properties {
        match key.as_str() {
            "type" => {}
            "traits" => {
                let traits = traits(place.clone(), value, report);
                let apply = RawApply { member: member.map(str::to_owned), traits };
                model.applies.entry(ShapeId::new(shape)).or_default().push(apply);
            }
            _ => unknown_property(place.clone(), "apply", &key, report),
        }
    }
}

fn bad_id(place: Place, id: &str, report: &mut Report) {
    let message = format!("{} is not an absolute shape id", shortened(id));
    report.error(place, message, "Write it as `namespace#Name`, in ASCII letters, digits and underscores.");
}

fn unknown_property(place: Place, ty: &str, key: &str, report: &mut Report) {
    let message = format!("{} is not a property of the type {ty}", shortened(key));
    report.error(place, message, "Correct its name or take it out.");
}

fn traits(place: Place, value: Value, report: &mut Report) -> TraitMap {
    let Value::Object(traits) = value else {
        let message = format!("traits: expected an object, found {}", kind(&value));
        report.error(place, message, "Write `traits` as an object of trait id and value.");
        return Map::new();
    };
    for id in traits.keys() {
        if !is_shape_id(id) {
            bad_id(place.clone(), id, report);
        }
    }
    traits
}

/// Reads the properties of one shape.
struct ShapeReader<'a> {
    id: &'a str,
    ty: Type,
    report: &'a mut Report,
    shape: RawShape,
}

impl ShapeReader<'_> {
    fn place(&self) -> Place {
        Place::shape(self.id)
    }

    fn property(&mut self, key: &str, value: Value) {
        match (key, self.ty) {
            ("type", _) => {}
            ("traits", _) => self.shape.traits = traits(self.place(), value, self.report),
            ("mixins", _) => self.shape.mixins = self.targets(key, value),
            ("member", Type::List) | ("key" | "value", Type::Map) => self.member(key, value),
            ("members", Type::Structure | Type::Union | Type::Enum | Type::IntEnum) => self.members(value),
            _ => self.entity_property(key, value),
        }
    }

    /// The properties of services, operations and resources.
    fn entity_property(&mut self, key: &str, value: Value) {
        // The kind is taken out while the value is read, since reading reports through `self`.
        let mut shape_kind = std::mem::replace(&mut self.shape.kind, RawKind::Data(Type::Document));
        match (key, &mut shape_kind) {
            ("version", RawKind::Service(service)) => match value {
                Value::String(version) => service.version = Some(version),
                other => {
                    let message = format!("version: expected a string, found {}", kind(&other));
                    self.report.error(self.place(), message, "Write the version as a string.");
                }
            },
            ("operations", RawKind::Service(service)) => service.operations = self.targets(key, value),
            ("resources", RawKind::Service(service)) => service.resources = self.targets(key, value),
            ("errors", RawKind::Service(service)) => service.errors = self.targets(key, value),
            ("rename", RawKind::Service(service)) => service.rename = self.rename(value),
            ("input", RawKind::Operation(operation)) => operation.input = self.target(self.place(), key, value),
            ("output", RawKind::Operation(operation)) => operation.output = self.target(self.place(), key, value),
            ("errors", RawKind::Operation(operation)) => operation.errors = self.targets(key, value),
            ("create" | "put" | "read" | "update" | "delete" | "list", RawKind::Resource(resource)) => {
                resource.operations.extend(self.target(self.place(), key, value));
            }
            ("operations" | "collectionOperations", RawKind::Resource(resource)) => {
                resource.operations.extend(self.targets(key, value));
            }
            ("resources", RawKind::Resource(resource)) => resource.resources = self.targets(key, value),
            // Identifiers and properties bind members to resources; nothing on the wire follows from them.
            ("identifiers" | "properties", RawKind::Resource(_)) => {}
            _ => unknown_property(self.place(), self.ty.name(), key, self.report),
        }
        self.shape.kind = shape_kind;
    }

    fn members(&mut self, value: Value) {
        let Value::Object(members) = value else {
            let message = format!("members: expected an object, found {}", kind(&value));
            return self.report.error(self.place(), message, "Write `members` as an object of name and member.");
        };
        self.shape.members.reserve(members.len());
        for (name, value) in members {
            if is_identifier(&name) {
                self.member(&name, value);
            } else {
                let message = format!("the member name {} is not an identifier", shortened(&name));
                self.report.error(self.place(), message, "Use ASCII letters, digits and underscores.");
            }
        }
    }

    fn member(&mut self, name: &str, value: Value) {
        let place = self.place().member(name);
        let Value::Object(properties) = value else {
            let message = format!("expected an object with a `target`, found {}", kind(&value));
            return self.report.error(place, message, "Write the member as {\"target\": \"namespace#Name\"}.");
        };
        let mut target = None;
        let mut member_traits = Map::new();
        let mut stated = false;
        for (key, value) in properties {
            match key.as_str() {
                "target" => {
                    stated = true;
                    target = self.id(place.clone(), "target", value);
                }
                "traits" => member_traits = traits(place.clone(), value, self.report),
                _ => unknown_property(place.clone(), "member", &key, self.report),
            }
        }
        match target {
            Some(target) => {
                self.shape.members.push(RawMember { name: name.to_owned(), target, traits: member_traits });
            }
            None if stated => {}
            None => self.report.error(place, "the member has no `target`", "Name the shape that the member holds."),
        }
    }

    /// `{"target": "a.b#C"}`.
    fn target(&mut self, place: Place, key: &str, value: Value) -> Option<ShapeId> {
        let Value::Object(mut properties) = value else {
            let message = format!("{key}: expected an object with a `target`, found {}", kind(&value));
            self.report.error(place, message, "Write it as {\"target\": \"namespace#Name\"}.");
            return None;
        };
        match properties.get_mut("target") {
            Some(target) => {
                let target = target.take();
                self.id(place, key, target)
            }
            None => {
                let message = format!("{key}: the object has no `target`");
                self.report.error(place, message, "Write it as {\"target\": \"namespace#Name\"}.");
                None
            }
        }
    }

    fn targets(&mut self, key: &str, value: Value) -> Vec<ShapeId> {
        let Value::Array(items) = value else {
            let message = format!("{key}: expected an array, found {}", kind(&value));
            self.report.error(self.place(), message, "Write it as [{\"target\": \"namespace#Name\"}].");
            return Vec::new();
        };
        items.into_iter().filter_map(|item| self.target(self.place(), key, item)).collect()
    }

    fn id(&mut self, place: Place, key: &str, value: Value) -> Option<ShapeId> {
        match value {
            Value::String(text) if is_shape_id(&text) => Some(ShapeId::new(&text)),
            Value::String(text) => {
                bad_id(place, &text, self.report);
                None
            }
            other => {
                let message = format!("{key}: expected a shape id, found {}", kind(&other));
                self.report.error(place, message, "Write the id as a string, `namespace#Name`.");
                None
            }
        }
    }

    fn rename(&mut self, value: Value) -> BTreeMap<ShapeId, String> {
        let Value::Object(names) = value else {
            let message = format!("rename: expected an object, found {}", kind(&value));
            self.report.error(self.place(), message, "Write it as {\"namespace#Name\": \"NewName\"}.");
            return BTreeMap::new();
        };
        let mut renames = BTreeMap::new();
        for (id, name) in names {
            match name {
                Value::String(name) if is_shape_id(&id) && is_identifier(&name) => {
                    renames.insert(ShapeId::new(&id), name);
                }
                Value::String(name) => {
                    let message = format!("rename: {} to {} is not possible", shortened(&id), shortened(&name));
                    self.report.error(self.place(), message, "Rename an absolute shape id to a plain name.");
                }
                other => {
                    let message = format!("rename: {}: expected a string, found {}", shortened(&id), kind(&other));
                    self.report.error(self.place(), message, "Write the new name as a string.");
                }
            }
        }
        renames
    }
}
