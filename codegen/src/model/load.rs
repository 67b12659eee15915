//! The way from a file to the checked model; every step is one call.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::check::{self, Checked, finite};
use super::id::ShapeId;
use super::options::LoadOptions;
use super::pass::{mixins, prelude, v1};
use super::problem::{Errors, Place, Problem, Report};
use super::read::ast::{self, RawModel, Version};
use super::read::botocore::{self, Sidecars};
use super::read::{beside, idl, json, partitions};
use super::select::{self, closure};
use super::shape::{Model, Service};
use super::write;

/// The format of a model file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Smithy JSON AST, 1.0 or 2.0.
    SmithyAst,
    /// botocore's `service-2.json`.
    Botocore,
    /// Smithy IDL, 1.0 or 2.0.
    SmithyIdl,
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

/// The bytes of a model file, and where to find what belongs to it.
struct Source<'a> {
    main: Main<'a>,
    beside: Beside<'a>,
    /// The name and content of each file that adds traits.
    added: Vec<(String, Cow<'a, [u8]>)>,
    /// The name and content of the partition data for the model's endpoint test cases.
    partitions: Option<(String, Cow<'a, [u8]>)>,
}

/// What a model is written in.
enum Main<'a> {
    /// One file of any format.
    File(Cow<'a, [u8]>),
    /// Files of IDL, each with its name.
    Idl(Vec<(String, Vec<u8>)>),
}

impl Main<'_> {
    /// The SHA-256 of all bytes, in the order of the files.
    fn sha256(&self) -> String {
        match self {
            Self::File(bytes) => hex(&Sha256::digest(bytes)),
            Self::Idl(files) => {
                let mut digest = Sha256::new();
                files.iter().for_each(|(_, bytes)| digest.update(bytes));
                hex(&digest.finalize())
            }
        }
    }

    /// Sorts a file by what it holds: text of IDL may come without a name.
    fn sorted(self, report: &Report) -> Self {
        match self {
            Self::File(bytes) if std::str::from_utf8(&bytes).is_ok_and(idl::is_idl) => {
                Self::Idl(vec![(report.file().to_owned(), bytes.into_owned())])
            }
            other => other,
        }
    }
}

/// The files beside a model in memory, each with its name for messages and its content.
#[derive(Clone, Copy, Debug, Default)]
pub struct Files<'a> {
    /// botocore's `paginators-1.json`.
    pub paginators: Option<(&'a str, &'a [u8])>,
    /// What adds traits to the model's shapes; [`LoadOptions::beside`] goes before it.
    pub added: Option<(&'a str, &'a [u8])>,
}

/// Where botocore's further files are.
enum Beside<'a> {
    /// In the folder of the model file.
    Folder(PathBuf),
    /// In memory: the name and content of the paginators.
    Paginators(&'a str, &'a [u8]),
    Nothing,
}

/// Loads a model file. botocore's `paginators-1.json` and `endpoint-rule-set-1.json` are read where they stand beside
/// a `service-2.json`; so is a file of traits that are added, [`beside`](super::beside). Of Smithy IDL, the path may be a
/// folder, and further files may stand in [`LoadOptions::with`].
///
/// # Errors
/// All that is wrong with the file, each with its place and remedy.
pub fn load(path: &Path, options: &LoadOptions) -> Result<Loaded, Errors> {
    let mut report = Report::new(&options.name_of(path), options.strict);
    let source = read_source(path, options, &mut report)?;
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
    load_files(name, bytes, Files { paginators: sidecar, added: None }, options)
}

/// [`load_bytes`] with every file that can stand beside a model.
///
/// # Errors
/// All that is wrong with the model, each with its place and remedy.
pub fn load_files(name: &str, bytes: &[u8], files: Files<'_>, options: &LoadOptions) -> Result<Loaded, Errors> {
    let Files { paginators, added } = files;
    let beside = paginators.map_or(Beside::Nothing, |(name, bytes)| Beside::Paginators(name, bytes));
    let added = match &options.beside {
        Some(path) => vec![read_added(path, options.strict)?],
        None => added.map(|(name, bytes)| (name.to_owned(), Cow::Borrowed(bytes))).into_iter().collect(),
    };
    let partitions = match &options.partitions {
        Some(path) => Some(read_added(path, options.strict)?),
        None => None,
    };
    let report = Report::new(name, options.strict);
    load_source(Source { main: Main::File(Cow::Borrowed(bytes)), beside, added, partitions }, options, report)
}

