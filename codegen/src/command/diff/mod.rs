//! `tinsmith diff`: what changed between two models, whom it breaks, and the version bump that it needs.

mod releases;
mod report;
mod sides;
mod version;

use super::args::{Arguments, Opt, QUIET};
use super::console::Console;
use super::entry::Command;
use super::exit::Exit;
use super::failure::Failure;
use super::release;
use super::settings;
use crate::diff::{self, Diff, DiffOptions, Severity};
use crate::lower::{self, LowerOptions};
use crate::model::{Lines, LoadOptions};
use report::{Compared, Format, Many};
use sides::Side;

pub(super) const COMMAND: Command = Command {
    name: "diff",
    about: "Compare two models: what changed, whom it breaks, which version bump it needs",
    help: HELP,
    options: &[
        Opt::value("git", "REV"),
        Opt::switch("history"),
        Opt::value("format", "FORMAT").of(&[
            "text",
            "markdown",
            "json",
            "changelog",
            "api-changes",
            "github",
            "sarif",
            "junit",
        ]),
        Opt::value("fail-on", "SEVERITY").of(&["compatible", "risky", "breaking"]),
        Opt::switch("exit-code"),
        Opt::switch("check-version"),
        Opt::value("old-version", "VERSION"),
        Opt::value("new-version", "VERSION"),
        Opt::switch("docs"),
        Opt::value("by", "WHAT").of(&["cause", "operation", "change"]),
        Opt::value("only", "SEVERITY").of(&["compatible", "risky", "breaking"]),
        Opt::value("operation", "NAME"),
        Opt::value("config", "FILE"),
        Opt::value("accept", "ID"),
        Opt::value("reason", "TEXT"),
        Opt::value("until", "DAY"),
        Opt::switch("rules"),
        Opt::value("explain", "RULE"),
        Opt::switch("no-items"),
        Opt::switch("all-items"),
        Opt::value("date", "DAY"),
        Opt::value("notes", "FILE"),
        Opt::value("service", "ID"),
        Opt::value("protocol", "ID"),
        Opt::value("color", "WHEN").of(&["auto", "always", "never"]),
        QUIET,
    ],
    run,
};

const HELP: &str = "\
Compare two models: what changed, whom it breaks, which version bump it needs

Usage: tinsmith diff OLD NEW [--format FORMAT] [--fail-on SEVERITY] [--docs]
       tinsmith diff OLD_DIR NEW_DIR
       tinsmith diff --git REV MODEL …
       tinsmith diff --history MODEL
       tinsmith diff OLD NEW --config FILE --accept ID --reason TEXT [--until DAY]
       tinsmith diff --rules

Each side is a .smithy file, a folder of them, a Smithy JSON AST or a botocore service-2.json; of two formats, only
what both can say is compared. With --git, MODEL may be several .smithy files. One side may be `-`, the standard input.
Two folders of models that are not IDL are two releases: all their models are compared, by service.

Options:
  --git REV           Compare MODEL with what it was in this revision of its git repository; A..B compares what it was
                      in two of them
  --history           A report for each revision in which MODEL changed, the newest first; --git A..B bounds them
  --format FORMAT     text (default), markdown, json, changelog, or api-changes: the form of the public API change pages
                      For pipelines: github (annotations), sarif (2.1.0) or junit, which point at lines of the new
                      model; a line on the error stream then sums up
  --fail-on SEVERITY  Exit with 1 if a change is at least this bad: compatible, risky or breaking. What is accepted does
                      not count
  --exit-code         Let the exit code tell the worst change that is not accepted: 3 compatible, 4 risky, 5 breaking
  --check-version     Exit with 1 if the crate's version does not go as far as the diff asks for, by the rules of Cargo
  --old-version VERSION
                      The version of the crate of OLD, or the Cargo.toml that has it
  --new-version VERSION
                      That of NEW; with --git REV and a Cargo.toml, the old version is the one of that revision
  --docs              Compare documentation, too
  --by WHAT           What one entry of the text is: a cause (default: an edit with all its places), an operation or a
                      change
  --only SEVERITY     Report changes of this severity; may be given several times. --fail-on still sees all
  --operation NAME    Report what touches this operation; may be given several times. --fail-on sees nothing else
  --config FILE       What is decided here, as TOML: [severity] by aspect, and [[accepted]] changes, which fail no run.
                      What is accepted and not in the diff, or not any more, is an error
  --accept ID         Add the change to the accepted ones of --config, with the --reason; may be given several times
  --reason TEXT       Why it is accepted
  --until DAY         The last day on which it is, such as 2026-12-31
  --rules             List every rule with its verdicts for requests and for responses, and compare nothing
  --explain RULE      Why a rule, or all of an aspect, give their verdicts: pattern, pattern.changed.looser
  --no-items          Leave the public items of the crate out
  --all-items         List all of them, however many
  --date DAY          The day of the release, such as 2024-10-30, for the title of api-changes
  --notes FILE        What its makers say of it, for api-changes: a text, or botocore's .changes/VERSION.json
  --service ID        The service, by name or absolute id, where a file has several
  --protocol ID       The protocol of the crate, by name or absolute id; by default the first of the service's that is
                      spoken
  --color WHEN        auto (default: at a terminal), always or never
  -q, --quiet         Print nothing but errors: the exit code says it all
  -h, --help          This text

