//! Structures: the definition, and the tables of its accessors and setters, of writing and of reading it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::checks;
use super::file::{Call, Item, Served, Table};
use super::lints;
use super::text::{compact, doc_attributes};
use super::wire::{self, Way};
use crate::lower::ir::{
    Accessor, Binding, Build, Coding, DefaultValue, ErrorFacts, Field, Indirection, Presence, QueryFacts, RetryClass,
    Role, SerdeNames, Shown, Structure, Value, Written,
};
use crate::names::Ident;
use crate::scope::Scope;

/// The definition of a structure, and its tables in the directions that are used.
pub(super) fn structure(scope: &mut Scope, structure: &Structure) -> Vec<Item> {
    let Structure {
        shape: _,
        name,
        builder,
        module: _,
        docs,
        fields,
        build,
        directions,
        role,
        prelude: _,
        serde_names,
        checks,
    } = structure;
    let Coding { written, read } = directions.client();
    let mut items = vec![
        Item::Code(definition(scope, (docs, name), fields, *serde_names, role)),
        Item::Table(table(scope, (name, builder), fields, *build, role)),
    ];
    items.extend(written.then(|| Item::Table(write_table(scope, name, fields))));
    items.extend(read.then(|| Item::Table(read_table(scope, name, fields))));
    items.extend(scope.for_server(|scope| served(scope, structure)));
    items.extend(checks.as_ref().map(|checks| checks::table(name, checks)));
    items
}

