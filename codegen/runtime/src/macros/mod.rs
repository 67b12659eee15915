//! The macros that generated crates call: what a shape needs and what does not depend on its members' meaning is
//! written here once, instead of being stamped out per shape.
//!
//! Rules every macro here keeps:
//! - Types and traits are named by absolute paths. A model may call its shapes `String`, `Option` or `Result`, and
//!   `macro_rules!` are not hygienic for items.
//! - Rows are dispatched once each; there is no recursion over rows (the one exception, sensitive unions, says why).
//! - Zero rows compile without warnings.

mod constraints;
mod error_structure;
mod operation_error;
mod paginated;
mod served_error;
mod service;
mod service_error;
mod string_enum;
mod structure;
pub mod support;
mod union_accessors;
mod wire;
