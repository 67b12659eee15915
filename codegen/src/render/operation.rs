//! The file of an operation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::expression::{Names, value};
use super::file::{Call, Item, Source, Table};
use super::text::doc_attributes;
use super::{lints, structure};
use crate::example;
use crate::lower::ir::{
    Collection, Compression, Crate, ErrorVariant, Home, HostPart, HostPrefix, Items, Operation, OperationError,
    OperationParam, Pagination, ParamSource, PathStep, Polling, RequestBody, Safety, Signing, StepPresence,
};
use crate::model::rule_set::ParameterValue;
use crate::names::Ident;
use crate::scope::Scope;

/// The whole file: the operation's type, its input, its output, its error, and how they go over the wire.
pub(super) fn operation(krate: &Crate, operation: &Operation) -> Source {
    let scope = &mut Scope::new(operation.prelude);
    let mut items = vec![Item::Code(marker(krate, operation))];
    items.extend(structure::structure(scope, &operation.input));
    items.extend(structure::structure(scope, &operation.output));
    items.push(builders(operation));
    items.extend(error(scope, &operation.error, &operation.wire));
    items.push(Item::Code(implementation(scope, operation)));
    if let Some(pagination) = &operation.pagination {
        items.push(Item::Table(paginated(scope, &operation.name, pagination)));
    }
    // The list of operations says what the module is for; the operation's own docs say it here.
    Source::new(Vec::new(), scope.uses(), items)
}

