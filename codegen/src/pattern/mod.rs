//! Patterns: from the regular expressions of ECMA 262, which Smithy's `pattern` is written in, to those of Rust's `regex`.
//!
//! | file | holds |
//! | --- | --- |
//! | `set` | sets of characters |
//! | `ast` | an expression as a tree, and what follows from it: how long its texts are |
//! | `parse` | text → tree (ECMA 262, "Patterns", with "Additional Syntax for Web Browsers") |
//! | `print` | tree → text that `regex` reads |
//! | `split` | look-arounds → expressions without any |
//! | `verbatim` | whether `regex` reads the pattern as it stands just as it reads the translation |
//! | `inclusion` | whether every text that one pattern takes is taken by another |
//!
//! Fed verbatim, `regex` refuses one pattern in eighteen of the official models, and judges others in another way: its
//! `\d`, `\w`, `\s` and `.` are those of Unicode. What it has no word for, look-arounds, mostly says "and not that" at the
//! begin or end of a text, so that a pattern becomes expressions of which all must match, and others of which none may.

mod ast;
mod inclusion;
mod parse;
mod print;
mod set;
mod split;
mod verbatim;

#[cfg(test)]
mod tests;

use std::fmt;

pub use inclusion::{Relation, relation};
pub use verbatim::is_verbatim;

/// How deep groups may be nested; far beyond any real pattern, and far from the end of the stack.
const MAX_DEPTH: usize = 100;

/// What a text must match, in the syntax of Rust's `regex`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Each of these matches somewhere in the text.
    pub all: Vec<String>,
    /// None of these does.
    pub none: Vec<String>,
    /// How many characters a text has at least.
    pub min_length: usize,
    /// How many characters a text has at most; `None` where there is no bound.
    pub max_length: Option<usize>,
}

/// A pattern that cannot be translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untranslatable {
    /// Why: a clause such as "it refers back to a group".
    pub why: String,
    /// Where, in bytes from the pattern's begin.
    pub at: usize,
}

impl fmt::Display for Untranslatable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at byte {})", self.why, self.at)
    }
}

impl std::error::Error for Untranslatable {}

/// Translates a pattern. A pattern matches anywhere in a text unless it says otherwise (Smithy 2.0, "pattern trait").
///
/// # Errors
/// The pattern is no regular expression, says what `regex` cannot (a reference back to a group, or a look-around other than
/// at the begin or the end), or is larger than `regex` compiles without further options.
pub fn translate(pattern: &str) -> Result<Pattern, Untranslatable> {
    let tree = parse::parse(pattern)?;
    let (min_length, max_length) = tree.lengths_of_texts();
    let split::Split { all, none } = split::split(tree)?;
    let printed = |trees: &[ast::Node]| trees.iter().map(print::print).collect();
    let translated = Pattern { all: printed(&all), none: printed(&none), min_length, max_length };
    match inclusion::too_large(&translated) {
        None => Ok(translated),
        Some(why) => Err(Untranslatable { why, at: 0 }),
    }
}
