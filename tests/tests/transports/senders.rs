//! Both transports behind one interface, and a macro that makes two tests of a case.

use bytes::Bytes;
use http::{Request, Response};
use tinsmith_client::transport::{
    AsyncHttp, AsyncTransport, BlockingHttp, BlockingTransport, HttpSettings, Limits, TransportError,
    TransportErrorKind,
};
use tokio::runtime::Runtime;

/// A transport that sends one request after the other.
pub(crate) trait Sends {
    fn send(&self, request: Request<Bytes>, limits: &Limits) -> Result<Response<Bytes>, TransportError>;

    /// `POST {}` with limits that no case here reaches by itself.
    fn post(&self, uri: &str) -> Result<Response<Bytes>, TransportError> {
        self.send(post(uri), &limits())
    }

    /// What [`Sends::post`] fails with.
    fn fails(&self, uri: &str) -> TransportErrorKind {
        self.post(uri).unwrap_err().kind()
    }
}

/// Makes a transport of settings.
pub(crate) type Make = fn(HttpSettings) -> Box<dyn Sends>;

/// A request such as clients send.
pub(crate) fn post(uri: &str) -> Request<Bytes> {
    let request = Request::post(uri).header("X-Amz-Target", "WorkMailService.ListUsers");
    request.body(Bytes::from_static(b"{}")).unwrap()
}

/// A megabyte, and no time-outs.
pub(crate) fn limits() -> Limits {
    Limits::new(1 << 20)
}

struct Asynchronous(AsyncHttp, Runtime);

impl Sends for Asynchronous {
    fn send(&self, request: Request<Bytes>, limits: &Limits) -> Result<Response<Bytes>, TransportError> {
        let (transport, limits) = (self.0.clone(), *limits);
        self.1.block_on(self.1.spawn(async move { transport.send(request, &limits).await })).unwrap()
    }
}

impl Sends for BlockingHttp {
    fn send(&self, request: Request<Bytes>, limits: &Limits) -> Result<Response<Bytes>, TransportError> {
        BlockingTransport::send(self, request, limits)
    }
}

/// A runtime of one more thread, so that connections live on between two calls.
pub(crate) fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

pub(crate) fn asynchronous(settings: HttpSettings) -> Box<dyn Sends> {
    Box::new(Asynchronous(AsyncHttp::new(settings), runtime()))
}

pub(crate) fn blocking(settings: HttpSettings) -> Box<dyn Sends> {
    Box::new(BlockingHttp::new(settings))
}

/// Each case as two tests: `asynchronous` and `blocking` in a module of its name.
macro_rules! both {
    ($($(#[$about:meta])* fn $name:ident($make:ident: Make) $case:block)*) => {
        $(
            $(#[$about])*
            mod $name {
                #[allow(unused_imports, reason = "not every case needs all of them")]
                use super::*;

                fn case($make: crate::senders::Make) $case

                #[test]
                fn asynchronous() {
                    case(crate::senders::asynchronous);
                }

                #[test]
                fn blocking() {
                    case(crate::senders::blocking);
                }
            }
        )*
    };
}
pub(crate) use both;
