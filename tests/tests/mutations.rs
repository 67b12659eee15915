//! Damaged models: nothing panics, and every refusal names its place and a remedy.
//!
//! The generator of damage is seeded, and the seed is the same on every run, so that a red run is about the change at
//! hand. `TINSMITH_SEED=7 cargo test -p tinsmith-tests --test mutations` takes another one, `TINSMITH_CASES=100000`
//! more of them; a failure prints what repeats it.
#![cfg(test)]

mod support;

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fastrand::Rng;
use serde_json::{Value, json};
use support::{generate_bytes, operation_ids, options, refusal, shared_models, slice, workmail, workmail_path};
use tinsmith::generate::{self, GenerateError};
use tinsmith::model::{Errors, Place};

/// The seed of a run that names none.
const SEED: u64 = 20_171_001;

/// Cases of a run that names no number, shared out among the tests below; official models are damaged on top.
const CASES: usize = 5_200;

fn environment(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name}: {text:?} is not a number")))
}

/// A generator that differs between tests but not between runs; the seed is printed even if the process dies.
fn rng(test: &str) -> Rng {
    let seed = environment("TINSMITH_SEED").unwrap_or(SEED);
    // Past the capture of output: a stack overflow would take the captured text with it.
    writeln!(std::io::stderr(), "{test}: TINSMITH_SEED={seed}").unwrap();
    Rng::with_seed(seed ^ test.bytes().map(u64::from).sum::<u64>())
}

fn cases(part: usize, whole: usize) -> usize {
    let all = environment("TINSMITH_CASES").map_or(CASES, |cases| usize::try_from(cases).unwrap());
    all * part / whole
}

/// What became of the cases.
#[derive(Debug, Default)]
struct Tally {
    generated: usize,
    refused: usize,
}

impl Tally {
    /// Generates from `bytes`; panics with the case, and leaves it as a file, where that panics or says too little.
    fn case(&mut self, test: &str, index: usize, bytes: &[u8]) {
        let outcome = catch_unwind(AssertUnwindSafe(|| generate_bytes("mutated.json", bytes)));
        let trouble = match outcome {
            Ok(Ok(generated)) => {
                self.generated += 1;
                generated.files.is_empty().then(|| "no files".to_owned())
            }
            Ok(Err(GenerateError::Model(errors))) => {
                self.refused += 1;
                unhelpful(&errors)
            }
            Ok(Err(other)) => Some(other.to_string()),
            Err(_) => Some("a panic".to_owned()),
        };
        if let Some(trouble) = trouble {
            let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{index}.json"));
            std::fs::write(&file, bytes).unwrap();
            panic!("{test}: case {index}: {trouble}\nthe model is in {}", file.display());
        }
    }
}

/// Why a refusal is of no help, if it is not.
fn unhelpful(errors: &Errors) -> Option<String> {
    let bad = |problem: &tinsmith::model::Problem| {
        let sentence = |text: &str| text.len() > 4 && text.len() < 2_000;
        // Without a place the message itself must tell where: the whole file, or its line.
        let placed =
            problem.place != Place::default() || WHOLE_FILE.iter().any(|start| problem.message.starts_with(start));
        problem.file != "mutated.json" || !sentence(&problem.message) || !sentence(&problem.remedy) || !placed
    };
    if errors.0.is_empty() {
        return Some("refused without a reason".to_owned());
    }
    errors.0.iter().find(|problem| bad(problem)).map(|problem| format!("says too little: {problem:?}"))
}

/// How messages begin that are about the file as a whole, or about an id that is none.
const WHOLE_FILE: [&str; 8] = [
    "is ",
    "cannot be read",
    "expected an object at the top",
    "the top-level",
    "smithy:",
    "shapes:",
    "the file has",
    "\"",
];

/// Names that mean something in Rust, on the wire or in the generated crate.
const HOSTILE_NAMES: [&str; 30] = [
    "self",
    "Self",
    "super",
    "crate",
    "type",
    "gen",
    "r#type",
    "_",
    "__",
    "__type",
    "String",
    "Option",
    "Result",
    "Some",
    "None",
    "Ok",
    "Err",
    "Box",
    "Vec",
    "Unhandled",
    "Unknown",
    "build",
    "builder",
    "client",
    "message",
    "meta",
    "9lives",
    "",
    "Ünï",
    "a b",
];

