//! Names for the parts of a test's value: what is nested is built first, under a name, so that no expression is deep and
//! each can be read at a glance.

use std::collections::BTreeSet;

use crate::lower::ir::{Literal, LiteralField, Local, StructureLiteral};
use crate::names::{self, Ident};

/// Names that tests use themselves, and names that clippy takes for placeholders.
const RESERVED: [&str; 10] =
    ["input", "request", "response", "output", "expected", "failure", "error", "foo", "baz", "quux"];

/// Takes the parts out of a structure: those that are to be built first, in order, and what remains of it.
pub(super) fn flatten(structure: StructureLiteral) -> (Vec<Local>, StructureLiteral) {
    let mut locals = Locals::default();
    let structure = locals.structure(structure);
    (locals.found, structure)
}

#[derive(Default)]
struct Locals {
    found: Vec<Local>,
    taken: BTreeSet<String>,
}

impl Locals {
    fn structure(&mut self, structure: StructureLiteral) -> StructureLiteral {
        let StructureLiteral { place, build, fields } = structure;
        let fields = fields
            .into_iter()
            .map(|LiteralField { name, setter, value, indirection }| {
                let value = self.part(name.text(), value);
                LiteralField { name, setter, value, indirection }
            })
            .collect();
        StructureLiteral { place, build, fields }
    }

    /// A part of a whole: as it stands where it is simple, else a name for it.
    fn part(&mut self, hint: &str, literal: Literal) -> Literal {
        if is_simple(&literal) {
            return literal;
        }
        // What holds others is named before them: `tags`, then `tags_2` for its first entry.
        let name = self.name(hint);
        let value = match literal {
            Literal::Structure(structure) => Literal::Structure(self.structure(structure)),
            Literal::Union { name, variant, indirection, value } => {
                let value = value.map(|value| Box::new(self.part(hint, *value)));
                Literal::Union { name, variant, indirection, value }
            }
            Literal::List(entries) => Literal::List(entries.into_iter().map(|entry| self.part(hint, entry)).collect()),
            Literal::SparseList(entries) => Literal::SparseList(
                entries.into_iter().map(|entry| entry.map(|entry| self.part(hint, entry))).collect(),
            ),
            Literal::Map(kind, entries) => {
                Literal::Map(kind, entries.into_iter().map(|(key, entry)| (key, self.part(hint, entry))).collect())
            }
            Literal::SparseMap(kind, entries) => {
                let entry = |(key, entry): (String, Option<Literal>)| (key, entry.map(|entry| self.part(hint, entry)));
                Literal::SparseMap(kind, entries.into_iter().map(entry).collect())
            }
            Literal::Boolean(_)
            | Literal::Integer(_)
            | Literal::Float(_)
            | Literal::Double(_)
            | Literal::Text(_)
            | Literal::BigInteger(_)
            | Literal::BigDecimal(_)
            | Literal::Blob(_)
            | Literal::Document(_)
            | Literal::Timestamp { .. }
            | Literal::Enum(..)
            | Literal::Local(_) => literal,
        };
        self.found.push(Local { name: name.clone(), value });
        Literal::Local(name)
    }

    /// A name that no other part of the test has: `tags`, then `tags_2`.
    fn name(&mut self, hint: &str) -> Ident {
        let hint = if RESERVED.contains(&hint) { format!("{hint}_value") } else { hint.to_owned() };
        let mut number = 1_usize;
        loop {
            let text = if number == 1 { hint.clone() } else { format!("{hint}_{number}") };
            let name = names::field_name(&text);
            if self.taken.insert(name.text().to_owned()) {
                return name;
            }
            number += 1;
        }
    }
}

/// A value without parts, or a collection or union of such values.
fn is_simple(literal: &Literal) -> bool {
    match literal {
        Literal::List(entries) => entries.iter().all(is_single),
        Literal::SparseList(entries) => entries.iter().flatten().all(is_single),
        Literal::Map(_, entries) => entries.iter().all(|(_, entry)| is_single(entry)),
        Literal::SparseMap(_, entries) => entries.iter().filter_map(|(_, entry)| entry.as_ref()).all(is_single),
        Literal::Union { value, .. } => value.as_deref().is_none_or(is_single),
        other => is_single(other),
    }
}

/// A value without parts.
fn is_single(literal: &Literal) -> bool {
    match literal {
        Literal::Boolean(_)
        | Literal::Integer(_)
        | Literal::Float(_)
        | Literal::Double(_)
        | Literal::Text(_)
        | Literal::BigInteger(_)
        | Literal::BigDecimal(_)
        | Literal::Blob(_)
        | Literal::Document(_)
        | Literal::Timestamp { .. }
        | Literal::Enum(..)
        | Literal::Local(_) => true,
        Literal::List(_)
        | Literal::SparseList(_)
        | Literal::Map(..)
        | Literal::SparseMap(..)
        | Literal::Structure(_)
        | Literal::Union { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Locals, is_simple};
    use crate::lower::ir::Literal;
    use crate::names;

    fn texts() -> Literal {
        Literal::List(vec![Literal::Text("a".to_owned())])
    }

    #[test]
    fn what_is_flat_stays_where_it_is() {
        let mut locals = Locals::default();
        assert_eq!(locals.part("tags", texts()), texts());
        assert!(locals.found.is_empty());
    }

    #[test]
    fn parts_have_names_of_their_own_and_stand_before_the_whole() {
        let mut locals = Locals::default();
        let pair = |entry: &Literal| Literal::List(vec![entry.clone(), Literal::List(vec![entry.clone()])]);
        assert_eq!(locals.part("input", pair(&texts())), Literal::Local(names::field_name("input_value")));
        let found: Vec<&str> = locals.found.iter().map(|local| local.name.text()).collect();
        assert_eq!(found, ["input_value_2", "input_value"]);
    }

    #[test]
    fn no_expression_is_deep() {
        let mut locals = Locals::default();
        let deep = (0..100).fold(texts(), |inner, _| Literal::List(vec![inner]));
        locals.part("deep", deep);
        assert_eq!(locals.found.len(), 100);
        for local in &locals.found {
            let Literal::List(entries) = &local.value else { unreachable!("only lists went in") };
            assert!(entries.iter().all(is_simple), "{local:?}");
        }
    }
}
