//! A soak: very many calls by both clients at a server that misbehaves at random. Each call ends; its end is what the
//! service last said; none is sent more often than the rules allow; neither memory nor sockets grow.
//!
//! It is no part of the default run. CONTRIBUTING.md says how it is started.
#![cfg(test)]

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};
use std::{env, fs, thread};

use tinsmith_client::clock::{Clock, Moment};
use tinsmith_client::config::{Builder, Config, Region, RetryConfig, TimeoutConfig};
use tinsmith_client::credentials::Credentials;
use tinsmith_client::service::Service;
use tinsmith_client::transport::{AsyncHttp, BlockingHttp};
use tinsmith_client::{BoxFuture, asynchronous, blocking};
use tinsmith_runtime::error::BuildError;
use tinsmith_runtime::sdk_error::FailureKind;
use tinsmith_tests::misbehaving::{Act, Plan, Received, Server, Welcome};
use workmail::operation::get_access_control_effect::{GetAccessControlEffect, GetAccessControlEffectInput};
use workmail::operation::list_users::{ListUsers, ListUsersInput};

/// Calls that are on their way at the same time, for each client.
const AT_A_TIME: usize = 16;

/// What a request was answered with, as far as it matters to the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// The call worked.
    Yes,
    /// The service failed, or was lost: it may have acted.
    Maybe,
    /// The service put the call off, and did not act.
    Later,
}

/// What the server said to each call that has not ended, by the number that is its organization.
type Ledger = Mutex<HashMap<usize, Vec<Said>>>;

/// A clock whose delays take no time.
#[derive(Debug)]
struct Hasty(Instant);

impl Clock for Hasty {
    fn now(&self) -> Moment {
        Moment { elapsed: self.0.elapsed(), date: SystemTime::now() }
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::task::yield_now())
    }

    fn block(&self, _: Duration) {
        thread::yield_now();
    }
}

