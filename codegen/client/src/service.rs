//! What a generated crate says of its service, once.

use crate::endpoint::{Endpoint, EndpointError, Params};
use tinsmith_runtime::ServiceMetadata;

/// The endpoint rules of a model as a function.
pub type EndpointRules = fn(&Params<'_>) -> Result<Endpoint, EndpointError>;

/// A service as its generated crate knows it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Service {
    /// The facts of the model.
    pub metadata: &'static ServiceMetadata,
    /// The version of the generated package, for the `User-Agent`.
    pub package_version: &'static str,
    /// Where the service is: the model's endpoint rules as a function. Without rules there is none, and the endpoint
    /// has to be configured.
    pub resolve_endpoint: Option<EndpointRules>,
}

impl Service {
    /// A service that says nothing of where it is.
    pub const fn new(metadata: &'static ServiceMetadata, package_version: &'static str) -> Self {
        Self { metadata, package_version, resolve_endpoint: None }
    }

    /// The same with these endpoint rules.
    #[must_use]
    pub const fn resolve_endpoint(self, resolve: EndpointRules) -> Self {
        Self { resolve_endpoint: Some(resolve), ..self }
    }
}
