//! A parameter of a test case, which is JSON, as a value of the member's type.
//!
//! The forms are those of the Smithy specification ("HTTP Protocol Compliance Tests", parameter format): a timestamp is
//! a number of epoch seconds, a blob the text that its bytes are, a special float its name in quotes, a union an object
//! with one member.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::super::ir::{
    Access, Build, Element, Expected, Field, Home, Indirection, Literal, LiteralField, MapKey, Nulls, Presence, Scalar,
    StepPresence, Structure, StructureLiteral, StructurePlace, TypeDefinition, TypeRef, Union, Value,
};
use super::super::{literals, values};
use super::case::Wrong;
use super::locals;
use crate::model::TimestampFormat;
use crate::names::Ident;

/// The types that parameters can be of, by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Types<'c> {
    structures: BTreeMap<&'c Ident, &'c Structure>,
    errors: BTreeMap<&'c Ident, &'c Structure>,
    unions: BTreeMap<&'c Ident, &'c Union>,
}

impl<'c> Types<'c> {
    /// The types of a crate.
    pub(super) fn new(types: &'c [TypeDefinition], errors: &'c [Structure]) -> Self {
        let mut index = Self::default();
        for definition in types {
            match definition {
                TypeDefinition::Structure(structure) => {
                    index.structures.insert(&structure.name, structure);
                }
                TypeDefinition::Union(union) => {
                    index.unions.insert(&union.name, union);
                }
                TypeDefinition::Enum(_) | TypeDefinition::IntEnum(_) => {}
            }
        }
        index.errors = errors.iter().map(|error| (&error.name, error)).collect();
        index
    }

    fn structure(&self, reference: &TypeRef) -> Option<&'c Structure> {
        let table = match reference.home {
            Home::Types => &self.structures,
            Home::Errors => &self.errors,
        };
        table.get(&reference.name).copied()
    }
}

/// The input that a request case gives.
pub(super) fn given(
    types: &Types<'_>,
    input: &Structure,
    params: Option<&Map<String, Json>>,
) -> Result<StructureLiteral, Wrong> {
    let place = StructurePlace::Operation(input.name.clone());
    Lowering::new(types, Side::Given).structure(input, place, params)
}

/// The members that a response case expects. `is_member` tells members of the shape from those that the crate adds.
pub(super) fn expected(
    types: &Types<'_>,
    structure: &Structure,
    place: StructurePlace,
    params: Option<&Map<String, Json>>,
    is_member: impl Fn(&str) -> bool,
) -> Result<Expected, Wrong> {
    let mut lowering = Lowering::new(types, Side::Expected);
    let literal = lowering.structure(structure, place, params)?;
    let (locals, literal) = locals::flatten(literal);
    let members = structure.fields.iter().filter(|field| is_member(&field.wire));
    Ok(Expected {
        locals,
        literal,
        members: members.map(|field| (field.wire.clone(), field.name.clone())).collect(),
        not_numbers: lowering.not_numbers,
    })
}

/// Which side of a call a value is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// It goes in.
    Given,
    /// It comes out: what a service left out of its required members is zero there, and `NaN` is compared apart.
    Expected,
}

struct Lowering<'a> {
    types: &'a Types<'a>,
    side: Side,
    path: Vec<Access>,
    /// The path in the words of the model.
    shown: Vec<String>,
    not_numbers: Vec<Vec<Access>>,
}

impl<'a> Lowering<'a> {
    fn new(types: &'a Types<'a>, side: Side) -> Self {
        Self { types, side, path: Vec::new(), shown: vec!["params".to_owned()], not_numbers: Vec::new() }
    }

    fn wrong(&self, message: impl AsRef<str>, remedy: impl Into<String>) -> Wrong {
        Wrong::new(format!("{}: {}", self.shown.concat(), message.as_ref()), remedy)
    }

    fn mismatch(&self, expected: &str, found: &Json) -> Wrong {
        let kind = match found {
            Json::Null => "null",
            Json::Bool(_) => "a truth value",
            Json::Number(_) => "a number",
            Json::String(_) => "a text",
            Json::Array(_) => "a list",
            Json::Object(_) => "an object",
        };
        self.wrong(
            format!("expected {expected}, found {kind}"),
            "Write the value in the form that the member's type asks for.",
        )
    }

