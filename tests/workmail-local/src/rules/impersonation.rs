//! Impersonation roles: what programs act for users with.

use workmail::operation::assume_impersonation_role::{AssumeImpersonationRoleInput, AssumeImpersonationRoleOutput};
use workmail::operation::create_impersonation_role::{CreateImpersonationRoleInput, CreateImpersonationRoleOutput};
use workmail::operation::delete_impersonation_role::{DeleteImpersonationRoleInput, DeleteImpersonationRoleOutput};
use workmail::operation::get_impersonation_role::{GetImpersonationRoleInput, GetImpersonationRoleOutput};
use workmail::operation::get_impersonation_role_effect::{
    GetImpersonationRoleEffectInput, GetImpersonationRoleEffectOutput,
};
use workmail::operation::list_impersonation_roles::{ListImpersonationRolesInput, ListImpersonationRolesOutput};
use workmail::operation::update_impersonation_role::{UpdateImpersonationRoleInput, UpdateImpersonationRoleOutput};
use workmail::types::{self, AccessEffect, ImpersonationMatchedRule, ImpersonationRule};

use super::conditions::{effect, holds, holds_not};
use super::entities::{self, By};
use super::once::once;
use super::organizations::active;
use crate::given::given;
use crate::page::{Page, Wanted, page};
use crate::refusal::{Reason, Refusal};
use crate::store::{ImpersonationRole, Kind, World};

/// How many roles an organization has at most.
const MOST: usize = 20;

/// How long a token is good for, in seconds.
const LIFETIME: i64 = 15 * 60;

fn find<'w>(world: &'w World, organization: &str, id: &str) -> Result<&'w ImpersonationRole, Refusal> {
    world
        .impersonation_roles
        .get(&format!("{organization}/{id}"))
        .ok_or_else(|| Refusal::new(Reason::ResourceNotFoundException, format!("there is no impersonation role {id}")))
}

/// The rules of a role with the ids of the users that they name.
fn resolved(
    world: &World,
    organization: &str,
    rules: Vec<ImpersonationRule>,
) -> Result<Vec<ImpersonationRule>, Refusal> {
    let ids = |users: Option<Vec<String>>| {
        let id = |user: String| {
            entities::find_living(world, organization, &user, &[Kind::User], By::Anything).map(|user| user.id.clone())
        };
        users.map(|users| users.into_iter().map(id).collect::<Result<Vec<_>, _>>()).transpose()
    };
    rules
        .into_iter()
        .map(|mut rule| {
            rule.target_users = ids(rule.target_users)?;
            rule.not_target_users = ids(rule.not_target_users)?;
            Ok(rule)
        })
        .collect()
}

/// The rule of `CreateImpersonationRole`.
pub(crate) fn create_impersonation_role(
    world: &mut World,
    input: CreateImpersonationRoleInput,
) -> Result<CreateImpersonationRoleOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let scope = format!("CreateImpersonationRole/{organization}");
    let id = once(world, &scope, input.client_token.as_deref(), |world| {
        if world.impersonation_roles.within(&format!("{organization}/")).count() >= MOST {
            let message = format!("an organization has {MOST} impersonation roles at most");
            return Err(Refusal::new(Reason::LimitExceededException, message));
        }
        let id = world.new_id();
        let role = ImpersonationRole {
            id: id.clone(),
            name: given(input.name, "Name")?,
            r#type: given(input.r#type, "Type")?,
            description: input.description,
            rules: resolved(world, &organization, given(input.rules, "Rules")?)?,
            created: world.now,
            modified: world.now,
        };
        world.impersonation_roles.put(format!("{organization}/{id}"), role);
        Ok(id)
    })?;
    Ok(CreateImpersonationRoleOutput::builder().impersonation_role_id(id).build())
}

/// The rule of `UpdateImpersonationRole`, which replaces all but the id.
pub(crate) fn update_impersonation_role(
    world: &mut World,
    input: UpdateImpersonationRoleInput,
) -> Result<UpdateImpersonationRoleOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let id = given(input.impersonation_role_id, "ImpersonationRoleId")?;
    let created = find(world, &organization, &id)?.created;
    let role = ImpersonationRole {
        name: given(input.name, "Name")?,
        r#type: given(input.r#type, "Type")?,
        description: input.description,
        rules: resolved(world, &organization, given(input.rules, "Rules")?)?,
        created,
        modified: world.now,
        id: id.clone(),
    };
    world.impersonation_roles.put(format!("{organization}/{id}"), role);
    Ok(UpdateImpersonationRoleOutput::builder().build())
}

