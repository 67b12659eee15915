//! What a name in a file means: `use`, the file's namespace, the prelude.
//!
//! Source: Smithy 2.0, "Relative shape ID resolution".

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use crate::model::check::trait_tables::{PROTOCOLS, reserved};
use crate::model::pass::prelude;
use crate::model::read::types::Type;

/// What the files of a model define that bears on how each of them is read. It is known behind the first reading; where
/// it is not empty, which is rare, the files are read a second time.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Known {
    /// Shapes with the name of one of the prelude: where a namespace has one, its own is meant.
    pub(super) shadows: HashSet<String>,
    /// What `@name` alone stands for, where the model defines a trait that is no structure.
    pub(super) bare: BTreeMap<String, Value>,
}

/// The names of the prelude, shapes and traits.
pub(super) fn prelude_names() -> HashSet<&'static str> {
    prelude::names().chain(reserved().filter_map(|id| id.strip_prefix("smithy.api#"))).collect()
}

/// Whether traits of a namespace are known without its files.
pub(in crate::model) fn is_provided(namespace: &str) -> bool {
    namespace.starts_with("smithy.")
        || namespace.starts_with("aws.")
        || namespace == "tinsmith.api"
        || PROTOCOLS.iter().any(|id| id.strip_prefix(namespace).is_some_and(|rest| rest.starts_with('#')))
}

/// The names that one file uses.
#[derive(Debug)]
pub(super) struct Names<'a> {
    pub(super) namespace: Option<&'a str>,
    pub(super) imports: HashMap<&'a str, &'a str>,
    pub(super) prelude: &'a HashSet<&'static str>,
    pub(super) known: &'a Known,
}

impl Names<'_> {
    /// The absolute id of a name; an absolute id is one already.
    pub(super) fn resolve(&self, name: &str) -> String {
        if name.contains('#') {
            return name.to_owned();
        }
        let (shape, member) = name.split_at(name.find('$').unwrap_or(name.len()));
        if let Some(imported) = self.imports.get(shape) {
            return format!("{imported}{member}");
        }
        let own = format!("{}#{name}", self.namespace.unwrap_or_default());
        let provided = self.prelude.contains(shape) && !self.known.shadows.contains(root(&own));
        if provided { format!("{}#{name}", prelude::NAMESPACE) } else { own }
    }
}

/// A shape id without its member.
pub(super) fn root(id: &str) -> &str {
    id.split_once('$').map_or(id, |(shape, _)| shape)
}

/// What begins a statement besides the types of shapes.
pub(super) const OTHER_KEYWORDS: [&str; 5] = ["metadata", "namespace", "use", "apply", "set"];

/// Whether a statement begins with this word.
pub(super) fn is_keyword(word: &str) -> bool {
    OTHER_KEYWORDS.contains(&word) || Type::from_name(word).is_some()
}
