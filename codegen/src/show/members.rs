//! Parameters and response structure: a nested list with the type, the documentation and the constraints of each
//! member.

use super::facts::Facts;
use crate::docs;
use crate::model::{Member, Shape, ShapeId, ShapeKind, Simple, Traits};
use crate::syntax::walk::Step;
use crate::syntax::walk::Walk;

/// The list of an input's members, as Markdown lines.
pub(super) fn parameters(walk: &mut Walk<'_>, input: &ShapeId, facts: &Facts<'_>) -> Vec<String> {
    let mut list = List { facts, side: Side::Request, lines: Vec::new() };
    list.below(walk, input, 0);
    list.lines
}

/// The list of an output's members below one entry for the output itself, as Markdown lines.
pub(super) fn structure(walk: &mut Walk<'_>, output: &ShapeId, facts: &Facts<'_>) -> Vec<String> {
    let mut list = List { facts, side: Side::Response, lines: Vec::new() };
    list.item("*(dict) --*", 0);
    list.below(walk, output, 1);
    list.lines
}

/// Which message the members are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Request,
    Response,
}

struct List<'a> {
    facts: &'a Facts<'a>,
    side: Side,
    lines: Vec<String>,
}

impl List<'_> {
    fn line(&mut self, text: &str, level: usize) {
        let indent = "  ".repeat(level);
        self.lines.push(if text.is_empty() { String::new() } else { format!("{indent}{text}") });
    }

    fn item(&mut self, text: &str, level: usize) {
        if !self.lines.is_empty() {
            self.line("", 0);
        }
        self.line(&format!("- {text}"), level);
    }

    /// A paragraph of the item that stands at `level`.
    fn paragraph(&mut self, lines: &[String], level: usize) {
        if lines.is_empty() {
            return;
        }
        self.line("", 0);
        for line in lines {
            self.line(line, level + 1);
        }
    }

    /// What the shape is made of.
    fn below(&mut self, walk: &mut Walk<'_>, id: &ShapeId, level: usize) {
        let Step::Into(shape) = walk.enter(id) else { return };
        match &shape.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => {
                for member in members {
                    self.member(walk, shape, member, level);
                }
            }
            ShapeKind::List(member) => self.element(walk, member, level),
            ShapeKind::Map { key, value } => {
                self.element(walk, key, level);
                self.element(walk, value, level + 1);
            }
            ShapeKind::Simple(_) | ShapeKind::Enum(_) | ShapeKind::IntEnum(_) => {}
        }
        walk.leave();
    }

    /// A member of a structure or union.
    fn member(&mut self, walk: &mut Walk<'_>, owner: &Shape, member: &Member, level: usize) {
        let Some(target) = walk.shape(&member.target) else { return };
        let required = member.traits.required && self.side == Side::Request;
        let required = if required { " **[REQUIRED]**" } else { "" };
        self.item(&format!("**{}** *({}) --*{required}", member.name, type_name(&target.kind)), level);
        self.paragraph(&documentation(member, target), level);
        let constraints = self.facts.constraints(&owner.id, &member.name);
        if !constraints.is_empty() {
            self.paragraph(&[constraints], level);
        }
        if member.traits.idempotency_token && self.side == Side::Request {
            self.paragraph(&["This field is autopopulated if not provided.".to_owned()], level);
        }
        self.notes(&member.traits, target, level);
        self.below(walk, &member.target, level + 1);
    }

    /// The member of a list, the key or the value of a map.
    fn element(&mut self, walk: &mut Walk<'_>, member: &Member, level: usize) {
        let Some(target) = walk.shape(&member.target) else { return };
        self.item(&format!("*({}) --*", type_name(&target.kind)), level);
        self.paragraph(&documentation(member, target), level);
        self.notes(&member.traits, target, level);
        self.below(walk, &member.target, level + 1);
    }

    fn notes(&mut self, traits: &Traits, target: &Shape, level: usize) {
        if matches!(target.kind, ShapeKind::Union(_)) && !target.traits.streaming {
            self.paragraph(&["A union: exactly one of these members is set.".to_owned()], level);
        }
        if let Some(note) = deprecation(traits) {
            self.paragraph(&[note], level);
        }
    }
}

/// What a deprecated thing's users should know, as Markdown.
pub(crate) fn deprecation(traits: &Traits) -> Option<String> {
    let deprecated = traits.deprecated.as_ref()?;
    let since = deprecated.since.as_ref().map(|since| format!(" since {since}")).unwrap_or_default();
    let message = deprecated.message.as_ref().map(|message| format!(": {message}")).unwrap_or_default();
    Some(docs::to_rustdoc(&format!("Deprecated{since}{message}")).join(" "))
}

/// The member's own documentation, else its target's.
fn documentation(member: &Member, target: &Shape) -> Vec<String> {
    let text = member.traits.documentation.as_deref().or(target.traits.documentation.as_deref());
    text.map(docs::to_rustdoc).unwrap_or_default()
}

/// A type by the name that the public pages give it.
pub(crate) fn type_name(kind: &ShapeKind) -> &'static str {
    match kind {
        ShapeKind::Simple(Simple::Blob) => "bytes",
        ShapeKind::Simple(Simple::Boolean) => "boolean",
        ShapeKind::Simple(Simple::String) | ShapeKind::Enum(_) => "string",
        ShapeKind::Simple(Simple::Byte | Simple::Short | Simple::Integer | Simple::Long | Simple::BigInteger)
        | ShapeKind::IntEnum(_) => "integer",
        ShapeKind::Simple(Simple::Float | Simple::Double | Simple::BigDecimal) => "float",
        ShapeKind::Simple(Simple::Timestamp) => "datetime",
        ShapeKind::Simple(Simple::Document) => "document",
        ShapeKind::List(_) => "list",
        ShapeKind::Map { .. } | ShapeKind::Structure(_) | ShapeKind::Union(_) => "dict",
    }
}
