//! Structures, unions and enums that operations share; a generated crate has a file for each.

use std::collections::HashMap;

use crate::wire::{Reader, Writer};
use crate::{primitives, types};

pub mod error;

/// What became of an entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EntityState {
    /// In use.
    Enabled,
    /// Not in use.
    Disabled,
    /// A value that this crate does not know.
    Unknown(tinsmith_runtime::UnknownVariantValue),
}

tinsmith_runtime::string_enum! { EntityState {
    Enabled = "ENABLED";
    Disabled = "DISABLED";
} }

/// A secret choice.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Diagnosis {
    /// Well.
    Well,
    /// A value that this crate does not know.
    Unknown(tinsmith_runtime::UnknownVariantValue),
}

tinsmith_runtime::string_enum! { sensitive Diagnosis {
    Well = "WELL";
} }

/// One of several values.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum AttributeValue {
    /// Text.
    S(String),
    /// A list.
    L(Vec<types::AttributeValue>),
    /// Whether it is null.
    Null(bool),
    /// Nothing.
    Nothing,
    /// Whom it is about.
    #[cfg_attr(feature = "serde", serde(rename = "Self"))]
    SelfValue(Box<types::AttributeValue>),
    /// A map with holes.
    M(HashMap<String, Option<types::AttributeValue>>),
    /// A member that this crate does not know; it cannot be sent.
    Unknown,
}

tinsmith_runtime::union_accessors! { AttributeValue {
    S, as_s, is_s: String;
    L, as_l, is_l: Vec<types::AttributeValue>;
    Null, as_null, is_null: bool;
    Nothing, is_nothing: unit;
    SelfValue, as_self, is_self: Box<types::AttributeValue>;
    M, as_m, is_m: HashMap<String, Option<types::AttributeValue>>;
} }

tinsmith_runtime::write_union! { AttributeValue: Writer {
    "S" => S, Writer::text;
    "L" => L, |writer, list| writer.list(list, Writer::shape);
    "Null" => Null, Writer::boolean;
    "Nothing" => Nothing;
    "Self" => SelfValue, Writer::shape;
    "M" => M, |writer, map| writer.sparse_map(map, Writer::shape);
} }

tinsmith_runtime::read_union! { AttributeValue: Reader {
    "S" => S, Reader::text;
    "L" => L, |reader| reader.list(Reader::shape);
    "Null" => Null, Reader::boolean;
    "Nothing" => Nothing;
    "Self" => SelfValue, Reader::shape;
    "M" => M, |reader| reader.sparse_map(Reader::shape);
} }

/// A union with a member that is called as what some services add to every union.
#[derive(Clone, PartialEq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Typed {
    /// The type.
    #[cfg_attr(feature = "serde", serde(rename = "__type"))]
    Type(String),
    /// Something else.
    Else,
    /// A member that this crate does not know; it cannot be sent.
    Unknown,
}

tinsmith_runtime::union_accessors! { Typed {
    Type, as_type, is_type: String;
    Else, is_else: unit;
} }

tinsmith_runtime::write_union! { Typed: Writer {
    "__type" => Type, Writer::text;
    "Else" => Else;
} }

tinsmith_runtime::read_union! { Typed: Reader {
    "__type" => Type, Reader::text;
    "Else" => Else;
} }

/// A way in.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Credential {
    /// A secret.
    #[cfg_attr(feature = "serde", serde(with = "tinsmith_runtime::redacted"))]
    Password(String),
    /// A number.
    Pin(i32),
    /// None.
    Anonymous,
    /// A member that this crate does not know; it cannot be sent.
    Unknown,
}

tinsmith_runtime::union_accessors! { sensitive Credential {
    Password, as_password, is_password: sensitive String;
    Pin, as_pin, is_pin: i32;
    Anonymous, is_anonymous: unit;
} }

tinsmith_runtime::read_union! { Credential: Reader {
    "Password" => Password, Reader::text;
    "Pin" => Pin, Reader::integer;
    "Anonymous" => Anonymous;
} }

/// A person.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "PascalCase"))]
#[non_exhaustive]
pub struct User {
    /// The id.
    pub id: Option<String>,
    /// The state.
    pub state: Option<types::EntityState>,
    /// The type.
    pub r#type: Option<String>,
    /// Tags.
    pub tags: Option<Vec<String>>,
    /// Who it is not.
    pub not: Option<Box<types::User>>,
    /// The name.
    pub name: String,
    /// How often a login is tried.
    pub retries: i32,
    /// A secret.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    #[cfg_attr(feature = "serde", serde(with = "tinsmith_runtime::redacted"))]
    #[cfg_attr(feature = "serde", serde(default))]
    pub password: Option<String>,
    /// Attributes.
    pub attributes: Option<HashMap<String, types::AttributeValue>>,
    /// Recursive through a list.
    #[cfg_attr(feature = "serde", serde(default))]
    pub friends: Vec<types::User>,
    /// An enumeration with a default.
    pub kind: types::EntityState,
    /// A blob.
    #[cfg_attr(feature = "serde", serde(default))]
    pub photo: primitives::Blob,
    /// A secret number.
    #[cfg_attr(feature = "serde", serde(with = "tinsmith_runtime::redacted"))]
    #[cfg_attr(feature = "serde", serde(default))]
    pub pin: i32,
    /// When it was made.
    pub made: Option<primitives::DateTime>,
    /// A list with holes.
    pub holes: Option<Vec<Option<i32>>>,
    /// A secret of its own type.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    #[cfg_attr(feature = "serde", serde(with = "tinsmith_runtime::redacted"))]
    #[cfg_attr(feature = "serde", serde(default))]
    pub diagnosis: Option<types::Diagnosis>,
    /// Anything.
    pub doc: primitives::Document,
}

