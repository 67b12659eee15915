//! Values: in metadata, traits, defaults and the properties of services.

use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::lex::Kind;
use super::names::root;
use super::parser::{DEEPEST, Fault, Parsed, Parser, Reference, short};
use super::text;
use crate::model::id::{is_identifier, is_shape_id};
use crate::model::problem::shortened;
use crate::model::read::json::MAX_TEXT_BYTES;

const VALUE: &str = "a value";
const VALUE_REMEDY: &str = "Write a text in quotes, a number, `true`, `false`, `null`, `[…]`, `{…}` or a shape id.";

impl Parser<'_> {
    pub(super) fn value(&mut self) -> Parsed<Value> {
        self.value_at(0)
    }

    fn value_at(&mut self, depth: usize) -> Parsed<Value> {
        if depth > DEEPEST {
            let message = format!("a value that nests more than {DEEPEST} deep");
            return self.fault(message, "Nest less.");
        }
        match self.token.kind {
            Kind::Sign(b'[') => self.array(depth),
            Kind::Sign(b'{') => self.object(depth),
            Kind::Number => self.number(),
            Kind::Text | Kind::Block => self.text().map(Value::String),
            Kind::Word => Ok(match self.written() {
                "true" => self.keyword(Value::Bool(true)),
                "false" => self.keyword(Value::Bool(false)),
                "null" => self.keyword(Value::Null),
                _ => Value::String(self.value_id()?),
            }),
            Kind::Sign(_) | Kind::Walrus | Kind::Unclosed | Kind::Foreign | Kind::End => {
                Err(self.unexpected(VALUE, VALUE_REMEDY))
            }
        }
    }

    fn keyword(&mut self, value: Value) -> Value {
        self.advance();
        value
    }

    fn array(&mut self, depth: usize) -> Parsed<Value> {
        self.advance();
        let mut items = Vec::new();
        while !self.take(b']') {
            if self.token.kind == Kind::End {
                return Err(self.unexpected("a value or `]`", "Close the list."));
            }
            items.push(self.value_at(depth + 1)?);
        }
        Ok(Value::Array(items))
    }

    fn object(&mut self, depth: usize) -> Parsed<Value> {
        self.advance();
        self.entries(b'}', depth, Map::new()).map(Value::Object)
    }

    /// `key: value` up to a closing sign.
    fn entries(&mut self, close: u8, depth: usize, mut map: Map<String, Value>) -> Parsed<Map<String, Value>> {
        while !self.take(close) {
            let at = self.at();
            let key = self.key(char::from(close))?;
            self.expect(b':', "Write `key: value`.")?;
            let value = self.value_at(depth + 1)?;
            put(&mut map, key, value, at)?;
        }
        Ok(map)
    }

    /// The rest of a trait's value `(key: value, …)`, whose first key has been read.
    pub(super) fn trait_structure(&mut self, key: String, at: usize) -> Parsed<Value> {
        self.expect(b':', "Write `key: value`.")?;
        let value = self.value_at(1)?;
        let mut map = Map::new();
        put(&mut map, key, value, at)?;
        self.entries(b')', 0, map).map(Value::Object)
    }

    /// A key: an identifier, or a text in quotes.
    pub(super) fn key(&mut self, close: char) -> Parsed<String> {
        match self.token.kind {
            Kind::Word if is_identifier(self.written()) => {
                let key = self.written().to_owned();
                self.advance();
                Ok(key)
            }
            Kind::Text => self.text(),
            _ => Err(self.unexpected(
                &format!("a key or `{close}`"),
                "Write `key: value`; a key that is no identifier stands in quotes.",
            )),
        }
    }

    pub(super) fn text(&mut self) -> Parsed<String> {
        let raw = self.written();
        let value = match self.token.kind {
            Kind::Text => text::quoted(raw),
            Kind::Block => text::block(raw),
            _ => return Err(self.unexpected("a text", "Write it in quotes.")),
        };
        let value = value.map_err(|wrong| Fault {
            at: self.at() + wrong.at,
            message: wrong.message,
            remedy: "The escapes are \\\\ \\\" \\' \\/ \\b \\f \\n \\r \\t and \\uXXXX; a text block begins with \"\"\" and a line break."
                .to_owned(),
        })?;
        if value.len() > MAX_TEXT_BYTES {
            let message = format!("a text of {} bytes, more than the {MAX_TEXT_BYTES} that one may have", value.len());
            return self.fault(message, "Shorten it.");
        }
        self.advance();
        Ok(value)
    }

    fn number(&mut self) -> Parsed<Value> {
        let written = self.written();
        let number = is_number(written).then(|| serde_json::from_str::<Number>(written).ok()).flatten();
        let Some(number) = number else {
            let message = format!("`{}` is not a number", short(written));
            return self
                .fault(message, "Write it as in JSON: digits, perhaps with `-` before, a fraction, an exponent.");
        };
        self.advance();
        Ok(Value::Number(number))
    }

    /// A shape id without quotes in a value: it becomes an absolute one.
    fn value_id(&mut self) -> Parsed<String> {
        let written = self.written();
        let at = self.at();
        let is_known = written.contains('#') || self.names.prelude.contains(root(written));
        if self.names.namespace.is_none() && !is_known {
            let message = format!("`{}` is a text without quotes", short(written));
            return self.fault(message, "Put the text in quotes.");
        }
        let id = self.id_of(written)?;
        self.advance();
        self.found.values.push(Reference { id: root(&id).to_owned(), at });
        Ok(id)
    }

    /// What a written id means, absolute.
    pub(super) fn id_of(&self, written: &str) -> Parsed<String> {
        let (shape, member) = match written.split_once('$') {
            Some((shape, member)) => (shape, Some(member)),
            None => (written, None),
        };
        let fits = if shape.contains('#') { is_shape_id(shape) } else { is_identifier(shape) };
        if !fits || !member.is_none_or(is_identifier) {
            let message = format!("{} is not a shape id", shortened(written));
            return self.fault(message, "Write it as `Name` or `namespace#Name`.");
        }
        Ok(self.names.resolve(written))
    }

    /// A shape id without a member, in quotes or not.
    pub(super) fn shape_id(&mut self) -> Parsed<String> {
        let written = match self.token.kind {
            Kind::Word => self.written().to_owned(),
            Kind::Text => text::quoted(self.written()).unwrap_or_default(),
            _ => return Err(self.unexpected("a shape id", "Write it as `Name` or `namespace#Name`.")),
        };
        if written.contains('$') {
            return self.fault("expected a shape, found a member", "Name the shape alone.");
        }
        let id = self.id_of(&written)?;
        self.advance();
        Ok(id)
    }
}

fn put(map: &mut Map<String, Value>, key: String, value: Value, at: usize) -> Parsed<()> {
    match map.entry(key) {
        Entry::Vacant(entry) => {
            entry.insert(value);
            Ok(())
        }
        Entry::Occupied(entry) => Err(Fault {
            at,
            message: format!("the key {} twice in one object", shortened(entry.key())),
            remedy: "Leave one of them.".to_owned(),
        }),
    }
}

/// Whether a text has the form of a JSON number.
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}
