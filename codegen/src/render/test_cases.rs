//! The crate's protocol tests: one test binary, a file for each operation, a test for each case of the model.
//!
//! Statements are kept so small that the formatter has nothing to decide: what does not fit on a line gets a name first.

use std::collections::BTreeSet;

use proc_macro2::{Literal as Token, TokenStream, TokenTree};
use quote::quote;

use super::file::{Content, File, Item, Source};
use super::scope::{Scope, doc_attributes};
use crate::docs;
use crate::lower::ir::{
    Access, Build, Crate, Expected, Indirection, Literal, LiteralField, MapKey, Operation, Outcome, Prelude,
    RequestCheck, RequestTest, ResponseBody, ResponseTest, SkipReason, SkippedTest, StepPresence, StructureLiteral,
    StructurePlace,
};
use crate::names::{self, Ident};

/// Longer expressions get a name, in characters.
const INLINE: usize = 44;

/// The longest name of a local, before it is numbered, in characters.
const LONGEST_LOCAL: usize = 24;

/// The width of a line, in characters.
const LINE: usize = 89;

/// The indentation of a statement, in characters.
const INDENT: usize = 4;

/// Names that tests use themselves, and names that clippy takes for placeholders.
const RESERVED: [&str; 12] =
    ["input", "request", "response", "body", "output", "expected", "failure", "error", "value", "foo", "baz", "quux"];

/// Whether the crate has tests, which take the runtime's `testing` feature.
pub(super) fn has_tests(krate: &Crate) -> bool {
    krate.operations.iter().any(is_tested)
}

fn is_tested(operation: &Operation) -> bool {
    !operation.request_tests.is_empty() || !operation.response_tests.is_empty()
}

/// The files of the tests; none where the model carries no case.
pub(super) fn files(krate: &Crate) -> Vec<File> {
    let Some(package) = Ident::new(&krate.package.replace('-', "_")).filter(|_| has_tests(krate)) else {
        return Vec::new();
    };
    let tested = || krate.operations.iter().filter(|operation| is_tested(operation));
    let mut files = vec![
        rust("tests/protocol/main.rs".to_owned(), root(krate)),
        rust("tests/protocol/operation.rs".to_owned(), modules(tested())),
    ];
    files.extend(tested().map(|operation| {
        let path = format!("tests/protocol/operation/{}.rs", operation.module.file);
        rust(path, operation_file(&package, operation))
    }));
    files
}

fn rust(path: String, source: Source) -> File {
    File { path, content: Content::Rust(source) }
}

/// The root of the test binary; its docs say what was left out.
fn root(krate: &Crate) -> Source {
    let mut lines = vec!["The test cases that the model carries, one test for each.".to_owned()];
    let skipped = || krate.operations.iter().flat_map(|operation| &operation.skipped_tests);
    if skipped().next().is_some() {
        lines.extend([String::new(), "Left out:".to_owned()]);
        lines.extend(skipped().map(|SkippedTest { id, reason }| {
            let reason = match reason {
                SkipReason::Server => "about servers alone".to_owned(),
                SkipReason::Protocol(protocol) => format!("about the protocol {}", docs::literal(protocol.as_str())),
            };
            format!("- {}: {reason}", docs::literal(id))
        }));
    }
    let lints = quote! {
        #![allow(clippy::approx_constant, reason = "a case may well say 3.14")]
    };
    let modules = quote! {
        mod operation;
    };
    Source { docs: lines, items: vec![Item::Code(lints), Item::Code(modules)] }
}

