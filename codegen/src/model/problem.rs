//! What is wrong with a model: where, what, and what to do about it.

use std::collections::HashSet;
use std::fmt;

pub use super::place::Place;
use super::source::{Position, Sources};

/// How many problems [`Errors`] prints in full; the rest is counted.
const SHOWN: usize = 100;

/// How many errors may carry a "did you mean", each of which takes a search through all names.
const HINTED: usize = 10;

/// One thing that is wrong, or only noteworthy where it is a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the caller named it.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// Where in the text of the file, where the format has positions.
    pub position: Option<Position>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.position {
            Some(Position { line, column, .. }) => write!(f, "{}:{line}:{column}: ", self.file)?,
            None => write!(f, "{}: ", self.file)?,
        }
        if self.place != Place::default() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.message)?;
        if let Some(position) = &self.position {
            write!(f, "\n{position}")?;
        }
        write!(f, "\n  {}", self.remedy)
    }
}

/// Every reason why a model was refused; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errors(pub Vec<Problem>);

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().take(SHOWN).enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        match self.0.len().checked_sub(SHOWN) {
            None | Some(0) => Ok(()),
            Some(more) => write!(f, "\n… and {more} more"),
        }
    }
}

impl std::error::Error for Errors {}

/// Collects problems, so that one run reports all of them.
#[derive(Debug)]
pub(super) struct Report {
    file: String,
    /// Files beside it, each with the traits that it adds.
    beside: Vec<(String, HashSet<Place>)>,
    /// Where the model's shapes stand in its texts.
    sources: Sources,
    strict: bool,
    errors: Vec<Problem>,
    warnings: Vec<Problem>,
}

impl Report {
    pub(super) fn new(file: &str, strict: bool) -> Self {
        Self {
            file: file.to_owned(),
            beside: Vec::new(),
            sources: Sources::default(),
            strict,
            errors: Vec::new(),
            warnings: Vec::new(),
        }
    }

    pub(super) fn strict(&self) -> bool {
        self.strict
    }

    /// The file, as the caller named it.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// What is wrong with these traits is said of the file that adds them.
    pub(super) fn adds(&mut self, file: &str, traits: HashSet<Place>) {
        self.beside.push((file.to_owned(), traits));
    }

    /// The model is written in these texts.
    pub(super) fn is_written_in(&mut self, sources: Sources) {
        self.sources = sources;
    }

    /// The file that says what stands at a place, and where in it.
    fn file_of(&self, place: &Place) -> (String, Option<Position>) {
        match self.beside.iter().find(|(_, traits)| traits.contains(place)) {
            Some((file, _)) => (file.clone(), None),
            None => match self.sources.find(place) {
                Some((file, position)) => (file.to_owned(), Some(position)),
                None => (self.file.clone(), None),
            },
        }
    }

    /// What makes a text unusable, at a place that no shape is needed to find.
    pub(super) fn error_at(
        &mut self,
        file: &str,
        position: Position,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let (message, remedy) = (message.into(), remedy.into());
        let position = Some(position);
        self.errors.push(Problem { file: file.to_owned(), place: Place::default(), position, message, remedy });
    }

    /// What the caller should know of a file, at a place that no shape is needed to find; an error where the caller asked
    /// for strictness.
    pub(super) fn warn_at(
        &mut self,
        file: &str,
        position: Option<Position>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let (message, remedy) = (message.into(), remedy.into());
        let problem = Problem { file: file.to_owned(), place: Place::default(), position, message, remedy };
        if self.strict { self.errors.push(problem) } else { self.warnings.push(problem) }
    }

    /// What makes the model unusable.
    pub(super) fn error(&mut self, place: Place, message: impl Into<String>, remedy: impl Into<String>) {
        let (file, position) = self.file_of(&place);
        self.errors.push(Problem { file, place, position, message: message.into(), remedy: remedy.into() });
    }

    /// What the caller should know; an error where the caller asked for strictness.
    pub(super) fn warn(&mut self, place: Place, message: impl Into<String>, remedy: impl Into<String>) {
        if self.strict {
            return self.error(place, message, remedy);
        }
        let (file, position) = self.file_of(&place);
        self.warnings.push(Problem { file, place, position, message: message.into(), remedy: remedy.into() });
    }

    /// " Near: a, b." with the names that resemble `wanted`; empty where none does. Also empty once there are many
    /// errors: each search goes through all names.
    pub(super) fn near<'a>(&self, wanted: &str, names: impl Iterator<Item = &'a str>) -> String {
        if self.errors.len() > HINTED {
            return String::new();
        }
        let names = near(wanted, names);
        if names.is_empty() { String::new() } else { format!(" Near: {}.", names.join(", ")) }
    }

    /// Ends a stage: hands out the errors so far, if there are any.
    pub(super) fn checkpoint(&mut self) -> Result<(), Errors> {
        if self.errors.is_empty() {
            return Ok(());
        }
        let mut errors = std::mem::take(&mut self.errors);
        // What one mixin says wrongly is found again wherever it is mixed in only under other places;
        // the same text twice is of no use.
        let mut seen = HashSet::new();
        errors.retain(|problem| seen.insert(problem.to_string()));
        Err(Errors(errors))
    }

    /// Ends the run: one error more, and with it all that were found before.
    pub(super) fn fail<T>(
        &mut self,
        place: Place,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Result<T, Errors> {
        self.error(place, message, remedy);
        Err(Errors(std::mem::take(&mut self.errors)))
    }

    /// The texts that the model is written in.
    pub(super) fn into_sources(self) -> Sources {
        self.sources
    }

    pub(super) fn into_warnings(self) -> Vec<Problem> {
        self.warnings
    }
}

/// At most five of `names` that resemble `wanted`, nearest first, for a "did you mean".
///
/// Of shape ids the names after `#` are compared, since namespaces are alike anyway.
pub(crate) fn near<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let plain = |id: &str| id.rsplit('#').next().unwrap_or_default().to_ascii_lowercase();
    let wanted = plain(wanted);
    // Long names cannot be typing mistakes of each other at a reasonable price.
    if wanted.len() > 128 {
        return Vec::new();
    }
    let limit = (wanted.len() / 3).max(1);
    let mut scored: Vec<(usize, &str)> = names
        .filter(|name| name.len() <= 256)
        .filter_map(|name| {
            let lower = plain(name);
            let contains = wanted.len() >= 4 && lower.contains(&wanted);
            let score = if contains { 1 } else { distance(&wanted, &lower, limit)? };
            Some((score, name))
        })
        .collect();
    scored.sort_unstable();
    scored.into_iter().take(5).map(|(_, name)| name).collect()
}

/// The edit distance of two texts, `None` above `limit`.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, y) in row.iter_mut().skip(1).zip(b.bytes()) {
            let value = (diagonal + usize::from(x != y)).min(left + 1).min(*cell + 1);
            diagonal = *cell;
            *cell = value;
            left = value;
        }
    }
    row.last().copied().filter(|&found| found <= limit)
}

/// `text` in quotes with its controls escaped, cut to a length that fits a message.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    let cut: String = text.chars().take(MOST).collect();
    let more = if cut.len() < text.len() { "…" } else { "" };
    format!("{cut:?}{more}")
}
