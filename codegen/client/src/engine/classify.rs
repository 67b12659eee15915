//! Whether a failure is worth another attempt, and why.

use http::StatusCode;
use tinsmith_runtime::error::RetryKind;
use tinsmith_runtime::{OperationMetadata, Safety};

use crate::transport::{TransportError, TransportErrorKind};

/// What an answer says, as its operation reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The call worked.
    Success,
    /// The answer does not parse.
    Unreadable,
    /// The answer is not what the service sent.
    Damaged,
    /// The service says that the call failed.
    Failure {
        /// The error's code.
        code: Option<String>,
        /// Whether the model knows it for the operation.
        modeled: bool,
        /// What the model says of trying again.
        retry: Option<RetryKind>,
    },
}

/// Why another attempt may help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The service asks for fewer calls.
    Throttled,
    /// The service or the way to it failed for a moment.
    Transient,
    /// The signature was refused because of this machine's clock.
    ClockSkew,
}

const THROTTLING: &[&str] = &[
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "RequestThrottled",
    "TooManyRequestsException",
    "ProvisionedThroughputExceededException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "SlowDown",
    "PriorRequestNotComplete",
    "EC2ThrottledException",
];

const TRANSIENT: &[&str] = &["RequestTimeout", "RequestTimeoutException"];

/// What a service says of a signature whose date it does not believe.
const REFUSED_SIGNATURE: &[&str] = &[
    "InvalidSignatureException",
    "SignatureDoesNotMatch",
    "AuthFailure",
    "RequestTimeTooSkewed",
    "AccessDeniedException",
];

/// Why an answer is worth another attempt, if it is. `skew_explains` says whether this machine's clock was wrong enough
/// for the signature to be refused.
pub(crate) fn answer(verdict: &Verdict, status: StatusCode, skew_explains: bool) -> Option<Reason> {
    let (code, modeled, retry) = match verdict {
        Verdict::Success | Verdict::Unreadable => return None,
        Verdict::Damaged => return Some(Reason::Transient),
        Verdict::Failure { code, modeled, retry } => (code, modeled, retry),
    };
    let is_one_of = |codes: &[&str]| code.as_deref().is_some_and(|code| codes.contains(&code));
    match retry {
        Some(RetryKind::Never) => return None,
        Some(RetryKind::Throttling) => return Some(Reason::Throttled),
        Some(RetryKind::Transient | _) | None => {}
    }
    if is_one_of(THROTTLING) || (status == StatusCode::TOO_MANY_REQUESTS && !modeled) {
        return Some(Reason::Throttled);
    }
    let transient_status = matches!(
        status,
        StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT
    );
    if retry.is_some() || is_one_of(TRANSIENT) || transient_status {
        return Some(Reason::Transient);
    }
    (skew_explains && is_one_of(REFUSED_SIGNATURE)).then_some(Reason::ClockSkew)
}

/// Why a request without an answer is worth another attempt, if it is.
pub(crate) fn no_answer(error: &TransportError) -> Option<Reason> {
    match error.kind() {
        TransportErrorKind::ConnectTimeout
        | TransportErrorKind::Connect
        | TransportErrorKind::NotSent
        | TransportErrorKind::ReadTimeout
        | TransportErrorKind::AttemptTimeout
        | TransportErrorKind::Closed => Some(Reason::Transient),
        TransportErrorKind::Untrusted
        | TransportErrorKind::Malformed
        | TransportErrorKind::TooLarge
        | TransportErrorKind::Request => None,
    }
}

/// Whether an operation may be sent again although it may have acted.
pub(crate) fn is_safe(operation: &OperationMetadata) -> bool {
    match operation.safety {
        Safety::ReadOnly | Safety::Idempotent => true,
        Safety::Unsafe => operation.has_idempotency_token,
    }
}
