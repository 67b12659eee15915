//! Which files a model of IDL is made of: those that are named, or those of a folder.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::model::problem::{Errors, Place, Report};
use crate::model::read::{beside, json};

/// What says where a folder's sources are.
const BUILD: &str = "smithy-build.json";

/// How deep folders are looked into, and how many files are read: a model has some tens.
const DEEPEST: usize = 16;
const MOST: usize = 10_000;

/// The name of a file for messages, and its content.
pub(in crate::model) type File = (String, Vec<u8>);

/// Whether a path names a file of IDL.
pub(in crate::model) fn is_named(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "smithy")
}

/// Whether a path is a folder that holds one model in IDL: it has files of IDL or says where they are, and no models in
/// JSON.
pub fn is_idl_folder(path: &Path) -> bool {
    let names = || fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    let is_json = |path: &Path| path.extension().is_some_and(|extension| extension == "json");
    let mut files = Vec::new();
    find(path, 0, &mut files);
    path.is_dir()
        && (path.join(BUILD).is_file()
            || !files.is_empty() && !names().any(|path| is_json(&path) && !beside::is_beside(&path)))
}

/// The name and content of each file that a path leads to; `None` where it is no folder and no file of IDL.
pub(in crate::model) fn collect(path: &Path, report: &mut Report) -> Result<Option<Vec<File>>, Errors> {
    let mut paths = Vec::new();
    if path.is_dir() {
        for source in sources(path, report)? {
            find(&source, 0, &mut paths);
        }
        paths.sort();
        paths.dedup();
        if paths.is_empty() {
            let remedy = "Name the JSON file in it. A folder of .smithy files is read as one model.";
            return report.fail(Place::default(), "is a directory, not a model file", remedy);
        }
    } else if is_named(path) {
        paths.push(path.to_owned());
    } else {
        return Ok(None);
    }
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let name = path.display().to_string();
        let bytes = json::read_file(&path, &mut Report::new(&name, report.strict()))?;
        files.push((name, bytes));
    }
    Ok(Some(files))
}

/// Where a folder's sources are: as its `smithy-build.json` says, or in the folder itself.
fn sources(folder: &Path, report: &Report) -> Result<Vec<PathBuf>, Errors> {
    let build = folder.join(BUILD);
    if !build.is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let mut report = Report::new(&build.display().to_string(), report.strict());
    let bytes = json::read_file(&build, &mut report)?;
    let value = json::parse(&bytes, &mut report)?;
    let listed = ["sources", "imports"].into_iter().filter_map(|key| value.get(key)).filter_map(Value::as_array);
    let listed: Vec<&str> = listed.flatten().filter_map(Value::as_str).collect();
    if listed.is_empty() {
        return Ok(vec![folder.to_owned()]);
    }
    let paths: Vec<PathBuf> = listed.iter().map(|source| folder.join(source)).collect();
    for (path, source) in paths.iter().zip(&listed) {
        if !path.exists() {
            let message = format!("the source {source:?} is not there");
            report.error(Place::default(), message, "Correct the path; it is taken from the folder of this file.");
        }
    }
    report.checkpoint()?;
    Ok(paths)
}

/// Adds a file, or the files of IDL in a folder and below. What cannot be read has no files.
fn find(path: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    if found.len() >= MOST || depth > DEEPEST {
        return;
    }
    if !path.is_dir() {
        if is_named(path) {
            found.push(path.to_owned());
        }
        return;
    }
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        find(&entry.path(), depth + 1, found);
    }
}
