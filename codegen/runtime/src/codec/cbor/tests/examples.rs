//! The examples of RFC 8949, appendix A, and of what is not well-formed, appendix F.

use super::hex;
use crate::codec::cbor::value::Value;
use crate::codec::cbor::{Reader, Writer};
use crate::codec::error::ReadError;
use crate::primitives::BigInteger;

/// Bytes, and the value that they stand for in diagnostic notation, without what only says how it was written.
const EXAMPLES: &[(&str, &str)] = &[
    // Whole numbers.
    ("00", "0"),
    ("01", "1"),
    ("0a", "10"),
    ("17", "23"),
    ("1818", "24"),
    ("1819", "25"),
    ("1864", "100"),
    ("1903e8", "1000"),
    ("1a000f4240", "1000000"),
    ("1b000000e8d4a51000", "1000000000000"),
    ("1bffffffffffffffff", "18446744073709551615"),
    ("c249010000000000000000", "2(h'010000000000000000')"),
    ("3bffffffffffffffff", "-18446744073709551616"),
    ("c349010000000000000000", "3(h'010000000000000000')"),
    ("20", "-1"),
    ("29", "-10"),
    ("3863", "-100"),
    ("3903e7", "-1000"),
    // Floats: halves, singles, doubles.
    ("f90000", "0.0"),
    ("f98000", "-0.0"),
    ("f93c00", "1.0"),
    ("fb3ff199999999999a", "1.1"),
    ("f93e00", "1.5"),
    ("f97bff", "65504.0"),
    ("fa47c35000", "100000.0"),
    ("fa7f7fffff", "3.4028234663852886e38"),
    ("fb7e37e43c8800759c", "1e300"),
    ("f90001", "5.960464477539063e-8"),
    ("f90400", "6.103515625e-5"),
    ("f9c400", "-4.0"),
    ("fbc010666666666666", "-4.1"),
    ("f97c00", "Infinity"),
    ("f97e00", "NaN"),
    ("f9fc00", "-Infinity"),
    ("fa7f800000", "Infinity"),
    ("fa7fc00000", "NaN"),
    ("faff800000", "-Infinity"),
    ("fb7ff0000000000000", "Infinity"),
    ("fb7ff8000000000000", "NaN"),
    ("fbfff0000000000000", "-Infinity"),
    // Simple values.
    ("f4", "false"),
    ("f5", "true"),
    ("f6", "null"),
    ("f7", "undefined"),
    ("f0", "simple(16)"),
    ("f8ff", "simple(255)"),
    // Tags.
    ("c074323031332d30332d32315432303a30343a30305a", "0(\"2013-03-21T20:04:00Z\")"),
    ("c11a514b67b0", "1(1363896240)"),
    ("c1fb41d452d9ec200000", "1(1363896240.5)"),
    ("d74401020304", "23(h'01020304')"),
    ("d818456449455446", "24(h'6449455446')"),
    ("d82076687474703a2f2f7777772e6578616d706c652e636f6d", "32(\"http://www.example.com\")"),
    // Strings.
    ("40", "h''"),
    ("4401020304", "h'01020304'"),
    ("60", "\"\""),
    ("6161", "\"a\""),
    ("6449455446", "\"IETF\""),
    ("62225c", "\"\\\"\\\\\""),
    ("62c3bc", "\"\u{fc}\""),
    ("63e6b0b4", "\"\u{6c34}\""),
    ("64f0908591", "\"\u{10151}\""),
    // Arrays and maps.
    ("80", "[]"),
    ("83010203", "[1, 2, 3]"),
    ("8301820203820405", "[1, [2, 3], [4, 5]]"),
    (
        "98190102030405060708090a0b0c0d0e0f101112131415161718181819",
        "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]",
    ),
    ("a0", "{}"),
    ("a201020304", "{1: 2, 3: 4}"),
    ("a26161016162820203", "{\"a\": 1, \"b\": [2, 3]}"),
    ("826161a161626163", "[\"a\", {\"b\": \"c\"}]"),
    (
        "a56161614161626142616361436164614461656145",
        "{\"a\": \"A\", \"b\": \"B\", \"c\": \"C\", \"d\": \"D\", \"e\": \"E\"}",
    ),
    // Indefinite lengths.
    ("5f42010243030405ff", "h'0102030405'"),
    ("7f657374726561646d696e67ff", "\"streaming\""),
    ("9fff", "[]"),
    ("9f018202039f0405ffff", "[1, [2, 3], [4, 5]]"),
    ("9f01820203820405ff", "[1, [2, 3], [4, 5]]"),
    ("83018202039f0405ff", "[1, [2, 3], [4, 5]]"),
    ("83019f0203ff820405", "[1, [2, 3], [4, 5]]"),
    (
        "9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff",
        "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]",
    ),
    ("bf61610161629f0203ffff", "{\"a\": 1, \"b\": [2, 3]}"),
    ("826161bf61626163ff", "[\"a\", {\"b\": \"c\"}]"),
    ("bf6346756ef563416d7421ff", "{\"Fun\": true, \"Amt\": -2}"),
];

