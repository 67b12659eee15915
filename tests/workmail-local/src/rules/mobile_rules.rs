//! Rules for mobile devices, and what they come to for a device.

use workmail::operation::create_mobile_device_access_rule::{
    CreateMobileDeviceAccessRuleInput, CreateMobileDeviceAccessRuleOutput,
};
use workmail::operation::delete_mobile_device_access_rule::{
    DeleteMobileDeviceAccessRuleInput, DeleteMobileDeviceAccessRuleOutput,
};
use workmail::operation::get_mobile_device_access_effect::{
    GetMobileDeviceAccessEffectInput, GetMobileDeviceAccessEffectOutput,
};
use workmail::operation::list_mobile_device_access_rules::{
    ListMobileDeviceAccessRulesInput, ListMobileDeviceAccessRulesOutput,
};
use workmail::operation::update_mobile_device_access_rule::{
    UpdateMobileDeviceAccessRuleInput, UpdateMobileDeviceAccessRuleOutput,
};
use workmail::types::{MobileDeviceAccessMatchedRule, MobileDeviceAccessRule, MobileDeviceAccessRuleEffect};

use super::conditions::{effect, holds, holds_not};
use super::once::once;
use super::organizations::active;
use crate::given::{given, starts_with};
use crate::refusal::{Reason, Refusal};
use crate::store::World;

/// How many rules an organization has at most.
const MOST: usize = 10;

/// Adds the rule that a new organization has: it lets every device in.
pub(crate) fn add_default(world: &mut World, organization: &str) {
    let id = world.new_id();
    let rule = MobileDeviceAccessRule::builder()
        .mobile_device_access_rule_id(&*id)
        .name("Default")
        .effect(MobileDeviceAccessRuleEffect::Allow)
        .date_created(world.now)
        .date_modified(world.now)
        .build();
    world.mobile_rules.put(format!("{organization}/{id}"), rule);
}

/// The rule of `CreateMobileDeviceAccessRule`.
pub(crate) fn create_mobile_device_access_rule(
    world: &mut World,
    input: CreateMobileDeviceAccessRuleInput,
) -> Result<CreateMobileDeviceAccessRuleOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let scope = format!("CreateMobileDeviceAccessRule/{organization}");
    let id = once(world, &scope, input.client_token.as_deref(), |world| {
        if world.mobile_rules.within(&format!("{organization}/")).count() >= MOST {
            let message = format!("an organization has {MOST} rules for mobile devices at most");
            return Err(Refusal::new(Reason::LimitExceededException, message));
        }
        let id = world.new_id();
        let rule = MobileDeviceAccessRule::builder()
            .mobile_device_access_rule_id(&*id)
            .set_name(input.name)
            .set_description(input.description)
            .set_effect(input.effect)
            .set_device_types(input.device_types)
            .set_not_device_types(input.not_device_types)
            .set_device_models(input.device_models)
            .set_not_device_models(input.not_device_models)
            .set_device_operating_systems(input.device_operating_systems)
            .set_not_device_operating_systems(input.not_device_operating_systems)
            .set_device_user_agents(input.device_user_agents)
            .set_not_device_user_agents(input.not_device_user_agents)
            .date_created(world.now)
            .date_modified(world.now)
            .build();
        world.mobile_rules.put(format!("{organization}/{id}"), rule);
        Ok(id)
    })?;
    Ok(CreateMobileDeviceAccessRuleOutput::builder().mobile_device_access_rule_id(id).build())
}

