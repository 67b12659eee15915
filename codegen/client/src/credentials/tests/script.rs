//! Metadata services of tests: answers in order, and what was asked for.

use std::collections::VecDeque;

use bytes::Bytes;
use http::{Request, Response};

use super::machine::Next;
use super::{Credentials, CredentialsError, Fetch, ProvideCredentials};
use crate::transport::{TransportError, TransportErrorKind};

/// What comes of one request.
pub(super) enum Reply {
    Status(u16, &'static str),
    Lost(TransportErrorKind),
}

/// What a talk came to: a line per request and wait, the requests, and the end.
pub(super) struct Talked {
    pub(super) lines: Vec<String>,
    pub(super) requests: Vec<Request<Bytes>>,
    pub(super) got: Result<Credentials, CredentialsError>,
}

impl Talked {
    /// Why there are no credentials, in one line that says nothing secret.
    pub(super) fn refusal(self) -> String {
        let error = self.got.unwrap_err().to_string();
        assert!(!error.contains('\n') && !error.contains("hush"), "{error}");
        error
    }
}

/// Lets a provider talk with a service that replies so, all replies used.
pub(super) fn talk(provider: &dyn ProvideCredentials, replies: impl IntoIterator<Item = Reply>) -> Talked {
    let mut replies: VecDeque<Reply> = replies.into_iter().collect();
    let (mut lines, mut requests, mut answer) = (Vec::new(), Vec::new(), None);
    let mut machine = match provider.provide_credentials() {
        Fetch::Machine(machine) => machine,
        Fetch::Ready(got) => return Talked { lines, requests, got },
        other => panic!("{other:?}"),
    };
    loop {
        match machine.next(answer.take()) {
            Next::Send(request, limits) => {
                assert!(limits.read_timeout.is_some() && limits.largest_response <= 64 << 10);
                lines.push(format!("{} {}", request.method(), request.uri()));
                requests.push(request);
                answer = Some(match replies.pop_front().expect("a reply for each request") {
                    Reply::Status(status, body) => {
                        Ok(Response::builder().status(status).body(Bytes::from_static(body.as_bytes())).unwrap())
                    }
                    Reply::Lost(kind) => Err(TransportError::new(kind, "lost")),
                });
            }
            Next::Wait(duration) => lines.push(format!("{duration:?}")),
            Next::Done(got) => {
                assert!(replies.is_empty(), "{} replies are left after {lines:?}", replies.len());
                return Talked { lines, requests, got };
            }
        }
    }
}
