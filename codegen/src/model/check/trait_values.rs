//! Trait values in their checked form.

use std::collections::BTreeMap;
use std::str::FromStr as _;

use serde_json::{Map, Number, Value};
use tinsmith_runtime::primitives::{BigDecimal, BigInteger, Blob, DateTime, DateTimeFormat};

use super::rule_set;
use super::trait_tables::{
    OwnTraits, Site, is_auth_scheme, is_irrelevant, is_mistaken, is_protocol, misplaced, reserved,
};
use crate::model::id::{ShapeId, is_shape_id};
use crate::model::problem::{Place, Report, shortened};
use crate::model::read::ast::TraitMap;
use crate::model::read::json::kind;
use crate::model::read::types::Type;
use crate::model::traits::{
    AwsService, Deprecated, ErrorFault, Http, HttpBinding, Length, LongPoll, QueryError, Range, Retryable,
    TimestampFormat, Traits,
};

/// `paginated` before the service's is merged into the operation's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::model) struct PaginatedParts {
    pub(in crate::model) input_token: Option<String>,
    pub(in crate::model) output_token: Option<String>,
    pub(in crate::model) items: Option<String>,
    pub(in crate::model) page_size: Option<String>,
}

/// What is wrong with a value: the message. The remedy follows from the trait.
type Wrong = String;

/// Checks the traits of one shape or member; what is wrong is reported and left out. `own` are the traits that the file
/// defines itself.
pub(in crate::model) fn typed(
    traits: TraitMap,
    site: Site,
    place: &Place,
    own: &OwnTraits,
    report: &mut Report,
) -> Traits {
    let mut result = Traits::default();
    let mut discovery = None;
    for (id, value) in traits {
        if let Some(expected) = misplaced(&id, site) {
            let found = match site.member_of {
                Some(owner) => format!("a member of {} that is {}", owner.described(), site.ty.described()),
                None => site.ty.described(),
            };
            let message = format!("the trait belongs on {expected}, found on {found}");
            report.error(place.clone().of_trait(&id), message, "Take the trait away, or correct the shape.");
            continue;
        }
        if id == "aws.api#clientEndpointDiscovery" {
            let parts = object(value).and_then(|mut fields| {
                Ok((take_id(&mut fields, "operation")?, optional(&mut fields, "error", shape_id)?))
            });
            match parts {
                Ok(parts) => discovery = Some(parts),
                Err(wrong) => wrong_form(place, &id, &wrong, report),
            }
            continue;
        }
        if is_mistaken(&id) && !own.all.contains(&id) {
            let namespace = id.split('#').next().unwrap_or_default();
            let near = report.near(&id, reserved().filter(|known| known.starts_with(namespace)));
            let message = format!("the namespace {namespace} has no such trait");
            report.error(place.clone().of_trait(&id), message, format!("Correct its name.{near}"));
            continue;
        }
        if own.protocols.contains(&id) && !is_protocol(&id) {
            // What its value says is the protocol's own affair.
            if site.ty == Type::Service {
                result.protocols.push(id);
            }
            continue;
        }
        if let Err(wrong) = put(&mut result, &id, value, site, place, report) {
            wrong_form(place, &id, &wrong, report);
        }
    }
    if let (Some(service), Some((operation, error))) = (&mut result.aws_service, discovery) {
        service.endpoint_discovery = Some(operation);
        service.discovery_error = error.map(|error| ShapeId::new(&error));
    }
    result
}

/// Reports a trait value of the wrong form.
pub(in crate::model) fn wrong_form(place: &Place, id: &str, wrong: &str, report: &mut Report) {
    report.error(place.clone().of_trait(id), wrong, "Give the trait the value that its specification asks for.");
}

