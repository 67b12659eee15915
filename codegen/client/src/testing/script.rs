//! A service that answers from a script.

use core::fmt;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};

use super::{Exchange, Recorded};
use crate::transport::{Limits, TransportError, TransportErrorKind};

/// What a script answers with.
#[derive(Clone, Debug)]
pub struct Answer(Result<Response<Bytes>, TransportErrorKind>);

impl Answer {
    /// Status 200 with this body of JSON.
    pub fn json(body: impl Into<String>) -> Self {
        Self::new(200, body.into())
    }

    /// This status with this body.
    ///
    /// A status that is none becomes 500.
    pub fn new(status: u16, body: impl Into<Bytes>) -> Self {
        let mut response = Response::new(body.into());
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Self(Ok(response))
    }

    /// An error of the service as JSON protocols write it: its code, as in `EntityNotFoundException`, and a message.
    pub fn error(status: u16, code: &str, message: &str) -> Self {
        Self::new(status, format!(r#"{{"__type":{},"message":{}}}"#, json_text(code), json_text(message)))
    }

    /// No answer, for this reason.
    pub fn lost(kind: TransportErrorKind) -> Self {
        Self(Err(kind))
    }

    /// The same with this header. What is none is left out, and no answer stays none.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let (Ok(response), Ok(name), Ok(value)) =
            (&mut self.0, HeaderName::try_from(name), HeaderValue::from_str(value))
        {
            response.headers_mut().insert(name, value);
        }
        self
    }
}

impl From<Response<Bytes>> for Answer {
    fn from(response: Response<Bytes>) -> Self {
        Self(Ok(response))
    }
}

impl From<Result<Response<Bytes>, TransportErrorKind>> for Answer {
    fn from(answer: Result<Response<Bytes>, TransportErrorKind>) -> Self {
        Self(answer)
    }
}

/// A transport that answers from a script, for async and for blocking clients. Clones share one script: the test keeps
/// one and gives another to the client.
///
/// A request is answered by the first of these that has something for it:
/// 1. the answers in order for its operation ([`Script::answer_to`]),
/// 2. the function for its operation ([`Script::respond_to`]),
/// 3. the answers in order for any operation ([`Script::answer`]),
/// 4. the function for all that is left ([`Script::otherwise`]).
///
/// Where nothing is left, the call fails and is not tried again; the error says which request it was.
///
/// ```
/// # #[cfg(feature = "blocking")] {
/// use bytes::Bytes;
/// use http::Request;
/// use tinsmith_client::testing::{Answer, Script};
/// use tinsmith_client::transport::{BlockingTransport, Limits};
///
/// let script = Script::new().answer(Answer::json("{}"));
/// let request = Request::post("https://a.example/").header("X-Amz-Target", "S.ListUsers").body(Bytes::new()).unwrap();
///
/// assert_eq!(script.send(request.clone(), &Limits::new(1024)).unwrap().body(), "{}");
/// let error = script.send(request, &Limits::new(1024)).unwrap_err();
/// assert_eq!(error.to_string(), "the request cannot be sent: the script has no answer to request 2, ListUsers");
/// assert_eq!(script.requests()[0].operation(), Some("ListUsers"));
/// assert_eq!(script.unused(), 0);
/// # }
/// ```
#[derive(Clone, Default)]
pub struct Script {
    state: Arc<Mutex<State>>,
}

type Respond = Arc<dyn Fn(&Recorded) -> Answer + Send + Sync>;

#[derive(Default)]
struct State {
    next: VecDeque<Answer>,
    next_to: HashMap<String, VecDeque<Answer>>,
    respond_to: HashMap<String, Respond>,
    otherwise: Option<Respond>,
    requests: Vec<Recorded>,
}

impl Script {
    /// A script without answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// The answers of exchanges that a [`Recorder`](super::Recorder) recorded, each to the operation that it was given
    /// to.
    pub fn replaying(exchanges: impl IntoIterator<Item = Exchange>) -> Self {
        exchanges.into_iter().fold(Self::new(), |script, exchange| {
            let answer = Answer::from(exchange.answer);
            match exchange.request.operation() {
                Some(operation) => script.answer_to(operation, answer),
                None => script.answer(answer),
            }
        })
    }

