//! The shapes that a file defines, each as the JSON AST has it.

use serde_json::{Map, Value, json};

use super::lex::{Gap, Kind};
use super::parser::{Definition, Elided, Fault, Parsed, Parser};
use super::traits::{Spots, V2};
use crate::model::id::UNIT;
use crate::model::problem::shortened;
use crate::model::read::ast::TraitMap;
use crate::model::read::types::Type;
use crate::model::source::{ShapeSpot, Written};

const DEFAULT: &str = "smithy.api#default";
const ENUM_VALUE: &str = "smithy.api#enumValue";

/// The members that a shape may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Members {
    /// Of a structure: with defaults.
    Structure,
    Union,
    /// Of a list or map: these names, `Type` for messages.
    Fixed(Type, &'static [&'static str]),
}

/// The part of a shape that stands before its body.
struct Head {
    id: String,
    at: usize,
    traits: TraitMap,
    spots: Spots,
}

impl Parser<'_> {
    /// A shape; the token in hand is its type.
    pub(super) fn shape(&mut self, traits: TraitMap, spots: Spots) -> Parsed<()> {
        let keyword = self.written();
        let keyword_at = self.at();
        let Some(ty) = (if keyword == "set" { Some(Type::List) } else { Type::from_name(keyword) }) else {
            return Err(self.unexpected("a shape", "Write a type, such as `structure`, and a name."));
        };
        if matches!(ty, Type::Enum | Type::IntEnum) && !self.is_v2() {
            return self.fault(format!("`{keyword}` needs Smithy 2.0"), V2);
        }
        if keyword == "set" && self.is_v2() {
            return self.fault("Smithy 2.0 has no sets", "Write `@uniqueItems` and `list`.");
        }
        self.advance();
        let at = self.at();
        let name = self.identifier("the name of the shape")?;
        let Some(namespace) = self.names.namespace else {
            let remedy = "Write `namespace your.name` before the first shape.";
            return Err(Fault {
                at: keyword_at,
                message: "a shape before the namespace".to_owned(),
                remedy: remedy.to_owned(),
            });
        };
        if let Some(imported) =
            self.names.imports.get(name).filter(|imported| imported.split('#').next() != Some(namespace))
        {
            let message = format!("{name} means {imported} in this file, by `use`");
            return Err(Fault { at, message, remedy: "Name the shape otherwise, or take the `use` away.".to_owned() });
        }
        let head = Head { id: format!("{namespace}#{name}"), at, traits, spots };
        let mut shape = Map::new();
        shape.insert("type".to_owned(), Value::from(keyword));
        self.begin(&head);
        let resource = if ty == Type::Structure { self.for_resource()? } else { None };
        self.mixins(&mut shape)?;
        match ty {
            Type::Structure => self.aggregate(&head.id, Members::Structure, resource.as_deref(), &mut shape)?,
            Type::Union => self.aggregate(&head.id, Members::Union, None, &mut shape)?,
            Type::List => self.aggregate(&head.id, Members::Fixed(ty, &["member"]), None, &mut shape)?,
            Type::Map => self.aggregate(&head.id, Members::Fixed(ty, &["key", "value"]), None, &mut shape)?,
            Type::Enum | Type::IntEnum => self.enumeration(ty, &mut shape)?,
            Type::Service => self.entity(&mut shape)?,
            Type::Resource => self.entity(&mut shape)?,
            Type::Operation => self.operation(name, &head.id, &mut shape)?,
            Type::Blob
            | Type::Boolean
            | Type::String
            | Type::Byte
            | Type::Short
            | Type::Integer
            | Type::Long
            | Type::Float
            | Type::Double
            | Type::BigInteger
            | Type::BigDecimal
            | Type::Timestamp
            | Type::Document => {}
        }
        self.end(head, shape);
        self.line_break("the shape")
    }

    fn begin(&mut self, head: &Head) {
        self.found.spots.push(ShapeSpot { id: head.id.clone(), at: head.at, parts: Vec::new() });
        for (written, at) in &head.spots {
            self.spot(None, Some(*written), *at);
        }
    }

    fn end(&mut self, head: Head, mut shape: Map<String, Value>) {
        if !head.traits.is_empty() {
            shape.insert("traits".to_owned(), Value::Object(head.traits));
        }
        self.found.shapes.push(Definition { id: head.id, at: head.at, shape });
    }

    /// `for Resource`.
    fn for_resource(&mut self) -> Parsed<Option<String>> {
        if !self.is_word("for") {
            return Ok(None);
        }
        self.needs_v2("`for`")?;
        self.same_line("Write `for` and the resource in the line of the structure.")?;
        self.advance();
        self.same_line("Write `for` and the resource in the line of the structure.")?;
        self.shape_id().map(Some)
    }

    fn needs_v2(&self, what: &str) -> Parsed<()> {
        if self.is_v2() { Ok(()) } else { self.fault(format!("{what} needs Smithy 2.0"), V2) }
    }

    /// `with [A, B]`.
    fn mixins(&mut self, shape: &mut Map<String, Value>) -> Parsed<()> {
        if !self.is_word("with") || self.token.gap == Gap::Break {
            return Ok(());
        }
        self.needs_v2("`with`")?;
        self.advance();
        let ids = self.ids("a mixin")?;
        if ids.is_empty() {
            return Err(Fault {
                at: self.behind,
                message: "`with` names no mixin".to_owned(),
                remedy: "Write `with [Mixin]`.".to_owned(),
            });
        }
        shape.insert("mixins".to_owned(), targets(ids));
        Ok(())
    }

    /// `[A, B]`.
    fn ids(&mut self, what: &str) -> Parsed<Vec<String>> {
        self.expect(b'[', "Write a list of shapes: `[A, B]`.")?;
        let mut ids = Vec::new();
        while !self.take(b']') {
            if !matches!(self.token.kind, Kind::Word | Kind::Text) {
                return Err(self.unexpected(&format!("{what} or `]`"), "Write a list of shapes: `[A, B]`."));
            }
            ids.push(self.shape_id()?);
        }
        Ok(ids)
    }

    /// `{ name: Target … }`.
    fn aggregate(
        &mut self,
        id: &str,
        kind: Members,
        resource: Option<&str>,
        shape: &mut Map<String, Value>,
    ) -> Parsed<()> {
        let open = self.expect(b'{', "Write its members between `{` and `}`.")?.span.start;
        let mut members = Map::new();
        loop {
            let (mut traits, spots) = self.traits()?;
            if self.is(b'}') {
                if !spots.is_empty() {
                    return Err(
                        self.unexpected("the member that the traits are about", "Write it, or take the traits away.")
                    );
                }
                self.advance();
                break;
            }
            if self.token.kind == Kind::End {
                return Err(unclosed(open));
            }
            let elided = self.is(b'$');
            let at = self.at();
            if elided {
                self.needs_v2("`$` before a member")?;
                self.advance();
                if self.token.gap != Gap::Nothing {
                    return Err(self.unexpected("a name right behind `$`", "Write `$name`."));
                }
            }
            let span = self.token.span;
            let name = self.name("the name of a member or `}`")?;
            if members.contains_key(name) {
                let message = format!("the member {name} stands here twice");
                return Err(Fault { at, message, remedy: "Leave one of them.".to_owned() });
            }
            if let Members::Fixed(ty, names) = kind
                && !names.contains(&name)
            {
                let message = format!("{} has no member {}", ty.described(), shortened(name));
                return Err(Fault { at, message, remedy: format!("It has `{}`.", names.join("` and `")) });
            }
            let target = if elided {
                Value::Null
            } else {
                self.same_line("Write `name: Target` in one line.")?;
                self.expect(b':', "Write `name: Target`.")?;
                self.same_line("Write `name: Target` in one line.")?;
                Value::String(self.shape_id()?)
            };
            self.spot(Some(span), None, at);
            self.note(Some(span), spots);
            if self.is(b'=') && self.token.gap != Gap::Break {
                if kind != Members::Structure {
                    return self.fault("only members of structures have a default", "Take `= …` away.");
                }
                self.needs_v2("`=` behind a member")?;
                let (value, value_at) = self.assigned()?;
                let known = traits.insert(DEFAULT.to_owned(), value);
                if known.is_some() {
                    let message = "the default stands here twice".to_owned();
                    return Err(Fault { at: value_at, message, remedy: "Leave `@default` or `= …`.".to_owned() });
                }
                self.spot(Some(span), Some(Written::Default), value_at);
            }
            if elided {
                let resource = resource.map(str::to_owned);
                self.found.elided.push(Elided { shape: id.to_owned(), member: name.to_owned(), resource, at });
            }
            members.insert(name.to_owned(), member(target, traits));
        }
        match kind {
            Members::Structure | Members::Union => {
                shape.insert("members".to_owned(), Value::Object(members));
            }
            Members::Fixed(..) => shape.extend(members),
        }
        Ok(())
    }

    /// `= value` and a line break.
    fn assigned(&mut self) -> Parsed<(Value, usize)> {
        self.advance();
        self.same_line("Write `=` and the value in one line.")?;
        let at = self.at();
        let value = self.value()?;
        self.line_break("the value")?;
        Ok((value, at))
    }

    fn enumeration(&mut self, ty: Type, shape: &mut Map<String, Value>) -> Parsed<()> {
        let open = self.expect(b'{', "Write its values between `{` and `}`.")?.span.start;
        let mut members = Map::new();
        loop {
            let (mut traits, spots) = self.traits()?;
            if self.is(b'}') && traits.is_empty() {
                self.advance();
                break;
            }
            if self.token.kind == Kind::End {
                return Err(unclosed(open));
            }
            let span = self.token.span;
            let name = self.name("the name of a value or `}`")?;
            if members.contains_key(name) {
                let message = format!("the value {name} stands here twice");
                return Err(Fault { at: span.start, message, remedy: "Leave one of them.".to_owned() });
            }
            self.spot(Some(span), None, span.start);
            self.note(Some(span), spots);
            if self.is(b'=') && self.token.gap != Gap::Break {
                let (value, at) = self.assigned()?;
                let fits = if ty == Type::Enum { value.is_string() } else { value.is_i64() };
                if !fits {
                    let wanted = if ty == Type::Enum { "a text" } else { "an integer" };
                    let message = format!("the value of {name} is not {wanted}");
                    return Err(Fault { at, message, remedy: format!("Write `{name} = …` with {wanted}.") });
                }
                traits.insert(ENUM_VALUE.to_owned(), value);
                self.spot(Some(span), Some(Written::EnumValue), at);
            } else if ty == Type::Enum {
                traits.entry(ENUM_VALUE).or_insert_with(|| Value::from(name));
            }
            members.insert(name.to_owned(), member(Value::from(UNIT), traits));
        }
        if members.is_empty() {
            let message = "an enum without values".to_owned();
            return Err(Fault { at: open, message, remedy: "Write at least one.".to_owned() });
        }
        shape.insert("members".to_owned(), Value::Object(members));
        Ok(())
    }

    /// The properties of a service or resource.
    fn entity(&mut self, shape: &mut Map<String, Value>) -> Parsed<()> {
        self.expect(b'{', "Write its properties between `{` and `}`.")?;
        while !self.take(b'}') {
            let at = self.at();
            let key = self.key('}')?;
            self.expect(b':', "Write `property: value`.")?;
            let value = match key.as_str() {
                "operations" | "resources" | "errors" | "collectionOperations" => targets(self.ids("a shape")?),
                "create" | "put" | "read" | "update" | "delete" | "list" => json!({"target": self.shape_id()?}),
                "identifiers" | "properties" => self.bound()?,
                "rename" => self.rename()?,
                _ => self.value()?,
            };
            if matches!(key.as_str(), "type" | "traits" | "mixins") || shape.contains_key(&key) {
                let message = format!("the property {} stands here twice, or is none", shortened(&key));
                return Err(Fault { at, message, remedy: "Leave one of them.".to_owned() });
            }
            shape.insert(key, value);
        }
        Ok(())
    }

    /// `{ name: Target }`.
    fn bound(&mut self) -> Parsed<Value> {
        self.expect(b'{', "Write `{ name: Target }`.")?;
        let mut map = Map::new();
        while !self.take(b'}') {
            let key = self.key('}')?;
            self.expect(b':', "Write `name: Target`.")?;
            map.insert(key, json!({"target": self.shape_id()?}));
        }
        Ok(Value::Object(map))
    }

    /// `{ "namespace#Name": "NewName" }`.
    fn rename(&mut self) -> Parsed<Value> {
        self.expect(b'{', "Write `{ \"namespace#Name\": \"NewName\" }`.")?;
        let mut map = Map::new();
        while !self.take(b'}') {
            let key = self.key('}')?;
            self.expect(b':', "Write `\"namespace#Name\": \"NewName\"`.")?;
            let value = self.text()?;
            map.insert(self.id_of(&key)?, Value::String(value));
        }
        Ok(Value::Object(map))
    }

    fn operation(&mut self, name: &str, id: &str, shape: &mut Map<String, Value>) -> Parsed<()> {
        self.expect(b'{', "Write its input, output and errors between `{` and `}`.")?;
        let spot = self.found.spots.len();
        while !self.take(b'}') {
            let at = self.at();
            let key = self.key('}')?;
            if shape.contains_key(&key) {
                let message = format!("the property {} stands here twice", shortened(&key));
                return Err(Fault { at, message, remedy: "Leave one of them.".to_owned() });
            }
            let inline = self.token.kind == Kind::Walrus;
            let value = match key.as_str() {
                "input" | "output" if inline => {
                    let suffix = if key == "input" { &self.input_suffix } else { &self.output_suffix };
                    let namespace = id.split('#').next().unwrap_or_default();
                    let inline_id = format!("{namespace}#{name}{suffix}");
                    self.inline(inline_id.clone(), &key)?;
                    json!({"target": inline_id})
                }
                "input" | "output" => {
                    self.expect(b':', "Write `input: Shape` or `input := { … }`.")?;
                    json!({"target": self.shape_id()?})
                }
                "errors" => {
                    self.expect(b':', "Write `errors: [Error]`.")?;
                    targets(self.ids("an error")?)
                }
                _ => {
                    self.expect(b':', "Write `property: value`.")?;
                    self.value()?
                }
            };
            shape.insert(key, value);
        }
        // What the inline structures noted must not take the operation's place as the last shape.
        if let Some(own) = spot.checked_sub(1).filter(|own| own + 1 < self.found.spots.len()) {
            let last = self.found.spots.len() - 1;
            self.found.spots.swap(own, last);
        }
        Ok(())
    }

    /// `:= { … }`.
    fn inline(&mut self, id: String, role: &str) -> Parsed<()> {
        self.needs_v2("`:=`")?;
        let at = self.at();
        self.advance();
        let (mut traits, spots) = self.traits()?;
        traits.entry(format!("smithy.api#{role}")).or_insert_with(|| Value::Object(Map::new()));
        let head = Head { id, at, traits, spots };
        self.begin(&head);
        let mut shape = Map::new();
        shape.insert("type".to_owned(), Value::from("structure"));
        let resource = self.for_resource()?;
        self.mixins_anywhere(&mut shape)?;
        self.aggregate(&head.id, Members::Structure, resource.as_deref(), &mut shape)?;
        self.end(head, shape);
        if self.is(b'}') { Ok(()) } else { self.line_break("the structure") }
    }

    /// Behind `:=`, `with` may stand in a line of its own.
    fn mixins_anywhere(&mut self, shape: &mut Map<String, Value>) -> Parsed<()> {
        if self.is_word("with") {
            self.token.gap = Gap::Space;
        }
        self.mixins(shape)
    }
}

fn unclosed(open: usize) -> Fault {
    let message = "`{` without its `}`".to_owned();
    Fault { at: open, message, remedy: "Close it behind the last member.".to_owned() }
}

fn targets(ids: Vec<String>) -> Value {
    ids.into_iter().map(|id| json!({"target": id})).collect()
}

fn member(target: Value, traits: TraitMap) -> Value {
    let mut member = Map::new();
    member.insert("target".to_owned(), target);
    if !traits.is_empty() {
        member.insert("traits".to_owned(), Value::Object(traits));
    }
    Value::Object(member)
}
