//! Shape ids: `namespace#Name` and `namespace#Name$member`.

use std::fmt;
use std::sync::Arc;

/// The shape of an input or output that is not there.
pub(super) const UNIT: &str = "smithy.api#Unit";

/// The absolute id of a shape, such as `com.amazonaws.workmail#User`.
///
/// Ids are cheap to clone and order by their text, so that maps keyed by them are in a stable order.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(Arc<str>);

impl ShapeId {
    /// Takes `text` as it stands; the loader checks the form first.
    pub fn new(text: &str) -> Self {
        Self(Arc::from(text))
    }

    /// The whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the prelude's shape that holds nothing.
    pub fn is_unit(&self) -> bool {
        self.as_str() == "smithy.api#Unit"
    }

    /// What stands before `#`; empty where there is none.
    pub fn namespace(&self) -> &str {
        self.0.split_once('#').map_or("", |(namespace, _)| namespace)
    }

    /// What stands after `#`; the whole text where there is none.
    pub fn name(&self) -> &str {
        self.0.split_once('#').map_or(&*self.0, |(_, name)| name)
    }
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether `text` is an identifier of the Smithy grammar: a letter, or underscores and a letter or digit, and then
/// letters, digits and underscores, all of ASCII.
pub(super) fn is_identifier(text: &str) -> bool {
    let stripped = text.trim_start_matches('_');
    let underscored = stripped.len() < text.len();
    stripped.bytes().next().is_some_and(|first| first.is_ascii_alphabetic() || (underscored && first.is_ascii_digit()))
        && stripped.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether `text` is an absolute shape id, `namespace#Name`, without a member.
pub(super) fn is_shape_id(text: &str) -> bool {
    text.split_once('#').is_some_and(|(namespace, name)| namespace.split('.').all(is_identifier) && is_identifier(name))
}

/// Whether a text means this absolute id: it is the id itself, or the name in it.
pub(crate) fn is_called(id: &str, text: &str) -> bool {
    id == text || id.rsplit('#').next() == Some(text)
}
