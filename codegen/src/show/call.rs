//! The call of an operation in Rust, by the names and types that the generated crate has.

use proc_macro2::TokenStream;
use quote::quote;

use crate::example::{Example, formatted};
use crate::lower::ir::{Crate, Operation};
use crate::scope::Uses;

/// Statements that make the call with a client, formatted, as lines.
pub(crate) fn call(krate: &Crate, operation: &Operation) -> Vec<String> {
    let mut example = Example::new(krate);
    let setters: Vec<TokenStream> = operation.input.fields.iter().map(|field| example.setter(field, 0)).collect();
    let method = &operation.method;
    let Uses { standard, runtime, own, server: _ } = example.scope.uses_from(&krate.library);
    let statement = quote! {
        fn example() {
            #standard
            #runtime
            #own
            let output = client.#method() #(#setters)* .send().await?;
        }
    };
    formatted(&statement)
}
