//! Random documents that a model takes: of each shape, within its constraints. A model is JSON here, read by itself, so
//! that what the generator makes of it is not taken for granted; patterns alone are translated by the generator.

use std::collections::HashMap;

use fastrand::Rng;
use regex::Regex;
use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::{Map, Value, json};

/// How deep members that may be left out are not.
const DEPTH: usize = 4;

/// How many entries a list or a map has at most, unless the model wants more.
const ENTRIES: u64 = 3;

/// How long a text is at most where the model sets no bound, in characters.
const LONGEST: u64 = 40;

/// How often a text of a pattern is made anew until it has the right length, and all else holds.
const TRIES: usize = 100_000;

/// Letters that codecs like to get wrong.
const LETTERS: [char; 24] = [
    'a',
    'Z',
    '0',
    ' ',
    '"',
    '\\',
    '/',
    '\u{8}',
    '\u{c}',
    '\n',
    '\r',
    '\t',
    '\0',
    '\u{1f}',
    '\u{7f}',
    '\u{80}',
    'é',
    'ß',
    '\u{2028}',
    '€',
    '\u{fffd}',
    '\u{ffff}',
    '😀',
    '\u{10ffff}',
];

/// Which of the members that may be left out are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fullness {
    /// None.
    Least,
    /// Some.
    Random,
    /// All.
    Full,
}

/// Makes documents of a model.
pub struct Documents<'m> {
    shapes: &'m Map<String, Value>,
    patterns: HashMap<String, Texts>,
    rng: Rng,
}

/// The texts of a pattern.
struct Texts {
    /// Makes texts of which many match.
    source: Hir,
    all: Vec<Regex>,
    none: Vec<Regex>,
}

impl<'m> Documents<'m> {
    /// Of these shapes, by absolute ids; the same for the same seed.
    pub fn new(shapes: &'m Map<String, Value>, seed: u64) -> Self {
        Self { shapes, patterns: HashMap::new(), rng: Rng::with_seed(seed) }
    }

    /// One of the shape of this id, as it is in JSON by awsJson: points in time are numbers, blobs are base64.
    pub fn document(&mut self, id: &str, fullness: Fullness) -> Value {
        self.value(id, &Value::Null, fullness, 0)
    }

    /// What a member holds: its own constraints go before those of its shape.
    fn member(&mut self, member: &Value, fullness: Fullness, depth: usize) -> Value {
        let target = member["target"].as_str().unwrap();
        self.value(target, &member["traits"], fullness, depth)
    }

    fn value(&mut self, id: &str, own: &Value, fullness: Fullness, depth: usize) -> Value {
        let shapes = self.shapes;
        let prelude = json!({"type": id.strip_prefix("smithy.api#").unwrap_or_default().to_lowercase()});
        let shape = shapes.get(id).unwrap_or(&prelude);
        let constraint = |name: &str| {
            let id = format!("smithy.api#{name}");
            [own, &shape["traits"]].into_iter().map(|traits| &traits[&id]).find(|value| !value.is_null()).cloned()
        };
        let length = constraint("length").unwrap_or_default();
        let least = length["min"].as_u64().unwrap_or(0);
        let most = |otherwise: u64| length["max"].as_u64().unwrap_or(otherwise.max(least));
        let count = |rng: &mut Rng| rng.u64(least..=most(ENTRIES).min(ENTRIES.max(least)));
        match shape["type"].as_str().unwrap() {
            "string" => match constraint("pattern") {
                Some(pattern) => self.text(pattern.as_str().unwrap(), least, length["max"].as_u64()).into(),
                None => {
                    let letters = self.rng.u64(least..=most(LONGEST).min(LONGEST.max(least)));
                    (0..letters).map(|_| self.rng.choice(LETTERS).unwrap()).collect::<String>().into()
                }
            },
            "enum" | "intEnum" => {
                let members = shape["members"].as_object().unwrap().values();
                self.rng.choice(members).unwrap()["traits"]["smithy.api#enumValue"].clone()
            }
            "boolean" | "primitiveboolean" => self.rng.bool().into(),
            "byte" => self.whole(constraint("range"), i8::MIN.into(), i8::MAX.into()),
            "short" => self.whole(constraint("range"), i16::MIN.into(), i16::MAX.into()),
            "integer" | "primitiveinteger" => self.whole(constraint("range"), i32::MIN.into(), i32::MAX.into()),
            "long" | "primitivelong" => self.whole(constraint("range"), i64::MIN, i64::MAX),
            // Halves are the same number in every width.
            "float" | "double" => (f64::from(self.rng.i32(-1000..1000)) / 2.0).into(),
            "timestamp" => {
                let (seconds, thousandths) = (self.rng.u32(..), self.rng.u32(0..1000));
                (f64::from(seconds) + f64::from(thousandths) / 1000.0).into()
            }
            "blob" => {
                const BLOBS: [&str; 3] = ["", "AA==", "/+8="];
                self.rng.choice(BLOBS).unwrap().into()
            }
            "list" | "set" => {
                (0..count(&mut self.rng)).map(|_| self.member(&shape["member"], fullness, depth + 1)).collect()
            }
            "map" => {
                let entries = (0..count(&mut self.rng)).map(|_| {
                    let key = self.member(&shape["key"], fullness, depth + 1);
                    (key.as_str().unwrap().to_owned(), self.member(&shape["value"], fullness, depth + 1))
                });
                Value::Object(entries.collect())
            }
            "structure" => self.structure(shape, fullness, depth),
            "union" => {
                let members = shape["members"].as_object().unwrap();
                let (name, member) = self.rng.choice(members.iter()).unwrap();
                Value::Object(Map::from_iter([(name.clone(), self.member(member, fullness, depth + 1))]))
            }
            "unit" => json!({}),
            kind => panic!("{id} is a {kind}, of which no documents are made"),
        }
    }

