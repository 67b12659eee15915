//! Waiting for something: an operation is called again and again until an answer says that it is there, that it will never
//! be, or the time is over.
//!
//! | file | what it has |
//! | --- | --- |
//! | this one | what a waiter is, how waiting ends, and what the tests of waiters call |
//! | `delay` | how long to wait before the next call |
//!
//! Source: Smithy 2.0, "Waiters".

#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) mod delay;

use core::fmt;
use core::time::Duration;

use tinsmith_runtime::Operation;
#[cfg(any(feature = "async", feature = "blocking"))]
use tinsmith_runtime::error::BuildError;
use tinsmith_runtime::error::ProvideErrorMetadata;
use tinsmith_runtime::sdk_error::SdkError;

/// What an answer means to a waiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// What was waited for is there.
    Success,
    /// It will never be there.
    Failure,
    /// It is not there yet.
    Retry,
}

/// What an operation answered: its output, or its error.
pub type Answered<'a, O> = Result<&'a <O as Operation>::Output, &'a SdkError<<O as Operation>::Error>>;

/// Something that can be waited for: generated crates have them in `waiters`.
pub trait Waiter {
    /// What is called.
    type Operation: Operation;

    /// The time between two calls, at least.
    const MIN_DELAY: Duration;
    /// The time between two calls, at most.
    const MAX_DELAY: Duration;

    /// What an answer means; `None` where nothing says so. Then an output is a reason to go on, and an error one to stop.
    fn accept(input: &<Self::Operation as Operation>::Input, answer: Answered<'_, Self::Operation>) -> Option<State>;
}

/// How a client is bound to a builder whose input is waited with.
#[derive(Clone, Debug)]
pub struct Waiting<C, W> {
    /// The client.
    pub client: C,
    waiter: core::marker::PhantomData<W>,
}

impl<C, W> Waiting<C, W> {
    /// A client that waits.
    pub fn new(client: C) -> Self {
        Self { client, waiter: core::marker::PhantomData }
    }
}

/// The answer that ended a waiting.
#[derive(Clone, Debug)]
pub struct FinalPoll<T, E> {
    result: Result<T, E>,
    polls: u32,
    elapsed: Duration,
}

impl<T, E> FinalPoll<T, E> {
    /// The answer: an error can be what was waited for, too.
    ///
    /// # Errors
    /// The operation failed, as it was expected to.
    pub fn as_result(&self) -> Result<&T, &E> {
        self.result.as_ref()
    }

    /// The answer: an error can be what was waited for, too.
    ///
    /// # Errors
    /// The operation failed, as it was expected to.
    pub fn into_result(self) -> Result<T, E> {
        self.result
    }

    /// How often the operation was called.
    pub fn num_polls(&self) -> u32 {
        self.polls
    }

    /// How long it took.
    pub fn total_elapsed(&self) -> Duration {
        self.elapsed
    }
}

/// Why waiting ended without what was waited for.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaiterError<T, E> {
    /// The request cannot be built.
    ConstructionFailure(E),
    /// The time is over.
    ExceededMaxWait {
        /// How long was to be waited at most.
        max_wait: Duration,
        /// How long was waited.
        elapsed: Duration,
        /// How often the operation was called.
        polls: u32,
    },
    /// What was waited for will never be there: the answer that says so.
    FailureState(FinalPoll<T, E>),
    /// The operation failed in a way that the waiter does not know.
    OperationFailed(E),
}

impl<T, E: fmt::Display> fmt::Display for WaiterError<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ConstructionFailure(error) | Self::OperationFailed(error) => error.fmt(formatter),
            Self::ExceededMaxWait { max_wait, elapsed: _, polls } => {
                let calls = if *polls == 1 { "call" } else { "calls" };
                write!(formatter, "not there after {} s and {polls} {calls}", max_wait.as_secs_f64())
            }
            Self::FailureState(FinalPoll { result: Err(error), .. }) => write!(formatter, "it will not come: {error}"),
            Self::FailureState(_) => formatter.write_str("it will not come, as the answer says"),
        }
    }
}

