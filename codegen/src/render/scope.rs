//! How a file refers to what it does not define: by short names, or by paths where it shadows one of them.
//!
//! No type can shadow a module, whose name is in lower case: a path starts at a module of the runtime or of the crate,
//! and only names of the standard library are written in full.

use proc_macro2::TokenStream;
use quote::quote;

use crate::lower::ir::{Home, MapKey, Nulls, Prelude, Scalar, TypeRef, Value};

/// The names that a file can use.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    prelude: Prelude,
}

impl Scope {
    /// The scope of a file that shadows, or does not shadow, the prelude.
    pub(super) fn new(prelude: Prelude) -> Self {
        Self { prelude }
    }

    /// One of two spellings.
    fn pick(self, short: TokenStream, full: TokenStream) -> TokenStream {
        match self.prelude {
            Prelude::Free => short,
            Prelude::Shadowed => full,
        }
    }

    /// `Option`, also for `Option::Some`.
    pub(super) fn option(self) -> TokenStream {
        self.pick(quote!(Option), quote!(::core::option::Option))
    }

    /// `Some`
    pub(super) fn some(self) -> TokenStream {
        self.pick(quote!(Some), quote!(::core::option::Option::Some))
    }

    /// `None`
    pub(super) fn none(self) -> TokenStream {
        self.pick(quote!(None), quote!(::core::option::Option::None))
    }

    /// `Ok`
    pub(super) fn ok(self) -> TokenStream {
        self.pick(quote!(Ok), quote!(::core::result::Result::Ok))
    }

    /// `Result`
    pub(super) fn result(self) -> TokenStream {
        self.pick(quote!(Result), quote!(::core::result::Result))
    }

    /// `Box`
    pub(super) fn boxed(self) -> TokenStream {
        self.pick(quote!(Box), quote!(::std::boxed::Box))
    }

    /// `String`
    pub(super) fn string(self) -> TokenStream {
        self.pick(quote!(String), quote!(::std::string::String))
    }

    /// `Vec`
    pub(super) fn vec(self) -> TokenStream {
        self.pick(quote!(Vec), quote!(::std::vec::Vec))
    }

    /// `HashMap`
    pub(super) fn hash_map(self) -> TokenStream {
        self.pick(quote!(HashMap), quote!(collections::HashMap))
    }

    /// `Reader` of the crate's codec.
    pub(super) fn reader(self) -> TokenStream {
        self.pick(quote!(Reader), quote!(wire::Reader))
    }

    /// `Writer` of the crate's codec.
    pub(super) fn writer(self) -> TokenStream {
        self.pick(quote!(Writer), quote!(wire::Writer))
    }

    /// A name of the runtime's `operation` module.
    pub(super) fn operation(self, name: &str) -> TokenStream {
        let name = quote::format_ident!("{name}");
        self.pick(quote!(#name), quote!(operation::#name))
    }

    /// A name of the runtime's `pagination` module.
    pub(super) fn pagination(self, name: &str) -> TokenStream {
        let name = quote::format_ident!("{name}");
        self.pick(quote!(#name), quote!(pagination::#name))
    }

    /// A name of the runtime's `error` module.
    pub(super) fn error(self, name: &str) -> TokenStream {
        let name = quote::format_ident!("{name}");
        self.pick(quote!(#name), quote!(error::#name))
    }

    /// The runtime's `host_label`.
    pub(super) fn host_label(self) -> TokenStream {
        self.pick(quote!(host_label), quote!(host_label::host_label))
    }

    /// The module `types`.
    pub(super) fn types(self) -> TokenStream {
        quote!(types)
    }

    /// A name of `primitives`.
    pub(super) fn primitive(self, name: &str) -> TokenStream {
        let name = quote::format_ident!("{name}");
        quote!(primitives::#name)
    }

    /// A shared type: `types::User`.
    pub(super) fn type_ref(self, reference: &TypeRef) -> TokenStream {
        let types = self.types();
        let name = &reference.name;
        match reference.home {
            Home::Types => quote!(#types::#name),
            Home::Errors => quote!(#types::error::#name),
        }
    }

    /// The Rust type of a value, neither boxed nor optional: `Vec<types::User>`.
    pub(super) fn value(self, value: &Value) -> TokenStream {
        match value {
            Value::Scalar(Scalar::Boolean) => quote!(bool),
            Value::Scalar(Scalar::Byte) => quote!(i8),
            Value::Scalar(Scalar::Short) => quote!(i16),
            Value::Scalar(Scalar::Integer) => quote!(i32),
            Value::Scalar(Scalar::Long) => quote!(i64),
            Value::Scalar(Scalar::Float) => quote!(f32),
            Value::Scalar(Scalar::Double) => quote!(f64),
            Value::Scalar(Scalar::BigInteger) => self.primitive("BigInteger"),
            Value::Scalar(Scalar::BigDecimal) => self.primitive("BigDecimal"),
            Value::Scalar(Scalar::Text) => self.string(),
            Value::Scalar(Scalar::Blob) => self.primitive("Blob"),
            Value::Scalar(Scalar::Document) => self.primitive("Document"),
            Value::Scalar(Scalar::Timestamp(_)) => self.primitive("DateTime"),
            Value::Enum(reference) | Value::Structure(reference) | Value::Union(reference) => self.type_ref(reference),
            Value::List(element) => {
                let (vec, element) = (self.vec(), self.element(&element.value, element.nulls));
                quote!(#vec<#element>)
            }
            Value::Map(key, element) => {
                let (map, key, element) = (self.hash_map(), self.key(key), self.element(&element.value, element.nulls));
                quote!(#map<#key, #element>)
            }
        }
    }

    /// The type of an entry of a list or map.
    pub(super) fn element(self, value: &Value, nulls: Nulls) -> TokenStream {
        let (option, value) = (self.option(), self.value(value));
        match nulls {
            Nulls::Dense => value,
            Nulls::Sparse => quote!(#option<#value>),
        }
    }

    /// The type of a map's key.
    pub(super) fn key(self, key: &MapKey) -> TokenStream {
        match key {
            MapKey::Text => self.string(),
            MapKey::Enum(reference) => self.type_ref(reference),
        }
    }
}

/// `#[doc]` attributes, one a line.
pub(super) fn doc_attributes(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}
