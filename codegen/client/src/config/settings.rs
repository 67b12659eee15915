//! All that a client is told, each part set or not: what a call overrides is the same type, laid over it.

use core::fmt;
use std::sync::Arc;

use tinsmith_runtime::ServiceMetadata;
use tinsmith_runtime::message::EndpointParam;

use super::{ConfiguredEndpoints, IdempotencyTokenProvider, Region, RetryConfig, TimeoutConfig};
use crate::clock::{Clock, SystemClock};
use crate::credentials::{ProvideCredentials, SharedCredentialsProvider};
#[cfg(feature = "async")]
use crate::transport::AsyncTransport;
#[cfg(feature = "blocking")]
use crate::transport::BlockingTransport;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::transport::{CaBundle, HttpSettings, Proxies};

/// The largest answer that is read unless the configuration says otherwise: 64 MiB.
const LARGEST_RESPONSE: usize = 64 << 20;

/// How far an input is checked before it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InputCheck {
    /// Not at all: the service is left to say what is wrong.
    Off,
    /// The members that the model requires have to be set.
    Required,
    /// All that the model says has to hold, at any depth: lengths, ranges, patterns, what is required, known values of
    /// enumerations. The error tells of everything that does not (`InvalidInput::of` lists it).
    #[cfg(feature = "validation")]
    Full,
}

/// What a client is told. It is cheap to clone, and a client keeps it for as long as it lives.
#[derive(Clone, Debug, Default)]
pub struct Config {
    settings: Settings,
}

/// Makes a [`Config`], or says what one call does differently.
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it is built"]
pub struct Builder {
    settings: Settings,
}

/// Each part, set or not.
#[derive(Clone, Default)]
struct Settings {
    region: Option<Region>,
    credentials: Option<SharedCredentialsProvider>,
    allow_no_auth: Option<bool>,
    endpoint_url: Option<String>,
    warnings: Option<Arc<[String]>>,
    configured_endpoints: Option<Arc<ConfiguredEndpoints>>,
    use_fips: Option<bool>,
    use_dual_stack: Option<bool>,
    account_id_endpoint_mode: Option<String>,
    retry: Option<RetryConfig>,
    timeout: Option<TimeoutConfig>,
    app_name: Option<String>,
    clock_skew_correction: Option<bool>,
    input_check: Option<InputCheck>,
    compression: Option<bool>,
    compression_minimum: Option<usize>,
    largest_response: Option<usize>,
    endpoint_params: Vec<(&'static str, EndpointParam)>,
    idempotency_tokens: Option<IdempotencyTokenProvider>,
    clock: Option<Arc<dyn Clock>>,
    random: Option<Arc<dyn Fn() -> f64 + Send + Sync>>,
    #[cfg(feature = "async")]
    transport: Option<Arc<dyn AsyncTransport>>,
    #[cfg(feature = "blocking")]
    blocking_transport: Option<Arc<dyn BlockingTransport>>,
    #[cfg(any(feature = "async", feature = "blocking"))]
    ca_bundle: Option<CaBundle>,
    #[cfg(any(feature = "async", feature = "blocking"))]
    proxies: Option<Proxies>,
}

impl Settings {
    /// What `over` sets, and this where it sets nothing.
    fn under(&self, over: Self) -> Self {
        let below = self.clone();
        let endpoint_params = below
            .endpoint_params
            .into_iter()
            .filter(|(name, _)| over.endpoint_params.iter().all(|(set, _)| set != name))
            .chain(over.endpoint_params.iter().cloned())
            .collect();
        Self {
            region: over.region.or(below.region),
            credentials: over.credentials.or(below.credentials),
            allow_no_auth: over.allow_no_auth.or(below.allow_no_auth),
            endpoint_url: over.endpoint_url.or(below.endpoint_url),
            warnings: over.warnings.or(below.warnings),
            configured_endpoints: over.configured_endpoints.or(below.configured_endpoints),
            use_fips: over.use_fips.or(below.use_fips),
            use_dual_stack: over.use_dual_stack.or(below.use_dual_stack),
            account_id_endpoint_mode: over.account_id_endpoint_mode.or(below.account_id_endpoint_mode),
            retry: over.retry.or(below.retry),
            timeout: over.timeout.or(below.timeout),
            app_name: over.app_name.or(below.app_name),
            clock_skew_correction: over.clock_skew_correction.or(below.clock_skew_correction),
            input_check: over.input_check.or(below.input_check),
            compression: over.compression.or(below.compression),
            compression_minimum: over.compression_minimum.or(below.compression_minimum),
            largest_response: over.largest_response.or(below.largest_response),
            endpoint_params,
            idempotency_tokens: over.idempotency_tokens.or(below.idempotency_tokens),
            clock: over.clock.or(below.clock),
            random: over.random.or(below.random),
            #[cfg(feature = "async")]
            transport: over.transport.or(below.transport),
            #[cfg(feature = "blocking")]
            blocking_transport: over.blocking_transport.or(below.blocking_transport),
            #[cfg(any(feature = "async", feature = "blocking"))]
            ca_bundle: over.ca_bundle.or(below.ca_bundle),
            #[cfg(any(feature = "async", feature = "blocking"))]
            proxies: over.proxies.or(below.proxies),
        }
    }
}

impl Config {
    /// A builder with nothing set.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// A builder that starts from this.
    pub fn to_builder(&self) -> Builder {
        Builder { settings: self.settings.clone() }
    }

