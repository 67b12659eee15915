//! Codecs: how values become the bytes of a body, and bytes values.
//!
//! | file | what it has |
//! | --- | --- |
//! | `cbor/` | CBOR, as rpcv2Cbor uses it |
//! | `error` | what a body that cannot be read says |
//! | `shape` | what structures and unions are to a codec |
//! | `json/` | JSON, as the awsJson protocols use it |
//!
//! Each codec has a `Reader` and a `Writer` whose methods have the same names, so that a table of a generated crate
//! suits any: what the crate's `wire` module names, its tables call.

pub mod cbor;
pub mod error;
pub mod json;
mod shape;

pub use error::ReadError;
pub use shape::{ReadShape, WriteShape};

/// How deep structures, lists and maps may be nested, in a body that is read and in one that is written.
///
/// Reading recurses into each level, so that this bounds the stack; no AWS service documents a deeper body.
pub const MAX_DEPTH: usize = 128;
