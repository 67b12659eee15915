//! Review sheets: what a crate offers, one line a member, so that one changed member is one changed line.

use super::structure::field_type;
use super::text::compact;
use crate::lower::ir::{
    Binding, Compression, Crate, Directions, EnumVariant, ErrorFacts, ErrorVariant, Field, HostPart, HostPrefix,
    InWords, IntConstant, IntEnum, Items, Module, Operation, OperationError, OperationParam, Pagination, PathStep,
    Polling, Prelude, Presence, Role, Safety, Shown, Signing, StringEnum, Structure, TypeDefinition, Union,
    UnionVariant, Written,
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
    let Operation {
        shape: _,
        wire,
        // The names of input and output show it.
        name: _,
        module: Module { ident: module, file: _ },
        docs: _,
        summary: _,
        input,
        output,
        error: OperationError { name: error, variants, size: _ },
        // An operation without an input shows one without members.
        request_body: _,
        safety,
        compression,
        signing,
        idempotency_tokens,
        input_endpoint,
        host_prefix,
        endpoint_params,
        pagination: pages,
        request_tests: _,
        response_tests: _,
        skipped_tests: _,
        prelude: _,
        polling,
        // The client's.
        deprecation: _,
        method: _,
    } = operation;
    let safety = match safety {
        Safety::ReadOnly => " (read-only)",
        Safety::Idempotent => " (idempotent)",
        Safety::Unsafe => "",
    };
    let mut text = format!("{wire}{safety}\nmodule    operation::{module}\n");
    match compression {
        Compression::Gzip => text.push_str("request   gzip\n"),
        Compression::Unused => {}
    }
    match signing {
        Signing::Unsigned => text.push_str("request   unsigned\n"),
        Signing::Signed => {}
    }
    match polling {
        Polling::Long => text.push_str("request   long poll\n"),
        Polling::No => {}
    }
    for field in input.fields.iter().filter(|field| field.written == Written::Needed) {
        text.push_str(&format!("required  {}\n", field.name));
    }
    for token in idempotency_tokens {
        text.push_str(&format!("token     {token}\n"));
    }
    if let Some(field) = input_endpoint {
        text.push_str(&format!("endpoint  {field}\n"));
    }
    for OperationParam { parameter, source: _ } in endpoint_params {
        text.push_str(&format!("endpoint  {parameter}\n"));
    }
    if let Some(HostPrefix { parts }) = host_prefix {
        let parts = parts.iter().map(|part| match part {
            HostPart::Text(text) => text.clone(),
            HostPart::Label { field, wire: _ } => format!("{{{field}}}"),
        });
        text.push_str(&format!("host      {}\n", parts.collect::<String>()));
    }
    if let Some(pages) = pages {
        text.push_str(&format!("pages     {}\n", pagination(pages)));
    }
    text.push_str(&format!("\ninput {}", structure(input)));
    text.push_str(&format!("\noutput {}", structure(output)));
    text.push_str(&format!("\nerrors {error}\n"));
    for ErrorVariant { shape: _, name, error: _, predicate: _, codes, docs: _ } in variants {
        let codes: Vec<String> = codes.iter().map(|code| format!("{code:?}")).collect();
        text.push_str(&format!("  {name}  {}\n", codes.join(" ")));
    }
    text
}

