//! Values of inputs and answers, by the paths of a model: as an `Option` each, or as a condition.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::lower::ir::{Expression, Held, Order, StepPresence};

/// What the file calls the two names of the prelude that expressions use.
pub(super) struct Names {
    pub(super) some: TokenStream,
    pub(super) vec: TokenStream,
}

impl Names {
    /// As they are in a file without types of those names.
    pub(super) fn usual() -> Self {
        Self { some: quote!(Some), vec: quote!(Vec) }
    }
}

/// Whether it is true or false by itself.
pub(super) fn is_condition(expression: &Expression) -> bool {
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
        | Expression::Several { .. }
        | Expression::Keys(_)
        | Expression::Values(_)
        | Expression::Length(_)
        | Expression::TextLength(_)
        | Expression::Text(_)
        | Expression::Integer(_)
        | Expression::Boolean(_) => false,
    }
}

/// A value as an `Option`.
pub(super) fn value(names: &Names, expression: &Expression) -> TokenStream {
    let Names { some, vec } = names;
    match expression {
        Expression::Input => quote!(#some(input)),
        Expression::Output => quote!(#some(output)),
        Expression::Item => quote!(#some(value)),
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
                    quote!(#some(#value))
                }
                (None, StepPresence::Optional) => {
                    let (of, value) = (value(names, of), optional(&quote!(value.#field), held));
                    quote!(#of.and_then(|value| #value))
                }
                (None, StepPresence::Always) => {
                    let (of, value) = (value(names, of), always(&quote!(value.#field), held));
                    quote!(#of.map(|value| #value))
                }
            }
        }
        Expression::Items { of, condition, item, element } => {
            let of = value(names, of);
            let filter = filter(names, condition.as_deref());
            let map = match (item, element) {
                (Some(item), _) => match always_there(item) {
                    Some(item) => quote!(.map(|value| #item)),
                    None => {
                        let item = value(names, item);
                        quote!(.filter_map(|value| #item))
                    }
                },
                (None, Held::Text | Held::Enum) => quote!(.map(|value| value.as_str())),
                (None, Held::Copy) => quote!(.copied()),
                (None, Held::Integer) => quote!(.map(|value| i64::from(*value))),
                (None, Held::Reference | Held::Boxed | Held::Lent) => quote!(),
            };
            quote!(#of.map(|list| list.iter() #filter #map .collect::<#vec<_>>()))
        }
        Expression::Several { of, condition, texts } => {
            let of = value(names, of);
            let filter = filter(names, condition.as_deref());
            let texts = texts.iter().map(|text| value(names, text));
            quote! {
                #of.map(|list| list.iter() #filter .flat_map(|value| [#(#texts),*]).flatten().collect::<#vec<_>>())
            }
        }
        Expression::Keys(of) => {
            let of = value(names, of);
            quote!(#of.map(|map| map.keys().map(|key| key.as_str()).collect::<#vec<_>>()))
        }
        Expression::Values(of) => {
            let of = value(names, of);
            quote!(#of.map(|map| map.values().collect::<#vec<_>>()))
        }
        Expression::Length(of) => {
            let of = value(names, of);
            quote!(waiters::length(#of))
        }
        Expression::TextLength(of) => {
            let of = value(names, of);
            quote!(waiters::text_length(#of))
        }
        Expression::Text(text) => quote!(#some(#text)),
        Expression::Integer(number) => {
            let number = unsuffixed(*number);
            quote!(#some(#number))
        }
        Expression::Boolean(value) => quote!(#some(#value)),
        condition => {
            let condition = self::condition(names, condition);
            quote!(#some(#condition))
        }
    }
}

/// `.filter(|value| value.ready == #some(true))`
fn filter(names: &Names, condition: Option<&Expression>) -> Option<TokenStream> {
    condition.map(|condition| {
        let condition = self::condition(names, condition);
        quote!(.filter(|value| #condition))
    })
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
pub(super) fn condition(names: &Names, expression: &Expression) -> TokenStream {
    let Names { some, vec: _ } = names;
    match expression {
        Expression::Contains { list, text, negated } => {
            let (list, text) = (value(names, list), value(names, text));
            let not = negated.then(|| quote!(!));
            quote!(#not waiters::contains(#list, #text))
        }
        Expression::Equal { left, right, negated } => {
            let (left, right) = (value(names, left), value(names, right));
            if *negated { quote!(#left != #right) } else { quote!(#left == #right) }
        }
        Expression::Ordered { left, right, order, negated } => {
            let (left, right) = (value(names, left), value(names, right));
            // Without one of the numbers there is no order.
            match (order, negated) {
                (Order::Less, false) => quote!(#left.zip(#right).is_some_and(|(left, right)| left < right)),
                (Order::LessOrEqual, false) => quote!(#left.zip(#right).is_some_and(|(left, right)| left <= right)),
                (Order::Less, true) => quote!(#left.zip(#right).is_none_or(|(left, right)| left >= right)),
                (Order::LessOrEqual, true) => quote!(#left.zip(#right).is_none_or(|(left, right)| left > right)),
            }
        }
        Expression::True { value, negated } => {
            let value = self::value(names, value);
            if *negated { quote!(#value != #some(true)) } else { quote!(#value == #some(true)) }
        }
        Expression::NotEmpty { value, negated } => {
            let value = self::value(names, value);
            if *negated {
                quote!(#value.is_none_or(|list| list.is_empty()))
            } else {
                quote!(#value.is_some_and(|list| !list.is_empty()))
            }
        }
        Expression::All(parts) => joined(names, parts, &quote!(&&)),
        Expression::Any(parts) => joined(names, parts, &quote!(||)),
        // Lowering makes conditions of nothing else.
        other => {
            let value = value(names, other);
            quote!(#value.is_some())
        }
    }
}

fn joined(names: &Names, parts: &[Expression], operator: &TokenStream) -> TokenStream {
    let parts = parts.iter().map(|part| {
        let inner = condition(names, part);
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
    let digits = Literal::i64_unsuffixed(number);
    quote!(#digits)
}
