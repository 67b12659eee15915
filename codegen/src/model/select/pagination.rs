//! `paginated`: the service's defaults are merged in; the members that it names must exist and be of a fitting type.
//!
//! Source of the rules: Smithy 2.0, "paginated trait". Two of ours go beyond it. A whole number can be a token where both
//! sides have one, as in some older services. And where a model is legal, but the token that comes out cannot go in
//! again (it is another type), there is a warning and no paginator.

use std::collections::BTreeMap;

use crate::model::check::trait_values::PaginatedParts;
use crate::model::check::type_of;
use crate::model::id::ShapeId;
use crate::model::problem::{Place, Report, shortened};
use crate::model::shape::{Member, Operation, Shape, ShapeKind, Simple};
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

    let mut member = |role: &str, side: &str, root: Option<&ShapeId>, path: &str| match follow(root, path, shapes) {
        Ok(target) => Some(target),
        Err(missing) => {
            let message = format!("{role}: the {side} has no member {} (path {path:?})", shortened(missing));
            report.error(place.clone(), message, "Name a member that exists, with dots between nested ones.");
            None
        }
    };
    let (input, output) = (operation.input.as_ref(), operation.output.as_ref());
    let token_in = member("inputToken", "input", input, &input_token);
    let token_out = member("outputToken", "output", output, &output_token);
    let items_shape = items.as_deref().and_then(|items| member("items", "output", output, items));
    let size_shape = page_size.as_deref().and_then(|page_size| member("pageSize", "input", input, page_size));

    for (role, path) in [("inputToken", Some(&input_token)), ("pageSize", page_size.as_ref())] {
        if let Some(path) = path.filter(|path| path.contains('.')) {
            let message = format!("{role}: {} is a path", shortened(path));
            report.error(place.clone(), message, "Name a member of the input itself: only the output takes paths.");
        }
    }
    if let Some(shape) = items_shape.filter(|shape| !matches!(shape.kind, ShapeKind::List(_) | ShapeKind::Map { .. })) {
        let message = format!("items: {} is {}: pages have no items", shape.id, type_of(&shape.kind).described());
        report.warn(place.clone(), message, "Name a list or map of the output.");
    }
    if let Some(shape) = size_shape.filter(|shape| !is_size(&shape.kind)) {
        let message = format!(
            "pageSize: {} is {}: pages cannot be asked for by size",
            shape.id,
            type_of(&shape.kind).described()
        );
        report.warn(place.clone(), message, "Name an integer or long of the input.");
    }
    if let (Some(token_in), Some(token_out)) = (token_in, token_out)
        && !tokens_fit(token_in, token_out, shapes, &place, report)
    {
        return;
    }
    operation.traits.paginated = Some(Paginated { input_token, output_token, items, page_size });
}

/// Whether the operation can set the member to the size of a page.
fn is_size(kind: &ShapeKind) -> bool {
    matches!(kind, ShapeKind::Simple(Simple::Integer | Simple::Long) | ShapeKind::IntEnum(_))
}

/// Whether the token of an output can be that of the next input; if not, that is reported.
fn tokens_fit(
    token_in: &Shape,
    token_out: &Shape,
    shapes: &BTreeMap<ShapeId, Shape>,
    place: &Place,
    report: &mut Report,
) -> bool {
    let same = same_type(token_in, token_out, shapes);
    // An enum of Smithy 1.0 is a string with a trait; no token is one of a few values.
    let legal = |kind: &ShapeKind| {
        matches!(kind, ShapeKind::Simple(Simple::String) | ShapeKind::Enum(_) | ShapeKind::Map { .. })
    };
    let usable =
        |kind: &ShapeKind| is_size(kind) || matches!(kind, ShapeKind::Simple(Simple::String) | ShapeKind::Map { .. });
    if same && usable(&token_in.kind) {
        return true;
    }
    let described = |shape: &Shape| format!("{} ({})", shape.id, type_of(&shape.kind).described());
    let tokens =
        format!("the token of the input is {}, that of the output {}", described(token_in), described(token_out));
    let remedy = "Let both be strings, or the same map.";
    if legal(&token_in.kind) && legal(&token_out.kind) {
        report.warn(place.clone(), format!("{tokens}: there is no paginator"), remedy);
    } else {
        report.error(place.clone(), format!("{tokens}: neither can be the other"), remedy);
    }
    false
}

/// Whether two shapes are one type in code: structures, unions and enums by their names, all others by what they hold.
fn same_type(a: &Shape, b: &Shape, shapes: &BTreeMap<ShapeId, Shape>) -> bool {
    let (mut a, mut b) = (a, b);
    let target = |member: &Member| shapes.get(&member.target);
    // Lists and maps that hold themselves are refused before; nothing is walked more often than there are shapes.
    for _ in 0..=shapes.len() {
        if a.id == b.id {
            return true;
        }
        let entries = match (&a.kind, &b.kind) {
            (ShapeKind::List(a), ShapeKind::List(b)) => (target(a), target(b)),
            (ShapeKind::Map { key: a_key, value: a }, ShapeKind::Map { key: b_key, value: b }) => {
                if !same_key(target(a_key), target(b_key)) {
                    return false;
                }
                (target(a), target(b))
            }
            (
                ShapeKind::Enum(_) | ShapeKind::Structure(_) | ShapeKind::Union(_),
                ShapeKind::Enum(_) | ShapeKind::Structure(_) | ShapeKind::Union(_),
            ) => return false,
            // An intEnum is a number in code.
            (
                ShapeKind::Simple(Simple::Integer) | ShapeKind::IntEnum(_),
                ShapeKind::Simple(Simple::Integer) | ShapeKind::IntEnum(_),
            ) => return true,
            (a, b) => return type_of(a) == type_of(b),
        };
        let (Some(a_entry), Some(b_entry)) = entries else { return false };
        if a.traits.sparse != b.traits.sparse {
            return false;
        }
        (a, b) = (a_entry, b_entry);
    }
    false
}

/// Keys are strings, or enums that must be the same.
fn same_key(a: Option<&Shape>, b: Option<&Shape>) -> bool {
    let enum_of = |shape: &Shape| matches!(shape.kind, ShapeKind::Enum(_)).then(|| shape.id.clone());
    a.zip(b).is_some_and(|(a, b)| enum_of(a) == enum_of(b))
}

/// Walks a dotted path through structures to the shape of the last member; the error is the first name that is not
/// there.
fn follow<'s, 'p>(
    root: Option<&ShapeId>,
    path: &'p str,
    shapes: &'s BTreeMap<ShapeId, Shape>,
) -> Result<&'s Shape, &'p str> {
    let mut at = root.and_then(|id| shapes.get(id));
    let mut last = "";
    for name in path.split('.') {
        let Some(ShapeKind::Structure(members)) = at.map(|shape| &shape.kind) else { return Err(name) };
        at = shapes.get(&members.iter().find(|member| member.name == name).ok_or(name)?.target);
        last = name;
    }
    at.ok_or(last)
}
