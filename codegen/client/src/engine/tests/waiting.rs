//! Waiting until something is there.

use core::time::Duration;

use tinsmith_runtime::operation::Operation;

use super::script::*;
use crate::waiters::{Answered, FinalPoll, State, WaiterError, Waiting, has_code};
use crate::{asynchronous, blocking, waiters};

/// Waits for the answer `ready`; one of `broken` says that it will never come.
#[derive(Debug)]
struct Ready;

impl waiters::Waiter for Ready {
    type Operation = Ask;

    const MIN_DELAY: Duration = Duration::from_secs(2);
    const MAX_DELAY: Duration = Duration::from_secs(10);

    fn accept((): &(), answer: Answered<'_, Ask>) -> Option<State> {
        match answer {
            Ok(text) if text == "ready" => Some(State::Success),
            Ok(text) if text == "broken" => Some(State::Failure),
            Err(error) if has_code(error, "ModeledGone") => Some(State::Retry),
            _ => None,
        }
    }
}

fn says(text: &'static str) -> Answer {
    success().map(|response| response.map(|_| text.into()))
}

fn waited(bench: &Bench, max_wait: u64) -> waiters::Waited<Ready> {
    blocking::wait::<Ready>(&bench.handle, Ok(()), Duration::from_secs(max_wait))
}

#[test]
fn it_is_asked_again_until_it_is_there() {
    let bench = Bench::new([says("no"), failure(404, "ModeledGone"), says("no"), says("ready")]);
    let last: FinalPoll<_, _> = waited(&bench, 600).unwrap();
    assert_eq!((last.num_polls(), last.total_elapsed()), (4, Duration::from_secs(14)));
    assert_eq!(bench.slept_millis(), [2_000, 4_000, 8_000]);
    assert_eq!(last.into_result().unwrap(), "ready");
}

#[test]
fn an_async_client_waits_as_long() {
    let bench = Bench::new([says("no"), says("ready")]);
    let service = crate::service::Service::new(&SERVICE, "1")
        .resolve_endpoint(|_| Ok(crate::endpoint::Endpoint::new("https://probe.example.com".parse().unwrap())));
    let handle = asynchronous::Handle::new(service, bench.config.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let last = runtime.block_on(asynchronous::wait::<Ready>(handle, Ok(()), Duration::from_secs(60))).unwrap();
    assert_eq!((last.num_polls(), bench.slept_millis()), (2, vec![2_000]));
}

#[test]
fn an_answer_can_say_that_it_will_never_be() {
    let bench = Bench::new([says("no"), says("broken")]);
    let error = waited(&bench, 600).unwrap_err();
    let WaiterError::FailureState(last) = &error else { panic!("{error}") };
    assert_eq!(last.as_result().unwrap(), "broken");
    assert_eq!(error.to_string(), "it will not come, as the answer says");
}

#[test]
fn an_error_that_the_waiter_does_not_know_ends_it() {
    let bench = Bench::new([failure(400, "ModeledOther")]);
    let error = waited(&bench, 600).unwrap_err();
    assert!(matches!(error, WaiterError::OperationFailed(_)));
    assert_eq!(error.to_string(), "Ask: ModeledOther");
}

#[test]
fn the_time_is_bounded_and_the_last_call_is_within_it() {
    let bench = Bench::new([says("no"), says("no"), says("no"), says("no")]);
    let error = waited(&bench, 13).unwrap_err();
    // 2 and 4 s, then no more than that the last call comes 2 s before the end.
    assert_eq!(bench.slept_millis(), [2_000, 4_000, 5_000]);
    assert_eq!(error.to_string(), "not there after 13 s and 4 calls");
}

#[test]
fn a_builder_keeps_its_client_while_it_waits() {
    let waiting: Waiting<_, Ready> = Waiting::new(Ask::NAME);
    assert_eq!(waiting.client, "Ask");
}
