//! The value that stands for a required member which a response left out.

use std::collections::HashMap;

use crate::primitives::{BigDecimal, BigInteger, Blob, DateTime, Document};

/// A type's zero value: `""`, `0`, `false`, `[]`, `{}`, the epoch.
///
/// A response without a `required` member is still a response: the Smithy specification asks clients to fill the
/// member in rather than to fail the call ("client error correction").
pub trait ZeroValue {
    /// Gives the zero value.
    fn zero() -> Self;
}

/// Types whose zero value is their `Default`.
macro_rules! zero_is_default {
    ($($name:ty),+ $(,)?) => {
        $(impl ZeroValue for $name {
            #[inline]
            fn zero() -> Self {
                <$name>::default()
            }
        })+
    };
}

zero_is_default!(bool, i8, i16, i32, i64, f32, f64, String, BigDecimal, BigInteger, Blob, DateTime, Document);

impl<T> ZeroValue for Option<T> {
    #[inline]
    fn zero() -> Self {
        None
    }
}

impl<T> ZeroValue for Vec<T> {
    #[inline]
    fn zero() -> Self {
        Self::new()
    }
}

impl<K, V> ZeroValue for HashMap<K, V> {
    #[inline]
    fn zero() -> Self {
        Self::new()
    }
}

impl<T: ZeroValue> ZeroValue for Box<T> {
    #[inline]
    fn zero() -> Self {
        Self::new(T::zero())
    }
}