tinsmith_runtime::structure! { User => fallible UserBuilder {
    id, set_id, get_id: optional text;
    state, set_state, get_state: optional value(types::EntityState);
    r#type, set_type, get_type: optional text;
    tags, set_tags, get_tags: optional texts;
    not, set_not, get_not: optional boxed(types::User);
    name, set_name, get_name: required text;
    retries, set_retries, get_retries: default(3) copy(i32);
    password, set_password, get_password: optional sensitive text;
    attributes, set_attributes, get_attributes: optional map(String, types::AttributeValue);
    friends, set_friends, get_friends: zero list(types::User);
    kind, set_kind, get_kind: default(types::EntityState::from("ENABLED")) value(types::EntityState);
    photo, set_photo, get_photo: zero value(primitives::Blob);
    pin, set_pin, get_pin: zero sensitive copy(i32);
    made, set_made, get_made: optional copy(primitives::DateTime);
    holes, set_holes, get_holes: optional list(Option<i32>);
    diagnosis, set_diagnosis, get_diagnosis: optional sensitive value(types::Diagnosis);
    doc, set_doc, get_doc: default("{}".parse::<primitives::Document>().unwrap_or_default()) value(primitives::Document);
} }

tinsmith_runtime::write_shape! { User: Writer {
    "Id" => optional id, Writer::text;
    "State" => optional state, Writer::text;
    "Type" => optional r#type, Writer::text;
    "Tags" => optional tags, |writer, list| writer.list(list, Writer::text);
    "Not" => optional not, Writer::shape;
    "Name" => always name, Writer::text;
    "Retries" => always retries, Writer::integer;
    "Password" => optional password, Writer::text;
    "Attributes" => optional attributes, |writer, map| writer.map(map, Writer::shape);
    "Friends" => always friends, |writer, list| writer.list(list, Writer::shape);
    "Kind" => always kind, Writer::text;
    "Photo" => always photo, Writer::blob;
    "Pin" => always pin, Writer::integer;
    "Made" => optional made, Writer::epoch_seconds;
    "Holes" => optional holes, |writer, list| writer.sparse_list(list, Writer::integer);
    "Diagnosis" => optional diagnosis, Writer::text;
    "Doc" => always doc, Writer::document;
} }

tinsmith_runtime::read_shape! { User: Reader {
    "Id" => id, Reader::text;
    "State" => state, Reader::string_enum;
    "Type" => r#type, Reader::text;
    "Tags" => tags, |reader| reader.list(Reader::text);
    "Not" => not, Reader::shape;
    "Name" => name, Reader::text;
    "Retries" => retries, Reader::integer;
    "Password" => password, Reader::text;
    "Attributes" => attributes, |reader| reader.map(Reader::shape);
    "Friends" => friends, |reader| reader.list(Reader::shape);
    "Kind" => kind, Reader::string_enum;
    "Photo" => photo, Reader::blob;
    "Pin" => pin, Reader::integer;
    "Made" => made, Reader::epoch_seconds;
    "Holes" => holes, |reader| reader.sparse_list(Reader::integer);
    "Diagnosis" => diagnosis, Reader::string_enum;
    "Doc" => doc, Reader::document;
} }

/// Members of every kind that is not copied, none of them optional.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Plain {
    /// Boxed.
    pub boxed: Box<types::AttributeValue>,
    /// Texts.
    pub texts: Vec<String>,
    /// A map.
    pub map: HashMap<types::EntityState, types::User>,
    /// A map of texts.
    pub text_map: HashMap<String, String>,
}

tinsmith_runtime::structure! { Plain => fallible PlainBuilder {
    boxed, set_boxed, get_boxed: required boxed(types::AttributeValue);
    texts, set_texts, get_texts: required texts;
    map, set_map, get_map: zero map(types::EntityState, types::User);
    text_map, set_text_map, get_text_map: required map_text(String);
} }

tinsmith_runtime::write_shape! { Plain: Writer {
    "Boxed" => always boxed, Writer::shape;
    "Texts" => always texts, |writer, list| writer.list(list, Writer::text);
    "Map" => always map, |writer, map| writer.map(map, Writer::shape);
    "TextMap" => always text_map, |writer, map| writer.map(map, Writer::text);
} }

tinsmith_runtime::read_shape! { Plain: Reader {
    "Boxed" => boxed, Reader::shape;
    "Texts" => texts, |reader| reader.list(Reader::text);
    "Map" => map, |reader| reader.map(Reader::shape);
    "TextMap" => text_map, |reader| reader.map(Reader::text);
} }

/// A structure without members.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlainMarker {}

tinsmith_runtime::structure! {
    #[derive(Eq)]
    PlainMarker => PlainMarkerBuilder {}
}

tinsmith_runtime::write_shape! { PlainMarker: Writer {} }

tinsmith_runtime::read_shape! { PlainMarker: Reader {} }

/// Builders of the structures.
pub mod builders {
    pub use super::PlainBuilder;
    pub use super::PlainMarkerBuilder;
    pub use super::UserBuilder;
}
