//! `constraints!`: what the members of a shape have to meet.

/// Writes [`Constrained`](crate::validation::Constrained) for a structure or a union.
///
/// Row: `"WireName" => optional, rule;`, or `required` where the member has to be there. Rules are made of the functions of
/// [`validation::rules`](crate::validation::rules). Without the feature `validation` it writes nothing.
///
/// ```
/// use tinsmith_runtime::codec::json::Reader;
/// use tinsmith_runtime::validation::{Constrained, Patterns, violations};
///
/// /// A person with a mailbox.
/// pub struct User;
///
/// tinsmith_runtime::constraints! { User {
///     "Name" => required, text().length(1, 8).pattern(&["^[a-z]+$"]);
///     "Aliases" => optional, list(&text().length_from(1)).length_to(2);
/// } }
///
/// let body = br#"{"Aliases":["a",""]}"#;
/// let found = violations(Reader::new(body), User::constraints(), &Patterns::new())?;
/// let paths: Vec<&str> = found.iter().map(|violation| violation.path.as_str()).collect();
/// assert_eq!(paths, ["/Aliases/1", "/Name"]);
/// # Ok::<(), tinsmith_runtime::codec::ReadError>(())
/// ```
#[cfg(feature = "validation")]
#[macro_export]
macro_rules! constraints {
    ($name:ident { $($wire:literal => $presence:ident, $rule:expr;)* }) => {
        impl $crate::validation::Constrained for $name {
            fn constraints() -> &'static $crate::validation::Structure {
                #[allow(unused_imports, reason = "no rows, no rules")]
                use $crate::validation::rules::*;
                const MEMBERS: &[$crate::validation::Member] = &[$($crate::validation::Member::$presence($wire, $rule)),*];
                const STRUCTURE: $crate::validation::Structure = $crate::validation::Structure::new(MEMBERS);
                &STRUCTURE
            }
        }
    };
}

/// Writes nothing: the feature `validation` is off.
#[cfg(not(feature = "validation"))]
#[macro_export]
macro_rules! constraints {
    ($($table:tt)*) => {};
}

/// The function of [`rpc!`](crate::rpc!) that holds a body against the constraints of an input.
#[cfg(feature = "validation")]
#[doc(hidden)]
#[macro_export]
macro_rules! __rpc_violations {
    ($($reader:ident)::+) => {
        fn violations(
            body: &[u8],
            patterns: &$crate::validation::Patterns,
        ) -> ::core::result::Result<$crate::validation::Violations, $crate::codec::ReadError> {
            let constraints = <Self::Input as $crate::validation::Constrained>::constraints();
            $crate::validation::violations(<$($reader)::+<'_>>::of_request(body), constraints, patterns)
        }
    };
}

/// Nothing: the feature `validation` is off.
#[cfg(not(feature = "validation"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __rpc_violations {
    ($($reader:ident)::+) => {};
}
