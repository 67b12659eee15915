//! Idempotency tokens: what lets a service know a repeated request for what it is.

/// A new token: a random UUID of version 4 (RFC 9562) in lower case.
pub fn new_token() -> String {
    token_from(fastrand::u128(..))
}

/// The UUID of version 4 with these bits, of which six are overwritten by version and variant.
pub fn token_from(bits: u128) -> String {
    let bits = (bits & !(0xf << 76)) | (0x4 << 76);
    let bits = (bits & !(0x3 << 62)) | (0x2 << 62);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        bits >> 96,
        (bits >> 80) & 0xffff,
        (bits >> 64) & 0xffff,
        (bits >> 48) & 0xffff,
        bits & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::{new_token, token_from};

    #[test]
    fn version_and_variant_are_set_whatever_the_bits() {
        assert_eq!(token_from(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(token_from(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }

    #[test]
    fn tokens_differ() {
        assert_ne!(new_token(), new_token());
    }
}
