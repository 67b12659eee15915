//! `tinsmith site`: models and their histories as a folder of static pages.

use std::path::{Path, PathBuf};

use super::args::{Arguments, Opt, QUIET};
use super::console::Console;
use super::entry::Command;
use super::exit::Exit;
use super::failure::Failure;
use super::generate::has_no_service;
use super::{history, input, paths};
use crate::diff;
use crate::generate;
use crate::model::{self, LoadOptions};
use crate::output::{self, Change};
use crate::site::{self, History, SiteOptions, Version};

pub(super) const COMMAND: Command = Command {
    name: "site",
    about: "Write static pages: each operation, each release and what it changed, a search, a feed",
    help: HELP,
    options: &[
        Opt::value("out", "DIR").or('o'),
        Opt::switch("git"),
        Opt::value("history", "FILE"),
        Opt::value("title", "TEXT"),
        Opt::value("url", "ADDRESS"),
        Opt::value("service", "ID"),
        Opt::value("protocol", "ID"),
        Opt::switch("check"),
        QUIET,
    ],
    run,
};

const HELP: &str = "\
Write static pages: each operation, each release and what it changed, a search, a feed

Usage: tinsmith site MODEL … --out DIR [--git | --history FILE] [--title TEXT] [--url ADDRESS]

MODEL is a file, a folder of them, or `-` for the standard input. The pages need no server and no network; without
scripts they lack nothing but the search. Pages of an earlier run that no longer belong are removed; a file that is
somebody else's is never touched.

Options:
  -o, --out DIR    The folder of the site; the first page is DIR/index.html
  --git            Take each commit that changed a MODEL for a release of its day
  --history FILE   Earlier states of the models, as TOML: [[version]] with file (seen from FILE), date (2024-10-30) and,
                   where there are any, notes. A MODEL without a date comes last; without one, the latest version does
  --title TEXT     What the site is called; by default after the service, or \"API reference\" where there are several
  --url ADDRESS    Where the site will be, for the links of the feed, such as https://docs.example.com/api/
  --service ID     The service, by name or absolute id, where a file has several
  --protocol ID    The protocol of the calls in Rust, by name or absolute id; by default the first of the service's that
                   is spoken
  --check          Write nothing; exit with 1 if the folder is not what would be written
  -q, --quiet      Print nothing but warnings and errors
  -h, --help       This text

Examples:
  tinsmith site model/workmail.json --out target/site
  tinsmith site model/workmail.json --git --out target/site --url https://docs.example.com/workmail/
  tinsmith site --history releases.toml --out target/site
";

fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<Exit, Failure> {
    let Some(out) = arguments.path("out")? else {
        return Err(Failure::usage("site is given without --out", "name the folder that the pages go to"));
    };
    let history = arguments.path("history")?;
    if arguments.has("git") && history.is_some() {
        return Err(Failure::usage("--git and --history exclude each other", "leave one of the two out"));
    }
    let protocols: Vec<String> = arguments.text("protocol")?.into_iter().collect();
    let options = LoadOptions {
        service: arguments.text("service")?,
        protocols: protocols.clone(),
        streams: true,
        ..LoadOptions::default()
    };
    let models = models(&arguments.files, console)?;
    if models.is_empty() && history.is_none() {
        return Err(Failure::usage("no model is given", "name a model, or a --history that has some"));
    }
    let mut versions = match &history {
        Some(file) => history::read(file, &options)?,
        None => Vec::new(),
    };
    for model in input::models(&models) {
        let options = model.options(&options);
        if arguments.has("git") {
            versions.extend(revisions(&model.path, &options, console)?);
        }
        let loaded = input::load(&model, &options)?;
        versions.push(Version { name: model.to_string(), loaded, day: None, notes: None });
    }
    let options = SiteOptions { title: arguments.text("title")?, url: url(arguments.text("url")?)?, protocols };
    let site = site::site(&histories(versions), &options).map_err(|error| Failure::Run(vec![error.to_string()]))?;
    console.warnings(&site.warnings);
    finish(arguments, &out, &site, console)
}

