//! Addresses: the primary one, aliases, and who is behind them.

use workmail::operation::create_alias::{CreateAliasInput, CreateAliasOutput};
use workmail::operation::delete_alias::{DeleteAliasInput, DeleteAliasOutput};
use workmail::operation::describe_entity::{DescribeEntityInput, DescribeEntityOutput};
use workmail::operation::list_aliases::{ListAliasesInput, ListAliasesOutput};
use workmail::operation::update_primary_email_address::{
    UpdatePrimaryEmailAddressInput, UpdatePrimaryEmailAddressOutput,
};
use workmail::types::EntityType;

use super::domains;
use super::entities::{self, By};
use super::organizations::active;
use crate::given::given;
use crate::page::{Page, Wanted, page};
use crate::refusal::{Reason, Refusal};
use crate::store::{Entity, Kind, World};

const ALL: [Kind; 3] = [Kind::User, Kind::Group, Kind::Resource];

/// How many aliases an entity has at most.
const MOST: usize = 100;

/// Who has an address.
fn owner<'w>(world: &'w World, organization: &str, address: &str) -> Option<&'w Entity> {
    entities::all(world, organization).find(|entity| entity.has_address(address))
}

/// Checks that nobody has an address.
pub(crate) fn check_free(world: &World, organization: &str, address: &str) -> Result<(), Refusal> {
    match owner(world, organization, address) {
        None => Ok(()),
        Some(entity) => {
            let message = format!("{address} belongs to {} {}", entity.kind().noun(), entity.name);
            Err(Refusal::new(Reason::EmailAddressInUseException, message))
        }
    }
}

/// The rule of `CreateAlias`. An alias that the entity has already is no news.
pub(crate) fn create_alias(world: &mut World, input: CreateAliasInput) -> Result<CreateAliasOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let (argument, alias) = (given(input.entity_id, "EntityId")?, given(input.alias, "Alias")?);
    let entity = entities::find_enabled(world, &organization, &argument, &ALL, By::Id)?;
    if entity.has_address(&alias) {
        return Ok(CreateAliasOutput::builder().build());
    }
    if entity.aliases.len() >= MOST {
        let message = format!("{} {} has {MOST} aliases already", entity.kind().noun(), entity.name);
        return Err(Refusal::new(Reason::LimitExceededException, message));
    }
    let id = entity.id.clone();
    domains::check_address(world, &organization, &alias)?;
    check_free(world, &organization, &alias)?;
    entities::row(world, &organization, &id)?.aliases.insert(alias);
    Ok(CreateAliasOutput::builder().build())
}

/// The rule of `DeleteAlias`. One that is not there is no error; which error the primary address is, is inference.
pub(crate) fn delete_alias(world: &mut World, input: DeleteAliasInput) -> Result<DeleteAliasOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let (argument, alias) = (given(input.entity_id, "EntityId")?, given(input.alias, "Alias")?);
    let entity = entities::find_enabled(world, &organization, &argument, &ALL, By::Id)?;
    if entity.email.as_deref().is_some_and(|email| email.eq_ignore_ascii_case(&alias)) {
        let message = format!("{alias} is the primary address, and no alias");
        return Err(Refusal::new(Reason::InvalidParameterException, message));
    }
    let id = entity.id.clone();
    entities::row(world, &organization, &id)?.aliases.retain(|own| !own.eq_ignore_ascii_case(&alias));
    Ok(DeleteAliasOutput::builder().build())
}

/// The rule of `ListAliases`.
pub(crate) fn list_aliases(world: &mut World, input: ListAliasesInput) -> Result<ListAliasesOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let argument = given(input.entity_id, "EntityId")?;
    let entity = entities::find_living(world, &organization, &argument, &ALL, By::Id)?;
    let rows = entity.aliases.iter().map(|alias| (alias.clone(), alias.clone()));
    let wanted = Wanted { token: input.next_token, most: input.max_results };
    let Page { rows, next } = page(&format!("ListAliases {}", entity.id), &wanted, rows)?;
    Ok(ListAliasesOutput::builder().set_aliases(Some(rows)).set_next_token(next).build())
}

/// The rule of `UpdatePrimaryEmailAddress`: the old address becomes an alias; an alias can become the address.
pub(crate) fn update_primary_email_address(
    world: &mut World,
    input: UpdatePrimaryEmailAddressInput,
) -> Result<UpdatePrimaryEmailAddressOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let (argument, email) = (given(input.entity_id, "EntityId")?, given(input.email, "Email")?);
    let entity = entities::find_enabled(world, &organization, &argument, &ALL, By::Anything)?;
    let id = entity.id.clone();
    if !entity.has_address(&email) {
        domains::check_address(world, &organization, &email)?;
        check_free(world, &organization, &email)?;
    }
    let entity = entities::row(world, &organization, &id)?;
    entity.aliases.retain(|own| !own.eq_ignore_ascii_case(&email));
    let old = entity.email.replace(email.clone());
    entity.aliases.extend(old.filter(|old| !old.eq_ignore_ascii_case(&email)));
    Ok(UpdatePrimaryEmailAddressOutput::builder().build())
}

/// The rule of `DescribeEntity`.
pub(crate) fn describe_entity(world: &mut World, input: DescribeEntityInput) -> Result<DescribeEntityOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let email = given(input.email, "Email")?;
    let entity = owner(world, &organization, &email)
        .ok_or_else(|| Refusal::new(Reason::EntityNotFoundException, format!("nobody has the address {email}")))?;
    let kind = match entity.kind() {
        Kind::User => EntityType::User,
        Kind::Group => EntityType::Group,
        Kind::Resource => EntityType::Resource,
    };
    Ok(DescribeEntityOutput::builder().entity_id(&*entity.id).name(&*entity.name).r#type(kind).build())
}
