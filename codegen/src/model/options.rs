//! What the caller decides about loading.

use std::path::{Path, PathBuf};

/// What to load, and how strictly.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// Further files of Smithy IDL, or folders of them, that make one model with the file that is loaded. A JSON AST may be
    /// among them.
    pub with: Vec<PathBuf>,
    /// The service, by its name or absolute id; needed only where a file has several.
    pub service: Option<String>,
    /// The operations, by name or absolute id; all where empty.
    pub operations: Vec<String>,
    /// The protocols, by trait id or its name, of which the service must offer one for the caller to go on; any will do where this is
    /// empty. Counts where a file has several services and none is named: if none will do, that is said at once.
    pub protocols: Vec<String>,
    /// A file that adds traits to the model's shapes; by default the one beside the model
    /// ([`beside`](crate::model::beside)), if it is there.
    pub beside: Option<PathBuf>,
    /// Partition data that the model's endpoint test cases were written for, where it is not what the client knows; by
    /// default `NAME.partitions.json` beside `NAME.json`, if it is there.
    pub partitions: Option<PathBuf>,
    /// Whether operations with streams stay, with [`stream`](crate::model::Operation::stream) set: for what reads a model
    /// and generates nothing.
    pub streams: bool,
    /// Whether what would be a warning is an error.
    pub strict: bool,
}

impl LoadOptions {
    /// What messages call a model that is loaded from a path with these options: its files.
    pub fn name_of(&self, path: &Path) -> String {
        let files: Vec<String> = std::iter::once(path)
            .chain(self.with.iter().map(PathBuf::as_path))
            .map(|file| file.display().to_string())
            .collect();
        files.join(", ")
    }
}
