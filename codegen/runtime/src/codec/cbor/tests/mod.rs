//! The wire rules of rpcv2Cbor, one by one, the examples of RFC 8949, and random bodies.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "random values of every width, which must come back as they were"
)]

mod examples;
mod random;
mod reading;
mod writing;

use super::Writer;

/// The bytes of hexadecimal digits.
fn hex(digits: &str) -> Vec<u8> {
    let digits: Vec<u8> = digits.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("hexadecimal digits"))
        .collect()
}

/// What `write` writes, as hexadecimal digits.
fn written(write: impl FnOnce(&mut Writer)) -> String {
    let mut writer = Writer::new();
    write(&mut writer);
    writer.finish().unwrap().iter().map(|byte| format!("{byte:02x}")).collect()
}
