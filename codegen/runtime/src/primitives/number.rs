//! The grammar of JSON numbers (RFC 8259, section 6), and their exact value as a whole number.

/// A number that follows the grammar, in its parts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number<'a> {
    /// The whole number as it was written.
    pub(crate) text: &'a str,
    negative: bool,
    integer: &'a [u8],
    fraction: &'a [u8],
    /// The digits of both as one whole number; wrapped around if there are more than `u64` holds.
    significand: u64,
    /// The power of ten, cut off at the ends of `i64`'s range.
    exponent: i64,
    /// No fraction and no exponent were written.
    pub(crate) plain: bool,
}

/// Why a number is not a whole one of the wanted size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// There are digits after the point.
    NotWhole,
    /// The value does not fit.
    OutOfRange,
}

/// What becomes of digits that are smaller than the wanted unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rounding {
    /// They are a fault, unless they are zeros.
    Exact,
    /// They are dropped.
    Truncate,
}

/// Reads the number at the start of `text`; gives it, or the offset at which the grammar is broken.
pub(crate) fn scan(text: &str) -> Result<Number<'_>, usize> {
    let bytes = text.as_bytes();
    let at = |position: usize| bytes.get(position).copied();
    let mut significand = 0_u64;
    let mut digits_from = |start: usize| {
        let mut end = start;
        while let Some(digit @ b'0'..=b'9') = at(end) {
            significand = significand.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            end += 1;
        }
        end
    };
    let part = |start: usize, end: usize| bytes.get(start..end).unwrap_or_default();

    let negative = at(0) == Some(b'-');
    let integer_start = usize::from(negative);
    let integer_end = match at(integer_start) {
        // No digit may follow: it would be padding.
        Some(b'0') => integer_start + 1,
        _ => digits_from(integer_start),
    };
    if integer_end == integer_start {
        return Err(integer_start);
    }
    let mut end = integer_end;
    let mut fraction = part(end, end);
    if at(end) == Some(b'.') {
        let start = end + 1;
        end = digits_from(start);
        if end == start {
            return Err(end);
        }
        fraction = part(start, end);
    }
    let mut exponent = 0;
    if matches!(at(end), Some(b'e' | b'E')) {
        let sign = at(end + 1);
        let start = end + 1 + usize::from(matches!(sign, Some(b'+' | b'-')));
        end = start;
        let mut size = 0_i64;
        while let Some(digit @ b'0'..=b'9') = at(end) {
            size = size.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
            end += 1;
        }
        if end == start {
            return Err(end);
        }
        exponent = if sign == Some(b'-') { -size } else { size };
    }
    Ok(Number {
        text: text.get(..end).unwrap_or_default(),
        negative,
        integer: part(integer_start, integer_end),
        fraction,
        significand,
        exponent,
        plain: end == integer_end,
    })
}

/// Reads `text` as one number with nothing after it.
pub(crate) fn parse(text: &str) -> Option<Number<'_>> {
    scan(text).ok().filter(|number| number.text.len() == text.len())
}

/// The powers of ten that `u64` holds.
const POWERS: [u64; 20] = {
    let mut powers = [1; 20];
    let (mut power, mut rest): (u64, &mut [u64]) = (1, &mut powers);
    while let [first, others @ ..] = rest {
        *first = power;
        (power, rest) = (power.wrapping_mul(10), others);
    }
    powers
};