/// Sorts one trait into its field.
fn put(to: &mut Traits, id: &str, value: Value, site: Site, place: &Place, report: &mut Report) -> Result<(), Wrong> {
    match id {
        "smithy.api#documentation" => to.documentation = Some(string(value)?),
        "smithy.api#title" => to.title = Some(string(value)?),
        "smithy.api#pattern" => to.pattern = Some(string(value)?),
        "smithy.api#mediaType" => to.media_type = Some(string(value)?),
        "smithy.api#sensitive" => to.sensitive = annotation(value)?,
        "smithy.api#required" => to.required = annotation(value)?,
        "smithy.api#clientOptional" => to.client_optional = annotation(value)?,
        "smithy.api#addedDefault" => to.added_default = annotation(value)?,
        "smithy.api#input" => to.input = annotation(value)?,
        "smithy.api#output" => to.output = annotation(value)?,
        "smithy.api#sparse" => to.sparse = annotation(value)?,
        "smithy.api#uniqueItems" => to.unique_items = annotation(value)?,
        "smithy.api#idempotencyToken" => to.idempotency_token = annotation(value)?,
        "smithy.api#idempotent" => to.idempotent = annotation(value)?,
        "smithy.api#readonly" => to.readonly = annotation(value)?,
        "smithy.api#streaming" => to.streaming = annotation(value)?,
        "smithy.api#hostLabel" => to.host_label = annotation(value)?,
        "tinsmith.api#endpoint" => to.input_endpoint = annotation(value)?,
        "tinsmith.api#notRetried" => {
            let mut fields = object(value)?;
            to.not_retried = Some(required(&mut fields, "reason", string)?);
            leftover(fields, id, place, report);
        }
        "smithy.api#optionalAuth" => to.optional_auth = annotation(value)?,
        "aws.protocols#awsQueryCompatible" => to.query_compatible = annotation(value)?,
        "smithy.api#default" => to.default = Some(default(value, site)?),
        "smithy.api#deprecated" => {
            let mut fields = if value == Value::Bool(true) { Map::new() } else { object(value)? };
            let message = optional(&mut fields, "message", string)?;
            let since = optional(&mut fields, "since", string)?;
            to.deprecated = Some(Deprecated { message, since });
            leftover(fields, id, place, report);
        }
        "smithy.api#length" => to.length = Some(length(value)?),
        "smithy.api#range" => to.range = Some(range(value)?),
        "smithy.api#error" => {
            to.error = Some(match string(value)?.as_str() {
                "client" => ErrorFault::Client,
                "server" => ErrorFault::Server,
                other => return Err(format!("expected \"client\" or \"server\", found {}", shortened(other))),
            });
        }
        "smithy.api#httpError" => to.http_error = Some(status(value)?),
        "smithy.api#http" => {
            let mut fields = object(value)?;
            let method = required(&mut fields, "method", string)?;
            let uri = required(&mut fields, "uri", string)?;
            let code = optional(&mut fields, "code", status)?.unwrap_or(200);
            if !uri.starts_with('/') {
                return Err(format!("expected a uri that starts with /, found {}", shortened(&uri)));
            }
            to.http = Some(Http { method, uri, code });
            leftover(fields, id, place, report);
        }
        "smithy.api#httpLabel" => return bind(to, annotation(value)?.then_some(HttpBinding::Label)),
        "smithy.api#httpPayload" => return bind(to, annotation(value)?.then_some(HttpBinding::Payload)),
        "smithy.api#httpQueryParams" => return bind(to, annotation(value)?.then_some(HttpBinding::QueryParams)),
        "smithy.api#httpResponseCode" => return bind(to, annotation(value)?.then_some(HttpBinding::ResponseCode)),
        "smithy.api#httpHeader" => return bind(to, Some(HttpBinding::Header(string(value)?))),
        "smithy.api#httpPrefixHeaders" => return bind(to, Some(HttpBinding::PrefixHeaders(string(value)?))),
        "smithy.api#httpQuery" => return bind(to, Some(HttpBinding::Query(string(value)?))),
        "smithy.api#jsonName" => to.json_name = Some(string(value)?),
        "smithy.api#retryable" => {
            let mut fields = if value == Value::Bool(true) { Map::new() } else { object(value)? };
            let throttling = optional(&mut fields, "throttling", boolean)?.unwrap_or_default();
            to.retryable = Some(Retryable { throttling });
            leftover(fields, id, place, report);
        }
        "smithy.api#longPoll" => {
            let mut fields = object(value)?;
            to.long_poll = Some(LongPoll { timeout_millis: optional(&mut fields, "timeoutMillis", millis)? });
            leftover(fields, id, place, report);
        }
        "smithy.api#timestampFormat" => {
            to.timestamp_format = Some(match string(value)?.as_str() {
                "date-time" => TimestampFormat::DateTime,
                "epoch-seconds" => TimestampFormat::EpochSeconds,
                "http-date" => TimestampFormat::HttpDate,
                other => {
                    let other = shortened(other);
                    return Err(format!("expected \"date-time\", \"epoch-seconds\" or \"http-date\", found {other}"));
                }
            });
        }
        "smithy.api#endpoint" => {
            let mut fields = object(value)?;
            to.host_prefix = Some(required(&mut fields, "hostPrefix", string)?);
            leftover(fields, id, place, report);
        }
        "smithy.api#requestCompression" => {
            let mut fields = object(value)?;
            to.request_compression = required(&mut fields, "encodings", |value| array(value, string))?;
            leftover(fields, id, place, report);
        }
        "aws.protocols#awsQueryError" => {
            let mut fields = object(value)?;
            let code = required(&mut fields, "code", string)?;
            let status = required(&mut fields, "httpResponseCode", status)?;
            to.query_error = Some(QueryError { code, status });
            leftover(fields, id, place, report);
        }
        "aws.api#service" => to.aws_service = Some(aws_service(value)?),
        "smithy.api#auth" => to.auth = Some(array(value, shape_id)?),
        "smithy.rules#endpointRuleSet" => {
            to.endpoint_rules = Some(rule_set::rule_set(&value)?);
            to.endpoint_rule_set = Some(Value::Object(object(value)?));
        }
        "smithy.rules#endpointBdd" | "smithy.rules#bdd" => to.endpoint_bdd = Some(Value::Object(object(value)?)),
        "smithy.rules#endpointTests" => {
            to.endpoint_cases = rule_set::endpoint_tests(&value)?;
            to.endpoint_tests = Some(Value::Object(object(value)?));
        }
        "smithy.rules#clientContextParams" => {
            to.client_context = rule_set::client_context(&value)?;
            to.irrelevant.insert(id.to_owned(), value);
        }
        "smithy.rules#contextParam" => {
            to.context_param = Some(rule_set::context_param(&value)?);
            to.irrelevant.insert(id.to_owned(), value);
        }
        "smithy.rules#staticContextParams" => {
            to.static_context = rule_set::static_context(&value)?;
            to.irrelevant.insert(id.to_owned(), value);
        }
        "smithy.rules#operationContextParams" => {
            to.operation_context = rule_set::operation_context(&value)?;
            to.irrelevant.insert(id.to_owned(), value);
        }
        "smithy.test#httpRequestTests" => to.http_request_tests = array(value, whole_object)?,
        "smithy.test#httpResponseTests" => to.http_response_tests = array(value, whole_object)?,
        "smithy.waiters#waitable" => to.waitable = Some(whole_object(value)?),
        _ if is_protocol(id) => {
            object(value)?;
            to.protocols.push(id.to_owned());
        }
        _ if is_auth_scheme(id) => {
            let mut fields = object(value)?;
            if id == "aws.auth#sigv4" {
                to.sigv4_name = Some(required(&mut fields, "name", string)?);
            }
            to.auth_schemes.push(id.to_owned());
        }
        _ => {
            let table: &mut BTreeMap<String, Value> =
                if is_irrelevant(id) { &mut to.irrelevant } else { &mut to.unknown };
            table.insert(id.to_owned(), value);
        }
    }
    Ok(())
}

