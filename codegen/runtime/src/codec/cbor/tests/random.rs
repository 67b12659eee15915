//! Random values there and back, and damaged bodies: another decoder has to agree on what is CBOR.

use cbor4ii::core::Value as Theirs;
use cbor4ii::core::dec::{Decode, Read};
use cbor4ii::core::utils::SliceReader;

use crate::codec::cbor::Reader;
use crate::codec::cbor::value::Value;

/// A generator of numbers that look random (xorshift64*), the same ones for the same seed.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() >> 33) as usize % end
    }

    fn bits(&mut self) -> u64 {
        let shift = self.below(64);
        self.next() >> shift
    }

    fn text(&mut self) -> String {
        const POOL: [char; 8] = ['a', 'Z', ' ', '"', '\0', '\u{e9}', '\u{20ac}', '\u{1f600}'];
        (0..self.below(30)).map(|_| POOL[self.below(POOL.len())]).collect()
    }

    fn value(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 8 } else { 13 }) {
            0 => Value::Null,
            1 => Value::Boolean(self.below(2) == 0),
            2 => Value::Integer(self.bits().into()),
            3 => Value::Integer(-1 - i128::from(self.bits())),
            4 => Value::Float(Some(f64::from_bits(self.next())).filter(|value| !value.is_nan()).unwrap_or(0.5)),
            5 => Value::Float(f64::from(self.bits() as f32) / 8.0),
            6 => Value::Text(self.text()),
            7 => Value::Bytes((0..self.below(30)).map(|_| self.next() as u8).collect()),
            8 => Value::Tag(self.bits(), Box::new(self.value(depth - 1))),
            9 | 10 => Value::Array((0..self.below(6)).map(|_| self.value(depth - 1)).collect()),
            _ => Value::Map((0..self.below(6)).map(|_| (self.value(0), self.value(depth - 1))).collect()),
        }
    }

    /// A head in one of the forms that hold its argument.
    fn head(&mut self, body: &mut Vec<u8>, major: u8, argument: u64) {
        let bytes = argument.to_be_bytes();
        let longer = if self.below(4) == 0 { self.below(4) } else { 0 };
        let shortest = match argument {
            0..24 => 0,
            24..=0xff => 1,
            0x100..=0xffff => 2,
            0x1_0000..=0xffff_ffff => 3,
            _ => 4,
        };
        match (shortest + longer).min(4) {
            0 => body.push(major << 5 | bytes[7]),
            width => {
                body.push(major << 5 | (23 + width as u8));
                body.extend_from_slice(&bytes[8 - (1 << (width - 1))..]);
            }
        }
    }

    /// A string in one piece or in several.
    fn string(&mut self, body: &mut Vec<u8>, major: u8, pieces: &[&[u8]]) {
        if self.below(3) > 0 {
            let all = pieces.concat();
            self.head(body, major, all.len() as u64);
            body.extend(all);
        } else {
            body.push(major << 5 | 31);
            for piece in pieces {
                self.head(body, major, piece.len() as u64);
                body.extend_from_slice(piece);
            }
            body.push(0xff);
        }
    }

    /// Writes a value down in one of its many forms.
    fn write(&mut self, body: &mut Vec<u8>, value: &Value) {
        match value {
            Value::Null => body.push(0xf6),
            Value::Undefined => body.push(0xf7),
            Value::Simple(number) => body.extend_from_slice(&[0xf8, *number]),
            Value::Boolean(value) => body.push(0xf4 | u8::from(*value)),
            Value::Integer(number) => match u64::try_from(*number) {
                Ok(number) => self.head(body, 0, number),
                Err(_) => self.head(body, 1, (-1 - number) as u64),
            },
            Value::Float(number) => {
                let single = *number as f32;
                if f64::from(single) == *number && self.below(2) == 0 {
                    body.push(0xfa);
                    body.extend_from_slice(&single.to_be_bytes());
                } else {
                    body.push(0xfb);
                    body.extend_from_slice(&number.to_be_bytes());
                }
            }
            Value::Text(text) => {
                let at = text.char_indices().map(|(at, _)| at).nth(self.below(10)).unwrap_or(0);
                self.string(body, 3, &[&text.as_bytes()[..at], &text.as_bytes()[at..]]);
            }
            Value::Bytes(bytes) => {
                let at = self.below(bytes.len() + 1);
                self.string(body, 2, &[&bytes[..at], &bytes[at..]]);
            }
            Value::Tag(tag, value) => {
                self.head(body, 6, *tag);
                self.write(body, value);
            }
            Value::Array(values) => {
                let known = self.below(3) > 0;
                if known {
                    self.head(body, 4, values.len() as u64);
                } else {
                    body.push(0x9f);
                }
                values.iter().for_each(|value| self.write(body, value));
                body.extend((!known).then_some(0xff));
            }
            Value::Map(pairs) => {
                let known = self.below(3) > 0;
                if known {
                    self.head(body, 5, pairs.len() as u64);
                } else {
                    body.push(0xbf);
                }
                for (key, value) in pairs {
                    self.write(body, key);
                    self.write(body, value);
                }
                body.extend((!known).then_some(0xff));
            }
        }
    }

    fn body(&mut self, value: &Value) -> Vec<u8> {
        let mut body = Vec::new();
        self.write(&mut body, value);
        body
    }
}

