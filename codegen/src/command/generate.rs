//! `tinsmith generate`: models in, crates out, or the question whether they would be any different.

use std::fs;
use std::path::{Path, PathBuf, absolute};

use serde_json::Value;

use super::args::{Arguments, Opt, QUIET};
use super::console::Console;
use super::entry::Command;
use super::exit::Exit;
use super::failure::Failure;
use super::input::{self, Input};
use super::paths;
use crate::generate::{self, GenerateOptions};
use crate::model::{LoadOptions, is_idl_folder};
use crate::names;
use crate::output::{self, Change, Regeneration};
use crate::render::manifest::{PackageMetadata, RUNTIME_FOLDER, RuntimeSource};
use crate::vendor;

pub(super) const COMMAND: Command = Command {
    name: "generate",
    about: "Write the Rust crate of a model, or check that it is up to date",
    help: HELP,
    options: &[
        Opt::value("out", "DIR").or('o'),
        Opt::value("package", "NAME"),
        Opt::value("service", "ID"),
        Opt::value("operations", "A,B"),
        Opt::value("protocol", "ID"),
        Opt::value("beside", "FILE"),
        Opt::value("partitions", "FILE"),
        Opt::value("runtime", "vendored"),
        Opt::value("runtime-path", "DIR"),
        Opt::value("runtime-version", "V"),
        Opt::value("package-version", "V"),
        Opt::value("license", "SPDX"),
        Opt::value("repository", "URL"),
        Opt::value("authors", "A,B"),
        Opt::switch("strict"),
        Opt::switch("check"),
        QUIET,
    ],
    run,
};

const HELP: &str = "\
Write the Rust crate of a model, or check that it is up to date

Usage: tinsmith generate MODEL… --out DIR [options]

MODEL is a .smithy file, a folder of them (smithy-build.json in it says where its sources are), a Smithy JSON AST
(1.0 or 2.0) or a botocore service-2.json; `-` is the standard input. Several .smithy files, and folders of them, are
one model. With one model, DIR is the folder of the crate. With several, or with a folder that is searched for models,
each crate gets a folder below DIR, named as its package; a model that fails does not keep the others from being done.

Only files that differ are written. Files that tinsmith wrote earlier and that are no longer part of the crate are
removed. A file without tinsmith's first line is never touched: if one is in the way, nothing is written.

Options:
  -o, --out DIR          Where the crate goes
  --package NAME         Its package name; by default made of the service's: `SSO Admin`, an SDK id, gives ssoadmin,
                         a shape ParcelTracking gives parcel-tracking
  --service ID           The service, by name or absolute id, where the file has several
  --operations A,B       These operations and what they reach, nothing else; may be given several times
  --protocol ID          The protocol to speak, by name or absolute id: awsJson1_0, awsJson1_1, rpcv2Cbor; by default
                         the first of these in the service's order
  --beside FILE          Add the traits that this file gives to the model's shapes; by default NAME.tinsmith.json
                         beside NAME.json, if it is there
  --partitions FILE      The partitions.json that the model's endpoint test cases were written for, where it is older
                         than the client's own; by default NAME.partitions.json beside NAME.json, if it is there
  --runtime vendored     Carry the sources of tinsmith-runtime along, in the folder tinsmith-runtime of the crate; of
                         several crates, in the one beside them. This is the default: the crate compiles as it is
  --runtime-path DIR     Take tinsmith-runtime from this folder (from the working directory; written into Cargo.toml
                         as seen from the crate)
  --runtime-version V    Take tinsmith-runtime from the registry in this version
  --package-version V    The package's version; a new crate starts with 0.1.0. This and the next three are kept in the
                         crate's Cargo.toml: give them once, or edit them there
  --license SPDX         Its licence, such as MIT or 'MIT OR Apache-2.0'; a new crate has none
  --repository URL       Where its sources are
  --authors A,B          Who wrote it, each as 'Name <name@example.com>'; may be given several times
  --strict               Make every warning an error: unknown traits, operations left out, names told apart
  --check                Write nothing; report what is stale, missing or left over
  -q, --quiet            Print warnings and errors alone
  -h, --help             This text

Examples:
  tinsmith generate workmail.json --out generated/workmail
  tinsmith generate weather.smithy --out generated/weather
  tinsmith generate model/ --out generated/weather
  tinsmith generate service.smithy types.smithy --out generated/weather
  tinsmith generate workmail.json --out workmail --operations ListUsers,CreateUser
  tinsmith generate workmail.json --out generated/workmail --runtime-path ../tinsmith/codegen/runtime
  tinsmith generate workmail.json --out generated/workmail --check
  tinsmith generate models/ --out generated
