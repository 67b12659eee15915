//! Members that hold numbers of an enumeration, and the enumeration, lead to each other in the documentation: by its
//! type a member is an `i32` like any other.

use std::collections::BTreeSet;

use super::context::{Lowering, Placed};
use super::ir::Role;
use crate::model::{Model, ShapeId, ShapeKind};
use crate::names::Ident;

/// Lists and maps within each other that are looked into: deeper ones are no help to a reader.
const DEPTH: usize = 8;

/// Members that an enumeration names; the others are counted.
const NAMED: usize = 6;

/// The enumeration whose numbers a member with this target holds, itself or in lists and maps.
fn held<'m>(model: &'m Model, target: &ShapeId) -> Option<&'m ShapeId> {
    let mut shape = model.shapes.get(target)?;
    for _ in 0..DEPTH {
        let inner = match &shape.kind {
            ShapeKind::IntEnum(_) => return Some(&shape.id),
            ShapeKind::List(member) | ShapeKind::Map { key: _, value: member } => &member.target,
            ShapeKind::Simple(_) | ShapeKind::Enum(_) | ShapeKind::Structure(_) | ShapeKind::Union(_) => return None,
        };
        shape = model.shapes.get(inner)?;
    }
    None
}

/// What a member's documentation says of the enumeration: ``The known values are constants of [`Face`](…).``
pub(super) fn member_note(lowering: &Lowering<'_>, target: &ShapeId) -> String {
    let Some(name) = held(lowering.model, target).and_then(|id| lowering.names.types.get(id)) else {
        return String::new();
    };
    let name = &name.name;
    format!("The known values are constants of [`{name}`](crate::types::{name}).")
}

/// Takes down that a field of a structure, or a variant of a union, holds numbers of an enumeration, if it does.
pub(super) fn record(lowering: &mut Lowering<'_>, owner: &Placed, member: &Ident, target: &ShapeId) {
    let Some(id) = held(lowering.model, target) else { return };
    let name = &owner.name;
    let path = match owner.role {
        Role::Input | Role::Output => format!("operation::{}::{name}", owner.module.ident),
        Role::Shared => format!("types::{name}"),
        Role::Error(_) => format!("types::error::{name}"),
    };
    // A field and its accessor have one name.
    let kind = if member.text().starts_with(char::is_uppercase) { "" } else { "field@" };
    let link = format!("[`{name}::{member}`]({kind}crate::{path}::{member})");
    lowering.int_enum_uses.entry(id.clone()).or_default().insert(link);
}

/// What an enumeration's documentation says of the members: ``Values of [`Card::face`](…) and [`Hand::faces`](…).``
pub(super) fn use_note(uses: &BTreeSet<String>) -> String {
    let mut parts: Vec<String> = uses.iter().take(NAMED).cloned().collect();
    match uses.len().saturating_sub(NAMED) {
        0 => {}
        1 => parts.push("one more member".to_owned()),
        more => parts.push(format!("{more} more members")),
    }
    match parts.split_last() {
        None => String::new(),
        Some((last, [])) => format!("Values of {last}."),
        Some((last, others)) => format!("Values of {} and {last}.", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::use_note;

    #[test]
    fn members_are_listed_or_counted() {
        let note = |count: usize| use_note(&(0..count).map(|number| format!("m{number}")).collect());
        assert_eq!(note(0), "");
        assert_eq!(note(1), "Values of m0.");
        assert_eq!(note(3), "Values of m0, m1 and m2.");
        assert_eq!(note(7), "Values of m0, m1, m2, m3, m4, m5 and one more member.");
        assert_eq!(note(9), "Values of m0, m1, m2, m3, m4, m5 and 3 more members.");
    }
}
