//! `server!`: the trait of a generated crate, and what makes a service of its implementations.

/// Writes a trait with a method for each operation, and `service`, which makes a [`Service`](crate::Service) of what
/// implements it.
///
/// Head: the trait, the service's metadata, the reader and the writer of its codec. Row:
/// `method "What it does." => path::to::{Operation, Input, Output, Error};`
///
/// ```text
/// tinsmith_server::server! { WorkMail: crate::meta::SERVICE, Reader, Writer {
///     list_users "Lists users." => crate::operation::list_users::{ListUsers, ListUsersInput, ListUsersOutput, ListUsersError};
/// } }
/// ```
#[macro_export]
macro_rules! server {
    (
        $name:ident: $service:path, $reader:ident, $writer:ident {
            $(
                $method:ident $docs:literal =>
                    $($module:ident)::+::{$operation:ident, $input:ident, $output:ident, $error:ident};
            )*
        }
    ) => {
        /// The service: a method for each operation. What is not written answers `NotImplementedException`.
        pub trait $name: ::core::marker::Send + ::core::marker::Sync + 'static {
            $(
                #[doc = $docs]
                fn $method(
                    &self,
                    input: $($module)::+::$input,
                    context: &$crate::Context,
                ) -> impl ::core::future::Future<
                    Output = ::core::result::Result<$($module)::+::$output, $($module)::+::$error>,
                > + ::core::marker::Send {
                    let _ = (input, context);
                    ::core::future::ready(::core::result::Result::Err($($module)::+::$error::Unhandled(
                        $crate::operation::not_implemented(),
                    )))
                }
            )*
        }

        /// What implements the trait, as a tower service.
        pub fn service<S: $name>(implementation: S) -> $crate::Service<S> {
            #[allow(unused_imports, reason = "a service may have no operations")]
            use $crate::operation::{Answer, Operation};
            let operations = ::std::vec![$(
                Operation::new(
                    <$($module)::+::$operation as $crate::__private::Operation>::METADATA,
                    <$($module)::+::$error as $crate::__private::ServedErrors<$writer>>::NAMES,
                    |implementation, incoming| ::std::boxed::Box::pin(async move {
                        let input = <$reader<'_>>::request_body::<$($module)::+::$input>(incoming.body());
                        let input = match input {
                            ::core::result::Result::Ok(input) => input,
                            ::core::result::Result::Err(error) => return Answer::unreadable(&error),
                        };
                        let constraints = <$($module)::+::$input as $crate::__private::Constrained>::constraints();
                        let reader = <$reader<'_>>::of_request(incoming.body());
                        if let ::core::option::Option::Some(answer) = incoming.violations(reader, constraints) {
                            return answer;
                        }
                        match S::$method(&*implementation, input, incoming.context()).await {
                            ::core::result::Result::Ok(output) => {
                                Answer::output(<$writer>::body(&output))
                            }
                            ::core::result::Result::Err(error) => {
                                Answer::error::<$writer>(&error, $crate::__private::has_full_error_ids($service.protocol))
                            }
                        }
                    }),
                ),
            )*];
            $crate::Service::new(&$service, implementation, operations)
        }

        impl<S: $name, A: $crate::Around> $name for $crate::With<S, A> {
            $(
                #[inline]
                fn $method(
                    &self,
                    input: $($module)::+::$input,
                    context: &$crate::Context,
                ) -> impl ::core::future::Future<
                    Output = ::core::result::Result<$($module)::+::$output, $($module)::+::$error>,
                > + ::core::marker::Send {
                    self.around.around::<$($module)::+::$operation, _, _>(input, context, |input| {
                        self.service.$method(input, context)
                    })
                }
            )*
        }
    };
}
