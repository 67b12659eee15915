//! Access control rules, and what they come to for somebody who wants in.

use std::net::Ipv4Addr;

use workmail::operation::delete_access_control_rule::{DeleteAccessControlRuleInput, DeleteAccessControlRuleOutput};
use workmail::operation::get_access_control_effect::{GetAccessControlEffectInput, GetAccessControlEffectOutput};
use workmail::operation::list_access_control_rules::{ListAccessControlRulesInput, ListAccessControlRulesOutput};
use workmail::operation::put_access_control_rule::{PutAccessControlRuleInput, PutAccessControlRuleOutput};
use workmail::types::{AccessControlRule, AccessControlRuleEffect};

use super::conditions::{effect, holds, holds_not};
use super::entities::{self, By};
use super::organizations::active;
use crate::given::given;
use crate::refusal::{Reason, Refusal};
use crate::store::{Kind, World};

/// How many rules an organization has at most.
const MOST: usize = 10;

/// The protocols that a rule can be about.
const ACTIONS: [&str; 7] = ["ActiveSync", "AutoDiscover", "EWS", "IMAP", "SMTP", "WindowsOutlook", "WebMail"];

/// What impersonation roles get in by.
const IMPERSONATION_ACTION: &str = "EWS";

/// Adds the rule that a new organization has: it lets everybody in.
pub(crate) fn add_default(world: &mut World, organization: &str) {
    let rule = AccessControlRule::builder()
        .name("Default")
        .effect(AccessControlRuleEffect::Allow)
        .description("Lets everybody in")
        .date_created(world.now)
        .date_modified(world.now)
        .build();
    world.access_rules.put(format!("{organization}/Default"), rule);
}

/// The rule of `PutAccessControlRule`: one of the same name is replaced.
pub(crate) fn put_access_control_rule(
    world: &mut World,
    input: PutAccessControlRuleInput,
) -> Result<PutAccessControlRuleOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let name = given(input.name, "Name")?;
    let key = format!("{organization}/{name}");
    let old = world.access_rules.get(&key).and_then(|rule| rule.date_created);
    if old.is_none() && world.access_rules.within(&format!("{organization}/")).count() >= MOST {
        let message = format!("an organization has {MOST} access control rules at most");
        return Err(Refusal::new(Reason::LimitExceededException, message));
    }
    for action in input.actions.iter().chain(&input.not_actions).flatten() {
        check_action(action)?;
    }
    for range in input.ip_ranges.iter().chain(&input.not_ip_ranges).flatten() {
        network(range)?;
    }
    for user in input.user_ids.iter().chain(&input.not_user_ids).flatten() {
        entities::find_living(world, &organization, user, &[Kind::User], By::Id)?;
    }
    for role in input.impersonation_role_ids.iter().chain(&input.not_impersonation_role_ids).flatten() {
        check_role(world, &organization, role)?;
    }
    let rule = AccessControlRule::builder()
        .name(name)
        .set_effect(input.effect)
        .set_description(input.description)
        .set_ip_ranges(input.ip_ranges)
        .set_not_ip_ranges(input.not_ip_ranges)
        .set_actions(input.actions)
        .set_not_actions(input.not_actions)
        .set_user_ids(input.user_ids)
        .set_not_user_ids(input.not_user_ids)
        .set_impersonation_role_ids(input.impersonation_role_ids)
        .set_not_impersonation_role_ids(input.not_impersonation_role_ids)
        .date_created(old.unwrap_or(world.now))
        .date_modified(world.now)
        .build();
    world.access_rules.put(key, rule);
    Ok(PutAccessControlRuleOutput::builder().build())
}

fn check_action(action: &str) -> Result<(), Refusal> {
    if ACTIONS.iter().any(|known| known.eq_ignore_ascii_case(action)) {
        return Ok(());
    }
    let message = format!("{action} is no protocol; those are {}", ACTIONS.join(", "));
    Err(Refusal::new(Reason::InvalidParameterException, message))
}

fn check_role(world: &World, organization: &str, role: &str) -> Result<(), Refusal> {
    if world.impersonation_roles.get(&format!("{organization}/{role}")).is_some() {
        return Ok(());
    }
    Err(Refusal::new(Reason::ResourceNotFoundException, format!("there is no impersonation role {role}")))
}

/// The rule of `DeleteAccessControlRule`. One that is not there is no error.
pub(crate) fn delete_access_control_rule(
    world: &mut World,
    input: DeleteAccessControlRuleInput,
) -> Result<DeleteAccessControlRuleOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    world.access_rules.remove(&format!("{organization}/{}", given(input.name, "Name")?));
    Ok(DeleteAccessControlRuleOutput::builder().build())
}