/// The rule of `UpdateMobileDeviceAccessRule`, which replaces all but the id.
pub(crate) fn update_mobile_device_access_rule(
    world: &mut World,
    input: UpdateMobileDeviceAccessRuleInput,
) -> Result<UpdateMobileDeviceAccessRuleOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let id = given(input.mobile_device_access_rule_id, "MobileDeviceAccessRuleId")?;
    let key = format!("{organization}/{id}");
    let Some(old) = world.mobile_rules.get(&key) else {
        return Err(Refusal::new(Reason::EntityNotFoundException, format!("there is no rule {id}")));
    };
    let rule = MobileDeviceAccessRule::builder()
        .mobile_device_access_rule_id(id)
        .set_name(input.name)
        .set_description(input.description)
        .set_effect(input.effect)
        .set_device_types(input.device_types)
        .set_not_device_types(input.not_device_types)
        .set_device_models(input.device_models)
        .set_not_device_models(input.not_device_models)
        .set_device_operating_systems(input.device_operating_systems)
        .set_not_device_operating_systems(input.not_device_operating_systems)
        .set_device_user_agents(input.device_user_agents)
        .set_not_device_user_agents(input.not_device_user_agents)
        .set_date_created(old.date_created)
        .date_modified(world.now)
        .build();
    world.mobile_rules.put(key, rule);
    Ok(UpdateMobileDeviceAccessRuleOutput::builder().build())
}

/// The rule of `DeleteMobileDeviceAccessRule`. One that is not there is no error.
pub(crate) fn delete_mobile_device_access_rule(
    world: &mut World,
    input: DeleteMobileDeviceAccessRuleInput,
) -> Result<DeleteMobileDeviceAccessRuleOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let id = given(input.mobile_device_access_rule_id, "MobileDeviceAccessRuleId")?;
    world.mobile_rules.remove(&format!("{organization}/{id}"));
    Ok(DeleteMobileDeviceAccessRuleOutput::builder().build())
}

/// The rule of `ListMobileDeviceAccessRules`.
pub(crate) fn list_mobile_device_access_rules(
    world: &mut World,
    input: ListMobileDeviceAccessRulesInput,
) -> Result<ListMobileDeviceAccessRulesOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let rules = world.mobile_rules.within(&format!("{organization}/")).map(|(_, rule)| rule.clone()).collect();
    Ok(ListMobileDeviceAccessRulesOutput::builder().set_rules(Some(rules)).build())
}

/// The rule of `GetMobileDeviceAccessEffect`: a rule that denies is stronger than one that allows, and what no rule allows is
/// denied. Overrides of single devices play no part.
pub(crate) fn get_mobile_device_access_effect(
    world: &mut World,
    input: GetMobileDeviceAccessEffectInput,
) -> Result<GetMobileDeviceAccessEffectOutput, Refusal> {
    let organization = active(world, input.organization_id.clone())?;
    let matching = |effect: MobileDeviceAccessRuleEffect| -> Vec<MobileDeviceAccessMatchedRule> {
        world
            .mobile_rules
            .within(&format!("{organization}/"))
            .filter(|(_, rule)| rule.effect.as_ref() == Some(&effect) && matches(rule, &input))
            .map(|(id, rule)| {
                MobileDeviceAccessMatchedRule::builder()
                    .mobile_device_access_rule_id(id)
                    .set_name(rule.name.clone())
                    .build()
            })
            .collect()
    };
    let (effect, rules) = effect([MobileDeviceAccessRuleEffect::Deny, MobileDeviceAccessRuleEffect::Allow], matching);
    Ok(GetMobileDeviceAccessEffectOutput::builder().effect(effect).set_matched_rules(Some(rules)).build())
}

/// Whether a rule is about a device: all of its conditions hold. A value is a prefix, in whatever case.
fn matches(rule: &MobileDeviceAccessRule, device: &GetMobileDeviceAccessEffectInput) -> bool {
    let both = |values: Option<&[String]>, not_values: Option<&[String]>, has: Option<&String>| {
        let is_meant = |prefix: &String| has.is_some_and(|has| starts_with(has, Some(prefix)));
        holds(values, is_meant) && holds_not(not_values, is_meant)
    };
    both(rule.device_types.as_deref(), rule.not_device_types.as_deref(), device.device_type.as_ref())
        && both(rule.device_models.as_deref(), rule.not_device_models.as_deref(), device.device_model.as_ref())
        && both(
            rule.device_operating_systems.as_deref(),
            rule.not_device_operating_systems.as_deref(),
            device.device_operating_system.as_ref(),
        )
        && both(
            rule.device_user_agents.as_deref(),
            rule.not_device_user_agents.as_deref(),
            device.device_user_agent.as_ref(),
        )
}
