//! Proxies: tunnels over TLS, passed on requests without, and what a proxy says where it refuses.

use std::time::Duration;

use tinsmith_client::transport::{CaBundle, Direct, HttpSettings, Proxies, TransportErrorKind};
use tinsmith_tests::misbehaving::certificates::{AUTHORITY, Identity};
use tinsmith_tests::misbehaving::proxy::{Manner, Proxy};
use tinsmith_tests::misbehaving::{Plan, Server};

use crate::senders::{both, limits, post};

/// `Aladdin:open sesame`
const ALADDIN: &str = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";

fn through(proxy: &str) -> HttpSettings {
    let proxies = Proxies::none().http(proxy).unwrap().https(proxy).unwrap();
    HttpSettings::new().ca_bundle(CaBundle::from_pem(AUTHORITY, "the test's").unwrap()).proxies(proxies)
}

fn server() -> Server {
    Plan::acts([]).identity(Identity::Elsewhere).start()
}

both! {
    fn tls_goes_through_a_tunnel(make: Make) {
        let server = server();
        let proxy = Proxy::start(Manner::Serves, Some(server.address()));
        let sender = make(through(&proxy.uri(None)));
        // No resolver knows the host: its name is the proxy's affair.
        for _ in 0..3 {
            assert_eq!(sender.post("https://elsewhere.example/").unwrap().body(), "{}");
        }
        assert_eq!(server.answered(), 3);
        let asked = proxy.requests();
        assert_eq!(asked.len(), 1, "the tunnel is used again");
        assert_eq!(asked[0].line, "CONNECT elsewhere.example:443 HTTP/1.1");
        assert_eq!(asked[0].header("host"), Some("elsewhere.example:443"));
    }

    fn a_proxy_learns_its_user_and_the_service_does_not(make: Make) {
        let server = server();
        let proxy = Proxy::start(Manner::Demands(ALADDIN), Some(server.address()));
        let sender = make(through(&proxy.uri(Some("Aladdin:open%20sesame"))));
        sender.post("https://elsewhere.example:8443/").unwrap();
        assert_eq!(proxy.requests()[0].line, "CONNECT elsewhere.example:8443 HTTP/1.1");
        assert_eq!(server.requests()[0].header("proxy-authorization"), None);
    }

    fn requests_without_tls_are_passed_on_with_their_whole_address(make: Make) {
        let proxy = Proxy::start(Manner::Demands(ALADDIN), None);
        let sender = make(through(&proxy.uri(Some("Aladdin:open%20sesame"))));
        for _ in 0..2 {
            assert_eq!(sender.post("http://elsewhere.example:8080/path?q=1").unwrap().body(), "{}");
        }
        let asked = proxy.requests();
        assert_eq!(asked.len(), 2);
        for request in asked {
            assert_eq!(request.line, "POST http://elsewhere.example:8080/path?q=1 HTTP/1.1");
            assert_eq!(request.header("host"), Some("elsewhere.example:8080"));
            assert_eq!(request.body, b"{}");
        }
    }

    fn a_proxy_that_wants_a_user_says_so(make: Make) {
        let proxy = Proxy::start(Manner::Demands(ALADDIN), None);
        let error = make(through(&proxy.uri(Some("Aladdin:wrong")))).post("https://elsewhere.example/").unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Connect);
        let expected = format!(
            "no connection: the proxy {}/ answered 407 Proxy Authentication Required: \
             give it a user, as in http://user:password@host:port",
            proxy.uri(None)
        );
        assert_eq!(error.to_string(), expected);
        assert!(!format!("{error:?}").contains("wrong"), "{error:?}");
    }

    fn a_proxy_without_a_tunnel_is_no_connection(make: Make) {
        for (manner, text) in [
            (Manner::Refuses("403 Forbidden"), "answered 403 Forbidden when asked for a tunnel"),
            (Manner::Closes, "closed the connection when asked for a tunnel"),
            (Manner::TalksNonsense, "answered something that is no HTTP"),
        ] {
            let proxy = Proxy::start(manner, None);
            let error = make(through(&proxy.uri(None))).post("https://elsewhere.example/").unwrap_err();
            assert_eq!(error.kind(), TransportErrorKind::Connect);
            assert!(error.to_string().ends_with(text), "{error}");
        }
    }

    fn a_proxy_may_itself_be_spoken_to_over_tls(make: Make) {
        let server = server();
        let proxy = Proxy::start_tls(Manner::Demands(ALADDIN), Some(server.address()), Identity::Loopback);
        let sender = make(through(&proxy.uri(Some("Aladdin:open%20sesame"))));
        let body = "x".repeat(100_000);
        let request = http::Request::post("https://elsewhere.example/").body(bytes::Bytes::from(body.clone())).unwrap();
        assert_eq!(sender.send(request, &limits()).unwrap().body(), "{}");
        assert!(server.requests()[0].body == body.as_bytes());
        assert_eq!(sender.post("http://elsewhere.example/plain").unwrap().body(), "{}");
        let lines: Vec<String> = proxy.requests().into_iter().map(|request| request.line).collect();
        assert_eq!(lines, ["CONNECT elsewhere.example:443 HTTP/1.1", "POST http://elsewhere.example/plain HTTP/1.1"]);
    }

    fn a_proxy_has_to_prove_who_it_is_over_tls(make: Make) {
        let proxy = Proxy::start_tls(Manner::Serves, None, Identity::Elsewhere);
        let error = make(through(&proxy.uri(None))).post("https://elsewhere.example/").unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Untrusted);
        assert!(error.to_string().contains("not valid for name"), "{error}");
    }

    fn a_silent_proxy_is_a_connect_time_out(make: Make) {
        let proxy = Proxy::start(Manner::StaysSilent, None);
        let settings = through(&proxy.uri(None)).connect_timeout(Some(Duration::from_millis(60)));
        assert_eq!(make(settings).fails("https://elsewhere.example/"), TransportErrorKind::ConnectTimeout);
    }

    fn exceptions_and_direct_requests_pass_by(make: Make) {
        let server = Server::acting([]);
        let proxy = Proxy::start(Manner::Refuses("500 Internal"), None);
        let proxies = Proxies::none().http(&proxy.uri(None)).unwrap();

        let sender = make(HttpSettings::new().proxies(proxies.clone().except("localhost")));
        assert_eq!(sender.post(&server.uri("/")).unwrap().status(), 200);

        let sender = make(HttpSettings::new().proxies(proxies));
        assert_eq!(sender.post(&server.uri("/")).unwrap().status(), 500);
        let mut request = post(&server.uri("/"));
        request.extensions_mut().insert(Direct);
        assert_eq!(sender.send(request, &limits()).unwrap().status(), 200);
        assert_eq!(proxy.requests().len(), 1);
    }
}
