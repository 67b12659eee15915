//! `Serialize` and `Deserialize` for the primitives, and the redaction of sensitive members.
//!
//! This is for the user's own files and logs; requests and responses do not pass here.

pub mod redacted;

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::fmt;

use serde_core::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Error as _, Serialize, SerializeMap, Serializer};

use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, Document, Number};

thread_local! {
    /// Whether this thread is within [`expose_sensitive`].
    static EXPOSED: Cell<bool> = const { Cell::new(false) };
}

/// Serializes sensitive members as they are, for as long as `action` runs, on this thread.
///
/// Without it they are serialized as [`REDACTED`](crate::sensitive::REDACTED), which is an error where it is read.
pub fn expose_sensitive<T>(action: impl FnOnce() -> T) -> T {
    /// Sets the scope back, also when `action` panics.
    struct Scope(bool);
    impl Drop for Scope {
        fn drop(&mut self) {
            EXPOSED.set(self.0);
        }
    }
    let _scope = Scope(EXPOSED.replace(true));
    action()
}

/// Whether sensitive members are serialized as they are.
fn is_exposed() -> bool {
    EXPOSED.get()
}

impl Serialize for DateTime {
    /// As text in the form of RFC 3339.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = DateTime::fmt(self, DateTimeFormat::DateTime).map_err(S::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        DateTime::from_str(&text, DateTimeFormat::DateTimeWithOffset).map_err(D::Error::custom)
    }
}

impl Serialize for Blob {
    /// As text in base64.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_base64())
    }
}

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Blob::from_base64(&text).map_err(D::Error::custom)
    }
}

/// Numbers of any size are serialized as text: few formats have room for them otherwise.
macro_rules! number_as_text {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Cow::<str>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }
    };
}

number_as_text!(BigInteger);
number_as_text!(BigDecimal);

impl Serialize for Document {
    /// As the value itself; members in the order of their names.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Object(members) => {
                let mut sorted: Vec<_> = members.iter().collect();
                sorted.sort_unstable_by_key(|(name, _)| *name);
                let mut map = serializer.serialize_map(Some(sorted.len()))?;
                for (name, value) in sorted {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
            Self::Array(values) => values.serialize(serializer),
            Self::Number(Number::PosInt(number)) => serializer.serialize_u64(*number),
            Self::Number(Number::NegInt(number)) => serializer.serialize_i64(*number),
            Self::Number(Number::Float(number)) => serializer.serialize_f64(*number),
            Self::String(text) => serializer.serialize_str(text),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Null => serializer.serialize_unit(),
        }
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DocumentVisitor)
    }
}

/// Makes a document of whatever comes.
struct DocumentVisitor;

impl<'de> Visitor<'de> for DocumentVisitor {
    type Value = Document;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Document, E> {
        Ok(Document::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Document, E> {
        Ok(Document::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Document, E> {
        Ok(Document::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Document, E> {
        Ok(Document::from(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Document, E> {
        Ok(Document::from(text))
    }

    fn visit_string<E>(self, text: String) -> Result<Document, E> {
        Ok(Document::from(text))
    }

    fn visit_unit<E>(self) -> Result<Document, E> {
        Ok(Document::Null)
    }

    fn visit_none<E>(self) -> Result<Document, E> {
        Ok(Document::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Document, D::Error> {
        Document::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Document, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = access.next_element()? {
            values.push(value);
        }
        Ok(Document::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Document, A::Error> {
        let mut members = HashMap::new();
        while let Some((name, value)) = access.next_entry()? {
            members.insert(name, value);
        }
        Ok(Document::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::{expose_sensitive, is_exposed};
    use crate::primitives::{BigDecimal, Blob, DateTime, Document};

    #[test]
    fn exposure_ends_with_its_scope() {
        assert!(!is_exposed());
        expose_sensitive(|| {
            expose_sensitive(|| assert!(is_exposed()));
            assert!(is_exposed());
        });
        assert!(!is_exposed());
        let panicked = std::panic::catch_unwind(|| expose_sensitive(|| std::panic::resume_unwind(Box::new(()))));
        assert!(panicked.is_err() && !is_exposed());
    }

    #[test]
    fn primitives_survive() {
        let time = DateTime::from_millis(482_196_050_520);
        assert_eq!(serde_json::to_string(&time).unwrap(), "\"1985-04-12T23:20:50.52Z\"");
        assert_eq!(serde_json::from_str::<DateTime>("\"1985-04-12T23:20:50.52Z\"").unwrap(), time);
        assert!(serde_json::to_string(&DateTime::from_secs(i64::MAX)).is_err());
        assert_eq!(serde_json::to_string(&Blob::new("hi")).unwrap(), "\"aGk=\"");
        assert_eq!(serde_json::from_str::<Blob>("\"aGk=\"").unwrap(), Blob::new("hi"));
        assert!(serde_json::from_str::<Blob>("\"aGk\"").is_err());
        let number: BigDecimal = "1.10".parse().unwrap();
        assert_eq!(serde_json::to_string(&number).unwrap(), "\"1.10\"");
        assert_eq!(serde_json::from_str::<BigDecimal>("\"1.10\"").unwrap(), number);
        let text = r#"{"a":[1,-1,1.5,"x",true,null],"b":{}}"#;
        let document: Document = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&document).unwrap(), text);
    }
}
