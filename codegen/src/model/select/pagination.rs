//! `paginated`: the service's defaults are merged in, and the members that it names must exist.

use std::collections::BTreeMap;

use crate::model::check::trait_values::PaginatedParts;
use crate::model::id::ShapeId;
use crate::model::problem::{Place, Report, shortened};
use crate::model::shape::{Operation, Shape, ShapeKind};
use crate::model::traits::Paginated;

/// Fills the operation's `paginated` from its own parts and the service's.
pub(in crate::model) fn resolve(
    operation: &mut Operation,
    own: PaginatedParts,
    service: &PaginatedParts,
    shapes: &BTreeMap<ShapeId, Shape>,
    report: &mut Report,
) {
    let place = Place::shape(&operation.id).of_trait("smithy.api#paginated");
    let remedy = "Name it on the operation or on the service.";
    let (Some(input_token), Some(output_token)) = (
        own.input_token.or_else(|| service.input_token.clone()),
        own.output_token.or_else(|| service.output_token.clone()),
    ) else {
        return report.error(place, "inputToken or outputToken is missing", remedy);
    };
    let items = own.items.or_else(|| service.items.clone());
    let page_size = own.page_size.or_else(|| service.page_size.clone());

    let mut check = |role: &str, side: &str, root: Option<&ShapeId>, path: &str| {
        if let Err(missing) = follow(root, path, shapes) {
            let message = format!("{role}: the {side} has no member {} (path {path:?})", shortened(missing));
            report.error(place.clone(), message, "Name a member that exists, with dots between nested ones.");
        }
    };
    check("inputToken", "input", operation.input.as_ref(), &input_token);
    check("outputToken", "output", operation.output.as_ref(), &output_token);
    if let Some(items) = &items {
        check("items", "output", operation.output.as_ref(), items);
    }
    if let Some(page_size) = &page_size {
        check("pageSize", "input", operation.input.as_ref(), page_size);
    }
    operation.traits.paginated = Some(Paginated { input_token, output_token, items, page_size });
}

/// Walks a dotted path through structures; the error is the first name that is not there.
fn follow<'p>(root: Option<&ShapeId>, path: &'p str, shapes: &BTreeMap<ShapeId, Shape>) -> Result<(), &'p str> {
    let mut at = root;
    for name in path.split('.') {
        let members = match at.and_then(|id| shapes.get(id)).map(|shape| &shape.kind) {
            Some(ShapeKind::Structure(members)) => members,
            _ => return Err(name),
        };
        at = Some(&members.iter().find(|member| member.name == name).ok_or(name)?.target);
    }
    Ok(())
}
