//! Certificates of the misbehaving server. They are files, made once with `openssl ca`: valid from 2020 to 2100, but for
//! the one that is expired. Their keys protect nothing.

use std::io;
use std::net::TcpStream;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// The authority of all certificates here, as PEM.
pub const AUTHORITY: &[u8] = include_bytes!("certificates/authority.pem");

/// Another authority, which has issued none of them, as PEM.
pub const STRANGER: &[u8] = include_bytes!("certificates/stranger.pem");

/// TLS on a socket, as the server has it.
pub(super) type TlsStream = StreamOwned<ServerConnection, TcpStream>;

/// What a server proves to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// `localhost` and `127.0.0.1`: what it is.
    Loopback,
    /// `elsewhere.example`: what it is not.
    Elsewhere,
    /// `localhost`, until 2021.
    Expired,
}

impl Identity {
    /// Shakes hands as this one.
    pub(super) fn accept(self, stream: TcpStream) -> io::Result<TlsStream> {
        let (certificate, key): (&[u8], &[u8]) = match self {
            Self::Loopback => {
                (include_bytes!("certificates/loopback.pem"), include_bytes!("certificates/loopback.key.pem"))
            }
            Self::Elsewhere => {
                (include_bytes!("certificates/elsewhere.pem"), include_bytes!("certificates/elsewhere.key.pem"))
            }
            Self::Expired => {
                (include_bytes!("certificates/expired.pem"), include_bytes!("certificates/expired.key.pem"))
            }
        };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![CertificateDer::from_pem_slice(certificate).unwrap()],
                PrivateKeyDer::from_pem_slice(key).unwrap(),
            )
            .unwrap();
        let mut session = ServerConnection::new(Arc::new(config)).unwrap();
        let mut stream = stream;
        session.complete_io(&mut stream)?;
        Ok(StreamOwned::new(session, stream))
    }
}
