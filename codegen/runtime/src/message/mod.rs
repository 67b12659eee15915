//! The parts of HTTP messages: requests and answers, whatever codec fills their bodies.
//!
//! | file | what it has |
//! | --- | --- |
//! | `request` | from a payload to a request, and the options for it |
//! | `response` | an answer, as it came and taken apart |
//! | `host_label` | members that become part of the host's name |
//! | `idempotency` | tokens by which a service knows a repeated request |
//! | `compression` | gzip of requests (feature `compression`) |

#[cfg(feature = "compression")]
mod compression;
pub mod host_label;
pub mod idempotency;
pub mod request;
pub mod response;

pub use request::RequestOptions;
pub use response::{ErrorResponse, RawResponse};
