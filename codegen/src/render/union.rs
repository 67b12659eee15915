//! Unions: the enum, and the tables of its accessors, of writing and of reading it.

use proc_macro2::TokenStream;
use quote::quote;

use super::checks;
use super::file::{Item, Served, Table};
use super::lints;
use super::text::doc_attributes;
use super::wire::{self, Way};
use crate::lower::ir::{Coding, Indirection, Shown, Union, UnionVariant};
use crate::scope::Scope;

/// Everything that stands in the file of a union.
pub(super) fn union(scope: &mut Scope, union: &Union) -> Vec<Item> {
    let mut items = vec![Item::Code(definition(scope, union)), Item::Table(table(scope, union))];
    let Coding { written, read } = union.directions.client();
    items.extend(written.then(|| Item::Table(write_table(scope, union))));
    items.extend(read.then(|| Item::Table(read_table(scope, union))));
    // What the client does not have, a server does.
    let server = union.directions.server();
    items.extend(scope.for_server(|scope| {
        let write = (server.written && !written).then(|| write_table(scope, union));
        let read = (server.read && !read).then(|| read_table(scope, union));
        let tables = write.into_iter().chain(read);
        tables.map(|table| Item::Served(Served::Table(table))).collect::<Vec<_>>()
    }));
    items.extend(union.checks.as_ref().map(|checks| checks::table(&union.name, checks)));
    items
}

/// The enum:
///
/// ```text
/// #[derive(Clone, PartialEq, Debug)]
/// #[allow(clippy::large_enum_variant, reason = "members are held as aws-sdk-rust does")]
/// #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
/// #[non_exhaustive]
/// pub enum Choice {
///     /// The member `blobValue`.
///     #[cfg_attr(feature = "serde", serde(rename = "blobValue"))]
///     BlobValue(primitives::Blob),
///     /// A member that this crate does not know; it cannot be sent.
///     Unknown,
/// }
/// ```
fn definition(scope: &mut Scope, union: &Union) -> TokenStream {
    let Union { shape: _, name, module: _, docs, variants, size, directions: _, shown, prelude: _, checks: _ } = union;
    let docs = doc_attributes(docs);
    let derive = match shown {
        Shown::Plain => quote!(#[derive(Clone, PartialEq, Debug)]),
        Shown::Redacted => quote!(#[derive(Clone, PartialEq)]),
    };
    let large = lints::size(*size);
    let members: Vec<TokenStream> = variants.iter().map(|variant| variant_definition(scope, variant)).collect();
    // serde tells variants apart by their wire names, of which our own must not be one.
    let unknown = if variants.iter().any(|variant| variant.wire == UNKNOWN) {
        quote!(#[cfg_attr(feature = "serde", serde(rename = "$unknown"))])
    } else {
        quote!()
    };
    quote! {
        #docs
        #derive
        #large
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub enum #name {
            #(#members)*
            /// A member that this crate does not know; it cannot be sent.
            #unknown
            Unknown,
        }
    }
}

/// The variant that every union has besides the model's.
const UNKNOWN: &str = "Unknown";

/// `S(String)`
fn variant_definition(scope: &mut Scope, variant: &UnionVariant) -> TokenStream {
    let UnionVariant {
        name,
        accessor: _,
        predicate: _,
        wire,
        docs,
        constraints: _,
        constraints_in_words: _,
        value: _,
        indirection: _,
        complexity,
        shown,
    } = variant;
    let docs = doc_attributes(docs);
    let rename =
        if name.text() == wire { quote!() } else { quote!(#[cfg_attr(feature = "serde", serde(rename = #wire))]) };
    let redaction = match shown {
        Shown::Plain => quote!(),
        Shown::Redacted => {
            quote!(#[cfg_attr(feature = "serde", serde(with = "tinsmith_runtime::redacted"))])
        }
    };
    let lint = lints::complexity(*complexity);
    match variant_type(scope, variant) {
        Some(ty) => quote!(#docs #lint #rename #redaction #name(#ty),),
        None => quote!(#docs #lint #rename #name,),
    }
}

/// The type of what a variant holds.
fn variant_type(scope: &mut Scope, variant: &UnionVariant) -> Option<TokenStream> {
    let inner = scope.value(variant.value.as_ref()?);
    let boxed = scope.boxed();
    Some(match variant.indirection {
        Indirection::Inline => inner,
        Indirection::Boxed => quote!(#boxed<#inner>),
    })
}

/// The table of accessors:
///
/// ```text
/// tinsmith_runtime::union_accessors! { Choice {
///     BlobValue, as_blob_value, is_blob_value: primitives::Blob;
/// } }
/// ```
fn table(scope: &mut Scope, union: &Union) -> Table {
    let Union { shape: _, name, module: _, docs: _, variants, size: _, directions: _, shown, prelude: _, checks: _ } =
        union;
    let head = match shown {
        Shown::Plain => quote!(#name),
        Shown::Redacted => quote!(sensitive #name),
    };
    let rows = variants.iter().map(|variant| {
        let UnionVariant {
            name,
            accessor,
            predicate,
            wire: _,
            docs: _,
            constraints: _,
            constraints_in_words: _,
            value: _,
            indirection: _,
            complexity: _,
            shown,
        } = variant;
        let sensitive = match shown {
            Shown::Plain => quote!(),
            Shown::Redacted => quote!(sensitive),
        };
        match variant_type(scope, variant) {
            Some(ty) => quote!(#name, #accessor, #predicate: #sensitive #ty),
            None => quote!(#name, #predicate: unit),
        }
    });
    Table { path: quote!(tinsmith_runtime::union_accessors), head, rows: rows.collect() }
}

/// The table that writes a union:
///
/// ```text
/// tinsmith_runtime::write_union! { Choice: Writer {
///     "blobValue" => BlobValue, Writer::blob;
/// } }
/// ```
fn write_table(scope: &mut Scope, union: &Union) -> Table {
    let Union {
        shape: _,
        name,
        module: _,
        docs: _,
        variants,
        size: _,
        directions: _,
        shown: _,
        // A client writes one member, whatever it is called.
        prelude: _,
        checks: _,
    } = union;
    let writer = scope.writer();
    let rows = variants.iter().map(|variant| row(scope, Way::Write, variant)).collect();
    Table { path: quote!(tinsmith_runtime::write_union), head: quote!(#name: #writer), rows }
}

/// The table that reads a union:
///
/// ```text
/// tinsmith_runtime::read_union! { Choice: Reader {
///     "blobValue" => BlobValue, Reader::blob;
/// } }
/// ```
fn read_table(scope: &mut Scope, union: &Union) -> Table {
    let Union { shape: _, name, module: _, docs: _, variants, size: _, directions: _, shown: _, prelude: _, checks: _ } =
        union;
    let reader = scope.reader();
    let rows = variants.iter().map(|variant| row(scope, Way::Read, variant)).collect();
    Table { path: quote!(tinsmith_runtime::read_union), head: quote!(#name: #reader), rows }
}

/// `"S" => S, Writer::text`, or `"Nothing" => Nothing`
fn row(scope: &mut Scope, way: Way, variant: &UnionVariant) -> TokenStream {
    let UnionVariant {
        name,
        accessor: _,
        predicate: _,
        wire,
        docs: _,
        constraints: _,
        constraints_in_words: _,
        value,
        indirection: _,
        complexity: _,
        shown: _,
    } = variant;
    let function = value.as_ref().map(|value| wire::function(scope, way, value)).map(|function| quote!(, #function));
    quote!(#wire => #name #function)
}
