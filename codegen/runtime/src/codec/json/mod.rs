//! JSON as the awsJson protocols use it: a pull [`Reader`] over bytes and a [`Writer`] into one buffer.

mod document;
mod plain;
mod reader;
mod shape;
#[cfg(test)]
mod tests;
mod writer;

pub use reader::{Kind, Reader};
pub use shape::{ReadJson, WriteJson};
pub use writer::Writer;

pub use super::error::ReadError;

/// How deep objects and arrays may be nested, in a body that is read and in one that is written.
///
/// Reading recurses into each level, so that this bounds the stack; no AWS service documents a deeper body.
pub const MAX_DEPTH: usize = 128;

/// Reads a payload to its end; an empty one is `{}`.
pub(crate) fn read_body<T>(
    body: &[u8],
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, ReadError>,
) -> Result<T, ReadError> {
    let mut reader = Reader::new(if body.is_empty() { b"{}" } else { body });
    let value = read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}
