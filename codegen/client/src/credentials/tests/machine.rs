//! Metadata services as both clients talk with them: over a socket of this machine, within the time for it.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::sync::Arc;

use super::super::instance::InstanceProvider;
use super::super::{IdentityCache, SharedCredentialsProvider};
use crate::transport::{HttpSettings, Proxies};

const KEYS: &str = r#"{"Code":"Success","AccessKeyId":"AKID","SecretAccessKey":"s","Token":"t"}"#;

/// A metadata service on this machine that answers one talk: its URL, and the requests' first lines in the end.
fn service() -> (String, std::thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let thread = std::thread::spawn(move || {
        let mut lines = Vec::new();
        for body in ["token", "role", KEYS] {
            let (mut stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            lines.push(line.trim().to_owned());
            while line.trim() != "" {
                line.clear();
                reader.read_line(&mut line).unwrap();
            }
            let length = body.len();
            write!(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}").unwrap();
        }
        lines
    });
    (url, thread)
}

/// A cache of the instance's credentials whose client has a proxy that nobody answers at.
fn cache(url: &str) -> IdentityCache {
    let provider = SharedCredentialsProvider::new(InstanceProvider::new(Some(url), None).unwrap());
    let proxies = Proxies::none().http("http://127.0.0.1:1").unwrap();
    let clock = crate::clock::SystemClock::new();
    IdentityCache::new(provider, Arc::new(clock), HttpSettings::new().proxies(proxies), Arc::new(|| 0.5))
}

const TALK: [&str; 3] = [
    "PUT /latest/api/token HTTP/1.1",
    "GET /latest/meta-data/iam/security-credentials/ HTTP/1.1",
    "GET /latest/meta-data/iam/security-credentials/role HTTP/1.1",
];

#[cfg(feature = "async")]
#[test]
fn an_async_client_asks_the_service_past_its_proxies() {
    let (url, service) = service();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    assert_eq!(runtime.block_on(cache(&url).get(None)).unwrap().access_key_id(), "AKID");
    assert_eq!(service.join().unwrap(), TALK);
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_client_asks_the_service_past_its_proxies() {
    let (url, service) = service();
    assert_eq!(cache(&url).get_blocking(None).unwrap().access_key_id(), "AKID");
    assert_eq!(service.join().unwrap(), TALK);
}

#[cfg(feature = "blocking")]
mod bounds {
    use std::time::SystemTime;

    use super::super::super::{Fetch, ProvideCredentials};
    use super::super::*;
    use super::*;
    use crate::testing::SimulatedClock;

    /// A machine that waits, again and again.
    #[derive(Debug)]
    struct Dawdling;

    impl ProvideCredentials for Dawdling {
        fn provide_credentials(&self) -> Fetch {
            Fetch::Machine(Box::new(Self))
        }
    }

    impl Machine for Dawdling {
        fn next(&mut self, _: Option<Result<Response<Bytes>, TransportError>>) -> Next {
            Next::Wait(Duration::from_millis(1_500))
        }
    }

    #[test]
    fn a_talk_is_bounded_as_a_whole() {
        let clock = SimulatedClock::at(SystemTime::UNIX_EPOCH);
        let provider = SharedCredentialsProvider::new(Dawdling);
        let cache = IdentityCache::new(provider, Arc::new(clock.clone()), HttpSettings::new(), Arc::new(|| 0.5));
        let error = cache.get_blocking(None).unwrap_err().to_string();
        assert_eq!(error, "the provider of credentials (Dawdling) gave none within 5 s");
        assert_eq!(clock.slept().iter().sum::<Duration>(), Duration::from_secs(5));
    }

    #[test]
    fn a_request_has_no_more_time_than_is_left() {
        let clock = SimulatedClock::at(SystemTime::UNIX_EPOCH);
        let lost = clock.clone();
        let seen = Arc::new(std::sync::Mutex::new(Vec::new()));
        let transport = Late { clock: lost, seen: Arc::clone(&seen) };
        let Fetch::Machine(machine) = InstanceProvider::new(None, None).unwrap().provide_credentials() else {
            panic!()
        };
        let got = run_blocking(machine, &transport, &clock, Duration::from_secs(3));
        assert!(got.is_none());
        assert_eq!(*seen.lock().unwrap(), [Some(Duration::from_secs(3)), Some(Duration::from_millis(900))]);
    }

    /// A transport on which every request takes two seconds and gets a 500.
    #[derive(Debug)]
    struct Late {
        clock: SimulatedClock,
        seen: Arc<std::sync::Mutex<Vec<Option<Duration>>>>,
    }

    impl crate::transport::BlockingTransport for Late {
        fn send(&self, _: Request<Bytes>, limits: &Limits) -> Result<Response<Bytes>, TransportError> {
            self.seen.lock().unwrap().push(limits.attempt_timeout);
            self.clock.advance(Duration::from_secs(2));
            Ok(Response::builder().status(500).body(Bytes::new()).unwrap())
        }
    }
}