/// Properties of a trait value that nothing here reads: the trait may have grown since.
fn leftover(fields: Map<String, Value>, id: &str, place: &Place, report: &mut Report) {
    for key in fields.keys() {
        let message = format!("the property {} is not known and has no effect", shortened(key));
        report.warn(place.clone().of_trait(id), message, "Correct its name or take it out.");
    }
}

/// The value of `paginated`.
pub(in crate::model) fn paginated(value: Value, place: &Place, report: &mut Report) -> PaginatedParts {
    const ID: &str = "smithy.api#paginated";
    let read = |value| -> Result<(PaginatedParts, Map<String, Value>), Wrong> {
        let mut fields = object(value)?;
        let parts = PaginatedParts {
            input_token: optional(&mut fields, "inputToken", string)?,
            output_token: optional(&mut fields, "outputToken", string)?,
            items: optional(&mut fields, "items", string)?,
            page_size: optional(&mut fields, "pageSize", string)?,
        };
        Ok((parts, fields))
    };
    match read(value) {
        Ok((parts, rest)) => {
            leftover(rest, ID, place, report);
            parts
        }
        Err(wrong) => {
            wrong_form(place, ID, &wrong, report);
            PaginatedParts::default()
        }
    }
}

fn expected(what: &str, found: &Value) -> Wrong {
    let shown = match found {
        Value::String(text) => format!("the string {}", shortened(text)),
        Value::Number(number) => format!("the number {number}"),
        other => kind(other).to_owned(),
    };
    format!("expected {what}, found {shown}")
}

pub(in crate::model) fn string(value: Value) -> Result<String, Wrong> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(expected("a string", &other)),
    }
}

fn boolean(value: Value) -> Result<bool, Wrong> {
    value.as_bool().ok_or_else(|| expected("a boolean", &value))
}

