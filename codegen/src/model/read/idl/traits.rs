//! Documentation comments, traits before a shape or member, and `apply`.

use serde_json::{Map, Value};

use super::lex::Kind;
use super::parser::{Applied, Fault, Parsed, Parser, Reference};
use super::text;
use crate::model::read::ast::TraitMap;
use crate::model::read::joined;
use crate::model::source::{ShapeSpot, Span, Written};

const DOCUMENTATION: &str = "smithy.api#documentation";

/// Where a trait stands, until it is known on what.
pub(super) type Spots = Vec<(Written, usize)>;

impl Parser<'_> {
    /// The documentation and the traits before something.
    pub(super) fn traits(&mut self) -> Parsed<(TraitMap, Spots)> {
        let mut traits = Map::new();
        let mut spots = Vec::new();
        if let Some(docs) = self.take_docs() {
            traits.insert(DOCUMENTATION.to_owned(), Value::String(text::documentation(self.of(docs))));
            spots.push((Written::Documentation, docs.start));
        }
        while self.is(b'@') {
            self.one_trait(&mut traits, &mut spots)?;
        }
        Ok((traits, spots))
    }

    /// Notes where traits stand: on the last shape, or on one of its members.
    pub(super) fn note(&mut self, member: Option<Span>, spots: Spots) {
        for (written, at) in spots {
            self.spot(member, Some(written), at);
        }
    }

    fn one_trait(&mut self, traits: &mut TraitMap, spots: &mut Spots) -> Parsed<()> {
        let at = self.advance().span.start;
        if self.token.kind != Kind::Word || self.token.span.start != at + 1 {
            return Err(self.unexpected("the name of a trait right behind `@`", "Write it as `@name` or `@name(…)`."));
        }
        let name = self.token.span;
        let id = self.shape_id()?;
        // What is written in full and defined nowhere is told by the check that all formats share.
        if !id.starts_with("smithy.api#") && !self.of(name).contains('#') {
            self.found.traits.push(Reference { id: id.clone(), at });
        }
        let value = self.trait_value(&id)?;
        spots.push((Written::Named(name), at));
        joined::add(traits, id, value).map_err(|id| Fault {
            at,
            message: format!("the trait {id} stands here twice, with different values"),
            remedy: "Leave one of them.".to_owned(),
        })
    }

    fn trait_value(&mut self, id: &str) -> Parsed<Value> {
        let bare = || self.names.known.bare.get(id).cloned().unwrap_or_else(|| bare_of_prelude(id));
        let adjacent = self.token.span.start == self.behind;
        if !adjacent || !self.is(b'(') {
            return Ok(bare());
        }
        let bare = bare();
        self.advance();
        if self.take(b')') {
            return Ok(bare);
        }
        let at = self.at();
        let is_key = matches!(self.token.kind, Kind::Word | Kind::Text) && self.peek().kind == Kind::Sign(b':');
        if is_key {
            let key = self.key(')')?;
            return self.trait_structure(key, at);
        }
        let value = self.value()?;
        self.expect(b')', "Close the value of the trait.")?;
        Ok(value)
    }

    /// `apply Shape @trait` or `apply Shape { @trait … }`.
    pub(super) fn apply(&mut self) -> Parsed<()> {
        self.advance();
        self.same_line("Write `apply` and the shape in one line.")?;
        if self.token.kind != Kind::Word {
            return Err(self.unexpected("the shape that traits are applied to", "Write `apply Shape @trait`."));
        }
        let at = self.at();
        let written = self.token.span;
        let id = self.id_of(self.of(written))?;
        self.advance();
        let mut traits = Map::new();
        let mut spots = Vec::new();
        if self.is(b'{') {
            if !self.is_v2() {
                return self.fault("a block of traits needs Smithy 2.0", V2);
            }
            self.advance();
            while !self.take(b'}') {
                if !self.is(b'@') {
                    return Err(self.unexpected("a trait or `}`", "Close the block of `apply`."));
                }
                self.one_trait(&mut traits, &mut spots)?;
            }
        } else if self.is(b'@') {
            self.one_trait(&mut traits, &mut spots)?;
        } else {
            return Err(self.unexpected("a trait", "Write `apply Shape @trait` or `apply Shape { @trait }`."));
        }
        let (shape, member) = match id.split_once('$') {
            Some((shape, member)) => {
                let end = written.end;
                (shape.to_owned(), Some(Span { start: end - member.len(), end }))
            }
            None => (id.clone(), None),
        };
        self.found.spots.push(ShapeSpot { id: shape, at, parts: Vec::new() });
        self.note(member, spots);
        if member.is_some() {
            self.spot(member, None, at);
        }
        self.found.applies.push(Applied { id, at, traits });
        self.line_break("the statement")
    }
}

/// How to write a file of Smithy 2.0.
pub(super) const V2: &str = "Begin the file with `$version: \"2.0\"`.";

/// What `@name` alone stands for; the other traits of the prelude that need no value are structures.
fn bare_of_prelude(id: &str) -> Value {
    match id {
        "smithy.api#tags" | "smithy.api#suppress" | "smithy.api#auth" => Value::Array(Vec::new()),
        "smithy.api#documentation" | "smithy.api#title" => Value::String(String::new()),
        _ => Value::Object(Map::new()),
    }
}
