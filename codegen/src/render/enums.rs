//! Enums of text and of numbers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::file::{Item, Table};
use super::text::doc_attributes;
use crate::lower::ir::{EnumVariant, IntConstant, IntEnum, Shown, StringEnum};

/// An enum of text:
///
/// ```text
/// #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
/// #[non_exhaustive]
/// pub enum EntityState {
///     /// …
///     Enabled,
///     /// A value that this crate does not know.
///     Unknown(tinsmith_runtime::UnknownVariantValue),
/// }
///
/// tinsmith_runtime::string_enum! { EntityState {
///     Enabled = "ENABLED";
/// } }
/// ```
pub(super) fn string_enum(string_enum: &StringEnum) -> Vec<Item> {
    let StringEnum { shape: _, name, module: _, docs, variants, shown, prelude: _ } = string_enum;
    let docs = doc_attributes(docs);
    let members = variants.iter().map(|EnumVariant { name, value: _, docs }| {
        let docs = doc_attributes(docs);
        quote!(#docs #name,)
    });
    let rows = variants.iter().map(|EnumVariant { name, value, docs: _ }| quote!(#name = #value));
    let (derive, head) = match shown {
        Shown::Plain => (quote!(#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]), quote!(#name)),
        Shown::Redacted => (quote!(#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]), quote!(sensitive #name)),
    };
    let definition = quote! {
        #docs
        #derive
        #[non_exhaustive]
        pub enum #name {
            #(#members)*
            /// A value that this crate does not know.
            Unknown(tinsmith_runtime::UnknownVariantValue),
        }
    };
    let table = Table { path: quote!(tinsmith_runtime::string_enum), head, rows: rows.collect() };
    vec![Item::Code(definition), Item::Table(table)]
}

/// An enum of numbers: constants, as members of the type are plain `i32`.
///
/// ```text
/// #[derive(Clone, Copy, Debug)]
/// pub enum Number {}
///
/// impl Number {
///     /// `1`.
///     pub const ONE: i32 = 1;
/// }
/// ```
pub(super) fn int_enum(int_enum: &IntEnum) -> Vec<Item> {
    let IntEnum { shape: _, name, module: _, docs, constants, prelude: _ } = int_enum;
    let docs = doc_attributes(docs);
    let members = constants.iter().map(|IntConstant { name, value, docs }| -> TokenStream {
        let (docs, value) = (doc_attributes(docs), Literal::i32_unsuffixed(*value));
        quote!(#docs pub const #name: i32 = #value;)
    });
    let definition = quote! {
        #docs
        ///
        /// Members of this type are `i32`: a service may use numbers that are not listed here.
        #[derive(Clone, Copy, Debug)]
        pub enum #name {}
    };
    vec![Item::Code(definition), Item::Code(quote!(impl #name { #(#members)* }))]
}
