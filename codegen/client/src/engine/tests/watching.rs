//! What is told of a call: a subscriber that writes down what it hears.

use core::fmt;
use core::fmt::Write as _;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::script::*;
use crate::asynchronous;
use crate::config::Config;
use crate::service::Service;
use crate::transport::TransportErrorKind;

/// Lines: `LEVEL name field=value …`.
#[derive(Clone, Debug, Default)]
struct Notebook(Arc<Mutex<Vec<String>>>);

impl Notebook {
    fn note(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

/// Fields as they come.
struct Fields(String);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        write!(self.0, " {}={value}", field.name()).unwrap();
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let name = field.name();
        let name = if name == "message" { String::new() } else { format!("{name}=") };
        write!(self.0, " {name}{value:?}").unwrap();
    }
}

impl Subscriber for Notebook {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields(format!("{} {}", span.metadata().level(), span.metadata().name()));
        span.record(&mut fields);
        self.note(fields.0);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut fields = Fields("span".to_owned());
        values.record(&mut fields);
        self.note(fields.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(event.metadata().level().to_string());
        event.record(&mut fields);
        self.note(fields.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn watched(act: impl FnOnce()) -> Vec<String> {
    let notebook = Notebook::default();
    tracing::subscriber::with_default(notebook.clone(), act);
    notebook.lines()
}

/// A lost connection, a throttled attempt, and then an answer.
fn script() -> [Answer; 3] {
    [
        lost(TransportErrorKind::Closed),
        with(failure(400, "ThrottlingException"), "x-amzn-requestid", "id-1"),
        with(success(), "x-amzn-requestid", "id-2"),
    ]
}

const TOLD: [&str; 13] = [
    "DEBUG call service=Probe Service operation=Ask",
    "DEBUG sent attempt=1",
    "DEBUG not answered attempt=1 error=Closed latency_ms=0",
    "DEBUG tries again attempt=2 reason=Transient delay_ms=50",
    "DEBUG sent attempt=2",
    "span status=400",
    "span request_id=id-1",
    "DEBUG answered attempt=2 status=400 request_id=id-1 latency_ms=0",
    "DEBUG tries again attempt=3 reason=Throttled delay_ms=2000",
    "DEBUG sent attempt=3",
    "span status=200",
    "span request_id=id-2",
    "DEBUG answered attempt=3 status=200 request_id=id-2 latency_ms=0",
];

#[test]
fn a_blocking_call_tells_of_each_attempt() {
    let bench = Bench::new(script());
    let told = watched(|| drop(bench.call::<Ask>().unwrap()));
    let (last, rest) = told.split_last().unwrap();
    assert_eq!((sorted(rest), last.as_str()), (sorted(&TOLD), "span attempts=3"));
}

#[test]
fn an_async_call_tells_the_same() {
    let bench = Bench::new(script());
    let service = Service::new(&SERVICE, "1")
        .resolve_endpoint(|_| Ok(crate::endpoint::Endpoint::new("https://probe.example.com".parse().unwrap())));
    let handle = asynchronous::Handle::new(service, bench.config.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let told = watched(|| drop(runtime.block_on(asynchronous::send::<Ask>(handle, Ok(()))).unwrap()));
    let (last, rest) = told.split_last().unwrap();
    assert_eq!((sorted(rest), last.as_str()), (sorted(&TOLD), "span attempts=3"));
}

/// The words of each line in one order: fields come in the order of their names or of the call, as it pleases the facade.
fn sorted(lines: &[impl AsRef<str>]) -> Vec<Vec<String>> {
    let words = |line: &str| {
        let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    lines.iter().map(|line| words(line.as_ref())).collect()
}

#[test]
fn nothing_secret_is_told() {
    let secret = "wJalrXUtnFEMI";
    let bench = Bench::configured([success()], |config| {
        let token = Some("a-session-token".to_owned());
        config.credentials_provider(crate::credentials::Credentials::new("AKIDTOLD", secret, token, None, "test"))
    });
    let told = watched(|| drop(bench.call::<Ask>().unwrap())).join("\n");
    assert!(told.contains("sent"));
    for word in [secret, "AKIDTOLD", "a-session-token", "AWS4-HMAC", "uthorization", "done", "{}"] {
        assert!(!told.contains(word), "{word} is in\n{told}");
    }
}

#[test]
fn warnings_of_the_configuration_are_told_when_a_client_is_made() {
    let config = Config::builder().warnings(vec!["~/.aws/config, line 3: a bad name".to_owned()]).build();
    let told = watched(|| drop(crate::blocking::Handle::new(Service::new(&SERVICE, "1"), config)));
    assert_eq!(told, ["WARN ~/.aws/config, line 3: a bad name"]);
}
