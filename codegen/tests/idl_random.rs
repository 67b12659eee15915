//! Random models: written as IDL and read again they are the same, and written once more they are the same text.
//!
//! `TINSMITH_SEED` starts another sequence, `TINSMITH_CASES` says how many models are made.
#![cfg(test)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use tinsmith::model::{convert, idl};

/// xorshift64*: a run is repeated by its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap() % bound
    }

    fn one_of(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }
}

/// Names that mean something elsewhere, too: shapes and traits of the prelude, words of the grammar.
const NAMES: [&str; 22] = [
    "String",
    "Blob",
    "Integer",
    "required",
    "length",
    "structure",
    "list",
    "apply",
    "use",
    "metadata",
    "namespace",
    "with",
    "for",
    "input",
    "true",
    "null",
    "_a",
    "Thing",
    "Other",
    "A1",
    "thing",
    "Last",
];

const SIMPLE: [&str; 10] =
    ["blob", "boolean", "string", "byte", "integer", "long", "double", "bigDecimal", "timestamp", "document"];

const PIECES: [&str; 28] = [
    "\n",
    "\n",
    "\n\n",
    "\"",
    "\"\"",
    "\"\"\"",
    "\\",
    " ",
    "  ",
    "    ",
    "\t",
    "\r",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "é",
    "😀",
    "word",
    "two words",
    "/// ",
    "//",
    "{",
    "}",
    "$",
    "\\n",
    "a.b#String",
    ",",
];

fn text(random: &mut Random) -> String {
    (0..random.below(8)).map(|_| random.pick(&PIECES)).collect()
}

fn node(random: &mut Random, depth: usize) -> Value {
    match random.below(if depth > 3 { 6 } else { 9 }) {
        0 => Value::Null,
        1 => json!(random.one_of(2)),
        2 => json!(random.pick(&[0_i64, -1, 7, i64::MIN, i64::MAX])),
        3 => json!(random.pick(&[0.5, -1.25, 1e300, 1e-9, 123_456.789])),
        4 | 5 => json!(text(random)),
        6 => (0..random.below(4)).map(|_| node(random, depth + 1)).collect(),
        _ => Value::Object((0..random.below(4)).map(|_| (key(random), node(random, depth + 1))).collect()),
    }
}

fn key(random: &mut Random) -> String {
    if random.one_of(3) { text(random) } else { random.pick(&NAMES).to_owned() }
}

/// Traits for a shape or member of any type: that they fit is not asked here.
fn traits(random: &mut Random, ids: &[String], mut traits: Map<String, Value>) -> Map<String, Value> {
    for _ in 0..random.below(4) {
        let (id, value) = match random.below(9) {
            0 => ("smithy.api#documentation".to_owned(), json!(text(random))),
            1 => ("smithy.api#required".to_owned(), json!({})),
            2 => ("smithy.api#deprecated".to_owned(), json!({ "since": text(random) })),
            3 => ("smithy.api#tags".to_owned(), json!([text(random), random.pick(&NAMES)])),
            4 => ("smithy.api#length".to_owned(), json!({ "min": 1, "max": 9 })),
            5 => ("smithy.api#references".to_owned(), json!([{ "resource": random.pick(ids) }])),
            6 => ("aws.api#data".to_owned(), json!("content")),
            7 => ("nobody.knows#this".to_owned(), node(random, 0)),
            _ => ("a.b#undefined".to_owned(), node(random, 0)),
        };
        traits.insert(id, value);
    }
    traits
}

fn with_traits(mut shape: Value, traits: Map<String, Value>) -> Value {
    if !traits.is_empty() {
        shape["traits"] = Value::Object(traits);
    }
    shape
}

fn member(random: &mut Random, ids: &[String], own: Map<String, Value>) -> Value {
    let target = random.pick(ids);
    let traits = traits(random, ids, own);
    with_traits(json!({ "target": target }), traits)
}

/// Members with names of their own.
fn members(random: &mut Random, least: usize, mut make: impl FnMut(&mut Random, &str) -> Value) -> Value {
    let mut members = Map::new();
    for _ in 0..least + random.below(4) {
        let name = random.pick(&NAMES).to_owned();
        let member = make(random, &name);
        members.insert(name, member);
    }
    Value::Object(members)
}

