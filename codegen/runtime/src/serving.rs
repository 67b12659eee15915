//! What a service knows of its errors: the traits that the tables of a generated crate implement, for whoever answers.

use crate::error::{BuildError, Unhandled};

/// What the model says of an error, besides its members, to the service that answers with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorFacts {
    /// The absolute id of its shape: `com.example#NotFound`.
    pub id: &'static str,
    /// The status of the answer (`httpError`; else 400, or 500 where the service is at fault).
    pub status: u16,
    /// The code and the fault, `Sender` or `Receiver`, that clients of AWS query know it by (`awsQueryError`).
    pub query: Option<(&'static str, &'static str)>,
}

impl ErrorFacts {
    /// An error with this id and status.
    pub const fn new(id: &'static str, status: u16) -> Self {
        Self { id, status, query: None }
    }

    /// The same with what clients of AWS query know it by.
    #[must_use]
    pub const fn query(self, code: &'static str, fault: &'static str) -> Self {
        Self { query: Some((code, fault)), ..self }
    }

    /// The name of its shape, without the namespace.
    pub fn name(&self) -> &'static str {
        self.id.rsplit('#').next().unwrap_or(self.id)
    }
}

/// An error that a service can answer with, by the writer of a codec: made by [`served_error!`](crate::served_error!).
pub trait ServedError<W> {
    /// What the model says of it.
    fn facts(&self) -> &'static ErrorFacts;

    /// The body of the answer, with this text as its `__type`.
    ///
    /// # Errors
    /// The error holds what cannot be written.
    fn body(&self, r#type: &str) -> Result<Vec<u8>, BuildError>;
}

/// The errors of an operation as what a service can answer with. [`operation_error!`](crate::operation_error!) writes it
/// for each writer by which all of them can be written: where no error has a table for that, nothing is compiled.
pub trait ServedErrors<W> {
    /// The names of the modelled errors.
    const NAMES: &'static [&'static str];

    /// The modelled error, or what is known of any other.
    ///
    /// # Errors
    /// It is none of the model.
    fn served(&self) -> Result<&dyn ServedError<W>, &Unhandled>;
}

#[cfg(test)]
mod tests {
    use super::ErrorFacts;

    #[test]
    fn the_name_of_an_error_is_its_id_without_the_namespace() {
        assert_eq!(ErrorFacts::new("com.example#NotFound", 400).name(), "NotFound");
        assert_eq!(ErrorFacts::new("NotFound", 400).name(), "NotFound");
    }
}