/// Loads a model of several files from memory: Smithy IDL, and JSON ASTs among them. Each has its name for messages and
/// its content, as have the files of `added` that add traits; `name` stands for the model.
///
/// # Errors
/// All that is wrong with the model, each with its place and remedy.
pub fn load_texts(
    name: &str,
    files: Vec<(String, Vec<u8>)>,
    added: Vec<(String, Vec<u8>)>,
    options: &LoadOptions,
) -> Result<Loaded, Errors> {
    let added = match &options.beside {
        Some(path) => vec![read_added(path, options.strict)?],
        None => added.into_iter().map(|(name, bytes)| (name, Cow::Owned(bytes))).collect(),
    };
    let source = Source { main: Main::Idl(files), beside: Beside::Nothing, added, partitions: None };
    load_source(source, options, Report::new(name, options.strict))
}

/// The services of a file with their operations.
///
/// # Errors
/// All that is wrong with the file, each with its place and remedy.
pub fn services(path: &Path) -> Result<Vec<ServiceSummary>, Errors> {
    services_with(path, &LoadOptions::default())
}

/// [`services`] of a model whose further files stand in [`LoadOptions::with`].
///
/// # Errors
/// All that is wrong with the files, each with its place and remedy.
pub fn services_with(path: &Path, options: &LoadOptions) -> Result<Vec<ServiceSummary>, Errors> {
    let mut report = Report::new(&options.name_of(path), options.strict);
    let source = read_source(path, options, &mut report)?;
    summaries(source, report)
}

/// [`services`] of a model in memory. `name` stands for the file in messages.
///
/// # Errors
/// All that is wrong with the model, each with its place and remedy.
pub fn services_bytes(name: &str, bytes: &[u8]) -> Result<Vec<ServiceSummary>, Errors> {
    summaries(Source::alone(bytes), Report::new(name, false))
}

fn summaries(source: Source<'_>, mut report: Report) -> Result<Vec<ServiceSummary>, Errors> {
    let (_, checked) = checked(source, &mut report)?;
    let Checked { services, resources, .. } = checked;
    let summaries = services.into_values().map(|service| {
        let operations = closure::operations(&service, &resources);
        ServiceSummary { service: service.service, operations }
    });
    Ok(summaries.collect())
}

/// A model as a Smithy JSON AST, and the format that it came in: Smithy IDL and botocore's `service-2.json`, with what
/// stands beside it, are converted; an AST is handed back as it stands.
///
/// # Errors
/// All that is wrong with the files, each with its place and remedy.
pub fn convert(path: &Path) -> Result<(Format, Value), Errors> {
    convert_with(path, &LoadOptions::default())
}

/// [`convert`] for a model whose further files stand in [`LoadOptions::with`].
///
/// # Errors
/// All that is wrong with the files, each with its place and remedy.
pub fn convert_with(path: &Path, options: &LoadOptions) -> Result<(Format, Value), Errors> {
    let mut report = Report::new(&options.name_of(path), options.strict);
    let source = read_source(path, options, &mut report)?;
    converted(source, report)
}

/// [`convert`] for a model in memory, with nothing beside it. `name` stands for the file in messages.
///
/// # Errors
/// All that is wrong with it, each with its place and remedy.
pub fn convert_bytes(name: &str, bytes: &[u8]) -> Result<(Format, Value), Errors> {
    converted(Source::alone(bytes), Report::new(name, false))
}

/// A Smithy JSON AST as IDL: a file for each namespace, that of the service first, each with its namespace and its text.
/// `name` stands for the model in messages.
///
/// # Errors
/// What of the value is no JSON AST, each with its place and remedy.
pub fn idl(name: &str, ast: &Value) -> Result<Vec<(String, String)>, Errors> {
    let mut report = Report::new(name, false);
    ast::read(ast.clone(), &mut report);
    report.checkpoint()?;
    Ok(write::idl(ast))
}

fn converted(source: Source<'_>, mut report: Report) -> Result<(Format, Value), Errors> {
    let (format, mut asts) = asts(source.main, source.beside, &mut report)?;
    report.checkpoint()?;
    match (asts.pop(), asts.is_empty()) {
        (Some(ast), true) => Ok((format, ast)),
        _ => report.fail(
            Place::default(),
            "has files of Smithy 1.0 and of 2.0, which no AST can have at once",
            "Bring the files of 1.0 up to 2.0.",
        ),
    }
}

fn read_source(path: &Path, options: &LoadOptions, report: &mut Report) -> Result<Source<'static>, Errors> {
    let main = match idl::files::collect(path, &options.with, report)? {
        Some(files) => Main::Idl(files),
        None => Main::File(Cow::Owned(json::read_file(path, report)?)),
    };
    let beside = path.parent().map_or(Beside::Nothing, |folder| Beside::Folder(folder.to_owned()));
    let paths = || std::iter::once(path).chain(options.with.iter().map(PathBuf::as_path));
    let files = match &options.beside {
        Some(file) => vec![file.clone()],
        None => paths().filter_map(beside::beside).filter(|file| file.is_file()).collect(),
    };
    let added = files.iter().map(|file| read_added(file, options.strict)).collect::<Result<Vec<_>, _>>()?;
    let found = || paths().filter_map(beside::partitions).find(|file| file.is_file());
    let partitions = match options.partitions.clone().or_else(found) {
        Some(file) => Some(read_added(&file, options.strict)?),
        None => None,
    };
    Ok(Source { main, beside, added, partitions })
}

