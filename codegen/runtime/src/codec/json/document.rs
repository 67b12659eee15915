//! A document from JSON text: the form that people write one in, whatever codec carries it.

use std::str::FromStr;

use super::Reader;
use crate::codec::error::ReadError;
use crate::primitives::Document;

/// From JSON text: the whole of it is one value.
impl FromStr for Document {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut reader = Reader::new(text.as_bytes());
        let document = reader.document()?;
        reader.finish()?;
        Ok(document)
    }
}

#[cfg(test)]
mod tests {
    use crate::primitives::Document;

    #[test]
    fn is_read_from_json_text() {
        let document = r#" {"a": [null, -1, 1.5, "\u00e9"]} "#.parse::<Document>();
        let values = [Document::Null, Document::from(-1_i8), Document::from(1.5), Document::from("\u{e9}")];
        assert_eq!(document.as_ref().ok().and_then(|document| document.get("a")?.as_array()), Some(&values.to_vec()));
        assert_eq!("null".parse(), Ok(Document::Null));
        for broken in ["", " ", "{", "{}x", "nul", "[1,]", "\"", "1 2"] {
            assert!(broken.parse::<Document>().is_err(), "{broken:?}");
        }
        let deep = "[".repeat(200_000);
        assert!(deep.parse::<Document>().is_err(), "too deep is an error, not a stack that overflows");
    }
}
