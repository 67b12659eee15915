//! The state of reading one file: the token in hand, what was found, what was wrong.

use serde_json::{Map, Value};

use super::lex::{Gap, Kind, Lexer, Token};
use super::names::Names;
use crate::model::id::is_identifier;
use crate::model::problem::shortened;
use crate::model::read::ast::{TraitMap, Version};
use crate::model::source::{Part, ShapeSpot, Span, Written};

/// How deep values may nest; JSON has the same bound.
pub(super) const DEEPEST: usize = 120;

/// What is wrong with the text: reading goes on at the next statement.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) message: String,
    pub(super) remedy: String,
}

pub(super) type Parsed<T> = Result<T, Fault>;

/// A shape as the JSON AST has it.
#[derive(Debug)]
pub(super) struct Definition {
    pub(super) id: String,
    pub(super) at: usize,
    pub(super) shape: Map<String, Value>,
}

/// `apply`.
#[derive(Debug)]
pub(super) struct Applied {
    /// With the member, where it has one.
    pub(super) id: String,
    pub(super) at: usize,
    pub(super) traits: TraitMap,
}

/// `$name`: a member whose target a resource or a mixin says.
#[derive(Debug)]
pub(super) struct Elided {
    pub(super) shape: String,
    pub(super) member: String,
    pub(super) resource: Option<String>,
    pub(super) at: usize,
}

/// An id that something must be behind.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) id: String,
    pub(super) at: usize,
}

