//! Availability: who answers when people of a domain are free.

use workmail::operation::create_availability_configuration::{
    CreateAvailabilityConfigurationInput, CreateAvailabilityConfigurationOutput,
};
use workmail::operation::delete_availability_configuration::{
    DeleteAvailabilityConfigurationInput, DeleteAvailabilityConfigurationOutput,
};
use workmail::operation::list_availability_configurations::{
    ListAvailabilityConfigurationsInput, ListAvailabilityConfigurationsOutput,
};
use workmail::operation::test_availability_configuration::{
    TestAvailabilityConfigurationInput, TestAvailabilityConfigurationOutput,
};
use workmail::operation::update_availability_configuration::{
    UpdateAvailabilityConfigurationInput, UpdateAvailabilityConfigurationOutput,
};
use workmail::types::{
    AvailabilityConfiguration, AvailabilityProviderType, EwsAvailabilityProvider, LambdaAvailabilityProvider,
    RedactedEwsAvailabilityProvider,
};

use super::once::once;
use super::organizations::active;
use crate::given::given;
use crate::page::{Page, Wanted, page};
use crate::refusal::{Reason, Refusal};
use crate::store::{Availability, Provider, World};

/// How many domains an organization asks about at most. That there is a limit is documented, this one is inference.
const MOST: usize = 100;

fn key(organization: &str, domain: &str) -> String {
    format!("{organization}/{}", domain.to_lowercase())
}

/// The one provider that a request has.
fn provider(
    ews: Option<EwsAvailabilityProvider>,
    lambda: Option<LambdaAvailabilityProvider>,
) -> Result<Provider, Refusal> {
    match (ews, lambda) {
        (Some(ews), None) => Ok(Provider::Ews { endpoint: ews.ews_endpoint, user: ews.ews_username }),
        (None, Some(lambda)) => Ok(Provider::Lambda { arn: lambda.lambda_arn }),
        _ => {
            let message = "give either EwsProvider or LambdaProvider";
            Err(Refusal::new(Reason::InvalidParameterException, message))
        }
    }
}

fn find<'w>(world: &'w World, organization: &str, domain: &str) -> Result<&'w Availability, Refusal> {
    world.availability.get(&key(organization, domain)).ok_or_else(|| {
        let message = format!("there is no availability configuration for {domain}");
        Refusal::new(Reason::ResourceNotFoundException, message)
    })
}

/// The rule of `CreateAvailabilityConfiguration`.
pub(crate) fn create_availability_configuration(
    world: &mut World,
    input: CreateAvailabilityConfigurationInput,
) -> Result<CreateAvailabilityConfigurationOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let domain = given(input.domain_name, "DomainName")?;
    let provider = provider(input.ews_provider, input.lambda_provider)?;
    let scope = format!("CreateAvailabilityConfiguration/{organization}");
    once(world, &scope, input.client_token.as_deref(), |world| {
        if find(world, &organization, &domain).is_ok() {
            let message = format!("{domain} has an availability configuration already");
            return Err(Refusal::new(Reason::NameAvailabilityException, message));
        }
        if world.availability.within(&format!("{organization}/")).count() >= MOST {
            let message = format!("an organization has {MOST} availability configurations at most");
            return Err(Refusal::new(Reason::LimitExceededException, message));
        }
        let row = Availability { domain: domain.clone(), provider, created: world.now, modified: world.now };
        world.availability.put(key(&organization, &domain), row);
        Ok(String::new())
    })?;
    Ok(CreateAvailabilityConfigurationOutput::builder().build())
}

/// The rule of `UpdateAvailabilityConfiguration`.
pub(crate) fn update_availability_configuration(
    world: &mut World,
    input: UpdateAvailabilityConfigurationInput,
) -> Result<UpdateAvailabilityConfigurationOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let domain = given(input.domain_name, "DomainName")?;
    let provider = provider(input.ews_provider, input.lambda_provider)?;
    let old = find(world, &organization, &domain)?.clone();
    let row = Availability { provider, modified: world.now, ..old };
    world.availability.put(key(&organization, &domain), row);
    Ok(UpdateAvailabilityConfigurationOutput::builder().build())
}

/// The rule of `DeleteAvailabilityConfiguration`. One that is not there is no error.
pub(crate) fn delete_availability_configuration(
    world: &mut World,
    input: DeleteAvailabilityConfigurationInput,
) -> Result<DeleteAvailabilityConfigurationOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let domain = given(input.domain_name, "DomainName")?;
    world.availability.remove(&key(&organization, &domain));
    Ok(DeleteAvailabilityConfigurationOutput::builder().build())
}

/// The rule of `ListAvailabilityConfigurations`.
pub(crate) fn list_availability_configurations(
    world: &mut World,
    input: ListAvailabilityConfigurationsInput,
) -> Result<ListAvailabilityConfigurationsOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let prefix = format!("{organization}/");
    let rows = world.availability.within(&prefix).map(|(key, row)| (key.to_owned(), row));
    let wanted = Wanted { token: input.next_token, most: input.max_results };
    let Page { rows, next } = page(&format!("ListAvailabilityConfigurations {organization}"), &wanted, rows)?;
    let configurations = rows.into_iter().map(shown).collect::<Result<_, _>>()?;
    Ok(ListAvailabilityConfigurationsOutput::builder()
        .set_availability_configurations(Some(configurations))
        .set_next_token(next)
        .build())
}

fn shown(row: &Availability) -> Result<AvailabilityConfiguration, Refusal> {
    let shown = AvailabilityConfiguration::builder()
        .domain_name(&*row.domain)
        .date_created(row.created)
        .date_modified(row.modified);
    Ok(match &row.provider {
        Provider::Ews { endpoint, user } => {
            let provider =
                RedactedEwsAvailabilityProvider::builder().ews_endpoint(&**endpoint).ews_username(&**user).build();
            shown.provider_type(AvailabilityProviderType::Ews).ews_provider(provider)
        }
        Provider::Lambda { arn } => {
            let provider = LambdaAvailabilityProvider::builder().lambda_arn(&**arn).build()?;
            shown.provider_type(AvailabilityProviderType::Lambda).lambda_provider(provider)
        }
    }
    .build())
}

/// The rule of `TestAvailabilityConfiguration`: nothing is called. An EWS endpoint that is no HTTPS URL, or whose host ends in
/// `.invalid`, which never resolves (RFC 6761), fails; all else passes.
pub(crate) fn test_availability_configuration(
    world: &mut World,
    input: TestAvailabilityConfigurationInput,
) -> Result<TestAvailabilityConfigurationOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let provider = match (input.domain_name, input.ews_provider, input.lambda_provider) {
        (Some(domain), None, None) => find(world, &organization, &domain)?.provider.clone(),
        (None, ews, lambda) => provider(ews, lambda)?,
        _ => {
            let message = "give DomainName, EwsProvider or LambdaProvider, and one of them alone";
            return Err(Refusal::new(Reason::InvalidParameterException, message));
        }
    };
    let failure = match &provider {
        Provider::Ews { endpoint, .. } => unreachable_endpoint(endpoint),
        Provider::Lambda { .. } => None,
    };
    Ok(TestAvailabilityConfigurationOutput::builder()
        .test_passed(failure.is_none())
        .set_failure_reason(failure)
        .build())
}

/// Why an endpoint could not be reached.
fn unreachable_endpoint(endpoint: &str) -> Option<String> {
    let Some(rest) = endpoint.strip_prefix("https://") else {
        return Some("EwsEndpoint is no HTTPS URL".to_owned());
    };
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    host.to_lowercase().ends_with(".invalid").then(|| format!("{host} does not resolve"))
}