/// The value that the other decoder finds, if it takes the body for one.
fn theirs(body: &[u8]) -> Option<Value> {
    fn value(theirs: Theirs) -> Value {
        match theirs {
            Theirs::Null => Value::Null,
            Theirs::Bool(value) => Value::Boolean(value),
            Theirs::Integer(number) => Value::Integer(number),
            Theirs::Float(number) => Value::Float(number),
            Theirs::Bytes(bytes) => Value::Bytes(bytes),
            Theirs::Text(text) => Value::Text(text),
            Theirs::Array(values) => Value::Array(values.into_iter().map(value).collect()),
            Theirs::Map(pairs) => Value::Map(pairs.into_iter().map(|(key, item)| (value(key), value(item))).collect()),
            Theirs::Tag(tag, item) => Value::Tag(tag, Box::new(value(*item))),
            other => panic!("another kind of value: {other:?}"),
        }
    }
    let mut reader = SliceReader::new(body);
    let found = Theirs::decode(&mut reader).ok()?;
    reader.fill(1).ok()?.as_ref().is_empty().then(|| value(found))
}

fn skipped(body: &[u8]) -> bool {
    let mut reader = Reader::new(body);
    reader.skip().is_ok() && reader.finish().is_ok()
}

#[test]
fn values_survive_in_every_form() {
    for seed in 0..4000 {
        let mut random = Random::new(seed);
        let value = random.value(4);
        let body = random.body(&value);
        assert_eq!(Value::read(&body).as_ref(), Ok(&value), "seed {seed}");
        assert_eq!(theirs(&body).as_ref(), Some(&value), "seed {seed}");
        assert!(skipped(&body), "seed {seed}");
    }
}

#[test]
fn damaged_bodies_are_refused_where_another_decoder_refuses_them() {
    let (mut accepted, mut refused) = (0, 0);
    for seed in 0..20_000 {
        let mut random = Random::new(seed);
        let value = random.value(3);
        let mut body = random.body(&value);
        for _ in 0..=random.below(2) {
            let at = random.below(body.len() + 1);
            let byte = random.next() as u8;
            match random.below(4) {
                0 => body.truncate(at),
                1 => drop(body.splice(at..(at + 1).min(body.len()), [])),
                2 => drop(body.splice(at..at, [byte])),
                _ => drop(body.splice(at..(at + 1).min(body.len()), [byte])),
            }
        }
        let ours = Value::read(&body);
        assert_eq!(ours.is_ok(), skipped(&body), "seed {seed}: {body:02x?}: {ours:?}");
        // The other one knows neither halves nor simple values, and undefined is null to it.
        let ours = ours.ok();
        match theirs(&body) {
            Some(theirs) => assert_eq!(
                ours.as_ref().map(ToString::to_string).map(|text| text.replace("undefined", "null")),
                Some(theirs.to_string().replace("undefined", "null")),
                "seed {seed}: {body:02x?}"
            ),
            None => assert!(
                ours.is_none() || body.iter().any(|byte| (0xe0..0xfa).contains(byte)),
                "seed {seed}: {body:02x?}: {ours:?}"
            ),
        }
        *(if ours.is_some() { &mut accepted } else { &mut refused }) += 1;
    }
    assert!(accepted > 2000 && refused > 2000, "{accepted} accepted, {refused} refused");
}

