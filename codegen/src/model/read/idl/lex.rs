//! Text → tokens. What the grammar says of blanks and line breaks is said of each token: what stands before it.

use crate::model::source::Span;

/// What stands between a token and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    Nothing,
    /// Blanks, tabs and commas.
    Space,
    /// A line break or a comment among it.
    Break,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A keyword, an identifier, a namespace or a shape id: a letter or underscore, then letters, digits, `_.#$`.
    Word,
    /// `"…"`
    Text,
    /// `"""…"""`
    Block,
    /// Starts like a number.
    Number,
    /// One of `{}[]():=@$`.
    Sign(u8),
    /// `:=`
    Walrus,
    /// A text without its closing quotes.
    Unclosed,
    /// What no token starts with.
    Foreign,
    End,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
    pub(super) gap: Gap,
    /// The part before the token that has documentation comments.
    pub(super) docs: Option<Span>,
}

/// How many texts without closing quotes are looked behind: each is looked for up to the end of the file.
const MOST_UNCLOSED: u8 = 32;

/// Makes tokens of a text, one at a time.
#[derive(Clone, Debug)]
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
    unclosed: u8,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, unclosed: 0 }
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// Moves over all bytes that fit.
    fn skip(&mut self, fits: impl Fn(u8) -> bool) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|byte| !fits(*byte)).unwrap_or(rest.len());
    }

    pub(super) fn next(&mut self) -> Token {
        let (gap, docs) = self.gap();
        let start = self.at;
        let kind = self.kind();
        Token { kind, span: Span { start, end: self.at }, gap, docs }
    }

    fn gap(&mut self) -> (Gap, Option<Span>) {
        let mut gap = if self.at == 0 { Gap::Break } else { Gap::Nothing };
        let mut docs: Option<Span> = None;
        loop {
            match self.byte(0) {
                Some(b' ' | b'\t' | b',') => {
                    self.at += 1;
                    gap = gap.max(Gap::Space);
                }
                Some(b'\n' | b'\r') => {
                    self.at += 1;
                    gap = Gap::Break;
                }
                Some(b'/') if self.byte(1) == Some(b'/') => {
                    let start = self.at;
                    // Behind something in the same line, a comment documents nothing.
                    let documents = self.byte(2) == Some(b'/') && gap == Gap::Break;
                    self.skip(|byte| byte != b'\n');
                    if documents {
                        docs = Some(Span { start: docs.map_or(start, |docs| docs.start), end: self.at });
                    }
                    gap = Gap::Break;
                }
                _ => return (gap, docs),
            }
        }
    }

    fn kind(&mut self) -> Kind {
        let Some(first) = self.byte(0) else { return Kind::End };
        match first {
            b':' if self.byte(1) == Some(b'=') => {
                self.at += 2;
                Kind::Walrus
            }
            b'{' | b'}' | b'[' | b']' | b'(' | b')' | b':' | b'=' | b'@' | b'$' => {
                self.at += 1;
                Kind::Sign(first)
            }
            b'"' => self.text(),
            b'-' | b'0'..=b'9' => {
                self.skip(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
                Kind::Number
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                self.skip(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'#' | b'$'));
                Kind::Word
            }
            _ => {
                self.at += 1;
                self.skip(|byte| byte & 0xc0 == 0x80);
                Kind::Foreign
            }
        }
    }

    fn text(&mut self) -> Kind {
        let start = self.at;
        let block = self.byte(1) == Some(b'"') && self.byte(2) == Some(b'"');
        self.at += if block { 3 } else { 1 };
        loop {
            self.skip(|byte| byte != b'"' && byte != b'\\');
            match self.byte(0) {
                None => break,
                Some(b'\\') => self.at = self.bytes.len().min(self.at + 2),
                Some(_) if !block => {
                    self.at += 1;
                    return Kind::Text;
                }
                Some(_) if self.byte(1) == Some(b'"') && self.byte(2) == Some(b'"') => {
                    self.at += 3;
                    return Kind::Block;
                }
                Some(_) => self.at += 1,
            }
        }
        // What follows is read as if the text ended with its line: further problems in it are likely real ones.
        self.unclosed += 1;
        if self.unclosed < MOST_UNCLOSED {
            self.at = start;
            self.skip(|byte| byte != b'\n');
        }
        Kind::Unclosed
    }
}
