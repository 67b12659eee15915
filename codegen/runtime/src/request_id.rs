//! The id by which a service knows a request, whatever holds it.

use crate::error::ProvideErrorMetadata;
use crate::sdk_error::SdkError;

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