Examples:
  tinsmith diff workmail-old.json workmail.json
  tinsmith diff --git HEAD~1 model/workmail.json --format markdown
  tinsmith diff --git origin/main model/workmail.json --fail-on breaking
  tinsmith diff --git origin/main model/workmail.json --check-version --new-version generated/workmail/Cargo.toml
  tinsmith diff botocore-1.35.51/botocore/data botocore-1.35.52/botocore/data
  tinsmith diff --history model/workmail.json --no-items
  tinsmith diff old.json new.json --format api-changes --date 2024-10-30 --notes notes.txt
";

fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    // Exit code 1 says that `--fail-on` found something, so that models which cannot be compared are 2.
    compare(arguments, console).map_err(Failure::into_input)
}

fn compare(arguments: &Arguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    if arguments.has("rules") {
        console.out(&diff::rules_text())?;
        return Ok(Exit::Success);
    }
    if let Some(id) = arguments.text("explain")? {
        let text = diff::explain_rule(&id).ok_or_else(|| {
            Failure::usage(format_args!("there is no rule {id:?}"), "`tinsmith diff --rules` lists them")
        })?;
        console.out(&text)?;
        return Ok(Exit::Success);
    }
    let accepted = arguments.texts("accept")?;
    if accepted.is_empty() && (arguments.text("reason")?.is_some() || arguments.text("until")?.is_some()) {
        return Err(Failure::usage("--reason and --until are said of what is accepted", "add --accept ID"));
    }
    if !accepted.is_empty() && arguments.path("config")?.is_none() {
        return Err(Failure::usage("--accept is given without --config", "name the FILE to write to"));
    }
    let limit = limit(arguments)?;
    if limit.is_some() && arguments.has("exit-code") {
        return Err(Failure::usage("--fail-on and --exit-code exclude each other", "leave one of the two out"));
    }
    let versions = version::versions(arguments)?;
    let format = report::format(arguments, limit)?;
    let protocols: Vec<String> = arguments.text("protocol")?.into_iter().collect();
    let load = LoadOptions {
        service: arguments.text("service")?,
        protocols: protocols.clone(),
        streams: true,
        ..LoadOptions::default()
    };
    let options = DiffOptions { docs: arguments.has("docs"), protocols };
    let with_pages = format == Format::ApiChanges;
    if !with_pages && (arguments.text("date")?.is_some() || arguments.path("notes")?.is_some()) {
        return Err(Failure::usage("--date and --notes stand on the page of api-changes", "add --format api-changes"));
    }
    let compared = |old: Side, new: Side| -> Result<Compared, Failure> {
        let diff = one(&old, &new, &options)?;
        let lines = if format.has_lines() { new.lines() } else { Lines::default() };
        let models = with_pages.then_some((old.loaded, new.loaded));
        Ok(Compared { diff, heading: String::new(), models, lines })
    };
    let chosen = Chosen::of(arguments)?;
    if let Some(mut many) = many(arguments, &load, &compared, console)? {
        if versions.is_some() || !accepted.is_empty() || arguments.has("date") || arguments.has("notes") {
            return Err(Failure::usage(
                "--check-version, --accept, --date and --notes are of one pair of models",
                "give two files, or leave them out",
            ));
        }
        if let Some(file) = arguments.path("config")? {
            settings::judge(&file, many.compared.iter_mut().map(|one| &mut one.diff).collect())?;
        }
        let diffs: Vec<Diff> = many.compared.iter().map(|one| chosen.counted(&one.diff)).collect();
        for (one, diff) in many.compared.iter_mut().zip(&diffs) {
            one.diff = chosen.shown(diff);
        }
        many.compared.retain(|one| !one.diff.is_empty());
        console.say(&report::report_many(&many, format, &report::style(arguments)?)?)?;
        if format.has_lines() {
            console.progress(&report::line_of_many(&many));
        }
        return Ok(exit(&diffs, limit, arguments.has("exit-code")));
    }
    let (old, new) = sides::sides(arguments, &load)?;
    let release = release::release(arguments, &new.loaded.model)?;
    let mut compared = compared(old, new)?;
    if let Some(file) = arguments.path("config")? {
        if !accepted.is_empty() {
            return settings::accept(arguments, &file, &compared.diff, &accepted, console);
        }
        settings::judge(&file, vec![&mut compared.diff])?;
    }
    let diff = chosen.counted(&compared.diff);
    compared.diff = chosen.shown(&diff);
    console.say(&report::report(&compared, format, &report::style(arguments)?, &release)?)?;
    if format.has_lines() {
        console.progress(&diff::summary_line(&diff));
    }
    let enough = match &versions {
        Some(versions) => version::check(&diff, versions, console)?,
        None => true,
    };
    Ok(if enough { exit(&[diff], limit, arguments.has("exit-code")) } else { Exit::Failure })
}