/// The rule of `ListAccessControlRules`.
pub(crate) fn list_access_control_rules(
    world: &mut World,
    input: ListAccessControlRulesInput,
) -> Result<ListAccessControlRulesOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let rules = world.access_rules.within(&format!("{organization}/")).map(|(_, rule)| rule.clone()).collect();
    Ok(ListAccessControlRulesOutput::builder().set_rules(Some(rules)).build())
}

/// Somebody who wants in.
struct Visitor {
    address: Ipv4Addr,
    action: String,
    user: Option<String>,
    role: Option<String>,
}

/// The rule of `GetAccessControlEffect`. That a rule which denies is stronger than one which allows, and that nobody gets in
/// whom no rule allows, is documented for the siblings of these rules, and inference here.
pub(crate) fn get_access_control_effect(
    world: &mut World,
    input: GetAccessControlEffectInput,
) -> Result<GetAccessControlEffectOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let invalid = |message: &str| Refusal::new(Reason::InvalidParameterException, message);
    let address = given(input.ip_address, "IpAddress")?.parse().map_err(|_| invalid("IpAddress is no IPv4 address"))?;
    let action = given(input.action, "Action")?;
    check_action(&action)?;
    let (user, role) = match (input.user_id, input.impersonation_role_id) {
        (Some(user), None) => {
            (Some(entities::find_living(world, &organization, &user, &[Kind::User], By::Id)?.id.clone()), None)
        }
        (None, Some(role)) => {
            check_role(world, &organization, &role)?;
            if !action.eq_ignore_ascii_case(IMPERSONATION_ACTION) {
                return Err(invalid("an impersonation role gets in by EWS alone"));
            }
            (None, Some(role))
        }
        _ => return Err(invalid("give either UserId or ImpersonationRoleId")),
    };
    let visitor = Visitor { address, action, user, role };
    let matching = |effect: AccessControlRuleEffect| -> Vec<String> {
        world
            .access_rules
            .within(&format!("{organization}/"))
            .filter(|(_, rule)| rule.effect.as_ref() == Some(&effect) && matches(rule, &visitor))
            .map(|(name, _)| name.to_owned())
            .collect()
    };
    let (effect, rules) = effect([AccessControlRuleEffect::Deny, AccessControlRuleEffect::Allow], matching);
    Ok(GetAccessControlEffectOutput::builder().effect(effect).set_matched_rules(Some(rules)).build())
}

/// Whether a rule is about a visitor: all of its conditions hold. A condition without values is none.
fn matches(rule: &AccessControlRule, visitor: &Visitor) -> bool {
    let is_in = |range: &String| network(range).is_ok_and(|network| network.has(visitor.address));
    let is_action = |action: &String| action.eq_ignore_ascii_case(&visitor.action);
    let is_user = |user: &String| visitor.user.as_ref() == Some(user);
    let is_role = |role: &String| visitor.role.as_ref() == Some(role);
    holds(rule.ip_ranges.as_deref(), is_in)
        && holds_not(rule.not_ip_ranges.as_deref(), is_in)
        && holds(rule.actions.as_deref(), is_action)
        && holds_not(rule.not_actions.as_deref(), is_action)
        && holds(rule.user_ids.as_deref(), is_user)
        && holds_not(rule.not_user_ids.as_deref(), is_user)
        && holds(rule.impersonation_role_ids.as_deref(), is_role)
        && holds_not(rule.not_impersonation_role_ids.as_deref(), is_role)
}

/// Addresses with the same first bits.
struct Network {
    base: u32,
    mask: u32,
}

impl Network {
    fn has(&self, address: Ipv4Addr) -> bool {
        u32::from(address) & self.mask == self.base & self.mask
    }
}

/// A range in CIDR notation: `10.0.0.0/8`.
fn network(range: &str) -> Result<Network, Refusal> {
    let parse = || {
        let (base, bits) = range.split_once('/')?;
        let bits = bits.parse::<u32>().ok().filter(|bits| *bits <= 32)?;
        let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
        Some(Network { base: base.parse::<Ipv4Addr>().ok()?.into(), mask })
    };
    parse().ok_or_else(|| {
        Refusal::new(Reason::InvalidParameterException, format!("{range} is no range of IPv4 addresses"))
    })
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn a_network_has_the_addresses_of_its_first_bits() {
        let has = |range, address: &str| network(range).unwrap().has(address.parse().unwrap());
        assert!(has("10.1.0.0/16", "10.1.255.1"));
        assert!(!has("10.1.0.0/16", "10.2.0.1"));
        assert!(has("0.0.0.0/0", "203.0.113.9"));
        assert!(has("203.0.113.9/32", "203.0.113.9"));
        assert!(!has("203.0.113.9/32", "203.0.113.8"));
        assert!(network("10.0.0.0").is_err() && network("10.0.0.0/33").is_err());
    }
}
