//! Where in the text of a model something stands: kept beside the shapes, so that every check can say it.
//!
//! A reader of text notes offsets only. Lines, columns and look-ups cost nothing until there is a problem.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::fmt;

use super::place::Place;

/// The most of a line that a message shows.
const SHOWN: usize = 120;

/// A place in a text, with the line to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Counted from one.
    pub line: usize,
    /// In characters, counted from one.
    pub column: usize,
    /// What stands in the line; of a long one, the part around the column.
    pub text: String,
    /// Where in [`text`](Self::text) the column is, in characters, counted from zero.
    pub caret: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        write!(f, "  {number} | {}\n  {margin} | {}^", self.text, " ".repeat(self.caret))
    }
}

/// A part of a text, by offsets in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// How a trait stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// `@name`: the name.
    Named(Span),
    /// A documentation comment.
    Documentation,
    /// `= value` behind a member.
    Default,
    /// `= value` behind a value of an enum.
    EnumValue,
}

/// A member, or a trait of a shape or member.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) member: Option<Span>,
    pub(super) written: Option<Written>,
    pub(super) at: usize,
}

/// A shape, or an `apply` to one.
#[derive(Debug)]
pub(super) struct ShapeSpot {
    pub(super) id: String,
    pub(super) at: usize,
    pub(super) parts: Vec<Part>,
}

/// A text with what stands where.
#[derive(Debug)]
pub(super) struct SourceText {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) shapes: Vec<ShapeSpot>,
    lines: OnceCell<Vec<usize>>,
}

impl SourceText {
    pub(super) fn new(name: String, text: String) -> Self {
        Self { name, text, shapes: Vec::new(), lines: OnceCell::new() }
    }

    /// The line and column of an offset.
    pub(super) fn position(&self, at: usize) -> Position {
        let lines = self.lines.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(breaks.map(|(offset, _)| offset + 1)).collect()
        });
        let line = lines.partition_point(|start| *start <= at).max(1);
        let start = lines.get(line - 1).copied().unwrap_or_default();
        let end = lines.get(line).map_or(self.text.len(), |next| next - 1);
        let whole = self.text.get(start..end).unwrap_or_default().trim_end();
        let before = self.text.get(start..at).unwrap_or(whole);
        let column = before.chars().count();
        let skipped = column.saturating_sub(SHOWN * 3 / 4);
        let shown = whole.chars().skip(skipped).take(SHOWN);
        let text = shown.map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        Position { line, column: column + 1, text, caret: column - skipped }
    }

    fn span(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Whether a part is at a place; `exact`: it is the trait, and not only what bears it.
    fn is_at(&self, part: &Part, member: Option<&str>, trait_id: Option<&str>) -> bool {
        let same_trait = match (part.written, trait_id) {
            (None, None) => true,
            (Some(Written::Named(span)), Some(id)) => {
                let written = self.span(span);
                written == id || (!written.contains('#') && id.rsplit('#').next() == Some(written))
            }
            (Some(Written::Documentation), Some(id)) => id == "smithy.api#documentation",
            (Some(Written::Default), Some(id)) => id == "smithy.api#default",
            (Some(Written::EnumValue), Some(id)) => id == "smithy.api#enumValue",
            (Some(_), None) | (None, Some(_)) => false,
        };
        same_trait && part.member.map(|span| self.span(span)) == member
    }
}

/// All texts of a model.
#[derive(Debug, Default)]
pub(super) struct Sources {
    texts: Vec<SourceText>,
    /// The texts and spots of a shape, by its id.
    index: OnceCell<HashMap<String, Vec<(usize, usize)>>>,
}

impl Sources {
    pub(super) fn new(texts: Vec<SourceText>) -> Self {
        Self { texts, index: OnceCell::new() }
    }

    /// The file and position of what a place names; of what is nearest around it, where the text has no more.
    pub(super) fn find(&self, place: &Place) -> Option<(&str, Position)> {
        let index = self.index.get_or_init(|| self.index());
        let spots = index.get(place.shape.as_deref()?)?;
        let exact = self.part(spots, place.member.as_deref(), place.trait_id.as_deref());
        let around = || place.trait_id.as_ref().and_then(|_| self.part(spots, place.member.as_deref(), None));
        let shape = || {
            let (text, shape) = *spots.first()?;
            let text = self.texts.get(text)?;
            Some((text, text.shapes.get(shape)?.at))
        };
        let (text, at) = exact.or_else(around).or_else(shape)?;
        Some((&text.name, text.position(at)))
    }

    fn part(
        &self,
        spots: &[(usize, usize)],
        member: Option<&str>,
        trait_id: Option<&str>,
    ) -> Option<(&SourceText, usize)> {
        spots.iter().find_map(|(text, shape)| {
            let text = self.texts.get(*text)?;
            let part = text.shapes.get(*shape)?.parts.iter().find(|part| text.is_at(part, member, trait_id))?;
            Some((text, part.at))
        })
    }

    fn index(&self) -> HashMap<String, Vec<(usize, usize)>> {
        let mut index: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (number, text) in self.texts.iter().enumerate() {
            for (spot, shape) in text.shapes.iter().enumerate() {
                index.entry(shape.id.clone()).or_default().push((number, spot));
            }
        }
        index
    }
}
