//! The tables of wire functions: `write_shape!`, `read_shape!`, `write_union!`, `read_union!`.

use std::collections::HashMap;

use tinsmith_runtime::codec::{ReadError, ReadShape, WriteShape};
use tinsmith_runtime::error::BuildError;

use crate::hostile;
use crate::primitives::{Blob, DateTime, Document};
use crate::types::{AttributeValue, Credential, Diagnosis, EntityState, Plain, PlainMarker, Typed, User};
use crate::wire::{Reader, Writer};

fn write(value: &impl WriteShape<Writer>) -> Result<String, BuildError> {
    let mut writer = Writer::new();
    writer.shape(value);
    writer.finish().map(|bytes| String::from_utf8(bytes).unwrap())
}

fn read<'a, T: ReadShape<Reader<'a>>>(text: &'a str) -> Result<T, ReadError> {
    let mut reader = Reader::new(text.as_bytes());
    let value = reader.shape()?;
    reader.finish().map(|()| value)
}

/// Writes and reads the value, which has to give the text and the value again.
fn there_and_back<T: WriteShape<Writer> + for<'a> ReadShape<Reader<'a>> + PartialEq + std::fmt::Debug>(
    value: &T,
    text: &str,
) {
    assert_eq!(write(value).unwrap(), text);
    assert_eq!(&read::<T>(text).unwrap(), value, "{text}");
}

/// A user with the zero value where a member is required.
fn nobody() -> User {
    User::builder().name("").build().unwrap()
}

