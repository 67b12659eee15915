//! What a client and its clones share.

use core::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use http::Uri;
use http::header::{HeaderName, HeaderValue};
use tinsmith_runtime::message::EndpointParam;
use tinsmith_runtime::sigv4::PathStyle;
#[cfg(feature = "validation")]
use tinsmith_runtime::validation::Patterns;

use super::adaptive::Limiter;
use super::bucket::Bucket;
use super::headers;
use super::skew::Skew;
use super::watch;
use crate::clock::Clock;
use crate::config::{Builder, Config};
use crate::credentials::{Credentials, IdentityCache};
use crate::endpoint::{AuthScheme, Endpoint, EndpointError, Params};
use crate::service::Service;
use crate::sign::{Scope, Signer};

/// What the calls of a client go by, and what they learn.
pub(crate) struct Core {
    pub(crate) service: Service,
    pub(crate) config: Config,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) identity: Option<IdentityCache>,
    pub(crate) signer: Signer,
    pub(super) user_agent: HeaderValue,
    /// What calls learn of the service, overridden ones included.
    pub(super) learned: Arc<Learned>,
    /// The endpoint of calls that say nothing of their own to the rules, with the account that it was asked for.
    target: Mutex<Option<(Option<String>, Arc<Target>)>>,
    #[cfg(feature = "async")]
    pub(crate) transport: Option<Arc<dyn crate::transport::AsyncTransport>>,
    #[cfg(feature = "blocking")]
    pub(crate) blocking_transport: Option<Arc<dyn crate::transport::BlockingTransport>>,
}

/// What calls learn of the service.
#[derive(Debug, Default)]
pub(super) struct Learned {
    pub(super) bucket: Bucket,
    pub(super) limiter: Limiter,
    pub(super) skew: Skew,
    /// The patterns of the model, compiled when inputs are first held against them.
    #[cfg(feature = "validation")]
    patterns: Patterns,
}

/// Where a request goes, and how it is signed for it.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) uri: Uri,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    /// Or why no request to it can be signed.
    pub(super) scope: Result<Scope, EndpointError>,
}

