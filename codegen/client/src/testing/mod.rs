//! For tests of programs that call: a service that answers from a script, without a socket; a recorder of what goes over
//! any transport; and time that passes when it is waited for, and no sooner.
//!
//! ```
//! # #[cfg(any(feature = "async", feature = "blocking"))] {
//! use tinsmith_client::Config;
//! use tinsmith_client::testing::{Answer, Script};
//!
//! let script = Script::new()
//!     .answer(Answer::error(429, "ThrottlingException", "slow down"))
//!     .answer_to("ListUsers", Answer::json(r#"{"Users":[{"Name":"ann"}]}"#))
//!     .respond_to("DescribeUser", |request| {
//!         let is_ann = request.text().contains("ann");
//!         if is_ann { Answer::json(r#"{"Name":"ann"}"#) } else { Answer::error(400, "EntityNotFoundException", "who?") }
//!     });
//! # #[cfg(feature = "blocking")]
//! let config = Config::builder().blocking_transport(script.clone()).build();
//! # #[cfg(feature = "async")]
//! let config = Config::builder().transport(script.clone()).build();
//! // A client of this configuration calls the script, which then says what it was asked:
//! assert!(script.requests().is_empty());
//! # }
//! ```

mod clock;
pub mod endpoint;
#[cfg(any(feature = "async", feature = "blocking"))]
mod recorder;
#[cfg(any(feature = "async", feature = "blocking"))]
mod request;
#[cfg(any(feature = "async", feature = "blocking"))]
mod script;

pub use clock::SimulatedClock;
#[cfg(any(feature = "async", feature = "blocking"))]
pub use recorder::{Exchange, Recorder};
#[cfg(any(feature = "async", feature = "blocking"))]
pub use request::Recorded;
#[cfg(any(feature = "async", feature = "blocking"))]
pub use script::{Answer, Script};
