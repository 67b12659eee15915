//! Lints that generated code meets because the model is as it is: allowed one by one, where they would speak.

use proc_macro2::TokenStream;
use quote::quote;

use crate::lower::ir::{Element, Field, Nulls, Structure, Value};

/// `#[allow(clippy::large_enum_variant, …)]` for an enum whose variants can be large: boxing them would change the type.
pub(super) fn large_variants() -> TokenStream {
    quote!(#[allow(clippy::large_enum_variant, reason = "members are held as aws-sdk-rust does")])
}

/// [`large_variants`] for an enum of errors. Most errors hold a message alone, and none is large.
pub(super) fn large_errors<'e>(mut errors: impl Iterator<Item = &'e Structure>) -> Option<TokenStream> {
    errors.any(|error| error.fields.len() > SMALL || error.fields.iter().any(holds_structure)).then(large_variants)
}

/// Members that an error can have, each a text or a list, without being large: clippy's limit is 200 bytes more than the
/// next variant.
const SMALL: usize = 6;

fn holds_structure(field: &Field) -> bool {
    match field.value {
        Value::Structure(_) | Value::Union(_) => true,
        Value::Scalar(_) | Value::Enum(_) | Value::List(_) | Value::Map(..) => false,
    }
}

/// What `clippy::type_complexity` tolerates by default.
const COMPLEX: u32 = 250;

/// `#[allow(clippy::type_complexity, …)]` for a field or variant whose type is nested more deeply than clippy likes;
/// `wrappers` counts the `Option` and `Box` around the value.
pub(super) fn complexity(value: &Value, wrappers: u32) -> Option<TokenStream> {
    let around: u32 = (1..=wrappers).map(|nest| 10 * nest).sum();
    (around + score(value, wrappers + 1) > COMPLEX)
        .then(|| quote!(#[allow(clippy::type_complexity, reason = "as deep as the model has it")]))
}

/// Clippy's own measure: ten for each type in the type, times how deep it is nested.
fn score(value: &Value, nest: u32) -> u32 {
    10 * nest
        + match value {
            Value::List(element) => element_score(element, nest + 1),
            Value::Map(_, element) => 10 * (nest + 1) + element_score(element, nest + 1),
            Value::Scalar(_) | Value::Enum(_) | Value::Structure(_) | Value::Union(_) => 0,
        }
}

fn element_score(element: &Element, nest: u32) -> u32 {
    match element.nulls {
        Nulls::Dense => score(&element.value, nest),
        Nulls::Sparse => 10 * nest + score(&element.value, nest + 1),
    }
}
