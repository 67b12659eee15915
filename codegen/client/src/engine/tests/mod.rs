//! The state machine against a clock that is set and answers that are made up.

mod addressing;
mod retrying;
mod script;
mod signing;
mod typed;
mod waiting;
#[cfg(feature = "tracing")]
mod watching;
