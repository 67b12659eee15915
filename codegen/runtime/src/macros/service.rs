//! `service!` and `builders!`: what a crate and an operation have once.

/// Writes the constant that every operation of a service refers to.
///
/// Row: `property = value;`, where the property is one of [`ServiceMetadata`](crate::operation::ServiceMetadata)'s;
/// what no row states is empty or false.
///
/// ```
/// tinsmith_runtime::service! {
///     SERVICE {
///         sdk_id = "WorkMail";
///         shape_name = "WorkMailService";
///         protocol = tinsmith_runtime::Protocol::AwsJson1_1;
///     }
/// }
/// assert_eq!(SERVICE.shape_name, "WorkMailService");
/// ```
#[macro_export]
macro_rules! service {
    ($name:ident { $($property:ident = $value:expr;)* }) => {
        /// What the service is called and how it is spoken to.
        pub const $name: $crate::operation::ServiceMetadata = {
            let metadata = $crate::operation::ServiceMetadata::EMPTY;
            $(let metadata = metadata.$property($value);)*
            metadata
        };
    };
}

/// Writes the module `builders` of an operation, which makes the builders of its input and output public.
///
/// ```
/// mod list_users {
///     pub struct ListUsersInputBuilder;
///     pub struct ListUsersOutputBuilder;
///     tinsmith_runtime::builders! { ListUsersInputBuilder, ListUsersOutputBuilder }
/// }
/// let _ = list_users::builders::ListUsersInputBuilder;
/// ```
#[macro_export]
macro_rules! builders {
    ($input:ident, $output:ident) => {
        /// Builders of the input and the output.
        pub mod builders {
            pub use super::{$input, $output};
        }
    };
}
