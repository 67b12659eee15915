//! Smithy IDL, 1.0 and 2.0 → the JSON AST, so that everything behind it is shared.
//!
//! By hand: most of the grammar depends on its context, which is where parser libraries help least (winnow would cost 0.8 s
//! of a clean debug build, chumsky 7.8 s, logos 8.4 s, pest 8.7 s).
//!
//! | file | has |
//! | --- | --- |
//! | `files` | which files a model is made of |
//! | `json_ast` | a JSON AST among them |
//! | `lex` | text → tokens |
//! | `text` | what quoted texts, text blocks and documentation comments say |
//! | `names` | what a name means |
//! | `parser` | the state of reading one file |
//! | `node`, `traits`, `shape`, `statement` | the productions |
//! | `assemble` | what several files say → one JSON AST |

mod assemble;
pub(in crate::model) mod files;
mod json_ast;
mod lex;
mod names;
mod node;
mod parser;
mod shape;
mod statement;
#[cfg(test)]
mod tests;
mod text;
mod traits;

pub(in crate::model) use assemble::{is_idl, read};
pub(in crate::model) use names::is_provided;
