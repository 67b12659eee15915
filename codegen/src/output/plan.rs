//! What a run would change in a folder, and carrying it out.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::format::MARK;
use crate::render::manifest::{CLIENT_FOLDER, RUNTIME_FOLDER, SERVER_FOLDER};

/// Folders below the crate's that can hold generated files.
const FOLDERS: [&str; 5] = ["src", "tests", RUNTIME_FOLDER, CLIENT_FOLDER, SERVER_FOLDER];

/// One difference between a folder and what should be in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The file is not there.
    Missing {
        /// Below the crate's folder, with `/`.
        path: String,
        /// What it should hold.
        text: String,
    },
    /// The file holds something else.
    Stale {
        /// Below the crate's folder, with `/`.
        path: String,
        /// What it should hold.
        text: String,
        /// What it holds.
        found: String,
    },
    /// The file was generated once and is no longer.
    Orphan {
        /// Below the crate's folder, with `/`.
        path: String,
    },
}

impl Change {
    /// The file, below the crate's folder.
    pub fn path(&self) -> &str {
        match self {
            Self::Missing { path, .. } | Self::Stale { path, .. } | Self::Orphan { path } => path,
        }
    }
}

impl Change {
    /// Whether nothing but the first line differs, which names the command.
    pub fn is_header_only(&self) -> bool {
        match self {
            Self::Stale { text, found, .. } => is_ours(found) && body(text) == body(found),
            Self::Missing { .. } | Self::Orphan { .. } => false,
        }
    }
}

/// What stands below the first line.
pub(super) fn body(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, body)| body)
}

/// Whether the first line has our mark: what lacks it is somebody's own.
pub fn is_ours(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    ["// ", "# ", "<!-- ", "/* "].iter().any(|sign| first.strip_prefix(sign).is_some_and(|line| line.starts_with(MARK)))
}

/// A file system operation that failed.
#[derive(Debug)]
pub struct OutputError {
    /// What was done, such as `write`.
    pub action: &'static str,
    /// To what.
    pub path: PathBuf,
    /// Why it failed.
    pub source: io::Error,
}

impl std::fmt::Display for OutputError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: cannot {}: {}", self.path.display(), self.action, self.source)
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// The texts of the licences, which cannot bear a mark.
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// Whether a crate does without the file, or it is a licence: where somebody has one, it stays.
fn is_courtesy(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name == ".gitattributes" || LICENCES.contains(&name)
}

/// Compares `files` (path → text) with what is in `root`, without touching anything. Sorted by path.
///
/// # Errors
/// A file or folder that is there cannot be read.
pub fn plan(root: &Path, files: &BTreeMap<String, String>) -> Result<Vec<Change>, OutputError> {
    let mut changes = changed(root, files)?;
    for folder in FOLDERS {
        changes.extend(orphans(root, folder, is_of_a_crate, files)?);
    }
    changes.extend(licences_of_removed_copies(root, &changes));
    changes.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(changes)
}

/// [`plan`] for the pages of a site: those of services that it has no more are left over, too.
///
/// # Errors
/// A file or folder that is there cannot be read.
pub fn plan_site(root: &Path, files: &BTreeMap<String, String>) -> Result<Vec<Change>, OutputError> {
    let mut changes = changed(root, files)?;
    for service in folders(root)? {
        for folder in PAGES {
            changes.extend(orphans(root, &format!("{service}/{folder}"), is_page, files)?);
        }
        let index = format!("{service}/index.html");
        let path = root.join(&index);
        if !files.contains_key(&index) && path.is_file() && is_marked(&path)? {
            changes.push(Change::Orphan { path: index });
        }
    }
    // A site without releases has no feed and no days.
    for path in ["feed.xml", "days.html"] {
        let full = root.join(path);
        if !files.contains_key(path) && full.is_file() && is_marked(&full)? {
            changes.push(Change::Orphan { path: path.to_owned() });
        }
    }
    changes.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(changes)
}

/// The folders of a service's pages that hold nothing else.
const PAGES: [&str; 2] = ["operations", "releases"];

/// The folders in `root`, sorted.
fn folders(root: &Path) -> Result<Vec<String>, OutputError> {
    let fail = |source| OutputError { action: "list", path: root.to_owned(), source };
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(fail(source)),
    };
    let mut folders = Vec::new();
    for entry in entries {
        let entry = entry.map_err(fail)?;
        if entry.file_type().map_err(fail)?.is_dir() {
            folders.extend(entry.file_name().into_string().ok());
        }
    }
    folders.sort();
    Ok(folders)
}

