//! Service models: read from Smithy JSON AST or botocore files, checked, and brought into one form.

mod apply;
mod ast;
mod botocore;
mod check;
mod closure;
mod finite;
mod host_prefix;
mod id;
mod json;
mod load;
mod mixins;
mod pagination;
mod prelude;
mod problem;
mod select;
mod shape;
mod trait_tables;
mod trait_values;
mod traits;
mod types;
mod v1;

pub use id::ShapeId;
pub use load::{Format, LoadOptions, Loaded, ServiceSummary, convert, load, load_bytes, services};
pub(crate) use problem::near;
pub use problem::{Errors, Place, Problem};
pub use shape::{EnumMember, IntEnumMember, Member, Model, Operation, Service, Shape, ShapeKind};
pub use traits::{
    AwsService, Deprecated, ErrorFault, Length, Paginated, QueryError, Range, Retryable, TimestampFormat, Traits,
};
