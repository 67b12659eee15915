//! Reviews who may sign in how: the program of MIGRATION.md, on the crate of this repository.

use std::error::Error;

use workmail::Client;
use workmail::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use workmail::operation::RequestId;
use workmail::operation::create_user::CreateUserError;
use workmail::primitives::DateTimeFormat;
use workmail::types::{
    EntityState, IdentityCenterConfiguration, IdentityProviderAuthenticationMode, ListUsersFilters,
    PersonalAccessTokenConfiguration, PersonalAccessTokenConfigurationStatus, User, UserRole,
};

const ORGANIZATION: &str = "m-0123456789abcdef0123456789abcdef";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let config = workmail::Config::from_env()?;
    let client = Client::new(&config);

    create(&client, "ann").await?;
    let users = enabled(&client).await?;
    for user in &users {
        println!("{}", line(user)?);
    }
    connect(&client).await?;
    Ok(())
}

/// Fluent calls, and what they can fail with.
async fn create(client: &Client, name: &str) -> Result<(), Box<dyn Error>> {
    let made = client
        .create_user()
        .organization_id(ORGANIZATION)
        .name(name)
        .display_name("Ann Example")
        .role(UserRole::User)
        .send()
        .await;
    match made {
        Ok(output) => println!("made {}", output.user_id().unwrap_or_default()),
        Err(SdkError::ServiceError(context)) => match context.err() {
            CreateUserError::NameAvailabilityException(error) => {
                println!("{name} is taken: {}", error.message().unwrap_or_default());
            }
            CreateUserError::OrganizationNotFoundException(_) => return Err("there is no such organization".into()),
            other => return Err(format!("{:?}: {}", other.code(), DisplayErrorContext(other)).into()),
        },
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// A paginator, with a filter that is a structure of its own.
async fn enabled(client: &Client) -> Result<Vec<User>, Box<dyn Error>> {
    let pages = client
        .list_users()
        .organization_id(ORGANIZATION)
        .filters(ListUsersFilters::builder().state(EntityState::Enabled).build())
        .into_paginator()
        .page_size(2)
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await?;
    Ok(pages.into_iter().flat_map(|page| page.users.unwrap_or_default()).collect())
}

/// Members that may be unset, enums that may know more than we do, points in time.
fn line(user: &User) -> Result<String, Box<dyn Error>> {
    let role = match user.user_role() {
        Some(UserRole::User | UserRole::RemoteUser) => "a person",
        Some(UserRole::Resource | UserRole::SystemUser) => "a machine",
        Some(other) => other.as_str(),
        None => "unknown",
    };
    let since = user.enabled_date().map(|date| date.fmt(DateTimeFormat::DateTime)).transpose()?;
    Ok(format!("{} is {role}, since {}", user.name().unwrap_or_default(), since.unwrap_or_default()))
}

/// Structures within structures, some of which need all of their members.
async fn connect(client: &Client) -> Result<(), Box<dyn Error>> {
    client
        .put_identity_provider_configuration()
        .organization_id(ORGANIZATION)
        .authentication_mode(IdentityProviderAuthenticationMode::IdentityProviderAndDirectory)
        .identity_center_configuration(
            IdentityCenterConfiguration::builder()
                .instance_arn("arn:aws:sso:::instance/ssoins-0123456789abcdef")
                .application_arn("arn:aws:sso::111122223333:application/ssoins-0123456789abcdef/apl-0123456789abcdef")
                .build()?,
        )
        .personal_access_token_configuration(
            PersonalAccessTokenConfiguration::builder()
                .status(PersonalAccessTokenConfigurationStatus::Active)
                .lifetime_in_days(365)
                .build()?,
        )
        .send()
        .await?;
    let now = client.describe_identity_provider_configuration().organization_id(ORGANIZATION).send().await?;
    let days = now.personal_access_token_configuration().and_then(|tokens| tokens.lifetime_in_days());
    println!("tokens live for {} days ({})", days.unwrap_or_default(), now.request_id().unwrap_or("no request id"));
    Ok(())
}
