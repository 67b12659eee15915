//! The traits that the generator knows, each with its value in a checked form.

use std::collections::BTreeMap;

use serde_json::Value;

use super::id::ShapeId;
use super::rule_set::{ClientParameter, EndpointTest, ParameterValue, RuleSet};

/// All traits of one shape or member. What is absent is `None`, `false` or empty.
#[derive(Clone, Debug, Default)]
pub struct Traits {
    /// `documentation`: CommonMark, or HTML as AWS writes it.
    pub documentation: Option<String>,
    /// `title` of a service.
    pub title: Option<String>,
    /// `deprecated`.
    pub deprecated: Option<Deprecated>,
    /// `sensitive`.
    pub sensitive: bool,
    /// `required`.
    pub required: bool,
    /// `clientOptional`.
    pub client_optional: bool,
    /// `addedDefault`.
    pub added_default: bool,
    /// `default`; `Some(Value::Null)` is an explicit null.
    pub default: Option<Value>,
    /// `input` on a structure.
    pub input: bool,
    /// `output` on a structure.
    pub output: bool,
    /// `sparse` on a list or map.
    pub sparse: bool,
    /// `uniqueItems`, also a shape of type `set`.
    pub unique_items: bool,
    /// `idempotencyToken`.
    pub idempotency_token: bool,
    /// `idempotent`.
    pub idempotent: bool,
    /// `readonly`.
    pub readonly: bool,
    /// `longPoll`. Smithy marks the trait unstable: its form may change.
    pub long_poll: Option<LongPoll>,
    /// `length`, in characters, bytes or entries.
    pub length: Option<Length>,
    /// `range`.
    pub range: Option<Range>,
    /// `pattern`: an ECMA 262 regular expression.
    pub pattern: Option<String>,
    /// `error`.
    pub error: Option<ErrorFault>,
    /// `httpError`: the status.
    pub http_error: Option<u16>,
    /// `http` of an operation.
    pub http: Option<Http>,
    /// `httpLabel`, `httpHeader` and their like, on a member: where it stands in a message of an HTTP protocol. What has
    /// none goes into the body.
    pub http_binding: Option<HttpBinding>,
    /// `jsonName` of a member.
    pub json_name: Option<String>,
    /// `retryable`.
    pub retryable: Option<Retryable>,
    /// `paginated`, on an operation (the service's is merged in by the loader).
    pub paginated: Option<Paginated>,
    /// `timestampFormat`.
    pub timestamp_format: Option<TimestampFormat>,
    /// `mediaType`.
    pub media_type: Option<String>,
    /// `streaming` on a blob or union.
    pub streaming: bool,
    /// `endpoint`: the `hostPrefix` template.
    pub host_prefix: Option<String>,
    /// `hostLabel`.
    pub host_label: bool,
    /// `tinsmith.api#endpoint` on a member of an input: its value is the endpoint of the request.
    pub input_endpoint: bool,
    /// `tinsmith.api#notRetried` on an error: the reason why trying again does not help.
    pub not_retried: Option<String>,
    /// `requestCompression`: the encodings.
    pub request_compression: Vec<String>,
    /// `aws.protocols#…` and other protocols of a service, by trait id, in the model's order.
    pub protocols: Vec<String>,
    /// `aws.protocols#awsQueryCompatible`.
    pub query_compatible: bool,
    /// `aws.protocols#awsQueryError`.
    pub query_error: Option<QueryError>,
    /// `aws.api#service`.
    pub aws_service: Option<AwsService>,
    /// `aws.auth#sigv4`: the signing name.
    pub sigv4_name: Option<String>,
    /// `aws.auth#sigv4`, `smithy.api#httpBearerAuth` and other auth schemes of a service, by trait id, in the model's
    /// order.
    pub auth_schemes: Vec<String>,
    /// `auth`: the scheme ids in order of preference.
    pub auth: Option<Vec<String>>,
    /// `optionalAuth`.
    pub optional_auth: bool,
    /// `smithy.rules#endpointRuleSet`.
    pub endpoint_rule_set: Option<Value>,
    /// `smithy.rules#endpointBdd`, also under its older name `smithy.rules#bdd`: the rule set as a compiled decision
    /// diagram. Kept as it is; a service that has it has `endpoint_rule_set`, too.
    pub endpoint_bdd: Option<Value>,
    /// `smithy.rules#endpointTests`.
    pub endpoint_tests: Option<Value>,
    /// `smithy.rules#endpointRuleSet`, taken apart.
    pub endpoint_rules: Option<RuleSet>,
    /// `smithy.rules#endpointTests`, taken apart.
    pub endpoint_cases: Vec<EndpointTest>,
    /// `smithy.rules#clientContextParams`: parameters of the rules that a client's configuration sets.
    pub client_context: Vec<ClientParameter>,
    /// `smithy.rules#contextParam`: the parameter of the rules that the member's value is.
    pub context_param: Option<String>,
    /// `smithy.rules#staticContextParams`: what an operation always says to the rules.
    pub static_context: Vec<(String, ParameterValue)>,
    /// `smithy.rules#operationContextParams`: what an operation's input says to the rules, by JMESPath.
    pub operation_context: Vec<(String, String)>,
    /// `smithy.test#httpRequestTests`, each an object.
    pub http_request_tests: Vec<Value>,
    /// `smithy.test#httpResponseTests`, each an object.
    pub http_response_tests: Vec<Value>,
    /// `smithy.waiters#waitable`.
    pub waitable: Option<Value>,
    /// `references`, `xmlName`, `cors` …: traits that no protocol of ours heeds, by id.
    pub irrelevant: BTreeMap<String, Value>,
    /// Traits that the generator does not know, by id.
    pub unknown: BTreeMap<String, Value>,
}

