//! The name of a region.

use core::fmt;
use std::borrow::Cow;

/// A region, such as `us-east-1`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region(Cow<'static, str>);

impl Region {
    /// The region of this name. Whether it can be one is asked when a call needs it.
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self(name.into())
    }

    /// The region of this name.
    pub const fn from_static(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// Whether the name can be part of a host: letters, digits and hyphens, 1 to 63 of them, no hyphen at either end.
    pub fn is_valid(&self) -> bool {
        tinsmith_runtime::host_label::is_label(&self.0)
    }
}

impl AsRef<str> for Region {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Region {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
