//! The data shapes of the `smithy.api` prelude (Smithy 2.0, "Prelude shapes"), which every model may target.

use serde_json::{Map, Value};

use crate::model::id::ShapeId;
use crate::model::read::ast::{RawKind, RawModel, RawShape};
use crate::model::read::types::Type;

/// The namespace of the prelude.
pub(in crate::model) const NAMESPACE: &str = "smithy.api";

/// The types by name. The `Primitive…` shapes have a zero value as their default.
const SHAPES: [(&str, Type); 21] = [
    ("Blob", Type::Blob),
    ("Boolean", Type::Boolean),
    ("String", Type::String),
    ("Byte", Type::Byte),
    ("Short", Type::Short),
    ("Integer", Type::Integer),
    ("Long", Type::Long),
    ("Float", Type::Float),
    ("Double", Type::Double),
    ("BigInteger", Type::BigInteger),
    ("BigDecimal", Type::BigDecimal),
    ("Timestamp", Type::Timestamp),
    ("Document", Type::Document),
    ("Unit", Type::Structure),
    ("PrimitiveBoolean", Type::Boolean),
    ("PrimitiveByte", Type::Byte),
    ("PrimitiveShort", Type::Short),
    ("PrimitiveInteger", Type::Integer),
    ("PrimitiveLong", Type::Long),
    ("PrimitiveFloat", Type::Float),
    ("PrimitiveDouble", Type::Double),
];

/// Whether the id is one of the `Primitive…` shapes.
pub(in crate::model) fn is_primitive(id: &ShapeId) -> bool {
    id.as_str().strip_prefix("smithy.api#Primitive").is_some_and(|name| !name.is_empty())
}

/// The default that Smithy 1.0 implies for an unboxed number or boolean.
pub(in crate::model) fn zero(ty: Type) -> Option<Value> {
    match ty {
        Type::Boolean => Some(Value::Bool(false)),
        Type::Byte | Type::Short | Type::Integer | Type::Long | Type::Float | Type::Double => Some(Value::from(0)),
        _ => None,
    }
}

/// The prelude's names, for "did you mean".
pub(in crate::model) fn names() -> impl Iterator<Item = &'static str> {
    SHAPES.iter().map(|(name, _)| *name)
}

/// Adds the prelude shapes that the file does not define itself (some dumps include the prelude).
pub(in crate::model) fn add(model: &mut RawModel) {
    for (name, ty) in SHAPES {
        let id = ShapeId::new(&format!("{NAMESPACE}#{name}"));
        let mut traits = Map::new();
        if let Some(zero) = zero(ty).filter(|_| is_primitive(&id)) {
            traits.insert("smithy.api#default".to_owned(), zero);
        }
        model.shapes.entry(id).or_insert_with(|| RawShape {
            kind: RawKind::Data(ty),
            traits,
            mixins: Vec::new(),
            members: Vec::new(),
        });
    }
}
