//! What the transports of this package are told.

use core::time::Duration;

use super::{CaBundle, Proxies};

/// How the transports of this package connect.
///
/// ```
/// use core::time::Duration;
/// use tinsmith_client::transport::{HttpSettings, Proxies};
///
/// let settings = HttpSettings::new()
///     .connect_timeout(Some(Duration::from_secs(1)))
///     .proxies(Proxies::none().https("http://proxy.example:3128")?.except("localhost"));
/// # Ok::<(), Box<dyn core::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct HttpSettings {
    pub(super) connect_timeout: Option<Duration>,
    pub(super) pool_idle_timeout: Duration,
    pub(super) ca_bundle: Option<CaBundle>,
    pub(super) proxies: Proxies,
}

/// The longest that a connection may idle in a pool: services close theirs after about 20 s.
const LONGEST_IDLE: Duration = Duration::from_secs(20);

/// The most connections that idle in a pool for one host.
pub(super) const MOST_IDLE: usize = 64;

impl HttpSettings {
    /// 3.1 s to connect, connections idle for 18 s at most, the system's authorities are trusted, and there is no proxy.
    pub fn new() -> Self {
        Self {
            connect_timeout: Some(Duration::from_millis(3_100)),
            pool_idle_timeout: Duration::from_secs(18),
            ca_bundle: None,
            proxies: Proxies::none(),
        }
    }

    /// The same with this bound to making a connection: name, address, proxy and TLS. `None` is as long as it takes.
    pub fn connect_timeout(self, timeout: Option<Duration>) -> Self {
        Self { connect_timeout: timeout, ..self }
    }

    /// The same with connections idling this long at most before they are closed; 20 s where it is longer.
    pub fn pool_idle_timeout(self, timeout: Duration) -> Self {
        Self { pool_idle_timeout: timeout.min(LONGEST_IDLE), ..self }
    }

    /// The same with these authorities trusted in place of the system's.
    pub fn ca_bundle(self, bundle: CaBundle) -> Self {
        Self { ca_bundle: Some(bundle), ..self }
    }

    /// The same with these proxies.
    pub fn proxies(self, proxies: Proxies) -> Self {
        Self { proxies, ..self }
    }
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self::new()
    }
}

/// An extension of a request that goes past all proxies: whoever asks for an instance's or a container's metadata puts
/// it there, as those addresses mean another machine to a proxy.
#[derive(Clone, Copy, Debug)]
pub struct Direct;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pooled_connections_idle_for_fifteen_to_twenty_seconds() {
        let idle = HttpSettings::new().pool_idle_timeout;
        assert!((Duration::from_secs(15)..=LONGEST_IDLE).contains(&idle));
        assert_eq!(HttpSettings::new().pool_idle_timeout(Duration::from_secs(60)).pool_idle_timeout, LONGEST_IDLE);
        let short = Duration::from_secs(3);
        assert_eq!(HttpSettings::new().pool_idle_timeout(short).pool_idle_timeout, short);
    }
}
