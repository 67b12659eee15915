//! Reads a service model and writes a Rust crate.

pub mod lower;
pub mod model;
