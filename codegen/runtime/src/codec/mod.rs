//! Codecs: how values become the bytes of a body, and bytes values.
//!
//! | file | what it has |
//! | --- | --- |
//! | `error` | what a body that cannot be read says |
//! | `json/` | JSON, as the awsJson protocols use it |

pub mod error;
pub mod json;
