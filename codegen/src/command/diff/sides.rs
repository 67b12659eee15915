//! What is compared: the two models, from files, from the standard input or out of git.

use std::path::{Path, PathBuf};

use super::super::args::Arguments;
use super::super::failure::Failure;
use super::super::input::{self, Input};
use crate::diff::{self, Named};
use crate::model::{self, Lines, LoadOptions, Loaded};

/// A model, what it is called, and where its text is.
#[derive(Clone)]
pub(super) struct Side {
    pub(super) name: String,
    pub(super) loaded: Loaded,
    text: Text,
}

/// Where the text of a model is.
#[derive(Clone)]
enum Text {
    /// A file, and the further files of IDL that belong to it.
    File(PathBuf, Vec<PathBuf>),
    Revision(String, PathBuf),
    /// Nowhere that could be read again.
    Gone,
}

impl Side {
    /// As it is compared.
    pub(super) fn named(&self) -> Named<'_> {
        Named { name: &self.name, loaded: &self.loaded }
    }

    /// Where the shapes of the model stand.
    pub(super) fn lines(&self) -> Lines {
        match &self.text {
            Text::File(path, with) => Lines::of(path, with),
            Text::Revision(revision, path) => match diff::revision_file(revision, path) {
                Ok(bytes) => Lines::of_bytes(&path.display().to_string(), bytes),
                Err(_) => Lines::default(),
            },
            Text::Gone => Lines::default(),
        }
    }

    /// A file as it was in a revision.
    pub(super) fn revision(revision: &str, path: &Path, options: &LoadOptions) -> Result<Self, Failure> {
        let loaded =
            diff::load_revision(revision, path, options).map_err(|error| Failure::Run(vec![error.to_string()]))?;
        let text = Text::Revision(revision.to_owned(), path.to_owned());
        // Nobody reads all of a commit's id.
        let is_commit = revision.len() == 40 && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
        let shown = revision.get(..10).filter(|_| is_commit).unwrap_or(revision);
        Ok(Self { name: format!("{shown}:{}", options.name_of(path)), loaded, text })
    }

    /// A file, or the standard input.
    pub(super) fn file(path: &Path, options: &LoadOptions) -> Result<Self, Failure> {
        let text = if input::is_stdin(path) { Text::Gone } else { Text::File(path.to_owned(), Vec::new()) };
        let loaded = input::load(&Input::one(path.to_owned()), options)?;
        Ok(Self { name: path.display().to_string(), loaded, text })
    }
}

/// The old side and the new one.
pub(super) fn sides(arguments: &Arguments, options: &LoadOptions) -> Result<(Side, Side), Failure> {
    if let Some(revision) = arguments.text("git")? {
        let models = input::models(&arguments.files);
        let [model] = models.as_slice() else {
            return Err(Failure::usage(
                format_args!("diff --git takes one model, {} given", models.len()),
                "give the MODEL; REV has its other side, or A..B both",
            ));
        };
        let (before, after) = diff::ends(&revision);
        let options = model.options(options);
        let old = Side::revision(&before, &model.path, &options)?;
        let new = match after {
            Some(after) => Side::revision(&after, &model.path, &options)?,
            None => Side {
                name: model.to_string(),
                loaded: model::load(&model.path, &options)?,
                text: Text::File(model.path.clone(), model.with.clone()),
            },
        };
        return Ok((old, new));
    }
    let [old, new] = arguments.files.as_slice() else {
        return Err(Failure::usage(
            format_args!("diff takes two models, {} given", arguments.files.len()),
            "give OLD and NEW, or --git REV and one MODEL; put the .smithy files of a side into a folder",
        ));
    };
    if input::is_stdin(old) && input::is_stdin(new) {
        return Err(Failure::usage(
            "both sides are `-`, but there is one standard input",
            "name a file for one of them",
        ));
    }
    Ok((Side::file(old, options)?, Side::file(new, options)?))
}
