//! Errors: of the service as a whole, and what all of them are made of.

pub use tinsmith_runtime::error::{BuildError, ErrorMetadata, ProvideErrorMetadata, Unhandled, UnknownVariantError};
pub use tinsmith_runtime::message::RawResponse;
pub use tinsmith_runtime::sdk_error::SdkError;

use crate::types;

/// What any operation can fail with.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A parameter is wrong.
    InvalidParameterException(types::error::InvalidParameterException),
    /// The service says no.
    Refused(types::error::Refused),
    /// Too much.
    Throttled(types::error::Throttled),
    /// Any other failure: ask for its code and message.
    Unhandled(Unhandled),
}

tinsmith_runtime::service_error! { Error {
    InvalidParameterException;
    Refused;
    Throttled;
} }
