//! Calls that block: the driver of the state machine, and pages as iterators. No async runtime is there.

use core::fmt;
use core::time::Duration;
use std::sync::Arc;
use std::vec;

use tinsmith_runtime::error::BuildError;
use tinsmith_runtime::message;
use tinsmith_runtime::sdk_error::{DispatchKind, SdkError};
use tinsmith_runtime::{Operation, Pages, Paginated, PaginatedItems};

use crate::config::{Builder, Config};
use crate::credentials::CredentialsError;
use crate::engine::call::{Call, Step};
use crate::engine::classify::Verdict;
use crate::engine::core::Core;
use crate::service::Service;
use crate::transport::{BlockingHttp, BlockingTransport};
use crate::typed;
use crate::waiters::{self, Next, Progress, Waited, Waiter};

/// What a generated blocking client holds. Clones are cheap, and share what calls learn.
#[derive(Clone, Debug)]
pub struct Handle {
    core: Arc<Core>,
    transport: Arc<dyn BlockingTransport>,
}

impl Handle {
    /// A client of this service. Nothing is sent, and nothing is read from the machine.
    pub fn new(service: Service, config: Config) -> Self {
        let core = Core::new(service, config);
        let transport =
            core.blocking_transport.clone().unwrap_or_else(|| Arc::new(BlockingHttp::new(core.config.http_settings())));
        Self { core: Arc::new(core), transport }
    }

    /// What its calls share, for tests of it.
    #[cfg(test)]
    #[cfg(feature = "async")]
    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    /// What it was told.
    pub fn config(&self) -> &Config {
        &self.core.config
    }

    /// The same client with some things done differently, sharing what it learns.
    #[must_use]
    pub fn with(&self, over: Builder) -> Self {
        let own = over.own_blocking_transport();
        let connects_differently = over.connects_differently(&self.core.config);
        let core = self.core.overridden(over);
        let transport = match own {
            Some(own) => own,
            None if connects_differently && core.blocking_transport.is_none() => {
                Arc::new(BlockingHttp::new(core.config.http_settings()))
            }
            None => Arc::clone(&self.transport),
        };
        Self { core: Arc::new(core), transport }
    }
}

/// Sends an input.
///
/// # Errors
/// All that a call can fail with.
pub fn send<O: Operation>(
    handle: &Handle,
    input: Result<O::Input, BuildError>,
) -> Result<O::Output, SdkError<O::Error>> {
    let mut call = typed::begin::<O>(Arc::clone(&handle.core), input)?;
    let mut kept = None;
    drive(&mut call, &*handle.transport, &mut |response| typed::judge::<O>(response, &mut kept));
    typed::finish::<O>(call, kept)
}

/// Calls an operation until something is there; what is set in it is sent each time.
///
/// # Errors
/// It will never be there, the time is over, or a call failed.
pub fn wait<W: Waiter<Operation: Operation<Input: Clone>>>(
    handle: &Handle,
    input: Result<<W::Operation as Operation>::Input, BuildError>,
    max_wait: Duration,
) -> Waited<W> {
    let clock = &handle.core.clock;
    let start = clock.now();
    let input = input.map_err(waiters::not_built::<W::Operation>)?;
    let mut progress = Progress { max_wait, polls: 0 };
    loop {
        let result = send::<W::Operation>(handle, Ok(input.clone()));
        let elapsed = clock.now().since(start);
        match progress.answered::<W>(&input, result, elapsed, handle.core.config.random()) {
            Next::Done(ended) => return ended,
            Next::Wait(delay) => clock.block(delay),
        }
    }
}

/// Runs a call to its end.
fn drive(call: &mut Call, transport: &dyn BlockingTransport, judge: &mut dyn FnMut(&message::Response<'_>) -> Verdict) {
    loop {
        let core = Arc::clone(call.core());
        match call.next(core.clock.now()) {
            Step::Identity(left) => {
                let got = match &core.identity {
                    Some(cache) => cache.get_blocking(left),
                    None => Err(CredentialsError::new("no credentials are set")),
                };
                call.identity(got, core.clock.now());
            }
            Step::Send(attempt) => {
                let got = call.watch().inside(|| transport.send(attempt.request, &attempt.limits));
                call.received(got, core.clock.now(), judge);
            }
            Step::Wait(duration) => core.clock.block(duration),
            Step::Done => return,
        }
    }
}

/// The pages of a call: an iterator over them, each asked for when it is wanted. An error ends them.
#[must_use = "a paginator does nothing until it is iterated over"]
pub struct Paginator<O: Paginated> {
    handle: Handle,
    pages: Result<Pages<O>, Option<BuildError>>,
}

impl<O: Paginated> fmt::Debug for Paginator<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Paginator").field("operation", &O::NAME).finish_non_exhaustive()
    }
}

impl<O: Paginated> Paginator<O> {
    /// The pages from the one on that the input asks for.
    pub fn new(handle: Handle, input: Result<O::Input, BuildError>) -> Self {
        Self { handle, pages: input.map(Pages::new).map_err(Some) }
    }

    /// Asks for pages of this many items.
    pub fn page_size(mut self, size: i32) -> Self {
        self.pages = self.pages.map(|pages| pages.page_size(size));
        self
    }

    /// What an answer with the token of its own request means, which is an error unless this is called: with `true`, that
    /// its page is the last one; with `false`, that there is nothing new yet, and that the caller says when to end.
    pub fn stop_on_duplicate_token(mut self, stop: bool) -> Self {
        self.pages = self.pages.map(|pages| pages.stop_on_duplicate_token(stop));
        self
    }

    /// The pages as an iterator: the paginator itself, called as in an async client.
    pub fn send(self) -> Self {
        self
    }

    /// The items of all pages, one after the other.
    pub fn items(self) -> Items<O>
    where
        O: PaginatedItems,
    {
        Items { pages: self, items: None }
    }
}

impl<O: Paginated> Iterator for Paginator<O> {
    type Item = Result<O::Output, SdkError<O::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        let pages = match &mut self.pages {
            Ok(pages) => pages,
            Err(error) => {
                return error.take().map(|error| Err(SdkError::construction_failure(O::NAME, error)));
            }
        };
        let input = pages.next_input()?;
        let output = match send::<O>(&self.handle, Ok(input)) {
            Ok(output) => output,
            Err(error) => {
                pages.stop();
                return Some(Err(error));
            }
        };
        let advanced = pages.advance(&output);
        Some(advanced.map(|()| output).map_err(|error| SdkError::dispatch_failure(O::NAME, DispatchKind::Other, error)))
    }
}

/// The items of all pages: an iterator over them. An error ends them.
#[must_use = "a paginator does nothing until it is iterated over"]
pub struct Items<O: PaginatedItems> {
    pages: Paginator<O>,
    items: Option<vec::IntoIter<O::Item>>,
}

impl<O: PaginatedItems> fmt::Debug for Items<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pages.fmt(formatter)
    }
}

impl<O: PaginatedItems> Items<O> {
    /// The items as an iterator: this itself, called as in an async client.
    pub fn send(self) -> Self {
        self
    }
}

impl<O: PaginatedItems> Iterator for Items<O> {
    type Item = Result<O::Item, SdkError<O::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.as_mut().and_then(Iterator::next) {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.items = Some(O::items(page).into_iter().collect::<Vec<_>>().into_iter()),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
