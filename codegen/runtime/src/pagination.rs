//! Operations that answer page by page, and which page is next. Nothing is sent here.

use core::fmt;
use std::collections::HashMap;

use crate::operation::Operation;

/// A token by which a service finds the next page.
pub trait PageToken: Clone + PartialEq {
    /// Whether it stands for no token: services end with an empty text as well as without one.
    fn is_none(&self) -> bool;
}

impl PageToken for String {
    fn is_none(&self) -> bool {
        self.is_empty()
    }
}

impl<K: Clone + Eq + core::hash::Hash, V: Clone + PartialEq> PageToken for HashMap<K, V> {
    fn is_none(&self) -> bool {
        self.is_empty()
    }
}

/// Numbers are tokens whatever their value.
macro_rules! number_tokens {
    ($($type:ty),*) => {
        $(impl PageToken for $type {
            fn is_none(&self) -> bool {
                false
            }
        })*
    };
}
number_tokens!(i32, i64);

/// An operation that answers page by page.
pub trait Paginated: Operation<Input: Clone> {
    /// The type of the token.
    type Token: PageToken;

    /// The token in an input.
    fn token(input: &Self::Input) -> Option<&Self::Token>;

    /// Puts a token into an input.
    fn set_token(input: &mut Self::Input, token: Option<Self::Token>);

    /// The token of the next page in an output.
    fn next_token(output: &Self::Output) -> Option<&Self::Token>;

    /// Asks for pages of this many items, where the operation lets itself be asked.
    fn set_page_size(_input: &mut Self::Input, _size: i32) {}
}

/// A paginated operation whose pages hold items.
pub trait PaginatedItems: Paginated {
    /// One item.
    type Item;
    /// The items of a page.
    type Items: IntoIterator<Item = Self::Item>;

    /// The items of a page.
    fn items(output: Self::Output) -> Self::Items;
}

/// Which page to ask for next.
///
/// ```
/// # fn sketch<O: tinsmith_runtime::PaginatedItems>(
/// #     input: O::Input, send: impl Fn(O::Input) -> O::Output,
/// # ) -> Result<(), Box<dyn std::error::Error>> {
/// let mut pages = tinsmith_runtime::Pages::<O>::new(input);
/// while let Some(input) = pages.next_input() {
///     let output = send(input);
///     pages.advance(&output)?;
/// }
/// # Ok(())
/// # }
/// ```
pub struct Pages<O: Paginated> {
    next: Option<O::Input>,
    on_repeated_token: OnRepeatedToken,
}

/// What an answer with the token of its own request means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OnRepeatedToken {
    /// That the service is wrong: without a bound, the same page would be asked for again and again.
    Fail,
    /// That this page is the last one.
    Stop,
    /// That there is nothing new yet.
    GoOn,
}

impl<O: Paginated> Pages<O> {
    /// Starts at the page that the input asks for.
    pub fn new(input: O::Input) -> Self {
        Self { next: Some(input), on_repeated_token: OnRepeatedToken::Fail }
    }

    /// Asks for pages of this many items.
    #[must_use]
    pub fn page_size(mut self, size: i32) -> Self {
        if let Some(input) = &mut self.next {
            O::set_page_size(input, size);
        }
        self
    }

    /// What an answer with the token of its own request means, which is an error unless this is called: with `true`, that
    /// its page is the last one, as some services say it; with `false`, that there is nothing new yet: whoever asks on
    /// decides by the page when to end.
    #[must_use]
    pub fn stop_on_duplicate_token(mut self, stop: bool) -> Self {
        self.on_repeated_token = if stop { OnRepeatedToken::Stop } else { OnRepeatedToken::GoOn };
        self
    }

    /// The input of the next call; `None` after the last page. It stays the same until [`advance`](Self::advance).
    pub fn next_input(&self) -> Option<O::Input> {
        self.next.clone()
    }

    /// Whether the last page was read.
    pub fn is_done(&self) -> bool {
        self.next.is_none()
    }

    /// Ends early, as after a call that failed for good.
    pub fn stop(&mut self) {
        self.next = None;
    }

    /// Takes the token out of the answer to the call.
    ///
    /// # Errors
    /// The answer holds the token that the call held, and nobody said what that means: the next call would ask for the
    /// same page again. There is no next call then.
    pub fn advance(&mut self, output: &O::Output) -> Result<(), RepeatedToken> {
        let Some(mut input) = self.next.take() else {
            return Ok(());
        };
        let Some(token) = O::next_token(output).filter(|token| !token.is_none()) else {
            return Ok(());
        };
        if O::token(&input) == Some(token) {
            match self.on_repeated_token {
                OnRepeatedToken::Fail => return Err(RepeatedToken(())),
                OnRepeatedToken::Stop => return Ok(()),
                OnRepeatedToken::GoOn => {}
            }
        }
        O::set_token(&mut input, Some(token.clone()));
        self.next = Some(input);
        Ok(())
    }
}

impl<O: Paginated> fmt::Debug for Pages<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Pages")
            .field("operation", &O::METADATA.name)
            .field("is_done", &self.is_done())
            .finish_non_exhaustive()
    }
}

/// A service answered with the token of the page that it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepeatedToken(());

impl fmt::Display for RepeatedToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "the answer names the page that was asked for as the next one, so that asking on would never end; where that \
             is how the service ends, stop with stop_on_duplicate_token(true), or ask on with \
             stop_on_duplicate_token(false)",
        )
    }
}

impl core::error::Error for RepeatedToken {}