fn object(value: Value) -> Result<Map<String, Value>, Wrong> {
    match value {
        Value::Object(map) => Ok(map),
        other => Err(expected("an object", &other)),
    }
}

fn whole_object(value: Value) -> Result<Value, Wrong> {
    object(value).map(Value::Object)
}

/// `{}`; older tools write `true`.
fn annotation(value: Value) -> Result<bool, Wrong> {
    match value {
        Value::Bool(true) => Ok(true),
        Value::Object(map) if map.is_empty() => Ok(true),
        Value::Object(map) => {
            let key = map.keys().next().map_or("", String::as_str);
            Err(format!("expected an empty object, found one with {}", shortened(key)))
        }
        other => Err(expected("an empty object", &other)),
    }
}

pub(in crate::model) fn array<T>(value: Value, item: impl Fn(Value) -> Result<T, Wrong>) -> Result<Vec<T>, Wrong> {
    match value {
        Value::Array(items) => {
            let numbered = items.into_iter().enumerate();
            numbered.map(|(index, value)| item(value).map_err(|wrong| format!("item {index}: {wrong}"))).collect()
        }
        other => Err(expected("an array", &other)),
    }
}

fn optional<T>(
    fields: &mut Map<String, Value>,
    key: &str,
    read: impl Fn(Value) -> Result<T, Wrong>,
) -> Result<Option<T>, Wrong> {
    fields.shift_remove(key).map(|value| read(value).map_err(|wrong| format!("{key}: {wrong}"))).transpose()
}

fn required<T>(
    fields: &mut Map<String, Value>,
    key: &str,
    read: impl Fn(Value) -> Result<T, Wrong>,
) -> Result<T, Wrong> {
    optional(fields, key, read)?.ok_or_else(|| format!("the property {key} is missing"))
}

fn shape_id(value: Value) -> Result<String, Wrong> {
    let text = string(value)?;
    if is_shape_id(&text) {
        Ok(text)
    } else {
        Err(format!("expected an absolute shape id, found {}", shortened(&text)))
    }
}

fn take_id(fields: &mut Map<String, Value>, key: &str) -> Result<ShapeId, Wrong> {
    required(fields, key, shape_id).map(|text| ShapeId::new(&text))
}

/// A member stands in one place (spec: each HTTP binding trait conflicts with the others).
fn bind(to: &mut Traits, binding: Option<HttpBinding>) -> Result<(), Wrong> {
    match (&to.http_binding, &binding) {
        (Some(first), Some(second)) => Err(format!(
            "the member is bound by {} already, and {} puts it elsewhere",
            first.trait_id(),
            second.trait_id()
        )),
        _ => {
            to.http_binding = binding.or(to.http_binding.take());
            Ok(())
        }
    }
}

fn status(value: Value) -> Result<u16, Wrong> {
    value
        .as_u64()
        .and_then(|number| u16::try_from(number).ok())
        .filter(|status| (100..=599).contains(status))
        .ok_or_else(|| expected("an HTTP status", &value))
}

fn count(value: Value) -> Result<u64, Wrong> {
    let whole = |float: &f64| *float >= 0.0 && float.fract() == 0.0 && *float < 9e15;
    // A float that is whole and within 2^53 converts without loss.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked by `whole`")]
    let from_float = |float: f64| float as u64;
    value
        .as_u64()
        .or_else(|| value.as_f64().filter(whole).map(from_float))
        .ok_or_else(|| expected("a whole number that is not negative", &value))
}

/// Milliseconds; Smithy's `Integer` of a trait holds 32 bits, and a time to wait is more than none.
fn millis(value: Value) -> Result<u32, Wrong> {
    let fitting = |millis: &u32| (1..=i32::MAX.unsigned_abs()).contains(millis);
    let millis = value.as_u64().and_then(|millis| u32::try_from(millis).ok()).filter(fitting);
    millis.ok_or_else(|| expected("a whole number of milliseconds, 1 or more", &value))
}

fn length(value: Value) -> Result<Length, Wrong> {
    let mut fields = object(value)?;
    let min = optional(&mut fields, "min", count)?;
    let max = optional(&mut fields, "max", count)?;
    match (min, max) {
        (None, None) => Err("expected min or max, found neither".to_owned()),
        (Some(min), Some(max)) if min > max => Err(format!("min {min} is greater than max {max}")),
        _ => Ok(Length { min, max }),
    }
}

fn number(value: Value) -> Result<Number, Wrong> {
    match value {
        Value::Number(number) => Ok(number),
        other => Err(expected("a number", &other)),
    }
}

