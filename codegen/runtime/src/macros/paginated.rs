//! `paginated!`: how an operation pages.

/// Writes [`Paginated`](crate::Paginated) for an operation, and [`PaginatedItems`](crate::PaginatedItems) where its pages
/// hold items.
///
/// Rows, in this order:
/// - `token field: Type = function;`: the input's member that takes a token, and a `fn(&Output) -> Option<&Type>` that
///   finds the next one.
/// - `page_size field;`, where a member of the input limits a page: an `Option` of a number that an `i32` fits in.
/// - `items list(Item) = function;` or `items map(Key, Value) = function;`, where pages hold items: a
///   `fn(Output) -> Vec<Item>`, or one that gives a `HashMap<Key, Value>`.
///
/// ```
/// # use tinsmith_runtime::codec::json::{Reader, Writer};
/// # use tinsmith_runtime::error::Unhandled;
/// use tinsmith_runtime::{Operation, Paginated, PaginatedItems, ServiceMetadata};
///
/// # tinsmith_runtime::service! { SERVICE {} }
/// # #[derive(Clone, PartialEq)] pub struct ListNamesInput { next_token: Option<String>, max_results: Option<i32> }
/// # tinsmith_runtime::constraints! { ListNamesInput {} }
/// # tinsmith_runtime::write_shape! { ListNamesInput: Writer { "NextToken" => optional next_token, Writer::text; } }
/// # #[derive(Clone, PartialEq)] pub struct ListNamesOutput {
/// #     names: Option<Vec<String>>, next_token: Option<String>, meta: tinsmith_runtime::ResponseMetadata,
/// # }
/// # tinsmith_runtime::structure! { ListNamesOutput => answer ListNamesOutputBuilder {
/// #     names, set_names, get_names: optional texts;
/// #     next_token, set_next_token, get_next_token: optional text;
/// # } }
/// # tinsmith_runtime::read_shape! { ListNamesOutput: Reader { "NextToken" => next_token, Reader::text; } }
/// # #[derive(Debug)] pub enum ListNamesError { Unhandled(Unhandled) }
/// # tinsmith_runtime::operation_error! { ListNamesError: Reader => Error {} }
/// # #[derive(Debug)] pub enum Error { Unhandled(Unhandled) }
/// # tinsmith_runtime::service_error! { Error {} }
/// struct ListNames;
///
/// impl Operation for ListNames {
///     type Input = ListNamesInput;
///     type Output = ListNamesOutput;
///     type Error = ListNamesError;
///     const NAME: &'static str = "ListNames";
///     const SERVICE: &'static ServiceMetadata = &SERVICE;
///     tinsmith_runtime::rpc!(Writer, Reader);
/// }
///
/// tinsmith_runtime::paginated! { ListNames {
///     token next_token: String = |output| output.next_token.as_ref();
///     page_size max_results;
///     items list(String) = |output| output.names.unwrap_or_default();
/// } }
///
/// let mut input = ListNamesInput { next_token: None, max_results: None };
/// ListNames::set_page_size(&mut input, 5);
/// assert_eq!(input.max_results, Some(5));
///
/// let output = ListNamesOutput::builder().names("ann").next_token("more").build();
/// ListNames::set_token(&mut input, ListNames::next_token(&output).cloned());
/// assert_eq!(ListNames::token(&input).map(String::as_str), Some("more"));
/// assert_eq!(ListNames::items(output), ["ann"]);
/// ```
#[macro_export]
macro_rules! paginated {
    ($name:ident {
        token $token:ident: $type:ty = $next:expr;
        $(page_size $size:ident;)?
        $(items $kind:ident($($part:ty),+) = $items:expr;)?
    }) => {
        impl $crate::Paginated for $name {
            type Token = $type;

            #[inline]
            fn token(input: &Self::Input) -> ::core::option::Option<&Self::Token> {
                input.$token.as_ref()
            }

            #[inline]
            fn set_token(input: &mut Self::Input, token: ::core::option::Option<Self::Token>) {
                input.$token = token;
            }

            #[inline]
            fn next_token(output: &Self::Output) -> ::core::option::Option<&Self::Token> {
                let next: fn(&Self::Output) -> ::core::option::Option<&Self::Token> = $next;
                next(output)
            }

            $(
                #[inline]
                fn set_page_size(input: &mut Self::Input, size: ::core::primitive::i32) {
                    input.$size = ::core::option::Option::Some(::core::convert::From::from(size));
                }
            )?
        }

        $($crate::__paginated_items! { $name $kind($($part),+) = $items })?
    };
}

/// The items of a page, by what holds them.
#[doc(hidden)]
#[macro_export]
macro_rules! __paginated_items {
    ($name:ident list($item:ty) = $items:expr) => {
        $crate::__paginated_items! { $name $item, ::std::vec::Vec<$item>, $items }
    };
    ($name:ident map($key:ty, $value:ty) = $items:expr) => {
        $crate::__paginated_items! { $name ($key, $value), ::std::collections::HashMap<$key, $value>, $items }
    };
    ($name:ident $item:ty, $collection:ty, $items:expr) => {
        impl $crate::PaginatedItems for $name {
            type Item = $item;
            type Items = $collection;

            #[inline]
            fn items(output: Self::Output) -> Self::Items {
                let items: fn(Self::Output) -> Self::Items = $items;
                items(output)
            }
        }
    };
}
