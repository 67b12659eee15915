//! The checksum by which DynamoDB says what it sent (`x-amz-crc32`): CRC-32 as gzip has it (RFC 1952, section 8).
//! A crate for it is made for throughput that no answer needs; a table and a loop do.

use http::HeaderMap;
use http::header::CONTENT_ENCODING;

/// The checksum of a payload, as a decimal number.
const HEADER: &str = "x-amz-crc32";

/// The polynomial, its bits in reverse.
const POLYNOMIAL: u32 = 0xedb8_8320;

/// What each byte adds.
const TABLE: [u32; 256] = table();

#[expect(clippy::indexing_slicing, reason = "the compiler runs this, and would say so")]
const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut byte: u32 = 0;
    while byte < 256 {
        let mut sum = byte;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 1 == 1 { (sum >> 1) ^ POLYNOMIAL } else { sum >> 1 };
            bit += 1;
        }
        table[byte as usize] = sum;
        byte += 1;
    }
    table
}

fn crc32(bytes: &[u8]) -> u32 {
    let sum = bytes.iter().fold(u32::MAX, |sum, byte| {
        let [low, ..] = sum.to_le_bytes();
        let added = TABLE.get(usize::from(low ^ byte)).copied().unwrap_or_default();
        (sum >> 8) ^ added
    });
    !sum
}

/// Whether a payload is another one than its headers say. Without a checksum, or where something in between may have
/// unpacked the payload, nothing says so.
pub(super) fn differs(headers: &HeaderMap, body: &[u8]) -> bool {
    if headers.contains_key(CONTENT_ENCODING) {
        return false;
    }
    let said = headers.get(HEADER).and_then(|value| value.to_str().ok()).and_then(|text| text.trim().parse().ok());
    said.is_some_and(|said: u32| said != crc32(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_of_gzip() {
        assert_eq!(crc32(b""), 0);
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(br#"{"TableNames":[]}"#), 1_315_925_753);
    }

    #[test]
    fn only_a_checksum_that_is_one_says_anything() {
        let headers = |entries: &[(&'static str, &'static str)]| -> HeaderMap {
            entries.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
        };
        assert!(!differs(&headers(&[]), b"{}"));
        assert!(!differs(&headers(&[(HEADER, "2745614147")]), b"{}"));
        assert!(differs(&headers(&[(HEADER, "2745614147")]), b"{ }"));
        for unreadable in ["", "-1", "0xff", "99999999999"] {
            assert!(!differs(&headers(&[(HEADER, unreadable)]), b"{}"), "{unreadable}");
        }
        assert!(!differs(&headers(&[(HEADER, "1"), ("content-encoding", "gzip")]), b"{}"));
    }
}
