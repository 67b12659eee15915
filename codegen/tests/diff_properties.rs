//! What holds of every diff, tried with random edits of real models: completeness, symmetry, independence of order.
//!
//! `model/workmail.json` is always there; other models are taken from the folder that `TINSMITH_MODELS`
//! names, or from `../shared/models`, where that folder exists.
#![cfg(test)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Map, Value, json};
use tinsmith::diff::{Action, Change, Diff, DiffOptions, Named, diff};
use tinsmith::model::{LoadOptions, Loaded, load_bytes};

/// xorshift64*: a run is repeated by its seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % bound
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        if items.is_empty() { None } else { items.get(self.below(items.len())) }
    }
}

fn read(value: &Value) -> Option<Loaded> {
    load_bytes("m.json", value.to_string().as_bytes(), None, &LoadOptions::default()).ok()
}

fn compare(old: &Loaded, new: &Loaded) -> Diff {
    diff(
        Named { name: "old", loaded: old },
        Named { name: "new", loaded: new },
        DiffOptions { docs: true, ..DiffOptions::default() },
    )
    .unwrap()
}

fn models() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut models = vec![root.join("model/workmail.json")];
    let folder = std::env::var_os("TINSMITH_MODELS").map_or_else(|| root.join("../shared/models"), PathBuf::from);
    match std::fs::read_dir(folder) {
        Ok(folder) => {
            let files = folder.map(|entry| entry.unwrap().path());
            let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
            // Data of another kind, such as the list of partitions, may lie beside the models.
            models.extend(files.filter(|path| std::fs::read_to_string(path).unwrap().contains("\"smithy\"")));
        }
        Err(_) => eprintln!("skipped: ../shared/models is not there; only model/workmail.json is edited"),
    }
    models.sort();
    models
}

/// A model's JSON with what an edit looks up: the shapes that the service reaches.
struct Subject {
    json: Value,
    loaded: Loaded,
    operations: Vec<String>,
    shapes: Vec<String>,
}

impl Subject {
    fn of(json: Value) -> Option<Self> {
        let loaded = read(&json)?;
        let operations = loaded.model.operations.iter().map(|operation| operation.id.to_string()).collect();
        let shapes = loaded.model.shapes.keys().map(ToString::to_string).filter(|id| json["shapes"].get(id).is_some());
        let shapes = shapes.collect();
        Some(Self { json, loaded, operations, shapes })
    }

    fn shape(&self, id: &str) -> &Value {
        &self.json["shapes"][id]
    }

    fn service(&self) -> String {
        self.loaded.model.service.id.to_string()
    }

    fn of_type(&self, types: &[&str]) -> Vec<&String> {
        let fits = |id: &&String| types.contains(&self.shape(id)["type"].as_str().unwrap());
        self.shapes.iter().filter(fits).collect()
    }
}

fn name(id: &str) -> &str {
    id.rsplit('#').next().unwrap()
}

fn traits<'v>(json: &'v mut Value, shape: &str, member: Option<&str>) -> &'v mut Map<String, Value> {
    let mut place = json["shapes"].get_mut(shape).unwrap();
    if let Some(member) = member {
        place = place["members"].get_mut(member).unwrap();
    }
    let fields = place.as_object_mut().unwrap();
    fields.entry("traits").or_insert_with(|| json!({})).as_object_mut().unwrap()
}

/// Sets a flag that is not set, or takes it away.
fn toggle(traits: &mut Map<String, Value>, id: &str) {
    if traits.shift_remove(id).is_none() {
        traits.insert(id.to_owned(), json!({}));
    }
}

const EDITS: usize = 36;

