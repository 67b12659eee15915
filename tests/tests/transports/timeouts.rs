//! Time-outs: of a connection, of silence, of an attempt. They are milliseconds, on loopback.

use std::time::{Duration, Instant};

use tinsmith_client::transport::{HttpSettings, Limits, TransportErrorKind};
use tinsmith_tests::misbehaving::certificates::Identity;
use tinsmith_tests::misbehaving::{Act, Plan, Server, Welcome};

use crate::senders::{both, limits, post};

const SHORT: Duration = Duration::from_millis(60);

fn reading(timeout: Duration) -> Limits {
    let mut limits = limits();
    limits.read_timeout = Some(timeout);
    limits
}

fn attempting(timeout: Duration) -> Limits {
    let mut limits = limits();
    limits.attempt_timeout = Some(timeout);
    limits
}

both! {
    fn silence_instead_of_an_answer_is_a_read_time_out(make: Make) {
        let server = Server::acting([Act::stays_silent()]);
        let sender = make(HttpSettings::new());
        let error = sender.send(post(&server.uri("/")), &reading(SHORT)).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::ReadTimeout);
        assert_eq!(error.to_string(), "the service was silent for too long: more than 60ms");
        assert!(server.settles_at(0), "the connection is closed");
        sender.post(&server.uri("/")).unwrap();
        assert_eq!(server.connections(), 2);
    }

    fn silence_within_an_answer_is_a_read_time_out(make: Make) {
        let server = Server::acting([Act::stays_silent_within_body()]);
        let error = make(HttpSettings::new()).send(post(&server.uri("/")), &reading(SHORT)).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::ReadTimeout);
        assert!(server.settles_at(0), "the connection is closed");
    }

    fn a_service_that_takes_nothing_is_silent(make: Make) {
        let server = Plan::acts([]).welcoming([Welcome::Deaf]).start();
        // More than all buffers on the way hold.
        let body = bytes::Bytes::from(vec![b'x'; 32 << 20]);
        let request = http::Request::post(server.uri("/")).body(body).unwrap();
        let error = make(HttpSettings::new()).send(request, &reading(SHORT)).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::ReadTimeout);
    }

    fn an_answer_that_drips_is_not_silent(make: Make) {
        let server = Server::acting([Act::drips("{\"a\":\"bcdefgh\"}", Duration::from_millis(10))]);
        let answer = make(HttpSettings::new()).send(post(&server.uri("/")), &reading(SHORT)).unwrap();
        assert_eq!(answer.body(), "{\"a\":\"bcdefgh\"}");
    }

    fn silence_is_measured_anew_for_each_request_of_a_connection(make: Make) {
        let server = Server::acting([
            Act::answers(200, "{}"),
            Act::answers_late(Duration::from_millis(40), "{}"),
        ]);
        let sender = make(HttpSettings::new());
        sender.send(post(&server.uri("/")), &reading(SHORT)).unwrap();
        std::thread::sleep(Duration::from_millis(80));
        sender.send(post(&server.uri("/")), &reading(SHORT)).unwrap();
        assert_eq!(server.connections(), 1);
    }

    fn an_attempt_is_bounded_as_a_whole(make: Make) {
        let server = Server::acting([Act::drips(&"x".repeat(10_000), Duration::from_millis(5))]);
        let sender = make(HttpSettings::new());
        let start = Instant::now();
        let error = sender.send(post(&server.uri("/")), &attempting(SHORT)).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::AttemptTimeout);
        assert_eq!(error.to_string(), "the attempt took too long: more than 60ms");
        assert!(start.elapsed() < Duration::from_secs(2));
        sender.post(&server.uri("/")).unwrap();
        assert_eq!(server.connections(), 2, "after a time-out a connection is not used again");
    }

    fn the_bound_of_an_attempt_counts_while_connecting(make: Make) {
        let server = Plan::acts([]).identity(Identity::Loopback).welcoming([Welcome::Silence]).start();
        let error = make(HttpSettings::new()).send(post(&server.uri("/")), &attempting(SHORT)).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::AttemptTimeout);
    }

    fn a_handshake_that_stalls_is_a_connect_time_out(make: Make) {
        let server = Plan::acts([]).identity(Identity::Loopback).welcoming([Welcome::Silence]).start();
        let settings = HttpSettings::new().connect_timeout(Some(SHORT));
        let start = Instant::now();
        let error = make(settings).post(&server.uri("/")).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::ConnectTimeout);
        assert!(error.to_string().starts_with("connecting took too long: more than "), "{error}");
        assert!(start.elapsed() < Duration::from_secs(2));
    }

    fn a_read_time_out_does_not_count_while_connecting(make: Make) {
        let server = Plan::acts([]).identity(Identity::Loopback).welcoming([Welcome::Silence]).start();
        let settings = HttpSettings::new().connect_timeout(Some(Duration::from_millis(200)));
        let error = make(settings).send(post(&server.uri("/")), &reading(SHORT)).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::ConnectTimeout);
    }
}
