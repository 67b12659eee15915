//! What a caller sees of a service that misbehaves, and how many attempts were made: a call from its input to its output,
//! by both clients. Time is simulated, so that no delay is waited for.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tinsmith_client::config::{Builder, Config, Region, RetryConfig, TimeoutConfig};
use tinsmith_client::credentials::Credentials;
use tinsmith_client::service::Service;
use tinsmith_client::testing::SimulatedClock;
use tinsmith_client::transport::{CaBundle, Proxies};
use tinsmith_client::{asynchronous, blocking};
use tinsmith_runtime::error::BuildError;
use tinsmith_runtime::sdk_error::{FailureKind, SdkError};
use tinsmith_tests::misbehaving::certificates::{AUTHORITY, Identity};
use tinsmith_tests::misbehaving::proxy::{Manner, Proxy};
use tinsmith_tests::misbehaving::{Act, Plan, Server, Welcome};
use workmail::Operation;
use workmail::operation::create_impersonation_role::{CreateImpersonationRole, CreateImpersonationRoleInput};
use workmail::operation::get_access_control_effect::{GetAccessControlEffect, GetAccessControlEffectInput};
use workmail::operation::list_users::{ListUsers, ListUsersInput};

use crate::senders::runtime;

/// What a call came to: what failed, if it did, and how many requests the service received.
type Outcome = (Result<(), FailureKind>, usize);

const WORKS: Result<(), FailureKind> = Ok(());

fn fails(kind: FailureKind) -> Result<(), FailureKind> {
    Err(kind)
}

#[derive(Clone, Copy, Debug)]
enum Client {
    Async,
    Blocking,
}

/// Both clients.
const CLIENTS: [Client; 2] = [Client::Async, Client::Blocking];

fn new_year() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

/// A configuration for a server on loopback.
fn config(endpoint: &str) -> Builder {
    Config::builder()
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "test"))
        .endpoint_url(endpoint)
        .clock(SimulatedClock::at(new_year()))
        .random(|| 1.0)
}

impl Client {
    fn send<O>(self, config: Config, input: Result<O::Input, BuildError>) -> Result<O::Output, SdkError<O::Error>>
    where
        O: Operation<Input: Send, Output: Send, Error: Send> + 'static,
    {
        let service = Service::new(&workmail::meta::SERVICE, "1");
        match self {
            Self::Async => {
                let handle = asynchronous::Handle::new(service, config);
                let runtime = runtime();
                runtime.block_on(runtime.spawn(asynchronous::send::<O>(handle, input))).unwrap()
            }
            Self::Blocking => blocking::send::<O>(&blocking::Handle::new(service, config), input),
        }
    }

    /// Lists users, which may be done twice.
    fn lists(self, config: Builder) -> Result<(), SdkError<<ListUsers as Operation>::Error>> {
        let input = ListUsersInput::builder().organization_id("m-1").build();
        self.send::<ListUsers>(config.build(), input).map(drop)
    }

    /// Creates a role, which has a token, so that it may be sent twice.
    fn creates(self, config: Builder) -> Result<(), FailureKind> {
        let input = CreateImpersonationRoleInput::builder()
            .organization_id("m-1")
            .name("role")
            .r#type(workmail::types::ImpersonationRoleType::FullAccess)
            .rules(
                workmail::types::ImpersonationRule::builder()
                    .impersonation_rule_id("rule")
                    .effect(workmail::types::AccessEffect::Allow)
                    .build()
                    .unwrap(),
            )
            .build();
        self.send::<CreateImpersonationRole>(config.build(), input).map(drop).map_err(|error| error.kind())
    }

    /// Does what may act twice, as far as the model says.
    fn acts(self, config: Builder) -> Result<(), FailureKind> {
        let input = GetAccessControlEffectInput::builder()
            .organization_id("m-1")
            .ip_address("127.0.0.1")
            .action("Login")
            .user_id("user")
            .build();
        self.send::<GetAccessControlEffect>(config.build(), input).map(drop).map_err(|error| error.kind())
    }
}

/// Lists users by both clients at a server that acts like this for its first requests, and properly after them.
fn listing(act: &Act, times: usize) -> Outcome {
    let [first, second] = CLIENTS.map(|client| {
        let server = Server::acting(vec![act.clone(); times]);
        let result = client.lists(config(&server.uri("/")));
        if let Err(error) = &result {
            assert_eq!(error.attempts() as usize, server.answered(), "{error}");
        }
        (result.map_err(|error| error.kind()), server.answered())
    });
    assert_eq!(first, second, "both clients see the same");
    first
}

