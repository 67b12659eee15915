//! Each constraint, its words, and where it is told.

use super::{Constrained, MOST_VIOLATIONS, Patterns, violations};
use crate::codec::{cbor, json};

struct Leaf;
crate::constraints! { Leaf {
    "name" => required, text().length(2, 4);
    "next" => optional, structure::<Leaf>();
} }

struct Choice;
crate::constraints! { Choice {
    "text" => optional, text().length_to(3);
    "leaf" => optional, structure::<Leaf>();
} }

fn colors() -> &'static [&'static str] {
    &["red", "green"]
}

struct Everything;
crate::constraints! { Everything {
    "length" => optional, text().length(2, 8);
    "least" => optional, text().length_from(2);
    "most" => optional, text().length_to(2);
    "bytes" => optional, blob().length_to(3);
    "list" => optional, list(&text().length_to(1)).length(1, 2);
    "set" => optional, list(&any()).unique();
    "times" => optional, list(&date_time()).unique();
    "map" => optional, map(&text().pattern(&["^[a-z]+$"]), &whole().range_to("5")).length_to(2);
    "secrets" => optional, map(&text().sensitive(), &whole().range_to("5"));
    "range" => optional, whole().range("2", "8");
    "low" => optional, whole().range_from("2");
    "high" => optional, real().range_to("2.5");
    "pattern" => optional, text().pattern(&["^[a-m]+$"]);
    "split" => optional, text().translated("^(?!d-)[a-z-]+$", &["^[a-z-]+$"], &["^d-"]);
    "slow" => optional, text().pattern(&["^([0-9]+)+$"]);
    "color" => optional, one_of(colors);
    "number" => optional, one_of_numbers(&[1, 3]);
    "choice" => optional, union::<Choice>();
    "leaf" => optional, structure::<Leaf>();
} }

/// Path and words of what is wrong, the words that all have in common left out.
fn found(body: &str) -> Vec<(String, String)> {
    let found = violations(json::Reader::new(body.as_bytes()), Everything::constraints(), &Patterns::new()).unwrap();
    let words = |message: &str| {
        let (value, must) = message.split_once(" failed to satisfy constraint: Member must ").unwrap();
        let length = value.strip_prefix("Value with length ").map(|rest| rest.split_once(' ').unwrap().0);
        length.map_or_else(|| must.to_owned(), |length| format!("{must}; is {length}"))
    };
    found.iter().map(|one| (one.path.clone(), words(&one.message))).collect()
}

fn assert_found(body: &str, expected: &[(&str, &str)]) {
    let found = found(body);
    let found: Vec<(&str, &str)> = found.iter().map(|(path, words)| (path.as_str(), words.as_str())).collect();
    assert_eq!(found, expected, "{body}");
}

