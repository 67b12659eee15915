//! Protocols: how a request is framed, and what an answer is.
//!
//! | file | what it has |
//! | --- | --- |
//! | `aws_json` | AWS JSON 1.0 and 1.1 |
//! | `rpc_v2_cbor` | RPC v2 with CBOR |
//! | `serving` | the side of the service: routing, and what stands around an answer |
//! | `failure` | what the errors of several protocols have in common |
//!
//! A protocol frames what a codec has written: method, path, headers, what an empty body is. Of an answer it says
//! whether the call worked and, if not, by which code the model may know the error. It reads an error's body as far as
//! that; the operation's tables read the rest.

mod aws_json;
mod failure;
mod rpc_v2_cbor;
pub mod serving;

use crate::codec::ReadError;
use crate::error::BuildError;
use crate::message::{ErrorResponse, Request, Response};
use crate::metadata::{OperationMetadata, Protocol};

/// What an answer says.
#[derive(Debug)]
pub enum Outcome<'a> {
    /// The call worked: the body is the operation's output.
    Success,
    /// The call failed.
    Failure(ErrorResponse<'a>),
}

/// Gives a request that holds an input what the operation's protocol wants besides.
///
/// # Errors
/// The names of the service and the operation cannot stand where the protocol wants them.
pub fn frame(operation: &OperationMetadata, request: &mut Request) -> Result<(), BuildError> {
    match operation.service.protocol {
        Protocol::AwsJson1_0 => aws_json::frame(operation, aws_json::CONTENT_TYPE_1_0, request),
        Protocol::AwsJson1_1 => aws_json::frame(operation, aws_json::CONTENT_TYPE_1_1, request),
        Protocol::RpcV2Cbor => {
            rpc_v2_cbor::frame(operation, request);
            Ok(())
        }
    }
}

/// Says what an answer is by the operation's protocol.
///
/// # Errors
/// It says that the call worked, but is no answer of the protocol; or it is not what was sent.
pub fn outcome<'a>(operation: &OperationMetadata, response: &Response<'a>) -> Result<Outcome<'a>, ReadError> {
    if response.is_damaged() {
        return Err(ReadError::beside_body("the body whose checksum is in x-amz-crc32", "another body"));
    }
    match operation.service.protocol {
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => Ok(aws_json::outcome(operation, response)),
        Protocol::RpcV2Cbor => rpc_v2_cbor::outcome(operation, response),
    }
}