    /// Does `work` one step further down the path.
    fn within<T>(
        &mut self,
        step: Access,
        shown: String,
        work: impl FnOnce(&mut Self) -> Result<T, Wrong>,
    ) -> Result<T, Wrong> {
        self.path.push(step);
        self.shown.push(shown);
        let done = work(self)?;
        self.shown.pop();
        self.path.pop();
        Ok(done)
    }

    fn structure(
        &mut self,
        structure: &Structure,
        place: StructurePlace,
        params: Option<&Map<String, Json>>,
    ) -> Result<StructureLiteral, Wrong> {
        let is_field = |name: &String| structure.fields.iter().any(|field| field.wire == *name);
        if let Some(unknown) = params.and_then(|params| params.keys().find(|name| !is_field(name))) {
            let names: Vec<&str> = structure.fields.iter().map(|field| field.wire.as_str()).collect();
            let shape = structure.shape.as_ref().map_or("a structure without a shape", |id| id.as_str());
            let remedy = match names.as_slice() {
                [] => "Take it out: there are no members.".to_owned(),
                names => format!("Its members are {}.", names.join(", ")),
            };
            return Err(self.wrong(format!("{shape} has no member {unknown:?}"), remedy));
        }
        let mut fields = Vec::new();
        for field in &structure.fields {
            let param = params.and_then(|params| params.get(&field.wire)).filter(|param| !param.is_null());
            let value = match (param, &field.presence, self.side) {
                (Some(param), ..) => Some(self.field(field, param)?),
                (None, Presence::Required, Side::Expected) => Some(zero(&field.value)),
                (None, Presence::Required, Side::Given) => {
                    let message = format!("the required member {:?} is missing", field.wire);
                    return Err(self.wrong(message, "Give it a value: a client cannot send the request without it."));
                }
                (None, Presence::Optional | Presence::Zero | Presence::Default(_), _) => None,
            };
            fields.extend(value.map(|value| LiteralField {
                name: field.name.clone(),
                setter: field.setter.clone(),
                value,
                indirection: field.indirection,
            }));
        }
        Ok(StructureLiteral { place, build: structure.build, fields })
    }

    fn field(&mut self, field: &Field, param: &Json) -> Result<Literal, Wrong> {
        let presence = match field.presence {
            Presence::Optional => StepPresence::Optional,
            Presence::Required | Presence::Zero | Presence::Default(_) => StepPresence::Always,
        };
        let step = Access::Field(field.name.clone(), presence, field.indirection);
        self.within(step, format!(".{}", field.wire), |lowering| lowering.value(&field.value, param))
    }

    fn value(&mut self, value: &Value, param: &Json) -> Result<Literal, Wrong> {
        match value {
            Value::Scalar(Scalar::Boolean) => {
                param.as_bool().map(Literal::Boolean).ok_or_else(|| self.mismatch("true or false", param))
            }
            Value::Scalar(Scalar::Byte) => self.integer(param, i8::MIN.into(), i8::MAX.into()),
            Value::Scalar(Scalar::Short) => self.integer(param, i16::MIN.into(), i16::MAX.into()),
            Value::Scalar(Scalar::Integer) => self.integer(param, i32::MIN.into(), i32::MAX.into()),
            Value::Scalar(Scalar::Long) => self.integer(param, i64::MIN, i64::MAX),
            Value::Scalar(Scalar::Float) => self.float(param).map(Literal::Float),
            Value::Scalar(Scalar::Double) => self.float(param).map(Literal::Double),
            Value::Scalar(Scalar::BigInteger) => self.number_text(param).map(Literal::BigInteger),
            Value::Scalar(Scalar::BigDecimal) => self.number_text(param).map(Literal::BigDecimal),
            Value::Scalar(Scalar::Text) => self.text(param).map(Literal::Text),
            Value::Scalar(Scalar::Blob) => self.text(param).map(Literal::Blob),
            Value::Enum(name) => self.text(param).map(|text| Literal::Enum(name.clone(), text)),
            Value::Scalar(Scalar::Document) => Ok(Literal::Document(param.clone())),
            // The specification has numbers alone; RFC 3339 text is unmistakable.
            Value::Scalar(Scalar::Timestamp(_)) => literals::timestamp(param, TimestampFormat::DateTime)
                .map(|(seconds, nanos)| Literal::Timestamp { seconds, nanos })
                .ok_or_else(|| self.mismatch("epoch seconds", param)),
            Value::Structure(name) => self.nested_structure(name, param),
            Value::Union(name) => self.union(name, param),
            Value::List(element) => self.list(element, param),
            Value::Map(key, element) => self.map(key, element, param),
        }
    }

