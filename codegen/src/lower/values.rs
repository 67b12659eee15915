//! What a member holds, whether it can be absent, and what stands for an absent value.

use serde_json::Value as Json;

use super::context::Lowering;
use super::ir::{DefaultValue, Element, MapKey, Nulls, Presence, Protocol, Scalar, Shown, TypeRef, Value};
use super::literals;
use super::naming::NameTable;
use crate::model::{Member, Model, Shape, ShapeId, ShapeKind, Simple};

/// Nested lists and maps deeper than this are refused, far beyond any real model.
const MAX_NESTING: usize = 64;

/// The type of a member; `None` where its target is missing or nested too deeply, which the loader rules out.
pub(super) fn value(lowering: &Lowering<'_>, member: &Member) -> Option<Value> {
    nested_value(lowering, member, MAX_NESTING)
}

fn nested_value(lowering: &Lowering<'_>, member: &Member, depth: usize) -> Option<Value> {
    let names = &lowering.names;
    let target = lowering.model.shapes.get(&member.target)?;
    let depth = depth.checked_sub(1)?;
    Some(match &target.kind {
        ShapeKind::Simple(simple) => Value::Scalar(scalar(lowering.protocol, *simple, member, target)),
        ShapeKind::IntEnum(_) => Value::Scalar(Scalar::Integer),
        ShapeKind::Enum(_) => Value::Enum(type_ref(names, &target.id)?),
        ShapeKind::Structure(_) => Value::Structure(type_ref(names, &target.id)?),
        ShapeKind::Union(_) => Value::Union(type_ref(names, &target.id)?),
        ShapeKind::List(entry) => Value::List(Box::new(element(lowering, target, entry, depth)?)),
        ShapeKind::Map { key, value } => {
            Value::Map(map_key(lowering.model, names, key)?, Box::new(element(lowering, target, value, depth)?))
        }
    })
}

fn scalar(protocol: Protocol, simple: Simple, member: &Member, target: &Shape) -> Scalar {
    match simple {
        Simple::Boolean => Scalar::Boolean,
        Simple::Byte => Scalar::Byte,
        Simple::Short => Scalar::Short,
        Simple::Integer => Scalar::Integer,
        Simple::Long => Scalar::Long,
        Simple::Float => Scalar::Float,
        Simple::Double => Scalar::Double,
        Simple::BigInteger => Scalar::BigInteger,
        Simple::BigDecimal => Scalar::BigDecimal,
        Simple::String => Scalar::Text,
        Simple::Blob => Scalar::Blob,
        Simple::Document => Scalar::Document,
        Simple::Timestamp => Scalar::Timestamp(protocol.timestamp_format(member, target)),
    }
}

fn element(lowering: &Lowering<'_>, owner: &Shape, member: &Member, depth: usize) -> Option<Element> {
    let nulls = if owner.traits.sparse { Nulls::Sparse } else { Nulls::Dense };
    Some(Element { value: nested_value(lowering, member, depth)?, nulls })
}

fn map_key(model: &Model, names: &NameTable, key: &Member) -> Option<MapKey> {
    match model.shapes.get(&key.target)?.kind {
        ShapeKind::Enum(_) => Some(MapKey::Enum(type_ref(names, &key.target)?)),
        _ => Some(MapKey::Text),
    }
}

fn type_ref(names: &NameTable, id: &ShapeId) -> Option<TypeRef> {
    names.types.get(id).cloned()
}

/// Whether the container of a member is an operation's input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// An input: a service may stop requiring any of its members, so all are optional.
    Input,
    /// Anything else.
    Other,
}

impl Container {
    /// The same for one shape: one marked `input` keeps its members optional wherever it is used.
    pub(super) fn of(self, shape: &Shape) -> Self {
        if shape.traits.input { Self::Input } else { self }
    }
}

/// Smithy 2.0 nullability as a careful client reads it (spec: "Structure member optionality"): members of an input and
/// `clientOptional` ones are optional; so are structures and unions, which have no zero value to stand in; a `required`
/// or defaulted one is not, unless the default came after publication (`addedDefault`), as honouring it would change
/// the type.
pub(super) fn presence(member: &Member, container: Container, target: &Shape, value: &Value) -> Presence {
    let aggregate = matches!(target.kind, ShapeKind::Structure(_) | ShapeKind::Union(_));
    let optional = container == Container::Input || member.traits.client_optional || aggregate;
    let default = member.traits.default.as_ref().filter(|default| !default.is_null() && !member.traits.added_default);
    match (optional, default) {
        (true, _) => Presence::Optional,
        (false, Some(default)) => default_value(default, value),
        (false, None) if member.traits.required => Presence::Required,
        (false, None) => Presence::Optional,
    }
}

