//! What the caller decides about loading.

/// What to load, and how strictly.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// The service, by its name or absolute id; needed only where a file has several.
    pub service: Option<String>,
    /// The operations, by name or absolute id; all where empty.
    pub operations: Vec<String>,
    /// Whether what would be a warning is an error.
    pub strict: bool,
}