/// The name and content of a file beside a model.
fn read_added(path: &Path, strict: bool) -> Result<(String, Cow<'static, [u8]>), Errors> {
    let name = path.display().to_string();
    let bytes = json::read_file(path, &mut Report::new(&name, strict))?;
    Ok((name, Cow::Owned(bytes)))
}

impl<'a> Source<'a> {
    /// A model in memory, with nothing beside it.
    fn alone(bytes: &'a [u8]) -> Self {
        Self { main: Main::File(Cow::Borrowed(bytes)), beside: Beside::Nothing, added: Vec::new(), partitions: None }
    }
}

impl Beside<'_> {
    fn read(self, report: &Report) -> Result<Sidecars, Errors> {
        match self {
            Self::Folder(folder) => Sidecars::in_folder(&folder, report.strict()),
            Self::Paginators(name, bytes) => Sidecars::of_paginators(name, bytes, report.strict()),
            Self::Nothing => Ok(Sidecars::default()),
        }
    }
}

fn load_source(mut source: Source<'_>, options: &LoadOptions, mut report: Report) -> Result<Loaded, Errors> {
    let partitions = source.partitions.take();
    let sha256 = source.main.sha256();
    let (format, checked) = checked(source, &mut report)?;
    let mut model = select::select(checked, options, &mut report)?;
    report.checkpoint()?;
    if let Some((name, bytes)) = partitions {
        model.partitions = Some(partitions::read(&name, &bytes)?);
    }
    Ok(Loaded { model, warnings: report.into_warnings(), format, sha256 })
}

/// Everything but the choice of a service.
fn checked(source: Source<'_>, report: &mut Report) -> Result<(Format, Checked), Errors> {
    let (format, asts) = asts(source.main, source.beside, report)?;
    let mut raw = joined(asts, report);
    // Facts that the model's owner does not state count as if they stood in it, so that they are checked as any.
    for (name, bytes) in &source.added {
        report.checkpoint()?;
        let added = beside::add(&mut raw, name, bytes, report.strict())?;
        report.adds(name, added);
    }
    // Members target `smithy.api#String` and its like: later passes find them as any shape.
    prelude::add(&mut raw);
    // A mixin's members and traits count as the shape's own from here on, with what `apply` adds to them.
    mixins::dissolve(&mut raw, report);
    // Smithy 1.0 says defaults by type; 2.0, by trait. Behind the mixins, so that their members are seen too.
    v1::say_defaults(&mut raw);
    // Targets and traits in full: nothing behind this can miss a shape or see JSON.
    let checked = check::check(raw, report);
    report.checkpoint()?;
    // Needs targets that exist: a structure that must contain itself has no value.
    finite::check(&checked.shapes, report);
    report.checkpoint()?;
    Ok((format, checked))
}

/// Every format as JSON ASTs, so that what follows stands once: one, or of IDL one of each version, 1.0 first.
fn asts(main: Main<'_>, beside: Beside<'_>, report: &mut Report) -> Result<(Format, Vec<Value>), Errors> {
    let bytes = match main.sorted(report) {
        Main::Idl(files) => return Ok((Format::SmithyIdl, idl::read(files, report)?)),
        Main::File(bytes) => bytes,
    };
    let value = json::parse(&bytes, report)?;
    if botocore::is_botocore(&value) {
        Ok((Format::Botocore, vec![botocore::convert(value, beside.read(report)?, report)?]))
    } else if ast::is_ast(&value) {
        Ok((Format::SmithyAst, vec![value]))
    } else {
        let message = "is neither a Smithy JSON AST (no `smithy`) nor a botocore service (no `metadata.protocol`)";
        report.fail(Place::default(), message, "Give a .smithy file, a Smithy JSON AST or a service-2.json.")
    }
}

/// The raw shapes of a model; of files of 1.0 and 2.0 as one model of 2.0: what 1.0 leaves unsaid is said before they come together.
fn joined(asts: Vec<Value>, report: &mut Report) -> RawModel {
    let mut raws = asts.into_iter().map(|ast| ast::read(ast, report)).collect::<Vec<_>>().into_iter();
    let mut joined = raws.next().unwrap_or(RawModel {
        version: Version::V2,
        shapes: std::collections::BTreeMap::new(),
        applies: std::collections::BTreeMap::new(),
    });
    for newer in raws {
        prelude::add(&mut joined);
        v1::say_defaults(&mut joined);
        joined.version = Version::V2;
        joined.shapes.extend(newer.shapes);
        for (id, applies) in newer.applies {
            joined.applies.entry(id).or_default().extend(applies);
        }
    }
    joined
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
