//! Users, groups and resources as far as they are alike: how they are found, named, listed and deleted.

use std::collections::{BTreeMap, BTreeSet};

use workmail::types::EntityState;

use crate::given::starts_with;
use crate::refusal::{Reason, Refusal};
use crate::store::{Details, Entity, Kind, World};

/// Names that the directory has for itself. Which ones they are is not documented; these are every directory's.
const RESERVED: [&str; 4] = ["administrator", "guest", "krbtgt", "postmaster"];

/// The most that a mailbox holds unless somebody says otherwise, in megabytes.
const USUAL_QUOTA: i32 = 51_200;

/// By what an argument may name an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// Its id, its name, or one of its addresses.
    Anything,
    /// Its id or its name.
    IdOrName,
    /// Its id.
    Id,
}

/// The row of an entity.
pub(crate) fn key(organization: &str, id: &str) -> String {
    format!("{organization}/{id}")
}

/// All entities of an organization that are or were, in the order of their ids.
pub(crate) fn all<'w>(world: &'w World, organization: &str) -> impl Iterator<Item = &'w Entity> + use<'w> {
    world.entities.within(format!("{organization}/")).map(|(_, entity)| entity)
}

/// The entities of these ids with the ids, in the order of these: a list to take a page of.
pub(crate) fn of_ids<'w>(
    world: &'w World,
    organization: &'w str,
    ids: &'w BTreeSet<String>,
) -> impl Iterator<Item = (String, &'w Entity)> {
    ids.iter().filter_map(|id| Some((id.clone(), world.entities.get(&key(organization, id))?)))
}

/// The entity that an argument names: deleted ones by their ids alone, as their names are free again.
pub(crate) fn find<'w>(
    world: &'w World,
    organization: &str,
    argument: &str,
    kinds: &[Kind],
    by: By,
) -> Result<&'w Entity, Refusal> {
    let is_meant = |entity: &Entity| {
        let named = by != By::Id && entity.name.eq_ignore_ascii_case(argument);
        !entity.is_deleted() && (named || by == By::Anything && entity.has_address(argument))
    };
    world
        .entities
        .get(&key(organization, argument))
        .filter(|entity| kinds.contains(&entity.kind()))
        .or_else(|| all(world, organization).find(|entity| kinds.contains(&entity.kind()) && is_meant(entity)))
        .ok_or_else(|| {
            Refusal::new(Reason::EntityNotFoundException, format!("there is no {} {argument}", nouns(kinds)))
        })
}

/// The same where the entity must not be deleted.
pub(crate) fn find_living<'w>(
    world: &'w World,
    organization: &str,
    argument: &str,
    kinds: &[Kind],
    by: By,
) -> Result<&'w Entity, Refusal> {
    let entity = find(world, organization, argument, kinds, by)?;
    if entity.is_deleted() {
        return Err(state(entity, "is deleted"));
    }
    Ok(entity)
}

/// The same where the entity must be enabled.
pub(crate) fn find_enabled<'w>(
    world: &'w World,
    organization: &str,
    argument: &str,
    kinds: &[Kind],
    by: By,
) -> Result<&'w Entity, Refusal> {
    let entity = find_living(world, organization, argument, kinds, by)?;
    if !entity.is_enabled() {
        return Err(state(entity, "is not registered to WorkMail"));
    }
    Ok(entity)
}

/// The row of an entity that was found.
pub(crate) fn row<'w>(world: &'w mut World, organization: &str, id: &str) -> Result<&'w mut Entity, Refusal> {
    world
        .entities
        .get_mut(&key(organization, id))
        .ok_or_else(|| Refusal::new(Reason::Internal, format!("entity {id} was found, and is not there")))
}

/// That an entity is in the wrong state.
pub(crate) fn state(entity: &Entity, what: &str) -> Refusal {
    Refusal::new(Reason::EntityStateException, format!("{} {} {what}", entity.kind().noun(), entity.name))
}