fn finish(arguments: &Arguments, out: &Path, site: &site::Site, console: &mut Console<'_>) -> Result<Exit, Failure> {
    if !arguments.has("check") {
        let changes = generate::write_site(out, &site.files)?;
        let written = changes.iter().filter(|change| !matches!(change, Change::Orphan { .. })).count();
        let pages = site.files.len();
        console.say(&format!(
            "{}: {pages} files, {written} written, {} removed\n",
            out.display(),
            changes.len() - written
        ))?;
        return Ok(Exit::Success);
    }
    let changes = generate::plan_site(out, &site.files)?;
    if changes.is_empty() {
        return Ok(Exit::Success);
    }
    console.say(&output::report(&changes))?;
    console.err(&format!("error: {}: is not what would be written\n  run again without --check", out.display()));
    Ok(Exit::Failure)
}

/// The files that the arguments name; those of a folder sorted.
fn models(named: &[PathBuf], console: &mut Console<'_>) -> Result<Vec<PathBuf>, Failure> {
    let mut models = Vec::new();
    for path in named {
        if !path.is_dir() || model::is_idl_folder(path) {
            models.push(path.clone());
            continue;
        }
        let found = paths::models_in(path).map_err(|(path, error)| {
            Failure::run(format_args!("{}: cannot be listed: {error}", path.display()), "make the folder readable")
        })?;
        if found.is_empty() {
            let message = format!("{}: is a folder without a model", path.display());
            return Err(Failure::run(message, "name a model file, or a folder that has some"));
        }
        let (others, found): (Vec<PathBuf>, Vec<PathBuf>) = found.into_iter().partition(|path| has_no_service(path));
        for path in others {
            console.err(&format!("warning: {}: skipped, it defines no service", path.display()));
        }
        models.extend(found);
    }
    Ok(models)
}

/// The states of a file in its repository, oldest first. One that is no usable model is told and left out.
fn revisions(path: &Path, options: &LoadOptions, console: &mut Console<'_>) -> Result<Vec<Version>, Failure> {
    if input::is_stdin(path) {
        return Err(Failure::usage("the standard input has no history", "name a file, or leave --git out"));
    }
    let mut versions = Vec::new();
    let revisions = diff::history(path, None).map_err(|error| Failure::Run(vec![error.to_string()]))?;
    for revision in revisions.into_iter().rev() {
        match diff::load_revision(&revision.commit, path, options) {
            Ok(loaded) => versions.push(Version {
                name: format!("{}:{}", revision.commit, path.display()),
                loaded,
                day: Some(revision.day),
                notes: Some(revision.subject).filter(|subject| !subject.is_empty()),
            }),
            Err(error) => console.err(&format!("warning: {error}\n  this revision is left out")),
        }
    }
    Ok(versions)
}

/// The versions by service, each in the order in which they came.
fn histories(versions: Vec<Version>) -> Vec<History> {
    let mut histories: Vec<(String, History)> = Vec::new();
    for version in versions {
        let folder = site::folder(&version.loaded.model);
        match histories.iter_mut().find(|(known, _)| *known == folder) {
            Some((_, history)) => history.versions.push(version),
            None => histories.push((folder, History { versions: vec![version] })),
        }
    }
    histories.into_iter().map(|(_, history)| history).collect()
}

/// An address that a feed reader can follow.
fn url(url: Option<String>) -> Result<Option<String>, Failure> {
    match url {
        Some(url) if !["https://", "http://"].iter().any(|scheme| url.starts_with(scheme)) => {
            let message = format!("--url {url:?} is no address of a site");
            Err(Failure::usage(message, "give one such as https://docs.example.com/api/"))
        }
        url => Ok(url),
    }
}