#[test]
fn every_half_has_its_value() {
    for bits in 0..=u16::MAX {
        let [high, low] = bits.to_be_bytes();
        let value = Reader::new(&[0xf9, high, low]).double().unwrap();
        // The same bits in the places where a double has them; 2^1008 is what its exponent is greater by.
        let wide = u64::from(bits & 0x7fff) << 42 | u64::from(bits >> 15) << 63;
        let scaled = f64::from_bits(wide) * 2_f64.powi(1008);
        match bits >> 10 & 0x1f {
            31 if bits & 0x3ff != 0 => assert!(value.is_nan()),
            31 => assert_eq!(value, if bits >> 15 == 0 { f64::INFINITY } else { f64::NEG_INFINITY }),
            _ => assert_eq!(value.to_bits(), scaled.to_bits(), "{bits:04x}"),
        }
    }
}

#[test]
fn any_bytes_end_in_a_value_or_an_error() {
    const METHODS: [fn(&mut Reader<'_>) -> bool; 20] = [
        |reader| reader.text().is_ok(),
        |reader| reader.byte().is_ok(),
        |reader| reader.long().is_ok(),
        |reader| reader.float().is_ok(),
        |reader| reader.double().is_ok(),
        |reader| reader.boolean().is_ok(),
        |reader| reader.blob().is_ok(),
        |reader| reader.big_integer().is_ok(),
        |reader| reader.big_decimal().is_ok(),
        |reader| reader.epoch_seconds().is_ok(),
        |reader| reader.null().is_ok(),
        |reader| reader.skip().is_ok(),
        |reader| reader.begin_structure().is_ok(),
        |reader| reader.begin_list().is_ok(),
        |reader| reader.next_member().is_ok(),
        |reader| reader.union(&["a"], |reader, _| reader.skip()).is_ok(),
        |reader| reader.next_element().is_ok(),
        |reader| reader.list(Reader::long).is_ok(),
        |reader| reader.sparse_map::<String, _>(Reader::text).is_ok(),
        |reader| reader.text_or_skip().is_ok(),
    ];
    // Heads of every kind, more often than chance has them, with short lengths.
    const HEADS: &[u8] =
        b"\x00\x18\x19\x1a\x1b\x20\x3b\x40\x42\x5f\x60\x61\x62\x7f\x80\x82\x9f\x9b\xa0\xa1\xbf\xbb\xc1\xc2\
        \xc3\xc4\xd8\xf4\xf6\xf7\xf8\xf9\xfa\xfb\xff\xff\xff";
    for seed in 0..60_000 {
        let mut random = Random::new(seed);
        let body: Vec<u8> = (0..random.below(40))
            .map(|_| if random.below(3) > 0 { HEADS[random.below(HEADS.len())] } else { random.next() as u8 })
            .collect();
        let mut reader = Reader::new(&body);
        // Also in orders that make no sense, and after errors.
        for _ in 0..8 {
            METHODS[random.below(METHODS.len())](&mut reader);
        }
        let _ = reader.error("something").to_string();
        let value = Value::read(&body);
        assert_eq!(value.is_ok(), skipped(&body), "seed {seed}: {body:02x?}");
    }
}