/// What the model says of an absent member, as its author and a server mean it (spec: "Structure member optionality",
/// "authoritative" consumers): a default stands in, whenever it came; without one a `required` member has to be there.
pub(super) fn stated(member: &Member, value: &Value) -> Presence {
    match &member.traits.default {
        Some(default) if !default.is_null() => default_value(default, value),
        Some(_) | None if member.traits.required => Presence::Required,
        Some(_) | None => Presence::Optional,
    }
}

/// The value that stands for an absent member. The loader has checked that a default fits its target.
fn default_value(default: &Json, value: &Value) -> Presence {
    let special = match value {
        Value::Scalar(Scalar::Boolean) => default.as_bool().filter(|set| *set).map(DefaultValue::Boolean),
        Value::Scalar(Scalar::Byte | Scalar::Short | Scalar::Integer | Scalar::Long) => {
            whole(default).filter(|number| *number != 0).map(DefaultValue::Integer)
        }
        #[expect(clippy::cast_possible_truncation, reason = "the model's number is meant as a 32-bit one")]
        Value::Scalar(Scalar::Float) => {
            default.as_f64().filter(|number| *number != 0.0).map(|n| DefaultValue::Float(n as f32))
        }
        Value::Scalar(Scalar::Double) => default.as_f64().filter(|number| *number != 0.0).map(DefaultValue::Double),
        Value::Scalar(Scalar::BigInteger) => number_text(default).map(DefaultValue::BigInteger),
        Value::Scalar(Scalar::BigDecimal) => number_text(default).map(DefaultValue::BigDecimal),
        Value::Scalar(Scalar::Text) => non_empty(default).map(DefaultValue::Text),
        Value::Enum(name) => default.as_str().map(|text| DefaultValue::Enum(name.clone(), text.to_owned())),
        Value::Scalar(Scalar::Blob) => {
            non_empty(default).and_then(|text| literals::decode_base64(&text)).map(DefaultValue::Blob)
        }
        Value::Scalar(Scalar::Timestamp(format)) => literals::timestamp(default, *format)
            .filter(|time| *time != (0, 0))
            .map(|(seconds, nanos)| DefaultValue::Timestamp { seconds, nanos }),
        Value::Scalar(Scalar::Document) => Some(DefaultValue::Document(default.clone())),
        // Only the empty list and map can be defaults; structures and unions cannot have one.
        Value::List(_) | Value::Map(..) | Value::Structure(_) | Value::Union(_) => None,
    };
    special.map_or(Presence::Zero, Presence::Default)
}

fn non_empty(default: &Json) -> Option<String> {
    default.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A JSON number that is whole, however it is written.
pub(super) fn whole(default: &Json) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and in range")]
    let from_float = |number: f64| (number.fract() == 0.0 && number.abs() < 9.0e15).then_some(number as i64);
    default.as_i64().or_else(|| default.as_f64().and_then(from_float))
}

fn number_text(default: &Json) -> Option<String> {
    let text = match default {
        Json::Number(number) => number.to_string(),
        Json::String(text) => text.clone(),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => return None,
    };
    (text != "0").then_some(text)
}

/// Whether `Debug` must hide the member: it, its target, or anything that a list or map in it holds, is `sensitive`.
/// Structures and unions inside hide their own members.
pub(super) fn shown(model: &Model, member: &Member) -> Shown {
    let mut open = vec![member];
    let mut steps = 0;
    while let Some(member) = open.pop() {
        steps += 1;
        let Some(target) = model.shapes.get(&member.target) else { continue };
        if member.traits.sensitive || target.traits.sensitive || steps > MAX_NESTING {
            return Shown::Redacted;
        }
        match &target.kind {
            ShapeKind::List(entry) => open.push(entry),
            ShapeKind::Map { key, value } => open.extend([key, value]),
            _ => {}
        }
    }
    Shown::Plain
}