fn skipped(body: &[u8]) -> Result<(), ReadError> {
    let mut reader = Reader::new(body);
    reader.skip()?;
    reader.finish()
}

#[test]
fn every_example_is_read() {
    for (digits, notation) in EXAMPLES {
        let body = hex(digits);
        let value = Value::read(&body).unwrap_or_else(|error| panic!("{digits}: {error}"));
        assert_eq!(value.to_string(), *notation, "{digits}");
        assert_eq!(skipped(&body), Ok(()), "{digits}");
        for length in 0..body.len() {
            assert!(skipped(&body[..length]).is_err(), "{digits} cut off after {length} bytes");
        }
        assert!(skipped(&[&body[..], &[0]].concat()).is_err(), "{digits} with a byte more");
    }
}

#[test]
fn whole_numbers_of_the_examples_are_written_so() {
    for (digits, notation) in EXAMPLES {
        if let Ok(number) = notation.parse::<i64>() {
            assert_eq!(super::written(|writer| writer.long(&number)), *digits);
        }
    }
}

#[test]
fn bignums_of_the_examples_are_numbers() {
    for (digits, text) in [
        ("c249010000000000000000", "18446744073709551616"),
        ("c349010000000000000000", "-18446744073709551617"),
        ("1bffffffffffffffff", "18446744073709551615"),
        ("3bffffffffffffffff", "-18446744073709551616"),
    ] {
        let number = Reader::new(&hex(digits)).big_integer().unwrap();
        assert_eq!(number.as_str(), text);
        if digits.starts_with('c') {
            let mut writer = Writer::new();
            writer.big_integer(&text.parse::<BigInteger>().unwrap());
            assert_eq!(writer.finish().unwrap(), hex(digits));
        }
    }
}

#[test]
fn what_is_not_well_formed_is_refused() {
    for digits in [
        // The end comes too early in a head, a string, an array, a map, a tag.
        "",
        "18",
        "19",
        "1a",
        "1b",
        "1901",
        "1a0102",
        "1b01020304050607",
        "38",
        "58",
        "78",
        "98",
        "9a01ff00",
        "b8",
        "d8",
        "f8",
        "f900",
        "fa0000",
        "fb000000",
        "41",
        "61",
        "5affffffff00",
        "5bffffffffffffffff010203",
        "7affffffff00",
        "7b7fffffffffffffff010203",
        "81",
        "818181818181818181",
        "8200",
        "a1",
        "a20102",
        "a100",
        "a2000000",
        "c0",
        // The end comes before a break.
        "5f4100",
        "7f6100",
        "9f",
        "9f0102",
        "bf",
        "bf01020102",
        "819f",
        "9f8000",
        "9f9f9f9f9fffffffff",
        "9f819f819f9fffffff",
        // Reserved forms of heads.
        "1c",
        "1d",
        "1e",
        "3c",
        "3d",
        "3e",
        "5c",
        "5d",
        "5e",
        "7c",
        "7d",
        "7e",
        "9c",
        "9d",
        "9e",
        "bc",
        "bd",
        "be",
        "dc",
        "dd",
        "de",
        "fc",
        "fd",
        "fe",
        // Two bytes for a simple value that has one.
        "f800",
        "f801",
        "f818",
        "f81f",
        // Pieces of another kind, or of indefinite length themselves.
        "5f00ff",
        "5f21ff",
        "5f6100ff",
        "5f80ff",
        "5fa0ff",
        "5fc000ff",
        "5fe0ff",
        "7f4100ff",
        "5f5f4100ffff",
        "7f7f6100ffff",
        // A break where nothing is open, or where a value is missing.
        "ff",
        "81ff",
        "8200ff",
        "a1ff",
        "a1ff00",
        "a100ff",
        "a20000ff",
        "9f81ff",
        "9f829f819f9fffffffff",
        "bf00ff",
        "bf000000ff",
        "c1ff",
        // Indefinite lengths of what has none.
        "1f",
        "3f",
        "df",
        // Texts that are not UTF-8, and a character in two pieces.
        "61ff",
        "62c328",
        "7f61c361bcff",
    ] {
        assert!(skipped(&hex(digits)).is_err(), "{digits}");
        assert!(Value::read(&hex(digits)).is_err(), "{digits}");
    }
}
