//! What there is at the start: a JSON file, put in place by the rules themselves, so that it holds nothing that they refuse.

use std::fmt;

use serde::Deserialize;
use workmail::operation::associate_member_to_group::AssociateMemberToGroupInput;
use workmail::operation::create_group::CreateGroupInput;
use workmail::operation::create_organization::CreateOrganizationInput;
use workmail::operation::create_resource::CreateResourceInput;
use workmail::operation::create_user::CreateUserInput;
use workmail::operation::register_to_work_mail::RegisterToWorkMailInput;
use workmail::primitives::{DateTime, DateTimeFormat};
use workmail::types::ResourceType;

use crate::clock::after;
use crate::refusal::{Reason, Refusal};
use crate::rules::{entities, groups, identity_center, organizations, registration, resources, users};
use crate::store::{Application, Details, PersonalAccessToken, Store, World};

/// What there is at the start.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Seed {
    #[serde(default)]
    organizations: Vec<Organization>,
    #[serde(default)]
    applications: Vec<IdentityCenterApplication>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Organization {
    /// `m-` and 32 hexadecimal digits; a new one without it.
    id: Option<String>,
    alias: String,
    #[serde(default)]
    users: Vec<User>,
    #[serde(default)]
    groups: Vec<Group>,
    #[serde(default)]
    resources: Vec<Resource>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct User {
    /// A UUID; a new one without it.
    id: Option<String>,
    name: String,
    display_name: Option<String>,
    /// With it the user is registered.
    email: Option<String>,
    identity_provider_user_id: Option<String>,
    identity_store_id: Option<String>,
    #[serde(default)]
    personal_access_tokens: Vec<Token>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Token {
    /// A new one without it.
    id: Option<String>,
    name: String,
    scopes: Vec<String>,
    /// From the start of the program on.
    lifetime_in_days: i64,
    /// `2026-01-01T00:00:00Z`
    last_used: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Group {
    name: String,
    /// With it the group is registered.
    email: Option<String>,
    /// The names of its members, which have to be registered.
    #[serde(default)]
    members: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Resource {
    name: String,
    /// `ROOM` or `EQUIPMENT`
    r#type: String,
    /// With it the resource is registered.
    email: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct IdentityCenterApplication {
    name: String,
    instance_arn: String,
    /// What its ARN ends with behind `apl-`: 16 letters and digits.
    id: String,
}

/// Why a seed cannot be put in place.
#[derive(Debug)]
#[non_exhaustive]
pub enum SeedError {
    /// It is no JSON of this kind; with line and column.
    Text(serde_json::Error),
    /// The rules refuse it.
    Refused(Refusal),
}

impl fmt::Display for SeedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(error) => write!(formatter, "{error}"),
            Self::Refused(refusal) => write!(formatter, "the rules refuse it: {refusal}"),
        }
    }
}

impl std::error::Error for SeedError {}

/// Puts what a seed says in place: all of it or nothing. An organization whose alias there is already stays as it is. Gives
/// the id of each organization of the seed with its alias.
///
/// # Errors
/// The text is no seed, or the rules refuse what it says.
pub fn plant(store: &Store, text: &str) -> Result<Vec<(String, String)>, SeedError> {
    let seed: Seed = serde_json::from_str(text).map_err(SeedError::Text)?;
    store.at_once(|world| grow(world, seed)).map_err(SeedError::Refused)
}

fn grow(world: &mut World, seed: Seed) -> Result<Vec<(String, String)>, Refusal> {
    for application in seed.applications {
        let IdentityCenterApplication { name, instance_arn: instance, id } = application;
        let arn = identity_center::application_arn(&world.settings.account, &instance, &id)?;
        if world.applications.get(&arn).is_none() {
            world.applications.put(arn.clone(), Application { arn, name, instance });
        }
    }
    // Whatever `--delay` says: what a seed holds is there at once.
    let delay = std::mem::take(&mut world.settings.delay);
    let planted = seed.organizations.into_iter().map(|organization| self::organization(world, organization)).collect();
    world.settings.delay = delay;
    planted
}

fn organization(world: &mut World, seed: Organization) -> Result<(String, String), Refusal> {
    let existing =
        world.organizations.iter().find(|(_, organization)| organization.alias.eq_ignore_ascii_case(&seed.alias));
    if let Some((id, _)) = existing {
        return Ok((id.to_owned(), seed.alias));
    }
    let id = seed.id.unwrap_or_else(|| world.new_id_of('m'));
    let input = CreateOrganizationInput::builder().alias(&*seed.alias).build()?;
    organizations::create(world, input, id.clone())?;
    for user in seed.users {
        self::user(world, &id, user)?;
    }
    for group in seed.groups {
        self::group(world, &id, group)?;
    }
    for resource in seed.resources {
        let Resource { name, r#type, email } = resource;
        let r#type = ResourceType::try_parse(&r#type)
            .map_err(|error| Refusal::new(Reason::InvalidParameterException, format!("resource {name}: {error}")))?;
        let input = CreateResourceInput::builder().organization_id(&*id).name(&*name).r#type(r#type).build()?;
        resources::create_resource(world, input)?;
        register(world, &id, &name, email)?;
    }
    Ok((id, seed.alias))
}

fn user(world: &mut World, organization: &str, seed: User) -> Result<(), Refusal> {
    let id = seed.id.unwrap_or_else(|| world.new_id());
    let input = CreateUserInput::builder()
        .organization_id(organization)
        .display_name(seed.display_name.unwrap_or_else(|| seed.name.clone()))
        .name(&*seed.name)
        .set_identity_provider_user_id(seed.identity_provider_user_id)
        .build()?;
    users::create(world, input, id.clone())?;
    register(world, organization, &seed.name, seed.email)?;
    if let Some(entity) = world.entities.get_mut(&entities::key(organization, &id))
        && let Details::User(user) = &mut entity.details
    {
        user.identity_store = seed.identity_store_id;
    }
    for token in seed.personal_access_tokens {
        let last_used = token.last_used.as_deref().map(|text| moment(&token.name, text)).transpose()?;
        let row = PersonalAccessToken {
            id: token.id.unwrap_or_else(|| world.new_id()),
            user: id.clone(),
            name: token.name,
            created: world.now,
            last_used,
            expires: after(world.now, token.lifetime_in_days.saturating_mul(24 * 60 * 60)),
            scopes: token.scopes,
        };
        world.access_tokens.put(format!("{organization}/{}", row.id), row);
    }
    Ok(())
}

fn moment(token: &str, text: &str) -> Result<DateTime, Refusal> {
    DateTime::from_str(text, DateTimeFormat::DateTime).map_err(|error| {
        Refusal::new(Reason::InvalidParameterException, format!("token {token}: lastUsed {text}: {error}"))
    })
}

fn group(world: &mut World, organization: &str, seed: Group) -> Result<(), Refusal> {
    let input = CreateGroupInput::builder().organization_id(organization).name(&*seed.name).build()?;
    groups::create_group(world, input)?;
    register(world, organization, &seed.name, seed.email)?;
    for member in seed.members {
        let input = AssociateMemberToGroupInput::builder()
            .organization_id(organization)
            .group_id(&*seed.name)
            .member_id(member)
            .build()?;
        groups::associate_member_to_group(world, input)?;
    }
    Ok(())
}

/// Registers what has an address.
fn register(world: &mut World, organization: &str, name: &str, email: Option<String>) -> Result<(), Refusal> {
    let Some(email) = email else { return Ok(()) };
    let input =
        RegisterToWorkMailInput::builder().organization_id(organization).entity_id(name).email(email).build()?;
    registration::register_to_work_mail(world, input)?;
    Ok(())
}