/// One edit of a kind at a random place: gives the id that the diff must report, `""` for none.
/// `None` where the model has no such place.
fn edit(subject: &Subject, json: &mut Value, kind: usize, random: &mut Random) -> Option<String> {
    let service = subject.service();
    let namespace = service.split('#').next().unwrap().to_owned();
    let operation = random.pick(&subject.operations)?.clone();
    let structures = subject.of_type(&["structure"]);
    let holders = subject.of_type(&["structure", "union"]);
    let with_members: Vec<&String> = structures
        .iter()
        .copied()
        .filter(|id| subject.shape(id)["members"].as_object().is_some_and(|members| !members.is_empty()))
        .collect();
    let holder = (*random.pick(&with_members)?).clone();
    let members: Vec<String> = subject.shape(&holder)["members"].as_object()?.keys().cloned().collect();
    let member = random.pick(&members)?.clone();
    let member_id = format!("{}${member}", name(&holder));
    let target = subject.shape(&holder)["members"][&member]["target"].as_str()?.to_owned();
    let add = |json: &mut Value, name: &str, shape: Value| {
        json["shapes"].as_object_mut().unwrap().insert(format!("{namespace}#{name}"), shape);
    };
    let any_shape = random.pick(&subject.shapes)?.clone();
    let expected = match kind {
        0 => {
            add(
                json,
                "FreshOperation",
                json!({ "type": "operation", "input": { "target": format!("{namespace}#FreshInput") } }),
            );
            add(
                json,
                "FreshInput",
                json!({ "type": "structure", "members": { "Part": { "target": format!("{namespace}#FreshPart") } } }),
            );
            add(json, "FreshPart", json!({ "type": "structure", "members": {} }));
            let target = json!({ "target": format!("{namespace}#FreshOperation") });
            let service = json["shapes"][&service].as_object_mut()?;
            service.entry("operations").or_insert_with(|| json!([])).as_array_mut()?.push(target);
            "FreshOperation:operation".to_owned()
        }
        1 => {
            let operations = json["shapes"][&service]["operations"].as_array_mut()?;
            let before = operations.len();
            operations.retain(|target| target["target"] != operation.as_str());
            if operations.len() == before {
                return None;
            }
            format!("{}:operation", name(&operation))
        }
        2 => {
            add(
                json,
                "FreshError",
                json!({ "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } }),
            );
            let target = json!({ "target": format!("{namespace}#FreshError") });
            let fields = json["shapes"][&operation].as_object_mut()?;
            fields.entry("errors").or_insert_with(|| json!([])).as_array_mut()?.push(target);
            format!("{}:error.FreshError", name(&operation))
        }
        3 => {
            let errors = json["shapes"][&operation].get_mut("errors")?.as_array_mut()?;
            let index = random.below(errors.len().max(1));
            let gone = if index < errors.len() { errors.remove(index) } else { return None };
            format!("{}:error.{}", name(&operation), name(gone["target"].as_str()?))
        }
        4 => {
            let holder = (*random.pick(&holders)?).clone();
            let fresh = json!({ "target": "smithy.api#String" });
            json["shapes"][&holder]["members"].as_object_mut()?.insert("FreshMember".to_owned(), fresh);
            format!("{}$FreshMember:member", name(&holder))
        }
        5 => {
            json["shapes"][&holder]["members"].as_object_mut()?.shift_remove(&member)?;
            format!("{member_id}:member")
        }
        6 => {
            json["shapes"][&holder]["members"][&member]["target"] = json!("smithy.api#BigDecimal");
            format!("{member_id}:target")
        }
        7 => {
            // An equal shape of another name, for a type whose name does not show.
            let copied = subject.json["shapes"].get(&target)?.clone();
            if !matches!(
                copied["type"].as_str()?,
                "string" | "list" | "map" | "integer" | "long" | "boolean" | "timestamp"
            ) || copied["traits"].get("smithy.api#enum").is_some()
            {
                return None;
            }
            add(json, "FreshCopy", copied);
            json["shapes"][&holder]["members"][&member]["target"] = json!(format!("{namespace}#FreshCopy"));
            String::new()
        }
        8..=10 => {
            let id = (*random.pick(&subject.of_type(&["enum"]))?).clone();
            let values = json["shapes"][&id]["members"].as_object_mut()?;
            let keys: Vec<String> = values.keys().cloned().collect();
            let key = random.pick(&keys)?.clone();
            let value =
                values[&key]["traits"].get("smithy.api#enumValue").and_then(Value::as_str).unwrap_or(&key).to_owned();
            match kind {
                8 => {
                    values.insert(
                        "FRESH_VALUE".to_owned(),
                        json!({ "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "fresh-value" } }),
                    );
                    format!("{}$fresh-value:value", name(&id))
                }
                9 => {
                    values.shift_remove(&key)?;
                    format!("{}${value}:value", name(&id))
                }
                _ => {
                    let mut member = values.shift_remove(&key)?;
                    member["traits"]["smithy.api#enumValue"] = json!(value);
                    values.insert("FRESH_NAME".to_owned(), member);
                    format!("{}${value}:value-name", name(&id))
                }
            }
        }
        11 => {
            toggle(traits(json, &holder, Some(&member)), "smithy.api#required");
            format!("{member_id}:required")
        }
        12 => {
            let place = traits(json, &holder, Some(&member));
            match place.shift_remove("smithy.api#default") {
                // A default of null is none.
                None => {
                    place.insert("smithy.api#default".to_owned(), Value::Null);
                    String::new()
                }
                Some(Value::Null) => String::new(),
                Some(_) => format!("{member_id}:default"),
            }
        }
        13 => {
            let id = (*random.pick(&subject.of_type(&["string", "list", "map", "blob"]))?).clone();
            let place = traits(json, &id, None);
            let most = 1_000_000_007 + random.below(1000);
            place.insert("smithy.api#length".to_owned(), json!({ "min": random.below(2), "max": most }));
            format!("{}:length", name(&id))
        }
        14 => {
            let id = (*random.pick(&subject.of_type(&["integer", "long", "double", "float"]))?).clone();
            traits(json, &id, None).insert("smithy.api#range".to_owned(), json!({ "min": -7, "max": 7_777 }));
            format!("{}:range", name(&id))
        }
        15 => {
            let id = (*random.pick(&subject.of_type(&["string"]))?).clone();
            traits(json, &id, None).insert("smithy.api#pattern".to_owned(), json!("^fresh$"));
            format!("{}:pattern", name(&id))
        }
        16 => {
            // A constraint of the member alone.
            let kind = subject.json["shapes"].get(&target)?["type"].as_str()?;
            if kind != "string" {
                return None;
            }
            traits(json, &holder, Some(&member)).insert("smithy.api#pattern".to_owned(), json!("^fresh$"));
            format!("{member_id}:pattern")
        }
        17 => {
            toggle(traits(json, &any_shape, None), "smithy.api#sensitive");
            format!("{}:sensitive", name(&any_shape))
        }
        18 => {
            toggle(traits(json, &operation, None), "smithy.api#idempotent");
            format!("{}:idempotent", name(&operation))
        }
        19 => {
            toggle(traits(json, &operation, None), "smithy.api#readonly");
            format!("{}:readonly", name(&operation))
        }
        20 => {
            toggle(traits(json, &holder, Some(&member)), "smithy.api#idempotencyToken");
            format!("{member_id}:idempotency-token")
        }
        21 => {
            let paginated = |id: &&String| subject.shape(id)["traits"].get("smithy.api#paginated").is_some();
            let pages: Vec<&String> = subject.operations.iter().filter(paginated).collect();
            let id = (*random.pick(&pages)?).clone();
            traits(json, &id, None).shift_remove("smithy.api#paginated");
            format!("{}:pagination", name(&id))
        }
        22..=24 => {
            let errors: Vec<&String> = structures
                .iter()
                .copied()
                .filter(|id| subject.shape(id)["traits"].get("smithy.api#error").is_some())
                .collect();
            let id = (*random.pick(&errors)?).clone();
            let place = traits(json, &id, None);
            let (id_of_trait, value, aspect) = match kind {
                22 => ("smithy.api#httpError", json!(499), "http-error"),
                23 => ("smithy.api#retryable", json!({ "throttling": true }), "retryable"),
                _ if place["smithy.api#error"] == "client" => ("smithy.api#error", json!("server"), "fault"),
                _ => ("smithy.api#error", json!("client"), "fault"),
            };
            if place.get(id_of_trait) == Some(&value) {
                return None;
            }
            place.insert(id_of_trait.to_owned(), value);
            format!("{}:{aspect}", name(&id))
        }
        25 => {
            traits(json, &service, None).get_mut("smithy.rules#endpointRuleSet")?["rules"].as_array_mut()?.pop()?;
            "$service:endpoint-rules".to_owned()
        }
        26 => {
            toggle(traits(json, &operation, None), "smithy.api#optionalAuth");
            format!("{}:optional-auth", name(&operation))
        }
        27 => {
            let value = json!({ "a": [random.below(9)] });
            traits(json, &holder, Some(&member)).insert("fresh.traits#one".to_owned(), value);
            format!("{member_id}:trait.fresh.traits#one")
        }
        28 => {
            traits(json, &operation, None).insert("fresh.traits#one".to_owned(), json!("value"));
            format!("{}:trait.fresh.traits#one", name(&operation))
        }
        29 => {
            traits(json, &any_shape, None).insert("smithy.api#documentation".to_owned(), json!("Fresh words."));
            format!("{}:documentation", name(&any_shape))
        }
        30 => {
            json["shapes"][&service]["version"] = json!("2999-01-01");
            "$service:version".to_owned()
        }
        31 => {
            let id = (*random.pick(&subject.of_type(&["list"]))?).clone();
            toggle(traits(json, &id, None), "smithy.api#sparse");
            format!("{}:sparse", name(&id))
        }
        32 => {
            traits(json, &operation, None).insert("smithy.api#deprecated".to_owned(), json!({ "message": "Fresh." }));
            format!("{}:deprecated", name(&operation))
        }
        33 => {
            traits(json, &operation, None).insert("smithy.api#endpoint".to_owned(), json!({ "hostPrefix": "fresh." }));
            format!("{}:host-prefix", name(&operation))
        }
        34 => {
            let id = (*random.pick(&subject.of_type(&["string", "integer", "boolean"]))?).clone();
            // What does not belong to the type stays.
            let mut shape = json!({ "type": "document", "traits": {} });
            for kept in ["smithy.api#sensitive", "smithy.api#documentation"] {
                if let Some(value) = json["shapes"][&id]["traits"].get(kept) {
                    shape["traits"][kept] = value.clone();
                }
            }
            json["shapes"][&id] = shape;
            format!("{}:type", name(&id))
        }
        35 => {
            traits(json, &service, None).get_mut("aws.auth#sigv4")?["name"] = json!("fresh");
            "$service:signing-name".to_owned()
        }
        _ => panic!("no edit of kind {kind}"),
    };
    Some(expected)
}

/// The same JSON with the keys of every object in another order.
fn shuffled(value: &Value, random: &mut Random) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<(String, Value)> =
                fields.iter().map(|(key, value)| (key.clone(), shuffled(value, random))).collect();
            for index in (1..fields.len()).rev() {
                fields.swap(index, random.below(index + 1));
            }
            Value::Object(fields.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(|item| shuffled(item, random)).collect()),
        other => other.clone(),
    }
}

fn ids(diff: &Diff) -> Vec<&str> {
    diff.changes.iter().map(|change| change.id.as_str()).collect()
}

/// A change seen from the other side.
type Seen<'c> = (&'c str, Action, Option<&'c Value>, Option<&'c Value>, &'c [String], &'c [String]);

fn mirrored(change: &Change) -> Seen<'_> {
    let action = match change.action {
        Action::Added => Action::Removed,
        Action::Removed => Action::Added,
        Action::Changed => Action::Changed,
    };
    (&change.id, action, change.new.as_ref(), change.old.as_ref(), &change.operations, &change.follows_from)
}