#[test]
fn failures_of_a_moment_are_tried_again() {
    for act in [
        Act::answers(500, "{}"),
        Act::answers(502, "{}"),
        Act::answers(503, ""),
        Act::answers(504, "{}"),
        Act::answers(429, "{}"),
        Act::answers(400, r#"{"__type":"ThrottlingException"}"#),
        Act::html(503),
        Act::closes(),
        Act::closes_within_head(),
        Act::closes_within_body(),
        Act::closes_within_chunk(),
        Act::closes_between_chunks(),
    ] {
        assert_eq!(listing(&act, 1), (WORKS, 2), "{act:?}");
        assert_eq!(listing(&act, 2), (WORKS, 3), "{act:?}");
        let (result, requests) = listing(&act, 3);
        assert!(matches!(result, Err(FailureKind::Service | FailureKind::Dispatch)), "{act:?}: {result:?}");
        assert_eq!(requests, 3, "{act:?}");
    }
}

#[test]
fn what_no_repetition_mends_is_not_tried_again() {
    for (act, kind) in [
        (Act::answers(400, r#"{"__type":"OrganizationNotFoundException"}"#), FailureKind::Service),
        (Act::answers(403, r#"{"__type":"AccessDeniedException"}"#), FailureKind::Service),
        (Act::html(404), FailureKind::Service),
        (Act::html(200), FailureKind::Response),
        (Act::answers(200, "{\"Users\":"), FailureKind::Response),
        (Act::sends_too_much("{\"Users\"", ":[]}"), FailureKind::Response),
        (Act::redirects(307, "http://localhost:1/"), FailureKind::Service),
        (Act::talks_nonsense(), FailureKind::Dispatch),
        (Act::chunked_badly(), FailureKind::Dispatch),
        (Act::sends_two_lengths(), FailureKind::Dispatch),
        (Act::floods(100), FailureKind::Dispatch),
        (Act::floods_in_chunks(100), FailureKind::Dispatch),
        (Act::boasts(), FailureKind::Dispatch),
    ] {
        assert_eq!(listing(&act, 1), (fails(kind), 1), "{act:?}");
    }
}

#[test]
fn answers_that_are_odd_and_whole_are_answers() {
    for act in [
        Act::answers(200, ""),
        Act::answers_with(200, &[("Content-Type", "text/html")], "{}"),
        Act::chunked(&["{\"Us", "ers\":[", "]}"]),
        Act::answers_until_close("{}"),
        Act::drips("{\"Users\":[]}", Duration::from_millis(1)),
        Act::sends_too_much("{}", "and more"),
        Act::answers_and_closes(200, "{}"),
    ] {
        assert_eq!(listing(&act, 1), (WORKS, 1), "{act:?}");
    }
}

#[test]
fn a_wrong_clock_is_made_up_for() {
    let refused = Act::dated(403, "Thu, 01 Jan 2026 01:00:00 GMT", r#"{"__type":"InvalidSignatureException"}"#);
    for client in CLIENTS {
        let server = Server::acting([refused.clone()]);
        client.lists(config(&server.uri("/"))).unwrap();
        let dates: Vec<String> =
            server.requests().iter().filter_map(|request| request.header("x-amz-date").map(str::to_owned)).collect();
        assert_eq!(dates[0], "20260101T000000Z", "{client:?}");
        assert!(dates[1].starts_with("20260101T0100"), "{client:?}: {dates:?}");
    }
}

#[test]
fn silence_is_a_time_out_and_tried_again() {
    for client in CLIENTS {
        let server = Server::acting([Act::stays_silent(), Act::stays_silent_within_body()]);
        let timeouts = TimeoutConfig::new().read_timeout(Duration::from_millis(50));
        client.lists(config(&server.uri("/")).timeout_config(timeouts)).unwrap();
        assert_eq!((server.answered(), server.connections()), (3, 3), "{client:?}");
    }
}

#[test]
fn a_stale_connection_is_no_attempt() {
    for client in CLIENTS {
        let server = Server::acting((0..6).map(|_| Act::answers_and_closes(200, "{}")));
        let once = config(&server.uri("/")).retry_config(RetryConfig::disabled()).build();
        let service = Service::new(&workmail::meta::SERVICE, "1");
        let input = || ListUsersInput::builder().organization_id("m-1").build();
        match client {
            Client::Async => {
                let (runtime, handle) = (runtime(), asynchronous::Handle::new(service, once));
                for _ in 0..6 {
                    let call = asynchronous::send::<ListUsers>(handle.clone(), input());
                    runtime.block_on(runtime.spawn(call)).unwrap().unwrap();
                    assert!(server.settles_at(0));
                }
            }
            Client::Blocking => {
                let handle = blocking::Handle::new(service, once);
                for _ in 0..6 {
                    blocking::send::<ListUsers>(&handle, input()).unwrap();
                    assert!(server.settles_at(0));
                }
            }
        }
        assert_eq!(server.answered(), 6, "{client:?}");
    }
}

#[test]
fn an_operation_that_may_act_twice_is_not_doubled_where_the_caller_says_so() {
    let careful = RetryConfig::standard().with_retry_unsafe(false);
    for client in CLIENTS {
        for act in [Act::closes(), Act::closes_within_body(), Act::answers(500, "{}")] {
            let server = Server::acting([act.clone()]);
            let result = client.acts(config(&server.uri("/")).retry_config(careful));
            assert!(result.is_err(), "{client:?}");
            assert_eq!(server.answered(), 1, "{client:?}: {act:?}");
        }
        // A request that did not arrive, or that the service put off, may come again.
        let server = Server::acting([Act::answers(400, r#"{"__type":"ThrottlingException"}"#)]);
        client.acts(config(&server.uri("/")).retry_config(careful)).unwrap();
        assert_eq!(server.answered(), 2, "{client:?}");

        let server = Plan::acts([]).identity(Identity::Loopback).welcoming([Welcome::Close]).start();
        let trusting = config(&server.uri("/")).ca_bundle(CaBundle::from_pem(AUTHORITY, "the test's").unwrap());
        client.acts(trusting.retry_config(careful)).unwrap();
        assert_eq!((server.answered(), server.connections()), (1, 2), "{client:?}");

        let server = Server::acting([Act::closes()]);
        client.creates(config(&server.uri("/")).retry_config(careful)).unwrap();
        let tokens: Vec<Vec<u8>> = server.requests().into_iter().map(|request| request.body).collect();
        assert_eq!(tokens.len(), 2, "{client:?}");
        assert_eq!(tokens[0], tokens[1], "the token stays the same");
    }
}

#[test]
fn a_call_that_connects_differently_has_connections_of_its_own() {
    let input = || ListUsersInput::builder().organization_id("m-1").build();
    let service = Service::new(&workmail::meta::SERVICE, "1");
    let timeouts = TimeoutConfig::new().read_timeout(Duration::from_secs(5));
    for client in CLIENTS {
        let server = Server::acting([]);
        let proxy = Proxy::start(Manner::Serves, None);
        let overrides = || {
            [
                Config::builder().timeout_config(timeouts),
                Config::builder().proxies(Proxies::none().http(&proxy.uri(None)).unwrap()),
                Config::builder().timeout_config(timeouts.connect_timeout(Duration::from_secs(5))),
            ]
        };
        match client {
            Client::Async => {
                let (runtime, handle) =
                    (runtime(), asynchronous::Handle::new(service, config(&server.uri("/")).build()));
                let send = |handle| runtime.block_on(runtime.spawn(asynchronous::send::<ListUsers>(handle, input())));
                send(handle.clone()).unwrap().unwrap();
                for over in overrides() {
                    send(handle.with(over)).unwrap().unwrap();
                }
            }
            Client::Blocking => {
                let handle = blocking::Handle::new(service, config(&server.uri("/")).build());
                blocking::send::<ListUsers>(&handle, input()).unwrap();
                for over in overrides() {
                    blocking::send::<ListUsers>(&handle.with(over), input()).unwrap();
                }
            }
        }
        assert_eq!((server.answered(), server.connections(), proxy.requests().len()), (3, 2, 1), "{client:?}");
    }
}

#[test]
fn a_certificate_of_another_host_is_said_to_the_caller() {
    for client in CLIENTS {
        let server = Plan::acts([]).identity(Identity::Elsewhere).start();
        let trusting = config(&server.uri("/")).ca_bundle(CaBundle::from_pem(AUTHORITY, "the test's").unwrap());
        let error = client.lists(trusting).unwrap_err();
        assert_eq!(error.kind(), FailureKind::Dispatch);
        let text = error.to_string();
        assert!(text.starts_with("ListUsers: no connection: invalid peer certificate: "), "{client:?}: {text}");
        assert_eq!((error.attempts(), server.answered()), (1, 0), "it will be the same certificate the next time");
    }
}

#[test]
fn a_proxy_that_refuses_is_said_to_the_caller() {
    for client in CLIENTS {
        let proxy = Proxy::start(Manner::Demands("Basic x"), None);
        let proxies = Proxies::none().https(&proxy.uri(None)).unwrap();
        let error = client.lists(config("https://workmail.example/").proxies(proxies)).unwrap_err();
        assert_eq!(error.kind(), FailureKind::Dispatch);
        assert!(error.to_string().contains("answered 407 Proxy Authentication Required"), "{client:?}: {error}");
        assert_eq!(proxy.requests().len(), 3);
    }
}

#[test]
fn a_service_is_reached_through_a_tunnel() {
    for client in CLIENTS {
        let server = Plan::acts([]).identity(Identity::Elsewhere).start();
        let proxy = Proxy::start(Manner::Serves, Some(server.address()));
        let proxies = Proxies::none().https(&proxy.uri(None)).unwrap();
        let trusting = CaBundle::from_pem(AUTHORITY, "the test's").unwrap();
        client.lists(config("https://elsewhere.example/").proxies(proxies).ca_bundle(trusting)).unwrap();
        assert_eq!(server.requests()[0].operation(), Some("ListUsers"), "{client:?}");
    }
}
