//! Resources, such as rooms, and who answers for them.

use std::collections::BTreeSet;

use workmail::operation::associate_delegate_to_resource::{
    AssociateDelegateToResourceInput, AssociateDelegateToResourceOutput,
};
use workmail::operation::create_resource::{CreateResourceInput, CreateResourceOutput};
use workmail::operation::delete_resource::{DeleteResourceInput, DeleteResourceOutput};
use workmail::operation::describe_resource::{DescribeResourceInput, DescribeResourceOutput};
use workmail::operation::disassociate_delegate_from_resource::{
    DisassociateDelegateFromResourceInput, DisassociateDelegateFromResourceOutput,
};
use workmail::operation::list_resource_delegates::{ListResourceDelegatesInput, ListResourceDelegatesOutput};
use workmail::operation::list_resources::{ListResourcesInput, ListResourcesOutput};
use workmail::operation::update_resource::{UpdateResourceInput, UpdateResourceOutput};
use workmail::types::{BookingOptions, Delegate, Resource};

use super::entities::{self, By, Filter, check_filters};
use super::groups::member_type;
use super::organizations::active;
use crate::given::given;
use crate::page::{Page, Wanted, page};
use crate::refusal::{Reason, Refusal};
use crate::store::{Details, Entity, Kind, World};

/// Who can answer for a resource.
const DELEGATES: [Kind; 2] = [Kind::User, Kind::Group];

/// The rule of `CreateResource`. That a new one accepts what it is asked is inference: somebody has to.
pub(crate) fn create_resource(world: &mut World, input: CreateResourceInput) -> Result<CreateResourceOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let name = given(input.name, "Name")?;
    let details = Details::Resource {
        r#type: given(input.r#type, "Type")?,
        description: input.description,
        booking: BookingOptions::builder().auto_accept_requests(true).build(),
        delegates: BTreeSet::new(),
    };
    let id = world.new_id_of('r');
    let id = entities::add(world, &organization, id, name, input.hidden_from_global_address_list, details)?;
    Ok(CreateResourceOutput::builder().resource_id(id).build())
}

/// The rule of `DeleteResource`.
pub(crate) fn delete_resource(world: &mut World, input: DeleteResourceInput) -> Result<DeleteResourceOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    entities::delete(world, &organization, &given(input.resource_id, "ResourceId")?, Kind::Resource)?;
    Ok(DeleteResourceOutput::builder().build())
}

/// The rule of `DescribeResource`.
pub(crate) fn describe_resource(
    world: &mut World,
    input: DescribeResourceInput,
) -> Result<DescribeResourceOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let argument = given(input.resource_id, "ResourceId")?;
    let entity = entities::find(world, &organization, &argument, &[Kind::Resource], By::Anything)?;
    let output = DescribeResourceOutput::builder()
        .resource_id(&*entity.id)
        .name(&*entity.name)
        .set_email(entity.email.clone())
        .state(entity.state.clone())
        .set_enabled_date(entity.enabled)
        .set_disabled_date(entity.disabled)
        .hidden_from_global_address_list(entity.hidden);
    Ok(match &entity.details {
        Details::Resource { r#type, description, booking, .. } => {
            output.r#type(r#type.clone()).set_description(description.clone()).booking_options(booking.clone()).build()
        }
        _ => output.build(),
    })
}

/// The rule of `ListResources`.
pub(crate) fn list_resources(world: &mut World, input: ListResourcesInput) -> Result<ListResourcesOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let filter = input.filters.map_or_else(Filter::default, |filters| Filter {
        name: filters.name_prefix,
        email: filters.primary_email_prefix,
        state: filters.state,
    });
    check_filters(filter.count())?;
    let rows = entities::all(world, &organization)
        .filter(|entity| filter.takes(entity))
        .filter_map(|entity| Some((entity.id.clone(), summary(entity)?)));
    let wanted = Wanted { token: input.next_token, most: input.max_results };
    let Page { rows, next } = page(&format!("ListResources {organization}"), &wanted, rows)?;
    Ok(ListResourcesOutput::builder().set_resources(Some(rows)).set_next_token(next).build())
}

