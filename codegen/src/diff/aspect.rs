//! What can change: one closed list, with the name that stands in ids and reports.

use std::fmt;

/// One fact of a model that can be added, removed or changed. The order is the order within one place of a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// A whole operation.
    Operation,
    /// Whether an operation takes an input.
    Input,
    /// Whether an operation gives an output.
    Output,
    /// An error of an operation, or one that all operations of the service share; by its name.
    Error(String),
    /// A whole structure, union or enum.
    Shape,
    /// The type of a shape.
    Type,
    /// A whole member.
    Member,
    /// What a member holds, where the two are of another type or, in Rust, of another name.
    Target,
    /// A value of an enum.
    Value,
    /// The name of an enum's value.
    ValueName,
    /// `required`.
    Required,
    /// `default`.
    Default,
    /// `clientOptional`: clients treat the member as optional whatever else is said.
    ClientOptional,
    /// `addedDefault`: the default came after the first release.
    AddedDefault,
    /// `input` on a structure that is also used elsewhere: its members are optional everywhere.
    InputTrait,
    /// `output`.
    OutputTrait,
    /// `length`.
    Length,
    /// `range`.
    Range,
    /// `pattern`.
    Pattern,
    /// `uniqueItems`.
    UniqueItems,
    /// `sparse`.
    Sparse,
    /// `sensitive`.
    Sensitive,
    /// `idempotent`.
    Idempotent,
    /// `readonly`.
    Readonly,
    /// `idempotencyToken`.
    IdempotencyToken,
    /// `paginated`.
    Pagination,
    /// `error`: whose fault it is.
    Fault,
    /// `httpError`.
    HttpError,
    /// `retryable`.
    Retryable,
    /// `longPoll`.
    LongPoll,
    /// `aws.protocols#awsQueryError`.
    QueryError,
    /// `timestampFormat`.
    TimestampFormat,
    /// `mediaType`.
    MediaType,
    /// `streaming`.
    Streaming,
    /// `endpoint`: what goes before the host.
    HostPrefix,
    /// `hostLabel`.
    HostLabel,
    /// `tinsmith.api#endpoint`.
    InputEndpoint,
    /// `tinsmith.api#notRetried`.
    NotRetried,
    /// `requestCompression`.
    Compression,
    /// `auth`.
    Auth,
    /// `optionalAuth`.
    OptionalAuth,
    /// The ways to authenticate that the service offers.
    AuthSchemes,
    /// The SigV4 service name.
    SigningName,
    /// The protocols that the service offers.
    Protocols,
    /// `aws.protocols#awsQueryCompatible`.
    QueryCompatible,
    /// The name of the service shape, which `X-Amz-Target` carries.
    ServiceName,
    /// The version of the model.
    Version,
    /// `aws.api#service`'s `sdkId`.
    SdkId,
    /// `aws.api#service`'s `endpointPrefix`.
    EndpointPrefix,
    /// `aws.api#service`'s `arnNamespace`.
    ArnNamespace,
    /// `aws.api#clientEndpointDiscovery`.
    EndpointDiscovery,
    /// `smithy.rules#endpointRuleSet`.
    EndpointRules,
    /// `smithy.rules#endpointBdd`: the same rules, compiled.
    EndpointBdd,
    /// `smithy.rules#endpointTests`.
    EndpointTests,
    /// `smithy.test#httpRequestTests`.
    RequestTests,
    /// `smithy.test#httpResponseTests`.
    ResponseTests,
    /// `smithy.waiters#waitable`.
    Waiters,
    /// `title`.
    Title,
    /// `deprecated`.
    Deprecated,
    /// `documentation`, only where it is asked for.
    Documentation,
    /// A trait that the generator knows to be without effect, by its id.
    IgnoredTrait(String),
    /// A trait that the generator does not know, by its id.
    UnknownTrait(String),
}

