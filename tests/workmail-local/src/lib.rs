//! Amazon WorkMail as far as a laptop needs it: all 92 operations on the generated stubs, in memory or in a file.
//!
//! | module | what it has |
//! | --- | --- |
//! | [`options`] | what the command is told |
//! | [`service`] | the trait of the generated crate: each operation is one rule in one transaction |
//! | `rules` | what the operations do, a file for each concern |
//! | `refusal` | why a rule says no, as the error that the operation has for it |
//! | [`store`] | what there is, in tables, and how changes to it last |
//! | [`seed`] | what there is at the start |
//! | [`clock`] | what time it is, for the rules |
//! | [`logged`] | a line for each request |
//! | `page`, `given` | what inputs have in common |

pub mod clock;
mod given;
pub mod logged;
pub mod options;
mod page;
mod refusal;
mod rules;
pub mod seed;
pub mod service;
pub mod store;

pub use clock::Clock;
pub use refusal::{Reason, Refusal};
pub use service::Local;
pub use store::{Settings, Store};
