//! The page of a new model version, in the form of the public API change pages: new operations, and operations whose
//! request or response got members or values.

use std::collections::BTreeMap;

use super::additions::Additions;
use super::facts::Facts;
use super::literal::Literal;
use super::page::{self, Page};
use super::title;
use crate::docs;
use crate::model::{Model, Operation};

/// An operation of the new model, and what is new about it.
#[derive(Clone, Debug)]
pub(crate) struct Change<'m> {
    /// As the new model has it.
    pub(crate) operation: &'m Operation,
    /// What is new.
    pub(crate) kind: ChangeKind,
}

/// What is new about an operation.
#[derive(Clone, Debug)]
pub(crate) enum ChangeKind {
    /// The old model does not have it.
    New,
    /// These parts of it have additions.
    Updated(Vec<(Side, Literal)>),
}

/// A part of an operation.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Side {
    Request,
    Response,
}

impl Side {
    /// Within a sentence.
    pub(crate) fn lower(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }

    /// As a heading.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Request => "Request",
            Self::Response => "Response",
        }
    }
}

/// What is known of a release besides its models.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Release {
    /// When it came, as the page shows it: `2024/10/30`.
    pub date: Option<String>,
    /// What its makers say of it, as plain text.
    pub notes: Option<String>,
}

/// What `new` has and `old` has not, in Markdown: new operations first, then updated ones, each in the order of their
/// names. Operations are the same where their names are, whatever their namespaces.
///
/// As on the public pages only additions show: members, enum values, and values that became another kind of thing.
/// Removals, constraints, errors and traits are the business of the other formats.
pub fn api_changes(old: &Model, new: &Model, release: &Release) -> String {
    let Release { date, notes } = release;
    let changes = changes(old, new);
    let mut page = Page::new(2);
    let date = date.as_ref().map(|date| format!("{date} - ")).unwrap_or_default();
    page.title(&format!("{date}{}", heading(&title(new), &changes)));
    if let Some(notes) = notes {
        page.paragraph(&docs::to_rustdoc(&format!("<p><b>Changes</b> {}</p>", page::entity(notes))));
    }
    for Change { operation, kind } in &changes {
        match kind {
            ChangeKind::New => page.heading(&format!("{} (new)", operation.id.name())),
            ChangeKind::Updated(sides) => {
                page.heading(&format!("{} (updated)", operation.id.name()));
                updated(&mut page, sides);
            }
        }
        page.operation(new, operation, &Facts::default());
    }
    page.text()
}

/// What `new` has and `old` has not: new operations first, then updated ones.
pub(crate) fn changes<'m>(old: &'m Model, new: &'m Model) -> Vec<Change<'m>> {
    let known: BTreeMap<&str, &Operation> = old.operations.iter().map(|old| (old.id.name(), old)).collect();
    let names: BTreeMap<&str, &Operation> = new.operations.iter().map(|new| (new.id.name(), new)).collect();
    let both: Vec<(&Operation, &Operation)> =
        names.iter().filter_map(|(name, new)| Some((*known.get(name)?, *new))).collect();
    let additions = Additions::between(old, new, &both);
    let added = names.iter().filter(|(name, _)| !known.contains_key(**name));
    let added = added.map(|(_, operation)| Change { operation, kind: ChangeKind::New });
    let updated = both.iter().filter_map(|(old, new)| {
        let request = additions.literal(old.input.as_ref(), new.input.as_ref());
        let response = additions.literal(old.output.as_ref(), new.output.as_ref());
        let sides: Vec<(Side, Literal)> = request
            .map(|literal| (Side::Request, literal))
            .into_iter()
            .chain(response.map(|literal| (Side::Response, literal)))
            .collect();
        (!sides.is_empty()).then_some(Change { operation: new, kind: ChangeKind::Updated(sides) })
    });
    added.chain(updated).collect()
}

/// `Amazon WorkMail - 8 new 5 updated api methods`
pub(crate) fn heading(title: &str, changes: &[Change<'_>]) -> String {
    let new = changes.iter().filter(|change| matches!(change.kind, ChangeKind::New)).count();
    let counts: Vec<String> = [(new, "new"), (changes.len() - new, "updated")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let counts = if counts.is_empty() { "no new or updated".to_owned() } else { counts.join(" ") };
    format!("{title} - {counts} api methods")
}

/// What changed, each side under its name where there are two.
fn updated(page: &mut Page, sides: &[(Side, Literal)]) {
    let names: Vec<&str> = sides.iter().map(|(side, _)| side.lower()).collect();
    page.paragraph(&[format!("Changes ({})", names.join(", "))]);
    for (side, literal) in sides {
        if sides.len() > 1 {
            page.paragraph(&[side.title().to_owned()]);
        }
        page.block("python", literal.lines());
    }
}
