//! What can be waited for: `waiters.rs`, with a table for each waiter.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::{Item, Source, Table};
use super::text::doc_attributes;
use crate::lower::ir::{Comparator, Expression, Held, Matcher, Order, StepPresence, Waiter, WaiterState, WaiterTest};

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
    match comparator {
        Comparator::Boolean(true) if is_condition(expression) => condition(expression),
        Comparator::Boolean(expected) => {
            let value = value(expression);
            quote!(#value == Some(#expected))
        }
        Comparator::Text(expected) => {
            let value = value(expression);
            quote!(#value == Some(#expected))
        }
        Comparator::All(expected) => {
            let value = value(expression);
            quote!(waiters::all(#value, #expected))
        }
        Comparator::Any(expected) => {
            let value = value(expression);
            quote!(waiters::any(#value, #expected))
        }
    }
}

fn is_condition(expression: &Expression) -> bool {
    match expression {
        Expression::Contains { .. }
        | Expression::Equal { .. }
        | Expression::Ordered { .. }
        | Expression::True { .. }
        | Expression::NotEmpty { .. }
        | Expression::All(_)
        | Expression::Any(_) => true,
        Expression::Input
        | Expression::Output
        | Expression::Item
        | Expression::Field { .. }
        | Expression::Items { .. }
        | Expression::Length(_)
        | Expression::TextLength(_)
        | Expression::Text(_)
        | Expression::Integer(_)
        | Expression::Boolean(_) => false,
    }
}

/// A value as an `Option`.
fn value(expression: &Expression) -> TokenStream {
    match expression {
        Expression::Input => quote!(Some(input)),
        Expression::Output => quote!(Some(output)),
        Expression::Item => quote!(Some(value)),
        Expression::Field { of, field, presence, held } => {
            let owner = match &**of {
                Expression::Input => Some(quote!(input)),
                Expression::Output => Some(quote!(output)),
                Expression::Item => Some(quote!(value)),
                _ => None,
            };
            match (owner, presence) {
                (Some(owner), StepPresence::Optional) => optional(&quote!(#owner.#field), held),
                (Some(owner), StepPresence::Always) => {
                    let value = always(&quote!(#owner.#field), held);
                    quote!(Some(#value))
                }
                (None, StepPresence::Optional) => {
                    let (of, value) = (value(of), optional(&quote!(value.#field), held));
                    quote!(#of.and_then(|value| #value))
                }
                (None, StepPresence::Always) => {
                    let (of, value) = (value(of), always(&quote!(value.#field), held));
                    quote!(#of.map(|value| #value))
                }
            }
        }
        Expression::Items { of, condition, item, element } => {
            let of = value(of);
            let filter = condition.as_ref().map(|condition| {
                let condition = self::condition(condition);
                quote!(.filter(|value| #condition))
            });
            let map = match (item, element) {
                (Some(item), _) => match always_there(item) {
                    Some(item) => quote!(.map(|value| #item)),
                    None => {
                        let item = value(item);
                        quote!(.filter_map(|value| #item))
                    }
                },
                (None, Held::Text | Held::Enum) => quote!(.map(|value| value.as_str())),
                (None, Held::Copy) => quote!(.copied()),
                (None, Held::Integer) => quote!(.map(|value| i64::from(*value))),
                (None, Held::Reference | Held::Boxed | Held::Lent) => quote!(),
            };
            quote!(#of.map(|list| list.iter() #filter #map .collect::<Vec<_>>()))
        }
        Expression::Length(of) => {
            let of = value(of);
            quote!(waiters::length(#of))
        }
        Expression::TextLength(of) => {
            let of = value(of);
            quote!(waiters::text_length(#of))
        }
        Expression::Text(text) => quote!(Some(#text)),
        Expression::Integer(number) => {
            let number = unsuffixed(*number);
            quote!(Some(#number))
        }
        Expression::Boolean(value) => quote!(Some(#value)),
        condition => {
            let condition = self::condition(condition);
            quote!(Some(#condition))
        }
    }
}

/// A field of an element that is no `Option`.
fn always_there(item: &Expression) -> Option<TokenStream> {
    match item {
        Expression::Field { of, field, presence: StepPresence::Always, held } if **of == Expression::Item => {
            Some(always(&quote!(value.#field), held))
        }
        _ => None,
    }
}

/// What is true or false.
fn condition(expression: &Expression) -> TokenStream {
    match expression {
        Expression::Contains { list, text, negated } => {
            let (list, text) = (value(list), value(text));
            let not = negated.then(|| quote!(!));
            quote!(#not waiters::contains(#list, #text))
        }
        Expression::Equal { left, right, negated } => {
            let (left, right) = (value(left), value(right));
            if *negated { quote!(#left != #right) } else { quote!(#left == #right) }
        }
        Expression::Ordered { left, right, order, negated } => {
            let (left, right) = (value(left), value(right));
            // Without one of the numbers there is no order.
            match (order, negated) {
                (Order::Less, false) => quote!(#left.zip(#right).is_some_and(|(left, right)| left < right)),
                (Order::LessOrEqual, false) => quote!(#left.zip(#right).is_some_and(|(left, right)| left <= right)),
                (Order::Less, true) => quote!(#left.zip(#right).is_none_or(|(left, right)| left >= right)),
                (Order::LessOrEqual, true) => quote!(#left.zip(#right).is_none_or(|(left, right)| left > right)),
            }
        }
        Expression::True { value, negated } => {
            let value = self::value(value);
            if *negated { quote!(#value != Some(true)) } else { quote!(#value == Some(true)) }
        }
        Expression::NotEmpty { value, negated } => {
            let value = self::value(value);
            if *negated {
                quote!(#value.is_none_or(|list| list.is_empty()))
            } else {
                quote!(#value.is_some_and(|list| !list.is_empty()))
            }
        }
        Expression::All(parts) => joined(parts, &quote!(&&)),
        Expression::Any(parts) => joined(parts, &quote!(||)),
        // Lowering makes conditions of nothing else.
        other => {
            let value = value(other);
            quote!(#value.is_some())
        }
    }
}

fn joined(parts: &[Expression], operator: &TokenStream) -> TokenStream {
    let parts = parts.iter().map(|part| {
        let inner = condition(part);
        match part {
            Expression::All(_) | Expression::Any(_) => quote!((#inner)),
            _ => inner,
        }
    });
    let parts: Vec<TokenStream> = parts.collect();
    let mut parts = parts.iter();
    let first = parts.next();
    quote!(#first #(#operator #parts)*)
}

/// A field that is an `Option`.
fn optional(field: &TokenStream, held: &Held) -> TokenStream {
    match held {
        Held::Text => quote!(#field.as_deref()),
        Held::Enum => quote!(#field.as_ref().map(|value| value.as_str())),
        Held::Copy | Held::Lent => quote!(#field),
        Held::Integer => quote!(#field.map(i64::from)),
        Held::Reference => quote!(#field.as_ref()),
        Held::Boxed => quote!(#field.as_deref()),
    }
}

/// A field that is none.
fn always(field: &TokenStream, held: &Held) -> TokenStream {
    match held {
        Held::Text | Held::Enum => quote!(#field.as_str()),
        Held::Copy | Held::Lent => quote!(#field),
        Held::Integer => quote!(i64::from(#field)),
        Held::Reference => quote!(&#field),
        Held::Boxed => quote!(&*#field),
    }
}

fn unsuffixed(number: i64) -> TokenStream {
    let digits = proc_macro2::Literal::i64_unsuffixed(number);
    quote!(#digits)
}
