//! Where a service is: what a model's endpoint rules are asked and what they give.
//! Source: the Smithy specification of the endpoint rules engine.

use core::fmt;

use http::Uri;
use tinsmith_runtime::message::EndpointParam;

/// What endpoint rules are asked with: their built-in parameters, and those that the client's configuration and the
/// operation's input add.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Params<'a> {
    /// `AWS::Region`
    pub region: Option<&'a str>,
    /// `AWS::UseFIPS`
    pub use_fips: bool,
    /// `AWS::UseDualStack`
    pub use_dual_stack: bool,
    /// `SDK::Endpoint`: the endpoint that the caller configured, if any.
    pub endpoint: Option<&'a str>,
    /// `AWS::Auth::AccountId`: the account of the credentials.
    pub account_id: Option<&'a str>,
    /// `AWS::Auth::AccountIdEndpointMode`: `preferred`, `required` or `disabled`.
    pub account_id_endpoint_mode: Option<&'a str>,
    /// Of the client's configuration (`clientContextParams`), by the model's names.
    pub client: &'a [(&'static str, EndpointParam)],
    /// Of the operation and its input (`staticContextParams`, `contextParam`, `operationContextParams`), by the model's
    /// names. These go before the client's.
    pub operation: &'a [(&'static str, EndpointParam)],
}

impl<'a> Params<'a> {
    /// The value of a parameter that is not built in.
    pub fn get(&self, name: &str) -> Option<&'a EndpointParam> {
        let named = |params: &'a [(&'static str, EndpointParam)]| {
            params.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
        };
        named(self.operation).or_else(|| named(self.client))
    }

    /// A parameter that is text.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        match self.get(name)? {
            EndpointParam::Text(text) => Some(text),
            EndpointParam::Boolean(_) | EndpointParam::Texts(_) => None,
        }
    }

    /// A parameter that is true or false.
    pub fn boolean(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            EndpointParam::Boolean(value) => Some(*value),
            EndpointParam::Text(_) | EndpointParam::Texts(_) => None,
        }
    }

    /// A parameter that is a list of texts.
    pub fn texts(&self, name: &str) -> Option<&'a [String]> {
        match self.get(name)? {
            EndpointParam::Texts(texts) => Some(texts),
            EndpointParam::Text(_) | EndpointParam::Boolean(_) => None,
        }
    }
}

/// What endpoint rules give.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Endpoint {
    /// Scheme, host, and the path below which the service answers.
    pub uri: Uri,
    /// Headers that every request to it carries.
    pub headers: Vec<(String, Vec<String>)>,
    /// How requests to it are signed, where the rules say so (`authSchemes`): the first that is spoken.
    pub auth: Option<AuthScheme>,
}

impl Endpoint {
    /// An endpoint at this URI, and nothing else to say of it.
    pub fn new(uri: Uri) -> Self {
        Self { uri, headers: Vec::new(), auth: None }
    }
}

/// How requests to an endpoint are signed, where it is not as the service says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuthScheme {
    /// `signingName`
    pub signing_name: Option<String>,
    /// `signingRegion`
    pub signing_region: Option<String>,
    /// `disableDoubleEncoding`
    pub disable_double_encoding: bool,
    /// `disableNormalizePath`
    pub disable_normalize_path: bool,
}

/// Why there is no endpoint: what the model's rules say, or what stands in their way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError {
    message: String,
}

impl EndpointError {
    /// With this message.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl core::error::Error for EndpointError {}
