//! The `Ping` operation.

use tinsmith_runtime::{Operation, ServiceMetadata, Unhandled};

use crate::wire::Reader;

/// Does nothing, for a service with a past.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Ping;

/// `PingInput` has no members.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct PingInput {}

tinsmith_runtime::structure! { PingInput => fallible PingInputBuilder<C> {} }

/// `PingOutput` has no members.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct PingOutput {
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(crate) meta: tinsmith_runtime::ResponseMetadata,
}

tinsmith_runtime::structure! { PingOutput => answer PingOutputBuilder {} }
tinsmith_runtime::read_shape! { PingOutput: Reader {} }
tinsmith_runtime::builders! { PingInputBuilder, PingOutputBuilder }

/// What `Ping` can fail with.
#[derive(Debug)]
#[non_exhaustive]
pub enum PingError {
    /// Any other failure: ask for its code and message.
    Unhandled(Unhandled),
}

tinsmith_runtime::operation_error! { PingError: Reader => crate::Error {} }

impl Operation for Ping {
    type Input = PingInput;
    type Output = PingOutput;
    type Error = PingError;
    const NAME: &'static str = "Ping";
    const SERVICE: &'static ServiceMetadata = &crate::meta::QUERY_SERVICE;
    tinsmith_runtime::rpc!((), Reader);
}
