//! From the checked model to a closed description of the crate. Every decision of the generator is made here, once.
//!
//! | file | decides |
//! | --- | --- |
//! | `context` | nothing: what all of lowering shares |
//! | `protocol` | which protocol the crate speaks, and what that means for members |
//! | `reach` | which shapes become types, and whether they are written, read or both |
//! | `naming` | what everything is called in Rust |
//! | `boxing` | where a type that contains itself is boxed |
//! | `structure`, `values`, `constraints` | members: presence, type, default, documentation, what a value has to meet |
//! | `checks` | what requests are held against |
//! | `accessor` | how a setter takes a member and an accessor lends it |
//! | `message` | which member of an error is its message |
//! | `size` | which types clippy finds too large or too complex |
//! | `int_enums` | how members that hold numbers of an enumeration and the enumeration lead to each other |
//! | `endpoint` | endpoint rules as a function, and what operations say to it |
//! | `settings` | which parameters of endpoint rules a client's configuration sets, and by which methods |
//! | `waiters` | what can be waited for, and which answers say that it came |
//! | `paths` | paths in a model, by fields and types of the crate |
//! | `operation`, `pagination` | what stands in the file of an operation |
//! | `test_cases` | the model's protocol tests, with a type for every value in them |
//! | `ir` | the result |

mod accessor;
mod boxing;
mod checks;
mod constraints;
mod context;
mod endpoint;
mod int_enums;
pub mod ir;
mod literals;
mod message;
mod naming;
mod operation;
mod pagination;
mod paths;
mod protocol;
pub mod reach;
mod settings;
mod size;
mod structure;
mod test_cases;
mod values;
mod waiters;

use std::collections::{BTreeMap, BTreeSet};

use context::{Lowering, Placed};
use ir::{Compression, Crate, Example, QueryCompatible, Requirement, Role, Service, Structure, TypeDefinition};
pub use naming::Clash;
pub use protocol::{choose_protocol, spoken};

use crate::model::{Errors, Model, Place, Problem, ShapeId, ShapeKind};
use crate::names;

/// What the caller decides.
#[derive(Clone, Debug, Default)]
pub struct LowerOptions {
    /// The package name; by default made of the service's.
    pub package: Option<String>,
    /// The model's file, for messages.
    pub file: String,
    /// The protocols to choose from, by trait id or its name; all that are spoken where this is empty.
    pub protocols: Vec<String>,
}

/// A lowered crate.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// What renderers print.
    pub krate: Crate,
    /// Model names that became one Rust name and were told apart.
    pub clashes: Vec<Clash>,
    /// What the crate does not do that the model says.
    pub warnings: Vec<Problem>,
}

/// Decides everything about the crate for `model`.
///
/// # Errors
/// The service speaks none of the protocols that the generator knows, or a test case does not fit its shape.
pub fn lower(model: &Model, options: &LowerOptions) -> Result<Lowered, Errors> {
    let service = service(model, options)?;
    protocol::check(service.protocol, model, &options.file)?;
    let reach = reach::reach(model);
    let mut names = naming::assign(model, &reach);
    let clashes = std::mem::take(&mut names.clashes);
    let boxed = boxing::boxed_members(model);
    let mut lowering =
        Lowering { model, protocol: service.protocol, reach, names, boxed, int_enum_uses: BTreeMap::new(), clashes };

    let endpoint = endpoint::rules(model).map_err(|message| wrong_rules(model, &options.file, message))?;
    let mut operations = operations(&mut lowering);
    endpoint::add_params(&lowering, &mut operations, &options.file)?;
    let waiters = waiters::waiters(&mut lowering, &operations, &options.file)?;
    let mut types = types(&mut lowering);
    let errors = errors(&mut lowering);
    let error = operation::service_error(&lowering);
    say_where_used(&mut types, &lowering.int_enum_uses);
    let docs = structure::shape_docs(
        &lowering,
        &model.service.id,
        &model.service.traits,
        &format!("A client of the `{}` service.", model.service.id.name()),
    );
    let package = options.package.clone().unwrap_or_else(|| package_name(model));
    let mut krate = Crate {
        description: description(model, &service),
        compression: crate_compression(&operations),
        example: operations.iter().max_by_key(|operation| operation.pagination.is_some()).map(|operation| Example {
            method: operation.method.clone(),
            module: operation.module.clone(),
            operation: operation.name.clone(),
            input: operation.input.name.clone(),
            setters: example_setters(&operation.input),
            address: service.protocol.address(service.id.name(), &operation.wire),
        }),
        library: names::library_name(&package),
        server: names::server_trait(&service.sdk_id),
        package,
        docs,
        service,
        endpoint,
        waiters,
        operations,
        types,
        errors,
        error,
    };
    test_cases::add(model, &options.file, &mut krate).map_err(|problem| Errors(vec![*problem]))?;
    let warnings = checks::add(&mut krate, &options.file);
    Ok(Lowered { krate, clashes: lowering.clashes, warnings })
}

/// Rules that ask for a part of a value that it does not have.
fn wrong_rules(model: &Model, file: &str, message: String) -> Errors {
    let place = Place::shape(&model.service.id).of_trait("smithy.rules#endpointRuleSet");
    let remedy = "Correct the rule set, or leave the trait out.".to_owned();
    Errors(vec![Problem { position: None, file: file.to_owned(), place, message, remedy }])
}

