//! What the script searches in: names alone, in the form that takes the fewest bytes.
//!
//! ```text
//! {"services": [["workmail", "Amazon WorkMail"]],
//!  "operations": [[0, "ListUsers", "ListUsers", "Gives the users.", ["OrganizationId"], ["Users", "Users.Id"], ["…Exception"]]],
//!  "releases": [[0, "2024-10-30", "2024/10/30 - Amazon WorkMail - 8 new 5 updated api methods"]]}
//! ```

use serde_json::{Value, json};

use super::frame;
use super::history::Service;
use super::members::{SEARCHED, paths};
use crate::docs;
use crate::model::{Operation, ShapeId};
use crate::syntax::walk::Walk;

/// The file.
pub(super) fn index(services: &[Service<'_>]) -> String {
    let numbered = || services.iter().enumerate();
    let names: Vec<Value> = services.iter().map(|service| json!([service.folder, service.title])).collect();
    let operations: Vec<Value> = numbered()
        .flat_map(|(at, service)| service.model.operations.iter().map(move |each| operation(at, service, each)))
        .collect();
    let releases: Vec<Value> = numbered()
        .flat_map(|(at, service)| service.releases.iter().map(move |each| json!([at, each.file, each.title()])))
        .collect();
    frame::data(&json!({ "services": names, "operations": operations, "releases": releases }).to_string())
}

fn operation(at: usize, service: &Service<'_>, operation: &Operation) -> Value {
    let model = service.model;
    let members = |shape: &Option<ShapeId>| {
        shape.as_ref().map(|shape| paths(&mut Walk::new(model, SEARCHED), shape)).unwrap_or_default()
    };
    let name = operation.id.name();
    let about = operation.traits.documentation.as_deref().map(docs::plain).unwrap_or_default();
    let errors: Vec<&str> = operation.errors.iter().chain(&model.service.errors).map(ShapeId::name).collect();
    json!([at, service.file_of(name), name, about, members(&operation.input), members(&operation.output), errors])
}
