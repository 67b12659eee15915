//! `tinsmith list`: what a model holds, and what a choice of it reaches.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::args::{Arguments, Opt};
use super::console::Console;
use super::entry::Command;
use super::exit::Exit;
use super::failure::Failure;
use super::input::{self, Input};
use crate::lower;
use crate::model::{self, LoadOptions, Model, Service, ServiceSummary, Shape, ShapeId, ShapeKind};

pub(super) const COMMAND: Command = Command {
    name: "list",
    about: "Show the services and operations of a model, and the shapes that they reach",
    help: HELP,
    options: &[
        Opt::value("service", "ID"),
        Opt::value("operations", "A,B"),
        Opt::value("protocol", "ID"),
        Opt::value("beside", "FILE"),
        Opt::value("format", "FORMAT").of(&["text", "json"]),
    ],
    run,
};

const HELP: &str = "\
Show the services and operations of a model, and the shapes that they reach

Usage: tinsmith list MODEL… [--service ID] [--operations A,B] [--protocol ID] [--format FORMAT]

MODEL is a file, a folder of .smithy files, several of these, or `-` for the standard input.

Without options: every service of the file with its operations. With --service or --operations: the operations so
chosen, and every shape that they reach, by type.

Options:
  --service ID      The service, by name or absolute id, where the file has several
  --operations A,B  These operations; may be given several times
  --protocol ID     Only services that offer this protocol, by name or absolute id
  --beside FILE     Add the traits that this file gives to the model's shapes; by default NAME.tinsmith.json beside
                    NAME.json, if it is there
  --format FORMAT   text (default) or json
  -h, --help        This text

Examples:
  tinsmith list workmail.json
  tinsmith list workmail.json --operations ListUsers,CreateUser
  tinsmith list several.json --service com.example#Weather
";

/// The forms of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text,
    Json,
}

/// What the JSON form is: an object with `schema` and `services`. A service has `id`, `version` (empty where the model
/// states none), `protocols` and `operations` (ids); with --service or --operations also `shapes`, what the choice
/// reaches: `id` and `kind` (`structure`, `error`, `union`, `enum`, `list`, `map`, `simple-shape`) of each. The number
/// rises when a key changes its meaning or goes, not when one is added.
const SCHEMA: &str = "tinsmith-list/1";

/// The namespace of the shapes that every model has.
const PRELUDE: &str = "smithy.api";

fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let file = &input::only("list", &arguments.files)?;
    let options = LoadOptions {
        service: arguments.text("service")?,
        operations: arguments.texts("operations")?,
        protocols: arguments.text("protocol")?.into_iter().collect(),
        beside: arguments.path("beside")?,
        ..LoadOptions::default()
    };
    let format = format(arguments)?;
    if options.service.is_none() && options.operations.is_empty() && options.beside.is_none() {
        let services = services(file, &options.protocols)?;
        console.out(&match format {
            Format::Text => everything(&services),
            Format::Json => printed(&json!({ "schema": SCHEMA, "services": everything_json(&services) }))?,
        })?;
        return Ok(Exit::Success);
    }
    let loaded = input::load(file, &options)?;
    console.warnings(&loaded.warnings.iter().map(ToString::to_string).collect::<Vec<_>>());
    if !offers(&loaded.model.service, &options.protocols) {
        return Err(none_offers(file, &options.protocols, &offering(&loaded.model.service)));
    }
    console.out(&match format {
        Format::Text => chosen(&loaded.model),
        Format::Json => printed(&json!({ "schema": SCHEMA, "services": [chosen_json(&loaded.model)] }))?,
    })?;
    Ok(Exit::Success)
}

fn format(arguments: &Arguments) -> Result<Format, Failure> {
    match arguments.text("format")?.as_deref() {
        None | Some("text") => Ok(Format::Text),
        Some("json") => Ok(Format::Json),
        Some(other) => {
            Err(Failure::usage(format_args!("there is no format {other:?}"), "the formats are text and json"))
        }
    }
}

fn services(file: &Input, protocols: &[String]) -> Result<Vec<ServiceSummary>, Failure> {
    let mut services = input::services(file)?;
    if services.is_empty() {
        let message = format!("{file}: the file has no service");
        return Err(Failure::run(message, "give the file that defines the service shape"));
    }
    let offered: Vec<String> = services.iter().map(|summary| offering(&summary.service)).collect();
    services.retain(|summary| offers(&summary.service, protocols));
    if services.is_empty() {
        return Err(none_offers(file, protocols, &offered.join("; ")));
    }
    Ok(services)
}

fn everything(services: &[ServiceSummary]) -> String {
    let sections: Vec<String> =
        services.iter().map(|ServiceSummary { service, operations }| head(service, operations)).collect();
    sections.join("\n")
}

fn everything_json(services: &[ServiceSummary]) -> Vec<Value> {
    services
        .iter()
        .map(|ServiceSummary { service, operations }| Value::Object(head_json(service, operations)))
        .collect()
}

