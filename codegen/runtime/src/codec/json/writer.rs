//! Writes JSON into one buffer; escapes, and keeps the first failure.

use std::collections::HashMap;
use std::fmt::{self, Write as _};

use super::MAX_DEPTH;
use super::plain::plain_length;
use crate::error::BuildError;
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, Document, Number};

/// The room that a buffer has at first, in bytes.
const ROOM: usize = 256;

/// Writes one JSON text.
///
/// Its methods give nothing back, so that what calls them stays short: the first failure is kept, and
/// [`Writer::finish`] gives it. Object members come out in the order in which they are written, maps in the order
/// of their keys: the same value always gives the same bytes.
#[derive(Debug, Default)]
pub struct Writer {
    buffer: String,
    depth: usize,
    /// The next member or element comes after another one.
    follows: bool,
    failure: Option<BuildError>,
}

/// Writes one value: what members, lists and maps call for theirs.
type WriteValue<T> = fn(&mut Writer, &T);

impl Writer {
    /// Starts with an empty buffer, with room for what most bodies are.
    pub fn new() -> Self {
        Self { buffer: String::with_capacity(ROOM), ..Self::default() }
    }

    /// Gives the bytes written.
    ///
    /// # Errors
    /// The first failure, if there was one.
    pub fn finish(self) -> Result<Vec<u8>, BuildError> {
        match self.failure {
            Some(failure) => Err(failure),
            None => Ok(self.buffer.into_bytes()),
        }
    }

    /// Notes that something cannot be written; the first failure is kept.
    #[cold]
    pub fn fail(&mut self, failure: BuildError) {
        self.failure.get_or_insert(failure);
    }

    /// Writes the `{` of an object.
    pub fn begin_structure(&mut self) {
        self.begin('{');
    }

    /// Writes the `}` of an object.
    pub fn end_structure(&mut self) {
        self.end('}');
    }

    fn begin(&mut self, open: char) {
        self.buffer.push(open);
        self.depth += 1;
        self.follows = false;
        if self.depth == MAX_DEPTH + 1 {
            self.fail(BuildError::other("the value is nested deeper than 128 levels of objects and lists"));
        }
    }

    fn end(&mut self, close: char) {
        self.buffer.push(close);
        self.depth = self.depth.saturating_sub(1);
        self.follows = true;
    }

    /// Tells whether values may be nested in the one that was begun.
    ///
    /// All recursion passes here: a value of unbounded depth ends in a failure instead of a used-up stack.
    fn may_descend(&self) -> bool {
        self.depth <= MAX_DEPTH
    }

    fn comma(&mut self) {
        if self.follows {
            self.buffer.push(',');
        }
        self.follows = true;
    }

    fn key(&mut self, name: &str) {
        self.comma();
        self.push_text(name);
        self.buffer.push(':');
    }

    /// Writes an object's member.
    #[inline]
    pub fn member<T>(&mut self, name: &str, value: &T, write: WriteValue<T>) {
        if self.may_descend() {
            self.key(name);
            write(self, value);
        }
    }

    /// Writes an object's member if it has a value.
    #[inline]
    pub fn optional<T>(&mut self, name: &str, value: &Option<T>, write: WriteValue<T>) {
        if let Some(value) = value {
            self.member(name, value, write);
        }
    }

    /// Writes an array.
    pub fn list<T>(&mut self, list: &[T], write: WriteValue<T>) {
        self.begin('[');
        if self.may_descend() {
            for value in list {
                self.comma();
                write(self, value);
            }
        }
        self.end(']');
    }

    /// Writes an array in which `None` is null.
    pub fn sparse_list<T>(&mut self, list: &[Option<T>], write: WriteValue<T>) {
        self.begin('[');
        if self.may_descend() {
            for value in list {
                self.comma();
                self.nullable(value.as_ref(), write);
            }
        }
        self.end(']');
    }

    /// Writes a map as an object, in the order of its keys.
    pub fn map<K: AsRef<str>, V>(&mut self, map: &HashMap<K, V>, write: WriteValue<V>) {
        self.begin_structure();
        for (key, value) in sorted(map) {
            self.member(key, value, write);
        }
        self.end_structure();
    }

    /// Writes a map in which `None` is null as an object, in the order of its keys.
    pub fn sparse_map<K: AsRef<str>, V>(&mut self, map: &HashMap<K, Option<V>>, write: WriteValue<V>) {
        self.begin_structure();
        if self.may_descend() {
            for (key, value) in sorted(map) {
                self.key(key);
                self.nullable(value.as_ref(), write);
            }
        }
        self.end_structure();
    }

    fn nullable<T>(&mut self, value: Option<&T>, write: WriteValue<T>) {
        match value {
            Some(value) => write(self, value),
            None => self.null(),
        }
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.buffer.push_str("null");
    }

    /// Writes a text.
    #[inline]
    pub fn text<T: AsRef<str> + ?Sized>(&mut self, value: &T) {
        self.push_text(value.as_ref());
    }

