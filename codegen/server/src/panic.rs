//! A future that gives a value in place of a panic.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll};
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::BoxFuture;

/// Runs a future, and gives `None` where it panics. It is not polled again after that: what it holds of itself may be
/// broken, what it shares with others is guarded by their own locks.
pub(crate) struct Caught<T>(pub(crate) BoxFuture<'static, T>);

impl<T> Future for Caught<T> {
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        match catch_unwind(AssertUnwindSafe(|| self.0.as_mut().poll(context))) {
            Ok(polled) => polled.map(Some),
            Err(_) => Poll::Ready(None),
        }
    }
}