/// Text that breaks out of something.
const HOSTILE_TEXTS: [&str; 18] = [
    "",
    "*/",
    "/*",
    "```",
    "```rust\nfn x(",
    "\"",
    "\\",
    "\n\n\n",
    "\r",
    "\0",
    "<p>",
    "</p></p>",
    "<a href=\"",
    "[x](",
    "`",
    "{{}}",
    "\u{202e}\u{feff}",
    "#![allow(warnings)]",
];

/// Traits whose values have a form.
const TRAITS: [&str; 26] = [
    "smithy.api#required",
    "smithy.api#default",
    "smithy.api#clientOptional",
    "smithy.api#addedDefault",
    "smithy.api#input",
    "smithy.api#sensitive",
    "smithy.api#sparse",
    "smithy.api#length",
    "smithy.api#range",
    "smithy.api#pattern",
    "smithy.api#enum",
    "smithy.api#enumValue",
    "smithy.api#error",
    "smithy.api#httpError",
    "smithy.api#retryable",
    "smithy.api#idempotencyToken",
    "smithy.api#paginated",
    "smithy.api#timestampFormat",
    "smithy.api#streaming",
    "smithy.api#endpoint",
    "smithy.api#hostLabel",
    "smithy.api#mixin",
    "smithy.api#deprecated",
    "smithy.api#documentation",
    "smithy.api#box",
    "a.b#unknown",
];

const TYPES: [&str; 24] = [
    "blob",
    "boolean",
    "string",
    "byte",
    "short",
    "integer",
    "long",
    "float",
    "double",
    "bigInteger",
    "bigDecimal",
    "timestamp",
    "document",
    "enum",
    "intEnum",
    "list",
    "set",
    "map",
    "structure",
    "union",
    "service",
    "resource",
    "operation",
    "apply",
];

fn pick<'a>(rng: &mut Rng, from: &[&'a str]) -> &'a str {
    from[rng.usize(..from.len())]
}

/// How many values a document holds, itself included.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(entries) => entries.values().map(count).sum(),
        _ => 0,
    }
}

/// The value at `index` in document order; `index` counts down to it.
fn nth<'a>(value: &'a mut Value, index: &mut usize) -> Option<&'a mut Value> {
    if *index == 0 {
        return Some(value);
    }
    *index -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, index)),
        Value::Object(entries) => entries.values_mut().find_map(|entry| nth(entry, index)),
        _ => None,
    }
}

/// Any value of the document.
fn any<'a>(rng: &mut Rng, document: &'a mut Value) -> &'a mut Value {
    let mut index = rng.usize(..count(document));
    nth(document, &mut index).unwrap()
}

/// A shape of the document; sometimes one that is not there.
fn any_id(rng: &mut Rng, document: &Value) -> String {
    let Some(shapes) = document["shapes"].as_object().filter(|shapes| !shapes.is_empty()) else {
        return "a.b#C".to_owned();
    };
    match rng.u8(..8) {
        0 => format!("smithy.api#{}", pick(rng, &["Unit", "String", "PrimitiveInteger", "Document", "Nothing"])),
        1 => "a.b#C".to_owned(),
        _ => shapes.keys().nth(rng.usize(..shapes.len())).unwrap().clone(),
    }
}

/// A value of any kind, mostly small.
fn any_value(rng: &mut Rng, document: &mut Value) -> Value {
    match rng.u8(..14) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(rng.i32(-3..300)),
        3 => json!([i64::MIN, i64::MAX][rng.usize(..2)]),
        4 => json!(u64::MAX),
        5 => json!([1.5, 1e300, -0.0][rng.usize(..3)]),
        6 => json!(pick(rng, &HOSTILE_NAMES)),
        7 => json!(pick(rng, &HOSTILE_TEXTS)),
        8 => json!([]),
        9 => json!({}),
        10 => json!({"target": any_id(rng, document)}),
        11 => json!({"min": rng.i32(-9..9), "max": rng.i32(-9..9)}),
        12 => (0..rng.usize(..200)).fold(json!("deep"), |inner, _| json!([inner])),
        _ => any(rng, document).clone(),
    }
}

