//! `operation_error!`: the errors of one operation.

/// Writes what belongs to the error enumeration of an operation besides its variants: questions, metadata, how it is
/// found in an answer, and the ways into the service's own error type.
///
/// Head: `ListUsersError: Reader => crate::Error`, with the reader of the crate's codec. Row: `Variant, is_variant: "Code" | "Other.Code" => path::to::Structure;`,
/// where the structure has [`error_structure!`](crate::error_structure!) and [`read_shape!`](crate::read_shape!). The
/// service's error has the same variants and [`service_error!`](crate::service_error!).
///
/// ```
/// use tinsmith_runtime::error::{ErrorMetadata, ProvideErrorMetadata, Unhandled};
/// use tinsmith_runtime::codec::json::Reader;
///
/// /// There is no such organization.
/// #[derive(Clone, PartialEq)]
/// pub struct NotFound {
///     /// What happened.
///     pub message: Option<String>,
///     pub(crate) meta: ErrorMetadata,
/// }
/// tinsmith_runtime::error_structure! { NotFound => NotFoundBuilder, "NotFoundException" {
///     message, set_message, get_message: optional text;
/// } }
/// tinsmith_runtime::read_shape! { NotFound: Reader { "Message" => message, Reader::text; } }
///
/// /// What `ListUsers` can fail with.
/// #[derive(Debug)]
/// pub enum ListUsersError {
///     /// There is no such organization.
///     NotFound(NotFound),
///     /// Any other failure.
///     Unhandled(Unhandled),
/// }
/// tinsmith_runtime::operation_error! { ListUsersError: Reader => Error {
///     NotFound, is_not_found: "NotFoundException" => NotFound;
/// } }
///
/// /// What any operation can fail with.
/// #[derive(Debug)]
/// pub enum Error {
///     /// There is no such organization.
///     NotFound(NotFound),
///     /// Any other failure.
///     Unhandled(Unhandled),
/// }
/// tinsmith_runtime::service_error! { Error { NotFound; } }
///
/// let error = ListUsersError::NotFound(NotFound::builder().message("gone").build());
/// assert!(error.is_not_found());
/// assert_eq!(Error::from(error).code(), Some("NotFoundException"));
/// ```
#[macro_export]
macro_rules! operation_error {
    ($name:ident: $($reader:ident)::+ => $service:path { $($variant:ident, $is:ident: $($code:literal)|+ => $error:ty;)* }) => {
        impl $name {
            $(
                /// Whether this is the error of this name.
                #[inline]
                pub fn $is(&self) -> ::core::primitive::bool {
                    ::core::matches!(self, Self::$variant(_))
                }
            )*
        }

        impl $crate::operation::OperationError for $name {
            #[inline]
            fn from_response(error: $crate::message::ErrorResponse<'_>) -> Self {
                #[allow(dead_code, reason = "an operation may have no errors of its own")]
                type BodyReader<'body> = $($reader)::+<'body>;
                for code in error.codes() {
                    match code {
                        $($($code)|+ => {
                            return match error.modeled::<$error>(BodyReader::body(error.body())) {
                                ::core::result::Result::Ok(modeled) => Self::$variant(modeled),
                                ::core::result::Result::Err(unhandled) => Self::Unhandled(unhandled),
                            };
                        })*
                        _ => {}
                    }
                }
                Self::Unhandled(error.unhandled())
            }

            #[inline]
            fn is_modeled(&self) -> ::core::primitive::bool {
                !::core::matches!(self, Self::Unhandled(_))
            }
        }

        impl<W> $crate::serving::ServedErrors<W> for $name
        where
            $($error: $crate::serving::ServedError<W>,)*
        {
            const NAMES: &'static [&'static ::core::primitive::str] = &[$($($code),+),*];

            #[inline]
            fn served(
                &self,
            ) -> ::core::result::Result<&dyn $crate::serving::ServedError<W>, &$crate::error::Unhandled> {
                match self {
                    $(Self::$variant(error) => ::core::result::Result::Ok(error),)*
                    Self::Unhandled(error) => ::core::result::Result::Err(error),
                }
            }
        }

        $crate::__error_enum! { $name { $($variant;)* } }

        impl ::core::convert::From<$name> for $service {
            #[inline]
            fn from(error: $name) -> Self {
                match error {
                    $($name::$variant(error) => Self::$variant(error),)*
                    $name::Unhandled(error) => Self::Unhandled(error),
                }
            }
        }
    };
}

/// What the errors of an operation and of a service have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __error_enum {
    ($name:ident { $($variant:ident;)* }) => {
        impl $name {
            /// An error that the model does not know, from any other error.
            #[inline]
            pub fn unhandled(
                source: impl ::core::convert::Into<
                    ::std::boxed::Box<dyn ::core::error::Error + ::core::marker::Send + ::core::marker::Sync + 'static>,
                >,
            ) -> Self {
                Self::Unhandled($crate::error::Unhandled::new(
                    <$crate::error::ErrorMetadata as ::core::default::Default>::default(),
                    ::core::option::Option::Some(::core::convert::Into::into(source)),
                ))
            }

            /// An error that the model does not know, from its code and message.
            #[inline]
            pub fn generic(meta: $crate::error::ErrorMetadata) -> Self {
                Self::Unhandled($crate::error::Unhandled::new(meta, ::core::option::Option::None))
            }

            /// The code, the message and the request id that came with the error.
            #[inline]
            pub fn meta(&self) -> &$crate::error::ErrorMetadata {
                $crate::__private::ErrorEnum::as_any_error(self).meta()
            }
        }

        impl $crate::__private::ErrorEnum for $name {
            #[inline]
            fn as_any_error(&self) -> &dyn $crate::__private::AnyError {
                match self {
                    $(Self::$variant(error) => error,)*
                    Self::Unhandled(error) => error,
                }
            }
        }

        impl ::core::convert::From<$crate::error::Unhandled> for $name {
            #[inline]
            fn from(error: $crate::error::Unhandled) -> Self {
                Self::Unhandled(error)
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt($crate::__private::ErrorEnum::as_any_error(self), formatter)
            }
        }

        impl ::core::error::Error for $name {
            #[inline]
            fn source(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
                $crate::__private::ErrorEnum::as_any_error(self).source()
            }
        }
    };
}
