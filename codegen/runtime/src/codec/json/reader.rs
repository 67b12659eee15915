//! A pull parser over bytes: checks all of RFC 8259 as it goes, borrows text where it can, bounds the depth.
//!
//! The one who reads asks for what the model says comes next; nothing is kept of what was not asked for. Errors
//! never repeat text of the body, which may be secret.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;
use std::str::FromStr;

use super::MAX_DEPTH;
use super::plain::plain_length;
use super::sizes::Sizes;
use crate::codec::error::ReadError;
use crate::codec::shape::row_of;
use crate::primitives::number::{self, Fault, Number, Rounding};
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, Document, Number as DocumentNumber};

/// Reads one JSON text.
///
/// A method that reads a value skips the white space before it and ends right after it. After an error the reader
/// is of no further use, except to make errors.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    /// The input up to its end, or up to the first bytes that are not UTF-8.
    input: &'a str,
    /// The input does not end where `input` does: what follows is not UTF-8.
    broken: bool,
    position: usize,
    depth: usize,
    /// An object or an array was begun, and nothing in it was read yet.
    fresh: bool,
    /// Unions have the members that the model gives them, and no others.
    closed: bool,
    sizes: Sizes,
}

/// What a value is, told by its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{`
    Object,
    /// `[`
    Array,
    /// `"`
    Text,
    /// A digit or a minus sign.
    Number,
    /// `true` or `false`
    Boolean,
    /// `null`
    Null,
    /// Nothing that begins a value: punctuation, the end of the input, a stray character.
    NoValue,
}

/// Reads one value: what lists and maps call for each of theirs.
type ReadValue<'a, T> = fn(&mut Reader<'a>) -> Result<T, ReadError>;

impl<'a> Reader<'a> {
    /// Starts at the beginning of `input`.
    ///
    /// Bytes that are not UTF-8 are reported when reading comes to them.
    pub fn new(input: &'a [u8]) -> Self {
        let (input, broken) = match std::str::from_utf8(input) {
            Ok(text) => (text, false),
            Err(error) => {
                let valid = input.get(..error.valid_up_to()).unwrap_or_default();
                (std::str::from_utf8(valid).unwrap_or_default(), true)
            }
        };
        Self { input, broken, position: 0, depth: 0, fresh: false, closed: false, sizes: Sizes::default() }
    }

    /// Refuses members of unions that the model does not have: a service cannot act on what it does not know.
    pub fn closed(mut self) -> Self {
        self.closed = true;
        self
    }

    /// Checks that nothing but white space is left.
    ///
    /// # Errors
    /// When something is.
    pub fn finish(mut self) -> Result<(), ReadError> {
        if self.peek().is_some() || self.broken {
            return Err(self.error("the end of the body"));
        }
        Ok(())
    }

    /// Makes the error that `expected` was expected, and whatever comes next was found.
    #[cold]
    pub fn error(&self, expected: &'static str) -> ReadError {
        ReadError::new(expected, self.found(), self.position)
    }

