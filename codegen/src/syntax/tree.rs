//! Request and response syntax: a member tree with an example for each value, in the notation of the public pages.

use super::layout::{Brackets, Entry, Node};
use super::walk::{self, Step, Walk};
use crate::model::{Member, Operation, ShapeId, ShapeKind, Simple};
use crate::names;

/// `client.list_users(OrganizationId='string', …)`
pub(crate) fn request(walk: &mut Walk<'_>, operation: &Operation) -> Node {
    let callee = format!("client.{}", names::python_method(operation.id.name()));
    let entries = match operation.input.as_ref().map(|input| walk.enter(input)) {
        Some(Step::Into(shape)) => {
            let entries = match &shape.kind {
                ShapeKind::Structure(members) => entries(walk, members, |name| format!("{name}=")),
                _ => Vec::new(),
            };
            walk.leave();
            entries
        }
        Some(Step::Recursive | Step::More) | None => Vec::new(),
    };
    Node::Group { brackets: Brackets::Call(callee), entries }
}

/// An example of a shape.
pub(crate) fn value(walk: &mut Walk<'_>, id: &ShapeId) -> Node {
    let leaf = |text: &str| Node::Leaf(text.to_owned());
    let Some(shape) = walk.shape(id) else { return leaf(walk::more(None)) };
    match &shape.kind {
        ShapeKind::Simple(Simple::Blob) => leaf("b'bytes'"),
        ShapeKind::Simple(Simple::Boolean) => leaf("True|False"),
        ShapeKind::Simple(Simple::String) => leaf("'string'"),
        ShapeKind::Simple(Simple::Byte | Simple::Short | Simple::Integer | Simple::Long | Simple::BigInteger) => {
            leaf("123")
        }
        ShapeKind::Simple(Simple::Float | Simple::Double | Simple::BigDecimal) => leaf("123.0"),
        ShapeKind::Simple(Simple::Timestamp) => leaf("datetime(2015, 1, 1)"),
        ShapeKind::Simple(Simple::Document) => leaf("{...}|[...]|123|123.4|'string'|True|None"),
        ShapeKind::Enum(values) => Node::Leaf(choice(values.iter().map(|member| quoted(&member.value)))),
        ShapeKind::IntEnum(values) => Node::Leaf(choice(values.iter().map(|member| member.value.to_string()))),
        ShapeKind::List(_) | ShapeKind::Map { .. } | ShapeKind::Structure(_) | ShapeKind::Union(_) => nested(walk, id),
    }
}

/// `'ENABLED'|'DISABLED'`
fn choice(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join("|")
}

fn nested(walk: &mut Walk<'_>, id: &ShapeId) -> Node {
    let shape = match walk.enter(id) {
        Step::Into(shape) => shape,
        Step::Recursive => return Node::Leaf(walk::RECURSIVE.to_owned()),
        Step::More => return Node::Leaf(walk::more(walk.shape(id)).to_owned()),
    };
    let group = |brackets, entries| Node::Group { brackets, entries };
    let node = match &shape.kind {
        ShapeKind::List(member) => {
            let entry = Entry { label: String::new(), value: value(walk, &member.target) };
            group(Brackets::List, vec![entry])
        }
        ShapeKind::Map { key: _, value: held } => {
            // Whatever the keys are: the reference pages show texts.
            let entry = Entry { label: "'string': ".to_owned(), value: value(walk, &held.target) };
            group(Brackets::Dict, vec![entry])
        }
        ShapeKind::Structure(members) | ShapeKind::Union(members) => {
            let brackets = if shape.traits.streaming { Brackets::Stream } else { Brackets::Dict };
            group(brackets, entries(walk, members, |name| format!("{}: ", quoted(name))))
        }
        ShapeKind::Simple(_) | ShapeKind::Enum(_) | ShapeKind::IntEnum(_) => group(Brackets::Dict, Vec::new()),
    };
    walk.leave();
    node
}

fn entries(walk: &mut Walk<'_>, members: &[Member], label: impl Fn(&str) -> String) -> Vec<Entry> {
    members.iter().map(|member| Entry { label: label(&member.name), value: value(walk, &member.target) }).collect()
}

/// Text between quotes on one line.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => quoted.extend(['\\', c]),
            _ if c.is_control() => quoted.extend(c.escape_default()),
            _ => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}
