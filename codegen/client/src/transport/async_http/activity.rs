//! When a connection last moved a byte, in either direction. hyper does not say when a request was written or a part of
//! its answer came, and a read time-out has to know both.

use core::sync::atomic::{AtomicU64, Ordering};
use core::time::Duration;
use std::time::Instant;

/// The last sign of life of a connection.
#[derive(Debug)]
pub(super) struct Activity {
    start: Instant,
    /// Nanoseconds after the start: enough for five centuries.
    last: AtomicU64,
}

impl Activity {
    pub(super) fn new() -> Self {
        Self { start: Instant::now(), last: AtomicU64::new(0) }
    }

    /// A byte moved just now.
    pub(super) fn touch(&self) {
        let nanoseconds = u64::try_from(self.start.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.last.store(nanoseconds, Ordering::Relaxed);
    }

    /// When the last byte moved.
    pub(super) fn last(&self) -> Instant {
        let after = Duration::from_nanos(self.last.load(Ordering::Relaxed));
        self.start.checked_add(after).unwrap_or(self.start)
    }
}