    fn structure(&mut self, shape: &Value, fullness: Fullness, depth: usize) -> Value {
        let members = shape.get("members").and_then(Value::as_object).into_iter().flatten();
        // A type holds the value of a member that has a default, save in an input: whatever is written has it.
        let is_input = !shape["traits"]["smithy.api#input"].is_null();
        let mut document = Map::new();
        for (name, member) in members {
            let traits = &member["traits"];
            let is_there = !traits["smithy.api#required"].is_null()
                || !(is_input || traits["smithy.api#default"].is_null())
                || match fullness {
                    Fullness::Least => false,
                    Fullness::Random => depth < DEPTH && self.rng.bool(),
                    Fullness::Full => depth < DEPTH,
                };
            if is_there {
                document.insert(name.clone(), self.member(member, fullness, depth + 1));
            }
        }
        Value::Object(document)
    }

    /// A whole number between the bounds of a trait and those of its type; often a bound.
    fn whole(&mut self, range: Option<Value>, least: i64, most: i64) -> Value {
        let range = range.unwrap_or_default();
        let least = range["min"].as_i64().unwrap_or(least);
        let most = range["max"].as_i64().unwrap_or(most);
        match self.rng.u8(0..4) {
            0 => least.into(),
            1 => most.into(),
            _ => self.rng.i64(least..=most).into(),
        }
    }

    /// A text that a pattern takes, with so many characters.
    fn text(&mut self, pattern: &str, least: u64, most: Option<u64>) -> String {
        let texts = self.patterns.entry(pattern.to_owned()).or_insert_with(|| Texts::of(pattern));
        for _ in 0..TRIES {
            let most_repeats = self.rng.choice([1, 4, 16, 64]).unwrap();
            let mut text = String::new();
            sample(&texts.source, most_repeats, &mut self.rng, &mut text);
            let length = text.chars().count() as u64;
            if length >= least && most.is_none_or(|most| length <= most) && texts.hold(&text) {
                return text;
            }
        }
        panic!("no text of {least} to {most:?} characters was found for {pattern}");
    }
}

impl Texts {
    fn of(pattern: &str) -> Self {
        let translated = tinsmith::pattern::translate(pattern).unwrap();
        let compiled = |texts: &[String]| texts.iter().map(|text| Regex::new(text).unwrap()).collect();
        Self {
            source: regex_syntax::parse(&translated.all[0]).unwrap(),
            all: compiled(&translated.all),
            none: compiled(&translated.none),
        }
    }

    fn hold(&self, text: &str) -> bool {
        self.all.iter().all(|one| one.is_match(text)) && !self.none.iter().any(|one| one.is_match(text))
    }
}

/// Adds a text of an expression; what repeats does so a bounded number of times. What the text has to stand between
/// (`^`, `\b`) is not looked at.
fn sample(hir: &Hir, most_repeats: u32, rng: &mut Rng, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).unwrap()),
        HirKind::Class(Class::Unicode(class)) => {
            let has = |letter: char| class.iter().any(|range| (range.start()..=range.end()).contains(&letter));
            let known = LETTERS.iter().copied().filter(|letter| has(*letter));
            let letter = rng.choice(known.collect::<Vec<_>>()).filter(|_| rng.bool());
            let any = |rng: &mut Rng| {
                let range = rng.choice(class.ranges()).unwrap();
                rng.char(range.start()..=range.end())
            };
            text.push(letter.unwrap_or_else(|| any(rng)));
        }
        HirKind::Class(Class::Bytes(class)) => {
            let range = rng.choice(class.ranges()).unwrap();
            text.push(rng.u8(range.start()..=range.end().min(0x7f)).into());
        }
        HirKind::Repetition(repetition) => {
            let most = repetition.min.saturating_add(most_repeats);
            let times = rng.u32(repetition.min..=repetition.max.unwrap_or(most).min(most));
            (0..times).for_each(|_| sample(&repetition.sub, most_repeats, rng, text));
        }
        HirKind::Capture(capture) => sample(&capture.sub, most_repeats, rng, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| sample(part, most_repeats, rng, text)),
        HirKind::Alternation(parts) => sample(rng.choice(parts).unwrap(), most_repeats, rng, text),
    }
}

/// The shapes of a model in JSON.
///
/// # Panics
/// It is none.
pub fn shapes(model: &str) -> Map<String, Value> {
    let mut model: Value = serde_json::from_str(model).unwrap();
    let Some(Value::Object(shapes)) = model.get_mut("shapes").map(Value::take) else { panic!("no shapes") };
    shapes
}

/// An operation of a model.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name.
    pub name: String,
    /// The id of its input.
    pub input: String,
    /// The id of its output.
    pub output: String,
    /// The ids of its errors.
    pub errors: Vec<String>,
}

/// The operations of a model.
pub fn operations(shapes: &Map<String, Value>) -> Vec<Operation> {
    let target = |part: &Value| part["target"].as_str().unwrap_or("smithy.api#Unit").to_owned();
    let operations = shapes.iter().filter(|(_, shape)| shape["type"] == "operation");
    operations
        .map(|(id, shape)| Operation {
            name: id.split('#').next_back().unwrap().to_owned(),
            input: target(&shape["input"]),
            output: target(&shape["output"]),
            errors: shape["errors"].as_array().into_iter().flatten().map(target).collect(),
        })
        .collect()
}

/// Whether two documents are the same: numbers by value, however they are written.
pub fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one.as_i64().zip(other.as_i64()).map_or(one.as_f64() == other.as_f64(), |(one, other)| one == other)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, value)| other.get(name).is_some_and(|found| same(value, found)))
        }
        _ => one == other,
    }
}
