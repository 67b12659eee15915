//! The crate's protocol tests: one test binary, a file for each operation, a test for each case of the model.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::file::{Content, File, Item, Source};
use super::text::doc_attributes;
use crate::docs;
use crate::lower::ir::{
    Access, Build, Crate, Expected, Indirection, Literal, LiteralField, Local, MapKey, Operation, Outcome, Prelude,
    RequestCheck, RequestTest, ResponseBody, ResponseTest, SkipReason, SkippedTest, StepPresence, StructureLiteral,
    StructurePlace, TypeRef,
};
use crate::names::Ident;
use crate::scope::{Scope, Uses};

/// Whether the crate has tests, which take the runtime's `testing` feature.
pub(super) fn has_tests(krate: &Crate) -> bool {
    krate.operations.iter().any(is_tested)
}

fn is_tested(operation: &Operation) -> bool {
    !operation.request_tests.is_empty() || !operation.response_tests.is_empty()
}

/// The files of the tests; none where the model carries no case.
pub(super) fn files(krate: &Crate) -> Vec<File> {
    if !has_tests(krate) {
        return Vec::new();
    }
    let tested = || krate.operations.iter().filter(|operation| is_tested(operation));
    let mut files = vec![
        rust("tests/protocol/main.rs".to_owned(), root(krate)),
        rust("tests/protocol/operation.rs".to_owned(), modules(tested())),
    ];
    files.extend(tested().map(|operation| {
        let path = format!("tests/protocol/operation/{}.rs", operation.module.file);
        rust(path, operation_file(&krate.library, operation))
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
/// use conformancejson11::operation::with_token as operation;
///
/// type Op = operation::WithToken;
/// ```
fn operation_file(library: &Ident, operation: &Operation) -> Source {
    let mut used = Used { scope: Scope::new(Prelude::Free), failure: false };
    let mut tests: Vec<TokenStream> =
        operation.request_tests.iter().map(|test| request_test(&mut used, test)).collect();
    tests.extend(operation.response_tests.iter().map(|test| response_test(&mut used, test)));

    let (module, name, error) = (&operation.module.ident, &operation.name, &operation.error.name);
    let Uses { standard, runtime, own, server: _ } = used.scope.uses_from(library);
    let mut items = vec![
        standard,
        quote!(#runtime use tinsmith_runtime::testing;),
        quote!(use #library::operation::#module as operation; #own),
        quote!(type Op = operation::#name;),
    ];
    if used.failure {
        items.push(quote!(type Failure = operation::#error;));
    }
    items.extend(tests);
    items.retain(|item| !item.is_empty());
    let docs = vec![format!("Test cases of {}.", docs::literal(&operation.wire))];
    Source { docs, items: items.into_iter().map(Item::Code).collect() }
}

/// What the tests of a file refer to.
struct Used {
    scope: Scope,
    failure: bool,
}

/// A test that builds a request:
///
/// ```text
/// #[test]
/// fn json11_token_given() {
///     let input = operation::WithTokenInput::builder()
///         .set_token(Some(String::from("mine")))
///         .set_name(Some(String::from("n")))
///         .build()
///         .unwrap();
///     let request = testing::request::<Op>("example.com", input);
///     testing::method(&request, "POST");
///     testing::json_body(&request, r#"{"token": "mine", "name": "n"}"#);
/// }
/// ```
fn request_test(used: &mut Used, test: &RequestTest) -> TokenStream {
    let RequestTest { name, docs, locals, input, host, checks } = test;
    let locals: Vec<TokenStream> = locals.iter().map(|part| local(used, part)).collect();
    let input = structure(used, input);
    let host = text(host);
    let checks = checks.iter().map(check);
    test_function(
        name,
        docs,
        &quote! {
            #(#locals)*
            let input = #input;
            let request = testing::request::<Op>(#host, input);
            #(#checks)*
        },
    )
}

/// A test that reads a response:
///
/// ```text
/// #[test]
/// fn json11_enums_received() {
///     let mut response = testing::response(200);
///     testing::add_header(&mut response, "Content-Type", "application/x-amz-json-1.1");
///     testing::set_body(&mut response, r#"{"flavor": "very-salty", "grade": 20}"#);
///     let output = testing::output::<Op>(&response);
///     let expected = operation::EchoEnumsOutput::builder()
///         .set_flavor(Some(types::Flavor::from("very-salty")))
///         .set_grade(Some(20))
///         .build();
///     testing::equal("flavor", &output.flavor, &expected.flavor);
///     testing::equal("grade", &output.grade, &expected.grade);
/// }
/// ```
fn response_test(used: &mut Used, test: &ResponseTest) -> TokenStream {
    let ResponseTest { name, docs, status, headers, body, outcome, expected } = test;
    let status = Token::u16_unsuffixed(*status);
    let mutable = if headers.is_empty() && *body == ResponseBody::Empty { quote!() } else { quote!(mut) };
    let headers = headers.iter().map(|(name, value)| {
        let (name, value) = (text(name), text(value));
        quote!(testing::add_header(&mut response, #name, #value);)
    });
    let body = match body {
        ResponseBody::Empty => quote!(),
        ResponseBody::Text(body) => {
            let body = text(body);
            quote!(testing::set_body(&mut response, #body);)
        }
        ResponseBody::Base64(body) => quote!(testing::set_base64_body(&mut response, #body);),
    };
    let read = read(used, outcome, expected);
    let compared = compared(used, outcome, expected);
    test_function(
        name,
        docs,
        &quote! {
            let #mutable response = testing::response(#status);
            #(#headers)*
            #body
            #read
            #compared
        },
    )
}

fn test_function(name: &Ident, docs: &[String], statements: &TokenStream) -> TokenStream {
    let docs = doc_attributes(docs);
    quote! {
        #docs
        #[test]
        fn #name() {
            #statements
        }
    }
}

/// `testing::method(&request, "POST");`
fn check(check: &RequestCheck) -> TokenStream {
    match check {
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
            let body = text(body);
            quote!(testing::json_body(&request, #body);)
        }
        RequestCheck::CborBody(body) => quote!(testing::cbor_body(&request, #body);),
        RequestCheck::TextBody(body) => {
            let body = text(body);
            quote!(testing::text_body(&request, #body);)
        }
    }
}

/// Reads what came out, under the name `output` or `error` where there is something to compare.
fn read(used: &mut Used, outcome: &Outcome, expected: &Expected) -> TokenStream {
    let Expected { locals: _, literal: _, members, not_numbers } = expected;
    match outcome {
        Outcome::Output => {
            // Also the output without members is read: that may fail.
            let target = match (members.is_empty(), not_numbers.is_empty()) {
                (true, _) => quote!(),
                (false, true) => quote!(let output =),
                (false, false) => quote!(let mut output =),
            };
            quote!(#target testing::output::<Op>(&response);)
        }
        Outcome::Error { variant, predicate, code, fault } => {
            let wire = variant.text();
            let code = code.as_ref().map(|code| quote!(testing::code(&failure, #code);));
            let fault = fault.as_ref().map(|fault| quote!(testing::fault(&failure, #fault);));
            let error = (!members.is_empty()).then(|| {
                used.failure = true;
                quote! {
                    let error = match &failure {
                        Failure::#variant(error) => error,
                        other => testing::unexpected(other),
                    };
                }
            });
            let own = (!not_numbers.is_empty()).then(|| quote!(let mut error = error.clone();));
            quote! {
                let failure = testing::failure::<Op>(&response);
                testing::equal(#wire, &failure.#predicate(), &true);
                #code
                #fault
                #error
                #own
            }
        }
    }
}

/// Compares each member with what is expected of it.
fn compared(used: &mut Used, outcome: &Outcome, expected: &Expected) -> TokenStream {
    let Expected { locals, literal, members, not_numbers } = expected;
    if members.is_empty() {
        return quote!();
    }
    let root = match outcome {
        Outcome::Output => quote!(output),
        Outcome::Error { variant: _, predicate: _, code: _, fault: _ } => quote!(error),
    };
    let not_numbers: Vec<TokenStream> = not_numbers.iter().map(|path| not_a_number(used, &root, path)).collect();
    let locals: Vec<TokenStream> = locals.iter().map(|part| local(used, part)).collect();
    let literal = structure(used, literal);
    let members = members.iter().map(|(wire, field)| quote!(testing::equal(#wire, &#root.#field, &expected.#field);));
    quote! {
        #(#not_numbers)*
        #(#locals)*
        let expected = #literal;
        #(#members)*
    }
}

/// Goes to a float that must be `NaN`, and puts zero in its place, as `NaN` equals nothing.
fn not_a_number(used: &mut Used, root: &TokenStream, path: &[Access]) -> TokenStream {
    let steps: Vec<TokenStream> = path.iter().map(|access| step(used, access)).collect();
    quote! {
        let value = &mut #root;
        #(#steps)*
        testing::take_not_a_number(value);
    }
}

/// `let value = value.choice.as_mut().unwrap();`
fn step(used: &mut Used, access: &Access) -> TokenStream {
    match access {
        Access::Field(name, presence, indirection) => {
            let unboxed = unboxed(*indirection);
            match presence {
                StepPresence::Optional => quote!(let value = value.#name.as_mut().unwrap(); #unboxed),
                StepPresence::Always => quote!(let value = &mut value.#name; #unboxed),
            }
        }
        Access::Index(index) => {
            let index = Token::usize_unsuffixed(*index);
            quote!(let value = &mut value[#index];)
        }
        Access::Key(kind, name) => {
            let key = key(used, kind, name);
            quote!(let value = value.get_mut(&#key).unwrap();)
        }
        Access::Some => quote!(let value = value.as_mut().unwrap();),
        Access::Variant(union, variant, indirection) => {
            let (union, unboxed) = (used.scope.type_ref(union), unboxed(*indirection));
            quote! {
                let value = match value {
                    #union::#variant(value) => value,
                    other => testing::unexpected(other),
                };
                #unboxed
            }
        }
    }
}

fn unboxed(indirection: Indirection) -> TokenStream {
    match indirection {
        Indirection::Inline => quote!(),
        Indirection::Boxed => quote!(let value = &mut **value;),
    }
}

/// `let tags = vec![tags_2, tags_3];`
fn local(used: &mut Used, local: &Local) -> TokenStream {
    let Local { name, value } = local;
    let value = value_expression(used, value);
    quote!(let #name = #value;)
}

/// `types::User::builder().set_id(Some(String::from("a"))).build()`
fn structure(used: &mut Used, structure: &StructureLiteral) -> TokenStream {
    let StructureLiteral { place, build, fields } = structure;
    let place = match place {
        StructurePlace::Operation(name) => quote!(operation::#name),
        StructurePlace::Shared(reference) => used.scope.type_ref(reference),
    };
    let setters: Vec<TokenStream> = fields.iter().map(|field| setter(used, field)).collect();
    let unwrap = match build {
        Build::Fallible => quote!(.unwrap()),
        Build::Infallible => quote!(),
    };
    quote!(#place::builder()#(#setters)*.build()#unwrap)
}

/// `.set_id(Some(String::from("a")))`
fn setter(used: &mut Used, field: &LiteralField) -> TokenStream {
    let LiteralField { name: _, setter, value, indirection } = field;
    let value = held(value_expression(used, value), *indirection);
    quote!(.#setter(Some(#value)))
}

fn held(value: TokenStream, indirection: Indirection) -> TokenStream {
    match indirection {
        Indirection::Inline => value,
        Indirection::Boxed => quote!(Box::new(#value)),
    }
}

/// An expression for a value: `vec![types::Color::from("red")]`
fn value_expression(used: &mut Used, literal: &Literal) -> TokenStream {
    match literal {
        Literal::Boolean(value) => quote!(#value),
        Literal::Integer(value) => tokens(&Token::i64_unsuffixed(*value)),
        Literal::Float(value) => float(f64::from(*value), &quote!(f32), || Token::f32_unsuffixed(*value)),
        Literal::Double(value) => float(*value, &quote!(f64), || Token::f64_unsuffixed(*value)),
        Literal::Text(value) => string(value),
        Literal::BigInteger(value) | Literal::BigDecimal(value) => made_of_text(&quote!(testing::number), value),
        Literal::Blob(value) => {
            let blob = used.scope.primitive("Blob");
            made_of_text(&quote!(#blob::new), value)
        }
        Literal::Document(value) => made_of_text(&quote!(testing::document), &value.to_string()),
        Literal::Timestamp { seconds, nanos } => {
            let (time, seconds) = (used.scope.primitive("DateTime"), Token::i64_unsuffixed(*seconds));
            match nanos {
                0 => quote!(#time::from_secs(#seconds)),
                nanos => {
                    let nanos = Token::u32_unsuffixed(*nanos);
                    quote!(#time::from_secs_and_nanos(#seconds, #nanos))
                }
            }
        }
        Literal::Enum(reference, value) => enum_value(used, reference, value),
        Literal::List(entries) => list(entries.iter().map(|entry| value_expression(used, entry))),
        Literal::SparseList(entries) => list(entries.iter().map(|entry| optional(used, entry.as_ref()))),
        Literal::Map(kind, entries) => {
            let entry = |used: &mut Used, (name, value): &(String, Literal)| {
                let (key, value) = (key(used, kind, name), value_expression(used, value));
                quote!((#key, #value))
            };
            let entries = entries.iter().map(|pair| entry(used, pair)).collect::<Vec<_>>();
            map(used, &entries)
        }
        Literal::SparseMap(kind, entries) => {
            let entry = |used: &mut Used, (name, value): &(String, Option<Literal>)| {
                let (key, value) = (key(used, kind, name), optional(used, value.as_ref()));
                quote!((#key, #value))
            };
            let entries = entries.iter().map(|pair| entry(used, pair)).collect::<Vec<_>>();
            map(used, &entries)
        }
        Literal::Local(name) => quote!(#name),
        Literal::Structure(literal) => structure(used, literal),
        Literal::Union { name, variant, indirection, value } => {
            let union = used.scope.type_ref(name);
            match value {
                None => quote!(#union::#variant),
                Some(value) => {
                    let value = held(value_expression(used, value), *indirection);
                    quote!(#union::#variant(#value))
                }
            }
        }
    }
}

/// `None` or `Some(3)`
fn optional(used: &mut Used, literal: Option<&Literal>) -> TokenStream {
    match literal {
        None => quote!(None),
        Some(literal) => {
            let value = value_expression(used, literal);
            quote!(Some(#value))
        }
    }
}

/// `vec![1, 2]`
fn list(entries: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote!(vec![#(#entries),*])
}

/// `HashMap::from([(String::from("a"), 1)])`
fn map(used: &mut Used, entries: &[TokenStream]) -> TokenStream {
    let map = used.scope.hash_map();
    quote!(#map::from([#(#entries),*]))
}

/// The key of a map.
fn key(used: &mut Used, key: &MapKey, name: &str) -> TokenStream {
    match key {
        MapKey::Text => string(name),
        MapKey::Enum(reference) => enum_value(used, reference, name),
    }
}

/// `types::Color::from("red")`: also a value that the crate does not know.
fn enum_value(used: &mut Used, reference: &TypeRef, value: &str) -> TokenStream {
    let ty = used.scope.type_ref(reference);
    made_of_text(&quote!(#ty::from), value)
}

/// `String::from("a")`
fn string(value: &str) -> TokenStream {
    made_of_text(&quote!(String::from), value)
}

/// What a function makes of a text.
fn made_of_text(function: &TokenStream, value: &str) -> TokenStream {
    let literal = text(value);
    quote!(#function(#literal))
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
        tokens(&literal())
    }
}

/// A text as a literal: raw where it has quotes, backslashes or several lines.
fn text(text: &str) -> TokenStream {
    let raw = text.contains(['"', '\\', '\n']).then(|| raw_string(text)).flatten();
    tokens(&raw.unwrap_or_else(|| Token::string(text)))
}

fn tokens(literal: &Token) -> TokenStream {
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
