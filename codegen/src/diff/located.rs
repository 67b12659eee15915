//! A diff and the lines of its models: what reports for pipelines are made of.

use super::change::{Change, Diff};
use crate::model::Lines;

/// A diff with where the shapes of its new model stand.
#[derive(Clone, Copy, Debug)]
pub struct Located<'a> {
    /// The diff.
    pub diff: &'a Diff,
    /// The lines of the new model.
    pub lines: &'a Lines,
}

impl Located<'_> {
    /// The file and line of a change in the new model; of what is gone, those of what it belonged to.
    pub(super) fn line(&self, change: &Change) -> Option<(&str, usize)> {
        let (_, new) = &change.defined;
        self.lines.find(new).map(|(file, line)| (file.strip_prefix("./").unwrap_or(file), line))
    }
}
