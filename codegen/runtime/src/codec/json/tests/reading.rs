//! What the reader accepts, and how it says what it does not.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::codec::ReadError;
use crate::codec::json::{Kind, MAX_DEPTH, Reader};
use crate::primitives::{Blob, DateTime, Document, Number};

/// Reads all of `input` as one value.
fn read<'a, T>(
    input: &'a (impl AsRef<[u8]> + ?Sized),
    read: fn(&mut Reader<'a>) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let mut reader = Reader::new(input.as_ref());
    let value = read(&mut reader)?;
    reader.finish().map(|()| value)
}

/// The error's words for `input`.
fn fault<'a, T: std::fmt::Debug>(input: &'a str, with: fn(&mut Reader<'a>) -> Result<T, ReadError>) -> String {
    read(input, with).expect_err(input).to_string()
}

#[test]
fn text_with_every_escape() {
    assert_eq!(read(r#" "plain" "#, Reader::text).unwrap(), "plain");
    assert_eq!(read(r#""\"\\\/\b\f\n\r\t\u0041""#, Reader::text).unwrap(), "\"\\/\u{8}\u{c}\n\r\tA");
    assert_eq!(read(r#""a\ud83D\uDe00b""#, Reader::text).unwrap(), "a\u{1f600}b");
    assert_eq!(read("\"h\u{e9}llo \u{1f600}\u{7f}\"", Reader::text).unwrap(), "h\u{e9}llo \u{1f600}\u{7f}");
    assert_eq!(read(r#""\u0000""#, Reader::text).unwrap(), "\0");
    for length in 0..40 {
        let plain = "x".repeat(length);
        assert_eq!(read(&format!("\"{plain}\""), Reader::text).unwrap(), plain);
        assert_eq!(read(&format!("\"{plain}\\n{plain}\""), Reader::text).unwrap(), format!("{plain}\n{plain}"));
        assert!(read(&format!("\"{plain}\u{1f}{plain}\""), Reader::text).is_err());
        assert!(read(&format!("\"{plain}"), Reader::text).is_err());
    }
}

#[test]
fn text_is_borrowed_where_it_can_be() {
    assert!(matches!(read(r#""plain""#, Reader::borrowed_text), Ok(Cow::Borrowed("plain"))));
    assert!(matches!(read(r#""\n""#, Reader::borrowed_text), Ok(Cow::Owned(_))));
}

#[test]
fn bad_text_is_refused() {
    for bad in [
        r#"""#,
        r#""a"#,
        r#""\"#,
        r#""\x""#,
        r#""\u12""#,
        r#""\u12g4""#,
        r#""\ud800""#,
        r#""\ud800a""#,
        r#""\ud800\n""#,
        r#""\ud800\u0041""#,
        r#""\udc00""#,
        "\"a\nb\"",
        "'a'",
        r#""a" "b""#,
    ] {
        assert!(read(bad, Reader::text).is_err(), "{bad}");
        assert!(read(bad, Reader::skip).is_err(), "{bad}");
    }
}

#[test]
fn bytes_that_are_not_utf8_are_refused_where_they_stand() {
    for bad in [b"\"a\xff\"".as_slice(), b"\"\xed\xa0\x80\"", b"\"\xc0\xaf\"", b"1\xff", b"\xff", b"{}\x80"] {
        let error = read(bad, Reader::skip).unwrap_err();
        assert!(error.to_string().contains("bytes that are not UTF-8"), "{error}");
    }
    let mut reader = Reader::new(b"[1, \xff");
    reader.begin_list().unwrap();
    assert!(reader.next_element().unwrap());
    assert_eq!(reader.integer().unwrap(), 1);
}

#[test]
fn integers_may_be_written_as_any_whole_number() {
    for (text, value) in [("0", 0), ("-0", 0), ("1.0", 1), ("1e2", 100), ("1.5E+1", 15), ("-120e-1", -12), ("0e9", 0)] {
        assert_eq!(read(text, Reader::byte).unwrap(), value, "{text}");
        assert_eq!(read(text, Reader::long).unwrap(), i64::from(value), "{text}");
    }
    assert_eq!(read("-128", Reader::byte).unwrap(), i8::MIN);
    assert_eq!(read("32767", Reader::short).unwrap(), i16::MAX);
    assert_eq!(read("-2147483648", Reader::integer).unwrap(), i32::MIN);
    assert_eq!(read("9223372036854775807", Reader::long).unwrap(), i64::MAX);
    assert_eq!(read("-9223372036854775808", Reader::long).unwrap(), i64::MIN);
    assert_eq!(read("9.223372036854775807e18", Reader::long).unwrap(), i64::MAX);
}

#[test]
fn integers_with_fractions_or_out_of_range_are_refused() {
    assert_eq!(
        fault(" 1.5", Reader::integer),
        "expected an integer (a whole number of 32 bits), found a number that is not whole at byte 1"
    );
    assert_eq!(
        fault("2147483648", Reader::integer),
        "expected an integer (a whole number of 32 bits), found a number out of its range at byte 0"
    );
    for bad in ["128", "-129", "1e3", "1e999999999", "12345678901234567890123", "\"1\"", "true", "null", "[]", ""] {
        assert!(read(bad, Reader::byte).is_err(), "{bad}");
    }
    assert!(read("9223372036854775808", Reader::long).is_err());
}

#[test]
fn numbers_follow_the_grammar() {
    for bad in
        ["01", "-01", "00", "+1", ".5", "1.", "1.e1", "1e", "1e+", "-", "--1", "0x1", "1_000", "1a", "NaN", "1.2.3"]
    {
        assert!(read(bad, Reader::long).is_err(), "{bad}");
        assert!(read(bad, Reader::double).is_err(), "{bad}");
        assert!(read(bad, Reader::skip).is_err(), "{bad}");
        assert!(read(bad, Reader::document).is_err(), "{bad}");
        assert!(read(bad, Reader::big_decimal).is_err(), "{bad}");
        assert!(read(bad, Reader::epoch_seconds).is_err(), "{bad}");
    }
}

#[test]
fn floats_are_numbers_or_three_texts() {
    assert_eq!(read("1.5", Reader::float).unwrap(), 1.5);
    assert_eq!(read("-1e-400", Reader::double).unwrap(), 0.0);
    assert_eq!(read("1", Reader::double).unwrap(), 1.0);
    assert!(read("\"NaN\"", Reader::double).unwrap().is_nan());
    assert_eq!(read("\"Infinity\"", Reader::float).unwrap(), f32::INFINITY);
    assert_eq!(read("\"-Infinity\"", Reader::double).unwrap(), f64::NEG_INFINITY);
    for bad in ["\"nan\"", "\"1.5\"", "\"\"", "\"+Infinity\"", "NaN", "Infinity", "1e400", "null"] {
        assert!(read(bad, Reader::double).is_err(), "{bad}");
        assert!(read(bad, Reader::float).is_err(), "{bad}");
    }
    assert!(read("1e39", Reader::float).is_err());
}

#[test]
fn big_numbers_keep_their_text() {
    let digits = "-123456789012345678901234567890123456789012345678901234567890";
    assert_eq!(read(digits, Reader::big_integer).unwrap().as_str(), digits);
    assert_eq!(read("1.10e-400", Reader::big_decimal).unwrap().as_str(), "1.10e-400");
    assert!(read("1.1", Reader::big_integer).is_err());
    assert!(read("\"1\"", Reader::big_integer).is_err());
}

#[test]
fn booleans_and_nulls_are_exact() {
    assert!(read("true", Reader::boolean).unwrap());
    assert!(!read(" false ", Reader::boolean).unwrap());
    for bad in ["tru", "True", "truee", "falsey", "nul", "1", "\"true\"", ""] {
        assert!(read(bad, Reader::boolean).is_err(), "{bad}");
        assert!(bad == "1" || bad == "\"true\"" || read(bad, Reader::skip).is_err(), "{bad}");
    }
}

#[test]
fn blobs_are_base64() {
    assert_eq!(read("\"aGk=\"", Reader::blob).unwrap(), Blob::new("hi"));
    assert_eq!(read("\"\"", Reader::blob).unwrap(), Blob::default());
    assert_eq!(read(r#""aGk\u003d""#, Reader::blob).unwrap(), Blob::new("hi"));
    assert_eq!(fault("\"aGk\"", Reader::blob), "expected bytes in base64, found another text at byte 0");
}

#[test]
fn timestamps_have_three_forms() {
    let half = DateTime::from_secs_and_nanos(1_398_796_238, 500_000_000);
    assert_eq!(read("1398796238.5", Reader::epoch_seconds).unwrap(), half);
    assert_eq!(read("1.3987962385e9", Reader::epoch_seconds).unwrap(), half);
    assert_eq!(read("-0.25", Reader::epoch_seconds).unwrap(), DateTime::from_millis(-250));
    assert_eq!(read("\"2014-04-29T20:30:38.5+02:00\"", Reader::date_time).unwrap(), half);
    assert_eq!(read("\"Tue, 29 Apr 2014 18:30:38.500 GMT\"", Reader::http_date).unwrap(), half);
    assert!(read("\"1398796238\"", Reader::epoch_seconds).is_err());
    assert!(read("1398796238", Reader::date_time).is_err());
    assert!(read("1e30", Reader::epoch_seconds).is_err());
}

#[test]
fn nulls_in_lists_and_maps() {
    assert_eq!(read("[1, 2]", |reader| reader.list(Reader::integer)).unwrap(), [1, 2]);
    assert_eq!(read(" [ ] ", |reader| reader.list(Reader::integer)).unwrap(), [0_i32; 0]);
    assert!(read("[1, null]", |reader| reader.list(Reader::integer)).is_err());
    assert_eq!(read("[1, null]", |reader| reader.sparse_list(Reader::integer)).unwrap(), [Some(1), None]);
    let dense: HashMap<String, i32> = read(r#"{"a":1,"b":null}"#, |reader| reader.map(Reader::integer)).unwrap();
    assert_eq!(dense, HashMap::from([("a".to_owned(), 1)]));
    let sparse: HashMap<String, Option<i32>> =
        read(r#"{"a":1,"b":null}"#, |reader| reader.sparse_map(Reader::integer)).unwrap();
    assert_eq!(sparse, HashMap::from([("a".to_owned(), Some(1)), ("b".to_owned(), None)]));
    assert_eq!(read("null", |reader| reader.optional(Reader::text)).unwrap(), None);
    assert_eq!(read("[[\"a\"]]", |reader| reader.list(|reader| reader.list(Reader::text))).unwrap(), [["a"]]);
}

/// Reads an object's member `a`, and passes the others.
fn member_a(reader: &mut Reader<'_>) -> Result<Option<i32>, ReadError> {
    let mut found = None;
    reader.begin_structure()?;
    while let Some(key) = reader.next_member()? {
        match &*key {
            "a" => found = reader.optional(Reader::integer)?,
            _ => reader.skip()?,
        }
    }
    Ok(found)
}

#[test]
fn objects_pass_what_is_not_known() {
    assert_eq!(read("{}", member_a).unwrap(), None);
    assert_eq!(read(r#"{"a":1}"#, member_a).unwrap(), Some(1));
    assert_eq!(read(r#"{"a":null}"#, member_a).unwrap(), None);
    assert_eq!(
        read(r#"{"x":{"a":[2,{"y":"\n"}]},"\u0061" : 1 , "z":[true,false,null,-1.5e3,""]}"#, member_a),
        Ok(Some(1))
    );
    for bad in [
        "",
        "{",
        "}",
        "{,}",
        r#"{"a"}"#,
        r#"{"a":}"#,
        r#"{"a":1,}"#,
        r#"{"a":1"#,
        r#"{"a" 1}"#,
        r#"{"a":1 "b":2}"#,
        r"{a:1}",
        r#"{"a":1}}"#,
        r#"{"a":1]"#,
        "[]",
        "null",
        r#"{"b":[1,]}"#,
        r#"{"b":[,1]}"#,
        r#"{"b":[1 2]}"#,
        r#"{"b":{"c":}}"#,
        r#"{"b":tru}"#,
        r#"{"a":1} x"#,
    ] {
        assert!(read(bad, member_a).is_err(), "{bad}");
        assert!(matches!(bad, "[]" | "null") || read(bad, Reader::document).is_err(), "{bad}");
    }
}

/// Reads a union of a text `s`, a number `n` and what is unknown (`None`).
fn union(reader: &mut Reader<'_>) -> Result<Option<String>, ReadError> {
    reader.union(&["s", "n"], |reader, row| {
        Ok(match row {
            0 => Some(reader.text()?),
            1 => Some(reader.integer()?.to_string()),
            _ => {
                reader.skip()?;
                None
            }
        })
    })
}

#[test]
fn unions_have_one_member_that_is_not_null() {
    assert_eq!(read(r#"{"s":"x"}"#, union).unwrap().as_deref(), Some("x"));
    assert_eq!(read(r#"{"s":null,"n":1,"other":null}"#, union).unwrap().as_deref(), Some("1"));
    assert_eq!(read(r#"{"__type":"a#B","s":"x","__type":{}}"#, union).unwrap().as_deref(), Some("x"));
    assert_eq!(read(r#"{"new":[1,{}]}"#, union).unwrap(), None);
    for bad in ["{}", r#"{"s":null}"#, r#"{"__type":"x"}"#, r#"{"s":"x","n":1}"#, r#"{"s":"x","new":1}"#, "null"] {
        assert!(read(bad, union).is_err(), "{bad}");
    }
}

#[test]
fn a_union_may_have_a_member_named_as_the_type_tag() {
    let read_type = |body| read(body, |reader| reader.union(&["__type"], |reader, _| reader.text()));
    assert_eq!(read_type(r#"{"a":null,"__type":"x"}"#).unwrap(), "x");
    assert!(read_type(r#"{"__type":"x","__type":"y"}"#).is_err());
    assert!(read_type(r#"{"__type":null}"#).is_err());
}

/// The members of an object whose names `A`, `B` and `C` are known, as they come: each its place, and `3` for others.
fn rows(body: &str) -> Result<Vec<(usize, i32)>, ReadError> {
    read(body, |reader| {
        let mut rows = Vec::new();
        reader.members(&mut rows, &["A", "B", "C"], |reader, rows, row| {
            rows.push((row, reader.integer()?));
            Ok(())
        })?;
        Ok(rows)
    })
}

#[test]
fn members_are_found_in_any_order_and_form() {
    for (body, expected) in [
        ("{}", &[][..]),
        (r#"{"A":1,"B":2,"C":3}"#, &[(0, 1), (1, 2), (2, 3)]),
        (r#"{"C":1,"A":2,"B":3}"#, &[(2, 1), (0, 2), (1, 3)]),
        (r#"{"A":1,"C":2}"#, &[(0, 1), (2, 2)]),
        (r#"{"A":1,"A":2,"x":3,"B":4}"#, &[(0, 1), (0, 2), (3, 3), (1, 4)]),
        (r#"{ "A" :1 , "B": 2,"C" :3 }"#, &[(0, 1), (1, 2), (2, 3)]),
        (r#"{"\u0041":1,"\u0042":2}"#, &[(0, 1), (1, 2)]),
        (r#"{"AA":1,"":2,"a":3}"#, &[(3, 1), (3, 2), (3, 3)]),
    ] {
        assert_eq!(rows(body).as_deref(), Ok(expected), "{body}");
    }
    // What the expected name precedes is checked as for any other.
    for (bad, message) in [
        (r#"{,"A":1}"#, "expected a member's name or `}`, found `,` at byte 1"),
        (r#"{"A":1"B":2}"#, "expected `,` or `}`, found a text at byte 6"),
        (r#"{"A":1,,"B":2}"#, "expected a member's name, found `,` at byte 7"),
        (r#"{"A"1}"#, "expected `:`, found a number at byte 4"),
        (r#"{"A"#, "expected a character or the end of a text, found the end of the body at byte 3"),
        (r#"{"A":1,}"#, "expected a member's name, found `}` at byte 7"),
    ] {
        assert_eq!(rows(bad).unwrap_err().to_string(), message, "{bad}");
    }
}

#[test]
fn room_for_what_is_expected_is_bounded() {
    // A long list, then many short ones: none gets more room than a short list is given.
    let body = format!("[[{}1],{}[1]]", "1,".repeat(5_000), "[1],".repeat(100));
    let lists = read(&body, |reader| reader.list(|reader| reader.list(Reader::integer))).unwrap();
    assert_eq!(lists.len(), 102);
    for list in &lists[1..] {
        assert!(list.capacity() <= 32, "{}", list.capacity());
    }
    // The one guess from the size of a body.
    let body = format!(r#"{{"a":[1],"b":"{}"}}"#, " ".repeat(1_000_000));
    let list = read(&body, |reader| {
        let mut list = Vec::new();
        reader.members(&mut list, &["a"], |reader, list, row| {
            if row == 0 {
                *list = reader.list(Reader::integer)?;
                return Ok(());
            }
            reader.skip()
        })?;
        Ok(list)
    });
    assert!(list.unwrap().capacity() <= 1024);
}

#[test]
fn documents_are_any_value() {
    let document = read(r#"{"a":[0,-1,1.5,18446744073709551616,"t",true,null],"a":{}}"#, Reader::document).unwrap();
    assert_eq!(document, Document::Object(HashMap::from([("a".to_owned(), Document::Object(HashMap::new()))])));
    for (text, number) in [
        ("18446744073709551615", Number::PosInt(u64::MAX)),
        ("-9223372036854775808", Number::NegInt(i64::MIN)),
        ("-9223372036854775809", Number::Float(-9_223_372_036_854_775_809.0)),
        ("1.0", Number::Float(1.0)),
        ("-0", Number::Float(-0.0)),
    ] {
        assert_eq!(read(text, Reader::document).unwrap(), Document::Number(number));
    }
    assert!(read("1e400", Reader::document).is_err());
}

#[test]
fn depth_is_bounded() {
    for (open, close) in [("[", "]"), (r#"{"a":"#, "}")] {
        let nested = |depth: usize| format!("{}0{}", open.repeat(depth), close.repeat(depth));
        assert!(read(&nested(MAX_DEPTH), Reader::document).is_ok());
        assert!(read(&nested(MAX_DEPTH), Reader::skip).is_ok());
        for body in [nested(MAX_DEPTH + 1), open.repeat(100_000)] {
            assert!(read(&body, Reader::document).unwrap_err().to_string().contains("128 levels"));
            assert!(read(&body, Reader::skip).unwrap_err().to_string().contains("128 levels"));
        }
    }
    let wide = format!("[{}0]", "[],".repeat(1000));
    read(&wide, Reader::skip).unwrap();
}

#[test]
fn errors_say_what_was_found_without_repeating_it() {
    assert_eq!(fault(" {}", Reader::text), "expected a text, found an object at byte 1");
    assert_eq!(fault("", Reader::text), "expected a text, found the end of the body at byte 0");
    assert_eq!(
        fault("[1", |reader| reader.list(Reader::byte)),
        "expected `,` or `]`, found the end of the body at byte 2"
    );
    assert_eq!(fault("{} {}", Reader::skip), "expected the end of the body, found an object at byte 3");
    assert_eq!(read("\"secret", Reader::text).unwrap_err().offset(), Some(7));
    assert_eq!(
        fault("\"secret", Reader::text),
        "expected a character or the end of a text, found the end of the body at byte 7"
    );
    assert_eq!(
        fault("nothing", |reader| reader.optional(Reader::text)),
        "expected a value, found an unfinished or unknown word at byte 0"
    );
}

#[test]
fn kinds_are_told_without_reading() {
    for (text, kind) in [
        (" {", Kind::Object),
        ("[", Kind::Array),
        ("\"", Kind::Text),
        ("-", Kind::Number),
        ("0", Kind::Number),
        ("t", Kind::Boolean),
        ("f", Kind::Boolean),
        ("n", Kind::Null),
        ("", Kind::NoValue),
        ("]", Kind::NoValue),
    ] {
        assert_eq!(Reader::new(text.as_bytes()).kind(), kind, "{text}");
    }
}

#[test]
fn white_space_is_that_of_json_alone() {
    assert_eq!(read("\t\r\n [ 1 ,\n2 ] ", |reader| reader.list(Reader::byte)).unwrap(), [1, 2]);
    for bad in ["\u{a0}1", "\u{feff}1", "\u{b}1", "1\u{c}", "1 /* */"] {
        assert!(read(bad, Reader::skip).is_err());
    }
}
