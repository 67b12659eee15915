//! A pull parser over bytes: checks that they are well-formed (RFC 8949, section 3) as it goes, borrows text where it
//! can, bounds the depth, and believes no length before the bytes are there.
//!
//! The one who reads asks for what the model says comes next; nothing is kept of what was not asked for. Errors
//! never repeat text of the body, which may be secret.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;

use super::decimal;
use super::head::{self, Argument, Fault, Head, Width};
use crate::codec::MAX_DEPTH;
use crate::codec::error::ReadError;
use crate::codec::shape::row_of;
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat};

/// Reads one CBOR data item.
///
/// A method that reads a value passes the tags before it and ends right after it. After an error the reader is of no
/// further use, except to make errors.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    input: &'a [u8],
    position: usize,
    /// What is left of each map and array that was begun, the innermost last.
    open: Vec<Left>,
    /// Unions have the members that the model gives them, and no others.
    closed: bool,
}

/// What is left of a map or an array.
#[derive(Clone, Copy, Debug)]
enum Left {
    /// So many elements, or pairs of key and value.
    Items(u64),
    /// All that comes before a break.
    ToBreak,
}

/// A data item behind its tags.
#[derive(Clone, Copy, Debug)]
struct Item {
    /// The tag that stands right before it.
    tag: Option<u64>,
    head: Head,
}

/// Reads one value: what lists and maps call for each of theirs.
type ReadValue<'a, T> = fn(&mut Reader<'a>) -> Result<T, ReadError>;

/// What is said of a length that reaches beyond the end.
const TOO_LONG: &str = "a length greater than that of the body";

/// How many bytes a list may take before its first element was read.
const ROOM: usize = 4096;

impl<'a> Reader<'a> {
    /// Starts at the beginning of `input`.
    pub fn new(input: &'a [u8]) -> Self {
        Self { input, position: 0, open: Vec::new(), closed: false }
    }

    /// Refuses members of unions that the model does not have: a service cannot act on what it does not know.
    pub fn closed(mut self) -> Self {
        self.closed = true;
        self
    }

    /// Checks that nothing is left.
    ///
    /// # Errors
    /// When something is.
    pub fn finish(self) -> Result<(), ReadError> {
        if self.position < self.input.len() {
            return Err(self.error("the end of the body"));
        }
        Ok(())
    }

    /// Makes the error that `expected` was expected, and whatever comes next was found.
    #[cold]
    pub fn error(&self, expected: &'static str) -> ReadError {
        ReadError::new(expected, self.found(), self.position)
    }

