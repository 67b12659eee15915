//! Random values there and back, and damaged bodies: another parser has to agree on what is JSON.

use crate::codec::ReadError;
use crate::codec::json::{Reader, Writer};
use crate::primitives::{DateTime, DateTimeFormat, Document, Number};

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

    fn text(&mut self) -> String {
        const POOL: [char; 16] = [
            'a',
            'Z',
            '0',
            ' ',
            '"',
            '\\',
            '/',
            '\n',
            '\u{8}',
            '\0',
            '\u{1f}',
            '\u{7f}',
            '\u{e9}',
            '\u{20ac}',
            '\u{1f600}',
            '{',
        ];
        (0..self.below(24)).map(|_| POOL[self.below(POOL.len())]).collect()
    }

    fn number(&mut self) -> Number {
        let shift = self.below(64);
        let bits = self.next() >> shift;
        match self.below(3) {
            0 => Number::PosInt(bits),
            1 => Number::NegInt(-1 - (bits >> 1) as i64),
            _ => Some(f64::from_bits(self.next()))
                .filter(|value| value.is_finite())
                .map_or(Number::Float(0.5), Number::Float),
        }
    }

    fn document(&mut self, depth: usize) -> Document {
        match self.below(if depth == 0 { 5 } else { 9 }) {
            0 => Document::Null,
            1 => Document::Bool(self.below(2) == 0),
            2 | 3 => Document::Number(self.number()),
            4 => Document::String(self.text()),
            5 | 6 => Document::Array((0..self.below(6)).map(|_| self.document(depth - 1)).collect()),
            _ => Document::Object((0..self.below(6)).map(|_| (self.text(), self.document(depth - 1))).collect()),
        }
    }
}

fn written(document: &Document) -> Vec<u8> {
    let mut writer = Writer::new();
    writer.document(document);
    writer.finish().unwrap()
}

fn document(body: &[u8]) -> Result<Document, ReadError> {
    let mut reader = Reader::new(body);
    let document = reader.document()?;
    reader.finish().map(|()| document)
}

/// Tells whether the other parser saw the same value, but for the last places of floats, which it does not promise.
fn same(ours: &Document, theirs: &serde_json::Value) -> bool {
    match ours {
        Document::Null => theirs.is_null(),
        Document::Bool(value) => theirs.as_bool() == Some(*value),
        Document::Number(Number::PosInt(number)) => theirs.as_u64() == Some(*number),
        Document::Number(Number::NegInt(number)) => theirs.as_i64() == Some(*number),
        Document::Number(Number::Float(number)) => {
            theirs.as_f64().is_some_and(|other| (other - number).abs() <= number.abs() * 8.0 * f64::EPSILON)
        }
        Document::String(text) => theirs.as_str() == Some(text),
        Document::Array(values) => theirs.as_array().is_some_and(|others| {
            values.len() == others.len() && values.iter().zip(others).all(|(value, other)| same(value, other))
        }),
        Document::Object(members) => theirs.as_object().is_some_and(|others| {
            members.len() == others.len()
                && members.iter().all(|(name, value)| others.get(name).is_some_and(|other| same(value, other)))
        }),
    }
}

#[test]
fn values_survive_writing_and_reading() {
    for seed in 0..3000 {
        let value = Random::new(seed).document(4);
        let body = written(&value);
        assert_eq!(document(&body).as_ref(), Ok(&value), "seed {seed}");
        let theirs: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert!(same(&value, &theirs), "seed {seed}");
        let mut reader = Reader::new(&body);
        reader.skip().unwrap();
        reader.finish().unwrap();
    }
}

#[test]
fn damaged_bodies_are_refused_where_another_parser_refuses_them() {
    const PIECES: [&[u8]; 24] = [
        b"\"",
        b"\\",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"0",
        b"-",
        b".",
        b"e5",
        b"null",
        b"true",
        b" ",
        b"\n",
        b"\xff",
        b"\xed\xa0\x80",
        b"\\u",
        b"\\ud800",
        b"\\udc00",
        b"\\u0000",
        b"\0",
        b"\xc3\xa9",
    ];
    let (mut accepted, mut refused) = (0, 0);
    for seed in 0..6000 {
        let mut random = Random::new(seed);
        let mut body = written(&random.document(3));
        for _ in 0..=random.below(2) {
            let at = random.below(body.len() + 1);
            match random.below(4) {
                0 => body.truncate(at),
                1 => drop(body.splice(at..(at + 1).min(body.len()), [])),
                2 => drop(body.splice(at..at, PIECES[random.below(PIECES.len())].iter().copied())),
                _ => {
                    drop(body.splice(at..(at + 1).min(body.len()), PIECES[random.below(PIECES.len())].iter().copied()));
                }
            }
        }
        let theirs = serde_json::from_slice::<serde_json::Value>(&body).is_ok();
        let shown = String::from_utf8_lossy(&body);
        let ours = document(&body);
        assert_eq!(ours.is_ok(), theirs, "seed {seed}: {shown}");
        let mut reader = Reader::new(&body);
        let skipped = reader.skip().and_then(|()| reader.finish()).is_ok();
        // Passing over a number does not ask for its range.
        assert!(
            skipped == theirs || (skipped && ours.unwrap_err().to_string().contains("range of a double")),
            "seed {seed}: {shown}"
        );
        *(if theirs { &mut accepted } else { &mut refused }) += 1;
    }
    assert!(accepted > 500 && refused > 500, "{accepted} accepted, {refused} refused");
}

#[test]
fn any_bytes_end_in_a_value_or_an_error() {
    const METHODS: [fn(&mut Reader<'_>) -> bool; 12] = [
        |reader| reader.text().is_ok(),
        |reader| reader.byte().is_ok(),
        |reader| reader.double().is_ok(),
        |reader| reader.blob().is_ok(),
        |reader| reader.document().is_ok(),
        |reader| reader.big_integer().is_ok(),
        |reader| reader.epoch_seconds().is_ok(),
        |reader| reader.date_time().is_ok(),
        |reader| reader.begin_structure().is_ok(),
        |reader| reader.next_member().is_ok(),
        |reader| reader.union(&["a"], |reader, _| reader.skip()).is_ok(),
        |reader| reader.next_element().is_ok(),
    ];
    const POOL: &[u8] = b"\"\"\"\\{}[],::0123456789-+.eEntu \n\x00\xff\xc3\xa9TZ";
    for seed in 0..20_000 {
        let mut random = Random::new(seed);
        let body: Vec<u8> = (0..random.below(40)).map(|_| POOL[random.below(POOL.len())]).collect();
        let mut reader = Reader::new(&body);
        // Also in orders that make no sense, and after errors.
        for _ in 0..8 {
            METHODS[random.below(METHODS.len())](&mut reader);
        }
        let _ = reader.finish();
    }
}

#[test]
fn points_in_time_survive_every_form() {
    for seed in 0..5000 {
        let mut random = Random::new(seed);
        let seconds = -62_135_596_800 + (random.next() % 315_537_897_600) as i64;
        let nanos = (random.next() % 1_000_000_000) as u32;
        let time = DateTime::from_secs_and_nanos(seconds, if seed % 3 == 0 { 0 } else { nanos });
        for format in [DateTimeFormat::DateTime, DateTimeFormat::EpochSeconds] {
            let text = time.fmt(format).unwrap();
            assert_eq!(DateTime::from_str(&text, format), Ok(time), "{text}");
        }
        let text = time.fmt(DateTimeFormat::HttpDate).unwrap();
        assert_eq!(DateTime::from_str(&text, DateTimeFormat::HttpDate), Ok(DateTime::from_secs(seconds)), "{text}");
    }
}
