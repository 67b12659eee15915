//! How a generated crate calls its service. It knows no model: a generated crate says which operations there are and
//! where the service is, and everything between a builder's `send()` and its answer happens here.
//!
//! | module | what it has |
//! | --- | --- |
//! | [`asynchronous`], [`blocking`] | calls that are futures, calls that block: a driver each |
//! | [`config`] | what a client is told: region, retries, time-outs, and where all of it comes from |
//! | [`credentials`] | who calls, and the providers that find it out |
//! | [`environment`] | variables and files that a configuration is read from |
//! | `profile` | `~/.aws/config` and `~/.aws/credentials` |
//! | [`endpoint`] | where a service is: what endpoint rules give, and the functions that they call |
//! | `engine` | one call from its first attempt to its last: a state machine without I/O |
//! | `sign` | Signature Version 4 |
//! | [`transport`] | what sends one request and receives its answer |
//! | `macros` | what a generated crate calls: [`client!`] |
//! | [`clock`] | time, real or simulated |
//! | [`service`] | what a generated crate says of its service |
//! | [`waiters`](mod@waiters) | calling again and again until something is there |
//! | [`testing`] | for tests of programs that call: time that a test lets pass |

#[cfg(feature = "async")]
pub mod asynchronous;
#[cfg(feature = "blocking")]
pub mod blocking;
pub mod clock;
pub mod config;
pub mod credentials;
pub mod endpoint;
#[cfg(any(feature = "async", feature = "blocking"))]
mod engine;
pub mod environment;
mod macros;
mod profile;
pub mod service;
#[cfg(any(feature = "async", feature = "blocking"))]
mod sign;
pub mod testing;
pub mod transport;
#[cfg(any(feature = "async", feature = "blocking"))]
mod typed;
pub mod waiters;

/// A future in a box: what an async trait gives where the trait has to stay usable as `dyn`.
pub type BoxFuture<'a, T> = core::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;

pub use config::Config;

/// What a call of an operation gives.
pub type Answer<O> = Result<
    <O as tinsmith_runtime::Operation>::Output,
    tinsmith_runtime::sdk_error::SdkError<<O as tinsmith_runtime::Operation>::Error>,
>;

/// Where the sources of this package were when it was compiled: for the generator's build script, which copies them.
#[doc(hidden)]
pub const SOURCE_FOLDER: &str = env!("CARGO_MANIFEST_DIR");