    fn text(&self, param: &Json) -> Result<String, Wrong> {
        param.as_str().map(str::to_owned).ok_or_else(|| self.mismatch("a text", param))
    }

    fn integer(&self, param: &Json, least: i64, most: i64) -> Result<Literal, Wrong> {
        let number = values::whole(param).filter(|number| (least..=most).contains(number));
        let expected = || self.mismatch(&format!("a whole number of {least} to {most}"), param);
        number.map(Literal::Integer).ok_or_else(expected)
    }

    /// A float; `NaN` that comes out is noted for a check of its own, with zero in its place.
    fn float<T: Float>(&mut self, param: &Json) -> Result<T, Wrong> {
        let text = match param {
            Json::Number(number) => number.to_string(),
            Json::String(text) => match text.as_str() {
                "NaN" if self.side == Side::Expected => {
                    self.not_numbers.push(self.path.clone());
                    "0".to_owned()
                }
                "NaN" => "NaN".to_owned(),
                "Infinity" => "inf".to_owned(),
                "-Infinity" => "-inf".to_owned(),
                _ => return Err(self.mismatch("a number, NaN, Infinity or -Infinity", param)),
            },
            Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => {
                return Err(self.mismatch("a number, NaN, Infinity or -Infinity", param));
            }
        };
        text.parse().map_err(|_| self.mismatch("a number", param))
    }

    /// The text of a number of any size, which may stand in quotes, as JSON readers round large ones.
    fn number_text(&self, param: &Json) -> Result<String, Wrong> {
        match param {
            Json::Number(number) => Ok(number.to_string()),
            Json::String(text) => Ok(text.clone()),
            Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => Err(self.mismatch("a number", param)),
        }
    }

    fn nested_structure(&mut self, name: &TypeRef, param: &Json) -> Result<Literal, Wrong> {
        let members = param.as_object().ok_or_else(|| self.mismatch("an object", param))?;
        let structure = self.types.structure(name).ok_or_else(|| self.mismatch("no value", param))?;
        let place = StructurePlace::Shared(name.clone());
        self.structure(structure, place, Some(members)).map(Literal::Structure)
    }

    fn union(&mut self, name: &TypeRef, param: &Json) -> Result<Literal, Wrong> {
        const REMEDY: &str = "Write an object with the one member that is set.";
        let members = param.as_object().ok_or_else(|| self.mismatch("an object with one member", param))?;
        let union = self.types.unions.get(&name.name).copied().ok_or_else(|| self.mismatch("no value", param))?;
        let mut set = members.iter().filter(|(_, value)| !value.is_null());
        let (Some((member, inner)), None) = (set.next(), set.next()) else {
            return Err(self.wrong(format!("the union {} has exactly one member set", union.shape), REMEDY));
        };
        let variant = union.variants.iter().find(|variant| variant.wire == *member).ok_or_else(|| {
            let names: Vec<&str> = union.variants.iter().map(|variant| variant.wire.as_str()).collect();
            let remedy = format!("Its members are {}.", names.join(", "));
            self.wrong(format!("the union {} has no member {member:?}", union.shape), remedy)
        })?;
        let step = Access::Variant(name.clone(), variant.name.clone(), variant.indirection);
        let value = match &variant.value {
            Some(ty) => Some(self.within(step, format!(".{member}"), |lowering| lowering.value(ty, inner))?),
            None => None,
        };
        Ok(Literal::Union {
            name: name.clone(),
            variant: variant.name.clone(),
            indirection: variant.indirection,
            value: value.map(Box::new),
        })
    }

