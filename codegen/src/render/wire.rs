//! The function expressions that write and read a value, as they stand in the tables.

use proc_macro2::TokenStream;
use quote::quote;

use crate::lower::ir::{Nulls, Scalar, Value};
use crate::model::TimestampFormat;
use crate::scope::Scope;

/// The way of a value over the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// By a `Writer`.
    Write,
    /// By a `Reader`.
    Read,
}

/// A function that writes the value, or reads one that is not null:
///
/// ```text
/// Writer::text
/// |writer, list| writer.list(list, Writer::shape)
/// Reader::text
/// |reader| reader.list(Reader::shape)
/// ```
pub(super) fn function(scope: &mut Scope, way: Way, value: &Value) -> TokenStream {
    match (value, way) {
        (Value::List(element), _) => {
            let inner = function(scope, way, &element.value);
            nested(way, &collection(element.nulls, &quote!(list), &quote!(sparse_list)), &quote!(list), &inner)
        }
        (Value::Map(_, element), _) => {
            let inner = function(scope, way, &element.value);
            nested(way, &collection(element.nulls, &quote!(map), &quote!(sparse_map)), &quote!(map), &inner)
        }
        (Value::Scalar(scalar), _) => method(scope, way, &scalar_method(*scalar)),
        (Value::Enum(_), Way::Write) => method(scope, way, &quote!(text)),
        (Value::Enum(_), Way::Read) => method(scope, way, &quote!(string_enum)),
        (Value::Structure(_) | Value::Union(_), _) => method(scope, way, &quote!(shape)),
    }
}

/// `Writer::text`
fn method(scope: &mut Scope, way: Way, method: &TokenStream) -> TokenStream {
    let codec = match way {
        Way::Write => scope.writer(),
        Way::Read => scope.reader(),
    };
    quote!(#codec::#method)
}

/// `|reader| reader.list(Reader::text)`
fn nested(way: Way, method: &TokenStream, what: &TokenStream, inner: &TokenStream) -> TokenStream {
    match way {
        Way::Write => quote!(|writer, #what| writer.#method(#what, #inner)),
        Way::Read => quote!(|reader| reader.#method(#inner)),
    }
}

fn collection(nulls: Nulls, dense: &TokenStream, sparse: &TokenStream) -> TokenStream {
    match nulls {
        Nulls::Dense => dense.clone(),
        Nulls::Sparse => sparse.clone(),
    }
}

/// The method of reader and writer for a type without parts.
fn scalar_method(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::Boolean => quote!(boolean),
        Scalar::Byte => quote!(byte),
        Scalar::Short => quote!(short),
        Scalar::Integer => quote!(integer),
        Scalar::Long => quote!(long),
        Scalar::Float => quote!(float),
        Scalar::Double => quote!(double),
        Scalar::BigInteger => quote!(big_integer),
        Scalar::BigDecimal => quote!(big_decimal),
        Scalar::Text => quote!(text),
        Scalar::Blob => quote!(blob),
        Scalar::Document => quote!(document),
        Scalar::Timestamp(TimestampFormat::EpochSeconds) => quote!(epoch_seconds),
        Scalar::Timestamp(TimestampFormat::DateTime) => quote!(date_time),
        Scalar::Timestamp(TimestampFormat::HttpDate) => quote!(http_date),
    }
}