    /// Tells what the next value is, without reading it.
    pub fn kind(&mut self) -> Kind {
        match self.peek() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::Text,
            Some(b'-' | b'0'..=b'9') => Kind::Number,
            Some(b't' | b'f') => Kind::Boolean,
            Some(b'n') => Kind::Null,
            _ => Kind::NoValue,
        }
    }

    /// Says what is at the position, without repeating it.
    fn found(&self) -> &'static str {
        match self.byte_at(self.position) {
            None if self.broken => "bytes that are not UTF-8",
            None => "the end of the body",
            Some(b'{') => "an object",
            Some(b'[') => "an array",
            Some(b'"') => "a text",
            Some(b'-' | b'0'..=b'9') => "a number",
            Some(b't' | b'f') => "a boolean",
            Some(b'n') => "null",
            Some(b'}') => "`}`",
            Some(b']') => "`]`",
            Some(b',') => "`,`",
            Some(b':') => "`:`",
            Some(b'\\') => "a backslash",
            Some(byte) if byte.is_ascii_control() => "a control character",
            Some(_) => "another character",
        }
    }

    #[inline]
    fn byte_at(&self, position: usize) -> Option<u8> {
        self.input.as_bytes().get(position).copied()
    }

    fn rest(&self) -> &'a str {
        self.input.get(self.position..).unwrap_or_default()
    }

    /// Passes white space; gives the byte after it.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte_at(self.position) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.position += 1,
                other => return other,
            }
        }
    }

    // Objects, arrays and unions

    /// Reads the `{` of an object; [`Reader::next_member`] reads on.
    ///
    /// # Errors
    /// When something else comes, or objects and arrays are nested deeper than [`MAX_DEPTH`].
    pub fn begin_structure(&mut self) -> Result<(), ReadError> {
        self.begin(b'{', "an object")
    }

    /// Reads the `[` of an array; [`Reader::next_element`] reads on.
    ///
    /// # Errors
    /// When something else comes, or objects and arrays are nested deeper than [`MAX_DEPTH`].
    pub fn begin_list(&mut self) -> Result<(), ReadError> {
        self.begin(b'[', "an array")
    }

    fn begin(&mut self, open: u8, expected: &'static str) -> Result<(), ReadError> {
        if self.peek() != Some(open) {
            return Err(self.error(expected));
        }
        if self.depth >= MAX_DEPTH {
            return Err(self.error("at most 128 levels of objects and arrays"));
        }
        self.position += 1;
        self.depth += 1;
        self.fresh = true;
        Ok(())
    }

    fn end(&mut self) {
        self.position += 1;
        self.depth = self.depth.saturating_sub(1);
    }

    /// Reads the next member's name and the `:` after it, or the end of the object, which gives `None`.
    ///
    /// # Errors
    /// When neither comes.
    pub fn next_member(&mut self) -> Result<Option<Cow<'a, str>>, ReadError> {
        match self.plain_name() {
            Some(name) => Ok(Some(Cow::Borrowed(name))),
            None => self.any_name(),
        }
    }

    /// Passes the comma before a member, its name and the `:` after it where they stand in their plainest form, with no
    /// space and no escape; gives the name. Else nothing is passed.
    fn plain_name(&mut self) -> Option<&'a str> {
        let start = match self.byte_at(self.position) {
            Some(b'"') if self.fresh => self.position + 1,
            Some(b',') if !self.fresh && self.byte_at(self.position + 1) == Some(b'"') => self.position + 2,
            _ => return None,
        };
        let rest = self.input.as_bytes().get(start..)?;
        let end = start + plain_length(rest);
        if self.byte_at(end) != Some(b'"') || self.byte_at(end + 1) != Some(b':') {
            return None;
        }
        let name = self.input.get(start..end)?;
        self.position = end + 2;
        self.fresh = false;
        Some(name)
    }

    /// Reads the next member's name in any form, or the end of the object.
    fn any_name(&mut self) -> Result<Option<Cow<'a, str>>, ReadError> {
        if !self.another_key()? {
            return Ok(None);
        }
        let key = self.borrowed_text()?;
        self.colon()?;
        Ok(Some(key))
    }

    /// Passes the comma between members; tells whether there is another one, or passes the end of the object.
    #[inline]
    fn another_key(&mut self) -> Result<bool, ReadError> {
        let fresh = std::mem::replace(&mut self.fresh, false);
        match self.peek() {
            Some(b'"') if fresh => Ok(true),
            Some(b',') if !fresh => {
                self.position += 1;
                if self.peek() == Some(b'"') { Ok(true) } else { Err(self.error("a member's name")) }
            }
            Some(b'}') => {
                self.end();
                Ok(false)
            }
            _ => Err(self.error(if fresh { "a member's name or `}`" } else { "`,` or `}`" })),
        }
    }

    #[inline]
    fn colon(&mut self) -> Result<(), ReadError> {
        if self.peek() != Some(b':') {
            return Err(self.error("`:`"));
        }
        self.position += 1;
        Ok(())
    }

    /// Passes the comma between elements; tells whether there is another one, or passes the end of the array.
    ///
    /// # Errors
    /// When neither comes.
    #[inline]
    pub fn next_element(&mut self) -> Result<bool, ReadError> {
        let fresh = std::mem::replace(&mut self.fresh, false);
        match self.peek() {
            Some(b']') => {
                self.end();
                Ok(false)
            }
            Some(b',') if !fresh => {
                self.position += 1;
                if self.peek() == Some(b']') { Err(self.error("a value")) } else { Ok(true) }
            }
            Some(_) if fresh => Ok(true),
            _ => Err(self.error(if fresh { "a value or `]`" } else { "`,` or `]`" })),
        }
    }

    // What generated code puts around values

    /// Reads a value with `read`, or a `null`, which gives `None`.
    ///
    /// # Errors
    /// Those of `read`.
    #[inline]
    pub fn optional<T>(&mut self, read: ReadValue<'a, T>) -> Result<Option<T>, ReadError> {
        if self.null()? { Ok(None) } else { read(self).map(Some) }
    }

    /// Reads an object: `member` is called for each of its members with the place of its name in `names`, or the number
    /// of names for one that is not among them, and reads or skips its value.
    ///
    /// # Errors
    /// When something else comes; those of `member`.
    pub fn members<B>(
        &mut self,
        builder: &mut B,
        names: &[&str],
        member: fn(&mut Reader<'a>, &mut B, usize) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        self.begin_structure()?;
        let mut expected = 0;
        while let Some(row) = self.next_row(names, &mut expected)? {
            member(self, builder, row)?;
        }
        Ok(())
    }

    /// Reads the next member's name, and gives its place in `names`. Services send members in one order, so that the
    /// name at `expected` is mostly the one that comes: it is compared before it is read.
    fn next_row(&mut self, names: &[&str], expected: &mut usize) -> Result<Option<usize>, ReadError> {
        if let Some(name) = names.get(*expected)
            && self.pass_name(name)
        {
            *expected += 1;
            return Ok(Some(*expected - 1));
        }
        let Some(key) = self.next_member()? else { return Ok(None) };
        let row = row_of(names, *expected, &key);
        if row < names.len() {
            *expected = row + 1;
        }
        Ok(Some(row))
    }

    /// Passes a comma, `name` and a `:` where they come next in their plainest form; tells whether they did.
    #[inline]
    fn pass_name(&mut self, name: &str) -> bool {
        let rest = self.input.as_bytes().get(self.position..).unwrap_or_default();
        let rest = if self.fresh { Some(rest) } else { rest.strip_prefix(b",") };
        let rest = rest
            .and_then(|rest| rest.strip_prefix(b"\""))
            .and_then(|rest| rest.strip_prefix(name.as_bytes()))
            .and_then(|rest| rest.strip_prefix(b"\":"));
        let Some(rest) = rest else { return false };
        self.position = self.input.len() - rest.len();
        self.fresh = false;
        true
    }

    /// Reads a union: `variant` is called for its member with the place of its name in `names`, or the number of names
    /// for one that is not among them, and reads or skips its value.
    ///
    /// Members that are null are skipped, and so is `__type` where it is not among the names.
    ///
    /// # Errors
    /// When something else comes; when there is no member or more than one; those of `variant`.
    pub fn union<T>(
        &mut self,
        names: &[&str],
        variant: fn(&mut Reader<'a>, usize) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        self.begin_structure()?;
        let Some(row) = self.next_variant(names)? else { return Err(self.error("a union with a member")) };
        let value = variant(self, row)?;
        // Nothing but the end comes in nearly all of them.
        if self.byte_at(self.position) == Some(b'}') {
            self.end();
            return Ok(value);
        }
        match self.next_variant(names)? {
            None => Ok(value),
            Some(_) => Err(self.error("a union with one member")),
        }
    }

    /// Reads the name of a union's next member that counts, and gives its place in `names`.
    fn next_variant(&mut self, names: &[&str]) -> Result<Option<usize>, ReadError> {
        while let Some(key) = self.next_member()? {
            let row = row_of(names, 0, &key);
            if row == names.len() && key == "__type" {
                self.skip()?;
            } else if !self.null()? {
                if row == names.len() && self.closed {
                    return Err(self.error("a member that the union has"));
                }
                return Ok(Some(row));
            }
        }
        Ok(None)
    }

    /// Reads a value with `read` into `slot`, or a `null`, which gives `None`.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn set<T>(&mut self, slot: &mut Option<T>, read: ReadValue<'a, T>) -> Result<(), ReadError> {
        *slot = self.optional(read)?;
        Ok(())
    }

    /// Reads an array whose elements are read with `read`.
    ///
    /// # Errors
    /// When something else comes; when an element is null; those of `read`.
    pub fn list<T>(&mut self, read: ReadValue<'a, T>) -> Result<Vec<T>, ReadError> {
        self.begin_list()?;
        let (depth, start) = (self.depth, self.position);
        let mut list = Vec::new();
        while self.next_element()? {
            let element = read(self)?;
            if list.is_empty() {
                list.reserve_exact(self.room(start));
            }
            list.push(element);
        }
        self.sizes.learn(depth, list.len());
        Ok(list)
    }

    /// Reads an array whose elements are read with `read` or are null.
    ///
    /// # Errors
    /// When something else comes; those of `read`.
    pub fn sparse_list<T>(&mut self, read: ReadValue<'a, T>) -> Result<Vec<Option<T>>, ReadError> {
        self.begin_list()?;
        let mut list = Vec::new();
        while self.next_element()? {
            list.push(self.optional(read)?);
        }
        Ok(list)
    }

    /// How many elements to make room for in the list or map that began at `start` and whose first element ends here.
    #[inline]
    fn room(&mut self, start: usize) -> usize {
        self.sizes.room(self.depth, self.position - start, self.input.len() - self.position)
    }

    /// Reads an object as a map whose values are read with `read`; members that are null are skipped.
    ///
    /// # Errors
    /// When something else comes; those of `read`.
    pub fn map<K, V>(&mut self, read: ReadValue<'a, V>) -> Result<HashMap<K, V>, ReadError>
    where
        K: Eq + Hash + for<'s> From<&'s str>,
    {
        self.begin_structure()?;
        let (depth, start) = (self.depth, self.position);
        let mut map = HashMap::new();
        while let Some(key) = self.next_member()? {
            if let Some(value) = self.optional(read)? {
                if map.is_empty() {
                    map.reserve(self.room(start));
                }
                map.insert(K::from(&key), value);
            }
        }
        self.sizes.learn(depth, map.len());
        Ok(map)
    }

    /// Reads an object as a map whose values are read with `read` or are null.
    ///
    /// # Errors
    /// When something else comes; those of `read`.
    pub fn sparse_map<K, V>(&mut self, read: ReadValue<'a, V>) -> Result<HashMap<K, Option<V>>, ReadError>
    where
        K: Eq + Hash + for<'s> From<&'s str>,
    {
        self.begin_structure()?;
        let mut map = HashMap::new();
        while let Some(key) = self.next_member()? {
            map.insert(K::from(&key), self.optional(read)?);
        }
        Ok(map)
    }

    /// Passes a `null` if one comes next; tells whether one did.
    ///
    /// # Errors
    /// When a value begins as `null` does and goes on otherwise.
    #[inline]
    pub fn null(&mut self) -> Result<bool, ReadError> {
        if self.peek() != Some(b'n') {
            return Ok(false);
        }
        self.literal("null")?;
        Ok(true)
    }

    fn literal(&mut self, literal: &'static str) -> Result<(), ReadError> {
        if !self.rest().starts_with(literal) {
            return Err(ReadError::new("a value", "an unfinished or unknown word", self.position));
        }
        self.position += literal.len();
        Ok(())
    }

    /// Passes the next value, whatever it is; nothing is allocated, everything is checked.
    ///
    /// # Errors
    /// When it is not JSON, or nested too deep.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        match self.kind() {
            Kind::Object => {
                self.begin_structure()?;
                while self.another_key()? {
                    self.skip_text()?;
                    self.colon()?;
                    self.skip()?;
                }
                Ok(())
            }
            Kind::Array => {
                self.begin_list()?;
                while self.next_element()? {
                    self.skip()?;
                }
                Ok(())
            }
            Kind::Text => self.skip_text(),
            Kind::Number => self.number("a number").map(drop),
            Kind::Boolean => self.boolean().map(drop),
            Kind::Null => self.literal("null"),
            Kind::NoValue => Err(self.error("a value")),
        }
    }

    // Text

    /// Reads a text.
    ///
    /// # Errors
    /// When something else comes, or the text has bad escapes or control characters.
    #[inline]
    pub fn text(&mut self) -> Result<String, ReadError> {
        let run = self.first_run()?;
        // Most texts have no escape: they are copied once, in their size.
        if self.end_of_text() { Ok(run.to_owned()) } else { self.escaped_text(run) }
    }

    /// Reads a text; borrows it from the input where it has no escapes.
    ///
    /// # Errors
    /// When something else comes, or the text has bad escapes or control characters.
    #[inline]
    pub fn borrowed_text(&mut self) -> Result<Cow<'a, str>, ReadError> {
        let run = self.first_run()?;
        if self.end_of_text() { Ok(Cow::Borrowed(run)) } else { self.escaped_text(run).map(Cow::Owned) }
    }

    /// Passes the `"` of a text and the characters up to its end, its first escape, or what may not stand in a text.
    #[inline]
    fn first_run(&mut self) -> Result<&'a str, ReadError> {
        if self.peek() != Some(b'"') {
            return Err(self.error("a text"));
        }
        self.position += 1;
        Ok(self.plain_run())
    }

    /// Passes the `"` that ends a text, if it comes next; tells whether it did.
    #[inline]
    fn end_of_text(&mut self) -> bool {
        let ends = self.byte_at(self.position) == Some(b'"');
        self.position += usize::from(ends);
        ends
    }

    /// Passes characters that stand for themselves; gives them.
    #[inline]
    fn plain_run(&mut self) -> &'a str {
        let start = self.position;
        let rest = self.input.as_bytes().get(start..).unwrap_or_default();
        self.position = start + plain_length(rest);
        self.input.get(start..self.position).unwrap_or_default()
    }

    /// Reads on in a text after its first characters, up to and with its `"`.
    fn escaped_text(&mut self, start: &str) -> Result<String, ReadError> {
        let mut text = String::with_capacity(start.len() + 16);
        text.push_str(start);
        loop {
            match self.byte_at(self.position) {
                Some(b'"') => {
                    self.position += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                _ => return Err(self.error("a character or the end of a text")),
            }
            text.push_str(self.plain_run());
        }
    }

    fn skip_text(&mut self) -> Result<(), ReadError> {
        self.position += 1;
        loop {
            self.plain_run();
            match self.byte_at(self.position) {
                Some(b'"') => {
                    self.position += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape().map(drop)?,
                _ => return Err(self.error("a character or the end of a text")),
            }
        }
    }

    /// Reads an escape, from its backslash on.
    fn escape(&mut self) -> Result<char, ReadError> {
        let start = self.position;
        let character = match self.byte_at(start + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(ReadError::new("an escape that JSON has", "another one", start)),
        };
        self.position = start + 2;
        Ok(character)
    }

    /// Reads `\uXXXX`, or two of them that are a surrogate pair.
    fn unicode_escape(&mut self) -> Result<char, ReadError> {
        let start = self.position;
        let first = self.unit()?;
        let code = match first {
            0xD800..0xDC00 => {
                let second = self.unit()?;
                if !(0xDC00..0xE000).contains(&second) {
                    return Err(ReadError::new("a surrogate pair", "half of one", start));
                }
                0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)
            }
            _ => first,
        };
        char::from_u32(code).ok_or_else(|| ReadError::new("a surrogate pair", "half of one", start))
    }

    /// Reads `\uXXXX`; gives the UTF-16 unit.
    fn unit(&mut self) -> Result<u32, ReadError> {
        let start = self.position;
        let mut unit = 0;
        match self.input.as_bytes().get(start..start + 6) {
            Some([b'\\', b'u', digits @ ..]) => {
                for digit in digits {
                    let value = char::from(*digit).to_digit(16);
                    unit = unit * 16 + value.ok_or_else(|| ReadError::new("four hex digits", "others", start))?;
                }
            }
            _ => return Err(ReadError::new("an escape of the form `\\uXXXX`", "something else", start)),
        }
        self.position = start + 6;
        Ok(unit)
    }

    /// Reads a text as an enum that keeps texts it does not know.
    ///
    /// # Errors
    /// Those of [`Reader::text`].
    pub fn string_enum<T: for<'s> From<&'s str>>(&mut self) -> Result<T, ReadError> {
        self.borrowed_text().map(|text| T::from(&text))
    }

    /// Reads a text with `parse`; `expected` names what it is to hold.
    fn parsed_text<T>(
        &mut self,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, ReadError> {
        if self.peek() != Some(b'"') {
            return Err(self.error(expected));
        }
        let start = self.position;
        let text = self.borrowed_text()?;
        parse(&text).ok_or_else(|| ReadError::new(expected, "another text", start))
    }

    /// Reads a text as bytes in base64.
    ///
    /// # Errors
    /// When something else comes, or the text is not base64 with padding.
    pub fn blob(&mut self) -> Result<Blob, ReadError> {
        self.parsed_text("bytes in base64", |text| Blob::from_base64(text).ok())
    }

    // Booleans and numbers

    /// Reads `true` or `false`.
    ///
    /// # Errors
    /// When something else comes.
    pub fn boolean(&mut self) -> Result<bool, ReadError> {
        match self.peek() {
            Some(b't') => self.literal("true").map(|()| true),
            Some(b'f') => self.literal("false").map(|()| false),
            _ => Err(self.error("a boolean")),
        }
    }

    /// Reads a number's text.
    fn number(&mut self, expected: &'static str) -> Result<Number<'a>, ReadError> {
        if !matches!(self.peek(), Some(b'-' | b'0'..=b'9')) {
            return Err(self.error(expected));
        }
        match number::scan(self.rest()) {
            Ok(number) => {
                self.position += number.text.len();
                // `01` and `1a` are no numbers: what follows must not continue one.
                if matches!(self.byte_at(self.position), Some(b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'_')) {
                    return Err(ReadError::new("a number", "one in a form that JSON has not", self.position));
                }
                Ok(number)
            }
            Err(offset) => {
                self.position += offset;
                Err(ReadError::new("a number", "one in a form that JSON has not", self.position))
            }
        }
    }

    /// Reads a whole number into `T`; `expected` names its type.
    #[inline]
    fn whole<T: TryFrom<i64>>(&mut self, expected: &'static str) -> Result<T, ReadError> {
        let peeked = self.peek();
        let start = self.position;
        if let Some(value) = self.short_number(peeked) {
            return T::try_from(value).map_err(|_| ReadError::new(expected, "a number out of its range", start));
        }
        let number = self.number(expected)?;
        let fault = match number.scaled(0, Rounding::Exact) {
            Ok(value) => match i64::try_from(value).ok().and_then(|value| T::try_from(value).ok()) {
                Some(value) => return Ok(value),
                None => Fault::OutOfRange,
            },
            Err(fault) => fault,
        };
        let found = match fault {
            Fault::NotWhole => "a number that is not whole",
            Fault::OutOfRange => "a number out of its range",
        };
        Err(ReadError::new(expected, found, start))
    }

    /// Reads a whole number of up to 18 digits in its plainest form; anything else is left unread.
    #[inline]
    fn short_number(&mut self, peeked: Option<u8>) -> Option<i64> {
        let negative = peeked == Some(b'-');
        let start = self.position + usize::from(negative);
        let mut end = start;
        let mut value = 0_i64;
        while let Some(digit @ b'0'..=b'9') = self.byte_at(end) {
            if end - start == 18 {
                return None;
            }
            value = value * 10 + i64::from(digit - b'0');
            end += 1;
        }
        let plain = match self.byte_at(end) {
            None | Some(b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t') => true,
            Some(_) => false,
        };
        let padded = end - start > 1 && self.byte_at(start) == Some(b'0');
        if end == start || !plain || padded {
            return None;
        }
        self.position = end;
        Some(if negative { -value } else { value })
    }

    /// Reads an 8-bit whole number.
    ///
    /// # Errors
    /// When something else comes, or a number that is not whole or out of range.
    pub fn byte(&mut self) -> Result<i8, ReadError> {
        self.whole("a byte (a whole number of 8 bits)")
    }

    /// Reads a 16-bit whole number.
    ///
    /// # Errors
    /// When something else comes, or a number that is not whole or out of range.
    pub fn short(&mut self) -> Result<i16, ReadError> {
        self.whole("a short (a whole number of 16 bits)")
    }

    /// Reads a 32-bit whole number.
    ///
    /// # Errors
    /// When something else comes, or a number that is not whole or out of range.
    pub fn integer(&mut self) -> Result<i32, ReadError> {
        self.whole("an integer (a whole number of 32 bits)")
    }

    /// Reads a 64-bit whole number.
    ///
    /// # Errors
    /// When something else comes, or a number that is not whole or out of range.
    pub fn long(&mut self) -> Result<i64, ReadError> {
        self.whole("a long (a whole number of 64 bits)")
    }

    /// Reads a number, rounded to the nearest `f32`, or the text `NaN`, `Infinity`, `-Infinity`.
    ///
    /// # Errors
    /// When something else comes, or a number out of range.
    pub fn float(&mut self) -> Result<f32, ReadError> {
        self.floating("a float", f32::is_finite, f32::NAN, f32::INFINITY, f32::NEG_INFINITY)
    }

    /// Reads a number, rounded to the nearest `f64`, or the text `NaN`, `Infinity`, `-Infinity`.
    ///
    /// # Errors
    /// When something else comes, or a number out of range.
    pub fn double(&mut self) -> Result<f64, ReadError> {
        self.floating("a double", f64::is_finite, f64::NAN, f64::INFINITY, f64::NEG_INFINITY)
    }

    fn floating<T: FromStr + Copy>(
        &mut self,
        expected: &'static str,
        is_finite: fn(T) -> bool,
        nan: T,
        infinity: T,
        negative_infinity: T,
    ) -> Result<T, ReadError> {
        if self.peek() == Some(b'"') {
            return self.parsed_text(expected, |text| match text {
                "NaN" => Some(nan),
                "Infinity" => Some(infinity),
                "-Infinity" => Some(negative_infinity),
                _ => None,
            });
        }
        let start = self.position;
        let number = self.number(expected)?;
        match number.text.parse() {
            Ok(value) if is_finite(value) => Ok(value),
            _ => Err(ReadError::new(expected, "a number out of its range", start)),
        }
    }

    /// Reads a whole number of any size, and keeps its text.
    ///
    /// # Errors
    /// When something else comes, or a number that is not whole.
    pub fn big_integer(&mut self) -> Result<BigInteger, ReadError> {
        self.peek();
        let start = self.position;
        let number = self.number("a whole number")?;
        number.text.parse().map_err(|_| ReadError::new("a whole number", "a number that is not whole", start))
    }

    /// Reads a number of any size and precision, and keeps its text.
    ///
    /// # Errors
    /// When something else comes.
    pub fn big_decimal(&mut self) -> Result<BigDecimal, ReadError> {
        self.peek();
        let start = self.position;
        let number = self.number("a number")?;
        number.text.parse().map_err(|_| ReadError::new("a number", "one in a form that JSON has not", start))
    }

    // Points in time

    /// Reads a number as seconds since the epoch, with a fraction.
    ///
    /// Digits beyond nanoseconds are dropped.
    ///
    /// # Errors
    /// When something else comes, or a number out of range.
    pub fn epoch_seconds(&mut self) -> Result<DateTime, ReadError> {
        const EXPECTED: &str = "a point in time as a number of seconds since 1970";
        self.peek();
        let start = self.position;
        let number = self.number(EXPECTED)?;
        DateTime::from_number(&number).ok_or_else(|| ReadError::new(EXPECTED, "a number out of its range", start))
    }

    /// Reads a text as a point in time in the form of RFC 3339.
    ///
    /// # Errors
    /// When something else comes.
    pub fn date_time(&mut self) -> Result<DateTime, ReadError> {
        self.parsed_text("a point in time such as `1985-04-12T23:20:50.52Z`", |text| {
            DateTime::from_str(text, DateTimeFormat::DateTimeWithOffset).ok()
        })
    }

    /// Reads a text as a point in time in the form of HTTP's headers.
    ///
    /// # Errors
    /// When something else comes.
    pub fn http_date(&mut self) -> Result<DateTime, ReadError> {
        self.parsed_text("a point in time such as `Tue, 29 Apr 2014 18:30:38 GMT`", |text| {
            DateTime::from_str(text, DateTimeFormat::HttpDate).ok()
        })
    }

    // Values of any form

    /// Reads any value.
    ///
    /// # Errors
    /// When it is not JSON, nested too deep, or has a number that is out of the range of `f64`.
    pub fn document(&mut self) -> Result<Document, ReadError> {
        match self.kind() {
            Kind::Object => {
                self.begin_structure()?;
                let mut members = HashMap::new();
                while let Some(key) = self.next_member()? {
                    members.insert(key.into_owned(), self.document()?);
                }
                Ok(Document::Object(members))
            }
            Kind::Array => self.list(Reader::document).map(Document::Array),
            Kind::Text => self.text().map(Document::String),
            Kind::Number => self.document_number().map(Document::Number),
            Kind::Boolean => self.boolean().map(Document::Bool),
            Kind::Null => self.literal("null").map(|()| Document::Null),
            Kind::NoValue => Err(self.error("a value")),
        }
    }

    fn document_number(&mut self) -> Result<DocumentNumber, ReadError> {
        let start = self.position;
        let number = self.number("a number")?;
        if number.plain && number.is_negative() {
            match number.text.parse() {
                // `-0` is a number that only a float can hold.
                Ok(0) | Err(_) => {}
                Ok(value) => return Ok(DocumentNumber::NegInt(value)),
            }
        } else if number.plain
            && let Ok(value) = number.text.parse()
        {
            return Ok(DocumentNumber::PosInt(value));
        }
        match number.text.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(DocumentNumber::Float(value)),
            _ => Err(ReadError::new("a number", "one out of the range of a double", start)),
        }
    }
}