";

/// Stands for a crate's folder before its name is known. No package can have this name.
const ANY_PACKAGE: &str = "-";

/// What the command line asks for.
struct Request {
    /// The models, and whether each was named or found in a folder.
    models: Vec<(Input, Origin)>,
    layout: Layout,
    package: Option<String>,
    load: LoadOptions,
    runtime: RuntimeSource,
    metadata: PackageMetadata,
    /// The folder of the copy that all crates share, where they share one.
    shared_runtime: Option<PathBuf>,
    mode: Mode,
    /// The options that shape a crate, as words of the command that makes it anew in its folder.
    shaping: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Named,
    Found,
}

/// Where crates go.
enum Layout {
    /// The one crate is this folder.
    Crate(PathBuf),
    /// Each crate is a folder below this one.
    Below(PathBuf),
}

enum Mode {
    Write,
    /// With the command that mends what is found.
    Check(String),
}

/// How the run went for one model.
enum Outcome {
    /// The crate in this folder is as it should be now.
    Fresh(PathBuf),
    /// `--check`: the crate in this folder is not.
    Differs(PathBuf),
}

fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let request = Request::read(arguments)?;
    match &request.layout {
        Layout::Crate(_) => only(&request, console),
        Layout::Below(_) => each(&request, console),
    }
}

fn only(request: &Request, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let Some((model, _)) = request.models.first() else {
        return Err(Failure::usage("no model is given", "name a model file"));
    };
    let outcome = one(request, model, &[], console)?;
    Ok(conclude(request, matches!(outcome, Outcome::Differs(_)), console))
}

/// One crate a model; failures are told as they come and counted at the end.
fn each(request: &Request, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let count = request.models.len();
    let mut taken: Vec<(PathBuf, &Input)> = Vec::new();
    let mut failed: Vec<String> = Vec::new();
    let mut differs = false;
    for (index, (model, origin)) in request.models.iter().enumerate() {
        console.progress(&format!("{}/{count} {model}", index + 1));
        match one(request, model, &taken, console) {
            Ok(Outcome::Fresh(folder)) => taken.push((folder, model)),
            Ok(Outcome::Differs(folder)) => {
                taken.push((folder, model));
                differs = true;
            }
            Err(_) if *origin == Origin::Found && has_no_service(&model.path) => {
                console.err(&format!("warning: {model}: skipped, it defines no service"));
            }
            Err(failure) => {
                console.tell(&failure);
                failed.push(model.to_string());
            }
        }
    }
    if let Some(folder) = request.shared_runtime.as_ref().filter(|_| !taken.is_empty()) {
        for package in vendor::folders() {
            differs |= matches!(copy(request, &folder.join(package), package, console)?, Outcome::Differs(_));
        }
    }
    let exit = conclude(request, differs, console);
    if failed.is_empty() {
        return Ok(exit);
    }
    let message = format!("{} of {count} models failed: {}", failed.len(), failed.join(", "));
    Err(Failure::run(message, "the others are done; mend these, or name the models without them"))
}

/// Makes one crate and writes or compares it. `taken` are the folders that this run has filled already.
fn one(
    request: &Request,
    model: &Input,
    taken: &[(PathBuf, &Input)],
    console: &mut Console<'_>,
) -> Result<Outcome, Failure> {
    let options = request.options(model)?;
    let loaded = input::load(model, &generate::load_options(&options))?;
    let generated = generate::generate_loaded(&loaded, &options)?;
    console.warnings(&generated.warnings);
    let package = &generated.lowered.krate.package;
    let folder = match &request.layout {
        Layout::Crate(folder) => folder.clone(),
        Layout::Below(folder) => folder.join(package),
    };
    if let Some((_, other)) = taken.iter().find(|(known, _)| *known == folder) {
        let message = format!("{model}: its package is {package}, and so is that of {other}");
        return Err(Failure::run(message, "generate it alone, with a --package of its own"));
    }
    match &request.mode {
        Mode::Write => {
            let changes = generate::write_files(&folder, &generated)?;
            console.say(&summary(&folder, generated.files.len(), &changes))?;
            Ok(Outcome::Fresh(folder))
        }
        Mode::Check(_) => compare(&folder, generated.files.len(), &generate::plan_files(&folder, &generated)?, console),
    }
}