    /// Says what is at the position, without repeating it.
    fn found(&self) -> &'static str {
        let head = match head::parse(self.rest()) {
            Ok(head) => head,
            Err(Fault::End) => return "the end of the body",
            Err(Fault::Malformed) => return "bytes that stand for nothing in CBOR",
        };
        match (head.major, head.argument) {
            (head::UNSIGNED | head::NEGATIVE, _) => "a whole number",
            (head::BYTES, _) => "a byte string",
            (head::TEXT, _) => "a text",
            (head::ARRAY, _) => "an array",
            (head::MAP, _) => "a map",
            (head::TAG, _) => "a tag",
            (_, Argument::Short(20 | 21)) => "a boolean",
            (_, Argument::Short(22 | 23)) => "null",
            (_, Argument::Long(Width::Two | Width::Four | Width::Eight, _)) => "a float",
            (_, Argument::Short(_) | Argument::Long(Width::One, _)) => "a simple value without a meaning",
            (_, Argument::Indefinite) => "a break",
        }
    }

    fn rest(&self) -> &'a [u8] {
        self.input.get(self.position..).unwrap_or_default()
    }

    /// Reads the head at the position, without passing it.
    #[inline]
    pub(super) fn head(&self, expected: &'static str) -> Result<Head, ReadError> {
        head::parse(self.rest()).map_err(|_| self.error(expected))
    }

    /// Passes a head.
    #[cfg(any(test, feature = "testing", feature = "validation"))]
    pub(super) fn pass(&mut self, head: Head) {
        self.position += head.length;
    }

    /// Passes the tags before the next data item; gives the last of them, and the item's head, which is not passed.
    #[inline]
    fn item(&mut self, expected: &'static str) -> Result<Item, ReadError> {
        let mut tag = None;
        loop {
            let head = self.head(expected)?;
            if head.major != head::TAG {
                return Ok(Item { tag, head });
            }
            tag = head.argument.number();
            self.position += head.length;
        }
    }

    // Maps, arrays and unions

    /// Reads the head of a structure's map; [`Reader::next_member`] reads on.
    ///
    /// # Errors
    /// When something else comes, maps and arrays are nested deeper than 128 levels, or the map says that it has more
    /// members than the body has room for.
    pub fn begin_structure(&mut self) -> Result<(), ReadError> {
        self.begin(head::MAP, 2, "a map").map(drop)
    }

    /// Reads the head of an array; [`Reader::next_element`] reads on.
    ///
    /// # Errors
    /// When something else comes, maps and arrays are nested deeper than 128 levels, or the array says that it has more
    /// elements than the body has room for.
    pub fn begin_list(&mut self) -> Result<(), ReadError> {
        self.begin(head::ARRAY, 1, "an array").map(drop)
    }

    /// Reads the head of a map or array whose items have at least so many bytes each; gives how many there are, or none
    /// where that does not stand at the beginning.
    fn begin(&mut self, major: u8, bytes: u64, expected: &'static str) -> Result<usize, ReadError> {
        let Item { head, .. } = self.item(expected)?;
        if head.major != major {
            return Err(self.error(expected));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(self.error("at most 128 levels of maps and arrays"));
        }
        let room = self.rest().len() - head.length;
        let (left, count) = match head.argument.number() {
            None => (Left::ToBreak, 0),
            Some(items) => {
                let needed = items.checked_mul(bytes).and_then(|needed| usize::try_from(needed).ok());
                match (needed, usize::try_from(items)) {
                    (Some(needed), Ok(count)) if needed <= room => (Left::Items(items), count),
                    _ => return Err(ReadError::new(expected, TOO_LONG, self.position)),
                }
            }
        };
        self.position += head.length;
        self.open.push(left);
        Ok(count)
    }

    /// Tells whether another element or key comes, or passes the end of the array or map.
    #[inline]
    fn another(&mut self) -> Result<bool, ReadError> {
        match self.open.last_mut() {
            Some(Left::Items(0)) => {}
            Some(Left::Items(left)) => {
                *left -= 1;
                return Ok(true);
            }
            Some(Left::ToBreak) if self.input.get(self.position) == Some(&head::BREAK) => self.position += 1,
            Some(Left::ToBreak) => return Ok(true),
            None => return Err(self.error("a map or an array around it")),
        }
        self.open.pop();
        Ok(false)
    }

    /// Reads the next member's name, or passes the end of the map, which gives `None`.
    ///
    /// # Errors
    /// When the key is no text.
    #[inline]
    pub fn next_member(&mut self) -> Result<Option<Cow<'a, str>>, ReadError> {
        if self.another()? { self.text_named("a member's name").map(Some) } else { Ok(None) }
    }

    /// Tells whether there is another element, or passes the end of the array.
    ///
    /// # Errors
    /// When no array was begun.
    #[inline]
    pub fn next_element(&mut self) -> Result<bool, ReadError> {
        self.another()
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

    /// Reads a map: `member` is called for each of its members with the place of its name in `names`, or the number of
    /// names for one that is not among them, and reads or skips its value.
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
        while let Some(key) = self.next_member()? {
            let row = row_of(names, expected, &key);
            if row < names.len() {
                expected = row + 1;
            }
            member(self, builder, row)?;
        }
        Ok(())
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

    /// Begins an array; gives a list with room for some elements.
    fn empty_list<T>(&mut self) -> Result<Vec<T>, ReadError> {
        let count = self.begin(head::ARRAY, 1, "an array")?;
        Ok(Vec::with_capacity(count.min(ROOM / size_of::<T>().max(1))))
    }

    /// Reads an array whose elements are read with `read`.
    ///
    /// # Errors
    /// When something else comes; when an element is null; those of `read`.
    pub fn list<T>(&mut self, read: ReadValue<'a, T>) -> Result<Vec<T>, ReadError> {
        let mut list = self.empty_list()?;
        while self.next_element()? {
            list.push(read(self)?);
        }
        Ok(list)
    }

    /// Reads an array whose elements are read with `read` or are null.
    ///
    /// # Errors
    /// When something else comes; those of `read`.
    pub fn sparse_list<T>(&mut self, read: ReadValue<'a, T>) -> Result<Vec<Option<T>>, ReadError> {
        let mut list = self.empty_list()?;
        while self.next_element()? {
            list.push(self.optional(read)?);
        }
        Ok(list)
    }

    /// Reads a map whose values are read with `read`; those that are null are skipped.
    ///
    /// # Errors
    /// When something else comes; those of `read`.
    pub fn map<K, V>(&mut self, read: ReadValue<'a, V>) -> Result<HashMap<K, V>, ReadError>
    where
        K: Eq + Hash + for<'s> From<&'s str>,
    {
        self.begin_structure()?;
        let mut map = HashMap::new();
        while let Some(key) = self.next_member()? {
            if let Some(value) = self.optional(read)? {
                map.insert(K::from(&key), value);
            }
        }
        Ok(map)
    }

    /// Reads a map whose values are read with `read` or are null.
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

    /// Passes a null, or an undefined, if one comes next; tells whether one did.
    ///
    /// # Errors
    /// When the tags before it are cut off.
    #[inline]
    pub fn null(&mut self) -> Result<bool, ReadError> {
        match self.input.get(self.position) {
            Some(&head::NULL | &head::UNDEFINED) => {
                self.position += 1;
                Ok(true)
            }
            Some(byte) if byte >> 5 == head::TAG => self.tagged_null(),
            _ => Ok(false),
        }
    }

    /// Looks behind tags for a null; passes nothing where there is none.
    #[cold]
    fn tagged_null(&mut self) -> Result<bool, ReadError> {
        let start = self.position;
        let Item { head, .. } = self.item("a value")?;
        let null = head.major == head::SIMPLE && matches!(head.argument, Argument::Short(22 | 23));
        self.position = if null { self.position + head.length } else { start };
        Ok(null)
    }

    /// Passes the next data item, whatever it is; nothing is allocated, everything is checked.
    ///
    /// # Errors
    /// When it is not CBOR, or nested too deep.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        const EXPECTED: &str = "a value";
        let Item { head, .. } = self.item(EXPECTED)?;
        match head.major {
            head::ARRAY => {
                self.begin_list()?;
                while self.another()? {
                    self.skip()?;
                }
            }
            head::MAP => {
                self.begin_structure()?;
                while self.another()? {
                    // A map that the model does not know may have keys of any kind.
                    self.skip()?;
                    self.skip()?;
                }
            }
            head::BYTES => self.pieces(head, EXPECTED, |_| true).map(drop)?,
            head::TEXT => self.pieces(head, EXPECTED, is_utf8).map(drop)?,
            _ if head.argument == Argument::Indefinite => return Err(self.error(EXPECTED)),
            _ => self.position += head.length,
        }
        Ok(())
    }

    // Texts and byte strings

    /// Passes a text or byte string, the head of which comes next. Gives it where it is in one piece; a string in
    /// pieces is between the old and the new position, the heads of its pieces included.
    ///
    /// `check` is called with each piece: a character may not be cut in two (RFC 8949, section 3.2.3).
    fn pieces(
        &mut self,
        head: Head,
        expected: &'static str,
        check: fn(&[u8]) -> bool,
    ) -> Result<Option<&'a [u8]>, ReadError> {
        if let Some(length) = head.argument.number() {
            return self.piece(head, length, expected, check).map(Some);
        }
        self.position += head.length;
        while self.input.get(self.position) != Some(&head::BREAK) {
            let piece = self.head("a piece of a text or byte string")?;
            match piece.argument.number() {
                Some(length) if piece.major == head.major => self.piece(piece, length, expected, check)?,
                _ => return Err(self.error("a piece of a text or byte string")),
            };
        }
        self.position += 1;
        Ok(None)
    }

    /// Passes a string of `length` bytes, the head of which comes next.
    #[inline]
    fn piece(
        &mut self,
        head: Head,
        length: u64,
        expected: &'static str,
        check: fn(&[u8]) -> bool,
    ) -> Result<&'a [u8], ReadError> {
        let start = self.position + head.length;
        let end = usize::try_from(length).ok().and_then(|length| start.checked_add(length));
        let Some(piece) = end.and_then(|end| self.input.get(start..end)) else {
            return Err(ReadError::new(expected, TOO_LONG, self.position));
        };
        if !check(piece) {
            return Err(ReadError::new(expected, "bytes that are not UTF-8", start));
        }
        self.position = start + piece.len();
        Ok(piece)
    }

    /// Puts the pieces of a string together that was passed, from its head at `start` on.
    fn joined(&self, start: usize) -> Vec<u8> {
        let mut rest = self.input.get(start + 1..self.position).unwrap_or_default();
        let mut all = Vec::with_capacity(rest.len());
        while let Ok(Head { argument, length, .. }) = head::parse(rest) {
            let Some(end) = argument.number().and_then(|bytes| usize::try_from(bytes).ok()?.checked_add(length)) else {
                break;
            };
            all.extend_from_slice(rest.get(length..end).unwrap_or_default());
            rest = rest.get(end..).unwrap_or_default();
        }
        all
    }

    /// Reads a text.
    ///
    /// # Errors
    /// When something else comes, or the text is not UTF-8.
    #[inline]
    pub fn text(&mut self) -> Result<String, ReadError> {
        self.borrowed_text().map(Cow::into_owned)
    }

    /// Reads a text, which is borrowed from the input where it is in one piece.
    ///
    /// # Errors
    /// When something else comes, or the text is not UTF-8.
    #[inline]
    pub fn borrowed_text(&mut self) -> Result<Cow<'a, str>, ReadError> {
        self.text_named("a text")
    }

    /// Reads a text; passes anything else, which gives `None`.
    ///
    /// # Errors
    /// When what comes next is not CBOR, or nested too deep.
    pub fn text_or_skip(&mut self) -> Result<Option<String>, ReadError> {
        let start = self.position;
        let Item { head, .. } = self.item("a value")?;
        if head.major == head::TEXT {
            return self.text().map(Some);
        }
        self.position = start;
        self.skip().map(|()| None)
    }

    #[inline]
    fn text_named(&mut self, expected: &'static str) -> Result<Cow<'a, str>, ReadError> {
        let Item { head, .. } = self.item(expected)?;
        let start = self.position;
        if head.major != head::TEXT {
            return Err(self.error(expected));
        }
        let not_utf8 = || ReadError::new(expected, "bytes that are not UTF-8", start);
        match head.argument.number() {
            // Checked once, by what makes a text of it.
            Some(length) => {
                let piece = self.piece(head, length, expected, |_| true)?;
                std::str::from_utf8(piece).map(Cow::Borrowed).map_err(|_| not_utf8())
            }
            None => {
                self.pieces(head, expected, is_utf8)?;
                String::from_utf8(self.joined(start)).map(Cow::Owned).map_err(|_| not_utf8())
            }
        }
    }

    /// Reads a text as an enum that keeps texts it does not know.
    ///
    /// # Errors
    /// Those of [`Reader::text`].
    pub fn string_enum<T: for<'s> From<&'s str>>(&mut self) -> Result<T, ReadError> {
        self.borrowed_text().map(|text| T::from(&text))
    }

    /// Reads a byte string.
    ///
    /// # Errors
    /// When something else comes.
    pub fn blob(&mut self) -> Result<Blob, ReadError> {
        const EXPECTED: &str = "a byte string";
        let Item { head, .. } = self.item(EXPECTED)?;
        if head.major != head::BYTES {
            return Err(self.error(EXPECTED));
        }
        self.bytes(head, EXPECTED).map(|bytes| Blob::new(bytes.into_owned()))
    }

    /// Reads the byte string whose head comes next.
    fn bytes(&mut self, head: Head, expected: &'static str) -> Result<Cow<'a, [u8]>, ReadError> {
        let start = self.position;
        Ok(match self.pieces(head, expected, |_| true)? {
            Some(bytes) => Cow::Borrowed(bytes),
            None => Cow::Owned(self.joined(start)),
        })
    }

    // Booleans and numbers

    /// Reads `true` or `false`.
    ///
    /// # Errors
    /// When something else comes.
    pub fn boolean(&mut self) -> Result<bool, ReadError> {
        const EXPECTED: &str = "a boolean";
        let Item { head, .. } = self.item(EXPECTED)?;
        let value = match (head.major, head.argument) {
            (head::SIMPLE, Argument::Short(20)) => false,
            (head::SIMPLE, Argument::Short(21)) => true,
            _ => return Err(self.error(EXPECTED)),
        };
        self.position += head.length;
        Ok(value)
    }

    /// Reads a whole number into `T`; `expected` names its type.
    #[inline]
    pub(super) fn whole<T: TryFrom<i128>>(&mut self, expected: &'static str) -> Result<T, ReadError> {
        let item = self.item(expected)?;
        let start = self.position;
        let number = match (item.head.major, item.head.argument.number(), item.tag) {
            (head::UNSIGNED, Some(argument), _) => i128::from(argument),
            (head::NEGATIVE, Some(argument), _) => -1 - i128::from(argument),
            (head::BYTES, _, Some(head::BIGNUM | head::NEGATIVE_BIGNUM)) => return self.whole_bignum(item, expected),
            _ => return Err(self.error(expected)),
        };
        self.position += item.head.length;
        T::try_from(number).map_err(|_| ReadError::new(expected, "a number out of its range", start))
    }

    /// Reads a bignum into a whole number, which is equal to the same one in its short form (RFC 8949, section 3.4.3).
    #[cold]
    fn whole_bignum<T: TryFrom<i128>>(&mut self, item: Item, expected: &'static str) -> Result<T, ReadError> {
        let start = self.position;
        let bytes = self.bytes(item.head, expected)?;
        let negative = item.tag == Some(head::NEGATIVE_BIGNUM);
        let number = bytes.iter().try_fold(0_i128, |number, byte| number.checked_mul(256)?.checked_add((*byte).into()));
        number
            .map(|number| if negative { -1 - number } else { number })
            .and_then(|number| T::try_from(number).ok())
            .ok_or_else(|| ReadError::new(expected, "a number out of its range", start))
    }

    /// Reads an 8-bit whole number.
    ///
    /// # Errors
    /// When something else comes, or a number out of range.
    pub fn byte(&mut self) -> Result<i8, ReadError> {
        self.whole("a byte (a whole number of 8 bits)")
    }

    /// Reads a 16-bit whole number.
    ///
    /// # Errors
    /// When something else comes, or a number out of range.
    pub fn short(&mut self) -> Result<i16, ReadError> {
        self.whole("a short (a whole number of 16 bits)")
    }

    /// Reads a 32-bit whole number.
    ///
    /// # Errors
    /// When something else comes, or a number out of range.
    pub fn integer(&mut self) -> Result<i32, ReadError> {
        self.whole("an integer (a whole number of 32 bits)")
    }

    /// Reads a 64-bit whole number.
    ///
    /// # Errors
    /// When something else comes, or a number out of range.
    pub fn long(&mut self) -> Result<i64, ReadError> {
        self.whole("a long (a whole number of 64 bits)")
    }

    /// Reads a float of any width or a whole number, rounded to the nearest `f32`.
    ///
    /// # Errors
    /// When something else comes, or a number out of range.
    pub fn float(&mut self) -> Result<f32, ReadError> {
        const EXPECTED: &str = "a float";
        let start = self.position;
        let value = self.floating(EXPECTED)?;
        #[allow(clippy::cast_possible_truncation, reason = "the nearest value is what is asked for")]
        let nearest = value as f32;
        if nearest.is_infinite() && value.is_finite() {
            return Err(ReadError::new(EXPECTED, "a number out of its range", start));
        }
        Ok(nearest)
    }

    /// Reads a float of any width or a whole number, rounded to the nearest `f64`.
    ///
    /// # Errors
    /// When something else comes.
    pub fn double(&mut self) -> Result<f64, ReadError> {
        self.floating("a double")
    }

    fn floating(&mut self, expected: &'static str) -> Result<f64, ReadError> {
        let Item { head, .. } = self.item(expected)?;
        let value = match (head.major, head.argument) {
            (head::SIMPLE, argument) => float(argument).ok_or_else(|| self.error(expected))?,
            #[allow(clippy::cast_precision_loss, reason = "the nearest value is what is asked for")]
            (head::UNSIGNED | head::NEGATIVE, argument) => match (head.major, argument.number()) {
                (head::UNSIGNED, Some(number)) => number as f64,
                (_, Some(number)) => (-1 - i128::from(number)) as f64,
                (_, None) => return Err(self.error(expected)),
            },
            _ => return Err(self.error(expected)),
        };
        self.position += head.length;
        Ok(value)
    }

    /// Reads a whole number of any size up to 8,192 bits.
    ///
    /// # Errors
    /// When something else comes, or a number out of range.
    pub fn big_integer(&mut self) -> Result<BigInteger, ReadError> {
        const EXPECTED: &str = "a whole number";
        let item = self.item(EXPECTED)?;
        let start = self.position;
        let (negative, digits) = self.big_digits(item, EXPECTED)?;
        decimal::text(negative, &digits, 0)
            .parse()
            .map_err(|_| ReadError::new(EXPECTED, "a number that is not whole", start))
    }

    /// Reads the digits of a whole number or a bignum, and whether it is negative.
    fn big_digits(&mut self, item: Item, expected: &'static str) -> Result<(bool, String), ReadError> {
        let start = self.position;
        match (item.head.major, item.head.argument.number(), item.tag) {
            (head::UNSIGNED, Some(number), _) => {
                self.position += item.head.length;
                Ok((false, number.to_string()))
            }
            (head::NEGATIVE, Some(number), _) => {
                self.position += item.head.length;
                Ok((true, (u128::from(number) + 1).to_string()))
            }
            (head::BYTES, _, Some(tag @ (head::BIGNUM | head::NEGATIVE_BIGNUM))) => {
                let bytes = self.bytes(item.head, expected)?;
                let digits = decimal::digits(&bytes)
                    .ok_or_else(|| ReadError::new(expected, "one of more than 8,192 bits", start))?;
                let negative = tag == head::NEGATIVE_BIGNUM;
                Ok((negative, if negative { decimal::plus_one(&digits) } else { digits }))
            }
            _ => Err(self.error(expected)),
        }
    }

    /// Reads a number of any precision, with up to 8,192 bits of digits.
    ///
    /// # Errors
    /// When something else comes, or a number out of range.
    pub fn big_decimal(&mut self) -> Result<BigDecimal, ReadError> {
        const EXPECTED: &str = "a number";
        const FRACTION: &str = "a decimal fraction of two whole numbers";
        let item = self.item(EXPECTED)?;
        let start = self.position;
        let text = if item.tag == Some(head::DECIMAL_FRACTION) && item.head.major == head::ARRAY {
            self.begin_list()?;
            self.element(FRACTION)?;
            let exponent = self.whole::<i128>("a whole number as the exponent of a decimal fraction")?;
            self.element(FRACTION)?;
            let item = self.item(FRACTION)?;
            let (negative, digits) = self.big_digits(item, FRACTION)?;
            if self.next_element()? {
                return Err(self.error("the end of a decimal fraction"));
            }
            decimal::text(negative, &digits, exponent)
        } else if item.head.major == head::SIMPLE {
            self.floating_text(EXPECTED)?
        } else {
            let (negative, digits) = self.big_digits(item, EXPECTED)?;
            decimal::text(negative, &digits, 0)
        };
        text.parse().map_err(|_| ReadError::new(EXPECTED, "another one", start))
    }

    /// Passes to the next element, which must be there.
    fn element(&mut self, expected: &'static str) -> Result<(), ReadError> {
        if self.next_element()? { Ok(()) } else { Err(self.error(expected)) }
    }

    /// Reads a float as the shortest decimal number that is the nearest to it: in its own width, or as a double where it
    /// is whole, so that no digit before the point is lost.
    fn floating_text(&mut self, expected: &'static str) -> Result<String, ReadError> {
        let start = self.position;
        let Item { head, .. } = self.item(expected)?;
        let value = self.floating(expected)?;
        if !value.is_finite() {
            return Err(ReadError::new(expected, "a float that is not a finite number", start));
        }
        #[allow(clippy::cast_possible_truncation, reason = "it was a single")]
        Ok(match head.argument {
            Argument::Long(Width::Four, _) if value.fract() != 0.0 => format!("{:?}", value as f32),
            _ => format!("{value:?}"),
        })
    }

    // Points in time

    /// Reads a number as seconds since the epoch: tag 1, which may be missing, on a whole number or a float.
    ///
    /// A float stands for the shortest decimal number that is nearest to it, so that milliseconds come out as they went
    /// in; digits beyond nanoseconds are dropped.
    ///
    /// # Errors
    /// When something else comes, or a number out of range.
    pub fn epoch_seconds(&mut self) -> Result<DateTime, ReadError> {
        const EXPECTED: &str = "a point in time as a number of seconds since 1970";
        const OUT_OF_RANGE: &str = "a number out of its range";
        let Item { head, .. } = self.item(EXPECTED)?;
        let start = self.position;
        if head.major != head::SIMPLE {
            return self.whole(EXPECTED).map(DateTime::from_secs);
        }
        let text = self.floating_text(EXPECTED)?;
        DateTime::from_str(&text, DateTimeFormat::EpochSeconds)
            .map_err(|_| ReadError::new(EXPECTED, OUT_OF_RANGE, start))
    }

    /// Does what [`Reader::epoch_seconds`] does: the protocol has one form for points in time.
    ///
    /// # Errors
    /// Those of [`Reader::epoch_seconds`].
    pub fn date_time(&mut self) -> Result<DateTime, ReadError> {
        self.epoch_seconds()
    }

    /// Does what [`Reader::epoch_seconds`] does: the protocol has one form for points in time.
    ///
    /// # Errors
    /// Those of [`Reader::epoch_seconds`].
    pub fn http_date(&mut self) -> Result<DateTime, ReadError> {
        self.epoch_seconds()
    }
}

fn is_utf8(piece: &[u8]) -> bool {
    std::str::from_utf8(piece).is_ok()
}

/// Gives the value of a half, a single or a double; none of other simple values.
fn float(argument: Argument) -> Option<f64> {
    match argument {
        Argument::Long(Width::Two, bits) => u16::try_from(bits).ok().map(half),
        Argument::Long(Width::Four, bits) => u32::try_from(bits).ok().map(|bits| f32::from_bits(bits).into()),
        Argument::Long(Width::Eight, bits) => Some(f64::from_bits(bits)),
        Argument::Long(Width::One, _) | Argument::Short(_) | Argument::Indefinite => None,
    }
}

/// Gives the value of an IEEE 754 binary16: a sign, five bits of exponent, ten of fraction.
fn half(bits: u16) -> f64 {
    let fraction = f64::from(bits & 0x3ff);
    let size = match (bits >> 10) & 0x1f {
        0 => fraction * 2_f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        exponent => (1024.0 + fraction) * 2_f64.powi(i32::from(exponent) - 25),
    };
    if bits & 0x8000 == 0 { size } else { -size }
}
