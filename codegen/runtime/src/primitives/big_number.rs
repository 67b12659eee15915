//! Numbers of any size, kept as the text they were written in.

use std::fmt;
use std::str::FromStr;

use super::number;

/// A text is not a number, or not a whole one.
///
/// The text itself is not repeated: it may be confidential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidNumber {
    expected: &'static str,
}

impl fmt::Display for InvalidNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "expected {} in the form that JSON gives numbers, such as `-12`", self.expected)
    }
}

impl std::error::Error for InvalidNumber {}

/// Writes a newtype over a number's text.
macro_rules! big_number {
    ($(#[$docs:meta])* $name:ident, $expected:literal, $accept:expr, [$($from:ty),+]) => {
        $(#[$docs])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// Gives the number's text, as it was written.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Takes the number's text out.
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self(String::from("0"))
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = InvalidNumber;

            fn from_str(text: &str) -> Result<Self, InvalidNumber> {
                let accept: fn(&number::Number<'_>) -> bool = $accept;
                match number::parse(text) {
                    Some(number) if accept(&number) => Ok(Self(text.to_owned())),
                    _ => Err(InvalidNumber { expected: $expected }),
                }
            }
        }

        $(impl From<$from> for $name {
            fn from(value: $from) -> Self {
                Self(value.to_string())
            }
        })+
    };
}

big_number! {
    /// A whole number of any size.
    ///
    /// It keeps the text it was made from, so that nothing is lost or changed between reading and writing: two
    /// values are equal when their texts are. Any JSON number with a whole value is accepted, `1e3` too.
    BigInteger, "a whole number", |number| number.is_whole(), [i8, i16, i32, i64, i128, u8, u16, u32, u64, u128]
}

big_number! {
    /// A decimal number of any size and precision.
    ///
    /// It keeps the text it was made from, so that nothing is lost or changed between reading and writing: two
    /// values are equal when their texts are (`1.0` and `1.00` are not).
    BigDecimal, "a number", |_| true, [i8, i16, i32, i64, i128, u8, u16, u32, u64, u128]
}

#[cfg(test)]
mod tests {
    use super::{BigDecimal, BigInteger};

    #[test]
    fn keeps_the_text() {
        for text in ["0", "-12345678901234567890123456789012345678901234567890", "1e400", "1.0"] {
            assert_eq!(text.parse::<BigInteger>().unwrap().as_str(), text);
        }
        for text in ["0.10", "-1.5e-400", "3.14159265358979323846264338327950288"] {
            assert_eq!(text.parse::<BigDecimal>().unwrap().as_ref(), text);
        }
        assert_eq!(BigInteger::from(i128::MIN).to_string(), i128::MIN.to_string());
        assert_eq!(BigInteger::default().as_str(), "0");
    }

    #[test]
    fn refuses_what_json_would_not_carry() {
        for text in ["", "NaN", "+1", "01", "1.5", "1 ", "1e-1"] {
            assert!(text.parse::<BigInteger>().is_err(), "{text}");
        }
        for text in ["", "Infinity", ".5", "1.", "--1", "0x10"] {
            assert!(text.parse::<BigDecimal>().is_err(), "{text}");
        }
    }
}
