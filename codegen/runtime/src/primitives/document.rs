//! A JSON value of any form.

use std::collections::HashMap;

/// A number in a [`Document`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A whole number that is not negative.
    PosInt(u64),
    /// A negative whole number.
    NegInt(i64),
    /// Any other number.
    Float(f64),
}

/// A value without a schema: whatever JSON can say.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Document {
    /// Names and their values.
    Object(HashMap<String, Document>),
    /// Values in order.
    Array(Vec<Document>),
    /// A number.
    Number(Number),
    /// A text.
    String(String),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    #[default]
    Null,
}

impl Number {
    /// Gives the nearest `f64`.
    #[allow(clippy::cast_precision_loss, reason = "the nearest value is what is asked for")]
    pub fn to_f64_lossy(self) -> f64 {
        match self {
            Self::PosInt(value) => value as f64,
            Self::NegInt(value) => value as f64,
            Self::Float(value) => value,
        }
    }

    /// Gives the value where it is a whole number within `i64`.
    pub fn as_i64(self) -> Option<i64> {
        match self {
            Self::PosInt(value) => i64::try_from(value).ok(),
            Self::NegInt(value) => Some(value),
            Self::Float(_) => None,
        }
    }

    /// Gives the value where it is a whole number within `u64`.
    pub fn as_u64(self) -> Option<u64> {
        match self {
            Self::PosInt(value) => Some(value),
            Self::NegInt(value) => u64::try_from(value).ok(),
            Self::Float(_) => None,
        }
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self::PosInt(value)
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        u64::try_from(value).map_or(Self::NegInt(value), Self::PosInt)
    }
}

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl Document {
    /// Gives the members where this is an object.
    pub fn as_object(&self) -> Option<&HashMap<String, Document>> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    /// Gives the members, to change them, where this is an object.
    pub fn as_object_mut(&mut self) -> Option<&mut HashMap<String, Document>> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    /// Gives the values where this is an array.
    pub fn as_array(&self) -> Option<&Vec<Document>> {
        if let Self::Array(values) = self { Some(values) } else { None }
    }

    /// Gives the values, to change them, where this is an array.
    pub fn as_array_mut(&mut self) -> Option<&mut Vec<Document>> {
        if let Self::Array(values) = self { Some(values) } else { None }
    }

    /// Gives the number where this is one.
    pub fn as_number(&self) -> Option<&Number> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }

    /// Gives the text where this is one.
    pub fn as_string(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// Gives the truth value where this is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    /// Gives `()` where this is `null`.
    pub fn as_null(&self) -> Option<()> {
        if let Self::Null = self { Some(()) } else { None }
    }

    /// Tells whether this is an object.
    pub fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// Tells whether this is an array.
    pub fn is_array(&self) -> bool {
        matches!(self, Self::Array(_))
    }

    /// Tells whether this is a number.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Number(_))
    }

    /// Tells whether this is a text.
    pub fn is_string(&self) -> bool {
        matches!(self, Self::String(_))
    }

    /// Tells whether this is `true` or `false`.
    pub fn is_bool(&self) -> bool {
        matches!(self, Self::Bool(_))
    }

    /// Tells whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Gives the member `name` where this is an object that has it.
    pub fn get(&self, name: &str) -> Option<&Document> {
        self.as_object().and_then(|members| members.get(name))
    }
}

impl From<bool> for Document {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<&str> for Document {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Document {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<Number> for Document {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

/// Numbers of Rust's that a document holds without loss.
macro_rules! document_from_number {
    ($($name:ty => $wide:ty),+ $(,)?) => {
        $(impl From<$name> for Document {
            fn from(value: $name) -> Self {
                Self::Number(Number::from(<$wide>::from(value)))
            }
        })+
    };
}

document_from_number!(i8 => i64, i16 => i64, i32 => i64, i64 => i64);
document_from_number!(u8 => u64, u16 => u64, u32 => u64, u64 => u64, f32 => f64, f64 => f64);

impl<T: Into<Document>> From<Vec<T>> for Document {
    fn from(values: Vec<T>) -> Self {
        Self::Array(values.into_iter().map(Into::into).collect())
    }
}

impl<K: Into<String>, V: Into<Document>> From<HashMap<K, V>> for Document {
    fn from(members: HashMap<K, V>) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

impl<T: Into<Document>> From<Option<T>> for Document {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, Number};

    #[test]
    fn is_made_from_plain_values() {
        let document = Document::from(vec![Some(-1_i32), None, Some(2)]);
        let expected = [Document::Number(Number::NegInt(-1)), Document::Null, Document::Number(Number::PosInt(2))];
        assert_eq!(document.as_array().map(Vec::as_slice), Some(expected.as_slice()));
        assert_eq!(Document::from("text").as_string(), Some("text"));
        assert_eq!(Document::default().as_null(), Some(()));
    }
}
