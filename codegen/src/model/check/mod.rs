//! Raw shapes → checked shapes: every target exists and has a fitting type, every trait has the right form.
//!
//! | file | holds |
//! | --- | --- |
//! | this one | shapes, members, and what they target |
//! | `trait_values` | trait values → typed fields of `Traits`, and the error for a wrong form |
//! | `trait_tables` | which traits are known, and where each may stand |
//! | `finite` | shapes that would need a value without end |

pub(super) mod finite;
mod rule_set;
pub(super) mod trait_tables;
pub(super) mod trait_values;

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use self::trait_tables::{OwnTraits, Site};
use self::trait_values::PaginatedParts;
use crate::model::id::{ShapeId, UNIT, is_identifier};
use crate::model::pass::prelude;
use crate::model::problem::{Place, Report, shortened};
use crate::model::read::ast::{RawKind, RawMember, RawModel, RawOperation, RawResource, RawService, TraitMap};
use crate::model::read::json::kind;
use crate::model::read::types::Type;
use crate::model::shape::{EnumMember, IntEnumMember, Member, Operation, Service, Shape, ShapeKind, Simple};
use crate::model::trait_rules;
use crate::model::traits::Traits;

/// All shapes of a file in checked form, no service chosen yet.
#[derive(Debug, Default)]
pub(in crate::model) struct Checked {
    pub(in crate::model) services: BTreeMap<ShapeId, CheckedService>,
    pub(in crate::model) operations: BTreeMap<ShapeId, (Operation, Option<PaginatedParts>)>,
    pub(in crate::model) resources: BTreeMap<ShapeId, RawResource>,
    pub(in crate::model) shapes: BTreeMap<ShapeId, Shape>,
    /// The traits that the file defines itself.
    pub(in crate::model) own: OwnTraits,
}

/// A service with what leads to its operations.
#[derive(Debug)]
pub(in crate::model) struct CheckedService {
    pub(in crate::model) service: Service,
    pub(in crate::model) operations: Vec<ShapeId>,
    pub(in crate::model) resources: Vec<ShapeId>,
    pub(in crate::model) paginated: PaginatedParts,
}

/// What targets are checked against.
struct Facts {
    types: HashMap<ShapeId, Type>,
    errors: HashSet<ShapeId>,
    own: OwnTraits,
}

/// Checks all shapes; what is wrong is reported and left out.
pub(in crate::model) fn check(model: RawModel, report: &mut Report) -> Checked {
    let types = HashMap::with_capacity(model.shapes.len());
    let mut facts = Facts { types, errors: HashSet::new(), own: OwnTraits::default() };
    let mut checked = Checked::default();
    for (id, shape) in &model.shapes {
        let ty = match shape.kind.ty() {
            Type::String if shape.traits.contains_key(ENUM) => Type::Enum,
            ty => ty,
        };
        facts.types.insert(id.clone(), ty);
        if shape.traits.contains_key("smithy.api#error") {
            facts.errors.insert(id.clone());
        }
        if let Some(definition) = shape.traits.get("smithy.api#trait") {
            facts.own.all.insert(id.to_string());
            let rules = trait_rules::rules(definition, shape.traits.get("smithy.api#tags"));
            if !rules.is_empty() {
                facts.own.rules.insert(id.to_string(), rules);
            }
        }
        if shape.traits.contains_key("smithy.api#protocolDefinition") {
            facts.own.protocols.insert(id.to_string());
        }
    }
    let mut checker = Checker { facts: &facts, report };
    for (id, shape) in model.shapes {
        match shape.kind {
            RawKind::Data(ty) => {
                if let Some(shape) = checker.data(&id, ty, shape.members, shape.traits) {
                    checked.shapes.insert(id, shape);
                }
            }
            RawKind::Service(service) => {
                // A mixin lends to services and is none itself.
                let mixin = shape.traits.contains_key("smithy.api#mixin");
                let service = checker.service(&id, service, shape.traits);
                if !mixin {
                    checked.services.insert(id, service);
                }
            }
            RawKind::Operation(operation) => {
                let operation = checker.operation(&id, operation, shape.traits);
                checked.operations.insert(id, operation);
            }
            RawKind::Resource(resource) => {
                checker.resource(&id, &resource, shape.traits);
                checked.resources.insert(id, resource);
            }
        }
    }
    checked.own = facts.own;
    checked
}

