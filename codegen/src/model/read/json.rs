//! Bytes → JSON value: UTF-8, bounded in size and depth, no key twice in one object.

use std::fmt;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use crate::model::problem::{Errors, Place, Report, shortened};

/// The most bytes that a model file may have; the largest known one (EC2) has 12 million.
pub const MAX_BYTES: u64 = 256 << 20;

/// The most bytes that one text in a model may have; the longest known ones, documentation, have some 30 thousand.
pub(in crate::model) const MAX_TEXT_BYTES: usize = 1 << 20;

/// Reads a whole file, or says why it cannot be read.
pub(in crate::model) fn read_file(path: &Path, report: &mut Report) -> Result<Vec<u8>, Errors> {
    if path.is_dir() {
        return report.fail(Place::default(), "is a directory, not a model file", "Name the JSON file in it.");
    }
    let too_large = |report: &mut Report| {
        let message = format!("is larger than {} MiB", MAX_BYTES >> 20);
        report.fail(Place::default(), message, "Give a service model; the largest known one has 12 MB.")
    };
    let result = File::open(path).and_then(|file| {
        let size = file.metadata()?.len();
        if size > MAX_BYTES {
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    });
    match result {
        Ok(Some(bytes)) if u64::try_from(bytes.len()).is_ok_and(|length| length <= MAX_BYTES) => Ok(bytes),
        Ok(_) => too_large(report),
        Err(error) => {
            let remedy = match error.kind() {
                ErrorKind::NotFound => "Check the path; it is taken from the working directory.",
                ErrorKind::PermissionDenied => "Make the file readable for the user who runs this.",
                _ => "Check that the path names a readable file.",
            };
            report.fail(Place::default(), format!("cannot be read: {error}"), remedy)
        }
    }
}

/// Parses JSON text, or says where it stops being JSON.
pub(in crate::model) fn parse(bytes: &[u8], report: &mut Report) -> Result<Value, Errors> {
    if u64::try_from(bytes.len()).map_or(true, |length| length > MAX_BYTES) {
        let message = format!("is larger than {} MiB", MAX_BYTES >> 20);
        return report.fail(Place::default(), message, "Give a service model; the largest known one has 12 MB.");
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return report.fail(Place::default(), "is packed with gzip", "Unpack it first: gunzip -k FILE.");
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return report.fail(Place::default(), "is empty", "Give a Smithy JSON AST or a botocore service-2.json.");
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = valid.split(|byte| *byte == b'\n').count();
            let message = format!("is not UTF-8 at byte {} (line {line})", error.valid_up_to());
            return report.fail(Place::default(), message, "Save the file as UTF-8.");
        }
    };
    match serde_json::from_str::<Unique>(text) {
        Ok(Unique(value)) => Ok(value),
        Err(error) => {
            let remedy = if error.is_eof() {
                "The file ends too early: fetch or write it again."
            } else {
                "Mend the JSON at that place."
            };
            report.fail(Place::default(), format!("is not a JSON document that can be read: {error}"), remedy)
        }
    }
}

/// A JSON value in which no object has a key twice and no text is beyond measure. `serde_json` alone lets the last key
/// win without a word.
struct Unique(Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UniqueVisitor).map(Self)
    }
}

struct UniqueVisitor;

impl<'de> Visitor<'de> for UniqueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        measured(value)?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        measured(&value)?;
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Unique(item)) = access.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            measured(&key)?;
            match map.entry(key) {
                Entry::Vacant(entry) => {
                    let Unique(value) = access.next_value()?;
                    entry.insert(value);
                }
                Entry::Occupied(entry) => {
                    let key = shortened(entry.key());
                    return Err(Error::custom(format_args!("key {key} twice in one object")));
                }
            }
        }
        Ok(Value::Object(map))
    }
}

/// Refuses a text that nobody wrote: all that follows would take long, and what came out would be of no use.
fn measured<E: Error>(text: &str) -> Result<(), E> {
    if text.len() <= MAX_TEXT_BYTES {
        return Ok(());
    }
    Err(E::custom(format_args!("a text of {} bytes, more than the {MAX_TEXT_BYTES} that one may have", text.len())))
}

/// What a value is, for messages.
pub(in crate::model) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
