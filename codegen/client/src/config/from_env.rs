//! What the machine says: variables, then the profile.
//! Source: the AWS SDKs and Tools Reference Guide, "Settings reference".

use core::fmt;
use core::num::NonZeroU32;
use std::collections::BTreeMap;

use tinsmith_runtime::ServiceMetadata;

use super::{Builder, Config, Region, RetryConfig};
use crate::credentials::chain::{self, FromProfile};
use crate::environment::Environment;
use crate::profile::{Profiles, Section};
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::transport::{CaBundle, Proxies};

/// Why there is no configuration: one line that says what, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    message: String,
}

impl ConfigError {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl core::error::Error for ConfigError {}

/// Endpoints that variables and the profile set: which counts depends on the service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ConfiguredEndpoints {
    /// `AWS_ENDPOINT_URL_<SERVICE_ID>`, by the service's id.
    variables: BTreeMap<String, String>,
    /// `AWS_ENDPOINT_URL`
    variable: Option<String>,
    /// The profile's `services` section, by the service's id in lower case.
    services: BTreeMap<String, String>,
    /// The profile's `endpoint_url`.
    profile: Option<String>,
}

impl ConfiguredEndpoints {
    /// The endpoint for a service: the first that is set, in the order of the fields.
    pub(crate) fn of(&self, service: &ServiceMetadata) -> Option<&str> {
        let id: String = service.sdk_id.chars().map(|letter| if letter == ' ' { '_' } else { letter }).collect();
        let variable = self.variables.get(&id.to_uppercase()).or(self.variable.as_ref());
        let profile = || self.services.get(&id.to_lowercase()).or(self.profile.as_ref());
        variable.or_else(profile).map(String::as_str)
    }
}

impl Config {
    /// What the machine says: variables first, then the profile of `AWS_PROFILE`, or `default`, in the files
    /// `~/.aws/config` and `~/.aws/credentials`; for credentials also the endpoint of the container, or else of the
    /// instance, that this runs on. It reads these files, runs nothing and asks nobody: that is left to the first call.
    ///
    /// # Errors
    /// A file is malformed, the profile is not there, or a setting has a value that it cannot have.
    pub fn from_env() -> Result<Self, ConfigError> {
        Ok(Builder::from_environment(&Environment::real())?.build())
    }
}

impl Builder {
    /// As [`Config::from_env`], out of an environment that a test may have made, and with more to be set.
    ///
    /// # Errors
    /// As [`Config::from_env`].
    pub fn from_environment(environment: &Environment) -> Result<Self, ConfigError> {
        let profiles = Profiles::load(environment).map_err(ConfigError::new)?;
        let asked = environment.variable("AWS_PROFILE");
        let name = asked.as_deref().unwrap_or("default");
        if asked.is_some() && !profiles.by_name.contains_key(name) {
            return Err(ConfigError::new(format!(
                "the profile {name:?} of AWS_PROFILE is not in {}; add it, or name another",
                profiles.files.join(" or ")
            )));
        }
        let empty = Section::default();
        let section = profiles.by_name.get(name).unwrap_or(&empty);
        let settings = Settings { environment, section };
        let mut warnings = profiles.warnings.clone();
        let mut builder = Config::builder();
        builder = region(builder, settings)?;
        builder = endpoints(builder, settings, &profiles)?;
        builder = retries(builder, settings, &mut warnings)?;
        builder = requests(builder, settings)?;
        check_defaults_mode(settings, &mut warnings)?;
        builder = connections(builder, settings)?;
        credentials(builder.warnings(warnings), settings, &profiles, name)
    }
}

/// Where a setting is looked for.
#[derive(Clone, Copy)]
struct Settings<'s> {
    environment: &'s Environment,
    section: &'s Section,
}

impl Settings<'_> {
    /// A setting, and what it is called where it was found.
    fn text(self, variables: &[&str], key: &str) -> Option<(String, String)> {
        let variable = variables.iter().find_map(|name| Some((self.environment.variable(name)?, (*name).to_owned())));
        variable.or_else(|| Some((self.section.get(key)?.to_owned(), format!("`{key}` of the profile"))))
    }

    fn boolean(self, variable: &str, key: &str) -> Result<Option<bool>, ConfigError> {
        let Some((text, place)) = self.text(&[variable], key) else { return Ok(None) };
        match text.trim().to_ascii_lowercase().as_str() {
            "true" => Ok(Some(true)),
            "false" => Ok(Some(false)),
            _ => Err(ConfigError::new(format!("{place} is {text:?}; write true or false"))),
        }
    }
}

