//! How the id of a shape is written in a file: its name alone where that leads to it, else in full.
//!
//! A name is looked for among `use` statements, then in the file's namespace, then in the prelude (Smithy 2.0, "Relative
//! shape ID"): nothing is used whose name means something else in the file.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::model::id::is_shape_id;
use crate::model::pass::prelude;
use crate::model::read::idl::is_provided;

/// The names of one file.
pub(super) struct Names<'a> {
    namespace: &'a str,
    /// The shapes that the model defines in the file's namespace.
    own: BTreeSet<&'a str>,
    /// The namespaces, outside of the file's own, from which a name is mentioned.
    foreign: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// All shapes of the model.
    shapes: &'a Map<String, Value>,
    /// What `use` statements have to name.
    used: BTreeSet<String>,
}

impl<'a> Names<'a> {
    /// The names of a namespace with these shapes. `mentioned` are the values in which ids are looked for.
    pub(super) fn new(
        namespace: &'a str,
        shapes: &'a Map<String, Value>,
        own: impl Iterator<Item = &'a str>,
        mentioned: impl Iterator<Item = &'a Value>,
    ) -> Self {
        let mut names = Self { namespace, own: own.collect(), foreign: BTreeMap::new(), shapes, used: BTreeSet::new() };
        for value in mentioned {
            names.mention(value);
        }
        names
    }

    /// More is taken for an id than is one; it does no harm.
    fn mention(&mut self, value: &'a Value) {
        match value {
            Value::String(text) => self.mention_id(text),
            Value::Array(items) => items.iter().for_each(|item| self.mention(item)),
            Value::Object(entries) => {
                for (key, value) in entries {
                    self.mention_id(key);
                    self.mention(value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    pub(super) fn mention_id(&mut self, id: &'a str) {
        if is_shape_id(id)
            && let Some((namespace, name)) = id.split_once('#')
            && namespace != self.namespace
        {
            self.foreign.entry(name).or_default().insert(namespace);
        }
    }

    /// How an id is written. `used` is told of what comes from elsewhere.
    pub(super) fn written(&mut self, id: &str) -> String {
        let Some((namespace, name)) = id.split_once('#') else { return id.to_owned() };
        let own = self.own.contains(name);
        if namespace == self.namespace {
            // Without a shape of that name, it could lead into the prelude.
            return if own { name.to_owned() } else { id.to_owned() };
        }
        let only = self.foreign.get(name).is_none_or(|namespaces| namespaces.len() == 1);
        if own || !only {
            return id.to_owned();
        }
        if namespace != prelude::NAMESPACE {
            self.used.insert(id.to_owned());
        }
        name.to_owned()
    }

    /// How the id of a trait is written: in full, where nothing known defines it, so that no file is asked for.
    pub(super) fn of_trait(&mut self, id: &str) -> String {
        if self.is_defined(id) { self.written(id) } else { id.to_owned() }
    }

    fn is_defined(&self, id: &str) -> bool {
        self.shapes.contains_key(id) || id.split_once('#').is_some_and(|(namespace, _)| is_provided(namespace))
    }

    /// How an id is written as a value; nothing where the text is none, names no shape that is known, or its name would
    /// read as another value.
    pub(super) fn in_value(&mut self, text: &str) -> Option<String> {
        let is_word = matches!(text.rsplit('#').next(), Some("true" | "false" | "null"));
        (is_shape_id(text) && !is_word && self.is_defined(text)).then(|| self.written(text))
    }

    /// What `use` statements name, sorted.
    pub(super) fn into_used(self) -> BTreeSet<String> {
        self.used
    }
}

/// The id in `{"target": id}`.
pub(super) fn target(value: &Value) -> Option<&str> {
    value.get("target").and_then(Value::as_str)
}
