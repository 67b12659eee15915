//! Which files a model of IDL is made of: those that are named, and those of folders. JSON ASTs among them belong to it.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::model::problem::{Errors, Place, Report};
use crate::model::read::{ast, beside, botocore, json};

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
pub fn is_idl_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "smithy")
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "json")
}

/// Whether a path is a folder that holds one model in IDL: it says where its files are, has files of IDL, or has them in
/// folders below and no models in JSON itself.
pub fn is_idl_folder(path: &Path) -> bool {
    let names = || fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    // What cannot be looked at is said where it is read.
    let has_files = || find(path).map_or(true, |files| files.iter().any(|file| is_idl_file(file)));
    path.is_dir()
        && (path.join(BUILD).is_file()
            || names().any(|path| is_idl_file(&path))
            || !names().any(|path| is_json(&path) && !beside::is_beside(&path)) && has_files())
}

/// A file of a model, and whether somebody named it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Named(PathBuf),
    Found(PathBuf),
}

impl Source {
    fn path(&self) -> &Path {
        let (Self::Named(path) | Self::Found(path)) = self;
        path
    }
}

/// The name and content of each file that the paths lead to; `None` where there is one path, of another format.
pub(in crate::model) fn collect(
    path: &Path,
    with: &[PathBuf],
    report: &mut Report,
) -> Result<Option<Vec<File>>, Errors> {
    if with.is_empty() && !path.is_dir() && !is_idl_file(path) {
        return Ok(None);
    }
    let mut sources = Vec::new();
    for path in std::iter::once(path).chain(with.iter().map(PathBuf::as_path)) {
        if path.is_dir() {
            sources.extend(in_folder(path, report)?);
        } else {
            sources.push(Source::Named(path.to_owned()));
        }
    }
    sources.sort_by(|one, other| one.path().cmp(other.path()));
    let mut seen = HashSet::new();
    // A file that is named twice, or stands in a folder that is named too, counts once.
    sources.retain(|source| seen.insert(source.path().canonicalize().unwrap_or_else(|_| source.path().to_owned())));
    let mut files = Vec::with_capacity(sources.len());
    for source in sources {
        let name = source.path().display().to_string();
        let bytes = json::read_file(source.path(), &mut Report::new(&name, report.strict()))?;
        let belongs = match &source {
            Source::Found(path) if is_json(path) => is_found_ast(&name, &bytes, report),
            Source::Found(_) | Source::Named(_) => true,
        };
        if belongs {
            files.push((name, bytes));
        }
    }
    Ok(Some(files))
}

/// The files of a folder; not where it has no IDL.
fn in_folder(folder: &Path, report: &mut Report) -> Result<Vec<Source>, Errors> {
    let mut sources = Vec::new();
    for place in places(folder, report)? {
        if !place.is_dir() {
            sources.push(Source::Named(place));
            continue;
        }
        match find(&place) {
            Ok(found) => sources.extend(found.into_iter().map(Source::Found)),
            Err(Unread(folder, why)) => {
                let mut own = Report::new(&folder.display().to_string(), report.strict());
                return own.fail(Place::default(), why, "Name the .smithy file, or the folder of the model alone.");
            }
        }
    }
    let is_idl = |source: &Source| match source {
        Source::Named(_) => true,
        Source::Found(path) => is_idl_file(path),
    };
    if !sources.iter().any(is_idl) {
        let remedy = "Name the JSON file in it. A folder of .smithy files is read as one model.";
        return report.fail(Place::default(), "is a directory, not a model file", remedy);
    }
    Ok(sources)
}

/// Whether JSON that stands among files of IDL is a part of their model; what could be meant to be one is told.
fn is_found_ast(name: &str, bytes: &[u8], report: &mut Report) -> bool {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(value) if ast::is_ast(&value) => return true,
        Ok(value) if botocore::is_botocore(&value) => {
            let remedy = "Generate it alone, or turn it into IDL: tinsmith convert FILE -o FILE.smithy.";
            report.warn_at(name, None, "is left out: a botocore service is a model of its own", remedy);
        }
        // Settings of some tool.
        Ok(_) => {}
        Err(error) => {
            let message = format!("is left out: it is no JSON that can be read: {error}");
            report.warn_at(name, None, message, "Mend it, or move it out of the folder of the model.");
        }
    }
    false
}

/// Where a folder's sources are: as its `smithy-build.json` says, or in the folder itself.
fn places(folder: &Path, report: &Report) -> Result<Vec<PathBuf>, Errors> {
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
        } else if path.is_file() && !is_idl_file(path) && !is_json(path) {
            let message = format!("the source {source:?} is no file of Smithy, and would be left out");
            report.error(Place::default(), message, "Name .smithy files, JSON ASTs, and folders of them.");
        }
    }
    report.checkpoint()?;
    Ok(paths)
}

/// The files of IDL and of JSON in a folder and below. Links to folders are not followed: they may lead in a circle.
fn find(path: &Path) -> Result<Vec<PathBuf>, Unread> {
    let mut found = Vec::new();
    let mut open = vec![(path.to_owned(), 0)];
    let mut seen = 0;
    while let Some((path, depth)) = open.pop() {
        if !path.is_dir() {
            let is_settings = |path: &Path| path.ends_with(BUILD) || beside::is_beside(path);
            found.extend(Some(path).filter(|path| is_idl_file(path) || is_json(path) && !is_settings(path)));
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
            if !(is_aside(&path) || is_link && path.is_dir()) {
                open.push((path, depth + 1));
            }
        }
    }
    Ok(found)
}

/// Whether a folder holds what programs keep for themselves, or what Smithy's own build makes of the model.
fn is_aside(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.is_dir() && (name.starts_with('.') || name == "build" && path.with_file_name(BUILD).is_file())
}
