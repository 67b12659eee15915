//! The codec of this crate.

pub use tinsmith_runtime::codec::json::{Reader, Writer};
