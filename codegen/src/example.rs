//! Examples in Rust: how a value of a type of the generated crate is made, by its names and its builders.

use proc_macro2::TokenStream;
use quote::quote;

use crate::lower::ir::{
    Build, Crate, Element, Field, Home, Indirection, MapKey, Module, Nulls, Operation, Prelude, Presence, Requirement,
    Scalar, Structure, TypeDefinition, TypeRef, Value,
};
use crate::scope::{Scope, Uses};

/// How many structures deep an example goes before it says no more than the type.
const DEPTH: usize = 4;

/// The call of an operation with what it requires, as an example of its documentation that compiles:
///
/// ```text
/// # #[cfg(feature = "client")] async fn example(client: workmail::Client) -> Result<(), Box<dyn std::error::Error>> {
/// let output = client.list_users().organization_id("string").send().await?;
/// # Ok(()) }
/// ```
pub(crate) fn call(krate: &Crate, operation: &Operation) -> Vec<String> {
    let mut example = Example::new(krate);
    let required = operation.input.fields.iter().filter(|field| match field.required {
        Requirement::Required => true,
        Requirement::Optional => false,
    });
    let setters: Vec<TokenStream> = required.map(|field| example.setter(field, 0)).collect();
    let (method, library) = (&operation.method, &krate.library);
    let Uses { standard, runtime, own, server: _ } = example.scope.uses_from(library);
    let hidden = formatted(&quote! {
        fn example() {
            #standard
            #runtime
            #own
        }
    });
    let shown = formatted(&quote! {
        fn example() {
            let output = client.#method() #(#setters)* .send().await?;
        }
    });
    let result = "Result<(), Box<dyn std::error::Error>>";
    let start = format!("# #[cfg(feature = \"client\")] async fn example(client: {library}::Client) -> {result} {{");
    let hidden = hidden.into_iter().map(|line| format!("# {line}"));
    [start].into_iter().chain(hidden).chain(shown).chain(["# Ok(()) }".to_owned()]).collect()
}

/// The body of the function as lines. What is not Rust, which no name of ours can bring about, stays as it is.
pub(crate) fn formatted(function: &TokenStream) -> Vec<String> {
    let text = match syn::parse2::<syn::File>(function.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => return vec![function.to_string()],
    };
    let lines: Vec<&str> = text.lines().collect();
    let body = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
    body.iter().map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()).collect()
}

/// Example values of a crate's types, and what they need in scope.
pub(crate) struct Example<'c> {
    krate: &'c Crate,
    /// What the expressions so far refer to.
    pub(crate) scope: Scope,
}

impl<'c> Example<'c> {
    pub(crate) fn new(krate: &'c Crate) -> Self {
        Self { krate, scope: Scope::new(Prelude::Free) }
    }

