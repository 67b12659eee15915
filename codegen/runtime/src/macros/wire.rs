//! `write_shape!`, `read_shape!`, `write_union!`, `read_union!`: how one shape goes over the wire, a member a row; and
//! `rpc!`: how an operation's input and output do.
//!
//! The head names the codec's type, `User: Writer`, and the rows its methods: the same table suits every codec.

/// Writes [`WriteShape`](crate::codec::WriteShape) for a structure.
///
/// Row: `"WireName" => optional field, function;`, `needed` for an `Option` without which no request is made, or `always`
/// for a field that is not an `Option`. The function is a `fn(&mut Writer, &T)`.
///
/// ```
/// use tinsmith_runtime::codec::json::Writer;
///
/// /// A person with a mailbox.
/// pub struct User {
///     /// The name.
///     pub name: String,
///     /// Other names.
///     pub aliases: Option<Vec<String>>,
/// }
///
/// tinsmith_runtime::write_shape! {
///     User: Writer {
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
macro_rules! write_shape {
    ($name:ident: $writer:path { $($wire:literal => $presence:ident $field:ident, $function:expr;)* }) => {
        impl $crate::codec::WriteShape<$writer> for $name {
            #[inline]
            fn write_shape(&self, writer: &mut $writer) {
                writer.begin_structure();
                $($crate::__write_member! { writer, $wire, $presence, &self.$field, $function })*
                writer.end_structure();
            }

            #[inline]
            fn missing(
                &self,
            ) -> ::core::option::Option<(&'static ::core::primitive::str, &'static ::core::primitive::str)> {
                $($crate::__missing_member! { $presence $wire $field &self.$field })*
                ::core::option::Option::None
            }
        }
    };
}

/// Asks for one member, where no request is made without it.
#[doc(hidden)]
#[macro_export]
macro_rules! __missing_member {
    (needed $wire:literal $field:ident $value:expr) => {
        if $value.is_none() {
            return ::core::option::Option::Some((::core::stringify!($field), $wire));
        }
    };
    ($presence:ident $wire:literal $field:ident $value:expr) => {};
}

/// One member: written if set, or always.
#[doc(hidden)]
#[macro_export]
macro_rules! __write_member {
    ($writer:ident, $wire:literal, needed, $value:expr, $function:expr) => {
        $writer.optional($wire, $value, $function);
    };
    ($writer:ident, $wire:literal, optional, $value:expr, $function:expr) => {
        $writer.optional($wire, $value, $function);
    };
    ($writer:ident, $wire:literal, always, $value:expr, $function:expr) => {
        $writer.member($wire, $value, $function);
    };
}

/// Writes [`ReadShape`](crate::codec::ReadShape) for a structure that has [`structure!`](crate::structure!) or
/// [`error_structure!`](crate::error_structure!).
///
/// Row: `"WireName" => field, function;`, where the function is a `fn(&mut Reader<'_>) -> Result<T, ReadError>` for a
/// value that is not null. Unknown members are skipped, null leaves a member unset, and unset required members become
/// their type's zero value.
///
/// ```
/// use tinsmith_runtime::codec::ReadError;
/// use tinsmith_runtime::codec::json::Reader;
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
/// tinsmith_runtime::read_shape! { User: Reader {
///     "Name" => name, Reader::text;
///     "Aliases" => aliases, |reader| reader.list(Reader::text);
/// } }
///
/// let user: User = Reader::new(br#"{"Aliases":["bob"],"New":{}}"#).shape()?;
/// assert_eq!((user.name(), user.aliases()), ("", &["bob".to_owned()][..]));
/// # Ok::<(), ReadError>(())
/// ```
#[macro_export]
macro_rules! read_shape {
    ($name:ident: $($reader:ident)::+ { }) => {
        impl<'body> $crate::codec::ReadShape<$($reader)::+<'body>> for $name {
            #[inline]
            fn read_shape(
                reader: &mut $($reader)::+<'body>,
            ) -> ::core::result::Result<Self, $crate::codec::ReadError> {
                reader.begin_structure()?;
                while reader.next_member()?.is_some() {
                    reader.skip()?;
                }
                ::core::result::Result::Ok($name::UNSET.build_with_zeros())
            }
        }
    };
    ($name:ident: $($reader:ident)::+ { $($wire:literal => $field:ident, $function:expr;)+ }) => {
        impl<'body> $crate::codec::ReadShape<$($reader)::+<'body>> for $name {
            #[inline]
            fn read_shape(
                reader: &mut $($reader)::+<'body>,
            ) -> ::core::result::Result<Self, $crate::codec::ReadError> {
                let mut builder = $name::UNSET;
                reader.members(&mut builder, &[$($wire),+], |reader, builder, mut row| {
                    $(if $crate::__private::reached(&mut row) {
                        return reader.set(&mut builder.$field, $function);
                    })+
                    reader.skip()
                })?;
                ::core::result::Result::Ok(builder.build_with_zeros())
            }
        }
    };
}

