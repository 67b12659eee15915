//! Errors of tower's layers as answers of the protocol: a time-out, a full queue, a limit that sheds load.

use core::convert::Infallible;
use core::task::{Context, Poll};

use http::{Request, Response};
use tinsmith_runtime::idempotency::new_token;
use tinsmith_runtime::metadata::ServiceMetadata;

use crate::BoxFuture;
use crate::answer::{Body, framed};
use crate::fault::{Fault, FaultKind};
use crate::operation::{Answer, Outcome};

/// A service with layers around it that may fail: where they do, the answer is `ServiceUnavailableException` with status
/// 503, which clients try again.
#[derive(Clone, Debug)]
pub struct Layered<S> {
    service: &'static ServiceMetadata,
    inner: S,
    /// Whether the layers said that they will take no request any more.
    is_broken: bool,
}

impl<S> Layered<S> {
    /// Of the facts of a service ([`Service::metadata`](crate::Service::metadata)), and the service with its layers.
    pub fn new(service: &'static ServiceMetadata, inner: S) -> Self {
        Self { service, inner, is_broken: false }
    }
}

impl<S, B> tower_service::Service<Request<B>> for Layered<S>
where
    S: tower_service::Service<Request<B>, Response = Response<Body>>,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context).map(|ready| {
            self.is_broken = ready.is_err();
            Ok(())
        })
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let service = self.service;
        if self.is_broken {
            return Box::pin(async move { Ok(unavailable(service)) });
        }
        let answer = self.inner.call(request);
        // Why it failed is for logs of the service, not for callers.
        Box::pin(async move { Ok(answer.await.unwrap_or_else(|_| unavailable(service))) })
    }
}

fn unavailable(service: &ServiceMetadata) -> Response<Body> {
    let fault = Fault::new(FaultKind::Unavailable, "the service cannot answer this request now; it may later");
    framed(service, &new_token(), Answer(Outcome::Fault(fault)), None)
}
