//! The page of an operation, in the form of the public SDK reference, and below it what changed when.

use maud::{Markup, html};
use serde_json::Value;

use super::address;
use super::changes;
use super::frame::{Frame, Page, block, breakable, section, spans};
use super::history::Service;
use super::members::{self, Side};
use crate::docs;
use crate::lower::ir::Crate;
use crate::model::{Model, Operation, ShapeId};
use crate::show::{self, Facts};
use crate::syntax::layout;
use crate::syntax::tree;
use crate::syntax::walk::{PAGE, Walk};

/// The page of the operation that stands at `at` in the model.
pub(super) fn page(frame: &Frame, service: &Service<'_>, at: usize, operation: &Operation) -> String {
    let model = service.model;
    let krate = service.lowered.as_ref().map(|lowered| &lowered.krate);
    let facts = krate.map(Facts::of).unwrap_or_default();
    let history = changes::of_operation(service, operation.id.name());
    let rust = krate.and_then(|krate| rust(operation, krate));
    let contents: Vec<(&str, &str)> = [
        ("request-syntax", "Request Syntax"),
        ("parameters", "Parameters"),
        ("response-syntax", "Response Syntax"),
        ("response-structure", "Response Structure"),
        ("exceptions", "Exceptions"),
        ("rust", "Rust"),
        ("history", "What changed when"),
    ]
    .into_iter()
    .filter(|(id, _)| match *id {
        "response-structure" => operation.output.is_some(),
        "rust" => rust.is_some(),
        "history" => history.is_some(),
        _ => true,
    })
    .collect();
    let body = html! {
        h1 { (breakable(operation.id.name())) }
        (flags(operation))
        (description(operation))
        nav.contents aria-label="On this page" {
            ul { @for (id, text) in &contents { li { a href={ "#" (id) } { (text) } } } }
        }
        (messages(model, operation, "", &facts))
        (section("exceptions", "Exceptions"))
        (exceptions(model, operation, krate))
        @if let Some(rust) = &rust { (section("rust", "Rust")) (rust) }
        @if let Some(history) = &history { (section("history", "What changed when")) (history) }
        (beside(service, at))
    };
    frame.page(Page {
        title: operation.id.name().to_owned(),
        here: operation.id.name().to_owned(),
        about: operation.traits.documentation.as_deref().map(docs::plain).unwrap_or_default(),
        depth: 2,
        above: vec![(address::service(&service.folder), service.title.clone())],
        body,
    })
}

/// Request syntax, parameters, response syntax and response structure. Where `before` is given, several operations stand
/// on a page: then their names are in the anchors, and headings are one level further in.
pub(super) fn messages(model: &Model, operation: &Operation, before: &str, facts: &Facts<'_>) -> Markup {
    let heading = |id: &str, text: &str| {
        if before.is_empty() {
            section(id, text)
        } else {
            html! { h4 { (text) } }
        }
    };
    let request = layout::lines(&tree::request(&mut Walk::new(model, PAGE), operation));
    let walk = || Walk::new(model, PAGE);
    let list = |shape: &ShapeId, side| members::members(&mut walk(), shape, side, before, facts);
    let parameters = operation.input.as_ref().and_then(|input| list(input, Side::Request));
    html! {
        (heading("request-syntax", "Request Syntax"))
        (block(&request))
        (heading("parameters", "Parameters"))
        @match &parameters { Some(parameters) => (parameters), None => p { "None." } }
        (heading("response-syntax", "Response Syntax"))
        @match &operation.output {
            None => p { "None." },
            Some(output) => {
                (block(&layout::lines(&tree::value(&mut walk(), output))))
                (heading("response-structure", "Response Structure"))
                ul.members {
                    li {
                        p.member { span.type { "(dict) --" } }
                        @if let Some(list) = list(output, Side::Response) { (list) }
                    }
                }
            },
        }
    }
}

