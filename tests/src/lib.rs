//! Tests that span the crates of the workspace.

/// The code in the README, as doc tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