/// The `http` trait: how an operation looks to an HTTP protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Http {
    /// Such as `GET`.
    pub method: String,
    /// The URI pattern, such as `/users/{Id}?list`.
    pub uri: String,
    /// The status of a success.
    pub code: u16,
}

/// Where an HTTP protocol puts a member (spec: "HTTP bindings").
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HttpBinding {
    /// `httpLabel`: in the URI.
    Label,
    /// `httpHeader`: the header of this name.
    Header(String),
    /// `httpPrefixHeaders`: headers that start so, one for each entry.
    PrefixHeaders(String),
    /// `httpQuery`: the parameter of this name.
    Query(String),
    /// `httpQueryParams`: a parameter for each entry.
    QueryParams,
    /// `httpPayload`: it is the body.
    Payload,
    /// `httpResponseCode`: the status.
    ResponseCode,
}

impl HttpBinding {
    /// The id of the trait that says it.
    pub fn trait_id(&self) -> &'static str {
        match self {
            Self::Label => "smithy.api#httpLabel",
            Self::Header(_) => "smithy.api#httpHeader",
            Self::PrefixHeaders(_) => "smithy.api#httpPrefixHeaders",
            Self::Query(_) => "smithy.api#httpQuery",
            Self::QueryParams => "smithy.api#httpQueryParams",
            Self::Payload => "smithy.api#httpPayload",
            Self::ResponseCode => "smithy.api#httpResponseCode",
        }
    }

    /// The name of the header or parameter, or how headers start.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Header(name) | Self::PrefixHeaders(name) | Self::Query(name) => Some(name),
            Self::Label | Self::QueryParams | Self::Payload | Self::ResponseCode => None,
        }
    }
}

impl Traits {
    /// The protocols of a service, in words that follow "the service offers".
    pub(crate) fn offered(&self) -> String {
        if !self.protocols.is_empty() {
            return self.protocols.join(", ");
        }
        match self.unknown.keys().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [] => "no protocol".to_owned(),
            [only] => format!("no protocol that is known ({only} may be one)"),
            several => format!("no protocol that is known (one of {} may be one)", several.join(", ")),
        }
    }
}

/// `deprecated`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deprecated {
    /// Why, and what to use instead.
    pub message: Option<String>,
    /// The version or date.
    pub since: Option<String>,
}

/// `length`, each bound inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The least.
    pub min: Option<u64>,
    /// The most.
    pub max: Option<u64>,
}

/// `range`, each bound inclusive, as the model writes the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub min: Option<String>,
    /// The most.
    pub max: Option<String>,
}

/// `error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorFault {
    /// The caller did something wrong.
    Client,
    /// The service did.
    Server,
}

/// `retryable`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retryable {
    /// The service asks the caller to slow down.
    pub throttling: bool,
}

/// `longPoll`: the service may hold the request open until there is something to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LongPoll {
    /// How long, at most, in milliseconds: a client has to wait longer than this.
    pub timeout_millis: Option<u32>,
}

/// `paginated`. Paths are dotted for members of members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paginated {
    /// The input member that takes the token.
    pub input_token: String,
    /// The path of the next token in the output.
    pub output_token: String,
    /// The path of the items in the output.
    pub items: Option<String>,
    /// The input member that limits a page.
    pub page_size: Option<String>,
}

/// `timestampFormat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// RFC 3339 text.
    DateTime,
    /// Seconds since 1970, a number with a fraction.
    EpochSeconds,
    /// IMF-fixdate text.
    HttpDate,
}

/// `aws.protocols#awsQueryError`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The code of the query protocol.
    pub code: String,
    /// The status of the query protocol.
    pub status: u16,
}

/// `aws.api#service`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwsService {
    /// Such as `WorkMail`.
    pub sdk_id: String,
    /// Such as `workmail`.
    pub endpoint_prefix: Option<String>,
    /// Such as `workmail`.
    pub arn_namespace: Option<String>,
    /// Where an operation tells the client its endpoint: the operation's id.
    pub endpoint_discovery: Option<ShapeId>,
    /// The error that says that such an endpoint is not right any more: the error's id.
    pub discovery_error: Option<ShapeId>,
}