/// What one file holds.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) version: Option<Version>,
    pub(super) namespace: Option<String>,
    pub(super) metadata: Vec<(String, Value, usize)>,
    pub(super) shapes: Vec<Definition>,
    pub(super) applies: Vec<Applied>,
    pub(super) elided: Vec<Elided>,
    pub(super) uses: Vec<Reference>,
    /// Traits that are not of the prelude.
    pub(super) traits: Vec<Reference>,
    /// Shape ids without quotes in values.
    pub(super) values: Vec<Reference>,
    pub(super) spots: Vec<ShapeSpot>,
    pub(super) faults: Vec<Fault>,
    /// Documentation comments that stand before nothing that could have them.
    pub(super) idle_docs: Vec<usize>,
}

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    lexer: Lexer<'a>,
    pub(super) token: Token,
    /// Where the token before ended.
    pub(super) behind: usize,
    /// Where the documentation starts that was last taken for that of a shape or member.
    documented: Option<usize>,
    pub(super) names: Names<'a>,
    pub(super) input_suffix: String,
    pub(super) output_suffix: String,
    pub(super) found: Contents,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, names: Names<'a>) -> Self {
        let mut lexer = Lexer::new(text);
        let token = lexer.next();
        Self {
            text,
            lexer,
            token,
            behind: 0,
            documented: None,
            names,
            input_suffix: "Input".to_owned(),
            output_suffix: "Output".to_owned(),
            found: Contents::default(),
        }
    }

    /// Whether the file is one of Smithy 2.0. A file that says no version is one of 1.0, as for Smithy's own tools.
    pub(super) fn is_v2(&self) -> bool {
        self.found.version == Some(Version::V2)
    }

    pub(super) fn of(&self, span: Span) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// What the token in hand is in the text.
    pub(super) fn written(&self) -> &'a str {
        self.of(self.token.span)
    }

    pub(super) fn at(&self) -> usize {
        self.token.span.start
    }

    pub(super) fn advance(&mut self) -> Token {
        let token = self.token;
        self.pass_docs();
        self.behind = token.span.end;
        self.token = self.lexer.next();
        token
    }

    /// Takes the documentation before the token in hand, which is that of a shape or member.
    pub(super) fn take_docs(&mut self) -> Option<Span> {
        // What ends a body has none.
        let has_docs = !matches!(self.token.kind, Kind::End | Kind::Sign(b'}'));
        let docs = self.token.docs.filter(|_| has_docs)?;
        self.documented = Some(docs.start);
        Some(docs)
    }

    /// Notes documentation before the token in hand that nothing has taken.
    pub(super) fn pass_docs(&mut self) {
        if let Some(docs) = self.token.docs.filter(|docs| self.documented != Some(docs.start)) {
            self.found.idle_docs.push(docs.start);
        }
    }

    pub(super) fn is(&self, sign: u8) -> bool {
        self.token.kind == Kind::Sign(sign)
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.token.kind == Kind::Word && self.written() == word
    }

    /// Takes a sign, if it is the token in hand.
    pub(super) fn take(&mut self, sign: u8) -> bool {
        let found = self.is(sign);
        if found {
            self.advance();
        }
        found
    }

    pub(super) fn expect(&mut self, sign: u8, remedy: &str) -> Parsed<Token> {
        if self.is(sign) {
            Ok(self.advance())
        } else {
            Err(self.unexpected(&format!("`{}`", char::from(sign)), remedy))
        }
    }

    pub(super) fn fault<T>(&self, message: impl Into<String>, remedy: impl Into<String>) -> Parsed<T> {
        Err(Fault { at: self.at(), message: message.into(), remedy: remedy.into() })
    }

    /// The token in hand is not what must stand here.
    pub(super) fn unexpected(&self, expected: &str, remedy: &str) -> Fault {
        let (found, remedy) = match self.token.kind {
            Kind::Unclosed => {
                ("a text without its closing quotes".to_owned(), "Close it with the quotes it began with.")
            }
            Kind::End => ("the end of the file".to_owned(), remedy),
            Kind::Text | Kind::Block => ("a text".to_owned(), remedy),
            Kind::Word | Kind::Number | Kind::Foreign | Kind::Sign(_) | Kind::Walrus => {
                (format!("`{}`", short(self.written())), remedy)
            }
        };
        Fault { at: self.at(), message: format!("expected {expected}, found {found}"), remedy: remedy.to_owned() }
    }

    /// What comes must stand in the same line as what came.
    pub(super) fn same_line(&self, remedy: &str) -> Parsed<()> {
        if self.token.gap == Gap::Break && self.token.kind != Kind::End {
            return Err(Fault {
                at: self.behind,
                message: "a line break where none may be".to_owned(),
                remedy: remedy.to_owned(),
            });
        }
        Ok(())
    }

    /// A line break, or the end of the file.
    pub(super) fn line_break(&self, behind: &str) -> Parsed<()> {
        if self.token.gap == Gap::Break || self.token.kind == Kind::End {
            return Ok(());
        }
        let expected = format!("a line break behind {behind}");
        Err(self.unexpected(&expected, "Begin what follows in a line of its own."))
    }

    /// A word that is an identifier, in the same line.
    pub(super) fn identifier(&mut self, what: &str) -> Parsed<&'a str> {
        self.same_line("Write it in one line.")?;
        self.name(what)
    }

    /// A word that is an identifier, wherever it stands.
    pub(super) fn name(&mut self, what: &str) -> Parsed<&'a str> {
        if self.token.kind != Kind::Word {
            return Err(self.unexpected(what, "Use ASCII letters, digits and underscores, a letter first."));
        }
        let word = self.written();
        if !is_identifier(word) {
            let message = format!("expected {what}, found {}", shortened(word));
            return self.fault(message, "Use ASCII letters, digits and underscores, a letter first.");
        }
        self.advance();
        Ok(word)
    }

    /// Notes where something of the last shape stands.
    pub(super) fn spot(&mut self, member: Option<Span>, written: Option<Written>, at: usize) {
        if let Some(shape) = self.found.spots.last_mut() {
            shape.parts.push(Part { member, written, at });
        }
    }

    /// Moves on to what looks like the start of a statement: something that starts a line, not further in than the
    /// statement at `from`, which could not be read.
    pub(super) fn recover(&mut self, from: usize) {
        let deepest = self.indentation(from);
        if self.token.span.start <= from && self.token.kind != Kind::End {
            self.advance();
        }
        while self.token.kind != Kind::End {
            let starts_line = self.token.gap == Gap::Break && self.indentation(self.at()) <= deepest;
            let starts = || match self.token.kind {
                // A keyword is followed by a name, as is a mistyped one; a member has a colon there.
                Kind::Word => matches!(self.written(), "metadata") || self.peek().kind == Kind::Word,
                Kind::Sign(b'@' | b'$') => true,
                _ => false,
            };
            if starts_line && starts() {
                return;
            }
            self.advance();
        }
    }

    /// How many blanks its line has before what stands first in it.
    fn indentation(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        line.len() - line.trim_start_matches([' ', '\t', ',']).len()
    }

    /// What comes next, without taking it.
    pub(super) fn peek(&self) -> Token {
        self.lexer.clone().next()
    }
}

/// Text for a message, cut.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 40;
    let cut: String = text.chars().take(MOST).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}
