//! The wire rules of awsJson, one by one, and random bodies.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod generated;
mod random;
mod reading;
mod speed;
mod writing;
