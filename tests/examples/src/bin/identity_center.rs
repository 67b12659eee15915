//! Connects an organization to IAM Identity Center, lets its users have personal access tokens, and looks after these:
//! the operations of the release of 2024-10-30, end to end.
//!
//! ```sh
//! cargo run -p workmail-examples --bin identity_center -- connect m-0123456789abcdef0123456789abcdef \
//!     arn:aws:sso:::instance/ssoins-0123456789abcdef ann=9067642ac7-0000-0000-0000-000000000000
//! cargo run -p workmail-examples --bin identity_center -- tokens m-0123456789abcdef0123456789abcdef
//! cargo run -p workmail-examples --bin identity_center -- disconnect m-0123456789abcdef0123456789abcdef
//! ```

use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::time::SystemTime;

use workmail::operation::describe_identity_provider_configuration::DescribeIdentityProviderConfigurationError;
use workmail::primitives::DateTime;
use workmail::types::{
    IdentityCenterConfiguration, IdentityProviderAuthenticationMode, PersonalAccessTokenConfiguration,
    PersonalAccessTokenConfigurationStatus,
};
use workmail::{Client, Config};

/// How long a token lives.
const DAYS: i32 = 90;

/// How long a token may go unused before it is deleted.
const IDLE_SECONDS: i64 = 30 * 24 * 60 * 60;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let end = match words.as_slice() {
        ["connect", organization, instance, users @ ..] => connect(organization, instance, users).await,
        ["tokens", organization] => tokens(organization).await,
        ["disconnect", organization] => disconnect(organization).await,
        _ => {
            eprintln!("usage: identity_center connect ORGANIZATION INSTANCE-ARN [NAME=IDENTITY-CENTER-ID …]");
            eprintln!("       identity_center tokens ORGANIZATION");
            eprintln!("       identity_center disconnect ORGANIZATION");
            return ExitCode::from(2);
        }
    };
    match end {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn client() -> Result<Client, Box<dyn Error>> {
    Ok(Client::from_conf(Config::from_env()?))
}

/// Makes the application, puts the configuration, and links users to their identities.
async fn connect(organization: &str, instance: &str, users: &[&str]) -> Result<(), Box<dyn Error>> {
    let client = client()?;
    // Told the same token twice, the service makes one application: the call may be tried again as often as need be.
    let call = client.create_identity_center_application().name("WorkMail").instance_arn(instance);
    let made = call.client_token(format!("connect-{organization}")).send().await?;
    let application = made.application_arn().ok_or("the service made an application without an ARN")?;

    let identity_center =
        IdentityCenterConfiguration::builder().instance_arn(instance).application_arn(application).build()?;
    let tokens = PersonalAccessTokenConfiguration::builder()
        .status(PersonalAccessTokenConfigurationStatus::Active)
        .lifetime_in_days(DAYS)
        .build()?;
    client
        .put_identity_provider_configuration()
        .organization_id(organization)
        // Passwords of the directory go on working until everybody is linked.
        .authentication_mode(IdentityProviderAuthenticationMode::IdentityProviderAndDirectory)
        .identity_center_configuration(identity_center)
        .personal_access_token_configuration(tokens)
        .send()
        .await?;

    for link in users {
        let (name, identity) = link.split_once('=').ok_or_else(|| format!("{link} is no NAME=ID"))?;
        let call = client.update_user().organization_id(organization).user_id(name);
        call.identity_provider_user_id(identity).send().await?;
    }

    let now = client.describe_identity_provider_configuration().organization_id(organization).send().await?;
    let mode = now.authentication_mode().map_or("unknown", |mode| mode.as_str());
    let days = now.personal_access_token_configuration().and_then(|tokens| tokens.lifetime_in_days());
    println!("{mode}, tokens for {} days, {} users linked", days.unwrap_or_default(), users.len());
    Ok(())
}

/// Shows every token, and deletes those that nobody has used for a month.
async fn tokens(organization: &str) -> Result<(), Box<dyn Error>> {
    let client = client()?;
    let too_old = DateTime::from(SystemTime::now()).secs() - IDLE_SECONDS;
    let mut tokens = client.list_personal_access_tokens().organization_id(organization).into_paginator().items().send();
    while let Some(token) = tokens.try_next().await? {
        let id = token.personal_access_token_id().ok_or("a token without an id")?;
        let call = client.get_personal_access_token_metadata().organization_id(organization);
        let metadata = match call.personal_access_token_id(id).send().await {
            Ok(metadata) => metadata,
            // Its user was quicker.
            Err(error) if error.as_service_error().is_some_and(|error| error.is_resource_not_found_exception()) => {
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        let used = metadata.date_last_used().or(metadata.date_created());
        let is_idle = used.is_some_and(|used| used.secs() < too_old);
        if is_idle {
            let call = client.delete_personal_access_token().organization_id(organization);
            call.personal_access_token_id(id).send().await?;
        }
        let (name, user) = (metadata.name().unwrap_or_default(), metadata.user_id().unwrap_or_default());
        println!(
            "{id} {name} of {user}, {}: {}",
            metadata.scopes().join(" "),
            if is_idle { "deleted" } else { "kept" }
        );
    }
    Ok(())
}

/// Goes back to the directory, and takes the application away.
async fn disconnect(organization: &str) -> Result<(), Box<dyn Error>> {
    let client = client()?;
    let described = client.describe_identity_provider_configuration().organization_id(organization).send().await;
    let configuration = match described {
        Ok(configuration) => configuration,
        Err(error) => match error.into_service_error() {
            DescribeIdentityProviderConfigurationError::ResourceNotFoundException(_) => {
                println!("there is nothing to disconnect");
                return Ok(());
            }
            other => return Err(other.into()),
        },
    };
    client.delete_identity_provider_configuration().organization_id(organization).send().await?;
    if let Some(center) = configuration.identity_center_configuration() {
        let call = client.delete_identity_center_application();
        call.application_arn(center.application_arn()).send().await?;
        println!("{} is gone", center.application_arn());
    }
    Ok(())
}
