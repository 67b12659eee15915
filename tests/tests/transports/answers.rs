//! Answers, whole and broken.

use bytes::Bytes;
use http::Request;
use tinsmith_client::transport::{HttpSettings, Limits, TransportErrorKind};
use tinsmith_tests::misbehaving::{Act, Server, Step};

use crate::senders::{both, limits, post};

/// The kind of error that one act ends in.
fn ends_in(make: crate::senders::Make, act: Act) -> TransportErrorKind {
    let server = Server::acting([act]);
    let kind = make(HttpSettings::new()).fails(&server.uri("/"));
    assert_eq!(server.answered(), 1, "a request that was written is not sent again by a transport");
    kind
}

both! {
    fn a_request_arrives_as_it_is_and_its_answer_comes_back(make: Make) {
        let server = Server::acting([Act::answers_with(418, &[("x-amzn-RequestId", "r-1")], r#"{"a":1}"#)]);
        let answer = make(HttpSettings::new()).post(&server.uri("/custom/?q=1")).unwrap();
        assert_eq!(answer.status(), 418);
        assert_eq!(answer.headers()["x-amzn-requestid"], "r-1");
        assert_eq!(answer.body(), r#"{"a":1}"#);
        assert!(answer.extensions().is_empty());

        let requests = server.requests();
        assert_eq!(requests[0].line, "POST /custom/?q=1 HTTP/1.1");
        assert_eq!(requests[0].body, b"{}");
        let port = server.address().port();
        let mut headers = requests[0].headers.clone();
        headers.sort();
        let expected = [
            ("content-length", "2".to_owned()),
            ("host", format!("localhost:{port}")),
            ("x-amz-target", "WorkMailService.ListUsers".to_owned()),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value));
        assert_eq!(headers, expected, "nothing is added: it would not be signed");
    }

    fn requests_without_a_body_say_no_more_than_they_must(make: Make) {
        let server = Server::acting([]);
        let sender = make(HttpSettings::new());
        for method in ["GET", "PUT", "POST"] {
            let request = Request::builder().method(method).uri(server.uri("/")).body(Bytes::new()).unwrap();
            assert_eq!(sender.send(request, &limits()).unwrap().status(), 200, "{method}");
        }
        let lengths: Vec<Option<String>> = server
            .requests()
            .iter()
            .map(|request| request.header("content-length").map(str::to_owned))
            .collect();
        assert_eq!(lengths, [None, Some("0".to_owned()), Some("0".to_owned())]);
    }

    fn large_requests_arrive_whole(make: Make) {
        let server = Server::acting([]);
        let body = Bytes::from(vec![b'x'; 3 << 20]);
        let request = Request::post(server.uri("/")).body(body.clone()).unwrap();
        make(HttpSettings::new()).send(request, &limits()).unwrap();
        assert!(server.requests()[0].body == body);
    }

    fn errors_of_a_service_are_answers(make: Make) {
        for status in [400, 401, 404, 429, 500, 503] {
            let server = Server::acting([Act::answers(status, r#"{"__type":"X"}"#)]);
            let answer = make(HttpSettings::new()).post(&server.uri("/")).unwrap();
            assert_eq!(answer.status(), status);
            assert_eq!(answer.body(), r#"{"__type":"X"}"#);
        }
    }

    fn what_a_proxy_answers_in_html_is_an_answer(make: Make) {
        let server = Server::acting([Act::html(502)]);
        let answer = make(HttpSettings::new()).post(&server.uri("/")).unwrap();
        assert_eq!(answer.status(), 502);
        assert!(answer.body().starts_with(b"<html>"));
    }

    fn redirects_are_answers_and_nobody_follows_them(make: Make) {
        let other = Server::acting([]);
        for status in [301, 302, 303, 307, 308] {
            let redirect = Act::redirects(status, &other.uri("/elsewhere"));
            let server = Server::acting([redirect.clone(), redirect]);
            let sender = make(HttpSettings::new());
            for request in [post(&server.uri("/")), Request::get(server.uri("/")).body(Bytes::new()).unwrap()] {
                let answer = sender.send(request, &limits()).unwrap();
                assert_eq!(answer.status(), status);
                assert_eq!(answer.headers()["location"], other.uri("/elsewhere"));
            }
            assert_eq!(server.answered(), 2);
        }
        assert_eq!(other.answered(), 0);
    }

    fn the_date_of_a_wrong_clock_comes_through(make: Make) {
        let server = Server::acting([Act::dated(403, "Wed, 21 Oct 2015 07:28:00 GMT", "{}")]);
        let answer = make(HttpSettings::new()).post(&server.uri("/")).unwrap();
        assert_eq!(answer.headers()["date"], "Wed, 21 Oct 2015 07:28:00 GMT");
    }

    fn chunks_come_as_one_body(make: Make) {
        let server = Server::acting([Act::chunked(&["{\"a\":", "\"", "b\"}"]), Act::chunked(&[])]);
        let sender = make(HttpSettings::new());
        assert_eq!(sender.post(&server.uri("/")).unwrap().body(), r#"{"a":"b"}"#);
        assert_eq!(sender.post(&server.uri("/")).unwrap().body(), "");
        assert_eq!(server.connections(), 1);
    }

    fn an_answer_may_be_announced(make: Make) {
        let server = Server::acting([Act::announces_its_answer("{}")]);
        let sender = make(HttpSettings::new());
        for _ in 0..2 {
            let answer = sender.post(&server.uri("/")).unwrap();
            assert_eq!((answer.status().as_u16(), &**answer.body()), (200, &b"{}"[..]));
        }
        assert_eq!(server.connections(), 1);
    }

    fn some_answers_have_no_body(make: Make) {
        let nothing = Act::new([Step::Send(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec())]);
        let server = Server::acting([nothing.clone(), nothing]);
        let sender = make(HttpSettings::new());
        for status in [204, 204, 200] {
            assert_eq!(sender.post(&server.uri("/")).unwrap().status(), status);
        }
        assert_eq!(server.connections(), 1);
    }

    fn a_body_may_end_with_the_connection(make: Make) {
        let server = Server::acting([Act::answers_until_close("{}")]);
        assert_eq!(make(HttpSettings::new()).post(&server.uri("/")).unwrap().body(), "{}");
    }

    fn an_answer_that_never_begins_is_a_closed_connection(make: Make) {
        assert_eq!(ends_in(make, Act::closes()), TransportErrorKind::Closed);
    }

    fn an_answer_that_ends_within_its_head_is_a_closed_connection(make: Make) {
        assert_eq!(ends_in(make, Act::closes_within_head()), TransportErrorKind::Closed);
    }

    fn an_answer_that_is_shorter_than_it_says_is_a_closed_connection(make: Make) {
        assert_eq!(ends_in(make, Act::closes_within_body()), TransportErrorKind::Closed);
    }

    fn an_answer_that_ends_within_a_chunk_is_a_closed_connection(make: Make) {
        assert_eq!(ends_in(make, Act::closes_within_chunk()), TransportErrorKind::Closed);
    }

    fn an_answer_without_its_last_chunk_is_a_closed_connection(make: Make) {
        assert_eq!(ends_in(make, Act::closes_between_chunks()), TransportErrorKind::Closed);
    }

    fn broken_chunks_are_malformed(make: Make) {
        assert_eq!(ends_in(make, Act::chunked_badly()), TransportErrorKind::Malformed);
    }

    fn lengths_that_contradict_each_other_are_malformed(make: Make) {
        assert_eq!(ends_in(make, Act::sends_two_lengths()), TransportErrorKind::Malformed);
    }

    fn a_length_that_is_no_number_is_malformed(make: Make) {
        assert_eq!(ends_in(make, Act::sends_no_number_as_length()), TransportErrorKind::Malformed);
    }

    fn what_is_no_http_is_malformed(make: Make) {
        assert_eq!(ends_in(make, Act::talks_nonsense()), TransportErrorKind::Malformed);
    }

    fn a_head_without_end_is_malformed(make: Make) {
        assert_eq!(ends_in(make, Act::sends_a_long_head(2_000)), TransportErrorKind::Malformed);
    }

    fn more_than_the_length_says_costs_the_connection_and_nothing_else(make: Make) {
        let server = Server::acting([Act::sends_too_much("{}", "and more")]);
        let sender = make(HttpSettings::new());
        assert_eq!(sender.post(&server.uri("/")).unwrap().body(), "{}");
        assert_eq!(sender.post(&server.uri("/")).unwrap().body(), "{}");
        assert_eq!(server.connections(), 2);
    }

    fn an_answer_that_says_it_is_too_large_is_not_read(make: Make) {
        assert_eq!(ends_in(make, Act::boasts()), TransportErrorKind::TooLarge);
        assert_eq!(ends_in(make, Act::floods(100)), TransportErrorKind::TooLarge);
    }

    fn an_answer_that_turns_out_too_large_is_given_up(make: Make) {
        assert_eq!(ends_in(make, Act::floods_in_chunks(100)), TransportErrorKind::TooLarge);
    }

    fn the_limit_of_an_answer_is_exact(make: Make) {
        for act in [Act::answers(200, "0123456789"), Act::chunked(&["01234", "56789"])] {
            let server = Server::acting([act.clone(), act]);
            let sender = make(HttpSettings::new());
            let send = |limit| sender.send(post(&server.uri("/")), &Limits::new(limit));
            assert_eq!(send(10).unwrap().body(), "0123456789");
            let error = send(9).unwrap_err();
            assert_eq!(error.to_string(), "the answer is too large: more than 9 bytes");
        }
    }

    fn addresses_that_lead_nowhere_are_refused_before_anything_is_sent(make: Make) {
        let sender = make(HttpSettings::new());
        for wrong in ["/", "ftp://localhost/", "localhost:80"] {
            let error = sender.post(wrong).unwrap_err();
            assert_eq!(error.kind(), TransportErrorKind::Request, "{wrong}");
            assert!(error.to_string().ends_with("is no address of a service; give https://host"), "{error}");
        }
    }
}
