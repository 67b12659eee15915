//! Writes CBOR into one buffer, and keeps the first failure.

use std::collections::HashMap;

use super::{decimal, head};
use crate::codec::MAX_DEPTH;
use crate::error::BuildError;
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime};

/// Writes one CBOR data item.
///
/// Its methods give nothing back, so that what calls them stays short: the first failure is kept, and
/// [`Writer::finish`] gives it. Members come out in the order in which they are written, maps in the order of their
/// keys: the same value always gives the same bytes.
#[derive(Debug, Default)]
pub struct Writer {
    buffer: Vec<u8>,
    depth: usize,
    failure: Option<BuildError>,
}

/// Writes one value: what members, lists and maps call for theirs.
type WriteValue<T> = fn(&mut Writer, &T);

impl Writer {
    /// Starts with an empty buffer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives the bytes written.
    ///
    /// # Errors
    /// The first failure, if there was one.
    pub fn finish(self) -> Result<Vec<u8>, BuildError> {
        match self.failure {
            Some(failure) => Err(failure),
            None => Ok(self.buffer),
        }
    }

    /// Notes that something cannot be written; the first failure is kept.
    #[cold]
    pub fn fail(&mut self, failure: BuildError) {
        self.failure.get_or_insert(failure);
    }

    /// Writes a head in its shortest form (RFC 8949, section 4.1).
    #[inline]
    #[expect(clippy::decimal_bitwise_operands, reason = "24 to 27, as RFC 8949 has them")]
    fn head(&mut self, major: u8, argument: u64) {
        let major = major << 5;
        let [_, _, _, _, b3, b2, b1, b0] = argument.to_be_bytes();
        match argument {
            0..24 => self.buffer.push(major | b0),
            24..=0xff => self.buffer.extend_from_slice(&[major | 24, b0]),
            0x100..=0xffff => self.buffer.extend_from_slice(&[major | 25, b1, b0]),
            0x1_0000..=0xffff_ffff => self.buffer.extend_from_slice(&[major | 26, b3, b2, b1, b0]),
            _ => {
                self.buffer.push(major | 27);
                self.buffer.extend_from_slice(&argument.to_be_bytes());
            }
        }
    }

    fn length(&mut self, major: u8, length: usize) {
        // No collection in memory has more entries than a `u64` counts.
        self.head(major, u64::try_from(length).unwrap_or(u64::MAX));
    }

    /// Writes the head of a structure's map, which has as many members as come before its end.
    pub fn begin_structure(&mut self) {
        self.buffer.push(head::MAP << 5 | 31);
        self.descend();
    }

    /// Writes the end of a structure's map.
    pub fn end_structure(&mut self) {
        self.buffer.push(head::BREAK);
        self.ascend();
    }

    fn descend(&mut self) {
        self.depth += 1;
        if self.depth == MAX_DEPTH + 1 {
            self.fail(BuildError::other("the value is nested deeper than 128 levels of objects and lists"));
        }
    }

