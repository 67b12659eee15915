//! Reference pages: one operation, and what a new model version adds.
//!
//! | file | holds |
//! | --- | --- |
//! | `page` | the sections that every page has |
//! | `members` | parameters and response structure as a nested list |
//! | `facts` | constraints of members, from the lowered crate |
//! | `call` | the same request in Rust |
//! | `additions` | what one member tree has and an older one has not |
//! | `literal` | such additions as a nested literal |
//! | `changes` | the page of a new model version |
//!
//! The form is that of the public SDK reference and API change pages, so that a reader of those feels at home.

mod additions;
mod call;
mod changes;
mod facts;
mod literal;
mod members;
mod page;

use std::fmt;

use crate::lower::Lowered;
use crate::model::{self, Model, Operation};

pub(crate) use call::call;
pub(crate) use changes::{Change, ChangeKind, changes, heading};
pub use changes::{Release, api_changes};
pub(crate) use facts::Facts;
pub(crate) use members::{deprecation, type_name};
pub(crate) use page::generated;

/// An operation that the service does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownOperation {
    /// The service's name.
    pub service: String,
    /// What was asked for.
    pub name: String,
    /// Operations whose names resemble it, nearest first, at most five.
    pub near: Vec<String>,
}

impl fmt::Display for UnknownOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} has no operation {:?}", self.service, self.name)?;
        match self.near.as_slice() {
            [] => {
                f.write_str("\n  give the name as the model writes it, such as ListUsers, or as Rust does: list_users")
            }
            near => write!(f, "\n  did you mean {}?", near.join(", ")),
        }
    }
}

impl std::error::Error for UnknownOperation {}

/// The reference page of one operation, in Markdown: description, request syntax, parameters with their constraints,
/// response syntax and structure, exceptions, and the call in Rust by the names of `lowered`.
///
/// `name` is the operation's name in the model or in Rust: `ListUsers`, `list_users` and `list-users` are the same.
///
/// # Errors
/// The service has no such operation.
pub fn operation(model: &Model, lowered: &Lowered, name: &str) -> Result<String, UnknownOperation> {
    let operation = find(model, name)?;
    let facts = Facts::of(&lowered.krate);
    let mut page = page::Page::new(1);
    page.heading(operation.id.name());
    page.operation(model, operation, &facts);
    page.exceptions(model, operation, &lowered.krate);
    page.rust_call(operation, &lowered.krate);
    Ok(page.text())
}

fn find<'m>(model: &'m Model, name: &str) -> Result<&'m Operation, UnknownOperation> {
    let wanted = folded(name);
    let exact = model.operations.iter().find(|operation| operation.id.name() == name);
    let found = exact.or_else(|| model.operations.iter().find(|operation| folded(operation.id.name()) == wanted));
    found.ok_or_else(|| UnknownOperation {
        service: title(model),
        name: name.to_owned(),
        near: model::near(&wanted, model.operations.iter().map(|operation| operation.id.name()))
            .into_iter()
            .map(str::to_owned)
            .collect(),
    })
}

/// `ListUsers`, `list_users` and `list-users` as one.
fn folded(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

/// What a person calls the service.
pub(crate) fn title(model: &Model) -> String {
    let traits = &model.service.traits;
    let sdk_id = traits.aws_service.as_ref().map(|aws| &aws.sdk_id);
    traits.title.as_ref().or(sdk_id).cloned().unwrap_or_else(|| model.service.id.name().to_owned())
}