/// One change to the document.
fn mutate(rng: &mut Rng, document: &mut Value) {
    let value = any_value(rng, document);
    let id = any_id(rng, document);
    let place = any(rng, document);
    match rng.u8(..10) {
        0 => *place = value,
        1 => *place = json!(pick(rng, &HOSTILE_TEXTS)),
        _ => match place {
            Value::Object(entries) => mutate_object(rng, entries, value, &id),
            Value::Array(items) => match rng.u8(..4) {
                0 => items.push(value),
                1 => items.clear(),
                2 => items.extend(items.clone()),
                _ => items.truncate(rng.usize(..=items.len())),
            },
            // Ids are most of the text of a model, so that a text becomes another id more often than not.
            Value::String(text) => {
                *text = match rng.u8(..6) {
                    0 => pick(rng, &TYPES).to_owned(),
                    1 => pick(rng, &HOSTILE_NAMES).to_owned(),
                    2 => text.chars().rev().collect(),
                    _ => id,
                }
            }
            other => *other = value,
        },
    }
}

fn mutate_object(rng: &mut Rng, entries: &mut serde_json::Map<String, Value>, value: Value, id: &str) {
    let key = (!entries.is_empty()).then(|| entries.keys().nth(rng.usize(..entries.len())).unwrap().clone());
    match (rng.u8(..8), key) {
        (0, Some(key)) => drop(entries.shift_remove(&key)),
        (1, Some(key)) => {
            let moved = entries.shift_remove(&key).unwrap();
            entries.insert(pick(rng, &HOSTILE_NAMES).to_owned(), moved);
        }
        (2, Some(key)) => {
            let copy = entries[&key].clone();
            entries.insert(pick(rng, &HOSTILE_NAMES).to_owned(), copy);
        }
        // A name that differs in case alone.
        (3, Some(key)) => {
            let copy = entries[&key].clone();
            entries.insert(key.to_lowercase(), copy);
        }
        (4, _) => drop(entries.insert("type".to_owned(), json!(pick(rng, &TYPES)))),
        (5, _) => drop(entries.insert("target".to_owned(), json!(id))),
        (6, _) => drop(entries.insert("mixins".to_owned(), json!([{"target": id}]))),
        _ => {
            let traits = entries.entry("traits").or_insert_with(|| json!({}));
            if let Value::Object(traits) = traits {
                let fitting = if rng.bool() { json!({}) } else { value };
                traits.insert(pick(rng, &TRAITS).to_owned(), fitting);
            }
        }
    }
}

/// One change to the bytes.
fn mutate_bytes(rng: &mut Rng, bytes: &mut Vec<u8>) {
    let at = rng.usize(..bytes.len().max(1));
    let end = (at + rng.usize(..40)).min(bytes.len());
    match rng.u8(..6) {
        0 => bytes.truncate(at),
        1 => drop(bytes.drain(at.min(end)..end)),
        2 => {
            let copy = bytes[at.min(end)..end].to_vec();
            bytes.splice(at.min(end)..at.min(end), copy);
        }
        3 => bytes.insert(at.min(end), rng.u8(..)),
        // What JSON is made of does more harm than any byte.
        4 => bytes.insert(at.min(end), b"{}[]\",:\\0-e"[rng.usize(..11)]),
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << rng.u8(..8);
            }
        }
    }
}

/// A few operations of a model: small enough to be damaged and generated thousands of times, and all of the model over
/// a run.
fn slices(rng: &mut Rng, model: &Value, number: usize) -> Vec<Value> {
    let ids = operation_ids(model);
    let some =
        |rng: &mut Rng| -> Vec<&str> { (0..rng.usize(1..3)).map(|_| ids[rng.usize(..ids.len())].as_str()).collect() };
    (0..number).map(|_| slice(model, &some(rng))).collect()
}

/// Damages slices of a model as values.
fn damage(test: &str, rng: &mut Rng, model: &Value, cases: usize, tally: &mut Tally) {
    let slices = slices(rng, model, 60);
    for index in 0..cases {
        let mut document = slices[index % slices.len()].clone();
        for _ in 0..rng.usize(1..4) {
            mutate(rng, &mut document);
        }
        tally.case(test, index, &serde_json::to_vec(&document).unwrap());
    }
}