    /// Gives this answer next, to whatever operation.
    #[must_use]
    pub fn answer(self, answer: impl Into<Answer>) -> Self {
        self.state().next.push_back(answer.into());
        self
    }

    /// Gives this answer next to an operation, by its name in the model: `ListUsers`.
    #[must_use]
    pub fn answer_to(self, operation: &str, answer: impl Into<Answer>) -> Self {
        self.state().next_to.entry(operation.to_owned()).or_default().push_back(answer.into());
        self
    }

    /// Answers all requests of an operation by a function.
    #[must_use]
    pub fn respond_to(self, operation: &str, respond: impl Fn(&Recorded) -> Answer + Send + Sync + 'static) -> Self {
        self.state().respond_to.insert(operation.to_owned(), Arc::new(respond));
        self
    }

    /// Answers all requests that nothing else is there for by a function.
    #[must_use]
    pub fn otherwise(self, respond: impl Fn(&Recorded) -> Answer + Send + Sync + 'static) -> Self {
        self.state().otherwise = Some(Arc::new(respond));
        self
    }

    /// The requests so far, retries included.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// How many of the answers in order were not given.
    pub fn unused(&self) -> usize {
        let state = self.state();
        state.next.len() + state.next_to.values().map(VecDeque::len).sum::<usize>()
    }

