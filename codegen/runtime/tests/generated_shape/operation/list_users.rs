//! The `ListUsers` operation.

use tinsmith_runtime::{BuildError, Compression, Operation, Safety, ServiceMetadata, Unhandled, host_label};

use crate::types;
use crate::wire::{Reader, Writer};

/// Lists users.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct ListUsers;

/// The input.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "PascalCase"))]
#[non_exhaustive]
pub struct ListUsersInput {
    /// The organization.
    pub organization_id: Option<String>,
    /// Where to go on.
    pub next_token: Option<String>,
    /// How many at most.
    pub max_results: Option<i32>,
    /// The token.
    pub client_token: Option<String>,
    /// Whom to list.
    pub filter: Option<types::AttributeValue>,
}

tinsmith_runtime::structure! { ListUsersInput => fallible ListUsersInputBuilder<C> {
    organization_id, set_organization_id, get_organization_id: optional text;
    next_token, set_next_token, get_next_token: optional text;
    max_results, set_max_results, get_max_results: optional copy(i32);
    client_token, set_client_token, get_client_token: optional text;
    filter, set_filter, get_filter: optional value(types::AttributeValue);
} }
tinsmith_runtime::constraints! { ListUsersInput { "OrganizationId" => required, text(); } }
tinsmith_runtime::write_shape! { ListUsersInput: Writer {
    "OrganizationId" => needed organization_id, Writer::text;
    "NextToken" => optional next_token, Writer::text;
    "MaxResults" => optional max_results, Writer::integer;
    "ClientToken" => optional client_token, Writer::text;
    "Filter" => optional filter, Writer::shape;
} }

/// The output.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "PascalCase"))]
#[non_exhaustive]
pub struct ListUsersOutput {
    /// Users.
    pub users: Option<Vec<types::User>>,
    /// Where to go on.
    pub next_token: Option<String>,
    #[cfg_attr(feature = "serde", serde(skip))]
    pub(crate) meta: tinsmith_runtime::ResponseMetadata,
}

tinsmith_runtime::structure! { ListUsersOutput => answer ListUsersOutputBuilder {
    users, set_users, get_users: optional list(types::User);
    next_token, set_next_token, get_next_token: optional text;
} }
tinsmith_runtime::read_shape! { ListUsersOutput: Reader {
    "Users" => users, |reader| reader.list(Reader::shape);
    "NextToken" => next_token, Reader::text;
} }
tinsmith_runtime::builders! { ListUsersInputBuilder, ListUsersOutputBuilder }

/// What `ListUsers` can fail with.
#[derive(Debug)]
#[non_exhaustive]
pub enum ListUsersError {
    /// A parameter is wrong.
    InvalidParameterException(types::error::InvalidParameterException),
    /// The service says no.
    Refused(types::error::Refused),
    /// Too much.
    Throttled(types::error::Throttled),
    /// Any other failure: ask for its code and message.
    Unhandled(Unhandled),
}

tinsmith_runtime::operation_error! { ListUsersError: Reader => crate::Error {
    InvalidParameterException, is_invalid_parameter_exception: "InvalidParameterException" | "Query.Code" => types::error::InvalidParameterException;
    Refused, is_refused: "Refused" => types::error::Refused;
    Throttled, is_throttled: "TooMuch" => types::error::Throttled;
} }

impl Operation for ListUsers {
    type Input = ListUsersInput;
    type Output = ListUsersOutput;
    type Error = ListUsersError;
    const NAME: &'static str = "ListUsers";
    const SERVICE: &'static ServiceMetadata = &crate::meta::SERVICE;
    const SAFETY: Safety = Safety::ReadOnly;
    const COMPRESSION: Compression = Compression::Gzip;
    tinsmith_runtime::rpc!(Writer, Reader);
    fn fill_idempotency_token(input: &mut Self::Input, make: &mut dyn FnMut() -> String) {
        input.client_token.get_or_insert_with(&mut *make);
    }
    fn host_prefix(input: &Self::Input) -> Result<Option<String>, BuildError> {
        let mut prefix = String::new();
        prefix.push_str(host_label("OrganizationId", input.organization_id.as_deref())?);
        prefix.push_str(".data-");
        Ok(Some(prefix))
    }
}

tinsmith_runtime::paginated! { ListUsers {
    token next_token: String = |output| output.next_token.as_ref();
    page_size max_results;
    items list(types::User) = |output| output.users.unwrap_or_default();
} }