const ENUM: &str = "smithy.api#enum";
const ENUM_VALUE: &str = "smithy.api#enumValue";
const PAGINATED: &str = "smithy.api#paginated";

struct Checker<'a> {
    facts: &'a Facts,
    report: &'a mut Report,
}

impl Checker<'_> {
    /// The traits of a shape or member in their checked form.
    fn typed(&mut self, traits: TraitMap, site: Site, place: &Place) -> Traits {
        trait_values::typed(traits, site, place, &self.facts.own, self.report)
    }

    /// The type of a target, if it exists.
    fn target(&mut self, place: &Place, role: &str, target: &ShapeId) -> Option<Type> {
        let found = self.facts.types.get(target).copied();
        if found.is_none() {
            let message = format!("{role} {target} does not exist");
            let remedy = if target.namespace() == prelude::NAMESPACE {
                let near = self.report.near(target.name(), prelude::names());
                format!("Use a shape of the Smithy prelude.{near}")
            } else {
                let near = self.report.near(target.as_str(), self.facts.types.keys().map(ShapeId::as_str));
                format!("Correct the id, or add the shape.{near}")
            };
            self.report.error(place.clone(), message, remedy);
        }
        found
    }

    /// A target that must be of one type.
    fn target_of(&mut self, place: &Place, role: &str, target: &ShapeId, wanted: Type) -> bool {
        let Some(found) = self.target(place, role, target) else { return false };
        if found != wanted {
            let message = format!("{role} {target} is {}, not {}", found.described(), wanted.described());
            self.report.error(place.clone(), message, format!("Target {}.", wanted.described()));
        }
        found == wanted
    }

    fn errors(&mut self, place: &Place, errors: &[ShapeId]) {
        for error in errors {
            if self.target_of(place, "the error", error, Type::Structure) && !self.facts.errors.contains(error) {
                let message = format!("the error {error} has no trait smithy.api#error");
                self.report.error(place.clone(), message, "Give the structure the trait \"client\" or \"server\".");
            }
        }
    }

    fn service(&mut self, id: &ShapeId, raw: RawService, mut traits: TraitMap) -> CheckedService {
        let place = Place::shape(id);
        for operation in &raw.operations {
            self.target_of(&place, "the operation", operation, Type::Operation);
        }
        for resource in &raw.resources {
            self.target_of(&place, "the resource", resource, Type::Resource);
        }
        self.errors(&place, &raw.errors);
        for renamed in raw.rename.keys() {
            self.target(&place, "the renamed shape", renamed);
        }
        let paginated = self.paginated(&mut traits, &place).unwrap_or_default();
        let site = Site { ty: Type::Service, member_of: None };
        let traits = self.typed(traits, site, &place);
        if let Some(operation) = traits.aws_service.as_ref().and_then(|service| service.endpoint_discovery.as_ref()) {
            let place = place.clone().of_trait("aws.api#clientEndpointDiscovery");
            self.target_of(&place, "the operation", operation, Type::Operation);
        }
        if let Some(error) = traits.aws_service.as_ref().and_then(|service| service.discovery_error.as_ref()) {
            let place = place.clone().of_trait("aws.api#clientEndpointDiscovery");
            self.target(&place, "the error", error);
        }
        let service = Service {
            id: id.clone(),
            version: raw.version.unwrap_or_default(),
            errors: unique(raw.errors),
            renames: raw.rename,
            traits,
        };
        CheckedService { service, operations: raw.operations, resources: raw.resources, paginated }
    }

    fn operation(
        &mut self,
        id: &ShapeId,
        raw: RawOperation,
        mut traits: TraitMap,
    ) -> (Operation, Option<PaginatedParts>) {
        let place = Place::shape(id);
        let mut end = |role: &str, target: Option<ShapeId>| {
            let target = target.filter(|target| target.as_str() != UNIT)?;
            self.target_of(&place, role, &target, Type::Structure).then_some(target)
        };
        let input = end("the input", raw.input);
        let output = end("the output", raw.output);
        self.errors(&place, &raw.errors);
        let paginated = self.paginated(&mut traits, &place);
        let site = Site { ty: Type::Operation, member_of: None };
        let traits = self.typed(traits, site, &place);
        (Operation { id: id.clone(), input, output, errors: unique(raw.errors), stream: None, traits }, paginated)
    }

    fn paginated(&mut self, traits: &mut TraitMap, place: &Place) -> Option<PaginatedParts> {
        let value = traits.shift_remove(PAGINATED)?;
        Some(trait_values::paginated(value, place, self.report))
    }

    fn resource(&mut self, id: &ShapeId, raw: &RawResource, traits: TraitMap) {
        let place = Place::shape(id);
        for operation in &raw.operations {
            self.target_of(&place, "the operation", operation, Type::Operation);
        }
        for resource in &raw.resources {
            self.target_of(&place, "the resource", resource, Type::Resource);
        }
        self.typed(traits, Site { ty: Type::Resource, member_of: None }, &place);
    }

    fn data(&mut self, id: &ShapeId, ty: Type, members: Vec<RawMember>, mut traits: TraitMap) -> Option<Shape> {
        let place = Place::shape(id);
        let kind = match ty {
            Type::Blob => ShapeKind::Simple(Simple::Blob),
            Type::Boolean => ShapeKind::Simple(Simple::Boolean),
            Type::String => match traits.shift_remove(ENUM) {
                Some(value) => ShapeKind::Enum(self.enum_trait(&place, value)),
                None => ShapeKind::Simple(Simple::String),
            },
            Type::Byte => ShapeKind::Simple(Simple::Byte),
            Type::Short => ShapeKind::Simple(Simple::Short),
            Type::Integer => ShapeKind::Simple(Simple::Integer),
            Type::Long => ShapeKind::Simple(Simple::Long),
            Type::Float => ShapeKind::Simple(Simple::Float),
            Type::Double => ShapeKind::Simple(Simple::Double),
            Type::BigInteger => ShapeKind::Simple(Simple::BigInteger),
            Type::BigDecimal => ShapeKind::Simple(Simple::BigDecimal),
            Type::Timestamp => ShapeKind::Simple(Simple::Timestamp),
            Type::Document => ShapeKind::Simple(Simple::Document),
            Type::Enum => ShapeKind::Enum(self.enum_members(id, members)),
            Type::IntEnum => ShapeKind::IntEnum(self.int_enum_members(id, members)),
            Type::List => ShapeKind::List(self.one_member(id, ty, &members, "member")?),
            Type::Map => {
                let key = self.one_member(id, ty, &members, "key");
                let value = self.one_member(id, ty, &members, "value");
                let key = key?;
                if let Some(found) = self.facts.types.get(&key.target).filter(|found| !found.is_text()) {
                    let message = format!("the key {} is {}, not a string", key.target, found.described());
                    self.report.error(place.member("key"), message, "Target a string or an enum.");
                    return None;
                }
                ShapeKind::Map { key, value: value? }
            }
            Type::Structure | Type::Union => {
                if ty == Type::Union && members.is_empty() {
                    self.report.error(place.clone(), "the union has no members", "Give it at least one.");
                }
                let members = members.into_iter().filter_map(|member| self.member(id, ty, member)).collect();
                if ty == Type::Union { ShapeKind::Union(members) } else { ShapeKind::Structure(members) }
            }
            Type::Service | Type::Operation | Type::Resource => return None,
        };
        let site = Site { ty: self.facts.types.get(id).copied().unwrap_or(ty), member_of: None };
        let traits = self.typed(traits, site, &Place::shape(id));
        Some(Shape { id: id.clone(), kind, traits })
    }

    fn one_member(&mut self, id: &ShapeId, ty: Type, members: &[RawMember], name: &str) -> Option<Member> {
        let Some(member) = members.iter().find(|member| member.name == name) else {
            let message = format!("{} without `{name}`", ty.described());
            self.report.error(Place::shape(id), message, format!("Give it a `{name}` with a `target`."));
            return None;
        };
        self.member(id, ty, member.clone())
    }

    fn member(&mut self, id: &ShapeId, owner: Type, member: RawMember) -> Option<Member> {
        let place = Place::shape(id).member(&member.name);
        let ty = self.target(&place, "the target", &member.target)?;
        if !ty.is_data() {
            let message = format!("the target {} is {}, which no member can hold", member.target, ty.described());
            self.report.error(place, message, "Target a data shape.");
            return None;
        }
        let site = Site { ty, member_of: Some(owner) };
        let traits = self.typed(member.traits, site, &place);
        Some(Member { name: member.name, target: member.target, traits })
    }

    fn enum_members(&mut self, id: &ShapeId, members: Vec<RawMember>) -> Vec<EnumMember> {
        let mut result = Vec::with_capacity(members.len());
        for mut member in members {
            let place = Place::shape(id).member(&member.name);
            let value = match member.traits.shift_remove(ENUM_VALUE).map(trait_values::string) {
                None => member.name.clone(),
                Some(Ok(value)) => value,
                Some(Err(wrong)) => {
                    trait_values::wrong_form(&place, ENUM_VALUE, &wrong, self.report);
                    continue;
                }
            };
            let site = Site { ty: Type::Enum, member_of: Some(Type::Enum) };
            let traits = self.typed(member.traits, site, &place);
            result.push(EnumMember { name: Some(member.name), value, traits });
        }
        self.distinct(&Place::shape(id), result.iter().map(|member| member.value.as_str()));
        self.some_members(id, result.is_empty());
        result
    }

    fn int_enum_members(&mut self, id: &ShapeId, members: Vec<RawMember>) -> Vec<IntEnumMember> {
        let mut result = Vec::with_capacity(members.len());
        for mut member in members {
            let place = Place::shape(id).member(&member.name);
            let stated = member.traits.shift_remove(ENUM_VALUE);
            let value = match stated.as_ref().map(|value| value.as_i64().and_then(|value| i32::try_from(value).ok())) {
                Some(Some(value)) => value,
                found => {
                    let wrong = match found {
                        None => "an intEnum's member needs its value",
                        Some(_) => "expected a whole number of 32 bits",
                    };
                    trait_values::wrong_form(&place, ENUM_VALUE, wrong, self.report);
                    continue;
                }
            };
            let site = Site { ty: Type::IntEnum, member_of: Some(Type::IntEnum) };
            let traits = self.typed(member.traits, site, &place);
            result.push(IntEnumMember { name: member.name, value, traits });
        }
        let mut seen = HashSet::new();
        for member in result.iter().filter(|member| !seen.insert(member.value)) {
            let message = format!("two members have the value {}", member.value);
            self.report.error(Place::shape(id).member(&member.name), message, "Give each its own value.");
        }
        self.some_members(id, result.is_empty());
        result
    }

    fn some_members(&mut self, id: &ShapeId, none: bool) {
        if none {
            self.report.error(Place::shape(id), "the enum has no members", "Give it at least one.");
        }
    }

    /// The values of an enum are distinct.
    fn distinct<'v>(&mut self, place: &Place, values: impl Iterator<Item = &'v str>) {
        let mut seen = HashSet::new();
        for value in values.filter(|value| !seen.insert(*value)) {
            let message = format!("two members have the value {}", shortened(value));
            self.report.error(place.clone(), message, "Give each its own value.");
        }
    }

    /// The `enum` trait of Smithy 1.0: a list of values, all of them with a name or none.
    fn enum_trait(&mut self, place: &Place, value: Value) -> Vec<EnumMember> {
        let place = place.clone().of_trait(ENUM);
        let remedy = "Give the trait a list of {\"value\": …, \"name\": …}.";
        let Value::Array(items) = value else {
            let message = format!("expected an array, found {}", kind(&value));
            self.report.error(place, message, remedy);
            return Vec::new();
        };
        let mut result = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            match enum_definition(item) {
                Ok((name, value, traits)) => {
                    let site = Site { ty: Type::Enum, member_of: Some(Type::Enum) };
                    let traits = self.typed(traits, site, &place);
                    result.push(EnumMember { name, value, traits });
                }
                Err(wrong) => self.report.error(place.clone(), format!("item {index}: {wrong}"), remedy),
            }
        }
        let named = result.iter().filter(|member| member.name.is_some()).count();
        if named != 0 && named != result.len() {
            let message = "some values have a name and some have none";
            self.report.error(place.clone(), message, "Name all of them or none.");
        }
        let mut seen = HashSet::new();
        for name in result.iter().filter_map(|member| member.name.as_deref()).filter(|name| !seen.insert(*name)) {
            let message = format!("two values have the name {name}");
            self.report.error(place.clone(), message, "Give each its own name.");
        }
        if result.is_empty() {
            self.report.error(place.clone(), "the enum has no values", remedy);
        }
        self.distinct(&place, result.iter().map(|member| member.value.as_str()));
        result
    }
}

