//! Documentation of a model, CommonMark or HTML as AWS writes it, as the lines of a rustdoc comment.
//!
//! Either form is read leniently into the same few blocks, and one printer writes them. So whatever the input holds,
//! the output has nothing in it but what the printer knows to be safe: no HTML, no reference links, no code that
//! rustdoc would compile, no bare address, no character that hides or reorders text. Every step takes time linear in
//! the input, and nesting is bounded by a constant, not by the stack. The room uses nothing else of the generator.
//!
//! | file | holds |
//! | --- | --- |
//! | `lex` | what both forms share: characters that may be shown, entities, tags, addresses |
//! | `commonmark`, `html` | text → blocks: CommonMark by pulldown-cmark's events, HTML as AWS writes it |
//! | `read` | which of the two a text is |
//! | `inline` | the pieces of a paragraph, and how they are escaped |
//! | `block` | blocks → lines: the printer |
//! | `markup` | blocks → HTML, for pages |
//! | `summary` | lines → the first sentence |
//! | `tests`, `oracle` | texts and their lines; what rustdoc's own parser reads in the lines |

mod block;
mod commonmark;
mod html;
mod inline;
mod lex;
mod markup;
#[cfg(test)]
mod oracle;
mod read;
mod summary;
#[cfg(test)]
mod tests;

pub(crate) use markup::{markup, plain, sentence};
pub use summary::summary;

/// The lines of a rustdoc comment (what follows `///` and a space) that say what `text` says.
///
/// `text` is the value of a `documentation` trait, or any string at all. There is no blank line first or last and no
/// two in a row; no line ends in white space. A text with nothing to show gives no lines.
///
/// HTML and CommonMark are told apart by whether a block tag such as `<p>` stands outside code. Links that are not
/// `http` or `https` become their text; code blocks are marked `text` unless they name another language than Rust.
pub fn to_rustdoc(text: &str) -> Vec<String> {
    block::print(read::blocks(text))
}

/// Any text as one inline code span, for values that are shown as they are, such as a regular expression.
///
/// Control characters, line ends, and characters that hide or reorder text are shown as Rust escapes. The empty text
/// is shown as a pair of quotes, for there is no empty code span.
pub fn literal(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c == ' ' || (!c.is_whitespace() && lex::clean_char(c) == Some(c)) {
            shown.push(c);
        } else {
            shown.extend(c.escape_default());
        }
    }
    if shown.is_empty() {
        shown.push_str("\"\"");
    }
    inline::code_span(&shown)
}
