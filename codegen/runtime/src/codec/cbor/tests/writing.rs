//! What the writer writes for a member of each type.

use std::collections::HashMap;

use super::{hex, written};
use crate::codec::MAX_DEPTH;
use crate::codec::cbor::{Reader, Writer};
use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime};

#[test]
fn whole_numbers_have_their_shortest_form() {
    for (value, digits) in [
        (0, "00"),
        (23, "17"),
        (24, "1818"),
        (255, "18ff"),
        (256, "190100"),
        (65_535, "19ffff"),
        (65_536, "1a00010000"),
        (4_294_967_295, "1affffffff"),
        (4_294_967_296, "1b0000000100000000"),
        (i64::MAX, "1b7fffffffffffffff"),
        (-1, "20"),
        (-24, "37"),
        (-25, "3818"),
        (-256, "38ff"),
        (-257, "390100"),
        (-65_536, "39ffff"),
        (-65_537, "3a00010000"),
        (-4_294_967_296, "3affffffff"),
        (-4_294_967_297, "3b0000000100000000"),
        (i64::MIN, "3b7fffffffffffffff"),
    ] {
        assert_eq!(written(|writer| writer.long(&value)), digits, "{value}");
    }
    assert_eq!(written(|writer| writer.byte(&-128)), "387f");
    assert_eq!(written(|writer| writer.short(&-300)), "39012b");
    assert_eq!(written(|writer| writer.integer(&100_000)), "1a000186a0");
}

#[test]
fn floats_are_floats() {
    for (value, digits) in [
        (0.0, "fa00000000"),
        (-0.0, "fa80000000"),
        (1.5, "fa3fc00000"),
        (1.1, "fb3ff199999999999a"),
        (f64::from(f32::MAX), "fa7f7fffff"),
        (f64::MAX, "fb7fefffffffffffff"),
        (f64::INFINITY, "fa7f800000"),
        (f64::NEG_INFINITY, "faff800000"),
        (f64::NAN, "fa7fc00000"),
        (-f64::NAN, "fa7fc00000"),
    ] {
        assert_eq!(written(|writer| writer.double(&value)), digits, "{value}");
    }
    for (value, digits) in
        [(1.1, "fa3f8ccccd"), (f32::NAN, "fa7fc00000"), (f32::INFINITY, "fa7f800000"), (2.0, "fa40000000")]
    {
        assert_eq!(written(|writer| writer.float(&value)), digits, "{value}");
    }
}

#[test]
fn texts_bytes_booleans_and_null() {
    assert_eq!(written(|writer| writer.text("")), "60");
    assert_eq!(written(|writer| writer.text("\u{fc}\"")), "63c3bc22");
    assert_eq!(written(|writer| writer.text(&"a".repeat(300)))[..6], *"79012c");
    assert_eq!(written(|writer| writer.blob(&Blob::new([1, 255]))), "4201ff");
    assert_eq!(written(|writer| writer.blob(&Blob::new([]))), "40");
    assert_eq!(written(|writer| writer.boolean(&true)), "f5");
    assert_eq!(written(|writer| writer.boolean(&false)), "f4");
    assert_eq!(written(Writer::null), "f6");
}

#[test]
fn structures_end_where_their_members_do() {
    assert_eq!(
        written(|writer| {
            writer.begin_structure();
            writer.member("a", &1, Writer::integer);
            writer.optional("b", &None, Writer::boolean);
            writer.optional("c", &Some(true), Writer::boolean);
            writer.end_structure();
        }),
        "bf6161016163f5ff"
    );
    assert_eq!(
        written(|writer| {
            writer.begin_structure();
            writer.end_structure();
        }),
        "bfff"
    );
}

#[test]
fn lists_and_maps_say_their_length() {
    assert_eq!(written(|writer| writer.list(&[1, -1], Writer::integer)), "820120");
    assert_eq!(written(|writer| writer.list(&[], Writer::integer)), "80");
    assert_eq!(written(|writer| writer.sparse_list(&[Some(1), None], Writer::integer)), "8201f6");
    let map = HashMap::from([("b", 2), ("a", 1)]);
    assert_eq!(written(|writer| writer.map(&map, Writer::integer)), "a2616101616202");
    let map = HashMap::from([("b", None), ("a", Some(1))]);
    assert_eq!(written(|writer| writer.sparse_map(&map, Writer::integer)), "a26161016162f6");
    assert_eq!(written(|writer| writer.list(&[0; 24], Writer::integer))[..4], *"9818");
}

