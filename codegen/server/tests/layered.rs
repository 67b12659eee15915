//! What layers fail with is an answer of the protocol.
#![cfg(test)]

use std::future::{Future, Ready, ready};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use http::{Request, Response};
use tinsmith_runtime::ServiceMetadata;
use tinsmith_server::{Body, Layered};
use tower_service::Service;

static THINGS: ServiceMetadata = ServiceMetadata::EMPTY.shape_name("Things");

/// A layer that is ready or not, and answers or not.
#[derive(Clone, Copy)]
struct Layer {
    is_ready: bool,
    answers: bool,
}

impl Service<Request<()>> for Layer {
    type Response = Response<Body>;
    type Error = &'static str;
    type Future = Ready<Result<Response<Body>, &'static str>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), &'static str>> {
        Poll::Ready(if self.is_ready { Ok(()) } else { Err("the queue is closed") })
    }

    fn call(&mut self, _: Request<()>) -> Self::Future {
        assert!(self.is_ready, "what is not ready is not called");
        ready(if self.answers { Ok(Response::new(Body::new("{}"))) } else { Err("it took too long") })
    }
}

/// The status and the body.
fn said(layer: Layer) -> (u16, String) {
    let mut layered = Layered::new(&THINGS, layer);
    let mut task = Context::from_waker(Waker::noop());
    assert!(matches!(layered.poll_ready(&mut task), Poll::Ready(Ok(()))));
    let Poll::Ready(Ok(answer)) = pin!(layered.call(Request::new(()))).poll(&mut task) else {
        panic!("the answer is not there")
    };
    let status = answer.status().as_u16();
    assert_eq!(status == 200, !answer.headers().contains_key("x-amzn-requestid"));
    (status, String::from_utf8(answer.into_body().into_bytes().to_vec()).unwrap())
}

const UNAVAILABLE: &str = r#"{"__type":"ServiceUnavailableException","message":"#;

#[test]
fn an_answer_passes() {
    assert_eq!(said(Layer { is_ready: true, answers: true }), (200, "{}".to_owned()));
}

#[test]
fn a_failure_is_an_answer_that_is_tried_again() {
    let (status, body) = said(Layer { is_ready: true, answers: false });
    assert!(status == 503 && body.starts_with(UNAVAILABLE) && !body.contains("too long"), "{body}");
}

#[test]
fn a_layer_that_takes_no_more_is_not_called() {
    let (status, body) = said(Layer { is_ready: false, answers: true });
    assert!(status == 503 && body.starts_with(UNAVAILABLE), "{body}");
}
