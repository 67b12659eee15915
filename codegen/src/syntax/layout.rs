//! A tree of example values, and the two ways to write it: one entry a line, as reference pages do, and compact.

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// Such as `'string'`.
    Leaf(String),
    /// Values in brackets.
    Group {
        /// Which brackets.
        brackets: Brackets,
        /// What stands between them.
        entries: Vec<Entry>,
    },
}

/// A value with what stands before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// `'Name': `, `Name=` or nothing.
    pub label: String,
    /// The value.
    pub value: Node,
}

/// What a group of values is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Brackets {
    /// `{…}`
    Dict,
    /// `[…,]`
    List,
    /// `client.list_users(…)`: what stands before the bracket.
    Call(String),
}

impl Brackets {
    fn open(&self) -> String {
        match self {
            Self::Dict => "{".to_owned(),
            Self::List => "[".to_owned(),
            Self::Call(callee) => format!("{callee}("),
        }
    }

    fn close(&self) -> char {
        match self {
            Self::Dict => '}',
            Self::List => ']',
            Self::Call(_) => ')',
        }
    }

    /// A comma after the last entry says that a list can have more of them.
    fn ends_with_comma(&self) -> bool {
        matches!(self, Self::List)
    }
}

/// How a tree is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Each entry on a line of its own.
    Wide,
    /// A group that fits within so many columns stays on one line.
    Compact(usize),
}

/// The tree as lines without line ends.
pub(crate) fn lines(node: &Node, layout: Layout) -> Vec<String> {
    let mut text = String::new();
    write(&mut text, node, layout, 0, 0);
    text.lines().map(str::to_owned).collect()
}

/// `column` is where the value starts, `indent` that of its line.
fn write(text: &mut String, node: &Node, layout: Layout, indent: usize, column: usize) {
    let (brackets, entries) = match node {
        Node::Leaf(leaf) => return text.push_str(leaf),
        Node::Group { brackets, entries } => (brackets, entries),
    };
    if entries.is_empty() || fits(node, layout, column) {
        return write_flat(text, node);
    }
    text.push_str(&brackets.open());
    let inner = indent + 4;
    for (index, entry) in entries.iter().enumerate() {
        text.push('\n');
        text.push_str(&" ".repeat(inner));
        text.push_str(&entry.label);
        write(text, &entry.value, layout, inner, inner + entry.label.chars().count());
        if index + 1 < entries.len() || brackets.ends_with_comma() {
            text.push(',');
        }
    }
    text.push('\n');
    text.push_str(&" ".repeat(indent));
    text.push(brackets.close());
}

/// Whether the value and the comma after it fit on the line.
fn fits(node: &Node, layout: Layout, column: usize) -> bool {
    match layout {
        Layout::Wide => false,
        Layout::Compact(width) => width.checked_sub(column + 1).and_then(|room| left(node, room)).is_some(),
    }
}

/// What is left of `room` after the value on one line; looks no further than that.
fn left(node: &Node, room: usize) -> Option<usize> {
    let take = |room: usize, text: &str| room.checked_sub(text.chars().count());
    match node {
        Node::Leaf(leaf) => take(room, leaf),
        Node::Group { brackets, entries } => {
            let room = take(room, &brackets.open())?;
            let room = entries.iter().enumerate().try_fold(room, |room, (index, entry)| {
                let room = take(room, if index == 0 { "" } else { ", " })?;
                left(&entry.value, take(room, &entry.label)?)
            })?;
            take(room, ")")
        }
    }
}

fn write_flat(text: &mut String, node: &Node) {
    match node {
        Node::Leaf(leaf) => text.push_str(leaf),
        Node::Group { brackets, entries } => {
            text.push_str(&brackets.open());
            for (index, entry) in entries.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                text.push_str(&entry.label);
                write_flat(text, &entry.value);
            }
            text.push(brackets.close());
        }
    }
}
