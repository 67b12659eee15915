//! Earlier versions of a model file, read from the git repository that holds it. Nothing is checked out or written.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::model::{Errors, Files, Format, LoadOptions, Loaded, beside, is_idl_file, load_files, load_texts};

/// Why an earlier version cannot be had.
#[derive(Debug)]
pub enum GitError {
    /// The path names no file in a folder that exists.
    Path(String),
    /// The program `git` does not run.
    NoGit(String),
    /// The folder is in no repository.
    NoRepository(String),
    /// The repository has no such revision.
    NoRevision {
        /// As the caller gave it.
        revision: String,
        /// What git says.
        message: String,
    },
    /// The revision has no such file.
    NoFile {
        /// As the caller gave it.
        revision: String,
        /// As the caller gave it.
        path: String,
    },
    /// The file of that revision is no usable model.
    Model(Errors),
    /// A file beside it is not JSON.
    Sidecar {
        /// Which.
        name: String,
        /// What is wrong.
        message: String,
    },
}

impl fmt::Display for GitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => write!(f, "{path}: is not a file in a folder that exists\n  check the path"),
            Self::NoGit(message) => write!(f, "git does not run: {message}\n  install git, or give two files"),
            Self::NoRepository(path) => {
                write!(f, "{path}: is not in a git repository\n  give two files, or a file that git tracks")
            }
            Self::NoRevision { revision, message } => {
                write!(f, "there is no revision {revision:?}{message}\n  name a commit, branch or tag: see git log")
            }
            Self::NoFile { revision, path } => write!(
                f,
                "{path}: is not in the revision {revision:?}\n  name a revision that has it: see git log -- {path}"
            ),
            Self::Model(errors) => errors.fmt(f),
            Self::Sidecar { name, message } => {
                write!(f, "{name}: is not JSON: {message}\n  name a revision where it is whole")
            }
        }
    }
}

impl std::error::Error for GitError {}

/// What `A..B` names: the revision before and the one after; without dots, what is there now is the one after. An end that
/// is left out is `HEAD`, as git has it.
pub fn ends(range: &str) -> (String, Option<String>) {
    let named = |text: &str| if text.is_empty() { "HEAD".to_owned() } else { text.to_owned() };
    match range.split_once("..") {
        Some((before, after)) => (named(before), Some(named(after))),
        None => (range.to_owned(), None),
    }
}

/// A revision that changed a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The id of the commit.
    pub commit: String,
    /// The day on which it was made: `2024-10-30`.
    pub day: String,
    /// The first line of its message.
    pub subject: String,
}

impl Revision {
    /// The first letters of the id.
    pub fn short(&self) -> &str {
        self.commit.get(..10).unwrap_or(&self.commit)
    }
}

/// The revisions in which a model file changed, or what is read with it, the newest first; of `A..B` those in between, with the last before them.
/// Of a merge the first parent counts, so that each follows the one after it in the list.
///
/// # Errors
/// There is no git, no repository, no such revision, or no revision has the file.
pub fn history(path: &Path, range: Option<&str>) -> Result<Vec<Revision>, GitError> {
    let shown = path.display().to_string();
    let (repository, name) = Repository::of(path)?;
    let (before, after) = range.map_or((None, None), |range| {
        let (before, after) = ends(range);
        (Some(before), after)
    });
    let last = repository.commit(after.as_deref().unwrap_or("HEAD"), &shown)?;
    let first = before.as_deref().map(|before| repository.commit(before, &shown)).transpose()?;
    let added = beside(path).and_then(|path| path.file_name().map(OsStr::to_owned));
    let files = [Some(name.to_owned()), added, Some(PAGINATORS.into()), Some(RULE_SET.into())];
    // Names are taken as they are, whatever signs they hold.
    let literal = |name: OsString| {
        let mut file = OsString::from(":(literal)");
        file.push(name);
        file
    };
    let files: Vec<OsString> = files.into_iter().flatten().map(literal).collect();
    let list = |from: &str, more: &[&str]| {
        let format = ["log", "--first-parent", "--no-show-signature", "--format=%H%x09%cs%x09%s", from];
        let arguments = format.iter().chain(more).chain(&["--"]).map(OsStr::new);
        let arguments: Vec<&OsStr> = arguments.chain(files.iter().map(OsString::as_os_str)).collect();
        repository.git(&arguments).map(|answer| String::from_utf8_lossy(&answer.stdout).into_owned())
    };
    let mut text = match &first {
        Some(first) => list(&format!("{first}..{last}"), &[])?,
        None => list(&last, &[])?,
    };
    if let Some(first) = &first {
        text.push_str(&list(first, &["-1"])?);
    }
    let revisions: Vec<Revision> = text
        .lines()
        .filter_map(|line| {
            let (commit, rest) = line.split_once('\t')?;
            let (day, subject) = rest.split_once('\t')?;
            Some(Revision { commit: commit.to_owned(), day: day.to_owned(), subject: subject.to_owned() })
        })
        .collect();
    if revisions.is_empty() {
        Err(GitError::NoFile { revision: "HEAD".to_owned(), path: shown })
    } else {
        Ok(revisions)
    }
}

