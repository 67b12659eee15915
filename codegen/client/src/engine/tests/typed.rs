//! What a caller gets: outputs, errors, futures.

use tinsmith_runtime::sdk_error::FailureKind;

use super::script::*;
use crate::asynchronous;
use crate::config::Config;
use crate::service::Service;
use crate::transport::TransportErrorKind;

fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

fn asynchronous(bench: &Bench) -> asynchronous::Handle {
    let service = Service::new(&SERVICE, "1")
        .resolve_endpoint(|_| Ok(crate::endpoint::Endpoint::new("https://probe.example.com".parse().unwrap())));
    asynchronous::Handle::new(service, bench.config.clone())
}

#[test]
fn an_error_of_the_service_says_it_in_a_line() {
    let bench = Bench::new([with(failure(404, "ModeledGone"), "x-amzn-requestid", "id-1")]);
    let error = bench.call::<Ask>().unwrap_err();
    assert_eq!(error.to_string(), "Ask: ModeledGone (request id id-1)");
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (FailureKind::Service, 404));
}

#[test]
fn a_lost_connection_says_how_often_it_was_tried() {
    let lost = || lost(TransportErrorKind::Closed);
    let bench = Bench::new([lost(), lost(), lost()]);
    let error = bench.call::<Ask>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "Ask: the connection ended before the whole answer was there: made up (after 3 attempts)"
    );
    assert_eq!(error.kind(), FailureKind::Dispatch);
}

#[test]
fn the_async_client_does_as_the_blocking_one() {
    let bench = Bench::new([failure(500, "X"), success()]);
    let output = block_on(asynchronous::send::<Ask>(asynchronous(&bench), Ok(()))).unwrap();
    assert_eq!((output.as_str(), bench.attempts(), bench.slept_millis()), ("done", 2, vec![50]));
}

#[test]
fn the_future_of_a_call_is_two_words() {
    assert_eq!(size_of::<asynchronous::Sending<Ask>>(), 2 * size_of::<usize>());
}

#[test]
fn one_call_can_do_things_differently() {
    let bench = Bench::new([failure(500, "X")]);
    let once = Config::builder().retry_config(crate::config::RetryConfig::disabled());
    assert!(crate::blocking::send::<Ask>(&bench.handle.with(once), Ok(())).is_err());
    assert_eq!(bench.attempts(), 1);
}

#[test]
fn an_overridden_call_draws_from_the_same_bucket() {
    let bench = Bench::new([failure(500, "X"), failure(400, "Y")]);
    let elsewhere = Config::builder().region(crate::config::Region::from_static("eu-west-1"));
    assert!(crate::blocking::send::<Ask>(&bench.handle.with(elsewhere), Ok(())).is_err());
    assert_eq!(bench.tokens(), 486);
    assert_eq!(bench.headers("host"), ["probe.eu-west-1.example.com", "probe.eu-west-1.example.com"]);
}