fn region(builder: Builder, settings: Settings<'_>) -> Result<Builder, ConfigError> {
    let Some((text, place)) = settings.text(&["AWS_REGION", "AWS_DEFAULT_REGION"], "region") else {
        return Ok(builder);
    };
    let region = Region::new(text.trim().to_owned());
    if !region.is_valid() {
        let message = format!("{place} is {text:?}, which is no region; write one such as us-east-1");
        return Err(ConfigError::new(message));
    }
    Ok(builder.region(region))
}

fn endpoints(mut builder: Builder, settings: Settings<'_>, profiles: &Profiles) -> Result<Builder, ConfigError> {
    if let Some(on) = settings.boolean("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint")? {
        builder = builder.use_fips(on);
    }
    if let Some(on) = settings.boolean("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint")? {
        builder = builder.use_dual_stack(on);
    }
    if let Some((mode, place)) = settings.text(&["AWS_ACCOUNT_ID_ENDPOINT_MODE"], "account_id_endpoint_mode") {
        let mode = mode.trim().to_ascii_lowercase();
        if !matches!(mode.as_str(), "preferred" | "required" | "disabled") {
            return Err(ConfigError::new(format!("{place} is {mode:?}; write preferred, required or disabled")));
        }
        builder = builder.account_id_endpoint_mode(mode);
    }
    let ignored = settings.boolean("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls")?;
    if ignored == Some(true) {
        return Ok(builder);
    }
    let Settings { environment, section } = settings;
    let mut services = BTreeMap::new();
    if let Some(name) = section.get("services") {
        let listed = profiles.services.get(name).ok_or_else(|| {
            ConfigError::new(format!(
                "the profile names the services {name:?}, and there is no section [services {name}]"
            ))
        })?;
        for service in listed.properties.keys() {
            let url = listed.nested(service, "endpoint_url").map(str::to_owned);
            services.extend(url.map(|url| (service.clone(), url)));
        }
    }
    let configured = ConfiguredEndpoints {
        variables: environment.variables_after("AWS_ENDPOINT_URL_").into_iter().collect(),
        variable: environment.variable("AWS_ENDPOINT_URL"),
        services,
        profile: section.get("endpoint_url").map(str::to_owned),
    };
    Ok(builder.configured_endpoints(configured))
}

fn retries(mut builder: Builder, settings: Settings<'_>, warnings: &mut Vec<String>) -> Result<Builder, ConfigError> {
    let mode = settings.text(&["AWS_RETRY_MODE"], "retry_mode");
    let attempts = settings.text(&["AWS_MAX_ATTEMPTS"], "max_attempts");
    if mode.is_none() && attempts.is_none() {
        return Ok(builder);
    }
    let mut retry = match mode {
        None => RetryConfig::standard(),
        Some((mode, place)) => match mode.trim().to_ascii_lowercase().as_str() {
            "standard" => RetryConfig::standard(),
            "legacy" => {
                warnings.push(format!("{place} is legacy, which is taken for standard"));
                RetryConfig::standard()
            }
            "adaptive" => RetryConfig::adaptive(),
            _ => return Err(ConfigError::new(format!("{place} is {mode:?}; write standard or adaptive"))),
        },
    };
    if let Some((text, place)) = attempts {
        let number = text.trim().parse::<u32>().ok().and_then(NonZeroU32::new).ok_or_else(|| {
            ConfigError::new(format!("{place} is {text:?}; write how often a call is tried, 1 or more"))
        })?;
        retry = retry.with_max_attempts(number);
    }
    builder = builder.retry_config(retry);
    Ok(builder)
}

