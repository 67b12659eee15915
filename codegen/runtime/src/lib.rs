//! What every generated crate calls: JSON on the wire, primitives, errors, requests and responses.
//!
//! Nothing here does I/O, and nothing here knows a model. A generated crate holds the types and one function per shape
//! and direction; everything that does not depend on the model is here, written once by hand.
//!
//! - [`Operation`] builds a request and reads its answer: [`Operation::request`], [`Operation::response`].
//! - [`structure!`], [`error_structure!`], [`string_enum!`], [`union_accessors!`], [`operation_error!`] and
//!   [`service_error!`] write what shapes of a kind have in common.
//! - [`json`] reads and writes the payload; [`primitives`] holds the types that Rust has not.

#[cfg(feature = "compression")]
mod compression;
pub mod error;
pub mod host_label;
pub mod idempotency;
pub mod json;
mod macros;
pub mod operation;
pub mod pagination;
pub mod primitives;
pub mod request;
pub mod response;
pub mod sensitive;
#[cfg(feature = "serde")]
pub mod serde_support;
#[cfg(feature = "testing")]
pub mod testing;
mod unknown;
mod zero;

pub use host_label::host_label;
pub use http;
pub use operation::{Operation, OperationMetadata, Protocol, ServiceMetadata};
pub use pagination::{PageToken, Pages, Paginated, PaginatedItems};
pub use request::RequestOptions;
pub use unknown::UnknownVariantValue;
pub use zero::ZeroValue;

/// What `serde` calls for a sensitive member.
#[cfg(feature = "serde")]
pub use serde_support::sensitive as redacted;

#[doc(hidden)]
pub use macros::support as __private;