/// What the service says now: mostly that all is well.
fn say() -> (Said, Act) {
    let page = r#"{"Users":[{"Name":"ann"}]}"#;
    match fastrand::u32(0..1000) {
        0..5 => (Said::Maybe, Act::answers(500, "{}")),
        5..10 => (Said::Maybe, Act::answers(503, "")),
        10..15 => (Said::Maybe, Act::html(502)),
        15..25 => (Said::Later, Act::answers(400, r#"{"__type":"ThrottlingException"}"#)),
        25..30 => (Said::Maybe, Act::closes()),
        30..33 => (Said::Maybe, Act::closes_within_head()),
        33..36 => (Said::Maybe, Act::closes_within_body()),
        36..39 => (Said::Maybe, Act::closes_within_chunk()),
        39..42 => (Said::Maybe, Act::closes_between_chunks()),
        42..44 => (Said::Maybe, Act::chunked_badly()),
        44..46 => (Said::Maybe, Act::talks_nonsense()),
        46 => (Said::Maybe, Act::boasts()),
        47 => (Said::Maybe, Act::floods_in_chunks(2)),
        48 => (Said::Maybe, Act::answers(200, "{\"Users\":")),
        49 if fastrand::u8(0..8) == 0 => (Said::Maybe, Act::stays_silent()),
        50..55 => (Said::Yes, Act::sends_too_much(page, "and more")),
        55..65 => (Said::Yes, Act::answers_and_closes(200, page)),
        65..70 => (Said::Yes, Act::answers_with(200, &[("Connection", "close")], page)),
        70..80 => (Said::Yes, Act::chunked(&["{\"Use", "rs\":[", "]}"])),
        80..85 => (Said::Yes, Act::answers_until_close(page)),
        85 => (Said::Yes, Act::answers_late(Duration::from_millis(1), page)),
        _ => (Said::Yes, Act::answers(200, page)),
    }
}

/// The number of the call that a request belongs to.
fn number(received: &Received) -> usize {
    let body = std::str::from_utf8(&received.body).unwrap();
    let (_, rest) = body.split_once(r#""OrganizationId":"m-"#).unwrap();
    rest.split_once('"').unwrap().0.parse().unwrap()
}

fn serve(ledger: &Arc<Ledger>) -> Server {
    let ledger = ledger.clone();
    let plan = Plan::new(move |received| {
        let (said, act) = say();
        ledger.lock().unwrap().entry(number(received)).or_default().push(said);
        act
    });
    let door = |_| if fastrand::u8(0..200) == 0 { Welcome::Close } else { Welcome::Serve };
    plan.meeting(door).forgetful().start()
}

fn config(server: &Server) -> Builder {
    Config::builder()
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "secret", None, None, "soak"))
        .endpoint_url(server.uri("/"))
        .clock(Hasty(Instant::now()))
        .timeout_config(TimeoutConfig::new().read_timeout(Duration::from_millis(500)))
        .largest_response(1 << 20)
}

fn list(number: usize) -> Result<ListUsersInput, BuildError> {
    ListUsersInput::builder().organization_id(format!("m-{number}")).build()
}

fn judge(number: usize) -> Result<GetAccessControlEffectInput, BuildError> {
    GetAccessControlEffectInput::builder()
        .organization_id(format!("m-{number}"))
        .ip_address("127.0.0.1")
        .action("Login")
        .user_id("user")
        .build()
}

/// Whether a call is one that may act twice, and says that it must not.
fn is_careful(number: usize) -> bool {
    number % 2 == 1
}

/// Holds the end of a call against what the server said to it.
fn check(number: usize, end: Result<(), FailureKind>, attempts: Option<u32>, ledger: &Ledger) {
    let said = ledger.lock().unwrap().remove(&number).unwrap_or_default();
    let what = || format!("call {number} ended as {end:?} after {attempts:?} attempts; the server said {said:?}");
    match end {
        Ok(()) => assert_eq!(said.last(), Some(&Said::Yes), "{}", what()),
        Err(kind) => {
            let after = [FailureKind::Service, FailureKind::Response, FailureKind::Dispatch, FailureKind::Timeout];
            assert!(after.contains(&kind), "it failed before it was sent: {}", what());
            assert_ne!(said.last(), Some(&Said::Yes), "an answer was lost: {}", what());
        }
    }
    assert!(said.len() <= 3, "{}", what());
    // Of what the server received, all but the last was to be tried again.
    let may_repeat = |said: &Said| !is_careful(number) || *said == Said::Later;
    let before_the_last = said.len().saturating_sub(1);
    assert!(said.iter().take(before_the_last).all(may_repeat), "{}", what());
    assert!(said.iter().take(before_the_last).all(|said| *said != Said::Yes), "{}", what());
}

/// Kilobytes of memory and open files of this process, where the system tells.
fn footprint() -> Option<(usize, usize)> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let files = fs::read_dir("/proc/self/fd").ok()?.count();
    Some((line.trim().strip_suffix(" kB")?.parse().ok()?, files))
}

/// Watches the footprint, at each tenth of the calls.
struct Watch {
    calls: usize,
    done: AtomicUsize,
    failed: AtomicUsize,
    footprints: Mutex<Vec<(usize, usize)>>,
}

