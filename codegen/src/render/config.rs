//! The configuration of clients: `config.rs`, where the endpoint rules have parameters that it sets.

use quote::quote;

use super::file::{Item, Source, Table};
use crate::lower::ir::EndpointSetting;
use crate::model::rule_set::ParameterKind;

/// `config.rs`:
///
/// ```text
/// pub use tinsmith_client::config::*;
///
/// tinsmith_client::endpoint_settings! { EndpointSettings {
///     local, set_local "Whether …" => "Local": bool;
/// } }
/// ```
pub(super) fn config(settings: &[EndpointSetting]) -> Source {
    let rows = settings.iter().map(|EndpointSetting { parameter, kind, setter, option_setter, docs }| {
        let docs = docs.join("\n");
        let of = match kind {
            ParameterKind::Text => quote!(String),
            ParameterKind::Boolean => quote!(bool),
            ParameterKind::Texts => quote!(Vec<String>),
        };
        quote!(#setter, #option_setter #docs => #parameter: #of)
    });
    let table = Table {
        path: quote!(tinsmith_client::endpoint_settings),
        head: quote!(EndpointSettings),
        rows: rows.collect(),
    };
    let exports = quote!(
        pub use tinsmith_client::config::*;
    );
    let docs = vec!["What a client is told, with what this service's endpoint rules ask for.".to_owned()];
    Source { docs, items: vec![Item::Code(exports), Item::Table(table)] }
}
