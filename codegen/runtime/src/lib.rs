//! What every generated crate calls: codecs, protocols, primitives, errors, requests and responses.
//!
//! Nothing here does I/O, and nothing here knows a model. A generated crate holds the types and one table per shape and
//! direction; everything that does not depend on the model is here, written once by hand.
//!
//! # What a generated crate calls
//!
//! | macro | what it writes |
//! | --- | --- |
//! | [`structure!`] | accessors, builder and `Debug` of a structure |
//! | [`error_structure!`] | the same of an error, and what makes it one |
//! | [`string_enum!`] | the texts of an enumeration |
//! | [`union_accessors!`] | asking a union which member it holds |
//! | [`write_shape!`], [`read_shape!`] | how a structure goes over the wire |
//! | [`write_union!`], [`read_union!`] | how a union goes over the wire |
//! | [`rpc!`] | how an operation's input and output go over the wire |
//! | [`operation_error!`] | the errors of an operation |
//! | [`paginated!`] | how an operation pages |
//! | [`service_error!`] | the errors of a service |
//! | [`served_error!`] | what a service answers with an error |
//! | `constraints!` (feature `validation`) | what the members of a shape have to meet |
//! | [`builders!`] | the module `builders` of an operation |
//! | [`service!`] | the facts of a service |
//!
//! # What is here besides
//!
//! - [`operation`]: [`Operation`] builds a request ([`Operation::request`]) and reads its answer
//!   ([`Operation::response`]).
//! - [`metadata`]: what the model says of a service and of an operation.
//! - [`message`]: what a request and its answer are made of.
//! - [`protocol`] frames requests and says whether an answer is an error, and which.
//! - [`pagination`]: operations that answer page by page.
//! - [`sdk_error`]: what a call fails with; [`error`]: what that is made of.
//! - [`codec`] reads and writes bodies; [`primitives`] holds the types that Rust has not.
//! - [`serving`]: what a service knows of its errors.
//! - [`sigv4`]: the texts of signatures.
//! - [`sensitive`]: what is shown in place of a secret.
//! - `serde_support` (feature `serde`): the primitives for `serde`, and when secrets are serialized.
//! - `testing` (feature `testing`): what the protocol tests of generated crates compare with.
//! - `validation` (feature `validation`): what of a body breaks the constraints of a model.
//! - The feature `compression` sends large requests as gzip where the model asks for it.

pub mod codec;
pub mod error;
mod macros;
pub mod message;
pub mod metadata;
pub mod operation;
pub mod pagination;
pub mod primitives;
pub mod protocol;
mod request_id;
pub mod sdk_error;
pub mod sensitive;
#[cfg(feature = "serde")]
pub mod serde_support;
pub mod serving;
pub mod sigv4;
#[cfg(feature = "testing")]
pub mod testing;
mod unknown;
#[cfg(feature = "validation")]
pub mod validation;
mod zero;

pub use error::{BuildError, Unhandled};
pub use http;
pub use message::EndpointParam;
pub use message::host_label::host_label;
pub use message::{RequestOptions, host_label, idempotency, request};
pub use metadata::{Compression, OperationMetadata, Protocol, Safety, ServiceMetadata, Signing};
pub use operation::Operation;
pub use pagination::{PageToken, Pages, Paginated, PaginatedItems};
pub use request_id::{RequestId, ResponseMetadata};
pub use unknown::UnknownVariantValue;
pub use zero::ZeroValue;

/// What `serde` calls for a sensitive member.
#[cfg(feature = "serde")]
pub use serde_support::redacted;

#[doc(hidden)]
pub use macros::support as __private;

/// Where the sources of this package were when it was compiled: for the generator's build script, which copies them.
#[doc(hidden)]
pub const SOURCE_FOLDER: &str = env!("CARGO_MANIFEST_DIR");
