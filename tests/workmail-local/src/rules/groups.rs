//! Groups and their members.

use std::collections::BTreeSet;

use workmail::operation::associate_member_to_group::{AssociateMemberToGroupInput, AssociateMemberToGroupOutput};
use workmail::operation::create_group::{CreateGroupInput, CreateGroupOutput};
use workmail::operation::delete_group::{DeleteGroupInput, DeleteGroupOutput};
use workmail::operation::describe_group::{DescribeGroupInput, DescribeGroupOutput};
use workmail::operation::disassociate_member_from_group::{
    DisassociateMemberFromGroupInput, DisassociateMemberFromGroupOutput,
};
use workmail::operation::list_group_members::{ListGroupMembersInput, ListGroupMembersOutput};
use workmail::operation::list_groups::{ListGroupsInput, ListGroupsOutput};
use workmail::operation::list_groups_for_entity::{ListGroupsForEntityInput, ListGroupsForEntityOutput};
use workmail::operation::update_group::{UpdateGroupInput, UpdateGroupOutput};
use workmail::types::{Group, GroupIdentifier, Member, MemberType};

use super::entities::{self, By, Filter, check_filters};
use super::organizations::active;
use crate::given::{given, starts_with};
use crate::page::{Page, Wanted, page};
use crate::refusal::{Reason, Refusal};
use crate::store::{Details, Entity, Kind, World};

/// Who can be in a group.
const MEMBERS: [Kind; 2] = [Kind::User, Kind::Group];

/// The ids of the members of an entity, if it is a group.
fn members(entity: &Entity) -> Option<&BTreeSet<String>> {
    match &entity.details {
        Details::Group { members } => Some(members),
        _ => None,
    }
}

/// What a member is called on the wire.
pub(crate) fn member_type(kind: Kind) -> MemberType {
    if kind == Kind::Group { MemberType::Group } else { MemberType::User }
}

/// The rule of `CreateGroup`.
pub(crate) fn create_group(world: &mut World, input: CreateGroupInput) -> Result<CreateGroupOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let name = given(input.name, "Name")?;
    let details = Details::Group { members: BTreeSet::new() };
    let id = world.new_id();
    let id = entities::add(world, &organization, id, name, input.hidden_from_global_address_list, details)?;
    Ok(CreateGroupOutput::builder().group_id(id).build())
}

/// The rule of `DeleteGroup`.
pub(crate) fn delete_group(world: &mut World, input: DeleteGroupInput) -> Result<DeleteGroupOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    entities::delete(world, &organization, &given(input.group_id, "GroupId")?, Kind::Group)?;
    Ok(DeleteGroupOutput::builder().build())
}

/// The rule of `DescribeGroup`.
pub(crate) fn describe_group(world: &mut World, input: DescribeGroupInput) -> Result<DescribeGroupOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let argument = given(input.group_id, "GroupId")?;
    let entity = entities::find(world, &organization, &argument, &[Kind::Group], By::Anything)?;
    Ok(DescribeGroupOutput::builder()
        .group_id(&*entity.id)
        .name(&*entity.name)
        .set_email(entity.email.clone())
        .state(entity.state.clone())
        .set_enabled_date(entity.enabled)
        .set_disabled_date(entity.disabled)
        .hidden_from_global_address_list(entity.hidden)
        .build())
}

/// The rule of `UpdateGroup`.
pub(crate) fn update_group(world: &mut World, input: UpdateGroupInput) -> Result<UpdateGroupOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let argument = given(input.group_id, "GroupId")?;
    let id = entities::find_living(world, &organization, &argument, &[Kind::Group], By::Anything)?.id.clone();
    let entity = entities::row(world, &organization, &id)?;
    entity.hidden = input.hidden_from_global_address_list.unwrap_or(entity.hidden);
    Ok(UpdateGroupOutput::builder().build())
}

/// The rule of `ListGroups`.
pub(crate) fn list_groups(world: &mut World, input: ListGroupsInput) -> Result<ListGroupsOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let filter = input.filters.map_or_else(Filter::default, |filters| Filter {
        name: filters.name_prefix,
        email: filters.primary_email_prefix,
        state: filters.state,
    });
    check_filters(filter.count())?;
    let rows = entities::all(world, &organization)
        .filter(|entity| entity.kind() == Kind::Group && filter.takes(entity))
        .map(|entity| (entity.id.clone(), entity));
    let wanted = Wanted { token: input.next_token, most: input.max_results };
    let Page { rows, next } = page(&format!("ListGroups {organization}"), &wanted, rows)?;
    let groups = rows.into_iter().map(summary).collect();
    Ok(ListGroupsOutput::builder().set_groups(Some(groups)).set_next_token(next).build())
}

