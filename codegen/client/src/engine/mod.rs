//! One call from its first attempt to its last: a state machine without I/O, and what the calls of a client share.
//!
//! | file | what it has |
//! | --- | --- |
//! | `core` | what a client and its clones share |
//! | `call` | the state machine |
//! | `classify` | whether a failure is worth another attempt, and why |
//! | `bucket` | how many retries a client has left |
//! | `delay` | how long to wait before the next attempt |
//! | `adaptive` | how fast a throttled client sends |
//! | `skew` | how wrong this machine's clock is |
//! | `watch` | what a call tells whoever watches |
//! | `headers` | who calls, and which attempt it is |
//!
//! Source: Smithy's client guidance on retries ("Retry 2.1").

pub(crate) mod adaptive;
pub(crate) mod bucket;
pub(crate) mod call;
pub(crate) mod classify;
pub(crate) mod core;
pub(crate) mod delay;
mod headers;
mod skew;
pub(crate) mod watch;

#[cfg(test)]
#[cfg(all(feature = "async", feature = "blocking"))]
mod tests;
