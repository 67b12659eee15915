//! Any data item as a value, for tests and for what must not be twice in a list: how it was written down does not count,
//! save for what the model would see.

use core::fmt;

use super::Reader;
use super::head::{self, Argument, Width};
use crate::codec::MAX_DEPTH;
use crate::codec::error::ReadError;

/// A data item. Lengths and widths are gone: a text in pieces is a text, a half is a float.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Majors 0 and 1.
    Integer(i128),
    /// Major 2.
    Bytes(Vec<u8>),
    /// Major 3.
    Text(String),
    /// Major 4.
    Array(Vec<Value>),
    /// Major 5: pairs in their order, with keys of any kind.
    Map(Vec<(Value, Value)>),
    /// Major 6.
    Tag(u64, Box<Value>),
    /// A half, single or double.
    Float(f64),
    /// `true` or `false`.
    Boolean(bool),
    Null,
    Undefined,
    /// Another simple value.
    Simple(u8),
}

/// Reads a value, and gives a text that is the same for equal values and for no others: the members of maps in the order
/// of their names, without those that are null.
///
/// # Errors
/// What comes is no CBOR, or nested too deep.
#[cfg(feature = "validation")]
pub(crate) fn identity(reader: &mut Reader<'_>) -> Result<String, ReadError> {
    Ok(sorted(reader.value()?).to_string())
}

#[cfg(feature = "validation")]
fn sorted(value: Value) -> Value {
    match value {
        Value::Array(values) => Value::Array(values.into_iter().map(sorted).collect()),
        Value::Map(pairs) => {
            let mut pairs: Vec<(Value, Value)> = pairs
                .into_iter()
                .filter(|(_, value)| *value != Value::Null)
                .map(|(key, value)| (key, sorted(value)))
                .collect();
            pairs.sort_by_cached_key(|(key, _)| key.to_string());
            Value::Map(pairs)
        }
        Value::Tag(tag, value) => Value::Tag(tag, Box::new(sorted(*value))),
        other @ (Value::Integer(_)
        | Value::Bytes(_)
        | Value::Text(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Null
        | Value::Undefined
        | Value::Simple(_)) => other,
    }
}

#[cfg(any(test, feature = "testing"))]
impl Value {
    /// Reads all of a body.
    pub(crate) fn read(body: &[u8]) -> Result<Self, ReadError> {
        let mut reader = Reader::new(body);
        let value = reader.value()?;
        reader.finish()?;
        Ok(value)
    }
}

impl Reader<'_> {
    /// Reads any data item.
    fn value(&mut self) -> Result<Value, ReadError> {
        const EXPECTED: &str = "a value";
        let mut tags = Vec::new();
        let mut head = self.head(EXPECTED)?;
        while head.major == head::TAG {
            if tags.len() == MAX_DEPTH {
                return Err(self.error("at most 128 tags in a row"));
            }
            tags.extend(head.argument.number());
            self.pass(head);
            head = self.head(EXPECTED)?;
        }
        let value = match (head.major, head.argument) {
            (head::UNSIGNED | head::NEGATIVE, _) => Value::Integer(self.whole(EXPECTED)?),
            (head::BYTES, _) => Value::Bytes(self.blob()?.into_inner()),
            (head::TEXT, _) => Value::Text(self.text()?),
            (head::ARRAY, _) => {
                let mut values = Vec::new();
                self.begin_list()?;
                while self.next_element()? {
                    values.push(self.value()?);
                }
                Value::Array(values)
            }
            (head::MAP, _) => {
                let mut pairs = Vec::new();
                self.begin_structure()?;
                while self.next_element()? {
                    pairs.push((self.value()?, self.value()?));
                }
                Value::Map(pairs)
            }
            (_, Argument::Long(Width::Two | Width::Four | Width::Eight, _)) => Value::Float(self.double()?),
            (_, Argument::Short(20 | 21)) => Value::Boolean(self.boolean()?),
            (_, argument) => {
                let simple = argument.number().and_then(|number| u8::try_from(number).ok());
                let simple = simple.ok_or_else(|| self.error(EXPECTED))?;
                self.pass(head);
                match simple {
                    22 => Value::Null,
                    23 => Value::Undefined,
                    other => Value::Simple(other),
                }
            }
        };
        Ok(tags.into_iter().rev().fold(value, |value, tag| Value::Tag(tag, Box::new(value))))
    }
}

/// In diagnostic notation (RFC 8949, section 8).
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => write!(formatter, "{number}"),
            Self::Bytes(bytes) => {
                formatter.write_str("h'")?;
                bytes.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))?;
                formatter.write_str("'")
            }
            Self::Text(text) => write!(formatter, "{text:?}"),
            Self::Array(values) => {
                formatter.write_str("[")?;
                for (at, value) in values.iter().enumerate() {
                    write!(formatter, "{}{value}", if at == 0 { "" } else { ", " })?;
                }
                formatter.write_str("]")
            }
            Self::Map(pairs) => {
                formatter.write_str("{")?;
                for (at, (key, value)) in pairs.iter().enumerate() {
                    write!(formatter, "{}{key}: {value}", if at == 0 { "" } else { ", " })?;
                }
                formatter.write_str("}")
            }
            Self::Tag(tag, value) => write!(formatter, "{tag}({value})"),
            Self::Float(number) if number.is_infinite() => {
                formatter.write_str(if *number > 0.0 { "Infinity" } else { "-Infinity" })
            }
            Self::Float(number) => write!(formatter, "{number:?}"),
            Self::Boolean(value) => write!(formatter, "{value}"),
            Self::Null => formatter.write_str("null"),
            Self::Undefined => formatter.write_str("undefined"),
            Self::Simple(number) => write!(formatter, "simple({number})"),
        }
    }
}
