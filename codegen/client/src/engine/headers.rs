//! Who calls, and which attempt it is.

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue, USER_AGENT};

use crate::config::Config;
use crate::service::Service;

pub(super) const X_AMZ_USER_AGENT: HeaderName = HeaderName::from_static("x-amz-user-agent");
const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");
const REQUEST: HeaderName = HeaderName::from_static("amz-sdk-request");

/// What stands in `User-Agent` and `x-amz-user-agent`:
/// `tinsmith/0.1.0 api/workmail#0.1.0 os/linux lang/rust app/name`.
pub(super) fn user_agent(service: &Service, config: &Config) -> HeaderValue {
    let api = service.metadata.sdk_id.to_lowercase().replace(|character: char| !is_token(character), "-");
    let os = match std::env::consts::OS {
        os @ ("linux" | "windows" | "android" | "ios") => os,
        "macos" => "macos",
        _ => "other",
    };
    let version = env!("CARGO_PKG_VERSION");
    let mut text = format!("tinsmith/{version} api/{api}#{} os/{os} lang/rust", service.package_version);
    if let Some(name) = config.app_name().filter(|name| !name.is_empty()) {
        text.push_str(" app/");
        text.extend(name.chars().map(|character| if is_token(character) { character } else { '-' }));
    }
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("tinsmith"))
}

/// Whether a header's token may hold it (RFC 9110, section 5.6.2).
fn is_token(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}

/// Puts in who calls and the invocation's id, which stay the same for all attempts of a call.
pub(super) fn add_caller(headers: &mut HeaderMap, user_agent: &HeaderValue) {
    headers.insert(USER_AGENT, user_agent.clone());
    headers.insert(X_AMZ_USER_AGENT, user_agent.clone());
    let id = tinsmith_runtime::idempotency::new_token();
    if let Ok(id) = HeaderValue::try_from(id) {
        headers.insert(INVOCATION_ID, id);
    }
}

/// Puts in which attempt it is.
pub(super) fn add_attempt(headers: &mut HeaderMap, attempt: u32, max: u32) {
    if let Ok(value) = HeaderValue::try_from(format!("attempt={attempt}; max={max}")) {
        headers.insert(REQUEST, value);
    }
}
