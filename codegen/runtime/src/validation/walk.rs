//! What the walk through a body needs of a codec's reader.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::codec::{ReadError, cbor, json};
use crate::primitives::{Blob, DateTime, Document, Number};

/// A reader that stands before a value. The readers of the codecs are; nothing else needs to be.
pub trait Walk: Clone {
    /// Reads the begin of a structure, union or map.
    ///
    /// # Errors
    /// Something else comes.
    fn begin_structure(&mut self) -> Result<(), ReadError>;

    /// Reads the name of the next member, if there is one.
    ///
    /// # Errors
    /// The body breaks off.
    fn next_member(&mut self) -> Result<Option<Cow<'_, str>>, ReadError>;

    /// Reads the begin of a list.
    ///
    /// # Errors
    /// Something else comes.
    fn begin_list(&mut self) -> Result<(), ReadError>;

    /// Tells whether another entry comes.
    ///
    /// # Errors
    /// The body breaks off.
    fn next_element(&mut self) -> Result<bool, ReadError>;

    /// Reads a null, if it is one that comes.
    ///
    /// # Errors
    /// The body breaks off.
    fn null(&mut self) -> Result<bool, ReadError>;

    /// Passes a value.
    ///
    /// # Errors
    /// The body breaks off.
    fn skip(&mut self) -> Result<(), ReadError>;

    /// Reads a text.
    ///
    /// # Errors
    /// Something else comes.
    fn text(&mut self) -> Result<Cow<'_, str>, ReadError>;

    /// Reads bytes.
    ///
    /// # Errors
    /// Something else comes.
    fn blob(&mut self) -> Result<Blob, ReadError>;

    /// Reads a whole number.
    ///
    /// # Errors
    /// Something else comes, or a number beyond 64 bits.
    fn whole(&mut self) -> Result<i64, ReadError>;

    /// Reads a number.
    ///
    /// # Errors
    /// Something else comes.
    fn real(&mut self) -> Result<f64, ReadError>;

    /// Reads a time in seconds.
    ///
    /// # Errors
    /// Something else comes.
    fn epoch_seconds(&mut self) -> Result<DateTime, ReadError>;

    /// Reads a time in the form of RFC 3339.
    ///
    /// # Errors
    /// Something else comes.
    fn date_time(&mut self) -> Result<DateTime, ReadError>;

    /// Reads a time in the form of HTTP.
    ///
    /// # Errors
    /// Something else comes.
    fn http_date(&mut self) -> Result<DateTime, ReadError>;

    /// Reads any value, and gives a text that is the same for equal values and for no others.
    ///
    /// # Errors
    /// The body breaks off.
    fn identity(&mut self) -> Result<String, ReadError>;
}

/// The methods that both readers have by the same names.
macro_rules! walk {
    ($reader:ty, $($body:tt)*) => {
        impl Walk for $reader {
            fn begin_structure(&mut self) -> Result<(), ReadError> {
                self.begin_structure()
            }

            fn next_member(&mut self) -> Result<Option<Cow<'_, str>>, ReadError> {
                self.next_member()
            }

            fn begin_list(&mut self) -> Result<(), ReadError> {
                self.begin_list()
            }

            fn next_element(&mut self) -> Result<bool, ReadError> {
                self.next_element()
            }

            fn null(&mut self) -> Result<bool, ReadError> {
                self.null()
            }

            fn skip(&mut self) -> Result<(), ReadError> {
                self.skip()
            }

            fn text(&mut self) -> Result<Cow<'_, str>, ReadError> {
                self.borrowed_text()
            }

            fn blob(&mut self) -> Result<Blob, ReadError> {
                self.blob()
            }

            fn whole(&mut self) -> Result<i64, ReadError> {
                self.long()
            }

            fn real(&mut self) -> Result<f64, ReadError> {
                self.double()
            }

            fn epoch_seconds(&mut self) -> Result<DateTime, ReadError> {
                self.epoch_seconds()
            }

            fn date_time(&mut self) -> Result<DateTime, ReadError> {
                self.date_time()
            }

            fn http_date(&mut self) -> Result<DateTime, ReadError> {
                self.http_date()
            }

            $($body)*
        }
    };
}

walk! { json::Reader<'_>,
    fn identity(&mut self) -> Result<String, ReadError> {
        let mut text = String::new();
        write_document(&mut text, &self.document()?);
        Ok(text)
    }
}

walk! { cbor::Reader<'_>,
    fn identity(&mut self) -> Result<String, ReadError> {
        cbor::identity(self)
    }
}

/// A document with the members of its objects in the order of their names; a member that is null is none.
fn write_document(out: &mut String, document: &Document) {
    match document {
        Document::Object(members) => {
            let members: BTreeMap<&String, &Document> =
                members.iter().filter(|(_, value)| **value != Document::Null).collect();
            out.push('{');
            for (name, value) in members {
                out.push_str(&format!("{name:?}:"));
                write_document(out, value);
                out.push(',');
            }
            out.push('}');
        }
        Document::Array(values) => {
            out.push('[');
            for value in values {
                write_document(out, value);
                out.push(',');
            }
            out.push(']');
        }
        // One is one, however it is written.
        Document::Number(Number::Float(number)) => out.push_str(&format!("{number}")),
        Document::Number(Number::PosInt(number)) => out.push_str(&format!("{number}")),
        Document::Number(Number::NegInt(number)) => out.push_str(&format!("{number}")),
        Document::String(text) => out.push_str(&format!("{text:?}")),
        Document::Bool(value) => out.push_str(&format!("{value}")),
        Document::Null => out.push_str("null"),
    }
}
