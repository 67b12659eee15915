//! How an operation pages: where the token goes in and comes out, and what the pages hold.

use super::context::Lowering;
use super::ir::{
    Collection, Element, Field, Items, Pagination, PathStep, Presence, Scalar, StepPresence, Structure, Value,
};
use super::structure;
use super::values::{self, Container};
use crate::model::{Paginated, ShapeId, ShapeKind};
use crate::names::Ident;

/// The pagination of an operation; `None` where a path leads nowhere, which the loader rules out.
pub(super) fn pagination(
    lowering: &Lowering<'_>,
    paginated: &Paginated,
    input: &Structure,
    output: &Structure,
) -> Option<Pagination> {
    let token = field(input, &paginated.input_token)?;
    let (output_token, _) = path(lowering, output, &paginated.output_token)?;
    Some(Pagination {
        input_token: token.name.clone(),
        token: token.value.clone(),
        output_token,
        page_size: paginated.page_size.as_deref().and_then(|name| page_size(field(input, name)?)),
        items: match &paginated.items {
            Some(items) => stated_items(lowering, output, items),
            None => only_list(output),
        },
    })
}

fn field<'s>(structure: &'s Structure, wire: &str) -> Option<&'s Field> {
    structure.fields.iter().find(|field| field.wire == wire)
}

/// The field, where its type holds every `i32`.
fn page_size(field: &Field) -> Option<Ident> {
    match field.value {
        Value::Scalar(Scalar::Integer | Scalar::Long) => Some(field.name.clone()),
        _ => None,
    }
}

fn stated_items(lowering: &Lowering<'_>, output: &Structure, items: &str) -> Option<Items> {
    let (path, collection) = path(lowering, output, items)?;
    Some(Items { path, collection: self::collection(&collection)? })
}

/// Where the model names no items but the output has exactly one list, that list is what the pages hold.
fn only_list(output: &Structure) -> Option<Items> {
    let mut lists = output.fields.iter().filter_map(|field| match &field.value {
        Value::List(element) => Some((field, element)),
        _ => None,
    });
    let (field, element) = lists.next().filter(|_| lists.next().is_none())?;
    let collection = Collection::List(Element::clone(element));
    Some(Items { path: vec![step(&field.name, &field.presence)], collection })
}

/// A list or a map; `None` for anything else, which the loader rules out.
fn collection(value: &Value) -> Option<Collection> {
    match value {
        Value::List(element) => Some(Collection::List(Element::clone(element))),
        Value::Map(key, element) => Some(Collection::Map(key.clone(), Element::clone(element))),
        Value::Scalar(_) | Value::Enum(_) | Value::Structure(_) | Value::Union(_) => None,
    }
}

fn step(name: &Ident, presence: &Presence) -> PathStep {
    let presence = match presence {
        Presence::Optional => StepPresence::Optional,
        Presence::Required | Presence::Zero | Presence::Default(_) => StepPresence::Always,
    };
    PathStep { field: name.clone(), presence }
}

/// Follows a dotted path of wire names through the output and the structures in it.
fn path(lowering: &Lowering<'_>, output: &Structure, dotted: &str) -> Option<(Vec<PathStep>, Value)> {
    let mut names = dotted.split('.');
    let first = field(output, names.next()?)?;
    let mut steps = vec![step(&first.name, &first.presence)];
    let mut value = first.value.clone();
    let mut owner = output.shape.clone().and_then(|id| target_of(lowering, &id, &first.wire));
    for name in names {
        let id = owner.take()?;
        let shape = lowering.model.shapes.get(&id)?;
        let ShapeKind::Structure(members) = &shape.kind else { return None };
        let named = structure::member_names(lowering.model, shape, members);
        let (member, named) = members.iter().zip(named).find(|(member, _)| member.name == name)?;
        let target = lowering.model.shapes.get(&member.target)?;
        value = values::value(lowering, member)?;
        let presence = values::presence(member, Container::Other.of(shape), target, &value);
        steps.push(step(&named.name.field, &presence));
        owner = Some(member.target.clone());
    }
    Some((steps, value))
}

fn target_of(lowering: &Lowering<'_>, id: &ShapeId, member: &str) -> Option<ShapeId> {
    match &lowering.model.shapes.get(id)?.kind {
        ShapeKind::Structure(members) => {
            members.iter().find(|candidate| candidate.name == member).map(|member| member.target.clone())
        }
        _ => None,
    }
}
