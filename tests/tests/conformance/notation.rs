//! Bodies in diagnostic notation (RFC 8949, section 8), as a person reads and writes them, to CBOR: what the file beside
//! the model of rpcv2Cbor holds. Encoding indicators say what a value does not: `{_ `, `[_ `, `(_ ` an indefinite length,
//! `_0` to `_3` how many bytes a number takes.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    reason = "numbers of every width, which hold what is written or stop the test"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The bodies of a file by the ids of their cases: an id at the start of a line, its body indented below it.
pub(crate) fn bodies(text: &str) -> BTreeMap<String, Vec<u8>> {
    let mut notations: BTreeMap<&str, String> = BTreeMap::new();
    let mut id = None;
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match (line.strip_prefix("    "), id) {
            (Some(part), Some(id)) => write!(notations.entry(id).or_default(), "{part} ").unwrap(),
            (Some(_), None) => panic!("a body without an id: {line}"),
            (None, _) => {
                assert!(!notations.contains_key(line), "{line} is there twice");
                id = Some(line);
            }
        }
    }
    notations.into_iter().map(|(id, notation)| (id.to_owned(), encode(id, &notation))).collect()
}

/// The bytes of one notation; `id` is for messages.
fn encode(id: &str, notation: &str) -> Vec<u8> {
    let mut parser = Parser { id, rest: notation, out: Vec::new() };
    parser.value();
    parser.blanks();
    assert!(parser.rest.is_empty(), "{id}: more than one value: {}", parser.rest);
    parser.out
}

struct Parser<'a> {
    id: &'a str,
    rest: &'a str,
    out: Vec<u8>,
}