fn summary(entity: &Entity) -> Group {
    Group::builder()
        .id(&*entity.id)
        .set_email(entity.email.clone())
        .name(&*entity.name)
        .state(entity.state.clone())
        .set_enabled_date(entity.enabled)
        .set_disabled_date(entity.disabled)
        .build()
}

/// The rule of `ListGroupsForEntity`: the groups that it is in itself, not those that these are in.
pub(crate) fn list_groups_for_entity(
    world: &mut World,
    input: ListGroupsForEntityInput,
) -> Result<ListGroupsForEntityOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let argument = given(input.entity_id, "EntityId")?;
    let id = entities::find_living(world, &organization, &argument, &MEMBERS, By::Anything)?.id.clone();
    let prefix = input.filters.and_then(|filters| filters.group_name_prefix);
    let rows = entities::all(world, &organization)
        .filter(|entity| members(entity).is_some_and(|members| members.contains(&id)))
        .filter(|entity| starts_with(&entity.name, prefix.as_deref()))
        .map(|entity| {
            let group = GroupIdentifier::builder().group_id(&*entity.id).group_name(&*entity.name).build();
            (entity.id.clone(), group)
        });
    let wanted = Wanted { token: input.next_token, most: input.max_results };
    let Page { rows, next } = page(&format!("ListGroupsForEntity {id}"), &wanted, rows)?;
    Ok(ListGroupsForEntityOutput::builder().set_groups(Some(rows)).set_next_token(next).build())
}

/// The rule of `AssociateMemberToGroup`. That both have to be enabled, and which error a circle is, is inference.
pub(crate) fn associate_member_to_group(
    world: &mut World,
    input: AssociateMemberToGroupInput,
) -> Result<AssociateMemberToGroupOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let (group, member) = (given(input.group_id, "GroupId")?, given(input.member_id, "MemberId")?);
    let group = entities::find_enabled(world, &organization, &group, &[Kind::Group], By::Anything)?.id.clone();
    let member = entities::find_enabled(world, &organization, &member, &MEMBERS, By::Anything)?.id.clone();
    if reaches(world, &organization, &member, &group) {
        let message = "the group would be in itself";
        return Err(Refusal::new(Reason::InvalidParameterException, message));
    }
    if let Details::Group { members } = &mut entities::row(world, &organization, &group)?.details {
        members.insert(member);
    }
    Ok(AssociateMemberToGroupOutput::builder().build())
}

/// Whether one is the other, or has it as a member at whatever depth.
fn reaches(world: &World, organization: &str, from: &str, to: &str) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from.to_owned()];
    while let Some(id) = open.pop() {
        if id == to {
            return true;
        }
        let inner = world.entities.get(&entities::key(organization, &id)).and_then(members);
        open.extend(inner.into_iter().flatten().filter(|inner| !seen.contains(*inner)).cloned());
        seen.insert(id);
    }
    false
}

/// The rule of `DisassociateMemberFromGroup`. Who is no member is taken out all the same.
pub(crate) fn disassociate_member_from_group(
    world: &mut World,
    input: DisassociateMemberFromGroupInput,
) -> Result<DisassociateMemberFromGroupOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let (group, member) = (given(input.group_id, "GroupId")?, given(input.member_id, "MemberId")?);
    let group = entities::find_living(world, &organization, &group, &[Kind::Group], By::Anything)?.id.clone();
    let member = entities::find_living(world, &organization, &member, &MEMBERS, By::Anything)?.id.clone();
    if let Details::Group { members } = &mut entities::row(world, &organization, &group)?.details {
        members.remove(&member);
    }
    Ok(DisassociateMemberFromGroupOutput::builder().build())
}

/// The rule of `ListGroupMembers`.
pub(crate) fn list_group_members(
    world: &mut World,
    input: ListGroupMembersInput,
) -> Result<ListGroupMembersOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let argument = given(input.group_id, "GroupId")?;
    let group = entities::find_living(world, &organization, &argument, &[Kind::Group], By::Anything)?;
    let none = BTreeSet::new();
    let rows = entities::of_ids(world, &organization, members(group).unwrap_or(&none));
    let wanted = Wanted { token: input.next_token, most: input.max_results };
    let Page { rows, next } = page(&format!("ListGroupMembers {}", group.id), &wanted, rows)?;
    let members = rows.into_iter().map(member).collect();
    Ok(ListGroupMembersOutput::builder().set_members(Some(members)).set_next_token(next).build())
}

fn member(entity: &Entity) -> Member {
    Member::builder()
        .id(&*entity.id)
        .name(&*entity.name)
        .r#type(member_type(entity.kind()))
        .state(entity.state.clone())
        .set_enabled_date(entity.enabled)
        .set_disabled_date(entity.disabled)
        .build()
}
