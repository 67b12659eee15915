//! Either form of a text → blocks.

use super::block::Block;
use super::{commonmark, html, lex};

/// Reads a text as what it is: HTML where a block tag such as `<p>` stands outside code, else CommonMark.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let text = lex::clean(text);
    let closed = lex::closed_tags(&text);
    if html::is_html(&text, &closed) { html::parse(&text, &closed) } else { commonmark::parse(&text, &closed) }
}
