//! A tree of example values, and how reference pages write it: one entry a line.

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
    /// `EventStream({…})`
    Stream,
}

impl Brackets {
    fn open(&self) -> String {
        match self {
            Self::Dict => "{".to_owned(),
            Self::List => "[".to_owned(),
            Self::Call(callee) => format!("{callee}("),
            Self::Stream => "EventStream({".to_owned(),
        }
    }

    fn close(&self) -> &'static str {
        match self {
            Self::Dict => "}",
            Self::List => "]",
            Self::Call(_) => ")",
            Self::Stream => "})",
        }
    }

    /// A comma after the last entry says that a list can have more of them.
    fn ends_with_comma(&self) -> bool {
        matches!(self, Self::List)
    }
}

/// The tree as lines without line ends, each entry on a line of its own.
pub(crate) fn lines(node: &Node) -> Vec<String> {
    let mut text = String::new();
    write(&mut text, node, 0);
    text.lines().map(str::to_owned).collect()
}

/// `indent` is that of the line on which the value starts.
fn write(text: &mut String, node: &Node, indent: usize) {
    let (brackets, entries) = match node {
        Node::Leaf(leaf) => return text.push_str(leaf),
        Node::Group { brackets, entries } => (brackets, entries),
    };
    text.push_str(&brackets.open());
    if !entries.is_empty() {
        let inner = indent + 4;
        for (index, entry) in entries.iter().enumerate() {
            text.push('\n');
            text.push_str(&" ".repeat(inner));
            text.push_str(&entry.label);
            write(text, &entry.value, inner);
            if index + 1 < entries.len() || brackets.ends_with_comma() {
                text.push(',');
            }
        }
        text.push('\n');
        text.push_str(&" ".repeat(indent));
    }
    text.push_str(brackets.close());
}
