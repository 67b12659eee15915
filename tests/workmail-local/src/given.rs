//! What a rule needs of its input: the model's constraints are checked before, so that nothing is missing; a rule says all
//! the same which member it could not do without.

use crate::refusal::{Reason, Refusal};

/// The value of a member that the model requires.
pub(crate) fn given<T>(value: Option<T>, member: &str) -> Result<T, Refusal> {
    value.ok_or_else(|| Refusal::new(Reason::InvalidParameterException, format!("{member} is missing")))
}

/// Whether a text starts with a prefix, whatever the case of both; every text starts with no prefix.
pub(crate) fn starts_with(text: &str, prefix: Option<&str>) -> bool {
    prefix.is_none_or(|prefix| text.to_lowercase().starts_with(&prefix.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::starts_with;

    #[test]
    fn a_prefix_is_found_whatever_its_case() {
        assert!(starts_with("Anna", Some("aN")));
        assert!(starts_with("Anna", None));
        assert!(!starts_with("Anna", Some("nn")));
    }
}