#[test]
fn a_damaged_workmail_is_generated_or_refused() {
    let test = "structure";
    let mut rng = rng(test);
    let mut tally = Tally::default();
    let cases = cases(1, 2);
    damage(test, &mut rng, &workmail(), cases, &mut tally);
    println!("{tally:?}");
    // Both ways are taken: the damage is neither too light nor too heavy to tell anything.
    assert!(tally.generated > cases / 10 && tally.refused > cases / 10, "{tally:?}");
}

#[test]
fn a_damaged_file_is_generated_or_refused() {
    let test = "bytes";
    let mut rng = rng(test);
    let whole = std::fs::read(workmail_path()).unwrap();
    let slices: Vec<Vec<u8>> =
        slices(&mut rng, &workmail(), 20).iter().map(|slice| serde_json::to_vec_pretty(slice).unwrap()).collect();
    let mut tally = Tally::default();
    for index in 0..cases(1, 4) {
        // The whole model takes as long as a hundred slices.
        let mut bytes = if index % 300 == 0 { whole.clone() } else { slices[index % slices.len()].clone() };
        for _ in 0..rng.usize(1..4) {
            mutate_bytes(&mut rng, &mut bytes);
        }
        tally.case(test, index, &bytes);
    }
    assert!(tally.generated > 0 && tally.refused > 0, "{tally:?}");
}

#[test]
fn arbitrary_bytes_are_refused() {
    let test = "noise";
    let mut rng = rng(test);
    let mut tally = Tally::default();
    for index in 0..cases(1, 4) {
        let length = rng.usize(..400);
        let json = b"{}[]\",:tfn019-. \n\\";
        let bytes: Vec<u8> = if rng.bool() {
            (0..length).map(|_| rng.u8(..)).collect()
        } else {
            (0..length).map(|_| json[rng.usize(..json.len())]).collect()
        };
        tally.case(test, index, &bytes);
    }
    assert_eq!(tally.generated, 0);
}

#[test]
fn other_real_models_take_damage_as_well() {
    let test = "shared";
    let Some(models) = shared_models("damage to official models") else { return };
    let mut rng = rng(test);
    let mut tally = Tally::default();
    for path in &models {
        let model = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        damage(test, &mut rng, &model, cases(1, 12 * models.len()), &mut tally);
    }
    assert!(tally.generated > 0 && tally.refused > 0, "{tally:?}");
}

/// How long a hostile model may keep a debug build busy on a loaded machine.
const SOON: Duration = Duration::from_secs(30);

/// The one problem of a model that must be refused soon.
fn refused_soon(name: &str, bytes: &[u8]) -> String {
    let start = Instant::now();
    let errors = refusal(name, bytes);
    assert!(start.elapsed() < SOON, "{name}: took {:?}", start.elapsed());
    let text = errors.to_string();
    assert!(text.len() < 100_000, "{name}: a message of {} bytes", text.len());
    text
}

#[test]
fn deep_nesting_of_json_is_refused_with_its_place() {
    const DEPTH: usize = 100_000;
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let text = format!("{}0{}", open.repeat(DEPTH), close.repeat(DEPTH));
        let message = refused_soon("deep.json", text.as_bytes());
        assert!(message.contains("recursion limit") && message.contains("line 1 column"), "{message}");
        let inside = format!(r#"{{"smithy": "2.0", "shapes": {{"a.b#C": {text}}}}}"#);
        refused_soon("deep.json", inside.as_bytes());
        refused_soon("unclosed.json", open.repeat(DEPTH).as_bytes());
    }
}

/// A service whose one operation takes `a.b#S0`, and `shapes` beside it.
fn service_of(shapes: impl Iterator<Item = (String, Value)>) -> Value {
    let mut all = serde_json::Map::new();
    let service = json!({
        "type": "service", "version": "1", "operations": [{"target": "a.b#Do"}],
        "traits": {"aws.protocols#awsJson1_0": {}, "aws.api#service": {"sdkId": "S"}},
    });
    all.insert("a.b#Service".to_owned(), service);
    all.insert("a.b#Do".to_owned(), json!({"type": "operation", "input": {"target": "a.b#S0"}}));
    all.extend(shapes);
    json!({"smithy": "2.0", "shapes": all})
}