/// The type alone of what was checked.
pub(in crate::model) fn type_of(kind: &ShapeKind) -> Type {
    match kind {
        ShapeKind::Simple(Simple::Blob) => Type::Blob,
        ShapeKind::Simple(Simple::Boolean) => Type::Boolean,
        ShapeKind::Simple(Simple::String) => Type::String,
        ShapeKind::Simple(Simple::Byte) => Type::Byte,
        ShapeKind::Simple(Simple::Short) => Type::Short,
        ShapeKind::Simple(Simple::Integer) => Type::Integer,
        ShapeKind::Simple(Simple::Long) => Type::Long,
        ShapeKind::Simple(Simple::Float) => Type::Float,
        ShapeKind::Simple(Simple::Double) => Type::Double,
        ShapeKind::Simple(Simple::BigInteger) => Type::BigInteger,
        ShapeKind::Simple(Simple::BigDecimal) => Type::BigDecimal,
        ShapeKind::Simple(Simple::Timestamp) => Type::Timestamp,
        ShapeKind::Simple(Simple::Document) => Type::Document,
        ShapeKind::Enum(_) => Type::Enum,
        ShapeKind::IntEnum(_) => Type::IntEnum,
        ShapeKind::List(_) => Type::List,
        ShapeKind::Map { .. } => Type::Map,
        ShapeKind::Structure(_) => Type::Structure,
        ShapeKind::Union(_) => Type::Union,
    }
}

