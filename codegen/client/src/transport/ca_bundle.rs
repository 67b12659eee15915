//! Certificates of authorities that are trusted in place of the system's: `AWS_CA_BUNDLE`.

use core::fmt;
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

/// The largest bundle that is read, in bytes: a system's own are a quarter of a megabyte.
const LARGEST: u64 = 16 << 20;

/// Certificates of authorities that are trusted in place of the system's.
#[derive(Clone)]
pub struct CaBundle {
    roots: Arc<RootCertStore>,
}

/// A bundle that cannot be used.
#[derive(Debug)]
pub struct CaBundleError {
    /// The file, or what else the bundle comes from.
    place: String,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Unreadable(io::Error),
    TooLarge,
    Malformed { number: usize, reason: String },
    Empty,
    Unusable { certificates: usize },
}

impl CaBundle {
    /// The certificates of a PEM file.
    ///
    /// # Errors
    /// The file cannot be read or holds no usable certificate.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, CaBundleError> {
        let path = path.as_ref();
        let wrong = |problem| CaBundleError { place: path.display().to_string(), problem };
        let size = fs::metadata(path).map_err(|error| wrong(Problem::Unreadable(error)))?.len();
        if size > LARGEST {
            return Err(wrong(Problem::TooLarge));
        }
        let pem = fs::read(path).map_err(|error| wrong(Problem::Unreadable(error)))?;
        Self::from_pem(&pem, &path.display().to_string())
    }

    /// The certificates of a PEM text. `place` is where it comes from, for errors.
    ///
    /// What stands between the certificates does not count. A certificate that cannot serve as an authority is skipped
    /// as long as another one can: bundles of systems hold such.
    ///
    /// # Errors
    /// The text is no PEM, or holds no usable certificate.
    pub fn from_pem(pem: &[u8], place: &str) -> Result<Self, CaBundleError> {
        let wrong = |problem| CaBundleError { place: place.to_owned(), problem };
        let mut roots = RootCertStore::empty();
        let mut certificates = 0;
        for certificate in CertificateDer::pem_slice_iter(pem) {
            certificates += 1;
            let certificate = certificate
                .map_err(|error| wrong(Problem::Malformed { number: certificates, reason: error.to_string() }))?;
            roots.add_parsable_certificates([certificate]);
        }
        if certificates == 0 {
            return Err(wrong(Problem::Empty));
        }
        if roots.is_empty() {
            return Err(wrong(Problem::Unusable { certificates }));
        }
        Ok(Self { roots: Arc::new(roots) })
    }

    /// The certificates.
    pub(super) fn roots(&self) -> &Arc<RootCertStore> {
        &self.roots
    }
}

impl fmt::Debug for CaBundle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CaBundle").field("certificates", &self.roots.len()).finish()
    }
}

impl fmt::Display for CaBundleError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CA bundle {}: ", self.place)?;
        match &self.problem {
            Problem::Unreadable(error) => write!(formatter, "cannot be read: {error}"),
            Problem::TooLarge => write!(formatter, "is larger than {} MB: not a bundle", LARGEST >> 20),
            Problem::Malformed { number, reason } => write!(formatter, "certificate {number} is no PEM: {reason}"),
            Problem::Empty => formatter.write_str("holds no certificate; give a PEM file with BEGIN CERTIFICATE"),
            Problem::Unusable { certificates } => {
                write!(formatter, "none of its {certificates} certificates can serve as an authority")
            }
        }
    }
}

impl core::error::Error for CaBundleError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match &self.problem {
            Problem::Unreadable(error) => Some(error),
            Problem::TooLarge | Problem::Malformed { .. } | Problem::Empty | Problem::Unusable { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_that_cannot_be_used_says_where_and_why() {
        let said = |pem: &[u8]| CaBundle::from_pem(pem, "corp.pem").unwrap_err().to_string();
        assert_eq!(
            said(b"# nothing"),
            "CA bundle corp.pem: holds no certificate; give a PEM file with BEGIN CERTIFICATE"
        );
        let broken = said(b"-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n");
        assert!(broken.starts_with("CA bundle corp.pem: certificate 1 is no PEM: "), "{broken}");
        assert_eq!(
            said(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
            "CA bundle corp.pem: none of its 1 certificates can serve as an authority"
        );
        let cut = said(b"-----BEGIN CERTIFICATE-----\nAAAA\n");
        assert!(cut.starts_with("CA bundle corp.pem: certificate 1 is no PEM: "), "{cut}");
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let error = CaBundle::from_file("no/such/bundle.pem").unwrap_err().to_string();
        assert!(error.starts_with("CA bundle no/such/bundle.pem: cannot be read: "), "{error}");
    }
}