impl Watch {
    fn ended(&self, is_failure: bool) {
        self.failed.fetch_add(usize::from(is_failure), Ordering::Relaxed);
        if (self.done.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(self.calls.div_ceil(10)) {
            self.footprints.lock().unwrap().extend(footprint());
        }
    }
}

async fn call_async(handles: [asynchronous::Handle; 2], number: usize) -> (Result<(), FailureKind>, Option<u32>) {
    let [plain, careful] = handles;
    let (outcome, attempts) = if is_careful(number) {
        let end = asynchronous::send::<GetAccessControlEffect>(careful, judge(number)).await;
        (end.as_ref().map(drop).map_err(|error| error.kind()), end.as_ref().err().map(|error| error.attempts()))
    } else {
        let end = asynchronous::send::<ListUsers>(plain, list(number)).await;
        (end.as_ref().map(drop).map_err(|error| error.kind()), end.as_ref().err().map(|error| error.attempts()))
    };
    (outcome, attempts)
}

fn call_blocking(handles: &[blocking::Handle; 2], number: usize) -> (Result<(), FailureKind>, Option<u32>) {
    let [plain, careful] = handles;
    if is_careful(number) {
        let end = blocking::send::<GetAccessControlEffect>(careful, judge(number));
        (end.as_ref().map(drop).map_err(|error| error.kind()), end.as_ref().err().map(|error| error.attempts()))
    } else {
        let end = blocking::send::<ListUsers>(plain, list(number));
        (end.as_ref().map(drop).map_err(|error| error.kind()), end.as_ref().err().map(|error| error.attempts()))
    }
}

#[test]
#[ignore = "a minute and more: see CONTRIBUTING.md"]
fn a_misbehaving_service_costs_no_call() {
    let calls: usize = env::var("TINSMITH_SOAK_CALLS").ok().map_or(20_000, |calls| calls.parse().unwrap());
    let start = Instant::now();
    let ledger = Arc::new(Ledger::default());
    let server = serve(&ledger);
    let next = Arc::new(AtomicUsize::new(0));
    let watch =
        Arc::new(Watch { calls, done: AtomicUsize::new(0), failed: AtomicUsize::new(0), footprints: Mutex::default() });
    let service = Service::new(&workmail::meta::SERVICE, "1");
    let careful = RetryConfig::standard().with_retry_unsafe(false);

    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let shared = Arc::new(AsyncHttp::new(config(&server).build().http_settings()));
    let handles = [config(&server), config(&server).retry_config(careful)]
        .map(|config| asynchronous::Handle::new(service, config.transport(shared.clone()).build()));
    let tasks: Vec<_> = (0..AT_A_TIME)
        .map(|_| {
            let (handles, next, ledger, watch) = (handles.clone(), next.clone(), ledger.clone(), watch.clone());
            runtime.spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= calls {
                        return;
                    }
                    let (end, attempts) = call_async(handles.clone(), number).await;
                    check(number, end, attempts, &ledger);
                    watch.ended(end.is_err());
                }
            })
        })
        .collect();

    let shared = Arc::new(BlockingHttp::new(config(&server).build().http_settings()));
    let handles = [config(&server), config(&server).retry_config(careful)]
        .map(|config| blocking::Handle::new(service, config.blocking_transport(shared.clone()).build()));
    thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= calls {
                        return;
                    }
                    let (end, attempts) = call_blocking(&handles, number);
                    check(number, end, attempts, &ledger);
                    watch.ended(end.is_err());
                }
            });
        }
    });
    runtime.block_on(async {
        for task in tasks {
            task.await.unwrap();
        }
    });

    assert_eq!(watch.done.load(Ordering::Relaxed), calls, "every call ended");
    assert!(ledger.lock().unwrap().is_empty(), "the server heard of no call that nobody made");
    let failed = watch.failed.load(Ordering::Relaxed);
    println!(
        "{calls} calls, {failed} of them failed; {} requests on {} connections, {} of them open; {:.1} s",
        server.answered(),
        server.connections(),
        server.open_connections(),
        start.elapsed().as_secs_f64()
    );
    let footprints = watch.footprints.lock().unwrap().clone();
    println!("kB of memory and open files at each tenth: {footprints:?}");
    // What grows with calls grows in the second half as in the first; pools and the allocator settle.
    if let [_, _, _, _, (middle, middle_files), .., (late, late_files)] = footprints[..] {
        assert!(late < middle + 16 * 1024, "memory grew from {middle} kB to {late} kB");
        assert!(late_files < middle_files + 64, "open files grew from {middle_files} to {late_files}");
    }
}
