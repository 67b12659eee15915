//! What every generated crate calls.

pub mod error;
pub mod json;
pub mod primitives;
pub mod sensitive;
#[cfg(feature = "serde")]
pub mod serde_support;
mod zero;

pub use zero::ZeroValue;
