//! Reads a service model and writes a Rust crate.
//!
//! The way through: [`model`] loads and checks, [`lower`] decides, [`render`] prints, [`output`] formats and writes;
//! [`generate`](mod@generate) calls them in order, [`command`] is the command line. [`diff`](mod@diff) compares two models, [`show`] prints reference pages,
//! [`site`](mod@site) writes them as a folder of HTML.

pub mod command;
pub mod diff;
pub mod docs;
mod example;
pub mod generate;
pub mod lower;
pub mod model;
pub mod names;
pub mod output;
pub mod pattern;
pub mod render;
mod scope;
pub mod show;
pub mod site;
mod syntax;
pub mod vendor;
