//! The clients: `client.rs`, with a row for each operation.

use quote::quote;

use super::file::{Item, Source, Table};
use super::waiters;
use crate::lower::ir::{Crate, Operation};

/// `client.rs`:
///
/// ```text
/// tinsmith_client::client! { crate::meta::SERVICE, crate::meta::PKG_VERSION, [crate::endpoint::resolve] {
///     list_users "Lists the users of an organization, page by page." => operation::list_users::{ListUsers, ListUsersInput, ListUsersInputBuilder}, paginated;
/// } }
/// ```
pub(super) fn client(krate: &Crate) -> Source {
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
            output: _,
            error: _,
            request_body: _,
            safety: _,
            compression: _,
            signing: _,
            polling: _,
            deprecation,
            idempotency_tokens: _,
            input_endpoint: _,
            host_prefix: _,
            endpoint_params: _,
            pagination,
            request_tests: _,
            response_tests: _,
            skipped_tests: _,
            prelude: _,
        } = operation;
        let module = &module.ident;
        let (input, builder) = (&input.name, &input.builder);
        let deprecated = deprecation.as_ref().map(|note| quote!(#[deprecated(note = #note)]));
        let paginated = pagination.as_ref().map(|_| quote!(, paginated));
        quote!(#deprecated #method #summary => operation::#module::{#name, #input, #builder} #paginated)
    });
    let rules = krate.endpoint.as_ref().map(|_| quote!(crate::endpoint::resolve));
    let table = Table {
        path: quote!(tinsmith_client::client),
        head: quote!(crate::meta::SERVICE, crate::meta::PKG_VERSION, [#rules]),
        rows: rows.collect(),
    };
    let docs = vec!["The clients, async and blocking: a method for each operation.".to_owned()];
    let uses = (!krate.operations.is_empty()).then(|| {
        Item::Code(quote!(
            use crate::operation;
        ))
    });
    let items = uses.into_iter().chain([Item::Table(table)]).chain(waiters::methods(&krate.waiters));
    Source { docs, items: items.collect() }
}
