//! Something around every operation of an implementation: authorization, logging, faults on purpose.

use core::future::Future;

use tinsmith_runtime::error::Unhandled;
use tinsmith_runtime::operation::Operation;

use crate::Context;

/// An operation whose parts can move between threads, and whose errors can be any: what a generated crate serves.
pub trait Served: Operation<Input: Send, Output: Send, Error: Send + From<Unhandled>> {}

impl<O: Operation<Input: Send, Output: Send, Error: Send + From<Unhandled>>> Served for O {}

/// What stands around every operation.
///
/// ```
/// use tinsmith_server::{Around, Context, Served};
/// use tinsmith_runtime::error::{ErrorMetadata, Unhandled};
///
/// /// Lets nobody in without a signature.
/// struct Signed;
///
/// impl Around for Signed {
///     async fn around<O, N, F>(&self, input: O::Input, context: &Context, next: N) -> Result<O::Output, O::Error>
///     where
///         O: Served,
///         N: FnOnce(O::Input) -> F + Send,
///         F: Future<Output = Result<O::Output, O::Error>> + Send,
///     {
///         if context.access_key_id().is_none() {
///             let error = ErrorMetadata::builder().code("AccessDeniedException").message("sign the request");
///             return Err(Unhandled::new(error.build(), None).into());
///         }
///         next(input).await
///     }
/// }
/// ```
pub trait Around: Send + Sync + 'static {
    /// Calls `next`, or does not, or does something before and after it.
    fn around<O, N, F>(
        &self,
        input: O::Input,
        context: &Context,
        next: N,
    ) -> impl Future<Output = Result<O::Output, O::Error>> + Send
    where
        O: Served,
        N: FnOnce(O::Input) -> F + Send,
        F: Future<Output = Result<O::Output, O::Error>> + Send;
}

/// An implementation with something around each of its operations: an implementation itself.
#[derive(Clone, Copy, Debug)]
pub struct With<S, A> {
    /// The implementation.
    pub service: S,
    /// What stands around it.
    pub around: A,
}

impl<S, A> With<S, A> {
    /// Puts `around` around each operation of `service`.
    pub fn new(service: S, around: A) -> Self {
        Self { service, around }
    }
}
