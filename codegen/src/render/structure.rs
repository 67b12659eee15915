//! Structures: the definition, and the tables of its accessors and setters, of writing and of reading it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::file::{Item, Table};
use super::lints;
use super::text::{compact, doc_attributes};
use super::wire::{self, Way};
use crate::lower::ir::{
    Binding, Build, Coding, DefaultValue, Field, Indirection, Nulls, Presence, RetryClass, Role, Scalar, SerdeNames,
    Shown, Structure, Value,
};
use crate::scope::Scope;

/// The definition of a structure, and its tables in the directions that are used.
pub(super) fn structure(scope: &mut Scope, structure: &Structure) -> Vec<Item> {
    let mut items = vec![Item::Code(definition(scope, structure)), Item::Table(table(scope, structure))];
    let Coding { written, read } = structure.directions.client();
    items.extend(written.then(|| write_table(scope, structure)));
    items.extend(read.then(|| read_table(scope, structure)));
    items
}

/// The definition:
///
/// ```text
/// #[derive(Clone, PartialEq)]
/// #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
/// #[cfg_attr(feature = "serde", serde(rename_all = "PascalCase"))]
/// #[non_exhaustive]
/// pub struct User {
///     /// The identifier.
///     pub id: Option<String>,
/// }
/// ```
fn definition(scope: &mut Scope, structure: &Structure) -> TokenStream {
    let Structure {
        shape: _,
        name,
        builder: _,
        module: _,
        docs,
        fields,
        build: _,
        directions: _,
        role,
        prelude: _,
        serde_names,
    } = structure;
    let docs = doc_attributes(docs);
    let rename_all = serde_rename_all(*serde_names);
    let members: Vec<TokenStream> = fields.iter().map(|field| member(scope, field, *serde_names)).collect();
    let metadata = match role {
        Role::Error(_) => Some(metadata()),
        Role::Input | Role::Output | Role::Shared => None,
    };
    quote! {
        #docs
        #[derive(Clone, PartialEq)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #rename_all
        #[non_exhaustive]
        pub struct #name {
            #(#members)*
            #metadata
        }
    }
}

