//! Unions: the enum, the table of its accessors, and the functions that write and read it.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::{Item, Table};
use super::scope::{Scope, doc_attributes};
use super::wire;
use crate::lower::ir::{Indirection, Shown, TypeMember, Union, UnionVariant};
use crate::lower::names::Ident;

/// Everything that stands in the file of a union.
pub fn union(scope: Scope, union: &Union) -> Vec<Item> {
    let mut items = vec![Item::Code(definition(scope, union)), Item::Table(table(scope, union))];
    items.extend(union.writer.as_ref().map(|function| write(scope, union, function)));
    items.extend(union.reader.as_ref().map(|function| read(scope, union, function)));
    items
}

/// The enum:
///
/// ```text
/// #[derive(Clone, PartialEq, Debug)]
/// #[non_exhaustive]
/// pub enum AttributeValue {
///     /// Text.
///     S(String),
///     /// A member that this crate does not know.
///     Unknown,
/// }
/// ```
fn definition(scope: Scope, union: &Union) -> TokenStream {
    let Union {
        shape: _,
        name,
        module: _,
        docs,
        variants,
        writer: _,
        reader: _,
        shown,
        type_member: _,
        prelude: _,
    } = union;
    let docs = doc_attributes(docs);
    let derive = match shown {
        Shown::Plain => quote!(#[derive(Clone, PartialEq, Debug)]),
        Shown::Redacted => quote!(#[derive(Clone, PartialEq)]),
    };
    let members = variants.iter().map(|variant| variant_definition(scope, variant));
    quote! {
        #docs
        #derive
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub enum #name {
            #(#members)*
            /// A member that this crate does not know; it cannot be sent.
            Unknown,
        }
    }
}

/// `S(String)`
fn variant_definition(scope: Scope, variant: &UnionVariant) -> TokenStream {
    let UnionVariant { name, accessor: _, predicate: _, wire, docs, constraints: _, value: _, indirection: _, shown } =
        variant;
    let docs = doc_attributes(docs);
    let rename = if name.text() == wire {
        quote!()
    } else {
        quote!(#[cfg_attr(feature = "serde", serde(rename = #wire))])
    };
    let redaction = match shown {
        Shown::Plain => quote!(),
        Shown::Redacted => {
            quote!(#[cfg_attr(feature = "serde", serde(serialize_with = "tinsmith_runtime::redacted"))])
        }
    };
    match variant_type(scope, variant) {
        Some(ty) => quote!(#docs #rename #redaction #name(#ty),),
        None => quote!(#docs #rename #name,),
    }
}

/// The type of what a variant holds.
fn variant_type(scope: Scope, variant: &UnionVariant) -> Option<TokenStream> {
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
/// tinsmith_runtime::union_accessors! {
///     AttributeValue {
///         S, as_s, is_s: String;
///     }
/// }
/// ```
fn table(scope: Scope, union: &Union) -> Table {
    let name = &union.name;
    let head = match union.shown {
        Shown::Plain => quote!(#name),
        Shown::Redacted => quote!(sensitive #name),
    };
    let rows = union.variants.iter().map(|variant| {
        let UnionVariant { name, accessor, predicate, .. } = variant;
        let sensitive = match variant.shown {
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

/// The function that writes a union:
///
/// ```text
/// pub(crate) fn write_attribute_value(writer: &mut Writer, value: &AttributeValue) {
///     writer.begin_object();
///     match value {
///         AttributeValue::S(value) => writer.member("S", value, Writer::text),
///         AttributeValue::Unknown => writer.fail(BuildError::unknown_variant("AttributeValue")),
///     }
///     writer.end_object();
/// }
/// ```
fn write(scope: Scope, union: &Union, function: &Ident) -> Item {
    let (writer, name, build_error) = (scope.writer(), &union.name, scope.error("BuildError"));
    let arms = union.variants.iter().map(|variant| {
        let (variant_name, wire) = (&variant.name, &variant.wire);
        match &variant.value {
            Some(value) => {
                let function = wire::write_function(scope, value, variant.indirection);
                quote!(#name::#variant_name(value) => writer.member(#wire, value, #function),)
            }
            None => quote!(#name::#variant_name => writer.unit(#wire),),
        }
    });
    let text = union.name.text();
    Item::Code(quote! {
        pub(crate) fn #function(writer: &mut #writer, value: &#name) {
            writer.begin_object();
            match value {
                #(#arms)*
                #name::Unknown => writer.fail(#build_error::unknown_variant(#text)),
            }
            writer.end_object();
        }
    })
}

/// The function that reads a union:
///
/// ```text
/// pub(crate) fn read_attribute_value(reader: &mut Reader<'_>) -> Result<AttributeValue, ReadError> {
///     let mut variant = None;
///     reader.begin_object()?;
///     while let Some(key) = reader.next_variant(variant.is_some())? {
///         variant = Some(match &*key {
///             "S" => AttributeValue::S(reader.text()?),
///             _ => {
///                 reader.skip()?;
///                 AttributeValue::Unknown
///             }
///         });
///     }
///     variant.ok_or_else(|| reader.no_variant("AttributeValue"))
/// }
/// ```
fn read(scope: Scope, union: &Union, function: &Ident) -> Item {
    let (reader, name) = (scope.reader(), &union.name);
    let (result, error, some) = (scope.result(), scope.read_error(), scope.some());
    let (option, none) = (scope.option(), scope.none());
    let arms = union.variants.iter().map(|variant| {
        let (variant_name, wire) = (&variant.name, &variant.wire);
        match &variant.value {
            Some(value) => {
                let call = wire::read_call(scope, value, variant.indirection);
                quote!(#wire => #name::#variant_name(#call?),)
            }
            None => quote! {
                #wire => {
                    reader.skip()?;
                    #name::#variant_name
                }
            },
        }
    });
    let next = match union.type_member {
        TypeMember::Absent => quote!(next_variant),
        TypeMember::Present => quote!(next_variant_or_type),
    };
    let text = union.name.text();
    Item::Code(quote! {
        pub(crate) fn #function(reader: &mut #reader<'_>) -> #result<#name, #error> {
            let mut variant: #option<#name> = #none;
            reader.begin_object()?;
            while let #some(key) = reader.#next(variant.is_some())? {
                variant = #some(match &*key {
                    #(#arms)*
                    _ => {
                        reader.skip()?;
                        #name::Unknown
                    }
                });
            }
            variant.ok_or_else(|| reader.no_variant(#text))
        }
    })
}