/// The copy of a package that several crates share.
fn copy(request: &Request, folder: &Path, package: &str, console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let files = vendor::files_of(package);
    match &request.mode {
        Mode::Write => {
            let changes = generate::write_copy(folder, &files)?;
            console.say(&summary(folder, files.len(), &changes))?;
            Ok(Outcome::Fresh(folder.to_owned()))
        }
        Mode::Check(_) => compare(folder, files.len(), &generate::plan_copy(folder, &files)?, console),
    }
}

/// `--check`: says what differs.
fn compare(folder: &Path, files: usize, changes: &[Change], console: &mut Console<'_>) -> Result<Outcome, Failure> {
    let report = output::report(changes);
    if output::differs(changes) {
        console.say(&format!("{}:\n{report}", folder.display()))?;
        return Ok(Outcome::Differs(folder.to_owned()));
    }
    console.say(&format!("{}: up to date, {files} files\n{report}", folder.display()))?;
    Ok(Outcome::Fresh(folder.to_owned()))
}

/// After `--check`: what mends the differences.
fn conclude(request: &Request, differs: bool, console: &mut Console<'_>) -> Exit {
    match &request.mode {
        Mode::Check(mend) if differs => {
            console.err(&format!("error: what is there is not what the model makes\n  mend it with: {mend}"));
            Exit::Failure
        }
        Mode::Check(_) | Mode::Write => Exit::Success,
    }
}

/// `out/workmail: 3 files written, 149 unchanged, 1 removed`
fn summary(folder: &Path, files: usize, changes: &[Change]) -> String {
    let removed = changes.iter().filter(|change| matches!(change, Change::Orphan { .. })).count();
    let written = changes.len() - removed;
    let unchanged = files.saturating_sub(written);
    let files = if written == 1 { "file" } else { "files" };
    format!("{}: {written} {files} written, {unchanged} unchanged, {removed} removed\n", folder.display())
}

impl Request {
    fn read(arguments: &Arguments) -> Result<Self, Failure> {
        let (models, one) = models(&arguments.files)?;
        let Some(out) = arguments.path("out")? else {
            return Err(Failure::usage("--out is missing", "say where the crate goes: --out DIR"));
        };
        let layout = if one { Layout::Crate(out) } else { Layout::Below(out) };
        let package = arguments.text("package")?.map(checked_package).transpose()?;
        let load = LoadOptions {
            with: Vec::new(),
            service: arguments.text("service")?,
            operations: arguments.texts("operations")?,
            protocols: arguments.text("protocol")?.into_iter().collect(),
            beside: arguments.path("beside")?,
            streams: false,
            partitions: arguments.path("partitions")?,
            strict: arguments.has("strict"),
        };
        let chooses =
            package.is_some() || load.service.is_some() || !load.operations.is_empty() || load.beside.is_some();
        if chooses && matches!(layout, Layout::Below(_)) {
            let message = "--package, --service, --operations and --beside need one model file";
            return Err(Failure::usage(message, "run `tinsmith generate` once for each model that needs them"));
        }
        let (runtime, shared_runtime) = share(runtime(arguments, &layout)?, &layout);
        let mode = if arguments.has("check") { Mode::Check(mending(arguments)) } else { Mode::Write };
        let shaping = shaping(arguments, &layout, &runtime)?;
        Ok(Self {
            models,
            layout,
            package,
            load,
            runtime,
            metadata: metadata(arguments)?,
            shared_runtime,
            mode,
            shaping,
        })
    }

    fn options(&self, model: &Input) -> Result<GenerateOptions, Failure> {
        let (Layout::Crate(out) | Layout::Below(out)) = &self.layout;
        Ok(GenerateOptions {
            model: model.path.clone(),
            out: out.clone(),
            package: self.package.clone(),
            load: model.options(&self.load),
            runtime: self.runtime.clone(),
            metadata: self.metadata.clone(),
            command: Regeneration::InCrate(self.command(model)?),
        })
    }

    /// What a generated file says to run in the crate's folder: whatever the working directory of this run is.
    fn command(&self, model: &Input) -> Result<String, Failure> {
        let mut words = vec!["tinsmith".to_owned(), "generate".to_owned()];
        for path in std::iter::once(&model.path).chain(&model.with) {
            let path = if input::is_stdin(path) { "-".to_owned() } else { seen_from_crate(&self.layout, path)? };
            words.push(quoted(&path));
        }
        words.push("--out .".to_owned());
        Ok(words.into_iter().chain(self.shaping.iter().cloned()).collect::<Vec<_>>().join(" "))
    }
}