/// The rule of `DeleteImpersonationRole`. One that is not there is no error.
pub(crate) fn delete_impersonation_role(
    world: &mut World,
    input: DeleteImpersonationRoleInput,
) -> Result<DeleteImpersonationRoleOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let id = given(input.impersonation_role_id, "ImpersonationRoleId")?;
    world.impersonation_roles.remove(&format!("{organization}/{id}"));
    Ok(DeleteImpersonationRoleOutput::builder().build())
}

/// The rule of `GetImpersonationRole`.
pub(crate) fn get_impersonation_role(
    world: &mut World,
    input: GetImpersonationRoleInput,
) -> Result<GetImpersonationRoleOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let id = given(input.impersonation_role_id, "ImpersonationRoleId")?;
    let role = find(world, &organization, &id)?.clone();
    Ok(GetImpersonationRoleOutput::builder()
        .impersonation_role_id(role.id)
        .name(role.name)
        .r#type(role.r#type)
        .set_description(role.description)
        .set_rules(Some(role.rules))
        .date_created(role.created)
        .date_modified(role.modified)
        .build())
}

/// The rule of `ListImpersonationRoles`.
pub(crate) fn list_impersonation_roles(
    world: &mut World,
    input: ListImpersonationRolesInput,
) -> Result<ListImpersonationRolesOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let prefix = format!("{organization}/");
    let rows = world.impersonation_roles.within(&prefix).map(|(key, role)| {
        let summary = types::ImpersonationRole::builder()
            .impersonation_role_id(&*role.id)
            .name(&*role.name)
            .r#type(role.r#type.clone())
            .date_created(role.created)
            .date_modified(role.modified)
            .build();
        (key.to_owned(), summary)
    });
    let wanted = Wanted { token: input.next_token, most: input.max_results };
    let Page { rows, next } = page(&format!("ListImpersonationRoles {organization}"), &wanted, rows)?;
    Ok(ListImpersonationRolesOutput::builder().set_roles(Some(rows)).set_next_token(next).build())
}

/// The rule of `GetImpersonationRoleEffect`: a rule that denies is stronger than one that allows, and whom no rule allows is
/// out of reach.
pub(crate) fn get_impersonation_role_effect(
    world: &mut World,
    input: GetImpersonationRoleEffectInput,
) -> Result<GetImpersonationRoleEffectOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let id = given(input.impersonation_role_id, "ImpersonationRoleId")?;
    let role = find(world, &organization, &id)?;
    let target = given(input.target_user, "TargetUser")?;
    let target = &entities::find_living(world, &organization, &target, &[Kind::User], By::Anything)?.id;
    let matching = |effect: AccessEffect| -> Vec<ImpersonationMatchedRule> {
        role.rules
            .iter()
            .filter(|rule| rule.effect == effect)
            .filter(|rule| holds(rule.target_users.as_deref(), |user| user == target))
            .filter(|rule| holds_not(rule.not_target_users.as_deref(), |user| user == target))
            .map(|rule| {
                ImpersonationMatchedRule::builder()
                    .impersonation_rule_id(&*rule.impersonation_rule_id)
                    .set_name(rule.name.clone())
                    .build()
            })
            .collect()
    };
    let (effect, rules) = effect([AccessEffect::Deny, AccessEffect::Allow], matching);
    Ok(GetImpersonationRoleEffectOutput::builder()
        .r#type(role.r#type.clone())
        .effect(effect)
        .set_matched_rules(Some(rules))
        .build())
}

/// The rule of `AssumeImpersonationRole`. The token opens nothing here, and is not kept.
pub(crate) fn assume_impersonation_role(
    world: &mut World,
    input: AssumeImpersonationRoleInput,
) -> Result<AssumeImpersonationRoleOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let id = given(input.impersonation_role_id, "ImpersonationRoleId")?;
    find(world, &organization, &id)?;
    let token = format!("{}{}", world.new_id(), world.new_id()).replace('-', "");
    Ok(AssumeImpersonationRoleOutput::builder().token(token).expires_in(LIFETIME).build())
}
