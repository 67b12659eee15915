//! Users.

use workmail::operation::create_user::{CreateUserInput, CreateUserOutput};
use workmail::operation::delete_user::{DeleteUserInput, DeleteUserOutput};
use workmail::operation::describe_user::{DescribeUserInput, DescribeUserOutput};
use workmail::operation::list_users::{ListUsersInput, ListUsersOutput};
use workmail::operation::reset_password::{ResetPasswordInput, ResetPasswordOutput};
use workmail::operation::update_user::{UpdateUserInput, UpdateUserOutput};
use workmail::types::{self, ListUsersFilters, UserRole};

use super::entities::{self, By, Filter, check_filters};
use super::organizations::{self, active};
use super::passwords;
use crate::given::{given, starts_with};
use crate::page::{Page, Wanted, page};
use crate::refusal::{Reason, Refusal};
use crate::store::{Details, Entity, Kind, User, World};

/// How long a name is in a directory that the caller brought.
const LONGEST_FOREIGN_NAME: usize = 20;

/// What only a user has.
fn details(entity: &Entity) -> Result<&User, Refusal> {
    match &entity.details {
        Details::User(user) => Ok(user),
        _ => Err(Refusal::new(Reason::Internal, format!("{} is no user", entity.id))),
    }
}

/// Roles are given to people alone.
fn check_role(role: Option<&UserRole>) -> Result<(), Refusal> {
    match role {
        Some(role @ (UserRole::Resource | UserRole::SystemUser)) => {
            let message = format!("Role {role} is none that a user can be given");
            Err(Refusal::new(Reason::InvalidParameterException, message))
        }
        _ => Ok(()),
    }
}

/// The rule of `CreateUser`.
pub(crate) fn create_user(world: &mut World, input: CreateUserInput) -> Result<CreateUserOutput, Refusal> {
    let id = world.new_id();
    create(world, input, id)
}

/// Makes a user with this id.
pub(crate) fn create(world: &mut World, input: CreateUserInput, id: String) -> Result<CreateUserOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let name = given(input.name, "Name")?;
    if !organizations::find(world, &organization)?.own_directory && name.chars().count() > LONGEST_FOREIGN_NAME {
        let message = format!("Name has {LONGEST_FOREIGN_NAME} characters at most in this directory");
        return Err(Refusal::new(Reason::InvalidParameterException, message));
    }
    check_role(input.role.as_ref())?;
    if let Some(password) = &input.password {
        passwords::check(password)?;
    }
    let user = User {
        role: Some(input.role.unwrap_or(UserRole::User)),
        display_name: input.display_name,
        first_name: input.first_name,
        last_name: input.last_name,
        linked_to: input.identity_provider_user_id,
        ..User::default()
    };
    let hidden = input.hidden_from_global_address_list;
    let id = entities::add(world, &organization, id, name, hidden, Details::User(Box::new(user)))?;
    Ok(CreateUserOutput::builder().user_id(id).build())
}

/// The rule of `DeleteUser`.
pub(crate) fn delete_user(world: &mut World, input: DeleteUserInput) -> Result<DeleteUserOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    entities::delete(world, &organization, &given(input.user_id, "UserId")?, Kind::User)?;
    Ok(DeleteUserOutput::builder().build())
}

/// The rule of `DescribeUser`.
pub(crate) fn describe_user(world: &mut World, input: DescribeUserInput) -> Result<DescribeUserOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let argument = given(input.user_id, "UserId")?;
    let entity = entities::find(world, &organization, &argument, &[Kind::User], By::Anything)?;
    let user = details(entity)?.clone();
    Ok(DescribeUserOutput::builder()
        .user_id(&*entity.id)
        .name(&*entity.name)
        .set_email(entity.email.clone())
        .set_display_name(user.display_name)
        .state(entity.state.clone())
        .set_user_role(user.role)
        .set_enabled_date(entity.enabled)
        .set_disabled_date(entity.disabled)
        .set_mailbox_provisioned_date(entity.mailbox_made)
        .set_mailbox_deprovisioned_date(entity.mailbox_closed)
        .set_first_name(user.first_name)
        .set_last_name(user.last_name)
        .hidden_from_global_address_list(entity.hidden)
        .set_initials(user.initials)
        .set_telephone(user.telephone)
        .set_street(user.street)
        .set_job_title(user.job_title)
        .set_city(user.city)
        .set_company(user.company)
        .set_zip_code(user.zip_code)
        .set_department(user.department)
        .set_country(user.country)
        .set_office(user.office)
        .set_identity_provider_user_id(user.linked_to)
        .set_identity_provider_identity_store_id(user.identity_store)
        .build())
}

