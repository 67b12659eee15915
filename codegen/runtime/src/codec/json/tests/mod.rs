//! The wire rules of awsJson, one by one, and random bodies.
#![allow(clippy::cast_possible_wrap, clippy::float_cmp, reason = "random values, which must come back as they were")]

mod generated;
mod random;
mod reading;
mod writing;
