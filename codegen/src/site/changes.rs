//! What a change is, on the pages of releases and of operations.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::address;
use super::frame::{block, spans};
use super::history::{Release, Service, is_beyond};
use crate::diff::{Change as Difference, Group, Severity};
use crate::show::{Change, ChangeKind};

/// How many changes of one release the page of an operation lists.
const LISTED: usize = 12;

/// What the releases changed about an operation, newest first; `None` where none did.
pub(super) fn of_operation(service: &Service<'_>, name: &str) -> Option<Markup> {
    let entries: Vec<Markup> = service.releases.iter().filter_map(|release| entry(release, name)).collect();
    (!entries.is_empty()).then(|| html! { ol.history { @for entry in &entries { (entry) } } })
}

fn entry(release: &Release<'_>, name: &str) -> Option<Markup> {
    let change = release.changes.iter().find(|change| change.operation.id.name() == name);
    let is_new = change.is_some_and(|change| matches!(change.kind, ChangeKind::New));
    let touches = |change: &&Difference| change.operations.iter().any(|touched| touched == name);
    let beyond: Vec<&Difference> =
        release.diff.edits().filter(touches).filter(|change| is_beyond(change) && !is_new).collect();
    if change.is_none() && beyond.is_empty() {
        return None;
    }
    let anchor = if change.is_some() { address::anchor(name) } else { "beyond".to_owned() };
    let page = format!("../releases/{}.html#{anchor}", release.file);
    Some(html! {
        li {
            p {
                a href=(page) { time datetime=(release.day) { (release.slashed()) } }
                @if is_new { " " strong { "new" } } @else if change.is_some() { " updated" }
            }
            @if let Some(change) = change { (literals(change, false)) }
            @if !beyond.is_empty() {
                ul.changes {
                    @for change in beyond.iter().take(LISTED) {
                        li { (badge(change.severity)) " " (spans(&change.summary)) }
                    }
                    @if beyond.len() > LISTED {
                        li { a href=(page) { "… and " (beyond.len() - LISTED) " more" } }
                    }
                }
            }
        }
    })
}

/// What is added to a request and to a response, as nested literals.
pub(super) fn literals(change: &Change<'_>, has_title: bool) -> Markup {
    let ChangeKind::Updated(sides) = &change.kind else { return Markup::default() };
    let names: Vec<&str> = sides.iter().map(|(side, _)| side.lower()).collect();
    html! {
        @if has_title { p { strong { "Changes (" (names.join(", ")) ")" } } }
        @for (side, literal) in sides {
            @if sides.len() > 1 || !has_title { p.side { (side.title()) } }
            (block(&literal.lines()))
        }
    }
}

/// A severity: a word, and a colour.
pub(super) fn badge(severity: Severity) -> Markup {
    html! { span.badge.(severity.name()) { (severity.name()) } }
}

/// Changes of one cause.
pub(super) fn group(service: &Service<'_>, group: &Group<'_>) -> Markup {
    let operations = group.operations();
    let places = group.places();
    let mut reasons = BTreeSet::new();
    let facets: Vec<&Difference> = group.facets().into_iter().map(|(change, _)| change).collect();
    let several = facets.len() > 1;
    html! {
        article.change {
            @for change in &group.changes { span id=(address::anchor(&change.id)) {} }
            h3 { (badge(group.severity)) " " (spans(&group.title())) }
            @if several {
                ul { @for change in &facets { li { (spans(&change.summary)) } } }
            }
            @for change in &facets {
                @if reasons.insert(change.reason.as_str()) { p { (spans(&change.reason)) } }
            }
            @if places.len() > 1 {
                details {
                    summary { (places.len()) " places" }
                    ul.places { @for place in &places { li { code { (place) } } } }
                }
            }
            @if !group.follows.is_empty() {
                details {
                    summary { (group.follows.len()) " more that come with it" }
                    ul {
                        @for change in &group.follows {
                            li id=(address::anchor(&change.id)) { (badge(change.severity)) " " (spans(&change.summary)) }
                        }
                    }
                }
            }
            @if !operations.is_empty() {
                p.touched {
                    "In "
                    @for (index, name) in operations.iter().enumerate() {
                        @if index > 0 { ", " }
                        @if service.has(name) {
                            a href={ "../operations/" (service.file_of(name)) ".html" } { (name) }
                        } @else { (name) }
                    }
                    "."
                }
            }
        }
    }
}
