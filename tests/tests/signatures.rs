//! What a server that verifies signatures answers to requests of the client: signed rightly, and in each way wrongly.
#![cfg(test)]

use std::future::Future;
use std::pin::pin;
use std::task::{Context as Task, Poll, Waker};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderValue, Request};
use tinsmith_client::transport::from_fn;
use tinsmith_server::{AccessKey, Verifier};
use workmail::config::{Credentials, Region};
use workmail::operation::describe_user::{DescribeUserError, DescribeUserInput, DescribeUserOutput};
use workmail::server::{self, Context, WorkMail};
use workmail::testing::SimulatedClock;
use workmail::{Config, blocking};

/// Tells callers who they are.
struct Mirror;

impl WorkMail for Mirror {
    async fn describe_user(
        &self,
        _: DescribeUserInput,
        context: &Context,
    ) -> Result<DescribeUserOutput, DescribeUserError> {
        Ok(DescribeUserOutput::builder().set_name(context.access_key_id().map(str::to_owned)).build())
    }
}

/// The service's clock, in seconds since 1970.
const NOW: u64 = 1_800_000_000;

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn verifier() -> Verifier {
    Verifier::new(|id| match id {
        "AKIDEXAMPLE" => Some(AccessKey::new("secret")),
        "ASIAEXAMPLE" => Some(AccessKey::new("secret").session_token("token")),
        _ => None,
    })
    .region("eu-west-1")
    .clock(|| at(NOW))
}

/// Nothing here waits.
fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Task::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the answer is not there"),
    }
}

/// A caller, and what becomes of its request on the way.
struct Caller {
    key: [&'static str; 2],
    token: Option<&'static str>,
    region: &'static str,
    clock: u64,
    tamper: fn(&mut Request<Bytes>),
}

const ANN: Caller =
    Caller { key: ["AKIDEXAMPLE", "secret"], token: None, region: "eu-west-1", clock: NOW, tamper: |_| {} };

impl Caller {
    /// The id of the access key as the service saw it, or the code of the error.
    fn call(self) -> Result<String, String> {
        let service = server::service(Mirror).verify_signatures(verifier());
        let transport = from_fn(move |mut request| {
            (self.tamper)(&mut request);
            Ok(now(service.answer(request)))
        });
        let token = self.token.map(str::to_owned);
        let config = Config::builder()
            .region(Region::from_static(self.region))
            .credentials_provider(Credentials::new(self.key[0], self.key[1], token, None, "test"))
            .clock(SimulatedClock::at(at(self.clock)))
            .blocking_transport(transport)
            .build();
        let client = blocking::Client::from_conf(config);
        match client.describe_user().organization_id(format!("m-{:032}", 1)).user_id("ann@example.com").send() {
            Ok(user) => Ok(user.name().unwrap().to_owned()),
            Err(error) => Err(error.code().unwrap().to_owned()),
        }
    }

    fn code(self) -> String {
        self.call().unwrap_err()
    }
}

#[test]
fn a_right_signature_is_let_in() {
    assert_eq!(ANN.call().as_deref(), Ok("AKIDEXAMPLE"));
}

#[test]
fn a_session_is_let_in_with_its_token_alone() {
    let session = |token| Caller { key: ["ASIAEXAMPLE", "secret"], token, ..ANN };
    assert_eq!(session(Some("token")).call().as_deref(), Ok("ASIAEXAMPLE"));
    assert_eq!(session(Some("other")).code(), "UnrecognizedClientException");
    assert_eq!(session(None).code(), "UnrecognizedClientException");
    assert_eq!(Caller { token: Some("token"), ..ANN }.code(), "UnrecognizedClientException");
}

#[test]
fn an_unknown_key_is_refused() {
    assert_eq!(Caller { key: ["AKIDNOBODY", "secret"], ..ANN }.code(), "UnrecognizedClientException");
}

#[test]
fn another_secret_is_refused() {
    assert_eq!(Caller { key: ["AKIDEXAMPLE", "guessed"], ..ANN }.code(), "InvalidSignatureException");
}

#[test]
fn a_date_counts_for_five_minutes_either_way() {
    let of = |clock| Caller { clock, ..ANN }.call();
    assert!(of(NOW - 300).is_ok() && of(NOW + 300).is_ok());
    assert_eq!(of(NOW - 301).unwrap_err(), "InvalidSignatureException");
    assert_eq!(of(NOW + 301).unwrap_err(), "InvalidSignatureException");
}

#[test]
fn another_region_is_refused() {
    assert_eq!(Caller { region: "us-east-1", ..ANN }.code(), "InvalidSignatureException");
}

#[test]
fn a_body_that_was_changed_on_the_way_is_refused() {
    let tamper = |request: &mut Request<Bytes>| {
        let body = String::from_utf8(request.body().to_vec()).unwrap();
        *request.body_mut() = body.replace("ann@", "bob@").into();
    };
    assert_eq!(Caller { tamper, ..ANN }.code(), "InvalidSignatureException");
}

#[test]
fn a_header_that_was_added_on_the_way_is_refused_where_it_means_something() {
    let meaning = |request: &mut Request<Bytes>| {
        request.headers_mut().insert("x-amz-meaning", HeaderValue::from_static("all"));
    };
    assert_eq!(Caller { tamper: meaning, ..ANN }.code(), "InvalidSignatureException");
    let other = |request: &mut Request<Bytes>| {
        request.headers_mut().insert("x-forwarded-for", HeaderValue::from_static("192.0.2.1"));
    };
    assert!(Caller { tamper: other, ..ANN }.call().is_ok());
}

#[test]
fn a_request_without_signature_is_refused() {
    let tamper = |request: &mut Request<Bytes>| drop(request.headers_mut().remove("authorization"));
    assert_eq!(Caller { tamper, ..ANN }.code(), "MissingAuthenticationTokenException");
    let bearer = |request: &mut Request<Bytes>| {
        request.headers_mut().insert("authorization", HeaderValue::from_static("Bearer abc"));
    };
    assert_eq!(Caller { tamper: bearer, ..ANN }.code(), "MissingAuthenticationTokenException");
}

#[test]
fn what_only_looks_like_a_signature_is_refused() {
    macro_rules! refused {
        ($($from:literal => $to:literal),*) => { $({
            let tamper = |request: &mut Request<Bytes>| {
                let value = request.headers()["authorization"].to_str().unwrap().replacen($from, $to, 1);
                request.headers_mut().insert("authorization", value.try_into().unwrap());
            };
            assert_eq!(Caller { tamper, ..ANN }.code(), "IncompleteSignatureException", $from);
        })* };
    }
    refused!(
        "AWS4-HMAC-SHA256" => "AWS4-ECDSA-P256-SHA256", "Credential=" => "Creds=", "SignedHeaders=" => "Headers=",
        "Signature=" => "Signature=0", "/aws4_request" => "", "Signature=" => "Seal=",
        "SignedHeaders=content-length;" => "SignedHeaders=content-length;content-length;", "host;" => "host;amz;"
    );
    let tamper = |request: &mut Request<Bytes>| drop(request.headers_mut().remove("x-amz-date"));
    assert_eq!(Caller { tamper, ..ANN }.code(), "IncompleteSignatureException");
}

#[test]
fn neither_keys_nor_verifiers_show_a_secret() {
    let shown = format!("{:?} {:?}", AccessKey::new("hunter2").session_token("hunter2"), verifier());
    assert!(!shown.contains("hunter2") && !shown.contains("secret"), "{shown}");
}
