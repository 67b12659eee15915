//! The way from a file to the checked model; every step is one call.

use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::ast;
use super::check::{self, Checked};
use super::id::ShapeId;
use super::problem::{Errors, Place, Problem, Report};
use super::shape::{Model, Service};
use super::{botocore, closure, finite, json, mixins, prelude, select, v1};

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

/// The format of a model file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Smithy JSON AST, 1.0 or 2.0.
    SmithyAst,
    /// botocore's `service-2.json`.
    Botocore,
}

/// A loaded model and how it came about.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The checked model.
    pub model: Model,
    /// What the reader should know.
    pub warnings: Vec<Problem>,
    /// The format of the file.
    pub format: Format,
    /// SHA-256 of the file's bytes (not of files beside it), in lower-case hex: what `sha256sum` prints.
    pub sha256: String,
}

/// A service of a file with its operations, for lists.
#[derive(Clone, Debug)]
pub struct ServiceSummary {
    /// The service shape, with its traits.
    pub service: Service,
    /// Its operations in the order of their names, those with event streams included.
    pub operations: Vec<ShapeId>,
}

/// The files that describe one service.
pub(super) struct Source {
    name: String,
    main: Vec<u8>,
    sidecars: botocore::Sidecars,
}

/// Loads a model file. botocore's `paginators-1.json` and `endpoint-rule-set-1.json` are read where they stand beside
/// a `service-2.json`.
///
/// # Errors
/// All that is wrong with the file, each with its place and remedy.
pub fn load(path: &Path, options: &LoadOptions) -> Result<Loaded, Errors> {
    let mut report = Report::new(&path.display().to_string(), options.strict);
    let source = read_source(path, &mut report)?;
    load_source(source, options, report)
}

/// Loads a model from memory. `name` stands for the file in messages; `sidecar` is the name and content of botocore's
/// `paginators-1.json`.
///
/// # Errors
/// All that is wrong with the model, each with its place and remedy.
pub fn load_bytes(
    name: &str,
    bytes: &[u8],
    sidecar: Option<(&str, &[u8])>,
    options: &LoadOptions,
) -> Result<Loaded, Errors> {
    let sidecars = botocore::Sidecars {
        paginators: sidecar.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())),
        rule_set: None,
    };
    let source = Source { name: name.to_owned(), main: bytes.to_vec(), sidecars };
    let report = Report::new(name, options.strict);
    load_source(source, options, report)
}

/// The services of a file with their operations.
///
/// # Errors
/// All that is wrong with the file, each with its place and remedy.
pub fn services(path: &Path) -> Result<Vec<ServiceSummary>, Errors> {
    let mut report = Report::new(&path.display().to_string(), false);
    let source = read_source(path, &mut report)?;
    let (_, checked) = checked(source, &mut report)?;
    let Checked { services, resources, .. } = checked;
    let summaries = services.into_values().map(|service| {
        let operations = closure::operations(&service, &resources);
        ServiceSummary { service: service.service, operations }
    });
    Ok(summaries.collect())
}

/// Converts a botocore `service-2.json`, with what stands beside it, to a Smithy 2.0 JSON AST.
///
/// # Errors
/// All that is wrong with the files, each with its place and remedy.
pub fn convert(path: &Path) -> Result<Value, Errors> {
    let mut report = Report::new(&path.display().to_string(), false);
    let source = read_source(path, &mut report)?;
    let value = json::parse(&source.main, &mut report)?;
    if !botocore::is_botocore(&value) {
        return report.fail(Place::default(), "is not a botocore service-2.json", "Only that format is converted.");
    }
    let ast = botocore::convert(value, source.sidecars, &mut report)?;
    report.checkpoint()?;
    Ok(ast)
}

fn read_source(path: &Path, report: &mut Report) -> Result<Source, Errors> {
    let main = json::read_file(path, report)?;
    let sidecars = botocore::Sidecars::beside(path, report)?;
    Ok(Source { name: path.display().to_string(), main, sidecars })
}

fn load_source(source: Source, options: &LoadOptions, mut report: Report) -> Result<Loaded, Errors> {
    let sha256 = hex(&Sha256::digest(&source.main));
    let (format, checked) = checked(source, &mut report)?;
    let model = select::select(checked, options, &mut report)?;
    report.checkpoint()?;
    Ok(Loaded { model, warnings: report.into_warnings(), format, sha256 })
}

/// Everything but the choice of a service.
fn checked(source: Source, report: &mut Report) -> Result<(Format, Checked), Errors> {
    let value = json::parse(&source.main, report)?;
    let (format, value) = if botocore::is_botocore(&value) {
        (Format::Botocore, botocore::convert(value, source.sidecars, report)?)
    } else if ast::is_ast(&value) {
        (Format::SmithyAst, value)
    } else {
        let message = "is neither a Smithy JSON AST (no `smithy`) nor a botocore service (no `metadata.protocol`)";
        return report.fail(Place::default(), message, "Write the model with `smithy ast`, or give a service-2.json.");
    };
    let mut raw = ast::read(value, report);
    prelude::add(&mut raw);
    mixins::dissolve(&mut raw, report);
    v1::say_defaults(&mut raw);
    let checked = check::check(raw, report);
    report.checkpoint()?;
    finite::check(&checked.shapes, report);
    report.checkpoint()?;
    Ok((format, checked))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
