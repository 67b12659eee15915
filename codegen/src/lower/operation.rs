//! Operations: their structures, their errors and their facts on the wire.

use super::context::{Lowering, Placed};
use super::ir::{
    Compression, Directions, ErrorFacts, ErrorVariant, HostPart, HostPrefix, Module, Operation, OperationError,
    Polling, Prelude, Purpose, QueryFacts, RequestBody, RetryClass, Role, Safety, ServiceError, Signing, Structure,
};
use super::pagination;
use super::size;
use super::structure;
use crate::docs;
use crate::model::{self, ErrorFault, Member, Shape, ShapeId, ShapeKind, Traits};
use crate::names::{self, Ident};

/// Everything that stands in the file of an operation.
pub(super) fn operation(lowering: &mut Lowering<'_>, shape: &model::Operation) -> Option<Operation> {
    let (name, module) = lowering.names.operations.get(&shape.id)?.clone();
    let request_body = if shape.input.is_some() { RequestBody::Input } else { RequestBody::Absent };
    let requests = Directions { request: request_body == RequestBody::Input, response: false };
    let responses = Directions { request: false, response: true };
    let input_name = names::operation_input_type(name.text());
    let output_name = names::operation_output_type(name.text());
    let input = part(lowering, shape.input.as_ref(), input_name, &module, Role::Input, requests);
    let output = part(lowering, shape.output.as_ref(), output_name, &module, Role::Output, responses);
    let error = operation_error(lowering, shape, &name);
    let with =
        |purpose| input.fields.iter().filter(move |field| field.purpose == purpose).map(|field| field.name.clone());
    let docs = operation_docs(lowering, shape);
    let names = [&name, &input.name, &input.builder, &output.name, &output.builder, &error.name];
    let shadowed = names.iter().any(|name| names::is_prelude_name(name.text()));
    Some(Operation {
        shape: shape.id.clone(),
        wire: shape.id.name().to_owned(),
        summary: docs::summary(&docs),
        docs,
        request_body,
        safety: safety(&shape.traits),
        compression: compression(&shape.traits),
        signing: signing(&lowering.model.service.traits, &shape.traits),
        polling: if shape.traits.long_poll.is_some() { Polling::Long } else { Polling::No },
        deprecation: shape.traits.deprecated.as_ref().map(structure::deprecation),
        method: names::client_method(&module.ident),
        idempotency_tokens: with(Purpose::IdempotencyToken).collect(),
        input_endpoint: with(Purpose::Endpoint).next(),
        host_prefix: shape.traits.host_prefix.as_deref().map(|prefix| host_prefix(prefix, &input)),
        pagination: shape
            .traits
            .paginated
            .as_ref()
            .and_then(|paginated| pagination::pagination(lowering, paginated, &input, &output)),
        // Filled in when all types are known.
        endpoint_params: Vec::new(),
        request_tests: Vec::new(),
        response_tests: Vec::new(),
        skipped_tests: Vec::new(),
        prelude: if shadowed { Prelude::Shadowed } else { Prelude::Free },
        name,
        module,
        input,
        output,
        error,
    })
}

/// What the operation does.
fn operation_docs(lowering: &Lowering<'_>, shape: &model::Operation) -> Vec<String> {
    let otherwise = format!("The `{}` operation.", shape.id.name());
    structure::shape_docs(lowering, &shape.id, &shape.traits, &otherwise)
}

/// The input or output of an operation, named after the operation and not after its shape, as in aws-sdk-rust.
fn part(
    lowering: &mut Lowering<'_>,
    id: Option<&ShapeId>,
    name: Ident,
    module: &Module,
    role: Role,
    directions: Directions,
) -> Structure {
    let placed = Placed { name, module: module.clone(), directions, role };
    let shape = id.and_then(|id| structure_members(lowering.model, id));
    structure::structure(lowering, shape, placed)
}

/// A structure shape with its members.
pub(super) fn structure_members<'m>(model: &'m model::Model, id: &ShapeId) -> Option<(&'m Shape, &'m [Member])> {
    let shape = model.shapes.get(id)?;
    match &shape.kind {
        ShapeKind::Structure(members) => Some((shape, members)),
        _ => None,
    }
}

