//! `tinsmith diff`: what changed between two models, whom it breaks, and the version bump that it needs.

use std::path::Path;

use super::args::{Arguments, Opt, QUIET};
use super::console::Console;
use super::entry::Command;
use super::exit::Exit;
use super::failure::Failure;
use super::input;
use super::release;
use super::settings;
use crate::diff::{self, Colour, Diff, DiffOptions, Grouping, Named, Severity, ShownItems, TextOptions};
use crate::lower::{self, LowerOptions};
use crate::model::{self, LoadOptions, Loaded};
use crate::show::{self, Release};

pub(super) const COMMAND: Command = Command {
    name: "diff",
    about: "Compare two models: what changed, whom it breaks, which version bump it needs",
    help: HELP,
    options: &[
        Opt::value("git", "REV"),
        Opt::value("format", "FORMAT").of(&["text", "markdown", "json", "changelog", "api-changes"]),
        Opt::value("fail-on", "SEVERITY").of(&["compatible", "risky", "breaking"]),
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
       tinsmith diff --git REV MODEL …
       tinsmith diff OLD NEW --config FILE --accept ID --reason TEXT [--until DAY]
       tinsmith diff --rules

Each side is a Smithy JSON AST or a botocore service-2.json; of two formats, only what both can say is compared.
One side may be `-`, the standard input.

Options:
  --git REV           Compare MODEL with what it was in this revision of its git repository
  --format FORMAT     text (default), markdown, json, changelog, or api-changes: the form of the public API change pages
  --fail-on SEVERITY  Exit with 1 if a change is at least this bad: compatible, risky or breaking
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
  tinsmith diff old.json new.json --format api-changes --date 2024-10-30 --notes notes.txt
";

/// The forms of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text(Colour),
    Markdown,
    Json,
    Changelog,
    ApiChanges,
}

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
    let format = format(arguments)?;
    let limit = limit(arguments)?;
    let protocols: Vec<String> = arguments.text("protocol")?.into_iter().collect();
    let options = LoadOptions {
        service: arguments.text("service")?,
        protocols: protocols.clone(),
        streams: true,
        ..LoadOptions::default()
    };
    let (old_name, old, new_name, new) = sides(arguments, &options)?;
    if !protocols.is_empty() {
        for (name, side) in [(&old_name, &old), (&new_name, &new)] {
            let options = LowerOptions { file: name.clone(), protocols: protocols.clone(), ..LowerOptions::default() };
            lower::choose_protocol(&side.model, &options)?;
        }
    }
    let options = DiffOptions { docs: arguments.has("docs"), protocols };
    let mut diff =
        diff::diff(Named { name: &old_name, loaded: &old }, Named { name: &new_name, loaded: &new }, options)
            .map_err(|error| Failure::Run(vec![error.to_string()]))?;
    let release = release::release(arguments, &new.model)?;
    if format != Format::ApiChanges && release != Release::default() {
        return Err(Failure::usage("--date and --notes stand on the page of api-changes", "add --format api-changes"));
    }
    if let Some(file) = arguments.path("config")? {
        if !accepted.is_empty() {
            return settings::accept(arguments, &file, &diff, &accepted, console);
        }
        let settings = settings::read(&file)?;
        settings.judge(&mut diff);
        settings.mark([&mut diff], &settings::today()).map_err(Failure::Run)?;
    }
    let diff = touching(diff, &arguments.texts("operation")?);
    let shown = of_severities(&diff, &severities(&arguments.texts("only")?)?);
    console.say(&report(&shown, &old, &new, format, style(arguments)?, &release)?)?;
    let failed = limit.is_some_and(|limit| diff::fails(&diff, limit));
    Ok(if failed { Exit::Failure } else { Exit::Success })
}

