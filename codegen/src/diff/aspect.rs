//! What can change: one closed list, with the name that stands in ids and reports.

use std::fmt;

/// Writes the enum, the list of all of it and its names from one table, so that none of them can be forgotten.
macro_rules! aspects {
    ($($(#[$docs:meta])* $variant:ident $(($detail:ident))? = $name:literal,)*) => {
        /// One fact of a model that can be added, removed or changed. The order is the order within one place of a report.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Aspect {
            $($(#[$docs])* $variant $(($detail))?,)*
        }

        impl Aspect {
            /// One of each kind, in the order of reports; errors and traits have no name.
            pub fn every() -> Vec<Self> {
                vec![$(Self::$variant $(($detail::new()))?),*]
            }

            /// The name in ids and JSON; stable.
            #[allow(clippy::match_same_arms, reason = "a row of the table each")]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => $name,)*
                }
            }
        }
    };
}

aspects! {
    /// A whole operation.
    Operation = "operation",
    /// Whether an operation takes an input.
    Input = "input",
    /// Whether an operation gives an output.
    Output = "output",
    /// An error of an operation, or one that all operations of the service share; by its name.
    Error(String) = "error",
    /// A whole structure, union or enum.
    Shape = "shape",
    /// The type of a shape.
    Type = "type",
    /// A whole member.
    Member = "member",
    /// What a member holds, where the two are of another type or, in Rust, of another name.
    Target = "target",
    /// A value of an enum.
    Value = "value",
    /// The name of an enum's value.
    ValueName = "value-name",
    /// `required`.
    Required = "required",
    /// `default`.
    Default = "default",
    /// `clientOptional`: clients treat the member as optional whatever else is said.
    ClientOptional = "client-optional",
    /// `addedDefault`: the default came after the first release.
    AddedDefault = "added-default",
    /// `input` on a structure that is also used elsewhere: its members are optional everywhere.
    InputTrait = "input-trait",
    /// `output`.
    OutputTrait = "output-trait",
    /// `length`.
    Length = "length",
    /// `range`.
    Range = "range",
    /// `pattern`.
    Pattern = "pattern",
    /// `uniqueItems`.
    UniqueItems = "unique-items",
    /// `sparse`.
    Sparse = "sparse",
    /// `sensitive`.
    Sensitive = "sensitive",
    /// `idempotent`.
    Idempotent = "idempotent",
    /// `readonly`.
    Readonly = "readonly",
    /// `idempotencyToken`.
    IdempotencyToken = "idempotency-token",
    /// `paginated`.
    Pagination = "pagination",
    /// `error`: whose fault it is.
    Fault = "fault",
    /// `httpError`.
    HttpError = "http-error",
    /// `retryable`.
    Retryable = "retryable",
    /// `longPoll`.
    LongPoll = "long-poll",
    /// `aws.protocols#awsQueryError`.
    QueryError = "query-error",
    /// `timestampFormat`.
    TimestampFormat = "timestamp-format",
    /// `mediaType`.
    MediaType = "media-type",
    /// `streaming`.
    Streaming = "streaming",
    /// `endpoint`: what goes before the host.
    HostPrefix = "host-prefix",
    /// `hostLabel`.
    HostLabel = "host-label",
    /// `tinsmith.api#endpoint`.
    InputEndpoint = "input-endpoint",
    /// `tinsmith.api#notRetried`.
    NotRetried = "not-retried",
    /// `requestCompression`.
    Compression = "request-compression",
    /// `auth`.
    Auth = "auth",
    /// `optionalAuth`.
    OptionalAuth = "optional-auth",
    /// The ways to authenticate that the service offers.
    AuthSchemes = "auth-schemes",
    /// The SigV4 service name.
    SigningName = "signing-name",
    /// The protocols that the service offers.
    Protocols = "protocols",
    /// `aws.protocols#awsQueryCompatible`.
    QueryCompatible = "query-compatible",
    /// The name of the service shape, which `X-Amz-Target` carries.
    ServiceName = "service-name",
    /// The version of the model.
    Version = "version",
    /// `aws.api#service`'s `sdkId`.
    SdkId = "sdk-id",
    /// `aws.api#service`'s `endpointPrefix`.
    EndpointPrefix = "endpoint-prefix",
    /// `aws.api#service`'s `arnNamespace`.
    ArnNamespace = "arn-namespace",
    /// `aws.api#clientEndpointDiscovery`.
    EndpointDiscovery = "endpoint-discovery",
    /// `smithy.rules#endpointRuleSet`.
    EndpointRules = "endpoint-rules",
    /// `smithy.rules#endpointBdd`: the same rules, compiled.
    EndpointBdd = "endpoint-bdd",
    /// `smithy.rules#endpointTests`.
    EndpointTests = "endpoint-tests",
    /// `smithy.test#httpRequestTests`.
    RequestTests = "request-tests",
    /// `smithy.test#httpResponseTests`.
    ResponseTests = "response-tests",
    /// `smithy.waiters#waitable`.
    Waiters = "waiters",
    /// `title`.
    Title = "title",
    /// `deprecated`.
    Deprecated = "deprecated",
    /// `documentation`, only where it is asked for.
    Documentation = "documentation",
    /// A trait that the generator knows to be without effect, by its id.
    IgnoredTrait(String) = "trait",
    /// A trait that the generator does not know, by its id.
    UnknownTrait(String) = "trait",
}

impl Aspect {
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
