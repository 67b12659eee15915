//! What is shown in place of a sensitive value.

use std::fmt;

/// The text shown in place of a sensitive value, in `Debug`, in `Display` and in serialized forms.
pub const REDACTED: &str = "*** Sensitive Data Redacted ***";

/// Stands in for a sensitive value in `Debug` output: prints [`REDACTED`] in quotes, whatever the value is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(REDACTED, formatter)
    }
}

impl fmt::Display for Redacted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(REDACTED)
    }
}

#[cfg(test)]
mod tests {
    use super::Redacted;

    #[test]
    fn shows_the_constant_alone() {
        assert_eq!(format!("{:?}", Some(Redacted)), r#"Some("*** Sensitive Data Redacted ***")"#);
        assert_eq!(Redacted.to_string(), "*** Sensitive Data Redacted ***");
    }
}
