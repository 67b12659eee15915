//! What a call tells whoever watches (feature `tracing`): a span with its facts, and an event for each thing that happens.
//!
//! | what | level | fields |
//! | --- | --- | --- |
//! | span `call` | debug | `service`, `operation`; at its end `attempts`, `status`, `request_id` |
//! | `sent` | debug | `attempt` |
//! | `answered` | debug | `attempt`, `status`, `request_id`, `latency_ms` |
//! | `not answered` | debug | `attempt`, `error` (its kind), `latency_ms` |
//! | `tries again` | debug | `attempt` (the next one), `reason`, `delay_ms` |
//! | what a configuration was warned of | warn | |
//!
//! No header, no body, no address and nothing of credentials is among them. Without the feature all of this is nothing.

use core::time::Duration;

use http::Response;
use tinsmith_runtime::OperationMetadata;

use super::classify::Reason;
use crate::transport::TransportErrorKind;

/// Watches one call.
#[derive(Clone, Debug)]
pub(crate) struct Watch {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl Watch {
    /// Of a call of this operation.
    pub(super) fn of(operation: &OperationMetadata) -> Self {
        use tracing::field::Empty;
        let span = tracing::debug_span!(
            "call",
            service = operation.service.sdk_id,
            operation = operation.name,
            attempts = Empty,
            status = Empty,
            request_id = Empty,
        );
        Self { span }
    }

    pub(super) fn sent(&self, attempt: u32) {
        tracing::debug!(parent: &self.span, attempt, "sent");
    }

    pub(super) fn answered<B>(&self, attempt: u32, response: &Response<B>, latency: Duration) {
        let (status, id) = (response.status().as_u16(), request_id(response));
        self.span.record("status", status);
        if let Some(id) = id {
            self.span.record("request_id", id);
        }
        let latency_ms = milliseconds(latency);
        tracing::debug!(parent: &self.span, attempt, status, request_id = id.unwrap_or_default(), latency_ms, "answered");
    }

    pub(super) fn unanswered(&self, attempt: u32, kind: TransportErrorKind, latency: Duration) {
        let latency_ms = milliseconds(latency);
        tracing::debug!(parent: &self.span, attempt, error = ?kind, latency_ms, "not answered");
    }

    pub(super) fn retries(&self, attempt: u32, reason: Reason, delay: Duration) {
        let delay_ms = milliseconds(delay);
        tracing::debug!(parent: &self.span, attempt, reason = ?reason, delay_ms, "tries again");
    }

    pub(super) fn ends(&self, attempts: u32) {
        self.span.record("attempts", attempts);
    }

    /// What happens within, such as what a transport logs, belongs to the call.
    #[cfg(feature = "async")]
    pub(crate) fn around<F: Future>(&self, future: F) -> impl Future<Output = F::Output> {
        use tracing::Instrument as _;
        future.instrument(self.span.clone())
    }

    /// The same for what blocks.
    #[cfg(feature = "blocking")]
    pub(crate) fn inside<T>(&self, act: impl FnOnce() -> T) -> T {
        self.span.in_scope(act)
    }
}

#[cfg(not(feature = "tracing"))]
#[expect(clippy::unused_self, reason = "nobody watches")]
impl Watch {
    #[inline]
    pub(super) fn of(_: &OperationMetadata) -> Self {
        Self {}
    }

    #[inline]
    pub(super) fn sent(&self, _: u32) {}

    #[inline]
    pub(super) fn answered<B>(&self, _: u32, _: &Response<B>, _: Duration) {}

    #[inline]
    pub(super) fn unanswered(&self, _: u32, _: TransportErrorKind, _: Duration) {}

    #[inline]
    pub(super) fn retries(&self, _: u32, _: Reason, _: Duration) {}

    #[inline]
    pub(super) fn ends(&self, _: u32) {}

    #[cfg(feature = "async")]
    #[inline]
    pub(crate) fn around<F: Future>(&self, future: F) -> impl Future<Output = F::Output> {
        future
    }

    #[cfg(feature = "blocking")]
    #[inline]
    pub(crate) fn inside<T>(&self, act: impl FnOnce() -> T) -> T {
        act()
    }
}

/// Tells of what a client was warned of when it was configured.
pub(super) fn warn(warnings: &[String]) {
    #[cfg(feature = "tracing")]
    for warning in warnings {
        tracing::warn!("{warning}");
    }
    #[cfg(not(feature = "tracing"))]
    let _ = warnings;
}

#[cfg(feature = "tracing")]
fn request_id<B>(response: &Response<B>) -> Option<&str> {
    let headers = response.headers();
    let id = headers.get("x-amzn-requestid").or_else(|| headers.get("x-amz-request-id"))?;
    id.to_str().ok()
}

#[cfg(feature = "tracing")]
fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
