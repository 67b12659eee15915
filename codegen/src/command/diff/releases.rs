//! All services of two folders: which correspond, and what became of each. Each is read and compared on its own, by as
//! many threads as there are processors.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::super::console::Console;
use super::super::failure::Failure;
use super::super::paths;
use super::report::{Compared, Many};
use super::sides::Side;
use crate::diff::{self, Overview};
use crate::model::{self, LoadOptions};

/// What else stands among botocore's data.
const OTHER: [&str; 8] = [
    "_retry.json",
    "endpoint-rule-set-1.json",
    "endpoint-tests-1.json",
    "endpoints.json",
    "examples-1.json",
    "paginators-1.json",
    "partitions.json",
    "sdk-default-configuration.json",
];

/// What botocore keeps beside a model, and a diff looks at.
const BESIDE: [&str; 2] = ["paginators-1.json", "endpoint-rule-set-1.json"];

/// What is done with a pair of files.
pub(super) type Compare<'a> = dyn Fn(Side, Side) -> Result<Compared, Failure> + Sync + 'a;

/// Files of one service, and what it is called.
struct Pair {
    name: String,
    old: PathBuf,
    new: PathBuf,
}

/// Whether both paths are folders of models, rather than one model in IDL each.
pub(super) fn are_folders(old: &Path, new: &Path) -> bool {
    [old, new].iter().all(|path| path.is_dir() && !model::is_idl_folder(path))
}

/// Compares all services of two folders.
pub(super) fn compare(
    old: &Path,
    new: &Path,
    options: &LoadOptions,
    compare: &Compare<'_>,
    console: &mut Console<'_>,
) -> Result<Many, Failure> {
    let mut overview =
        Overview { title: format!("{} → {}", old.display(), new.display()), unit: "service", ..Overview::default() };
    let (pairs, lone_old, lone_new) = paired(models(old)?, models(new)?);
    overview.removed = lone_old;
    overview.added = lone_new;
    let shown = std::io::stderr().is_terminal();
    let mut done: BTreeMap<usize, Result<Option<Compared>, Failure>> = BTreeMap::new();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            let (sender, pairs, next) = (sender.clone(), &pairs, &next);
            scope.spawn(move || {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(pair) = pairs.get(index) else { break };
                    // Nobody listens only where the run has ended.
                    let _ = sender.send((index, one(pair, options, compare)));
                }
            });
        }
        drop(sender);
        for (index, result) in receiver {
            if shown && let Some(pair) = pairs.get(index) {
                console.progress(&format!("{}/{} {}", done.len() + 1, pairs.len(), pair.name));
            }
            done.insert(index, result);
        }
    });
    let mut compared = Vec::new();
    for (index, result) in done {
        let name = pairs.get(index).map_or_else(String::new, |pair| pair.name.clone());
        match result {
            Ok(Some(one)) => compared.push(Compared { heading: name, ..one }),
            Ok(None) => overview.unchanged += 1,
            Err(failure) => overview.skipped.push((name, failure.first_line())),
        }
    }
    Ok(Many { overview, compared })
}

/// `None` where the files are the same, or mean the same.
fn one(pair: &Pair, options: &LoadOptions, compare: &Compare<'_>) -> Result<Option<Compared>, Failure> {
    if is_same(&pair.old, &pair.new) {
        return Ok(None);
    }
    let compared = compare(Side::file(&pair.old, options)?, Side::file(&pair.new, options)?)?;
    Ok(Some(compared).filter(|compared| !compared.diff.is_empty()))
}

/// Whether two files have the same bytes, and what stands beside them too.
fn is_same(old: &Path, new: &Path) -> bool {
    let read = |path: &Path| fs::read(path).ok();
    let same = |old: &Path, new: &Path| read(old) == read(new);
    let beside = |name: &str| same(&old.with_file_name(name), &new.with_file_name(name));
    let added = || match (model::beside(old), model::beside(new)) {
        (Some(old), Some(new)) => same(&old, &new),
        (None, None) => true,
        _ => false,
    };
    read(old).is_some() && same(old, new) && BESIDE.into_iter().all(beside) && added()
}

