//! An implementation as a tower service: from a request with any body to an answer, never to an error.

use core::convert::Infallible;
use core::fmt;
use core::task::{Context as Task, Poll};
use std::sync::Arc;

use bytes::Bytes;
#[cfg(feature = "sigv4")]
use http::header::AUTHORIZATION;
use http::{Request, Response};
use tinsmith_runtime::idempotency::new_token;
use tinsmith_runtime::metadata::{Compression, ServiceMetadata};
#[cfg(feature = "sigv4")]
use tinsmith_runtime::metadata::{OperationMetadata, Signing};
use tinsmith_runtime::protocol::serving::{self, NO_SUCH_OPERATION};
use tinsmith_runtime::validation::Patterns;

use crate::answer::{Body, framed};
use crate::fault::Fault;
use crate::operation::{Answer, Incoming, Operation, Outcome};
use crate::panic::Caught;
#[cfg(feature = "sigv4")]
use crate::signature::Verifier;
use crate::{BoxError, BoxFuture, Context, receive};

/// The largest body that a service takes unless it is told otherwise, in bytes.
pub const LARGEST_BODY: usize = 2 * 1024 * 1024;

/// An implementation as a service. Clones share the implementation.
pub struct Service<T> {
    routes: Arc<Routes<T>>,
    implementation: Arc<T>,
    largest_body: usize,
    validation: Validation,
    #[cfg(feature = "sigv4")]
    verifier: Option<Arc<Verifier>>,
}

/// Whether inputs are held against the constraints of the model, and what answers one that breaks them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Validation {
    /// They are, and `ValidationException` answers, with a list of the members that are wrong.
    #[default]
    ValidationException,
    /// They are, and the operation's own error of this name answers; `ValidationException` where it has none.
    Modeled(&'static str),
    /// They are not: the implementation gets whatever has the right types.
    Off,
}

/// What there is to call.
struct Routes<T> {
    service: &'static ServiceMetadata,
    /// In the order of their names.
    operations: Vec<Operation<T>>,
    patterns: Arc<Patterns>,
}

impl<T> Service<T> {
    /// What a generated crate's `service` calls: the facts of the service, what implements it, and its operations.
    pub fn new(service: &'static ServiceMetadata, implementation: T, mut operations: Vec<Operation<T>>) -> Self {
        operations.sort_by_key(|operation| operation.metadata.name);
        let routes = Arc::new(Routes { service, operations, patterns: Arc::default() });
        Self {
            routes,
            implementation: Arc::new(implementation),
            largest_body: LARGEST_BODY,
            validation: Validation::default(),
            #[cfg(feature = "sigv4")]
            verifier: None,
        }
    }

    /// Takes bodies of this size at most, in bytes, as they are sent and unpacked; without this, of [`LARGEST_BODY`].
    #[must_use]
    pub fn largest_body(mut self, bytes: usize) -> Self {
        self.largest_body = bytes;
        self
    }

    /// Whether inputs are held against the constraints of the model, and what answers one that breaks them.
    #[must_use]
    pub fn validation(mut self, validation: Validation) -> Self {
        self.validation = validation;
        self
    }

    /// Answers requests alone whose signature is right; without this, signatures are not looked at. Operations that the
    /// model leaves unsigned are called without one too.
    #[cfg(feature = "sigv4")]
    #[must_use]
    pub fn verify_signatures(mut self, verifier: Verifier) -> Self {
        self.verifier = Some(Arc::new(verifier));
        self
    }

    /// The implementation.
    pub fn implementation(&self) -> &T {
        &self.implementation
    }

    /// The facts of the service.
    pub fn metadata(&self) -> &'static ServiceMetadata {
        self.routes.service
    }
}

impl<T: Send + Sync + 'static> Service<T> {
    /// Answers a request that is there as a whole, as tests and programs without a socket have it.
    pub async fn answer(&self, request: Request<Bytes>) -> Response<Bytes> {
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts, Body::new(body));
        answer(self.clone(), request).await.map(Body::into_bytes)
    }
}