    /// `.organization_id("string")`; a list's setter takes one entry, a map's a key and a value.
    pub(crate) fn setter(&mut self, field: &'c Field, depth: usize) -> TokenStream {
        let name = &field.name;
        let arguments = match (&field.value, field.indirection) {
            (Value::List(element), Indirection::Inline) => self.argument(element, depth),
            (Value::Map(key, element), Indirection::Inline) => {
                let (key, value) = (self.key(key), self.argument(element, depth));
                quote!(#key, #value)
            }
            (Value::Scalar(Scalar::Text), Indirection::Inline) => quote!("string"),
            (value, _) => self.value(value, depth),
        };
        quote!(.#name(#arguments))
    }

    /// An entry as a setter takes it: text without a conversion.
    fn argument(&mut self, element: &'c Element, depth: usize) -> TokenStream {
        match (&element.value, element.nulls) {
            (Value::Scalar(Scalar::Text), Nulls::Dense) => quote!("string"),
            _ => self.element(element, depth),
        }
    }

    fn element(&mut self, element: &'c Element, depth: usize) -> TokenStream {
        let value = self.value(&element.value, depth);
        match element.nulls {
            Nulls::Dense => value,
            Nulls::Sparse => quote!(Some(#value)),
        }
    }

    fn key(&mut self, key: &'c MapKey) -> TokenStream {
        match key {
            MapKey::Text => quote!("string"),
            MapKey::Enum(reference) => self.enum_value(reference),
        }
    }

    /// An expression of the type.
    fn value(&mut self, value: &'c Value, depth: usize) -> TokenStream {
        match value {
            Value::Scalar(Scalar::Boolean) => quote!(true),
            Value::Scalar(Scalar::Byte | Scalar::Short | Scalar::Integer | Scalar::Long) => quote!(123),
            Value::Scalar(Scalar::Float | Scalar::Double) => quote!(123.0),
            Value::Scalar(Scalar::BigInteger | Scalar::BigDecimal) => quote!("123".parse()?),
            Value::Scalar(Scalar::Text) => quote!("string".to_owned()),
            Value::Scalar(Scalar::Blob) => {
                let blob = self.scope.primitive("Blob");
                quote!(#blob::new("bytes"))
            }
            Value::Scalar(Scalar::Document) => {
                let document = self.scope.primitive("Document");
                quote!(#document::Null)
            }
            Value::Scalar(Scalar::Timestamp(_)) => {
                let time = self.scope.primitive("DateTime");
                quote!(#time::from_secs(1_420_070_400))
            }
            Value::Enum(reference) => self.enum_value(reference),
            Value::Structure(reference) => self.structure(reference, depth),
            Value::Union(reference) => self.union(reference, depth),
            Value::List(element) => {
                let element = self.element(element, depth);
                quote!(vec![#element])
            }
            Value::Map(key, element) => {
                let (map, key, element) = (self.scope.hash_map(), self.key(key), self.element(element, depth));
                quote!(#map::from([(#key.into(), #element)]))
            }
        }
    }

    fn definition(&self, reference: &TypeRef) -> Option<&'c TypeDefinition> {
        let mut types = self.krate.types.iter().filter(|_| reference.home == Home::Types);
        types.find(|definition| *module(definition) == reference.module)
    }

    /// An error structure can be a member, too.
    fn structure_definition(&self, reference: &TypeRef) -> Option<&'c Structure> {
        match (reference.home, self.definition(reference)) {
            (Home::Types, Some(TypeDefinition::Structure(structure))) => Some(structure),
            (Home::Types, _) => None,
            (Home::Errors, _) => self.krate.errors.iter().find(|error| error.name == reference.name),
        }
    }

    /// `types::EntityState::Enabled`: the first value.
    fn enum_value(&mut self, reference: &TypeRef) -> TokenStream {
        let path = self.scope.type_ref(reference);
        let first = match self.definition(reference) {
            Some(TypeDefinition::Enum(definition)) => definition.variants.first().map(|variant| &variant.name),
            _ => None,
        };
        match first {
            Some(variant) => quote!(#path::#variant),
            None => quote!(#path::from("string")),
        }
    }

    /// `types::Tag::builder().key("string").build()?` with what it requires; else with its first member.
    fn structure(&mut self, reference: &TypeRef, depth: usize) -> TokenStream {
        let path = self.scope.type_ref(reference);
        let Some(structure) = self.structure_definition(reference) else { return quote!(#path::builder().build()) };
        let fields = if depth < DEPTH { shown(structure) } else { Vec::new() };
        let setters = fields.into_iter().map(|field| self.setter(field, depth + 1));
        let fallible = match structure.build {
            Build::Fallible => quote!(?),
            Build::Infallible => quote!(),
        };
        quote!(#path::builder() #(#setters)* .build() #fallible)
    }

    /// `types::Value::S("string".to_owned())`: the first variant that holds no further members, else the first.
    fn union(&mut self, reference: &TypeRef, depth: usize) -> TokenStream {
        let path = self.scope.type_ref(reference);
        let variants = match self.definition(reference) {
            Some(TypeDefinition::Union(union)) if depth < DEPTH => union.variants.as_slice(),
            _ => &[],
        };
        let simple = variants.iter().find(|variant| !variant.value.as_ref().is_some_and(is_nested));
        let Some(variant) = simple.or(variants.first()) else { return quote!(#path::Unknown) };
        let name = &variant.name;
        let Some(value) = &variant.value else { return quote!(#path::#name) };
        let value = self.value(value, depth + 1);
        match variant.indirection {
            Indirection::Inline => quote!(#path::#name(#value)),
            Indirection::Boxed => quote!(#path::#name(Box::new(#value))),
        }
    }
}

/// Whether a value has members or entries.
fn is_nested(value: &Value) -> bool {
    matches!(value, Value::Structure(_) | Value::Union(_) | Value::List(_) | Value::Map(..))
}

/// The fields that an example sets.
fn shown(structure: &Structure) -> Vec<&Field> {
    let required: Vec<&Field> = structure.fields.iter().filter(|field| field.presence == Presence::Required).collect();
    if required.is_empty() { structure.fields.iter().take(1).collect() } else { required }
}

fn module(definition: &TypeDefinition) -> &Module {
    match definition {
        TypeDefinition::Structure(definition) => &definition.module,
        TypeDefinition::Union(definition) => &definition.module,
        TypeDefinition::Enum(definition) => &definition.module,
        TypeDefinition::IntEnum(definition) => &definition.module,
    }
}