/// Many diffs, where the arguments ask for those of two folders or of a file's history.
fn many(
    arguments: &Arguments,
    options: &LoadOptions,
    compared: &releases::Compare<'_>,
    console: &mut Console<'_>,
) -> Result<Option<Many>, Failure> {
    let range = arguments.text("git")?;
    match arguments.files.as_slice() {
        [file] if arguments.has("history") => releases::history(file, range.as_deref(), options, compared).map(Some),
        files if arguments.has("history") => Err(Failure::usage(
            format_args!("diff --history takes one model, {} given", files.len()),
            "give the FILE whose history is read; --git A..B bounds it",
        )),
        [old, new] if range.is_none() && releases::are_folders(old, new) => {
            releases::compare(old, new, options, compared, console).map(Some)
        }
        _ => Ok(None),
    }
}

/// What of a diff is looked at.
struct Chosen {
    operations: Vec<String>,
    severities: Vec<Severity>,
}

impl Chosen {
    fn of(arguments: &Arguments) -> Result<Self, Failure> {
        Ok(Self { operations: arguments.texts("operation")?, severities: severities(&arguments.texts("only")?)? })
    }

    /// What `--fail-on` sees.
    fn counted(&self, diff: &Diff) -> Diff {
        touching(diff.clone(), &self.operations)
    }

    /// What of that is reported.
    fn shown(&self, diff: &Diff) -> Diff {
        of_severities(diff, &self.severities)
    }
}

/// The difference between two models.
fn one(old: &Side, new: &Side, options: &DiffOptions) -> Result<Diff, Failure> {
    if !options.protocols.is_empty() {
        for side in [old, new] {
            let protocols = options.protocols.clone();
            let options = LowerOptions { file: side.name.clone(), protocols, ..LowerOptions::default() };
            lower::choose_protocol(&side.loaded.model, &options)?;
        }
    }
    diff::diff(old.named(), new.named(), options.clone()).map_err(|error| Failure::Run(vec![error.to_string()]))
}

/// How the run ends: as `--fail-on` or `--exit-code` ask.
fn exit(diffs: &[Diff], limit: Option<Severity>, by_severity: bool) -> Exit {
    let counted = diffs.iter().flat_map(|diff| &diff.changes).filter(|change| change.accepted.is_none());
    let worst = counted.map(|change| change.severity).max();
    match (worst, limit) {
        (Some(worst), _) if by_severity => Exit::Differs(worst),
        (Some(worst), Some(limit)) if worst >= limit => Exit::Failure,
        _ => Exit::Success,
    }
}

fn limit(arguments: &Arguments) -> Result<Option<Severity>, Failure> {
    let Some(name) = arguments.text("fail-on")? else { return Ok(None) };
    severity(&name).map(Some)
}

fn severities(names: &[String]) -> Result<Vec<Severity>, Failure> {
    names.iter().map(|name| severity(name)).collect()
}

fn severity(name: &str) -> Result<Severity, Failure> {
    Severity::from_name(name).ok_or_else(|| {
        Failure::usage(format_args!("there is no severity {name:?}"), "give breaking, risky or compatible")
    })
}

/// What touches one of the operations; everything where none is named.
fn touching(diff: Diff, operations: &[String]) -> Diff {
    if operations.is_empty() {
        return diff;
    }
    let touches = |change: &diff::Change| operations.iter().any(|name| change.operations.contains(name));
    diff.narrowed(touches)
}

fn of_severities(diff: &Diff, severities: &[Severity]) -> Diff {
    if severities.is_empty() { diff.clone() } else { diff.narrowed(|change| severities.contains(&change.severity)) }
}