/// The operation's own errors first, then those of the service, each once.
fn operation_error(lowering: &Lowering<'_>, shape: &model::Operation, operation: &Ident) -> OperationError {
    let mut ids: Vec<&ShapeId> = Vec::new();
    for id in shape.errors.iter().chain(&lowering.model.service.errors) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    OperationError {
        name: names::operation_error_type(operation.text()),
        size: size::of_errors(lowering.model, ids.iter().copied()),
        variants: ids.into_iter().filter_map(|id| error_variant(lowering, id)).collect(),
    }
}

/// Every error of the service, in the order of their Rust names.
pub(super) fn service_error(lowering: &Lowering<'_>) -> ServiceError {
    let errors = &lowering.reach.errors;
    let mut variants: Vec<ErrorVariant> = errors.iter().filter_map(|id| error_variant(lowering, id)).collect();
    variants.sort_by(|a, b| a.error.cmp(&b.error));
    ServiceError { variants, size: size::of_errors(lowering.model, errors.iter()) }
}

/// The variant for an error structure.
fn error_variant(lowering: &Lowering<'_>, id: &ShapeId) -> Option<ErrorVariant> {
    let shape = lowering.model.shapes.get(id)?;
    let reference = lowering.names.types.get(id)?;
    let name = names::error_variant_name(reference.name.text());
    let mut codes = vec![id.name().to_owned()];
    codes.extend(shape.traits.query_error.as_ref().map(|error| error.code.clone()).filter(|code| code != id.name()));
    let text = structure::shape_docs(lowering, id, &shape.traits, &format!("The error `{}`.", id.name()));
    Some(ErrorVariant {
        shape: id.clone(),
        predicate: names::error_predicate_name(&name),
        codes,
        error: reference.name.clone(),
        name,
        docs: vec![docs::summary(&text)],
    })
}

/// What the model says of an error besides its members. Without `httpError` a service answers with 400, or 500 where it
/// is at fault (Smithy 2.0, "httpError trait").
pub(super) fn error_facts(service: &Traits, shape: &Shape) -> ErrorFacts {
    let retry = match shape.traits.retryable {
        _ if shape.traits.not_retried.is_some() => RetryClass::Never,
        None => RetryClass::Unstated,
        Some(model::Retryable { throttling: false }) => RetryClass::Transient,
        Some(model::Retryable { throttling: true }) => RetryClass::Throttling,
    };
    let (otherwise, fault) = match shape.traits.error {
        Some(ErrorFault::Server) => (500, "Receiver"),
        Some(ErrorFault::Client) | None => (400, "Sender"),
    };
    let query = service.query_compatible.then(|| QueryFacts {
        code: shape.traits.query_error.as_ref().map_or_else(|| shape.id.name().to_owned(), |error| error.code.clone()),
        fault,
    });
    let status = shape.traits.http_error;
    ErrorFacts { code: shape.id.name().to_owned(), retry, status, answered: status.unwrap_or(otherwise), query }
}

fn safety(traits: &Traits) -> Safety {
    match (traits.readonly, traits.idempotent) {
        (true, _) => Safety::ReadOnly,
        (false, true) => Safety::Idempotent,
        (false, false) => Safety::Unsafe,
    }
}

/// gzip is the only encoding that `requestCompression` defines.
fn compression(traits: &Traits) -> Compression {
    let gzip = traits.request_compression.iter().any(|encoding| encoding == "gzip");
    if gzip { Compression::Gzip } else { Compression::Unused }
}

/// An operation's `auth` replaces the service's (Smithy 2.0, "auth trait"); without any, SigV4 applies where the service
/// has it.
fn signing(service: &Traits, operation: &Traits) -> Signing {
    let schemes = operation.auth.as_ref().or(service.auth.as_ref());
    let sigv4 = schemes.map_or(service.sigv4_name.is_some(), |ids| ids.iter().any(|id| id == "aws.auth#sigv4"));
    if sigv4 && !operation.optional_auth { Signing::Signed } else { Signing::Unsigned }
}

/// Splits `{Label}.text.`; the loader has checked the braces and that labels are required members with `hostLabel`.
fn host_prefix(template: &str, input: &Structure) -> HostPrefix {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some((text, after)) = rest.split_once('{') {
        let Some((label, after)) = after.split_once('}') else { break };
        if !text.is_empty() {
            parts.push(HostPart::Text(text.to_owned()));
        }
        parts.extend(
            input
                .fields
                .iter()
                .find(|field| field.wire == label)
                .map(|field| HostPart::Label { field: field.name.clone(), wire: field.wire.clone() }),
        );
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(HostPart::Text(rest.to_owned()));
    }
    HostPrefix { parts }
}
