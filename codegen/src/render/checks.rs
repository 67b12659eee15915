//! What requests are held against: the table of a shape.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::file::{Item, Table};
use crate::lower::ir::{
    CheckKind, CheckRule, CheckedPattern, Home, MemberCheck, Requirement, Shown, TypeRef, Uniqueness,
};
use crate::model::{Range, TimestampFormat};
use crate::names::Ident;

/// The table of a shape:
///
/// ```text
/// tinsmith_runtime::constraints! { Tag {
///     "Key" => required, text().length(1, 128);
///     "Value" => required, text().length(0, 256);
/// } }
/// ```
pub(super) fn table(name: &Ident, checks: &[MemberCheck]) -> Item {
    let rows = checks.iter().map(|MemberCheck { wire, required, rule }| {
        let rule = expression(rule);
        match required {
            Requirement::Required => quote!(#wire => required, #rule),
            Requirement::Optional => quote!(#wire => optional, #rule),
        }
    });
    let table = Table { path: quote!(tinsmith_runtime::constraints), head: quote!(#name), rows: rows.collect() };
    Item::Table(table)
}

/// `text().length(1, 64).pattern(&["^[a-z]+$"])`, by the functions of the runtime's `validation::rules`.
fn expression(rule: &CheckRule) -> TokenStream {
    let CheckRule { kind, length, range, pattern, items, shown: _ } = rule;
    let kind = kind_expression(kind);
    let number = |number: &u64| Literal::u64_unsuffixed(*number);
    let length = match length {
        None | Some((None, None)) => quote!(),
        Some((Some(min), Some(max))) => {
            let (min, max) = (number(min), number(max));
            quote!(.length(#min, #max))
        }
        Some((Some(min), None)) => {
            let min = number(min);
            quote!(.length_from(#min))
        }
        Some((None, Some(max))) => {
            let max = number(max);
            quote!(.length_to(#max))
        }
    };
    let range = match range {
        None | Some(Range { min: None, max: None }) => quote!(),
        Some(Range { min: Some(min), max: Some(max) }) => quote!(.range(#min, #max)),
        Some(Range { min: Some(min), max: None }) => quote!(.range_from(#min)),
        Some(Range { min: None, max: Some(max) }) => quote!(.range_to(#max)),
    };
    let pattern = pattern.as_ref().map(|CheckedPattern { text, all, none }| match (all.as_slice(), none.as_slice()) {
        ([only], []) if only == text => quote!(.pattern(&[#text])),
        (all, none) => quote!(.translated(#text, &[#(#all),*], &[#(#none),*])),
    });
    let unique = match items {
        Uniqueness::Any => quote!(),
        Uniqueness::Unique => quote!(.unique()),
    };
    quote!(#kind #length #range #pattern #unique)
}

fn kind_expression(kind: &CheckKind) -> TokenStream {
    match kind {
        CheckKind::Any => quote!(any()),
        CheckKind::Text => quote!(text()),
        CheckKind::Blob => quote!(blob()),
        CheckKind::Whole => quote!(whole()),
        CheckKind::Real => quote!(real()),
        CheckKind::Timestamp(TimestampFormat::EpochSeconds) => quote!(epoch_seconds()),
        CheckKind::Timestamp(TimestampFormat::DateTime) => quote!(date_time()),
        CheckKind::Timestamp(TimestampFormat::HttpDate) => quote!(http_date()),
        CheckKind::Enum(reference) => {
            let path = path(reference);
            quote!(one_of(#path::values))
        }
        CheckKind::IntEnum(values) => {
            let values = values.iter().map(|value| Literal::i32_unsuffixed(*value));
            quote!(one_of_numbers(&[#(#values),*]))
        }
        CheckKind::List(entry) => {
            let entry = expression(entry);
            quote!(list(&#entry))
        }
        CheckKind::Map(key, value) => {
            let sensitive = match key.shown {
                Shown::Plain => quote!(),
                Shown::Redacted => quote!(.sensitive()),
            };
            let (key, value) = (expression(key), expression(value));
            quote!(map(&#key #sensitive, &#value))
        }
        CheckKind::Structure(reference) => {
            let path = path(reference);
            quote!(structure::<#path>())
        }
        CheckKind::Union(reference) => {
            let path = path(reference);
            quote!(union::<#path>())
        }
    }
}

/// A type by its path from the crate's root: what a table of another feature names is not imported.
fn path(reference: &TypeRef) -> TokenStream {
    let TypeRef { name, module: _, home } = reference;
    match home {
        Home::Types => quote!(crate::types::#name),
        Home::Errors => quote!(crate::types::error::#name),
    }
}