/// The module `builders`, where aws-sdk-rust has them: `tinsmith_runtime::builders! { ListUsersInputBuilder, … }`
fn builders(operation: &Operation) -> Item {
    let (input, output) = (&operation.input.builder, &operation.output.builder);
    Item::Call(Call { path: quote!(tinsmith_runtime::builders), arguments: quote!(#input, #output) })
}

/// The type that stands for the operation:
///
/// ```text
/// /// …
/// ///
/// /// ```no_run
/// /// # #[cfg(feature = "client")] async fn example(client: workmail::Client) -> Result<(), Box<dyn std::error::Error>> {
/// /// let output = client.list_users().organization_id("string").send().await?;
/// /// # Ok(()) }
/// /// ```
/// #[derive(Clone, Copy, Debug, Default)]
/// #[non_exhaustive]
/// pub struct ListUsers;
/// ```
fn marker(krate: &Crate, operation: &Operation) -> TokenStream {
    let (start, end) = ("```no_run".to_owned(), "```".to_owned());
    let example = [String::new(), start].into_iter().chain(example::call(krate, operation)).chain([end]);
    let lines: Vec<String> = operation.docs.iter().cloned().chain(example).collect();
    let (docs, name) = (doc_attributes(&lines), &operation.name);
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
///     /// No organization with that ID exists in this account and Region.
///     OrganizationNotFoundException(types::error::OrganizationNotFoundException),
///     /// Any other failure: ask for its code and message.
///     Unhandled(Unhandled),
/// }
///
/// tinsmith_runtime::operation_error! { ListUsersError: Reader => crate::Error {
///     OrganizationNotFoundException, is_organization_not_found_exception: "OrganizationNotFoundException" => …;
/// } }
/// ```
fn error(scope: &mut Scope, error: &OperationError, wire: &str) -> Vec<Item> {
    let OperationError { name, variants, size } = error;
    let large = lints::size(*size);
    let unhandled = scope.runtime("Unhandled");
    let (members, rows): (Vec<TokenStream>, Vec<TokenStream>) = variants
        .iter()
        .map(|variant| {
            let ErrorVariant { shape: _, name, error, predicate, codes, docs } = variant;
            let (docs, error) = (doc_attributes(docs), scope.type_name(Home::Errors, error));
            (quote!(#docs #name(#error),), quote!(#name, #predicate: #(#codes)|* => #error))
        })
        .unzip();
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
    let table = Table { path: quote!(tinsmith_runtime::operation_error), head, rows };
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
fn implementation(scope: &mut Scope, operation: &Operation) -> TokenStream {
    let Operation {
        shape: _,
        wire,
        name,
        module: _,
        docs: _,
        summary: _,
        input,
        output,
        error,
        request_body,
        safety,
        compression,
        signing,
        polling,
        // The client's.
        deprecation: _,
        method: _,
        idempotency_tokens,
        input_endpoint,
        host_prefix,
        endpoint_params,
        pagination: _,
        request_tests: _,
        response_tests: _,
        skipped_tests: _,
        prelude: _,
    } = operation;
    let (trait_name, service) = (scope.runtime("Operation"), scope.runtime("ServiceMetadata"));
    let (input_name, output_name, error_name) = (&input.name, &output.name, &error.name);
    let safety = match safety {
        Safety::ReadOnly => constant(scope, "SAFETY", "Safety", "ReadOnly"),
        Safety::Idempotent => constant(scope, "SAFETY", "Safety", "Idempotent"),
        Safety::Unsafe => quote!(),
    };
    let compression = match compression {
        Compression::Gzip => constant(scope, "COMPRESSION", "Compression", "Gzip"),
        Compression::Unused => quote!(),
    };
    let signing = match signing {
        Signing::Signed => quote!(),
        Signing::Unsigned => constant(scope, "SIGNING", "Signing", "Unsigned"),
    };
    let polling = match polling {
        Polling::No => quote!(),
        Polling::Long => quote!(
            const LONG_POLL: bool = true;
        ),
    };
    let has_token = (!idempotency_tokens.is_empty()).then(|| {
        quote!(
            const HAS_IDEMPOTENCY_TOKEN: bool = true;
        )
    });
    let reader = scope.reader();
    let writer = match request_body {
        RequestBody::Input => scope.writer(),
        RequestBody::Absent => quote!(()),
    };
    let tokens = fill_tokens(scope, idempotency_tokens);
    let input_endpoint = input_endpoint.as_ref().map(|field| input_endpoint_function(scope, field));
    let host_prefix = host_prefix.as_ref().map(|prefix| host_prefix_function(scope, prefix));
    let endpoint_params = (!endpoint_params.is_empty()).then(|| endpoint_params_function(scope, endpoint_params));
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
            #polling
            #has_token
            tinsmith_runtime::rpc!(#writer, #reader);
            #tokens
            #input_endpoint
            #host_prefix
            #endpoint_params
        }
    }
}

/// `const SAFETY: Safety = Safety::Idempotent;`
fn constant(scope: &mut Scope, name: &str, ty: &'static str, value: &str) -> TokenStream {
    let (name, ty, value) = (format_ident!("{name}"), scope.runtime(ty), format_ident!("{value}"));
    quote!(const #name: #ty = #ty::#value;)
}

/// Fills in what is unset:
///
/// ```text
/// fn fill_idempotency_token(
///     input: &mut Self::Input,
///     make: &mut dyn FnMut() -> String,
/// ) {
///     input.client_token.get_or_insert_with(&mut *make);
/// }
/// ```
fn fill_tokens(scope: &mut Scope, tokens: &[Ident]) -> Option<TokenStream> {
    let string = scope.string();
    (!tokens.is_empty()).then(|| {
        quote! {
            fn fill_idempotency_token(input: &mut Self::Input, make: &mut dyn FnMut() -> #string) {
                #(input.#tokens.get_or_insert_with(&mut *make);)*
            }
        }
    })
}

/// The endpoint that an input names:
///
/// ```text
/// fn input_endpoint(input: &Self::Input) -> Option<&str> {
///     input.predict_endpoint.as_deref()
/// }
/// ```
fn input_endpoint_function(scope: &mut Scope, field: &Ident) -> TokenStream {
    let option = scope.option();
    quote! {
        fn input_endpoint(input: &Self::Input) -> #option<&str> { input.#field.as_deref() }
    }
}

/// What the rules that find an endpoint are told:
///
/// ```text
/// fn endpoint_params(input: &Self::Input) -> Vec<(&'static str, EndpointParam)> {
///     [
///         Some(("OperationType", EndpointParam::from("control"))),
///         input.stream_arn.as_deref().map(|value| ("StreamARN", EndpointParam::from(value))),
///     ]
/// ```
fn endpoint_params_function(scope: &mut Scope, params: &[OperationParam]) -> TokenStream {
    let (vec, param, some) = (scope.vec(), scope.runtime("EndpointParam"), scope.some());
    let reads =
        params.iter().any(|OperationParam { parameter: _, source }| !matches!(source, ParamSource::Constant(_)));
    let input = if reads { quote!(input) } else { quote!(_) };
    let names = Names { some: some.clone(), vec: vec.clone() };
    let entries: Vec<TokenStream> = params
        .iter()
        .map(|OperationParam { parameter, source }| match source {
            ParamSource::Constant(ParameterValue::Text(text)) => quote!(#some((#parameter, #param::from(#text)))),
            ParamSource::Constant(ParameterValue::Boolean(on)) => quote!(#some((#parameter, #param::from(#on)))),
            ParamSource::Constant(ParameterValue::Texts(texts)) => {
                quote!(#some((#parameter, #param::from([#(#texts),*].as_slice()))))
            }
            ParamSource::One(one) => {
                let value = value(&names, one);
                quote!(#value.map(|value| (#parameter, #param::from(value))))
            }
            ParamSource::Texts(texts) => {
                let value = value(&names, texts);
                quote!(#value.map(|value| (#parameter, #param::texts(value))))
            }
        })
        .collect();
    quote! {
        fn endpoint_params(#input: &Self::Input) -> #vec<(&'static str, #param)> {
            [#(#entries),*].into_iter().flatten().collect()
        }
    }
}

/// What goes before the endpoint's host:
///
/// ```text
/// fn host_prefix(input: &Self::Input) -> Result<Option<String>, BuildError> {
///     let mut prefix = String::new();
///     prefix.push_str(host_label("Account", input.account.as_deref())?);
///     prefix.push_str("-data.");
///     Ok(Some(prefix))
/// }
/// ```
fn host_prefix_function(scope: &mut Scope, prefix: &HostPrefix) -> TokenStream {
    let HostPrefix { parts } = prefix;
    let (result, option, string) = (scope.result(), scope.option(), scope.string());
    let (ok, some, build_error) = (scope.ok(), scope.some(), scope.runtime("BuildError"));
    let signature = |input| quote!(fn host_prefix(#input: &Self::Input) -> #result<#option<#string>, #build_error>);
    if let [HostPart::Text(text)] = parts.as_slice() {
        let signature = signature(quote!(_));
        return quote!(#signature { #ok(#some(#string::from(#text))) });
    }
    let signature = signature(quote!(input));
    let parts = parts.iter().map(|part| match part {
        HostPart::Text(text) => match text.chars().collect::<Vec<char>>().as_slice() {
            [letter] => quote!(prefix.push(#letter);),
            _ => quote!(prefix.push_str(#text);),
        },
        HostPart::Label { field, wire } => {
            let host_label = scope.runtime("host_label");
            quote!(prefix.push_str(#host_label(#wire, input.#field.as_deref())?);)
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
/// tinsmith_runtime::paginated! { ListUsers {
///     token next_token: String = |output| output.next_token.as_ref();
///     page_size max_results;
///     items list(types::User) = |output| output.users.unwrap_or_default();
/// } }
/// ```
fn paginated(scope: &mut Scope, name: &Ident, pagination: &Pagination) -> Table {
    let Pagination { input_token, token, output_token, page_size, items } = pagination;
    let (token, next) = (scope.value(token), borrowed_path(scope, output_token));
    let mut rows = vec![quote!(token #input_token: #token = |output| #next)];
    rows.extend(page_size.as_ref().map(|field| quote!(page_size #field)));
    rows.extend(items.as_ref().map(|items| items_row(scope, items)));
    Table { path: quote!(tinsmith_runtime::paginated), head: quote!(#name), rows }
}

/// `items list(types::User) = |output| output.users.unwrap_or_default()`
fn items_row(scope: &mut Scope, items: &Items) -> TokenStream {
    let Items { path, collection } = items;
    let kind = match collection {
        Collection::List(element) => {
            let element = scope.element(element);
            quote!(list(#element))
        }
        Collection::Map(key, element) => {
            let (key, element) = (scope.key(key), scope.element(element));
            quote!(map(#key, #element))
        }
    };
    let path = owned_path(path);
    quote!(items #kind = |output| #path)
}

/// `output.a.as_ref()?.token.as_ref()`
fn borrowed_path(scope: &mut Scope, path: &[PathStep]) -> TokenStream {
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