/// The list of the operations that have tests.
fn modules<'k>(operations: impl Iterator<Item = &'k Operation>) -> Source {
    let items = operations.map(|operation| {
        let module = &operation.module.ident;
        Item::Code(quote!(mod #module;))
    });
    Source { docs: vec!["The operations that the model has test cases for.".to_owned()], items: items.collect() }
}

/// The tests of one operation:
///
/// ```text
/// use tinsmith_runtime::testing;
///
/// use workmail::operation::list_users as operation;
///
/// type Op = operation::ListUsers;
/// ```
fn operation_file(package: &Ident, operation: &Operation) -> Source {
    let mut used = Used::default();
    let mut tests: Vec<TokenStream> =
        operation.request_tests.iter().map(|test| request_test(&mut used, test)).collect();
    tests.extend(operation.response_tests.iter().map(|test| response_test(&mut used, test)));

    let (module, name, error) = (&operation.module.ident, &operation.name, &operation.error.name);
    let mut items = Vec::new();
    if used.hash_map {
        items.push(quote!(
            use std::collections::HashMap;
        ));
    }
    items.push(quote!(
        use tinsmith_runtime::testing;
    ));
    items.push(quote!(use #package::operation::#module as operation;));
    match (used.primitives, used.types) {
        (true, true) => items.push(quote!(use #package::{primitives, types};)),
        (true, false) => items.push(quote!(use #package::primitives;)),
        (false, true) => items.push(quote!(use #package::types;)),
        (false, false) => {}
    }
    items.push(quote!(type Op = operation::#name;));
    if used.failure {
        items.push(quote!(type Failure = operation::#error;));
    }
    items.extend(tests);
    let docs = vec![format!("Test cases of {}.", docs::literal(&operation.wire))];
    Source { docs, items: items.into_iter().map(Item::Code).collect() }
}

/// What the tests of a file refer to.
#[derive(Default)]
struct Used {
    hash_map: bool,
    primitives: bool,
    types: bool,
    failure: bool,
}

/// A test that builds a request:
///
/// ```text
/// #[test]
/// fn list_users_sends_its_members() {
///     let input = operation::ListUsersInput::builder().set_max_results(Some(3)).build().unwrap();
///     let request = testing::request::<Op>("example.com", input);
///     testing::method(&request, "POST");
///     testing::json_body(&request, r#"{"MaxResults": 3}"#);
/// }
/// ```
fn request_test(used: &mut Used, test: &RequestTest) -> TokenStream {
    let RequestTest { name, docs, input, host, checks } = test;
    let mut body = Body::new(used);
    body.structure(&names::field_name("input"), input);
    let host = body.short("endpoint", text(host));
    body.push(quote!(let request = testing::request::<Op>(#host, input);));
    for check in checks {
        body.check(check);
    }
    test_function(name, docs, &body.statements)
}

/// A test that reads a response:
///
/// ```text
/// #[test]
/// fn list_users_reads_its_members() {
///     let mut response = testing::response(200);
///     testing::set_body(&mut response, r#"{"NextToken": "a"}"#);
///     let output = testing::output::<Op>(&response);
///     let expected = operation::ListUsersOutput::builder().set_next_token(Some(String::from("a"))).build();
///     testing::equal("NextToken", &output.next_token, &expected.next_token);
/// }
/// ```
fn response_test(used: &mut Used, test: &ResponseTest) -> TokenStream {
    let ResponseTest { name, docs, status, headers, body: payload, outcome, expected } = test;
    let mut body = Body::new(used);
    let status = Token::u16_unsuffixed(*status);
    let mutable = if headers.is_empty() && *payload == ResponseBody::Empty { quote!() } else { quote!(mut) };
    body.push(quote!(let #mutable response = testing::response(#status);));
    for (name, value) in headers {
        let (name, value) = (text(name), text(value));
        body.push(quote!(testing::add_header(&mut response, #name, #value);));
    }
    match payload {
        ResponseBody::Empty => {}
        ResponseBody::Text(payload) => {
            let payload = body.payload(payload);
            body.push(quote!(testing::set_body(&mut response, #payload);));
        }
        ResponseBody::Base64(payload) => body.push(quote!(testing::set_base64_body(&mut response, #payload);)),
    }
    body.outcome(outcome, expected);
    test_function(name, docs, &body.statements)
}

fn test_function(name: &Ident, docs: &[String], statements: &[TokenStream]) -> TokenStream {
    let docs = doc_attributes(docs);
    quote! {
        #docs
        #[test]
        fn #name() {
            #(#statements)*
        }
    }
}

/// The statements of a test.
struct Body<'u> {
    used: &'u mut Used,
    scope: Scope,
    statements: Vec<TokenStream>,
    locals: BTreeSet<String>,
}

impl<'u> Body<'u> {
    fn new(used: &'u mut Used) -> Self {
        Self { used, scope: Scope::new(Prelude::Free), statements: Vec::new(), locals: BTreeSet::new() }
    }

    fn push(&mut self, statement: TokenStream) {
        self.statements.push(statement);
    }

    /// A name that no other local of the test has: `tags`, then `tags_2`. A long one would leave no room on a line.
    fn local(&mut self, hint: &str) -> Ident {
        let hint = if hint.chars().count() > LONGEST_LOCAL { "member" } else { hint };
        let hint = if RESERVED.contains(&hint) { format!("{hint}_value") } else { hint.to_owned() };
        let mut number = 1;
        loop {
            let text = if number == 1 { hint.clone() } else { format!("{hint}_{number}") };
            let name = names::field_name(&text);
            if self.locals.insert(name.text().to_owned()) {
                return name;
            }
            number += 1;
        }
    }

    /// Gives an expression a name.
    fn bind(&mut self, hint: &str, expression: &TokenStream) -> TokenStream {
        let name = self.local(hint);
        self.push(quote!(let #name = #expression;));
        quote!(#name)
    }

    /// The expression itself where it is short, else a name for it.
    fn short(&mut self, hint: &str, expression: TokenStream) -> TokenStream {
        if width(&expression) <= INLINE { expression } else { self.bind(hint, &expression) }
    }

    /// The text of a body; one of several lines gets a name.
    fn payload(&mut self, payload: &str) -> TokenStream {
        let raw = payload.split_once('\n').filter(|(first, _)| first.chars().count() <= INLINE);
        match raw.and_then(|_| raw_string(payload)) {
            Some(raw) => {
                self.push(quote!(let body = #raw;));
                quote!(body)
            }
            None => text(payload),
        }
    }

    fn check(&mut self, check: &RequestCheck) {
        let statement = match check {
            RequestCheck::Method(method) => quote!(testing::method(&request, #method);),
            RequestCheck::Path(path) => quote!(testing::path(&request, #path);),
            RequestCheck::Host(host) => quote!(testing::host(&request, #host);),
            RequestCheck::QueryParam(param) => quote!(testing::query_param(&request, #param);),
            RequestCheck::HasQueryParam(name) => quote!(testing::has_query_param(&request, #name);),
            RequestCheck::LacksQueryParam(name) => quote!(testing::lacks_query_param(&request, #name);),
            RequestCheck::Header(name, value) => {
                let value = text(value);
                quote!(testing::header(&request, #name, #value);)
            }
            RequestCheck::HasHeader(name) => quote!(testing::has_header(&request, #name);),
            RequestCheck::LacksHeader(name) => quote!(testing::lacks_header(&request, #name);),
            RequestCheck::JsonBody(body) => {
                let body = self.payload(body);
                quote!(testing::json_body(&request, #body);)
            }
            RequestCheck::CborBody(body) => quote!(testing::cbor_body(&request, #body);),
            RequestCheck::TextBody(body) => {
                let body = self.payload(body);
                quote!(testing::text_body(&request, #body);)
            }
        };
        self.push(statement);
    }

    /// Reads the response and compares what comes out.
    fn outcome(&mut self, outcome: &Outcome, expected: &Expected) {
        let Expected { literal, members, not_numbers } = expected;
        let root = match outcome {
            Outcome::Output => {
                // Also the output without members is read: that may fail.
                let target = if members.is_empty() { quote!() } else { quote!(let output =) };
                let target = if not_numbers.is_empty() { target } else { quote!(let mut output =) };
                self.push(quote!(#target testing::output::<Op>(&response);));
                quote!(output)
            }
            Outcome::Error { variant, predicate, code, fault } => {
                self.error(variant, predicate, code.as_deref(), fault.as_deref(), members.is_empty());
                if !not_numbers.is_empty() {
                    self.push(quote!(let mut error = error.clone();));
                }
                quote!(error)
            }
        };
        if members.is_empty() {
            return;
        }
        for path in not_numbers {
            self.not_a_number(&root, path);
        }
        self.structure(&names::field_name("expected"), literal);
        for (wire, field) in members {
            self.push(quote!(testing::equal(#wire, &#root.#field, &expected.#field);));
        }
    }

    /// Reads an error, and takes the variant's structure out where there are members to compare.
    fn error(&mut self, variant: &Ident, predicate: &Ident, code: Option<&str>, fault: Option<&str>, is_empty: bool) {
        self.push(quote!(let failure = testing::failure::<Op>(&response);));
        let wire = variant.text();
        self.push(quote!(testing::equal(#wire, &failure.#predicate(), &true);));
        if let Some(code) = code {
            self.push(quote!(testing::code(&failure, #code);));
        }
        if let Some(fault) = fault {
            self.push(quote!(testing::fault(&failure, #fault);));
        }
        if !is_empty {
            self.used.failure = true;
            self.push(quote! {
                let error = match &failure {
                    Failure::#variant(error) => error,
                    other => testing::unexpected(other),
                };
            });
        }
    }

    /// Goes to a float that must be `NaN`, and puts zero in its place, as `NaN` equals nothing.
    fn not_a_number(&mut self, root: &TokenStream, path: &[Access]) {
        self.push(quote!(let value = &mut #root;));
        for step in path {
            self.step(step);
        }
        self.push(quote!(testing::take_not_a_number(value);));
    }

    fn step(&mut self, step: &Access) {
        match step {
            Access::Field(name, presence, indirection) => {
                match presence {
                    StepPresence::Optional => self.push(quote!(let value = value.#name.as_mut().unwrap();)),
                    StepPresence::Always => self.push(quote!(let value = &mut value.#name;)),
                }
                self.unbox(*indirection);
            }
            Access::Index(index) => {
                let index = Token::usize_unsuffixed(*index);
                self.push(quote!(let value = &mut value[#index];));
            }
            Access::Key(key, name) => {
                let key = self.key(key, name);
                self.push(quote!(let value = value.get_mut(&#key).unwrap();));
            }
            Access::Some => self.push(quote!(let value = value.as_mut().unwrap();)),
            Access::Variant(union, variant, indirection) => {
                self.used.types = true;
                let union = self.scope.type_ref(union);
                self.push(quote! {
                    let value = match value {
                        #union::#variant(value) => value,
                        other => testing::unexpected(other),
                    };
                });
                self.unbox(*indirection);
            }
        }
    }

    fn unbox(&mut self, indirection: Indirection) {
        match indirection {
            Indirection::Inline => {}
            Indirection::Boxed => self.push(quote!(let value = &mut **value;)),
        }
    }

    /// Builds a structure under a name:
    ///
    /// ```text
    /// let user = types::User::builder().set_id(Some(String::from("a"))).build();
    /// ```
    fn structure(&mut self, name: &Ident, structure: &StructureLiteral) {
        let StructureLiteral { place, build, fields } = structure;
        let setters: Vec<TokenStream> = fields.iter().map(|field| self.setter(field)).collect();
        let place = match place {
            StructurePlace::Operation(name) => quote!(operation::#name),
            StructurePlace::Shared(reference) => {
                self.used.types = true;
                self.scope.type_ref(reference)
            }
        };
        let unwrap = match build {
            Build::Fallible => quote!(.unwrap()),
            Build::Infallible => quote!(),
        };
        let steps = quote!(#(#setters)*.build()#unwrap);
        let whole = quote!(#place::builder()#steps);
        if is_disputed(name, &whole) {
            self.push(quote!(let #name = #place::builder();));
            self.push(quote!(let #name = #name #steps;));
        } else {
            self.push(quote!(let #name = #whole;));
        }
    }

    /// `.set_id(Some(String::from("a")))`
    fn setter(&mut self, field: &LiteralField) -> TokenStream {
        let LiteralField { name, setter, value, indirection } = field;
        let value = self.value(name.text(), value);
        let value = match indirection {
            Indirection::Inline => quote!(Some(#value)),
            Indirection::Boxed => quote!(Some(Box::new(#value))),
        };
        // Eight columns of indentation, a dot and two parentheses.
        let fits = setter.text().len() + width(&value) + 11 <= LINE;
        let value = if fits { value } else { self.bind(name.text(), &value) };
        quote!(.#setter(#value))
    }

    /// An expression for a value that fits on a line with others.
    fn value(&mut self, hint: &str, literal: &Literal) -> TokenStream {
        let expression = match literal {
            Literal::List(entries) => {
                let name = self.local(hint);
                let entries = entries.iter().map(|entry| self.value(hint, entry)).collect();
                return self.list(&name, entries);
            }
            Literal::SparseList(entries) => {
                let name = self.local(hint);
                let entries = entries.iter().map(|entry| self.optional(hint, entry.as_ref())).collect();
                return self.list(&name, entries);
            }
            Literal::Map(key, entries) => {
                let name = self.local(hint);
                let entry = |(key, value): &(String, Literal)| (key.clone(), self.value(hint, value));
                let entries = entries.iter().map(entry).collect();
                return self.map(&name, key, entries);
            }
            Literal::SparseMap(key, entries) => {
                let name = self.local(hint);
                let entry =
                    |(key, value): &(String, Option<Literal>)| (key.clone(), self.optional(hint, value.as_ref()));
                let entries = entries.iter().map(entry).collect();
                return self.map(&name, key, entries);
            }
            Literal::Structure(structure) => {
                let name = self.local(hint);
                self.structure(&name, structure);
                return quote!(#name);
            }
            Literal::Union { name, variant, indirection, value } => {
                let local = self.local(hint);
                let mut value = value.as_ref().map(|value| self.value(hint, value));
                self.used.types = true;
                let union = self.scope.type_ref(name);
                let expression = |value: &Option<TokenStream>| match (value, indirection) {
                    (None, _) => quote!(#union::#variant),
                    (Some(value), Indirection::Inline) => quote!(#union::#variant(#value)),
                    (Some(value), Indirection::Boxed) => quote!(#union::#variant(Box::new(#value))),
                };
                if is_wide(&local, &expression(&value)) {
                    value = value.map(|value| self.bind(hint, &value));
                }
                let expression = expression(&value);
                self.push(quote!(let #local = #expression;));
                return quote!(#local);
            }
            Literal::Text(value) => return self.string(hint, value),
            Literal::BigInteger(value) | Literal::BigDecimal(value) => {
                return self.made_of_text(hint, &quote!(testing::number), value);
            }
            Literal::Blob(value) => {
                let constructor = self.primitive("Blob");
                return self.made_of_text(hint, &quote!(#constructor::new), value);
            }
            Literal::Document(value) => {
                return self.made_of_text(hint, &quote!(testing::document), &value.to_string());
            }
            Literal::Enum(reference, value) => {
                self.used.types = true;
                let ty = self.scope.type_ref(reference);
                return self.made_of_text(hint, &quote!(#ty::from), value);
            }
            Literal::Boolean(value) => quote!(#value),
            Literal::Integer(value) => number(&Token::i64_unsuffixed(*value)),
            Literal::Float(value) => float(f64::from(*value), &quote!(f32), || Token::f32_unsuffixed(*value)),
            Literal::Double(value) => float(*value, &quote!(f64), || Token::f64_unsuffixed(*value)),
            Literal::Timestamp { seconds, nanos } => {
                let ty = self.primitive("DateTime");
                let seconds = Token::i64_unsuffixed(*seconds);
                match nanos {
                    0 => quote!(#ty::from_secs(#seconds)),
                    nanos => {
                        let nanos = Token::u32_unsuffixed(*nanos);
                        quote!(#ty::from_secs_and_nanos(#seconds, #nanos))
                    }
                }
            }
        };
        self.short(hint, expression)
    }

    /// What a function makes of a text; a name for it where it is long.
    fn made_of_text(&mut self, hint: &str, function: &TokenStream, value: &str) -> TokenStream {
        let literal = text(value);
        let expression = quote!(#function(#literal));
        if width(&expression) <= INLINE {
            return expression;
        }
        let name = self.local(hint);
        if is_disputed(&name, &expression) {
            let text = self.string("text", value);
            self.push(quote!(let #name = #function(#text);));
        } else {
            self.push(quote!(let #name = #expression;));
        }
        quote!(#name)
    }

    /// A `String`; a name for it where it is long.
    fn string(&mut self, hint: &str, value: &str) -> TokenStream {
        let literal = text(value);
        let expression = quote!(String::from(#literal));
        if width(&expression) <= INLINE {
            return expression;
        }
        let name = self.local(hint);
        if !is_disputed(&name, &expression) {
            self.push(quote!(let #name = #expression;));
            return quote!(#name);
        }
        // A short name: this statement must fit on a line.
        let name = self.local("text");
        self.push(quote!(let mut #name = String::new();));
        self.push(quote!(#name.push_str(#literal);));
        quote!(#name)
    }

    fn optional(&mut self, hint: &str, literal: Option<&Literal>) -> TokenStream {
        match literal {
            None => quote!(None),
            Some(literal) => {
                let value = self.value(hint, literal);
                quote!(Some(#value))
            }
        }
    }

    /// A list, in as many statements as keep each on one line.
    fn list(&mut self, name: &Ident, entries: Vec<TokenStream>) -> TokenStream {
        let room = LINE.saturating_sub(INDENT + "let mut  = Vec::from([]);".len() + name.to_string().len());
        let mut lines: Vec<Vec<TokenStream>> = Vec::new();
        let mut left = 0;
        for entry in entries {
            let taken = width(&entry) + ", ".len();
            match lines.last_mut() {
                Some(line) if taken <= left => line.push(entry),
                _ => {
                    left = room;
                    lines.push(vec![entry]);
                }
            }
            left = left.saturating_sub(taken);
        }
        match lines.split_first() {
            None => self.push(quote!(let #name = Vec::new();)),
            Some((first, [])) => self.push(quote!(let #name = Vec::from([#(#first),*]);)),
            Some((first, more)) => {
                self.push(quote!(let mut #name = Vec::from([#(#first),*]);));
                for line in more {
                    self.push(quote!(#name.extend([#(#line),*]);));
                }
            }
        }
        quote!(#name)
    }

    fn map(&mut self, map: &Ident, key: &MapKey, entries: Vec<(String, TokenStream)>) -> TokenStream {
        self.used.hash_map = true;
        let mutable = if entries.is_empty() { quote!() } else { quote!(mut) };
        self.push(quote!(let #mutable #map = HashMap::new();));
        for (name, value) in entries {
            let name = self.key(key, &name);
            let room = LINE.saturating_sub(INDENT + ".insert(, );".len() + map.to_string().len());
            let fits = |name: &TokenStream, value: &TokenStream| width(name) + width(value) <= room;
            let value = if fits(&name, &value) { value } else { self.bind("entry", &value) };
            let name = if fits(&name, &value) { name } else { self.bind("key", &name) };
            self.push(quote!(#map.insert(#name, #value);));
        }
        quote!(#map)
    }

    fn key(&mut self, key: &MapKey, name: &str) -> TokenStream {
        match key {
            MapKey::Text => self.string("key", name),
            MapKey::Enum(reference) => {
                self.used.types = true;
                let ty = self.scope.type_ref(reference);
                self.made_of_text("key", &quote!(#ty::from), name)
            }
        }
    }

    fn primitive(&mut self, name: &str) -> TokenStream {
        self.used.primitives = true;
        self.scope.primitive(name)
    }
}

/// A number as an expression.
fn number(literal: &Token) -> TokenStream {
    quote!(#literal)
}

/// `1.5`, `f64::NAN`, `f64::INFINITY`
fn float(value: f64, ty: &TokenStream, literal: impl FnOnce() -> Token) -> TokenStream {
    if value.is_nan() {
        quote!(#ty::NAN)
    } else if value == f64::INFINITY {
        quote!(#ty::INFINITY)
    } else if value == f64::NEG_INFINITY {
        quote!(#ty::NEG_INFINITY)
    } else {
        number(&literal())
    }
}

/// How wide an expression is on one line, in bytes, as the formatter counts.
fn width(expression: &TokenStream) -> usize {
    let mut sum = 0;
    let mut after_word = false;
    for token in expression.clone() {
        let (width, is_word) = match token {
            TokenTree::Group(group) => (2 + width(&group.stream()), false),
            TokenTree::Punct(punct) => (if punct.as_char() == ',' { 2 } else { 1 }, false),
            TokenTree::Ident(ident) => (ident.to_string().len(), true),
            TokenTree::Literal(literal) => (literal.to_string().len(), true),
        };
        sum += width + usize::from(after_word && is_word);
        after_word = is_word;
    }
    sum
}

/// Whether `let name = expression;` is too wide for a line.
fn is_wide(name: &Ident, expression: &TokenStream) -> bool {
    INDENT + "let  = ;".len() + name.to_string().len() + width(expression) > LINE
}

/// Whether formatters disagree on `let name = expression;`: it is too wide for a line, but not if broken behind `=`.
fn is_disputed(name: &Ident, expression: &TokenStream) -> bool {
    is_wide(name, expression) && 2 * INDENT + width(expression) < LINE
}

/// A text as a literal on one line: raw where it has quotes or backslashes. Formatters do not agree on the width of
/// letters beyond ASCII, so they are escaped where the width counts.
fn text(text: &str) -> TokenStream {
    if !text.is_ascii() && text.len() > INLINE / 2 {
        let escaped = format!("\"{}\"", text.escape_default()).parse().unwrap_or_else(|_| Token::string(text));
        return quote!(#escaped);
    }
    let raw = text.contains(['"', '\\']) && !text.contains('\n');
    let literal = raw.then(|| raw_string(text)).flatten().unwrap_or_else(|| Token::string(text));
    quote!(#literal)
}

/// `r#"…"#` with as many `#` as it takes; `None` where the text holds what a reader could not see.
fn raw_string(text: &str) -> Option<Token> {
    let is_visible = |c: char| matches!(c, '\n' | '"' | '\'' | '\\') || c.escape_debug().eq(std::iter::once(c));
    if !text.chars().all(is_visible) {
        return None;
    }
    let longest = text.split('"').skip(1).map(|after| after.chars().take_while(|c| *c == '#').count() + 1).max();
    let hashes = "#".repeat(longest.unwrap_or(0));
    format!("r{hashes}\"{text}\"{hashes}").parse().ok()
}