fn range(value: Value) -> Result<Range, Wrong> {
    let mut fields = object(value)?;
    let min = optional(&mut fields, "min", number)?;
    let max = optional(&mut fields, "max", number)?;
    if min.is_none() && max.is_none() {
        return Err("expected min or max, found neither".to_owned());
    }
    if let (Some(min), Some(max)) = (&min, &max)
        && greater(min, max)
    {
        return Err(format!("min {min} is greater than max {max}"));
    }
    Ok(Range { min: min.map(|number| number.to_string()), max: max.map(|number| number.to_string()) })
}

fn greater(a: &Number, b: &Number) -> bool {
    match (a.as_i128(), b.as_i128()) {
        (Some(a), Some(b)) => a > b,
        _ => a.as_f64().zip(b.as_f64()).is_some_and(|(a, b)| a > b),
    }
}

fn aws_service(value: Value) -> Result<AwsService, Wrong> {
    let mut fields = object(value)?;
    // What else the trait holds (CloudFormation, CloudTrail, documentation ids) does not concern a client.
    Ok(AwsService {
        sdk_id: required(&mut fields, "sdkId", string)?,
        endpoint_prefix: optional(&mut fields, "endpointPrefix", string)?,
        arn_namespace: optional(&mut fields, "arnNamespace", string)?,
        endpoint_discovery: None,
        discovery_error: None,
    })
}

/// The digits of a number, which a model may also write as text, and must where they are many: more than a double keeps
/// would come out as others.
fn number_text(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()).filter(|text| number.as_i128().is_some() || is_exact(text)),
        Value::String(text) => Some(text.clone()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Whether a double, as it is printed, is surely what the file says: 15 digits come through unchanged.
fn is_exact(double: &str) -> bool {
    let digits = double.split(['e', 'E']).next().unwrap_or_default().chars().filter(char::is_ascii_digit);
    digits.skip_while(|digit| *digit == '0').count() <= 15
}

fn is_timestamp(value: &Value) -> bool {
    match value {
        Value::Number(number) => DateTime::from_str(&number.to_string(), DateTimeFormat::EpochSeconds).is_ok(),
        Value::String(text) => DateTime::from_str(text, DateTimeFormat::DateTimeWithOffset).is_ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => false,
    }
}

/// A default must be a value of the shape (Smithy 2.0, "default trait").
fn default(value: Value, site: Site) -> Result<Value, Wrong> {
    let integer = |bits: u32| {
        let limit = 1_i128 << (bits - 1);
        value.as_number().and_then(Number::as_i128).is_some_and(|number| (-limit..limit).contains(&number))
            || value
                .as_f64()
                .is_some_and(|float| float.fract() == 0.0 && float.abs() < 2_f64.powi(bits.min(53).cast_signed() - 1))
    };
    let (fits, what) = match site.ty {
        _ if value.is_null() => (true, ""),
        Type::Boolean => (value.is_boolean(), "a boolean"),
        Type::String | Type::Enum => (value.is_string(), "a string"),
        Type::Blob => (value.as_str().is_some_and(|text| Blob::from_base64(text).is_ok()), "a string in base64"),
        Type::Byte => (integer(8), "a whole number of 8 bits"),
        Type::Short => (integer(16), "a whole number of 16 bits"),
        Type::Integer | Type::IntEnum => (integer(32), "a whole number of 32 bits"),
        Type::Long => (integer(64), "a whole number of 64 bits"),
        Type::Float | Type::Double => (value.is_number(), "a number"),
        Type::BigInteger => (
            number_text(&value).is_some_and(|text| BigInteger::from_str(&text).is_ok()),
            "a whole number (as a string, if it has more than 19 digits)",
        ),
        Type::BigDecimal => (
            number_text(&value).is_some_and(|text| BigDecimal::from_str(&text).is_ok()),
            "a number (as a string, if it has more than 15 digits)",
        ),
        Type::Timestamp => (is_timestamp(&value), "epoch seconds or an RFC 3339 date-time"),
        Type::Document => match &value {
            Value::Array(items) => (items.is_empty(), "an empty array"),
            Value::Object(map) => (map.is_empty(), "an empty object"),
            _ => (true, ""),
        },
        Type::List => (value.as_array().is_some_and(Vec::is_empty), "an empty array"),
        Type::Map => (value.as_object().is_some_and(Map::is_empty), "an empty object"),
        Type::Structure | Type::Union | Type::Service | Type::Operation | Type::Resource => {
            return Err(format!("{} has no default", site.ty.described()));
        }
    };
    if fits { Ok(value) } else { Err(expected(&format!("{what}, for {}", site.ty.described()), &value)) }
}