#[test]
fn lengths_are_of_characters_bytes_and_entries() {
    let between = "have length between 2 and 8, inclusive";
    assert_found(r#"{"length":"a"}"#, &[("/length", &format!("{between}; is 1"))]);
    assert_found(r#"{"length":"éééééééé"}"#, &[]);
    assert_found(r#"{"length":"😀"}"#, &[("/length", &format!("{between}; is 1"))]);
    assert_found(r#"{"least":""}"#, &[("/least", "have length greater than or equal to 2; is 0")]);
    assert_found(r#"{"most":"abc"}"#, &[("/most", "have length less than or equal to 2; is 3")]);
    assert_found(r#"{"bytes":"AAAA"}"#, &[]);
    assert_found(r#"{"bytes":"AAAAAA=="}"#, &[("/bytes", "have length less than or equal to 3; is 4")]);
    assert_found(r#"{"list":[]}"#, &[("/list", "have length between 1 and 2, inclusive; is 0")]);
    assert_found(r#"{"map":{"a":1,"b":1,"c":1}}"#, &[("/map", "have length less than or equal to 2; is 3")]);
}

#[test]
fn ranges_hold_their_bounds() {
    assert_found(r#"{"range":2,"low":2,"high":2.5}"#, &[]);
    assert_found(r#"{"range":8.0,"high":-1e300}"#, &[]);
    assert_found(r#"{"range":1}"#, &[("/range", "be between 2 and 8, inclusive")]);
    assert_found(r#"{"low":1}"#, &[("/low", "be greater than or equal to 2")]);
    assert_found(r#"{"high":2.6}"#, &[("/high", "be less than or equal to 2.5")]);
    assert_found(r#"{"high":"NaN"}"#, &[("/high", "be less than or equal to 2.5")]);
}

#[test]
fn patterns_are_those_of_the_model_and_take_time_in_proportion_to_the_text() {
    assert_found(r#"{"pattern":"abc","split":"ad-","slow":"123"}"#, &[]);
    assert_found(r#"{"pattern":"xyz"}"#, &[("/pattern", "satisfy regular expression pattern: ^[a-m]+$")]);
    assert_found(r#"{"split":"d-a"}"#, &[("/split", "satisfy regular expression pattern: ^(?!d-)[a-z-]+$")]);
    let slow = format!(r#"{{"slow":"{}!"}}"#, "0".repeat(100_000));
    assert_found(&slow, &[("/slow", "satisfy regular expression pattern: ^([0-9]+)+$")]);
}

#[test]
fn values_of_enums_are_told_in_the_order_of_the_model() {
    assert_found(r#"{"color":"red","number":3}"#, &[]);
    assert_found(r#"{"color":"blue"}"#, &[("/color", "satisfy enum value set: [red, green]")]);
    assert_found(r#"{"number":2}"#, &[("/number", "satisfy enum value set: [1, 3]")]);
}

#[test]
fn an_entry_twice_is_one_by_value() {
    assert_found(r#"{"set":[1,2,"1",{"a":1,"b":2},{"a":1}]}"#, &[]);
    for twice in [r"[1,1.0]", r#"[{"a":1,"b":2},{"b":2,"a":1}]"#, r#"[{"a":null},{}]"#, r#"["a","\u0061"]"#] {
        assert_found(&format!(r#"{{"set":{twice}}}"#), &[("/set", "have unique values")]);
    }
    let times = r#"{"times":["2020-01-01T00:00:00Z","2020-01-01T01:00:00+01:00"]}"#;
    assert_found(times, &[("/times", "have unique values")]);
}

#[test]
fn what_is_required_is_told_where_it_is_missing_or_null() {
    let missing = |path| (path, "not be null");
    assert_found(r#"{"leaf":{}}"#, &[missing("/leaf/name")]);
    assert_found(r#"{"leaf":{"name":null}}"#, &[missing("/leaf/name")]);
    assert_found(
        r#"{"leaf":{"name":"ab","next":{"next":{}}}}"#,
        &[missing("/leaf/next/next/name"), missing("/leaf/next/name")],
    );
    assert_found(r#"{"leaf":null}"#, &[]);
}

#[test]
fn a_place_is_told_as_a_pointer() {
    assert_found(r#"{"list":["a","bc"]}"#, &[("/list/1", "have length less than or equal to 1; is 2")]);
    assert_found(r#"{"map":{"a":9}}"#, &[("/map/a", "be less than or equal to 5")]);
    assert_found(r#"{"choice":{"text":"long"}}"#, &[("/choice/text", "have length less than or equal to 3; is 4")]);
    assert_found(r#"{"choice":{"leaf":{}}}"#, &[("/choice/leaf/name", "not be null")]);
    let key = "satisfy regular expression pattern: ^[a-z]+$";
    assert_found(r#"{"map":{"A/~":9}}"#, &[("/map", key), ("/map/A~1~0", "be less than or equal to 5")]);
}

#[test]
fn no_path_has_a_sensitive_key() {
    let place = format!("/secrets/{}", crate::sensitive::REDACTED.replace('/', "~1"));
    assert_found(r#"{"secrets":{"hunter2":9}}"#, &[(&place, "be less than or equal to 5")]);
}

#[test]
fn what_is_wrong_with_a_list_stands_before_what_is_wrong_in_it() {
    assert_found(
        r#"{"list":["ab","","c"]}"#,
        &[
            ("/list", "have length between 1 and 2, inclusive; is 3"),
            ("/list/0", "have length less than or equal to 1; is 2"),
        ],
    );
}

#[test]
fn one_is_an_error_and_several_are_errors() {
    let said = |body: &str| {
        violations(json::Reader::new(body.as_bytes()), Everything::constraints(), &Patterns::new()).unwrap().to_string()
    };
    assert_eq!(
        said(r#"{"least":""}"#),
        "1 validation error detected. Value with length 0 at '/least' failed to satisfy constraint: Member must have \
         length greater than or equal to 2"
    );
    assert_eq!(
        said(r#"{"low":1,"leaf":{}}"#),
        "2 validation errors detected. Value at '/low' failed to satisfy constraint: Member must be greater than or equal \
         to 2; Value at '/leaf/name' failed to satisfy constraint: Member must not be null"
    );
}

#[test]
fn no_more_than_a_hundred_are_told() {
    let body = format!(r#"{{"list":[{}]}}"#, vec![r#""ab""#; 1000].join(","));
    assert_eq!(found(&body).len(), MOST_VIOLATIONS);
}

#[test]
fn bodies_of_cbor_break_the_same_rules() {
    let mut writer = cbor::Writer::new();
    writer.begin_structure();
    writer.member("length", &"a", cbor::Writer::text);
    writer.member("set", &vec![vec![1], vec![1]], |writer, list| {
        writer.list(list, |writer, inner| writer.list(inner, cbor::Writer::integer));
    });
    writer.member("range", &9, cbor::Writer::integer);
    writer.end_structure();
    let body = writer.finish().unwrap();
    let found = violations(cbor::Reader::new(&body), Everything::constraints(), &Patterns::new()).unwrap();
    let paths: Vec<&str> = found.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(paths, ["/length", "/set", "/range"]);
}
