//! What the transports of the client make of a server that misbehaves: every case for the async and for the blocking one,
//! which have to agree.
#![cfg(test)]

mod answers;
mod calls;
mod connections;
mod proxies;
mod senders;
mod timeouts;
mod tls;