#[test]
fn points_in_time_have_milliseconds() {
    for (seconds, nanos, digits) in [
        (0, 0, "c100"),
        (1_363_896_240, 0, "c11a514b67b0"),
        (1_363_896_240, 500_000_000, "c1fb41d452d9ec200000"),
        (946_845_296, 123_000_000, "c1fb41cc37db380fbe77"),
        (946_845_296, 123_999_999, "c1fb41cc37db380fbe77"),
        (946_845_296, 999_999, "c11a386fb670"),
        (-1, 0, "c120"),
        (-1, 750_000_000, "c1fbbfd0000000000000"),
        (i64::MIN, 0, "c13b7fffffffffffffff"),
        (i64::MAX, 5_000_000, "c11b7fffffffffffffff"),
    ] {
        let time = DateTime::from_secs_and_nanos(seconds, nanos);
        for write in [Writer::epoch_seconds, Writer::date_time, Writer::http_date] {
            assert_eq!(written(|writer| write(writer, &time)), digits, "{time:?}");
        }
    }
}

#[test]
fn every_millisecond_comes_back() {
    let mut millis = 1_i64;
    while millis < 250_000_000_000_000 {
        for millis in [millis, -millis] {
            let time = DateTime::from_millis(millis);
            let body = hex(&written(|writer| writer.epoch_seconds(&time)));
            assert_eq!(Reader::new(&body).epoch_seconds(), Ok(time), "{millis}");
        }
        millis += millis / 97 + 1;
    }
}

#[test]
fn big_numbers_are_exact() {
    for (text, digits) in [
        ("0", "c240"),
        ("-0", "c240"),
        ("1", "c24101"),
        ("-1", "c340"),
        ("-257", "c3420100"),
        ("1e3", "c24203e8"),
        ("12.00", "c2410c"),
        ("18446744073709551616", "c249010000000000000000"),
        ("-18446744073709551617", "c349010000000000000000"),
    ] {
        let number: BigInteger = text.parse().unwrap();
        assert_eq!(written(|writer| writer.big_integer(&number)), digits, "{text}");
    }
    for (text, digits) in [
        ("273.15", "c48221196ab3"),
        ("-1.50", "c482213895"),
        ("12e3", "c482030c"),
        ("0", "c4820000"),
        ("-0.0", "c4822000"),
        ("184467440737095516.16", "c48221c249010000000000000000"),
        ("-184467440737095516.15", "c482213bfffffffffffffffe"),
        ("18446744073709551615", "c482001bffffffffffffffff"),
        ("1e-9223372036854775808", "c4823b7fffffffffffffff01"),
    ] {
        let number: BigDecimal = text.parse().unwrap();
        assert_eq!(written(|writer| writer.big_decimal(&number)), digits, "{text}");
    }
    let unwritable = [
        (|writer: &mut Writer| writer.big_integer(&"1e3000".parse().unwrap())) as fn(&mut Writer),
        |writer| writer.big_integer(&"1e99999999999999999999".parse().unwrap()),
        |writer| writer.big_decimal(&"1e99999999999999999999".parse().unwrap()),
        |writer| writer.big_decimal(&"7".repeat(3000).parse().unwrap()),
    ];
    for write in unwritable {
        let mut writer = Writer::new();
        write(&mut writer);
        assert!(writer.finish().unwrap_err().to_string().contains("8,192 bits"));
    }
}

#[test]
fn what_is_too_deep_is_a_failure() {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the form of a function for entries")]
    fn nest(writer: &mut Writer, levels: &usize) {
        if *levels > 0 {
            writer.list(&[levels - 1], nest);
        } else {
            writer.null();
        }
    }
    let depth = |levels: usize| {
        let mut writer = Writer::new();
        nest(&mut writer, &levels);
        writer.finish().map(drop)
    };
    assert!(depth(MAX_DEPTH).is_ok());
    assert!(depth(MAX_DEPTH + 1).is_err());
    assert!(depth(10_000_000).is_err());
}
