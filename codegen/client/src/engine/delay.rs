//! How long to wait before the next attempt.

use core::time::Duration;

use http::HeaderMap;
use tinsmith_runtime::ServiceMetadata;

/// No delay of our own is longer.
const LONGEST: Duration = Duration::from_secs(20);
/// The base after the service throttled.
const THROTTLED_BASE: Duration = Duration::from_secs(1);
/// The base after any other failure.
const BASE: Duration = Duration::from_millis(50);
/// The base for services that answer in a few milliseconds.
const QUICK_BASE: Duration = Duration::from_millis(25);
/// By so much `x-amz-retry-after` can make a delay longer.
const MOST_ADDED: Duration = Duration::from_secs(5);

/// Whether the specification gives a service shorter delays and one attempt more.
pub(crate) fn is_quick(service: &ServiceMetadata) -> bool {
    matches!(service.sdk_id, "DynamoDB" | "DynamoDB Streams")
}

/// How many attempts a call has by default.
pub(crate) fn default_attempts(service: &ServiceMetadata) -> u32 {
    if is_quick(service) { 4 } else { 3 }
}

/// The delay before a retry: `retry` counts from 0, `random` is within [0, 1).
pub(crate) fn before_retry(service: &ServiceMetadata, retry: u32, throttled: bool, random: f64) -> Duration {
    let base = match (throttled, is_quick(service)) {
        (true, _) => THROTTLED_BASE,
        (false, true) => QUICK_BASE,
        (false, false) => BASE,
    };
    let factor = 2_u32.checked_pow(retry).unwrap_or(u32::MAX);
    base.saturating_mul(factor).min(LONGEST).mul_f64(random.clamp(0.0, 1.0))
}

/// The delay that the service asks for, within bounds: at least our own, at most 5 s more.
pub(crate) fn asked_for(own: Duration, headers: Option<&HeaderMap>) -> Duration {
    let asked = headers.and_then(|headers| headers.get("x-amz-retry-after"));
    let asked =
        asked.and_then(|value| value.to_str().ok()).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    match asked.and_then(|text| text.parse().ok()) {
        Some(milliseconds) => Duration::from_millis(milliseconds).clamp(own, own.saturating_add(MOST_ADDED)),
        None => own,
    }
}
