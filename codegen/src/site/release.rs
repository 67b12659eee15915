//! The page of a release, in the form of the public API change pages; below it what those leave out.

use maud::{Markup, html};

use super::address;
use super::changes::{badge, group, literals};
use super::frame::{Frame, Page, breakable, section};
use super::history::{Release, Service, is_beyond};
use super::operation::{description, messages};
use crate::diff::{self, Bump, Group, Severity};
use crate::show::{Change, ChangeKind, Facts};

/// The page of the release that stands at `at` of the service's, newest first.
pub(super) fn page(frame: &Frame, service: &Service<'_>, at: usize, release: &Release<'_>) -> String {
    let groups = diff::groups(&release.diff);
    let beyond: Vec<&Group<'_>> = groups
        .iter()
        .filter(|group| group.changes.iter().chain(&group.follows).any(|change| is_beyond(change)))
        .collect();
    let body = html! {
        h1 { (release.title()) }
        @if let Some(notes) = release.notes { p.notes { strong { "Changes" } " " (notes) } }
        (verdict(release))
        @if !release.changes.is_empty() {
            nav.contents aria-label="On this page" {
                ul {
                    @for change in &release.changes {
                        @let name = change.operation.id.name();
                        li { a href={ "#" (address::anchor(name)) } { (name) } " " (kind(change)) }
                    }
                    @if !beyond.is_empty() { li { a href="#beyond" { "Beyond additions" } } }
                }
            }
        }
        @for change in &release.changes { (operation(service, release, change)) }
        @if !beyond.is_empty() {
            (section("beyond", "Beyond additions"))
            p { "Errors, constraints, what is required or sensitive, and what is gone: by cause, the worst first." }
            @for entry in &beyond { (group(service, entry)) }
        }
        (beside(service, at))
    };
    frame.page(Page {
        title: release.title(),
        here: release.slashed(),
        about: release.notes.unwrap_or_default().to_owned(),
        depth: 2,
        above: vec![(address::service(&service.folder), service.title.clone())],
        body,
    })
}

/// How many changes of each severity there are, and the version that the crate needs.
fn verdict(release: &Release<'_>) -> Markup {
    let diff = &release.diff;
    let severities = [Severity::Breaking, Severity::Risky, Severity::Compatible];
    html! {
        p.verdict {
            @for severity in severities.into_iter().filter(|severity| diff.count(*severity) > 0) {
                (diff.count(severity)) " " (badge(severity)) " "
            }
            @match (&diff.rust.unavailable, diff.rust.bump) {
                (Some(why), _) => { "Of the crate: " (why) "." },
                (None, Some(bump)) => { "The crate needs a " strong { (Bump::name(bump)) } " version." },
                (None, None) => "The crate stays as it is.",
            }
        }
    }
}

fn kind(change: &Change<'_>) -> Markup {
    match change.kind {
        ChangeKind::New => html! { "(new)" },
        ChangeKind::Updated(_) => html! { "(updated)" },
    }
}

fn operation(service: &Service<'_>, release: &Release<'_>, change: &Change<'_>) -> Markup {
    let operation = change.operation;
    let name = operation.id.name();
    let anchor = address::anchor(name);
    let before = format!("{name}.");
    html! {
        section.operation {
            h2 id=(anchor) { a.self href={ "#" (anchor) } { (breakable(name)) } " " (kind(change)) }
            @if service.has(name) {
                p.now { a href={ "../operations/" (service.file_of(name)) ".html" } { "How " (name) " is now" } }
            }
            (literals(change, true))
            details open[matches!(change.kind, ChangeKind::New)] {
                summary { "The whole operation as of " (release.slashed()) }
                h3.hidden { (name) ", whole" }
                (description(operation))
                (messages(release.model, operation, &before, &Facts::default()))
            }
        }
    }
}

/// The releases before and after this one.
fn beside(service: &Service<'_>, at: usize) -> Markup {
    let link = |release: &Release<'_>, rel: &str, arrow: &str| {
        html! {
            a rel=(rel) href={ (release.file) ".html" } {
                span aria-hidden="true" { (arrow) } " " time datetime=(release.day) { (release.slashed()) }
            }
        }
    };
    let newer = at.checked_sub(1).and_then(|at| service.releases.get(at));
    html! {
        nav.beside aria-label="Neighbouring releases" {
            @if let Some(release) = service.releases.get(at + 1) { (link(release, "prev", "←")) }
            @if let Some(release) = newer { (link(release, "next", "→")) }
        }
    }
}
