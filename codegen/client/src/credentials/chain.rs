//! Where credentials come from unless somebody says it: variables, then the profile.
//! Source of the order: the AWS SDKs and Tools Reference Guide, "Understand the credential provider chain".

use super::{Credentials, CredentialsError, Fetch, ProvideCredentials, process};
use crate::environment::Environment;
use crate::profile::{Profiles, Section};

/// A profile may name another one as its source, and that one another; so many times.
const LONGEST_CHAIN: usize = 16;

/// What a profile may ask for that this package does not do, by the property that asks.
const ELSEWHERE: [&str; 5] = ["role_arn", "sso_session", "sso_start_url", "web_identity_token_file", "login_session"];

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
}

/// Credentials out of a profile, if it has any.
///
/// # Errors
/// It has half of them, goes round in circles, or asks for what only the feature `aws-config` does.
pub(crate) fn from_profile(profiles: &Profiles, name: &str) -> Result<Option<FromProfile>, CredentialsError> {
    let mut name = name;
    for _ in 0..LONGEST_CHAIN {
        let Some(section) = profiles.by_name.get(name) else { return Ok(None) };
        if let Some(asked) = ELSEWHERE.iter().find(|property| section.get(property).is_some()) {
            return Err(CredentialsError::new(format!(
                "the profile {name} asks for {asked}, which takes the feature `aws-config` and a provider of the \
                 official SDK; switch it on, or use a profile with keys or with credential_process"
            )));
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
