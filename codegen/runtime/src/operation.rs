//! What an operation is: its facts, its types, and how its input is written and its answer read.

use http::{Request, Response, Uri};

use crate::codec::json::{ReadJson, WriteJson, Writer, read_body};
use crate::error::BuildError;
use crate::message::request::{self, RequestOptions};
use crate::message::response::{self, ErrorResponse};
pub use crate::metadata::{Compression, OperationMetadata, Protocol, Safety, ServiceMetadata, Signing};
use crate::sdk_error::SdkError;

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
            return read_body(body, Self::Output::read_json).map_err(|source| {
                SdkError::response_error(Self::METADATA.name, source, response::raw(response, body))
            });
        }
        let error = response::error_response(&Self::METADATA, response.status(), response.headers(), body);
        let error = Self::Error::from_response(error);
        Err(SdkError::service_error(Self::METADATA.name, error, response::raw(response, body)))
    }
}