fn seen(change: &Change) -> Seen<'_> {
    (&change.id, change.action, change.old.as_ref(), change.new.as_ref(), &change.operations, &change.follows_from)
}

#[test]
fn one_edit_is_found_exactly_and_mirrored() {
    let mut applied = BTreeSet::new();
    for (number, path) in models().iter().enumerate() {
        let json: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let Some(subject) = Subject::of(json) else { panic!("{}: cannot be loaded", path.display()) };
        let mut random = Random(0x5EED + u64::try_from(number).unwrap());
        assert!(compare(&subject.loaded, &subject.loaded).is_empty());
        let shuffled_model = read(&shuffled(&subject.json, &mut random)).unwrap();
        let same = compare(&subject.loaded, &shuffled_model);
        assert!(same.is_empty() && same.rust.items.is_empty(), "{}: {:?}", path.display(), ids(&same));
        let workmail = path.ends_with("model/workmail.json");
        // Every kind once on our own model, some on each of the others: a debug build takes its time.
        let kinds: Vec<usize> =
            if workmail { (0..EDITS).collect() } else { (0..5).map(|_| random.below(EDITS)).collect() };
        for kind in kinds {
            // Not every place allows an edit: the loader refuses a default on a structure, say.
            for _ in 0..6 {
                let mut edited = subject.json.clone();
                let Some(expected) = edit(&subject, &mut edited, kind, &mut random) else { continue };
                let Some(loaded) = read(&edited) else { continue };
                let there = compare(&subject.loaded, &loaded);
                let edits: Vec<&str> = there.edits().map(|change| change.id.as_str()).collect();
                let expected: Vec<&str> = [expected.as_str()].into_iter().filter(|id| !id.is_empty()).collect();
                assert_eq!(edits, expected, "{}: kind {kind}, all: {:?}", path.display(), ids(&there));
                let back = compare(&loaded, &subject.loaded);
                assert!(there.changes.iter().map(mirrored).eq(back.changes.iter().map(seen)), "{expected:?}");
                let unique: BTreeSet<&str> = ids(&there).into_iter().collect();
                assert_eq!(unique.len(), there.changes.len());
                if kind % 6 == 0 {
                    let other = compare(&subject.loaded, &read(&shuffled(&edited, &mut random)).unwrap());
                    assert_eq!(there.changes, other.changes);
                    assert_eq!(there.rust, other.rust);
                }
                applied.insert(kind);
                break;
            }
        }
    }
    assert_eq!(applied.len(), EDITS, "kinds that found a place: {applied:?}");
}

