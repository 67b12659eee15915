//! The traits of one place as facts that can be compared: JSON values in one normal form, by aspect.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::aspect::Aspect;
use crate::model::{ErrorFault, Http, Length, Paginated, Range, TimestampFormat, Traits};

/// What is said of one place. A flag that is not set is not there.
pub(super) type Facts = BTreeMap<Aspect, Value>;

/// Which facts count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scope {
    /// Documentation, titles and examples.
    pub(super) docs: bool,
    /// One model is botocore's and the other is not.
    pub(super) mixed: bool,
    /// No protocol of either model writes times as `timestampFormat` says.
    pub(super) one_time: bool,
    /// Patterns are of whole texts, whether they have anchors or not: what botocore's files mean.
    pub(super) whole_patterns: bool,
}

/// The facts that traits state.
pub(super) fn facts(traits: &Traits, scope: Scope) -> Facts {
    let Traits {
        documentation,
        title,
        deprecated,
        sensitive,
        required,
        client_optional,
        added_default,
        default,
        input,
        output,
        sparse,
        unique_items,
        idempotency_token,
        idempotent,
        readonly,
        long_poll,
        length,
        range,
        pattern,
        error,
        http_error,
        http,
        http_binding,
        json_name,
        retryable,
        paginated,
        timestamp_format,
        media_type,
        streaming,
        host_prefix,
        host_label,
        input_endpoint,
        not_retried,
        request_compression,
        protocols,
        query_compatible,
        query_error,
        aws_service,
        sigv4_name,
        auth_schemes,
        auth,
        optional_auth,
        endpoint_rule_set,
        endpoint_bdd,
        endpoint_tests,
        // Taken apart from what is compared as it stands.
        endpoint_rules: _,
        endpoint_cases: _,
        client_context: _,
        context_param: _,
        static_context: _,
        operation_context: _,
        http_request_tests,
        http_response_tests,
        waitable,
        irrelevant,
        unknown,
    } = traits;
    let mut facts = Facts::new();
    for (aspect, set) in [
        (Aspect::Sensitive, sensitive),
        (Aspect::Required, required),
        (Aspect::ClientOptional, client_optional),
        (Aspect::AddedDefault, added_default),
        (Aspect::InputTrait, input),
        (Aspect::OutputTrait, output),
        (Aspect::Sparse, sparse),
        (Aspect::UniqueItems, unique_items),
        (Aspect::IdempotencyToken, idempotency_token),
        (Aspect::Idempotent, idempotent),
        (Aspect::Readonly, readonly),
        (Aspect::Streaming, streaming),
        (Aspect::HostLabel, host_label),
        (Aspect::InputEndpoint, input_endpoint),
        (Aspect::QueryCompatible, query_compatible),
        (Aspect::OptionalAuth, optional_auth),
    ] {
        if *set {
            facts.insert(aspect, Value::Bool(true));
        }
    }
    let text = |text: &Option<String>| text.as_ref().map(|text| Value::from(text.as_str()));
    let docs = documentation.as_deref().filter(|_| scope.docs).map(plain_text).filter(|text| !text.is_empty());
    let aws = aws_service.as_ref();
    for (aspect, value) in [
        (Aspect::Documentation, docs.map(Value::String)),
        (Aspect::Title, text(title)),
        (
            Aspect::Deprecated,
            deprecated
                .as_ref()
                .map(|deprecated| object([("message", text(&deprecated.message)), ("since", text(&deprecated.since))])),
        ),
        // A default of null is none.
        (Aspect::Default, default.as_ref().filter(|value| !value.is_null()).map(normal)),
        (Aspect::Length, length.as_ref().and_then(length_value)),
        (Aspect::Range, range.as_ref().map(range_value)),
        (Aspect::Pattern, text(pattern)),
        (Aspect::Fault, error.map(fault)),
        (
            Aspect::HttpError,
            http_error.filter(|status| error.is_none_or(|fault| *status != default_status(fault))).map(Value::from),
        ),
        (Aspect::Retryable, retryable.map(|retryable| json!({ "throttling": retryable.throttling }))),
        (Aspect::LongPoll, long_poll.map(|poll| object([("timeoutMillis", poll.timeout_millis.map(Value::from))]))),
        (Aspect::Pagination, paginated.as_ref().map(paginated_value)),
        (Aspect::TimestampFormat, timestamp_format.map(|format| Value::from(format_name(format)))),
        (Aspect::MediaType, text(media_type)),
        (Aspect::HostPrefix, text(host_prefix)),
        (Aspect::NotRetried, text(not_retried)),
        (Aspect::Compression, texts(request_compression)),
        (Aspect::Protocols, sorted(protocols)),
        (
            Aspect::QueryError,
            query_error.as_ref().map(|error| json!({ "code": error.code, "httpResponseCode": error.status })),
        ),
        (Aspect::SdkId, aws.map(|aws| Value::from(aws.sdk_id.as_str()))),
        (Aspect::EndpointPrefix, aws.and_then(|aws| text(&aws.endpoint_prefix))),
        (Aspect::ArnNamespace, aws.and_then(|aws| text(&aws.arn_namespace))),
        (
            Aspect::EndpointDiscovery,
            aws.and_then(|aws| aws.endpoint_discovery.as_ref()).map(|id| Value::from(id.name())),
        ),
        (Aspect::SigningName, text(sigv4_name)),
        (Aspect::AuthSchemes, sorted(auth_schemes)),
        (Aspect::Auth, auth.as_ref().map(|schemes| Value::from(schemes.clone()))),
        (Aspect::EndpointRules, endpoint_rule_set.as_ref().map(|rules| rule_set(rules, scope))),
        (Aspect::EndpointBdd, endpoint_bdd.as_ref().map(normal)),
        (Aspect::EndpointTests, endpoint_tests.as_ref().map(normal)),
        (Aspect::RequestTests, by_id(http_request_tests)),
        (Aspect::ResponseTests, by_id(http_response_tests)),
        (Aspect::Waiters, waitable.as_ref().map(normal)),
    ] {
        if let Some(value) = value {
            facts.insert(aspect, value);
        }
    }
    // No protocol of ours heeds them, and so no verdict does; a reader may want to know.
    let method = |http: &Http| json!({ "method": http.method, "uri": http.uri, "code": http.code });
    for (id, value) in [("smithy.api#http", http.as_ref().map(method)), ("smithy.api#jsonName", text(json_name))] {
        if let Some(value) = value {
            facts.insert(Aspect::IgnoredTrait(id.to_owned()), value);
        }
    }
    if let Some(binding) = http_binding {
        let value = binding.name().map_or_else(|| json!({}), Value::from);
        facts.insert(Aspect::IgnoredTrait(binding.trait_id().to_owned()), value);
    }
    for (id, value) in irrelevant {
        let counts = match id.as_str() {
            // The loader turns it into defaults.
            "smithy.api#box" => false,
            "smithy.api#examples" | "smithy.api#externalDocumentation" => scope.docs,
            _ => true,
        };
        if counts {
            facts.insert(Aspect::IgnoredTrait(id.clone()), normal(value));
        }
    }
    for (id, value) in unknown {
        facts.insert(Aspect::UnknownTrait(id.clone()), normal(value));
    }
    facts
}