impl<T> Routes<T> {
    fn find(&self, name: &str) -> Option<&Operation<T>> {
        let found = self.operations.binary_search_by_key(&name, |operation| operation.metadata.name).ok()?;
        self.operations.get(found)
    }
}

impl<T> Clone for Service<T> {
    fn clone(&self) -> Self {
        Self {
            routes: Arc::clone(&self.routes),
            implementation: Arc::clone(&self.implementation),
            largest_body: self.largest_body,
            validation: self.validation,
            #[cfg(feature = "sigv4")]
            verifier: self.verifier.clone(),
        }
    }
}

impl<T> fmt::Debug for Service<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Service").field("service", &self.routes.service.shape_name).finish_non_exhaustive()
    }
}

impl<T, B> tower_service::Service<Request<B>> for Service<T>
where
    T: Send + Sync + 'static,
    B: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response<Body>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Task<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let service = self.clone();
        Box::pin(async move { Ok(answer(service, request).await) })
    }
}

async fn answer<T, B>(service: Service<T>, request: Request<B>) -> Response<Body>
where
    T: Send + Sync + 'static,
    B: http_body::Body<Data: Send, Error: Into<BoxError>> + Send,
{
    let request_id = new_token();
    let metadata = service.routes.service;
    match call(service, request, &request_id).await {
        Ok((answer, invalid)) => framed(metadata, &request_id, answer, invalid),
        Err(fault) => framed(metadata, &request_id, Answer(Outcome::Fault(fault)), None),
    }
}

/// Finds the operation, reads the body, calls; with the answer comes the name of the error that tells of an invalid input.
async fn call<T, B>(
    service: Service<T>,
    request: Request<B>,
    request_id: &str,
) -> Result<(Answer, Option<&'static str>), Fault>
where
    T: Send + Sync + 'static,
    B: http_body::Body<Data: Send, Error: Into<BoxError>> + Send,
{
    #[cfg(feature = "sigv4")]
    let verifier = service.verifier.clone();
    let Service { routes, implementation, largest_body, validation, .. } = service;
    let (parts, body) = request.into_parts();
    let name = serving::operation(routes.service, &parts).map_err(Fault::refused)?;
    let operation = routes.find(name).ok_or(NO_SUCH_OPERATION).map_err(Fault::refused)?;
    let unpacks = if cfg!(feature = "compression") { operation.metadata.compression } else { Compression::None };
    let encoding = serving::check_body(routes.service.protocol, &parts.headers, body.is_end_stream(), unpacks)
        .map_err(Fault::refused)?;
    let body = receive::body(body, largest_body).await?;
    #[cfg(feature = "sigv4")]
    if let Some(verifier) = verifier.filter(|_| asks_for_signature(&operation.metadata, &parts)) {
        verifier.verify(routes.service.signing_name, &parts, &body)?;
    }
    // What is signed is what was sent.
    let body = receive::decoded(body, encoding, largest_body)?;
    let context = Context::new(operation.metadata, request_id.to_owned(), parts);
    let (patterns, invalid) = match validation {
        Validation::ValidationException => (Some(Arc::clone(&routes.patterns)), None),
        Validation::Modeled(error) => {
            (Some(Arc::clone(&routes.patterns)), operation.errors.contains(&error).then_some(error))
        }
        Validation::Off => (None, None),
    };
    let incoming = Incoming::new(context, body, patterns);
    let answer = Caught((operation.call)(implementation, incoming)).await.ok_or_else(Fault::internal)?;
    Ok((answer, invalid))
}

/// An operation that the model leaves unsigned may be signed all the same: then the signature has to be right.
#[cfg(feature = "sigv4")]
fn asks_for_signature(operation: &OperationMetadata, parts: &http::request::Parts) -> bool {
    operation.signing != Signing::Unsigned || parts.headers.contains_key(AUTHORIZATION)
}