    /// This with all that `over` sets.
    #[must_use]
    pub fn with(&self, over: Builder) -> Self {
        Self { settings: self.settings.under(over.settings) }
    }

    /// The region.
    pub fn region(&self) -> Option<&Region> {
        self.settings.region.as_ref()
    }

    /// Who says who calls.
    pub fn credentials_provider(&self) -> Option<&SharedCredentialsProvider> {
        self.settings.credentials.as_ref()
    }

    /// Whether a call that has no credentials is sent without a signature.
    pub fn allows_no_auth(&self) -> bool {
        self.settings.allow_no_auth.unwrap_or(false)
    }

    /// The endpoint that takes the place of the model's rules.
    pub fn endpoint_url(&self) -> Option<&str> {
        self.settings.endpoint_url.as_deref()
    }

    /// What was skipped or taken for something else when the configuration was read, a line each.
    pub fn warnings(&self) -> &[String] {
        self.settings.warnings.as_deref().unwrap_or_default()
    }

    /// The endpoint for a service, where the caller, a variable or the profile sets one.
    pub fn endpoint_url_of(&self, service: &ServiceMetadata) -> Option<&str> {
        let configured = || self.settings.configured_endpoints.as_ref().and_then(|endpoints| endpoints.of(service));
        self.endpoint_url().or_else(configured)
    }

    /// Whether endpoints have to meet FIPS 140; `None` where nothing was said.
    pub fn use_fips(&self) -> Option<bool> {
        self.settings.use_fips
    }

    /// Whether endpoints have to be reachable by IPv6, too; `None` where nothing was said.
    pub fn use_dual_stack(&self) -> Option<bool> {
        self.settings.use_dual_stack
    }

    /// Whether the account may be part of the host: `preferred`, `required` or `disabled`.
    pub fn account_id_endpoint_mode(&self) -> Option<&str> {
        self.settings.account_id_endpoint_mode.as_deref()
    }

    /// How calls are retried.
    pub fn retry_config(&self) -> RetryConfig {
        self.settings.retry.unwrap_or_default()
    }

    /// How long calls may take.
    pub fn timeout_config(&self) -> TimeoutConfig {
        self.settings.timeout.unwrap_or_default()
    }

    /// What the application calls itself in the `User-Agent`.
    pub fn app_name(&self) -> Option<&str> {
        self.settings.app_name.as_deref()
    }

    /// Whether a wrong clock of this machine is made up for.
    pub fn clock_skew_correction(&self) -> bool {
        self.settings.clock_skew_correction.unwrap_or(true)
    }

    /// How far inputs are checked.
    pub fn input_check(&self) -> InputCheck {
        self.settings.input_check.unwrap_or(InputCheck::Required)
    }

    /// Whether large requests are compressed where the model allows it.
    pub fn request_compression(&self) -> bool {
        self.settings.compression.unwrap_or(true)
    }

    /// From this size on requests are compressed, in bytes.
    pub fn request_compression_minimum(&self) -> usize {
        self.settings.compression_minimum.unwrap_or(tinsmith_runtime::request::DEFAULT_COMPRESSION_MINIMUM)
    }

    /// The largest answer that is read, in bytes.
    pub fn largest_response(&self) -> usize {
        self.settings.largest_response.unwrap_or(LARGEST_RESPONSE)
    }