    fn ascend(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// Tells whether values may be nested in the one that was begun.
    ///
    /// All recursion passes here: a value of unbounded depth ends in a failure instead of a used-up stack.
    fn may_descend(&self) -> bool {
        self.depth <= MAX_DEPTH
    }

    /// Writes a structure's member.
    #[inline]
    pub fn member<T>(&mut self, name: &str, value: &T, write: WriteValue<T>) {
        if self.may_descend() {
            self.text(name);
            write(self, value);
        }
    }

    /// Writes a structure's member if it has a value.
    #[inline]
    pub fn optional<T>(&mut self, name: &str, value: &Option<T>, write: WriteValue<T>) {
        if let Some(value) = value {
            self.member(name, value, write);
        }
    }

    /// Writes an array.
    pub fn list<T>(&mut self, list: &[T], write: WriteValue<T>) {
        self.length(head::ARRAY, list.len());
        self.descend();
        if self.may_descend() {
            for value in list {
                write(self, value);
            }
        }
        self.ascend();
    }

    /// Writes an array in which `None` is null.
    pub fn sparse_list<T>(&mut self, list: &[Option<T>], write: WriteValue<T>) {
        self.length(head::ARRAY, list.len());
        self.descend();
        if self.may_descend() {
            for value in list {
                self.nullable(value.as_ref(), write);
            }
        }
        self.ascend();
    }

    /// Writes a map, in the order of its keys.
    pub fn map<K: AsRef<str>, V>(&mut self, map: &HashMap<K, V>, write: WriteValue<V>) {
        self.length(head::MAP, map.len());
        self.descend();
        for (key, value) in sorted(map) {
            self.member(key, value, write);
        }
        self.ascend();
    }

    /// Writes a map in which `None` is null, in the order of its keys.
    pub fn sparse_map<K: AsRef<str>, V>(&mut self, map: &HashMap<K, Option<V>>, write: WriteValue<V>) {
        self.length(head::MAP, map.len());
        self.descend();
        if self.may_descend() {
            for (key, value) in sorted(map) {
                self.text(key);
                self.nullable(value.as_ref(), write);
            }
        }
        self.ascend();
    }

    fn nullable<T>(&mut self, value: Option<&T>, write: WriteValue<T>) {
        match value {
            Some(value) => write(self, value),
            None => self.null(),
        }
    }

    /// Writes null.
    pub fn null(&mut self) {
        self.buffer.push(head::NULL);
    }

    /// Writes a text.
    #[inline]
    pub fn text<T: AsRef<str> + ?Sized>(&mut self, value: &T) {
        let text = value.as_ref();
        self.length(head::TEXT, text.len());
        self.buffer.extend_from_slice(text.as_bytes());
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, value: &bool) {
        self.buffer.push(if *value { head::TRUE } else { head::FALSE });
    }

    /// Writes a whole number in its shortest form.
    fn whole(&mut self, value: i64) {
        match u64::try_from(value) {
            Ok(value) => self.head(head::UNSIGNED, value),
            // The complement of n is -1 - n.
            Err(_) => self.head(head::NEGATIVE, (!value).unsigned_abs()),
        }
    }

    /// Writes an 8-bit whole number.
    pub fn byte(&mut self, value: &i8) {
        self.whole((*value).into());
    }

    /// Writes a 16-bit whole number.
    pub fn short(&mut self, value: &i16) {
        self.whole((*value).into());
    }

    /// Writes a 32-bit whole number.
    pub fn integer(&mut self, value: &i32) {
        self.whole((*value).into());
    }

    /// Writes a 64-bit whole number.
    pub fn long(&mut self, value: &i64) {
        self.whole(*value);
    }

    /// Writes an `f32` as a single; what is not a number always in the same bytes.
    pub fn float(&mut self, value: &f32) {
        let value = if value.is_nan() { f32::NAN } else { *value };
        self.buffer.push(head::SINGLE);
        self.buffer.extend_from_slice(&value.to_be_bytes());
    }

    /// Writes an `f64` as a single where that loses nothing, else as a double.
    ///
    /// Numbers are to have the smallest form that holds their value, but for halves, which not everyone reads (Smithy
    /// specification, "Numeric type serialization").
    pub fn double(&mut self, value: &f64) {
        #[allow(clippy::cast_possible_truncation, reason = "it is compared with what it was")]
        let single = *value as f32;
        if value.is_nan() || f64::from(single).to_bits() == value.to_bits() {
            self.float(&single);
        } else {
            self.wide(*value);
        }
    }

    /// Writes a double.
    fn wide(&mut self, value: f64) {
        self.buffer.push(head::DOUBLE);
        self.buffer.extend_from_slice(&value.to_be_bytes());
    }

    /// Writes a whole number of up to 8,192 bits as a bignum.
    pub fn big_integer(&mut self, value: &BigInteger) {
        let whole = decimal::whole(value.as_str());
        match whole.and_then(|(negative, digits)| Some((negative, decimal::bytes(&digits)?))) {
            Some((negative, bytes)) => self.bignum(negative, bytes),
            None => self.fail(BuildError::other("a whole number has more than 8,192 bits")),
        }
    }

    fn bignum(&mut self, negative: bool, bytes: Vec<u8>) {
        let (tag, bytes) = if negative && !bytes.is_empty() {
            (head::NEGATIVE_BIGNUM, decimal::minus_one(bytes))
        } else {
            (head::BIGNUM, bytes)
        };
        self.head(head::TAG, tag);
        self.byte_string(&bytes);
    }

    /// Writes a number of any precision, with up to 8,192 bits of digits, as a decimal fraction: all its digits are
    /// kept, zeros at the end too.
    pub fn big_decimal(&mut self, value: &BigDecimal) {
        let parts = decimal::parts(value.as_str());
        match parts.and_then(|(negative, digits, exponent)| Some((negative, decimal::bytes(&digits)?, exponent))) {
            Some((negative, bytes, exponent)) => {
                self.head(head::TAG, head::DECIMAL_FRACTION);
                self.head(head::ARRAY, 2);
                self.whole(exponent);
                self.mantissa(negative, bytes);
            }
            None => self.fail(BuildError::other(
                "a decimal number has more than 8,192 bits of digits, or an exponent of more than 64 bits",
            )),
        }
    }

    /// Writes a whole number, as a bignum only where it must be one.
    fn mantissa(&mut self, negative: bool, bytes: Vec<u8>) {
        if bytes.len() > 8 {
            return self.bignum(negative, bytes);
        }
        let value = bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
        match value.checked_sub(1) {
            Some(less) if negative => self.head(head::NEGATIVE, less),
            _ => self.head(head::UNSIGNED, value),
        }
    }

    /// Writes bytes.
    pub fn blob(&mut self, value: &Blob) {
        self.byte_string(value.as_ref());
    }

    fn byte_string(&mut self, bytes: &[u8]) {
        self.length(head::BYTES, bytes.len());
        self.buffer.extend_from_slice(bytes);
    }

    /// Writes a point in time as seconds since the epoch: a whole number, or a double where there are milliseconds,
    /// beyond which the protocol does not go (Smithy specification, "Timestamp type serialization").
    pub fn epoch_seconds(&mut self, value: &DateTime) {
        self.head(head::TAG, head::EPOCH);
        match value.to_millis() {
            #[allow(clippy::cast_precision_loss, reason = "the nearest value is all that a double can be")]
            Ok(millis) if millis % 1000 != 0 => self.wide(millis as f64 / 1000.0),
            // So far from the epoch a double has no milliseconds.
            Ok(_) | Err(_) => self.whole(value.secs()),
        }
    }

    /// Does what [`Writer::epoch_seconds`] does: `timestampFormat` does not count in the protocol.
    pub fn date_time(&mut self, value: &DateTime) {
        self.epoch_seconds(value);
    }

    /// Does what [`Writer::epoch_seconds`] does: `timestampFormat` does not count in the protocol.
    pub fn http_date(&mut self, value: &DateTime) {
        self.epoch_seconds(value);
    }
}

/// A map's entries in the order of their keys.
fn sorted<K: AsRef<str>, V>(map: &HashMap<K, V>) -> Vec<(&str, &V)> {
    let mut entries: Vec<_> = map.iter().map(|(key, value)| (key.as_ref(), value)).collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries
}
