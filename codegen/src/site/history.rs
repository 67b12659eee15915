//! The states of one service's model, and what each release changed.

use std::collections::BTreeMap;
use std::{panic, thread};

use crate::diff::{self, Action, Aspect, Change as Difference, Diff, DiffOptions, Named, Severity};
use crate::lower::{self, LowerOptions, Lowered};
use crate::model::{Loaded, Model};
use crate::names;
use crate::show::{self, Change};

/// A model as it was, or is.
#[derive(Clone, Debug)]
pub struct Version {
    /// What the caller calls it: a path, or a revision and a path.
    pub name: String,
    /// The model.
    pub loaded: Loaded,
    /// The day it came, such as `2024-10-30`. One without a day is no release.
    pub day: Option<String>,
    /// What its makers say of it, as plain text.
    pub notes: Option<String>,
}

/// The states of one service's model, oldest first. The last one is what the pages of operations show.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Each of them.
    pub versions: Vec<Version>,
}

/// A service on its way to pages.
pub(super) struct Service<'m> {
    /// The folder of its pages.
    pub(super) folder: String,
    /// What a person calls it.
    pub(super) title: String,
    /// The name of the model's file, without folders.
    pub(super) file: &'m str,
    /// As it is now.
    pub(super) model: &'m Model,
    /// The crate; `None` where none can be generated.
    pub(super) lowered: Option<Lowered>,
    /// Newest first.
    pub(super) releases: Vec<Release<'m>>,
    /// The file name of each operation.
    files: BTreeMap<&'m str, String>,
}

/// One release.
pub(super) struct Release<'m> {
    /// Such as `2024-10-30`.
    pub(super) day: &'m str,
    /// The name of its page: the day, with a number behind from the second of that day on.
    pub(super) file: String,
    /// `Amazon WorkMail - 8 new 5 updated api methods`
    pub(super) heading: String,
    /// What its makers say.
    pub(super) notes: Option<&'m str>,
    /// The model that came.
    pub(super) model: &'m Model,
    /// What it adds.
    pub(super) changes: Vec<Change<'m>>,
    /// Everything else about it.
    pub(super) diff: Diff,
}

/// The folder of a model's pages: the package name of its crate, whatever the caller calls that.
pub fn folder(model: &Model) -> String {
    match &model.service.traits.aws_service {
        Some(aws) => names::package_name(&aws.sdk_id),
        None => names::kebab_package_name(model.service.id.name()),
    }
}

/// What became of a version in the next one; nothing where that is the same, or was never released. An error is a warning.
fn difference(old: &Version, new: &Version, protocols: &[String]) -> Option<Result<Diff, String>> {
    if new.day.is_none() || old.loaded.sha256 == new.loaded.sha256 {
        return None;
    }
    let [old, new] = [old, new].map(|version| Named { name: &version.name, loaded: &version.loaded });
    let diff = diff::diff(old, new, DiffOptions { docs: false, protocols: protocols.to_vec() });
    Some(diff.map_err(|error| format!("{error}\n  there is no page of this release")))
}

/// What a function makes of each of these, in their order, by as many threads as there are processors.
fn in_parallel<I: Sync, O: Send>(items: &[I], make: impl Fn(&I) -> O + Sync) -> Vec<O> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let size = items.len().div_ceil(workers).max(1);
    thread::scope(|scope| {
        let parts: Vec<_> =
            items.chunks(size).map(|part| scope.spawn(|| part.iter().map(&make).collect::<Vec<O>>())).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_else(|cause| panic::resume_unwind(cause))).collect()
    })
}

impl<'m> Service<'m> {
    /// `None` where there is no version.
    pub(super) fn of(history: &'m History, protocols: &[String], warnings: &mut Vec<String>) -> Option<Self> {
        let newest = history.versions.last()?;
        let model = &newest.loaded.model;
        let options = LowerOptions { package: None, file: newest.name.clone(), protocols: protocols.to_vec() };
        let lowered = match lower::lower(model, &options) {
            Ok(lowered) => Some(lowered),
            Err(errors) => {
                let why: Vec<String> = errors.0.iter().map(ToString::to_string).collect();
                warnings.push(format!("{}\n  its pages show no calls in Rust", why.join("\n")));
                None
            }
        };
        let mut service = Self {
            folder: folder(model),
            title: show::title(model),
            file: newest.name.rsplit(['/', '\\']).next().unwrap_or_default(),
            model,
            lowered,
            releases: Vec::new(),
            files: files(model),
        };
        let pairs: Vec<(&Version, &Version)> = history.versions.iter().zip(history.versions.iter().skip(1)).collect();
        let found = in_parallel(&pairs, |(old, new)| difference(old, new, protocols));
        for ((old, new), difference) in pairs.into_iter().zip(found) {
            match difference {
                Some(Ok(diff)) => service.release(old, new, diff),
                Some(Err(error)) => warnings.push(error),
                None => {}
            }
        }
        service.releases.reverse();
        Some(service)
    }

    /// The name of the page of an operation, without its end; empty where there is none.
    pub(super) fn file_of(&self, operation: &str) -> &str {
        self.files.get(operation).map(String::as_str).unwrap_or_default()
    }

    /// Whether the model has the operation now, so that it has a page.
    pub(super) fn has(&self, operation: &str) -> bool {
        self.files.contains_key(operation)
    }

    fn release(&mut self, old: &'m Version, new: &'m Version, diff: Diff) {
        let Some(day) = &new.day else { return };
        let (old, model) = (&old.loaded.model, &new.loaded.model);
        let changes = show::changes(old, model);
        if changes.is_empty() && diff.is_empty() {
            return;
        }
        let same_day = self.releases.iter().filter(|other| other.day == day).count();
        let file = if same_day == 0 { day.clone() } else { format!("{day}-{}", same_day + 1) };
        let heading = show::heading(&show::title(model), &changes);
        let notes = new.notes.as_deref();
        self.releases.push(Release { day, file, heading, notes, model, changes, diff });
    }
}

impl Release<'_> {
    /// `2024/10/30`
    pub(super) fn slashed(&self) -> String {
        self.day.replace('-', "/")
    }

    /// `2024/10/30 - Amazon WorkMail - 8 new 5 updated api methods`
    pub(super) fn title(&self) -> String {
        format!("{} - {}", self.slashed(), self.heading)
    }
}

/// Whether the nested literals of a release leave a change out. They show what is added, but not that it breaks
/// somebody.
pub(super) fn is_beyond(change: &Difference) -> bool {
    let shown = matches!(
        change.aspect,
        Aspect::Operation | Aspect::Input | Aspect::Output | Aspect::Shape | Aspect::Member | Aspect::Value
    );
    !(shown && change.action == Action::Added && change.severity == Severity::Compatible)
}

/// A name for the page of each operation: its own, with a number behind where a file system would take two for one.
fn files(model: &Model) -> BTreeMap<&str, String> {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut files = BTreeMap::new();
    for operation in &model.operations {
        let name = operation.id.name();
        let count = taken.entry(name.to_lowercase()).or_default();
        *count += 1;
        files.entry(name).or_insert_with(|| if *count == 1 { name.to_owned() } else { format!("{name}-{count}") });
    }
    files
}