    /// Parameters of the endpoint rules that the model lets a client set (`clientContextParams`).
    pub fn endpoint_params(&self) -> &[(&'static str, EndpointParam)] {
        &self.settings.endpoint_params
    }

    /// Where idempotency tokens come from.
    pub fn idempotency_token_provider(&self) -> IdempotencyTokenProvider {
        self.settings.idempotency_tokens.clone().unwrap_or_default()
    }

    /// What tells time.
    pub fn clock(&self) -> Arc<dyn Clock> {
        self.settings.clock.clone().unwrap_or_else(|| Arc::new(SystemClock::new()))
    }

    /// A number within [0, 1), for the jitter of retries.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn random(&self) -> f64 {
        self.settings.random.as_ref().map_or_else(fastrand::f64, |random| random())
    }

    /// The same as a function, for what outlives a borrow of this.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn random_source(&self) -> Arc<dyn Fn() -> f64 + Send + Sync> {
        self.settings.random.clone().unwrap_or_else(|| Arc::new(fastrand::f64))
    }

    /// What sends requests of async clients, where it is not the default.
    #[cfg(feature = "async")]
    pub fn transport(&self) -> Option<&Arc<dyn AsyncTransport>> {
        self.settings.transport.as_ref()
    }

    /// What sends requests of blocking clients, where it is not the default.
    #[cfg(feature = "blocking")]
    pub fn blocking_transport(&self) -> Option<&Arc<dyn BlockingTransport>> {
        self.settings.blocking_transport.as_ref()
    }

    /// How the default transport connects: by this configuration's connect time-out, authorities and proxies. It makes a
    /// transport that several clients share, too.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub fn http_settings(&self) -> HttpSettings {
        let settings = HttpSettings::new()
            .connect_timeout(self.timeout_config().connect())
            .proxies(self.settings.proxies.clone().unwrap_or_default());
        match &self.settings.ca_bundle {
            Some(bundle) => settings.ca_bundle(bundle.clone()),
            None => settings,
        }
    }
}

impl Builder {
    /// The configuration.
    pub fn build(self) -> Config {
        Config { settings: self.settings }
    }

