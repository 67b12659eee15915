//! The id by which a service knows a request, whatever holds it.

use crate::error::ProvideErrorMetadata;
use crate::message::Response;
use crate::sdk_error::SdkError;

/// What an output says of the answer that it was read from.
///
/// Any two are equal, so that outputs are where the service said the same in both, whichever requests it answered.
#[derive(Clone, Debug, Default)]
pub struct ResponseMetadata {
    request_id: Option<Box<str>>,
}

impl ResponseMetadata {
    /// That of an output that came with no answer.
    pub const NONE: Self = Self { request_id: None };

    /// That of an answer.
    pub fn of(response: &Response<'_>) -> Self {
        Self { request_id: response.request_id().map(Box::from) }
    }
}

impl PartialEq for ResponseMetadata {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for ResponseMetadata {}

impl RequestId for ResponseMetadata {
    fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

/// What came with a request id (`x-amzn-requestid`): say it when you ask the service's people about the request.
pub trait RequestId {
    /// The id, if the answer had one.
    fn request_id(&self) -> Option<&str>;
}

impl<T: ProvideErrorMetadata> RequestId for T {
    fn request_id(&self) -> Option<&str> {
        self.meta().request_id()
    }
}

impl<E> RequestId for SdkError<E> {
    fn request_id(&self) -> Option<&str> {
        SdkError::request_id(self)
    }
}
