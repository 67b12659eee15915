//! Parameters of endpoint rules that the configuration of a client sets (`smithy.rules#clientContextParams`): which
//! methods its builder has for them.

use super::ir::EndpointSetting;
use crate::docs;
use crate::model::Model;
use crate::model::rule_set::{ClientParameter, RuleSet};
use crate::names;

/// The methods that the builder has for every service: a parameter of such a name gets a number behind it. `clone` and
/// `fmt` are those of its traits.
const BUILDER_METHODS: &[&str] = &[
    "account_id_endpoint_mode",
    "allow_no_auth",
    "app_name",
    "blocking_transport",
    "build",
    "ca_bundle",
    "clock",
    "clock_skew_correction",
    "clone",
    "configured_endpoints",
    "connects_differently",
    "credentials_provider",
    "endpoint_param",
    "endpoint_url",
    "fmt",
    "idempotency_token_provider",
    "input_check",
    "largest_response",
    "own_blocking_transport",
    "own_transport",
    "proxies",
    "random",
    "region",
    "request_compression",
    "request_compression_minimum",
    "retry_config",
    "sets_credentials",
    "timeout_config",
    "transport",
    "use_dual_stack",
    "use_fips",
    "warnings",
];

/// The parameters that both the trait and the rules have, in the trait's order.
pub(super) fn settings(model: &Model, set: &RuleSet) -> Vec<EndpointSetting> {
    let asked = |parameter: &&ClientParameter| {
        set.parameters.iter().any(|known| known.name == parameter.name && known.kind == parameter.kind)
    };
    let parameters: Vec<&ClientParameter> = model.service.traits.client_context.iter().filter(asked).collect();
    // In the order of their ids the methods of every builder come first, and so keep their names.
    let own = parameters.iter().map(|parameter| (parameter.name.as_str(), parameter.name.as_str()));
    let members: Vec<(&str, &str)> = own.chain(BUILDER_METHODS.iter().map(|method| ("", *method))).collect();
    let named = names::tell_apart_members(&members);
    parameters
        .into_iter()
        .zip(named)
        .map(|(parameter, named)| {
            let ClientParameter { name, kind, documentation } = parameter;
            let docs = documentation.as_deref().map(docs::to_rustdoc).filter(|lines| !lines.is_empty());
            EndpointSetting {
                parameter: name.clone(),
                kind: *kind,
                setter: named.name.field,
                option_setter: named.name.setter,
                docs: docs.unwrap_or_else(|| vec![format!("The parameter `{name}` of the endpoint rules.")]),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::BUILDER_METHODS;

    #[test]
    fn every_method_of_the_builder_is_listed() {
        let source = include_str!("../../client/src/config/settings.rs");
        let (_, builder) = source.split_once("impl Builder {").unwrap();
        let (builder, _) = builder.split_once("\n}\n").unwrap();
        let methods = builder.lines().filter_map(|line| line.trim_start().split_once("fn "));
        let methods: Vec<&str> = methods.filter_map(|(_, rest)| rest.split(['(', '<']).next()).collect();
        assert!(methods.len() > 20, "{methods:?}");
        for method in methods {
            assert!(BUILDER_METHODS.contains(&method), "{method}");
        }
    }
}
