//! Whole numbers of any size: decimal digits to the bytes of a bignum (RFC 8949, section 3.4.3), and back.

/// How many bytes a bignum may have, read or written: 8,192 bits, 2,466 digits.
///
/// Changing the base takes time that grows with the square of the length, so that an answer must not choose it.
pub(super) const MAX_BYTES: usize = 1024;

/// How many digits [`MAX_BYTES`] may come to.
pub(super) const MAX_DIGITS: usize = 2467;

/// A digit to the base of a billion, of which a `u32` holds one.
const BILLION: u64 = 1_000_000_000;

/// Gives the decimal digits of a big-endian number without leading zeros; `None` where it is too long.
pub(super) fn digits(bytes: &[u8]) -> Option<String> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let bytes = bytes.get(zeros..).filter(|bytes| bytes.len() <= MAX_BYTES)?;
    // The number to the base of a billion, the lowest digit first.
    let mut billions: Vec<u64> = Vec::new();
    for group in bytes.rchunks(4).rev() {
        let mut carry = group.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
        let factor = 1_u64 << (8 * group.len());
        for digit in &mut billions {
            let value = *digit * factor + carry;
            *digit = value % BILLION;
            carry = value / BILLION;
        }
        while carry > 0 {
            billions.push(carry % BILLION);
            carry /= BILLION;
        }
    }
    let mut text = billions.pop().unwrap_or(0).to_string();
    for digit in billions.iter().rev() {
        text.push_str(&format!("{digit:09}"));
    }
    Some(text)
}

/// Gives the big-endian bytes, without leading zeros, of the number that has these decimal digits; `None` where there
/// are too many of them.
pub(super) fn bytes(digits: &str) -> Option<Vec<u8>> {
    let digits = digits.trim_start_matches('0').as_bytes();
    if digits.len() > MAX_DIGITS {
        return None;
    }
    // The number to the base of 2^32, the lowest digit first.
    let mut words: Vec<u64> = Vec::new();
    for group in digits.rchunks(9).rev() {
        let mut carry = group.iter().fold(0, |number, digit| number * 10 + u64::from(digit.wrapping_sub(b'0')));
        let factor = (0..group.len()).fold(1, |factor, _| factor * 10);
        for word in &mut words {
            let value = *word * factor + carry;
            *word = value & 0xffff_ffff;
            carry = value >> 32;
        }
        if carry > 0 {
            words.push(carry);
        }
    }
    let all = words.iter().rev().flat_map(|word| word.to_be_bytes().into_iter().skip(4));
    let bytes: Vec<u8> = all.skip_while(|byte| *byte == 0).collect();
    (bytes.len() <= MAX_BYTES).then_some(bytes)
}

/// Adds one to a number by its decimal digits.
pub(super) fn plus_one(digits: &str) -> String {
    let nines = digits.len() - digits.trim_end_matches('9').len();
    let (head, _) = digits.split_at_checked(digits.len() - nines).unwrap_or((digits, ""));
    let mut text = String::with_capacity(digits.len() + 1);
    match head.split_at_checked(head.len().wrapping_sub(1)) {
        Some((start, last)) => {
            text.push_str(start);
            text.extend(last.bytes().map(|digit| char::from(digit + 1)));
        }
        None => text.push('1'),
    }
    text.extend(std::iter::repeat_n('0', nines));
    text
}

/// Takes one from a big-endian number that is not zero.
pub(super) fn minus_one(mut bytes: Vec<u8>) -> Vec<u8> {
    for byte in bytes.iter_mut().rev() {
        let (less, borrow) = byte.overflowing_sub(1);
        *byte = less;
        if !borrow {
            break;
        }
    }
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes.drain(..zeros);
    bytes
}

/// Takes the text of a JSON number apart: whether it is negative, its digits without leading zeros, and the power of ten
/// that they are to be multiplied with; `None` where that is out of the range of `i64`.
pub(super) fn parts(text: &str) -> Option<(bool, String, i64)> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.parse::<i64>().ok()?.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    Some((negative, if digits.is_empty() { "0" } else { digits }.to_owned(), exponent))
}

/// Takes the text of a JSON number with a whole value apart: whether it is negative, and its digits; `None` where they
/// are too many.
pub(super) fn whole(text: &str) -> Option<(bool, String)> {
    let (negative, mut digits, exponent) = parts(text)?;
    if digits != "0" {
        let zeros = usize::try_from(exponent.unsigned_abs()).ok()?;
        if exponent > 0 {
            let length = digits.len().checked_add(zeros).filter(|length| *length <= MAX_DIGITS)?;
            digits.extend(std::iter::repeat_n('0', length - digits.len()));
        } else {
            // The fraction of a whole number is zeros.
            digits.truncate(digits.len().saturating_sub(zeros));
        }
    }
    Some((negative, digits))
}