impl<T: fmt::Debug, E: core::error::Error + 'static> core::error::Error for WaiterError<T, E> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::ConstructionFailure(error) | Self::OperationFailed(error) => Some(error),
            Self::FailureState(FinalPoll { result: Err(error), .. }) => Some(error),
            Self::FailureState(_) | Self::ExceededMaxWait { .. } => None,
        }
    }
}

/// Why nothing is waited for: the input that was to be sent cannot be built.
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) fn not_built<O: Operation>(error: BuildError) -> WaiterError<O::Output, SdkError<O::Error>> {
    WaiterError::ConstructionFailure(SdkError::construction_failure(O::NAME, error))
}

/// How waiting for something ends.
pub type Waited<W> = Result<
    FinalPoll<
        <<W as Waiter>::Operation as Operation>::Output,
        SdkError<<<W as Waiter>::Operation as Operation>::Error>,
    >,
    WaiterError<
        <<W as Waiter>::Operation as Operation>::Output,
        SdkError<<<W as Waiter>::Operation as Operation>::Error>,
    >,
>;

/// What to do after an answer.
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) enum Next<W: Waiter> {
    /// It is over.
    Done(Waited<W>),
    /// Wait so long, and call again.
    Wait(Duration),
}

/// One waiting: how often was called, and since when.
#[cfg(any(feature = "async", feature = "blocking"))]
#[derive(Debug)]
pub(crate) struct Progress {
    pub(crate) max_wait: Duration,
    pub(crate) polls: u32,
}

#[cfg(any(feature = "async", feature = "blocking"))]
impl Progress {
    /// Takes an answer that came when this much time was over.
    pub(crate) fn answered<W: Waiter>(
        &mut self,
        input: &<W::Operation as Operation>::Input,
        result: Result<<W::Operation as Operation>::Output, SdkError<<W::Operation as Operation>::Error>>,
        elapsed: Duration,
        random: f64,
    ) -> Next<W> {
        self.polls += 1;
        let state = W::accept(input, result.as_ref());
        let last = |result| FinalPoll { result, polls: self.polls, elapsed };
        match (state, result) {
            (Some(State::Success), result) => Next::Done(Ok(last(result))),
            (Some(State::Failure), result) => Next::Done(Err(WaiterError::FailureState(last(result)))),
            (None, Err(error)) => Next::Done(Err(WaiterError::OperationFailed(error))),
            (Some(State::Retry), _) | (None, Ok(_)) => {
                let left = self.max_wait.saturating_sub(elapsed);
                match delay::before(self.polls, W::MIN_DELAY, W::MAX_DELAY, left, random) {
                    Some(delay) => Next::Wait(delay),
                    None => Next::Done(Err(WaiterError::ExceededMaxWait {
                        max_wait: self.max_wait,
                        elapsed,
                        polls: self.polls,
                    })),
                }
            }
        }
    }
}

/// Whether a call failed with this code.
pub fn has_code<E: ProvideErrorMetadata>(error: &SdkError<E>, code: &str) -> bool {
    error.as_service_error().and_then(ProvideErrorMetadata::code) == Some(code)
}

/// How many elements a list has.
pub fn length<T, L: AsRef<[T]>>(list: Option<L>) -> Option<i64> {
    list.map(|list| i64::try_from(list.as_ref().len()).unwrap_or(i64::MAX))
}

/// How many characters a text has.
pub fn text_length(text: Option<&str>) -> Option<i64> {
    text.map(|text| i64::try_from(text.chars().count()).unwrap_or(i64::MAX))
}

/// Whether a list has this text.
pub fn contains<T: AsRef<str>, L: AsRef<[T]>>(list: Option<L>, text: Option<&str>) -> bool {
    let both = list.zip(text);
    both.is_some_and(|(list, text)| list.as_ref().iter().any(|one| one.as_ref() == text))
}

/// Whether a list has elements, and all of them are this text.
pub fn all<T: AsRef<str>, L: AsRef<[T]>>(list: Option<L>, text: &str) -> bool {
    list.is_some_and(|list| {
        let list = list.as_ref();
        !list.is_empty() && list.iter().all(|one| one.as_ref() == text)
    })
}

/// Whether one of the elements of a list is this text.
pub fn any<T: AsRef<str>, L: AsRef<[T]>>(list: Option<L>, text: &str) -> bool {
    contains(list, Some(text))
}