impl Number<'_> {
    /// Gives the value without its sign, in whole units and billionths of one, and drops what is smaller.
    ///
    /// `None` where that takes more than arithmetic in `u64`; then [`scaled`](Self::scaled) tells.
    #[inline]
    pub(crate) fn billionths(&self) -> Option<(u64, u32)> {
        // What has as many digits as a power of ten of `u64` has zeros is below that power.
        if self.integer.len() + self.fraction.len() >= POWERS.len() {
            return None;
        }
        let places = usize::try_from(length(self.fraction).checked_sub(self.exponent)?).ok()?;
        let unit = POWERS.get(places)?;
        let (whole, part) = (self.significand / unit, self.significand % unit);
        let part = match places.checked_sub(9) {
            Some(excess) => part / POWERS.get(excess)?,
            None => part * POWERS.get(9 - places)?,
        };
        u32::try_from(part).ok().map(|part| (whole, part))
    }

    /// Gives the value times ten to the power `scale` as a whole number.
    pub(crate) fn scaled(&self, scale: i64, rounding: Rounding) -> Result<i128, Fault> {
        let shift = self.exponent.saturating_add(scale);
        // How many digits, from the left, are whole after the shift.
        let whole = length(self.integer).saturating_add(shift);
        let mut value = 0_i128;
        for (index, digit) in (0_i64..).zip(self.integer.iter().chain(self.fraction)) {
            let digit = i128::from(digit - b'0');
            if index < whole {
                value = value.checked_mul(10).and_then(|value| value.checked_add(digit)).ok_or(Fault::OutOfRange)?;
            } else if digit != 0 && rounding == Rounding::Exact {
                return Err(Fault::NotWhole);
            }
        }
        let mut missing = whole.saturating_sub(length(self.integer)).saturating_sub(length(self.fraction));
        while missing > 0 && value != 0 {
            value = value.checked_mul(10).ok_or(Fault::OutOfRange)?;
            missing -= 1;
        }
        Ok(if self.negative { -value } else { value })
    }

    /// Tells whether the value is a whole number, of any size.
    pub(crate) fn is_whole(&self) -> bool {
        let whole = length(self.integer).saturating_add(self.exponent);
        (0_i64..).zip(self.integer.iter().chain(self.fraction)).all(|(index, digit)| index < whole || *digit == b'0')
    }

    /// Tells whether a minus sign was written.
    pub(crate) fn is_negative(&self) -> bool {
        self.negative
    }
}

/// A slice's length as the type that exponents have.
fn length(digits: &[u8]) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Fault, Rounding, parse, scan};

    #[test]
    fn follows_the_grammar_strictly() {
        for good in ["0", "-0", "10", "-1", "0.0", "1.25", "1e2", "1E+2", "1.5e-3", "0e99999999999999999999"] {
            assert_eq!(parse(good).unwrap().text, good);
        }
        for bad in ["", "-", "+1", "01", "-01", ".5", "1.", "1.e2", "1e", "1e+", "0x1", "1_0", " 1", "1 ", "NaN"] {
            assert!(parse(bad).is_none(), "{bad}");
        }
        assert_eq!(scan("12]").unwrap().text, "12");
        assert_eq!(scan("1.x").unwrap_err(), 2);
    }

    #[test]
    fn gives_exact_whole_values() {
        let whole = |text| parse(text).unwrap().scaled(0, Rounding::Exact);
        assert_eq!(whole("1.0"), Ok(1));
        assert_eq!(whole("1e2"), Ok(100));
        assert_eq!(whole("-1.50e1"), Ok(-15));
        assert_eq!(whole("1200e-2"), Ok(12));
        assert_eq!(whole("0e999999999999"), Ok(0));
        assert_eq!(whole("0.000e-999999999999999999999"), Ok(0));
        assert_eq!(whole("1.5"), Err(Fault::NotWhole));
        assert_eq!(whole("1e-1"), Err(Fault::NotWhole));
        assert_eq!(whole("1e-9223372036854775808"), Err(Fault::NotWhole));
        assert_eq!(whole("1e999999999999"), Err(Fault::OutOfRange));
        assert_eq!(whole("340282366920938463463374607431768211456"), Err(Fault::OutOfRange));
        let nanos = |text| parse(text).unwrap().scaled(9, Rounding::Truncate);
        assert_eq!(nanos("1.5"), Ok(1_500_000_000));
        assert_eq!(nanos("1.5e-3"), Ok(1_500_000));
        assert_eq!(nanos("0.0000000019"), Ok(1));
    }

    #[test]
    fn knows_whole_numbers_of_any_size() {
        assert!(parse("1e400").unwrap().is_whole());
        assert!(parse("-123456789012345678901234567890123456789012345").unwrap().is_whole());
        assert!(!parse("1e-400").unwrap().is_whole());
        assert!(parse("0.0").unwrap().is_whole());
    }
}
