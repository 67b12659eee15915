//! JSON as the awsJson protocols use it: a pull [`Reader`] over bytes and a [`Writer`] into one buffer.

mod document;
mod plain;
mod reader;
mod shape;
mod sizes;
#[cfg(test)]
mod tests;
mod writer;

pub use super::MAX_DEPTH;
pub use reader::{Kind, Reader};
pub use writer::Writer;
