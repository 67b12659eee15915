//! Request and response syntax: a member tree with an example for each value, in the notation of the public pages.

use super::layout::{self, Brackets, Entry, Layout, Node};
use super::walk::{self, Limits, Step, Walk};
use crate::model::{Member, Model, Operation, ShapeId, ShapeKind, Simple};
use crate::names;

/// The request and response syntax of an operation, as lines of its rustdoc.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyntaxBlocks {
    /// A fenced block, or nothing where the operation has no input.
    pub request: Vec<String>,
    /// A fenced block, or nothing where the operation has no output.
    pub response: Vec<String>,
}

/// How wide a block in rustdoc may be: a doc line stands behind `/// ` and is not wrapped.
const WIDTH: usize = 100;

/// How many lines it may have.
const LINES: usize = 40;

/// How many levels, and how many values: more does not fit into the lines.
const BLOCK: Limits = Limits { depth: 6, values: 2_000, choice: 72 };

/// The syntax blocks of an operation for its rustdoc: compact, at most 40 lines each; what is nested too deep for that
/// is written as `{...}` or `[...]`.
pub fn syntax_blocks(model: &Model, operation: &Operation) -> SyntaxBlocks {
    SyntaxBlocks {
        request: if operation.input.is_some() { block(model, |walk| request(walk, operation)) } else { Vec::new() },
        response: match &operation.output {
            Some(output) => block(model, |walk| value(walk, output)),
            None => Vec::new(),
        },
    }
}

/// As deep as the lines allow, found from the top so that a tree that multiplies is never built whole.
fn block(model: &Model, build: impl Fn(&mut Walk<'_>) -> Node) -> Vec<String> {
    let mut best = Vec::new();
    for depth in 1..=BLOCK.depth {
        let mut walk = Walk::new(model, Limits { depth, ..BLOCK });
        let lines = layout::lines(&build(&mut walk), Layout::Compact(WIDTH));
        let fits = lines.len() <= LINES;
        if fits || best.is_empty() {
            best = lines;
        }
        if !fits || !walk.is_cut() {
            break;
        }
    }
    fenced(shortened(best))
}

/// The first and the last lines, where even one level is too long.
fn shortened(mut lines: Vec<String>) -> Vec<String> {
    if lines.len() > LINES {
        let last = lines.pop();
        lines.truncate(LINES.saturating_sub(2));
        lines.push("    ...".to_owned());
        lines.extend(last);
    }
    lines
}

fn fenced(lines: Vec<String>) -> Vec<String> {
    let (start, end) = ("```text".to_owned(), "```".to_owned());
    [start].into_iter().chain(lines).chain([end]).collect()
}

/// `client.list_users(OrganizationId='string', …)`
pub(crate) fn request(walk: &mut Walk<'_>, operation: &Operation) -> Node {
    let callee = format!("client.{}", names::module_name(operation.id.name()).text());
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
        ShapeKind::Enum(values) => Node::Leaf(walk.choice(values.iter().map(|member| quoted(&member.value)))),
        ShapeKind::IntEnum(values) => Node::Leaf(walk.choice(values.iter().map(|member| member.value.to_string()))),
        ShapeKind::List(_) | ShapeKind::Map { .. } | ShapeKind::Structure(_) | ShapeKind::Union(_) => nested(walk, id),
    }
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
        ShapeKind::Map { key, value: held } => {
            let mut label = layout::lines(&value(walk, &key.target), Layout::Wide).concat();
            label.push_str(": ");
            group(Brackets::Dict, vec![Entry { label, value: value(walk, &held.target) }])
        }
        ShapeKind::Structure(members) | ShapeKind::Union(members) => {
            group(Brackets::Dict, entries(walk, members, |name| format!("{}: ", quoted(name))))
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
