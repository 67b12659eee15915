//! Facts beside a model: a file next to it that adds traits to its shapes and leaves the model as its owner wrote it.
//!
//! `workmail.tinsmith.json` stands beside `workmail.json`. It is a Smithy JSON AST of `apply` statements alone, so that
//! Smithy's own tools read it as one more file of the model:
//!
//! ```json
//! {
//!   "smithy": "2.0",
//!   "shapes": {
//!     "com.example#PredictInput$Endpoint": { "type": "apply", "traits": { "tinsmith.api#endpoint": {} } }
//!   }
//! }
//! ```
//!
//! Any trait can be added; those that Smithy has no word for have the namespace `tinsmith.api`:
//!
//! | trait | on | value | says |
//! | --- | --- | --- | --- |
//! | `tinsmith.api#endpoint` | a string member of an input | `{}` | its value, where set, is the endpoint of the request |
//! | `tinsmith.api#notRetried` | an error | `{"reason": "…"}` | trying again does not help, whatever its code says |

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::ast::{self, RawApply, RawModel};
use super::json;
use crate::model::id::ShapeId;
use crate::model::problem::{Errors, Place, Report};

/// What the name of such a file ends in.
const SUFFIX: &str = ".tinsmith.json";

/// What the name of a file of partition data ends with.
const PARTITIONS: &str = ".partitions.json";

/// Where the facts beside a model are, if there are any: `workmail.tinsmith.json` for `workmail.json`; `None` for a path
/// without a file name, and for such a file itself.
pub fn beside(model: &Path) -> Option<PathBuf> {
    let name = model.file_name()?.to_string_lossy();
    let stem = name.strip_suffix(".json").or_else(|| name.strip_suffix(".smithy")).unwrap_or(&name);
    (!is_beside(model)).then(|| model.with_file_name(format!("{stem}{SUFFIX}")))
}

/// Where the partition data for a model's endpoint test cases is, if there is any: `workmail.partitions.json` for
/// `workmail.json`.
pub(in crate::model) fn partitions(model: &Path) -> Option<PathBuf> {
    let name = model.file_name()?.to_string_lossy();
    let stem = name.strip_suffix(".json").or_else(|| name.strip_suffix(".smithy")).unwrap_or(&name);
    (!is_beside(model)).then(|| model.with_file_name(format!("{stem}{PARTITIONS}")))
}

/// Whether a file is one beside a model, by its name.
pub fn is_beside(path: &Path) -> bool {
    path.file_name().is_some_and(|name| {
        let name = name.to_string_lossy();
        name.ends_with(SUFFIX) || name.ends_with(PARTITIONS)
    })
}

/// Adds what a file says to the shapes of the model, and gives the places of the traits that it adds. `name` stands for
/// the file in messages.
pub(in crate::model) fn add(
    model: &mut RawModel,
    name: &str,
    bytes: &[u8],
    strict: bool,
) -> Result<HashSet<Place>, Errors> {
    let mut report = Report::new(name, strict);
    let value = json::parse(bytes, &mut report)?;
    if !ast::is_ast(&value) {
        let remedy = "Begin it with \"smithy\": \"2.0\", and put `apply` statements into \"shapes\".";
        return report.fail(Place::default(), "is no Smithy JSON AST (no `smithy`)", remedy);
    }
    let added = ast::read(value, &mut report);
    for id in added.shapes.keys() {
        let remedy = "Write it into the model, or make it an `apply`.";
        report.error(Place::shape(id), "a file beside a model adds traits to shapes, and no shapes", remedy);
    }
    for (id, applies) in &added.applies {
        let Some(shape) = model.shapes.get(id) else {
            let near = report.near(id.as_str(), model.shapes.keys().map(ShapeId::as_str));
            let remedy = format!("Correct the id.{near}");
            report.error(Place::shape(id), "the model has no such shape", remedy);
            continue;
        };
        // What a mixin brings is not there yet; the pass that adds it looks again.
        for member in applies.iter().filter_map(|apply| apply.member.as_deref()).filter(|_| shape.mixins.is_empty()) {
            if !shape.members.iter().any(|own| own.name == member) {
                let near = report.near(member, shape.members.iter().map(|own| own.name.as_str()));
                let remedy = format!("Correct the name.{near}");
                report.error(Place::shape(id).member(member), "the shape has no such member", remedy);
            }
        }
    }
    report.checkpoint()?;
    let mut places = HashSet::new();
    for (id, applies) in added.applies {
        for RawApply { member, traits } in &applies {
            let place = Place { member: member.clone(), ..Place::shape(&id) };
            places.extend(traits.keys().map(|trait_id| place.clone().of_trait(trait_id)));
        }
        model.applies.entry(id).or_default().extend(applies);
    }
    Ok(places)
}
