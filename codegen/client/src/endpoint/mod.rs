//! Where a service is: what a model's endpoint rules are asked and what they give.
//! Source: the Smithy specification of the endpoint rules engine.
//!
//! | file | what it has |
//! | --- | --- |
//! | `mod` | what rules are asked with, what they give, and why they give nothing |
//! | `rules` | the functions that rules call |
//! | `partitions` | which regions belong together |

mod partitions;
pub mod rules;

use core::fmt;

use http::Uri;
pub use tinsmith_runtime::message::EndpointParam;

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
    /// Which regions belong together, where it is not by the data that this package carries.
    pub partitions: Option<rules::Partitions>,
}

impl<'a> Params<'a> {
    /// Nothing set.
    pub const fn new() -> Self {
        Self {
            region: None,
            use_fips: false,
            use_dual_stack: false,
            endpoint: None,
            account_id: None,
            account_id_endpoint_mode: None,
            client: &[],
            operation: &[],
            partitions: None,
        }
    }

    /// The partition of a region (`aws.partition`).
    pub fn partition(&self, region: &str) -> Option<&'static rules::Partition> {
        match self.partitions {
            Some(partitions) => rules::partition_of(partitions, region),
            None => rules::partition(region),
        }
    }

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
    /// The schemes by which alone requests to it can be signed (`authSchemes`), where none of them is spoken.
    pub unspoken: Vec<String>,
}

impl Endpoint {
    /// An endpoint at this URL.
    ///
    /// # Errors
    /// It is none.
    pub fn at(url: impl AsRef<str>) -> Result<Self, EndpointError> {
        let url = url.as_ref();
        url.parse()
            .map(Self::new)
            .map_err(|error| EndpointError::new(format!("the endpoint's URL {url:?} is none: {error}")))
    }

    /// No endpoint, for this reason.
    ///
    /// # Errors
    /// Always.
    pub fn none(reason: impl Into<String>) -> Result<Self, EndpointError> {
        Err(EndpointError::new(reason))
    }

    /// No endpoint, for no rule of the model fits.
    ///
    /// # Errors
    /// Always.
    pub fn none_fits() -> Result<Self, EndpointError> {
        Self::none("no endpoint rule of the model fits these settings; set the endpoint's URL")
    }

    /// The same with a header that every request carries.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        match self.headers.iter_mut().find(|(known, _)| known == name) {
            Some((_, values)) => values.push(value.into()),
            None => self.headers.push((name.to_owned(), vec![value.into()])),
        }
        self
    }

    /// The same, signed under this name.
    #[must_use]
    pub fn signing_name(mut self, name: impl Into<String>) -> Self {
        self.auth.get_or_insert_default().signing_name = Some(name.into());
        self
    }

    /// The same, signed for this region.
    #[must_use]
    pub fn signing_region(mut self, region: impl Into<String>) -> Self {
        self.auth.get_or_insert_default().signing_region = Some(region.into());
        self
    }

    /// The same, with its path encoded once when it is signed.
    #[must_use]
    pub fn disable_double_encoding(mut self) -> Self {
        self.auth.get_or_insert_default().disable_double_encoding = true;
        self
    }

    /// The same, with its path signed as it stands.
    #[must_use]
    pub fn disable_normalize_path(mut self) -> Self {
        self.auth.get_or_insert_default().disable_normalize_path = true;
        self
    }

    /// The same, which takes only requests that are signed by one of these schemes, none of which is spoken.
    #[must_use]
    pub fn signed_only_by(mut self, schemes: &[&str]) -> Self {
        self.unspoken = schemes.iter().map(|scheme| (*scheme).to_owned()).collect();
        self
    }

    /// An endpoint at this URI, and nothing else to say of it.
    pub fn new(uri: Uri) -> Self {
        Self { uri, headers: Vec::new(), auth: None, unspoken: Vec::new() }
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