/// Writes [`WriteShape`](crate::codec::WriteShape) for a union.
///
/// Row: `"WireName" => Variant, function;`, without a function for a variant that holds nothing. The variant `Unknown`
/// makes the writer fail, as what it stood for is not known.
///
/// ```
/// use tinsmith_runtime::codec::json::Writer;
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
/// tinsmith_runtime::write_union! { AttributeValue: Writer {
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
    ($name:ident: $writer:path { $($wire:literal => $variant:ident $(, $function:expr)?;)* }) => {
        impl $crate::codec::WriteShape<$writer> for $name {
            #[inline]
            fn write_shape(&self, writer: &mut $writer) {
                writer.begin_structure();
                match self {
                    $($crate::__variant_pattern! { $variant value $(, $function)? } => {
                        $crate::__write_variant! { writer, $wire, value $(, $function)? }
                    })*
                    Self::Unknown => {
                        writer.fail($crate::error::BuildError::unknown_variant(::core::stringify!($name)));
                    }
                }
                writer.end_structure();
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

/// Writes [`ReadShape`](crate::codec::ReadShape) for a union.
///
/// Row: `"WireName" => Variant, function;`, without a function for a variant that holds nothing. Members that are null
/// are skipped, and so is `__type` where no row names it. Any other member that no row names is the variant `Unknown`;
/// none or more than one is an error.
///
/// ```
/// use tinsmith_runtime::codec::ReadError;
/// use tinsmith_runtime::codec::json::Reader;
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
/// tinsmith_runtime::read_union! { AttributeValue: Reader {
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
    ($name:ident: $($reader:ident)::+ { $($wire:literal => $variant:ident $(, $function:expr)?;)* }) => {
        impl<'body> $crate::codec::ReadShape<$($reader)::+<'body>> for $name {
            #[inline]
            fn read_shape(
                reader: &mut $($reader)::+<'body>,
            ) -> ::core::result::Result<Self, $crate::codec::ReadError> {
                reader.union(&[$($wire),*], |reader, mut _row| {
                    $(if $crate::__private::reached(&mut _row) {
                        return ::core::result::Result::Ok($crate::__read_variant! { reader, $variant $(, $function)? });
                    })*
                    reader.skip()?;
                    ::core::result::Result::Ok(Self::Unknown)
                })
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

/// Writes how an operation goes over the wire where nothing but the body carries members: the whole input is the body
/// of the request, the whole output that of the answer. A request without a `needed` member is refused. With the
/// feature `validation` the input needs a table of [`constraints!`](crate::constraints!), which requests are held against
/// where somebody asks for it.
///
/// Arguments: the codec's writer and reader, `Writer, Reader`; `()` in place of the writer where the operation has no
/// input, so that there is no body.
///
/// ```
/// use tinsmith_runtime::codec::json::{Reader, Writer};
/// use tinsmith_runtime::error::Unhandled;
/// use tinsmith_runtime::message::Request;
/// use tinsmith_runtime::{Operation, ServiceMetadata};
///
/// # tinsmith_runtime::service! { SERVICE {} }
/// # #[derive(Clone, PartialEq)] pub struct PingInput { text: String }
/// # tinsmith_runtime::write_shape! { PingInput: Writer { "Text" => always text, Writer::text; } }
/// # tinsmith_runtime::constraints! { PingInput {} }
/// # #[derive(Clone, PartialEq)] pub struct PingOutput { meta: tinsmith_runtime::ResponseMetadata }
/// # tinsmith_runtime::structure! { PingOutput => answer PingOutputBuilder {} }
/// # tinsmith_runtime::read_shape! { PingOutput: Reader {} }
/// # #[derive(Debug)] pub enum PingError { Unhandled(Unhandled) }
/// # tinsmith_runtime::operation_error! { PingError: Reader => Error {} }
/// # #[derive(Debug)] pub enum Error { Unhandled(Unhandled) }
/// # tinsmith_runtime::service_error! { Error {} }
/// struct Ping;
///
/// impl Operation for Ping {
///     type Input = PingInput;
///     type Output = PingOutput;
///     type Error = PingError;
///     const NAME: &'static str = "Ping";
///     const SERVICE: &'static ServiceMetadata = &SERVICE;
///     tinsmith_runtime::rpc!(Writer, Reader);
/// }
///
/// let mut request = Request::new();
/// Ping::write(&PingInput { text: "a".to_owned() }, &mut request)?;
/// assert_eq!(request.body, br#"{"Text":"a"}"#);
/// # Ok::<(), tinsmith_runtime::error::BuildError>(())
/// ```
#[macro_export]
macro_rules! rpc {
    ((), $($reader:ident)::+) => {
        #[inline]
        fn write(
            _: &Self::Input,
            _: &mut $crate::message::Request,
        ) -> ::core::result::Result<(), $crate::error::BuildError> {
            ::core::result::Result::Ok(())
        }

        $crate::__rpc_read! { $($reader)::+ }
    };
    ($writer:path, $($reader:ident)::+) => {
        #[inline]
        fn check_required(input: &Self::Input) -> ::core::result::Result<(), $crate::error::BuildError> {
            $crate::__private::check_missing(
                Self::NAME,
                <Self::Input as $crate::codec::WriteShape<$writer>>::missing(input),
            )
        }

        #[inline]
        fn write(
            input: &Self::Input,
            request: &mut $crate::message::Request,
        ) -> ::core::result::Result<(), $crate::error::BuildError> {
            request.body = <$writer>::body(input)?;
            ::core::result::Result::Ok(())
        }

        $crate::__rpc_violations! { $($reader)::+ }
        $crate::__rpc_read! { $($reader)::+ }
    };
}

/// The half of [`rpc!`] that reads.
#[doc(hidden)]
#[macro_export]
macro_rules! __rpc_read {
    ($($reader:ident)::+) => {
        #[inline]
        fn read(
            response: &$crate::message::Response<'_>,
        ) -> ::core::result::Result<Self::Output, $crate::codec::ReadError> {
            let mut output: Self::Output = <$($reader)::+<'_>>::body(response.body())?;
            output.meta = $crate::ResponseMetadata::of(response);
            ::core::result::Result::Ok(output)
        }
    };
}
