//! The operations, each in a module of its own.

/// Lists users.
pub mod list_users;

/// Does nothing.
pub mod ping;
