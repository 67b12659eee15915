//! A tree → text that `regex` reads, with as little in brackets as will do.

use super::ast::Node;
use super::set::{LAST, Set};

/// The expression as `regex` has it.
///
/// `^[\w.]+$` becomes
/// ```text
/// ^[.0-9A-Z_a-z]+$
/// ```
pub(super) fn print(node: &Node) -> String {
    let mut out = String::new();
    write(&mut out, node, Binding::Alternation);
    out
}

/// What stands around a node, from the loosest to the tightest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Alternation,
    Concatenation,
    Repetition,
}

fn write(out: &mut String, node: &Node, around: Binding) {
    match node {
        Node::Set(set) => write_set(out, set),
        Node::Start => grouped(out, around == Binding::Repetition, |out| out.push('^')),
        Node::End => grouped(out, around == Binding::Repetition, |out| out.push('$')),
        Node::WordBoundary => grouped(out, around == Binding::Repetition, |out| out.push_str("(?-u:\\b)")),
        Node::Concat(parts) => {
            let bare = around == Binding::Repetition && parts.len() != 1;
            grouped(out, bare, |out| parts.iter().for_each(|part| write(out, part, Binding::Concatenation)));
        }
        Node::Alternate(parts) => grouped(out, around > Binding::Alternation, |out| {
            for (index, part) in parts.iter().enumerate() {
                if index > 0 {
                    out.push('|');
                }
                write(out, part, Binding::Concatenation);
            }
        }),
        Node::Repeat { node, min, max } => grouped(out, around == Binding::Repetition, |out| {
            write(out, node, Binding::Repetition);
            match (min, max) {
                (0, None) => out.push('*'),
                (1, None) => out.push('+'),
                (0, Some(1)) => out.push('?'),
                (min, None) => out.push_str(&format!("{{{min},}}")),
                (min, Some(max)) if min == max => out.push_str(&format!("{{{min}}}")),
                (min, Some(max)) => out.push_str(&format!("{{{min},{max}}}")),
            }
        }),
        // Split before: what cannot be is refused there.
        Node::Look { .. } => {}
    }
}

fn grouped(out: &mut String, group: bool, inner: impl FnOnce(&mut String)) {
    if group {
        out.push_str("(?:");
        inner(out);
        out.push(')');
    } else {
        inner(out);
    }
}

fn write_set(out: &mut String, set: &Set) {
    let mut set = set.clone();
    // What reaches to the end is shorter as what it leaves out.
    if !set.negated && set.properties.is_empty() && set.ranges.last().is_some_and(|(_, to)| *to == LAST) {
        let mut rest = Set { negated: true, ..Set::default() };
        let mut next = 0;
        for (from, to) in &set.ranges {
            if next < *from {
                rest.ranges.push((next, from - 1));
            }
            next = to.saturating_add(1);
        }
        // Halves of pairs are no characters: a gap that is one of them is none.
        set = rest.normal();
    }
    match (set.ranges.as_slice(), set.properties.as_slice(), set.negated) {
        ([], [], true) => out.push_str("(?s:.)"),
        ([], [], false) => out.push_str("[^\\x{0}-\\x{10FFFF}]"),
        ([(from, to)], [], false) if from == to => write_char(out, *from, "\\.+*?()|[]{}^$"),
        (ranges, properties, negated) => {
            out.push_str(if negated { "[^" } else { "[" });
            for (from, to) in ranges {
                write_char(out, *from, "\\[]^-&~");
                if to > from {
                    if *to > from + 1 {
                        out.push('-');
                    }
                    write_char(out, *to, "\\[]^-&~");
                }
            }
            for (name, not) in properties {
                out.push_str(&format!("\\{}{{{name}}}", if *not { 'P' } else { 'p' }));
            }
            out.push(']');
        }
    }
}

/// A character as it is where that is printable ASCII, with a backslash where it is one of the marks.
fn write_char(out: &mut String, c: u32, marks: &str) {
    match char::from_u32(c) {
        Some('\n') => out.push_str("\\n"),
        Some('\r') => out.push_str("\\r"),
        Some('\t') => out.push_str("\\t"),
        Some(c) if c == ' ' || c.is_ascii_graphic() => {
            if marks.contains(c) {
                out.push('\\');
            }
            out.push(c);
        }
        _ => out.push_str(&format!("\\x{{{c:X}}}")),
    }
}
