//! What a shape is to a codec: the traits that the tables of a generated crate implement.
//!
//! A codec is a pair of types, `Reader` and `Writer`, with one set of method names: those that the tables call. The
//! traits name the type, so that a shape may have a table expanded for several codecs, and no body is generic over a
//! codec: measured on a crate of WorkMail's size, writers that are cost three times the build time.

use super::error::ReadError;

/// A shape that goes out, by the writer of a codec: made by [`write_shape!`](crate::write_shape!) and
/// [`write_union!`](crate::write_union!).
pub trait WriteShape<W> {
    /// Writes the shape as one value.
    fn write_shape(&self, writer: &mut W);

    /// The first member without which no request is made of the shape, by its field and its name on the wire; `None`
    /// where all of them are set.
    fn missing(&self) -> Option<(&'static str, &'static str)> {
        None
    }
}

/// A shape that comes in, by the reader of a codec: made by [`read_shape!`](crate::read_shape!) and
/// [`read_union!`](crate::read_union!).
pub trait ReadShape<R>: Sized {
    /// Reads the shape from one value, which is not null.
    ///
    /// # Errors
    /// The value is no such shape, or nothing that the codec knows.
    fn read_shape(reader: &mut R) -> Result<Self, ReadError>;
}

impl<W, T: WriteShape<W>> WriteShape<W> for Box<T> {
    fn write_shape(&self, writer: &mut W) {
        (**self).write_shape(writer);
    }
}

impl<R, T: ReadShape<R>> ReadShape<R> for Box<T> {
    fn read_shape(reader: &mut R) -> Result<Self, ReadError> {
        T::read_shape(reader).map(Self::new)
    }
}

/// Finds the place of a member's name in the rows of a table, from the one that is expected on; the number of rows for
/// a name that no row has.
#[inline]
pub(super) fn row_of(names: &[&str], expected: usize, name: &str) -> usize {
    let is_it = |row: &usize| names.get(*row).is_some_and(|known| *known == name);
    (expected..names.len()).find(is_it).or_else(|| (0..expected).find(is_it)).unwrap_or(names.len())
}