/// The sheet of a crate's shared types and errors, in the order of the crate.
pub fn types(krate: &Crate) -> String {
    let Crate {
        package: _,
        library: _,
        docs: _,
        description: _,
        service: _,
        // Each has a sheet of its own.
        operations: _,
        types,
        errors,
        error: _,
        compression: _,
        endpoint: _,
        waiters,
        server: _,
        example: _,
    } = krate;
    let mut text = String::new();
    for definition in types {
        text.push_str(&match definition {
            TypeDefinition::Structure(shape) => format!("structure {}", structure(shape)),
            TypeDefinition::Union(shape) => union(shape),
            TypeDefinition::Enum(shape) => string_enum(shape),
            TypeDefinition::IntEnum(shape) => int_enum(shape),
        });
        text.push('\n');
    }
    for error in errors {
        text.push_str(&format!("error {}\n", structure(error)));
    }
    for waiter in waiters {
        text.push_str(&format!("waiter {}  {}\n", waiter.name, waiter.docs.join(" ")));
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
    let names: Vec<String> = steps.iter().map(|PathStep { field, presence: _ }| field.to_string()).collect();
    names.join(".")
}

/// The name and one line for each member.
fn structure(structure: &Structure) -> String {
    let Structure {
        shape: _,
        name,
        builder: _,
        module: _,
        docs: _,
        fields,
        build: _,
        directions,
        role,
        prelude: _,
        serde_names: _,
        checks: _,
    } = structure;
    let mut text = name.to_string();
    match role {
        Role::Error(ErrorFacts { code, retry: _, status, answered: _, query: _ }) => {
            text.push_str(&format!("  {code:?}"));
            text.push_str(&status.map(|status| format!("  {status}")).unwrap_or_default());
        }
        Role::Shared => text.push_str(carried(*directions)),
        Role::Input | Role::Output => {}
    }
    text.push('\n');
    for field in fields {
        text.push_str(&member(field));
    }
    text
}

/// `  organization_id: Option<String>  "OrganizationId"  Required; 34 characters; pattern `^m-[0-9a-f]{32}$`.`
fn member(field: &Field) -> String {
    let Field {
        name,
        setter: _,
        getter: _,
        wire,
        binding,
        // The constraints in words say it.
        required: _,
        stated: _,
        purpose: _,
        docs: _,
        constraints: _,
        constraints_in_words: InWords { all: in_words, of_values: _ },
        presence,
        // Said of the operation.
        written: _,
        value,
        indirection,
        // It follows from the type.
        accessor: _,
        complexity: _,
        shown,
    } = field;
    let ty = compact(&field_type(&mut Scope::new(Prelude::Free), presence, *indirection, value));
    let absent = match presence {
        Presence::Optional | Presence::Required => "",
        Presence::Zero | Presence::Default(_) => " (has a default)",
    };
    let start = format!("  {name}: {ty}{absent}  {wire:?}{}", place(binding));
    line(&start, in_words, *shown)
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
    let Union { shape: _, name, module: _, docs: _, variants, size: _, directions, shown: _, prelude: _, checks: _ } =
        union;
    let mut text = format!("union {name}{}\n", carried(*directions));
    for variant in variants {
        let UnionVariant {
            name,
            accessor: _,
            predicate: _,
            wire,
            docs: _,
            constraints: _,
            constraints_in_words: InWords { all: in_words, of_values: _ },
            value,
            // Left out, as the model does not say it.
            indirection: _,
            complexity: _,
            shown,
        } = variant;
        let ty = value.as_ref().map(|value| format!("({})", compact(&Scope::new(Prelude::Free).value(value))));
        let start = format!("  {name}{}  {wire:?}", ty.unwrap_or_default());
        text.push_str(&line(&start, in_words, *shown));
    }
    text
}

fn string_enum(string_enum: &StringEnum) -> String {
    let StringEnum { shape: _, name, module: _, docs: _, variants, shown: _, prelude: _ } = string_enum;
    let values = variants.iter().map(|EnumVariant { name, value, docs: _ }| format!("  {name}  {value:?}\n"));
    format!("enum {name}\n{}", values.collect::<String>())
}

fn int_enum(int_enum: &IntEnum) -> String {
    let IntEnum { shape: _, name, module: _, docs: _, constants, prelude: _ } = int_enum;
    let constants = constants.iter().map(|IntConstant { name, value, docs: _ }| format!("  {name}  {value}\n"));
    format!("numbers {name}\n{}", constants.collect::<String>())
}
