//! Calls that are futures: the driver of the state machine, what `send()` gives, and pages as streams.

use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;
use http::Response;
use tinsmith_runtime::error::BuildError;
use tinsmith_runtime::message;
use tinsmith_runtime::pagination::RepeatedToken;
use tinsmith_runtime::sdk_error::{DispatchKind, SdkError};
use tinsmith_runtime::{Operation, Pages, Paginated, PaginatedItems};

use crate::BoxFuture;
use crate::config::{Builder, Config};
use crate::credentials::CredentialsError;
use crate::engine::call::{Attempt, Call, Step};
use crate::engine::classify::Verdict;
use crate::engine::core::Core;
use crate::service::Service;
use crate::transport::{AsyncHttp, AsyncTransport, TransportError, TransportErrorKind};
use crate::typed;
use crate::waiters::{self, Next, Progress, Waited, Waiter};

/// What a generated async client holds. Clones are cheap, and share what calls learn.
#[derive(Clone, Debug)]
pub struct Handle {
    core: Arc<Core>,
    transport: Arc<dyn AsyncTransport>,
}

impl Handle {
    /// A client of this service. Nothing is sent, and nothing is read from the machine.
    pub fn new(service: Service, config: Config) -> Self {
        let core = Core::new(service, config);
        let transport = core.transport.clone().unwrap_or_else(|| Arc::new(AsyncHttp::new(core.config.http_settings())));
        Self { core: Arc::new(core), transport }
    }

    /// What it was told.
    pub fn config(&self) -> &Config {
        &self.core.config
    }

    /// The same client with some things done differently, sharing what it learns.
    #[must_use]
    pub fn with(&self, over: Builder) -> Self {
        let own = over.own_transport();
        let connects_differently = over.connects_differently(&self.core.config);
        let core = self.core.overridden(over);
        let transport = match own {
            Some(own) => own,
            None if connects_differently && core.transport.is_none() => {
                Arc::new(AsyncHttp::new(core.config.http_settings()))
            }
            None => Arc::clone(&self.transport),
        };
        Self { core: Arc::new(core), transport }
    }
}

/// A call on its way: a future of its output. Dropping it gives the call up.
#[must_use = "a call is not sent unless it is awaited"]
pub struct Sending<O: Operation>(BoxFuture<'static, Result<O::Output, SdkError<O::Error>>>);

impl<O: Operation> Future for Sending<O> {
    type Output = Result<O::Output, SdkError<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<O: Operation> fmt::Debug for Sending<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Sending").field(&O::NAME).finish()
    }
}

/// Sends an input.
pub fn send<O>(handle: Handle, input: Result<O::Input, BuildError>) -> Sending<O>
where
    O: Operation<Input: Send, Output: Send, Error: Send> + 'static,
{
    Sending(Box::pin(async move {
        let Handle { core, transport } = handle;
        let mut call = typed::begin::<O>(core, input)?;
        let mut kept = None;
        drive(&mut call, &*transport, &mut |response| typed::judge::<O>(response, &mut kept)).await;
        typed::finish::<O>(call, kept)
    }))
}

/// Calls an operation until something is there; what is set in it is sent each time.
pub fn wait<W>(
    handle: Handle,
    input: Result<<W::Operation as Operation>::Input, BuildError>,
    max_wait: Duration,
) -> BoxFuture<'static, Waited<W>>
where
    W: Waiter<Operation: Operation<Input: Clone + Send + Sync, Output: Send, Error: Send> + 'static> + 'static,
{
    Box::pin(async move {
        let clock = Arc::clone(&handle.core.clock);
        let start = clock.now();
        let input = input.map_err(waiters::not_built::<W::Operation>)?;
        let mut progress = Progress { max_wait, polls: 0 };
        loop {
            let result = send::<W::Operation>(handle.clone(), Ok(input.clone())).await;
            let elapsed = clock.now().since(start);
            match progress.answered::<W>(&input, result, elapsed, handle.core.config.random()) {
                Next::Done(ended) => return ended,
                Next::Wait(delay) => clock.sleep(delay).await,
            }
        }
    })
}

