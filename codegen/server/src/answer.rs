//! Answers of success and of failure, as each protocol has them. Sources: the Smithy specifications of awsJson1_0,
//! awsJson1_1, rpcv2Cbor and of `awsQueryCompatible`.

use core::convert::Infallible;
use core::pin::Pin;
use core::task::{Context, Poll};

use bytes::Bytes;
use http::header::{ALLOW, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use http_body::{Frame, SizeHint};
use tinsmith_runtime::metadata::{Protocol, ServiceMetadata};
use tinsmith_runtime::protocol::serving;
use tinsmith_runtime::validation::Violations;

use crate::fault::{Fault, FaultKind};
use crate::operation::{Answer, Outcome};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
const QUERY_ERROR: HeaderName = HeaderName::from_static("x-amzn-query-error");

/// The body of an answer: there at once, as a whole.
#[derive(Debug, Default)]
pub struct Body(Option<Bytes>);

impl Body {
    /// A body of these bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        Self((!bytes.is_empty()).then_some(bytes))
    }

    /// The bytes.
    pub fn into_bytes(self) -> Bytes {
        self.0.unwrap_or_default()
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

/// The answer that a client of the service's protocol understands. `invalid` is the name of the modelled error that an
/// input is answered with which breaks the model's constraints, in place of `ValidationException`.
pub(crate) fn framed(
    service: &ServiceMetadata,
    request_id: &str,
    answer: Answer,
    invalid: Option<&'static str>,
) -> Response<Body> {
    let Answer(outcome) = answer;
    let mut response = match outcome {
        Outcome::Output(body) => plain(StatusCode::OK, body),
        Outcome::Modeled(facts, body) => {
            let mut response = plain(status(facts.status), body);
            if let (true, Some((code, fault))) = (service.query_compatible, facts.query) {
                insert(&mut response, QUERY_ERROR, &format!("{code};{fault}"));
            }
            response
        }
        Outcome::Other(error) => {
            let code = error.code().unwrap_or_default();
            plain(
                StatusCode::BAD_REQUEST,
                serving::error_body(service.protocol, code, error.message().unwrap_or_default(), &[]),
            )
        }
        Outcome::Invalid(violations) => {
            plain(StatusCode::BAD_REQUEST, invalid_body(service.protocol, invalid, &violations))
        }
        Outcome::Fault(Fault { kind, message }) => {
            let mut response = plain(kind.status(), serving::error_body(service.protocol, kind.code(), &message, &[]));
            if kind == FaultKind::MethodNotAllowed {
                response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
            }
            response
        }
    };
    serving::answer_headers(service.protocol, response.headers_mut());
    insert(&mut response, REQUEST_ID, request_id);
    response
}

fn plain(status: StatusCode, body: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::new(body));
    *response.status_mut() = status;
    response
}

/// A model may say what is no status.
fn status(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// A header of text that may not be one.
fn insert(response: &mut Response<Body>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// The body of the error that says what an input breaks. `smithy.framework#ValidationException` lists the members; an error
/// of the service's own says it in its message alone.
fn invalid_body(protocol: Protocol, name: Option<&'static str>, violations: &Violations) -> Vec<u8> {
    let message = violations.to_string();
    match name {
        Some(name) => serving::error_body(protocol, name, &message, &[]),
        None => {
            let full = serving::has_full_error_ids(protocol);
            let name = if full { "smithy.framework#ValidationException" } else { "ValidationException" };
            let fields: Vec<(&str, &str)> = violations.iter().map(|one| (&*one.path, &*one.message)).collect();
            serving::error_body(protocol, name, &message, &fields)
        }
    }
}
