//! What botocore makes of the same input: signatures of random requests, and endpoints (`endpoints`). botocore is that
//! which moto brings, in the folder that `TINSMITH_MOTO` names (`.ci/run emulators`); without it the tests say that they
//! are skipped.
#![cfg(test)]

mod endpoints;
#[path = "../support/mod.rs"]
mod support;

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use fastrand::Rng;
use http::{Request, Response};
use serde_json::{Value, json};
use tinsmith_client::transport::{TransportError, from_fn};
use workmail::blocking::Client;
use workmail::config::{Config, Credentials, Region};
use workmail::testing::SimulatedClock;

/// How many requests are compared.
const CASES: usize = 400;

/// Who calls, when, and where.
struct Caller {
    region: &'static str,
    key: String,
    secret: String,
    token: Option<String>,
    /// Seconds since 1970.
    date: u64,
    endpoint: String,
}

impl Caller {
    fn random(rng: &mut Rng) -> Self {
        const SEGMENTS: [&str; 9] = ["a", "b-c", "d.e", "~f", "_", "%20", "%C3%A9", "a=b", "x:y"];
        let path: String =
            (0..rng.usize(0..4)).map(|_| format!("/{}", SEGMENTS[rng.usize(0..SEGMENTS.len())])).collect();
        let port = if rng.bool() { format!(":{}", rng.u16(1024..)) } else { String::new() };
        let scheme = if rng.bool() { "http" } else { "https" };
        let text = |rng: &mut Rng, most| (0..rng.usize(1..most)).map(|_| rng.alphanumeric()).collect::<String>();
        Self {
            region: ["us-east-1", "eu-west-1", "cn-north-1"][rng.usize(0..3)],
            key: text(rng, 24),
            secret: text(rng, 60),
            token: rng.bool().then(|| format!("{}/+=", text(rng, 300))),
            date: rng.u64(0..4_000_000_000),
            endpoint: format!("{scheme}://host-{}.example.com{port}{path}", rng.u8(..)),
        }
    }

    /// The request of a call, as it is sent.
    fn request(&self, rng: &mut Rng) -> Request<Bytes> {
        let sent: Arc<Mutex<Option<Request<Bytes>>>> = Arc::default();
        let keep = Arc::clone(&sent);
        let transport = from_fn(move |request: Request<Bytes>| {
            *keep.lock().unwrap() = Some(request);
            Ok::<_, TransportError>(Response::new(Bytes::from_static(b"{}")))
        });
        let date = UNIX_EPOCH + Duration::from_secs(self.date);
        let config = Config::builder()
            .region(Region::new(self.region))
            .credentials_provider(Credentials::new(&*self.key, &*self.secret, self.token.clone(), None, "test"))
            .endpoint_url(&*self.endpoint)
            .clock(SimulatedClock::at(date))
            .blocking_transport(transport)
            .build();
        let text: String = (0..rng.usize(1..40)).map(|_| rng.char('\u{1}'..'\u{3000}')).collect();
        let call = Client::from_conf(config).create_alias().organization_id(text.clone()).entity_id("e").alias(text);
        call.send().unwrap();
        sent.lock().unwrap().take().unwrap()
    }
}

/// A date as signatures have it.
fn stamp(request: &Request<Bytes>) -> &str {
    request.headers()["x-amz-date"].to_str().unwrap()
}

/// What botocore is asked to sign: the headers that we have signed, without those that it adds itself.
fn question(caller: &Caller, request: &Request<Bytes>, authorization: &str) -> Value {
    let (_, rest) = authorization.split_once("SignedHeaders=").unwrap();
    let (names, _) = rest.split_once(',').unwrap();
    let added = ["host", "x-amz-date", "x-amz-security-token"];
    let headers: serde_json::Map<String, Value> = names
        .split(';')
        .filter(|name| !added.contains(name))
        .map(|name| (name.to_owned(), Value::from(request.headers()[name].to_str().unwrap())))
        .collect();
    json!({
        "region": caller.region, "service": "workmail",
        "key": caller.key, "secret": caller.secret, "token": caller.token,
        "date": stamp(request), "method": request.method().as_str(), "url": request.uri().to_string(),
        "headers": headers, "body": std::str::from_utf8(request.body()).unwrap(),
    })
}

/// The folder with botocore; `None`, and a line that says so, where nobody names it.
fn botocore_folder() -> Option<std::ffi::OsString> {
    let folder = std::env::var_os("TINSMITH_MOTO");
    if folder.is_none() {
        eprintln!("skipped: TINSMITH_MOTO does not name a folder with moto, which brings botocore");
    }
    folder
}

/// What a program answers to questions, a line each.
fn answers(mut program: Command, questions: &[Value]) -> Vec<String> {
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let lines: String = questions.iter().map(|question| format!("{question}\n")).collect();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "{}", output.status);
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
#[ignore = "needs python3 and botocore"]
fn signatures_are_botocores() {
    let Some(folder) = botocore_folder() else { return };
    let mut rng = Rng::with_seed(20_171_001);
    let mut questions = Vec::with_capacity(CASES);
    let mut ours = Vec::with_capacity(CASES);
    for _ in 0..CASES {
        let caller = Caller::random(&mut rng);
        let request = caller.request(&mut rng);
        let authorization = request.headers()["authorization"].to_str().unwrap().to_owned();
        questions.push(question(&caller, &request, &authorization));
        ours.push(authorization);
    }
    let mut python = Command::new("python3");
    python.args(["-c", include_str!("sign.py")]).env("PYTHONPATH", folder);
    let theirs = answers(python, &questions);
    assert_eq!(theirs.len(), CASES);
    for ((ours, theirs), question) in ours.iter().zip(&theirs).zip(&questions) {
        assert_eq!(ours, theirs, "{question:#}");
    }
}