/// Runs a call to its end.
async fn drive(
    call: &mut Call,
    transport: &dyn AsyncTransport,
    judge: &mut (dyn FnMut(&message::Response<'_>) -> Verdict + Send),
) {
    loop {
        let now = call.core().clock.now();
        match call.next(now) {
            Step::Identity(left) => {
                let core = Arc::clone(call.core());
                let got = match &core.identity {
                    Some(cache) => cache.get(left).await,
                    None => Err(CredentialsError::new("no credentials are set")),
                };
                call.identity(got, core.clock.now());
            }
            Step::Send(attempt) => {
                let got = call.watch().around(in_time(call.core(), transport, attempt)).await;
                let now = call.core().clock.now();
                call.received(got, now, judge);
            }
            Step::Wait(duration) => call.core().clock.sleep(duration).await,
            Step::Done => return,
        }
    }
}

/// Sends, but no longer than the attempt may take: a transport of the user's own may not look at its limits.
async fn in_time(
    core: &Core,
    transport: &dyn AsyncTransport,
    attempt: Attempt,
) -> Result<Response<Bytes>, TransportError> {
    let Attempt { request, limits } = attempt;
    let mut sending = transport.send(request, &limits);
    let Some(longest) = limits.attempt_timeout else { return sending.await };
    let mut sleep = core.clock.sleep(longest);
    core::future::poll_fn(|context| {
        if let Poll::Ready(got) = sending.as_mut().poll(context) {
            return Poll::Ready(got);
        }
        sleep.as_mut().poll(context).map(|()| Err(too_long(longest)))
    })
    .await
}

fn too_long(longest: Duration) -> TransportError {
    let text = format!("no answer within {} s", longest.as_secs_f64());
    TransportError::new(TransportErrorKind::AttemptTimeout, text)
}

/// The pages of a call, to be sent.
#[must_use = "a paginator does nothing until it is sent"]
pub struct Paginator<O: Paginated> {
    handle: Handle,
    pages: Result<Pages<O>, BuildError>,
}

impl<O: Paginated> fmt::Debug for Paginator<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Paginator").field("operation", &O::NAME).finish_non_exhaustive()
    }
}

impl<O> Paginator<O>
where
    O: Paginated + Operation<Input: Send, Output: Send, Error: Send> + 'static,
{
    /// The pages from the one on that the input asks for.
    pub fn new(handle: Handle, input: Result<O::Input, BuildError>) -> Self {
        Self { handle, pages: input.map(Pages::new) }
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

    /// The items of all pages, one after the other.
    pub fn items(self) -> ItemPaginator<O>
    where
        O: PaginatedItems,
    {
        ItemPaginator(self)
    }

    /// The pages as a stream; each is asked for when the one before was taken.
    pub fn send(self) -> PageStream<O> {
        PageStream { handle: self.handle, pages: self.pages.map_err(Some) }
    }
}

/// The items of all pages, to be sent.
#[must_use = "a paginator does nothing until it is sent"]
pub struct ItemPaginator<O: Paginated>(Paginator<O>);

impl<O: Paginated> fmt::Debug for ItemPaginator<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl<O> ItemPaginator<O>
where
    O: PaginatedItems + Operation<Input: Send, Output: Send, Error: Send> + 'static,
{
    /// The items as a stream.
    pub fn send(self) -> ItemStream<O> {
        ItemStream { pages: self.0.send(), items: VecDeque::new() }
    }
}

/// Pages, one call each. An error ends them.
pub struct PageStream<O: Paginated> {
    handle: Handle,
    pages: Result<Pages<O>, Option<BuildError>>,
}

impl<O: Paginated> fmt::Debug for PageStream<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PageStream").field("operation", &O::NAME).finish_non_exhaustive()
    }
}