fn head_json(service: &Service, operations: &[ShapeId]) -> Map<String, Value> {
    let ids = |ids: &[ShapeId]| ids.iter().map(ShapeId::as_str).map(Value::from).collect::<Vec<_>>();
    Map::from_iter([
        ("id".to_owned(), Value::from(service.id.as_str())),
        ("version".to_owned(), Value::from(service.version.as_str())),
        ("protocols".to_owned(), Value::from(service.traits.protocols.clone())),
        ("operations".to_owned(), Value::from(ids(operations))),
    ])
}

fn printed(value: &Value) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map(|text| format!("{text}\n")).map_err(|error| {
        Failure::run(format_args!("the list cannot be written as JSON: {error}"), "report this as a fault of the tool")
    })
}

/// Whether a service offers one of the protocols, or any will do.
fn offers(service: &Service, protocols: &[String]) -> bool {
    let wanted = |id: &String| protocols.iter().any(|wanted| model::is_called(id, wanted));
    protocols.is_empty() || service.traits.protocols.iter().any(wanted)
}

/// `com.example#Weather offers aws.protocols#restJson1`
fn offering(service: &Service) -> String {
    format!("{} offers {}", service.id, service.traits.offered())
}

fn none_offers(file: &Input, protocols: &[String], offered: &str) -> Failure {
    let message = format!("{file}: no service offers {}: {offered}", protocols.join(" or "));
    let spoken: Vec<&str> = lower::spoken().collect();
    Failure::run(message, format_args!("name one that is offered; the generator speaks {}", spoken.join(", ")))
}

/// The service in two lines, then one line an operation.
fn head(service: &Service, operations: &[ShapeId]) -> String {
    let mut facts = Vec::new();
    if !service.version.is_empty() {
        facts.push(format!("version {}", service.version));
    }
    facts.extend(service.traits.protocols.iter().cloned());
    facts.push(counted(operations.len(), "operation"));
    let mut text = format!("{}\n  {}\n", service.id.as_str(), facts.join(", "));
    for operation in operations {
        text.push_str(&format!("    {}\n", name(operation, &service.id)));
    }
    text
}

fn operations(model: &Model) -> Vec<ShapeId> {
    model.operations.iter().map(|operation| operation.id.clone()).collect()
}

/// The shapes of a model by kind, those that every model has left out.
fn kinds(model: &Model) -> BTreeMap<Kind, Vec<&ShapeId>> {
    let mut kinds: BTreeMap<Kind, Vec<&ShapeId>> = BTreeMap::new();
    for shape in model.shapes.values().filter(|shape| shape.id.namespace() != PRELUDE) {
        kinds.entry(kind(shape)).or_default().push(&shape.id);
    }
    kinds
}

fn chosen_json(model: &Model) -> Value {
    let mut service = head_json(&model.service, &operations(model));
    let shapes = kinds(model).into_iter().flat_map(|(kind, ids)| {
        ids.into_iter().map(move |id| json!({ "id": id.as_str(), "kind": kind.word().replace(' ', "-") }))
    });
    service.insert("shapes".to_owned(), shapes.collect());
    Value::Object(service)
}

fn chosen(model: &Model) -> String {
    let operations = operations(model);
    let kinds = kinds(model);
    let count = kinds.values().map(Vec::len).sum();
    let mut text = format!("{}\nreaches {}\n", head(&model.service, &operations), counted(count, "shape"));
    for (kind, shapes) in kinds {
        text.push_str(&format!("  {}\n", counted(shapes.len(), kind.word())));
        for shape in shapes {
            text.push_str(&format!("    {}\n", name(shape, &model.service.id)));
        }
    }
    text
}

/// What a list groups shapes by, in its order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Structure,
    Error,
    Union,
    Enum,
    List,
    Map,
    Simple,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Structure => "structure",
            Self::Error => "error",
            Self::Union => "union",
            Self::Enum => "enum",
            Self::List => "list",
            Self::Map => "map",
            Self::Simple => "simple shape",
        }
    }
}

fn kind(shape: &Shape) -> Kind {
    match &shape.kind {
        ShapeKind::Structure(_) if shape.traits.error.is_some() => Kind::Error,
        ShapeKind::Structure(_) => Kind::Structure,
        ShapeKind::Union(_) => Kind::Union,
        ShapeKind::Enum(_) | ShapeKind::IntEnum(_) => Kind::Enum,
        ShapeKind::List(_) => Kind::List,
        ShapeKind::Map { .. } => Kind::Map,
        ShapeKind::Simple(_) => Kind::Simple,
    }
}

fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// The name alone in the service's own namespace, else the whole id.
fn name<'i>(id: &'i ShapeId, service: &ShapeId) -> &'i str {
    if id.namespace() == service.namespace() { id.name() } else { id.as_str() }
}
