//! Functions in the form that the tables of a generated crate expand to: they have to compile, and go there and back.

use std::collections::HashMap;

use crate::codec::ReadError;
use crate::codec::json::{Reader, Writer};
use crate::primitives::{BigInteger, Blob, DateTime, Document};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum State {
    Enabled,
    Unknown(String),
}

impl From<&str> for State {
    fn from(text: &str) -> Self {
        if text == "ENABLED" { Self::Enabled } else { Self::Unknown(text.to_owned()) }
    }
}

impl AsRef<str> for State {
    fn as_ref(&self) -> &str {
        match self {
            Self::Enabled => "ENABLED",
            Self::Unknown(text) => text,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Attribute {
    Text(String),
    List(Vec<Attribute>),
    Map(HashMap<State, Attribute>),
    When(DateTime),
}

#[derive(Clone, Debug, Default, PartialEq)]
struct User {
    name: String,
    states: Option<Vec<State>>,
    not: Option<Box<User>>,
    attributes: Option<HashMap<String, Attribute>>,
    sparse: Option<HashMap<State, Option<Vec<Option<i64>>>>>,
    photo: Option<Blob>,
    born: Option<DateTime>,
    size: Option<BigInteger>,
    more: Option<Document>,
    weight: Option<f32>,
}

fn write_attribute(writer: &mut Writer, value: &Attribute) {
    writer.begin_structure();
    match value {
        Attribute::Text(value) => writer.member("Text", value, Writer::text),
        Attribute::List(value) => writer.member("List", value, |writer, list| writer.list(list, write_attribute)),
        Attribute::Map(value) => writer.member("Map", value, |writer, map| writer.map(map, write_attribute)),
        Attribute::When(value) => writer.member("When", value, Writer::http_date),
    }
    writer.end_structure();
}

fn read_attribute(reader: &mut Reader<'_>) -> Result<Attribute, ReadError> {
    reader.union(&["Text", "List", "Map", "When"], |reader, row| {
        Ok(match row {
            0 => Attribute::Text(reader.text()?),
            1 => Attribute::List(reader.list(read_attribute)?),
            2 => Attribute::Map(reader.map(read_attribute)?),
            3 => Attribute::When(reader.http_date()?),
            _ => return Err(reader.error("a known member")),
        })
    })
}

fn write_user(writer: &mut Writer, value: &User) {
    writer.begin_structure();
    writer.member("Name", &value.name, Writer::text);
    writer.optional("States", &value.states, |writer, list| writer.list(list, Writer::text));
    writer.optional("Not", &value.not, |writer, value| write_user(writer, value));
    writer.optional("Attributes", &value.attributes, |writer, map| writer.map(map, write_attribute));
    writer.optional("Sparse", &value.sparse, |writer, map| {
        writer.sparse_map(map, |writer, list| writer.sparse_list(list, Writer::long));
    });
    writer.optional("Photo", &value.photo, Writer::blob);
    writer.optional("Born", &value.born, Writer::epoch_seconds);
    writer.optional("Size", &value.size, Writer::big_integer);
    writer.optional("More", &value.more, Writer::document);
    writer.optional("Weight", &value.weight, Writer::float);
    writer.end_structure();
}

fn read_user(reader: &mut Reader<'_>) -> Result<User, ReadError> {
    let mut user = User::default();
    reader.begin_structure()?;
    while let Some(key) = reader.next_member()? {
        match &*key {
            "Name" => user.name = reader.optional(Reader::text)?.unwrap_or_default(),
            "States" => user.states = reader.optional(|reader| reader.list(Reader::string_enum))?,
            "Not" => user.not = reader.optional(|reader| read_user(reader).map(Box::new))?,
            "Attributes" => user.attributes = reader.optional(|reader| reader.map(read_attribute))?,
            "Sparse" => {
                user.sparse = reader.optional(|reader| reader.sparse_map(|reader| reader.sparse_list(Reader::long)))?;
            }
            "Photo" => user.photo = reader.optional(Reader::blob)?,
            "Born" => user.born = reader.optional(Reader::epoch_seconds)?,
            "Size" => user.size = reader.optional(Reader::big_integer)?,
            "More" => user.more = reader.optional(Reader::document)?,
            "Weight" => user.weight = reader.optional(Reader::float)?,
            _ => reader.skip()?,
        }
    }
    Ok(user)
}

fn written(user: &User) -> Result<Vec<u8>, crate::error::BuildError> {
    let mut writer = Writer::new();
    write_user(&mut writer, user);
    writer.finish()
}

#[test]
fn a_full_value_goes_there_and_back() {
    let when = Attribute::When(DateTime::from_secs(1_398_796_238));
    let map = HashMap::from([(State::Enabled, when), (State::Unknown("x".into()), Attribute::Text("\"".into()))]);
    let user = User {
        name: "a".into(),
        states: Some(vec![State::Enabled, State::Unknown("NEW".into())]),
        not: Some(Box::new(User { name: "b".into(), ..User::default() })),
        attributes: Some(HashMap::from([("k".into(), Attribute::List(vec![Attribute::Map(map)]))])),
        sparse: Some(HashMap::from([(State::Enabled, None), ("s".into(), Some(vec![None, Some(i64::MIN)]))])),
        photo: Some(Blob::new("hi")),
        born: Some(DateTime::from_millis(-1_500)),
        size: Some(u128::MAX.into()),
        more: Some(Document::from(vec![1, 2])),
        weight: Some(0.1),
    };
    let body = written(&user).unwrap();
    let mut reader = Reader::new(&body);
    assert_eq!(read_user(&mut reader), Ok(user));
    reader.finish().unwrap();
}

#[test]
fn a_value_nested_too_deep_is_refused_and_uses_no_stack() {
    let mut user = User::default();
    for _ in 0..5_000 {
        user = User { not: Some(Box::new(user)), ..User::default() };
    }
    assert!(written(&user).unwrap_err().to_string().contains("128 levels"));
}
