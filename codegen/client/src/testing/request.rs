//! A request that was sent, as a test looks at it.

use core::fmt;

use bytes::Bytes;
use http::{HeaderMap, Request, Uri};

/// A request that was sent.
#[derive(Clone)]
pub struct Recorded {
    request: Request<Bytes>,
}

impl Recorded {
    pub(super) fn new(request: &Request<Bytes>) -> Self {
        Self { request: request.clone() }
    }

    /// The whole of it.
    pub fn request(&self) -> &Request<Bytes> {
        &self.request
    }

    /// The operation that it names, in `X-Amz-Target` or in its path; `None` where it names none.
    pub fn operation(&self) -> Option<&str> {
        operation(&self.request)
    }

    /// Where it went.
    pub fn uri(&self) -> &Uri {
        self.request.uri()
    }

    /// Its headers.
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// The value of a header, where it is there and a text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.headers().get(name)?.to_str().ok()
    }

    /// Its body.
    pub fn body(&self) -> &Bytes {
        self.request.body()
    }

    /// Its body as text; empty where it is none.
    pub fn text(&self) -> &str {
        core::str::from_utf8(self.request.body()).unwrap_or_default()
    }
}

impl fmt::Debug for Recorded {
    /// Without headers and body: they hold signatures and secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Recorded")
            .field("method", self.request.method())
            .field("uri", self.uri())
            .field("operation", &self.operation())
            .field("length", &self.body().len())
            .finish_non_exhaustive()
    }
}

/// The operation that a request names: `X-Amz-Target: Service.Operation`, or `/service/Service/operation/Operation`.
fn operation(request: &Request<Bytes>) -> Option<&str> {
    if let Some(target) = request.headers().get("x-amz-target") {
        return target.to_str().ok()?.rsplit_once('.').map(|(_, operation)| operation);
    }
    request.uri().path().rsplit_once("/operation/").map(|(_, operation)| operation)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded(uri: &str, target: Option<&str>) -> Recorded {
        let request = Request::post(uri).header("authorization", "secret");
        let request = target.into_iter().fold(request, |request, target| request.header("X-Amz-Target", target));
        Recorded::new(&request.body(Bytes::from_static(b"{\"Password\":\"secret\"}")).unwrap())
    }

    #[test]
    fn the_operation_is_in_a_header_or_in_the_path() {
        assert_eq!(recorded("/", Some("WorkMailService.ListUsers")).operation(), Some("ListUsers"));
        assert_eq!(recorded("/service/Rpc/operation/Ask", None).operation(), Some("Ask"));
        assert_eq!(recorded("/latest/meta-data/", None).operation(), None);
    }

    #[test]
    fn debug_shows_no_secret() {
        let shown = format!("{:?}", recorded("https://a.example/", Some("S.Ask")));
        assert!(shown.contains("Ask") && !shown.contains("secret"), "{shown}");
    }
}
