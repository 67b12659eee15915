//! The sections of a page, in Markdown.

use serde_json::Value;

use super::call::call;
use super::facts::Facts;
use super::members;
use crate::docs;
use crate::lower::ir::{self, Crate};
use crate::model::{Model, Operation, ShapeId};
use crate::syntax::layout;
use crate::syntax::tree;
use crate::syntax::walk::{PAGE, Walk};

/// A page as it grows.
#[derive(Clone, Debug)]
pub(super) struct Page {
    lines: Vec<String>,
    level: usize,
}

impl Page {
    /// `level` is that of the operations' headings; 1 is the outermost.
    pub(super) fn new(level: usize) -> Self {
        Self { lines: Vec::new(), level }
    }

    /// The page, with a line end after each line.
    pub(super) fn text(&self) -> String {
        self.lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
    }

    /// The title of the whole page, where it has several operations.
    pub(super) fn title(&mut self, text: &str) {
        self.paragraph(&[format!("# {text}")]);
    }

    /// The heading of an operation.
    pub(super) fn heading(&mut self, text: &str) {
        let marks = "#".repeat(self.level);
        self.paragraph(&[format!("{marks} {text}")]);
    }

    fn section(&mut self, text: &str) {
        let marks = "#".repeat(self.level + 1);
        self.paragraph(&[format!("{marks} {text}")]);
    }

    /// Lines with a blank one before them.
    pub(super) fn paragraph(&mut self, lines: &[String]) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend_from_slice(lines);
    }

    /// A fenced block.
    pub(super) fn block(&mut self, language: &str, lines: Vec<String>) {
        let (start, end) = (format!("```{language}"), "```".to_owned());
        let lines: Vec<String> = [start].into_iter().chain(lines).chain([end]).collect();
        self.paragraph(&lines);
    }

    /// Description, request syntax, parameters, response syntax and response structure.
    pub(super) fn operation(&mut self, model: &Model, operation: &Operation, facts: &Facts<'_>) {
        self.description(operation);
        self.section("Request Syntax");
        let request = tree::request(&mut Walk::new(model, PAGE), operation);
        self.block("python", layout::lines(&request));
        self.section("Parameters");
        let list = operation.input.as_ref().map(|input| members::parameters(&mut Walk::new(model, PAGE), input, facts));
        match list.filter(|list| !list.is_empty()) {
            Some(list) => self.paragraph(&list),
            None => self.paragraph(&["None.".to_owned()]),
        }
        self.response(model, operation.output.as_ref(), facts);
    }

    fn description(&mut self, operation: &Operation) {
        let text = operation.traits.documentation.as_deref().map(docs::to_rustdoc).unwrap_or_default();
        if !text.is_empty() {
            self.paragraph(&text);
        }
        if let Some(note) = members::deprecation(&operation.traits) {
            self.paragraph(&[note]);
        }
        let links = operation.traits.irrelevant.get("smithy.api#externalDocumentation").and_then(Value::as_object);
        for (title, address) in links.into_iter().flatten() {
            let link = address.as_str().map(|address| format!("<a href=\"{}\">{}</a>", entity(address), entity(title)));
            self.paragraph(&docs::to_rustdoc(&format!("<p>See also: {}</p>", link.unwrap_or_default())));
        }
    }

    fn response(&mut self, model: &Model, output: Option<&ShapeId>, facts: &Facts<'_>) {
        self.section("Response Syntax");
        let Some(output) = output else { return self.paragraph(&["None.".to_owned()]) };
        let response = tree::value(&mut Walk::new(model, PAGE), output);
        self.block("python", layout::lines(&response));
        self.section("Response Structure");
        self.paragraph(&members::structure(&mut Walk::new(model, PAGE), output, facts));
    }

    /// The errors that the operation can return, with their documentation and what asks for them in Rust.
    pub(super) fn exceptions(&mut self, model: &Model, operation: &Operation, krate: &Crate) {
        self.section("Exceptions");
        let lowered = generated(operation, krate);
        let variants = lowered.map(|lowered| lowered.error.variants.as_slice()).unwrap_or_default();
        for variant in variants {
            let wire = variant.codes.first().map_or(variant.name.text(), String::as_str);
            self.exception(model, &format!("**{wire}** -- `{}()`", variant.predicate), &variant.shape);
        }
        // What is not generated has no names in Rust.
        let plain = operation.errors.iter().chain(&model.service.errors).filter(|_| lowered.is_none());
        for error in plain.clone() {
            self.exception(model, &format!("**{}**", error.name()), error);
        }
        if variants.is_empty() && plain.count() == 0 {
            self.paragraph(&["None.".to_owned()]);
        }
    }

    fn exception(&mut self, model: &Model, title: &str, error: &ShapeId) {
        self.paragraph(&[format!("- {title}")]);
        let text = model.shapes.get(error).and_then(|shape| shape.traits.documentation.as_deref());
        let lines = text.map(docs::to_rustdoc).unwrap_or_default();
        if !lines.is_empty() {
            self.paragraph(&lines.iter().map(|line| indented(line)).collect::<Vec<_>>());
        }
    }

    /// The same request in Rust.
    pub(super) fn rust_call(&mut self, operation: &Operation, krate: &Crate) {
        if let Some(stream) = &operation.stream {
            self.section("Rust");
            return self.paragraph(&[format!("Not generated: it holds the stream `{}`.", stream.name())]);
        }
        let Some(lowered) = generated(operation, krate) else { return };
        self.section("Rust");
        self.block("rust", call(krate, lowered));
        for waiter in krate.waiters.iter().filter(|waiter| waiter.module == lowered.module) {
            let text = format!("`client.{}()…wait(max_wait)`: {}", waiter.method, waiter.docs.join(" "));
            self.paragraph(&[text]);
        }
        if let Some(pagination) = &lowered.pagination {
            let items = if pagination.items.is_some() { ", `.items()` before it all of their items" } else { "" };
            let text = format!("`client.{}()…into_paginator().send()` gives all pages{items}.", lowered.method);
            self.paragraph(&[text]);
        }
    }
}

/// Text as HTML has it, so that it is text and nothing else.
pub(super) fn entity(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The operation as the crate has it, if it has it.
pub(crate) fn generated<'c>(operation: &Operation, krate: &'c Crate) -> Option<&'c ir::Operation> {
    krate.operations.iter().find(|lowered| operation.stream.is_none() && lowered.shape == operation.id)
}

fn indented(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!("  {line}") }
}
