//! Whether a crate's version goes as far as a diff asks for, by the rules of Cargo: the first number that is not zero is
//! the one whose rise breaks.

use std::fmt;

use semver::{Prerelease, Version};

use super::change::Bump;

/// A version that does not go far enough, and the least one that does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLow {
    /// The version before.
    pub old: Version,
    /// The version that was chosen.
    pub new: Version,
    /// The least that would do.
    pub least: Version,
    /// What the diff asks for; `None` where nothing changes and the version goes back.
    pub bump: Option<Bump>,
}

impl fmt::Display for TooLow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { old, new, least, bump } = self;
        match bump {
            None => write!(f, "the crate's version goes back from {old} to {new}"),
            Some(bump) => {
                let bump = bump.name();
                write!(
                    f,
                    "the crate's version goes from {old} to {new}, and what changes needs a {bump} version: {least}"
                )
            }
        }
    }
}

/// The least version that follows `old` with this bump.
pub fn least_version(old: &Version, bump: Option<Bump>) -> Version {
    let released = |major, minor, patch| Version::new(major, minor, patch);
    let Version { major, minor, patch, .. } = *old;
    let Some(bump) = bump else { return old.clone() };
    // What is not released yet promises nothing: its release is next.
    if !old.pre.is_empty() {
        return released(major, minor, patch);
    }
    match (major, minor, bump) {
        (0, 0, _) | (_, _, Bump::Patch) | (0, _, Bump::Minor) => released(major, minor, patch.saturating_add(1)),
        (0, _, Bump::Major) | (_, _, Bump::Minor) => released(major, minor.saturating_add(1), 0),
        (_, _, Bump::Major) => released(major.saturating_add(1), 0, 0),
    }
}

/// Whether `new` follows `old` far enough. A pre-release of a version counts as that version.
///
/// # Errors
/// It does not; what would is told.
pub fn check_version(old: &Version, new: &Version, bump: Option<Bump>) -> Result<(), Box<TooLow>> {
    let least = least_version(old, bump);
    let aims_at = Version { pre: Prerelease::EMPTY, ..new.clone() };
    let follows = if bump.is_none() { new >= old } else { new > old && aims_at >= least };
    if follows { Ok(()) } else { Err(Box::new(TooLow { old: old.clone(), new: new.clone(), least, bump })) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_version_follows_the_rules_of_cargo() {
        for (old, major, minor, patch) in [
            ("1.2.3", "2.0.0", "1.3.0", "1.2.4"),
            ("0.2.3", "0.3.0", "0.2.4", "0.2.4"),
            ("0.0.3", "0.0.4", "0.0.4", "0.0.4"),
            ("1.0.0-rc.1", "1.0.0", "1.0.0", "1.0.0"),
        ] {
            let old: Version = old.parse().unwrap();
            let least = |bump| least_version(&old, Some(bump)).to_string();
            assert_eq!([least(Bump::Major), least(Bump::Minor), least(Bump::Patch)], [major, minor, patch]);
            assert_eq!(least_version(&old, None), old);
        }
    }

    #[test]
    fn a_version_goes_far_enough_or_not() {
        let check = |old: &str, new: &str, bump| check_version(&old.parse().unwrap(), &new.parse().unwrap(), bump);
        for (old, new, bump) in [
            ("1.2.3", "2.0.0", Some(Bump::Major)),
            ("1.2.3", "2.0.0-alpha.1", Some(Bump::Major)),
            ("1.2.3", "2.0.0", Some(Bump::Patch)),
            ("0.2.3", "0.2.4", Some(Bump::Minor)),
            ("2.0.0-alpha.1", "2.0.0-alpha.2", Some(Bump::Major)),
            ("1.2.3", "1.2.3", None),
        ] {
            assert_eq!(check(old, new, bump), Ok(()), "{old} {new} {bump:?}");
        }
        for (old, new, bump, words) in [
            ("1.2.3", "1.3.0", Some(Bump::Major), "needs a major version: 2.0.0"),
            ("0.2.3", "0.2.4", Some(Bump::Major), "needs a major version: 0.3.0"),
            ("1.2.3", "1.2.3", Some(Bump::Patch), "needs a patch version: 1.2.4"),
            ("1.2.3", "1.2.2", None, "goes back from 1.2.3 to 1.2.2"),
        ] {
            let said = check(old, new, bump).unwrap_err().to_string();
            assert!(said.contains(words), "{said}");
        }
    }
}
