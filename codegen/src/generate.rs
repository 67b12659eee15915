//! The table of contents: load, lower, render, format, plan, one call a line.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use crate::lower::{self, Clash, LowerOptions};
use crate::model::{self, Errors, LoadOptions, Loaded, Problem};
use crate::output::{self, Change, OutputError, Provenance, Regeneration};
use crate::render::{
    self,
    manifest::{PackageMetadata, RuntimeSource},
};
use crate::vendor;

/// What to generate, from what, and to where.
#[derive(Clone, Debug)]
pub struct GenerateOptions {
    /// The model's file or folder; further files of one in Smithy IDL stand in [`LoadOptions::with`].
    pub model: PathBuf,
    /// The folder of the crate.
    pub out: PathBuf,
    /// The package name; by default made of the service's.
    pub package: Option<String>,
    /// Which service and operations, and how strictly.
    pub load: LoadOptions,
    /// Where the crate finds its runtime.
    pub runtime: RuntimeSource,
    /// What the package says of itself when it is published, where that is not in its `Cargo.toml` already.
    pub metadata: PackageMetadata,
    /// What a file's first line says to run to change it.
    pub command: Regeneration,
}

/// A crate in memory.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Path below the crate's folder → text, as in a folder where nothing is.
    pub files: BTreeMap<String, String>,
    /// What takes the place of what a `Cargo.toml` that is there says.
    pub metadata: PackageMetadata,
    /// The lowered crate.
    pub lowered: lower::Lowered,
    /// What the reader should know.
    pub warnings: Vec<String>,
}

/// Why nothing was generated.
#[derive(Debug)]
pub enum GenerateError {
    /// The model is not usable.
    Model(Errors),
    /// `--strict`: names had to be told apart.
    Clashes {
        /// The model's file.
        file: String,
        /// Which names.
        clashes: Vec<Clash>,
    },
    /// A renderer made something that is not Rust: a bug worth reporting.
    Format(String),
    /// The file system refused.
    Output(OutputError),
    /// Files that the crate needs are there and somebody else's: they lack the first line of generated files.
    Foreign(Vec<PathBuf>),
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model(errors) => errors.fmt(f),
            Self::Clashes { file, clashes } => {
                for clash in clashes {
                    writeln!(f, "{file}: {clash}")?;
                }
                f.write_str("  Rename the shapes or members in the model, or leave out --strict to have them numbered.")
            }
            Self::Format(message) => {
                write!(f, "the generator wrote code that is not Rust: {message}\n  please report it with the model")
            }
            Self::Output(error) => error.fmt(f),
            Self::Foreign(paths) => {
                for path in paths {
                    writeln!(f, "{}: is in the way: no generated file, by its first line", path.display())?;
                }
                f.write_str("  choose another folder, or remove what is not needed; nothing was written")
            }
        }
    }
}

impl std::error::Error for GenerateError {}

/// Makes the crate in memory; nothing is written.
///
/// # Errors
/// The model cannot be loaded or lowered, or clashes under `strict`.
pub fn generate(options: &GenerateOptions) -> Result<Generated, GenerateError> {
    let loaded = model::load(&options.model, &load_options(options)).map_err(GenerateError::Model)?;
    generate_loaded(&loaded, options)
}

/// How to load what is to be generated: as the caller says, of a service that speaks what the generator does.
pub fn load_options(options: &GenerateOptions) -> LoadOptions {
    let protocols = if options.load.protocols.is_empty() {
        lower::spoken().map(str::to_owned).collect()
    } else {
        options.load.protocols.clone()
    };
    LoadOptions { protocols, streams: false, ..options.load.clone() }
}

/// [`generate`] for a model that is loaded already.
///
/// # Errors
/// The model cannot be lowered, or clashes under `strict`.
pub fn generate_loaded(loaded: &Loaded, options: &GenerateOptions) -> Result<Generated, GenerateError> {
    let file = options.load.name_of(&options.model);
    let lower_options = LowerOptions {
        package: options.package.clone(),
        file: file.clone(),
        protocols: options.load.protocols.clone(),
    };
    let lowered = lower::lower(&model::without_streams(&loaded.model), &lower_options).map_err(GenerateError::Model)?;
    if options.load.strict && !lowered.clashes.is_empty() {
        return Err(GenerateError::Clashes { file, clashes: lowered.clashes });
    }
    let rendered = render::render(&lowered.krate, &options.runtime, &options.metadata);
    let provenance = provenance(loaded, options);
    let mut files = BTreeMap::new();
    for file in rendered.iter().chain([&output::hash_file(&provenance)]) {
        let text = output::format(file, &provenance).map_err(GenerateError::Format)?;
        files.insert(file.path.clone(), text);
    }
    match options.runtime {
        RuntimeSource::Vendored => {
            files.extend(vendor::files());
        }
        RuntimeSource::Path(_) | RuntimeSource::Version(_) => {}
    }
    let warnings = warnings(&file, loaded.warnings.iter().chain(&lowered.warnings), &lowered.clashes);
    Ok(Generated { files, metadata: options.metadata.clone(), lowered, warnings })
}

