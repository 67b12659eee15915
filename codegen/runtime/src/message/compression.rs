//! gzip of requests.

use std::io::{self, Write};

use flate2::Compression;
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
