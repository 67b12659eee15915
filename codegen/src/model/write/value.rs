//! Values of traits, metadata and defaults: on one line where they fit, else an entry a line, without commas.

use serde_json::Value;

use super::names::Names;
use super::{WIDTH, column, line, text};

/// Where in a trait's value ids stand, which are then written as names: a step is a key, or `*` for each item.
#[derive(Clone, Copy)]
pub(super) struct Ids<'a>(&'a [&'a [&'a str]]);

impl Ids<'_> {
    /// Nowhere.
    pub(super) const NONE: Self = Ids(&[]);

    /// Where in the value of a trait.
    pub(super) fn of_trait(id: &str) -> Self {
        Self(match id {
            "smithy.api#auth" => &[&["*"]],
            "smithy.api#references" => &[&["*", "resource"], &["*", "service"]],
            "smithy.api#protocolDefinition" | "smithy.api#authDefinition" => &[&["traits", "*"]],
            "smithy.test#httpRequestTests" | "smithy.test#httpResponseTests" => {
                &[&["*", "protocol"], &["*", "authScheme"], &["*", "vendorParamsShape"]]
            }
            "smithy.test#httpMalformedRequestTests" => &[&["*", "protocol"]],
            "aws.api#arnReference" => &[&["resource"], &["service"]],
            "aws.cloudformation#cfnResource" => &[&["additionalSchemas", "*"]],
            _ => &[],
        })
    }
}

/// A value as it is written: texts that are ids of shapes are told from others.
pub(super) enum Node<'a> {
    /// `12`, `true`, `restJson1`
    Word(String),
    /// A text.
    Text(&'a str),
    /// `[…]`
    List(Vec<Node<'a>>),
    /// `{…}`
    Object(Vec<(&'a str, Node<'a>)>),
}

impl<'a> Node<'a> {
    /// A value without ids.
    pub(super) fn of(value: &'a Value, names: &mut Names<'_>) -> Self {
        Self::with_ids(value, Ids::NONE, names)
    }

    /// A value with ids at these places.
    pub(super) fn with_ids(value: &'a Value, ids: Ids<'_>, names: &mut Names<'_>) -> Self {
        Self::at(value, ids.0, 0, names)
    }

    /// `paths` are those that led here, by as many steps as `depth` says.
    fn at(value: &'a Value, paths: &[&[&str]], depth: usize, names: &mut Names<'_>) -> Self {
        let leading = |step: &str| -> Vec<&[&str]> {
            paths.iter().copied().filter(|path| path.get(depth) == Some(&step)).collect()
        };
        match value {
            Value::Array(items) => {
                let paths = leading("*");
                Self::List(items.iter().map(|item| Self::at(item, &paths, depth + 1, names)).collect())
            }
            Value::Object(entries) => Self::Object(
                entries
                    .iter()
                    .map(|(key, value)| (key.as_str(), Self::at(value, &leading(key), depth + 1, names)))
                    .collect(),
            ),
            Value::String(text) if paths.iter().any(|path| path.len() == depth) => {
                names.in_value(text).map_or(Self::Text(text), Self::Word)
            }
            Value::String(text) => Self::Text(text),
            other => Self::Word(other.to_string()),
        }
    }
}

/// Writes a value. `depth` is that of the line it starts on, `behind` how many characters follow on its last line.
pub(super) fn write(out: &mut String, node: &Node<'_>, depth: usize, behind: usize) {
    if fits(out, behind, |out, end| flat(out, node, end)) {
        return;
    }
    match node {
        Node::Word(word) => out.push_str(word),
        Node::Text(text) => text::write(out, text, depth),
        Node::List(items) => {
            out.push('[');
            for item in items {
                line(out, depth + 1);
                write(out, item, depth + 1, 0);
            }
            close(out, depth, ']');
        }
        Node::Object(entries) => {
            out.push('{');
            broken(out, entries, depth + 1);
            close(out, depth, '}');
        }
    }
}

/// Writes the value of a trait behind its name; a structure without the braces.
pub(super) fn arguments(out: &mut String, node: &Node<'_>, depth: usize) {
    out.push('(');
    match node {
        Node::Object(entries) if !entries.is_empty() => {
            if !fits(out, 1, |out, end| flat_entries(out, entries, end)) {
                broken(out, entries, depth + 1);
                line(out, depth);
            }
        }
        other => write(out, other, depth, 1),
    }
    out.push(')');
}

fn broken(out: &mut String, entries: &[(&str, Node<'_>)], depth: usize) {
    for (key, value) in entries {
        line(out, depth);
        text::key(out, key);
        out.push_str(": ");
        write(out, value, depth, 0);
    }
}

fn close(out: &mut String, depth: usize, bracket: char) {
    line(out, depth);
    out.push(bracket);
}

/// Tries to write on the rest of the line; takes it back where that is too short.
fn fits(out: &mut String, behind: usize, write: impl FnOnce(&mut String, usize) -> bool) -> bool {
    let start = out.len();
    let room = WIDTH.saturating_sub(column(out) + behind);
    // No text has more characters than bytes, so that a scan of the bytes is the quick way out.
    let done = write(out, start + room * 4) && out.get(start..).is_some_and(|written| written.chars().count() <= room);
    if !done {
        out.truncate(start);
    }
    done
}

/// Writes a value on one line; gives up where the text gets longer than `end`, or wants lines of its own.
fn flat(out: &mut String, node: &Node<'_>, end: usize) -> bool {
    match node {
        Node::Word(word) => out.push_str(word),
        Node::Text(text) if text.len() > end || text::is_block(text) => return false,
        Node::Text(text) => text::quoted(out, text),
        Node::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                if !flat(out, item, end) {
                    return false;
                }
            }
            out.push(']');
        }
        Node::Object(entries) if entries.is_empty() => out.push_str("{}"),
        Node::Object(entries) => {
            out.push_str("{ ");
            if !flat_entries(out, entries, end) {
                return false;
            }
            out.push_str(" }");
        }
    }
    out.len() <= end
}

fn flat_entries(out: &mut String, entries: &[(&str, Node<'_>)], end: usize) -> bool {
    for (index, (key, value)) in entries.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        text::key(out, key);
        out.push_str(": ");
        if !flat(out, value, end) {
            return false;
        }
    }
    true
}
