//! What variables and profiles say, and what they cannot say.

use tinsmith_runtime::ServiceMetadata;

use super::*;
use crate::config::RetryMode;
use crate::credentials::{Fetch, ProvideCredentials};

const WORKMAIL: ServiceMetadata = ServiceMetadata::EMPTY.sdk_id("WorkMail");
const STREAMS: ServiceMetadata = ServiceMetadata::EMPTY.sdk_id("DynamoDB Streams");

fn read(variables: &[(&str, &str)], config: &str) -> Result<Config, String> {
    let variables = variables.iter().copied().chain([("HOME", "/h")]);
    let environment = Environment::made(variables, [("/h/.aws/config", config)]);
    Builder::from_environment(&environment).map(Builder::build).map_err(|error| error.to_string())
}

fn refused(variables: &[(&str, &str)], config: &str) -> String {
    let error = read(variables, config).unwrap_err();
    assert!(!error.contains('\n'), "{error}");
    error
}

/// The access key's id of credentials that are ready.
fn access_key(config: &Config) -> String {
    match config.credentials_provider().unwrap().provide_credentials() {
        Fetch::Ready(Ok(credentials)) => credentials.access_key_id().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn variables_go_before_the_profile() {
    let profile = "[default]\nregion = profile-1\n";
    let region = |variables: &[(&str, &str)]| read(variables, profile).unwrap().region().unwrap().to_string();
    assert_eq!(region(&[]), "profile-1");
    assert_eq!(region(&[("AWS_DEFAULT_REGION", "default-1")]), "default-1");
    assert_eq!(region(&[("AWS_DEFAULT_REGION", "default-1"), ("AWS_REGION", "region-1")]), "region-1");
}

#[test]
fn another_profile_can_be_asked_for() {
    let config = "[default]\nregion = a-1\n[profile other]\nregion = b-1\n";
    assert_eq!(read(&[("AWS_PROFILE", "other")], config).unwrap().region().unwrap().to_string(), "b-1");
}

#[test]
fn a_profile_that_is_not_there_is_named_with_the_files() {
    let error = refused(&[("AWS_PROFILE", "nobody")], "");
    assert_eq!(
        error,
        "the profile \"nobody\" of AWS_PROFILE is not in /h/.aws/config or /h/.aws/credentials; add it, or name another"
    );
}

#[test]
fn settings_that_cannot_be_are_named_with_their_place() {
    for (variable, value, words) in [
        ("AWS_REGION", "us east", "which is no region"),
        ("AWS_MAX_ATTEMPTS", "0", "1 or more"),
        ("AWS_MAX_ATTEMPTS", "many", "1 or more"),
        ("AWS_RETRY_MODE", "eager", "standard or adaptive"),
        ("AWS_USE_FIPS_ENDPOINT", "yes", "true or false"),
        ("AWS_ACCOUNT_ID_ENDPOINT_MODE", "never", "preferred, required or disabled"),
        ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "99999999", "0 to 10485760"),
        ("AWS_ACCESS_KEY_ID", "AKID", "without AWS_SECRET_ACCESS_KEY"),
    ] {
        let error = refused(&[(variable, value)], "");
        assert!(error.contains(variable) && error.contains(words), "{error}");
    }
    let error = refused(&[], "[default]\nmax_attempts = 0\n");
    assert!(error.starts_with("`max_attempts` of the profile is \"0\""), "{error}");
}

#[test]
fn retries_are_as_they_are_said_to_be() {
    let retry = read(&[("AWS_RETRY_MODE", "adaptive"), ("AWS_MAX_ATTEMPTS", "7")], "").unwrap().retry_config();
    assert_eq!((retry.mode(), retry.max_attempts().map(u32::from)), (RetryMode::Adaptive, Some(7)));
    let legacy = read(&[("AWS_RETRY_MODE", "legacy")], "").unwrap();
    assert_eq!((legacy.retry_config().mode(), legacy.warnings().len()), (RetryMode::Standard, 1));
}

#[test]
fn other_defaults_than_ours_are_a_warning_and_unknown_ones_an_error() {
    let warned = |mode: &str| read(&[("AWS_DEFAULTS_MODE", mode)], "").unwrap().warnings().to_vec();
    assert_eq!(warned("standard"), Vec::<String>::new());
    for mode in ["legacy", "in-region", "cross-region", "mobile", "auto"] {
        let [warning] = warned(mode).try_into().unwrap();
        assert!(warning.starts_with(&format!("AWS_DEFAULTS_MODE is {mode}, which is taken for standard")), "{warning}");
    }
    assert_eq!(read(&[], "[default]\ndefaults_mode = mobile\n").unwrap().warnings().len(), 1);
    let error = refused(&[("AWS_DEFAULTS_MODE", "fast")], "");
    assert_eq!(error, "AWS_DEFAULTS_MODE is \"fast\"; write standard, or leave it out");
}

#[test]
fn endpoints_go_from_the_service_to_all_and_from_variables_to_the_profile() {
    let profile = "[default]\nendpoint_url = http://profile\nservices = local\n\
                   [services local]\nworkmail =\n  endpoint_url = http://profile-workmail\n";
    let of = |variables: &[(&str, &str)], service: &ServiceMetadata| {
        read(variables, profile).unwrap().endpoint_url_of(service).map(str::to_owned)
    };
    assert_eq!(of(&[], &WORKMAIL).as_deref(), Some("http://profile-workmail"));
    assert_eq!(of(&[], &STREAMS).as_deref(), Some("http://profile"));
    let all = [("AWS_ENDPOINT_URL", "http://all")];
    assert_eq!(of(&all, &WORKMAIL).as_deref(), Some("http://all"));
    let own = [("AWS_ENDPOINT_URL", "http://all"), ("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", "http://streams")];
    assert_eq!(of(&own, &STREAMS).as_deref(), Some("http://streams"));
    assert_eq!(of(&own, &WORKMAIL).as_deref(), Some("http://all"));
    assert_eq!(
        of(&[("AWS_ENDPOINT_URL", "http://all"), ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")], &WORKMAIL),
        None
    );
    let explicit = read(&own, profile).unwrap().to_builder().endpoint_url("http://explicit").build();
    assert_eq!(explicit.endpoint_url_of(&STREAMS), Some("http://explicit"));
}

#[test]
fn services_that_are_not_there_are_said() {
    assert!(refused(&[], "[default]\nservices = gone\n").contains("there is no section [services gone]"));
}

#[test]
fn credentials_of_variables_go_before_those_of_the_profile() {
    let profile = "[default]\naws_access_key_id = PROFILE\naws_secret_access_key = s\n";
    assert_eq!(access_key(&read(&[], profile).unwrap()), "PROFILE");
    let variables = [("AWS_ACCESS_KEY_ID", "VARIABLE"), ("AWS_SECRET_ACCESS_KEY", "s")];
    assert_eq!(access_key(&read(&variables, profile).unwrap()), "VARIABLE");
}

#[test]
fn a_profile_can_take_the_credentials_of_another() {
    let profile = "[default]\nsource_profile = a\n[profile a]\nsource_profile = b\n\
                   [profile b]\naws_access_key_id = B\naws_secret_access_key = s\n";
    assert_eq!(access_key(&read(&[], profile).unwrap()), "B");
}

#[test]
fn sources_that_are_not_there_or_go_round_are_said() {
    assert!(refused(&[], "[default]\nsource_profile = gone\n").contains("which is no profile"));
    assert!(refused(&[], "[default]\nsource_profile = default\n").contains("its own source"));
    assert!(refused(&[], "[default]\naws_access_key_id = A\n").contains("without aws_secret_access_key"));
}

/// What the provider of a configuration has instead of credentials.
fn no_credentials(config: &Config) -> String {
    match config.credentials_provider().unwrap().provide_credentials() {
        Fetch::Ready(Err(error)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_only_the_official_providers_do_names_them() {
    for property in ["role_arn", "sso_session", "sso_start_url", "web_identity_token_file"] {
        let profile = format!("[default]\nregion = a-1\n{property} = x\nsource_profile = default\n");
        let config = read(&[], &profile).unwrap();
        let error = no_credentials(&config);
        assert!(error.contains(property) && error.contains("aws-config") && error.contains("from_async_fn"), "{error}");
        assert_eq!(config.region().unwrap().to_string(), "a-1", "the rest of the profile counts");
    }
}

#[test]
fn a_web_identity_of_variables_is_no_step_to_the_instance() {
    let config = read(&[("AWS_WEB_IDENTITY_TOKEN_FILE", "/token"), ("AWS_ROLE_ARN", "x")], "").unwrap();
    let error = no_credentials(&config);
    assert!(
        error.contains("AWS_WEB_IDENTITY_TOKEN_FILE")
            && error.contains("aws-config")
            && error.contains("from_async_fn"),
        "{error}"
    );
}

/// What shows of the provider: which one it is.
fn provider(variables: &[(&str, &str)], profile: &str) -> String {
    format!("{:?}", read(variables, profile).unwrap().credentials_provider())
}

#[test]
fn a_container_is_asked_before_the_instance_and_after_the_profile() {
    let container = ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/creds");
    assert!(provider(&[container], "").contains("ContainerProvider { uri: http://169.254.170.2/creds"));
    let keys = "[default]\naws_access_key_id = A\naws_secret_access_key = s\n";
    assert!(!provider(&[container], keys).contains("ContainerProvider"));
    assert!(provider(&[], "").contains("InstanceProvider { base: \"http://169.254.169.254\""));
}

#[test]
fn the_instance_is_asked_where_it_is_said_to_be_or_not_at_all() {
    let mode = ("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv6");
    assert!(provider(&[mode], "").contains("http://[fd00:ec2::254]"));
    let profile = "[default]\nec2_metadata_service_endpoint = http://127.0.0.1:1338/\n";
    assert!(provider(&[mode], profile).contains("\"http://127.0.0.1:1338\""));
    assert_eq!(provider(&[("AWS_EC2_METADATA_DISABLED", "True")], ""), "None");
    for (variable, value) in
        [("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "IPv5"), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "127.0.0.1")]
    {
        let error = refused(&[(variable, value)], "");
        assert!(error.starts_with(&format!("{variable} is ")), "{error}");
    }
}

#[test]
fn a_process_is_not_run_until_its_credentials_are_wanted() {
    let config = read(&[], "[default]\ncredential_process = false --token hush\n").unwrap();
    assert!(matches!(config.credentials_provider().unwrap().provide_credentials(), Fetch::Blocking(_)));
    assert!(!format!("{config:?}").contains("hush"));
}

#[cfg(any(feature = "async", feature = "blocking"))]
#[test]
fn a_ca_bundle_that_cannot_be_read_is_named() {
    let error = refused(&[("AWS_CA_BUNDLE", "/h/none.pem")], "");
    assert!(error.starts_with("AWS_CA_BUNDLE, /h/none.pem: "), "{error}");
}

#[test]
fn nothing_said_is_no_error() {
    let config = read(&[("AWS_EC2_METADATA_DISABLED", "true")], "").unwrap();
    assert!(config.region().is_none() && config.credentials_provider().is_none() && config.warnings().is_empty());
}
