//! Service models: read from Smithy JSON AST or botocore files, checked, and brought into one form.
//!
//! | room | from → to |
//! | --- | --- |
//! | `read` | bytes → raw shapes, one file a format |
//! | `pass` | raw → raw: what the specification lets a model leave unsaid is said |
//! | `check` | raw → checked: targets, types, traits |
//! | `select` | checked → [`Model`]: one service and the operations that were asked for |
//! | `write` | JSON AST → Smithy IDL, as a person writes it |
//!
//! | file | holds |
//! | --- | --- |
//! | `lines` | where shapes stand in the text, for reports |
//! | `load` | the order of the passes, a line each with its reason |
//! | `options` | what the caller decides |
//! | `rule_set` | endpoint rules, taken apart |
//! | `trait_rules` | what definitions of traits say of changes |
//! | `id`, `shape`, `traits`, `problem`, `place`, `source` | what every room uses: ids, shapes, trait fields, errors, and where they are |

mod check;
mod id;
mod lines;
mod load;
mod options;
mod pass;
mod place;
mod problem;
mod read;
pub mod rule_set;
mod select;
mod shape;
mod source;
mod trait_rules;
mod traits;
mod write;

pub use id::ShapeId;
pub(crate) use id::is_called;
pub use lines::Lines;
pub use load::{
    Files, Format, Loaded, ServiceSummary, convert, convert_bytes, convert_with, idl, load, load_bytes, load_files,
    load_texts, services, services_bytes, services_with,
};
pub use options::LoadOptions;
pub(crate) use problem::near;
pub use problem::{Errors, Place, Problem};
pub use read::beside::{beside, is_beside};
pub use read::idl::files::{is_idl_file, is_idl_folder};
pub use read::json::MAX_BYTES;
pub use select::closure::without_streams;
pub use shape::{EnumMember, IntEnumMember, Member, Model, Operation, Service, Shape, ShapeKind, Simple};
pub use source::Position;
pub use trait_rules::{TraitChange, TraitRule, TraitSeverity};
pub use traits::{
    AwsService, Deprecated, ErrorFault, Http, HttpBinding, Length, LongPoll, Paginated, QueryError, Range, Retryable,
    TimestampFormat, Traits,
};
