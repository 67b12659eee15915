//! Organizations: how they come, are shown, and go.

use std::collections::BTreeMap;

use workmail::operation::create_organization::{CreateOrganizationInput, CreateOrganizationOutput};
use workmail::operation::delete_organization::{DeleteOrganizationInput, DeleteOrganizationOutput};
use workmail::operation::describe_organization::{DescribeOrganizationInput, DescribeOrganizationOutput};
use workmail::operation::list_organizations::{ListOrganizationsInput, ListOrganizationsOutput};
use workmail::types::OrganizationSummary;

use super::once::once;
use super::{access_control, domains, entities, mobile_rules};
use crate::given::given;
use crate::page::{Page, Wanted, page};
use crate::refusal::{Reason, Refusal};
use crate::store::{Kind, Organization, OrganizationState, World};

/// How many organizations an account has at most.
const MOST: usize = 100;

/// How long deleted organizations are listed, in seconds. That they are for a while is inference.
const LISTED_AFTER_DELETION: i64 = 24 * 60 * 60;

/// The organization of a request, which must be active.
pub(crate) fn active(world: &World, id: Option<String>) -> Result<String, Refusal> {
    let id = given(id, "OrganizationId")?;
    let state = find(world, &id)?.state(world.now);
    if state != OrganizationState::Active {
        let message = format!("organization {id} is in state {}", state.as_str());
        return Err(Refusal::new(Reason::OrganizationStateException, message));
    }
    Ok(id)
}

/// An organization in whatever state.
pub(crate) fn find<'w>(world: &'w World, id: &str) -> Result<&'w Organization, Refusal> {
    world.organizations.get(id).ok_or_else(|| not_found(id))
}

/// The row of an organization.
pub(crate) fn row<'w>(world: &'w mut World, id: &str) -> Result<&'w mut Organization, Refusal> {
    world.organizations.get_mut(id).ok_or_else(|| not_found(id))
}

fn not_found(id: &str) -> Refusal {
    Refusal::new(Reason::OrganizationNotFoundException, format!("there is no organization {id}"))
}

/// The ARN of an organization.
pub(crate) fn arn(world: &World, id: &str) -> String {
    format!("arn:aws:workmail:{}:{}:organization/{id}", world.settings.region, world.settings.account)
}

/// The rule of `CreateOrganization`.
pub(crate) fn create_organization(
    world: &mut World,
    input: CreateOrganizationInput,
) -> Result<CreateOrganizationOutput, Refusal> {
    let token = input.client_token.clone();
    let id = once(world, "CreateOrganization", token.as_deref(), |world| {
        let id = world.new_id_of('m');
        create(world, input, id)
    })?;
    Ok(CreateOrganizationOutput::builder().organization_id(id).build())
}

/// Makes an organization with this id: its test domain and the rules that let everybody in come with it.
pub(crate) fn create(world: &mut World, input: CreateOrganizationInput, id: String) -> Result<String, Refusal> {
    let alias = given(input.alias, "Alias")?;
    let living = |organization: &&Organization| organization.state(world.now) != OrganizationState::Deleted;
    let organizations = || world.organizations.iter().map(|(_, organization)| organization).filter(living);
    if organizations().any(|organization| organization.alias.eq_ignore_ascii_case(&alias)) {
        return Err(Refusal::new(Reason::NameAvailabilityException, format!("alias {alias} is taken")));
    }
    if organizations().count() >= MOST {
        return Err(Refusal::new(
            Reason::LimitExceededException,
            format!("an account has {MOST} organizations at most"),
        ));
    }
    let interoperability = input.enable_interoperability.unwrap_or_default();
    if interoperability && input.directory_id.is_none() {
        let message = "EnableInteroperability needs the DirectoryId of an AD Connector";
        return Err(Refusal::new(Reason::InvalidParameterException, message));
    }
    if let Some(directory) = &input.directory_id
        && organizations().any(|organization| organization.directory == *directory)
    {
        let message = format!("directory {directory} has an organization already");
        return Err(Refusal::new(Reason::DirectoryInUseException, message));
    }
    let own_directory = input.directory_id.is_none();
    let new_directory = format!("d-{}", world.new_id().replace('-', "").chars().take(10).collect::<String>());
    let test_domain = format!("{}.awsapps.com", alias.to_lowercase());
    let organization = Organization {
        id: id.clone(),
        alias,
        directory: input.directory_id.unwrap_or(new_directory),
        own_directory,
        interoperability,
        default_domain: test_domain.clone(),
        created: world.now,
        completed: world.done(),
        deleted: None,
        enforces_dmarc: false,
        monitoring: None,
        retention: None,
        identity_provider: None,
        tags: BTreeMap::new(),
    };
    world.organizations.put(id.clone(), organization);
    domains::add_test(world, &id, test_domain);
    for domain in input.domains.unwrap_or_default() {
        domains::add(world, &id, &domain.domain_name);
    }
    access_control::add_default(world, &id);
    mobile_rules::add_default(world, &id);
    Ok(id)
}

