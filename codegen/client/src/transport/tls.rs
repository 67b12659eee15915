//! TLS as both transports speak it: which authorities are trusted, by which cryptography, made when it is first needed.
//! There is no way to switch verification off.

use core::fmt;
use std::sync::{Arc, OnceLock};

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};

use super::CaBundle;
use super::proxies::bare_host;

/// TLS for the connections of one transport.
#[derive(Debug)]
pub(super) struct Tls {
    bundle: Option<CaBundle>,
    config: OnceLock<Arc<ClientConfig>>,
}

/// TLS that cannot begin: trying again does not help.
#[derive(Debug)]
pub(super) enum TlsError {
    /// The system has no certificates of authorities, or they cannot be read.
    NoRoots(String),
    /// The host is neither a name nor an address that a certificate could be for.
    Host(String),
    /// The cryptography has no protocol version.
    Setup(rustls::Error),
}

impl Tls {
    /// TLS that trusts these authorities, or the system's.
    pub(super) fn new(bundle: Option<CaBundle>) -> Self {
        Self { bundle, config: OnceLock::new() }
    }

    /// How connections are made: the same for all of a transport, so that TLS sessions are resumed.
    pub(super) fn config(&self) -> Result<Arc<ClientConfig>, TlsError> {
        if let Some(config) = self.config.get() {
            return Ok(config.clone());
        }
        let roots = match &self.bundle {
            Some(bundle) => bundle.roots().clone(),
            None => native_roots()?,
        };
        let made = Arc::new(config(roots)?);
        Ok(self.config.get_or_init(|| made).clone())
    }
}

/// The name that the certificate of a host has to be for.
pub(super) fn server_name(uri: &http::Uri) -> Result<ServerName<'static>, TlsError> {
    let host = bare_host(uri);
    ServerName::try_from(host).map(|name| name.to_owned()).map_err(|_| TlsError::Host(host.to_owned()))
}

/// Whether this is why a handshake failed: a certificate that is missing, or not one to be trusted for the host. It will
/// be the same one the next time.
pub(super) fn is_untrusted(cause: &(dyn core::error::Error + 'static)) -> bool {
    match cause.downcast_ref() {
        Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented) => true,
        Some(_) | None => false,
    }
}

fn config(roots: Arc<RootCertStore>) -> Result<ClientConfig, TlsError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    Ok(builder.map_err(TlsError::Setup)?.with_root_certificates(roots).with_no_client_auth())
}

/// The system's authorities. Reading them takes milliseconds, so a process does it once, with its first request over
/// TLS; a failure is not kept.
fn native_roots() -> Result<Arc<RootCertStore>, TlsError> {
    static ROOTS: OnceLock<Arc<RootCertStore>> = OnceLock::new();
    if let Some(roots) = ROOTS.get() {
        return Ok(roots.clone());
    }
    let loaded = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(loaded.certs);
    if roots.is_empty() {
        let reasons: Vec<String> = loaded.errors.iter().map(ToString::to_string).collect();
        return Err(TlsError::NoRoots(reasons.join("; ")));
    }
    Ok(ROOTS.get_or_init(|| Arc::new(roots)).clone())
}

impl fmt::Display for TlsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRoots(reasons) => {
                formatter.write_str("no certificate of an authority is found")?;
                if !reasons.is_empty() {
                    write!(formatter, " ({reasons})")?;
                }
                formatter.write_str("; install the system's ca-certificates, or name a PEM file in AWS_CA_BUNDLE")
            }
            Self::Host(host) => write!(formatter, "no certificate can be for the host {host:?}"),
            Self::Setup(error) => write!(formatter, "TLS cannot be set up: {error}"),
        }
    }
}

impl core::error::Error for TlsError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_names_and_addresses() {
        for host in ["https://a.example/", "https://127.0.0.1:8443/", "https://[::1]/"] {
            assert!(server_name(&host.parse().unwrap()).is_ok(), "{host}");
        }
        let error = server_name(&"https://a..example/".parse().unwrap()).unwrap_err();
        assert_eq!(error.to_string(), "no certificate can be for the host \"a..example\"");
    }

    #[test]
    fn the_authorities_of_the_system_are_read_late_and_once() {
        let (one, other) = (Tls::new(None), Tls::new(None));
        assert!(one.config.get().is_none(), "nothing is read before the first request over TLS");
        match (native_roots(), native_roots()) {
            (Ok(first), Ok(second)) => {
                assert!(Arc::ptr_eq(&first, &second));
                assert!(Arc::ptr_eq(&one.config().unwrap(), &one.config().unwrap()));
                assert!(!Arc::ptr_eq(&one.config().unwrap(), &other.config().unwrap()), "sessions are not shared");
            }
            // A machine without authorities says what to do, each time.
            (first, second) => {
                for error in [first.unwrap_err(), second.unwrap_err()] {
                    assert!(error.to_string().contains("AWS_CA_BUNDLE"), "{error}");
                }
            }
        }
    }

    #[test]
    fn missing_authorities_say_the_remedy() {
        assert_eq!(
            TlsError::NoRoots(String::new()).to_string(),
            "no certificate of an authority is found; \
             install the system's ca-certificates, or name a PEM file in AWS_CA_BUNDLE"
        );
    }
}
