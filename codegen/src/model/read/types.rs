//! The shape types of the Smithy AST, by their names in the file.

/// The type of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) enum Type {
    Blob,
    Boolean,
    String,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    Timestamp,
    Document,
    Enum,
    IntEnum,
    List,
    Map,
    Structure,
    Union,
    Service,
    Operation,
    Resource,
}

/// Every type with its name; `set` and `apply` are resolved by the reader.
const NAMES: [(Type, &str); 22] = [
    (Type::Blob, "blob"),
    (Type::Boolean, "boolean"),
    (Type::String, "string"),
    (Type::Byte, "byte"),
    (Type::Short, "short"),
    (Type::Integer, "integer"),
    (Type::Long, "long"),
    (Type::Float, "float"),
    (Type::Double, "double"),
    (Type::BigInteger, "bigInteger"),
    (Type::BigDecimal, "bigDecimal"),
    (Type::Timestamp, "timestamp"),
    (Type::Document, "document"),
    (Type::Enum, "enum"),
    (Type::IntEnum, "intEnum"),
    (Type::List, "list"),
    (Type::Map, "map"),
    (Type::Structure, "structure"),
    (Type::Union, "union"),
    (Type::Service, "service"),
    (Type::Operation, "operation"),
    (Type::Resource, "resource"),
];

impl Type {
    pub(in crate::model) fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known)| *known == name).map(|(ty, _)| *ty)
    }

    /// The names of all types.
    pub(in crate::model) fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(_, name)| *name)
    }

    pub(in crate::model) fn name(self) -> &'static str {
        NAMES.iter().find(|(ty, _)| *ty == self).map_or("", |(_, name)| name)
    }

    /// With its article, for messages.
    pub(in crate::model) fn described(self) -> String {
        let name = self.name();
        let article = if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
        format!("{article} {name}")
    }

    /// Whether members may target it.
    pub(in crate::model) fn is_data(self) -> bool {
        !matches!(self, Self::Service | Self::Operation | Self::Resource)
    }

    /// Whether Smithy counts it as a number.
    pub(in crate::model) fn is_number(self) -> bool {
        matches!(
            self,
            Self::Byte
                | Self::Short
                | Self::Integer
                | Self::Long
                | Self::Float
                | Self::Double
                | Self::BigInteger
                | Self::BigDecimal
                | Self::IntEnum
        )
    }

    /// Whether a value is text; an enum is a string to the selectors of traits.
    pub(in crate::model) fn is_text(self) -> bool {
        matches!(self, Self::String | Self::Enum)
    }
}