fn provenance(loaded: &Loaded, options: &GenerateOptions) -> Provenance {
    let name = options.model.file_name().unwrap_or(options.model.as_os_str());
    Provenance {
        command: match &options.command {
            Regeneration::Anywhere(command) => Regeneration::Anywhere(one_line(command)),
            Regeneration::InCrate(command) => Regeneration::InCrate(one_line(command)),
        },
        model: one_line(&name.to_string_lossy()),
        sha256: loaded.sha256.clone(),
    }
}

/// A header is one line, whatever a file is called.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

fn warnings<'p>(file: &str, problems: impl Iterator<Item = &'p Problem>, clashes: &[Clash]) -> Vec<String> {
    let clashes = clashes.iter().map(|clash| format!("{file}: {clash}"));
    problems.map(ToString::to_string).chain(clashes).collect()
}

/// What would change in the crate's folder.
///
/// # Errors
/// As [`generate`], and where the folder cannot be read.
pub fn plan(options: &GenerateOptions) -> Result<(Generated, Vec<Change>), GenerateError> {
    let generated = generate(options)?;
    let changes = plan_files(&options.out, &generated)?;
    Ok((generated, changes))
}

/// Generates the crate and writes what differs.
///
/// # Errors
/// As [`plan`], and as [`write_files`].
pub fn write(options: &GenerateOptions) -> Result<(Generated, Vec<Change>), GenerateError> {
    let generated = generate(options)?;
    let changes = write_files(&options.out, &generated)?;
    Ok((generated, changes))
}

/// [`plan`] for a crate in memory.
///
/// # Errors
/// The folder cannot be read.
pub fn plan_files(out: &Path, generated: &Generated) -> Result<Vec<Change>, GenerateError> {
    let path = out.join(MANIFEST);
    let Some(fresh) = generated.files.get(MANIFEST) else {
        return output::plan(out, &generated.files).map_err(GenerateError::Output);
    };
    let wanted = match fs::read_to_string(&path) {
        Ok(found) => output::keep(&found, fresh, &generated.metadata),
        // What cannot be read is told by the plan.
        Err(_) => fresh.clone(),
    };
    let mut files = generated.files.clone();
    files.insert(MANIFEST.to_owned(), wanted);
    output::plan(out, &files).map_err(GenerateError::Output)
}

/// The file that a crate and a person share.
const MANIFEST: &str = "Cargo.toml";

/// What would change in a folder that is to hold a copy of a package, which several crates then share.
///
/// # Errors
/// The folder cannot be read.
pub fn plan_copy(folder: &Path, files: &BTreeMap<String, String>) -> Result<Vec<Change>, GenerateError> {
    output::plan(folder, files).map_err(GenerateError::Output)
}

/// Writes a copy of a package, for several crates to share.
///
/// # Errors
/// As [`write_files`].
pub fn write_copy(folder: &Path, files: &BTreeMap<String, String>) -> Result<Vec<Change>, GenerateError> {
    carry_out(folder, plan_copy(folder, files)?)
}

/// [`write()`] for a crate in memory.
///
/// # Errors
/// The folder cannot be read, a file in it would be overwritten that was not generated (nothing is written then), or a
/// file cannot be written.
pub fn write_files(out: &Path, generated: &Generated) -> Result<Vec<Change>, GenerateError> {
    carry_out(out, plan_files(out, generated)?)
}

/// What would change in the folder of a site.
///
/// # Errors
/// The folder cannot be read.
pub fn plan_site(out: &Path, files: &BTreeMap<String, String>) -> Result<Vec<Change>, GenerateError> {
    output::plan_site(out, files).map_err(GenerateError::Output)
}

/// Writes the pages of a site.
///
/// # Errors
/// As [`write_files`].
pub fn write_site(out: &Path, files: &BTreeMap<String, String>) -> Result<Vec<Change>, GenerateError> {
    carry_out(out, plan_site(out, files)?)
}

/// Writes what differs, or nothing where that would overwrite what somebody wrote by hand.
fn carry_out(out: &Path, changes: Vec<Change>) -> Result<Vec<Change>, GenerateError> {
    let foreign: Vec<PathBuf> =
        changes.iter().filter(|change| is_foreign(change)).map(|change| out.join(change.path())).collect();
    if !foreign.is_empty() {
        return Err(GenerateError::Foreign(foreign));
    }
    output::apply(out, &changes).map_err(GenerateError::Output)?;
    Ok(changes)
}

/// Whether a change would overwrite what somebody wrote by hand.
fn is_foreign(change: &Change) -> bool {
    match change {
        Change::Stale { found, .. } => !output::is_ours(found),
        Change::Missing { .. } | Change::Orphan { .. } => false,
    }
}