#[test]
fn a_thousand_edits_of_a_large_model() {
    let path = models().into_iter().find(|path| path.to_string_lossy().contains("dynamodb"));
    let path = path.unwrap_or_else(|| models().remove(0));
    let json: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let subject = Subject::of(json).unwrap();
    let mut edited = subject.json.clone();
    let mut random = Random(1000);
    let mut edits = 0;
    // Edits that neither the loader refuses nor take away places of others.
    let kinds = [2, 11, 13, 15, 16, 17, 18, 19, 23, 27, 28, 32];
    while edits < 1000 {
        let kind = *random.pick(&kinds).unwrap();
        if edit(&subject, &mut edited, kind, &mut random).is_some() {
            edits += 1;
        }
    }
    let after = read(&edited).unwrap();
    // The best of some runs, since other tests run at the same time.
    let runs = (0..5).map(|_| {
        let start = Instant::now();
        let result = compare(&subject.loaded, &after);
        (start.elapsed(), result)
    });
    let (took, result) = runs.min_by_key(|(took, _)| *took).unwrap();
    println!("{}: {edits} edits, {} changes, {took:?}", path.display(), result.changes.len());
    assert!(result.changes.len() > 100);
    // A debug build says nothing about speed.
    assert!(cfg!(debug_assertions) || took.as_secs_f64() < 1.0, "{took:?}");
}
