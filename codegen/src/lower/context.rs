//! What all of lowering shares: the model, the names, what is reached, and where a structure stands.

use std::collections::{BTreeMap, BTreeSet};

use super::boxing::MemberKey;
use super::ir::{Directions, Module, Protocol, Role};
use super::naming::{Clash, NameTable};
use super::reach::Reach;
use crate::model::{Model, ShapeId};
use crate::names::Ident;

/// What all of lowering shares.
pub(super) struct Lowering<'m> {
    /// The checked model.
    pub model: &'m Model,
    /// What the crate speaks.
    pub protocol: Protocol,
    /// Which shapes become types, and whether they are written or read.
    pub reach: Reach,
    /// What everything is called.
    pub names: NameTable,
    /// Members that are boxed.
    pub boxed: BTreeSet<MemberKey>,
    /// The enumerations of numbers, each with links to the members that hold them, as they are found.
    pub int_enum_uses: BTreeMap<ShapeId, BTreeSet<String>>,
    /// Names that had to be told apart, as they are found.
    pub clashes: Vec<Clash>,
}

/// What a structure is called and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// The Rust name.
    pub name: Ident,
    /// The module that holds it.
    pub module: Module,
    /// In which directions it is used.
    pub directions: Directions,
    /// What it is for.
    pub role: Role,
}

/// The place of a shared shape or an error that has a name.
pub(super) fn placed(lowering: &Lowering<'_>, id: &ShapeId, role: Role) -> Option<Placed> {
    let reference = lowering.names.types.get(id)?.clone();
    Some(Placed { name: reference.name, module: reference.module, directions: lowering.reach.directions(id), role })
}
