//! Types that the standard library does not have.

pub use tinsmith_runtime::primitives::{BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, Document, Number};
