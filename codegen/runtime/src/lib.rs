//! What every generated crate calls.
