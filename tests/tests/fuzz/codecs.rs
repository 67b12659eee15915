//! The codecs: `serde_json` and the pseudocode of RFC 8949, appendix C, are held against what our readers accept.

use tinsmith_runtime::codec::{cbor, json};
use tinsmith_runtime::primitives::{Document, Number};

use crate::driver::{Verdict, fuzz};

/// How deep `serde_json` reads, and we.
const DEPTH: usize = 128;

/// Whether a body may be nested deeper than readers go: brackets in texts count, too, for this only excuses.
fn deep(bytes: &[u8]) -> bool {
    bytes.iter().filter(|byte| matches!(byte, b'[' | b'{')).count() >= DEPTH
}

fn same(document: &Document, value: &serde_json::Value) -> bool {
    use serde_json::Value;
    match (document, value) {
        (Document::Null, Value::Null) => true,
        (Document::Bool(ours), Value::Bool(theirs)) => ours == theirs,
        (Document::String(ours), Value::String(theirs)) => ours == theirs,
        (Document::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        (Document::Object(ours), Value::Object(theirs)) => {
            ours.len() == theirs.len()
                && theirs.iter().all(|(key, theirs)| ours.get(key).is_some_and(|ours| same(ours, theirs)))
        }
        (Document::Number(Number::PosInt(ours)), Value::Number(theirs)) => theirs.as_u64() == Some(*ours),
        (Document::Number(Number::NegInt(ours)), Value::Number(theirs)) => theirs.as_i64() == Some(*ours),
        // serde_json without `float_roundtrip` may be off by the last digits.
        (Document::Number(Number::Float(ours)), Value::Number(theirs)) => {
            theirs.as_f64().is_some_and(|theirs| (ours - theirs).abs() <= ours.abs() * 1e-15)
        }
        _ => false,
    }
}

fn json(bytes: &[u8]) -> Verdict {
    let skipped = {
        let mut reader = json::Reader::new(bytes);
        reader.skip().and_then(|()| reader.finish())
    };
    let read = {
        let mut reader = json::Reader::new(bytes);
        reader.document().and_then(|document| reader.finish().map(|()| document))
    };
    let theirs = serde_json::from_slice::<serde_json::Value>(bytes);
    match (&read, &theirs) {
        (Ok(document), Ok(value)) => {
            assert!(same(document, value), "{document:?} is not {value:?}");
            assert!(skipped.is_ok(), "read but not skipped: {skipped:?}");
        }
        (Ok(document), Err(error)) => assert!(deep(bytes), "we read {document:?}; serde_json: {error}"),
        (Err(error), Ok(value)) => assert!(deep(bytes), "serde_json reads {value}; we: {error}"),
        (Err(error), Err(_)) => assert!(error.to_string().len() < 1_000, "{error}"),
    }
    let Ok(document) = read else { return Verdict::Refused };
    let mut writer = json::Writer::new();
    writer.document(&document);
    let written = writer.finish().unwrap();
    let mut reader = json::Reader::new(&written);
    assert_eq!(reader.document().unwrap(), document);
    reader.finish().unwrap();
    Verdict::Accepted
}

const JSON_WORDS: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\"",
    b"\\",
    b"\\u0000",
    b"\\ud83d\\ude00",
    b"\\ud83d",
    b"\\udc00",
    b"\\u00e9",
    b"null",
    b"true",
    b"false",
    b"-0",
    b"0",
    b"1e308",
    b"1e-400",
    b"1e999",
    b"18446744073709551615",
    b"18446744073709551616",
    b"-9223372036854775809",
    b"0.1",
    b"1E+5",
    b" ",
    b"\t",
    b"\xef\xbb\xbf",
    b"\xff",
    b"\x7f",
    b"{\"a\":1,\"a\":2}",
    b"\"\"",
    b"NaN",
    b"Infinity",
    b"01",
];

#[test]
#[ignore = "takes its time"]
fn json_is_what_serde_json_says_and_survives_a_round_trip() {
    let seeds = [
        r#"{"a": [null, true, -1, 1.5e3, "\u00e9\ud83d\ude00\n", {}], "b": {"c": []}}"#,
        r#"[18446744073709551615, -9223372036854775808, 0.1, 1e-7, "é", "\\\"\/\b\f\r\t"]"#,
        r#"{"__type":"a.b#C","message":"m"}"#,
        "1",
    ];
    fuzz("json", &seeds.map(|seed| seed.as_bytes().to_vec()), JSON_WORDS, json);
}

/// The pseudocode of RFC 8949, appendix C: where the item at the start of `bytes` ends, if it is well-formed. Texts are
/// UTF-8 here besides. `None` also where it is nested deeper than `depth`.
fn well_formed(bytes: &[u8], depth: usize) -> Option<&[u8]> {
    let (&initial, rest) = bytes.split_first()?;
    let (major, additional) = (initial >> 5, initial & 0x1f);
    let (value, mut rest) = match additional {
        0..=23 => (u64::from(additional), rest),
        24..=27 => {
            let (argument, rest) = rest.split_at_checked(1 << (additional - 24))?;
            (argument.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)), rest)
        }
        31 => return indefinite(major, rest, depth.checked_sub(1)?),
        _ => return None,
    };
    match major {
        2 | 3 => {
            let (text, rest) = rest.split_at_checked(usize::try_from(value).ok()?)?;
            (major == 2 || std::str::from_utf8(text).is_ok()).then_some(rest)
        }
        4 | 5 => {
            let depth = depth.checked_sub(1)?;
            for _ in 0..u128::from(value) * u128::from(major - 3) {
                rest = well_formed(rest, depth)?;
            }
            Some(rest)
        }
        6 => well_formed(rest, depth),
        7 if additional == 24 && value < 32 => None,
        _ => Some(rest),
    }
}

