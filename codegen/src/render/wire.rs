//! The function expressions that write and read a value, as they stand in the tables.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use crate::lower::ir::{Nulls, Scalar, Value};
use crate::model::TimestampFormat;

/// A function that writes the value: `Writer::text`, `|writer, list| writer.list(list, Writer::shape)`.
pub(super) fn write_function(scope: Scope, value: &Value) -> TokenStream {
    let writer = scope.writer();
    match value {
        Value::List(element) => {
            let (method, inner) = (method(value), write_function(scope, &element.value));
            quote!(|writer, list| writer.#method(list, #inner))
        }
        Value::Map(_, element) => {
            let (method, inner) = (method(value), write_function(scope, &element.value));
            quote!(|writer, map| writer.#method(map, #inner))
        }
        Value::Enum(_) => quote!(#writer::text),
        Value::Scalar(_) | Value::Structure(_) | Value::Union(_) => {
            let method = method(value);
            quote!(#writer::#method)
        }
    }
}

/// A function that reads a value which is not null: `Reader::text`, `|reader| reader.list(Reader::shape)`.
pub(super) fn read_function(scope: Scope, value: &Value) -> TokenStream {
    let (reader, method) = (scope.reader(), method(value));
    match value {
        Value::List(element) | Value::Map(_, element) => {
            let inner = read_function(scope, &element.value);
            quote!(|reader| reader.#method(#inner))
        }
        Value::Enum(_) => quote!(#reader::string_enum),
        Value::Scalar(_) | Value::Structure(_) | Value::Union(_) => quote!(#reader::#method),
    }
}

/// The method of reader and writer for a type.
fn method(value: &Value) -> TokenStream {
    match value {
        Value::Scalar(Scalar::Boolean) => quote!(boolean),
        Value::Scalar(Scalar::Byte) => quote!(byte),
        Value::Scalar(Scalar::Short) => quote!(short),
        Value::Scalar(Scalar::Integer) => quote!(integer),
        Value::Scalar(Scalar::Long) => quote!(long),
        Value::Scalar(Scalar::Float) => quote!(float),
        Value::Scalar(Scalar::Double) => quote!(double),
        Value::Scalar(Scalar::BigInteger) => quote!(big_integer),
        Value::Scalar(Scalar::BigDecimal) => quote!(big_decimal),
        Value::Scalar(Scalar::Text) | Value::Enum(_) => quote!(text),
        Value::Scalar(Scalar::Blob) => quote!(blob),
        Value::Scalar(Scalar::Document) => quote!(document),
        Value::Scalar(Scalar::Timestamp(TimestampFormat::EpochSeconds)) => quote!(epoch_seconds),
        Value::Scalar(Scalar::Timestamp(TimestampFormat::DateTime)) => quote!(date_time),
        Value::Scalar(Scalar::Timestamp(TimestampFormat::HttpDate)) => quote!(http_date),
        Value::Structure(_) | Value::Union(_) => quote!(shape),
        Value::List(element) => match element.nulls {
            Nulls::Dense => quote!(list),
            Nulls::Sparse => quote!(sparse_list),
        },
        Value::Map(_, element) => match element.nulls {
            Nulls::Dense => quote!(map),
            Nulls::Sparse => quote!(sparse_map),
        },
    }
}