fn requests(mut builder: Builder, settings: Settings<'_>) -> Result<Builder, ConfigError> {
    if let Some((name, _)) = settings.text(&["AWS_SDK_UA_APP_ID"], "sdk_ua_app_id") {
        builder = builder.app_name(name);
    }
    if let Some(off) = settings.boolean("AWS_DISABLE_CLOCK_SKEW_CORRECTION", "disable_clock_skew_correction")? {
        builder = builder.clock_skew_correction(!off);
    }
    if let Some(off) = settings.boolean("AWS_DISABLE_REQUEST_COMPRESSION", "disable_request_compression")? {
        builder = builder.request_compression(!off);
    }
    let minimum = settings.text(&["AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"], "request_min_compression_size_bytes");
    if let Some((text, place)) = minimum {
        let most = tinsmith_runtime::request::LARGEST_COMPRESSION_MINIMUM;
        let bytes = text.trim().parse::<usize>().ok().filter(|bytes| *bytes <= most).ok_or_else(|| {
            ConfigError::new(format!("{place} is {text:?}; write a number of bytes from 0 to {most}"))
        })?;
        builder = builder.request_compression_minimum(bytes);
    }
    Ok(builder)
}

/// The defaults are those of the mode `standard`; whoever asks for others is told so.
fn check_defaults_mode(settings: Settings<'_>, warnings: &mut Vec<String>) -> Result<(), ConfigError> {
    let Some((mode, place)) = settings.text(&["AWS_DEFAULTS_MODE"], "defaults_mode") else { return Ok(()) };
    match mode.trim().to_ascii_lowercase().as_str() {
        "standard" => {}
        mode @ ("legacy" | "in-region" | "cross-region" | "mobile" | "auto") => {
            warnings
                .push(format!("{place} is {mode}, which is taken for standard; set time-outs in the configuration"));
        }
        _ => return Err(ConfigError::new(format!("{place} is {mode:?}; write standard, or leave it out"))),
    }
    Ok(())
}

#[cfg(any(feature = "async", feature = "blocking"))]
fn connections(mut builder: Builder, settings: Settings<'_>) -> Result<Builder, ConfigError> {
    if let Some((path, place)) = settings.text(&["AWS_CA_BUNDLE"], "ca_bundle") {
        let path = settings.environment.path(path.trim());
        let bundle = settings.environment.read(&path).map_err(|error| error.to_string()).and_then(|text| {
            CaBundle::from_pem(text.as_bytes(), &path.display().to_string()).map_err(|error| error.to_string())
        });
        let bundle = bundle.map_err(|error| ConfigError::new(format!("{place}, {}: {error}", path.display())))?;
        builder = builder.ca_bundle(bundle);
    }
    let proxies = Proxies::from_variables(|name| settings.environment.variable(name));
    Ok(builder.proxies(proxies.map_err(|error| ConfigError::new(error.to_string()))?))
}

/// Without a driver there is nothing that connects.
#[cfg(not(any(feature = "async", feature = "blocking")))]
#[expect(clippy::unnecessary_wraps, reason = "with a driver it can fail")]
fn connections(builder: Builder, _: Settings<'_>) -> Result<Builder, ConfigError> {
    Ok(builder)
}

fn credentials(
    builder: Builder,
    settings: Settings<'_>,
    profiles: &Profiles,
    profile: &str,
) -> Result<Builder, ConfigError> {
    let Settings { environment, section: _ } = settings;
    let wrong = |error: crate::credentials::CredentialsError| ConfigError::new(error.to_string());
    if let Some(credentials) = chain::from_variables(environment).map_err(wrong)? {
        return Ok(builder.credentials_provider(credentials));
    }
    match chain::from_profile(profiles, profile).map_err(wrong)? {
        Some(FromProfile::Keys(credentials)) => return Ok(builder.credentials_provider(credentials)),
        Some(FromProfile::Process(provider)) => return Ok(builder.credentials_provider(provider)),
        Some(FromProfile::Elsewhere(refusal)) => return Ok(builder.credentials_provider(refusal)),
        None => {}
    }
    if let Some(refusal) = chain::refusal_of_variables(environment) {
        return Ok(builder.credentials_provider(refusal));
    }
    let setting = |variable: &str, key: &str| settings.text(&[variable], key);
    Ok(match chain::from_metadata(environment, setting).map_err(wrong)? {
        Some(provider) => builder.credentials_provider(provider),
        None => builder,
    })
}

#[cfg(test)]
#[path = "from_env_tests.rs"]
mod tests;