/// Tells each enumeration of numbers which members hold it, now that all members are known.
fn say_where_used(types: &mut [TypeDefinition], uses: &BTreeMap<ShapeId, BTreeSet<String>>) {
    for definition in types {
        match definition {
            TypeDefinition::IntEnum(int_enum) => {
                let note = uses.get(&int_enum.shape).map(int_enums::use_note).unwrap_or_default();
                structure::add_paragraph(&mut int_enum.docs, &note);
            }
            TypeDefinition::Structure(_) | TypeDefinition::Union(_) | TypeDefinition::Enum(_) => {}
        }
    }
}

/// The required members that hold plain text: what an example can set without knowing more.
fn example_setters(input: &Structure) -> Vec<names::Ident> {
    let text = ir::Value::Scalar(ir::Scalar::Text);
    let texts = input.fields.iter().filter(|field| field.required == Requirement::Required && field.value == text);
    texts.map(|field| field.name.clone()).collect()
}

/// An AWS service's package is called after its SDK id, any other's after its shape.
fn package_name(model: &Model) -> String {
    match &model.service.traits.aws_service {
        Some(aws) => names::package_name(&aws.sdk_id),
        None => names::kebab_package_name(model.service.id.name()),
    }
}

fn description(model: &Model, service: &Service) -> String {
    let title = model.service.traits.title.as_deref().unwrap_or(&service.sdk_id);
    format!("A client of {title}, its types and wire format")
}

fn service(model: &Model, options: &LowerOptions) -> Result<Service, Errors> {
    let traits = &model.service.traits;
    let aws = traits.aws_service.as_ref();
    Ok(Service {
        id: model.service.id.clone(),
        sdk_id: aws.map_or_else(|| model.service.id.name().to_owned(), |aws| aws.sdk_id.clone()),
        version: model.service.version.clone(),
        protocol: choose_protocol(model, options)?,
        endpoint_prefix: aws.and_then(|aws| aws.endpoint_prefix.clone()),
        signing_name: traits.sigv4_name.clone(),
        query_compatible: if traits.query_compatible { QueryCompatible::Yes } else { QueryCompatible::No },
    })
}

fn operations(lowering: &mut Lowering<'_>) -> Vec<ir::Operation> {
    let model = lowering.model;
    model.operations.iter().filter_map(|shape| operation::operation(lowering, shape)).collect()
}

fn crate_compression(operations: &[ir::Operation]) -> Compression {
    let gzip = operations.iter().any(|operation| operation.compression == Compression::Gzip);
    if gzip { Compression::Gzip } else { Compression::Unused }
}

/// Every shared shape that is a type of its own, in the order of its Rust name.
fn types(lowering: &mut Lowering<'_>) -> Vec<TypeDefinition> {
    let ids: Vec<ShapeId> = lowering
        .reach
        .shared
        .keys()
        .filter(|id| !lowering.reach.errors.contains(*id) && lowering.names.types.contains_key(*id))
        .cloned()
        .collect();
    let mut named: Vec<(String, TypeDefinition)> = ids
        .iter()
        .filter_map(|id| {
            let placed = context::placed(lowering, id, Role::Shared)?;
            let name = placed.name.text().to_owned();
            Some((name, type_definition(lowering, id, placed)?))
        })
        .collect();
    named.sort_by(|(a, _), (b, _)| a.cmp(b));
    named.into_iter().map(|(_, definition)| definition).collect()
}

fn type_definition(lowering: &mut Lowering<'_>, id: &ShapeId, placed: Placed) -> Option<TypeDefinition> {
    let model = lowering.model;
    let shape = model.shapes.get(id)?;
    match &shape.kind {
        ShapeKind::Structure(members) => {
            Some(TypeDefinition::Structure(structure::structure(lowering, Some((shape, members)), placed)))
        }
        ShapeKind::Union(members) => Some(TypeDefinition::Union(structure::union(lowering, shape, members, placed))),
        ShapeKind::Enum(members) => {
            Some(TypeDefinition::Enum(structure::string_enum(lowering, shape, members, placed)))
        }
        ShapeKind::IntEnum(members) => {
            Some(TypeDefinition::IntEnum(structure::int_enum(lowering, shape, members, placed)))
        }
        _ => None,
    }
}

/// Error structures, in the order of their Rust names.
fn errors(lowering: &mut Lowering<'_>) -> Vec<Structure> {
    let model = lowering.model;
    let ids: Vec<ShapeId> = lowering.reach.errors.iter().cloned().collect();
    let mut errors: Vec<Structure> = ids
        .iter()
        .filter_map(|id| {
            let (shape, members) = operation::structure_members(model, id)?;
            let mut placed =
                context::placed(lowering, id, Role::Error(operation::error_facts(&model.service.traits, shape)))?;
            // Even an error that no member refers to is read.
            placed.directions.response = true;
            Some(structure::structure(lowering, Some((shape, members)), placed))
        })
        .collect();
    errors.sort_by(|a, b| a.name.cmp(&b.name));
    errors
}
