//! A library that lends books: its interface is made from the files in `model` by `build.rs`, its behavior stands here.

include!(concat!(env!("OUT_DIR"), "/lending.rs"));

// Generated files name each other from the root of their crate, which is this one.
pub use lending::*;

#[cfg(feature = "server")]
mod library;
#[cfg(feature = "server")]
pub use library::Library;