impl fmt::Debug for Core {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Core")
            .field("service", &self.service.metadata.sdk_id)
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl Core {
    /// The core of a new client.
    pub(crate) fn new(service: Service, config: Config) -> Self {
        watch::warn(config.warnings());
        Self::with_learned(service, config, Arc::default(), None)
    }

    /// The core of one call that does some things differently. It learns for the client as every call does.
    pub(crate) fn overridden(&self, over: Builder) -> Self {
        let identity = if over.sets_credentials() { None } else { self.identity.clone() };
        Self::with_learned(self.service, self.config.with(over), Arc::clone(&self.learned), identity)
    }

    fn with_learned(service: Service, config: Config, learned: Arc<Learned>, identity: Option<IdentityCache>) -> Self {
        let clock = config.clock();
        let identity = identity.or_else(|| {
            config.credentials_provider().map(|provider| {
                let clock = Arc::clone(&clock);
                IdentityCache::new(provider.clone(), clock, config.http_settings(), config.random_source())
            })
        });
        Self {
            user_agent: headers::user_agent(&service, &config),
            signer: Signer::default(),
            target: Mutex::new(None),
            #[cfg(feature = "async")]
            transport: config.transport().cloned(),
            #[cfg(feature = "blocking")]
            blocking_transport: config.blocking_transport().cloned(),
            service,
            config,
            clock,
            identity,
            learned,
        }
    }

    /// The patterns that inputs are held against, shared by a client and the calls that override something of it.
    #[cfg(feature = "validation")]
    pub(crate) fn patterns(&self) -> &Patterns {
        &self.learned.patterns
    }

    /// Where a call goes. Asked once, as long as its parameters stay.
    pub(super) fn target(
        &self,
        own: &[(&'static str, EndpointParam)],
        credentials: Option<&Credentials>,
    ) -> Result<Arc<Target>, EndpointError> {
        let account = credentials.and_then(Credentials::account_id);
        if !own.is_empty() {
            return self.resolve(own, account).map(Arc::new);
        }
        let mut kept = self.target.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, target)) = kept.as_ref().filter(|(known, _)| known.as_deref() == account) {
            return Ok(Arc::clone(target));
        }
        let target = Arc::new(self.resolve(own, account)?);
        *kept = Some((account.map(str::to_owned), Arc::clone(&target)));
        Ok(target)
    }

    /// Whether the region and the endpoint that a person gave can be ones: what is known without credentials.
    pub(super) fn check_address(&self) -> Result<(), EndpointError> {
        let config = &self.config;
        if let Some(region) = config.region().filter(|region| !region.is_valid()) {
            return Err(EndpointError::new(format!(
                "{:?} is no region: a region is part of the host's name, such as us-east-1; set another one",
                region.as_ref()
            )));
        }
        config.endpoint_url_of(self.service.metadata).map_or(Ok(()), |url| checked_url(url).map(|_| ()))
    }

    fn resolve(&self, own: &[(&'static str, EndpointParam)], account: Option<&str>) -> Result<Target, EndpointError> {
        let config = &self.config;
        let given = config.endpoint_url_of(self.service.metadata);
        let uri = given.map(checked_url).transpose()?;
        let Some(rules) = self.service.resolve_endpoint else {
            let uri = uri.ok_or_else(|| {
                EndpointError::new(format!(
                    "the model of {} does not say where the service is; set the endpoint's URL",
                    self.service.metadata.sdk_id
                ))
            })?;
            return self.target_of(Endpoint::new(uri));
        };
        if given.is_none() && config.region().is_none() {
            return Err(EndpointError::new(
                "no region is set; set it in the configuration, in AWS_REGION, or as `region` in the profile",
            ));
        }
        let params = Params {
            region: config.region().map(AsRef::as_ref),
            use_fips: config.use_fips().unwrap_or(false),
            use_dual_stack: config.use_dual_stack().unwrap_or(false),
            endpoint: given,
            account_id: account,
            account_id_endpoint_mode: config.account_id_endpoint_mode(),
            client: config.endpoint_params(),
            operation: own,
            partitions: None,
        };
        self.target_of(rules(&params)?)
    }

    fn target_of(&self, endpoint: Endpoint) -> Result<Target, EndpointError> {
        let Endpoint { uri, headers, auth, unspoken } = endpoint;
        let mut made = Vec::new();
        for (name, values) in headers {
            for value in values {
                let header = HeaderName::try_from(name.as_str()).ok().zip(HeaderValue::try_from(value).ok());
                made.push(header.ok_or_else(|| {
                    EndpointError::new(format!("the endpoint's rules ask for a header that is none: {name}"))
                })?);
            }
        }
        let scope =
            if unspoken.is_empty() { self.scope(auth.unwrap_or_default()) } else { Err(unsigned(&uri, &unspoken)) };
        Ok(Target { uri, headers: made, scope })
    }

    /// What signatures for an endpoint count for.
    fn scope(&self, auth: AuthScheme) -> Result<Scope, EndpointError> {
        let region = auth.signing_region.or_else(|| self.config.region().map(ToString::to_string));
        let region = region.ok_or_else(|| {
            EndpointError::new(
                "no region is set to sign for; set it in the configuration, in AWS_REGION, or in the profile",
            )
        })?;
        Ok(Scope {
            name: auth.signing_name.unwrap_or_else(|| self.service.metadata.signing_name.to_owned()),
            region,
            path: PathStyle { single_encoding: auth.disable_double_encoding, raw: auth.disable_normalize_path },
        })
    }
}

/// Why no request to an endpoint can be signed that takes these schemes alone.
fn unsigned(uri: &Uri, schemes: &[String]) -> EndpointError {
    EndpointError::new(format!(
        "requests to the endpoint {uri} are signed by {} alone, and this client signs by sigv4; use settings or a \
         parameter that lead to another endpoint, or set the endpoint's URL",
        schemes.join(" or ")
    ))
}

/// An endpoint's URL that a person gave.
fn checked_url(text: &str) -> Result<Uri, EndpointError> {
    let advice = "it looks like https://host or http://host:port/path";
    let uri: Uri = text
        .parse()
        .map_err(|error| EndpointError::new(format!("the endpoint's URL {text:?} is none ({error}); {advice}")))?;
    match uri.scheme_str() {
        Some("http" | "https") if uri.host().is_some_and(|host| !host.is_empty()) => Ok(uri),
        _ => Err(EndpointError::new(format!(
            "the endpoint's URL {text:?} has no scheme, or another than http; {advice}"
        ))),
    }
}