/// The rule of `DeleteOrganization`. That enabled users are `OrganizationStateException` is inference.
pub(crate) fn delete_organization(
    world: &mut World,
    input: DeleteOrganizationInput,
) -> Result<DeleteOrganizationOutput, Refusal> {
    let id = given(input.organization_id, "OrganizationId")?;
    once(world, "DeleteOrganization", input.client_token.as_deref(), |world| {
        active(world, Some(id.clone()))?;
        let in_use = entities::all(world, &id).any(|entity| entity.kind() == Kind::User && entity.is_enabled());
        if in_use && !input.force_delete.unwrap_or_default() {
            let message =
                format!("organization {id} has users who are registered: deregister them, or give ForceDelete");
            return Err(Refusal::new(Reason::OrganizationStateException, message));
        }
        let (now, gone) = (world.now, world.done());
        let organization = row(world, &id)?;
        organization.deleted = Some((now, gone));
        let provider = organization.identity_provider.take();
        if input.delete_identity_center_application.unwrap_or_default()
            && let Some(provider) = provider
        {
            world.applications.remove(&provider.identity_center.application_arn);
        }
        Ok(String::new())
    })?;
    let state = find(world, &id)?.state(world.now);
    Ok(DeleteOrganizationOutput::builder().organization_id(id).state(state.as_str()).build())
}

/// The rule of `DescribeOrganization`, which answers in every state.
pub(crate) fn describe_organization(
    world: &mut World,
    input: DescribeOrganizationInput,
) -> Result<DescribeOrganizationOutput, Refusal> {
    let id = given(input.organization_id, "OrganizationId")?;
    let organization = find(world, &id)?;
    let state = organization.state(world.now);
    let directory_type = if organization.own_directory { "VpcDirectory" } else { "ADConnector" };
    Ok(DescribeOrganizationOutput::builder()
        .organization_id(&*organization.id)
        .alias(&*organization.alias)
        .state(state.as_str())
        .directory_id(&*organization.directory)
        .directory_type(directory_type)
        .default_mail_domain(&*organization.default_domain)
        .set_completed_date((state != OrganizationState::Creating).then_some(organization.completed))
        .arn(arn(world, &id))
        .interoperability_enabled(organization.interoperability)
        .build())
}

/// The rule of `ListOrganizations`.
pub(crate) fn list_organizations(
    world: &mut World,
    input: ListOrganizationsInput,
) -> Result<ListOrganizationsOutput, Refusal> {
    let is_listed = |organization: &Organization| {
        organization
            .deleted
            .is_none_or(|(_, gone)| world.now.secs() < gone.secs().saturating_add(LISTED_AFTER_DELETION))
    };
    let rows = world
        .organizations
        .iter()
        .filter(|(_, organization)| is_listed(organization))
        .map(|(key, organization)| (key.to_owned(), organization));
    let Page { rows, next } =
        page("ListOrganizations", &Wanted { token: input.next_token, most: input.max_results }, rows)?;
    let summaries = rows.into_iter().map(|organization| summary(organization, world)).collect();
    Ok(ListOrganizationsOutput::builder().set_organization_summaries(Some(summaries)).set_next_token(next).build())
}

fn summary(organization: &Organization, world: &World) -> OrganizationSummary {
    OrganizationSummary::builder()
        .organization_id(&*organization.id)
        .alias(&*organization.alias)
        .default_mail_domain(&*organization.default_domain)
        .state(organization.state(world.now).as_str())
        .build()
}
