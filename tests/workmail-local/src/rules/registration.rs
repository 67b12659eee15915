//! Registration: what turns a name in the directory into somebody who can be written to.

use workmail::operation::deregister_from_work_mail::{DeregisterFromWorkMailInput, DeregisterFromWorkMailOutput};
use workmail::operation::register_to_work_mail::{RegisterToWorkMailInput, RegisterToWorkMailOutput};
use workmail::types::EntityState;

use super::entities::{self, By};
use super::organizations::active;
use super::{addresses, domains};
use crate::given::given;
use crate::refusal::{Reason, Refusal};
use crate::store::{Kind, World};

const ALL: [Kind; 3] = [Kind::User, Kind::Group, Kind::Resource];

/// The rule of `RegisterToWorkMail`. Who is enabled with the same address stays so; that another address is
/// `EntityAlreadyRegisteredException` is inference.
pub(crate) fn register_to_work_mail(
    world: &mut World,
    input: RegisterToWorkMailInput,
) -> Result<RegisterToWorkMailOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let (argument, email) = (given(input.entity_id, "EntityId")?, given(input.email, "Email")?);
    let entity = entities::find_living(world, &organization, &argument, &ALL, By::IdOrName)?;
    let id = entity.id.clone();
    if entity.is_enabled() {
        if entity.email.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(&email)) {
            return Ok(RegisterToWorkMailOutput::builder().build());
        }
        let message = format!("{} {} is registered with another address", entity.kind().noun(), entity.name);
        return Err(Refusal::new(Reason::EntityAlreadyRegisteredException, message));
    }
    domains::check_address(world, &organization, &email)?;
    addresses::check_free(world, &organization, &email)?;
    let now = world.now;
    let entity = entities::row(world, &organization, &id)?;
    entity.state = EntityState::Enabled;
    entity.email = Some(email);
    entity.enabled = Some(now);
    // A mailbox is kept for a while: enabled again in time, the entity has its old one.
    if entity.mailbox_made.is_none() || entity.mailbox_closed.is_some_and(|closed| now.secs() - closed.secs() > KEPT) {
        entity.mailbox_made = Some(now);
    }
    entity.mailbox_closed = None;
    Ok(RegisterToWorkMailOutput::builder().build())
}

/// How long a mailbox is kept, in seconds: 30 days.
const KEPT: i64 = 30 * 24 * 60 * 60;

/// The rule of `DeregisterFromWorkMail`. That its addresses are free then is inference.
pub(crate) fn deregister_from_work_mail(
    world: &mut World,
    input: DeregisterFromWorkMailInput,
) -> Result<DeregisterFromWorkMailOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let argument = given(input.entity_id, "EntityId")?;
    let id = entities::find_enabled(world, &organization, &argument, &ALL, By::Anything)?.id.clone();
    let now = world.now;
    let entity = entities::row(world, &organization, &id)?;
    entity.state = EntityState::Disabled;
    entity.disabled = Some(now);
    entity.mailbox_closed = Some(now);
    entity.email = None;
    entity.aliases.clear();
    Ok(DeregisterFromWorkMailOutput::builder().build())
}
