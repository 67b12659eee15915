//! Shapes whose names shadow the standard library's, and the runtime's, all in one module.
#![expect(clippy::zero_sized_map_values, reason = "a model may have a map of empty structures")]

/// A structure called as the standard library's text.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct String {
    /// Text.
    pub value: ::core::option::Option<::std::string::String>,
    /// Itself.
    pub inner: ::core::option::Option<::std::boxed::Box<String>>,
    /// Texts.
    pub texts: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
    /// A map.
    pub map: ::core::option::Option<::std::collections::HashMap<::std::string::String, Option>>,
    /// A map of texts.
    pub text_map: ::core::option::Option<::std::collections::HashMap<::std::string::String, ::std::string::String>>,
    /// A map with holes.
    pub sparse: ::core::option::Option<
        ::std::collections::HashMap<::std::string::String, ::core::option::Option<::std::string::String>>,
    >,
}
::tinsmith_runtime::structure! {
    String => StringBuilder {
        value, set_value, get_value: optional text;
        inner, set_inner, get_inner: optional boxed(String);
        texts, set_texts, get_texts: optional texts;
        map, set_map, get_map: optional map(::std::string::String, Option);
        text_map, set_text_map, get_text_map: optional map_text(::std::string::String);
        sparse, set_sparse, get_sparse:
            optional map(::std::string::String, ::core::option::Option<::std::string::String>);
    }
}

::tinsmith_runtime::constraints! { String { "x" => required, text().length(1, 2); } }
::tinsmith_runtime::write_shape! { String: crate::wire::Writer {
    "value" => optional value, crate::wire::Writer::text;
    "inner" => optional inner, crate::wire::Writer::shape;
    "texts" => optional texts, |writer, list| writer.list(list, crate::wire::Writer::text);
    "map" => optional map, |writer, map| writer.map(map, crate::wire::Writer::shape);
    "textMap" => optional text_map, |writer, map| writer.map(map, crate::wire::Writer::text);
    "\"sparse\"\n{}" => optional sparse, |writer, map| writer.sparse_map(map, crate::wire::Writer::text);
} }

::tinsmith_runtime::read_shape! { String: crate::wire::Reader {
    "value" => value, crate::wire::Reader::text;
    "inner" => inner, crate::wire::Reader::shape;
    "texts" => texts, |reader| reader.list(crate::wire::Reader::text);
    "map" => map, |reader| reader.map(crate::wire::Reader::shape);
    "textMap" => text_map, |reader| reader.map(crate::wire::Reader::text);
    "\"sparse\"\n{}" => sparse, |reader| reader.sparse_map(crate::wire::Reader::text);
} }

/// A structure without members, called as an option.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Option {}
::tinsmith_runtime::structure! { Option => OptionBuilder {} }

::tinsmith_runtime::write_shape! { Option: crate::wire::Writer {} }

::tinsmith_runtime::read_shape! { Option: crate::wire::Reader {} }

/// A structure called as a result.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Result {
    /// Required.
    pub required: Vec,
    pub(crate) meta: ::tinsmith_runtime::ResponseMetadata,
}
::tinsmith_runtime::structure! {
    Result => answer fallible ResultBuilder { required, set_required, get_required: required value(Vec); }
}
::tinsmith_runtime::read_shape! { Result: crate::wire::Reader { "required" => required, crate::wire::Reader::string_enum; } }

/// An enumeration called as a vector, with variants called as those of the prelude.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Vec {
    /// One.
    Some,
    /// Two.
    None,
    /// Three.
    Ok,
    /// Four.
    Err,
    /// A value this crate does not know.
    Unknown(::tinsmith_runtime::UnknownVariantValue),
}
::tinsmith_runtime::string_enum! { Vec { Some = "some"; None = "none"; Ok = "ok"; Err = "\"er\\r\n"; } }

/// An enumeration without values.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Box {
    /// A value this crate does not know.
    Unknown(::tinsmith_runtime::UnknownVariantValue),
}
::tinsmith_runtime::string_enum! { Box {} }

/// A union called as a trait.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Default {
    /// Text.
    Some(::std::string::String),
    /// A structure.
    None(::std::boxed::Box<String>),
    /// Nothing.
    Ok,
    /// A member called as the one that stands for what is not known.
    UnknownValue(i32),
    /// Itself, in a map with holes.
    Err(::std::collections::HashMap<::std::string::String, ::core::option::Option<Default>>),
    /// A member this crate does not know.
    Unknown,
}
::tinsmith_runtime::union_accessors! {
    Default {
        Some, as_some, is_some: ::std::string::String;
        None, as_none, is_none: ::std::boxed::Box<String>;
        Ok, is_ok: unit;
        UnknownValue, as_unknown_value, is_unknown_value: i32;
        Err, as_err, is_err: ::std::collections::HashMap<::std::string::String, ::core::option::Option<Default>>;
    }
}

