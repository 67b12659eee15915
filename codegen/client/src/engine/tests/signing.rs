//! Headers, signatures, clocks.

use super::script::*;
use crate::config::Builder;
use crate::credentials::{CredentialsError, Fetch, ProvideCredentials};

/// The header `Date` at this many seconds after the new year.
fn date(seconds: u64) -> String {
    let date = tinsmith_runtime::primitives::DateTime::from_secs(1_767_225_600 + i64::try_from(seconds).unwrap());
    date.fmt(tinsmith_runtime::primitives::DateTimeFormat::HttpDate).unwrap()
}

#[test]
fn the_invocation_stays_the_same_and_the_attempt_is_counted() {
    let bench = Bench::new([failure(500, "X"), success()]);
    bench.call::<Change>().unwrap();
    let ids = bench.headers("amz-sdk-invocation-id");
    assert_eq!(ids[0], ids[1]);
    assert_eq!(bench.headers("amz-sdk-request"), ["attempt=1; max=3", "attempt=2; max=3"]);
}

#[test]
fn invocations_differ() {
    let bench = Bench::new([success(), success()]);
    bench.call::<Change>().unwrap();
    bench.call::<Change>().unwrap();
    let ids = bench.headers("amz-sdk-invocation-id");
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn the_user_agent_names_this_product_the_service_and_the_application() {
    let bench = Bench::configured([success()], |config| config.app_name("my app"));
    bench.call::<Change>().unwrap();
    let agent = &bench.headers("user-agent")[0];
    assert!(agent.starts_with("tinsmith/"), "{agent}");
    assert!(agent.contains(" api/probe-service#1.2.3 "), "{agent}");
    assert!(agent.ends_with(" app/my-app"), "{agent}");
    assert_eq!(&bench.headers("x-amz-user-agent")[0], agent);
}

#[test]
fn retry_headers_are_not_signed() {
    let bench = Bench::new([success()]);
    bench.call::<Change>().unwrap();
    let authorization = &bench.headers("authorization")[0];
    assert!(!authorization.contains("amz-sdk"), "{authorization}");
}

#[test]
fn an_unsigned_operation_needs_no_credentials() {
    let bench = Bench::new([success()]);
    bench.call::<Open>().unwrap();
    assert!(!bench.script.sent.lock().unwrap()[0].headers().contains_key("authorization"));
}

#[test]
fn the_skew_of_an_answer_is_signed_with_next_time() {
    let bench = Bench::new([with(success(), "date", &date(100)), success()]);
    bench.call::<Change>().unwrap();
    bench.call::<Change>().unwrap();
    assert_eq!(bench.headers("x-amz-date"), ["20260101T000000Z", "20260101T000140Z"]);
}

#[test]
fn a_refused_signature_is_retried_where_the_clock_is_more_than_four_minutes_off() {
    for code in [
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "AuthFailure",
        "RequestTimeTooSkewed",
        "AccessDeniedException",
    ] {
        let bench = Bench::new([with(failure(403, code), "date", &date(241)), success()]);
        bench.call::<Change>().unwrap();
        assert_eq!(bench.headers("x-amz-date"), ["20260101T000000Z", "20260101T000401Z"], "{code}");
        assert_eq!(bench.headers("amz-sdk-request")[1], "attempt=2; max=3");
    }
}

#[test]
fn a_refused_signature_with_a_good_clock_is_not_retried() {
    for answer in [with(failure(403, "AuthFailure"), "date", &date(240)), failure(403, "AuthFailure")] {
        let bench = Bench::new([answer]);
        assert!(bench.call::<Change>().is_err());
        assert_eq!(bench.attempts(), 1);
    }
}

#[test]
fn an_answer_out_of_a_cache_says_nothing_of_the_clock() {
    let cached = with(with(success(), "date", &date(9_000)), "age", "60");
    let bench = Bench::new([cached, success()]);
    bench.call::<Change>().unwrap();
    bench.call::<Change>().unwrap();
    assert_eq!(bench.headers("x-amz-date")[1], "20260101T000000Z");
}

#[test]
fn skew_is_not_corrected_where_that_is_switched_off() {
    let off = |config: Builder| config.clock_skew_correction(false);
    let bench = Bench::configured([with(failure(403, "AuthFailure"), "date", &date(9_000))], off);
    assert!(bench.call::<Change>().is_err());
    assert_eq!(bench.attempts(), 1);
    let bench = Bench::configured([with(success(), "date", &date(9_000)), success()], off);
    bench.call::<Change>().unwrap();
    bench.call::<Change>().unwrap();
    assert_eq!(bench.headers("x-amz-date")[1], "20260101T000000Z");
}

#[test]
fn no_credentials_are_an_error_before_anything_is_sent() {
    let bench = Bench::new([]);
    let service = crate::service::Service::new(&SERVICE, "1");
    let config = crate::Config::builder().blocking_transport(std::sync::Arc::new(bench.script.clone())).build();
    let handle = crate::blocking::Handle::new(service, config);
    let error = crate::blocking::send::<Change>(&handle, Ok(())).unwrap_err();
    assert_eq!(error.kind(), tinsmith_runtime::sdk_error::FailureKind::Credentials);
    assert_eq!(bench.attempts(), 0);
}

#[test]
fn a_region_that_is_none_is_an_error_before_anything_is_sent() {
    let bench = Bench::configured([], |config| config.region(crate::config::Region::new("us east/1")));
    let error = bench.call::<Change>().unwrap_err().to_string();
    assert!(error.starts_with("Change: \"us east/1\" is no region"), "{error}");
    assert_eq!(bench.attempts(), 0);
}

#[test]
fn an_endpoint_without_scheme_is_an_error_before_anything_is_sent() {
    let bench = Bench::configured([], |config| config.endpoint_url("localhost:4566"));
    let error = bench.call::<Change>().unwrap_err().to_string();
    assert!(error.contains("\"localhost:4566\"") && error.contains("https://host"), "{error}");
}

/// A provider that has an error instead of credentials.
#[derive(Debug)]
struct Refusing(CredentialsError);

impl ProvideCredentials for Refusing {
    fn provide_credentials(&self) -> Fetch {
        Fetch::Ready(Err(self.0.clone()))
    }
}

#[test]
fn where_nobody_says_who_calls_a_call_goes_unsigned_if_it_may() {
    let nobody = || Refusing(CredentialsError::nobody("nobody"));
    let bench = Bench::configured([success()], |config| config.credentials_provider(nobody()).allow_no_auth());
    bench.call::<Change>().unwrap();
    assert!(!bench.script.sent.lock().unwrap()[0].headers().contains_key("authorization"));
    let bench = Bench::configured([], |config| config.credentials_provider(nobody()));
    assert!(bench.call::<Change>().is_err());
}

#[test]
fn a_provider_that_fails_is_no_leave_to_go_unsigned() {
    let failing = Refusing(CredentialsError::new("the safe is locked"));
    let bench = Bench::configured([], |config| config.credentials_provider(failing).allow_no_auth());
    assert!(format!("{:?}", bench.call::<Change>().unwrap_err()).contains("the safe is locked"));
}

/// A provider that is never done, and counts how often it is asked.
#[derive(Clone, Debug, Default)]
struct Pending(std::sync::Arc<std::sync::atomic::AtomicUsize>);

impl ProvideCredentials for Pending {
    fn provide_credentials(&self) -> Fetch {
        self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        Fetch::Future(Box::pin(core::future::pending()))
    }
}

#[test]
fn a_wrong_address_is_said_before_anybody_is_asked_for_credentials() {
    let provider = Pending::default();
    for configure in [(|config| config.endpoint_url("localhost:1")) as fn(Builder) -> Builder, |config| {
        config.region(crate::config::Region::new("not a region"))
    }] {
        let bench = Bench::configured([], |config| configure(config.credentials_provider(provider.clone())));
        let error = bench.call::<Change>().unwrap_err().to_string();
        assert!(error.contains("localhost:1") || error.contains("not a region"), "{error}");
    }
    assert_eq!(provider.0.load(std::sync::atomic::Ordering::SeqCst), 0);
}

#[test]
fn the_time_for_the_whole_call_holds_while_credentials_are_waited_for() {
    let bench = Bench::configured([], |config| {
        let whole = core::time::Duration::from_secs(2);
        let timeouts = crate::config::TimeoutConfig::new().operation_timeout(whole);
        config.credentials_provider(Pending::default()).timeout_config(timeouts)
    });
    let service = crate::service::Service::new(&SERVICE, "1")
        .resolve_endpoint(|_| Ok(crate::endpoint::Endpoint::new("https://probe.example.com".parse().unwrap())));
    let handle = crate::asynchronous::Handle::new(service, bench.config.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let error = runtime.block_on(crate::asynchronous::send::<Change>(handle, Ok(()))).unwrap_err();
    assert_eq!(error.to_string(), "Change: time-out: the call took longer than 2 s");
    assert_eq!(error.kind(), tinsmith_runtime::sdk_error::FailureKind::Timeout);
}
