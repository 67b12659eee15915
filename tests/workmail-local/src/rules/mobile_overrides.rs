//! Overrides: a user's device that is let in, or kept out, whatever the rules say.

use workmail::operation::delete_mobile_device_access_override::{
    DeleteMobileDeviceAccessOverrideInput, DeleteMobileDeviceAccessOverrideOutput,
};
use workmail::operation::get_mobile_device_access_override::{
    GetMobileDeviceAccessOverrideInput, GetMobileDeviceAccessOverrideOutput,
};
use workmail::operation::list_mobile_device_access_overrides::{
    ListMobileDeviceAccessOverridesInput, ListMobileDeviceAccessOverridesOutput,
};
use workmail::operation::put_mobile_device_access_override::{
    PutMobileDeviceAccessOverrideInput, PutMobileDeviceAccessOverrideOutput,
};
use workmail::types::MobileDeviceAccessOverride;

use super::entities::{self, By};
use super::organizations::active;
use crate::given::given;
use crate::page::{Page, Wanted, page};
use crate::refusal::{Reason, Refusal};
use crate::store::{Kind, World};

/// Devices are the same in whatever case.
fn key(organization: &str, user: &str, device: &str) -> String {
    format!("{organization}/{user}/{}", device.to_lowercase())
}

/// The id of the user whom an argument names.
fn user(world: &World, organization: &str, argument: Option<String>) -> Result<String, Refusal> {
    let argument = given(argument, "UserId")?;
    Ok(entities::find_living(world, organization, &argument, &[Kind::User], By::Anything)?.id.clone())
}

/// The rule of `PutMobileDeviceAccessOverride`: one for the same device is replaced.
pub(crate) fn put_mobile_device_access_override(
    world: &mut World,
    input: PutMobileDeviceAccessOverrideInput,
) -> Result<PutMobileDeviceAccessOverrideOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let user = user(world, &organization, input.user_id)?;
    let device = given(input.device_id, "DeviceId")?.to_lowercase();
    let key = key(&organization, &user, &device);
    let old = world.mobile_overrides.get(&key).and_then(|row| row.date_created);
    let row = MobileDeviceAccessOverride::builder()
        .user_id(user)
        .device_id(device)
        .set_effect(input.effect)
        .set_description(input.description)
        .date_created(old.unwrap_or(world.now))
        .date_modified(world.now)
        .build();
    world.mobile_overrides.put(key, row);
    Ok(PutMobileDeviceAccessOverrideOutput::builder().build())
}

/// The rule of `GetMobileDeviceAccessOverride`.
pub(crate) fn get_mobile_device_access_override(
    world: &mut World,
    input: GetMobileDeviceAccessOverrideInput,
) -> Result<GetMobileDeviceAccessOverrideOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let user = user(world, &organization, input.user_id)?;
    let device = given(input.device_id, "DeviceId")?;
    let Some(row) = world.mobile_overrides.get(&key(&organization, &user, &device)).cloned() else {
        let message = format!("device {device} of user {user} has no override");
        return Err(Refusal::new(Reason::ResourceNotFoundException, message));
    };
    Ok(GetMobileDeviceAccessOverrideOutput::builder()
        .set_user_id(row.user_id)
        .set_device_id(row.device_id)
        .set_effect(row.effect)
        .set_description(row.description)
        .set_date_created(row.date_created)
        .set_date_modified(row.date_modified)
        .build())
}

/// The rule of `DeleteMobileDeviceAccessOverride`. One that is not there is no error.
pub(crate) fn delete_mobile_device_access_override(
    world: &mut World,
    input: DeleteMobileDeviceAccessOverrideInput,
) -> Result<DeleteMobileDeviceAccessOverrideOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let user = user(world, &organization, input.user_id)?;
    let device = given(input.device_id, "DeviceId")?;
    world.mobile_overrides.remove(&key(&organization, &user, &device));
    Ok(DeleteMobileDeviceAccessOverrideOutput::builder().build())
}

/// The rule of `ListMobileDeviceAccessOverrides`: those of a user, of a device, of both, or all.
pub(crate) fn list_mobile_device_access_overrides(
    world: &mut World,
    input: ListMobileDeviceAccessOverridesInput,
) -> Result<ListMobileDeviceAccessOverridesOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let user = input.user_id.map(|argument| user(world, &organization, Some(argument))).transpose()?;
    let device = input.device_id.map(|device| device.to_lowercase());
    let prefix = format!("{organization}/");
    let rows = world
        .mobile_overrides
        .within(&prefix)
        .filter(|(_, row)| user.is_none() || row.user_id == user)
        .filter(|(_, row)| device.is_none() || row.device_id == device)
        .map(|(key, row)| (key.to_owned(), row.clone()));
    let wanted = Wanted { token: input.next_token, most: input.max_results };
    let Page { rows, next } = page(&format!("ListMobileDeviceAccessOverrides {organization}"), &wanted, rows)?;
    Ok(ListMobileDeviceAccessOverridesOutput::builder().set_overrides(Some(rows)).set_next_token(next).build())
}
