//! What an operation is: names, types, and how its input is written and its answer read.

use http::{Request, Response, Uri};

use crate::error::{BuildError, ErrorResponse, SdkError};
use crate::json::{ReadJson, WriteJson, Writer};
use crate::request::RequestOptions;
use crate::{request, response};

/// The protocols that are spoken. Sources: the Smithy specification of AWS JSON 1.0 and 1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Protocol {
    /// `aws.protocols#awsJson1_0`
    AwsJson1_0,
    /// `aws.protocols#awsJson1_1`
    AwsJson1_1,
}

impl Protocol {
    /// The `Content-Type` of its messages.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::AwsJson1_0 => "application/x-amz-json-1.0",
            Self::AwsJson1_1 => "application/x-amz-json-1.1",
        }
    }
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
}

/// The error type of an operation, made by [`operation_error!`](crate::operation_error!).
pub trait OperationError: Sized {
    /// Makes the error of an answer that says that the call failed.
    fn from_response(error: ErrorResponse<'_>) -> Self;
}

/// One operation of a service: a type without values that generated code writes.
pub trait Operation {
    /// What it takes.
    type Input: WriteJson;
    /// What it gives.
    type Output: ReadJson;
    /// How it fails.
    type Error: OperationError;

    /// Its name in the model and on the wire.
    const NAME: &'static str;
    /// The service it belongs to.
    const SERVICE: &'static ServiceMetadata;
    /// Whether a call may be repeated.
    const SAFETY: Safety = Safety::Unsafe;
    /// Whether its request may be compressed.
    const COMPRESSION: Compression = Compression::None;
    /// Whether its request is signed.
    const SIGNING: Signing = Signing::Signed;
    /// All of this in one value.
    const METADATA: OperationMetadata = OperationMetadata {
        service: Self::SERVICE,
        name: Self::NAME,
        safety: Self::SAFETY,
        compression: Self::COMPRESSION,
        signing: Self::SIGNING,
    };

    /// Sets the idempotency token where it is unset; `make` makes one.
    fn fill_idempotency_token(_input: &mut Self::Input, _make: &mut dyn FnMut() -> String) {}

    /// What stands before the endpoint's host (`endpoint` trait), made of constants and of members that
    /// [`host_label`](crate::host_label()) has let through.
    ///
    /// # Errors
    /// A member is unset or no host label.
    fn host_prefix(_input: &Self::Input) -> Result<Option<String>, BuildError> {
        Ok(None)
    }

    /// Builds the request, not yet signed. The endpoint's path is kept: `https://host/custom` is sent to `/custom/`.
    ///
    /// # Errors
    /// The input cannot be written, or the endpoint is none.
    fn request(endpoint: &Uri, input: Self::Input) -> Result<Request<Vec<u8>>, BuildError> {
        Self::request_with(endpoint, input, &RequestOptions::new())
    }

    /// As [`request`](Self::request), with options.
    ///
    /// # Errors
    /// The input cannot be written, or the endpoint is none.
    fn request_with(
        endpoint: &Uri,
        mut input: Self::Input,
        options: &RequestOptions<'_>,
    ) -> Result<Request<Vec<u8>>, BuildError> {
        Self::fill_idempotency_token(&mut input, &mut || options.make_idempotency_token());
        let prefix = if options.uses_host_prefix() { Self::host_prefix(&input)? } else { None };
        let mut writer = Writer::new();
        writer.shape(&input);
        request::build(&Self::METADATA, endpoint, prefix.as_deref(), writer.finish()?, options)
    }

    /// Reads the answer.
    ///
    /// # Errors
    /// The service says that the call failed, or the answer does not parse.
    fn response<B: AsRef<[u8]>>(response: &Response<B>) -> Result<Self::Output, SdkError<Self::Error>> {
        let body = response.body().as_ref();
        if response.status().is_success() {
            return response::read_body(body, Self::Output::read_json).map_err(|source| {
                SdkError::response_error(Self::METADATA.name, source, response::raw(response, body))
            });
        }
        let error = response::error_response(&Self::METADATA, response.status(), response.headers(), body);
        let error = Self::Error::from_response(error);
        Err(SdkError::service_error(Self::METADATA.name, error, response::raw(response, body)))
    }
}