fn indefinite(major: u8, mut rest: &[u8], depth: usize) -> Option<&[u8]> {
    loop {
        if let (2..=5, Some((0xff, rest))) = (major, rest.split_first()) {
            return Some(rest);
        }
        rest = match (major, rest.first()?) {
            (2 | 3, head) if head >> 5 == major && head & 0x1f != 31 => well_formed(rest, depth)?,
            (4, _) => well_formed(rest, depth)?,
            (5, _) => well_formed(well_formed(rest, depth)?, depth)?,
            _ => return None,
        };
    }
}

type Read = fn(&mut cbor::Reader<'_>) -> Option<Vec<u8>>;

/// Every simple type: read, and if that works written, read and written again: the texts are the same.
macro_rules! simple {
    ($($method:ident),*) => {
        [$((stringify!($method), |reader| {
            let value = reader.$method().ok()?;
            let mut writer = cbor::Writer::new();
            writer.$method(&value);
            writer.finish().ok()
        })),*]
    };
}

const SIMPLE: [(&str, Read); 13] = simple!(
    text,
    blob,
    boolean,
    byte,
    short,
    integer,
    long,
    float,
    double,
    big_integer,
    big_decimal,
    epoch_seconds,
    date_time
);

fn cbor(bytes: &[u8]) -> Verdict {
    let mut reader = cbor::Reader::new(bytes);
    let skipped = reader.skip().and_then(|()| reader.finish());
    // Tags before a value nest in the pseudocode of the RFC without an end, and in the reader do not.
    let theirs = well_formed(bytes, DEPTH).is_some_and(<[u8]>::is_empty);
    if skipped.is_ok() {
        assert!(
            well_formed(bytes, 1 << 10).is_some_and(<[u8]>::is_empty),
            "skipped, but not well-formed: {bytes:02x?}"
        );
    } else {
        assert!(!theirs, "well-formed, but {skipped:?}: {bytes:02x?}");
    }
    for (name, read) in SIMPLE {
        let mut reader = cbor::Reader::new(bytes);
        let Some(written) = read(&mut reader) else { continue };
        let again = read(&mut cbor::Reader::new(&written));
        assert_eq!(again.as_ref(), Some(&written), "{name}: {bytes:02x?} is written {written:02x?}");
        assert!(well_formed(&written, DEPTH).is_some_and(<[u8]>::is_empty), "{name}: {written:02x?}");
    }
    let list = cbor::Reader::new(bytes).list(cbor::Reader::long);
    let map = cbor::Reader::new(bytes).map::<String, _>(cbor::Reader::text);
    // A claimed length fills no memory: no element is less than a byte.
    assert!(list.map_or(0, |list| list.capacity()) <= 2 * bytes.len().max(4096));
    assert!(map.map_or(0, |map| map.len()) <= bytes.len());
    if skipped.is_ok() { Verdict::Accepted } else { Verdict::Refused }
}

const CBOR_WORDS: &[&[u8]] = &[
    b"\xa0",
    b"\x80",
    b"\xbf",
    b"\x9f",
    b"\x5f",
    b"\x7f",
    b"\xff",
    b"\xf6",
    b"\xf7",
    b"\xf5",
    b"\xf4",
    b"\x61a",
    b"\x41a",
    b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\xbb\x7f\xff\xff\xff\xff\xff\xff\xff",
    b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\x7a\xff\xff\xff\xff",
    b"\x9a\x00\x10\x00\x00",
    b"\xc0",
    b"\xc1",
    b"\xc2\x41\x01",
    b"\xc3\x41\x01",
    b"\xc4\x82\x20\x01",
    b"\xc4\x82\x3b\xff\xff\xff\xff\xff\xff\xff\xff\x01",
    b"\xf9\x7e\x00",
    b"\xfa\x7f\x80\x00\x00",
    b"\xfb\x3f\xf0\x00\x00\x00\x00\x00\x00",
    b"\x1b\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\x3b\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\xf8\x10",
    b"\xf8\x20",
    b"\x1c",
    b"\xdb\0\0\0\0\0\0\0\x01",
];

#[test]
#[ignore = "takes its time"]
fn cbor_is_what_the_rfc_says_and_survives_a_round_trip() {
    let seeds: [&[u8]; 8] = [
        b"\xa2\x61a\x83\x01\x20\xf6\x61b\xa1\x61c\x42\x01\x02",
        b"\xbf\x61a\x9f\x01\xff\x61b\x7f\x61x\x61y\xff\xff",
        b"\xc1\xfb\x41\xd4\x52\xd9\xe2\x00\x00\x00",
        b"\xc2\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00",
        b"\xc4\x82\x21\x19\x6a\xb3",
        b"\xf9\x3c\x00",
        b"\x83\x1b\xff\xff\xff\xff\xff\xff\xff\xff\x61\x61\x41\x00",
        b"\x82\x18\x18\x38\x18",
    ];
    fuzz("cbor", &seeds.map(<[u8]>::to_vec), CBOR_WORDS, cbor);
}
