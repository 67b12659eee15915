//! What the reader accepts for a member of each type, and how it says what it does not.

use std::borrow::Cow;
use std::collections::HashMap;

use super::hex;
use crate::codec::MAX_DEPTH;
use crate::codec::cbor::Reader;
use crate::codec::error::ReadError;
use crate::primitives::{BigDecimal, BigInteger, DateTime};

/// Reads all of the bytes as one value. They live as long as the test, so that a method is a `read` as it stands.
fn read<T>(digits: &str, read: fn(&mut Reader<'static>) -> Result<T, ReadError>) -> Result<T, ReadError> {
    let mut reader = Reader::new(hex(digits).leak());
    let value = read(&mut reader)?;
    reader.finish().map(|()| value)
}

/// The error's words.
fn fault<T: std::fmt::Debug>(digits: &str, with: fn(&mut Reader<'static>) -> Result<T, ReadError>) -> String {
    read(digits, with).expect_err(digits).to_string()
}

#[test]
fn texts_in_one_piece_are_borrowed() {
    assert!(matches!(Reader::new(b"\x61a").borrowed_text(), Ok(Cow::Borrowed("a"))));
    assert!(matches!(Reader::new(b"\x7f\x61a\x61b\xff").borrowed_text().as_deref(), Ok("ab")));
    for (digits, text) in [("60", ""), ("7fff", ""), ("7f60ff", ""), ("7801 61", "a"), ("d82061 61", "a")] {
        assert_eq!(read(digits, Reader::text).as_deref(), Ok(text), "{digits}");
    }
}

#[test]
fn other_things_than_texts_are_refused() {
    for digits in ["00", "4161", "80", "a0", "f6", "f93c00"] {
        assert!(read(digits, Reader::text).is_err(), "{digits}");
    }
    assert_eq!(fault("4161", Reader::text), "expected a text, found a byte string at byte 0");
    assert_eq!(fault("62c328", Reader::text), "expected a text, found bytes that are not UTF-8 at byte 0");
    assert_eq!(fault("7f61c361bcff", Reader::text), "expected a text, found bytes that are not UTF-8 at byte 2");
    assert_eq!(
        fault("7bffffffffffffffff", Reader::text),
        "expected a text, found a length greater than that of the body at byte 0"
    );
    assert_eq!(
        fault("7f00ff", Reader::text),
        "expected a piece of a text or byte string, found a whole number at byte 1"
    );
}

#[test]
fn bytes_are_byte_strings() {
    for (digits, bytes) in [("40", &[][..]), ("43010203", &[1, 2, 3]), ("5f4101420203ff", &[1, 2, 3]), ("5fff", &[])] {
        assert_eq!(read(digits, Reader::blob).unwrap().as_ref(), bytes, "{digits}");
    }
    // Base64 is no form of bytes here.
    for digits in ["6441414141", "83010203", "f6"] {
        assert!(read(digits, Reader::blob).is_err(), "{digits}");
    }
}

#[test]
fn booleans_are_not_numbers() {
    assert_eq!((read("f4", Reader::boolean), read("f5", Reader::boolean)), (Ok(false), Ok(true)));
    for digits in ["00", "01", "f6", "f7", "6474727565", "f814", "e0"] {
        assert!(read(digits, Reader::boolean).is_err(), "{digits}");
    }
}

#[test]
fn whole_numbers_end_at_the_ends_of_their_types() {
    assert_eq!((read("187f", Reader::byte), read("387f", Reader::byte)), (Ok(i8::MAX), Ok(i8::MIN)));
    assert_eq!((read("197fff", Reader::short), read("397fff", Reader::short)), (Ok(i16::MAX), Ok(i16::MIN)));
    assert_eq!(
        (read("1a7fffffff", Reader::integer), read("3a7fffffff", Reader::integer)),
        (Ok(i32::MAX), Ok(i32::MIN))
    );
    assert_eq!(read("1b7fffffffffffffff", Reader::long), Ok(i64::MAX));
    assert_eq!(read("3b7fffffffffffffff", Reader::long), Ok(i64::MIN));
    assert!(read("1880", Reader::byte).is_err() && read("3880", Reader::byte).is_err());
    assert!(read("198000", Reader::short).is_err() && read("398000", Reader::short).is_err());
    assert!(read("1a80000000", Reader::integer).is_err() && read("3a80000000", Reader::integer).is_err());
    assert!(read("1b8000000000000000", Reader::long).is_err() && read("3bffffffffffffffff", Reader::long).is_err());
    assert_eq!(
        fault("1880", Reader::byte),
        "expected a byte (a whole number of 8 bits), found a number out of its range at byte 0"
    );
}

#[test]
fn whole_numbers_may_be_longer_than_they_need() {
    for digits in
        ["01", "1801", "190001", "1a00000001", "1b0000000000000001", "c24101", "c2420001", "c25f4101ff", "d9ffff01"]
    {
        assert_eq!(read(digits, Reader::byte), Ok(1), "{digits}");
        assert_eq!(read(digits, Reader::long), Ok(1), "{digits}");
    }
    assert_eq!(read("c34100", Reader::long), Ok(-1));
    assert!(read("c249010000000000000000", Reader::long).is_err());
    assert!(read("c2581affffffffffffffffffffffffffffffffffffffffffffffffffff", Reader::long).is_err());
    // A float is none, and bytes without their tag are none.
    for digits in ["f93c00", "fb3ff0000000000000", "4101", "6131", "f5", "f6"] {
        assert!(read(digits, Reader::long).is_err(), "{digits}");
    }
}

#[test]
fn floats_have_any_width() {
    for (digits, value) in [
        ("f93e00", 1.5),
        ("fa3fc00000", 1.5),
        ("fb3ff8000000000000", 1.5),
        ("01", 1.0),
        ("20", -1.0),
        ("190100", 256.0),
        ("f90001", 2_f64.powi(-24)),
        ("f983ff", -1023.0 * 2_f64.powi(-24)),
        ("f90400", 2_f64.powi(-14)),
        ("f9fc00", f64::NEG_INFINITY),
        ("1bffffffffffffffff", 18_446_744_073_709_551_616.0),
        ("3bffffffffffffffff", -18_446_744_073_709_551_616.0),
    ] {
        assert_eq!(read(digits, Reader::double), Ok(value), "{digits}");
        assert_eq!(read(digits, Reader::float), Ok(value as f32), "{digits}");
    }
    for digits in ["f97e00", "f9fe01", "fa7fc00000", "fb7ff8000000000001"] {
        assert!(read(digits, Reader::double).unwrap().is_nan() && read(digits, Reader::float).unwrap().is_nan());
    }
    assert_eq!(read("f98000", Reader::double).map(f64::to_bits), Ok((-0.0_f64).to_bits()));
    assert_eq!(read("fb7ff0000000000000", Reader::float), Ok(f32::INFINITY));
    assert_eq!(
        fault("fb7e37e43c8800759c", Reader::float),
        "expected a float, found a number out of its range at byte 0"
    );
    // Texts, which JSON has in place of some floats, are none.
    for digits in ["634e614e", "f5", "f6", "c24101", "f8ff", "e0"] {
        assert!(read(digits, Reader::double).is_err(), "{digits}");
    }
}

#[test]
fn big_numbers_are_exact() {
    let whole = |digits| read(digits, Reader::big_integer).map(BigInteger::into_string);
    for (digits, text) in [
        ("00", "0"),
        ("20", "-1"),
        ("c240", "0"),
        ("c340", "-1"),
        ("c24101", "1"),
        ("c3420100", "-257"),
        ("c24d01000000000000000000000000", "79228162514264337593543950336"),
    ] {
        assert_eq!(whole(digits).as_deref(), Ok(text), "{digits}");
    }
    for digits in ["f93c00", "4101", "6131", "c482000a", "c280"] {
        assert!(whole(digits).is_err(), "{digits}");
    }
    let long = format!("c2590401{}", "ff".repeat(1025));
    assert_eq!(
        fault(&long, Reader::big_integer),
        "expected a whole number, found one of more than 8,192 bits at byte 1"
    );

    let decimal = |digits| read(digits, Reader::big_decimal).map(BigDecimal::into_string);
    for (digits, text) in [
        ("c48221196ab3", "273.15"),
        ("c482201832", "5.0"),
        ("c482 21 c249010000000000000000", "184467440737095516.16"),
        ("c482 00 c340", "-1"),
        ("c482 03 0c", "12e3"),
        ("c482 390fff 01", "1e-4096"),
        ("c482 3bffffffffffffffff 01", "1e-18446744073709551616"),
        ("c49f2001ff", "0.1"),
        ("0c", "12"),
        ("c34101", "-2"),
        ("fb3ff199999999999a", "1.1"),
        ("fa3f8ccccd", "1.1"),
        ("fa4e69ee0e", "981173120.0"),
        ("f93e00", "1.5"),
    ] {
        assert_eq!(decimal(digits).as_deref(), Ok(text), "{digits}");
    }
    for digits in [
        "822001",
        "c480",
        "c48120",
        "c483200102",
        "c482f93c0001",
        "c48220f93c00",
        "c4826131 01",
        "f97c00",
        "f97e00",
        "6131",
    ] {
        assert!(decimal(digits).is_err(), "{digits}");
    }
}

#[test]
fn points_in_time_are_seconds_whole_or_not() {
    for (digits, seconds, nanos) in [
        ("c100", 0, 0),
        ("c11a514b67b0", 1_363_896_240, 0),
        ("c1fb41d452d9ec200000", 1_363_896_240, 500_000_000),
        // 946845296.123, which no double is.
        ("c1fb41cc37db380fbe77", 946_845_296, 123_000_000),
        ("c13863", -100, 0),
        ("c1fbbfd0000000000000", -1, 750_000_000),
        ("c1f93e00", 1, 500_000_000),
        ("c1fa3f8ccccd", 1, 100_000_000),
        // A whole single has no fewer digits than it says.
        ("c1fa4e69ee0e", 981_173_120, 0),
        ("1a514b67b0", 1_363_896_240, 0),
        ("d9d9f7c101", 1, 0),
        ("c11b7fffffffffffffff", i64::MAX, 0),
    ] {
        let expected = Ok(DateTime::from_secs_and_nanos(seconds, nanos));
        assert_eq!(read(digits, Reader::epoch_seconds), expected, "{digits}");
        assert_eq!(read(digits, Reader::date_time), expected, "{digits}");
        assert_eq!(read(digits, Reader::http_date), expected, "{digits}");
    }
    for digits in [
        "c1f97e00",
        "c1f97c00",
        "c1fb7e37e43c8800759c",
        "c11b8000000000000000",
        "c1f6",
        "c1f4",
        "c16131",
        "c074323031332d30332d32315432303a30343a30305a",
    ] {
        assert!(read(digits, Reader::epoch_seconds).is_err(), "{digits}");
    }
}

#[test]
fn null_and_undefined_are_null() {
    for digits in ["f6", "f7", "c1f6", "d9d9f7c1f7"] {
        assert_eq!(read(digits, Reader::null), Ok(true), "{digits}");
        assert_eq!(read(digits, |reader| reader.optional(Reader::long)), Ok(None), "{digits}");
    }
    for digits in ["00", "c100", "f4", "f816", "80"] {
        assert_eq!(Reader::new(&hex(digits)).null(), Ok(false), "{digits}");
    }
    assert_eq!(read("c11864", |reader| reader.optional(Reader::epoch_seconds)), Ok(Some(DateTime::from_secs(100))));
    assert!(read("c1", Reader::null).is_err());
}

#[test]
fn null_in_lists_and_maps() {
    assert!(read("8201f6", |reader| reader.list(Reader::long)).is_err());
    assert_eq!(read("8201f6", |reader| reader.sparse_list(Reader::long)), Ok(vec![Some(1), None]));
    assert_eq!(read("9f01f7ff", |reader| reader.sparse_list(Reader::long)), Ok(vec![Some(1), None]));
    let dense: HashMap<String, i64> = read("a2616101 6162f6", |reader| reader.map(Reader::long)).unwrap();
    assert_eq!(dense, HashMap::from([("a".to_owned(), 1)]));
    let sparse: HashMap<String, Option<i64>> =
        read("bf6161016162f6ff", |reader| reader.sparse_map(Reader::long)).unwrap();
    assert_eq!(sparse, HashMap::from([("a".to_owned(), Some(1)), ("b".to_owned(), None)]));
}

#[test]
fn keys_are_texts() {
    let keys = |digits| {
        read(digits, |reader| {
            let mut keys = Vec::new();
            reader.begin_structure()?;
            while let Some(key) = reader.next_member()? {
                keys.push(key.into_owned());
                reader.skip()?;
            }
            Ok(keys)
        })
    };
    for digits in ["a26161 01 6162 a101f6", "bf7f6161ff01 d8206162 02ff", "d9d9f7a2 6161 80 6162 9fff"] {
        assert_eq!(keys(digits).unwrap(), ["a", "b"], "{digits}");
    }
    assert_eq!(keys("a10102").unwrap_err().to_string(), "expected a member's name, found a whole number at byte 1");
    for digits in ["a1416101", "bfff00", "bf6161ff", "80", "00", "f6", "a1", "a2616101"] {
        assert!(keys(digits).is_err(), "{digits}");
    }
}

#[test]
fn unions_have_one_member() {
    let union = |digits| read(digits, |reader| reader.union(&["a", "b"], |reader, row| reader.skip().map(|()| row)));
    assert_eq!(union("a1616101"), Ok(0));
    assert_eq!(union("a3 6161f6 665f5f74797065 6178 616201"), Ok(1));
    assert_eq!(union("a1616301"), Ok(2));
    for digits in ["a0", "a16161f6", "a1665f5f747970656178", "a2616101616202", "a2616101616302"] {
        assert!(union(digits).is_err(), "{digits}");
    }
    let own_type = |digits| read(digits, |reader| reader.union(&["__type"], |reader, _| reader.text()));
    assert_eq!(own_type("a1665f5f747970656178"), Ok("x".to_owned()));
}

#[test]
fn members_are_found_in_any_order() {
    let rows = |digits| {
        read(digits, |reader| {
            let mut rows = Vec::new();
            reader.members(&mut rows, &["a", "b"], |reader, rows: &mut Vec<usize>, row| {
                rows.push(row);
                reader.skip()
            })?;
            Ok(rows)
        })
    };
    assert_eq!(rows("a2 616101 616202"), Ok(vec![0, 1]));
    assert_eq!(rows("bf 616201 616102 ff"), Ok(vec![1, 0]));
    assert_eq!(rows("a3 616101 616302 616103"), Ok(vec![0, 2, 0]));
}

#[test]
fn lengths_are_not_believed() {
    for digits in [
        "9bffffffffffffffff",
        "9b1000000000000000",
        "9affffffff01",
        "bb7fffffffffffffff",
        "bbffffffffffffffff6161",
        "a26161",
    ] {
        let list = read(digits, |reader| reader.list(Reader::long)).map(drop);
        let map = read(digits, |reader| reader.map::<String, i64>(Reader::long)).map(drop);
        assert!(list.is_err() && map.is_err() && read(digits, Reader::skip).is_err(), "{digits}");
    }
    assert_eq!(
        fault("9b1000000000000000", |reader| reader.list(Reader::long)),
        "expected an array, found a length greater than that of the body at byte 0"
    );
    assert_eq!(
        fault("5b1000000000000000", Reader::blob),
        "expected a byte string, found a length greater than that of the body at byte 0"
    );
    // Where the bytes are there, room is taken as elements come.
    let body = [&hex("9a00100000")[..], &vec![0xf6; 0x10_0000]].concat();
    assert_eq!(Reader::new(&body).list(Reader::long).map(drop).unwrap_err().offset(), Some(5));
}

#[test]
fn depth_is_bounded() {
    for (open, close) in [("81", ""), ("9f", "ff"), ("a16161", ""), ("bf6161", "ff")] {
        let nested = |levels: usize| format!("{}00{}", open.repeat(levels), close.repeat(levels));
        assert_eq!(read(&nested(MAX_DEPTH), Reader::skip), Ok(()));
        assert!(fault(&nested(MAX_DEPTH + 1), Reader::skip).contains("at most 128 levels"));
        assert!(read(&nested(200_000), Reader::skip).is_err());
    }
    // A tag opens nothing: as many as the body holds are passed.
    let tags = format!("{}01", "c1".repeat(200_000));
    assert_eq!(read(&tags, Reader::skip), Ok(()));
    assert_eq!(read(&tags, Reader::long), Ok(1));
    assert_eq!(read(&tags, |reader| reader.optional(Reader::long)), Ok(Some(1)));
}

#[test]
fn errors_say_what_and_where() {
    for (digits, words) in [
        ("", "expected a map, found the end of the body at byte 0"),
        ("1c", "expected a map, found bytes that stand for nothing in CBOR at byte 0"),
        ("80", "expected a map, found an array at byte 0"),
        ("c1f93c00", "expected a map, found a float at byte 1"),
        ("f5", "expected a map, found a boolean at byte 0"),
        ("f6", "expected a map, found null at byte 0"),
        ("e0", "expected a map, found a simple value without a meaning at byte 0"),
        ("ff", "expected a map, found a break at byte 0"),
    ] {
        assert_eq!(fault(digits, Reader::begin_structure), words);
    }
    assert_eq!(fault("a0a0", |reader| reader.skip()), "expected the end of the body, found a map at byte 1");
    assert_eq!(
        fault("00", Reader::next_element),
        "expected a map or an array around it, found a whole number at byte 0"
    );
}

#[test]
fn a_text_is_read_and_anything_else_passed() {
    let texts = |digits| {
        read(digits, |reader| {
            let mut texts = Vec::new();
            reader.begin_list()?;
            while reader.next_element()? {
                texts.extend(reader.text_or_skip()?);
            }
            Ok(texts)
        })
    };
    assert_eq!(texts("88 6161 01 d8206162 c2f6 7f61636164ff 816165 4166 6167").unwrap(), ["a", "b", "cd", "g"]);
    assert!(texts("8161").is_err() && texts("81ff").is_err() && texts("8162c328").is_err());
}
