//! `union_accessors!`: asking a union which member it holds.

/// Gives a union `as_…` and `is_…` per member, `is_unknown`, and its zero value (`Unknown`).
///
/// ```
/// /// One of several values.
/// #[derive(Clone, PartialEq, Debug)]
/// #[non_exhaustive]
/// pub enum AttributeValue {
///     /// Text.
///     S(String),
///     /// Nothing at all.
///     Nothing,
///     /// A member this crate does not know.
///     Unknown,
/// }
/// tinsmith_runtime::union_accessors! { AttributeValue { S, as_s, is_s: String; Nothing, is_nothing: unit; } }
///
/// assert_eq!(AttributeValue::S("text".to_owned()).as_s().map(String::as_str), Ok("text"));
/// assert!(AttributeValue::Nothing.as_s().is_err());
/// ```
///
/// A row names the variant, its methods and its type; one without a value has the type `unit` and only `is_…`. With
/// `sensitive` before the union's name the macro writes `Debug` too (do not derive it): rows with `sensitive` before
/// their type print as redacted.
#[macro_export]
macro_rules! union_accessors {
    (sensitive $name:ident { $($rows:tt)* }) => {
        $crate::__sensitive_union! { $name [] [] $($rows)* }
    };
    ($name:ident { $($variant:ident, $($method:ident),+ : $type:ty;)* }) => {
        impl $name {
            $($crate::__union_row! { $variant [$($method)+] $type })*

            /// Whether this is a member that this crate does not know.
            #[inline]
            pub fn is_unknown(&self) -> ::core::primitive::bool {
                ::core::matches!(self, Self::Unknown)
            }
        }

        impl $crate::ZeroValue for $name {
            #[inline]
            fn zero() -> Self {
                Self::Unknown
            }
        }
    };
}

/// The methods of one row; a row with one method has no value.
#[doc(hidden)]
#[macro_export]
macro_rules! __union_row {
    ($variant:ident [$is:ident] $type:ty) => {
        /// Whether this is the member of this name.
        #[inline]
        pub fn $is(&self) -> ::core::primitive::bool {
            ::core::matches!(self, Self::$variant)
        }
    };
    ($variant:ident [$as:ident $is:ident] $type:ty) => {
        /// The value of the member of this name; the union itself when it holds another member.
        #[inline]
        pub fn $as(&self) -> ::core::result::Result<&$type, &Self> {
            if let Self::$variant(value) = self {
                ::core::result::Result::Ok(value)
            } else {
                ::core::result::Result::Err(self)
            }
        }

        /// Whether this is the member of this name.
        #[inline]
        pub fn $is(&self) -> ::core::primitive::bool {
            ::core::matches!(self, Self::$variant(_))
        }
    };
}

/// Splits the rows of a sensitive union into plain rows and arms of `Debug`. It recurses over the rows, because a type
/// cannot be told from the word `sensitive` before it in one repetition; such unions are rare and short.
#[doc(hidden)]
#[macro_export]
macro_rules! __sensitive_union {
    ($name:ident [$($plain:tt)*] [$($debug:tt)*] $variant:ident, $is:ident: unit; $($rest:tt)*) => {
        $crate::__sensitive_union! {
            $name [$($plain)* $variant, $is: ();] [$($debug)* (unit $variant)] $($rest)*
        }
    };
    ($name:ident [$($plain:tt)*] [$($debug:tt)*] $variant:ident, $as:ident, $is:ident: sensitive $type:ty; $($rest:tt)*) => {
        $crate::__sensitive_union! {
            $name [$($plain)* $variant, $as, $is: $type;] [$($debug)* (hidden $variant)] $($rest)*
        }
    };
    ($name:ident [$($plain:tt)*] [$($debug:tt)*] $variant:ident, $as:ident, $is:ident: $type:ty; $($rest:tt)*) => {
        $crate::__sensitive_union! {
            $name [$($plain)* $variant, $as, $is: $type;] [$($debug)* (shown $variant)] $($rest)*
        }
    };
    ($name:ident [$($plain:tt)*] [$(($how:ident $variant:ident))*]) => {
        $crate::union_accessors! { $name { $($plain)* } }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $($crate::__union_debug! { self formatter $how $variant })*
                formatter.write_str("Unknown")
            }
        }
    };
}

/// How `Debug` prints one member of a sensitive union.
#[doc(hidden)]
#[macro_export]
macro_rules! __union_debug {
    ($self:ident $formatter:ident unit $variant:ident) => {
        if let Self::$variant = $self {
            return $formatter.write_str(::core::stringify!($variant));
        }
    };
    ($self:ident $formatter:ident hidden $variant:ident) => {
        if let Self::$variant(_) = $self {
            return $formatter.debug_tuple(::core::stringify!($variant)).field(&$crate::__private::REDACTED).finish();
        }
    };
    ($self:ident $formatter:ident shown $variant:ident) => {
        if let Self::$variant(value) = $self {
            return $formatter.debug_tuple(::core::stringify!($variant)).field(value).finish();
        }
    };
}
