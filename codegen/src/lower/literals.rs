//! JSON values of a model brought into the form that generated code wants, with the runtime's own parsers.

use serde_json::Value as Json;
use tinsmith_runtime::primitives::{DateTime, DateTimeFormat};

use crate::model::TimestampFormat;

/// The bytes that base64 text stands for.
pub(super) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    tinsmith_runtime::primitives::Blob::from_base64(text).ok().map(tinsmith_runtime::primitives::Blob::into_inner)
}

/// Seconds and nanoseconds of a timestamp: a number is epoch seconds, text is in the given format or RFC 3339.
pub(super) fn timestamp(value: &Json, format: TimestampFormat) -> Option<(i64, u32)> {
    let time = match value {
        Json::Number(number) => DateTime::from_str(&number.to_string(), DateTimeFormat::EpochSeconds).ok()?,
        Json::String(text) => DateTime::from_str(text, text_format(format)).ok()?,
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => return None,
    };
    Some((time.secs(), time.subsec_nanos()))
}

fn text_format(format: TimestampFormat) -> DateTimeFormat {
    match format {
        TimestampFormat::DateTime | TimestampFormat::EpochSeconds => DateTimeFormat::DateTimeWithOffset,
        TimestampFormat::HttpDate => DateTimeFormat::HttpDate,
    }
}
