//! The two ends of a call that know its operation: what becomes of its input, and of its answer. Everything in between
//! is compiled once for all operations.

use std::sync::Arc;

use tinsmith_runtime::error::{BuildError, ProvideErrorMetadata};
use tinsmith_runtime::message::{RawResponse, Response};
use tinsmith_runtime::operation::OperationError;
use tinsmith_runtime::sdk_error::{DispatchKind, Failure, SdkError};
use tinsmith_runtime::{Operation, RequestOptions};

use crate::config::InputCheck;
use crate::engine::call::{Call, Outcome, Unanswered};
use crate::engine::classify::Verdict;
use crate::engine::core::Core;

/// What an operation read in the answer that its call ended with.
pub(crate) type Answer<O> = Result<<O as Operation>::Output, Failure<<O as Operation>::Error>>;

/// Starts a call.
///
/// # Errors
/// The request cannot be built.
pub(crate) fn begin<O: Operation>(
    core: Arc<Core>,
    input: Result<O::Input, BuildError>,
) -> Result<Call, SdkError<O::Error>> {
    let config = &core.config;
    let check = config.input_check();
    let tokens = config.idempotency_token_provider();
    let make_token = || tokens.make_idempotency_token();
    let options = RequestOptions::new()
        .idempotency_token(&make_token)
        .check_required(check == InputCheck::Required)
        .input_endpoint(config.endpoint_url_of(O::SERVICE).is_none())
        .compression(config.request_compression())
        .compression_minimum(config.request_compression_minimum());
    #[cfg(feature = "validation")]
    let options = match check {
        InputCheck::Full => options.check_constraints(core.patterns()),
        InputCheck::Off | InputCheck::Required => options,
    };
    let message = input.and_then(|input| O::message(input, &options));
    let message = message.map_err(|error| SdkError::construction_failure(O::NAME, error))?;
    Ok(Call::new(core, const { &O::METADATA }, message))
}

/// Reads an answer and keeps what it read.
pub(crate) fn judge<O: Operation>(response: &Response<'_>, kept: &mut Option<Answer<O>>) -> Verdict {
    let answer = O::answer(response);
    let verdict = match &answer {
        Ok(_) => Verdict::Success,
        Err(Failure::Unreadable(_)) if response.is_damaged() => Verdict::Damaged,
        Err(Failure::Unreadable(_)) => Verdict::Unreadable,
        Err(Failure::Service(error)) => Verdict::Failure {
            code: error.code().map(str::to_owned),
            modeled: error.is_modeled(),
            retry: error.retry_kind(),
        },
    };
    *kept = Some(answer);
    verdict
}

/// What a call gives.
///
/// # Errors
/// All that a call can fail with.
pub(crate) fn finish<O: Operation>(call: Call, kept: Option<Answer<O>>) -> Result<O::Output, SdkError<O::Error>> {
    let attempts = call.attempts();
    let error = match (call.into_outcome(), kept) {
        (Outcome::Answered(_), Some(Ok(output))) => return Ok(output),
        (Outcome::Answered(response), Some(Err(failure))) => {
            let (parts, body) = response.into_parts();
            failure.of(O::NAME, RawResponse::new(parts.status, parts.headers, body.to_vec()))
        }
        // Whoever judges an answer keeps what it read.
        (Outcome::Answered(_), None) => {
            SdkError::dispatch_failure(O::NAME, DispatchKind::Other, "the answer was not read")
        }
        (Outcome::Unanswered(Unanswered::NotBuilt(error)), _) => SdkError::construction_failure(O::NAME, error),
        (Outcome::Unanswered(Unanswered::Failed(kind, source)), _) => SdkError::dispatch_failure(O::NAME, kind, source),
        (Outcome::Unanswered(Unanswered::TimedOut(source)), _) => SdkError::timeout_error(O::NAME, source),
    };
    Err(error.after_attempts(attempts))
}
