//! One call, from its first attempt to its last. It does no I/O and looks at no clock: a driver tells it what happened
//! and when, and it says what to do next.

use core::time::Duration;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use tinsmith_runtime::error::{BoxError, BuildError};
use tinsmith_runtime::sdk_error::DispatchKind;
use tinsmith_runtime::{OperationMetadata, Signing, message};

use super::classify::{self, Reason, Verdict};
use super::core::{Core, Target};
use super::skew::Skew;
use super::watch::Watch;
use super::{bucket, delay, headers};
use crate::clock::Moment;
use crate::config::RetryMode;
use crate::credentials::{Credentials, CredentialsError};
use crate::transport::{Limits, TransportError, TransportErrorKind};

/// So often a request that was never written is sent again without counting as an attempt.
const MOST_RESENDS: u32 = 2;

/// One call.
#[derive(Debug)]
pub(crate) struct Call {
    core: Arc<Core>,
    operation: &'static OperationMetadata,
    /// The message, until there is an endpoint for it.
    message: Option<message::Request>,
    /// What every attempt starts from; gone with the last one.
    prototype: Option<Request<Bytes>>,
    target: Option<Arc<Target>>,
    credentials: Option<Credentials>,
    state: State,
    started: Option<Moment>,
    sent: Option<Moment>,
    attempts: u32,
    max_attempts: u32,
    resends: u32,
    /// What the last retry cost.
    paid: u32,
    watch: Watch,
}

#[derive(Debug)]
enum State {
    /// Credentials are wanted, if the operation is signed.
    Identity,
    /// The driver is getting credentials.
    AwaitingIdentity,
    /// An attempt can be made.
    Ready,
    /// The driver is sending.
    Sending,
    /// The next attempt is made at this time, or none: then the call ends as `then` says.
    Waiting { until: Duration, then: Option<Outcome> },
    /// It is over.
    Done(Option<Outcome>),
}

/// What to do next.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "a step is taken apart as soon as it is there")]
pub(crate) enum Step {
    /// Get credentials, within this time where there is a bound, and say so with [`Call::identity`].
    Identity(Option<Duration>),
    /// Send this, and say what came with [`Call::received`].
    Send(Attempt),
    /// Let this time pass.
    Wait(Duration),
    /// Nothing: [`Call::into_outcome`].
    Done,
}

/// A request to be sent, and how long it may take.
#[derive(Debug)]
pub(crate) struct Attempt {
    pub(crate) request: Request<Bytes>,
    pub(crate) limits: Limits,
}

/// How a call ended.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// With an answer, which was judged.
    Answered(Response<Bytes>),
    /// Without one.
    Unanswered(Unanswered),
}

/// Why a call ended without an answer.
#[derive(Debug)]
pub(crate) enum Unanswered {
    /// Without a request: the message does not go to the endpoint.
    NotBuilt(BuildError),
    /// The request could not be sent, or no whole answer came.
    Failed(DispatchKind, BoxError),
    /// It took too long.
    TimedOut(BoxError),
}

impl Call {
    /// A call that sends this message.
    pub(crate) fn new(core: Arc<Core>, operation: &'static OperationMetadata, message: message::Request) -> Self {
        let max_attempts = core.config.retry_config().max_attempts().map(u32::from);
        Self {
            max_attempts: max_attempts.unwrap_or_else(|| delay::default_attempts(operation.service)),
            core,
            operation,
            watch: Watch::of(operation),
            message: Some(message),
            prototype: None,
            target: None,
            credentials: None,
            state: State::Identity,
            started: None,
            sent: None,
            attempts: 0,
            resends: 0,
            paid: 0,
        }
    }