/// The model files of a folder by their paths in it.
fn models(folder: &Path) -> Result<BTreeMap<PathBuf, PathBuf>, Failure> {
    let mut files = paths::models_in(folder).map_err(|(path, error)| {
        Failure::run(format_args!("{}: cannot be listed: {error}", path.display()), "name a folder that can be read")
    })?;
    files.retain(|path| !OTHER.iter().any(|name| path.ends_with(name)));
    if files.is_empty() {
        let message = format!("{}: has no model", folder.display());
        return Err(Failure::run(message, "name a folder with JSON ASTs, or botocore's data folder"));
    }
    let inner = |path: &PathBuf| path.strip_prefix(folder).map_or_else(|_| path.clone(), Path::to_owned);
    Ok(files.into_iter().map(|path| (inner(&path), path)).collect())
}

/// Files that correspond: by their path, else by the service that they describe; and the names of those that are alone.
fn paired(
    mut old: BTreeMap<PathBuf, PathBuf>,
    mut new: BTreeMap<PathBuf, PathBuf>,
) -> (Vec<Pair>, Vec<String>, Vec<String>) {
    let both: BTreeSet<PathBuf> = old.keys().filter(|path| new.contains_key(*path)).cloned().collect();
    let mut pairs = Vec::new();
    for path in both {
        if let (Some(old), Some(new)) = (old.remove(&path), new.remove(&path)) {
            pairs.push(Pair { name: name(&path), old, new });
        }
    }
    let mut by_service: BTreeMap<String, (PathBuf, PathBuf)> = BTreeMap::new();
    for (inner, path) in &old {
        if let Some(service) = service(path) {
            by_service.insert(service, (inner.clone(), path.clone()));
        }
    }
    new.retain(|inner, path| {
        let Some((gone, before)) = service(path).and_then(|service| by_service.remove(&service)) else { return true };
        old.remove(&gone);
        pairs.push(Pair { name: name(inner), old: before, new: path.clone() });
        false
    });
    pairs.sort_by(|a, b| a.name.cmp(&b.name));
    let names = |files: BTreeMap<PathBuf, PathBuf>| files.keys().map(|path| name(path)).collect();
    (pairs, names(old), names(new))
}

/// `workmail/2017-10-01` of botocore's files, else the path without what says that it is JSON.
fn name(path: &Path) -> String {
    let whole = path.to_string_lossy().replace('\\', "/");
    let short = whole.strip_suffix("/service-2.json").or_else(|| whole.strip_suffix(".json"));
    short.unwrap_or(&whole).to_owned()
}

/// What tells the services of a release apart: the SDK id, else the name of the shape. `None` where a file has not one
/// service.
fn service(path: &Path) -> Option<String> {
    let services = model::services(path).ok()?;
    let [summary] = services.as_slice() else { return None };
    let aws = summary.service.traits.aws_service.as_ref();
    let name = aws.map_or(summary.service.id.name(), |aws| aws.sdk_id.as_str());
    Some(name.to_ascii_lowercase())
}

/// The revisions of a file's history that changed its model, the newest first.
pub(super) fn history(
    path: &Path,
    range: Option<&str>,
    options: &LoadOptions,
    compare: &Compare<'_>,
) -> Result<Many, Failure> {
    let revisions = diff::history(path, range).map_err(|error| Failure::Run(vec![error.to_string()]))?;
    let mut overview = Overview { title: path.display().to_string(), unit: "revision", ..Overview::default() };
    let mut compared = Vec::new();
    // What was before the oldest one is not there, or out of the range.
    let mut before: Option<Side> = None;
    for revision in revisions.iter().rev() {
        let heading = format!("{} {} {}", revision.short(), revision.day, revision.subject);
        let load = || Side::revision(&revision.commit, path, options);
        let (old, new) = match (before.take(), load()) {
            (old, Ok(new)) => (old, new),
            (old, Err(failure)) => {
                overview.skipped.push((heading, failure.first_line()));
                before = old;
                continue;
            }
        };
        // The next one is compared with it, too.
        before = Some(new.clone());
        if let Some(old) = old {
            match compare(old, new) {
                Ok(one) if one.diff.is_empty() => overview.unchanged += 1,
                Ok(one) => compared.push(Compared { heading, ..one }),
                Err(failure) => overview.skipped.push((heading, failure.first_line())),
            }
        }
    }
    compared.reverse();
    overview.skipped.reverse();
    Ok(Many { overview, compared })
}