    fn push_text(&mut self, text: &str) {
        self.buffer.reserve(text.len() + 2);
        self.buffer.push('"');
        let mut rest = text;
        loop {
            let (plain, from) = rest.split_at_checked(plain_length(rest.as_bytes())).unwrap_or((rest, ""));
            self.buffer.push_str(plain);
            let mut characters = from.chars();
            match characters.next() {
                Some(character) => self.push_escape(character),
                None => break,
            }
            rest = characters.as_str();
        }
        self.buffer.push('"');
    }

    fn push_escape(&mut self, character: char) {
        match character {
            '"' => self.buffer.push_str("\\\""),
            '\\' => self.buffer.push_str("\\\\"),
            '\u{8}' => self.buffer.push_str("\\b"),
            '\u{c}' => self.buffer.push_str("\\f"),
            '\n' => self.buffer.push_str("\\n"),
            '\r' => self.buffer.push_str("\\r"),
            '\t' => self.buffer.push_str("\\t"),
            other => self.display(format_args!("\\u{:04x}", u32::from(other))),
        }
    }

    fn display(&mut self, value: impl fmt::Display) {
        // Writing to a `String` fails only if the value's own `Display` does, and those used here never do.
        let _ = write!(self.buffer, "{value}");
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, value: &bool) {
        self.buffer.push_str(if *value { "true" } else { "false" });
    }

    /// Writes an 8-bit whole number.
    pub fn byte(&mut self, value: &i8) {
        self.display(value);
    }

    /// Writes a 16-bit whole number.
    pub fn short(&mut self, value: &i16) {
        self.display(value);
    }

    /// Writes a 32-bit whole number.
    pub fn integer(&mut self, value: &i32) {
        self.display(value);
    }

    /// Writes a 64-bit whole number.
    pub fn long(&mut self, value: &i64) {
        self.display(value);
    }

    /// Writes an `f32` in the shortest form that reads as the same one; `NaN` and the infinities as texts.
    pub fn float(&mut self, value: &f32) {
        if value.is_finite() {
            self.display(format_args!("{value:?}"));
        } else {
            self.not_finite(f64::from(*value));
        }
    }

    /// Writes an `f64` in the shortest form that reads as the same one; `NaN` and the infinities as texts.
    pub fn double(&mut self, value: &f64) {
        if value.is_finite() {
            self.display(format_args!("{value:?}"));
        } else {
            self.not_finite(*value);
        }
    }

    fn not_finite(&mut self, value: f64) {
        self.buffer.push_str(if value.is_nan() {
            "\"NaN\""
        } else if value > 0.0 {
            "\"Infinity\""
        } else {
            "\"-Infinity\""
        });
    }

    /// Writes a whole number of any size.
    pub fn big_integer(&mut self, value: &BigInteger) {
        self.buffer.push_str(value.as_str());
    }

    /// Writes a number of any size and precision.
    pub fn big_decimal(&mut self, value: &BigDecimal) {
        self.buffer.push_str(value.as_str());
    }

    /// Writes bytes as base64 text.
    pub fn blob(&mut self, value: &Blob) {
        self.buffer.push('"');
        value.push_base64(&mut self.buffer);
        self.buffer.push('"');
    }

    /// Writes any value.
    pub fn document(&mut self, value: &Document) {
        match value {
            Document::Object(members) => self.map(members, Self::document),
            Document::Array(values) => self.list(values, Self::document),
            Document::Number(Number::PosInt(number)) => self.display(number),
            Document::Number(Number::NegInt(number)) => self.display(number),
            Document::Number(Number::Float(number)) => self.double(number),
            Document::String(text) => self.push_text(text),
            Document::Bool(value) => self.boolean(value),
            Document::Null => self.null(),
        }
    }

    /// Writes a point in time as a number of seconds since the epoch, with a fraction only where it has one.
    pub fn epoch_seconds(&mut self, value: &DateTime) {
        value.push_epoch_seconds(&mut self.buffer);
    }

    /// Writes a point in time as a text in the form of RFC 3339.
    pub fn date_time(&mut self, value: &DateTime) {
        self.timestamp_text(value, DateTimeFormat::DateTime);
    }

    /// Writes a point in time as a text in the form of HTTP's headers, which has no fractions.
    pub fn http_date(&mut self, value: &DateTime) {
        self.timestamp_text(value, DateTimeFormat::HttpDate);
    }

    fn timestamp_text(&mut self, value: &DateTime, format: DateTimeFormat) {
        match value.fmt(format) {
            Ok(text) => self.push_text(&text),
            Err(error) => self.fail(BuildError::other(error.to_string())),
        }
    }
}

/// A map's entries in the order of their keys.
fn sorted<K: AsRef<str>, V>(map: &HashMap<K, V>) -> Vec<(&str, &V)> {
    let mut entries: Vec<_> = map.iter().map(|(key, value)| (key.as_ref(), value)).collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries
}
