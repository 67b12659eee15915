//! Where calls go: what the endpoint rules are told, and how often they are asked.

use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;

use super::script::*;
use crate::blocking::Handle;
use crate::clock::Clock;
use crate::config::Builder;
use crate::credentials::{Credentials, from_fn};
use crate::endpoint::{Endpoint, EndpointError, Params};
use crate::service::{EndpointRules, Service};

/// A client of the bench's service with other rules.
fn handle(bench: &Bench, rules: EndpointRules, configure: impl FnOnce(Builder) -> Builder) -> Handle {
    let config = configure(bench.config.to_builder()).build();
    Handle::new(Service::new(&SERVICE, "1").resolve_endpoint(rules), config)
}

fn call(handle: &Handle) {
    crate::blocking::send::<Change>(handle, Ok(())).unwrap();
}

fn hosts(bench: &Bench) -> Vec<String> {
    let sent = bench.script.sent.lock().unwrap();
    sent.iter().map(|request| request.uri().host().unwrap().to_owned()).collect()
}

/// How often [`by_account`] was asked.
static ASKED: AtomicUsize = AtomicUsize::new(0);

fn by_account(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
    ASKED.fetch_add(1, Ordering::SeqCst);
    let (account, mode) = (params.account_id.unwrap_or("nobody"), params.account_id_endpoint_mode.unwrap_or("unsaid"));
    Endpoint::at(format!("https://{account}.{mode}.example.com"))
}

#[test]
fn the_rules_are_asked_once_while_the_account_of_the_credentials_stays() {
    let bench = Bench::new((0..6).map(|_| success()));
    let (clock, asked) = (bench.clock.clone(), AtomicUsize::new(0));
    let provider = from_fn({
        let asked = std::sync::Arc::new(asked);
        move || {
            let number = asked.fetch_add(1, Ordering::SeqCst) + 1;
            let expiry = clock.now().date + Duration::from_secs(3_600);
            let credentials = Credentials::new("AKID", "secret", None, Some(expiry), "test");
            // The account changes with the third credentials.
            Ok(credentials.with_account_id(if number < 3 { "111" } else { "222" }))
        }
    });
    let handle = handle(&bench, by_account, |config| {
        config.credentials_provider(provider).account_id_endpoint_mode("preferred")
    });
    for _ in 0..3 {
        call(&handle);
        call(&handle);
        bench.clock.advance(Duration::from_secs(7_200));
    }
    let (first, second) = ("111.preferred.example.com", "222.preferred.example.com");
    assert_eq!(hosts(&bench), [first, first, first, first, second, second]);
    assert_eq!(ASKED.load(Ordering::SeqCst), 2);
}

/// Rules that sign for another name and region than the service's.
fn elsewhere(_: &Params<'_>) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::at("https://global.example.com")?.signing_name("other").signing_region("us-west-2"))
}

#[test]
fn rules_say_what_is_signed_for() {
    let bench = Bench::new([success()]);
    call(&handle(&bench, elsewhere, |config| config));
    let [authorization] = bench.headers("authorization").try_into().unwrap();
    assert!(authorization.contains("/20260101/us-west-2/other/aws4_request"), "{authorization}");
}

#[test]
fn a_host_is_called_and_signed_for_in_lower_case() {
    let bench = Bench::configured([success()], |config| config.endpoint_url("https://Host.EXAMPLE:8443/Path"));
    bench.call::<Change>().unwrap();
    assert_eq!(bench.headers("host"), ["host.example:8443"]);
    assert_eq!(bench.script.sent.lock().unwrap()[0].uri().to_string(), "https://host.example:8443/Path/");
}
