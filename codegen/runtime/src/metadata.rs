//! What the model says of a service and of its operations.

/// The protocols that are spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Protocol {
    /// `aws.protocols#awsJson1_0`
    AwsJson1_0,
    /// `aws.protocols#awsJson1_1`
    AwsJson1_1,
    /// `smithy.protocols#rpcv2Cbor`
    RpcV2Cbor,
}

/// What the model says of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceMetadata {
    /// The name for people, by which SDKs call it: `WorkMail`.
    pub sdk_id: &'static str,
    /// The name of the service's shape, which prefixes the target of a request: `WorkMailService`.
    pub shape_name: &'static str,
    /// The version in the model: `2017-10-01`.
    pub version: &'static str,
    /// The protocol that the generated crate speaks.
    pub protocol: Protocol,
    /// The first label of the service's host: `workmail`.
    pub endpoint_prefix: &'static str,
    /// The name in a signature: `workmail`.
    pub signing_name: &'static str,
    /// Whether the service once spoke AWS query and still knows its error codes (`awsQueryCompatible`).
    pub query_compatible: bool,
}

impl ServiceMetadata {
    /// Every text empty, AWS JSON 1.1; [`service!`](crate::service!) starts from it.
    pub const EMPTY: Self = Self {
        sdk_id: "",
        shape_name: "",
        version: "",
        protocol: Protocol::AwsJson1_1,
        endpoint_prefix: "",
        signing_name: "",
        query_compatible: false,
    };

    /// The same with this SDK id.
    #[must_use]
    pub const fn sdk_id(self, sdk_id: &'static str) -> Self {
        Self { sdk_id, ..self }
    }

    /// The same with this name of the service's shape.
    #[must_use]
    pub const fn shape_name(self, shape_name: &'static str) -> Self {
        Self { shape_name, ..self }
    }

    /// The same with this version.
    #[must_use]
    pub const fn version(self, version: &'static str) -> Self {
        Self { version, ..self }
    }

    /// The same with this protocol.
    #[must_use]
    pub const fn protocol(self, protocol: Protocol) -> Self {
        Self { protocol, ..self }
    }

    /// The same with this endpoint prefix.
    #[must_use]
    pub const fn endpoint_prefix(self, endpoint_prefix: &'static str) -> Self {
        Self { endpoint_prefix, ..self }
    }

    /// The same with this signing name.
    #[must_use]
    pub const fn signing_name(self, signing_name: &'static str) -> Self {
        Self { signing_name, ..self }
    }

    /// The same with this answer to whether it is compatible with AWS query.
    #[must_use]
    pub const fn query_compatible(self, query_compatible: bool) -> Self {
        Self { query_compatible, ..self }
    }
}

/// Whether a call may be repeated (`readonly`, `idempotent`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Safety {
    /// It changes nothing.
    ReadOnly,
    /// Sent twice, it has the effect of once.
    Idempotent,
    /// Sent twice, it may act twice.
    Unsafe,
}

/// Whether a request may be compressed (`requestCompression`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Compression {
    /// It is sent as it is.
    None,
    /// A large one is sent as gzip.
    Gzip,
}

/// Whether a request is signed. Nothing here signs: this is for what sends the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Signing {
    /// With the service's signing name.
    Signed,
    /// It needs no signature (`auth([])` or `optionalAuth`).
    Unsigned,
}

/// What the model says of an operation, in one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationMetadata {
    /// The service it belongs to.
    pub service: &'static ServiceMetadata,
    /// Its name in the model and on the wire.
    pub name: &'static str,
    /// Whether a call may be repeated.
    pub safety: Safety,
    /// Whether its request may be compressed.
    pub compression: Compression,
    /// Whether its request is signed.
    pub signing: Signing,
    /// Whether its input has a token by which the service knows a repeated request.
    pub has_idempotency_token: bool,
    /// Whether it is asked again and again for something that may come (`longPoll`).
    pub long_poll: bool,
}
