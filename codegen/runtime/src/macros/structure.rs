//! `structure!`: accessors, builder and `Debug` of one structure.

/// Writes what belongs to a structure besides its fields: accessors, `builder()`, the builder, and `Debug` for both.
///
/// ```
/// /// A person with a mailbox.
/// #[derive(Clone, PartialEq)]
/// #[non_exhaustive]
/// pub struct User {
///     /// The user's name.
///     pub name: String,
///     /// The user's secret.
///     pub password: Option<String>,
///     /// How often a login is tried.
///     pub retries: i32,
/// }
///
/// tinsmith_runtime::structure! {
///     User => fallible UserBuilder {
///         name, set_name, get_name: required text;
///         password, set_password, get_password: optional sensitive text;
///         retries, set_retries, get_retries: default(3) copy(i32);
///     }
/// }
///
/// let user = User::builder().name("ann").password("hunter2").build()?;
/// assert_eq!((user.name(), user.retries()), ("ann", 3));
/// assert!(!format!("{user:?}").contains("hunter2"));
/// assert!(User::builder().build().is_err());
/// # Ok::<(), tinsmith_runtime::error::BuildError>(())
/// ```
///
/// Head: `Name => [answer] [fallible] BuilderName[<C>]`. With `answer` the structure is an output: it has a field
/// `meta: tinsmith_runtime::ResponseMetadata` besides, and is [`RequestId`](crate::RequestId). With `fallible` the builder's `build()` gives a `Result`, as it must
/// where a row is `required`. With `<C>` the builder carries a client for the fluent calls.
///
/// Row: `field, set_field, get_field: PRESENCE [sensitive] KIND;`
///
/// | presence | the field | when it is unset |
/// | --- | --- | --- |
/// | `optional` | `Option<T>` | `None` |
/// | `required` | `T` | `build()` fails |
/// | `zero` | `T` | the type's zero value |
/// | `default(EXPR)` | `T` | `EXPR` |
///
/// | kind | `T` | the setter takes | the accessor gives (`optional` / else) |
/// | --- | --- | --- | --- |
/// | `text` | `String` | `impl Into<String>` | `Option<&str>` / `&str` |
/// | `copy(X)` | `X` | `X` | `Option<X>` / `X` |
/// | `value(X)` | `X` | `X` | `Option<&X>` / `&X` |
/// | `boxed(X)` | `Box<X>` | `impl Into<Box<X>>` | `Option<&X>` / `&X` |
/// | `list(X)` | `Vec<X>` | one `X` more | `&[X]`, empty when unset |
/// | `texts` | `Vec<String>` | one `impl Into<String>` more | `&[String]`, empty when unset |
/// | `map(K, V)` | `HashMap<K, V>` | one entry more: `impl Into<K>`, `V` | `Option<&HashMap<K, V>>` / `&HashMap<K, V>` |
/// | `map_text(K)` | `HashMap<K, String>` | one entry more: `impl Into<K>`, `impl Into<String>` | as `map` |
///
/// A field may not be called as one of the builder's own methods: `build`, `build_with_zeros`, and with `<C>`
/// `bind_client` and `bound_client`; nor as `builder`.
#[macro_export]
macro_rules! structure {
    ($(#[$attribute:meta])* $name:ident => answer fallible $builder:ident { $($rows:tt)* }) => {
        $crate::__structure! { [fallible meta] $(#[$attribute])* $name $builder [] { $($rows)* } }
        $crate::__answer! { $name }
    };
    ($(#[$attribute:meta])* $name:ident => answer $builder:ident { $($rows:tt)* }) => {
        $crate::__structure! { [infallible meta] $(#[$attribute])* $name $builder [] { $($rows)* } }
        $crate::__answer! { $name }
    };
    ($(#[$attribute:meta])* $name:ident => fallible $builder:ident $(<$client:ident>)? { $($rows:tt)* }) => {
        $crate::__structure! { [fallible] $(#[$attribute])* $name $builder [$($client)?] { $($rows)* } }
    };
    ($(#[$attribute:meta])* $name:ident => $builder:ident $(<$client:ident>)? { $($rows:tt)* }) => {
        $crate::__structure! { [infallible] $(#[$attribute])* $name $builder [$($client)?] { $($rows)* } }
    };
}

/// What an output has besides its members: the id of its request.
#[doc(hidden)]
#[macro_export]
macro_rules! __answer {
    ($name:ident) => {
        impl $crate::RequestId for $name {
            #[inline]
            fn request_id(&self) -> ::core::option::Option<&::core::primitive::str> {
                $crate::RequestId::request_id(&self.meta)
            }
        }
    };
}

/// `structure!` by what its fields are.
#[doc(hidden)]
#[macro_export]
macro_rules! __structure {
    // Every field is an `Option`: the builder holds the structure, and has what it has for one field's price.
    (
        [$build:ident $($meta:ident)?] $(#[$attribute:meta])* $name:ident $builder:ident [$($client:ident)?] {
            $($field:ident, $set:ident, $get:ident: optional $($word:ident $(($($argument:tt)*))?)+;)*
        }
    ) => {
        impl $name {
            /// With every member unset.
            pub(crate) const UNSET: Self = Self {
                $($field: ::core::option::Option::None,)*
                $($meta: $crate::ResponseMetadata::NONE,)?
            };

            $($crate::__accessor! { $name $field optional $($word $(($($argument)*))?)+ })*

            /// What a reader filled in is what there is.
            #[allow(dead_code, reason = "a structure that is only written is never made from a response")]
            #[inline]
            pub(crate) fn build_with_zeros(self) -> Self {
                self
            }
        }

        $crate::__structure_debug! { $name { $($field: $($word)+;)* } }

        #[doc = ::core::concat!("Makes `", ::core::stringify!($name), "` member by member.")]
        $(#[$attribute])*
        #[must_use = "a builder does nothing until it is built or sent"]
        pub struct $builder $(<$client = ()>)? {
            pub(crate) fields: $name,
            $(#[allow(dead_code, reason = "only crates with the client read it")] pub(crate) bound_client: $client,)?
        }

        $crate::__builder! { $name $builder [$($client)?] [fields] }

        impl $(<$client>)? $builder $(<$client>)? {
            $($crate::__setters! { $name [fields.] $field $set $get $($word $(($($argument)*))?)+ })*

            $crate::__bind_client! { $builder [$($client)?] [fields] }

            $crate::__build_structure! { [$build] $name [] { self.fields } }
        }

        impl $(<$client>)? ::core::fmt::Debug for $builder $(<$client>)? {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.fields.debug(formatter, ::core::stringify!($builder))
            }
        }
    };
    (
        [$build:ident $($meta:ident)?] $(#[$attribute:meta])* $name:ident $builder:ident [$($client:ident)?] {
            $(
                $field:ident, $set:ident, $get:ident:
                $presence:ident $(($default:expr))? $($word:ident $(($($argument:tt)*))?)+;
            )*
        }
    ) => {
        impl $name {
            /// A builder with every member unset.
            pub(crate) const UNSET: $builder = $builder {
                $($field: ::core::option::Option::None,)*
                $(bound_client: $crate::__no_client!($client),)?
            };

            $($crate::__accessor! { $name $field $presence $($word $(($($argument)*))?)+ })*
        }

        $crate::__structure_debug! { $name { $($field: $($word)+;)* } }

        #[doc = ::core::concat!("Makes `", ::core::stringify!($name), "` member by member.")]
        $(#[$attribute])*
        #[must_use = "a builder does nothing until it is built or sent"]
        pub struct $builder $(<$client = ()>)? {
            $(pub(crate) $field: ::core::option::Option<$crate::__kind_type!($($word $(($($argument)*))?)+)>,)*
            $(#[allow(dead_code, reason = "only crates with the client read it")] pub(crate) bound_client: $client,)?
        }

        $crate::__builder! { $name $builder [$($client)?] [$($field)*] }

        impl $(<$client>)? $builder $(<$client>)? {
            $($crate::__setters! { $name [] $field $set $get $($word $(($($argument)*))?)+ })*

            $crate::__bind_client! { $builder [$($client)?] [$($field)*] }

            /// Makes the structure; an unset required member becomes its type's zero value.
            #[allow(dead_code, reason = "a structure that is only written is never made from a response")]
            #[inline]
            pub(crate) fn build_with_zeros(self) -> $name {
                $name {
                    $($field: $crate::__finish!($presence self.$field $(, $default)?),)*
                    $($meta: $crate::ResponseMetadata::NONE,)?
                }
            }

            $crate::__build_structure! { [$build] $name [$($presence $field)*] { self.build_with_zeros() } }
        }

        impl $(<$client>)? ::core::fmt::Debug for $builder $(<$client>)? {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug_structure(
                    formatter,
                    ::core::stringify!($builder),
                    $name::FIELDS,
                    &[$(&self.$field),*],
                )
            }
        }
    };
}

/// `Debug` of a structure, under its own name or, for a builder that holds it, under another.
#[doc(hidden)]
#[macro_export]
macro_rules! __structure_debug {
    ($name:ident { $($field:ident: $($word:ident)+;)* }) => {
        impl $name {
            /// What `Debug` knows of the fields.
            const FIELDS: &'static [(&'static ::core::primitive::str, $crate::__private::Redaction)] =
                &[$((::core::stringify!($field), $crate::__redaction!($($word)+))),*];

            #[inline]
            fn debug(
                &self,
                formatter: &mut ::core::fmt::Formatter<'_>,
                name: &::core::primitive::str,
            ) -> ::core::fmt::Result {
                $crate::__private::debug_structure(formatter, name, Self::FIELDS, &[$(&self.$field),*])
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.debug(formatter, ::core::stringify!($name))
            }
        }
    };
}

/// What every builder has, whatever it holds: `builder()`, `Default`, `Clone`, `PartialEq`.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    ($name:ident $builder:ident [$($client:ident)?] [fields]) => {
        impl $name {
            /// A builder with every member unset.
            #[inline]
            pub fn builder() -> $builder {
                $builder { fields: Self::UNSET, $(bound_client: $crate::__no_client!($client))? }
            }
        }

        $crate::__builder_traits! { $name $builder [$($client)?] [fields] }
    };
    ($name:ident $builder:ident [$($client:ident)?] [$($field:ident)*]) => {
        impl $name {
            /// A builder with every member unset.
            #[inline]
            pub fn builder() -> $builder {
                Self::UNSET
            }
        }

        $crate::__builder_traits! { $name $builder [$($client)?] [$($field)*] }
    };
}

/// The traits of a builder over the fields that it has. By hand: derives refuse generic items whose fields' types are
/// macros.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder_traits {
    ($name:ident $builder:ident [$($client:ident)?] [$($field:ident)*]) => {
        impl $(<$client: ::core::clone::Clone>)? ::core::clone::Clone for $builder $(<$client>)? {
            #[inline]
            fn clone(&self) -> Self {
                Self {
                    $($field: ::core::clone::Clone::clone(&self.$field),)*
                    $(bound_client: <$client as ::core::clone::Clone>::clone(&self.bound_client),)?
                }
            }
        }

        // Without a client alone: with any other, `UserBuilder::default()` would not say which builder it means.
        impl ::core::default::Default for $builder {
            #[inline]
            fn default() -> Self {
                $name::builder()
            }
        }

        impl $(<$client: ::core::cmp::PartialEq>)? ::core::cmp::PartialEq for $builder $(<$client>)? {
            #[inline]
            fn eq(&self, _other: &Self) -> ::core::primitive::bool {
                true
                    $(& (self.$field == _other.$field))*
                    $(&& <$client as ::core::cmp::PartialEq>::eq(&self.bound_client, &_other.bound_client))?
            }
        }
    };
}

/// `build()` of a structure.
#[doc(hidden)]
#[macro_export]
macro_rules! __build_structure {
    ([$build:ident] $($rest:tt)+) => {
        $crate::__build! {
            [$build] "Makes the structure."
            "Fails when a member is unset that is no `Option` and has no default; what an operation requires of its input \
             besides is asked for when a request is made of it."
            $($rest)+
        }
    };
}

/// `build()`, which refuses unset required members, or has none to refuse; with what it does and when it fails.
#[doc(hidden)]
#[macro_export]
macro_rules! __build {
    (
        [fallible] $does:literal $fails:literal
        $name:ident [$($presence:ident $field:ident)*] { $self:ident $($built:tt)* }
    ) => {
        #[doc = ::core::concat!($does, " ", $fails)]
        #[inline]
        pub fn build($self) -> ::core::result::Result<$name, $crate::error::BuildError> {
            $($crate::__refuse_missing! { $presence $name $field $self.$field })*
            ::core::result::Result::Ok($self $($built)*)
        }
    };
    (
        [infallible] $does:literal $fails:literal
        $name:ident [$($presence:ident $field:ident)*] { $self:ident $($built:tt)* }
    ) => {
        #[doc = $does]
        #[inline]
        pub fn build($self) -> $name {
            $self $($built)*
        }
    };
}

/// What stands for the client where there is none.
#[doc(hidden)]
#[macro_export]
macro_rules! __no_client {
    ($client:ident) => {
        ()
    };
}

/// Gives a builder with `<C>` the method that changes its client.
#[doc(hidden)]
#[macro_export]
macro_rules! __bind_client {
    ($builder:ident [] [$($field:ident)*]) => {};
    ($builder:ident [$client:ident] [$($field:ident)*]) => {
        /// The same members, to be sent by another client.
        #[doc(hidden)]
        #[inline]
        pub fn bind_client<OtherClient>(self, client: OtherClient) -> $builder<OtherClient> {
            $builder { $($field: self.$field,)* bound_client: client }
        }
    };
}

/// Whether the words of a row mark it as sensitive: the marker comes before the kind.
#[doc(hidden)]
#[macro_export]
macro_rules! __redaction {
    (sensitive $($kind:ident)+) => {
        $crate::__private::Redaction::Sensitive
    };
    ($kind:ident) => {
        $crate::__private::Redaction::None
    };
}

/// The type of a row's kind.
#[doc(hidden)]
#[macro_export]
macro_rules! __kind_type {
    (text) => { ::std::string::String };
    (copy($type:ty)) => { $type };
    (value($type:ty)) => { $type };
    (boxed($type:ty)) => { ::std::boxed::Box<$type> };
    (list($type:ty)) => { ::std::vec::Vec<$type> };
    (texts) => { ::std::vec::Vec<::std::string::String> };
    (map($key:ty, $value:ty)) => { ::std::collections::HashMap<$key, $value> };
    (map_text($key:ty)) => { ::std::collections::HashMap<$key, ::std::string::String> };
    (sensitive $($kind:tt)+) => { $crate::__kind_type!($($kind)+) };
}

/// The accessor of one row: how a kind is lent, once for optional members and once for all others.
#[doc(hidden)]
#[macro_export]
macro_rules! __accessor {
    ($name:ident $field:ident $presence:ident sensitive $($kind:tt)+) => {
        $crate::__accessor! { $name $field $presence $($kind)+ }
    };

    ($name:ident $field:ident optional text) => {
        $crate::__lend! { $name $field -> ::core::option::Option<&::core::primitive::str> { as_deref } }
    };
    ($name:ident $field:ident optional copy($type:ty)) => {
        #[cfg_attr(doc, doc = $crate::__member_doc!("" $name $field ", if it is set."))]
        #[cfg_attr(not(doc), doc = "The member of this name, if it is set.")]
        #[inline]
        pub fn $field(&self) -> ::core::option::Option<$type> {
            self.$field
        }
    };
    ($name:ident $field:ident optional value($type:ty)) => {
        $crate::__lend! { $name $field -> ::core::option::Option<&$type> { as_ref } }
    };
    ($name:ident $field:ident optional boxed($type:ty)) => {
        $crate::__lend! { $name $field -> ::core::option::Option<&$type> { as_deref } }
    };
    ($name:ident $field:ident optional list($type:ty)) => {
        #[cfg_attr(doc, doc = $crate::__member_doc!("The elements of " $name $field "; none when it is unset."))]
        #[cfg_attr(not(doc), doc = "The elements of the member of this name; none when it is unset.")]
        #[inline]
        pub fn $field(&self) -> &[$type] {
            self.$field.as_deref().unwrap_or_default()
        }
    };
    ($name:ident $field:ident optional texts) => {
        $crate::__accessor! { $name $field optional list(::std::string::String) }
    };
    ($name:ident $field:ident optional map($key:ty, $value:ty)) => {
        $crate::__lend! { $name $field -> ::core::option::Option<&::std::collections::HashMap<$key, $value>> { as_ref } }
    };
    ($name:ident $field:ident optional map_text($key:ty)) => {
        $crate::__accessor! { $name $field optional map($key, ::std::string::String) }
    };

    ($name:ident $field:ident $presence:ident text) => { $crate::__lend! { $name $field -> &::core::primitive::str } };
    ($name:ident $field:ident $presence:ident copy($type:ty)) => {
        #[cfg_attr(doc, doc = $crate::__member_doc!("" $name $field "."))]
        #[cfg_attr(not(doc), doc = "The member of this name.")]
        #[inline]
        pub fn $field(&self) -> $type {
            self.$field
        }
    };
    ($name:ident $field:ident $presence:ident value($type:ty)) => { $crate::__lend! { $name $field -> &$type } };
    ($name:ident $field:ident $presence:ident boxed($type:ty)) => { $crate::__lend! { $name $field -> &$type } };
    ($name:ident $field:ident $presence:ident list($type:ty)) => { $crate::__lend! { $name $field -> &[$type] } };
    ($name:ident $field:ident $presence:ident texts) => { $crate::__lend! { $name $field -> &[::std::string::String] } };
    ($name:ident $field:ident $presence:ident map($key:ty, $value:ty)) => {
        $crate::__lend! { $name $field -> &::std::collections::HashMap<$key, $value> }
    };
    ($name:ident $field:ident $presence:ident map_text($key:ty)) => {
        $crate::__lend! { $name $field -> &::std::collections::HashMap<$key, ::std::string::String> }
    };
}

/// The docs of what sets or lends a member: they lead to the member, whose own docs say what it means. For rustdoc alone:
/// made for every build they were a seventh of the time to compile a crate.
#[doc(hidden)]
#[macro_export]
macro_rules! __member_doc {
    ($before:literal $name:ident $field:ident $after:literal) => {
        ::core::concat!(
            $before,
            "[`",
            ::core::stringify!($field),
            "`](field@",
            ::core::stringify!($name),
            "::",
            ::core::stringify!($field),
            ")",
            $after
        )
    };
}

/// An accessor that borrows, through one method of `Option` or by coercion alone.
#[doc(hidden)]
#[macro_export]
macro_rules! __lend {
    ($name:ident $field:ident -> $lent:ty { $lend:ident }) => {
        #[cfg_attr(doc, doc = $crate::__member_doc!("" $name $field ", if it is set."))]
        #[cfg_attr(not(doc), doc = "The member of this name, if it is set.")]
        #[inline]
        pub fn $field(&self) -> $lent {
            self.$field.$lend()
        }
    };
    ($name:ident $field:ident -> $lent:ty) => {
        #[cfg_attr(doc, doc = $crate::__member_doc!("" $name $field "."))]
        #[cfg_attr(not(doc), doc = "The member of this name.")]
        #[inline]
        pub fn $field(&self) -> $lent {
            &self.$field
        }
    };
}

/// The three methods of a builder for one row.
#[doc(hidden)]
#[macro_export]
macro_rules! __setters {
    ($name:ident [$($in:ident.)?] $field:ident $set:ident $get:ident sensitive $($kind:tt)+) => {
        $crate::__setters! { $name [$($in.)?] $field $set $get $($kind)+ }
    };
    ($name:ident [$($in:ident.)?] $field:ident $set:ident $get:ident text) => {
        #[cfg_attr(doc, doc = $crate::__member_doc!("Sets " $name $field "."))]
        #[cfg_attr(not(doc), doc = "Sets the member of this name.")]
        #[inline]
        pub fn $field(self, value: impl ::core::convert::Into<::std::string::String>) -> Self {
            self.$set(::core::option::Option::Some(::core::convert::Into::into(value)))
        }
        $crate::__set_and_get! { $name [$($in.)?] $field $set $get ::std::string::String }
    };
    ($name:ident [$($in:ident.)?] $field:ident $set:ident $get:ident copy($type:ty)) => {
        $crate::__setters! { $name [$($in.)?] $field $set $get value($type) }
    };
    ($name:ident [$($in:ident.)?] $field:ident $set:ident $get:ident value($type:ty)) => {
        #[cfg_attr(doc, doc = $crate::__member_doc!("Sets " $name $field "."))]
        #[cfg_attr(not(doc), doc = "Sets the member of this name.")]
        #[inline]
        pub fn $field(self, value: $type) -> Self {
            self.$set(::core::option::Option::Some(value))
        }
        $crate::__set_and_get! { $name [$($in.)?] $field $set $get $type }
    };
    ($name:ident [$($in:ident.)?] $field:ident $set:ident $get:ident boxed($type:ty)) => {
        #[cfg_attr(doc, doc = $crate::__member_doc!("Sets " $name $field "."))]
        #[cfg_attr(not(doc), doc = "Sets the member of this name.")]
        #[inline]
        pub fn $field(self, value: impl ::core::convert::Into<::std::boxed::Box<$type>>) -> Self {
            self.$set(::core::option::Option::Some(::core::convert::Into::into(value)))
        }
        $crate::__set_and_get! { $name [$($in.)?] $field $set $get ::std::boxed::Box<$type> }
    };
    ($name:ident [$($in:ident.)?] $field:ident $set:ident $get:ident list($type:ty)) => {
        #[cfg_attr(doc, doc = $crate::__member_doc!("Appends one element to " $name $field "."))]
        #[cfg_attr(not(doc), doc = "Appends one element to the member of this name.")]
        #[inline]
        pub fn $field(mut self, element: $type) -> Self {
            self.$($in.)?$field.get_or_insert_default().push(element);
            self
        }
        $crate::__set_and_get! { $name [$($in.)?] $field $set $get ::std::vec::Vec<$type> }
    };
    ($name:ident [$($in:ident.)?] $field:ident $set:ident $get:ident texts) => {
        #[cfg_attr(doc, doc = $crate::__member_doc!("Appends one element to " $name $field "."))]
        #[cfg_attr(not(doc), doc = "Appends one element to the member of this name.")]
        #[inline]
        pub fn $field(mut self, element: impl ::core::convert::Into<::std::string::String>) -> Self {
            self.$($in.)?$field.get_or_insert_default().push(::core::convert::Into::into(element));
            self
        }
        $crate::__set_and_get! { $name [$($in.)?] $field $set $get ::std::vec::Vec<::std::string::String> }
    };
    ($name:ident [$($in:ident.)?] $field:ident $set:ident $get:ident map($key:ty, $value:ty)) => {
        #[cfg_attr(doc, doc = $crate::__member_doc!("Adds one entry to " $name $field "."))]
        #[cfg_attr(not(doc), doc = "Adds one entry to the member of this name.")]
        #[inline]
        pub fn $field(mut self, key: impl ::core::convert::Into<$key>, value: $value) -> Self {
            self.$($in.)?$field.get_or_insert_default().insert(::core::convert::Into::into(key), value);
            self
        }
        $crate::__set_and_get! { $name [$($in.)?] $field $set $get ::std::collections::HashMap<$key, $value> }
    };
    ($name:ident [$($in:ident.)?] $field:ident $set:ident $get:ident map_text($key:ty)) => {
        #[cfg_attr(doc, doc = $crate::__member_doc!("Adds one entry to " $name $field "."))]
        #[cfg_attr(not(doc), doc = "Adds one entry to the member of this name.")]
        #[inline]
        pub fn $field(
            mut self,
            key: impl ::core::convert::Into<$key>,
            value: impl ::core::convert::Into<::std::string::String>,
        ) -> Self {
            self.$($in.)?$field
                .get_or_insert_default()
                .insert(::core::convert::Into::into(key), ::core::convert::Into::into(value));
            self
        }
        $crate::__set_and_get! { $name [$($in.)?] $field $set $get ::std::collections::HashMap<$key, ::std::string::String> }
    };
}

/// The methods of a builder that do not depend on the kind.
#[doc(hidden)]
#[macro_export]
macro_rules! __set_and_get {
    ($name:ident [$($in:ident.)?] $field:ident $set:ident $get:ident $type:ty) => {
        #[cfg_attr(doc, doc = $crate::__member_doc!("Sets or, with `None`, unsets all of " $name $field "."))]
        #[cfg_attr(not(doc), doc = "Sets or, with `None`, unsets all of the member.")]
        #[inline]
        pub fn $set(mut self, value: ::core::option::Option<$type>) -> Self {
            self.$($in.)?$field = value;
            self
        }

        #[cfg_attr(doc, doc = $crate::__member_doc!("What is set so far of " $name $field "."))]
        #[cfg_attr(not(doc), doc = "What is set so far of the member.")]
        #[inline]
        pub fn $get(&self) -> &::core::option::Option<$type> {
            &self.$($in.)?$field
        }
    };
}

/// From what a builder holds to what the structure holds.
#[doc(hidden)]
#[macro_export]
macro_rules! __finish {
    (optional $value:expr) => {
        $value
    };
    (required $value:expr) => {
        ::core::option::Option::unwrap_or_else($value, $crate::ZeroValue::zero)
    };
    (zero $value:expr) => {
        ::core::option::Option::unwrap_or_else($value, $crate::ZeroValue::zero)
    };
    (default $value:expr, $default:expr) => {
        ::core::option::Option::unwrap_or_else($value, || $default)
    };
}

/// Leaves `build()` where a required member is unset.
#[doc(hidden)]
#[macro_export]
macro_rules! __refuse_missing {
    (required $name:ident $field:ident $value:expr) => {
        if $value.is_none() {
            return ::core::result::Result::Err($crate::error::BuildError::required(
                ::core::stringify!($name),
                ::core::stringify!($field),
            ));
        }
    };
    ($presence:ident $name:ident $field:ident $value:expr) => {};
}