/// What the package is to say of itself.
fn metadata(arguments: &Arguments) -> Result<PackageMetadata, Failure> {
    let version = arguments.text("package-version")?;
    if let Some(error) = version.as_deref().and_then(|version| semver::Version::parse(version).err()) {
        let message = format!("--package-version {:?} is no version: {error}", version.unwrap_or_default());
        return Err(Failure::usage(message, "give three numbers, such as 1.2.3 or 1.0.0-beta.1"));
    }
    Ok(PackageMetadata {
        version,
        license: arguments.text("license")?,
        repository: arguments.text("repository")?,
        authors: arguments.texts("authors")?,
    })
}

/// A path as a file in the crate's folder names it.
fn seen_from_crate(layout: &Layout, path: &Path) -> Result<String, Failure> {
    let krate = match layout {
        Layout::Crate(out) => out.clone(),
        Layout::Below(out) => out.join(ANY_PACKAGE),
    };
    let whole = |path: &Path| {
        absolute(path).map_err(|error| {
            let message = format!("{}: cannot be made an absolute path: {error}", path.display());
            Failure::run(message, "run from a folder that exists")
        })
    };
    Ok(paths::from_folder(&whole(&krate)?, &whole(path)?))
}

/// Options with a value that a first line need not repeat: where the crate goes, and what `Cargo.toml` keeps.
const NOT_REPEATED: [&str; 5] = ["out", "package-version", "license", "repository", "authors"];

/// The options that shape the content: every other one that has a value. A switch says how strictly to look, and
/// changes no byte.
fn shaping(arguments: &Arguments, layout: &Layout, runtime: &RuntimeSource) -> Result<Vec<String>, Failure> {
    let mut words = Vec::new();
    for Opt { name, .. } in
        COMMAND.options.iter().filter(|option| option.value.is_some() && !NOT_REPEATED.contains(&option.name))
    {
        let values = match (*name, runtime) {
            // A copy that several crates share is, for each of them, a folder like any other.
            ("runtime", RuntimeSource::Path(_)) => Vec::new(),
            ("runtime-path", RuntimeSource::Path(path)) => vec![path.clone()],
            ("beside" | "partitions", _) => match arguments.path(name)? {
                Some(file) => vec![seen_from_crate(layout, &file)?],
                None => Vec::new(),
            },
            _ => arguments.every(name)?,
        };
        words.extend(values.iter().map(|value| format!("--{name} {}", quoted(value))));
    }
    Ok(words)
}

/// The models that the arguments name, and whether it is one alone.
fn models(named: &[PathBuf]) -> Result<(Vec<(Input, Origin)>, bool), Failure> {
    match input::models(named).as_slice() {
        [] => Err(Failure::usage(
            "no model is given",
            "name a .smithy file, a folder of them, a Smithy JSON AST or a botocore service-2.json",
        )),
        [model] if !model.path.is_dir() || is_idl_folder(&model.path) => {
            Ok((vec![(model.clone(), Origin::Named)], true))
        }
        several => {
            let mut models = Vec::new();
            for model in several {
                if model.path.is_dir() && is_idl_folder(&model.path) {
                    models.push((model.clone(), Origin::Named));
                } else if model.path.is_dir() {
                    let found = found_in(&model.path)?;
                    models.extend(found.into_iter().map(|model| (Input::one(model), Origin::Found)));
                } else if input::is_stdin(&model.path) {
                    return Err(Failure::usage(
                        "`-` is the standard input, alone",
                        "name files, or `-` and nothing else",
                    ));
                } else {
                    models.push((model.clone(), Origin::Named));
                }
            }
            Ok((models, false))
        }
    }
}

fn found_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let models = paths::models_in(folder).map_err(|(path, error)| {
        Failure::run(format!("{}: cannot be listed: {error}", path.display()), "make the folder readable")
    })?;
    if models.is_empty() {
        let message = format!("{}: is a folder without a model (no *.json or *.smithy in it)", folder.display());
        return Err(Failure::run(message, "name a model file, or a folder that has some"));
    }
    Ok(models)
}

/// Whether a file is sound JSON that cannot be a service's model, such as a list of `apply` statements.
pub(super) fn has_no_service(path: &Path) -> bool {
    let Some(value) = fs::read(path).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok()) else {
        return false;
    };
    let botocore = value.pointer("/metadata/protocol").is_some();
    let shapes = value.get("shapes").and_then(Value::as_object);
    let service = |shape: &Value| shape.get("type").and_then(Value::as_str) == Some("service");
    !botocore && !shapes.is_some_and(|shapes| shapes.values().any(service))
}

