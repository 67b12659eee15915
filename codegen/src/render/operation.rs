//! The file of an operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::{Call, Item, Source, Table};
use super::scope::{Scope, doc_attributes};
use super::{imports, lints, structure};
use crate::lower::ir::{
    Compression, ErrorVariant, HostPart, HostPrefix, Items, Nulls, Operation, OperationError, PageSize, Pagination,
    PathStep, RequestBody, Safety, Signing, StepPresence, Structure, Value,
};
use crate::names::Ident;

/// The whole file: the operation's type, its input, its output, its error, and how they go over the wire.
pub(super) fn operation(operation: &Operation, errors: &[Structure]) -> Source {
    let scope = Scope::new(operation.prelude);
    let mut items = imports::uses(&imports::of_operation(operation), operation.prelude);
    items.push(Item::Code(marker(operation)));
    items.extend(structure::structure(scope, &operation.input));
    items.extend(structure::structure(scope, &operation.output));
    items.push(builders(operation));
    items.extend(error(scope, &operation.error, &operation.wire, errors));
    items.push(Item::Code(implementation(scope, operation)));
    if let Some(pagination) = &operation.pagination {
        items.extend(paginated(scope, operation, pagination));
    }
    Source { docs: vec![format!("The `{}` operation.", operation.wire)], items }
}

/// The module `builders`, where aws-sdk-rust has them: `tinsmith_runtime::builders! { ListUsersInputBuilder, … }`
fn builders(operation: &Operation) -> Item {
    let (input, output) = (&operation.input.builder, &operation.output.builder);
    Item::Call(Call { path: quote!(tinsmith_runtime::builders), arguments: quote!(#input, #output) })
}

/// The type that stands for the operation:
///
/// ```text
/// /// Gives the users of an organization.
/// #[derive(Clone, Copy, Debug, Default)]
/// #[non_exhaustive]
/// pub struct ListUsers;
/// ```
fn marker(operation: &Operation) -> TokenStream {
    let (docs, name) = (doc_attributes(&operation.docs), &operation.name);
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, Default)]
        #[non_exhaustive]
        pub struct #name;
    }
}