/// The content of a file in a revision. The path is taken from the working directory.
///
/// # Errors
/// There is no git, no repository, no such revision or file.
pub fn revision_file(revision: &str, path: &Path) -> Result<Vec<u8>, GitError> {
    let shown = path.display().to_string();
    let (repository, name) = Repository::of(path)?;
    let commit = repository.commit(revision, &shown)?;
    let bytes = repository.file(&commit, name)?;
    bytes.ok_or_else(|| GitError::NoFile { revision: revision.to_owned(), path: shown })
}

/// Loads a model file as it was in a revision (`git show REVISION:path`), with the files beside it.
///
/// The path is taken from the working directory, as for [`crate::model::load`]; the file need not exist any more. Its
/// name in messages is `REVISION:path`.
///
/// # Errors
/// There is no git, no repository, no such revision or file, or the file is no usable model.
pub fn load_revision(revision: &str, path: &Path, options: &LoadOptions) -> Result<Loaded, GitError> {
    if !options.with.is_empty() || path.is_dir() {
        return load_several(revision, path, options);
    }
    let shown = path.display().to_string();
    let (repository, name) = Repository::of(path)?;
    let folder = repository.folder;
    let commit = repository.commit(revision, &shown)?;
    let bytes = repository
        .file(&commit, name)?
        .ok_or_else(|| GitError::NoFile { revision: revision.to_owned(), path: shown.clone() })?;
    let label = |name: &str| format!("{revision}:{}", folder.join(name).display());
    let paginators = repository.file(&commit, OsStr::new(PAGINATORS))?;
    let paginators_name = label(PAGINATORS);
    let paginators = paginators.as_deref().map(|bytes| (paginators_name.as_str(), bytes));
    let added_file = beside(path).and_then(|path| path.file_name().map(OsStr::to_owned)).unwrap_or_default();
    let added = repository.file(&commit, &added_file)?;
    let added_name = label(&added_file.to_string_lossy());
    let added = added.as_deref().map(|bytes| (added_name.as_str(), bytes));
    let files = Files { paginators, added };
    let mut loaded = load_files(&format!("{revision}:{shown}"), &bytes, files, options).map_err(GitError::Model)?;
    if loaded.format == Format::Botocore
        && let Some(bytes) = repository.file(&commit, OsStr::new(RULE_SET))?
    {
        let rules = serde_json::from_slice(&bytes)
            .map_err(|error| GitError::Sidecar { name: label(RULE_SET), message: error.to_string() })?;
        loaded.model.service.traits.endpoint_rule_set = Some(rules);
    }
    Ok(loaded)
}

