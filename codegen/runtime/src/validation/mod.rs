//! Constraints: what a model says that values have to meet, as tables, and what of it a body breaks.
//!
//! A table says nothing of types: a body is validated once it has been read. It is the body that is looked at and not what
//! was read of it, so that what is missing is told from what is empty, at any depth, and paths are those of the wire.
//! Texts are those of Smithy's malformed-request cases.
//!
//! | file | what it has |
//! | --- | --- |
//! | `rules` | what a value has to meet: what tables are made of |
//! | `patterns` | patterns, compiled when they are first asked for |
//! | `violations` | what a body breaks, in words |
//! | `walk` | what the walk needs of a codec's reader |
//! | `check` | the walk through a body |

mod check;
mod patterns;
pub mod rules;
#[cfg(test)]
mod tests;
mod violations;
mod walk;

pub use check::violations;
pub use patterns::Patterns;
pub use rules::{Constrained, Member, Rule, Structure};
pub use violations::{InvalidInput, MOST_VIOLATIONS, Violation, Violations};
pub use walk::Walk;
