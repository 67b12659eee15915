//! A line for each request, around the whole service: what is refused before an operation is reached has one too.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use tinsmith_server::http::{HeaderMap, Request, Response};

/// A service that says what it has answered.
#[derive(Clone)]
pub struct Logged<S> {
    inner: S,
    write: Arc<dyn Fn(&str) + Send + Sync>,
}

impl<S> Logged<S> {
    /// Writes a line for each request that `inner` answers, without the end of the line.
    pub fn new(inner: S, write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self { inner, write: Arc::new(write) }
    }
}

impl<S, B, R> tower_service::Service<Request<B>> for Logged<S>
where
    S: tower_service::Service<Request<B>, Response = Response<R>, Error = Infallible>,
    S::Future: Send + 'static,
    R: 'static,
{
    type Response = Response<R>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<R>, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let operation = operation(request.headers());
        let started = Instant::now();
        let write = Arc::clone(&self.write);
        let answer = self.inner.call(request);
        Box::pin(async move {
            let answer = answer.await?;
            let id = answer.headers().get("x-amzn-requestid").and_then(|id| id.to_str().ok()).unwrap_or("-");
            write(&format!(
                "{} {operation} {:.1} ms {id}",
                answer.status().as_u16(),
                started.elapsed().as_secs_f64() * 1e3
            ));
            Ok(answer)
        })
    }
}

/// The operation that a request names: `WorkMailService.ListUsers`, without the service. A name may be anything; what is none
/// is not written.
fn operation(headers: &HeaderMap) -> String {
    let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok()).unwrap_or("-");
    let name = target.rsplit('.').next().unwrap_or(target);
    if name.len() <= 64 && name.bytes().all(|letter| letter.is_ascii_alphanumeric()) {
        name.to_owned()
    } else {
        "-".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, operation};

    #[test]
    fn the_operation_is_the_last_part_of_the_target_and_no_other_text() {
        let of = |target: &'static str| {
            operation(&[("x-amz-target".parse().unwrap(), target.parse().unwrap())].into_iter().collect())
        };
        assert_eq!(of("WorkMailService.ListUsers"), "ListUsers");
        assert_eq!(of("WorkMailService.List Users\t"), "-");
        assert_eq!(operation(&HeaderMap::default()), "-");
    }
}
