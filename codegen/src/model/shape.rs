//! The checked semantic model: what every reader of a model format ends in, and all that lowering and diffing see.

use std::collections::BTreeMap;

use super::id::ShapeId;
use super::rule_set::PartitionFacts;
use super::trait_rules::TraitRule;
use super::traits::Traits;

/// A model with one service chosen: every target exists and has a fitting type, every trait has the right form.
#[derive(Clone, Debug)]
pub struct Model {
    /// The service that the crate is generated for.
    pub service: Service,
    /// The operations that the service reaches, directly or through resources, in the order of their names.
    pub operations: Vec<Operation>,
    /// Every data shape that the operations reach, by id; includes the `smithy.api` prelude shapes in use.
    pub shapes: BTreeMap<ShapeId, Shape>,
    /// Partition data that the model's endpoint test cases were written for.
    pub partitions: Option<Vec<PartitionFacts>>,
    /// What the model's own definitions of traits say of changes, by the trait's id.
    pub trait_rules: BTreeMap<String, Vec<TraitRule>>,
}

/// The service shape.
#[derive(Clone, Debug)]
pub struct Service {
    /// Such as `com.amazonaws.workmail#WorkMailService`.
    pub id: ShapeId,
    /// Such as `2017-10-01`; empty where the model says none.
    pub version: String,
    /// Errors that every operation can return.
    pub errors: Vec<ShapeId>,
    /// Shapes that the service presents under another name (`rename`).
    pub renames: BTreeMap<ShapeId, String>,
    /// The traits of the service.
    pub traits: Traits,
}

/// An operation. `smithy.api#Unit` as input or output is `None`.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Such as `com.amazonaws.workmail#ListUsers`.
    pub id: ShapeId,
    /// The input structure.
    pub input: Option<ShapeId>,
    /// The output structure.
    pub output: Option<ShapeId>,
    /// Its own errors, in the model's order, without the service's, each once.
    pub errors: Vec<ShapeId>,
    /// The stream that its input or output leads to. The generator leaves such an operation out.
    pub stream: Option<ShapeId>,
    /// The traits of the operation.
    pub traits: Traits,
}

/// A data shape.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its absolute id.
    pub id: ShapeId,
    /// Its type and what belongs to the type.
    pub kind: ShapeKind,
    /// The traits of the shape, mixins and `apply` statements included.
    pub traits: Traits,
}

/// The type of a data shape. `set` is a list with `unique_items`; a `string` with the `enum` trait is an [`Self::Enum`].
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "a model has some hundred shapes; readers match on members without boxes")]
pub enum ShapeKind {
    /// A value without parts.
    Simple(Simple),
    /// Text out of a list that may grow.
    Enum(Vec<EnumMember>),
    /// An integer out of a list that may grow.
    IntEnum(Vec<IntEnumMember>),
    /// A list of one kind of member.
    List(Member),
    /// A map with text keys.
    Map {
        /// Its target is a string or an enum.
        key: Member,
        /// The value.
        value: Member,
    },
    /// Named members, in the model's order, members of mixins first.
    Structure(Vec<Member>),
    /// Exactly one of several members.
    Union(Vec<Member>),
}

impl ShapeKind {
    /// The members that a shape has of its own, in the model's order: of a list its `member`, of a map `key` and
    /// `value`. Values of enums are not among them: they hold nothing.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        let (first, second, rest): (Option<&Member>, Option<&Member>, &[Member]) = match self {
            Self::Simple(_) | Self::Enum(_) | Self::IntEnum(_) => (None, None, &[]),
            Self::List(member) => (Some(member), None, &[]),
            Self::Map { key, value } => (Some(key), Some(value), &[]),
            Self::Structure(members) | Self::Union(members) => (None, None, members),
        };
        first.into_iter().chain(second).chain(rest)
    }
}

/// A type of values without parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Simple {
    /// Bytes.
    Blob,
    /// True or false.
    Boolean,
    /// Text.
    String,
    /// 8 bits, signed.
    Byte,
    /// 16 bits, signed.
    Short,
    /// 32 bits, signed.
    Integer,
    /// 64 bits, signed.
    Long,
    /// 32 bits, IEEE 754.
    Float,
    /// 64 bits, IEEE 754.
    Double,
    /// An integer of any size.
    BigInteger,
    /// A decimal of any precision.
    BigDecimal,
    /// A point in time.
    Timestamp,
    /// Any JSON value.
    Document,
}

impl Simple {
    /// Its name in Smithy, such as `bigInteger`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blob => "blob",
            Self::Boolean => "boolean",
            Self::String => "string",
            Self::Byte => "byte",
            Self::Short => "short",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::Float => "float",
            Self::Double => "double",
            Self::BigInteger => "bigInteger",
            Self::BigDecimal => "bigDecimal",
            Self::Timestamp => "timestamp",
            Self::Document => "document",
        }
    }
}

/// A member of a structure, union, list or map.
#[derive(Clone, Debug)]
pub struct Member {
    /// The wire name; `member`, `key` or `value` in lists and maps.
    pub name: String,
    /// What it holds.
    pub target: ShapeId,
    /// The traits on the member itself; those of its target are on the target.
    pub traits: Traits,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumMember {
    /// The name in the model; `None` where the `enum` trait gives a value alone.
    pub name: Option<String>,
    /// What goes over the wire.
    pub value: String,
    /// The traits of the value.
    pub traits: Traits,
}

/// A value of an intEnum.
#[derive(Clone, Debug)]
pub struct IntEnumMember {
    /// The name in the model.
    pub name: String,
    /// What goes over the wire.
    pub value: i32,
    /// The traits of the value.
    pub traits: Traits,
}
