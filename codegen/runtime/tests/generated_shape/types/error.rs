//! The errors that the model describes.

use crate::wire::Reader;

/// A parameter is wrong.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct InvalidParameterException {
    /// What is wrong.
    #[cfg_attr(feature = "serde", serde(rename = "Text"))]
    pub message: Option<String>,
    /// Which.
    #[cfg_attr(feature = "serde", serde(rename = "Type"))]
    pub r#type: Option<String>,
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(crate) meta: tinsmith_runtime::error::ErrorMetadata,
}

tinsmith_runtime::error_structure! { InvalidParameterException => InvalidParameterExceptionBuilder, "InvalidParameterException" {
    message, set_message, get_message: optional text;
    r#type, set_type, get_type: optional text;
} }

tinsmith_runtime::read_shape! { InvalidParameterException: Reader {
    "Text" => message, Reader::text;
    "Type" => r#type, Reader::text;
} }

/// The service says no, and always why.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Refused {
    /// Why.
    pub message: String,
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(crate) meta: tinsmith_runtime::error::ErrorMetadata,
}

tinsmith_runtime::error_structure! { Refused => fallible RefusedBuilder, "Refused", retryable(Transient) {
    message, set_message, get_message: required text;
} }

tinsmith_runtime::read_shape! { Refused: Reader {
    "message" => message, Reader::text;
} }

/// Too much.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Throttled {
    /// A secret.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    #[cfg_attr(feature = "serde", serde(with = "tinsmith_runtime::redacted"))]
    #[cfg_attr(feature = "serde", serde(default))]
    pub message: Option<String>,
    /// When to try again, in seconds.
    pub after: i32,
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(crate) meta: tinsmith_runtime::error::ErrorMetadata,
}

tinsmith_runtime::error_structure! { Throttled => fallible ThrottledBuilder, "TooMuch", retryable(Throttling) {
    message, set_message, get_message: optional sensitive text;
    after, set_after, get_after: required copy(i32);
} }

tinsmith_runtime::read_shape! { Throttled: Reader {
    "message" => message, Reader::text;
    "after" => after, Reader::integer;
} }

/// Builders of the errors.
pub mod builders {
    pub use super::InvalidParameterExceptionBuilder;
    pub use super::RefusedBuilder;
    pub use super::ThrottledBuilder;
}
