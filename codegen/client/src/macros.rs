//! `client!`: the clients of a generated crate, with a call for each operation. `endpoint_settings!`: what its endpoint
//! rules ask a configuration for. `endpoint_cases!`: the test of these rules.

/// Writes `Client` (feature `client` of the crate that calls this) and `blocking::Client` (feature `blocking`), and lets
/// the builders of inputs send what they built.
///
/// Head: the service's metadata, the package's version, and in brackets the function of its endpoint rules, if it has
/// any. Row: `method "What it does." => path::to::{Operation, Input, InputBuilder};`, with `, paginated` before the `;`
/// where the operation pages, and with `#[deprecated(…)]` before the method where the model says so.
///
/// ```text
/// tinsmith_client::client! { crate::meta::SERVICE, crate::meta::PKG_VERSION, [] {
///     list_users "Lists users." => operation::list_users::{ListUsers, ListUsersInput, ListUsersInputBuilder}, paginated;
/// } }
/// ```
///
/// gives `client.list_users().organization_id("…").send().await`, `send_with`, which does some things differently, and
/// `into_paginator()`.
#[macro_export]
macro_rules! client {
    (
        $service:path, $version:expr, [$($rules:path)?] {
            $(
                $(#[$attribute:meta])*
                $method:ident $docs:literal => $($module:ident)::+::{$operation:ident, $input:ident, $builder:ident} $(, $paginated:ident)?;
            )*
        }
    ) => {
        /// The service, as a client knows it.
        const SERVICE: $crate::service::Service =
            $crate::service::Service::new(&$service, $version)$(.resolve_endpoint($rules))?;

        /// Calls the service. Clones are cheap; they share connections, and what calls learn of the service.
        #[cfg(feature = "client")]
        #[derive(Clone, Debug)]
        pub struct Client {
            handle: $crate::asynchronous::Handle,
        }

        #[cfg(feature = "client")]
        impl Client {
            /// A client that does as the configuration says. Nothing is sent yet.
            #[inline]
            pub fn from_conf(config: $crate::Config) -> Self {
                Self { handle: $crate::asynchronous::Handle::new(SERVICE, config) }
            }

            /// As [`from_conf`](Self::from_conf), with a copy of the configuration.
            #[inline]
            pub fn new(config: &$crate::Config) -> Self {
                Self::from_conf(::core::clone::Clone::clone(config))
            }

            /// What the client was told.
            #[inline]
            pub fn config(&self) -> &$crate::Config {
                self.handle.config()
            }

            $(
                #[doc = $docs]
                $(#[$attribute])*
                #[inline]
                pub fn $method(&self) -> $($module)::+::$builder<Self> {
                    $($module)::+::$input::builder().bind_client(::core::clone::Clone::clone(self))
                }
            )*
        }

        $(
            #[cfg(feature = "client")]
            impl $($module)::+::$builder<Client> {
                /// Sends what was built.
                #[inline]
                pub fn send(self) -> $crate::asynchronous::Sending<$($module)::+::$operation> {
                    $crate::asynchronous::send::<$($module)::+::$operation>(::core::clone::Clone::clone(&self.bound_client.handle), self.build())
                }

                /// Sends what was built, and does so differently from the client's configuration in all that is set here.
                #[inline]
                pub fn send_with(
                    self,
                    config: $crate::config::Builder,
                ) -> $crate::asynchronous::Sending<$($module)::+::$operation> {
                    $crate::asynchronous::send::<$($module)::+::$operation>(self.bound_client.handle.with(config), self.build())
                }

                $crate::__paginator! { [$($paginated)?] asynchronous, $($module)::+::$operation }
            }
        )*

        /// The same for programs without an async runtime.
        #[cfg(feature = "blocking")]
        pub mod blocking {
            use super::*;

            /// Calls the service, and waits for its answer. Clones are cheap; they share connections, and what calls
            /// learn of the service.
            #[derive(Clone, Debug)]
            pub struct Client {
                pub(super) handle: $crate::blocking::Handle,
            }

            impl Client {
                /// A client that does as the configuration says. Nothing is sent yet.
                #[inline]
                pub fn from_conf(config: $crate::Config) -> Self {
                    Self { handle: $crate::blocking::Handle::new(SERVICE, config) }
                }

                /// As [`from_conf`](Self::from_conf), with a copy of the configuration.
                #[inline]
                pub fn new(config: &$crate::Config) -> Self {
                    Self::from_conf(::core::clone::Clone::clone(config))
                }

                /// What the client was told.
                #[inline]
                pub fn config(&self) -> &$crate::Config {
                    self.handle.config()
                }

                $(
                    #[doc = $docs]
                    $(#[$attribute])*
                    #[inline]
                    pub fn $method(&self) -> $($module)::+::$builder<Self> {
                        $($module)::+::$input::builder().bind_client(::core::clone::Clone::clone(self))
                    }
                )*
            }

            $(
                impl $($module)::+::$builder<Client> {
                    /// Sends what was built, and waits for the answer.
                    ///
                    /// # Errors
                    /// All that a call can fail with.
                    #[inline]
                    pub fn send(self) -> $crate::Answer<$($module)::+::$operation> {
                        let handle = ::core::clone::Clone::clone(&self.bound_client.handle);
                        $crate::blocking::send::<$($module)::+::$operation>(&handle, self.build())
                    }

                    /// Sends what was built, and does so differently from the client's configuration in all that is set
                    /// here.
                    ///
                    /// # Errors
                    /// All that a call can fail with.
                    #[inline]
                    pub fn send_with(
                        self,
                        config: $crate::config::Builder,
                    ) -> $crate::Answer<$($module)::+::$operation> {
                        let handle = self.bound_client.handle.with(config);
                        $crate::blocking::send::<$($module)::+::$operation>(&handle, self.build())
                    }

                    $crate::__paginator! { [$($paginated)?] blocking, $($module)::+::$operation }
                }
            )*
        }
    };
}

/// What a builder has where its operation pages.
#[doc(hidden)]
#[macro_export]
macro_rules! __paginator {
    ([] $client:ident, $operation:path) => {};
    ([paginated] $client:ident, $operation:path) => {
        /// The pages, one after the other, from the one on that was built.
        #[inline]
        pub fn into_paginator(self) -> $crate::$client::Paginator<$operation> {
            $crate::$client::Paginator::new(::core::clone::Clone::clone(&self.bound_client.handle), self.build())
        }
    };
}

/// Gives the clients that [`client!`](crate::client!) has written a method for each waiter: it begins a builder of the
/// operation's input, whose `wait` calls until something is there.
///
/// Row: `method "What is waited for." => path::to::Waiter: path::to::{Input, InputBuilder};`
///
/// ```text
/// tinsmith_client::waiters! { Client {
///     wait_until_table_exists "Waits for a table." => crate::waiters::TableExists: operation::describe_table::{DescribeTableInput, DescribeTableInputBuilder};
/// } }
/// ```
#[macro_export]
macro_rules! waiters {
    (Client {
        $(
            $method:ident $docs:literal => $waiter:path: $($module:ident)::+::{$input:ident, $builder:ident};
        )*
    }) => {
        $crate::__waiter_methods! { "client", Client, Client, asynchronous, [$(
            $method $docs $waiter, [$($module)::+] $input $builder;
        )*] }
        $crate::__waiter_methods! { "blocking", blocking::Client, Client, blocking, [$(
            $method $docs $waiter, [$($module)::+] $input $builder;
        )*] }
    };
}

/// The methods of one client.
#[doc(hidden)]
#[macro_export]
macro_rules! __waiter_methods {
    ($feature:literal, $client:path, $name:ident, $driver:ident, [$(
        $method:ident $docs:literal $waiter:path, [$($module:ident)::+] $input:ident $builder:ident;
    )*]) => {
        $(
            #[cfg(feature = $feature)]
            impl $client {
                #[doc = $docs]
                #[inline]
                pub fn $method(&self) -> $($module)::+::$builder<$crate::waiters::Waiting<Self, $waiter>> {
                    let client = ::core::clone::Clone::clone(self);
                    $($module)::+::$input::builder().bind_client($crate::waiters::Waiting::new(client))
                }
            }

            #[cfg(feature = $feature)]
            impl $($module)::+::$builder<$crate::waiters::Waiting<$client, $waiter>> {
                $crate::__wait! { $driver $waiter }
            }
        )*
    };
}

/// `wait` of one client.
#[doc(hidden)]
#[macro_export]
macro_rules! __wait {
    (asynchronous $waiter:path) => {
        /// Calls until it is there, and no longer than this.
        #[inline]
        pub fn wait(
            self,
            max_wait: ::core::time::Duration,
        ) -> $crate::BoxFuture<'static, $crate::waiters::Waited<$waiter>> {
            let handle = ::core::clone::Clone::clone(&self.bound_client.client.handle);
            $crate::asynchronous::wait::<$waiter>(handle, self.build(), max_wait)
        }
    };
    (blocking $waiter:path) => {
        /// Calls until it is there, and no longer than this.
        ///
        /// # Errors
        /// It will never be there, the time is over, or a call failed.
        #[inline]
        pub fn wait(self, max_wait: ::core::time::Duration) -> $crate::waiters::Waited<$waiter> {
            let handle = ::core::clone::Clone::clone(&self.bound_client.client.handle);
            $crate::blocking::wait::<$waiter>(&handle, self.build(), max_wait)
        }
    };
}

/// Writes a trait with the parameters of the endpoint rules that the configuration of a client sets
/// (`clientContextParams`), and gives its methods to the configuration's builder.
///
/// Head: the trait. Row: `method, set_method "What it is for." => "NameInTheModel": type;`
///
/// ```
/// tinsmith_client::endpoint_settings! { EndpointSettings {
///     local, set_local "Whether the service of this machine is called." => "Local": bool;
/// } }
///
/// let config = tinsmith_client::Config::builder().local(true).build();
/// assert_eq!(config.endpoint_params(), [("Local", true.into())]);
/// # let mut builder = config.to_builder();
/// # builder.set_local(None);
/// # assert_eq!(builder.build().endpoint_params(), []);
/// ```
#[macro_export]
macro_rules! endpoint_settings {
    ($name:ident { $($method:ident, $set_method:ident $docs:literal => $parameter:literal: $type:ty;)* }) => {
        /// What the endpoint rules of this service ask the configuration for: more methods of its
        /// [`Builder`]($crate::config::Builder).
        pub trait $name: ::core::marker::Sized {
            $(
                #[doc = $docs]
                #[must_use]
                fn $method(self, $method: impl ::core::convert::Into<$type>) -> Self;

                #[doc = $docs]
                fn $set_method(&mut self, $method: ::core::option::Option<$type>) -> &mut Self;
            )*
        }

        impl $name for $crate::config::Builder {
            $(
                #[inline]
                fn $method(self, $method: impl ::core::convert::Into<$type>) -> Self {
                    let value: $type = $method.into();
                    self.endpoint_param($parameter, $crate::endpoint::EndpointParam::from(value))
                }

                #[inline]
                fn $set_method(&mut self, $method: ::core::option::Option<$type>) -> &mut Self {
                    let value = $method.map($crate::endpoint::EndpointParam::from);
                    *self = ::core::mem::take(self).endpoint_param($parameter, value);
                    self
                }
            )*
        }
    };
}

/// Writes the test of a crate's endpoint rules: one test, which tells all cases that are decided otherwise.
///
/// Head: the function, and a table of partitions where the cases go by other data than this package. Row: `"What it shows": setting(value) … => expectation(value) …;`, by the methods of
/// [`Case`](crate::testing::endpoint::Case).
#[macro_export]
macro_rules! endpoint_cases {
    ($resolve:path $(, $partitions:ident)? {
        $($docs:literal: $($setting:ident($($value:expr),*))* => $($expectation:ident($($expected:expr),*))*;)*
    }) => {
        #[test]
        fn the_endpoint_cases_of_the_model_hold() {
            let cases = [$(
                $crate::testing::endpoint::Case::new($docs)
                    $(.$setting($($value),*))*
                    $(.$expectation($($expected),*))*,
            )*];
            let partitions = ::core::option::Option::None$(.or(::core::option::Option::Some($partitions)))?;
            let differences = $crate::testing::endpoint::differences($resolve, partitions, &cases);
            assert!(
                differences.is_empty(),
                "{}\nThe cases may be older than the partition data of tinsmith-client: generate with --partitions FILE.",
                differences.join("\n")
            );
        }
    };
}
