//! `service_error!`: every error of a service in one type.

/// Writes what belongs to a service's error enumeration besides its variants: metadata, `Display`, `Error`, and the way
/// in for an input that could not be built.
///
/// The enumeration has one variant per modelled error and `Unhandled(tinsmith_runtime::error::Unhandled)`; the example
/// of [`operation_error!`](crate::operation_error!) has one.
#[macro_export]
macro_rules! service_error {
    ($name:ident { $($variant:ident;)* }) => {
        $crate::__error_enum! { $name { $($variant;)* } }

        impl<E: ::core::convert::Into<Self>> ::core::convert::From<$crate::sdk_error::SdkError<E>> for $name {
            #[inline]
            fn from(error: $crate::sdk_error::SdkError<E>) -> Self {
                match error.into_parts() {
                    ::core::result::Result::Ok(error) => ::core::convert::Into::into(error),
                    ::core::result::Result::Err(unhandled) => Self::Unhandled(unhandled),
                }
            }
        }

        impl ::core::convert::From<$crate::error::BuildError> for $name {
            #[inline]
            fn from(error: $crate::error::BuildError) -> Self {
                Self::unhandled(error)
            }
        }
    };
}
