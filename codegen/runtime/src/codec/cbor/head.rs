//! The first bytes of a data item: its major type and its argument (RFC 8949, section 3).

/// Major types.
pub(super) const UNSIGNED: u8 = 0;
pub(super) const NEGATIVE: u8 = 1;
pub(super) const BYTES: u8 = 2;
pub(super) const TEXT: u8 = 3;
pub(super) const ARRAY: u8 = 4;
pub(super) const MAP: u8 = 5;
pub(super) const TAG: u8 = 6;
pub(super) const SIMPLE: u8 = 7;

/// Whole initial bytes.
pub(super) const FALSE: u8 = 0xf4;
pub(super) const TRUE: u8 = 0xf5;
pub(super) const NULL: u8 = 0xf6;
pub(super) const UNDEFINED: u8 = 0xf7;
pub(super) const SINGLE: u8 = 0xfa;
pub(super) const DOUBLE: u8 = 0xfb;
pub(super) const BREAK: u8 = 0xff;

/// Tags (RFC 8949, section 3.4).
pub(super) const EPOCH: u64 = 1;
pub(super) const BIGNUM: u64 = 2;
pub(super) const NEGATIVE_BIGNUM: u64 = 3;
pub(super) const DECIMAL_FRACTION: u64 = 4;

/// A head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The first three bits.
    pub(super) major: u8,
    /// What stands behind the major type.
    pub(super) argument: Argument,
    /// How many bytes the head has.
    pub(super) length: usize,
}

/// The argument of a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    /// A number in the head's first byte: a value, a length, a tag's number, a simple value.
    Short(u8),
    /// A number in so many bytes behind the first one: 1, 2, 4 or 8. Of major type 7: a simple value, a half, a single,
    /// a double.
    Long(Width, u64),
    /// An indefinite length, of majors 2 to 5; the break that ends it, of major 7.
    Indefinite,
}

/// How many bytes an argument has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    One,
    Two,
    Four,
    Eight,
}

/// Why there is no head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The input ends.
    End,
    /// The bytes stand for nothing (RFC 8949, section 3: "not well-formed").
    Malformed,
}

impl Argument {
    /// Gives the number, whatever its width; `None` is an indefinite length.
    pub(super) fn number(self) -> Option<u64> {
        match self {
            Self::Short(number) => Some(number.into()),
            Self::Long(_, number) => Some(number),
            Self::Indefinite => None,
        }
    }
}

/// Reads the head at the start of `bytes`.
#[inline]
pub(super) fn parse(bytes: &[u8]) -> Result<Head, Fault> {
    let (first, rest) = bytes.split_first().ok_or(Fault::End)?;
    let (major, info) = (first >> 5, first & 0x1f);
    let (argument, length) = match info {
        0..24 => (Argument::Short(info), 1),
        24 => (Argument::Long(Width::One, number::<1>(rest)?), 2),
        25 => (Argument::Long(Width::Two, number::<2>(rest)?), 3),
        26 => (Argument::Long(Width::Four, number::<4>(rest)?), 5),
        27 => (Argument::Long(Width::Eight, number::<8>(rest)?), 9),
        31 if !matches!(major, UNSIGNED | NEGATIVE | TAG) => (Argument::Indefinite, 1),
        _ => return Err(Fault::Malformed),
    };
    match (major, argument) {
        // Two bytes for what one byte says.
        (SIMPLE, Argument::Long(Width::One, 0..32)) => Err(Fault::Malformed),
        _ => Ok(Head { major, argument, length }),
    }
}

/// Reads a big-endian number of `N` bytes, which are at most 8.
#[inline]
fn number<const N: usize>(bytes: &[u8]) -> Result<u64, Fault> {
    let bytes = bytes.first_chunk::<N>().ok_or(Fault::End)?;
    Ok(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
