//! What a shape is on the wire: the traits that the tables of a generated crate implement, and how reader and writer
//! use them.

use super::{ReadError, Reader, Writer};

/// A shape that goes out: made by [`write_json!`](crate::write_json!) and [`write_union!`](crate::write_union!).
pub trait WriteJson {
    /// Writes the shape as one JSON value.
    fn write_json(&self, writer: &mut Writer);
}

/// A shape that comes in: made by [`read_json!`](crate::read_json!) and [`read_union!`](crate::read_union!).
pub trait ReadJson: Sized {
    /// Reads the shape from one JSON value, which is not null.
    ///
    /// # Errors
    /// The value is no such shape, or not JSON.
    fn read_json(reader: &mut Reader<'_>) -> Result<Self, ReadError>;
}

impl<T: WriteJson> WriteJson for Box<T> {
    fn write_json(&self, writer: &mut Writer) {
        (**self).write_json(writer);
    }
}

impl<T: ReadJson> ReadJson for Box<T> {
    fn read_json(reader: &mut Reader<'_>) -> Result<Self, ReadError> {
        T::read_json(reader).map(Self::new)
    }
}

impl Writer {
    /// Writes a structure or union.
    #[inline]
    pub fn shape<T: WriteJson>(&mut self, value: &T) {
        value.write_json(self);
    }

    /// Writes the member of a union that holds nothing: an empty object.
    pub fn unit(&mut self, name: &str) {
        self.member(name, &(), |writer, ()| {
            writer.begin_object();
            writer.end_object();
        });
    }
}

impl Reader<'_> {
    /// Reads a structure or union.
    ///
    /// # Errors
    /// What comes next is no such shape, or not JSON.
    #[inline]
    pub fn shape<T: ReadJson>(&mut self) -> Result<T, ReadError> {
        T::read_json(self)
    }
}