/// What is not there, and what holds something else.
fn changed(root: &Path, files: &BTreeMap<String, String>) -> Result<Vec<Change>, OutputError> {
    let mut changes = Vec::new();
    for (path, text) in files {
        let full = root.join(path);
        match fs::read(&full) {
            Ok(found) if found == text.as_bytes() => {}
            Ok(found) => {
                let found = String::from_utf8_lossy(&found).into_owned();
                if is_ours(&found) || !is_courtesy(path) {
                    changes.push(Change::Stale { path: path.clone(), text: text.clone(), found });
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                changes.push(Change::Missing { path: path.clone(), text: text.clone() });
            }
            Err(source) => return Err(OutputError { action: "read", path: full, source }),
        }
    }
    Ok(changes)
}

/// The generated files of a folder that are not wanted any more.
fn orphans(
    root: &Path,
    folder: &str,
    is_kind: fn(&str) -> bool,
    files: &BTreeMap<String, String>,
) -> Result<Vec<Change>, OutputError> {
    let found = generated_files(root, folder, is_kind)?;
    Ok(found.into_iter().filter(|path| !files.contains_key(path)).map(|path| Change::Orphan { path }).collect())
}

/// Whether a file of this name can be one of a crate's.
fn is_of_a_crate(name: &str) -> bool {
    matches!(name, "Cargo.toml" | "README.md") || has_end(name, "rs")
}

/// Whether a file of this name can be a page.
fn is_page(name: &str) -> bool {
    has_end(name, "html")
}

fn has_end(name: &str, wanted: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == wanted)
}

/// The licences of copies that go: they bear no mark, but belong to the package whose manifest does.
fn licences_of_removed_copies(root: &Path, changes: &[Change]) -> Vec<Change> {
    let removed = |folder: &&str| {
        let manifest = format!("{folder}/Cargo.toml");
        changes.iter().any(|change| matches!(change, Change::Orphan { path } if *path == manifest))
    };
    let licences = |folder: &str| LICENCES.map(|name| format!("{folder}/{name}"));
    let paths = [RUNTIME_FOLDER, CLIENT_FOLDER, SERVER_FOLDER].into_iter().filter(removed).flat_map(licences);
    paths.filter(|path| root.join(path).is_file()).map(|path| Change::Orphan { path }).collect()
}

/// The files of a kind below `folder` whose first line has our mark; those without it are somebody's own.
fn generated_files(root: &Path, folder: &str, is_kind: fn(&str) -> bool) -> Result<Vec<String>, OutputError> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let full = root.join(&folder);
        let entries = match fs::read_dir(&full) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(source) => return Err(OutputError { action: "list", path: full, source }),
        };
        for entry in entries {
            let entry = entry.map_err(|source| OutputError { action: "list", path: full.clone(), source })?;
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let path = format!("{folder}/{name}");
            let kind =
                entry.file_type().map_err(|source| OutputError { action: "look at", path: entry.path(), source })?;
            if kind.is_dir() {
                open.push(path);
            } else if kind.is_file() && is_kind(name) && is_marked(&entry.path())? {
                found.push(path);
            }
        }
    }
    Ok(found)
}

fn is_marked(path: &Path) -> Result<bool, OutputError> {
    let bytes = fs::read(path).map_err(|source| OutputError { action: "read", path: path.to_owned(), source })?;
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    Ok(is_ours(&String::from_utf8_lossy(first)))
}

/// Carries out a plan: each file is written beside its place and moved there, orphans are removed.
///
/// # Errors
/// A file cannot be written or removed; what was not reached yet is as it was.
pub fn apply(root: &Path, changes: &[Change]) -> Result<(), OutputError> {
    for change in changes {
        let full = root.join(change.path());
        match change {
            Change::Missing { text, .. } | Change::Stale { text, .. } => write(&full, text)?,
            Change::Orphan { .. } => {
                fs::remove_file(&full).map_err(|source| OutputError {
                    action: "remove",
                    path: full.clone(),
                    source,
                })?;
                remove_empty_folders(root, &full);
            }
        }
    }
    Ok(())
}

