//! Service models: read from Smithy JSON AST or botocore files, checked, and brought into one form.

mod id;
mod shape;
mod traits;

pub use id::ShapeId;
pub use shape::{EnumMember, IntEnumMember, Member, Model, Operation, Service, Shape, ShapeKind};
pub use traits::{
    AwsService, Deprecated, ErrorFault, Length, Paginated, QueryError, Range, Retryable, TimestampFormat, Traits,
};
