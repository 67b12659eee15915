//! An operation, a service that answers by a script, and what became of a call.

use core::time::Duration;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http::{Request, Response};
use tinsmith_runtime::codec::ReadError;
use tinsmith_runtime::error::{BuildError, ErrorMetadata, ProvideErrorMetadata, Unhandled};
use tinsmith_runtime::message::{self, ErrorResponse};
use tinsmith_runtime::operation::{Operation, OperationError};
use tinsmith_runtime::sdk_error::SdkError;
use tinsmith_runtime::{Protocol, Safety, ServiceMetadata};

use crate::blocking;
use crate::config::{Builder, Config, Region};
use crate::credentials::Credentials;
use crate::endpoint::{Endpoint, EndpointError, Params};
use crate::service::Service;
use crate::testing::SimulatedClock;
use crate::transport::{BlockingTransport, Limits, TransportError, TransportErrorKind};

pub(super) const SERVICE: ServiceMetadata = ServiceMetadata::EMPTY
    .sdk_id("Probe Service")
    .shape_name("Probe")
    .protocol(Protocol::AwsJson1_1)
    .signing_name("probe");

pub(super) const DYNAMODB: ServiceMetadata = SERVICE.sdk_id("DynamoDB");

/// What a request is answered with.
pub(super) type Answer = Result<Response<Bytes>, TransportError>;

/// What `Probe` operations fail with: one error that the model knows, and all others.
#[derive(Debug)]
pub(super) enum ProbeError {
    Known(ErrorMetadata),
    Unhandled(Unhandled),
}

impl core::fmt::Display for ProbeError {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.meta().fmt(formatter)
    }
}

impl core::error::Error for ProbeError {}

impl ProvideErrorMetadata for ProbeError {
    fn meta(&self) -> &ErrorMetadata {
        match self {
            Self::Known(meta) => meta,
            Self::Unhandled(unhandled) => unhandled.meta(),
        }
    }

    fn retry_kind(&self) -> Option<tinsmith_runtime::error::RetryKind> {
        use tinsmith_runtime::error::RetryKind;
        match self.code()? {
            "ModeledTransient" => Some(RetryKind::Transient),
            "ModeledThrottling" => Some(RetryKind::Throttling),
            "ModeledNever" => Some(RetryKind::Never),
            _ => None,
        }
    }
}

impl OperationError for ProbeError {
    fn from_response(error: ErrorResponse<'_>) -> Self {
        match error.metadata().code() {
            Some(code) if code.starts_with("Modeled") => Self::Known(error.metadata().clone()),
            _ => Self::Unhandled(error.unhandled()),
        }
    }

    fn is_modeled(&self) -> bool {
        matches!(self, Self::Known(_))
    }
}

/// Declares an operation of the probe's.
macro_rules! probe {
    ($name:ident { $($fact:tt)* }) => {
        #[derive(Debug)]
        pub(super) struct $name;

        impl Operation for $name {
            type Input = ();
            type Output = String;
            type Error = ProbeError;
            const NAME: &'static str = stringify!($name);
            $($fact)*

            fn write(_: &(), request: &mut message::Request) -> Result<(), BuildError> {
                request.body = b"{}".to_vec();
                Ok(())
            }

            fn read(response: &message::Response<'_>) -> Result<String, ReadError> {
                Ok(String::from_utf8_lossy(response.body()).into_owned())
            }
        }
    };
}

