//! Codecs: how values become the bytes of a body, and bytes values.
//!
//! | file | what it has |
//! | --- | --- |
//! | `cbor/` | CBOR, as rpcv2Cbor uses it |
//! | `error` | what a body that cannot be read says |
//! | `json/` | JSON, as the awsJson protocols use it |

pub mod cbor;
pub mod error;
pub mod json;
