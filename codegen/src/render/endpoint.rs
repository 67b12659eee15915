//! Where the service is: `endpoint.rs`, the model's rules as a function, and the test of the model's cases.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::file::{Item, Source, Table};
use crate::lower::ir::{
    Attribute, Clause, EndpointCase, EndpointRules, InputSource, RuleInput, RuleStep, RuleValue, SignedPath, TextPart,
};
use crate::model::rule_set::{ExpectedEndpoint, ParameterKind, ParameterValue, PartitionFacts};
use crate::names::Ident;

/// `endpoint.rs`:
///
/// ```text
/// pub fn resolve(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
///     let region = params.region;
///     let use_dual_stack = params.use_dual_stack;
///     let use_fips = params.use_fips;
///     let endpoint = params.endpoint;
///     if let Some(endpoint) = endpoint {
/// ```
pub(super) fn endpoint(rules: &EndpointRules) -> Source {
    let EndpointRules { inputs, body, settings: _, cases: _, partitions: _ } = rules;
    let inputs = inputs.iter().map(|RuleInput { name, source }| {
        let value = input(source);
        quote!(let #name = #value;)
    });
    let body = function(body);
    let module = if body.to_string().contains("rules ::") { quote!(, rules) } else { quote!() };
    let uses = quote!(use tinsmith_client::endpoint::{Endpoint, EndpointError, Params #module};);
    let resolve = quote! {
        /// The endpoint for these parameters: the first rule of the model that fits decides.
        ///
        /// # Errors
        /// The rule that fits says why there is none, or none fits.
        pub fn resolve(params: &Params<'_>) -> Result<Endpoint, EndpointError> {
            #(#inputs)*
            #body
        }
    };
    let docs = vec!["Where the service is: the endpoint rules of the model.".to_owned()];
    Source { docs, items: vec![Item::Code(uses), Item::Code(resolve)] }
}

/// `params.region`, `params.boolean("ForcePathStyle").unwrap_or(false)`
fn input(source: &InputSource) -> TokenStream {
    match source {
        InputSource::Region => quote!(params.region),
        InputSource::UseFips => quote!(params.use_fips),
        InputSource::UseDualStack => quote!(params.use_dual_stack),
        InputSource::Endpoint => quote!(params.endpoint),
        InputSource::AccountId => quote!(params.account_id),
        InputSource::AccountIdEndpointMode => quote!(params.account_id_endpoint_mode),
        InputSource::Own { parameter, kind, default } => {
            let read = match kind {
                ParameterKind::Text => quote!(params.text(#parameter)),
                ParameterKind::Boolean => quote!(params.boolean(#parameter)),
                ParameterKind::Texts => quote!(params.texts(#parameter)),
            };
            match default {
                Some(ParameterValue::Text(text)) => quote!(#read.unwrap_or(#text)),
                Some(ParameterValue::Boolean(value)) => quote!(#read.unwrap_or(#value)),
                Some(ParameterValue::Texts(_)) | None => read,
            }
        }
    }
}

/// The steps of the function: the last one is its value.
fn function(steps: &[RuleStep]) -> TokenStream {
    let Some((last, before)) = steps.split_last() else { return quote!() };
    let (before, last) = (block(before), value_of(last));
    quote!(#before #last)
}

/// Steps that leave the function where they decide.
fn block(steps: &[RuleStep]) -> TokenStream {
    steps
        .iter()
        .map(|step| match step {
            RuleStep::When { clauses, then } => {
                let (clauses, then) = (clauses.iter().map(clause), block(then));
                quote!(if #(#clauses)&&* { #then })
            }
            RuleStep::Give { .. } | RuleStep::Fail(_) | RuleStep::Exhausted => {
                let value = value_of(step);
                quote!(return #value;)
            }
        })
        .collect()
}

/// What a step gives: `Ok(Endpoint::at("https://…")?.signing_region("us-east-1"))`, `Endpoint::none("…")`; where it is
/// signed as no client here can, `Ok(Endpoint::at("https://…")?.signed_only_by(&["sigv4a"]))`
fn value_of(step: &RuleStep) -> TokenStream {
    match step {
        RuleStep::Give { url, headers, signing_name, signing_region, path, unspoken } => {
            let url = value(url);
            let headers = headers.iter().map(|(name, header)| {
                let header = value(header);
                quote!(.header(#name, #header))
            });
            let name = signing_name.as_ref().map(|name| {
                let name = value(name);
                quote!(.signing_name(#name))
            });
            let region = signing_region.as_ref().map(|region| {
                let region = value(region);
                quote!(.signing_region(#region))
            });
            let path = match path {
                SignedPath::Usual => quote!(),
                SignedPath::EncodedOnce => quote!(.disable_double_encoding()),
                SignedPath::Raw => quote!(.disable_normalize_path()),
                SignedPath::RawEncodedOnce => quote!(.disable_double_encoding().disable_normalize_path()),
            };
            let unspoken = (!unspoken.is_empty()).then(|| quote!(.signed_only_by(&[#(#unspoken),*])));
            let more = quote!(#(#headers)* #name #region #path #unspoken);
            if more.is_empty() { quote!(Endpoint::at(#url)) } else { quote!(Ok(Endpoint::at(#url)? #more)) }
        }
        RuleStep::Fail(message) => {
            let message = value(message);
            quote!(Endpoint::none(#message))
        }
        RuleStep::Exhausted => quote!(Endpoint::none_fits()),
        // Only where the model has a rule of its own for every case, which then comes last.
        RuleStep::When { .. } => block(std::slice::from_ref(step)),
    }
}

fn clause(clause: &Clause) -> TokenStream {
    match clause {
        Clause::Bind(name, bound) => {
            let bound = value(bound);
            quote!(let Some(#name) = #bound)
        }
        Clause::Test(test) => value(test),
    }
}

fn value(expression: &RuleValue) -> TokenStream {
    match expression {
        RuleValue::Variable(name) => quote!(#name),
        RuleValue::Borrowed(name) => quote!(&#name),
        RuleValue::OrEmpty(name) => quote!(#name.unwrap_or_default()),
        RuleValue::Boolean(on) => quote!(#on),
        RuleValue::Text(parts) => text(parts),
        RuleValue::Attribute(owner, attribute) => {
            let owner = value(owner);
            let attribute = part(*attribute);
            quote!(#owner #attribute)
        }
        RuleValue::Some(inner) => {
            let inner = value(inner);
            quote!(Some(#inner))
        }
        RuleValue::IsSome(inner) => {
            let inner = value(inner);
            quote!(#inner.is_some())
        }
        RuleValue::IsNone(inner) => {
            let inner = value(inner);
            quote!(#inner.is_none())
        }
        RuleValue::Not(inner) => negated(inner),
        RuleValue::Equal(a, b) => match empty_text(a, b) {
            Some(text) => quote!(#text.is_empty()),
            None => {
                let (a, b) = (value(a), value(b));
                quote!(#a == #b)
            }
        },
        RuleValue::Partition(region) => {
            let region = value(region);
            quote!(params.partition(#region))
        }
        RuleValue::ParseArn(arn) => {
            let arn = value(arn);
            quote!(rules::parse_arn(#arn))
        }
        RuleValue::ParseUrl(url) => {
            let url = value(url);
            quote!(rules::parse_url(#url))
        }
        RuleValue::IsValidHostLabel(label, dots) => {
            let label = value(label);
            quote!(rules::is_valid_host_label(#label, #dots))
        }
        RuleValue::Substring(whole, start, stop, from_end) => {
            let whole = value(whole);
            let (start, stop) = (Literal::usize_unsuffixed(*start), Literal::usize_unsuffixed(*stop));
            quote!(rules::substring(#whole, #start, #stop, #from_end))
        }
        RuleValue::UriEncode(plain) => {
            let plain = value(plain);
            quote!(rules::uri_encode(#plain))
        }
    }
}

/// `a != b`, `x.is_none()`, `!x`
fn negated(inner: &RuleValue) -> TokenStream {
    match inner {
        RuleValue::Equal(a, b) => match empty_text(a, b) {
            Some(text) => quote!(!#text.is_empty()),
            None => {
                let (a, b) = (value(a), value(b));
                quote!(#a != #b)
            }
        },
        RuleValue::IsSome(inner) => {
            let inner = value(inner);
            quote!(#inner.is_none())
        }
        RuleValue::IsNone(inner) => {
            let inner = value(inner);
            quote!(#inner.is_some())
        }
        inner => {
            let inner = value(inner);
            quote!(!#inner)
        }
    }
}

/// The one of two that is compared with the empty text.
fn empty_text(a: &RuleValue, b: &RuleValue) -> Option<TokenStream> {
    let is_empty = |text: &RuleValue| matches!(text, RuleValue::Text(parts) if matches!(parts.as_slice(), [TextPart::Literal(text)] if text.is_empty()));
    match (is_empty(a), is_empty(b)) {
        (_, true) => Some(value(a)),
        (true, false) => Some(value(b)),
        (false, false) => None,
    }
}

fn part(attribute: Attribute) -> TokenStream {
    match attribute {
        Attribute::Name => quote!(.name),
        Attribute::DnsSuffix => quote!(.dns_suffix),
        Attribute::DualStackDnsSuffix => quote!(.dual_stack_dns_suffix),
        Attribute::SupportsFips => quote!(.supports_fips),
        Attribute::SupportsDualStack => quote!(.supports_dual_stack),
        Attribute::ImplicitGlobalRegion => quote!(.implicit_global_region),
        Attribute::Partition => quote!(.partition),
        Attribute::Service => quote!(.service),
        Attribute::Region => quote!(.region),
        Attribute::AccountId => quote!(.account_id),
        Attribute::ResourceId(index) => {
            let index = Literal::usize_unsuffixed(index);
            quote!(.resource_id(#index))
        }
        Attribute::Scheme => quote!(.scheme),
        Attribute::Authority => quote!(.authority),
        Attribute::Path => quote!(.path),
        Attribute::NormalizedPath => quote!(.normalized_path),
        Attribute::IsIp => quote!(.is_ip),
        Attribute::Item(0) => quote!(.first().map(String::as_str)),
        Attribute::Item(index) => {
            let index = Literal::usize_unsuffixed(index);
            quote!(.get(#index).map(String::as_str))
        }
    }
}

/// `"as it stands"`, or `format!("https://workmail.{region}.{}", partition_result.dns_suffix)`
fn text(parts: &[TextPart]) -> TokenStream {
    if let [TextPart::Literal(text)] = parts {
        return quote!(#text);
    }
    if let [TextPart::Value(only)] = parts {
        return value(only);
    }
    let mut pattern = String::new();
    let mut arguments = Vec::new();
    for part in parts {
        match part {
            TextPart::Literal(text) => pattern.push_str(&text.replace('{', "{{").replace('}', "}}")),
            TextPart::Value(RuleValue::Variable(name)) if !name.is_raw() => {
                pattern.push_str(&format!("{{{name}}}"));
            }
            TextPart::Value(inner) => {
                pattern.push_str("{}");
                arguments.push(value(inner));
            }
        }
    }
    quote!(format!(#pattern #(, #arguments)*))
}

/// `tests/endpoint.rs`: the model's cases, a row each.
///
/// ```text
/// tinsmith_client::endpoint_cases! { workmail::endpoint::resolve, PARTITIONS {
///     "us-east-1, FIPS: resolved": region("us-east-1") use_fips(true) use_dual_stack(false) => url("https://workmail-fips.us-east-1.amazonaws.com");
/// } }
/// ```
pub(super) fn cases(rules: &EndpointRules, library: &Ident) -> Source {
    let EndpointRules { inputs: _, body: _, settings: _, cases, partitions } = rules;
    let rows = cases.iter().map(|EndpointCase { docs, inputs, expected }| {
        let inputs = inputs.iter().map(|(source, value)| case_input(source, value));
        let expected = match expected {
            ExpectedEndpoint::Error(message) => quote!(error(#message)),
            ExpectedEndpoint::Endpoint { url, headers, signing } => {
                let headers = headers
                    .iter()
                    .flat_map(|(name, values)| values.iter().map(move |value| quote!(header(#name, #value))));
                let signing = signing.as_ref().map(|(name, region)| {
                    let name = name.as_ref().map(|name| quote!(signing_name(#name)));
                    let region = region.as_ref().map(|region| quote!(signing_region(#region)));
                    quote!(#name #region)
                });
                quote!(url(#url) #(#headers)* #signing)
            }
        };
        quote!(#docs: #(#inputs)* => #expected)
    });
    let own = partitions.as_ref().map(|_| quote!(, PARTITIONS));
    let table = Table {
        path: quote!(tinsmith_client::endpoint_cases),
        head: quote!(#library::endpoint::resolve #own),
        rows: rows.collect(),
    };
    let docs = vec!["The endpoint test cases of the model.".to_owned()];
    let gate = quote!(#![cfg(any(feature = "client", feature = "blocking"))]);
    let mut items = vec![Item::Code(gate)];
    items.extend(partitions.as_ref().map(|partitions| Item::Code(partition_table(partitions))));
    items.push(Item::Table(table));
    Source { docs, items }
}

/// The partition data that the cases were written for:
///
/// ```text
/// const PARTITIONS: Partitions = &[
///     Partition {
///         name: "aws",
///         dns_suffix: "amazonaws.com",
/// ```
fn partition_table(partitions: &[PartitionFacts]) -> TokenStream {
    let entries = partitions.iter().map(|facts| {
        let PartitionFacts {
            name,
            dns_suffix,
            dual_stack_dns_suffix,
            supports_fips,
            supports_dual_stack,
            implicit_global_region,
            prefixes,
            regions,
        } = facts;
        quote! {
            Partition {
                name: #name,
                dns_suffix: #dns_suffix,
                dual_stack_dns_suffix: #dual_stack_dns_suffix,
                supports_fips: #supports_fips,
                supports_dual_stack: #supports_dual_stack,
                implicit_global_region: #implicit_global_region,
                prefixes: &[#(#prefixes),*],
                regions: &[#(#regions),*],
            },
        }
    });
    quote! {
        use tinsmith_client::endpoint::rules::{Partition, Partitions};

        /// The partition data that the cases were written for.
        const PARTITIONS: Partitions = &[#(#entries)*];
    }
}

/// `region("us-east-1")`, `text("ResourceArn", "arn:…")`
fn case_input(source: &InputSource, value: &ParameterValue) -> TokenStream {
    let value = match value {
        ParameterValue::Text(text) => quote!(#text),
        ParameterValue::Boolean(on) => quote!(#on),
        ParameterValue::Texts(texts) => quote!(&[#(#texts),*]),
    };
    match source {
        InputSource::Region => quote!(region(#value)),
        InputSource::UseFips => quote!(use_fips(#value)),
        InputSource::UseDualStack => quote!(use_dual_stack(#value)),
        InputSource::Endpoint => quote!(endpoint(#value)),
        InputSource::AccountId => quote!(account_id(#value)),
        InputSource::AccountIdEndpointMode => quote!(account_id_endpoint_mode(#value)),
        InputSource::Own { parameter, kind, default: _ } => match kind {
            ParameterKind::Text => quote!(text(#parameter, #value)),
            ParameterKind::Boolean => quote!(boolean(#parameter, #value)),
            ParameterKind::Texts => quote!(texts(#parameter, #value)),
        },
    }
}