#[test]
fn optional_members_are_written_if_set_and_all_others_always() {
    let user = User::builder().name("ann").build().unwrap();
    there_and_back(&user, r#"{"Name":"ann","Retries":3,"Friends":[],"Kind":"ENABLED","Photo":"","Pin":0,"Doc":{}}"#);
}

#[test]
fn every_kind_of_member_goes_there_and_back() {
    let user = User::builder()
        .id("\"1\"")
        .state(EntityState::from("ODD"))
        .r#type("person")
        .tags("a")
        .tags("b")
        .not(nobody())
        .name("ann")
        .retries(-1)
        .password("hunter2")
        .attributes("b", AttributeValue::Null(true))
        .attributes("a", AttributeValue::Nothing)
        .friends(nobody())
        .kind(EntityState::Disabled)
        .photo(Blob::new("hi"))
        .pin(7)
        .made(DateTime::from_millis(1_500))
        .holes(None)
        .holes(Some(1))
        .diagnosis(Diagnosis::Well)
        .doc(Document::Null)
        .build()
        .unwrap();
    let zero = r#"{"Name":"","Retries":3,"Friends":[],"Kind":"ENABLED","Photo":"","Pin":0,"Doc":{}}"#;
    let text = [
        r#"{"Id":"\"1\"","State":"ODD","Type":"person","Tags":["a","b"],"Not":"#,
        zero,
        r#","Name":"ann","Retries":-1,"Password":"hunter2","Attributes":{"a":{"Nothing":{}},"b":{"Null":true}},"Friends":["#,
        zero,
        r#"],"Kind":"DISABLED","Photo":"aGk=","Pin":7,"Made":1.5,"Holes":[null,1],"Diagnosis":"WELL","Doc":null}"#,
    ]
    .concat();
    assert_eq!(write(&user).unwrap(), text);
    let back = read::<User>(&text).unwrap();
    assert_eq!(back.doc(), &Document::from(HashMap::<String, bool>::new()), "null leaves a member unset");
    assert_eq!(User { doc: Document::Null, ..back }, user);
}

#[test]
fn boxes_are_written_and_read_as_what_they_hold() {
    let inner = AttributeValue::SelfValue(Box::new(AttributeValue::S("x".to_owned())));
    let plain = Plain::builder()
        .boxed(inner.clone())
        .texts("t")
        .map(EntityState::Disabled, User::builder().name("ann").build().unwrap())
        .text_map("k", "v")
        .build()
        .unwrap();
    let text = r#"{"Boxed":{"Self":{"S":"x"}},"Texts":["t"],"Map":{"DISABLED":{"Name":"ann","Retries":3,"Friends":[],"Kind":"ENABLED","Photo":"","Pin":0,"Doc":{}}},"TextMap":{"k":"v"}}"#;
    there_and_back(&plain, text);
    there_and_back(&Box::new(inner), r#"{"Self":{"S":"x"}}"#);
    assert_eq!(read::<Plain>("{}").unwrap().boxed(), &AttributeValue::Unknown, "the zero value of a union");
}

#[test]
fn what_is_not_known_is_skipped_and_null_is_as_good_as_absent() {
    let expected = User::builder().name("ann").build().unwrap();
    for text in [
        r#"{"Name":"ann"}"#,
        r#"{"New":{"a":[1,{"b":null}]},"Name":"ann","name":3,"__type":"x"}"#,
        r#"{"Id":null,"Not":null,"Tags":null,"Name":"ann","Retries":null,"Attributes":null,"Kind":null}"#,
        r#" { "\u004eame" : "ann" } "#,
    ] {
        assert_eq!(read::<User>(text).unwrap(), expected, "{text}");
    }
    assert_eq!(read::<User>("{}").unwrap(), nobody());
    assert_eq!(read::<User>(r#"{"Name":"bob","Name":"ann"}"#).unwrap(), expected, "the last one counts");
    for broken in ["", "null", "[]", "\"x\"", "{", r#"{"Name":1}"#, r#"{"Not":[]}"#, r#"{"Tags":[null]}"#, "{}{}"] {
        assert!(read::<User>(broken).is_err(), "{broken}");
    }
}

#[test]
fn a_structure_without_rows_is_an_empty_object() {
    there_and_back(&PlainMarker {}, "{}");
    assert_eq!(read::<PlainMarker>(r#"{"a":[{}],"b":null}"#).unwrap(), PlainMarker {});
    for broken in ["", "null", "[]", "{", r#"{"a"}"#, r#"{"a":}"#, "{} {}"] {
        assert!(read::<PlainMarker>(broken).is_err(), "{broken}");
    }
}

#[test]
fn every_variant_of_a_union_is_one_member() {
    let text = || AttributeValue::S("x".to_owned());
    for (value, json) in [
        (text(), r#"{"S":"x"}"#),
        (AttributeValue::L(vec![text(), AttributeValue::Nothing]), r#"{"L":[{"S":"x"},{"Nothing":{}}]}"#),
        (AttributeValue::Null(false), r#"{"Null":false}"#),
        (AttributeValue::Nothing, r#"{"Nothing":{}}"#),
        (AttributeValue::SelfValue(Box::new(text())), r#"{"Self":{"S":"x"}}"#),
        (
            AttributeValue::M(HashMap::from([("b".to_owned(), None), ("a".to_owned(), Some(text()))])),
            r#"{"M":{"a":{"S":"x"},"b":null}}"#,
        ),
    ] {
        there_and_back(&value, json);
    }
}

#[test]
fn a_union_has_exactly_one_member_that_is_not_null() {
    for (text, expected) in [
        (r#"{"L":null,"S":"x","Null":null}"#, AttributeValue::S("x".to_owned())),
        (r#"{"__type":"AttributeValue","Nothing":{}}"#, AttributeValue::Nothing),
        (r#"{"Nothing":{"more":1}}"#, AttributeValue::Nothing),
        (r#"{"Nothing":{},"__type":"AttributeValue"}"#, AttributeValue::Nothing),
        (r#"{"New":{"a":1}}"#, AttributeValue::Unknown),
        (r#"{"Unknown":{"a":1}}"#, AttributeValue::Unknown),
    ] {
        assert_eq!(read::<AttributeValue>(text).unwrap(), expected, "{text}");
    }
    for (broken, why) in [
        ("{}", "a union with a member"),
        (r#"{"S":null}"#, "a union with a member"),
        (r#"{"__type":"x"}"#, "a union with a member"),
        (r#"{"S":"x","Null":true}"#, "a union with one member"),
        (r#"{"S":"x","New":true}"#, "a union with one member"),
        (r#"{"New":true,"S":"x"}"#, "a union with one member"),
        (r#"{"S":1}"#, "text"),
    ] {
        let error = read::<AttributeValue>(broken).unwrap_err().to_string();
        assert!(error.contains(why), "{broken}: {error}");
    }
    let secret = read::<Credential>(r#"{"Pin":1,"hunter2":"hunter2"}"#).unwrap_err();
    assert!(!format!("{secret} {secret:?}").contains("hunter2"));
    assert_eq!(read::<Credential>(r#"{"Pin":1.0}"#).unwrap(), Credential::Pin(1));
}

#[test]
fn a_union_may_have_a_member_called_as_the_type() {
    there_and_back(&Typed::Type("t".to_owned()), r#"{"__type":"t"}"#);
    there_and_back(&Typed::Else, r#"{"Else":{}}"#);
    assert_eq!(read::<Typed>(r#"{"__type":null,"Else":{}}"#).unwrap(), Typed::Else);
    assert!(read::<Typed>(r#"{"__type":"t","Else":{}}"#).is_err());
    assert_eq!(read::<hostile::Writer>(r#"{"__type":"t"}"#).unwrap(), hostile::Writer::Type("t".to_owned()));
    assert_eq!(write(&hostile::Writer::Type("t".to_owned())).unwrap(), r#"{"__type":"t"}"#);
}

#[test]
fn what_is_unknown_is_not_sent() {
    for (result, name) in [
        (write(&AttributeValue::Unknown), "AttributeValue"),
        (write(&AttributeValue::L(vec![AttributeValue::Unknown, AttributeValue::Nothing])), "AttributeValue"),
        (write(&Typed::Unknown), "Typed"),
        (write(&hostile::Debug::Unknown), "Debug"),
    ] {
        let error = result.unwrap_err().to_string();
        assert!(error.contains(name), "{error}");
    }
}

#[test]
fn a_union_without_rows_knows_no_member() {
    assert_eq!(read::<hostile::Debug>(r#"{"a":1}"#).unwrap(), hostile::Debug::Unknown);
    assert!(read::<hostile::Debug>("{}").is_err());
    assert!(read::<hostile::Debug>(r#"{"a":1,"b":2}"#).is_err());
}

#[test]
fn hostile_names_change_nothing_on_the_wire() {
    let inner = hostile::String::builder().value("v").build();
    let text = hostile::String::builder()
        .inner(inner.clone())
        .texts("t")
        .map("o", hostile::Option::builder().build())
        .text_map("k", "v")
        .sparse("n", None)
        .build();
    there_and_back(
        &text,
        r#"{"inner":{"value":"v"},"texts":["t"],"map":{"o":{}},"textMap":{"k":"v"},"\"sparse\"\n{}":{"n":null}}"#,
    );
    for (value, json) in [
        (hostile::Default::Some("s".to_owned()), r#"{"Some":"s"}"#),
        (hostile::Default::None(Box::new(inner)), r#"{"None":{"value":"v"}}"#),
        (hostile::Default::Ok, r#"{"Ok":{}}"#),
        (hostile::Default::UnknownValue(7), r#"{"Unknown":7}"#),
        (
            hostile::Default::Err(HashMap::from([
                ("a".to_owned(), Some(hostile::Default::Ok)),
                ("b".to_owned(), None),
            ])),
            r#"{"Err":{"a":{"Ok":{}},"b":null}}"#,
        ),
    ] {
        there_and_back(&value, json);
    }
    assert!(read::<hostile::Default>(r#"{"New":1}"#).unwrap().is_unknown());
}

#[test]
fn a_value_nested_too_deep_is_an_error_both_ways() {
    let mut deep = AttributeValue::Nothing;
    for _ in 0..5_000 {
        deep = AttributeValue::SelfValue(Box::new(deep));
    }
    assert!(write(&deep).unwrap_err().to_string().contains("128 levels"));
    let text = format!("{}{}", r#"{"Self":"#.repeat(5_000), "}".repeat(5_000));
    assert!(read::<AttributeValue>(&text).is_err());
}