/// Removes the folders above a removed file that hold nothing any more; one that holds something refuses by itself.
fn remove_empty_folders(root: &Path, file: &Path) {
    let folders = file.ancestors().skip(1).take_while(|folder| *folder != root);
    for folder in folders {
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}

/// Moves the new text into place in one step, so that a file is never half-written.
fn write(path: &Path, text: &str) -> Result<(), OutputError> {
    let fail = |action| move |source| OutputError { action, path: path.to_owned(), source };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fail("make the folder of"))?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    fs::write(&beside, text).map_err(fail("write"))?;
    fs::rename(&beside, path).map_err(fail("move the new text to"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;
    use std::{env, fs, process};

    use super::{Change, apply, is_ours, plan};

    const OURS: &str = "// Generated by tinsmith from m.json. To change it: x\nold\n";

    /// A folder of a test's own.
    fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let root = env::temp_dir().join(format!("tinsmith-plan-{}-{name}", process::id()));
        for (path, text) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        root
    }

    fn wanted(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn missing_stale_orphaned_and_foreign() {
        let root = folder(
            "changes",
            &[
                ("src/same.rs", "same\n"),
                ("src/stale.rs", "old\n"),
                ("src/types/orphan.rs", OURS),
                ("src/mine.rs", "fn mine() {}\n"),
                ("src/notes.txt", OURS),
                ("elsewhere/orphan.rs", OURS),
            ],
        );
        let files = wanted(&[("src/same.rs", "same\n"), ("src/stale.rs", "new\n"), ("src/a/missing.rs", "x\n")]);
        let changes = plan(&root, &files).unwrap();
        let expected = vec![
            Change::Missing { path: "src/a/missing.rs".to_owned(), text: "x\n".to_owned() },
            Change::Stale { path: "src/stale.rs".to_owned(), text: "new\n".to_owned(), found: "old\n".to_owned() },
            Change::Orphan { path: "src/types/orphan.rs".to_owned() },
        ];
        assert_eq!(changes, expected);
        assert_eq!(fs::read_to_string(root.join("src/stale.rs")).unwrap(), "old\n", "a plan changes nothing");

        apply(&root, &changes).unwrap();
        assert_eq!(plan(&root, &files).unwrap(), []);
        assert_eq!(fs::read_to_string(root.join("src/stale.rs")).unwrap(), "new\n");
        assert!(!root.join("src/types/orphan.rs").exists());
        for kept in ["src/mine.rs", "src/notes.txt", "elsewhere/orphan.rs"] {
            assert!(root.join(kept).exists(), "{kept}");
        }
        assert!(!root.join("src/stale.rs.new").exists());
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_first_line_is_told_from_what_stands_below() {
        let stale = |found: &str, text: &str| Change::Stale {
            path: "a.rs".to_owned(),
            found: found.to_owned(),
            text: text.to_owned(),
        };
        assert!(stale(OURS, &OURS.replace("To change", "To mend")).is_header_only());
        assert!(!stale(OURS, &OURS.replace("old", "new")).is_header_only());
        assert!(!stale("//! Somebody's own.\nold\n", OURS).is_header_only());
        for ours in ["# Generated by tinsmith from m", "<!-- Generated by tinsmith from m -->", OURS] {
            assert!(is_ours(ours), "{ours}");
        }
        for other in ["", "Generated by tinsmith", "//! Generated by tinsmith", "// Not Generated by tinsmith"] {
            assert!(!is_ours(other), "{other}");
        }
    }

    #[test]
    fn a_courtesy_gives_way_to_what_somebody_has() {
        let ours = "# Generated by tinsmith from m.json. To change it: x\n* eol=lf\n";
        let files = wanted(&[(".gitattributes", ours)]);
        let root = folder("courtesy", &[(".gitattributes", "*.rs diff=rust\n")]);
        assert_eq!(plan(&root, &files).unwrap(), []);
        fs::write(root.join(".gitattributes"), ours.replace("eol", "text eol")).unwrap();
        assert_eq!(plan(&root, &files).unwrap().len(), 1);
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_copy_that_is_not_wanted_any_more_leaves_nothing() {
        let manifest = OURS.replace("// ", "# ");
        let root = folder(
            "copy",
            &[
                ("tinsmith-runtime/Cargo.toml", &manifest),
                ("tinsmith-runtime/LICENSE-MIT", "MIT\n"),
                ("tinsmith-runtime/README.md", "<!-- Generated by tinsmith: a copy -->\n"),
                ("tinsmith-runtime/src/lib.rs", OURS),
                ("tinsmith-client/Cargo.toml", "[package]\n"),
                ("tinsmith-client/LICENSE-MIT", "MIT\n"),
            ],
        );
        apply(&root, &plan(&root, &wanted(&[])).unwrap()).unwrap();
        assert!(!root.join("tinsmith-runtime").exists());
        assert!(root.join("tinsmith-client/LICENSE-MIT").exists(), "a package of somebody's own stays whole");
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_folder_that_is_not_there_yet() {
        let root = folder("new", &[]);
        let files = wanted(&[("Cargo.toml", "a"), ("src/lib.rs", "b")]);
        let changes = plan(&root, &files).unwrap();
        assert_eq!(changes.iter().map(Change::path).collect::<Vec<_>>(), ["Cargo.toml", "src/lib.rs"]);
        assert!(!root.exists());
        apply(&root, &changes).unwrap();
        assert_eq!(plan(&root, &files).unwrap(), []);
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn a_file_in_the_way_is_named() {
        let root = folder("in-the-way", &[("src", "a file\n")]);
        let error =
            plan(&root, &wanted(&[("src/lib.rs", "x\n")])).and_then(|changes| apply(&root, &changes)).unwrap_err();
        assert!(error.to_string().contains("src"), "{error}");
        fs::remove_dir_all(root).unwrap();
    }
}