    fn list(&mut self, element: &Element, param: &Json) -> Result<Literal, Wrong> {
        let entries = param.as_array().ok_or_else(|| self.mismatch("a list", param))?;
        let entries = entries.iter().enumerate().map(|(index, entry)| {
            let step = Access::Index(index);
            self.within(step, format!("[{index}]"), |lowering| lowering.entry(element, entry))
        });
        let entries: Vec<Option<Literal>> = entries.collect::<Result<_, Wrong>>()?;
        Ok(match element.nulls {
            Nulls::Dense => Literal::List(entries.into_iter().flatten().collect()),
            Nulls::Sparse => Literal::SparseList(entries),
        })
    }

    fn map(&mut self, key: &MapKey, element: &Element, param: &Json) -> Result<Literal, Wrong> {
        let entries = param.as_object().ok_or_else(|| self.mismatch("an object", param))?;
        let entries = entries.iter().map(|(name, entry)| {
            let step = Access::Key(key.clone(), name.clone());
            let value = self.within(step, format!("[{name:?}]"), |lowering| lowering.entry(element, entry))?;
            Ok((name.clone(), value))
        });
        let entries: Vec<(String, Option<Literal>)> = entries.collect::<Result<_, Wrong>>()?;
        Ok(match element.nulls {
            Nulls::Dense => {
                let present = |(name, value): (String, Option<Literal>)| Some((name, value?));
                Literal::Map(key.clone(), entries.into_iter().filter_map(present).collect())
            }
            Nulls::Sparse => Literal::SparseMap(key.clone(), entries),
        })
    }

    /// What a list or map holds; `None` for null, which only a sparse one may hold.
    fn entry(&mut self, element: &Element, entry: &Json) -> Result<Option<Literal>, Wrong> {
        let is_document = element.value == Value::Scalar(Scalar::Document);
        match (element.nulls, entry) {
            (Nulls::Sparse, Json::Null) => Ok(None),
            (Nulls::Sparse, entry) => {
                self.within(Access::Some, String::new(), |lowering| lowering.value(&element.value, entry)).map(Some)
            }
            (Nulls::Dense, Json::Null) if !is_document => {
                Err(self.wrong("null in a list or map that is not sparse", "Take it out, or put sparse on the shape."))
            }
            (Nulls::Dense, entry) => self.value(&element.value, entry).map(Some),
        }
    }
}

/// `f32` and `f64`, as far as the parser goes.
trait Float: std::str::FromStr {}

impl Float for f32 {}

impl Float for f64 {}

/// What a client puts where a service left out a required member.
fn zero(value: &Value) -> Literal {
    match value {
        Value::Scalar(Scalar::Boolean) => Literal::Boolean(false),
        Value::Scalar(Scalar::Byte | Scalar::Short | Scalar::Integer | Scalar::Long) => Literal::Integer(0),
        Value::Scalar(Scalar::Float) => Literal::Float(0.0),
        Value::Scalar(Scalar::Double) => Literal::Double(0.0),
        Value::Scalar(Scalar::BigInteger) => Literal::BigInteger("0".to_owned()),
        Value::Scalar(Scalar::BigDecimal) => Literal::BigDecimal("0".to_owned()),
        Value::Scalar(Scalar::Text) => Literal::Text(String::new()),
        Value::Scalar(Scalar::Blob) => Literal::Blob(String::new()),
        Value::Scalar(Scalar::Document) => Literal::Document(Json::Null),
        Value::Scalar(Scalar::Timestamp(_)) => Literal::Timestamp { seconds: 0, nanos: 0 },
        Value::Enum(name) => Literal::Enum(name.clone(), String::new()),
        Value::List(_) => Literal::List(Vec::new()),
        Value::Map(key, _) => Literal::Map(key.clone(), Vec::new()),
        // Members of these types are optional, required or not.
        Value::Structure(name) => Literal::Structure(StructureLiteral {
            place: StructurePlace::Shared(name.clone()),
            build: Build::Infallible,
            fields: Vec::new(),
        }),
        Value::Union(name) => Literal::Union {
            name: name.clone(),
            variant: name.name.clone(),
            indirection: Indirection::Inline,
            value: None,
        },
    }
}