/// A name that Cargo takes for a package.
fn checked_package(name: String) -> Result<String, Failure> {
    let letters = name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    // Only a whole word can be one that is kept.
    let kept = plain == name && names::package_name(&name) != name.to_ascii_lowercase();
    if letters && !kept && name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return Ok(name);
    }
    let message = format!("--package {name:?} is not a name that Cargo takes for a package");
    Err(Failure::usage(message, "use letters, digits, `-` and `_`, a letter first, and no word that Rust keeps"))
}

/// Where the crate's Cargo.toml is to find the runtime.
fn runtime(arguments: &Arguments, layout: &Layout) -> Result<RuntimeSource, Failure> {
    match arguments.text("runtime")?.as_deref() {
        None => {}
        Some("vendored") if arguments.has("runtime-path") || arguments.has("runtime-version") => {
            let message = "--runtime vendored excludes --runtime-path and --runtime-version";
            return Err(Failure::usage(message, "give the one that the crate's Cargo.toml is to name"));
        }
        Some("vendored") => {}
        Some(other) => {
            let remedy = "say --runtime vendored, --runtime-path DIR or --runtime-version V";
            return Err(Failure::usage(format!("--runtime {other:?} is no place for the runtime"), remedy));
        }
    }
    match (arguments.path("runtime-path")?, arguments.text("runtime-version")?) {
        (Some(_), Some(_)) => Err(Failure::usage(
            "--runtime-path and --runtime-version exclude each other",
            "give the one that the crate's Cargo.toml is to name",
        )),
        (None, None) => Ok(RuntimeSource::Vendored),
        (None, Some(version)) => match semver::VersionReq::parse(&version) {
            Ok(_) => Ok(RuntimeSource::Version(version)),
            Err(error) => Err(Failure::usage(
                format_args!("--runtime-version {version:?} is not a version that Cargo takes: {error}"),
                "give one such as 0.1, 1.2.3 or \">=1.2, <1.5\"",
            )),
        },
        (Some(folder), None) => {
            if !folder.join("Cargo.toml").is_file() {
                let message = format!("--runtime-path {}: there is no Cargo.toml in it", folder.display());
                return Err(Failure::run(message, "name the folder of the package tinsmith-runtime"));
            }
            Ok(RuntimeSource::Path(seen_from_crate(layout, &folder)?))
        }
    }
}

/// Crates beside each other share one copy of the runtime and of what clients call, beside them: one workspace cannot hold
/// two packages of one name and version. Gives the folder that holds the copies, too.
fn share(runtime: RuntimeSource, layout: &Layout) -> (RuntimeSource, Option<PathBuf>) {
    match (runtime, layout) {
        (RuntimeSource::Vendored, Layout::Below(out)) => {
            (RuntimeSource::Path(format!("../{RUNTIME_FOLDER}")), Some(out.clone()))
        }
        (runtime, Layout::Below(_) | Layout::Crate(_)) => (runtime, None),
    }
}

/// The command as it was given, without `--check`.
fn mending(arguments: &Arguments) -> String {
    let words = arguments.words.iter().filter(|word| *word != "--check").map(|word| quoted(&word.to_string_lossy()));
    std::iter::once("tinsmith generate".to_owned()).chain(words).collect::<Vec<_>>().join(" ")
}

/// A word as a POSIX shell takes it for one.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./,:=@%+#\\".contains(letter);
    let starts_plain = !word.starts_with('#') && !word.contains('\\');
    if !word.is_empty() && starts_plain && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_a_shell_would_part_them() {
        for (word, shown) in [
            ("a/b-1.json", "a/b-1.json"),
            ("ListUsers,CreateUser", "ListUsers,CreateUser"),
            ("com.a#B", "com.a#B"),
            ("#a", "'#a'"),
            ("", "''"),
            ("a b", "'a b'"),
            ("it's", r"'it'\''s'"),
            ("$HOME", "'$HOME'"),
            (r"a\b", r"'a\b'"),
        ] {
            assert_eq!(quoted(word), shown);
        }
    }

    #[test]
    fn a_package_name_is_one_that_cargo_takes() {
        for name in ["workmail", "aws-sdk-workmail", "a_b", "W2", "my-test"] {
            assert_eq!(checked_package(name.to_owned()).unwrap(), name);
        }
        for name in ["", "2w", "a b", "a/b", "..", "test", "fn", "-a", "ä"] {
            assert!(checked_package(name.to_owned()).is_err(), "{name:?}");
        }
    }
}