/// Thousands of shapes, each of which refers to the next.
fn chain(link: impl Fn(&str) -> Value) -> Vec<u8> {
    const LENGTH: usize = 10_000;
    let links = (0..LENGTH).map(|i| (format!("a.b#S{i}"), link(&format!("a.b#S{}", (i + 1).min(LENGTH)))));
    let last = (format!("a.b#S{LENGTH}"), json!({"type": "structure", "members": {}}));
    let first = ("a.b#Start".to_owned(), json!({"type": "structure", "members": {"m": {"target": "a.b#S0"}}}));
    let mut model = service_of(links.chain([first, last]));
    model["shapes"]["a.b#Do"]["input"]["target"] = json!("a.b#Start");
    serde_json::to_vec(&model).unwrap()
}

/// The loader gets through, or refuses: the point is that it comes back, and soon.
fn loads_soon(name: &str, bytes: &[u8]) {
    let start = Instant::now();
    let options = options(Path::new(name), Path::new("nowhere"));
    let loaded = tinsmith::model::load_bytes(name, bytes, None, &options.load);
    if let Ok(loaded) = loaded {
        tinsmith::lower::lower(&loaded.model, &tinsmith::lower::LowerOptions::default()).unwrap();
    }
    assert!(start.elapsed() < SOON * 2, "{name}: took {:?}", start.elapsed());
}

#[test]
fn long_chains_of_shapes_do_not_exhaust_the_stack() {
    let structure = |next: &str| json!({"type": "structure", "members": {"m": {"target": next}}});
    let list = |next: &str| json!({"type": "list", "member": {"target": next}});
    let union = |next: &str| json!({"type": "union", "members": {"m": {"target": next}}});
    let mixin = |next: &str| json!({"type": "structure", "members": {}, "mixins": [{"target": next}], "traits": {"smithy.api#mixin": {}}});
    loads_soon("structures.json", &chain(structure));
    loads_soon("lists.json", &chain(list));
    loads_soon("unions.json", &chain(union));
    loads_soon("mixins.json", &chain(mixin));
}

#[test]
fn a_text_of_a_hundred_megabytes_ends_soon_wherever_it_stands() {
    let marker = "HUGE";
    let huge = "A".repeat(100 << 20);
    let documented = json!({"type": "string", "traits": {"smithy.api#documentation": marker}});
    let named = json!({"type": "structure", "members": {marker: {"target": "smithy.api#String"}}});
    let places = [("documentation", documented), ("a member's name", named)];
    for (name, shape) in places {
        let held = [
            ("a.b#S0".to_owned(), json!({"type": "structure", "members": {"m": {"target": "a.b#C"}}})),
            ("a.b#C".to_owned(), shape),
        ];
        let text = service_of(held.into_iter()).to_string();
        let message = refused_soon(name, text.replace(marker, &huge).as_bytes());
        assert!(message.contains("a text of 1048576"), "{name}: {message}");
        assert!(message.contains("line 1 column"), "{name}: {message}");
    }
}

#[test]
fn a_truncated_file_is_refused_with_line_and_column() {
    let whole = std::fs::read_to_string(workmail_path()).unwrap();
    for part in [1, 3, 7] {
        let cut = &whole[..whole.len() * part / 8];
        let message = refused_soon("cut.json", cut.as_bytes());
        let line = cut.lines().count();
        assert!(message.contains(&format!("line {line} column")), "{message} at line {line}");
        assert!(message.contains("ends too early"), "{message}");
    }
}

#[test]
fn a_directory_is_no_model_and_nothing_is_written() {
    let out: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("never-written");
    for (model, expected) in
        [(workmail_path().parent().unwrap().to_owned(), "is a directory"), (out.join("nothing.json"), "cannot be read")]
    {
        let error = generate::write(&options(&model, &out)).unwrap_err().to_string();
        assert!(error.starts_with(&model.display().to_string()) && error.contains(expected), "{error}");
        assert!(!out.exists());
    }
}
