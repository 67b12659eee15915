//! `write_json!`, `read_json!`, `write_union!`, `read_union!`: how one shape goes over the wire, a member a row.

/// Writes [`WriteJson`](crate::json::WriteJson) for a structure.
///
/// Row: `"WireName" => optional field, function;`, or `always` for a field that is not an `Option`. The function is a
/// `fn(&mut Writer, &T)`.
///
/// ```
/// use tinsmith_runtime::json::Writer;
///
/// /// A person with a mailbox.
/// pub struct User {
///     /// The name.
///     pub name: String,
///     /// Other names.
///     pub aliases: Option<Vec<String>>,
/// }
///
/// tinsmith_runtime::write_json! {
///     User {
///         "Name" => always name, Writer::text;
///         "Aliases" => optional aliases, |writer, list| writer.list(list, Writer::text);
///     }
/// }
///
/// let mut writer = Writer::new();
/// writer.shape(&User { name: "ann".to_owned(), aliases: None });
/// assert_eq!(writer.finish()?, br#"{"Name":"ann"}"#);
/// # Ok::<(), tinsmith_runtime::error::BuildError>(())
/// ```
#[macro_export]
macro_rules! write_json {
    ($name:ident { $($wire:literal => $presence:ident $field:ident, $function:expr;)* }) => {
        impl $crate::json::WriteJson for $name {
            #[inline]
            fn write_json(&self, writer: &mut $crate::json::Writer) {
                writer.begin_object();
                $($crate::__write_member! { writer, $wire, $presence, &self.$field, $function })*
                writer.end_object();
            }
        }
    };
}

/// One member: written if set, or always.
#[doc(hidden)]
#[macro_export]
macro_rules! __write_member {
    ($writer:ident, $wire:literal, optional, $value:expr, $function:expr) => {
        $writer.optional($wire, $value, $function);
    };
    ($writer:ident, $wire:literal, always, $value:expr, $function:expr) => {
        $writer.member($wire, $value, $function);
    };
}

