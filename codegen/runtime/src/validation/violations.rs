//! What a body breaks, in words.

use core::error::Error;
use core::fmt;

use crate::error::BuildError;

/// So many violations are told of one body, and no more are looked for.
pub const MOST_VIOLATIONS: usize = 100;

/// One member that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Where it stands: a JSON Pointer (RFC 6901) by names on the wire.
    pub path: String,
    /// What is wrong; it never repeats the value.
    pub message: String,
}

/// What a body breaks, in the order of the body; what is missing stands behind what is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Violation> {
        self.0.iter()
    }

    pub(super) fn is_full(&self) -> bool {
        self.0.len() >= MOST_VIOLATIONS
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds `Value at '/a/b' failed to satisfy constraint: Member must …`, before those from `at` on. `size` is the length
    /// of the value, where that is what is wrong.
    pub(super) fn add(&mut self, at: usize, path: &Path<'_>, size: Option<u64>, must: fmt::Arguments<'_>) {
        if self.is_full() {
            return;
        }
        let path = path.to_string();
        let value = size.map(|size| format!(" with length {size}")).unwrap_or_default();
        let message = format!("Value{value} at '{path}' failed to satisfy constraint: Member must {must}");
        self.0.insert(at.min(self.0.len()), Violation { path, message });
    }
}

/// All of them in one sentence: `2 validation errors detected. …; …`
impl fmt::Display for Violations {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = if self.0.len() == 1 { "error" } else { "errors" };
        write!(formatter, "{} validation {errors} detected. ", self.0.len())?;
        for (index, violation) in self.0.iter().enumerate() {
            let before = if index == 0 { "" } else { "; " };
            write!(formatter, "{before}{}", violation.message)?;
        }
        Ok(())
    }
}

/// An input that breaks what the model says: why a request was not built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidInput {
    violations: Violations,
}

impl InvalidInput {
    pub(crate) fn new(violations: Violations) -> Self {
        Self { violations }
    }

    /// What an error of a request that was not built is about, where it is about this.
    pub fn of(error: &BuildError) -> Option<&Self> {
        error.cause()?.downcast_ref()
    }

    /// What the input breaks.
    pub fn violations(&self) -> &Violations {
        &self.violations
    }
}

impl fmt::Display for InvalidInput {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.violations.fmt(formatter)
    }
}

impl Error for InvalidInput {}

/// A place in a body: nothing is written down before something is wrong there.
#[derive(Clone, Copy)]
pub(super) enum Path<'p> {
    Root,
    Name(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Name(above, name) => write!(formatter, "{above}/{}", name.replace('~', "~0").replace('/', "~1")),
            Self::Index(above, index) => write!(formatter, "{above}/{index}"),
        }
    }
}