/// [`load_revision`] of a model in several files of IDL, or in folders of them. A file that the revision has not yet is
/// left out, as long as it has one of them.
fn load_several(revision: &str, path: &Path, options: &LoadOptions) -> Result<Loaded, GitError> {
    let shown = options.name_of(path);
    let (mut files, mut added) = (Vec::new(), Vec::new());
    for path in std::iter::once(path).chain(options.with.iter().map(PathBuf::as_path)) {
        let (repository, commit, names) = if path.is_dir() {
            let repository = Repository { folder: path };
            let commit = repository.commit(revision, &shown)?;
            let names = repository.names(&commit)?.into_iter().filter(|name| is_idl_file(Path::new(name))).collect();
            (repository, commit, names)
        } else {
            let (repository, name) = Repository::of(path)?;
            let commit = repository.commit(revision, &shown)?;
            (repository, commit, vec![name.to_owned()])
        };
        let label = |folder: &Path, name: &OsStr| format!("{revision}:{}", folder.join(name).display());
        for name in names {
            if let Some(bytes) = repository.file(&commit, &name)? {
                files.push((label(repository.folder, &name), bytes));
            }
        }
        if let Some(file) = beside(path) {
            let (repository, name) = Repository::of(&file)?;
            if let Some(bytes) = repository.file(&commit, name)? {
                added.push((label(repository.folder, name), bytes));
            }
        }
    }
    if files.is_empty() {
        return Err(GitError::NoFile { revision: revision.to_owned(), path: shown });
    }
    load_texts(&format!("{revision}:{shown}"), files, added, options).map_err(GitError::Model)
}

const PAGINATORS: &str = "paginators-1.json";
const RULE_SET: &str = "endpoint-rule-set-1.json";

struct Repository<'a> {
    folder: &'a Path,
}

struct Answer {
    success: bool,
    stdout: Vec<u8>,
    stderr: String,
}

impl<'a> Repository<'a> {
    /// That of a file, and the file's name.
    fn of(path: &'a Path) -> Result<(Self, &'a OsStr), GitError> {
        let wrong = || GitError::Path(path.display().to_string());
        let name = path.file_name().ok_or_else(wrong)?;
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        if folder.is_dir() { Ok((Self { folder }, name)) } else { Err(wrong()) }
    }

    fn git(&self, arguments: &[&OsStr]) -> Result<Answer, GitError> {
        let output = Command::new("git")
            .current_dir(self.folder)
            .args(arguments)
            // Messages are shown to people, but told apart by exit codes alone.
            .env("LC_ALL", "C")
            .output()
            .map_err(|error| GitError::NoGit(error.to_string()))?;
        let stderr = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Ok(Answer { success: output.status.success(), stdout: output.stdout, stderr })
    }

    /// The id of a commit: no revision can then be taken for an option or a path.
    fn commit(&self, revision: &str, path: &str) -> Result<String, GitError> {
        if !self.git(&["rev-parse", "--git-dir"].map(OsStr::new))?.success {
            return Err(GitError::NoRepository(path.to_owned()));
        }
        let wanted = format!("{revision}^{{commit}}");
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", wanted.as_str()];
        let answer = self.git(&arguments.map(OsStr::new))?;
        let id = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
        let plausible = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !answer.success || !plausible {
            let message = if answer.stderr.is_empty() { String::new() } else { format!(": {}", answer.stderr) };
            return Err(GitError::NoRevision { revision: revision.to_owned(), message });
        }
        Ok(id)
    }

    /// The files of this folder and those below in a commit, as seen from it.
    fn names(&self, commit: &str) -> Result<Vec<OsString>, GitError> {
        let answer = self.git(&["ls-tree", "-r", "-z", "--name-only", commit].map(OsStr::new))?;
        let text = String::from_utf8_lossy(&answer.stdout);
        Ok(text.split('\0').filter(|name| !name.is_empty()).map(OsString::from).collect())
    }

    /// The content of a file of this folder in a commit; `None` where it has none.
    fn file(&self, commit: &str, name: &OsStr) -> Result<Option<Vec<u8>>, GitError> {
        let mut object = OsString::from(format!("{commit}:./"));
        object.push(name);
        let answer = self.git(&[OsStr::new("cat-file"), OsStr::new("blob"), &object])?;
        Ok(answer.success.then_some(answer.stdout))
    }
}