/// Words with one space in between: line breaks in documentation mean nothing.
fn plain_text(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}

/// At least 0 is what every length is.
fn length_value(length: &Length) -> Option<Value> {
    let min = length.min.filter(|min| *min > 0);
    (min.is_some() || length.max.is_some())
        .then(|| object([("min", min.map(Value::from)), ("max", length.max.map(Value::from))]))
}

fn range_value(range: &Range) -> Value {
    let number = |text: &String| normal(&serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.as_str())));
    object([("min", range.min.as_ref().map(number)), ("max", range.max.as_ref().map(number))])
}

fn fault(fault: ErrorFault) -> Value {
    Value::from(match fault {
        ErrorFault::Client => "client",
        ErrorFault::Server => "server",
    })
}

/// The status of an error without `httpError` (Smithy 2.0, "httpError trait").
fn default_status(fault: ErrorFault) -> u16 {
    match fault {
        ErrorFault::Client => 400,
        ErrorFault::Server => 500,
    }
}

fn paginated_value(paginated: &Paginated) -> Value {
    let Paginated { input_token, output_token, items, page_size } = paginated;
    let text = |text: &String| Value::from(text.as_str());
    object([
        ("inputToken", Some(text(input_token))),
        ("outputToken", Some(text(output_token))),
        ("items", items.as_ref().map(text)),
        ("pageSize", page_size.as_ref().map(text)),
    ])
}

fn format_name(format: TimestampFormat) -> &'static str {
    match format {
        TimestampFormat::DateTime => "date-time",
        TimestampFormat::EpochSeconds => "epoch-seconds",
        TimestampFormat::HttpDate => "http-date",
    }
}

fn texts(list: &[String]) -> Option<Value> {
    (!list.is_empty()).then(|| Value::from(list.to_vec()))
}

/// What has no order of its own.
fn sorted(list: &[String]) -> Option<Value> {
    let mut list = list.to_vec();
    list.sort_unstable();
    texts(&list)
}

/// Test cases have no order of their own.
fn by_id(cases: &[Value]) -> Option<Value> {
    let id = |case: &Value| case.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut cases: Vec<Value> = cases.iter().map(normal).collect();
    cases.sort_by_key(id);
    (!cases.is_empty()).then_some(Value::Array(cases))
}

/// The rule set as what it decides: the types of its parameters in lower case (botocore writes `string`, the AST
/// `String`), the arguments of functions that do not care for their order in one order, and no documentation.
fn rule_set(value: &Value, scope: Scope) -> Value {
    let mut value = normal(value);
    let parameters = value.get_mut("parameters").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut);
    for parameter in parameters.filter_map(Value::as_object_mut) {
        if let Some(Value::String(name)) = parameter.get_mut("type") {
            name.make_ascii_lowercase();
        }
        if !scope.docs {
            parameter.shift_remove("documentation");
        }
    }
    order_arguments(&mut value);
    value
}

/// `booleanEquals` and `stringEquals` give the same whichever argument comes first.
fn order_arguments(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(order_arguments),
        Value::Object(fields) => {
            let symmetric = matches!(fields.get("fn").and_then(Value::as_str), Some("booleanEquals" | "stringEquals"));
            if symmetric && let Some(Value::Array(arguments)) = fields.get_mut("argv") {
                arguments.sort_by_key(ToString::to_string);
            }
            fields.values_mut().for_each(order_arguments);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Keys sorted, and whole numbers written as such.
pub(super) fn normal(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(normal).collect()),
        Value::Object(fields) => {
            let mut fields: Vec<(&String, &Value)> = fields.iter().collect();
            fields.sort_unstable_by_key(|(key, _)| *key);
            Value::Object(fields.into_iter().map(|(key, value)| (key.clone(), normal(value))).collect())
        }
        Value::Number(number) if !number.is_i64() && !number.is_u64() => {
            #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and exactly representable")]
            let whole = number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() < 9e15).map(|f| f as i64);
            whole.map_or_else(|| value.clone(), Value::from)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}
