//! IAM Identity Center: its applications, which belong to the account, and how organizations are connected to them.

use workmail::operation::create_identity_center_application::{
    CreateIdentityCenterApplicationInput, CreateIdentityCenterApplicationOutput,
};
use workmail::operation::delete_identity_center_application::{
    DeleteIdentityCenterApplicationInput, DeleteIdentityCenterApplicationOutput,
};
use workmail::operation::delete_identity_provider_configuration::{
    DeleteIdentityProviderConfigurationInput, DeleteIdentityProviderConfigurationOutput,
};
use workmail::operation::describe_identity_provider_configuration::{
    DescribeIdentityProviderConfigurationInput, DescribeIdentityProviderConfigurationOutput,
};
use workmail::operation::put_identity_provider_configuration::{
    PutIdentityProviderConfigurationInput, PutIdentityProviderConfigurationOutput,
};

use super::once::once;
use super::organizations::{self, active};
use crate::given::given;
use crate::refusal::{Reason, Refusal};
use crate::store::{Application, IdentityProvider, World};

/// The rule of `CreateIdentityCenterApplication`.
pub(crate) fn create_identity_center_application(
    world: &mut World,
    input: CreateIdentityCenterApplicationInput,
) -> Result<CreateIdentityCenterApplicationOutput, Refusal> {
    let arn = once(world, "CreateIdentityCenterApplication", input.client_token.as_deref(), |world| {
        let (name, instance) = (given(input.name, "Name")?, given(input.instance_arn, "InstanceArn")?);
        let id: String = world.new_id().replace('-', "").chars().take(16).collect();
        let arn = application_arn(&world.settings.account, &instance, &id)?;
        world.applications.put(arn.clone(), Application { arn: arn.clone(), name, instance });
        Ok(arn)
    })?;
    Ok(CreateIdentityCenterApplicationOutput::builder().application_arn(arn).build())
}

/// The ARN of an application of an instance, whose ARN is `arn:aws:sso:::instance/ssoins-…`.
pub(crate) fn application_arn(account: &str, instance: &str, id: &str) -> Result<String, Refusal> {
    let (head, name) = instance
        .split_once(":::instance/")
        .ok_or_else(|| Refusal::new(Reason::InvalidParameterException, "InstanceArn is no ARN of an instance"))?;
    Ok(format!("{head}::{account}:application/{name}/apl-{id}"))
}

/// The rule of `DeleteIdentityCenterApplication`. One that is not there is no error; that one in use is
/// `OrganizationStateException` is inference.
pub(crate) fn delete_identity_center_application(
    world: &mut World,
    input: DeleteIdentityCenterApplicationInput,
) -> Result<DeleteIdentityCenterApplicationOutput, Refusal> {
    let arn = given(input.application_arn, "ApplicationArn")?;
    let user = world.organizations.iter().find(|(_, organization)| {
        let provider = organization.identity_provider.as_ref();
        provider.is_some_and(|provider| provider.identity_center.application_arn == arn)
    });
    if let Some((id, _)) = user {
        let message =
            format!("organization {id} uses the application: delete its identity provider configuration first");
        return Err(Refusal::new(Reason::OrganizationStateException, message));
    }
    world.applications.remove(&arn);
    Ok(DeleteIdentityCenterApplicationOutput::builder().build())
}

/// The rule of `PutIdentityProviderConfiguration`, which makes or replaces it. The application has to be one that
/// `CreateIdentityCenterApplication` has made; which errors another one, and another instance, are is inference.
pub(crate) fn put_identity_provider_configuration(
    world: &mut World,
    input: PutIdentityProviderConfigurationInput,
) -> Result<PutIdentityProviderConfigurationOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let identity_center = given(input.identity_center_configuration, "IdentityCenterConfiguration")?;
    let arn = &identity_center.application_arn;
    let application = world
        .applications
        .get(arn)
        .ok_or_else(|| Refusal::new(Reason::ResourceNotFoundException, format!("there is no application {arn}")))?;
    if application.instance != identity_center.instance_arn {
        let message = format!("application {} belongs to instance {}", application.name, application.instance);
        return Err(Refusal::new(Reason::InvalidParameterException, message));
    }
    let provider = IdentityProvider {
        mode: given(input.authentication_mode, "AuthenticationMode")?,
        identity_center,
        access_tokens: given(input.personal_access_token_configuration, "PersonalAccessTokenConfiguration")?,
    };
    organizations::row(world, &organization)?.identity_provider = Some(provider);
    Ok(PutIdentityProviderConfigurationOutput::builder().build())
}

/// The rule of `DescribeIdentityProviderConfiguration`.
pub(crate) fn describe_identity_provider_configuration(
    world: &mut World,
    input: DescribeIdentityProviderConfigurationInput,
) -> Result<DescribeIdentityProviderConfigurationOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    let Some(provider) = organizations::find(world, &organization)?.identity_provider.clone() else {
        let message = "the organization has no identity provider configuration";
        return Err(Refusal::new(Reason::ResourceNotFoundException, message));
    };
    Ok(DescribeIdentityProviderConfigurationOutput::builder()
        .authentication_mode(provider.mode)
        .identity_center_configuration(provider.identity_center)
        .personal_access_token_configuration(provider.access_tokens)
        .build())
}

/// The rule of `DeleteIdentityProviderConfiguration`: users sign in by the directory again. None to delete is no error.
pub(crate) fn delete_identity_provider_configuration(
    world: &mut World,
    input: DeleteIdentityProviderConfigurationInput,
) -> Result<DeleteIdentityProviderConfigurationOutput, Refusal> {
    let organization = active(world, input.organization_id)?;
    organizations::row(world, &organization)?.identity_provider = None;
    Ok(DeleteIdentityProviderConfigurationOutput::builder().build())
}
