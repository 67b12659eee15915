//! Mailboxes: how large they may be, and who else may use them.

use workmail::operation::delete_mailbox_permissions::{DeleteMailboxPermissionsInput, DeleteMailboxPermissionsOutput};
use workmail::operation::get_mailbox_details::{GetMailboxDetailsInput, GetMailboxDetailsOutput};
use workmail::operation::list_mailbox_permissions::{ListMailboxPermissionsInput, ListMailboxPermissionsOutput};
use workmail::operation::put_mailbox_permissions::{PutMailboxPermissionsInput, PutMailboxPermissionsOutput};
use workmail::operation::update_mailbox_quota::{UpdateMailboxQuotaInput, UpdateMailboxQuotaOutput};
use workmail::types::{Permission, PermissionType};

use super::entities::{self, By};
use super::groups::member_type;
use super::organizations::active;
use crate::given::given;
use crate::page::{Page, Wanted, page};
use crate::refusal::{Reason, Refusal};
use crate::store::{Kind, World};

const OWNERS: [Kind; 3] = [Kind::User, Kind::Group, Kind::Resource];
const GRANTEES: [Kind; 2] = [Kind::User, Kind::Group];

/// The most that a mailbox can be allowed to hold, in megabytes.
const LARGEST_QUOTA: i32 = 51_200;

/// The rule of `GetMailboxDetails`. Nobody writes here: every mailbox is empty.
pub(crate) fn get_mailbox_details(
    world: &mut World,
    input: GetMailboxDetailsInput,
) -> Result<GetMailboxDetailsOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let argument = given(input.user_id, "UserId")?;
    let user = entities::find(world, &organization, &argument, &[Kind::User], By::Anything)?;
    Ok(GetMailboxDetailsOutput::builder().mailbox_quota(user.quota).mailbox_size(0.0).build())
}

/// The rule of `UpdateMailboxQuota`. Which errors a quota that is too large and a disabled user are, is inference.
pub(crate) fn update_mailbox_quota(
    world: &mut World,
    input: UpdateMailboxQuotaInput,
) -> Result<UpdateMailboxQuotaOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let argument = given(input.user_id, "UserId")?;
    let quota = given(input.mailbox_quota, "MailboxQuota")?;
    let id = entities::find_enabled(world, &organization, &argument, &[Kind::User], By::Anything)?.id.clone();
    if quota > LARGEST_QUOTA {
        let message = format!("MailboxQuota is {LARGEST_QUOTA} megabytes at most");
        return Err(Refusal::new(Reason::InvalidParameterException, message));
    }
    entities::row(world, &organization, &id)?.quota = quota;
    Ok(UpdateMailboxQuotaOutput::builder().build())
}

/// The rule of `PutMailboxPermissions`, which replaces what the grantee could do. That a group cannot have full access is
/// documented; which error that is, is inference.
pub(crate) fn put_mailbox_permissions(
    world: &mut World,
    input: PutMailboxPermissionsInput,
) -> Result<PutMailboxPermissionsOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let (owner, grantee) = (given(input.entity_id, "EntityId")?, given(input.grantee_id, "GranteeId")?);
    let values = given(input.permission_values, "PermissionValues")?;
    let owner = entities::find_enabled(world, &organization, &owner, &OWNERS, By::Anything)?.id.clone();
    let grantee = entities::find_enabled(world, &organization, &grantee, &GRANTEES, By::Anything)?;
    if grantee.kind() == Kind::Group && values.contains(&PermissionType::FullAccess) {
        return Err(Refusal::new(Reason::InvalidParameterException, "a group cannot have FULL_ACCESS"));
    }
    let grantee = grantee.id.clone();
    entities::row(world, &organization, &owner)?.permissions.insert(grantee, values);
    Ok(PutMailboxPermissionsOutput::builder().build())
}

/// The rule of `DeleteMailboxPermissions`. Who has none loses none.
pub(crate) fn delete_mailbox_permissions(
    world: &mut World,
    input: DeleteMailboxPermissionsInput,
) -> Result<DeleteMailboxPermissionsOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let (owner, grantee) = (given(input.entity_id, "EntityId")?, given(input.grantee_id, "GranteeId")?);
    let owner = entities::find_living(world, &organization, &owner, &OWNERS, By::Anything)?.id.clone();
    let grantee = entities::find_living(world, &organization, &grantee, &GRANTEES, By::Anything)?.id.clone();
    entities::row(world, &organization, &owner)?.permissions.remove(&grantee);
    Ok(DeleteMailboxPermissionsOutput::builder().build())
}

/// The rule of `ListMailboxPermissions`.
pub(crate) fn list_mailbox_permissions(
    world: &mut World,
    input: ListMailboxPermissionsInput,
) -> Result<ListMailboxPermissionsOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let argument = given(input.entity_id, "EntityId")?;
    let owner = entities::find(world, &organization, &argument, &OWNERS, By::Anything)?;
    let rows = owner.permissions.iter().filter_map(|(id, values)| {
        let grantee = world.entities.get(&entities::key(&organization, id))?;
        Some((id.clone(), (grantee, values)))
    });
    let wanted = Wanted { token: input.next_token, most: input.max_results };
    let Page { rows, next } = page(&format!("ListMailboxPermissions {}", owner.id), &wanted, rows)?;
    let permissions = rows
        .into_iter()
        .map(|(grantee, values)| {
            Permission::builder()
                .grantee_id(&*grantee.id)
                .grantee_type(member_type(grantee.kind()))
                .set_permission_values(Some(values.clone()))
                .build()
        })
        .collect::<Result<_, _>>()?;
    Ok(ListMailboxPermissionsOutput::builder().set_permissions(Some(permissions)).set_next_token(next).build())
}
