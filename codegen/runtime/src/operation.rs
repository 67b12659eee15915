//! What an operation is: names, types, and how its input is written and its answer read.

use http::{Request, Response, Uri};

use crate::error::{BuildError, ErrorResponse, SdkError};
use crate::json::{ReadError, Reader, Writer};
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
    /// A service by its SDK id, its shape's name, its version and its protocol. The endpoint prefix and the signing
    /// name are empty until they are set.
    pub const fn new(
        sdk_id: &'static str,
        shape_name: &'static str,
        version: &'static str,
        protocol: Protocol,
    ) -> Self {
        Self { sdk_id, shape_name, version, protocol, endpoint_prefix: "", signing_name: "", query_compatible: false }
    }

    /// The same with this endpoint prefix.
    #[must_use]
    pub const fn with_endpoint_prefix(self, endpoint_prefix: &'static str) -> Self {
        Self { endpoint_prefix, ..self }
    }

    /// The same with this signing name.
    #[must_use]
    pub const fn with_signing_name(self, signing_name: &'static str) -> Self {
        Self { signing_name, ..self }
    }

    /// The same, compatible with AWS query.
    #[must_use]
    pub const fn with_query_compatibility(self) -> Self {
        Self { query_compatible: true, ..self }
    }
}

/// What the model says of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationMetadata {
    /// The service it belongs to.
    pub service: &'static ServiceMetadata,
    /// Its name in the model and on the wire.
    pub name: &'static str,
    /// It changes nothing (`readonly`).
    pub is_readonly: bool,
    /// Sent twice, it has the effect of once (`idempotent`).
    pub is_idempotent: bool,
    /// Its request may be compressed (`requestCompression` with `gzip`).
    pub is_compressed: bool,
    /// It needs no signature (`auth([])` or `optionalAuth`).
    pub is_unsigned: bool,
}

impl OperationMetadata {
    /// An operation of this service by its name.
    pub const fn new(service: &'static ServiceMetadata, name: &'static str) -> Self {
        Self { service, name, is_readonly: false, is_idempotent: false, is_compressed: false, is_unsigned: false }
    }

    /// The same, which changes nothing.
    #[must_use]
    pub const fn readonly(self) -> Self {
        Self { is_readonly: true, ..self }
    }

    /// The same, which may be sent twice.
    #[must_use]
    pub const fn idempotent(self) -> Self {
        Self { is_idempotent: true, ..self }
    }

    /// The same, whose request may be compressed.
    #[must_use]
    pub const fn compressed(self) -> Self {
        Self { is_compressed: true, ..self }
    }

    /// The same, which needs no signature.
    #[must_use]
    pub const fn unsigned(self) -> Self {
        Self { is_unsigned: true, ..self }
    }
}

/// One operation of a service: a type without values that generated code writes.
pub trait Operation {
    /// What it takes.
    type Input;
    /// What it gives.
    type Output;
    /// How it fails.
    type Error;

    /// What the model says of it.
    const METADATA: OperationMetadata;

    /// Writes the input as the request's payload.
    fn write_input(writer: &mut Writer, input: &Self::Input);

    /// Reads the output from the payload of an answer that says that the call worked.
    ///
    /// # Errors
    /// The payload is no such output.
    fn read_output(reader: &mut Reader<'_>) -> Result<Self::Output, ReadError>;

    /// Makes the error of an answer that says that the call failed.
    fn read_error(error: ErrorResponse<'_>) -> Self::Error;

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
        Self::write_input(&mut writer, &input);
        request::build(&Self::METADATA, endpoint, prefix.as_deref(), writer.finish()?, options)
    }

    /// Reads the answer.
    ///
    /// # Errors
    /// The service says that the call failed, or the answer does not parse.
    fn response<B: AsRef<[u8]>>(response: &Response<B>) -> Result<Self::Output, SdkError<Self::Error>> {
        let body = response.body().as_ref();
        if response.status().is_success() {
            return response::read_body(body, Self::read_output).map_err(|source| {
                SdkError::response_error(Self::METADATA.name, source, response::raw(response, body))
            });
        }
        let error = response::error_response(&Self::METADATA, response.status(), response.headers(), body);
        let error = Self::read_error(error);
        Err(SdkError::service_error(Self::METADATA.name, error, response::raw(response, body)))
    }
}
