//! The first page, the page of a service, and the releases by day.

use maud::{Markup, html};

use super::address::{self, DAYS};
use super::frame::{Frame, Page, section};
use super::history::{Release, Service};
use crate::docs;
use crate::show::ChangeKind;

/// How many releases the first page shows.
const LATEST: usize = 10;

/// The first page: services, and the latest releases.
pub(super) fn home(frame: &Frame, services: &[Service<'_>]) -> String {
    let latest = by_day(services);
    let body = html! {
        h1 { (frame.title) }
        (section("services", "Services"))
        ul.services {
            @for service in services {
                li {
                    p { a href=(address::service(&service.folder)) { (service.title) } " " span.type { (size(service)) } }
                    @if let Some(text) = &service.model.service.traits.documentation { p { (docs::sentence(text)) } }
                }
            }
        }
        @if !latest.is_empty() {
            (section("releases", "Latest releases"))
            ul.releases { @for (service, release) in latest.iter().take(LATEST) { (line(service, release, "")) } }
            p { a href=(DAYS) { "All releases by day" } }
        }
    };
    frame.page(Page {
        title: frame.title.clone(),
        here: String::new(),
        about: String::new(),
        depth: 0,
        above: Vec::new(),
        body,
    })
}

/// All releases by day, newest first.
pub(super) fn days(frame: &Frame, services: &[Service<'_>]) -> String {
    let releases = by_day(services);
    let body = html! {
        h1 { "Releases by day" }
        @for day in releases.chunk_by(|(_, a), (_, b)| a.day == b.day) {
            @if let Some((_, first)) = day.first() {
                (section(first.day, &first.slashed()))
                @for (service, release) in day {
                    p { a href=(address::release(&service.folder, &release.file)) { (release.heading) } }
                    @if let Some(notes) = release.notes { p.notes { (notes) } }
                    (operations(service, release))
                }
            }
        }
    };
    frame.page(Page {
        title: "Releases by day".to_owned(),
        here: "Releases by day".to_owned(),
        about: String::new(),
        depth: 0,
        above: Vec::new(),
        body,
    })
}

/// The page of a service: its operations and its releases.
pub(super) fn service(frame: &Frame, service: &Service<'_>) -> String {
    let model = service.model;
    let text = model.service.traits.documentation.as_deref();
    let body = html! {
        h1 { (service.title) }
        p.type { (size(service)) }
        @if let Some(text) = text { (docs::markup(text)) }
        @if !service.releases.is_empty() {
            nav.contents aria-label="On this page" {
                ul { li { a href="#operations" { "Operations" } } li { a href="#releases" { "Releases" } } }
            }
        }
        (section("operations", "Operations"))
        ul.operations {
            @for operation in &model.operations {
                @let name = operation.id.name();
                li id=(address::anchor(name)) {
                    a href={ "operations/" (service.file_of(name)) ".html" } { (name) }
                    @if let Some(text) = &operation.traits.documentation { p { (docs::sentence(text)) } }
                }
            }
        }
        @if !service.releases.is_empty() {
            (section("releases", "Releases"))
            ul.releases { @for release in &service.releases { (line(service, release, "../")) } }
        }
    };
    frame.page(Page {
        title: service.title.clone(),
        here: service.title.clone(),
        about: text.map(docs::plain).unwrap_or_default(),
        depth: 1,
        above: Vec::new(),
        body,
    })
}

/// `2017-10-01, 92 operations`
fn size(service: &Service<'_>) -> String {
    let count = service.model.operations.len();
    let operations = if count == 1 { "operation" } else { "operations" };
    match service.model.service.version.as_str() {
        "" => format!("{count} {operations}"),
        version => format!("{version}, {count} {operations}"),
    }
}

/// All releases, the latest first; those of one day by service.
fn by_day<'s, 'm>(services: &'s [Service<'m>]) -> Vec<(&'s Service<'m>, &'s Release<'m>)> {
    let mut all: Vec<(&Service<'_>, &Release<'_>)> =
        services.iter().flat_map(|service| service.releases.iter().map(move |release| (service, release))).collect();
    // Services and their releases stand in order already.
    all.sort_by(|(_, a), (_, b)| b.day.cmp(a.day));
    all
}

fn line(service: &Service<'_>, release: &Release<'_>, up: &str) -> Markup {
    html! {
        li {
            time datetime=(release.day) { (release.slashed()) } " "
            a href={ (up) (address::release(&service.folder, &release.file)) } { (release.heading) }
        }
    }
}

/// The new and updated operations of a release, each with its place on the page.
fn operations(service: &Service<'_>, release: &Release<'_>) -> Markup {
    let page = address::release(&service.folder, &release.file);
    html! {
        @if !release.changes.is_empty() {
            ul.inline {
                @for change in &release.changes {
                    @let name = change.operation.id.name();
                    li {
                        a href={ (page) "#" (address::anchor(name)) } { (name) }
                        @if matches!(change.kind, ChangeKind::New) { " (new)" }
                    }
                }
            }
        }
    }
}
