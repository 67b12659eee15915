//! What an operation is told besides its input.

use core::fmt;

use http::request::Parts;
use http::{Extensions, HeaderMap};
use tinsmith_runtime::metadata::OperationMetadata;
use tinsmith_runtime::primitives::DateTime;

use crate::caller;

/// What an operation is told besides its input. It is lent to the operation.
pub struct Context {
    operation: OperationMetadata,
    request_id: String,
    deadline: Option<DateTime>,
    headers: HeaderMap,
    extensions: Extensions,
}

impl Context {
    pub(crate) fn new(operation: OperationMetadata, request_id: String, parts: Parts) -> Self {
        let deadline = caller::deadline(&parts.headers);
        Self { operation, request_id, deadline, headers: parts.headers, extensions: parts.extensions }
    }

    /// Which operation is called, and what the model says of it.
    pub fn operation(&self) -> &OperationMetadata {
        &self.operation
    }

    /// The id that the answer carries: a random UUID.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// The access key id that the request is signed with. The caller says so: it proves nothing unless the service verifies
    /// signatures (feature `sigv4`, `Service::verify_signatures`), or something before it does.
    pub fn access_key_id(&self) -> Option<&str> {
        caller::access_key_id(&self.headers)
    }

    /// Until when the caller waits for an answer, if it says so.
    pub fn deadline(&self) -> Option<DateTime> {
        self.deadline
    }

    /// The headers of the request.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What layers before the service put into the request.
    pub fn extensions(&self) -> &Extensions {
        &self.extensions
    }
}

/// Headers and extensions may hold secrets: they are not shown.
impl fmt::Debug for Context {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Context")
            .field("operation", &self.operation.name)
            .field("request_id", &self.request_id)
            .field("access_key_id", &self.access_key_id())
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}