/// One item of the `enum` trait: name, value, and what it says besides as traits.
fn enum_definition(item: Value) -> Result<(Option<String>, String, TraitMap), String> {
    let Value::Object(fields) = item else {
        return Err(format!("expected an object, found {}", kind(&item)));
    };
    let (mut name, mut stated) = (None, None);
    let mut traits = TraitMap::new();
    for (key, field) in fields {
        match (key.as_str(), field) {
            ("value", field) => stated = Some(trait_values::string(field).map_err(|wrong| format!("value: {wrong}"))?),
            ("name", Value::String(text)) if is_identifier(&text) => name = Some(text),
            ("name", Value::String(text)) => return Err(format!("name: {} is not an identifier", shortened(&text))),
            ("name", field) => return Err(format!("name: expected a string, found {}", kind(&field))),
            ("deprecated", Value::Bool(false)) => {}
            ("deprecated" | "documentation" | "tags", field) => {
                traits.insert(format!("smithy.api#{key}"), field);
            }
            (other, _) => return Err(format!("the property {} is not known", shortened(other))),
        }
    }
    Ok((name, stated.ok_or("the property value is missing")?, traits))
}

fn unique(ids: Vec<ShapeId>) -> Vec<ShapeId> {
    let mut seen = HashSet::new();
    ids.into_iter().filter(|id| seen.insert(id.clone())).collect()
}
