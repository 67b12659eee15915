//! What several files say → one JSON AST: names across files, `apply`, members that resources and mixins say.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::files::File;
use super::json_ast;
use super::names::{Known, is_provided, prelude_names, root};
use super::parser::{Contents, Elided, Reference};
use super::statement;
use crate::model::problem::{Errors, Place, Report, shortened};
use crate::model::read::ast::{TraitMap, Version};
use crate::model::read::joined;
use crate::model::source::{SourceText, Sources};

/// Whether a text that is no JSON is Smithy IDL: what comes first in it, behind comments, begins a statement.
pub(in crate::model) fn is_idl(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    let first = lines.next().unwrap_or_default();
    first.starts_with('$') || first.starts_with("metadata ") || first.starts_with("namespace ")
}

/// The files of a model as JSON ASTs: one, or where files of both versions come together, one of each, 1.0 first.
pub(in crate::model) fn read(files: Vec<File>, report: &mut Report) -> Result<Vec<Value>, Errors> {
    let mut texts = Vec::with_capacity(files.len());
    for (name, bytes) in files {
        match String::from_utf8(bytes) {
            Ok(text) => {
                let text = match text.strip_prefix('\u{feff}') {
                    Some(rest) => rest.to_owned(),
                    None => text,
                };
                texts.push(SourceText::new(name, text));
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let mut own = Report::new(&name, report.strict());
                return own.fail(Place::default(), format!("is not UTF-8 at byte {at}"), "Save the file as UTF-8.");
            }
        }
    }
    let strict = report.strict();
    let prelude = prelude_names();
    let mut known = Known::default();
    let mut contents = read_all(&texts, &prelude, &known, strict)?;
    let learned = learn(&contents, &prelude);
    if learned != known {
        known = learned;
        contents = read_all(&texts, &prelude, &known, strict)?;
    }
    let mut spots: Vec<_> = contents.iter_mut().map(|content| std::mem::take(&mut content.spots)).collect();
    let mut assembly =
        Assembly { texts: &texts, report, shapes: Map::new(), old: HashSet::new(), metadata: Map::new() };
    let asts = assembly.assemble(contents);
    for (text, spots) in texts.iter_mut().zip(&mut spots) {
        text.shapes = std::mem::take(spots);
    }
    report.is_written_in(Sources::new(texts));
    report.checkpoint()?;
    Ok(asts)
}

fn read_all(
    texts: &[SourceText],
    prelude: &HashSet<&'static str>,
    known: &Known,
    strict: bool,
) -> Result<Vec<Contents>, Errors> {
    let read = |text: &SourceText| {
        if !text.name.ends_with(".smithy") && json_ast::is_json(&text.text) {
            json_ast::read(&text.name, &text.text, strict)
        } else {
            Ok(statement::read(&text.text, prelude, known))
        }
    };
    texts.iter().map(read).collect()
}

/// What a first reading says about how to read.
fn learn(contents: &[Contents], prelude: &HashSet<&'static str>) -> Known {
    let mut known = Known::default();
    for definition in contents.iter().flat_map(|content| &content.shapes) {
        let (namespace, name) = definition.id.split_once('#').unwrap_or_default();
        if namespace != "smithy.api" && prelude.contains(name) {
            known.shadows.insert(definition.id.clone());
        }
        let is_trait = definition.shape.get("traits").is_some_and(|traits| traits.get("smithy.api#trait").is_some());
        let bare = match definition.shape.get("type").and_then(Value::as_str).unwrap_or_default() {
            "list" | "set" => Value::Array(Vec::new()),
            "boolean" => Value::Bool(true),
            "string" | "enum" => Value::String(String::new()),
            _ => continue,
        };
        if is_trait {
            known.bare.insert(definition.id.clone(), bare);
        }
    }
    known
}

const IDLE_DOCS: &str = "Move it right before a shape or member and its traits, or write it as `//`.";

struct Assembly<'a> {
    texts: &'a [SourceText],
    report: &'a mut Report,
    shapes: Map<String, Value>,
    /// The shapes of files of 1.0.
    old: HashSet<String>,
    metadata: Map<String, Value>,
}

