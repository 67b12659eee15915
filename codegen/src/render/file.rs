//! What renderers produce: files as lists of items, not yet text.

use proc_macro2::TokenStream;
use quote::quote;

use crate::scope::Uses;

/// A file of the crate, by its path below the crate's folder, with `/` between folders.
#[derive(Clone, Debug)]
pub struct File {
    /// Such as `src/types/_user.rs`.
    pub path: String,
    /// What it holds.
    pub content: Content,
}

/// The content of a file.
#[derive(Clone, Debug)]
pub enum Content {
    /// Rust, to be formatted.
    Rust(Source),
    /// Lines of another language whose comments start with `#`.
    Hash(String),
    /// Markdown.
    Markdown(String),
}

/// A Rust file.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The lines of the `//!` comment.
    pub docs: Vec<String>,
    /// In order; a blank line goes between two of them, but not between two calls of macros.
    pub items: Vec<Item>,
}

impl Source {
    /// A file whose items use what the scope handed out.
    pub(super) fn new(docs: Vec<String>, uses: Uses, items: Vec<Item>) -> Self {
        let Uses { standard, runtime, own, server } = uses;
        let own = quote!(#own #server);
        let uses = [standard, runtime, own].into_iter().filter(|lines| !lines.is_empty()).map(Item::Code);
        Self { docs, items: uses.chain(items).collect() }
    }
}

/// One item, or several that stay together.
#[derive(Clone, Debug)]
pub enum Item {
    /// Any Rust items, which prettyplease lays out.
    Code(TokenStream),
    /// A call of one of the runtime's item macros, with rows.
    Table(Table),
    /// A call of one of the runtime's item macros on one line.
    Call(Call),
    /// A call that is only there with the feature `server` of the generated crate.
    Served(Served),
}

/// What the feature `server` can bring.
#[derive(Clone, Debug)]
pub enum Served {
    /// A call with rows.
    Table(Table),
    /// A call on one line.
    Call(Call),
}

/// A macro call on one line: `tinsmith_runtime::builders! { ListUsersInputBuilder, ListUsersOutputBuilder }`.
#[derive(Clone, Debug)]
pub struct Call {
    /// The path of the macro, without `!`.
    pub path: TokenStream,
    /// What stands between the braces.
    pub arguments: TokenStream,
}

/// A macro call with one row a line:
///
/// ```text
/// tinsmith_runtime::structure! { User => UserBuilder {
///     id, set_id, get_id: optional text;
/// } }
/// ```
#[derive(Clone, Debug)]
pub struct Table {
    /// The path of the macro, without `!`.
    pub path: TokenStream,
    /// What stands before the inner brace.
    pub head: TokenStream,
    /// Each ends in `;`, which is not part of it.
    pub rows: Vec<TokenStream>,
}
