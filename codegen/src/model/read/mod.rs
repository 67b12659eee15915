//! From bytes to raw shapes, one file a format. Nothing here knows what a trait means.
//!
//! | file | reads |
//! | --- | --- |
//! | `json` | bytes → a JSON value: bounded, no key twice |
//! | `ast` | Smithy JSON AST → raw shapes, as the passes and checks take them |
//! | `beside` | facts in a file of their own → `apply` statements to the raw shapes |
//! | `botocore` | botocore's `service-2.json`, with what stands beside it → Smithy JSON AST |
//! | `idl` | Smithy IDL → Smithy JSON AST, with where each thing stands |
//! | `joined` | what is said in several places → one value |
//! | `key_lines` | the line of each key of a JSON text, for reports |
//! | `partitions` | the partition data that endpoint test cases were written for |
//! | `types` | the names of shape types |

pub(super) mod ast;
pub(super) mod beside;
pub(super) mod botocore;
pub(super) mod idl;
pub(super) mod joined;
pub(super) mod json;
pub(super) mod key_lines;
pub(super) mod partitions;
pub(super) mod types;
