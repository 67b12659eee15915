//! `string_enum!`: the text of an enumeration's values, both ways.

/// Gives an enumeration its texts: `as_str`, `values`, `try_parse`, conversions that keep unknown values, `Display`,
/// the zero value, and serde when it is on.
///
/// ```
/// /// What became of an entity.
/// #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
/// #[non_exhaustive]
/// pub enum EntityState {
///     /// In use.
///     Enabled,
///     /// A value this crate does not know.
///     Unknown(tinsmith_runtime::UnknownVariantValue),
/// }
/// tinsmith_runtime::string_enum! { EntityState { Enabled = "ENABLED"; } }
///
/// assert_eq!(EntityState::from("ENABLED"), EntityState::Enabled);
/// assert_eq!(EntityState::from("PAUSED").as_str(), "PAUSED");
/// assert!(EntityState::try_parse("PAUSED").is_err());
/// ```
///
/// With `sensitive` before the name, the macro writes `Debug` (do not derive it), which tells nothing about the value,
/// and the error of `try_parse` does not quote its text.
#[macro_export]
macro_rules! string_enum {
    (sensitive $name:ident { $($variant:ident = $text:literal;)* }) => {
        $crate::__string_enum_body! { $name redacted { $($variant = $text;)* } }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.write_str($crate::__private::REDACTED)
            }
        }
    };
    ($name:ident { $($variant:ident = $text:literal;)* }) => {
        $crate::__string_enum_body! { $name new { $($variant = $text;)* } }
    };
}

/// All of `string_enum!` but `Debug`; the second word is the constructor of the error of `try_parse`.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum_body {
    ($name:ident $error:ident { $($variant:ident = $text:literal;)* }) => {
        impl $name {
            /// The text on the wire, also of a value this crate does not know.
            #[inline]
            pub fn as_str(&self) -> &::core::primitive::str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }

            /// The texts of all values this crate knows.
            #[inline]
            pub const fn values() -> &'static [&'static ::core::primitive::str] {
                &[$($text),*]
            }

            /// The known value of this text; an error for any other text, where `From` gives `Unknown`.
            #[inline]
            pub fn try_parse(
                text: &::core::primitive::str,
            ) -> ::core::result::Result<Self, $crate::error::UnknownVariantError> {
                match text {
                    $($text => ::core::result::Result::Ok(Self::$variant),)*
                    _ => ::core::result::Result::Err($crate::error::UnknownVariantError::$error(
                        ::core::stringify!($name),
                        text,
                        Self::values(),
                    )),
                }
            }
        }

        impl ::core::convert::From<&::core::primitive::str> for $name {
            #[inline]
            fn from(text: &::core::primitive::str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::Unknown($crate::UnknownVariantValue::new(text)),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &::core::primitive::str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::convert::AsRef<::core::primitive::str> for $name {
            #[inline]
            fn as_ref(&self) -> &::core::primitive::str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl $crate::ZeroValue for $name {
            #[inline]
            fn zero() -> Self {
                Self::Unknown($crate::UnknownVariantValue::new(""))
            }
        }

        $crate::__string_enum_serde! { $name }
    };
}

/// serde as text, when the runtime's feature is on.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum_serde {
    ($name:ident) => {
        impl $crate::__private::serde_core::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::__private::serde_core::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__private::serde_core::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::__private::serde_core::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <::std::string::String as $crate::__private::serde_core::Deserialize>::deserialize(deserializer)
                    .map(|text| Self::from(text.as_str()))
            }
        }
    };
}

/// Nothing: the runtime's serde feature is off.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum_serde {
    ($name:ident) => {};
}
