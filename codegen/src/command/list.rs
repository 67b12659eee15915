//! `tinsmith list`: what a model holds, and what a choice of it reaches.

use std::collections::BTreeMap;
use std::path::Path;

use super::args::{Arguments, Opt};
use super::console::Console;
use super::entry::Command;
use super::exit::Exit;
use super::failure::Failure;
use crate::model::{self, LoadOptions, Model, Service, ServiceSummary, Shape, ShapeId, ShapeKind};

pub(super) const COMMAND: Command = Command {
    name: "list",
    about: "Show the services and operations of a model, and the shapes that they reach",
    help: HELP,
    options: &[Opt::value("service", "ID"), Opt::value("operations", "A,B")],
    run,
};

const HELP: &str = "\
Show the services and operations of a model, and the shapes that they reach

Usage: tinsmith list MODEL [--service ID] [--operations A,B]

Without options: every service of the file with its operations. With --service or --operations: the operations so
chosen, and every shape that they reach, by type.

Options:
  --service ID      The service, by name or absolute id, where the file has several
  --operations A,B  These operations; may be given several times
  -h, --help        This text

Examples:
  tinsmith list workmail.json
  tinsmith list workmail.json --operations ListUsers,CreateUser
  tinsmith list several.json --service com.example#Weather
";

/// The namespace of the shapes that every model has.
const PRELUDE: &str = "smithy.api";

fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let file = arguments.only_file("list", "model")?;
    let options = LoadOptions {
        service: arguments.text("service")?,
        operations: arguments.texts("operations")?,
        ..LoadOptions::default()
    };
    if options.service.is_none() && options.operations.is_empty() {
        console.out(&everything(file)?)?;
        return Ok(Exit::Success);
    }
    let loaded = model::load(file, &options)?;
    console.warnings(&loaded.warnings.iter().map(ToString::to_string).collect::<Vec<_>>());
    console.out(&chosen(&loaded.model))?;
    Ok(Exit::Success)
}

fn everything(file: &Path) -> Result<String, Failure> {
    let services = model::services(file)?;
    if services.is_empty() {
        let message = format!("{}: the file has no service", file.display());
        return Err(Failure::run(message, "give the file that defines the service shape"));
    }
    let sections: Vec<String> =
        services.iter().map(|ServiceSummary { service, operations }| head(service, operations)).collect();
    Ok(sections.join("\n"))
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

fn chosen(model: &Model) -> String {
    let operations: Vec<ShapeId> = model.operations.iter().map(|operation| operation.id.clone()).collect();
    let mut kinds: BTreeMap<Kind, Vec<&ShapeId>> = BTreeMap::new();
    for shape in model.shapes.values().filter(|shape| shape.id.namespace() != PRELUDE) {
        kinds.entry(kind(shape)).or_default().push(&shape.id);
    }
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
