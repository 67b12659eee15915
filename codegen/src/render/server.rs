//! The other side of the wire: `server.rs`, with a row for each operation.

use quote::quote;

use super::file::{Item, Source, Table};
use crate::lower::ir::{Crate, Operation};

/// `server.rs`:
///
/// ```text
/// tinsmith_server::server! { WorkMail: crate::meta::SERVICE, Reader, Writer {
///     list_users "Lists the users of an organization, page by page." => operation::list_users::{ListUsers, ListUsersInput, ListUsersOutput, ListUsersError};
/// } }
/// ```
pub(super) fn server(krate: &Crate) -> Source {
    let name = &krate.server;
    let mut operations: Vec<&Operation> = krate.operations.iter().collect();
    operations.sort_by(|a, b| a.module.file.cmp(&b.module.file));
    let rows = operations.into_iter().map(|operation| {
        let Operation {
            shape: _,
            wire: _,
            name,
            method,
            module,
            docs: _,
            summary,
            input,
            output,
            error,
            request_body: _,
            safety: _,
            compression: _,
            signing: _,
            polling: _,
            // Whoever serves an operation has to, whatever its callers should do.
            deprecation: _,
            idempotency_tokens: _,
            input_endpoint: _,
            host_prefix: _,
            endpoint_params: _,
            pagination: _,
            request_tests: _,
            response_tests: _,
            skipped_tests: _,
            prelude: _,
        } = operation;
        let module = &module.ident;
        let (input, output, error) = (&input.name, &output.name, &error.name);
        quote!(#method #summary => operation::#module::{#name, #input, #output, #error})
    });
    let table = Table {
        path: quote!(tinsmith_server::server),
        head: quote!(#name: crate::meta::SERVICE, Reader, Writer),
        rows: rows.collect(),
    };
    let uses = if krate.operations.is_empty() {
        quote!()
    } else {
        quote!(
            use crate::operation;
            use crate::wire::{Reader, Writer};
        )
    };
    let exports = quote!(
        pub use tinsmith_server::{Around, Context, Served, Service, Validation, With};
    );
    let docs = vec!["The other side of the wire: what serves the API.".to_owned()];
    let items = [uses, exports].into_iter().filter(|item| !item.is_empty()).map(Item::Code);
    Source { docs, items: items.chain([Item::Table(table)]).collect() }
}
