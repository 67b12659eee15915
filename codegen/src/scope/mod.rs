//! How a file refers to what it does not define: by short names, or by paths where it shadows one of them. A scope
//! records what it hands out, and the `use` lines follow from that.
//!
//! No type can shadow a module, whose name is in lower case: a path starts at the runtime or at a module of the crate,
//! and only names of the standard library are written in full.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `mod.rs` | names and types, as tokens |
//! | `imports.rs` | what was handed out, as `use` lines |

mod imports;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use self::imports::Import;
pub(crate) use self::imports::Uses;
use crate::lower::ir::{Element, Home, MapKey, Nulls, Prelude, Scalar, TypeRef, Value};
use crate::names::Ident;

/// The names that a file can use, and those that it does use.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    prelude: Prelude,
    used: BTreeSet<Import>,
    /// What only the tables of the server use.
    used_by_server: BTreeSet<Import>,
    for_server: bool,
}

impl Scope {
    /// The scope of a file that shadows, or does not shadow, the prelude.
    pub(crate) fn new(prelude: Prelude) -> Self {
        Self { prelude, used: BTreeSet::new(), used_by_server: BTreeSet::new(), for_server: false }
    }

    /// The `use` lines for what was handed out, in a file of the generated crate.
    pub(crate) fn uses(&self) -> Uses {
        Uses::new(&self.used, &self.used_by_server, self.prelude, &quote!(crate))
    }

    /// [`Scope::uses`] in code that calls the crate by its name.
    pub(crate) fn uses_from(&self, library: &Ident) -> Uses {
        Uses::new(&self.used, &self.used_by_server, self.prelude, &quote!(#library))
    }

    /// What `make` takes from the scope is used by the server alone: it is imported where the feature is on.
    pub(crate) fn for_server<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.for_server, true);
        let made = make(self);
        self.for_server = before;
        made
    }

    /// One of two spellings.
    fn pick(&self, short: TokenStream, full: TokenStream) -> TokenStream {
        match self.prelude {
            Prelude::Free => short,
            Prelude::Shadowed => full,
        }
    }

    fn note(&mut self, import: Import) {
        let used = if self.for_server { &mut self.used_by_server } else { &mut self.used };
        used.insert(import);
    }

    /// A name of a module that is imported: the name, or the module and the name.
    fn import(&mut self, import: Import) -> TokenStream {
        self.note(import);
        let (module, name) = import.names();
        let (module, name) = (module.map(|module| format_ident!("{module}")).into_iter(), format_ident!("{name}"));
        self.pick(quote!(#name), quote!(#(#module::)*#name))
    }

    /// `Option`, also for `Option::Some`.
    pub(crate) fn option(&self) -> TokenStream {
        self.pick(quote!(Option), quote!(::core::option::Option))
    }

    /// `Some`
    pub(crate) fn some(&self) -> TokenStream {
        self.pick(quote!(Some), quote!(::core::option::Option::Some))
    }

    /// `None`
    pub(crate) fn none(&self) -> TokenStream {
        self.pick(quote!(None), quote!(::core::option::Option::None))
    }

    /// `Ok`
    pub(crate) fn ok(&self) -> TokenStream {
        self.pick(quote!(Ok), quote!(::core::result::Result::Ok))
    }

    /// `Result`
    pub(crate) fn result(&self) -> TokenStream {
        self.pick(quote!(Result), quote!(::core::result::Result))
    }

    /// `Box`
    pub(crate) fn boxed(&self) -> TokenStream {
        self.pick(quote!(Box), quote!(::std::boxed::Box))
    }

    /// `String`
    pub(crate) fn string(&self) -> TokenStream {
        self.pick(quote!(String), quote!(::std::string::String))
    }

    /// `Vec`
    pub(crate) fn vec(&self) -> TokenStream {
        self.pick(quote!(Vec), quote!(::std::vec::Vec))
    }

    /// `HashMap`
    pub(crate) fn hash_map(&mut self) -> TokenStream {
        self.import(Import::HashMap)
    }

    /// `Reader` of the crate's codec.
    pub(crate) fn reader(&mut self) -> TokenStream {
        self.import(Import::Wire("Reader"))
    }

    /// `Writer` of the crate's codec.
    pub(crate) fn writer(&mut self) -> TokenStream {
        self.import(Import::Wire("Writer"))
    }

    /// A name that the runtime has at its root. No `use` line brings one into a file that shadows some.
    pub(crate) fn runtime(&mut self, name: &'static str) -> TokenStream {
        match self.prelude {
            Prelude::Free => self.import(Import::Runtime(name)),
            Prelude::Shadowed => {
                let name = format_ident!("{name}");
                quote!(tinsmith_runtime::#name)
            }
        }
    }

    /// A name of `primitives`.
    pub(crate) fn primitive(&mut self, name: &'static str) -> TokenStream {
        self.note(Import::Primitives);
        let name = format_ident!("{name}");
        quote!(primitives::#name)
    }

    /// A shared type: `types::User`.
    pub(crate) fn type_ref(&mut self, reference: &TypeRef) -> TokenStream {
        let TypeRef { name, module: _, home } = reference;
        self.type_name(*home, name)
    }

    /// A type by its name and where it is public: `types::error::NotFound`.
    pub(crate) fn type_name(&mut self, home: Home, name: &Ident) -> TokenStream {
        self.note(Import::Types);
        match home {
            Home::Types => quote!(types::#name),
            Home::Errors => quote!(types::error::#name),
        }
    }

    /// The Rust type of a value, neither boxed nor optional: `Vec<types::User>`.
    pub(crate) fn value(&mut self, value: &Value) -> TokenStream {
        match value {
            Value::Scalar(scalar) => self.scalar(*scalar),
            Value::Enum(reference) | Value::Structure(reference) | Value::Union(reference) => self.type_ref(reference),
            Value::List(element) => {
                let (vec, element) = (self.vec(), self.element(element));
                quote!(#vec<#element>)
            }
            Value::Map(key, element) => {
                let (map, key, element) = (self.hash_map(), self.key(key), self.element(element));
                quote!(#map<#key, #element>)
            }
        }
    }

    /// The type of a value without parts: `i32`.
    pub(crate) fn scalar(&mut self, scalar: Scalar) -> TokenStream {
        match scalar {
            Scalar::Boolean => quote!(bool),
            Scalar::Byte => quote!(i8),
            Scalar::Short => quote!(i16),
            Scalar::Integer => quote!(i32),
            Scalar::Long => quote!(i64),
            Scalar::Float => quote!(f32),
            Scalar::Double => quote!(f64),
            Scalar::BigInteger => self.primitive("BigInteger"),
            Scalar::BigDecimal => self.primitive("BigDecimal"),
            Scalar::Text => self.string(),
            Scalar::Blob => self.primitive("Blob"),
            Scalar::Document => self.primitive("Document"),
            Scalar::Timestamp(_) => self.primitive("DateTime"),
        }
    }

    /// The type of an entry of a list or map.
    pub(crate) fn element(&mut self, element: &Element) -> TokenStream {
        let Element { value, nulls } = element;
        let (option, value) = (self.option(), self.value(value));
        match nulls {
            Nulls::Dense => value,
            Nulls::Sparse => quote!(#option<#value>),
        }
    }

    /// The type of a map's key.
    pub(crate) fn key(&mut self, key: &MapKey) -> TokenStream {
        match key {
            MapKey::Text => self.string(),
            MapKey::Enum(reference) => self.type_ref(reference),
        }
    }
}