/// A model of two namespaces, in the order in which reading gives its shapes back.
fn model(random: &mut Random) -> Value {
    let mut types: BTreeMap<String, &str> = BTreeMap::new();
    for _ in 0..4 + random.below(14) {
        let id = format!("{}#{}", random.pick(&["a.b", "c"]), random.pick(&NAMES));
        let kinds = [
            "simple",
            "list",
            "map",
            "structure",
            "structure",
            "mixin",
            "union",
            "enum",
            "intEnum",
            "operation",
            "resource",
            "service",
        ];
        types.insert(id, random.pick(&kinds));
    }
    let of = |kind: &str| -> Vec<String> {
        types.iter().filter(|(_, known)| **known == kind).map(|(id, _)| id.clone()).collect()
    };
    let mut ids: Vec<String> = types.keys().cloned().collect();
    ids.extend(["smithy.api#String", "smithy.api#Integer", "smithy.api#Unit"].map(str::to_owned));
    let (mixins, operations, resources) = (of("mixin"), of("operation"), of("resource"));
    let mut shapes = Map::new();
    let mut inputs = Vec::new();
    for (id, kind) in &types {
        let own = traits(random, &ids, Map::new());
        let targets = |random: &mut Random, of: &[String]| -> Value {
            of.iter().filter(|_| random.one_of(2)).map(|id| json!({ "target": id })).collect()
        };
        let mut shape = match *kind {
            "simple" => json!({ "type": random.pick(&SIMPLE) }),
            "list" => json!({ "type": "list", "member": member(random, &ids, Map::new()) }),
            "map" => {
                let (key, value) = (member(random, &ids, Map::new()), member(random, &ids, Map::new()));
                json!({ "type": "map", "key": key, "value": value })
            }
            "structure" | "mixin" => structure(random, &ids),
            "union" => {
                json!({ "type": "union", "members": members(random, 1, |random, _| member(random, &ids, Map::new())) })
            }
            "enum" | "intEnum" => {
                let values = members(random, 1, |random, name| {
                    let value = match *kind {
                        "enum" if random.one_of(2) => json!(name),
                        "enum" => json!(text(random)),
                        _ => json!(random.below(100)),
                    };
                    let own = Map::from_iter([("smithy.api#enumValue".to_owned(), value)]);
                    with_traits(json!({ "target": "smithy.api#Unit" }), traits(random, std::slice::from_ref(id), own))
                });
                json!({ "type": kind, "members": values })
            }
            "operation" => {
                let mut operation = json!({ "type": "operation" });
                for (side, suffix) in [("input", "Input"), ("output", "Output")] {
                    let inline = format!("{id}{suffix}");
                    if random.one_of(3) && !types.contains_key(&inline) {
                        operation[side] = json!({ "target": inline });
                        inputs.push((inline, side));
                    } else if random.one_of(2) {
                        operation[side] = json!({ "target": random.pick(&ids[..ids.len() - 1]) });
                    }
                }
                operation
            }
            "resource" => {
                let mut resource = json!({ "type": "resource" });
                for key in ["identifiers", "properties"] {
                    if random.one_of(2) {
                        resource[key] = members(random, 1, |random, _| json!({ "target": random.pick(&ids) }));
                    }
                }
                if let Some(read) = operations.first().filter(|_| random.one_of(2)) {
                    resource["read"] = json!({ "target": read });
                }
                let bound = targets(random, &operations);
                if bound != json!([]) {
                    resource["operations"] = bound;
                }
                resource
            }
            _ => {
                let mut service = json!({ "type": "service", "version": text(random) });
                for (key, of) in [("operations", &operations), ("resources", &resources)] {
                    let bound = targets(random, of);
                    if bound != json!([]) {
                        service[key] = bound;
                    }
                }
                service
            }
        };
        if *kind == "structure" && !mixins.is_empty() && random.one_of(2) {
            shape["mixins"] = json!([{ "target": random.pick(&mixins) }]);
        }
        shapes.insert(id.clone(), with_traits(shape, own));
    }
    for (id, side) in inputs {
        let own = Map::from_iter([(format!("smithy.api#{side}"), json!({}))]);
        let traits = traits(random, &ids, own);
        let structure = structure(random, &ids);
        shapes.insert(id, with_traits(structure, traits));
    }
    mix(random, &ids, &mut shapes);
    let mut model = json!({ "smithy": "2.0" });
    if random.one_of(2) {
        model["metadata"] = Value::Object((0..=random.below(3)).map(|_| (key(random), node(random, 0))).collect());
    }
    model["shapes"] = Value::Object(shapes);
    model
}

fn structure(random: &mut Random, ids: &[String]) -> Value {
    let members = members(random, 0, |random, _| {
        let default = if random.one_of(4) { Some(("smithy.api#default".to_owned(), node(random, 2))) } else { None };
        member(random, ids, default.into_iter().collect())
    });
    json!({ "type": "structure", "members": members })
}

/// Adds traits to members that come from mixins.
fn mix(random: &mut Random, ids: &[String], shapes: &mut Map<String, Value>) {
    let mut applies = Vec::new();
    for (id, shape) in &*shapes {
        let Some(mixin) = shape.pointer("/mixins/0/target").and_then(Value::as_str) else { continue };
        for name in shapes[mixin]["members"].as_object().unwrap().keys() {
            let traits = traits(random, ids, Map::new());
            if shape["members"].get(name).is_none() && !traits.is_empty() {
                applies.push((format!("{id}${name}"), json!({ "type": "apply", "traits": traits })));
            }
        }
    }
    shapes.extend(applies);
}

/// The files of a model in a folder.
fn write(folder: &Path, ast: &Value) -> BTreeMap<PathBuf, String> {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).unwrap();
    let files = idl("random", ast).unwrap_or_else(|errors| panic!("{errors}\n{ast:#}"));
    let files = files.into_iter().map(|(namespace, text)| (folder.join(format!("{namespace}.smithy")), text));
    files.inspect(|(path, text)| fs::write(path, text).unwrap()).collect()
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

#[test]
fn random_models_are_the_same_behind_their_idl() {
    let seed = number("TINSMITH_SEED").unwrap_or(20_171_001);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("idl-random");
    for case in 0..number("TINSMITH_CASES").unwrap_or(300) {
        let mut random = Random((seed << 20) + case + 1);
        let ast = model(&mut random);
        let files = write(&folder, &ast);
        let told = || files.values().cloned().collect::<Vec<_>>().join("\n----\n");
        let (_, again) = convert(&folder).unwrap_or_else(|errors| panic!("case {case}: {errors}\n{}", told()));
        for (id, shape) in ast["shapes"].as_object().unwrap() {
            assert_eq!(again["shapes"].get(id), Some(shape), "case {case}: {id}\n{}", told());
        }
        assert_eq!(again, ast, "case {case}\n{}", told());
        assert_eq!(write(&folder, &again), files, "case {case}: the text is another");
    }
}