/// Writes [`ReadJson`](crate::json::ReadJson) for a structure that has [`structure!`](crate::structure!) or
/// [`error_structure!`](crate::error_structure!).
///
/// Row: `"WireName" => field, function;`, where the function is a `fn(&mut Reader<'_>) -> Result<T, ReadError>` for a
/// value that is not null. Unknown members are skipped, null leaves a member unset, and unset required members become
/// their type's zero value.
///
/// ```
/// use tinsmith_runtime::json::{ReadError, Reader};
///
/// /// A person with a mailbox.
/// #[derive(Clone, PartialEq)]
/// pub struct User {
///     /// The name.
///     pub name: String,
///     /// Other names.
///     pub aliases: Option<Vec<String>>,
/// }
///
/// tinsmith_runtime::structure! { User => fallible UserBuilder {
///     name, set_name, get_name: required text;
///     aliases, set_aliases, get_aliases: optional texts;
/// } }
///
/// tinsmith_runtime::read_json! { User {
///     "Name" => name, Reader::text;
///     "Aliases" => aliases, |reader| reader.list(Reader::text);
/// } }
///
/// let user: User = Reader::new(br#"{"Aliases":["bob"],"New":{}}"#).shape()?;
/// assert_eq!((user.name(), user.aliases()), ("", &["bob".to_owned()][..]));
/// # Ok::<(), ReadError>(())
/// ```
#[macro_export]
macro_rules! read_json {
    ($name:ident { }) => {
        impl $crate::json::ReadJson for $name {
            #[inline]
            fn read_json(
                reader: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::ReadError> {
                reader.begin_object()?;
                while reader.next_key()?.is_some() {
                    reader.skip()?;
                }
                ::core::result::Result::Ok($name::builder().build_with_zeros())
            }
        }
    };
    ($name:ident { $($wire:literal => $field:ident, $function:expr;)+ }) => {
        impl $crate::json::ReadJson for $name {
            #[inline]
            fn read_json(
                reader: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::ReadError> {
                let mut builder = $name::builder();
                reader.members(&mut builder, |reader, builder, key| match key {
                    $($wire => reader.set(&mut builder.$field, $function),)+
                    _ => reader.skip(),
                })?;
                ::core::result::Result::Ok(builder.build_with_zeros())
            }
        }
    };
}

/// Writes [`WriteJson`](crate::json::WriteJson) for a union.
///
/// Row: `"WireName" => Variant, function;`, without a function for a variant that holds nothing. The variant `Unknown`
/// makes the writer fail, as what it stood for is not known.
///
/// ```
/// use tinsmith_runtime::json::Writer;
///
/// /// One of several values.
/// pub enum AttributeValue {
///     /// Text.
///     S(String),
///     /// Nothing at all.
///     Nothing,
///     /// A member this crate does not know.
///     Unknown,
/// }
///
/// tinsmith_runtime::write_union! { AttributeValue {
///     "S" => S, Writer::text;
///     "Nothing" => Nothing;
/// } }
///
/// let mut writer = Writer::new();
/// writer.list(&[AttributeValue::S("text".to_owned()), AttributeValue::Nothing], Writer::shape);
/// assert_eq!(writer.finish()?, br#"[{"S":"text"},{"Nothing":{}}]"#);
///
/// let mut writer = Writer::new();
/// writer.shape(&AttributeValue::Unknown);
/// assert!(writer.finish().is_err());
/// # Ok::<(), tinsmith_runtime::error::BuildError>(())
/// ```
#[macro_export]
macro_rules! write_union {
    ($name:ident { $($wire:literal => $variant:ident $(, $function:expr)?;)* }) => {
        impl $crate::json::WriteJson for $name {
            #[inline]
            fn write_json(&self, writer: &mut $crate::json::Writer) {
                writer.begin_object();
                match self {
                    $($crate::__variant_pattern! { $variant value $(, $function)? } => {
                        $crate::__write_variant! { writer, $wire, value $(, $function)? }
                    })*
                    Self::Unknown => {
                        writer.fail($crate::error::BuildError::unknown_variant(::core::stringify!($name)));
                    }
                }
                writer.end_object();
            }
        }
    };
}

/// `Self::S(value)`, or `Self::Nothing`.
#[doc(hidden)]
#[macro_export]
macro_rules! __variant_pattern {
    ($variant:ident $value:ident, $function:expr) => {
        Self::$variant($value)
    };
    ($variant:ident $value:ident) => {
        Self::$variant
    };
}

/// The one member of a union; one that holds nothing is an empty object.
#[doc(hidden)]
#[macro_export]
macro_rules! __write_variant {
    ($writer:ident, $wire:literal, $value:ident, $function:expr) => {
        $writer.member($wire, $value, $function)
    };
    ($writer:ident, $wire:literal, $value:ident) => {
        $writer.unit($wire)
    };
}

/// Writes [`ReadJson`](crate::json::ReadJson) for a union.
///
/// Row: `"WireName" => Variant, function;`, without a function for a variant that holds nothing. Members that are null
/// are skipped, and so is `__type`, unless the head says `Name, type_member`: then the union has a member of that name.
/// A member that no row names is the variant `Unknown`; none or more than one is an error.
///
/// ```
/// use tinsmith_runtime::json::{ReadError, Reader};
///
/// /// One of several values.
/// #[derive(PartialEq, Debug)]
/// pub enum AttributeValue {
///     /// Text.
///     S(String),
///     /// Nothing at all.
///     Nothing,
///     /// A member this crate does not know.
///     Unknown,
/// }
///
/// tinsmith_runtime::read_union! { AttributeValue {
///     "S" => S, Reader::text;
///     "Nothing" => Nothing;
/// } }
///
/// let read = |body: &'static str| Reader::new(body.as_bytes()).shape::<AttributeValue>();
/// assert_eq!(read(r#"{"S":"text"}"#)?, AttributeValue::S("text".to_owned()));
/// assert_eq!(read(r#"{"S":null,"Nothing":{}}"#)?, AttributeValue::Nothing);
/// assert_eq!(read(r#"{"New":1}"#)?, AttributeValue::Unknown);
/// assert!(read(r#"{"S":"text","Nothing":{}}"#).is_err());
/// # Ok::<(), ReadError>(())
/// ```
#[macro_export]
macro_rules! read_union {
    ($name:ident { $($row:tt)* }) => {
        $crate::__read_union! { $name next_variant { $($row)* } }
    };
    ($name:ident, type_member { $($row:tt)* }) => {
        $crate::__read_union! { $name next_variant_or_type { $($row)* } }
    };
}

/// [`read_union!`] with the reader's method that gives the next member.
#[doc(hidden)]
#[macro_export]
macro_rules! __read_union {
    ($name:ident $next:ident { $($wire:literal => $variant:ident $(, $function:expr)?;)* }) => {
        impl $crate::json::ReadJson for $name {
            #[inline]
            fn read_json(
                reader: &mut $crate::json::Reader<'_>,
            ) -> ::core::result::Result<Self, $crate::json::ReadError> {
                let mut variant = ::core::option::Option::None;
                reader.begin_object()?;
                while let ::core::option::Option::Some(key) = reader.$next(variant.is_some())? {
                    variant = ::core::option::Option::Some(match &*key {
                        $($wire => $crate::__read_variant! { reader, $variant $(, $function)? },)*
                        _ => {
                            reader.skip()?;
                            Self::Unknown
                        }
                    });
                }
                variant.ok_or_else(|| reader.error("a union with a member"))
            }
        }
    };
}

/// A variant with what the reader gives for it.
#[doc(hidden)]
#[macro_export]
macro_rules! __read_variant {
    ($reader:ident, $variant:ident, $function:expr) => {
        Self::$variant($crate::__private::call($function, $reader)?)
    };
    ($reader:ident, $variant:ident) => {{
        $reader.skip()?;
        Self::$variant
    }};
}
