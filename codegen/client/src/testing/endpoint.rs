//! The endpoint test cases of a model, run against the function that its rules became.

use tinsmith_runtime::message::EndpointParam;

use crate::endpoint::rules::Partitions;
use crate::endpoint::{Endpoint, EndpointError, Params};
use crate::service::EndpointRules;

/// One case. [`endpoint_cases!`](crate::endpoint_cases!) writes them.
#[derive(Clone, Debug)]
pub struct Case {
    docs: &'static str,
    params: Params<'static>,
    own: Vec<(&'static str, EndpointParam)>,
    expected: Result<Endpoint, String>,
}

impl Case {
    /// A case that nothing is known of yet.
    pub fn new(docs: &'static str) -> Self {
        Self { docs, params: Params::new(), own: Vec::new(), expected: Err(String::new()) }
    }

    /// `AWS::Region`
    #[must_use]
    pub fn region(mut self, region: &'static str) -> Self {
        self.params.region = Some(region);
        self
    }

    /// `AWS::UseFIPS`
    #[must_use]
    pub fn use_fips(mut self, on: bool) -> Self {
        self.params.use_fips = on;
        self
    }

    /// `AWS::UseDualStack`
    #[must_use]
    pub fn use_dual_stack(mut self, on: bool) -> Self {
        self.params.use_dual_stack = on;
        self
    }

    /// `SDK::Endpoint`
    #[must_use]
    pub fn endpoint(mut self, url: &'static str) -> Self {
        self.params.endpoint = Some(url);
        self
    }

    /// `AWS::Auth::AccountId`
    #[must_use]
    pub fn account_id(mut self, account: &'static str) -> Self {
        self.params.account_id = Some(account);
        self
    }

    /// `AWS::Auth::AccountIdEndpointMode`
    #[must_use]
    pub fn account_id_endpoint_mode(mut self, mode: &'static str) -> Self {
        self.params.account_id_endpoint_mode = Some(mode);
        self
    }

    /// Another parameter, a text.
    #[must_use]
    pub fn text(mut self, name: &'static str, value: &'static str) -> Self {
        self.own.push((name, EndpointParam::Text(value.to_owned())));
        self
    }

    /// Another parameter, true or false.
    #[must_use]
    pub fn boolean(mut self, name: &'static str, value: bool) -> Self {
        self.own.push((name, EndpointParam::Boolean(value)));
        self
    }

    /// Another parameter, a list of texts.
    #[must_use]
    pub fn texts(mut self, name: &'static str, values: &[&'static str]) -> Self {
        self.own.push((name, EndpointParam::Texts(values.iter().map(|value| (*value).to_owned()).collect())));
        self
    }

    /// The endpoint's URL is to be this.
    #[must_use]
    pub fn url(mut self, url: &'static str) -> Self {
        self.expected = Endpoint::at(url).map_err(|error| error.to_string());
        self
    }

    /// There is to be no endpoint, with this message.
    #[must_use]
    pub fn error(mut self, message: &'static str) -> Self {
        self.expected = Err(message.to_owned());
        self
    }

    /// The endpoint is to have this header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &'static str) -> Self {
        self.expected = self.expected.map(|endpoint| endpoint.header(name, value));
        self
    }

    /// The endpoint is to be signed for under this name.
    #[must_use]
    pub fn signing_name(mut self, name: &'static str) -> Self {
        self.expected = self.expected.map(|endpoint| endpoint.signing_name(name));
        self
    }

    /// The endpoint is to be signed for this region.
    #[must_use]
    pub fn signing_region(mut self, region: &'static str) -> Self {
        self.expected = self.expected.map(|endpoint| endpoint.signing_region(region));
        self
    }

    /// What the rules give otherwise, as a text for people.
    fn difference(&self, resolve: EndpointRules, partitions: Option<Partitions>) -> Option<String> {
        let params = Params { operation: &self.own, partitions, ..self.params };
        let found = resolve(&params).map_err(|error: EndpointError| error.to_string());
        let (expected, found) = (shown(&self.expected), shown(&found));
        (expected != found).then(|| format!("{}:\n  expected {expected}\n  found    {found}", self.docs))
    }
}

/// An endpoint on a line. A URL with and without the slash of an empty path is the same.
fn shown(result: &Result<Endpoint, String>) -> String {
    match result {
        // A case tells of no scheme but Signature Version 4.
        Ok(Endpoint { uri, headers, auth, unspoken: _ }) => {
            let auth = auth.as_ref().map(|auth| (&auth.signing_name, &auth.signing_region));
            format!("{uri} {headers:?} {auth:?}")
        }
        Err(message) => format!("error: {message}"),
    }
}

/// All cases that the rules decide otherwise, by this partition data, or by that of this package.
pub fn differences(resolve: EndpointRules, partitions: Option<Partitions>, cases: &[Case]) -> Vec<String> {
    cases.iter().filter_map(|case| case.difference(resolve, partitions)).collect()
}