impl Aspect {
    /// One of each kind, in the order of reports; errors and traits have no name.
    pub fn every() -> Vec<Self> {
        vec![
            Self::Operation,
            Self::Input,
            Self::Output,
            Self::Error(String::new()),
            Self::Shape,
            Self::Type,
            Self::Member,
            Self::Target,
            Self::Value,
            Self::ValueName,
            Self::Required,
            Self::Default,
            Self::ClientOptional,
            Self::AddedDefault,
            Self::InputTrait,
            Self::OutputTrait,
            Self::Length,
            Self::Range,
            Self::Pattern,
            Self::UniqueItems,
            Self::Sparse,
            Self::Sensitive,
            Self::Idempotent,
            Self::Readonly,
            Self::IdempotencyToken,
            Self::Pagination,
            Self::Fault,
            Self::HttpError,
            Self::Retryable,
            Self::LongPoll,
            Self::QueryError,
            Self::TimestampFormat,
            Self::MediaType,
            Self::Streaming,
            Self::HostPrefix,
            Self::HostLabel,
            Self::InputEndpoint,
            Self::NotRetried,
            Self::Compression,
            Self::Auth,
            Self::OptionalAuth,
            Self::AuthSchemes,
            Self::SigningName,
            Self::Protocols,
            Self::QueryCompatible,
            Self::ServiceName,
            Self::Version,
            Self::SdkId,
            Self::EndpointPrefix,
            Self::ArnNamespace,
            Self::EndpointDiscovery,
            Self::EndpointRules,
            Self::EndpointBdd,
            Self::EndpointTests,
            Self::RequestTests,
            Self::ResponseTests,
            Self::Waiters,
            Self::Title,
            Self::Deprecated,
            Self::Documentation,
            Self::IgnoredTrait(String::new()),
            Self::UnknownTrait(String::new()),
        ]
    }

    /// The name in ids and JSON; stable.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Input => "input",
            Self::Output => "output",
            Self::Error(_) => "error",
            Self::Shape => "shape",
            Self::Type => "type",
            Self::Member => "member",
            Self::Target => "target",
            Self::Value => "value",
            Self::ValueName => "value-name",
            Self::Required => "required",
            Self::Default => "default",
            Self::ClientOptional => "client-optional",
            Self::AddedDefault => "added-default",
            Self::InputTrait => "input-trait",
            Self::OutputTrait => "output-trait",
            Self::Length => "length",
            Self::Range => "range",
            Self::Pattern => "pattern",
            Self::UniqueItems => "unique-items",
            Self::Sparse => "sparse",
            Self::Sensitive => "sensitive",
            Self::Idempotent => "idempotent",
            Self::Readonly => "readonly",
            Self::IdempotencyToken => "idempotency-token",
            Self::Pagination => "pagination",
            Self::Fault => "fault",
            Self::HttpError => "http-error",
            Self::Retryable => "retryable",
            Self::LongPoll => "long-poll",
            Self::QueryError => "query-error",
            Self::TimestampFormat => "timestamp-format",
            Self::MediaType => "media-type",
            Self::Streaming => "streaming",
            Self::HostPrefix => "host-prefix",
            Self::HostLabel => "host-label",
            Self::InputEndpoint => "input-endpoint",
            Self::NotRetried => "not-retried",
            Self::Compression => "request-compression",
            Self::Auth => "auth",
            Self::OptionalAuth => "optional-auth",
            Self::AuthSchemes => "auth-schemes",
            Self::SigningName => "signing-name",
            Self::Protocols => "protocols",
            Self::QueryCompatible => "query-compatible",
            Self::ServiceName => "service-name",
            Self::Version => "version",
            Self::SdkId => "sdk-id",
            Self::EndpointPrefix => "endpoint-prefix",
            Self::ArnNamespace => "arn-namespace",
            Self::EndpointDiscovery => "endpoint-discovery",
            Self::EndpointRules => "endpoint-rules",
            Self::EndpointBdd => "endpoint-bdd",
            Self::EndpointTests => "endpoint-tests",
            Self::RequestTests => "request-tests",
            Self::ResponseTests => "response-tests",
            Self::Waiters => "waiters",
            Self::Title => "title",
            Self::Deprecated => "deprecated",
            Self::Documentation => "documentation",
            Self::IgnoredTrait(_) | Self::UnknownTrait(_) => "trait",
        }
    }

    /// What follows the name in an id: which error, which trait.
    pub fn detail(&self) -> Option<&str> {
        match self {
            Self::Error(detail) | Self::IgnoredTrait(detail) | Self::UnknownTrait(detail) => Some(detail),
            _ => None,
        }
    }
}

/// As in an id: `range`, `error.InvalidParameterException`.
impl fmt::Display for Aspect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self.detail() {
            Some(detail) => write!(f, ".{detail}"),
            None => Ok(()),
        }
    }
}
