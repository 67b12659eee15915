//! What can be waited for: `waiters.rs`, with a table for each waiter.

use proc_macro2::TokenStream;
use quote::quote;

use super::expression::{Names, condition, is_condition, value};
use super::file::{Item, Source, Table};
use super::text::doc_attributes;
use crate::lower::ir::{Comparator, Expression, Matcher, Waiter, WaiterState, WaiterTest};

/// `waiters.rs`:
///
/// ```text
/// /// Waits for a table that can be used.
/// #[derive(Clone, Copy, Debug)]
/// #[non_exhaustive]
/// pub struct TableExists;
///
/// impl Waiter for TableExists {
///     type Operation = operation::describe_table::DescribeTable;
///     const MIN_DELAY: Duration = Duration::from_secs(20);
///     const MAX_DELAY: Duration = Duration::from_secs(120);
/// ```
pub(super) fn waiters(waiters: &[Waiter]) -> Source {
    let uses = Item::Code(quote! {
        use core::time::Duration;
        use tinsmith_client::waiters::{self, Answered, State, Waiter};
        pub use tinsmith_client::waiters::{FinalPoll, WaiterError};
        use crate::operation;
    });
    let docs =
        vec!["What can be waited for: which answers say that it is there, and which that it never will be.".to_owned()];
    Source { docs, items: std::iter::once(uses).chain(waiters.iter().flat_map(waiter)).collect() }
}

fn waiter(waiter: &Waiter) -> [Item; 2] {
    let Waiter { name, method: _, docs, operation, module, input, builder: _, min_delay, max_delay, acceptors } =
        waiter;
    let docs = doc_attributes(docs);
    let definition = quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        #[non_exhaustive]
        pub struct #name;
    };
    let module = &module.ident;
    let (min_delay, max_delay) = (unsuffixed(i64::from(*min_delay)), unsuffixed(i64::from(*max_delay)));
    let given = if acceptors.iter().any(|(_, matcher)| matches!(matcher, Matcher::InputOutput(_))) {
        quote!(input)
    } else {
        quote!(_)
    };
    let body = accept(acceptors);
    let implementation = quote! {
        impl Waiter for #name {
            type Operation = operation::#module::#operation;

            const MIN_DELAY: Duration = Duration::from_secs(#min_delay);
            const MAX_DELAY: Duration = Duration::from_secs(#max_delay);

            fn accept(
                #given: &operation::#module::#input,
                answer: Answered<'_, Self::Operation>,
            ) -> Option<State> {
                #body
            }
        }
    };
    [Item::Code(definition), Item::Code(implementation)]
}

/// What answers mean, the first that matches first:
///
/// ```text
/// if let Err(error) = answer && waiters::has_code(error, "NotFound") {
///     return Some(State::Success);
/// }
/// if answer.is_err() {
///     return Some(State::Failure);
/// }
/// ```
fn accept(acceptors: &[(WaiterState, Matcher)]) -> TokenStream {
    let tests = acceptors.iter().map(|(state, matcher)| {
        let state = match state {
            WaiterState::Success => quote!(Success),
            WaiterState::Failure => quote!(Failure),
            WaiterState::Retry => quote!(Retry),
        };
        let condition = match matcher {
            Matcher::AnyOutput => quote!(answer.is_ok()),
            Matcher::AnyError => quote!(answer.is_err()),
            Matcher::Error(code) => quote!(let Err(error) = answer && waiters::has_code(error, #code)),
            Matcher::Output(test) | Matcher::InputOutput(test) => {
                let expression = self::test(test);
                let either = matches!(&test.expression, Expression::Any(_));
                let expression = if either { quote!((#expression)) } else { expression };
                quote!(let Ok(output) = answer && #expression)
            }
        };
        quote!(if #condition { return Some(State::#state); })
    });
    quote! {
        #(#tests)*
        None
    }
}

/// The rows of `waiters!` in `client.rs`:
///
/// ```text
/// tinsmith_client::waiters! { Client {
///     wait_until_table_exists "Waits for a table that can be used." => crate::waiters::TableExists: operation::describe_table::{DescribeTableInput, DescribeTableInputBuilder};
/// } }
/// ```
pub(super) fn methods(waiters: &[Waiter]) -> Option<Item> {
    let rows: Vec<TokenStream> = waiters
        .iter()
        .map(|waiter| {
            let Waiter {
                name,
                method,
                docs,
                operation: _,
                module,
                input,
                builder,
                min_delay: _,
                max_delay: _,
                acceptors: _,
            } = waiter;
            let (docs, module) = (docs.join(" "), &module.ident);
            quote!(#method #docs => crate::waiters::#name: operation::#module::{#input, #builder})
        })
        .collect();
    let table = Table { path: quote!(tinsmith_client::waiters), head: quote!(Client), rows };
    (!waiters.is_empty()).then_some(Item::Table(table))
}

/// What must hold.
fn test(test: &WaiterTest) -> TokenStream {
    let WaiterTest { expression, comparator } = test;
    let names = &Names::usual();
    match comparator {
        Comparator::Boolean(true) if is_condition(expression) => condition(names, expression),
        Comparator::Boolean(expected) => {
            let value = value(names, expression);
            quote!(#value == Some(#expected))
        }
        Comparator::Text(expected) => {
            let value = value(names, expression);
            quote!(#value == Some(#expected))
        }
        Comparator::All(expected) => {
            let value = value(names, expression);
            quote!(waiters::all(#value, #expected))
        }
        Comparator::Any(expected) => {
            let value = value(names, expression);
            quote!(waiters::any(#value, #expected))
        }
    }
}

fn unsuffixed(number: i64) -> TokenStream {
    let digits = proc_macro2::Literal::i64_unsuffixed(number);
    quote!(#digits)
}
