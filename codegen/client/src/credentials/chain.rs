//! Where credentials come from unless somebody says it: variables, the profile, a container, the instance.
//! Source of the order: the AWS SDKs and Tools Reference Guide, "Understand the credential provider chain".

use core::time::Duration;

use super::container::ContainerProvider;
use super::instance::InstanceProvider;
use super::{Credentials, CredentialsError, Fetch, ProvideCredentials, SharedCredentialsProvider, process};
use crate::environment::Environment;
use crate::profile::{Profiles, Section};

/// A profile may name another one as its source, and that one another; so many times.
const LONGEST_CHAIN: usize = 16;

/// What a profile may ask for that this package does not do, by the property that asks.
const ELSEWHERE: [&str; 5] = ["role_arn", "sso_session", "sso_start_url", "web_identity_token_file", "login_session"];

/// What a pod says of the token that it has in place of keys.
const WEB_IDENTITY: &str = "AWS_WEB_IDENTITY_TOKEN_FILE";

/// Credentials out of variables: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_ACCOUNT_ID`.
///
/// # Errors
/// Only one of the first two is set.
pub(crate) fn from_variables(environment: &Environment) -> Result<Option<Credentials>, CredentialsError> {
    let secret = environment.variable("AWS_SECRET_ACCESS_KEY").or_else(|| environment.variable("SECRET_ACCESS_KEY"));
    let (id, secret) = match (environment.variable("AWS_ACCESS_KEY_ID"), secret) {
        (None, None) => return Ok(None),
        (Some(id), Some(secret)) => (id, secret),
        (Some(_), None) => return Err(CredentialsError::new("AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY")),
        (None, Some(_)) => return Err(CredentialsError::new("AWS_SECRET_ACCESS_KEY is set without AWS_ACCESS_KEY_ID")),
    };
    let token = environment.variable("AWS_SESSION_TOKEN");
    let credentials = Credentials::new(id.trim(), secret.trim(), token, None, "environment");
    Ok(Some(match environment.variable("AWS_ACCOUNT_ID") {
        Some(account) => credentials.with_account_id(account),
        None => credentials,
    }))
}

/// How a profile says who calls.
#[derive(Clone, Debug)]
pub(crate) enum FromProfile {
    /// By keys.
    Keys(Credentials),
    /// By a command. What it prints is asked for again before it expires.
    Process(ProcessProvider),
    /// As this package does not do it: whoever brings a provider of their own may still use the rest of the profile.
    Elsewhere(Refusal),
}

/// A provider that has none, and says why: it takes the place of one that would come later and give others.
#[derive(Clone, Debug)]
pub(crate) struct Refusal(CredentialsError);

impl ProvideCredentials for Refusal {
    fn provide_credentials(&self) -> Fetch {
        Fetch::Ready(Err(self.0.clone()))
    }
}

/// What variables ask for that this package does not do: a role by a web identity, as pods have it.
pub(crate) fn refusal_of_variables(environment: &Environment) -> Option<Refusal> {
    let _ = environment.variable(WEB_IDENTITY)?;
    Some(elsewhere(&format!("the variable {WEB_IDENTITY} is set")))
}

fn elsewhere(who_asks: &str) -> Refusal {
    Refusal(CredentialsError::new(format!(
        "{who_asks}, which only the official SDK's aws-config does; pass its provider in by credentials::from_async_fn, or \
         use a profile with keys or with credential_process"
    )))
}

/// The container's endpoint, or else the instance's, where nothing keeps it from being asked. `setting` finds a
/// setting by its variable and by its name in the profile, and says where it was found.
///
/// # Errors
/// A variable has a value that it cannot have.
pub(crate) fn from_metadata(
    environment: &Environment,
    setting: impl Fn(&str, &str) -> Option<(String, String)>,
) -> Result<Option<SharedCredentialsProvider>, CredentialsError> {
    if let Some(container) = ContainerProvider::from_variables(environment)? {
        return Ok(Some(SharedCredentialsProvider::new(container)));
    }
    if environment.variable("AWS_EC2_METADATA_DISABLED").is_some_and(|text| text.trim().eq_ignore_ascii_case("true")) {
        return Ok(None);
    }
    let url = setting("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint");
    let mode = setting("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode");
    // A URL leaves nothing to the mode.
    let place = url.as_ref().or(mode.as_ref()).map(|(_, place)| place.clone()).unwrap_or_default();
    let mode = if url.is_some() { None } else { mode };
    let text = |found: &'_ Option<(String, String)>| found.as_ref().map(|(text, _)| text.clone());
    let instance = InstanceProvider::new(text(&url).as_deref(), text(&mode).as_deref())
        .map_err(|what| CredentialsError::new(format!("{place} {what}")))?;
    Ok(Some(SharedCredentialsProvider::new(instance)))
}

/// Runs a profile's `credential_process`.
#[derive(Clone)]
pub(crate) struct ProcessProvider {
    line: String,
    profile: String,
}

impl core::fmt::Debug for ProcessProvider {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // The command line may hold a secret.
        write!(formatter, "credential_process of the profile {}", self.profile)
    }
}

impl ProvideCredentials for ProcessProvider {
    fn provide_credentials(&self) -> Fetch {
        let Self { line, profile } = self.clone();
        Fetch::Blocking(Box::new(move || process::run(&line, &profile)))
    }

    /// As long as the command may run, and be ended.
    fn load_timeout(&self) -> Duration {
        process::LONGEST + Duration::from_secs(1)
    }
}

/// Credentials out of a profile, if it has any.
///
/// # Errors
/// It has half of them, or goes round in circles.
pub(crate) fn from_profile(profiles: &Profiles, name: &str) -> Result<Option<FromProfile>, CredentialsError> {
    let mut name = name;
    for _ in 0..LONGEST_CHAIN {
        let Some(section) = profiles.by_name.get(name) else { return Ok(None) };
        if let Some(asked) = ELSEWHERE.iter().find(|property| section.get(property).is_some()) {
            return Ok(Some(FromProfile::Elsewhere(elsewhere(&format!("the profile {name} asks for {asked}")))));
        }
        if let Some(keys) = keys(section, name)? {
            return Ok(Some(FromProfile::Keys(keys)));
        }
        if let Some(line) = section.get("credential_process") {
            let provider = ProcessProvider { line: line.to_owned(), profile: name.to_owned() };
            return Ok(Some(FromProfile::Process(provider)));
        }
        let Some(source) = section.get("source_profile") else { return Ok(None) };
        if !profiles.by_name.contains_key(source) {
            let message = format!("the profile {name} names {source:?} as its source, which is no profile");
            return Err(CredentialsError::new(message));
        }
        name = source;
    }
    Err(CredentialsError::new(format!("the profile {name} is its own source, by way of others")))
}

fn keys(section: &Section, name: &str) -> Result<Option<Credentials>, CredentialsError> {
    let half = |there, missing| {
        Err(CredentialsError::new(format!(
            "the profile {name} has {there} without {missing}; add it, or take both away"
        )))
    };
    let (id, secret) = match (section.get("aws_access_key_id"), section.get("aws_secret_access_key")) {
        (None, None) => return Ok(None),
        (Some(id), Some(secret)) => (id, secret),
        (Some(_), None) => return half("aws_access_key_id", "aws_secret_access_key"),
        (None, Some(_)) => return half("aws_secret_access_key", "aws_access_key_id"),
    };
    let token = section.get("aws_session_token").map(str::to_owned);
    let credentials = Credentials::new(id, secret, token, None, "profile");
    Ok(Some(match section.get("aws_account_id") {
        Some(account) => credentials.with_account_id(account),
        None => credentials,
    }))
}
