//! botocore's `service-2.json` → Smithy 2.0 JSON AST.

use std::path::Path;

use serde_json::Value;

use super::problem::{Errors, Place, Report};

/// The files beside a `service-2.json`, each with its name for messages.
#[derive(Debug, Default)]
pub(super) struct Sidecars {
    pub(super) paginators: Option<(String, Vec<u8>)>,
    pub(super) rule_set: Option<(String, Vec<u8>)>,
}

impl Sidecars {
    pub(super) fn beside(_path: &Path, _report: &mut Report) -> Result<Self, Errors> {
        Ok(Self::default())
    }
}

pub(super) fn is_botocore(value: &Value) -> bool {
    value.get("metadata").is_some_and(|metadata| metadata.get("protocol").is_some())
}

pub(super) fn convert(_value: Value, _sidecars: Sidecars, report: &mut Report) -> Result<Value, Errors> {
    report.fail(Place::default(), "botocore is not read yet", "Give a Smithy JSON AST.")
}
