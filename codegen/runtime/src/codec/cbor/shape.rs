//! Structures and unions as CBOR, and bodies that are one shape.

use super::{Reader, Writer};
use crate::codec::error::ReadError;
use crate::codec::shape::{ReadShape, WriteShape};
use crate::error::BuildError;

/// A map without members.
const EMPTY: &[u8] = &[0xa0];

impl Writer {
    /// Writes a structure or union.
    #[inline]
    pub fn shape<T: WriteShape<Self>>(&mut self, value: &T) {
        value.write_shape(self);
    }

    /// Writes the member of a union that holds nothing: an empty map.
    pub fn unit(&mut self, name: &str) {
        self.member(name, &(), |writer, ()| {
            writer.begin_structure();
            writer.end_structure();
        });
    }

    /// Gives the body that is this shape.
    ///
    /// # Errors
    /// The shape holds what cannot be written.
    pub fn body<T: WriteShape<Self>>(value: &T) -> Result<Vec<u8>, BuildError> {
        let mut writer = Self::new();
        value.write_shape(&mut writer);
        writer.finish()
    }
}

impl Writer {
    /// Gives the body of an error: the shape's members, and before them its type.
    ///
    /// # Errors
    /// The shape holds what cannot be written.
    pub fn error_body<T: WriteShape<Self>>(r#type: &str, value: &T) -> Result<Vec<u8>, BuildError> {
        let members = Self::body(value)?;
        let mut writer = Self::new();
        writer.begin_structure();
        writer.member("__type", &r#type, Self::text);
        writer.end_structure();
        let mut body = writer.finish()?;
        // A structure is a map that ends with a break: the first one's end and the second one's beginning are left out.
        if let Some((_, members)) = members.split_first() {
            body.pop();
            body.extend_from_slice(members);
        }
        Ok(body)
    }
}

impl<'a> Reader<'a> {
    /// Starts at the beginning of the body of a request; an empty one is a map without members. Unions are [closed](Self::closed).
    pub fn of_request(body: &'a [u8]) -> Self {
        Self::new(if body.is_empty() { EMPTY } else { body }).closed()
    }

    /// Reads the [body of a request](Self::of_request) that is one shape, to its end.
    ///
    /// # Errors
    /// The body is no such shape, or not CBOR.
    pub fn request_body<T: ReadShape<Self>>(body: &'a [u8]) -> Result<T, ReadError> {
        let mut reader = Self::of_request(body);
        let value = T::read_shape(&mut reader)?;
        reader.finish()?;
        Ok(value)
    }

    /// Reads a structure or union.
    ///
    /// # Errors
    /// What comes next is no such shape, or not CBOR.
    #[inline]
    pub fn shape<T: ReadShape<Self>>(&mut self) -> Result<T, ReadError> {
        T::read_shape(self)
    }

    /// Reads a body that is one shape, to its end; an empty one is a map without members.
    ///
    /// # Errors
    /// The body is no such shape, or not CBOR.
    pub fn body<T: ReadShape<Self>>(body: &'a [u8]) -> Result<T, ReadError> {
        let mut reader = Self::new(if body.is_empty() { EMPTY } else { body });
        let value = T::read_shape(&mut reader)?;
        reader.finish()?;
        Ok(value)
    }
}