impl Parser<'_> {
    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Passes a literal behind blanks, if it comes next.
    fn take(&mut self, literal: &str) -> bool {
        self.blanks();
        match self.rest.strip_prefix(literal) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, literal: &str) {
        assert!(self.take(literal), "{}: {literal:?} is expected before {:?}", self.id, self.rest);
    }

    fn value(&mut self) {
        self.blanks();
        if self.take("{") {
            self.items(5, "}", |parser| {
                parser.value();
                parser.expect(":");
                parser.value();
            });
        } else if self.take("[") {
            self.items(4, "]", Self::value);
        } else if self.take("(_ ") {
            self.pieces();
        } else if self.rest.starts_with('"') {
            let text = self.text();
            self.string(3, text.as_bytes());
        } else if self.take("h'") {
            let (digits, rest) = self.rest.split_once('\'').expect("the end of a byte string");
            let bytes: Vec<u8> = digits
                .as_bytes()
                .chunks(2)
                .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).expect("hexadecimal digits"))
                .collect();
            self.rest = rest;
            self.string(2, &bytes);
        } else if self.take("simple(") {
            let number: u8 = self.word().parse().expect("a simple value");
            self.expect(")");
            if number < 24 { self.out.push(0xe0 | number) } else { self.out.extend([0xf8, number]) }
        } else {
            self.plain();
        }
    }

    /// The values up to `end`, behind a head with their number, or between an open head and a break.
    fn items(&mut self, major: u8, end: &str, mut item: impl FnMut(&mut Self)) {
        let indefinite = self.take("_");
        let before = std::mem::take(&mut self.out);
        let mut count = 0;
        while !self.take(end) {
            if count > 0 {
                self.expect(",");
            }
            item(self);
            count += 1;
        }
        let items = std::mem::replace(&mut self.out, before);
        if indefinite {
            self.out.push(major << 5 | 31);
        } else {
            self.head(major, count, 0);
        }
        self.out.extend(items);
        self.out.extend(indefinite.then_some(0xff));
    }

    /// The pieces of a text or byte string; the first tells which.
    fn pieces(&mut self) {
        let at = self.out.len();
        self.out.push(3 << 5 | 31);
        let mut first = true;
        while !self.take(")") {
            if !std::mem::take(&mut first) {
                self.expect(",");
            }
            self.value();
        }
        if let Some(head) = self.out.get(at + 1).copied() {
            self.out[at] = head & 0xe0 | 31;
        }
        self.out.push(0xff);
    }

    /// A text as JSON writes it.
    fn text(&mut self) -> String {
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter::<String>();
        let text = values.next().expect("a text").unwrap_or_else(|error| panic!("{}: {error}", self.id));
        let end = values.byte_offset();
        self.rest = &self.rest[end..];
        text
    }

    fn string(&mut self, major: u8, bytes: &[u8]) {
        self.head(major, bytes.len() as u64, 0);
        self.out.extend_from_slice(bytes);
    }

    fn word(&mut self) -> &str {
        self.blanks();
        let end = self.rest.find([',', ':', '}', ']', '(', ')', ' ']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    /// A name, a number, or a tag with what it is on.
    fn plain(&mut self) {
        let word = self.word().to_owned();
        if self.rest.starts_with('(') {
            let tag = word.parse().unwrap_or_else(|_| panic!("{}: {word:?} is no tag", self.id));
            self.head(6, tag, 0);
            self.expect("(");
            self.value();
            return self.expect(")");
        }
        let (number, width) = word.rsplit_once('_').unwrap_or((&word, ""));
        let width: Option<u8> = (!width.is_empty()).then(|| width.parse().expect("0 to 3 behind an underscore"));
        match (number, number.parse::<i128>()) {
            ("false", _) => self.out.push(0xf4),
            ("true", _) => self.out.push(0xf5),
            ("null", _) => self.out.push(0xf6),
            ("undefined", _) => self.out.push(0xf7),
            (_, Ok(number)) if number < 0 => self.head(1, (-1 - number) as u64, width.map_or(0, |width| width + 1)),
            (_, Ok(number)) => self.head(0, number as u64, width.map_or(0, |width| width + 1)),
            (_, Err(_)) => {
                let number = number.replace("Infinity", "inf");
                let number = number.parse().unwrap_or_else(|_| panic!("{}: {word:?} is no value", self.id));
                self.float(number, width);
            }
        }
    }

    /// A head whose argument takes at least so many bytes: 0 none, 1 one, 2 two, 3 four, 4 eight.
    fn head(&mut self, major: u8, argument: u64, width: u8) {
        let shortest = match argument {
            0..24 => 0,
            24..=0xff => 1,
            0x100..=0xffff => 2,
            0x1_0000..=0xffff_ffff => 3,
            _ => 4,
        };
        match width.max(shortest) {
            0 => self.out.push(major << 5 | argument as u8),
            width => {
                self.out.push(major << 5 | (23 + width));
                self.out.extend_from_slice(&argument.to_be_bytes()[8 - (1 << (width - 1))..]);
            }
        }
    }

    fn float(&mut self, number: f64, width: Option<u8>) {
        let single = number as f32;
        let fits = number.is_nan() || f64::from(single) == number;
        match width {
            Some(1) => {
                let same = |bits: &u16| half(*bits) == number || number.is_nan() && *bits == 0x7e00;
                let bits = (0..=u16::MAX).find(same).unwrap_or_else(|| panic!("{}: {number} is no half", self.id));
                self.out.push(0xf9);
                self.out.extend_from_slice(&bits.to_be_bytes());
            }
            None | Some(2) if fits => {
                self.out.push(0xfa);
                self.out.extend_from_slice(&single.to_be_bytes());
            }
            None | Some(3) => {
                self.out.push(0xfb);
                self.out.extend_from_slice(&number.to_be_bytes());
            }
            Some(width) => panic!("{}: {number} does not go into _{width}", self.id),
        }
    }
}

/// The value of a half (RFC 8949, appendix D).
fn half(bits: u16) -> f64 {
    let fraction = f64::from(bits & 0x3ff);
    let size = match bits >> 10 & 0x1f {
        0 => fraction / 16_777_216.0,
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        exponent => (1024.0 + fraction) * 2_f64.powi(i32::from(exponent) - 25),
    };
    if bits >> 15 == 0 { size } else { -size }
}

#[test]
fn notation_is_encoded() {
    for (notation, bytes) in [
        ("{}", &b"\xa0"[..]),
        ("{_ }", b"\xbf\xff"),
        ("{\"a\": [1, -1], 2: h'00ff'}", b"\xa2\x61a\x82\x01\x20\x02\x42\x00\xff"),
        ("[_ (_ \"a\", \"b\"), (_ h'01')]", b"\x9f\x7f\x61a\x61b\xff\x5f\x41\x01\xff\xff"),
        ("[24, 5_0, 7_3, -1_1]", b"\x84\x18\x18\x18\x05\x1b\0\0\0\0\0\0\0\x07\x39\0\0"),
        (
            "[1.5, 1.5_1, 1.5_2, 1.1]",
            b"\x84\xfa\x3f\xc0\0\0\xf9\x3e\0\xfa\x3f\xc0\0\0\xfb\x3f\xf1\x99\x99\x99\x99\x99\x9a",
        ),
        ("[NaN_1, -Infinity_1, Infinity]", b"\x83\xf9\x7e\0\xf9\xfc\0\xfa\x7f\x80\0\0"),
        ("[1(0), 55799(null), undefined, true]", b"\x84\xc1\0\xd9\xd9\xf7\xf6\xf7\xf5"),
        ("[simple(0), simple(255), \"\\u00e9\"]", b"\x83\xe0\xf8\xff\x62\xc3\xa9"),
    ] {
        assert_eq!(encode("here", notation), bytes, "{notation}");
    }
}