impl<O> PageStream<O>
where
    O: Paginated + Operation<Input: Send, Output: Send, Error: Send> + 'static,
{
    /// The next page; `None` after the last one, and after an error. Dropping the future loses no page: it is asked for
    /// again.
    pub async fn next(&mut self) -> Option<Result<O::Output, SdkError<O::Error>>> {
        let pages = match &mut self.pages {
            Ok(pages) => pages,
            Err(error) => {
                return error.take().map(|error| Err(SdkError::construction_failure(O::NAME, error)));
            }
        };
        let input = pages.next_input()?;
        let output = match send::<O>(self.handle.clone(), Ok(input)).await {
            Ok(output) => output,
            Err(error) => {
                pages.stop();
                return Some(Err(error));
            }
        };
        Some(pages.advance(&output).map(|()| output).map_err(|error| repeated::<O>(error)))
    }

    /// As [`next`](Self::next), with the error outside.
    ///
    /// # Errors
    /// A call failed, or the service repeats a token.
    pub async fn try_next(&mut self) -> Result<Option<O::Output>, SdkError<O::Error>> {
        self.next().await.transpose()
    }

    /// All pages, into whatever collects results: `Result<Vec<_>, _>`, as the official SDK's documentation has it, or a
    /// `Vec` of results whose last may be an error.
    pub async fn collect<C>(mut self) -> C
    where
        C: FromIterator<Result<O::Output, SdkError<O::Error>>>,
    {
        let mut all = Vec::new();
        while let Some(one) = self.next().await {
            all.push(one);
        }
        all.into_iter().collect()
    }

    /// All pages, or the first error.
    ///
    /// # Errors
    /// A call failed, or the service repeats a token.
    pub async fn try_collect(mut self) -> Result<Vec<O::Output>, SdkError<O::Error>> {
        let mut pages = Vec::new();
        while let Some(page) = self.try_next().await? {
            pages.push(page);
        }
        Ok(pages)
    }
}

/// Items, page by page. An error ends them.
pub struct ItemStream<O: PaginatedItems> {
    pages: PageStream<O>,
    items: VecDeque<O::Item>,
}

impl<O: PaginatedItems> fmt::Debug for ItemStream<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pages.fmt(formatter)
    }
}

impl<O> ItemStream<O>
where
    O: PaginatedItems + Operation<Input: Send, Output: Send, Error: Send> + 'static,
{
    /// The next item; `None` after the last one, and after an error.
    pub async fn next(&mut self) -> Option<Result<O::Item, SdkError<O::Error>>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Some(Ok(item));
            }
            match self.pages.next().await? {
                Ok(page) => self.items.extend(O::items(page)),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// As [`next`](Self::next), with the error outside.
    ///
    /// # Errors
    /// A call failed, or the service repeats a token.
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, SdkError<O::Error>> {
        self.next().await.transpose()
    }

    /// All items, into whatever collects results: `Result<Vec<_>, _>`, as the official SDK's documentation has it, or a
    /// `Vec` of results whose last may be an error.
    pub async fn collect<C>(mut self) -> C
    where
        C: FromIterator<Result<O::Item, SdkError<O::Error>>>,
    {
        let mut all = Vec::new();
        while let Some(one) = self.next().await {
            all.push(one);
        }
        all.into_iter().collect()
    }

    /// All items, or the first error.
    ///
    /// # Errors
    /// A call failed, or the service repeats a token.
    pub async fn try_collect(mut self) -> Result<Vec<O::Item>, SdkError<O::Error>> {
        let mut items = Vec::new();
        while let Some(item) = self.try_next().await? {
            items.push(item);
        }
        Ok(items)
    }
}

fn repeated<O: Operation>(error: RepeatedToken) -> SdkError<O::Error> {
    SdkError::dispatch_failure(O::NAME, DispatchKind::Other, error)
}