/// The rule of `ListUsers`.
pub(crate) fn list_users(world: &mut World, input: ListUsersInput) -> Result<ListUsersOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let filters = input.filters.unwrap_or_else(|| ListUsersFilters::builder().build());
    let (display_name, provider) = (filters.display_name_prefix, filters.identity_provider_user_id_prefix);
    let filter = Filter { name: filters.username_prefix, email: filters.primary_email_prefix, state: filters.state };
    check_filters(filter.count() + usize::from(display_name.is_some()) + usize::from(provider.is_some()))?;
    let is_meant = |entity: &Entity, user: &User| {
        let has = |value: &Option<String>, prefix: &Option<String>| {
            prefix.is_none() || value.as_deref().is_some_and(|value| starts_with(value, prefix.as_deref()))
        };
        filter.takes(entity) && has(&user.display_name, &display_name) && has(&user.linked_to, &provider)
    };
    let rows = entities::all(world, &organization).filter_map(|entity| match &entity.details {
        Details::User(user) if is_meant(entity, user) => Some((entity.id.clone(), (entity, user))),
        _ => None,
    });
    let wanted = Wanted { token: input.next_token, most: input.max_results };
    let Page { rows, next } = page(&format!("ListUsers {organization}"), &wanted, rows)?;
    let users = rows.into_iter().map(|(entity, user)| summary(entity, user)).collect();
    Ok(ListUsersOutput::builder().set_users(Some(users)).set_next_token(next).build())
}

fn summary(entity: &Entity, user: &User) -> types::User {
    types::User::builder()
        .id(&*entity.id)
        .set_email(entity.email.clone())
        .name(&*entity.name)
        .set_display_name(user.display_name.clone())
        .state(entity.state.clone())
        .set_user_role(user.role.clone())
        .set_enabled_date(entity.enabled)
        .set_disabled_date(entity.disabled)
        .set_identity_provider_user_id(user.linked_to.clone())
        .set_identity_provider_identity_store_id(user.identity_store.clone())
        .build()
}

/// The rule of `UpdateUser`: what is given is changed. An empty `IdentityProviderUserId` takes the link away.
pub(crate) fn update_user(world: &mut World, input: UpdateUserInput) -> Result<UpdateUserOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let argument = given(input.user_id, "UserId")?;
    let id = entities::find_living(world, &organization, &argument, &[Kind::User], By::Anything)?.id.clone();
    check_role(input.role.as_ref())?;
    let entity = entities::row(world, &organization, &id)?;
    entity.hidden = input.hidden_from_global_address_list.unwrap_or(entity.hidden);
    if let Details::User(user) = &mut entity.details {
        user.role = input.role.or(user.role.take());
        for (old, new) in [
            (&mut user.display_name, input.display_name),
            (&mut user.first_name, input.first_name),
            (&mut user.last_name, input.last_name),
            (&mut user.initials, input.initials),
            (&mut user.telephone, input.telephone),
            (&mut user.street, input.street),
            (&mut user.job_title, input.job_title),
            (&mut user.city, input.city),
            (&mut user.company, input.company),
            (&mut user.zip_code, input.zip_code),
            (&mut user.department, input.department),
            (&mut user.country, input.country),
            (&mut user.office, input.office),
            (&mut user.linked_to, input.identity_provider_user_id),
        ] {
            if new.is_some() {
                *old = new.filter(|new| !new.is_empty());
            }
        }
    }
    Ok(UpdateUserOutput::builder().build())
}

/// The rule of `ResetPassword`. The password is checked, and not kept.
pub(crate) fn reset_password(world: &mut World, input: ResetPasswordInput) -> Result<ResetPasswordOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let argument = given(input.user_id, "UserId")?;
    entities::find_living(world, &organization, &argument, &[Kind::User], By::Id)?;
    passwords::check(&given(input.password, "Password")?)?;
    Ok(ResetPasswordOutput::builder().build())
}
