//! Which files a model of IDL is made of: those that are named, or those of a folder.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::model::problem::{Errors, Place, Report};
use crate::model::read::{beside, json};

/// What says where a folder's sources are.
const BUILD: &str = "smithy-build.json";

/// How deep folders are looked into, and how many entries they may have: a model has some tens of files.
const DEEPEST: usize = 16;
const MOST: usize = 10_000;

/// What keeps a folder from being read whole: where, and why.
struct Unread(PathBuf, String);

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
    // What cannot be looked at is said where it is read.
    let has_files = || find(path).map_or(true, |files| !files.is_empty());
    path.is_dir()
        && (path.join(BUILD).is_file()
            || !names().any(|path| is_json(&path) && !beside::is_beside(&path)) && has_files())
}

/// The name and content of each file that a path leads to; `None` where it is no folder and no file of IDL.
pub(in crate::model) fn collect(path: &Path, report: &mut Report) -> Result<Option<Vec<File>>, Errors> {
    let mut paths = Vec::new();
    if path.is_dir() {
        for source in sources(path, report)? {
            match find(&source) {
                Ok(found) => paths.extend(found),
                Err(Unread(folder, why)) => {
                    let mut own = Report::new(&folder.display().to_string(), report.strict());
                    return own.fail(Place::default(), why, "Name the .smithy file, or the folder of the model alone.");
                }
            }
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
        } else if path.is_file() && !is_named(path) {
            let message = format!("the source {source:?} is no file of Smithy IDL, and would be left out");
            report.error(Place::default(), message, "Turn a JSON AST into one: tinsmith convert FILE -o FILE.smithy.");
        }
    }
    report.checkpoint()?;
    Ok(paths)
}

/// A file of IDL, or those in a folder and below. Links to folders are not followed: they may lead in a circle.
fn find(path: &Path) -> Result<Vec<PathBuf>, Unread> {
    let mut found = Vec::new();
    let mut open = vec![(path.to_owned(), 0)];
    let mut seen = 0;
    while let Some((path, depth)) = open.pop() {
        if !path.is_dir() {
            found.extend(Some(path).filter(|path| is_named(path)));
            continue;
        }
        if depth > DEEPEST {
            return Err(Unread(path, format!("is a folder more than {DEEPEST} deep in another")));
        }
        let cannot = |error: std::io::Error| Unread(path.clone(), format!("cannot be listed: {error}"));
        for entry in fs::read_dir(&path).map_err(cannot)? {
            let entry = entry.map_err(cannot)?;
            seen += 1;
            if seen > MOST {
                return Err(Unread(path, format!("is a folder with more than {MOST} files")));
            }
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            let path = entry.path();
            if !(is_link && path.is_dir()) {
                open.push((path, depth + 1));
            }
        }
    }
    Ok(found)
}
