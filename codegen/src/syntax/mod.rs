//! Example trees of shapes, as reference pages show them: `{'Name': 'string', 'Tags': [...]}`.
//!
//! | file | holds |
//! | --- | --- |
//! | `walk` | how far a tree follows shapes: recursion and size |
//! | `tree` | a member tree with an example for each value |
//! | `layout` | such a tree as text, one entry a line |

pub(crate) mod layout;
pub(crate) mod tree;
pub(crate) mod walk;
