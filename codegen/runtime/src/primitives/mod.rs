//! The Smithy simple types that Rust has no type of its own for.

mod big_number;
mod blob;
mod date_time;
mod document;
pub(crate) mod number;

pub use big_number::{BigDecimal, BigInteger, InvalidNumber};
pub use blob::{Blob, InvalidBase64};
pub use date_time::{ConversionError, DateTime, DateTimeFormat, DateTimeFormatError, DateTimeParseError};
pub use document::{Document, Number};
