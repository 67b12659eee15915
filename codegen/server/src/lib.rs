//! What a generated crate calls to serve its API: routing, reading of requests, errors of the frame, and a tower service.
//!
//! | module | what it has |
//! | --- | --- |
//! | [`service`] | [`Service`]: an implementation as a tower service, over any body |
//! | [`context`] | [`Context`]: what an operation is told besides its input |
//! | [`around`] | [`With`]: an implementation with something around each of its operations |
//! | [`layered`] | errors of tower's layers as answers of the protocol |
//! | [`operation`] | what the table of a generated crate makes: operations that can be called by their names |
//! | `answer`, `fault` | answers of success and of failure, as each protocol has them |
//! | `receive` | the body of a request, within bounds |
//! | `caller` | what the headers say of who calls, and until when |
//! | `signature` (feature `sigv4`) | requests held against their signatures |
//! | `serve` (feature `serve`) | connections by hyper |
//! | `timed` (feature `serve`) | the body of a request that comes over them, in time |
//!
//! Nothing here knows a model. A generated crate calls [`server!`] with a row for each operation, which gives it a trait
//! with a method for each, and a function that makes a [`Service`] of what implements the trait.

mod answer;
pub mod around;
mod caller;
pub mod context;
mod fault;
pub mod layered;
mod macros;
pub mod operation;
mod panic;
mod receive;
#[cfg(feature = "serve")]
mod serve;
pub mod service;
#[cfg(feature = "sigv4")]
pub mod signature;
#[cfg(feature = "serve")]
mod timed;

use core::future::Future;
use core::pin::Pin;

pub use answer::Body;
pub use around::{Around, Served, With};
pub use bytes::Bytes;
pub use context::Context;
pub use http;
pub use layered::Layered;
pub use operation::{Answer, Incoming, Operation};
pub use receive::TooSlow;
#[cfg(feature = "serve")]
pub use serve::{Timeouts, serve, serve_with};
pub use service::{Service, Validation};
#[cfg(feature = "sigv4")]
pub use signature::{AccessKey, Verifier};
#[cfg(feature = "serve")]
pub use timed::RequestBody;

/// What the expansion of [`server!`] names.
#[doc(hidden)]
pub mod __private {
    pub use tinsmith_runtime::operation::Operation;
    pub use tinsmith_runtime::protocol::serving::has_full_error_ids;
    pub use tinsmith_runtime::serving::ServedErrors;
    pub use tinsmith_runtime::validation::Constrained;
}

/// Where the sources of this package were when it was compiled: for the generator's build script, which copies them.
#[doc(hidden)]
pub const SOURCE_FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// A future on the heap that may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An error of any kind that may move between threads.
pub type BoxError = Box<dyn core::error::Error + Send + Sync>;