/// What is special about an operation, in a word each.
fn flags(operation: &Operation) -> Markup {
    let traits = &operation.traits;
    let flags: Vec<&str> = [
        (traits.readonly, "read-only"),
        (traits.idempotent, "idempotent"),
        (traits.paginated.is_some(), "paginated"),
        (operation.stream.is_some(), "stream"),
        (traits.deprecated.is_some(), "deprecated"),
    ]
    .into_iter()
    .filter_map(|(is_set, word)| is_set.then_some(word))
    .collect();
    html! { @if !flags.is_empty() { ul.flags { @for flag in &flags { li { (flag) } } } } }
}

/// What the model says about the operation.
pub(super) fn description(operation: &Operation) -> Markup {
    let links = operation.traits.irrelevant.get("smithy.api#externalDocumentation").and_then(Value::as_object);
    let is_web = |address: &str| ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
    html! {
        @if let Some(text) = &operation.traits.documentation { (docs::markup(text)) }
        @if let Some(note) = show::deprecation(&operation.traits) { div.deprecated { (docs::markup(&note)) } }
        @for (title, address) in links.into_iter().flatten() {
            p {
                "See also: "
                @match address.as_str().filter(|address| is_web(address)) {
                    Some(address) => a href=(address) rel="noreferrer" { (title) },
                    None => (title),
                }
            }
        }
    }
}

/// The errors that the operation can return, with their documentation and what asks for them in Rust.
fn exceptions(model: &Model, operation: &Operation, krate: Option<&Crate>) -> Markup {
    let lowered = krate.and_then(|krate| show::generated(operation, krate));
    let known: Vec<(&ShapeId, &str, Option<String>)> = match lowered {
        Some(lowered) => lowered
            .error
            .variants
            .iter()
            .map(|variant| {
                let wire = variant.codes.first().map_or(variant.name.text(), String::as_str);
                (&variant.shape, wire, Some(format!("{}()", variant.predicate)))
            })
            .collect(),
        // What is not generated has no names in Rust.
        None => operation.errors.iter().chain(&model.service.errors).map(|id| (id, id.name(), None)).collect(),
    };
    if known.is_empty() {
        return html! { p { "None." } };
    }
    html! {
        ul.members {
            @for (id, wire, predicate) in &known {
                @let anchor = address::anchor(&format!("error.{}", id.name()));
                li id=(anchor) {
                    p.member {
                        a.self href={ "#" (anchor) } { strong { (wire) } }
                        @if let Some(predicate) = predicate { " " span.type { "-- " code { (predicate) } } }
                    }
                    @if let Some(text) = model.shapes.get(*id).and_then(|shape| shape.traits.documentation.as_deref()) {
                        (docs::markup(text))
                    }
                }
            }
        }
    }
}

/// The same request in Rust; `None` where there is no client.
fn rust(operation: &Operation, krate: &Crate) -> Option<Markup> {
    if let Some(stream) = &operation.stream {
        return Some(html! { p { "Not generated: it holds the stream " code { (stream.name()) } "." } });
    }
    let lowered = show::generated(operation, krate)?;
    let waiters = krate.waiters.iter().filter(|waiter| waiter.module == lowered.module);
    Some(html! {
        (block(&show::call(krate, lowered)))
        @for waiter in waiters {
            p { code { "client." (waiter.method) "()…wait(max_wait)" } ": " (spans(&waiter.docs.join(" "))) }
        }
        @if let Some(pagination) = &lowered.pagination {
            p {
                code { "client." (lowered.method) "()…into_paginator().send()" } " gives all pages"
                @if pagination.items.is_some() { ", " code { ".items()" } " before it all of their items" }
                "."
            }
        }
    })
}

/// The operations before and after this one.
fn beside(service: &Service<'_>, at: usize) -> Markup {
    let operations = &service.model.operations;
    let link = |operation: &Operation, rel: &str, arrow: &str| {
        let file = format!("{}.html", service.file_of(operation.id.name()));
        html! { a rel=(rel) href=(file) { span aria-hidden="true" { (arrow) } " " (operation.id.name()) } }
    };
    let before = at.checked_sub(1).and_then(|at| operations.get(at));
    html! {
        nav.beside aria-label="Neighbouring operations" {
            @if let Some(operation) = before { (link(operation, "prev", "←")) }
            @if let Some(operation) = operations.get(at + 1) { (link(operation, "next", "→")) }
        }
    }
}
