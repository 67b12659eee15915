//! What the libraries underneath say of a failure, as one text.

use core::error::Error;
use core::fmt;

use http::Uri;
use http::uri::Scheme;
use tinsmith_runtime::error::BoxError;

use super::{TransportError, TransportErrorKind};

/// An error and its causes in one line; the error itself stays its source.
#[derive(Debug)]
struct Chained {
    text: String,
    source: BoxError,
}

impl fmt::Display for Chained {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl Error for Chained {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}

/// An error of this kind whose text says all causes of `source`.
pub(super) fn failed(kind: TransportErrorKind, source: impl Into<BoxError>) -> TransportError {
    let source = source.into();
    let text = text(&*source);
    TransportError::new(kind, Chained { text, source })
}

/// An error and its causes, each said once: many a library repeats the cause in its own text.
fn text(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    for cause in causes(error).skip(1) {
        let cause = cause.to_string();
        if !text.ends_with(&cause) {
            text.push_str(": ");
            text.push_str(&cause);
        }
    }
    text
}

/// An error, its cause, and so on; also where one hides in an I/O error, which passes over it in `source`.
pub(super) fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    core::iter::successors(Some(error), |error| cause(*error))
        // No chain of ours is longer; one that leads back to itself ends, too.
        .take(16)
}

fn cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        Some(hidden) => Some(hidden),
        None => error.source(),
    }
}

/// Refuses what no transport can send: an address without scheme or host, or another scheme than HTTP's.
pub(super) fn check_address(uri: &Uri) -> Result<(), TransportError> {
    let known = uri.scheme().is_some_and(|scheme| scheme == &Scheme::HTTP || scheme == &Scheme::HTTPS);
    if known && uri.host().is_some_and(|host| !host.is_empty()) {
        return Ok(());
    }
    let text = format!("{uri} is no address of a service; give https://host");
    Err(TransportError::new(TransportErrorKind::Request, text))
}

/// The error of an answer that is larger than the limit.
pub(super) fn too_large(limit: usize) -> TransportError {
    TransportError::new(TransportErrorKind::TooLarge, format!("more than {limit} bytes"))
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[derive(Debug)]
    struct Outer(io::Error);

    impl fmt::Display for Outer {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("outer")
        }
    }

    impl Error for Outer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn causes_are_said_once_and_in_order() {
        let error = failed(TransportErrorKind::Connect, Outer(io::Error::other("inner")));
        assert_eq!(error.to_string(), "no connection: outer: inner");
        assert!(error.source().is_some());
    }

    #[test]
    fn what_hides_in_an_io_error_is_found() {
        let nested = io::Error::other(Outer(io::Error::from(io::ErrorKind::TimedOut)));
        assert!(causes(&nested).any(|cause| cause.is::<Outer>()));
        assert_eq!(causes(&nested).filter(|cause| cause.is::<io::Error>()).count(), 2);
    }

    #[test]
    fn addresses_have_a_scheme_and_a_host() {
        assert!(check_address(&"https://a.example/b".parse().unwrap()).is_ok());
        for wrong in ["/path", "ftp://a.example/", "a.example:80"] {
            let error = check_address(&wrong.parse().unwrap()).unwrap_err();
            assert_eq!(error.kind(), TransportErrorKind::Request, "{wrong}");
        }
    }
}