/// Checks that a name can be given: it is not reserved, and nothing else in the organization has it. Whether names are
/// unique over all kinds is inference.
pub(crate) fn check_name(world: &World, organization: &str, name: &str) -> Result<(), Refusal> {
    if RESERVED.iter().any(|reserved| name.eq_ignore_ascii_case(reserved)) {
        return Err(Refusal::new(Reason::ReservedNameException, format!("{name} is reserved")));
    }
    let taken = all(world, organization).find(|entity| !entity.is_deleted() && entity.name.eq_ignore_ascii_case(name));
    match taken {
        None => Ok(()),
        Some(entity) => {
            let message = format!("there is a {} {} already", entity.kind().noun(), entity.name);
            Err(Refusal::new(Reason::NameAvailabilityException, message))
        }
    }
}

/// Adds an entity: disabled, without an address.
pub(crate) fn add(
    world: &mut World,
    organization: &str,
    id: String,
    name: String,
    hidden: Option<bool>,
    details: Details,
) -> Result<String, Refusal> {
    check_name(world, organization, &name)?;
    let entity = Entity {
        id: id.clone(),
        name,
        state: EntityState::Disabled,
        hidden: hidden.unwrap_or_default(),
        email: None,
        aliases: BTreeSet::new(),
        enabled: None,
        disabled: None,
        mailbox_made: None,
        mailbox_closed: None,
        quota: USUAL_QUOTA,
        permissions: BTreeMap::new(),
        details,
    };
    world.entities.put(key(organization, &id), entity);
    Ok(id)
}

/// Deletes an entity, which must be disabled. One that is not there is no error, as the model has none for it.
pub(crate) fn delete(world: &mut World, organization: &str, argument: &str, kind: Kind) -> Result<(), Refusal> {
    let Ok(entity) = find(world, organization, argument, &[kind], By::IdOrName) else { return Ok(()) };
    if entity.is_enabled() {
        return Err(state(entity, "is registered to WorkMail: deregister it first"));
    }
    let id = entity.id.clone();
    forget(world, organization, &id)?;
    let entity = row(world, organization, &id)?;
    entity.state = EntityState::Deleted;
    Ok(())
}

/// Takes an entity out of wherever others mention it.
fn forget(world: &mut World, organization: &str, id: &str) -> Result<(), Refusal> {
    let mentions = |entity: &&Entity| {
        entity.permissions.contains_key(id)
            || match &entity.details {
                Details::Group { members } => members.contains(id),
                Details::Resource { delegates, .. } => delegates.contains(id),
                Details::User(_) => false,
            }
    };
    let others: Vec<String> = all(world, organization).filter(mentions).map(|entity| entity.id.clone()).collect();
    for other in others {
        let entity = row(world, organization, &other)?;
        entity.permissions.remove(id);
        match &mut entity.details {
            Details::Group { members } => members.remove(id),
            Details::Resource { delegates, .. } => delegates.remove(id),
            Details::User(_) => false,
        };
    }
    world.access_tokens.remove_within(&format!("{organization}/"), |_, token| token.user == id);
    world.mobile_overrides.remove_within(&format!("{organization}/{id}/"), |_, _| true);
    Ok(())
}

/// The filters that lists of users, groups and resources have in common; a request has one of them at most.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) state: Option<EntityState>,
}

impl Filter {
    /// Whether an entity is meant.
    pub(crate) fn takes(&self, entity: &Entity) -> bool {
        starts_with(&entity.name, self.name.as_deref())
            && self
                .email
                .as_deref()
                .is_none_or(|prefix| entity.email.as_deref().is_some_and(|email| starts_with(email, Some(prefix))))
            && self.state.as_ref().is_none_or(|state| entity.state == *state)
    }

    /// How many filters there are.
    pub(crate) fn count(&self) -> usize {
        usize::from(self.name.is_some()) + usize::from(self.email.is_some()) + usize::from(self.state.is_some())
    }
}

/// That a request has more than one filter.
pub(crate) fn check_filters(count: usize) -> Result<(), Refusal> {
    if count > 1 {
        return Err(Refusal::new(Reason::InvalidParameterException, "Filters has one filter at most"));
    }
    Ok(())
}

/// `user or group`
fn nouns(kinds: &[Kind]) -> String {
    kinds.iter().map(|kind| kind.noun()).collect::<Vec<_>>().join(" or ")
}
