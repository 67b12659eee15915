//! `error_structure!`: a structure that is also an error.

/// Writes what belongs to an error structure besides its fields: all that [`structure!`](crate::structure!) writes, and
/// `Display`, `Error`, and the error's metadata.
///
/// ```
/// use tinsmith_runtime::error::{ErrorMetadata, ProvideErrorMetadata};
///
/// /// There is no such organization.
/// #[derive(Clone, PartialEq)]
/// #[non_exhaustive]
/// pub struct OrganizationNotFoundException {
///     /// What happened.
///     pub message: Option<String>,
///     pub(crate) meta: ErrorMetadata,
/// }
///
/// tinsmith_runtime::error_structure! {
///     OrganizationNotFoundException => OrganizationNotFoundExceptionBuilder, "OrganizationNotFoundException" {
///         message, set_message, get_message: optional text;
///     }
/// }
///
/// let error = OrganizationNotFoundException::builder().message("no such organization").build();
/// assert_eq!(error.to_string(), "OrganizationNotFoundException: no such organization");
/// assert_eq!(error.code(), Some("OrganizationNotFoundException"));
/// ```
///
/// Head: `Name => [fallible] BuilderName, "WireName" [, retryable(Transient)|retryable(Throttling)]`. Rows are those of
/// `structure!`; a row `message` of kind `text` is always among them. The builder has `meta` and `set_meta`
/// besides, so that neither is free for a field.
#[macro_export]
macro_rules! error_structure {
    ($(#[$attribute:meta])* $name:ident => fallible $builder:ident, $($rest:tt)+) => {
        $crate::__error_structure! { [fallible] $(#[$attribute])* $name $builder, $($rest)+ }
    };
    ($(#[$attribute:meta])* $name:ident => $builder:ident, $($rest:tt)+) => {
        $crate::__error_structure! { [infallible] $(#[$attribute])* $name $builder, $($rest)+ }
    };
}

/// `error_structure!` by what `build()` gives.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_structure {
    (
        [$build:ident] $(#[$attribute:meta])* $name:ident $builder:ident, $wire:literal $(, retryable($kind:ident))? {
            $(
                $field:ident, $set:ident, $get:ident:
                $presence:ident $(($default:expr))? $($word:ident $(($($argument:tt)*))?)+;
            )*
        }
    ) => {
        impl $name {
            /// What `Debug` knows of the fields.
            const FIELDS: &'static [(&'static ::core::primitive::str, $crate::__private::Redaction)] =
                &[$((::core::stringify!($field), $crate::__redaction!($($word)+))),*];

            /// A builder with every member unset.
            pub(crate) const UNSET: $builder =
                $builder { $($field: ::core::option::Option::None,)* meta: ::core::option::Option::None };

            /// A builder with every member unset.
            #[inline]
            pub fn builder() -> $builder {
                Self::UNSET
            }

            $($crate::__accessor! { $name $field $presence $($word $(($($argument)*))?)+ })*
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug_error(
                    formatter,
                    ::core::stringify!($name),
                    Self::FIELDS,
                    &[$(&self.$field),*],
                    &self.meta,
                )
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let sensitive = <Self as $crate::error::ModeledError>::MESSAGE_IS_SENSITIVE;
                $crate::__private::display_error(
                    formatter,
                    ::core::stringify!($name),
                    $crate::__private::MessageField::get(&self.message).or(self.meta.message()),
                    sensitive,
                )
            }
        }

        impl ::core::error::Error for $name {}

        impl $crate::error::ProvideErrorMetadata for $name {
            #[inline]
            fn meta(&self) -> &$crate::error::ErrorMetadata {
                &self.meta
            }

            $(
                #[inline]
                fn retry_kind(&self) -> ::core::option::Option<$crate::error::RetryKind> {
                    ::core::option::Option::Some($crate::error::RetryKind::$kind)
                }
            )?
        }

        impl $crate::error::ModeledError for $name {
            const MESSAGE_IS_SENSITIVE: ::core::primitive::bool =
                false $(|| $crate::__is_sensitive_message!($field $($word)+))*;

            #[inline]
            fn with_metadata(mut self, meta: $crate::error::ErrorMetadata) -> Self {
                $crate::__private::MessageField::fill(&mut self.message, meta.message());
                let message = $crate::__private::MessageField::get(&self.message);
                self.meta = meta.completed($wire, message, Self::MESSAGE_IS_SENSITIVE);
                self
            }
        }

        impl $crate::ZeroValue for $name {
            #[inline]
            fn zero() -> Self {
                $name::builder().build_with_zeros()
            }
        }

        #[doc = ::core::concat!("Makes `", ::core::stringify!($name), "` member by member.")]
        $(#[$attribute])*
        #[derive(::core::clone::Clone, ::core::cmp::PartialEq, ::core::default::Default)]
        #[must_use = "a builder does nothing until it is built"]
        pub struct $builder {
            $(pub(crate) $field: ::core::option::Option<$crate::__kind_type!($($word $(($($argument)*))?)+)>,)*
            pub(crate) meta: ::core::option::Option<$crate::error::ErrorMetadata>,
        }

        impl $builder {
            $($crate::__setters! { $name [] $field $set $get $($word $(($($argument)*))?)+ })*

            /// Sets the code, the message and the request id that came with the error.
            #[inline]
            pub fn meta(mut self, meta: $crate::error::ErrorMetadata) -> Self {
                self.meta = ::core::option::Option::Some(meta);
                self
            }

            /// Sets or, with `None`, unsets what came with the error.
            #[inline]
            pub fn set_meta(
                &mut self,
                meta: ::core::option::Option<$crate::error::ErrorMetadata>,
            ) -> &mut Self {
                self.meta = meta;
                self
            }

            /// Makes the error; an unset required member becomes its type's zero value.
            #[inline]
            pub(crate) fn build_with_zeros(self) -> $name {
                let sensitive = <$name as $crate::error::ModeledError>::MESSAGE_IS_SENSITIVE;
                let meta = self.meta.unwrap_or_default().completed($wire, self.message.as_deref(), sensitive);
                $name { $($field: $crate::__finish!($presence self.$field $(, $default)?),)* meta }
            }

            $crate::__build! {
                [$build] "Makes the error." "Fails when a required member is unset."
                $name [$($presence $field)*] { self.build_with_zeros() }
            }
        }

        impl ::core::fmt::Debug for $builder {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug_error(
                    formatter,
                    ::core::stringify!($builder),
                    $name::FIELDS,
                    &[$(&self.$field),*],
                    $crate::__private::shown_unless(&self.meta, <$name as $crate::error::ModeledError>::MESSAGE_IS_SENSITIVE),
                )
            }
        }
    };
}

/// Whether a row is the message and sensitive.
#[doc(hidden)]
#[macro_export]
macro_rules! __is_sensitive_message {
    (message sensitive $($kind:ident)+) => {
        true
    };
    ($field:ident $($word:ident)+) => {
        false
    };
}