/// A resource in a list; nothing of what is none.
fn summary(entity: &Entity) -> Option<Resource> {
    let Details::Resource { r#type, description, .. } = &entity.details else { return None };
    let resource = Resource::builder()
        .id(&*entity.id)
        .set_email(entity.email.clone())
        .name(&*entity.name)
        .r#type(r#type.clone())
        .state(entity.state.clone())
        .set_enabled_date(entity.enabled)
        .set_disabled_date(entity.disabled)
        .set_description(description.clone());
    Some(resource.build())
}

/// The rule of `UpdateResource`: what is given is changed; an empty description is taken away.
pub(crate) fn update_resource(world: &mut World, input: UpdateResourceInput) -> Result<UpdateResourceOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let argument = given(input.resource_id, "ResourceId")?;
    let found = entities::find_living(world, &organization, &argument, &[Kind::Resource], By::Anything)?;
    let (id, old_name) = (found.id.clone(), found.name.clone());
    if let Some(name) = input.name.as_deref().filter(|name| !name.eq_ignore_ascii_case(&old_name)) {
        entities::check_name(world, &organization, name)?;
    }
    let entity = entities::row(world, &organization, &id)?;
    entity.name = input.name.unwrap_or(old_name);
    entity.hidden = input.hidden_from_global_address_list.unwrap_or(entity.hidden);
    if let Details::Resource { r#type, description, booking, delegates } = &mut entity.details {
        if let Some(options) = input.booking_options {
            if !accepts(&options) && delegates.is_empty() {
                let message = "nobody would answer: a resource accepts requests by itself, or has a delegate";
                return Err(Refusal::new(Reason::InvalidConfigurationException, message));
            }
            *booking = options;
        }
        if let Some(kind) = input.r#type {
            *r#type = kind;
        }
        if let Some(text) = input.description {
            *description = Some(text).filter(|text| !text.is_empty());
        }
    }
    Ok(UpdateResourceOutput::builder().build())
}

/// Whether a resource answers by itself.
fn accepts(options: &BookingOptions) -> bool {
    options.auto_accept_requests
}

/// The rule of `AssociateDelegateToResource`. That both have to be enabled is inference.
pub(crate) fn associate_delegate_to_resource(
    world: &mut World,
    input: AssociateDelegateToResourceInput,
) -> Result<AssociateDelegateToResourceOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let (resource, delegate) = (given(input.resource_id, "ResourceId")?, given(input.entity_id, "EntityId")?);
    let resource = entities::find_enabled(world, &organization, &resource, &[Kind::Resource], By::Anything)?.id.clone();
    let delegate = entities::find_enabled(world, &organization, &delegate, &DELEGATES, By::Anything)?.id.clone();
    if let Details::Resource { delegates, .. } = &mut entities::row(world, &organization, &resource)?.details {
        delegates.insert(delegate);
    }
    Ok(AssociateDelegateToResourceOutput::builder().build())
}

/// The rule of `DisassociateDelegateFromResource`. That the last one stays where nobody else would answer is inference.
pub(crate) fn disassociate_delegate_from_resource(
    world: &mut World,
    input: DisassociateDelegateFromResourceInput,
) -> Result<DisassociateDelegateFromResourceOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let (resource, delegate) = (given(input.resource_id, "ResourceId")?, given(input.entity_id, "EntityId")?);
    let found = entities::find_living(world, &organization, &resource, &[Kind::Resource], By::Anything)?;
    let delegate = &entities::find_living(world, &organization, &delegate, &DELEGATES, By::Anything)?.id;
    if let Details::Resource { booking, delegates, .. } = &found.details
        && !accepts(booking)
        && delegates.len() == 1
        && delegates.contains(delegate)
    {
        return Err(entities::state(found, "would have nobody to answer for it"));
    }
    let (resource, delegate) = (found.id.clone(), delegate.clone());
    if let Details::Resource { delegates, .. } = &mut entities::row(world, &organization, &resource)?.details {
        delegates.remove(&delegate);
    }
    Ok(DisassociateDelegateFromResourceOutput::builder().build())
}

/// The rule of `ListResourceDelegates`.
pub(crate) fn list_resource_delegates(
    world: &mut World,
    input: ListResourceDelegatesInput,
) -> Result<ListResourceDelegatesOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let argument = given(input.resource_id, "ResourceId")?;
    let resource = entities::find_living(world, &organization, &argument, &[Kind::Resource], By::Anything)?;
    let none = BTreeSet::new();
    let ids = match &resource.details {
        Details::Resource { delegates, .. } => delegates,
        _ => &none,
    };
    let rows = entities::of_ids(world, &organization, ids);
    let wanted = Wanted { token: input.next_token, most: input.max_results };
    let Page { rows, next } = page(&format!("ListResourceDelegates {}", resource.id), &wanted, rows)?;
    let delegates = rows
        .into_iter()
        .map(|entity| Delegate::builder().id(&*entity.id).r#type(member_type(entity.kind())).build())
        .collect::<Result<_, _>>()?;
    Ok(ListResourceDelegatesOutput::builder().set_delegates(Some(delegates)).set_next_token(next).build())
}