::tinsmith_runtime::write_union! { Default: crate::wire::Writer {
    "Some" => Some, crate::wire::Writer::text;
    "None" => None, crate::wire::Writer::shape;
    "Ok" => Ok;
    "Unknown" => UnknownValue, crate::wire::Writer::integer;
    "Err" => Err, |writer, map| writer.sparse_map(map, crate::wire::Writer::shape);
} }

::tinsmith_runtime::read_union! { Default: crate::wire::Reader {
    "Some" => Some, crate::wire::Reader::text;
    "None" => None, crate::wire::Reader::shape;
    "Ok" => Ok;
    "Unknown" => UnknownValue, crate::wire::Reader::integer;
    "Err" => Err, |reader| reader.sparse_map(crate::wire::Reader::shape);
} }

/// A union without members.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Debug {
    /// A member this crate does not know.
    Unknown,
}
::tinsmith_runtime::union_accessors! { Debug {} }

::tinsmith_runtime::write_union! { Debug: crate::wire::Writer {} }

::tinsmith_runtime::read_union! { Debug: crate::wire::Reader {} }

/// A union of nothing but an `__type`, sensitive.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
#[non_exhaustive]
pub enum Writer {
    /// A secret.
    Type(::std::string::String),
    /// A member this crate does not know.
    Unknown,
}
::tinsmith_runtime::union_accessors! { sensitive Writer { Type, as_type, is_type: sensitive ::std::string::String; } }

::tinsmith_runtime::write_union! { Writer: crate::wire::Writer { "__type" => Type, crate::wire::Writer::text; } }

::tinsmith_runtime::read_union! { Writer: crate::wire::Reader { "__type" => Type, crate::wire::Reader::text; } }

/// Stand-ins for traits and types that an expansion must not find.
pub struct From;
/// Another.
pub struct Into;
/// Another.
pub struct Clone;
/// Another.
pub struct PartialEq;
/// Another.
pub struct Self_;
/// Another.
pub struct HashMap;
/// Another.
pub struct Error;
/// Another.
pub struct Reader;
/// Another.
pub struct ReadShape;
/// Another.
pub struct WriteShape;
/// Another.
pub struct ReadError;
/// Another.
pub struct BuildError;
/// Another.
pub struct OperationError;
/// Another.
pub struct ServiceMetadata;
/// Another.
pub struct Safety;
/// Another.
pub struct ZeroValue;
/// Another.
#[allow(non_camel_case_types, reason = "hostile")]
pub struct str;
/// Another.
#[allow(non_camel_case_types, reason = "hostile")]
pub struct bool;

/// An error among them.
#[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
#[non_exhaustive]
pub struct Exception {
    /// What happened.
    pub message: ::core::option::Option<::std::string::String>,
    pub(crate) meta: ::tinsmith_runtime::error::ErrorMetadata,
}
::tinsmith_runtime::error_structure! {
    Exception => ExceptionBuilder, "Exception" { message, set_message, get_message: optional text; }
}

::tinsmith_runtime::read_shape! { Exception: crate::wire::Reader { "message" => message, crate::wire::Reader::text; } }

/// An operation called as the trait of operations.
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
#[non_exhaustive]
pub struct Operation;

::tinsmith_runtime::builders! { StringBuilder, ResultBuilder }

/// What `Operation` can fail with.
#[derive(::core::fmt::Debug)]
#[non_exhaustive]
pub enum Failure {
    /// An error.
    Exception(Exception),
    /// Any other failure: ask for its code and message.
    Unhandled(::tinsmith_runtime::error::Unhandled),
}

::tinsmith_runtime::operation_error! { Failure: crate::wire::Reader => All {
    Exception, is_exception: "Exception" => Exception;
} }

/// What any operation can fail with.
#[derive(::core::fmt::Debug)]
#[non_exhaustive]
pub enum All {
    /// An error.
    Exception(Exception),
    /// Any other failure: ask for its code and message.
    Unhandled(::tinsmith_runtime::error::Unhandled),
}

::tinsmith_runtime::service_error! { All {
    Exception;
} }

::tinsmith_runtime::service! { SERVICE {} }

impl ::tinsmith_runtime::operation::Operation for Operation {
    ::tinsmith_runtime::rpc!(crate::wire::Writer, crate::wire::Reader);
    type Input = String;
    type Output = Result;
    type Error = Failure;
    const NAME: &'static ::core::primitive::str = "Operation";
    const SERVICE: &'static ::tinsmith_runtime::operation::ServiceMetadata = &SERVICE;
    const SAFETY: ::tinsmith_runtime::operation::Safety = ::tinsmith_runtime::operation::Safety::Idempotent;
}
