//! The call of an operation in Rust, by the names and types that the generated crate has.

use proc_macro2::TokenStream;
use quote::quote;

use crate::example::{Example, formatted};
use crate::lower::ir::{Crate, Operation};
use crate::scope::Uses;

/// Statements that build the request and read its answer, formatted, as lines. What comes between, sending, is up to
/// the caller.
pub(super) fn call(krate: &Crate, operation: &Operation) -> Vec<String> {
    let mut example = Example::new(krate);
    let setters: Vec<TokenStream> = operation.input.fields.iter().map(|field| example.setter(field, 0)).collect();
    let (module, name, input) = (&operation.module.ident, &operation.name, &operation.input.name);
    let library = &krate.library;
    let Uses { standard, runtime, own } = example.scope.uses_from(library);
    let statement = quote! {
        fn example() {
            #standard
            #runtime
            use #library::Operation;
            use #library::operation::#module::{#name, #input};
            #own
            let input = #input::builder() #(#setters)* .build()?;
            let request = #name::request(&endpoint, input)?;
            let output = #name::response(&response)?;
        }
    };
    formatted(&statement)
}
