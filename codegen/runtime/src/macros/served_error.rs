//! `served_error!`: what a service answers with an error.

/// Writes [`ServedError`](crate::serving::ServedError) for an error that has [`write_shape!`](crate::write_shape!).
///
/// Arguments: the error, its writer, the id of its shape, the status of the answer; and, where the service once spoke AWS
/// query, the code and the fault by which its clients know it.
///
/// ```
/// use tinsmith_runtime::codec::json::Writer;
/// use tinsmith_runtime::serving::ServedError;
///
/// /// There is no such user.
/// pub struct NotFound {
///     /// What happened.
///     pub message: Option<String>,
/// }
///
/// tinsmith_runtime::write_shape! { NotFound: Writer { "Message" => optional message, Writer::text; } }
/// tinsmith_runtime::served_error! { NotFound: Writer, "com.example#NotFound", 404 }
///
/// let error = NotFound { message: Some("no such user".to_owned()) };
/// let served: &dyn ServedError<Writer> = &error;
/// assert_eq!(served.facts().status, 404);
/// assert_eq!(served.body("NotFound")?, br#"{"__type":"NotFound","Message":"no such user"}"#);
/// # Ok::<(), tinsmith_runtime::error::BuildError>(())
/// ```
#[macro_export]
macro_rules! served_error {
    ($name:ident: $writer:path, $id:literal, $status:literal $(, $code:literal, $fault:literal)?) => {
        impl $crate::serving::ServedError<$writer> for $name {
            fn facts(&self) -> &'static $crate::serving::ErrorFacts {
                const FACTS: $crate::serving::ErrorFacts =
                    $crate::serving::ErrorFacts::new($id, $status)$(.query($code, $fault))?;
                &FACTS
            }

            fn body(
                &self,
                r#type: &::core::primitive::str,
            ) -> ::core::result::Result<::std::vec::Vec<::core::primitive::u8>, $crate::error::BuildError> {
                <$writer>::error_body(r#type, self)
            }
        }
    };
}
