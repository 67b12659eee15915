//! [`Ident`]: text that is a legal Rust identifier by construction, and the keywords that need `r#`.

use std::fmt;

use proc_macro2::Span;
use quote::ToTokens;

/// Strict and reserved keywords of edition 2024 that may be written as raw identifiers (Rust Reference, "Keywords").
///
/// Weak keywords (`union`, `raw`, `safe`, …) are identifiers everywhere a name of ours stands, so they are not listed.
pub(super) const RAW_KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords for which `r#` is an error: they need another name.
pub(super) const PATH_KEYWORDS: [&str; 4] = ["crate", "self", "super", "Self"];

/// A legal Rust identifier: ASCII, not empty, not `_`, and not one of `crate`, `self`, `super`, `Self`.
///
/// It holds the text without `r#`; `Display` and `ToTokens` add `r#` where edition 2024 asks for it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(String);

impl Ident {
    /// Takes text as it is, or gives `None` where it is not a legal identifier even with `r#`.
    pub fn new(text: &str) -> Option<Self> {
        is_legal(text).then(|| Self(text.to_owned()))
    }

    /// The nearest identifier to `text`, for text already made of identifier characters: a leading digit gets `_`
    /// in front, a path keyword `_` behind. What remains illegal (never, for the words of this module) is `unnamed`.
    pub(super) fn nearest(text: &str) -> Self {
        let text = match text {
            "Self" => "SelfValue".to_owned(),
            _ if PATH_KEYWORDS.contains(&text) => format!("{text}_"),
            _ if text.starts_with(|c: char| c.is_ascii_digit()) => format!("_{text}"),
            _ => text.to_owned(),
        };
        Self::new(&text).unwrap_or_else(|| Self("unnamed".to_owned()))
    }

    /// The text without `r#`: what a longer name (`set_type`) or a file name (`type.rs`) is built from.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether source code has to write it as `r#…`.
    pub fn is_raw(&self) -> bool {
        RAW_KEYWORDS.contains(&self.text())
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_raw() { "r#" } else { "" })?;
        f.write_str(self.text())
    }
}

impl From<&Ident> for proc_macro2::Ident {
    fn from(ident: &Ident) -> Self {
        if ident.is_raw() {
            Self::new_raw(ident.text(), Span::call_site())
        } else {
            Self::new(ident.text(), Span::call_site())
        }
    }
}

impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut proc_macro2::TokenStream) {
        proc_macro2::Ident::from(self).to_tokens(tokens);
    }
}

/// ASCII only: other letters are legal Rust, but the compiler warns of many of them, and two that look the same may
/// differ.
fn is_legal(text: &str) -> bool {
    let starts_well = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    starts_well && text != "_" && is_identifier_text(text) && !PATH_KEYWORDS.contains(&text)
}

/// Whether `text` holds identifier characters only.
pub(super) fn is_identifier_text(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::{Ident, PATH_KEYWORDS, RAW_KEYWORDS};

    #[test]
    fn every_listed_keyword_is_one_in_edition_2024() {
        for word in RAW_KEYWORDS {
            // `gen` is a keyword since edition 2024; syn reads source of every edition and takes it as a name.
            let plain = syn::parse_str::<syn::Ident>(word);
            assert!(plain.is_err() || word == "gen", "{word} is not a keyword");
            assert!(syn::parse_str::<syn::Ident>(&format!("r#{word}")).is_ok(), "r#{word} is not legal");
        }
        for word in PATH_KEYWORDS {
            assert!(syn::parse_str::<syn::Ident>(word).is_err(), "{word} is not a keyword");
            assert_eq!(Ident::new(word), None);
        }
    }

    #[test]
    fn no_keyword_known_to_the_parser_is_missing() {
        // Every lower-case word of up to three letters, and the longer reserved words by hand.
        let letters: Vec<char> = ('a'..='z').collect();
        let mut words: Vec<String> = vec![String::new()];
        let mut all: Vec<String> = Vec::new();
        for _ in 0..3 {
            words = words.iter().flat_map(|w| letters.iter().map(move |c| format!("{w}{c}"))).collect();
            all.extend(words.iter().cloned());
        }
        let longer = "abstract else enum impl loop move priv pub self true type abstract become const continue final macro override static struct trait typeof unsafe unsized \
                      virtual where while yield async await break false return extern union default crate super";
        all.extend(longer.split_whitespace().map(str::to_owned));
        for word in all {
            let keyword = RAW_KEYWORDS.contains(&word.as_str()) || PATH_KEYWORDS.contains(&word.as_str());
            let parses = syn::parse_str::<syn::Ident>(&word).is_ok();
            assert!(keyword || parses, "{word} is a keyword that the list lacks");
        }
    }

    #[test]
    fn raw_where_needed_and_only_there() {
        let cases = [("type", "r#type"), ("gen", "r#gen"), ("name", "name"), ("union", "union"), ("Type", "Type")];
        for (text, printed) in cases {
            let ident = Ident::new(text).unwrap();
            assert_eq!(ident.to_string(), printed);
            assert_eq!(proc_macro2::Ident::from(&ident).to_string(), printed);
            assert_eq!(ident.text(), text);
        }
    }

    #[test]
    fn what_is_not_an_identifier_is_refused() {
        for text in ["", "_", "1a", "a b", "a-b", "é", "a\nb", "r#type", "\"", "self", "Self"] {
            assert_eq!(Ident::new(text), None, "{text:?}");
        }
    }

    #[test]
    fn nearest_is_total() {
        let cases = [("3d", "_3d"), ("self", "self_"), ("Self", "SelfValue"), ("", "unnamed"), ("a b", "unnamed")];
        for (text, ident) in cases {
            assert_eq!(Ident::nearest(text).text(), ident);
        }
    }
}
