//! Lints that generated code meets because the model is as it is: allowed one by one, where they would speak.

use proc_macro2::TokenStream;
use quote::quote;

use crate::lower::ir::{Complexity, Size};

/// `#[allow(clippy::large_enum_variant, …)]` for an enum with a large variant: boxing it would change the type.
pub(super) fn size(size: Size) -> Option<TokenStream> {
    match size {
        Size::Small => None,
        Size::Large => {
            Some(quote!(#[allow(clippy::large_enum_variant, reason = "members are held as aws-sdk-rust does")]))
        }
    }
}

/// `#[allow(clippy::type_complexity, …)]` for a field or variant with a complex type.
pub(super) fn complexity(complexity: Complexity) -> Option<TokenStream> {
    match complexity {
        Complexity::Plain => None,
        Complexity::Complex => Some(quote!(#[allow(clippy::type_complexity, reason = "as deep as the model has it")])),
    }
}
