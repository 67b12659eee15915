//! TLS: whom a client trusts, and that it always asks.

use tinsmith_client::transport::{CaBundle, HttpSettings, TransportErrorKind};
use tinsmith_tests::misbehaving::certificates::{AUTHORITY, Identity, STRANGER};
use tinsmith_tests::misbehaving::{Act, Plan, Server, Welcome};

use crate::senders::both;

fn trusting(pem: &[u8]) -> HttpSettings {
    HttpSettings::new().ca_bundle(CaBundle::from_pem(pem, "the test's").unwrap())
}

fn server(identity: Identity) -> Server {
    Plan::acts([]).identity(identity).start()
}

both! {
    fn a_certificate_of_a_trusted_authority_serves(make: Make) {
        let server = server(Identity::Loopback);
        let sender = make(trusting(AUTHORITY));
        for _ in 0..3 {
            assert_eq!(sender.post(&server.uri("/")).unwrap().body(), "{}");
        }
        assert_eq!(server.connections(), 1);
    }

    fn large_bodies_go_both_ways(make: Make) {
        let body = "x".repeat(900 << 10);
        let echo = body.clone();
        let server = Plan::new(move |_| Act::answers(200, &echo)).identity(Identity::Loopback).start();
        let request = http::Request::post(server.uri("/")).body(bytes::Bytes::from(body.clone())).unwrap();
        let answer = make(trusting(AUTHORITY)).send(request, &crate::senders::limits()).unwrap();
        assert!(answer.body() == &body);
        assert!(server.requests()[0].body == body.as_bytes());
    }

    fn an_address_is_as_good_as_a_name(make: Make) {
        let server = server(Identity::Loopback);
        make(trusting(AUTHORITY)).post(&format!("https://{}/", server.address())).unwrap();
    }

    fn a_certificate_of_another_host_is_no_connection(make: Make) {
        let server = server(Identity::Elsewhere);
        let error = make(trusting(AUTHORITY)).post(&server.uri("/")).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Untrusted);
        assert!(error.to_string().contains("not valid for name"), "{error}");
        assert_eq!(server.answered(), 0);
    }

    fn a_certificate_of_an_unknown_authority_is_no_connection(make: Make) {
        let server = server(Identity::Loopback);
        for settings in [trusting(STRANGER), HttpSettings::new()] {
            let error = make(settings).post(&server.uri("/")).unwrap_err();
            assert_eq!(error.kind(), TransportErrorKind::Untrusted);
            assert!(error.to_string().contains("UnknownIssuer"), "{error}");
        }
        assert_eq!(server.answered(), 0);
    }

    fn an_expired_certificate_is_no_connection(make: Make) {
        let server = server(Identity::Expired);
        let error = make(trusting(AUTHORITY)).post(&server.uri("/")).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Untrusted);
        assert!(error.to_string().contains("certificate expired"), "{error}");
    }

    fn a_server_without_tls_is_no_connection(make: Make) {
        let server = Plan::acts([]).identity(Identity::Loopback).welcoming([Welcome::Nonsense]).start();
        let error = make(trusting(AUTHORITY)).post(&server.uri("/")).unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Connect);
    }

    fn a_connection_that_is_closed_in_the_handshake_is_none(make: Make) {
        let server = Plan::acts([]).identity(Identity::Loopback).welcoming([Welcome::Close]).start();
        let sender = make(trusting(AUTHORITY));
        assert_eq!(sender.fails(&server.uri("/")), TransportErrorKind::Connect);
        sender.post(&server.uri("/")).unwrap();
    }

    fn an_answer_that_is_cut_off_is_not_taken_for_whole(make: Make) {
        // Without a length, only the end of TLS says that the body is whole, and it does not come.
        let server = Plan::acts([Act::answers_until_close("{}"), Act::closes_within_body()])
            .identity(Identity::Loopback)
            .start();
        let sender = make(trusting(AUTHORITY));
        assert_eq!(sender.fails(&server.uri("/")), TransportErrorKind::Closed);
        assert_eq!(sender.fails(&server.uri("/")), TransportErrorKind::Closed);
    }

    fn a_stale_connection_is_replaced_without_an_error(make: Make) {
        let acts = (0..5).map(|_| Act::answers_and_closes(200, "{}"));
        let server = Plan::acts(acts).identity(Identity::Loopback).start();
        let sender = make(trusting(AUTHORITY));
        for _ in 0..5 {
            sender.post(&server.uri("/")).unwrap();
            assert!(server.settles_at(0));
        }
        assert_eq!(server.connections(), 5);
    }
}
