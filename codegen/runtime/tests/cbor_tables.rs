//! The tables of a generated crate, with the CBOR codec's types in their heads.
#![cfg(test)]

use std::collections::HashMap;

use tinsmith_runtime::codec::ReadError;
use tinsmith_runtime::codec::cbor::{Reader, Writer};
use tinsmith_runtime::primitives::DateTime;

/// A person with a mailbox.
#[derive(Clone, PartialEq)]
pub struct User {
    /// The name.
    pub name: String,
    /// Other names.
    pub aliases: Option<Vec<String>>,
    /// How often what was tried.
    pub tries: Option<HashMap<String, i32>>,
    /// When it was made.
    pub made: Option<DateTime>,
    /// Who made it.
    pub maker: Option<Box<User>>,
    /// What it is.
    pub kind: Option<Kind>,
}

tinsmith_runtime::structure! { User => fallible UserBuilder {
    name, set_name, get_name: required text;
    aliases, set_aliases, get_aliases: optional texts;
    tries, set_tries, get_tries: optional map(String, i32);
    made, set_made, get_made: optional copy(DateTime);
    maker, set_maker, get_maker: optional boxed(User);
    kind, set_kind, get_kind: optional value(Kind);
} }

tinsmith_runtime::write_shape! { User: Writer {
    "Name" => always name, Writer::text;
    "Aliases" => optional aliases, |writer, list| writer.list(list, Writer::text);
    "Tries" => optional tries, |writer, map| writer.map(map, Writer::integer);
    "Made" => optional made, Writer::date_time;
    "Maker" => optional maker, Writer::shape;
    "Kind" => optional kind, Writer::shape;
} }

tinsmith_runtime::read_shape! { User: Reader {
    "Name" => name, Reader::text;
    "Aliases" => aliases, |reader| reader.list(Reader::text);
    "Tries" => tries, |reader| reader.map(Reader::integer);
    "Made" => made, Reader::date_time;
    "Maker" => maker, Reader::shape;
    "Kind" => kind, Reader::shape;
} }

/// What a user is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A person.
    Person(String),
    /// No one.
    Nobody,
    /// A member this crate does not know.
    Unknown,
}

tinsmith_runtime::union_accessors! { Kind { Person, as_person, is_person: String; Nobody, is_nobody: unit; } }

tinsmith_runtime::write_union! { Kind: Writer {
    "Person" => Person, Writer::text;
    "Nobody" => Nobody;
} }

tinsmith_runtime::read_union! { Kind: Reader {
    "Person" => Person, Reader::text;
    "Nobody" => Nobody;
} }

/// The bytes of hexadecimal digits.
fn hex(digits: &str) -> Vec<u8> {
    let digits: Vec<char> = digits.chars().filter(|digit| !digit.is_whitespace()).collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(&String::from_iter(pair), 16).unwrap()).collect()
}

fn read(body: &[u8]) -> Result<User, ReadError> {
    Reader::body(body)
}

#[test]
fn a_shape_goes_out_and_comes_in() {
    let maker = User::builder().name("bob").kind(Kind::Nobody).build().unwrap();
    let user = User::builder()
        .name("ann")
        .aliases("a")
        .tries("one", 1)
        .made(DateTime::from_secs(1))
        .maker(maker)
        .kind(Kind::Person("p".to_owned()))
        .build()
        .unwrap();
    let body = Writer::body(&user).unwrap();
    let written = "bf 644e616d65 63616e6e 67416c6961736573 816161 655472696573 a1636f6e6501 644d616465 c101 654d616b6572 \
        bf 644e616d65 63626f62 644b696e64 bf664e6f626f6479bfffff ff 644b696e64 bf66506572736f6e6170ff ff";
    assert_eq!(body, hex(written));
    let again = read(&body).unwrap();
    assert!(again == user && again.kind().is_some_and(Kind::is_person));
    for length in 1..body.len() {
        assert!(read(&body[..length]).is_err());
    }
    assert!(read(&[&body[..], &[0]].concat()).is_err());
}

#[test]
fn what_is_left_out_or_new_does_not_matter() {
    for digits in ["", "a0", "bfff", "a1 644e616d65 f6", "a1 63 4e6577 a1 01 9fff"] {
        let user = read(&hex(digits)).unwrap();
        assert!(user.name().is_empty() && user.kind().is_none(), "{digits}");
    }
    let user = read(&hex("a1 644b696e64 a1 63 4e6577 80")).unwrap();
    assert!(user.kind().is_some_and(Kind::is_unknown));
    assert!(Writer::body(&user).is_err());
    assert!(read(&hex("a1 644b696e64 a0")).is_err());
    assert!(read(&hex("80")).is_err());
}
