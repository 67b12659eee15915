//! What the writer puts out.

use std::collections::HashMap;

use crate::codec::json::Writer;
use crate::error::BuildError;
use crate::primitives::{Blob, DateTime, Document};

/// What `write` writes for `value`.
fn written<T: ?Sized>(value: &T, write: fn(&mut Writer, &T)) -> String {
    let mut writer = Writer::new();
    write(&mut writer, value);
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

#[test]
fn text_is_escaped() {
    assert_eq!(written("plain", Writer::text), r#""plain""#);
    assert_eq!(written("", Writer::text), r#""""#);
    assert_eq!(
        written("\"\\/\u{8}\u{c}\n\r\t\0\u{1f}\u{7f}", Writer::text),
        "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u{7f}\""
    );
    assert_eq!(written("h\u{e9}\n\u{1f600}", Writer::text), "\"h\u{e9}\\n\u{1f600}\"");
}

#[test]
fn numbers_are_short_and_exact() {
    assert_eq!(written(&i8::MIN, Writer::byte), "-128");
    assert_eq!(written(&i16::MAX, Writer::short), "32767");
    assert_eq!(written(&0, Writer::integer), "0");
    assert_eq!(written(&i64::MIN, Writer::long), "-9223372036854775808");
    assert_eq!(written(&0.1, Writer::double), "0.1");
    assert_eq!(written(&0.1, Writer::float), "0.1");
    assert_eq!(written(&1e300, Writer::double), "1e300");
    assert_eq!(written(&5e-324, Writer::double), "5e-324");
    assert_eq!(written(&-0.0, Writer::double), "-0.0");
    assert_eq!(written(&f64::NAN, Writer::double), r#""NaN""#);
    assert_eq!(written(&f32::INFINITY, Writer::float), r#""Infinity""#);
    assert_eq!(written(&f64::NEG_INFINITY, Writer::double), r#""-Infinity""#);
    assert_eq!(written(&"1.10".parse().unwrap(), Writer::big_decimal), "1.10");
    assert_eq!(written(&u128::MAX.into(), Writer::big_integer), u128::MAX.to_string());
}

#[test]
fn timestamps_have_fractions_only_where_needed() {
    for (seconds, nanos, text) in [
        (0, 0, "0"),
        (1_398_796_238, 0, "1398796238"),
        (1, 500_000_000, "1.5"),
        (1, 1, "1.000000001"),
        (-1, 0, "-1"),
        (-1, 750_000_000, "-0.25"),
        (-2, 1, "-1.999999999"),
        (i64::MIN, 0, "-9223372036854775808"),
    ] {
        assert_eq!(written(&DateTime::from_secs_and_nanos(seconds, nanos), Writer::epoch_seconds), text);
    }
    let time = DateTime::from_millis(482_196_050_520);
    assert_eq!(written(&time, Writer::date_time), r#""1985-04-12T23:20:50.52Z""#);
    assert_eq!(written(&time, Writer::http_date), r#""Fri, 12 Apr 1985 23:20:50 GMT""#);
}

#[test]
fn members_and_elements_are_separated() {
    let mut writer = Writer::new();
    writer.begin_structure();
    writer.optional("None", &None, Writer::text::<String>);
    writer.optional("Some", &Some("x".to_owned()), Writer::text);
    writer.member("Empty", &Vec::<i32>::new(), |writer, list| writer.list(list, Writer::integer));
    writer.member("Lists", &vec![vec![true], vec![], vec![false, true]], |writer, lists| {
        writer.list(lists, |writer, list| writer.list(list, Writer::boolean));
    });
    writer.member("Sparse", &[Some(1), None], |writer, list| writer.sparse_list(list, Writer::long));
    writer.member("Blob", &Blob::new("hi"), Writer::blob);
    writer.member("Q\"", &HashMap::from([("b", Some(1)), ("a", None)]), |writer, map| {
        writer.sparse_map(map, Writer::byte);
    });
    writer.member("Map", &HashMap::from([("b", 2), ("a", 1), ("c", 3)]), |writer, map| writer.map(map, Writer::byte));
    writer.member("None", &(), |writer, ()| {
        writer.begin_structure();
        writer.end_structure();
    });
    writer.end_structure();
    assert_eq!(
        String::from_utf8(writer.finish().unwrap()).unwrap(),
        r#"{"Some":"x","Empty":[],"Lists":[[true],[],[false,true]],"Sparse":[1,null],"Blob":"aGk=","Q\"":{"a":null,"b":1},"Map":{"a":1,"b":2,"c":3},"None":{}}"#
    );
}

#[test]
fn the_first_failure_is_kept() {
    let mut writer = Writer::new();
    writer.fail(BuildError::unknown_variant("First"));
    writer.fail(BuildError::unknown_variant("Second"));
    assert!(writer.finish().unwrap_err().to_string().contains("First"));

    let mut writer = Writer::new();
    writer.date_time(&DateTime::from_secs(i64::MAX));
    assert!(writer.finish().unwrap_err().to_string().contains("years 1 to 9999"));
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| {
        (0..depth).fold(Document::Null, |inner, level| match level % 2 {
            0 => Document::Array(vec![inner]),
            _ => Document::Object(HashMap::from([("a".to_owned(), inner)])),
        })
    };
    let finish = |depth| {
        let mut writer = Writer::new();
        writer.document(&nested(depth));
        writer.finish()
    };
    finish(128).unwrap();
    assert!(finish(129).unwrap_err().to_string().contains("128 levels"));
    assert!(finish(2000).is_err());
}
