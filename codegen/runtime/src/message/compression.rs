//! gzip of requests.

use std::io::{self, Read as _, Write as _};

use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;

/// The payload in gzip (RFC 1952), the same on every machine and at every time.
///
/// # Errors
/// None in practice: the output is memory.
pub(crate) fn gzip(payload: &[u8]) -> io::Result<Vec<u8>> {
    // Text compresses well, and a service counts bytes less dearly than a caller counts time: the default level.
    let mut encoder = GzEncoder::new(Vec::with_capacity(payload.len() / 4), Compression::default());
    encoder.write_all(payload)?;
    encoder.finish()
}

/// Why a payload is not what gzip made of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GzipError {
    /// It is no gzip, breaks off, or is followed by something else.
    Malformed,
    /// What it holds is larger than the bound.
    TooLarge,
}

/// What a payload in gzip holds, at most `largest` bytes: no more is unpacked, however much a small payload may hold.
///
/// # Errors
/// It is malformed, or holds more.
pub fn gunzip(payload: &[u8], largest: usize) -> Result<Vec<u8>, GzipError> {
    let bound = u64::try_from(largest).unwrap_or(u64::MAX).saturating_add(1);
    let mut unpacked = Vec::with_capacity(largest.min(payload.len().saturating_mul(2)));
    // One byte beyond the bound is enough to know.
    let read = MultiGzDecoder::new(payload).take(bound).read_to_end(&mut unpacked);
    match read {
        _ if unpacked.len() > largest => Err(GzipError::TooLarge),
        Ok(_) => Ok(unpacked),
        Err(_) => Err(GzipError::Malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::{GzipError, gunzip, gzip};

    #[test]
    fn what_was_packed_is_unpacked() {
        for payload in [&b""[..], b"a", &vec![b'0'; 100_000]] {
            assert_eq!(gunzip(&gzip(payload).unwrap(), payload.len()).as_deref(), Ok(payload));
        }
        let twice = [gzip(b"a").unwrap(), gzip(b"b").unwrap()].concat();
        assert_eq!(gunzip(&twice, 2).as_deref(), Ok(&b"ab"[..]), "two members (RFC 1952, 2.2)");
    }

    #[test]
    fn no_more_is_unpacked_than_the_bound() {
        let bomb = gzip(&vec![b'0'; 5_000_000]).unwrap();
        assert!(bomb.len() < 100_000);
        assert_eq!(gunzip(&bomb, 1_000), Err(GzipError::TooLarge));
        assert_eq!(gunzip(&gzip(b"ab").unwrap(), 1), Err(GzipError::TooLarge));
        assert_eq!(gunzip(&gzip(b"").unwrap(), 0).as_deref(), Ok(&b""[..]));
    }

    #[test]
    fn what_is_no_gzip_or_not_whole_is_refused() {
        let packed = gzip(b"some text").unwrap();
        for end in 0..packed.len() {
            assert_eq!(gunzip(&packed[..end], 100), Err(GzipError::Malformed), "{end} bytes");
        }
        let followed = [&packed[..], b"more"].concat();
        assert_eq!(gunzip(&followed, 100), Err(GzipError::Malformed));
        let mut damaged = packed;
        let checksum = damaged.len() - 5;
        damaged[checksum] ^= 1;
        assert_eq!(gunzip(&damaged, 100), Err(GzipError::Malformed));
    }
}
