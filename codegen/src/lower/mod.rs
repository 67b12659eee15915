//! Model to intermediate representation.

pub mod docs;