/// serde's renaming rule of a structure.
fn serde_rename_all(names: SerdeNames) -> Option<TokenStream> {
    let rule = match names {
        SerdeNames::PascalCase => "PascalCase",
        SerdeNames::CamelCase => "camelCase",
        SerdeNames::Explicit => return None,
    };
    Some(quote!(#[cfg_attr(feature = "serde", serde(rename_all = #rule))]))
}

/// What every error carries besides its members.
fn metadata() -> TokenStream {
    quote! {
        #[cfg_attr(feature = "serde", serde(skip))]
        pub(crate) meta: tinsmith_runtime::error::ErrorMetadata,
    }
}

/// A field with its docs.
fn member(scope: &mut Scope, field: &Field, names: SerdeNames) -> TokenStream {
    let Field {
        name,
        setter: _,
        getter: _,
        wire,
        binding: _,
        required: _,
        stated: _,
        docs,
        constraints: _,
        constraints_in_words: _,
        presence,
        value,
        indirection,
        shown,
    } = field;
    let mut attributes = Vec::new();
    if names == SerdeNames::Explicit && name.text() != wire {
        attributes.push(quote!(#[cfg_attr(feature = "serde", serde(rename = #wire))]));
    }
    let redacted = quote!(#[cfg_attr(feature = "serde", serde(with = "tinsmith_runtime::redacted"))]);
    match (shown, presence) {
        (Shown::Plain, _) => {}
        (Shown::Redacted, Presence::Optional) => {
            let is_none = format!("{}::is_none", compact(&scope.option()));
            attributes.push(quote!(#[cfg_attr(feature = "serde", serde(skip_serializing_if = #is_none))]));
            attributes.push(redacted);
        }
        (Shown::Redacted, Presence::Required | Presence::Zero | Presence::Default(_)) => attributes.push(redacted),
    }
    match (shown, presence) {
        (Shown::Redacted, Presence::Optional) | (_, Presence::Zero) => {
            attributes.push(quote!(#[cfg_attr(feature = "serde", serde(default))]));
        }
        (Shown::Plain, Presence::Optional) | (_, Presence::Required | Presence::Default(_)) => {}
    }
    let wrappers = u32::from(*presence == Presence::Optional) + u32::from(*indirection == Indirection::Boxed);
    attributes.extend(lints::complexity(value, wrappers));
    let (docs, ty) = (doc_attributes(docs), field_type(scope, field));
    quote!(#docs #(#attributes)* pub #name: #ty,)
}

/// `Option<Box<types::User>>`
pub(super) fn field_type(scope: &mut Scope, field: &Field) -> TokenStream {
    let (option, boxed, inner) = (scope.option(), scope.boxed(), scope.value(&field.value));
    let held = match field.indirection {
        Indirection::Inline => inner,
        Indirection::Boxed => quote!(#boxed<#inner>),
    };
    match field.presence {
        Presence::Optional => quote!(#option<#held>),
        Presence::Required | Presence::Zero | Presence::Default(_) => held,
    }
}

/// The table that makes accessors, the builder and `Debug`:
///
/// ```text
/// tinsmith_runtime::structure! { User => UserBuilder {
///     id, set_id, get_id: optional text;
/// } }
/// ```
fn table(scope: &mut Scope, structure: &Structure) -> Table {
    let Structure {
        shape: _,
        name,
        builder,
        module: _,
        docs: _,
        fields,
        build,
        directions: _,
        role,
        prelude: _,
        serde_names: _,
    } = structure;
    let fallible = match build {
        Build::Fallible => quote!(fallible),
        Build::Infallible => quote!(),
    };
    let (path, head) = match role {
        Role::Input => (quote!(tinsmith_runtime::structure), quote!(#name => #fallible #builder<C>)),
        Role::Output | Role::Shared => (quote!(tinsmith_runtime::structure), quote!(#name => #fallible #builder)),
        Role::Error(facts) => {
            let code = &facts.code;
            let retry = match facts.retry {
                RetryClass::Unstated => quote!(),
                RetryClass::Transient => quote!(, retryable(Transient)),
                RetryClass::Throttling => quote!(, retryable(Throttling)),
            };
            (quote!(tinsmith_runtime::error_structure), quote!(#name => #fallible #builder, #code #retry))
        }
    };
    Table { path, head, rows: fields.iter().map(|field| row(scope, field)).collect() }
}

/// `id, set_id, get_id: optional text`
fn row(scope: &mut Scope, field: &Field) -> TokenStream {
    let Field {
        name,
        setter,
        getter,
        wire: _,
        binding: _,
        required: _,
        stated: _,
        docs: _,
        constraints: _,
        constraints_in_words: _,
        presence,
        value,
        indirection,
        shown,
    } = field;
    let presence = match presence {
        Presence::Optional => quote!(optional),
        Presence::Required => quote!(required),
        Presence::Zero => quote!(zero),
        Presence::Default(default) => {
            let expression = default_expression(scope, default);
            quote!(default(#expression))
        }
    };
    let sensitive = match shown {
        Shown::Plain => quote!(),
        Shown::Redacted => quote!(sensitive),
    };
    let kind = kind(scope, value, *indirection);
    quote!(#name, #setter, #getter: #presence #sensitive #kind)
}

/// How setters take the value and accessors give it.
fn kind(scope: &mut Scope, value: &Value, indirection: Indirection) -> TokenStream {
    let ty = scope.value(value);
    if indirection == Indirection::Boxed {
        return quote!(boxed(#ty));
    }
    match value {
        Value::Scalar(Scalar::Text) => quote!(text),
        Value::Scalar(
            Scalar::Boolean
            | Scalar::Byte
            | Scalar::Short
            | Scalar::Integer
            | Scalar::Long
            | Scalar::Float
            | Scalar::Double,
        ) => {
            quote!(copy(#ty))
        }
        // Lent although it could be copied, as aws-sdk-rust does.
        Value::Scalar(
            Scalar::Timestamp(_) | Scalar::BigInteger | Scalar::BigDecimal | Scalar::Blob | Scalar::Document,
        )
        | Value::Enum(_)
        | Value::Structure(_)
        | Value::Union(_) => quote!(value(#ty)),
        Value::List(element) => match (&element.value, element.nulls) {
            (Value::Scalar(Scalar::Text), Nulls::Dense) => quote!(texts),
            (_, _) => {
                let element = scope.element(element);
                quote!(list(#element))
            }
        },
        Value::Map(key, element) => {
            let key = scope.key(key);
            match (&element.value, element.nulls) {
                (Value::Scalar(Scalar::Text), Nulls::Dense) => quote!(map_text(#key)),
                (_, _) => {
                    let element = scope.element(element);
                    quote!(map(#key, #element))
                }
            }
        }
    }
}

/// An expression for a default: `3`, `String::from("a")`, `types::Color::from("red")`.
fn default_expression(scope: &mut Scope, default: &DefaultValue) -> TokenStream {
    match default {
        DefaultValue::Boolean(value) => quote!(#value),
        DefaultValue::Integer(value) => {
            let literal = Literal::i64_unsuffixed(*value);
            quote!(#literal)
        }
        DefaultValue::Float(value) => {
            let literal = Literal::f32_unsuffixed(*value);
            quote!(#literal)
        }
        DefaultValue::Double(value) => {
            let literal = Literal::f64_unsuffixed(*value);
            quote!(#literal)
        }
        DefaultValue::Text(text) => {
            let string = scope.string();
            quote!(#string::from(#text))
        }
        DefaultValue::Enum(reference, text) => {
            let ty = scope.type_ref(reference);
            quote!(#ty::from(#text))
        }
        DefaultValue::Blob(bytes) => {
            let (blob, literal) = (scope.primitive("Blob"), Literal::byte_string(bytes));
            quote!(#blob::new(*#literal))
        }
        DefaultValue::Timestamp { seconds, nanos } => {
            let (time, seconds) = (scope.primitive("DateTime"), Literal::i64_unsuffixed(*seconds));
            let nanos = Literal::u32_unsuffixed(*nanos);
            quote!(#time::from_secs_and_nanos(#seconds, #nanos))
        }
        DefaultValue::Document(value) => parsed(&scope.primitive("Document"), &value.to_string()),
        DefaultValue::BigInteger(text) => parsed(&scope.primitive("BigInteger"), text),
        DefaultValue::BigDecimal(text) => parsed(&scope.primitive("BigDecimal"), text),
    }
}

/// A value that is read from its text when it is needed; lowering has checked that it can be.
fn parsed(ty: &TokenStream, text: &str) -> TokenStream {
    quote!(#text.parse::<#ty>().unwrap_or_default())
}

/// The table that writes a structure:
///
/// ```text
/// tinsmith_runtime::write_shape! { Tag: Writer {
///     "Key" => always key, Writer::text;
///     "Value" => always value, Writer::text;
/// } }
/// ```
fn write_table(scope: &mut Scope, structure: &Structure) -> Item {
    let (name, writer) = (&structure.name, scope.writer());
    let rows = structure.fields.iter().filter(|field| is_in_body(&field.binding)).map(|field| {
        let Field {
            name,
            setter: _,
            getter: _,
            wire,
            binding: _,
            required: _,
            stated: _,
            docs: _,
            constraints: _,
            constraints_in_words: _,
            presence,
            value,
            // A box is read and written like what is in it.
            indirection: _,
            // What is sensitive is sent as it is.
            shown: _,
        } = field;
        let function = wire::function(scope, Way::Write, value);
        match presence {
            Presence::Optional => quote!(#wire => optional #name, #function),
            Presence::Required | Presence::Zero | Presence::Default(_) => quote!(#wire => always #name, #function),
        }
    });
    let rows = rows.collect();
    Item::Table(Table { path: quote!(tinsmith_runtime::write_shape), head: quote!(#name: #writer), rows })
}

/// The table that reads a structure:
///
/// ```text
/// tinsmith_runtime::read_shape! { User: Reader {
///     "Id" => id, Reader::text;
/// } }
/// ```
fn read_table(scope: &mut Scope, structure: &Structure) -> Item {
    let (name, reader) = (&structure.name, scope.reader());
    let rows = structure.fields.iter().filter(|field| is_in_body(&field.binding)).map(|field| {
        let Field {
            name,
            setter: _,
            getter: _,
            wire,
            binding: _,
            required: _,
            stated: _,
            docs: _,
            constraints: _,
            constraints_in_words: _,
            // The builder knows what an absent member is.
            presence: _,
            value,
            indirection: _,
            shown: _,
        } = field;
        let function = wire::function(scope, Way::Read, value);
        quote!(#wire => #name, #function)
    });
    let rows = rows.collect();
    Item::Table(Table { path: quote!(tinsmith_runtime::read_shape), head: quote!(#name: #reader), rows })
}

/// Whether a member is a row of the tables of the body; what stands elsewhere is no affair of a codec.
fn is_in_body(binding: &Binding) -> bool {
    match binding {
        Binding::Body => true,
        Binding::Label
        | Binding::Header(_)
        | Binding::PrefixHeaders(_)
        | Binding::Query(_)
        | Binding::QueryParams
        | Binding::Payload
        | Binding::StatusCode => false,
    }
}
