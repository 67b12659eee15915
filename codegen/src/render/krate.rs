//! The files that there is one of: the root, the module lists, `meta`, `primitives` and the error types.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::{Content, File, Item, Source, Table};
use super::text::doc_attributes;
use super::{client, config, endpoint, enums, lints, operation, server, structure, union, waiters};
use crate::lower::ir::{
    Address, Crate, EndpointRules, ErrorVariant, Example, Module, Operation, Prelude, Protocol, QueryCompatible,
    Service, ServiceError, Structure, TypeDefinition, Waiter,
};
use crate::names::Ident;
use crate::scope::Scope;

/// Every Rust file of the crate, sorted by path.
pub(super) fn sources(krate: &Crate) -> Vec<File> {
    let Crate {
        // The manifest's.
        package: _,
        library,
        description: _,
        compression: _,
        docs,
        service,
        endpoint,
        waiters,
        operations,
        types,
        errors,
        error,
        server: _,
        example,
    } = krate;
    let mut files = vec![
        rust("src/client.rs".to_owned(), client::client(krate)),
        rust("src/lib.rs".to_owned(), root(docs, library, endpoint.as_ref(), waiters, example.as_ref())),
        rust("src/meta.rs".to_owned(), meta(service)),
        rust("src/primitives.rs".to_owned(), primitives()),
        rust("src/error.rs".to_owned(), service_error(error)),
        rust("src/operation.rs".to_owned(), operation_list(operations)),
        rust("src/server.rs".to_owned(), server::server(krate)),
        rust("src/types.rs".to_owned(), type_list(types)),
        rust("src/types/error.rs".to_owned(), error_types(errors)),
        rust("src/wire.rs".to_owned(), wire(service.protocol)),
    ];
    files.extend(operations.iter().map(|operation| {
        rust(format!("src/operation/{}.rs", operation.module.file), operation::operation(krate, operation))
    }));
    if let Some(rules) = endpoint {
        files.push(rust("src/endpoint.rs".to_owned(), endpoint::endpoint(rules)));
        if !rules.settings.is_empty() {
            files.push(rust("src/config.rs".to_owned(), config::config(&rules.settings)));
        }
        if !rules.cases.is_empty() {
            files.push(rust("tests/endpoint.rs".to_owned(), endpoint::cases(rules, library)));
        }
    }
    if !waiters.is_empty() {
        files.push(rust("src/waiters.rs".to_owned(), waiters::waiters(waiters)));
    }
    files.extend(types.iter().map(type_file));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn rust(path: String, source: Source) -> File {
    File { path, content: Content::Rust(source) }
}

/// `lib.rs`.
fn root(
    docs: &[String],
    library: &Ident,
    endpoint: Option<&EndpointRules>,
    waiters: &[Waiter],
    shown: Option<&Example>,
) -> Source {
    let waiters = (!waiters.is_empty()).then(|| {
        quote! {
            #[cfg(any(feature = "client", feature = "blocking"))]
            pub mod waiters;
        }
    });
    let has_settings = endpoint.is_some_and(|rules| !rules.settings.is_empty());
    let config = has_settings.then(|| {
        quote! {
            #[cfg(any(feature = "client", feature = "blocking"))]
            pub mod config;
        }
    });
    let usual_config = (!has_settings).then(|| quote!(config,));
    let endpoint = endpoint.map(|_| {
        quote! {
            #[cfg(any(feature = "client", feature = "blocking"))]
            pub mod endpoint;
        }
    });
    let modules = quote! {
        #[cfg(any(feature = "client", feature = "blocking"))]
        pub mod client;
        #config
        #endpoint
        pub mod error;
        pub mod meta;
        pub mod operation;
        pub mod primitives;
        #[cfg(feature = "server")]
        pub mod server;
        pub mod types;
        #waiters
        pub(crate) mod wire;
    };
    let exports = quote! {
        #[cfg(feature = "client")]
        pub use client::Client;
        #[cfg(feature = "blocking")]
        pub use client::blocking;
        pub use error::Error;
        #[cfg(any(feature = "client", feature = "blocking"))]
        pub use tinsmith_client::{Config, #usual_config credentials, testing, transport};
        pub use tinsmith_runtime::http;
        pub use tinsmith_runtime::operation::Operation;
        pub use tinsmith_runtime::pagination::{Pages, Paginated, PaginatedItems};
        pub use tinsmith_runtime::request::RequestOptions;
        #[cfg(feature = "serde")]
        pub use tinsmith_runtime::serde_support::expose_sensitive;
    };
    let mut docs = docs.to_vec();
    docs.extend(shown.map(|shown| example(library, shown)).unwrap_or_default());
    Source { docs, items: vec![Item::Code(modules), Item::Code(exports)] }
}

/// A call, and a request and its answer, without sending it:
///
/// ```text
/// use workmail::{Operation, http};
/// use workmail::operation::list_users::{ListUsers, ListUsersInput};
///
/// let input = ListUsersInput::builder()
///     .organization_id("…")
///     .build()?;
/// let request = ListUsers::request(&"https://service.example".parse()?, input)?;
/// assert_eq!(request.headers()["x-amz-target"], "WorkMailService.ListUsers");
/// ```
fn example(library: &Ident, example: &Example) -> Vec<String> {
    let Example { method, module, operation, input, setters, address } = example;
    let (addressed, response) = match address {
        Address::Target(target) => (
            format!("assert_eq!(request.headers()[\"x-amz-target\"], {target:?});"),
            "let response = http::Response::new(\"{}\");",
        ),
        Address::Path(path) => (
            format!("assert_eq!(request.uri().path(), {path:?});"),
            "let response = http::Response::builder().header(\"smithy-protocol\", \"rpc-v2-cbor\").body(\"\")?;",
        ),
    };
    let mut lines = vec![
        String::new(),
        "# A call".to_owned(),
        String::new(),
        "```no_run".to_owned(),
        "# #[cfg(feature = \"client\")]".to_owned(),
        "# async fn call() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
        "// The region, the credentials and the like: from variables and profile files.".to_owned(),
        format!("let config = {library}::Config::from_env()?;"),
        format!("let client = {library}::Client::from_conf(config);"),
        String::new(),
    ];
    let mut call = vec![format!("let output = client"), format!("    .{method}()")];
    call.extend(setters.iter().map(|setter| format!("    .{setter}(\"…\")")));
    call.extend(["    .send()".to_owned(), "    .await?;".to_owned(), "# let _ = output;".to_owned()]);
    lines.extend(call);
    lines.extend([
        "# Ok(())".to_owned(),
        "# }".to_owned(),
        "```".to_owned(),
        String::new(),
        "With the feature `blocking`, `blocking::Client` has the same calls without `.await`.".to_owned(),
        String::new(),
        "# A request and its answer".to_owned(),
        String::new(),
        "Without these features the crate does no I/O: it builds the request and reads the answer.".to_owned(),
        String::new(),
        "```".to_owned(),
        format!("use {library}::{{Operation, http}};"),
        format!("use {library}::operation::{}::{{{operation}, {input}}};", module.ident),
        String::new(),
        "# fn main() -> Result<(), Box<dyn std::error::Error>> {".to_owned(),
    ]);
    if setters.is_empty() {
        lines.push(format!("let input = {input}::builder().build()?;"));
    } else {
        lines.push(format!("let input = {input}::builder()"));
        lines.extend(setters.iter().map(|setter| format!("    .{setter}(\"…\")")));
        lines.push("    .build()?;".to_owned());
    }
    lines.extend([
        format!("let request = {operation}::request(&\"https://service.example\".parse()?, input)?;"),
        addressed,
        String::new(),
        "// Whatever sends the request, an `http::Response` comes back:".to_owned(),
        response.to_owned(),
        format!("let output = {operation}::response(&response)?;"),
        "# let _ = output;".to_owned(),
        "# Ok(())".to_owned(),
        "# }".to_owned(),
        "```".to_owned(),
    ]);
    lines
}

/// `meta.rs`: what every request of the service has in common.
///
/// ```text
/// tinsmith_runtime::service! { SERVICE {
///     sdk_id = "WorkMail";
///     shape_name = "WorkMailService";
///     version = MODEL_VERSION;
///     protocol = Protocol::AwsJson1_1;
/// } }
/// ```
fn meta(service: &Service) -> Source {
    let Service { id, sdk_id, version, protocol, endpoint_prefix, signing_name, query_compatible } = service;
    let shape_name = id.name();
    let protocol = match protocol {
        Protocol::AwsJson1_0 => quote!(AwsJson1_0),
        Protocol::AwsJson1_1 => quote!(AwsJson1_1),
        Protocol::RpcV2Cbor => quote!(RpcV2Cbor),
    };
    let mut rows = vec![
        quote!(sdk_id = #sdk_id),
        quote!(shape_name = #shape_name),
        quote!(version = MODEL_VERSION),
        quote!(protocol = Protocol::#protocol),
    ];
    rows.extend(endpoint_prefix.as_ref().map(|prefix| quote!(endpoint_prefix = #prefix)));
    rows.extend(signing_name.as_ref().map(|name| quote!(signing_name = #name)));
    if *query_compatible == QueryCompatible::Yes {
        rows.push(quote!(query_compatible = true));
    }
    let items = vec![
        Item::Code(quote!(
            use tinsmith_runtime::operation::Protocol;
        )),
        Item::Code(quote! {
            /// The version of this package.
            pub const PKG_VERSION: &str = env!("CARGO_PKG_VERSION");
        }),
        Item::Code(quote! {
            /// The version of the service's model.
            pub const MODEL_VERSION: &str = #version;
        }),
        Item::Table(Table { path: quote!(tinsmith_runtime::service), head: quote!(SERVICE), rows }),
    ];
    Source { docs: vec!["Facts of the service and of this package.".to_owned()], items }
}

/// `wire.rs`: the one place that says in which codec the crate speaks.
///
/// ```text
/// #[allow(unused_imports, reason = "a service may have nothing to write, or nothing to read")]
/// pub use tinsmith_runtime::codec::json::{Reader, Writer};
/// ```
fn wire(protocol: Protocol) -> Source {
    let codec = match protocol {
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => quote!(json),
        Protocol::RpcV2Cbor => quote!(cbor),
    };
    let items = vec![Item::Code(quote! {
        #[allow(unused_imports, reason = "a service may have nothing to write, or nothing to read")]
        pub use tinsmith_runtime::codec::#codec::{Reader, Writer};
    })];
    Source { docs: vec!["The codec of this crate: what reads and writes the bodies of messages.".to_owned()], items }
}

/// `primitives.rs`.
fn primitives() -> Source {
    let items = vec![Item::Code(quote! {
        pub use tinsmith_runtime::primitives::{
            BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat, Document, Number,
        };
    })];
    Source { docs: vec!["Types that the standard library does not have.".to_owned()], items }
}

/// `error.rs`: the error of any operation, and what errors are made of.
fn service_error(error: &ServiceError) -> Source {
    let ServiceError { variants, size } = error;
    let reexports = quote! {
        pub use tinsmith_runtime::error::{
            BoxError, BuildError, DisplayErrorContext, ErrorMetadata, ProvideErrorMetadata, Unhandled,
            UnknownVariantError,
        };
        pub use tinsmith_runtime::message::RawResponse;
        pub use tinsmith_runtime::sdk_error::SdkError;
    };
    let (members, rows) = variants
        .iter()
        .map(|variant| {
            let ErrorVariant { shape: _, name, error, predicate: _, codes: _, docs } = variant;
            let docs = doc_attributes(docs);
            (quote!(#docs #name(types::error::#error),), quote!(#name))
        })
        .unzip::<_, _, Vec<TokenStream>, Vec<TokenStream>>();
    let large = lints::size(*size);
    let definition = quote! {
        /// What any operation can fail with.
        #[derive(Debug)]
        #large
        #[non_exhaustive]
        pub enum Error {
            #(#members)*
            /// Any other failure: ask for its code and message.
            Unhandled(Unhandled),
        }
    };
    let table = Table { path: quote!(tinsmith_runtime::service_error), head: quote!(Error), rows };
    let mut items = vec![Item::Code(reexports)];
    if !variants.is_empty() {
        items.push(Item::Code(quote!(
            use crate::types;
        )));
    }
    items.extend([Item::Code(definition), Item::Table(table)]);
    Source { docs: vec!["Errors: of the service as a whole, and what all of them are made of.".to_owned()], items }
}

/// `operation.rs`: a module for each operation.
fn operation_list(operations: &[Operation]) -> Source {
    let mut operations: Vec<&Operation> = operations.iter().collect();
    operations.sort_by(|a, b| a.module.file.cmp(&b.module.file));
    let modules = operations.into_iter().map(|operation| {
        let (docs, module) = (format!(" {}", operation.summary), &operation.module.ident);
        quote!(#[doc = #docs] pub mod #module;)
    });
    let items = [
        quote!(
            pub use tinsmith_runtime::RequestId;
        ),
        modules.collect(),
    ];
    Source {
        docs: vec!["The operations, each in a module of its own.".to_owned()],
        items: items.into_iter().filter(|item: &TokenStream| !item.is_empty()).map(Item::Code).collect(),
    }
}

/// `types.rs`: the shared types and their builders.
fn type_list(types: &[TypeDefinition]) -> Source {
    let mut entries: Vec<(&Module, &Ident, Option<&Ident>)> = types.iter().map(type_entry).collect();
    entries.sort_by(|(a, ..), (b, ..)| a.file.cmp(&b.file));
    let modules: TokenStream = entries
        .iter()
        .map(|(module, ..)| {
            let module = &module.ident;
            quote!(pub(crate) mod #module;)
        })
        .collect();
    let exports = entries.iter().map(|(module, name, _)| {
        let module = &module.ident;
        quote!(pub use #module::#name;)
    });
    let builders = entries.iter().filter_map(|(module, _, builder)| {
        let (module, builder) = (&module.ident, (*builder)?);
        Some(quote!(pub use super::#module::#builder;))
    });
    let items = [
        quote!(
            pub mod error;
        ),
        modules,
        quote!(#(#exports)*),
        quote! {
            /// Builders of the structures.
            pub mod builders {
                #(#builders)*
            }
        },
    ];
    let docs = vec!["Structures, unions and enums that operations share.".to_owned()];
    Source { docs, items: items.into_iter().filter(|item| !item.is_empty()).map(Item::Code).collect() }
}

fn type_entry(definition: &TypeDefinition) -> (&Module, &Ident, Option<&Ident>) {
    match definition {
        TypeDefinition::Structure(structure) => (&structure.module, &structure.name, Some(&structure.builder)),
        TypeDefinition::Union(union) => (&union.module, &union.name, None),
        TypeDefinition::Enum(string_enum) => (&string_enum.module, &string_enum.name, None),
        TypeDefinition::IntEnum(int_enum) => (&int_enum.module, &int_enum.name, None),
    }
}

/// The file of a shared type.
fn type_file(definition: &TypeDefinition) -> File {
    let (module, _, _) = type_entry(definition);
    let path = format!("src/types/{}.rs", module.file);
    let source = match definition {
        TypeDefinition::Structure(shape) => {
            let mut scope = Scope::new(shape.prelude);
            let items = structure::structure(&mut scope, shape);
            Source::new(Vec::new(), scope.uses(), items)
        }
        TypeDefinition::Union(shape) => {
            let mut scope = Scope::new(shape.prelude);
            let items = union::union(&mut scope, shape);
            Source::new(Vec::new(), scope.uses(), items)
        }
        TypeDefinition::Enum(shape) => Source { docs: Vec::new(), items: enums::string_enum(shape) },
        TypeDefinition::IntEnum(shape) => Source { docs: Vec::new(), items: enums::int_enum(shape) },
    };
    rust(path, source)
}

/// `types/error.rs`: the error structures, all in one file as most hold a message alone.
fn error_types(errors: &[Structure]) -> Source {
    let shadowed = errors.iter().any(|error| error.prelude == Prelude::Shadowed);
    let prelude = if shadowed { Prelude::Shadowed } else { Prelude::Free };
    let mut scope = Scope::new(prelude);
    let mut items: Vec<Item> = errors.iter().flat_map(|error| structure::structure(&mut scope, error)).collect();
    let builders = errors.iter().map(|error| &error.builder);
    items.push(Item::Code(quote! {
        /// Builders of the errors.
        pub mod builders {
            #(pub use super::#builders;)*
        }
    }));
    Source::new(vec!["The errors that the model describes.".to_owned()], scope.uses(), items)
}