/// Writes digits times a power of ten as the text of a JSON number that has the same digits: `1.50`, `150`, `15e3`.
pub(super) fn text(negative: bool, digits: &str, exponent: i128) -> String {
    /// More zeros than these are not written out.
    const ZEROS: usize = 6;
    let sign = if negative { "-" } else { "" };
    if exponent == 0 {
        return format!("{sign}{digits}");
    }
    match usize::try_from(-exponent) {
        Ok(places) if places < digits.len() => {
            let (whole, fraction) = digits.split_at_checked(digits.len() - places).unwrap_or((digits, ""));
            format!("{sign}{whole}.{fraction}")
        }
        Ok(places) if places - digits.len() <= ZEROS => format!("{sign}0.{digits:0>places$}"),
        _ => format!("{sign}{digits}e{exponent}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_BYTES, MAX_DIGITS, bytes, digits, minus_one, parts, plus_one, text, whole};

    #[test]
    fn the_base_is_changed_both_ways() {
        for (decimal, big_endian) in [
            ("0", &[][..]),
            ("1", &[1]),
            ("255", &[255]),
            ("256", &[1, 0]),
            ("999999999", &[0x3b, 0x9a, 0xc9, 0xff]),
            ("1000000000", &[0x3b, 0x9a, 0xca, 0]),
            ("4294967296", &[1, 0, 0, 0, 0]),
            ("18446744073709551616", &[1, 0, 0, 0, 0, 0, 0, 0, 0]),
        ] {
            assert_eq!(digits(big_endian).unwrap(), decimal);
            assert_eq!(bytes(decimal).unwrap(), big_endian);
        }
        assert_eq!(digits(&[0, 0, 1, 0]).unwrap(), "256");
        let mut power = u128::MAX;
        while power > 0 {
            let big_endian: Vec<u8> = power.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
            assert_eq!(digits(&big_endian).unwrap(), power.to_string());
            assert_eq!(bytes(&power.to_string()).unwrap(), big_endian);
            power /= 7;
        }
    }

    #[test]
    fn what_is_too_long_is_refused() {
        let longest = vec![0xff; MAX_BYTES];
        let decimal = digits(&longest).unwrap();
        assert_eq!(decimal.len(), MAX_DIGITS);
        assert_eq!(bytes(&decimal).unwrap(), longest);
        assert_eq!(digits(&[&[1], longest.as_slice()].concat()), None);
        assert_eq!(bytes(&plus_one(&decimal)), None);
        assert_eq!(bytes(&"1".repeat(1_000_000)), None);
    }

    #[test]
    fn one_more_and_one_less() {
        for (less, more) in [("0", "1"), ("9", "10"), ("99", "100"), ("109", "110"), ("18", "19")] {
            assert_eq!(plus_one(less), more);
            assert_eq!(minus_one(bytes(more).unwrap()), bytes(less).unwrap());
        }
        assert_eq!(minus_one(vec![1, 0, 0]), [255, 255]);
    }

    #[test]
    fn digits_and_a_power_of_ten() {
        for (number, apart, again) in [
            ("0", (false, "0", 0), "0"),
            ("-0.00", (true, "0", -2), "-0.00"),
            ("1.50", (false, "150", -2), "1.50"),
            ("-12e3", (true, "12", 3), "-12e3"),
            ("0.000001", (false, "1", -6), "0.000001"),
            ("1E-400", (false, "1", -400), "1e-400"),
            ("1.5e+2", (false, "15", 1), "15e1"),
        ] {
            let (negative, digits, exponent) = parts(number).unwrap();
            assert_eq!((negative, digits.as_str(), exponent), apart, "{number}");
            assert_eq!(text(negative, &digits, exponent.into()), again);
        }
        assert_eq!(parts("1e99999999999999999999"), None);
    }

    #[test]
    fn the_digits_of_whole_numbers() {
        for (number, digits) in
            [("0", "0"), ("-0", "0"), ("12", "12"), ("1e3", "1000"), ("1.50e1", "15"), ("12.00", "12")]
        {
            assert_eq!(whole(number).unwrap().1, digits);
        }
        assert_eq!(whole("0e999999999999").unwrap().1, "0");
        assert_eq!(whole("1e999999999999"), None);
    }
}
