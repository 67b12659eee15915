//! A model's types as a JSON Schema: the same structures, unions and enums with the same documentation, for generators
//! that read schemas.
//!
//! What has no type of its own in the generated crate (text, numbers, lists, maps) stands where it is used, and
//! constraints are left out: a peer that wraps each constrained text in a type would do more than we do.

use serde_json::{Map, Value, json};
use tinsmith::model::{Member, Model, Shape, ShapeId, ShapeKind, Simple, Traits};

/// How far lists and maps of lists and maps are followed. Only a list that holds itself comes so far.
const MAX_DEPTH: usize = 16;

/// A schema with one definition for each structure, union and enum that the service reaches.
pub(super) fn schema(model: &Model) -> Value {
    let definitions: Map<String, Value> = model
        .shapes
        .values()
        .filter_map(|shape| definition(model, shape).map(|value| (shape.id.name().to_owned(), value)))
        .collect();
    json!({ "$schema": "http://json-schema.org/draft-07/schema#", "definitions": definitions })
}

/// The schema of a shape that is a type of its own.
fn definition(model: &Model, shape: &Shape) -> Option<Value> {
    let value = match &shape.kind {
        ShapeKind::Structure(members) => structure(model, members),
        ShapeKind::Union(members) => union(model, members),
        ShapeKind::Enum(values) => {
            let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
            json!({ "type": "string", "enum": values })
        }
        ShapeKind::IntEnum(_) | ShapeKind::Simple(_) | ShapeKind::List(_) | ShapeKind::Map { .. } => return None,
    };
    Some(described(value, &shape.traits))
}

fn structure(model: &Model, members: &[Member]) -> Value {
    let required: Vec<&str> =
        members.iter().filter(|member| member.traits.required).map(|member| member.name.as_str()).collect();
    json!({ "type": "object", "properties": properties(model, members), "required": required })
}

fn union(model: &Model, members: &[Member]) -> Value {
    let variants: Vec<Value> = members
        .iter()
        .map(|member| {
            json!({
                "type": "object", "required": [member.name], "additionalProperties": false,
                "properties": properties(model, std::slice::from_ref(member)),
            })
        })
        .collect();
    json!({ "oneOf": variants })
}

fn properties(model: &Model, members: &[Member]) -> Map<String, Value> {
    members
        .iter()
        .map(|member| {
            let value = used(model, &member.target, 0);
            // Draft 7 ignores what stands beside `$ref`; cargo-typify takes the text from there.
            (member.name.clone(), described(value, &member.traits))
        })
        .collect()
}

/// The schema of a shape where it is used.
fn used(model: &Model, id: &ShapeId, depth: usize) -> Value {
    let Some(shape) = model.shapes.get(id) else { return json!({}) };
    if depth > MAX_DEPTH {
        return json!({});
    }
    match &shape.kind {
        ShapeKind::Structure(_) | ShapeKind::Union(_) | ShapeKind::Enum(_) => {
            json!({ "$ref": format!("#/definitions/{}", id.name()) })
        }
        ShapeKind::Simple(Simple::Blob | Simple::String | Simple::BigInteger | Simple::BigDecimal) => {
            json!({ "type": "string" })
        }
        ShapeKind::Simple(Simple::Boolean) => json!({ "type": "boolean" }),
        ShapeKind::Simple(Simple::Byte) => json!({ "type": "integer", "format": "int8" }),
        ShapeKind::Simple(Simple::Short) => json!({ "type": "integer", "format": "int16" }),
        ShapeKind::Simple(Simple::Integer) | ShapeKind::IntEnum(_) => json!({ "type": "integer", "format": "int32" }),
        ShapeKind::Simple(Simple::Long) => json!({ "type": "integer", "format": "int64" }),
        ShapeKind::Simple(Simple::Float | Simple::Double | Simple::Timestamp) => json!({ "type": "number" }),
        ShapeKind::Simple(Simple::Document) => json!({}),
        ShapeKind::List(member) => json!({ "type": "array", "items": used(model, &member.target, depth + 1) }),
        ShapeKind::Map { value, .. } => {
            json!({ "type": "object", "additionalProperties": used(model, &value.target, depth + 1) })
        }
    }
}

fn described(mut value: Value, traits: &Traits) -> Value {
    if let (Some(object), Some(text)) = (value.as_object_mut(), &traits.documentation) {
        object.insert("description".to_owned(), Value::from(text.as_str()));
    }
    value
}

#[cfg(test)]
mod tests {
    use tinsmith::model::{LoadOptions, load_bytes};

    use super::*;

    #[test]
    fn every_kind_of_shape_has_its_schema() {
        let model = json!({ "smithy": "2.0", "shapes": {
            "a.b#S": { "type": "service", "version": "1", "operations": [{ "target": "a.b#Put" }],
                "traits": { "aws.protocols#awsJson1_1": {} } },
            "a.b#Put": { "type": "operation", "input": { "target": "a.b#In" } },
            "a.b#In": { "type": "structure", "members": {
                "Name": { "target": "smithy.api#String", "traits": {
                    "smithy.api#required": {}, "smithy.api#documentation": "The name." } },
                "Color": { "target": "a.b#Color", "traits": { "smithy.api#documentation": "The color." } },
                "Choice": { "target": "a.b#Choice" },
                "Sizes": { "target": "a.b#Sizes" },
            } },
            "a.b#Color": { "type": "enum", "members": {
                "RED": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "red" } } } },
            "a.b#Choice": { "type": "union", "members": { "N": { "target": "smithy.api#Long" } } },
            "a.b#Sizes": { "type": "map", "key": { "target": "smithy.api#String" },
                "value": { "target": "smithy.api#Integer" } },
        } });
        let loaded = load_bytes("m.json", model.to_string().as_bytes(), None, &LoadOptions::default());
        let Ok(loaded) = loaded else { panic!("the model is sound") };
        let expected = json!({
            "Choice": { "oneOf": [{ "type": "object", "required": ["N"], "additionalProperties": false,
                "properties": { "N": { "type": "integer", "format": "int64" } } }] },
            "Color": { "type": "string", "enum": ["red"] },
            "In": { "type": "object", "required": ["Name"], "properties": {
                "Name": { "type": "string", "description": "The name." },
                "Color": { "$ref": "#/definitions/Color", "description": "The color." },
                "Choice": { "$ref": "#/definitions/Choice" },
                "Sizes": { "type": "object", "additionalProperties": { "type": "integer", "format": "int32" } },
            } },
        });
        assert_eq!(schema(&loaded.model).get("definitions"), Some(&expected));
    }
}