    fn give(&self, request: &Request<Bytes>, limits: &Limits) -> Result<Response<Bytes>, TransportError> {
        let request = Recorded::new(request);
        let (answer, number) = {
            let mut state = self.state();
            state.requests.push(request.clone());
            (state.answer_for(&request), state.requests.len())
        };
        let answer = match answer {
            Some(Given::Answer(answer)) => answer,
            // Outside of the lock: it may ask the script what came so far.
            Some(Given::Respond(respond)) => respond(&request),
            None => {
                let what = request.operation().unwrap_or("of no operation");
                let text = format!("the script has no answer to request {number}, {what}");
                return Err(TransportError::new(TransportErrorKind::Request, text));
            }
        };
        match answer.0 {
            Ok(response) if response.body().len() > limits.largest_response => {
                let text = format!("more than {} bytes", limits.largest_response);
                Err(TransportError::new(TransportErrorKind::TooLarge, text))
            }
            Ok(response) => Ok(response),
            Err(kind) => Err(TransportError::new(kind, "so the script says")),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Given {
    Answer(Answer),
    Respond(Respond),
}

impl State {
    fn answer_for(&mut self, request: &Recorded) -> Option<Given> {
        if let Some(operation) = request.operation() {
            if let Some(answer) = self.next_to.get_mut(operation).and_then(VecDeque::pop_front) {
                return Some(Given::Answer(answer));
            }
            if let Some(respond) = self.respond_to.get(operation) {
                return Some(Given::Respond(respond.clone()));
            }
        }
        self.next.pop_front().map(Given::Answer).or_else(|| self.otherwise.clone().map(Given::Respond))
    }
}

#[cfg(feature = "async")]
impl crate::transport::AsyncTransport for Script {
    fn send<'a>(
        &'a self,
        request: Request<Bytes>,
        limits: &'a Limits,
    ) -> crate::BoxFuture<'a, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move { self.give(&request, limits) })
    }
}

#[cfg(feature = "blocking")]
impl crate::transport::BlockingTransport for Script {
    fn send(&self, request: Request<Bytes>, limits: &Limits) -> Result<Response<Bytes>, TransportError> {
        self.give(&request, limits)
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let requests = self.state().requests.len();
        formatter
            .debug_struct("Script")
            .field("unused", &self.unused())
            .field("requests", &requests)
            .finish_non_exhaustive()
    }
}

/// A text as JSON.
fn json_text(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            control if control < ' ' => json.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => json.push(other),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
#[cfg(all(feature = "async", feature = "blocking"))]
mod tests {
    use super::*;
    use crate::testing::Recorder;
    use crate::transport::{AsyncTransport, BlockingTransport};

    fn ask(script: &impl BlockingTransport, operation: &str) -> Result<String, TransportErrorKind> {
        let request = Request::post("https://a.example/").header("X-Amz-Target", format!("S.{operation}"));
        let answer = script.send(request.body(Bytes::from_static(b"{}")).unwrap(), &Limits::new(50));
        answer.map(|answer| String::from_utf8(answer.into_body().to_vec()).unwrap()).map_err(|error| error.kind())
    }

    #[test]
    fn answers_come_by_operation_first_and_then_in_order() {
        let script = Script::new()
            .answer(Answer::json("1"))
            .answer_to("Ask", Answer::json("2"))
            .respond_to("Tell", |request| Answer::new(200, request.body().clone()))
            .answer(Answer::lost(TransportErrorKind::Closed))
            .otherwise(|_| Answer::json("3"));
        assert_eq!(script.unused(), 3);
        assert_eq!(ask(&script, "Ask").as_deref(), Ok("2"));
        assert_eq!(ask(&script, "Tell").as_deref(), Ok("{}"));
        assert_eq!(ask(&script, "Ask").as_deref(), Ok("1"));
        assert_eq!(ask(&script, "Ask"), Err(TransportErrorKind::Closed));
        assert_eq!(ask(&script, "Ask").as_deref(), Ok("3"));
        assert_eq!(ask(&script, "Tell").as_deref(), Ok("{}"));
        assert_eq!(script.unused(), 0);
        let asked: Vec<String> =
            script.requests().iter().filter_map(|request| request.operation().map(str::to_owned)).collect();
        assert_eq!(asked, ["Ask", "Tell", "Ask", "Ask", "Ask", "Tell"]);
    }

    #[test]
    fn a_function_may_ask_the_script_what_came() {
        let script = Script::new();
        let seen = script.clone();
        let script = script.otherwise(move |_| Answer::json(seen.requests().len().to_string()));
        assert_eq!(ask(&script, "Ask").as_deref(), Ok("1"));
        assert_eq!(ask(&script, "Ask").as_deref(), Ok("2"));
    }

    #[test]
    fn answers_obey_the_limit() {
        let script = Script::new().answer(Answer::json("x".repeat(51)));
        assert_eq!(ask(&script, "Ask"), Err(TransportErrorKind::TooLarge));
    }

    #[test]
    fn errors_are_json_whatever_their_message() {
        let script = Script::new().answer(Answer::error(400, "X", "a \"b\" \\ \n"));
        assert_eq!(ask(&script, "Ask").as_deref(), Ok(r#"{"__type":"X","message":"a \"b\" \\ \u000a"}"#));
    }

    #[test]
    fn what_was_recorded_can_be_replayed() {
        let live = Script::new()
            .answer(Answer::json("1").header("x-amzn-requestid", "r-1"))
            .answer(Answer::lost(TransportErrorKind::Connect));
        let recorder = Recorder::new(live);
        ask(&recorder, "Ask").unwrap();
        ask(&recorder, "Tell").unwrap_err();

        let exchanges = recorder.exchanges();
        let answer = exchanges[0].answer.as_ref().unwrap();
        assert_eq!(answer.headers()["x-amzn-requestid"], "r-1");
        let script = Script::replaying(exchanges);
        assert_eq!(ask(&script, "Tell"), Err(TransportErrorKind::Connect));
        assert_eq!(ask(&script, "Ask").as_deref(), Ok("1"));
    }

    #[test]
    fn async_clients_take_it_as_it_is() {
        let script: Arc<dyn AsyncTransport> = Arc::new(Recorder::new(Script::new().answer(Answer::json("1"))));
        let limits = Limits::new(50);
        let mut sending = script.send(Request::new(Bytes::new()), &limits);
        let mut context = core::task::Context::from_waker(core::task::Waker::noop());
        let core::task::Poll::Ready(answer) = sending.as_mut().poll(&mut context) else { panic!("it waits") };
        assert_eq!(answer.unwrap().body(), "1");
    }
}
