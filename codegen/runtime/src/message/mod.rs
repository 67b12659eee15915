//! HTTP messages and their parts: requests and answers, whatever codec fills their bodies and protocol frames them.
//!
//! | file | what it has |
//! | --- | --- |
//! | `request` | a request before and after it has an endpoint, and the options for it |
//! | `response` | an answer, as it came and taken apart |
//! | `endpoint_params` | what an operation says to the rules that find its endpoint |
//! | `host_label` | members that become part of the host's name |
//! | `idempotency` | tokens by which a service knows a repeated request |
//! | `checksum` | whether a payload is the one that was sent |
//! | `compression` | gzip of requests (feature `compression`) |

mod checksum;
#[cfg(feature = "compression")]
pub mod compression;
pub mod endpoint_params;
pub mod host_label;
pub mod idempotency;
pub mod request;
pub mod response;

pub use endpoint_params::EndpointParam;
pub use request::{Request, RequestOptions};
pub use response::{ErrorResponse, RawResponse, Response};
