//! Review sheets: what a crate offers, one line a member, so that one changed member is one changed line.

use super::structure::field_type;
use super::text::compact;
use crate::lower::ir::{
    Binding, Compression, Crate, Directions, Field, HostPart, Items, Operation, Pagination, PathStep, Prelude,
    Presence, RequiredMember, Role, Safety, Shown, Signing, StringEnum, Structure, TypeDefinition, Union,
};
use crate::scope::Scope;

/// The sheet of an operation:
///
/// ```text
/// ListUsers (idempotent)
/// module    operation::list_users
/// pages     next_token → next_token, page size max_results, items users
///
/// input ListUsersInput
///   organization_id: Option<String>  "OrganizationId"  Required; 34 characters; pattern `^m-[0-9a-f]{32}$`.
///
/// output ListUsersOutput
///   users: Option<Vec<types::User>>  "Users"
///
/// errors ListUsersError
///   OrganizationNotFoundException  "OrganizationNotFoundException"
/// ```
pub fn operation(operation: &Operation) -> String {
    let safety = match operation.safety {
        Safety::ReadOnly => " (read-only)",
        Safety::Idempotent => " (idempotent)",
        Safety::Unsafe => "",
    };
    let mut text = format!("{}{safety}\nmodule    operation::{}\n", operation.wire, operation.module.ident);
    if operation.compression == Compression::Gzip {
        text.push_str("request   gzip\n");
    }
    if operation.signing == Signing::Unsigned {
        text.push_str("request   unsigned\n");
    }
    for RequiredMember { field, wire: _ } in &operation.required {
        text.push_str(&format!("required  {field}\n"));
    }
    for token in &operation.idempotency_tokens {
        text.push_str(&format!("token     {token}\n"));
    }
    if let Some(field) = &operation.input_endpoint {
        text.push_str(&format!("endpoint  {field}\n"));
    }
    if let Some(prefix) = &operation.host_prefix {
        let parts = prefix.parts.iter().map(|part| match part {
            HostPart::Text(text) => text.clone(),
            HostPart::Label { field, wire: _ } => format!("{{{field}}}"),
        });
        text.push_str(&format!("host      {}\n", parts.collect::<String>()));
    }
    if let Some(pages) = &operation.pagination {
        text.push_str(&format!("pages     {}\n", pagination(pages)));
    }
    text.push_str(&format!("\ninput {}", structure(&operation.input)));
    text.push_str(&format!("\noutput {}", structure(&operation.output)));
    text.push_str(&format!("\nerrors {}\n", operation.error.name));
    for variant in &operation.error.variants {
        let codes: Vec<String> = variant.codes.iter().map(|code| format!("{code:?}")).collect();
        text.push_str(&format!("  {}  {}\n", variant.name, codes.join(" ")));
    }
    text
}

/// The sheet of a crate's shared types and errors, in the order of the crate.
pub fn types(krate: &Crate) -> String {
    let mut text = String::new();
    for definition in &krate.types {
        text.push_str(&match definition {
            TypeDefinition::Structure(shape) => format!("structure {}", structure(shape)),
            TypeDefinition::Union(shape) => union(shape),
            TypeDefinition::Enum(shape) => string_enum(shape),
            TypeDefinition::IntEnum(shape) => {
                let constants =
                    shape.constants.iter().map(|constant| format!("  {}  {}\n", constant.name, constant.value));
                format!("numbers {}\n{}", shape.name, constants.collect::<String>())
            }
        });
        text.push('\n');
    }
    for error in &krate.errors {
        text.push_str(&format!("error {}\n", structure(error)));
    }
    text
}

/// Which messages carry a shape: what a client writes, and a server reads, is in requests.
fn carried(directions: Directions) -> &'static str {
    match directions {
        Directions { request: true, response: true } => " (requests and responses)",
        Directions { request: true, response: false } => " (requests)",
        Directions { request: false, response: true } => " (responses)",
        Directions { request: false, response: false } => "",
    }
}

fn pagination(pagination: &Pagination) -> String {
    let Pagination { input_token, token: _, output_token, page_size, items } = pagination;
    let mut text = format!("{} → {input_token}", path(output_token));
    if let Some(field) = page_size {
        text.push_str(&format!(", page size {field}"));
    }
    if let Some(Items { path: items, collection: _ }) = items {
        text.push_str(&format!(", items {}", path(items)));
    }
    text
}

fn path(steps: &[PathStep]) -> String {
    let names: Vec<String> = steps.iter().map(|step| step.field.to_string()).collect();
    names.join(".")
}

/// The name and one line for each member.
fn structure(structure: &Structure) -> String {
    let mut text = structure.name.to_string();
    match &structure.role {
        Role::Error(facts) => {
            text.push_str(&format!("  {:?}", facts.code));
            text.push_str(&facts.status.map(|status| format!("  {status}")).unwrap_or_default());
        }
        Role::Shared => text.push_str(carried(structure.directions)),
        Role::Input | Role::Output => {}
    }
    text.push('\n');
    for field in &structure.fields {
        text.push_str(&member(field));
    }
    text
}

/// `  organization_id: Option<String>  "OrganizationId"  Required; 34 characters; pattern `^m-[0-9a-f]{32}$`.`
fn member(field: &Field) -> String {
    let ty = compact(&field_type(&mut Scope::new(Prelude::Free), field));
    let absent = match &field.presence {
        Presence::Optional | Presence::Required => "",
        Presence::Zero | Presence::Default(_) => " (has a default)",
    };
    let start = format!("  {}: {ty}{absent}  {:?}{}", field.name, field.wire, place(&field.binding));
    line(&start, &field.constraints_in_words, field.shown)
}

/// Where a member stands if not in the body.
fn place(binding: &Binding) -> String {
    match binding {
        Binding::Body => String::new(),
        Binding::Label => " in the URI".to_owned(),
        Binding::Header(name) => format!(" in the header {name}"),
        Binding::PrefixHeaders(prefix) => format!(" in headers {prefix}…"),
        Binding::Query(name) => format!(" in the query as {name}"),
        Binding::QueryParams => " in the query".to_owned(),
        Binding::Payload => " as the body".to_owned(),
        Binding::StatusCode => " as the status".to_owned(),
    }
}

fn line(start: &str, constraints: &str, shown: Shown) -> String {
    let shown = match shown {
        Shown::Plain => "",
        Shown::Redacted => "  redacted in Debug",
    };
    let constraints = if constraints.is_empty() { String::new() } else { format!("  {constraints}") };
    format!("{start}{constraints}{shown}\n")
}

fn union(union: &Union) -> String {
    let mut text = format!("union {}{}\n", union.name, carried(union.directions));
    for variant in &union.variants {
        let ty = variant.value.as_ref().map(|value| format!("({})", compact(&Scope::new(Prelude::Free).value(value))));
        let start = format!("  {}{}  {:?}", variant.name, ty.unwrap_or_default(), variant.wire);
        text.push_str(&line(&start, &variant.constraints_in_words, variant.shown));
    }
    text
}

fn string_enum(string_enum: &StringEnum) -> String {
    let values = string_enum.variants.iter().map(|variant| format!("  {}  {:?}\n", variant.name, variant.value));
    format!("enum {}\n{}", string_enum.name, values.collect::<String>())
}
