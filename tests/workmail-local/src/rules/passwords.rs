//! What makes a password good enough for the directory: `WorkMail`'s Administrator Guide.

use crate::refusal::{Reason, Refusal};

/// Checks a password: 8 to 63 characters of Basic Latin and Latin-1, of three of five classes at least. It is not kept.
pub(crate) fn check(password: &str) -> Result<(), Refusal> {
    let weak = |message: &str| Err(Refusal::new(Reason::InvalidPasswordException, message));
    if !(8..=63).contains(&password.chars().count()) {
        return weak("a password has 8 to 63 characters");
    }
    if !password.chars().all(|letter| matches!(letter, ' '..='~' | '\u{a0}'..='\u{ff}')) {
        return weak("a password has characters of Basic Latin and Latin-1 alone");
    }
    let classes: [fn(char) -> bool; 5] = [
        |letter| letter.is_ascii_uppercase(),
        |letter| letter.is_ascii_lowercase(),
        |letter| letter.is_ascii_digit(),
        |letter| letter.is_ascii() && !letter.is_ascii_alphanumeric(),
        |letter| !letter.is_ascii(),
    ];
    if classes.iter().filter(|class| password.chars().any(class)).count() < 3 {
        return weak("a password mixes three of upper case, lower case, digits, signs and letters of Latin-1");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn three_classes_of_eight_characters_are_good_enough() {
        for good in ["Sunshine1", "sunshine-1", "Sünshin3", "SUNSHINE 1-"] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn short_long_simple_and_foreign_ones_are_weak() {
        for weak in ["Sunsh1-", "sunshine1", "Sunshine", &"Aa1".repeat(22), "Sunshine1€"] {
            assert!(check(weak).is_err(), "{weak}");
        }
    }
}
