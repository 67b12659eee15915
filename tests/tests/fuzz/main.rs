//! Fuzz targets: mutated bytes from small seeds against a property, for a bounded time.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `driver.rs` | mutates, watches the clock, keeps the bytes of a failure |
//! | `codecs.rs` | JSON and CBOR: what is accepted, and that what was read is written and read again the same |
//! | `messages.rs` | answers of a service, points in time, host labels |
//! | `models.rs` | the loader with botocore's files, `diff`, `Cargo.toml` as somebody has edited it |
//!
//! Documentation has its target beside its oracle, `codegen/src/docs/tests.rs`.
//!
//! The targets are plain functions over bytes, and the driver is our own: stable Rust has no coverage feedback without
//! libFuzzer, which wants a C++ compiler and unstable flags. An engine that has it can call the same functions.
#![cfg(test)]

mod codecs;
mod driver;
mod messages;
mod models;