    /// What the calls of its client share.
    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.core
    }

    /// Whoever watches it.
    pub(crate) fn watch(&self) -> &Watch {
        &self.watch
    }

    /// How often it was sent.
    pub(crate) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// How it ended. A call that was left before its end has no outcome of its own.
    pub(crate) fn into_outcome(self) -> Outcome {
        match self.state {
            State::Done(Some(outcome)) => outcome,
            _ => {
                Outcome::Unanswered(Unanswered::Failed(DispatchKind::Other, "the call was left before its end".into()))
            }
        }
    }

    /// What to do now.
    pub(crate) fn next(&mut self, now: Moment) -> Step {
        let started = *self.started.get_or_insert(now);
        loop {
            if self.is_open() && self.time_left(started, now).is_some_and(|left| left.is_zero()) {
                self.give_up(self.timed_out());
            }
            match &mut self.state {
                // A wrong address is said before anybody is asked for credentials.
                State::Identity => match self.checked_identity() {
                    Ok(true) => self.state = State::Ready,
                    Ok(false) => self.state = State::AwaitingIdentity,
                    Err(unanswered) => self.give_up(unanswered),
                },
                State::AwaitingIdentity => return Step::Identity(self.time_left(started, now)),
                State::Ready => {
                    if self.core.config.retry_config().mode() == RetryMode::Adaptive
                        && let Err(wait) = self.core.learned.limiter.take(now.elapsed)
                    {
                        return Step::Wait(self.time_left(started, now).map_or(wait, |left| left.min(wait)));
                    }
                    match self.attempt(started, now) {
                        Ok(attempt) => return Step::Send(attempt),
                        Err(unanswered) => self.give_up(unanswered),
                    }
                }
                // A driver that asks instead of telling is told nothing new: the attempt counts as lost.
                State::Sending => {
                    self.give_up(Unanswered::Failed(DispatchKind::Other, "the request was given up".into()));
                }
                State::Waiting { until, then } => {
                    let wait = until.saturating_sub(now.elapsed);
                    if !wait.is_zero() {
                        return Step::Wait(self.time_left(started, now).map_or(wait, |left| left.min(wait)));
                    }
                    match then.take() {
                        Some(outcome) => self.end(outcome),
                        None => self.state = State::Identity,
                    }
                }
                State::Done(_) => return Step::Done,
            }
        }
    }

    /// Takes the credentials that a driver got.
    pub(crate) fn identity(&mut self, got: Result<Credentials, CredentialsError>, now: Moment) {
        let over = self.started.and_then(|started| self.time_left(started, now)).is_some_and(|left| left.is_zero());
        match got {
            // The provider was not given the time that it has otherwise.
            Err(_) if over => self.give_up(self.timed_out()),
            Ok(credentials) => {
                self.credentials = Some(credentials);
                self.state = State::Ready;
            }
            Err(error) if error.is_nobody() && self.core.config.allows_no_auth() => self.state = State::Ready,
            Err(error) => self.give_up(Unanswered::Failed(DispatchKind::Credentials, error.into())),
        }
    }

    /// Takes what came of an attempt; `judge` reads an answer.
    pub(crate) fn received(
        &mut self,
        got: Result<Response<Bytes>, TransportError>,
        now: Moment,
        judge: &mut dyn FnMut(&message::Response<'_>) -> Verdict,
    ) {
        let latency = self.sent.map_or(Duration::ZERO, |sent| now.since(sent));
        match got {
            Ok(response) => {
                self.watch.answered(self.attempts, &response, latency);
                self.answered(response, now, judge);
            }
            Err(error) => {
                self.watch.unanswered(self.attempts, error.kind(), latency);
                self.unanswered(error, now);
            }
        }
    }

    fn answered(
        &mut self,
        response: Response<Bytes>,
        now: Moment,
        judge: &mut dyn FnMut(&message::Response<'_>) -> Verdict,
    ) {
        let skew = self.sent.and_then(|sent| self.core.learned.skew.learn(response.headers(), sent, now));
        let corrects = self.core.config.clock_skew_correction();
        let skew_explains = corrects && skew.is_some_and(Skew::explains_a_refusal);
        let verdict = judge(&message::Response::from(&response));
        let reason = classify::answer(&verdict, response.status(), skew_explains);
        self.learn_rate(reason, now);
        if verdict == Verdict::Success {
            self.core.learned.bucket.refund(if self.attempts > 1 { self.paid } else { bucket::SUCCESS_REFUND });
        }
        match reason {
            Some(reason) if reason == Reason::Throttled || self.may_act_twice() => {
                let headers = response.headers().clone();
                self.retry(reason, Some(&headers), now, Outcome::Answered(response));
            }
            _ => self.end(Outcome::Answered(response)),
        }
    }

    fn unanswered(&mut self, error: TransportError, now: Moment) {
        if error.kind() == TransportErrorKind::NotSent && self.resends < MOST_RESENDS && self.prototype.is_some() {
            self.resends += 1;
            self.attempts = self.attempts.saturating_sub(1);
            self.state = State::Ready;
            return;
        }
        let reason = classify::no_answer(&error).filter(|_| error.never_arrived() || self.may_act_twice());
        self.learn_rate(reason, now);
        let unanswered = if error.is_timeout() {
            Unanswered::TimedOut(error.into())
        } else {
            Unanswered::Failed(DispatchKind::Io, error.into())
        };
        match reason {
            Some(reason) => self.retry(reason, None, now, Outcome::Unanswered(unanswered)),
            None => self.give_up(unanswered),
        }
    }

    /// Whether the operation may be sent again although it may have acted.
    fn may_act_twice(&self) -> bool {
        self.core.config.retry_config().retry_unsafe() || classify::is_safe(self.operation)
    }

    /// Tries again after a delay, if there is anything left to try with; otherwise the call ends so.
    fn retry(&mut self, reason: Reason, headers: Option<&HeaderMap>, now: Moment, outcome: Outcome) {
        if self.attempts >= self.max_attempts {
            return self.end(outcome);
        }
        let throttled = reason == Reason::Throttled;
        let cost = if throttled { bucket::THROTTLED_COST } else { bucket::RETRY_COST };
        let own = delay::before_retry(
            self.operation.service,
            self.attempts.saturating_sub(1),
            throttled,
            self.core.config.random(),
        );
        let delay = delay::asked_for(own, headers);
        let until = now.elapsed.saturating_add(delay);
        if self.core.learned.bucket.draw(cost) {
            self.paid = cost;
            self.watch.retries(self.attempts + 1, reason, delay);
            self.state = State::Waiting { until, then: None };
        } else if is_long_poll(self.operation) {
            // Whoever polls in a loop would otherwise poll as fast as the service fails.
            self.state = State::Waiting { until, then: Some(outcome) };
        } else {
            self.end(outcome);
        }
    }

    fn learn_rate(&self, reason: Option<Reason>, now: Moment) {
        if self.core.config.retry_config().mode() == RetryMode::Adaptive {
            self.core.learned.limiter.learn(reason == Some(Reason::Throttled), now.elapsed);
        }
    }

    /// Whether credentials are there, or none are needed, for an address that is one.
    fn checked_identity(&mut self) -> Result<bool, Unanswered> {
        if self.message.is_some() {
            self.core.check_address().map_err(|error| Unanswered::Failed(DispatchKind::Endpoint, error.into()))?;
        }
        match self.find_identity() {
            Err(error) if error.is_nobody() && self.core.config.allows_no_auth() => Ok(true),
            found => found.map_err(|error| Unanswered::Failed(DispatchKind::Credentials, error.into())),
        }
    }

    /// Whether credentials are there, or none are needed; `false` where the driver has to get them.
    fn find_identity(&mut self) -> Result<bool, CredentialsError> {
        match (self.operation.signing, &self.core.identity) {
            (Signing::Unsigned, _) => Ok(true),
            (Signing::Signed | _, Some(cache)) => {
                self.credentials = cache.at_hand();
                Ok(self.credentials.is_some())
            }
            (Signing::Signed | _, None) if self.core.config.allows_no_auth() => Ok(true),
            (Signing::Signed | _, None) => Err(CredentialsError::new(
                "no credentials are set; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile with keys, and \
                 load the configuration with Config::from_env(); or give it credentials or a provider of them",
            )),
        }
    }

    /// The next attempt, signed.
    fn attempt(&mut self, started: Moment, now: Moment) -> Result<Attempt, Unanswered> {
        self.prepare()?;
        let last = self.attempts + 1 >= self.max_attempts && self.resends >= MOST_RESENDS;
        let prototype = if last { self.prototype.take() } else { self.prototype.clone() };
        let mut request =
            prototype.ok_or_else(|| Unanswered::Failed(DispatchKind::Other, "there is no request to send".into()))?;
        self.attempts += 1;
        headers::add_attempt(request.headers_mut(), self.attempts, self.max_attempts);
        if let (Some(credentials), Some(target)) = (&self.credentials, &self.target) {
            let scope = target
                .scope
                .as_ref()
                .map_err(|error| Unanswered::Failed(DispatchKind::Endpoint, error.clone().into()))?;
            let corrects = self.core.config.clock_skew_correction();
            let date = if corrects { self.core.learned.skew.applied_to(now.date) } else { now.date };
            self.core
                .signer
                .sign(&mut request, credentials, scope, date)
                .map_err(|error| Unanswered::Failed(DispatchKind::Other, error.into()))?;
        }
        self.watch.sent(self.attempts);
        self.sent = Some(now);
        self.state = State::Sending;
        Ok(Attempt { request, limits: self.limits(started, now) })
    }

    /// Finds the endpoint and gives the message to it, once.
    fn prepare(&mut self) -> Result<(), Unanswered> {
        let Some(message) = self.message.take() else { return Ok(()) };
        let target = self
            .core
            .target(&message.endpoint_params, self.credentials.as_ref())
            .map_err(|error| Unanswered::Failed(DispatchKind::Endpoint, error.into()))?;
        let mut request = message.at(&target.uri).map_err(Unanswered::NotBuilt)?.map(Bytes::from);
        for (name, value) in &target.headers {
            request.headers_mut().append(name, value.clone());
        }
        headers::add_caller(request.headers_mut(), &self.core.user_agent);
        self.prototype = Some(request);
        self.target = Some(target);
        Ok(())
    }

    fn limits(&self, started: Moment, now: Moment) -> Limits {
        let timeouts = self.core.config.timeout_config();
        let left = self.time_left(started, now);
        let mut limits = Limits::new(self.core.config.largest_response());
        limits.read_timeout = timeouts.read();
        limits.attempt_timeout = match (timeouts.attempt(), left) {
            (Some(attempt), Some(left)) => Some(attempt.min(left)),
            (attempt, left) => attempt.or(left),
        };
        limits
    }

    /// What is left of the time for the whole call, where it has one.
    fn time_left(&self, started: Moment, now: Moment) -> Option<Duration> {
        self.core.config.timeout_config().operation().map(|whole| whole.saturating_sub(now.since(started)))
    }

    fn timed_out(&self) -> Unanswered {
        let whole = self.core.config.timeout_config().operation().unwrap_or_default();
        Unanswered::TimedOut(format!("the call took longer than {} s", whole.as_secs_f64()).into())
    }

    fn is_open(&self) -> bool {
        !matches!(self.state, State::Done(_))
    }

    fn give_up(&mut self, unanswered: Unanswered) {
        self.end(Outcome::Unanswered(unanswered));
    }

    fn end(&mut self, outcome: Outcome) {
        self.watch.ends(self.attempts);
        self.state = State::Done(Some(outcome));
    }
}

/// Whether an operation is asked again and again for something that may come.
fn is_long_poll(operation: &OperationMetadata) -> bool {
    operation.long_poll
        || matches!(
            (operation.service.sdk_id, operation.name),
            ("SQS", "ReceiveMessage")
                | ("SFN", "GetActivityTask")
                | ("SWF", "PollForActivityTask" | "PollForDecisionTask")
        )
}
