//! Retention: how long messages stay, folder by folder. An organization has one policy at most.

use workmail::operation::delete_retention_policy::{DeleteRetentionPolicyInput, DeleteRetentionPolicyOutput};
use workmail::operation::get_default_retention_policy::{
    GetDefaultRetentionPolicyInput, GetDefaultRetentionPolicyOutput,
};
use workmail::operation::put_retention_policy::{PutRetentionPolicyInput, PutRetentionPolicyOutput};

use super::organizations::{self, active};
use crate::given::given;
use crate::refusal::{Reason, Refusal};
use crate::store::{Retention, World};

/// The rule of `PutRetentionPolicy`: without an id the policy is made or replaced; with one it has to be that of the policy.
pub(crate) fn put_retention_policy(
    world: &mut World,
    input: PutRetentionPolicyInput,
) -> Result<PutRetentionPolicyOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let new_id = world.new_id();
    let row = organizations::row(world, &organization)?;
    let old = row.retention.as_ref().map(|policy| policy.id.clone());
    if input.id.is_some() && input.id != old {
        return Err(Refusal::new(Reason::InvalidParameterException, "Id is not that of the organization's policy"));
    }
    row.retention = Some(Retention {
        id: old.unwrap_or(new_id),
        name: given(input.name, "Name")?,
        description: input.description,
        folders: given(input.folder_configurations, "FolderConfigurations")?,
    });
    Ok(PutRetentionPolicyOutput::builder().build())
}

/// The rule of `DeleteRetentionPolicy`. One that is not there is no error.
pub(crate) fn delete_retention_policy(
    world: &mut World,
    input: DeleteRetentionPolicyInput,
) -> Result<DeleteRetentionPolicyOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let id = given(input.id, "Id")?;
    let row = organizations::row(world, &organization)?;
    row.retention = row.retention.take().filter(|policy| policy.id != id);
    Ok(DeleteRetentionPolicyOutput::builder().build())
}

/// The rule of `GetDefaultRetentionPolicy`. Which error none is, is inference.
pub(crate) fn get_default_retention_policy(
    world: &mut World,
    input: GetDefaultRetentionPolicyInput,
) -> Result<GetDefaultRetentionPolicyOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let Some(policy) = organizations::find(world, &organization)?.retention.clone() else {
        return Err(Refusal::new(Reason::EntityNotFoundException, "the organization has no retention policy"));
    };
    Ok(GetDefaultRetentionPolicyOutput::builder()
        .id(policy.id)
        .name(policy.name)
        .set_description(policy.description)
        .set_folder_configurations(Some(policy.folders))
        .build())
}
