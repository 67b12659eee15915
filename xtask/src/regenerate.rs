//! `cargo xtask regenerate`: every generated crate of this repository anew from its model, or a check that it is fresh.

use std::path::{Path, absolute};

use tinsmith::command::paths;
use tinsmith::diff::{self, Colour, DiffOptions, Named};
use tinsmith::generate::{self, GenerateOptions};
use tinsmith::model::{self, LoadOptions};
use tinsmith::output::{self, Change, Regeneration};
use tinsmith::render::manifest::{PackageMetadata, RuntimeSource};

use crate::{Failure, Task, root};

pub(crate) const TASK: Task = Task {
    name: "regenerate",
    usage: "[--check] [--review]",
    about: "Write generated/ anew from model/; --check: only say what differs; --review: show the lines that change",
    run,
};

/// A crate of this repository that is generated.
struct Entry {
    /// Below the root.
    model: &'static str,
    /// The crate's folder below the root.
    folder: &'static str,
    /// Its package.
    package: &'static str,
}

/// All of them: one for each model in `model/`.
const CRATES: &[Entry] = &[Entry { model: "model/workmail.json", folder: "generated/workmail", package: "workmail" }];

/// The package `tinsmith-runtime`, below the root.
const RUNTIME: &str = "codegen/runtime";

/// What a header says to run.
const COMMAND: &str = "cargo xtask regenerate";

/// What the words behind the task ask for.
#[derive(Default)]
struct Flags {
    check: bool,
    review: bool,
}

fn run(words: &[String]) -> Result<(), Failure> {
    let flags = flags(words)?;
    let mut stale = Vec::new();
    for entry in CRATES {
        if output::differs(&regenerate(entry, &flags)?) && flags.check {
            stale.push(entry.folder);
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    Err(Failure::Run(format!("{} is not what its model makes\n  mend it with: {COMMAND}", stale.join(", "))))
}

fn flags(words: &[String]) -> Result<Flags, Failure> {
    let mut flags = Flags::default();
    for word in words {
        match word.as_str() {
            "--check" => flags.check = true,
            "--review" => flags.review = true,
            other => return Err(Failure::Usage(format!("regenerate has no option {other}"))),
        }
    }
    Ok(flags)
}

fn regenerate(entry: &Entry, flags: &Flags) -> Result<Vec<Change>, Failure> {
    let options = options(entry)?;
    let verb = if flags.check { "checking" } else { "regenerating" };
    eprintln!("{verb} {} from {}", entry.folder, entry.model);
    let work = if flags.check { generate::plan } else { generate::write };
    let (generated, changes) = work(&options).map_err(|error| Failure::Run(error.to_string()))?;
    for warning in &generated.warnings {
        eprintln!("warning: {warning}");
    }
    if flags.review || flags.check {
        print!("{}", output::report(&changes));
    } else {
        changes.iter().filter(|change| !change.is_header_only()).for_each(|change| println!("{}", told(entry, change)));
    }
    println!("{}", summary(entry, flags, generated.files.len(), &changes));
    print!("{}", model_changes(&options));
    if !flags.check && !changes.is_empty() {
        println!("review: git diff --stat -- {0}, then git diff -- {0}", entry.folder);
    }
    Ok(changes)
}

/// What the model at hand changes against the one last committed, with the public items of the crate that it touches:
/// the same report that `tinsmith diff --git HEAD` prints. Empty where nothing differs, or outside of a git checkout.
fn model_changes(options: &GenerateOptions) -> String {
    let Ok(old) = diff::load_revision("HEAD", &options.model, &options.load) else { return String::new() };
    let Ok(new) = model::load(&options.model, &options.load) else { return String::new() };
    if old.sha256 == new.sha256 {
        return String::new();
    }
    let name = options.model.display().to_string();
    let before = format!("HEAD:{name}");
    let sides = (Named { name: &before, loaded: &old }, Named { name: &name, loaded: &new });
    match diff::diff(sides.0, sides.1, DiffOptions { docs: true, ..DiffOptions::default() }) {
        Ok(diff) => format!("\n{}", diff::text(&diff, Colour::of(&std::io::stdout()))),
        Err(error) => format!("\nthe model last committed cannot be compared: {error}\n"),
    }
}

fn options(entry: &Entry) -> Result<GenerateOptions, Failure> {
    let root = root();
    let out = root.join(entry.folder);
    let whole = |path: &Path| {
        absolute(path)
            .map_err(|error| Failure::Run(format!("{}: {error}\n  run in a folder that exists", path.display())))
    };
    let runtime = paths::from_folder(&whole(&out)?, &whole(&root.join(RUNTIME))?);
    Ok(GenerateOptions {
        model: root.join(entry.model),
        out,
        package: Some(entry.package.to_owned()),
        load: LoadOptions::default(),
        runtime: RuntimeSource::Path(runtime),
        metadata: PackageMetadata { license: Some(env!("CARGO_PKG_LICENSE").to_owned()), ..PackageMetadata::default() },
        command: Regeneration::Anywhere(COMMAND.to_owned()),
    })
}

fn told(entry: &Entry, change: &Change) -> String {
    let word = match change {
        Change::Missing { .. } => "new",
        Change::Stale { .. } => "changed",
        Change::Orphan { .. } => "removed",
    };
    format!("{word}: {}/{}", entry.folder, change.path())
}

/// `generated/workmail: 152 files written (151 in their first line alone), 0 unchanged, 1 removed`
fn summary(entry: &Entry, flags: &Flags, files: usize, changes: &[Change]) -> String {
    let removed = changes.iter().filter(|change| matches!(change, Change::Orphan { .. })).count();
    let written = changes.len() - removed;
    let unchanged = files.saturating_sub(written);
    let (write, remove) = if flags.check { ("to write", "to remove") } else { ("written", "removed") };
    let headers = match changes.iter().filter(|change| change.is_header_only()).count() {
        0 => String::new(),
        count => format!(" ({count} in their first line alone)"),
    };
    format!("{}: {written} files {write}{headers}, {unchanged} unchanged, {removed} {remove}", entry.folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The repository's folder, wherever the test runs.
    fn repository() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
    }

    #[test]
    fn every_model_has_a_crate_and_every_crate_a_model() {
        let mut models: Vec<String> = paths::models_in(&repository().join("model"))
            .unwrap()
            .iter()
            .map(|path| format!("model/{}", path.file_name().unwrap().to_str().unwrap()))
            .collect();
        models.sort();
        let mut known: Vec<&str> = CRATES.iter().map(|entry| entry.model).collect();
        known.sort_unstable();
        assert_eq!(models, known);
        assert!(repository().join(RUNTIME).join("Cargo.toml").is_file());
    }

    #[test]
    fn the_runtime_is_seen_from_the_crate() {
        for entry in CRATES {
            let Ok(options) = options(entry) else { panic!("{} has options", entry.model) };
            assert_eq!(options.runtime, RuntimeSource::Path("../../codegen/runtime".to_owned()));
        }
    }

    #[test]
    fn other_words_are_refused() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let Err(Failure::Usage(message)) = flags(&words(&["--chek"])) else { panic!("must be refused") };
        assert_eq!(message, "regenerate has no option --chek");
        let Ok(Flags { check: true, review: true }) = flags(&words(&["--check", "--review"])) else {
            panic!("must be taken")
        };
    }
}
