//! The expressions that write and read a value.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use crate::lower::ir::{Indirection, Nulls, Value};
use crate::model::TimestampFormat;

/// A function that writes the value, for the writer's `member`, `optional`, `list` and `map`:
/// `Writer::text`, `types::_user::write_user`, `|writer, list| writer.list(list, Writer::text)`.
pub fn write_function(scope: Scope, value: &Value, indirection: Indirection) -> TokenStream {
    let writer = scope.writer();
    let plain = match value {
        Value::Boolean => quote!(#writer::boolean),
        Value::Byte => quote!(#writer::byte),
        Value::Short => quote!(#writer::short),
        Value::Integer => quote!(#writer::integer),
        Value::Long => quote!(#writer::long),
        Value::Float => quote!(#writer::float),
        Value::Double => quote!(#writer::double),
        Value::BigInteger => quote!(#writer::big_integer),
        Value::BigDecimal => quote!(#writer::big_decimal),
        Value::Text | Value::Enum(_) => quote!(#writer::text),
        Value::Blob => quote!(#writer::blob),
        Value::Document => quote!(#writer::document),
        Value::Timestamp(TimestampFormat::EpochSeconds) => quote!(#writer::timestamp_epoch_seconds),
        Value::Timestamp(TimestampFormat::DateTime) => quote!(#writer::timestamp_date_time),
        Value::Timestamp(TimestampFormat::HttpDate) => quote!(#writer::timestamp_http_date),
        Value::Structure(reference) | Value::Union(reference) => scope.type_function(reference, "write"),
        Value::List(element) => {
            let inner = write_function(scope, &element.value, Indirection::Inline);
            match element.nulls {
                Nulls::Dense => quote!(|writer, list| writer.list(list, #inner)),
                Nulls::Sparse => quote!(|writer, list| writer.sparse_list(list, #inner)),
            }
        }
        Value::Map(_, element) => {
            let inner = write_function(scope, &element.value, Indirection::Inline);
            match element.nulls {
                Nulls::Dense => quote!(|writer, map| writer.map(map, #inner)),
                Nulls::Sparse => quote!(|writer, map| writer.sparse_map(map, #inner)),
            }
        }
    };
    match indirection {
        Indirection::Inline => plain,
        Indirection::Boxed => quote!(|writer, value| #plain(writer, value)),
    }
}

/// A function that reads a value which is not null, for the reader's `optional`, `list` and `map`:
/// `Reader::text`, `types::_user::read_user`, `|reader| reader.list(Reader::text)`.
pub fn read_function(scope: Scope, value: &Value, indirection: Indirection) -> TokenStream {
    let call = read_call(scope, value, indirection);
    let reader = scope.reader();
    match (value, indirection) {
        (Value::List(_) | Value::Map(..), _) | (_, Indirection::Boxed) => quote!(|reader| #call),
        (Value::Structure(reference) | Value::Union(reference), Indirection::Inline) => {
            scope.type_function(reference, "read")
        }
        (
            Value::Boolean
            | Value::Byte
            | Value::Short
            | Value::Integer
            | Value::Long
            | Value::Float
            | Value::Double
            | Value::BigInteger
            | Value::BigDecimal
            | Value::Text
            | Value::Blob
            | Value::Document
            | Value::Timestamp(_)
            | Value::Enum(_),
            Indirection::Inline,
        ) => {
            let method = read_method(value);
            quote!(#reader::#method)
        }
    }
}

/// An expression that reads a value from `reader`: `reader.text()`, `types::_user::read_user(reader)`.
pub fn read_call(scope: Scope, value: &Value, indirection: Indirection) -> TokenStream {
    let plain = match value {
        Value::Structure(reference) | Value::Union(reference) => {
            let function = scope.type_function(reference, "read");
            quote!(#function(reader))
        }
        Value::List(element) | Value::Map(_, element) => {
            let method = read_method(value);
            let inner = read_function(scope, &element.value, Indirection::Inline);
            quote!(reader.#method(#inner))
        }
        Value::Boolean
        | Value::Byte
        | Value::Short
        | Value::Integer
        | Value::Long
        | Value::Float
        | Value::Double
        | Value::BigInteger
        | Value::BigDecimal
        | Value::Text
        | Value::Blob
        | Value::Document
        | Value::Timestamp(_)
        | Value::Enum(_) => {
            let method = read_method(value);
            quote!(reader.#method())
        }
    };
    let boxed = scope.boxed();
    match indirection {
        Indirection::Inline => plain,
        Indirection::Boxed => quote!(#plain.map(#boxed::new)),
    }
}

/// The reader's method for a type.
fn read_method(value: &Value) -> TokenStream {
    match value {
        Value::Boolean => quote!(boolean),
        Value::Byte => quote!(byte),
        Value::Short => quote!(short),
        Value::Integer => quote!(integer),
        Value::Long => quote!(long),
        Value::Float => quote!(float),
        Value::Double => quote!(double),
        Value::BigInteger => quote!(big_integer),
        Value::BigDecimal => quote!(big_decimal),
        Value::Text => quote!(text),
        Value::Enum(_) => quote!(string_enum),
        Value::Blob => quote!(blob),
        Value::Document => quote!(document),
        Value::Timestamp(TimestampFormat::EpochSeconds) => quote!(timestamp_epoch_seconds),
        Value::Timestamp(TimestampFormat::DateTime) => quote!(timestamp_date_time),
        Value::Timestamp(TimestampFormat::HttpDate) => quote!(timestamp_http_date),
        Value::Structure(_) | Value::Union(_) => quote!(structure),
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
