//! Text and tokens: tokens on one line, for tables and review sheets; lines as doc attributes.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::quote;

/// Tokens on one line, spaced as a person would: `id, set_id, get_id: optional list(types::User)`.
pub fn compact(tokens: &TokenStream) -> String {
    let mut text = String::new();
    push_compact(&mut text, tokens);
    text
}

fn push_compact(text: &mut String, tokens: &TokenStream) {
    for token in tokens.clone() {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                push_compact(text, &group.stream());
                text.push_str(close);
            }
            TokenTree::Punct(punct) => push_punct(text, punct.as_char(), punct.spacing()),
            TokenTree::Ident(ident) => push_word(text, &ident.to_string()),
            TokenTree::Literal(literal) => push_word(text, &literal.to_string()),
        }
    }
}

/// A space goes between two words.
fn push_word(text: &mut String, word: &str) {
    if text.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | '"' | ')')) {
        text.push(' ');
    }
    text.push_str(word);
}

/// `,` and a single `:` are followed by a space; `=`, `=>` and a `|` after a literal stand between two; the bars of a
/// closure hold its parameters tightly.
fn push_punct(text: &mut String, punct: char, spacing: Spacing) {
    let in_path = text.ends_with(':');
    match (punct, spacing) {
        (':', Spacing::Alone) if !in_path => text.push_str(": "),
        (',', _) => text.push_str(", "),
        ('=', Spacing::Joint) => text.push_str(" ="),
        ('>', _) if text.ends_with(" =") => text.push_str("> "),
        ('=', Spacing::Alone) => text.push_str(" = "),
        ('|', _) if text.ends_with('"') => text.push_str(" | "),
        ('|', _) if text.ends_with(|last: char| last.is_alphanumeric()) => text.push_str("| "),
        (punct, _) => text.push(punct),
    }
}

/// `#[doc]` attributes, one a line.
pub(super) fn doc_attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::compact;

    #[test]
    fn spacing() {
        let cases = [
            (quote!(id, set_id: optional list(types::User)), "id, set_id: optional list(types::User)"),
            (quote!("A" | "B" => ::a::B), "\"A\" | \"B\" => ::a::B"),
            (quote!("Id" => optional id, |w, x| w.list(x, W::t)), "\"Id\" => optional id, |w, x| w.list(x, W::t)"),
            (quote!(Name => fallible NameBuilder<C>), "Name => fallible NameBuilder<C>"),
            (quote!(#[cfg_attr(feature = "serde", serde(skip))]), "#[cfg_attr(feature = \"serde\", serde(skip))]"),
            (quote!(default(-128) copy(i8)), "default(-128) copy(i8)"),
            (quote!(Option<Vec<Option<String>>>), "Option<Vec<Option<String>>>"),
            (quote!(pub(crate)), "pub(crate)"),
            (quote!("1".parse::<p::B>().unwrap_or_default()), "\"1\".parse::<p::B>().unwrap_or_default()"),
            (quote!(B::new(*b"a")), "B::new(*b\"a\")"),
            (quote!(r#type, set_type), "r#type, set_type"),
        ];
        for (tokens, expected) in cases {
            assert_eq!(compact(&tokens), expected);
        }
    }
}
