//! stub
use serde_json::Value as Json;
use crate::model::TimestampFormat;
pub fn decode_base64(_text: &str) -> Option<Vec<u8>> { None }
pub fn timestamp(_value: &Json, _format: TimestampFormat) -> Option<(i64, u32)> { None }
