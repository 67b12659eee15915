//! Where the models are, and how a test generates a crate from one.
#![allow(dead_code, unreachable_pub, reason = "every test file takes a part of it")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use tinsmith::generate::{self, GenerateError, GenerateOptions, Generated};
use tinsmith::model::{Errors, LoadOptions, load_bytes};
use tinsmith::output::Regeneration;
use tinsmith::render::manifest::{PackageMetadata, RuntimeSource};

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// WorkMail's model in this repository.
pub fn workmail_path() -> PathBuf {
    repository().join("model/workmail.json")
}

/// WorkMail's model as a value.
pub fn workmail() -> Value {
    serde_json::from_slice(&std::fs::read(workmail_path()).unwrap()).unwrap()
}

/// Official models, which are no part of the repository: `TINSMITH_SHARED_MODELS`, else `../shared/models` beside it.
/// `None`, and a line that says so, where there are none.
pub fn shared_models(what_is_skipped: &str) -> Option<Vec<PathBuf>> {
    let beside = || repository().join("../shared/models");
    let folder = std::env::var_os("TINSMITH_SHARED_MODELS").map_or_else(beside, PathBuf::from);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: {what_is_skipped}: no models in {}", folder.display());
        return None;
    };
    let files = entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "json"));
    // Data of another kind, such as the list of partitions, may lie beside the models.
    let models = files.filter(|path| std::fs::read_to_string(path).unwrap().contains("\"smithy\""));
    let mut files: Vec<PathBuf> = models.collect();
    files.sort();
    Some(files)
}

/// How tests generate: everything by default, in memory unless the caller writes.
pub fn options(model: &Path, out: &Path) -> GenerateOptions {
    GenerateOptions {
        model: model.to_owned(),
        out: out.to_owned(),
        package: None,
        load: LoadOptions::default(),
        runtime: RuntimeSource::Path(repository().join("codegen/runtime").display().to_string()),
        metadata: PackageMetadata::default(),
        command: Regeneration::Anywhere("cargo test".to_owned()),
    }
}

/// Loads and generates from bytes, in memory.
pub fn generate_bytes(name: &str, bytes: &[u8]) -> Result<Generated, GenerateError> {
    let options = options(Path::new(name), Path::new("nowhere"));
    let loaded = load_bytes(name, bytes, None, &options.load).map_err(GenerateError::Model)?;
    generate::generate_loaded(&loaded, &options)
}

/// The problems of a model that must be refused.
pub fn refusal(name: &str, bytes: &[u8]) -> Errors {
    match generate_bytes(name, bytes) {
        Ok(_) => panic!("{name}: was generated, should have been refused"),
        Err(GenerateError::Model(errors)) => errors,
        Err(other) => panic!("{name}: {other}"),
    }
}

/// Every shape id that `shapes` reaches from `id`, itself included.
fn closure(shapes: &Map<String, Value>, id: &str, seen: &mut BTreeSet<String>) {
    let Some(shape) = shapes.get(id) else { return };
    if seen.insert(id.to_owned()) {
        targets(shape, &mut |target| closure(shapes, target, seen));
    }
}

/// Calls `found` with the value of every key `target`.
fn targets(value: &Value, found: &mut impl FnMut(&str)) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(target) if key == "target" => found(target),
                    value => targets(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| targets(item, found)),
        _ => {}
    }
}

/// The same model with these operations alone and what they reach.
pub fn slice(model: &Value, operations: &[&str]) -> Value {
    let shapes = model["shapes"].as_object().unwrap();
    let (service_id, service) = shapes.iter().find(|(_, shape)| shape["type"] == "service").unwrap();
    let mut service = service.clone();
    service["operations"] = operations.iter().map(|id| json!({"target": id})).collect();
    let entries = service.as_object_mut().unwrap();
    entries.remove("resources");
    let traits = entries["traits"].as_object_mut().unwrap();
    traits.retain(|id, _| !id.starts_with("smithy.rules#"));
    let mut seen = BTreeSet::new();
    operations.iter().for_each(|id| closure(shapes, id, &mut seen));
    let mut kept = Map::new();
    kept.insert(service_id.clone(), service);
    kept.extend(shapes.iter().filter(|(id, _)| seen.contains(*id)).map(|(id, shape)| (id.clone(), shape.clone())));
    json!({"smithy": "2.0", "shapes": kept})
}

/// The ids of all operations of a model.
pub fn operation_ids(model: &Value) -> Vec<String> {
    let shapes = model["shapes"].as_object().unwrap();
    shapes.iter().filter(|(_, shape)| shape["type"] == "operation").map(|(id, _)| id.clone()).collect()
}
