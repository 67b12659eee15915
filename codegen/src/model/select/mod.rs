//! One service and its operations are chosen out of a checked file.
//!
//! | file | holds |
//! | --- | --- |
//! | this one | the service, the operations, and what they need |
//! | `closure` | which operations and shapes a service leads to |
//! | `pagination` | whether the parts of `paginated` are there |
//! | `host_prefix` | whether the labels of an operation's host prefix are |

pub(super) mod closure;
mod host_prefix;
mod pagination;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::model::check::{Checked, CheckedService};
use crate::model::id::{ShapeId, is_called};
use crate::model::options::LoadOptions;
use crate::model::problem::{Errors, Place, Report, shortened};
use crate::model::shape::{Model, ShapeKind};
use crate::model::traits::Traits;

/// Reduces a file to what the options ask for.
pub(in crate::model) fn select(
    mut checked: Checked,
    options: &LoadOptions,
    report: &mut Report,
) -> Result<Model, Errors> {
    let id = choose_service(&checked.services, options, report)?;
    let Some(CheckedService { mut service, operations, resources, paginated }) = checked.services.remove(&id) else {
        return report.fail(Place::shape(&id), "the service is gone", "Report this as a fault of the generator.");
    };
    if service.traits.endpoint_bdd.is_some() && service.traits.endpoint_rule_set.is_none() {
        report.error(
            Place::shape(&id).of_trait("smithy.rules#endpointBdd"),
            "the endpoint rules are there in compiled form alone, which is not read",
            "Put smithy.rules#endpointRuleSet beside it, or take the trait out and pass the endpoint yourself.",
        );
    }
    let chosen = CheckedService { service: service.clone(), operations, resources, paginated };
    let all = closure::operations(&chosen, &checked.resources);
    let wanted = choose_operations(all, &options.operations, report);
    if wanted.is_empty() && options.operations.is_empty() {
        report.warn(Place::shape(&id), "the service has no operations", "Bind operations or resources to it.");
    }

    let mut selected = Vec::with_capacity(wanted.len());
    let streams = closure::streams(&checked.shapes);
    for id in &wanted {
        let Some((mut operation, parts)) = checked.operations.remove(id) else { continue };
        let stream = closure::stream_of(&operation, &streams);
        operation.stream = stream.map(|(_, stream)| stream.clone()).filter(|_| options.streams);
        if let Some((side, stream)) = stream.filter(|_| !options.streams) {
            let message = format!("the {side} holds the stream {stream}, which is not supported: left out");
            if options.operations.is_empty() {
                report.warn(
                    Place::shape(id),
                    message,
                    "Name the other operations to choose them without this warning.",
                );
            } else {
                report.error(Place::shape(id), message, "Take the operation out of the list of those to generate.");
            }
            continue;
        }
        if let Some(parts) = parts {
            pagination::resolve(&mut operation, parts, &chosen.paginated, &checked.shapes, report);
        }
        host_prefix::check(&operation, &checked.shapes, report);
        operation.errors.retain(|error| !service.errors.contains(error));
        selected.push(operation);
    }

    let ends = selected.iter().flat_map(|operation| operation.input.iter().chain(&operation.output));
    let errors = selected.iter().flat_map(|operation| &operation.errors).chain(&service.errors);
    let reached = closure::reach(ends.chain(errors), &checked.shapes);
    let shapes = reached.into_iter().filter_map(|id| checked.shapes.remove_entry(&id)).collect();
    service.renames.retain(|id, _| BTreeMap::contains_key(&shapes, id));
    let trait_rules = std::mem::take(&mut checked.own.rules);
    let model = Model { service, operations: selected, shapes, partitions: None, trait_rules };
    host_prefix::check_elsewhere(&model, report);
    unknown_traits(&model, &checked.own.all, report);
    Ok(model)
}

