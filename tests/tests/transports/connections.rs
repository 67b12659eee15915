//! Which connection a request goes over.

use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tinsmith_client::transport::{AsyncHttp, AsyncTransport, BlockingHttp, HttpSettings, TransportErrorKind};
use tinsmith_tests::misbehaving::{Act, Plan, Server, Welcome};

use crate::senders::{Sends, both, limits, post, runtime};

both! {
    fn one_connection_serves_request_after_request(make: Make) {
        let server = Server::acting([]);
        let sender = make(HttpSettings::new());
        for _ in 0..10 {
            sender.post(&server.uri("/")).unwrap();
        }
        assert_eq!(server.answered(), 10);
        assert_eq!(server.connections(), 1);
    }

    fn a_stale_connection_is_replaced_without_an_error(make: Make) {
        let server = Server::acting((0..10).map(|_| Act::answers_and_closes(200, "{}")));
        let sender = make(HttpSettings::new());
        for _ in 0..10 {
            sender.post(&server.uri("/")).unwrap();
            assert!(server.settles_at(0));
        }
        assert_eq!(server.answered(), 10);
        assert_eq!(server.connections(), 10);
    }

    fn a_connection_that_idled_too_long_is_not_used_again(make: Make) {
        let server = Server::acting([]);
        let sender = make(HttpSettings::new().pool_idle_timeout(Duration::from_millis(20)));
        sender.post(&server.uri("/")).unwrap();
        thread::sleep(Duration::from_millis(60));
        sender.post(&server.uri("/")).unwrap();
        assert_eq!(server.connections(), 2);
    }

    fn a_connection_is_not_used_again_after_an_error(make: Make) {
        for act in [Act::closes_within_body(), Act::chunked_badly(), Act::talks_nonsense(), Act::floods(2)] {
            let server = Server::acting([act]);
            let sender = make(HttpSettings::new());
            sender.post(&server.uri("/")).unwrap_err();
            assert!(server.settles_at(0), "the connection is closed");
            sender.post(&server.uri("/")).unwrap();
            assert_eq!(server.connections(), 2);
        }
    }

    fn a_connection_that_the_service_wants_closed_is_not_used_again(make: Make) {
        let server = Server::acting([Act::answers_with(200, &[("Connection", "close")], "{}")]);
        let sender = make(HttpSettings::new());
        for _ in 0..2 {
            sender.post(&server.uri("/")).unwrap();
        }
        assert_eq!(server.connections(), 2);
    }

    fn nobody_listening_is_no_connection(make: Make) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        let error = make(HttpSettings::new()).post(&format!("http://{address}/")).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Connect);
        assert!(error.to_string().contains("Connection refused"), "{error}");
    }

    fn a_host_without_an_address_is_no_connection(make: Make) {
        // A part of a name has 63 characters at most, so that nobody is asked for this one.
        let host = "x".repeat(64);
        let error = make(HttpSettings::new()).post(&format!("http://{host}.invalid/")).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Connect, "{error}");
    }

    fn a_connection_that_is_closed_at_once_is_an_error_that_may_be_retried(make: Make) {
        let server = Plan::acts([]).welcoming([Welcome::Close]).start();
        let sender = make(HttpSettings::new());
        let kind = sender.fails(&server.uri("/"));
        // Which of them is a matter of who is quicker.
        assert!(matches!(kind, TransportErrorKind::Closed | TransportErrorKind::NotSent), "{kind:?}");
        sender.post(&server.uri("/")).unwrap();
    }

    fn connections_of_different_hosts_are_not_mixed_up(make: Make) {
        let servers = [Server::acting([]), Server::acting([])];
        let sender = make(HttpSettings::new());
        for _ in 0..3 {
            for server in &servers {
                sender.post(&server.uri("/")).unwrap();
            }
        }
        for server in &servers {
            assert_eq!((server.answered(), server.connections()), (3, 1));
        }
    }
}

#[test]
fn several_blocking_clients_share_one_transport() {
    let server = Plan::new(|_| Act::answers_late(Duration::from_millis(2), "{}")).start();
    let transport = Arc::new(BlockingHttp::new(HttpSettings::new()));
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..20 {
                    Sends::post(&*transport, &server.uri("/")).unwrap();
                }
            });
        }
    });
    assert_eq!(server.answered(), 160);
    assert!(server.connections() <= 8, "{}", server.connections());
}

#[test]
fn several_async_clients_share_one_transport() {
    let server = Plan::new(|_| Act::answers_late(Duration::from_millis(2), "{}")).start();
    let transport: Arc<dyn AsyncTransport> = Arc::new(AsyncHttp::new(HttpSettings::new()));
    let runtime = runtime();
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let (transport, uri) = (transport.clone(), server.uri("/"));
            runtime.spawn(async move {
                for _ in 0..20 {
                    transport.send(post(&uri), &limits()).await.unwrap();
                }
            })
        })
        .collect();
    runtime.block_on(async {
        for call in calls {
            call.await.unwrap();
        }
    });
    assert_eq!(server.answered(), 160);
    // A call takes the first connection that is free, or the new one that it began to make.
    assert!(server.connections() <= 16, "{}", server.connections());
}

#[test]
fn a_call_that_is_dropped_closes_its_connection() {
    let server = Server::acting([Act::stays_silent()]);
    let transport = AsyncHttp::new(HttpSettings::new());
    let runtime = runtime();
    runtime.block_on(async {
        let limits = limits();
        let call = transport.send(post(&server.uri("/")), &limits);
        assert!(tokio::time::timeout(Duration::from_millis(50), call).await.is_err());
    });
    assert_eq!(server.answered(), 1);
    assert!(server.settles_at(0), "the connection is closed");
    runtime.block_on(transport.send(post(&server.uri("/")), &limits())).unwrap();
    assert_eq!(server.connections(), 2);
}

#[test]
fn a_runtime_that_ran_nothing_meanwhile_still_replaces_a_stale_connection() {
    let server = Server::acting((0..10).map(|_| Act::answers_and_closes(200, "{}")));
    let transport = AsyncHttp::new(HttpSettings::new());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for _ in 0..10 {
        runtime.block_on(transport.send(post(&server.uri("/")), &limits())).unwrap();
        assert!(server.settles_at(0));
    }
    assert_eq!(server.answered(), 10);
}

#[test]
fn connections_of_a_runtime_that_is_gone_are_replaced() {
    let server = Server::acting([]);
    let transport = AsyncHttp::new(HttpSettings::new());
    for _ in 0..3 {
        let runtime = runtime();
        for _ in 0..2 {
            let (transport, uri) = (transport.clone(), server.uri("/"));
            let call = async move { transport.send(post(&uri), &limits()).await.map(drop) };
            runtime.block_on(runtime.spawn(call)).unwrap().unwrap();
        }
    }
    assert_eq!((server.answered(), server.connections()), (6, 3));
}

#[test]
fn an_async_call_without_a_runtime_is_an_error_and_no_panic() {
    let transport = AsyncHttp::new(HttpSettings::new());
    for limits in [limits(), {
        let mut limits = limits();
        limits.attempt_timeout = Some(Duration::from_secs(1));
        limits
    }] {
        let mut call = transport.send(post("http://localhost:1/"), &limits);
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let std::task::Poll::Ready(outcome) = call.as_mut().poll(&mut context) else { panic!("it waits") };
        let error = outcome.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Request);
        assert!(error.to_string().contains("need a tokio runtime"), "{error}");
    }
}
