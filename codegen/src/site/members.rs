//! Parameters and response structure: a nested list with the type, the documentation and the constraints of each
//! member. Each has an anchor, made of the names that lead to it.

use maud::{Markup, html};

use super::address::anchor;
use super::frame::spans;
use crate::docs;
use crate::model::{Member, Shape, ShapeId, ShapeKind, Traits};
use crate::show::{self, Facts};
use crate::syntax::walk::{Limits, Step, Walk};

/// Levels beyond this one are not set off any more: a phone has no room for them.
const SET_OFF: usize = 8;

/// Which message the members are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// What clients send.
    Request,
    /// What they receive.
    Response,
}

impl Side {
    /// What anchors begin with.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

/// The list of a message's members; `None` where there is none. `before` stands before the anchors.
pub(super) fn members(
    walk: &mut Walk<'_>,
    message: &ShapeId,
    side: Side,
    before: &str,
    facts: &Facts<'_>,
) -> Option<Markup> {
    let list = List { facts, side, before };
    list.below(walk, message, "", 0)
}

/// The dotted names of a message's members, as far as a search should look.
pub(super) fn paths(walk: &mut Walk<'_>, message: &ShapeId) -> Vec<String> {
    let mut paths = Vec::new();
    names(walk, message, "", &mut paths);
    paths
}

/// How far a search looks into a message.
pub(super) const SEARCHED: Limits = Limits { depth: 10, values: 600 };

fn names(walk: &mut Walk<'_>, id: &ShapeId, path: &str, paths: &mut Vec<String>) {
    let Step::Into(shape) = walk.enter(id) else { return };
    match &shape.kind {
        ShapeKind::Structure(members) | ShapeKind::Union(members) => {
            for member in members {
                let path = dotted(path, &member.name);
                paths.push(path.clone());
                names(walk, &member.target, &path, paths);
            }
        }
        ShapeKind::List(member) | ShapeKind::Map { value: member, .. } => names(walk, &member.target, path, paths),
        ShapeKind::Simple(_) | ShapeKind::Enum(_) | ShapeKind::IntEnum(_) => {}
    }
    walk.leave();
}

fn dotted(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

struct List<'a> {
    facts: &'a Facts<'a>,
    side: Side,
    before: &'a str,
}

impl List<'_> {
    /// What the shape is made of.
    fn below(&self, walk: &mut Walk<'_>, id: &ShapeId, path: &str, level: usize) -> Option<Markup> {
        let Step::Into(shape) = walk.enter(id) else { return None };
        let mut items: Vec<Markup> = Vec::new();
        match &shape.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => {
                items.extend(members.iter().filter_map(|member| self.member(walk, shape, member, path, level)));
            }
            ShapeKind::List(member) => items.extend(self.element(walk, member, path, level)),
            ShapeKind::Map { key, value } => {
                items.extend(self.element(walk, key, path, level));
                items.extend(self.element(walk, value, path, level));
            }
            ShapeKind::Simple(_) | ShapeKind::Enum(_) | ShapeKind::IntEnum(_) => {}
        }
        walk.leave();
        let class = if level < SET_OFF { "members" } else { "members flat" };
        (!items.is_empty()).then(|| html! { ul class=(class) { @for item in &items { (item) } } })
    }

    /// A member of a structure or union.
    fn member(&self, walk: &mut Walk<'_>, owner: &Shape, member: &Member, path: &str, level: usize) -> Option<Markup> {
        let target = walk.shape(&member.target)?;
        let path = dotted(path, &member.name);
        let id = anchor(&format!("{}{}.{path}", self.before, self.side.name()));
        let in_request = self.side == Side::Request;
        let constraints = self.facts.constraints(&owner.id, &member.name);
        let below = self.below(walk, &member.target, &path, level + 1);
        Some(html! {
            li id=(id) {
                p.member {
                    a.self href={ "#" (id) } { strong { (member.name) } }
                    " " span.type { "(" (show::type_name(&target.kind)) ") --" }
                    @if member.traits.required && in_request { " " strong.required { "[REQUIRED]" } }
                }
                (documentation(member, target))
                @if !constraints.is_empty() { p.constraints { (spans(&constraints)) } }
                @if member.traits.idempotency_token && in_request {
                    p { "This field is autopopulated if not provided." }
                }
                (notes(&member.traits, target))
                @if let Some(below) = &below { (below) }
            }
        })
    }

    /// The member of a list, the key or the value of a map.
    fn element(&self, walk: &mut Walk<'_>, member: &Member, path: &str, level: usize) -> Option<Markup> {
        let target = walk.shape(&member.target)?;
        let below = self.below(walk, &member.target, path, level + 1);
        Some(html! {
            li {
                p.member { span.type { "(" (show::type_name(&target.kind)) ") --" } }
                (documentation(member, target))
                (notes(&member.traits, target))
                @if let Some(below) = &below { (below) }
            }
        })
    }
}

fn notes(traits: &Traits, target: &Shape) -> Markup {
    html! {
        @if matches!(target.kind, ShapeKind::Union(_)) && !target.traits.streaming {
            p { "A union: exactly one of these members is set." }
        }
        @if let Some(note) = show::deprecation(traits) { div.deprecated { (docs::markup(&note)) } }
    }
}

/// The member's own documentation, else its target's.
fn documentation(member: &Member, target: &Shape) -> Markup {
    let text = member.traits.documentation.as_deref().or(target.traits.documentation.as_deref());
    text.map(docs::markup).unwrap_or_default()
}
