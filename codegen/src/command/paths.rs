//! Paths: the model files of a folder, and one folder as seen from another.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::model;

/// The name of botocore's model file. What stands beside it is read with it, and is no model of its own.
const BOTOCORE: &str = "service-2.json";

/// The path that leads from the folder `from` to the folder `to`, with `/` between the parts, as a `Cargo.toml` in
/// `from` writes it: `from_folder("/w/generated/workmail", "/w/codegen/runtime")` is `../../codegen/runtime`.
///
/// Both must be absolute; what is not, or stands on another drive, has no such path: then it is `to` itself.
/// Purely by the words, as Cargo does it: links are not followed.
pub fn from_folder(from: &Path, to: &Path) -> String {
    let slashed = |path: &Path| path.to_string_lossy().replace('\\', "/");
    let (from_parts, to_parts) = (normal(from), normal(to));
    let comparable = from.is_absolute() && to.is_absolute() && prefix(&from_parts) == prefix(&to_parts);
    if !comparable {
        return slashed(to);
    }
    let common = from_parts.iter().zip(&to_parts).take_while(|(a, b)| a == b).count();
    let up = from_parts.iter().skip(common).map(|_| "..".to_owned());
    let down = to_parts.iter().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

/// The parts without `.`, and without `..` where a part before it can be taken back.
fn normal(path: &Path) -> Vec<Component<'_>> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => match parts.last() {
                Some(Component::Normal(_)) => {
                    parts.pop();
                }
                Some(Component::RootDir) => {}
                _ => parts.push(part),
            },
            part => parts.push(part),
        }
    }
    parts
}

fn prefix<'p>(parts: &[Component<'p>]) -> Option<Component<'p>> {
    parts.first().copied().filter(|first| matches!(first, Component::Prefix(_)))
}

/// The model files in a folder and the folders below it, sorted: every `*.json`, except that where botocore's
/// `service-2.json` stands, it alone is one, and files that only add traits to a model beside them are none. Hidden folders, caches and what builds leave behind are not searched.
///
/// # Errors
/// A folder cannot be listed; the path is told with the reason.
pub fn models_in(folder: &Path) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    let mut models = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let mut files = Vec::new();
        for entry in fs::read_dir(&folder).map_err(|error| (folder.clone(), error))? {
            let entry = entry.map_err(|error| (folder.clone(), error))?;
            let kind = entry.file_type().map_err(|error| (entry.path(), error))?;
            let path = entry.path();
            // A link to a folder is not followed: it could lead back up.
            if kind.is_dir() {
                if !is_aside(&path) {
                    open.push(path);
                }
            } else if is_json(&path) && !model::is_beside(&path) && path.is_file() {
                files.push(path);
            }
        }
        let botocore = files.iter().find(|path| path.ends_with(BOTOCORE)).cloned();
        match botocore {
            Some(path) => models.push(path),
            None => models.append(&mut files),
        }
    }
    models.sort();
    Ok(models)
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "json")
}

/// Whether a folder holds what programs keep for themselves: a hidden one, a cache (<https://bford.info/cachedir/>), or
/// what a build leaves behind.
fn is_aside(folder: &Path) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let beside = |file: &str| folder.parent().is_some_and(|parent| parent.join(file).is_file());
    name.starts_with('.')
        || folder.join("CACHEDIR.TAG").is_file()
        || (name == "target" && beside("Cargo.toml"))
        || (name == "node_modules" && beside("package.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_folder_is_seen_from_another() {
        for (from, to, path) in [
            ("/w/generated/workmail", "/w/codegen/runtime", "../../codegen/runtime"),
            ("/w", "/w/runtime", "runtime"),
            ("/w/a/b", "/w/a", ".."),
            ("/w/a", "/w/a", "."),
            ("/w/./a/../b/", "/w/c", "../c"),
            ("/w/a", "/w/ab", "../ab"),
            ("/../w/a", "/x", "../../x"),
            ("/", "/x y/z", "x y/z"),
        ] {
            assert_eq!(from_folder(Path::new(from), Path::new(to)), path, "from {from} to {to}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn what_is_relative_stays_as_it_is() {
        assert_eq!(from_folder(Path::new("out"), Path::new("/w/runtime")), "/w/runtime");
        assert_eq!(from_folder(Path::new("/w"), Path::new("../runtime")), "../runtime");
    }

    #[test]
    #[cfg(windows)]
    fn another_drive_has_no_relative_path() {
        assert_eq!(from_folder(Path::new(r"C:\w\a"), Path::new(r"C:\w\b")), "../b");
        assert_eq!(from_folder(Path::new(r"C:\w"), Path::new(r"D:\runtime")), "D:/runtime");
    }
}
