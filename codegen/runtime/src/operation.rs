//! What an operation is: its facts, its types, and how its input is written and its answer read.

use http::Uri;

use crate::codec::ReadError;
use crate::error::{BuildError, ProvideErrorMetadata};
use crate::message::request::named_endpoint;
use crate::message::{EndpointParam, ErrorResponse, Request, RequestOptions, Response};
pub use crate::metadata::{Compression, OperationMetadata, Protocol, Safety, ServiceMetadata, Signing};
use crate::protocol::{self, Outcome};
use crate::sdk_error::{Failure, SdkError};
#[cfg(feature = "validation")]
use crate::validation::{InvalidInput, Patterns, Violations};

/// The error type of an operation, made by [`operation_error!`](crate::operation_error!).
pub trait OperationError: Sized + ProvideErrorMetadata {
    /// Makes the error of an answer that says that the call failed.
    fn from_response(error: ErrorResponse<'_>) -> Self;

    /// Whether the model knows the error for the operation.
    fn is_modeled(&self) -> bool;
}

/// One operation of a service: a type without values that generated code writes.
pub trait Operation {
    /// What it takes.
    type Input;
    /// What it gives.
    type Output;
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
    /// Whether its input has a token by which the service knows a repeated request.
    const HAS_IDEMPOTENCY_TOKEN: bool = false;
    /// Whether it is asked again and again for something that may come.
    const LONG_POLL: bool = false;
    /// All of this in one value.
    const METADATA: OperationMetadata = OperationMetadata {
        service: Self::SERVICE,
        name: Self::NAME,
        safety: Self::SAFETY,
        compression: Self::COMPRESSION,
        signing: Self::SIGNING,
        has_idempotency_token: Self::HAS_IDEMPOTENCY_TOKEN,
        long_poll: Self::LONG_POLL,
    };

    /// Refuses an input without a member that the model calls required. [`rpc!`](crate::rpc!) writes it, by the rows of
    /// [`write_shape!`](crate::write_shape!); a
    /// member that an idempotency token fills in, or that has a default, is not asked for.
    ///
    /// # Errors
    /// The first such member, with the operation's name.
    fn check_required(_input: &Self::Input) -> Result<(), BuildError> {
        Ok(())
    }

    /// What of the model's constraints the body of a request breaks. [`rpc!`](crate::rpc!) writes it, by the rows
    /// of [`constraints!`](crate::constraints!).
    ///
    /// # Errors
    /// The body is none of the operation.
    #[cfg(feature = "validation")]
    fn violations(_body: &[u8], _patterns: &Patterns) -> Result<Violations, ReadError> {
        Ok(Violations::default())
    }

    /// Sets the idempotency token where it is unset; `make` makes one.
    fn fill_idempotency_token(_input: &mut Self::Input, _make: &mut dyn FnMut() -> String) {}

    /// The endpoint that an input names: where it is there, the request goes to it.
    fn input_endpoint(_input: &Self::Input) -> Option<&str> {
        None
    }

    /// What the operation and its input say to the rules that find an endpoint (`staticContextParams`, `contextParam`,
    /// `operationContextParams`), by the model's names.
    fn endpoint_params(_input: &Self::Input) -> Vec<(&'static str, EndpointParam)> {
        Vec::new()
    }

    /// What stands before the endpoint's host (`endpoint` trait), made of constants and of members that
    /// [`host_label`](crate::host_label()) has let through.
    ///
    /// # Errors
    /// A member is unset or no host label.
    fn host_prefix(_input: &Self::Input) -> Result<Option<String>, BuildError> {
        Ok(None)
    }

    /// Writes the input into a request: its body, and what the model binds to other parts. [`rpc!`](crate::rpc!) writes
    /// it for protocols that bind nothing.
    ///
    /// # Errors
    /// The input holds what cannot be written.
    fn write(input: &Self::Input, request: &mut Request) -> Result<(), BuildError>;

    /// Reads the output from an answer that says that the call worked. [`rpc!`](crate::rpc!) writes it for protocols
    /// that bind nothing.
    ///
    /// # Errors
    /// The answer does not parse.
    fn read(response: &Response<'_>) -> Result<Self::Output, ReadError>;

    /// Builds the message of a request, for any endpoint.
    ///
    /// # Errors
    /// A required member is unset (see [`RequestOptions::check_required`]), the input breaks the model's constraints and
    /// somebody asked for that, or it cannot be written.
    fn message(mut input: Self::Input, options: &RequestOptions<'_>) -> Result<Request, BuildError> {
        if options.checks_required() {
            Self::check_required(&input)?;
        }
        Self::fill_idempotency_token(&mut input, &mut || options.make_idempotency_token());
        let mut request = Request::new();
        if options.uses_input_endpoint() {
            request.endpoint = Self::input_endpoint(&input).map(named_endpoint).transpose()?;
        }
        request.endpoint_params = Self::endpoint_params(&input);
        if options.uses_host_prefix() {
            request.host_prefix = Self::host_prefix(&input)?;
        }
        Self::write(&input, &mut request)?;
        #[cfg(feature = "validation")]
        if let Some(patterns) = options.constraints() {
            let found = Self::violations(&request.body, patterns).map_err(BuildError::other)?;
            if !found.is_empty() {
                return Err(BuildError::input(Self::NAME, InvalidInput::new(found)));
            }
        }
        protocol::frame(&Self::METADATA, &mut request)?;
        request.compress(&Self::METADATA, options)?;
        Ok(request)
    }

    /// Reads an answer, wherever its parts are kept.
    ///
    /// # Errors
    /// The service says that the call failed, or the answer does not parse.
    fn answer(response: &Response<'_>) -> Result<Self::Output, Failure<Self::Error>> {
        match protocol::outcome(&Self::METADATA, response).map_err(Failure::Unreadable)? {
            Outcome::Success => Self::read(response).map_err(Failure::Unreadable),
            Outcome::Failure(error) => Err(Failure::Service(Self::Error::from_response(error))),
        }
    }

    /// Builds the request, not yet signed. The endpoint's path is kept: `https://host/custom` is sent to `/custom/`.
    ///
    /// # Errors
    /// A required member is unset, the input cannot be written, or the endpoint is none.
    fn request(endpoint: &Uri, input: Self::Input) -> Result<http::Request<Vec<u8>>, BuildError> {
        Self::request_with(endpoint, input, &RequestOptions::new())
    }

    /// As [`request`](Self::request), with options.
    ///
    /// # Errors
    /// A required member is unset, the input cannot be written, or the endpoint is none.
    fn request_with(
        endpoint: &Uri,
        input: Self::Input,
        options: &RequestOptions<'_>,
    ) -> Result<http::Request<Vec<u8>>, BuildError> {
        Self::message(input, options)?.at(endpoint)
    }

    /// Reads the answer.
    ///
    /// # Errors
    /// The service says that the call failed, or the answer does not parse.
    fn response<B: AsRef<[u8]>>(response: &http::Response<B>) -> Result<Self::Output, SdkError<Self::Error>> {
        let response = Response::from(response);
        Self::answer(&response).map_err(|failure| failure.of(Self::METADATA.name, response.to_raw()))
    }
}
