//! A transport that writes down what goes over another one.

use core::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{Request, Response};

use super::Recorded;
use crate::transport::{Limits, TransportError, TransportErrorKind};

/// A request, and what came of it.
#[derive(Clone)]
#[non_exhaustive]
pub struct Exchange {
    /// The request.
    pub request: Recorded,
    /// Its answer, or why there is none.
    pub answer: Result<Response<Bytes>, TransportErrorKind>,
}

/// A transport that writes down what goes over another one, in the order in which the answers came. Clones share what
/// they write down.
///
/// ```
/// # #[cfg(feature = "blocking")] {
/// use bytes::Bytes;
/// use http::Request;
/// use tinsmith_client::testing::{Answer, Recorder, Script};
/// use tinsmith_client::transport::{BlockingTransport, Limits};
///
/// // In the place of the script stands the transport that is recorded.
/// let recorder = Recorder::new(Script::new().answer(Answer::json("{}")));
/// recorder.send(Request::new(Bytes::from_static(b"[]")), &Limits::new(1024)).unwrap();
///
/// let exchanges = recorder.exchanges();
/// assert_eq!(exchanges[0].request.text(), "[]");
/// assert_eq!(exchanges[0].answer.as_ref().unwrap().status(), 200);
/// # }
/// ```
#[derive(Clone)]
pub struct Recorder<T> {
    transport: T,
    exchanges: Arc<Mutex<Vec<Exchange>>>,
}

impl<T> Recorder<T> {
    /// Records what goes over this transport.
    pub fn new(transport: T) -> Self {
        Self { transport, exchanges: Arc::default() }
    }

    /// What went over it so far.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.recorded().clone()
    }

    fn recorded(&self) -> MutexGuard<'_, Vec<Exchange>> {
        self.exchanges.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn record(&self, request: Recorded, answer: &Result<Response<Bytes>, TransportError>) {
        let answer = match answer {
            Ok(response) => Ok(response.clone()),
            Err(error) => Err(error.kind()),
        };
        self.recorded().push(Exchange { request, answer });
    }
}

#[cfg(feature = "async")]
impl<T: crate::transport::AsyncTransport> crate::transport::AsyncTransport for Recorder<T> {
    fn send<'a>(
        &'a self,
        request: Request<Bytes>,
        limits: &'a Limits,
    ) -> crate::BoxFuture<'a, Result<Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let recorded = Recorded::new(&request);
            let answer = self.transport.send(request, limits).await;
            self.record(recorded, &answer);
            answer
        })
    }
}

#[cfg(feature = "blocking")]
impl<T: crate::transport::BlockingTransport> crate::transport::BlockingTransport for Recorder<T> {
    fn send(&self, request: Request<Bytes>, limits: &Limits) -> Result<Response<Bytes>, TransportError> {
        let recorded = Recorded::new(&request);
        let answer = self.transport.send(request, limits);
        self.record(recorded, &answer);
        answer
    }
}

impl fmt::Debug for Exchange {
    /// Without headers and bodies: they hold signatures and secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.answer.as_ref().map(Response::status);
        formatter.debug_struct("Exchange").field("request", &self.request).field("answer", &status).finish()
    }
}

impl<T: fmt::Debug> fmt::Debug for Recorder<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Recorder")
            .field("transport", &self.transport)
            .field("exchanges", &self.recorded().len())
            .finish()
    }
}
