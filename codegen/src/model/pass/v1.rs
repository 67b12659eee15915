//! What Smithy 1.0 leaves unsaid, said: an unboxed number or boolean is never absent from a structure.
//!
//! Source: Smithy 2.0, "Migrating from 1.0 to 2.0". The `Primitive…` shapes of the prelude imply the same in 2.0
//! files that older tools wrote.

use std::collections::BTreeMap;

use serde_json::Value;

use super::prelude::{self, is_primitive};
use crate::model::id::ShapeId;
use crate::model::read::ast::{RawKind, RawModel, Version};
use crate::model::read::types::Type;

const BOX: &str = "smithy.api#box";
const DEFAULT: &str = "smithy.api#default";

/// Gives structure members the default that their unboxed target implies.
pub(in crate::model) fn say_defaults(model: &mut RawModel) {
    let zeros = zeros(model);
    for shape in model.shapes.values_mut() {
        if !matches!(shape.kind, RawKind::Data(Type::Structure)) {
            continue;
        }
        for member in &mut shape.members {
            if let Some(zero) = zeros.get(&member.target)
                && !member.traits.contains_key(BOX)
                && !member.traits.contains_key(DEFAULT)
            {
                member.traits.insert(DEFAULT.to_owned(), zero.clone());
            }
        }
    }
}

/// The shapes that imply a default, each with it.
fn zeros(model: &RawModel) -> BTreeMap<ShapeId, Value> {
    model
        .shapes
        .iter()
        .filter(|(id, shape)| {
            if id.namespace() == prelude::NAMESPACE {
                is_primitive(id)
            } else {
                model.version == Version::V1 && !shape.traits.contains_key(BOX)
            }
        })
        .filter_map(|(id, shape)| Some((id.clone(), prelude::zero(shape.kind.ty())?)))
        .collect()
}
