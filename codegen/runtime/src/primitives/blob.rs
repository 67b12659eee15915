//! Bytes, which travel as base64 text.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Bytes of any kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blob {
    bytes: Vec<u8>,
}

/// A text is not base64 as RFC 4648 section 4 has it, with padding.
///
/// The text itself is not repeated: it may be confidential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidBase64 {
    length: usize,
}

impl Blob {
    /// Wraps bytes.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into() }
    }

    /// Takes the bytes out.
    pub fn into_inner(self) -> Vec<u8> {
        self.bytes
    }

    /// Reads base64 text in the standard alphabet, with padding (RFC 4648, section 4).
    ///
    /// # Errors
    /// When the text has a character that is not in the alphabet, or its length or padding is wrong.
    pub fn from_base64(text: &str) -> Result<Self, InvalidBase64> {
        STANDARD.decode(text).map(|bytes| Self { bytes }).map_err(|_| InvalidBase64 { length: text.len() })
    }

    /// Writes the bytes as base64 text in the standard alphabet, with padding (RFC 4648, section 4).
    pub fn to_base64(&self) -> String {
        STANDARD.encode(&self.bytes)
    }

    /// Appends the base64 text to `buffer`.
    pub(crate) fn push_base64(&self, buffer: &mut String) {
        STANDARD.encode_string(&self.bytes, buffer);
    }
}

impl AsRef<[u8]> for Blob {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes }
    }
}

impl From<&[u8]> for Blob {
    fn from(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec() }
    }
}

impl fmt::Display for InvalidBase64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "a text of {} bytes is not base64 with padding (RFC 4648, section 4)", self.length)
    }
}

impl std::error::Error for InvalidBase64 {}

#[cfg(test)]
mod tests {
    use super::Blob;

    #[test]
    fn goes_through_base64() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(Blob::new(bytes).to_base64(), text);
            assert_eq!(Blob::from_base64(text).unwrap().as_ref(), bytes.as_bytes());
        }
    }

    #[test]
    fn refuses_other_texts() {
        for text in ["Zg", "Zg=", "Zg===", "Z", "Zm9v\n", "Zm_v", "=", "Zh=="] {
            assert!(Blob::from_base64(text).is_err(), "{text}");
        }
        assert!(!Blob::from_base64("secret!").unwrap_err().to_string().contains("secret"));
    }
}
