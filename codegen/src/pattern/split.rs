//! Look-arounds → expressions without any.
//!
//! | the pattern | matches where |
//! | --- | --- |
//! | `^(?!A)B` | `^B` matches and `^A` does not |
//! | `^(?=A)B` | `^B` and `^A` match |
//! | `^P(?!A)B`, where `P` has one length | `^PB` matches and `^PA` does not |
//! | `B(?<!A)$` | `B$` matches and `A$` does not |
//! | `B(?<=A)$` | `B$` and `A$` match |
//!
//! Anywhere else a look-around says more than expressions without any can.

use super::Untranslatable;
use super::ast::Node;

/// Expressions of which all must match, and those of which none may.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Split {
    pub(super) all: Vec<Node>,
    pub(super) none: Vec<Node>,
}

/// Takes the look-arounds out of an expression.
pub(super) fn split(tree: Node) -> Result<Split, Untranslatable> {
    if tree.looks_around().is_none() {
        return Ok(Split { all: vec![tree], none: Vec::new() });
    }
    let parts = tree.into_parts();
    let mut split = Split::default();
    let mut kept: Vec<Node> = Vec::with_capacity(parts.len());
    let mut rest = parts.into_iter().peekable();
    while let Some(part) = rest.next() {
        let Node::Look { ahead, negative, node, at } = part else {
            if let Some(at) = part.looks_around() {
                return Err(beyond(at));
            }
            kept.push(part);
            continue;
        };
        if let Some(at) = node.looks_around() {
            return Err(beyond(at));
        }
        let (min, max) = Node::Concat(kept.clone()).lengths();
        let at_place_known_from_start = kept.first() == Some(&Node::Start) && max == Some(min);
        let at_end = rest.peek() == Some(&Node::End);
        let looked = if ahead && at_place_known_from_start {
            let mut looked = kept.clone();
            looked.extend(node.into_parts());
            looked
        } else if !ahead && at_end {
            let mut looked = node.into_parts();
            looked.push(Node::End);
            looked
        } else {
            return Err(beyond(at));
        };
        let into = if negative { &mut split.none } else { &mut split.all };
        into.push(Node::Concat(looked));
    }
    split.all.insert(0, Node::Concat(kept));
    Ok(split)
}

fn beyond(at: usize) -> Untranslatable {
    Untranslatable { why: "it looks around elsewhere than at the begin or the end".to_owned(), at }
}