fn choose_service(
    services: &BTreeMap<ShapeId, CheckedService>,
    options: &LoadOptions,
    report: &mut Report,
) -> Result<ShapeId, Errors> {
    let wanted = options.service.as_deref();
    let list = || services.keys().map(ShapeId::as_str).collect::<Vec<_>>().join(", ");
    let fits = |id: &&ShapeId| wanted.is_none_or(|wanted| id.as_str() == wanted || id.name() == wanted);
    let mut fitting = services.keys().filter(fits);
    match (fitting.next(), fitting.next(), wanted) {
        (Some(only), None, _) => Ok(only.clone()),
        (None, _, _) if services.is_empty() => {
            report.fail(Place::default(), "the file has no service", "Give the file that defines the service shape.")
        }
        (None, _, wanted) => {
            let message = format!("there is no service {}", shortened(wanted.unwrap_or_default()));
            report.fail(Place::default(), message, format!("Name one of: {}.", list()))
        }
        (Some(_), Some(_), None) if !services.values().any(|service| will_do(service, &options.protocols)) => {
            let offers = |checked: &CheckedService| {
                format!("{} offers {}", checked.service.id, checked.service.traits.offered())
            };
            let offers: Vec<String> = services.values().map(offers).collect();
            let message = format!("none of the file's services has a protocol that is spoken: {}", offers.join("; "));
            report.fail(Place::default(), message, format!("Put {} on one.", options.protocols.join(" or ")))
        }
        (Some(_), Some(_), None) => {
            report.fail(Place::default(), "the file has several services", format!("Name one of: {}.", list()))
        }
        (Some(_), Some(_), Some(wanted)) => {
            let message = format!("several services have the name {}", shortened(wanted));
            report.fail(Place::default(), message, format!("Name one by its absolute id: {}.", list()))
        }
    }
}

/// Whether the service offers one of the protocols, or any will do.
fn will_do(CheckedService { service, .. }: &CheckedService, protocols: &[String]) -> bool {
    protocols.is_empty() || service.traits.protocols.iter().any(|id| protocols.iter().any(|name| is_called(id, name)))
}

/// The operations that are asked for, by name or id; all where none is named. In the order of their names.
fn choose_operations(all: Vec<ShapeId>, wanted: &[String], report: &mut Report) -> Vec<ShapeId> {
    if wanted.is_empty() {
        return all;
    }
    let known: HashSet<&str> = all.iter().flat_map(|id| [id.as_str(), id.name()]).collect();
    for name in wanted.iter().filter(|name| !known.contains(name.as_str())) {
        let message = format!("the service has no operation {}", shortened(name));
        let near = report.near(name, all.iter().map(ShapeId::name));
        let remedy = format!("Choose among its {} operations.{near}", all.len());
        report.error(Place::default(), message, remedy);
    }
    let wanted: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
    all.into_iter().filter(|id| wanted.contains(id.as_str()) || wanted.contains(id.name())).collect()
}

/// One warning for each unknown trait, with the first place and the number of places.
fn unknown_traits(model: &Model, own: &HashSet<String>, report: &mut Report) {
    let mut found: BTreeMap<String, (Place, usize)> = BTreeMap::new();
    let mut note = |traits: &Traits, id: &ShapeId, member: Option<&str>| {
        for unknown in traits.unknown.keys() {
            let (_, count) = found.entry(unknown.clone()).or_insert_with(|| {
                let place = Place { member: member.map(str::to_owned), ..Place::shape(id) };
                (place.of_trait(unknown), 0)
            });
            *count += 1;
        }
    };
    note(&model.service.traits, &model.service.id, None);
    for operation in &model.operations {
        note(&operation.traits, &operation.id, None);
    }
    for (id, shape) in &model.shapes {
        note(&shape.traits, id, None);
        shape.kind.members().for_each(|member| note(&member.traits, id, Some(&member.name)));
        match &shape.kind {
            ShapeKind::Enum(members) => {
                for member in members {
                    note(&member.traits, id, member.name.as_deref());
                }
            }
            ShapeKind::IntEnum(members) => {
                for member in members {
                    note(&member.traits, id, Some(&member.name));
                }
            }
            _ => {}
        }
    }
    for (unknown, (place, count)) in found {
        let places = if count == 1 { String::new() } else { format!(" ({count} places, this is the first)") };
        let message = format!("the trait is not known and has no effect{places}");
        let remedy = if own.contains(&unknown) {
            "The model defines this trait itself; what it means is not generated. Take it out to be rid of this."
        } else {
            "Check its spelling; if the generated code must obey it, the generator has to learn it first."
        };
        report.warn(place, message, remedy);
    }
}
