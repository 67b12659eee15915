//! What `serde` calls for a sensitive member: it is written as a mark, and the mark is not read back for a value.
//!
//! A structure that was serialized without its secrets has lost them. Where its mark were read as text, the next request
//! would send the mark.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Serialize, Serializer};

use super::is_exposed;
use crate::sensitive::REDACTED;

/// Serializes a sensitive member: [`REDACTED`], or the value within [`expose_sensitive`](super::expose_sensitive).
///
/// # Errors
/// Those of the serializer.
pub fn serialize<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    if is_exposed() { value.serialize(serializer) } else { serializer.serialize_str(REDACTED) }
}

/// Deserializes a sensitive member.
///
/// # Errors
/// The text is [`REDACTED`]: the value was lost when it was serialized. And those of the deserializer.
pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::deserialize(Unredacted(deserializer)).map_err(|error| {
        // Where a number or a list is wanted, the format has found a text by itself, and says which.
        let told = error.to_string();
        let is_mark = told.contains(REDACTED) && !told.contains(REMEDY);
        if is_mark { D::Error::custom(format_args!("{told}; {REMEDY}")) } else { error }
    })
}

/// What whoever reads the mark can do.
const REMEDY: &str = "to keep secrets, serialize within `serde_support::expose_sensitive`";

/// A text, unless it is the mark.
fn checked<E: Error>(text: &str) -> Result<(), E> {
    if text != REDACTED {
        return Ok(());
    }
    Err(E::custom(format_args!("{REDACTED:?} stands for a secret that was not serialized; {REMEDY}")))
}

/// A deserializer or a visitor that lets everything through but the mark.
struct Unredacted<T>(T);

/// Methods of a deserializer that take a visitor alone.
macro_rules! deserialize_with_visitor {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method(Unredacted(visitor))
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Unredacted<D> {
    type Error = D::Error;

    deserialize_with_visitor! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
        deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_option
        deserialize_unit deserialize_seq deserialize_map deserialize_identifier deserialize_ignored_any
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_unit_struct(name, Unredacted(visitor))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, Unredacted(visitor))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple(length, Unredacted(visitor))
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple_struct(name, length, Unredacted(visitor))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, fields, Unredacted(visitor))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, Unredacted(visitor))
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// Methods of a visitor for values that cannot be the mark.
macro_rules! visit_value {
    ($($method:ident: $type:ty;)*) => {$(
        fn $method<E: Error>(self, value: $type) -> Result<V::Value, E> {
            self.0.$method(value)
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Unredacted<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    visit_value! {
        visit_bool: bool;
        visit_i8: i8;
        visit_i16: i16;
        visit_i32: i32;
        visit_i64: i64;
        visit_i128: i128;
        visit_u8: u8;
        visit_u16: u16;
        visit_u32: u32;
        visit_u64: u64;
        visit_u128: u128;
        visit_f32: f32;
        visit_f64: f64;
        visit_char: char;
        visit_bytes: &[u8];
        visit_borrowed_bytes: &'de [u8];
        visit_byte_buf: Vec<u8>;
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<V::Value, E> {
        checked(text)?;
        self.0.visit_str(text)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<V::Value, E> {
        checked(text)?;
        self.0.visit_borrowed_str(text)
    }

    fn visit_string<E: Error>(self, text: String) -> Result<V::Value, E> {
        checked(&text)?;
        self.0.visit_string(text)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Unredacted(deserializer))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Unredacted(deserializer))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(access)
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(access)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(Unredacted(access))
    }
}

/// The name of a variant is a text, too: that of a union in whose place the mark stands.
impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Unredacted<A> {
    type Error = A::Error;
    type Variant = A::Variant;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, A::Variant), A::Error> {
        self.0.variant_seed(Name { seed, lifetime: PhantomData })
    }
}

/// Reads the name of a variant as the derived code does, unless it is the mark.
struct Name<'de, S> {
    seed: S,
    lifetime: PhantomData<&'de ()>,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Name<'de, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.seed.deserialize(Unredacted(deserializer))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::expose_sensitive;
    use super::{REDACTED, deserialize, serialize};
    use crate::primitives::{Blob, Document};
    use serde::Deserialize;

    /// What is read of a JSON text.
    fn read<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, String> {
        deserialize(&mut serde_json::Deserializer::from_str(text)).map_err(|error| error.to_string())
    }

    #[test]
    fn values_are_redacted_unless_exposed() {
        assert_eq!(serialize(&"x", serde_json::value::Serializer).unwrap(), REDACTED);
        assert_eq!(serialize(&Some("x"), serde_json::value::Serializer).unwrap(), REDACTED);
        expose_sensitive(|| {
            assert_eq!(serialize(&7, serde_json::value::Serializer).unwrap(), 7);
            assert_eq!(serialize(&None::<i32>, serde_json::value::Serializer).unwrap(), serde_json::Value::Null);
        });
    }

    #[test]
    fn the_mark_is_no_value() {
        #[derive(Debug, Deserialize)]
        enum Union {
            #[allow(dead_code, reason = "what it holds is not looked at")]
            Text(String),
        }
        let mark = format!("\"{REDACTED}\"");
        let told = "expose_sensitive";
        assert!(read::<String>(&mark).unwrap_err().contains(told));
        assert!(read::<Option<Box<String>>>(&mark).unwrap_err().contains(told));
        assert!(read::<Vec<String>>(&mark).unwrap_err().contains(told));
        assert!(read::<i32>(&mark).unwrap_err().contains(told));
        assert!(read::<Blob>(&mark).unwrap_err().contains(told));
        assert!(read::<Document>(&mark).unwrap_err().contains(told));
        assert!(read::<Union>(&mark).unwrap_err().contains(told));
        // From a value at hand, as from text.
        assert!(deserialize::<String, _>(serde_json::json!(REDACTED)).unwrap_err().to_string().contains(told));
    }

    #[test]
    fn all_else_is_read_as_ever() {
        assert_eq!(read::<String>("\"x\"").unwrap(), "x");
        assert_eq!(read::<Option<i64>>("null").unwrap(), None);
        assert_eq!(read::<Option<f64>>("1.5").unwrap(), Some(1.5));
        assert_eq!(read::<(bool, char, u8)>("[true, \"a\", 7]").unwrap(), (true, 'a', 7));
        let map = BTreeMap::from([("a".to_owned(), vec![1, 2])]);
        assert_eq!(read::<BTreeMap<String, Vec<i8>>>("{\"a\":[1,2]}").unwrap(), map);
        assert_eq!(read::<Result<i32, String>>("{\"Ok\":1}").unwrap(), Ok(1));
        assert!(read::<i32>("\"x\"").unwrap_err().contains("invalid type"));
    }
}