impl Assembly<'_> {
    fn error(&mut self, file: usize, at: usize, message: impl Into<String>, remedy: impl Into<String>) {
        if let Some(text) = self.texts.get(file) {
            self.report.error_at(&text.name, text.position(at), message, remedy);
        }
    }

    fn warn(&mut self, file: usize, at: usize, message: &str, remedy: &str) {
        if let Some(text) = self.texts.get(file) {
            self.report.warn_at(&text.name, Some(text.position(at)), message, remedy);
        }
    }

    fn assemble(&mut self, contents: Vec<Contents>) -> Vec<Value> {
        let mut namespaces = HashSet::new();
        let mut defined: HashMap<String, (usize, usize)> = HashMap::new();
        let mut faulty = false;
        let mut rest = Vec::with_capacity(contents.len());
        for (file, mut content) in contents.into_iter().enumerate() {
            for fault in std::mem::take(&mut content.faults) {
                faulty = true;
                self.error(file, fault.at, fault.message, fault.remedy);
            }
            for at in std::mem::take(&mut content.idle_docs) {
                self.warn(file, at, "a documentation comment before nothing that has documentation", IDLE_DOCS);
            }
            namespaces.extend(content.namespace.clone());
            if content.namespace.is_none() {
                // A JSON AST may have shapes of several.
                let ids = content.shapes.iter().filter_map(|shape| shape.id.split_once('#'));
                namespaces.extend(ids.map(|(namespace, _)| namespace.to_owned()));
            }
            for (key, value, at) in std::mem::take(&mut content.metadata) {
                self.metadata(file, key, value, at);
            }
            for definition in std::mem::take(&mut content.shapes) {
                let shape = Value::Object(definition.shape);
                if let Some((other, first)) = defined.get(&definition.id)
                    && self.shapes.get(&definition.id) != Some(&shape)
                {
                    let text = self.texts.get(*other).map(|text| (text.name.clone(), text.position(*first).line));
                    let (name, line) = text.unwrap_or_default();
                    let message = format!("the shape {} is defined a second time", definition.id);
                    self.error(file, definition.at, message, format!("Leave one of them; the first is {name}:{line}."));
                    continue;
                }
                if content.version != Some(Version::V2) {
                    self.old.insert(definition.id.clone());
                }
                defined.insert(definition.id.clone(), (file, definition.at));
                self.shapes.insert(definition.id, shape);
            }
            rest.push(content);
        }
        // What could not be read would be missed below.
        if faulty {
            return Vec::new();
        }
        for (file, content) in rest.iter().enumerate() {
            self.references(file, content, &namespaces);
        }
        for (file, content) in rest.into_iter().enumerate() {
            let is_old = content.version != Some(Version::V2);
            for elided in content.elided {
                self.elided(file, elided);
            }
            for applied in content.applies {
                // What stays an `apply` belongs to the AST of its file's version.
                if is_old && !self.shapes.contains_key(&applied.id) {
                    self.old.insert(applied.id.clone());
                }
                self.apply(file, applied.at, &applied.id, applied.traits);
            }
        }
        self.asts()
    }

    fn metadata(&mut self, file: usize, key: String, value: Value, at: usize) {
        if let Err(key) = joined::add(&mut self.metadata, key, value) {
            let message = format!("metadata {} has two different values", shortened(&key));
            self.error(file, at, message, "Leave one of them.");
        }
    }

    /// Everything that is named must be in the files, or known without them.
    fn references(&mut self, file: usize, content: &Contents, namespaces: &HashSet<String>) {
        let mut missing = HashSet::new();
        for (references, what) in [(&content.uses, "shape"), (&content.traits, "trait"), (&content.values, "shape")] {
            for Reference { id, at } in references {
                let (namespace, name) = id.split_once('#').unwrap_or_default();
                if self.shapes.contains_key(id) || is_provided(namespace) {
                    continue;
                }
                if namespaces.contains(namespace) {
                    let names = self.shapes.keys().filter(|known| known.split('#').next() == Some(namespace));
                    let near = self.report.near(id, names.map(String::as_str));
                    let quoted = if std::ptr::eq(references, &raw const content.values) {
                        " A text stands in quotes."
                    } else {
                        ""
                    };
                    let message = format!("the {what} {name} is not defined in {namespace}");
                    self.error(file, *at, message, format!("Correct its name, or define it.{quoted}{near}"));
                } else if missing.insert(namespace) {
                    let message = format!("nothing of the namespace {namespace} is in the files that were read");
                    let remedy = format!(
                        "Add the .smithy files with `namespace {namespace}` to the model; what Maven would fetch is not fetched."
                    );
                    self.error(file, *at, message, remedy);
                }
            }
        }
    }

    /// Gives `$name` the target that the resource says; what a mixin says, the member's traits are applied to.
    fn elided(&mut self, file: usize, elided: Elided) {
        let Elided { shape: id, member: name, resource, at } = elided;
        let target = resource.as_ref().and_then(|resource| {
            let resource = self.shapes.get(resource)?;
            ["identifiers", "properties"].iter().find_map(|key| resource.get(key)?.get(&name)?.get("target")).cloned()
        });
        if let Some(target) = target {
            if let Some(member) = self.shapes.get_mut(&id).and_then(|shape| member_of(shape, &name)) {
                member.insert("target".to_owned(), target);
            }
            return;
        }
        if !self.is_mixed_in(&id, &name) {
            let message = match &resource {
                Some(resource) => format!("neither the resource {resource} nor a mixin has {name}"),
                None => format!("no mixin has the member {name}"),
            };
            return self.error(file, at, message, "Correct its name, or write `name: Target`.");
        }
        let Some(shape) = self.shapes.get_mut(&id).and_then(Value::as_object_mut) else { return };
        let place = match shape.get_mut("members").and_then(Value::as_object_mut) {
            Some(members) => members,
            None => shape,
        };
        let member = place.shift_remove(&name);
        if let Some(Value::Object(traits)) = member.and_then(|mut member| member.get_mut("traits").map(Value::take)) {
            self.apply(file, at, &format!("{id}${name}"), traits);
        }
    }

    /// Whether a mixin of a shape has a member, by itself or by its own mixins.
    fn is_mixed_in(&self, id: &str, name: &str) -> bool {
        let mut seen: HashSet<&str> = HashSet::new();
        let mut open: Vec<&str> = self.mixins(id).collect();
        while let Some(mixin) = open.pop() {
            if !seen.insert(mixin) {
                continue;
            }
            let member = self.shapes.get(mixin).and_then(|shape| {
                shape.get("members").and_then(|members| members.get(name)).or_else(|| shape.get(name))
            });
            if member.is_some() {
                return true;
            }
            open.extend(self.mixins(mixin));
        }
        false
    }

    fn mixins<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s str> {
        let mixins = self.shapes.get(id).and_then(|shape| shape.get("mixins")).and_then(Value::as_array);
        mixins.into_iter().flatten().filter_map(|mixin| mixin.get("target").and_then(Value::as_str))
    }

    /// Adds traits where they belong; those of members that a mixin has stay an `apply`.
    fn apply(&mut self, file: usize, at: usize, id: &str, traits: TraitMap) {
        let member = id.split_once('$').map(|(_, member)| member);
        let shape = self.shapes.get_mut(root(id));
        let own = match (shape, member) {
            (Some(shape), None) => shape.as_object_mut(),
            (Some(shape), Some(name)) => member_of(shape, name),
            (None, _) => None,
        };
        let conflict = if let Some(own) = own {
            merge(own, traits)
        } else {
            let applied = self.shapes.entry(id).or_insert_with(|| serde_json::json!({"type": "apply"}));
            applied.as_object_mut().and_then(|applied| merge(applied, traits))
        };
        if let Some(conflict) = conflict {
            let message = format!("the trait {conflict} is applied twice with different values");
            self.error(file, at, message, "Leave one of them.");
        }
    }

    fn asts(&mut self) -> Vec<Value> {
        let shapes = std::mem::take(&mut self.shapes);
        let metadata = std::mem::take(&mut self.metadata);
        let (old, new): (Map<_, _>, Map<_, _>) = shapes.into_iter().partition(|(id, _)| self.old.contains(id));
        let mut asts = Vec::new();
        if !old.is_empty() {
            asts.push(ast("1.0", Map::new(), old));
        }
        if !new.is_empty() || asts.is_empty() {
            asts.push(ast("2.0", Map::new(), new));
        }
        if let Some(Value::Object(last)) = asts.last_mut().filter(|_| !metadata.is_empty()) {
            let shapes = last.shift_remove("shapes");
            last.insert("metadata".to_owned(), Value::Object(metadata));
            last.extend(shapes.map(|shapes| ("shapes".to_owned(), shapes)));
        }
        asts
    }
}

fn ast(version: &str, mut head: Map<String, Value>, shapes: Map<String, Value>) -> Value {
    head.insert("smithy".to_owned(), Value::from(version));
    head.insert("shapes".to_owned(), Value::Object(shapes));
    Value::Object(head)
}

/// A member that a shape states itself.
fn member_of<'a>(shape: &'a mut Value, name: &str) -> Option<&'a mut Map<String, Value>> {
    let shape = shape.as_object_mut()?;
    if shape.contains_key("members") {
        return shape.get_mut("members")?.get_mut(name)?.as_object_mut();
    }
    shape.get_mut(name).filter(|_| matches!(name, "member" | "key" | "value"))?.as_object_mut()
}

/// Adds traits to a shape or member; gives the first that has two different values.
fn merge(to: &mut Map<String, Value>, traits: TraitMap) -> Option<String> {
    let own = to.entry("traits").or_insert_with(|| Value::Object(Map::new())).as_object_mut()?;
    traits.into_iter().find_map(|(id, value)| joined::add(own, id, value).err())
}
