//! Gives every type, error and operation its Rust name and module, and tells clashing names apart.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::ir::{Home, Module, TypeRef};
use super::reach::Reach;
use crate::docs;
use crate::model::{Model, ShapeId, ShapeKind};
use crate::names::{self, Ident, Kind, Resolved};

/// Two or more model names that became one Rust name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// What kind of thing it is, such as `type` or `member of com.example#Foo`.
    pub what: String,
    /// What each is called now: its model name and its Rust name.
    pub resolved: Vec<(String, String)>,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let resolved: Vec<String> =
            self.resolved.iter().map(|(id, name)| format!("{} is {name}", on_one_line(id))).collect();
        write!(f, "one Rust name for more than one {}: {}", self.what, resolved.join(", "))
    }
}

/// A model name as it stands, or quoted where it holds what would not show or would break the line.
fn on_one_line(id: &str) -> Cow<'_, str> {
    let shows = |letter: char| letter.is_alphanumeric() || letter.is_ascii_graphic() || letter == ' ';
    if !id.is_empty() && id.trim() == id && id.chars().all(shows) {
        Cow::Borrowed(id)
    } else {
        Cow::Owned(format!("{id:?}"))
    }
}

/// The Rust names of a crate.
#[derive(Clone, Debug, Default)]
pub(super) struct NameTable {
    /// Types of `types` and errors that other shapes hold, by shape.
    pub types: BTreeMap<ShapeId, TypeRef>,
    /// Operations, by shape.
    pub operations: BTreeMap<ShapeId, (Ident, Module)>,
    /// For a shape or member that shares its name: a note for the docs.
    pub notes: BTreeMap<String, String>,
    /// What had to be told apart, in a stable order.
    pub clashes: Vec<Clash>,
}

/// Names every shape of `reach` and every operation.
pub(super) fn assign(model: &Model, reach: &Reach) -> NameTable {
    let mut table = NameTable::default();
    let errors: Vec<&ShapeId> = reach.errors.iter().collect();
    let shared: Vec<&ShapeId> = reach
        .shared
        .keys()
        .filter(|id| !reach.errors.contains(*id) && model.shapes.get(*id).is_some_and(|shape| has_type(&shape.kind)))
        .collect();
    for (home, what, ids) in [(Home::Types, "type", shared), (Home::Errors, "error", errors)] {
        let plain = |id: &ShapeId| names::type_name(context_name(model, id));
        let modules = |name: &Ident| names::type_module_name(name);
        for (id, name, module) in types_and_modules(&mut table, what, &ids, plain, modules) {
            table.types.insert(id, TypeRef { name, module, home });
        }
    }
    let operations: Vec<&ShapeId> = model.operations.iter().map(|operation| &operation.id).collect();
    let plain = |id: &ShapeId| names::operation_type(id.name());
    let modules = |name: &Ident| names::module_name(name.text());
    for (id, name, module) in types_and_modules(&mut table, "operation", &operations, plain, modules) {
        table.operations.insert(id, (name, module));
    }
    table
}

/// Whether the shape becomes a Rust type of its own.
fn has_type(kind: &ShapeKind) -> bool {
    match kind {
        ShapeKind::Enum(_) | ShapeKind::IntEnum(_) | ShapeKind::Structure(_) | ShapeKind::Union(_) => true,
        ShapeKind::Simple(_) | ShapeKind::List(_) | ShapeKind::Map { .. } => false,
    }
}

/// The type name and the module of each shape, told apart. Modules follow the told-apart type name, so that file and
/// type always go together.
fn types_and_modules(
    table: &mut NameTable,
    what: &str,
    ids: &[&ShapeId],
    plain: impl Fn(&ShapeId) -> Ident,
    module: impl Fn(&Ident) -> Ident,
) -> Vec<(ShapeId, Ident, Module)> {
    let wanted: Vec<(&str, Ident)> = ids.iter().map(|id| (id.as_str(), plain(id))).collect();
    let types = names::tell_apart(Kind::Type, &wanted);
    let wire_ids: Vec<&str> = ids.iter().map(|id| id.as_str()).collect();
    for (id, note) in wire_ids.iter().zip(notes(&wire_ids, &types)) {
        if let Some(note) = note {
            table.notes.insert((*id).to_owned(), note);
        }
    }
    table.clashes.extend(clashes(what, &wire_ids, &types, Ident::to_string));
    let wanted: Vec<(&str, Ident)> =
        ids.iter().zip(&types).map(|(id, resolved)| (id.as_str(), module(&resolved.name))).collect();
    let modules = names::tell_apart(Kind::Module, &wanted);
    // Types that differ as types can still share a module, as `GETThing` and `GetThing` do.
    table.clashes.extend(clashes(&format!("module of an {what}"), &wire_ids, &modules, Ident::to_string));
    ids.iter()
        .zip(types)
        .zip(modules)
        .map(|((id, name), module)| ((*id).clone(), name.name, module_of(module.name)))
        .collect()
}

/// A module and its file from the name of the module.
fn module_of(ident: Ident) -> Module {
    Module { file: ident.text().to_owned(), ident }
}

/// The name that the service gives a shape.
fn context_name<'m>(model: &'m Model, id: &'m ShapeId) -> &'m str {
    model.service.renames.get(id).map_or_else(|| id.name(), String::as_str)
}

/// For each name: what the docs say where it is shared.
pub(super) fn notes<N>(wire_ids: &[&str], resolved: &[Resolved<N>]) -> Vec<Option<String>> {
    let note = |resolved: &Resolved<N>| {
        let others: Vec<String> = resolved
            .clash
            .as_ref()?
            .iter()
            .filter_map(|other| wire_ids.get(*other))
            .map(|other| docs::literal(other))
            .collect();
        Some(format!("Would have the same Rust name as {}: a number tells them apart.", others.join(", ")))
    };
    resolved.iter().map(note).collect()
}

/// The groups of names that clashed, directly or through others, each once, in the order of the model names.
pub(super) fn clashes<N>(
    what: &str,
    wire_ids: &[&str],
    resolved: &[Resolved<N>],
    print: impl Fn(&N) -> String,
) -> Vec<Clash> {
    let mut seen = BTreeSet::new();
    let mut groups: Vec<Vec<(String, String)>> = Vec::new();
    for (start, first) in resolved.iter().enumerate() {
        if first.clash.is_none() || !seen.insert(start) {
            continue;
        }
        let mut group = Vec::new();
        let mut open = vec![start];
        while let Some(index) = open.pop() {
            let (Some(id), Some(resolved)) = (wire_ids.get(index), resolved.get(index)) else { continue };
            group.push(((*id).to_owned(), print(&resolved.name)));
            open.extend(resolved.clash.iter().flatten().filter(|other| seen.insert(**other)));
        }
        groups.push(group);
    }
    let mut clashes: Vec<Clash> = groups
        .into_iter()
        .map(|mut resolved| {
            resolved.sort();
            Clash { what: what.to_owned(), resolved }
        })
        .collect();
    clashes.sort_by(|a, b| a.resolved.cmp(&b.resolved));
    clashes
}