/// The name and the model of the old side, then of the new one.
fn sides(arguments: &Arguments, options: &LoadOptions) -> Result<(String, Loaded, String, Loaded), Failure> {
    if let Some(revision) = arguments.text("git")? {
        let [path] = arguments.files.as_slice() else {
            return Err(Failure::usage(
                format_args!("diff --git takes one model, {} given", arguments.files.len()),
                "give the MODEL as it is now; REV has the other side",
            ));
        };
        let old =
            diff::load_revision(&revision, path, options).map_err(|error| Failure::Run(vec![error.to_string()]))?;
        let new = model::load(path, options)?;
        return Ok((format!("{revision}:{}", path.display()), old, path.display().to_string(), new));
    }
    let [old, new] = arguments.files.as_slice() else {
        return Err(Failure::usage(
            format_args!("diff takes two models, {} given", arguments.files.len()),
            "give OLD and NEW, or --git REV and one MODEL",
        ));
    };
    if input::is_stdin(old) && input::is_stdin(new) {
        return Err(Failure::usage(
            "both sides are `-`, but there is one standard input",
            "name a file for one of them",
        ));
    }
    let load = |path: &Path| input::load(path, options);
    Ok((old.display().to_string(), load(old)?, new.display().to_string(), load(new)?))
}

fn format(arguments: &Arguments) -> Result<Format, Failure> {
    let colour = colour(arguments)?;
    match arguments.text("format")?.as_deref() {
        None | Some("text") => Ok(Format::Text(colour)),
        Some("markdown") => Ok(Format::Markdown),
        Some("json") => Ok(Format::Json),
        Some("changelog") => Ok(Format::Changelog),
        Some("api-changes") => Ok(Format::ApiChanges),
        Some(other) => Err(Failure::usage(
            format_args!("there is no format {other:?}"),
            "the formats are text, markdown, json, changelog and api-changes",
        )),
    }
}

fn colour(arguments: &Arguments) -> Result<Colour, Failure> {
    match arguments.text("color")?.as_deref() {
        None | Some("auto") => Ok(Colour::of(&std::io::stdout())),
        Some("always") => Ok(Colour::Always),
        Some("never") => Ok(Colour::Never),
        Some(other) => {
            Err(Failure::usage(format_args!("there is no {other:?} for --color"), "give auto, always or never"))
        }
    }
}

fn limit(arguments: &Arguments) -> Result<Option<Severity>, Failure> {
    let Some(name) = arguments.text("fail-on")? else { return Ok(None) };
    severity(&name).map(Some)
}

/// How a text is laid out.
#[derive(Clone, Debug)]
enum Style {
    Entries(Grouping, ShownItems),
    /// Of these operations, or of all.
    ByOperation(Vec<String>),
}

fn style(arguments: &Arguments) -> Result<Style, Failure> {
    let items = match (arguments.has("no-items"), arguments.has("all-items")) {
        (true, true) => {
            return Err(Failure::usage("--no-items and --all-items exclude each other", "leave one of the two out"));
        }
        (true, false) => ShownItems::None,
        (false, true) => ShownItems::All,
        (false, false) => ShownItems::Some,
    };
    match arguments.text("by")?.as_deref() {
        None | Some("cause") => Ok(Style::Entries(Grouping::Cause, items)),
        Some("change") => Ok(Style::Entries(Grouping::Change, items)),
        Some("operation") => Ok(Style::ByOperation(arguments.texts("operation")?)),
        Some(other) => {
            Err(Failure::usage(format_args!("there is no {other:?} for --by"), "give cause, operation or change"))
        }
    }
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

fn report(
    diff: &Diff,
    old: &Loaded,
    new: &Loaded,
    format: Format,
    style: Style,
    release: &Release,
) -> Result<String, Failure> {
    let text = match format {
        Format::Text(colour) => match style {
            Style::Entries(grouping, items) => diff::text_with(diff, TextOptions { colour, grouping, items }),
            Style::ByOperation(chosen) => diff::by_operation(diff, &chosen, colour),
        },
        Format::Markdown => diff::markdown(diff),
        Format::Changelog => diff::changelog(diff),
        Format::ApiChanges => show::api_changes(&old.model, &new.model, release),
        Format::Json => serde_json::to_string_pretty(&diff::json(diff)).map_err(|error| {
            Failure::run(format!("the report cannot be written as JSON: {error}"), "report this as a fault of the tool")
        })?,
    };
    Ok(if text.ends_with('\n') { text } else { format!("{text}\n") })
}