probe! { Ask {
    const SERVICE: &'static ServiceMetadata = &SERVICE;
    const SAFETY: Safety = Safety::ReadOnly;
} }
probe! { Change { const SERVICE: &'static ServiceMetadata = &SERVICE; } }
probe! { ChangeOnce {
    const SERVICE: &'static ServiceMetadata = &SERVICE;
    const HAS_IDEMPOTENCY_TOKEN: bool = true;
} }
probe! { Poll {
    const SERVICE: &'static ServiceMetadata = &SERVICE;
    const LONG_POLL: bool = true;
} }
probe! { Query { const SERVICE: &'static ServiceMetadata = &DYNAMODB; } }
probe! { Open {
    const SERVICE: &'static ServiceMetadata = &SERVICE;
    const SIGNING: tinsmith_runtime::Signing = tinsmith_runtime::Signing::Unsigned;
} }

/// 2026-01-01T00:00:00Z.
pub(super) fn new_year() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

/// An answer of this status and code.
#[expect(clippy::unnecessary_wraps, reason = "a script holds answers and errors")]
pub(super) fn failure(status: u16, code: &str) -> Answer {
    Ok(Response::builder().status(status).header("x-amzn-errortype", code).body(Bytes::from_static(b"{}")).unwrap())
}

#[expect(clippy::unnecessary_wraps, reason = "a script holds answers and errors")]
pub(super) fn success() -> Answer {
    Ok(Response::new(Bytes::from_static(b"done")))
}

pub(super) fn lost(kind: TransportErrorKind) -> Answer {
    Err(TransportError::new(kind, "made up"))
}

/// With this header.
pub(super) fn with(answer: Answer, name: &'static str, value: &str) -> Answer {
    answer.map(|mut response| {
        response.headers_mut().insert(name, value.parse().unwrap());
        response
    })
}

/// A transport that answers by a script and keeps what was sent.
#[derive(Clone, Debug)]
pub(super) struct Script {
    answers: Arc<Mutex<VecDeque<Answer>>>,
    pub(super) sent: Arc<Mutex<Vec<Request<Bytes>>>>,
    clock: SimulatedClock,
    takes: Duration,
}

impl BlockingTransport for Script {
    fn send(&self, request: Request<Bytes>, _: &Limits) -> Answer {
        self.sent.lock().unwrap().push(request);
        self.clock.advance(self.takes);
        self.answers.lock().unwrap().pop_front().expect("the script has an answer left")
    }
}

impl crate::transport::AsyncTransport for Script {
    fn send<'a>(&'a self, request: Request<Bytes>, limits: &'a Limits) -> crate::BoxFuture<'a, Answer> {
        Box::pin(core::future::ready(BlockingTransport::send(self, request, limits)))
    }
}

/// A client whose service answers by a script. Jitter is at its most: delays are what they can be.
#[derive(Debug)]
pub(super) struct Bench {
    pub(super) script: Script,
    pub(super) clock: SimulatedClock,
    pub(super) handle: blocking::Handle,
    pub(super) config: Config,
}

impl Bench {
    pub(super) fn new(answers: impl IntoIterator<Item = Answer>) -> Self {
        Self::configured(answers, |config| config)
    }

    pub(super) fn configured(
        answers: impl IntoIterator<Item = Answer>,
        configure: impl FnOnce(Builder) -> Builder,
    ) -> Self {
        Self::slow(answers, Duration::ZERO, configure)
    }

    /// As [`configured`](Self::configured); every answer takes a while.
    pub(super) fn slow(
        answers: impl IntoIterator<Item = Answer>,
        takes: Duration,
        configure: impl FnOnce(Builder) -> Builder,
    ) -> Self {
        let clock = SimulatedClock::at(new_year());
        let script = Script {
            answers: Arc::new(Mutex::new(answers.into_iter().collect())),
            sent: Arc::default(),
            clock: clock.clone(),
            takes,
        };
        let config = Config::builder()
            .region(Region::from_static("us-east-1"))
            .credentials_provider(Credentials::new("AKID", "secret", None, None, "test"))
            .clock(clock.clone())
            .random(|| 1.0)
            .transport(Arc::new(script.clone()))
            .blocking_transport(Arc::new(script.clone()));
        let config = configure(config).build();
        let service = Service::new(&SERVICE, "1.2.3").resolve_endpoint(endpoint);
        let handle = blocking::Handle::new(service, config.clone());
        Self { script, clock, handle, config }
    }

    pub(super) fn call<O: Operation<Input = ()>>(&self) -> Result<O::Output, SdkError<O::Error>> {
        blocking::send::<O>(&self.handle, Ok(()))
    }

    /// How many attempts were made.
    pub(super) fn attempts(&self) -> usize {
        self.script.sent.lock().unwrap().len()
    }

    /// A header of each request.
    pub(super) fn headers(&self, name: &str) -> Vec<String> {
        let sent = self.script.sent.lock().unwrap();
        sent.iter().map(|request| request.headers()[name].to_str().unwrap().to_owned()).collect()
    }

    pub(super) fn slept_millis(&self) -> Vec<u128> {
        self.clock.slept().iter().map(Duration::as_millis).collect()
    }

    pub(super) fn tokens(&self) -> u32 {
        self.handle.core().learned.bucket.left()
    }
}

fn endpoint(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
    let url = match (params.endpoint, params.region) {
        (Some(url), _) => url.to_owned(),
        (None, region) => format!("https://probe.{}.example.com", region.unwrap_or("nowhere")),
    };
    url.parse().map(Endpoint::new).map_err(|_| EndpointError::new("no URI"))
}