/// The error type and its table:
///
/// ```text
/// /// What `ListUsers` can fail with.
/// #[derive(Debug)]
/// #[non_exhaustive]
/// pub enum ListUsersError {
///     /// The organization does not exist.
///     OrganizationNotFoundException(types::error::OrganizationNotFoundException),
///     /// Any other failure.
///     Unhandled(Unhandled),
/// }
///
/// tinsmith_runtime::operation_error! { ListUsersError: Reader => crate::Error {
///     OrganizationNotFoundException, is_organization_not_found_exception: "OrganizationNotFoundException" => …;
/// } }
/// ```
fn error(scope: Scope, error: &OperationError, wire: &str, errors: &[Structure]) -> Vec<Item> {
    let OperationError { name, variants } = error;
    let own = errors.iter().filter(|structure| variants.iter().any(|variant| variant.error == structure.name));
    let large = lints::large_errors(own);
    let (types, unhandled) = (scope.types(), scope.error("Unhandled"));
    let members = variants.iter().map(|variant| {
        let ErrorVariant { name, error, predicate: _, codes: _, docs } = variant;
        let docs = doc_attributes(docs);
        quote!(#docs #name(#types::error::#error),)
    });
    let rows = variants.iter().map(|variant| {
        let ErrorVariant { name, error, predicate, codes, docs: _ } = variant;
        quote!(#name, #predicate: #(#codes)|* => #types::error::#error)
    });
    let docs = format!(" What `{wire}` can fail with.");
    let definition = quote! {
        #[doc = #docs]
        #[derive(Debug)]
        #large
        #[non_exhaustive]
        pub enum #name {
            #(#members)*
            /// Any other failure: ask for its code and message.
            Unhandled(#unhandled),
        }
    };
    let reader = scope.reader();
    let head = quote!(#name: #reader => crate::Error);
    let table = Table { path: quote!(tinsmith_runtime::operation_error), head, rows: rows.collect() };
    vec![Item::Code(definition), Item::Table(table)]
}

/// How the operation goes over the wire:
///
/// ```text
/// impl Operation for ListUsers {
///     type Input = ListUsersInput;
///     type Output = ListUsersOutput;
///     type Error = ListUsersError;
///     const NAME: &'static str = "ListUsers";
///     const SERVICE: &'static ServiceMetadata = &crate::meta::SERVICE;
///     const SAFETY: Safety = Safety::Idempotent;
///     tinsmith_runtime::rpc!(Writer, Reader);
/// }
/// ```
fn implementation(scope: Scope, operation: &Operation) -> TokenStream {
    let Operation {
        wire,
        name,
        module: _,
        docs: _,
        input,
        output,
        error,
        request_body,
        safety,
        compression,
        signing,
        idempotency_tokens,
        host_prefix,
        pagination: _,
        request_tests: _,
        response_tests: _,
        skipped_tests: _,
        prelude: _,
    } = operation;
    let (trait_name, service) = (scope.operation("Operation"), scope.operation("ServiceMetadata"));
    let (input_name, output_name, error_name) = (&input.name, &output.name, &error.name);
    let safety_type = scope.operation("Safety");
    let safety = match safety {
        Safety::ReadOnly => quote!(const SAFETY: #safety_type = #safety_type::ReadOnly;),
        Safety::Idempotent => quote!(const SAFETY: #safety_type = #safety_type::Idempotent;),
        Safety::Unsafe => quote!(),
    };
    let compression_type = scope.operation("Compression");
    let compression = match compression {
        Compression::Gzip => quote!(const COMPRESSION: #compression_type = #compression_type::Gzip;),
        Compression::Unused => quote!(),
    };
    let signing_type = scope.operation("Signing");
    let signing = match signing {
        Signing::Signed => quote!(),
        Signing::Unsigned => quote!(const SIGNING: #signing_type = #signing_type::Unsigned;),
    };
    let reader = scope.reader();
    let writer = match request_body {
        RequestBody::Input => scope.writer(),
        RequestBody::Absent => quote!(()),
    };
    let tokens = fill_tokens(scope, idempotency_tokens);
    let host_prefix = host_prefix.as_ref().map(|prefix| host_prefix_function(scope, input, prefix));
    quote! {
        impl #trait_name for #name {
            type Input = #input_name;
            type Output = #output_name;
            type Error = #error_name;
            const NAME: &'static str = #wire;
            const SERVICE: &'static #service = &crate::meta::SERVICE;
            #safety
            #compression
            #signing
            tinsmith_runtime::rpc!(#writer, #reader);
            #tokens
            #host_prefix
        }
    }
}

/// Fills in what is unset:
///
/// ```text
/// fn fill_idempotency_token(input: &mut Self::Input, make: &mut dyn FnMut() -> String) {
///     input.client_token.get_or_insert_with(&mut *make);
/// }
/// ```
fn fill_tokens(scope: Scope, tokens: &[Ident]) -> Option<TokenStream> {
    let string = scope.string();
    (!tokens.is_empty()).then(|| {
        quote! {
            fn fill_idempotency_token(input: &mut Self::Input, make: &mut dyn FnMut() -> #string) {
                #(input.#tokens.get_or_insert_with(&mut *make);)*
            }
        }
    })
}

/// What goes before the endpoint's host:
///
/// ```text
/// fn host_prefix(input: &Self::Input) -> Result<Option<String>, BuildError> {
///     let mut prefix = String::new();
///     let label = input.bucket.as_deref();
///     prefix.push_str(host_label("Bucket", label)?);
///     prefix.push_str(".data-");
///     Ok(Some(prefix))
/// }
/// ```
fn host_prefix_function(scope: Scope, input: &Structure, prefix: &HostPrefix) -> TokenStream {
    let (result, option, string) = (scope.result(), scope.option(), scope.string());
    let (ok, some, build_error) = (scope.ok(), scope.some(), scope.error("BuildError"));
    let signature = |input| quote!(fn host_prefix(#input: &Self::Input) -> #result<#option<#string>, #build_error>);
    if let [HostPart::Text(text)] = prefix.parts.as_slice() {
        let signature = signature(quote!(_));
        return quote!(#signature { #ok(#some(#string::from(#text))) });
    }
    let signature = signature(quote!(input));
    let host_label = scope.host_label();
    let parts = prefix.parts.iter().map(|part| match part {
        HostPart::Text(text) => match text.chars().collect::<Vec<char>>().as_slice() {
            [letter] => quote!(prefix.push(#letter);),
            _ => quote!(prefix.push_str(#text);),
        },
        HostPart::Label(field) => {
            let wire = input.fields.iter().find(|candidate| candidate.name == *field).map(|field| field.wire.as_str());
            // Two short statements: formatters break one long one in different ways.
            quote! {
                let label = input.#field.as_deref();
                prefix.push_str(#host_label(#wire, label)?);
            }
        }
    });
    quote! {
        #signature {
            let mut prefix = #string::new();
            #(#parts)*
            #ok(#some(prefix))
        }
    }
}

/// How the operation pages:
///
/// ```text
/// impl Paginated for ListUsers {
///     type Token = String;
///     fn token(input: &Self::Input) -> Option<&Self::Token> { input.next_token.as_ref() }
///     fn set_token(input: &mut Self::Input, token: Option<Self::Token>) { input.next_token = token; }
///     fn next_token(output: &Self::Output) -> Option<&Self::Token> { output.next_token.as_ref() }
///     fn set_page_size(input: &mut Self::Input, size: i32) { input.max_results = Some(size); }
/// }
///
/// impl PaginatedItems for ListUsers {
///     type Item = types::User;
///     type Items = Vec<types::User>;
///     fn items(output: Self::Output) -> Self::Items { output.users.unwrap_or_default() }
/// }
/// ```
fn paginated(scope: Scope, operation: &Operation, pagination: &Pagination) -> Vec<Item> {
    let Pagination { input_token, token, output_token, page_size, items } = pagination;
    let name = &operation.name;
    let (trait_name, option, some) = (scope.pagination("Paginated"), scope.option(), scope.some());
    let token = scope.value(token);
    let next = borrowed_path(scope, output_token);
    let page_size = page_size.as_ref().map(|size| match size {
        PageSize::Integer(field) => quote! {
            fn set_page_size(input: &mut Self::Input, size: i32) { input.#field = #some(size); }
        },
        PageSize::Long(field) => quote! {
            fn set_page_size(input: &mut Self::Input, size: i32) { input.#field = #some(i64::from(size)); }
        },
    });
    let mut out = vec![Item::Code(quote! {
        impl #trait_name for #name {
            type Token = #token;
            fn token(input: &Self::Input) -> #option<&Self::Token> { input.#input_token.as_ref() }
            fn set_token(input: &mut Self::Input, token: #option<Self::Token>) { input.#input_token = token; }
            fn next_token(output: &Self::Output) -> #option<&Self::Token> { #next }
            #page_size
        }
    })];
    out.extend(items.as_ref().map(|items| paginated_items(scope, name, items)));
    out
}

/// The implementation of `PaginatedItems`.
fn paginated_items(scope: Scope, name: &Ident, items: &Items) -> Item {
    let trait_name = scope.pagination("PaginatedItems");
    let collection = scope.value(&items.collection);
    let item = match &items.collection {
        Value::List(element) => scope.element(&element.value, element.nulls),
        Value::Map(key, element) => {
            let (key, value) = (scope.key(key), scope.element(&element.value, element.nulls));
            quote!((#key, #value))
        }
        // Lowering keeps lists and maps alone.
        other => scope.element(other, Nulls::Dense),
    };
    let path = owned_path(&items.path);
    Item::Code(quote! {
        impl #trait_name for #name {
            type Item = #item;
            type Items = #collection;
            fn items(output: Self::Output) -> Self::Items { #path }
        }
    })
}

/// `output.a.as_ref()?.token.as_ref()`
fn borrowed_path(scope: Scope, path: &[PathStep]) -> TokenStream {
    let some = scope.some();
    let Some((last, before)) = path.split_last() else { return scope.none() };
    let start = before.iter().fold(quote!(output), |start, step| {
        let field = &step.field;
        match step.presence {
            StepPresence::Optional => quote!(#start.#field.as_ref()?),
            StepPresence::Always => quote!(#start.#field),
        }
    });
    let field = &last.field;
    match last.presence {
        StepPresence::Optional => quote!(#start.#field.as_ref()),
        StepPresence::Always => quote!(#some(&#start.#field)),
    }
}

/// `output.a.and_then(|value| value.items).unwrap_or_default()`
fn owned_path(path: &[PathStep]) -> TokenStream {
    let mut expression = quote!(output);
    let mut optional = false;
    for PathStep { field, presence } in path {
        expression = match (optional, presence) {
            (false, _) => quote!(#expression.#field),
            (true, StepPresence::Optional) => quote!(#expression.and_then(|value| value.#field)),
            (true, StepPresence::Always) => quote!(#expression.map(|value| value.#field)),
        };
        optional = optional || *presence == StepPresence::Optional;
    }
    if optional { quote!(#expression.unwrap_or_default()) } else { expression }
}