/// The tables of the other side, as far as the client does not have them, and what a service answers with an error:
///
/// ```text
/// #[cfg(feature = "server")]
/// tinsmith_runtime::served_error! { EntityStateException: Writer, "com.amazonaws.workmail#EntityStateException", 400 }
/// ```
fn served(scope: &mut Scope, structure: &Structure) -> Vec<Item> {
    let Structure {
        shape,
        name,
        builder: _,
        module: _,
        docs: _,
        fields,
        build: _,
        directions,
        role,
        prelude: _,
        serde_names: _,
        checks: _,
    } = structure;
    let (client, service) = (directions.client(), directions.server());
    // An input is read also where the operation has none in the model: then it has no members.
    let read = (service.read || *role == Role::Input) && !client.read;
    let written = service.written && !client.written;
    let mut items = Vec::new();
    items.extend(read.then(|| Item::Served(Served::Table(read_table(scope, name, fields)))));
    items.extend(written.then(|| Item::Served(Served::Table(write_table(scope, name, fields)))));
    match role {
        Role::Input | Role::Output | Role::Shared => {}
        Role::Error(ErrorFacts { code, retry: _, status: _, answered, query }) => {
            let writer = scope.writer();
            let id = shape.as_ref().map_or_else(|| code.clone(), ToString::to_string);
            let answered = Literal::u16_unsuffixed(*answered);
            let query = query.as_ref().map(|QueryFacts { code, fault }| quote!(, #code, #fault));
            let arguments = quote!(#name: #writer, #id, #answered #query);
            items.push(Item::Served(Served::Call(Call { path: quote!(tinsmith_runtime::served_error), arguments })));
        }
    }
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
fn definition(
    scope: &mut Scope,
    (docs, name): (&[String], &Ident),
    fields: &[Field],
    names: SerdeNames,
    role: &Role,
) -> TokenStream {
    let docs = doc_attributes(docs);
    let rename_all = serde_rename_all(names);
    let members: Vec<TokenStream> = fields.iter().map(|field| member(scope, field, names)).collect();
    let metadata = match role {
        Role::Error(_) => Some(metadata(&quote!(tinsmith_runtime::error::ErrorMetadata))),
        Role::Output => Some(metadata(&quote!(tinsmith_runtime::ResponseMetadata))),
        Role::Input | Role::Shared => None,
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

/// What every error and every output carries besides its members.
fn metadata(ty: &TokenStream) -> TokenStream {
    quote! {
        #[cfg_attr(feature = "serde", serde(skip))]
        pub(crate) meta: #ty,
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
        purpose: _,
        docs,
        constraints: _,
        constraints_in_words: _,
        presence,
        written: _,
        value,
        indirection,
        accessor: _,
        complexity,
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
    attributes.extend(lints::complexity(*complexity));
    let (docs, ty) = (doc_attributes(docs), field_type(scope, presence, *indirection, value));
    quote!(#docs #(#attributes)* pub #name: #ty,)
}

/// `Option<Box<types::User>>`
pub(super) fn field_type(
    scope: &mut Scope,
    presence: &Presence,
    indirection: Indirection,
    value: &Value,
) -> TokenStream {
    let (option, boxed, inner) = (scope.option(), scope.boxed(), scope.value(value));
    let held = match indirection {
        Indirection::Inline => inner,
        Indirection::Boxed => quote!(#boxed<#inner>),
    };
    match presence {
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
fn table(scope: &mut Scope, (name, builder): (&Ident, &Ident), fields: &[Field], build: Build, role: &Role) -> Table {
    let fallible = match build {
        Build::Fallible => quote!(fallible),
        Build::Infallible => quote!(),
    };
    let (path, head) = match role {
        Role::Input => (quote!(tinsmith_runtime::structure), quote!(#name => #fallible #builder<C>)),
        Role::Output => (quote!(tinsmith_runtime::structure), quote!(#name => answer #fallible #builder)),
        Role::Shared => (quote!(tinsmith_runtime::structure), quote!(#name => #fallible #builder)),
        Role::Error(facts) => {
            let code = &facts.code;
            let retry = match facts.retry {
                RetryClass::Unstated => quote!(),
                RetryClass::Transient => quote!(, retryable(Transient)),
                RetryClass::Throttling => quote!(, retryable(Throttling)),
                RetryClass::Never => quote!(, retryable(Never)),
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
        purpose: _,
        docs: _,
        constraints: _,
        constraints_in_words: _,
        presence,
        written: _,
        value: _,
        indirection: _,
        accessor,
        complexity: _,
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
    let kind = kind(scope, accessor);
    quote!(#name, #setter, #getter: #presence #sensitive #kind)
}

/// The kind of a row: `text`, `copy(i32)`, `list(types::User)`
fn kind(scope: &mut Scope, accessor: &Accessor) -> TokenStream {
    match accessor {
        Accessor::Text => quote!(text),
        Accessor::Copy(scalar) => {
            let ty = scope.scalar(*scalar);
            quote!(copy(#ty))
        }
        Accessor::Value(value) => {
            let ty = scope.value(value);
            quote!(value(#ty))
        }
        Accessor::Boxed(value) => {
            let ty = scope.value(value);
            quote!(boxed(#ty))
        }
        Accessor::List(element) => {
            let element = scope.element(element);
            quote!(list(#element))
        }
        Accessor::Texts => quote!(texts),
        Accessor::Map(key, element) => {
            let (key, element) = (scope.key(key), scope.element(element));
            quote!(map(#key, #element))
        }
        Accessor::MapText(key) => {
            let key = scope.key(key);
            quote!(map_text(#key))
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
fn write_table(scope: &mut Scope, name: &Ident, fields: &[Field]) -> Table {
    let writer = scope.writer();
    let rows = fields.iter().filter_map(|field| wire_row(scope, Way::Write, field)).collect();
    Table { path: quote!(tinsmith_runtime::write_shape), head: quote!(#name: #writer), rows }
}

/// The table that reads a structure:
///
/// ```text
/// tinsmith_runtime::read_shape! { User: Reader {
///     "Id" => id, Reader::text;
/// } }
/// ```
fn read_table(scope: &mut Scope, name: &Ident, fields: &[Field]) -> Table {
    let reader = scope.reader();
    let rows = fields.iter().filter_map(|field| wire_row(scope, Way::Read, field)).collect();
    Table { path: quote!(tinsmith_runtime::read_shape), head: quote!(#name: #reader), rows }
}

/// `"Id" => optional id, Writer::text`, or `"Id" => id, Reader::text`; nothing for a member that is not in the body.
fn wire_row(scope: &mut Scope, way: Way, field: &Field) -> Option<TokenStream> {
    let Field {
        name,
        setter: _,
        getter: _,
        wire,
        binding,
        required: _,
        stated: _,
        purpose: _,
        docs: _,
        constraints: _,
        constraints_in_words: _,
        presence: _,
        written,
        value,
        // A box is read and written like what is in it.
        indirection: _,
        accessor: _,
        complexity: _,
        // What is sensitive is sent as it is.
        shown: _,
    } = field;
    if !is_in_body(binding) {
        return None;
    }
    let function = wire::function(scope, way, value);
    Some(match (way, written) {
        // The builder knows what an absent member is.
        (Way::Read, _) => quote!(#wire => #name, #function),
        (Way::Write, Written::IfSet) => quote!(#wire => optional #name, #function),
        (Way::Write, Written::Needed) => quote!(#wire => needed #name, #function),
        (Way::Write, Written::Always) => quote!(#wire => always #name, #function),
    })
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