    /// Whether it says who calls.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn sets_credentials(&self) -> bool {
        self.settings.credentials.is_some()
    }

    /// The transport of async clients that it sets.
    #[cfg(feature = "async")]
    pub(crate) fn own_transport(&self) -> Option<Arc<dyn AsyncTransport>> {
        self.settings.transport.clone()
    }

    /// The transport of blocking clients that it sets.
    #[cfg(feature = "blocking")]
    pub(crate) fn own_blocking_transport(&self) -> Option<Arc<dyn BlockingTransport>> {
        self.settings.blocking_transport.clone()
    }

    /// Whether calls with all that this sets need other connections than those of `below`.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub(crate) fn connects_differently(&self, below: &Config) -> bool {
        let Settings { ca_bundle, proxies, timeout, .. } = &self.settings;
        let other_timeout = timeout.is_some_and(|timeout| timeout.connect() != below.timeout_config().connect());
        ca_bundle.is_some() || proxies.is_some() || other_timeout
    }

    /// The region in which the service is called.
    pub fn region(mut self, region: impl Into<Option<Region>>) -> Self {
        self.settings.region = region.into();
        self
    }

    /// Who says who calls: [`Credentials`](crate::credentials::Credentials) that stay as they are, or a provider that
    /// is asked again before they expire.
    pub fn credentials_provider(mut self, provider: impl ProvideCredentials) -> Self {
        self.settings.credentials = Some(SharedCredentialsProvider::new(provider));
        self
    }

    /// Lets calls without credentials be sent unsigned, as a service on this machine may take them.
    pub fn allow_no_auth(mut self) -> Self {
        self.settings.allow_no_auth = Some(true);
        self
    }

    /// The endpoint, such as `http://127.0.0.1:4566`, in place of the one that the model's rules find.
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.settings.endpoint_url = Some(url.into());
        self
    }

    /// What was skipped when the configuration was read.
    pub(crate) fn warnings(mut self, warnings: Vec<String>) -> Self {
        self.settings.warnings = Some(warnings.into());
        self
    }

    /// Endpoints that variables and the profile set.
    pub(crate) fn configured_endpoints(mut self, endpoints: ConfiguredEndpoints) -> Self {
        self.settings.configured_endpoints = Some(Arc::new(endpoints));
        self
    }

    /// Whether endpoints have to meet FIPS 140.
    pub fn use_fips(mut self, on: bool) -> Self {
        self.settings.use_fips = Some(on);
        self
    }

    /// Whether endpoints have to be reachable by IPv6, too.
    pub fn use_dual_stack(mut self, on: bool) -> Self {
        self.settings.use_dual_stack = Some(on);
        self
    }

    /// Whether the account may be part of the host: `preferred`, `required` or `disabled`.
    pub fn account_id_endpoint_mode(mut self, mode: impl Into<String>) -> Self {
        self.settings.account_id_endpoint_mode = Some(mode.into());
        self
    }

    /// How calls are retried.
    pub fn retry_config(mut self, retry: RetryConfig) -> Self {
        self.settings.retry = Some(retry);
        self
    }

    /// How long calls may take.
    pub fn timeout_config(mut self, timeout: TimeoutConfig) -> Self {
        self.settings.timeout = Some(timeout);
        self
    }

    /// What the application calls itself in the `User-Agent`; characters that no token of a header may have become `-`.
    pub fn app_name(mut self, name: impl Into<String>) -> Self {
        self.settings.app_name = Some(name.into());
        self
    }

    /// Whether a wrong clock of this machine is made up for, so that signatures count.
    pub fn clock_skew_correction(mut self, on: bool) -> Self {
        self.settings.clock_skew_correction = Some(on);
        self
    }

    /// How far inputs are checked before they are sent.
    pub fn input_check(mut self, check: InputCheck) -> Self {
        self.settings.input_check = Some(check);
        self
    }

    /// Whether large requests are compressed where the model allows it.
    pub fn request_compression(mut self, on: bool) -> Self {
        self.settings.compression = Some(on);
        self
    }

    /// From this size on requests are compressed, in bytes.
    pub fn request_compression_minimum(mut self, bytes: usize) -> Self {
        self.settings.compression_minimum = Some(bytes);
        self
    }

    /// The largest answer that is read, in bytes; a larger one is an error.
    pub fn largest_response(mut self, bytes: usize) -> Self {
        self.settings.largest_response = Some(bytes);
        self
    }

    /// A parameter of the endpoint rules, by the model's name (`clientContextParams`), or none. A generated crate whose
    /// model has such parameters gives this builder a method for each, in `config::EndpointSettings`.
    pub fn endpoint_param(mut self, name: &'static str, value: impl Into<Option<EndpointParam>>) -> Self {
        self.settings.endpoint_params.retain(|(known, _)| *known != name);
        self.settings.endpoint_params.extend(value.into().map(|value| (name, value)));
        self
    }

    /// Where the tokens come from by which a service knows a repeated request, in inputs that set none. A test may want
    /// them known: a text is the token of every call, and
    /// [`with_seed`](IdempotencyTokenProvider::with_seed) makes the same ones in every run.
    pub fn idempotency_token_provider(mut self, provider: impl Into<IdempotencyTokenProvider>) -> Self {
        self.settings.idempotency_tokens = Some(provider.into());
        self
    }

    /// What tells time; a test may simulate it.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.settings.clock = Some(Arc::new(clock));
        self
    }

    /// What gives numbers within [0, 1) for the jitter of retries; a test may want them known.
    pub fn random(mut self, random: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.settings.random = Some(Arc::new(random));
        self
    }

    /// What sends requests of async clients. An `Arc` of one is one, too, so that many clients can share it.
    #[cfg(feature = "async")]
    pub fn transport(mut self, transport: impl AsyncTransport) -> Self {
        self.settings.transport = Some(Arc::new(transport));
        self
    }

    /// What sends requests of blocking clients. An `Arc` of one is one, too, so that many clients can share it.
    #[cfg(feature = "blocking")]
    pub fn blocking_transport(mut self, transport: impl BlockingTransport) -> Self {
        self.settings.blocking_transport = Some(Arc::new(transport));
        self
    }

    /// The authorities that the default transport trusts in place of the system's. A call that sets them has connections
    /// of its own.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub fn ca_bundle(mut self, bundle: CaBundle) -> Self {
        self.settings.ca_bundle = Some(bundle);
        self
    }

    /// The proxies that the default transport goes through. A call that sets them has connections of its own.
    #[cfg(any(feature = "async", feature = "blocking"))]
    pub fn proxies(mut self, proxies: Proxies) -> Self {
        self.settings.proxies = Some(proxies);
        self
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("region", &self.region)
            .field("credentials", &self.credentials)
            .field("endpoint_url", &self.endpoint_url)
            .field("use_fips", &self.use_fips)
            .field("use_dual_stack", &self.use_dual_stack)
            .field("retry", &self.retry)
            .field("timeout", &self.timeout)
            .field("app_name", &self.app_name)
            .finish_non_exhaustive()
    }
}
