//! JSON as the awsJson protocols use it: a pull [`Reader`] over bytes and a [`Writer`] into one buffer.

mod document;
mod plain;
mod reader;
mod shape;
#[cfg(test)]
mod tests;
mod writer;

pub use reader::{Kind, Reader};
pub use writer::Writer;

/// How deep objects and arrays may be nested, in a body that is read and in one that is written.
///
/// Reading recurses into each level, so that this bounds the stack; no AWS service documents a deeper body.
pub const MAX_DEPTH: usize = 128;
