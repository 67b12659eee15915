//! What a configuration is read from: variables, and files below the home folder. As a value, so that a test can make one.

use core::fmt;
use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::PathBuf;
use std::sync::Arc;

/// The largest configuration file that is read: 1 MiB.
const LARGEST_FILE: u64 = 1 << 20;

/// Variables and files.
#[derive(Clone)]
pub struct Environment {
    source: Arc<Source>,
}

enum Source {
    Real,
    Made { variables: BTreeMap<String, String>, files: BTreeMap<PathBuf, String> },
}

impl Environment {
    /// Those of this process and this machine.
    pub fn real() -> Self {
        Self { source: Arc::new(Source::Real) }
    }

    /// These alone: variables by name, files by path. The home folder is the variable `HOME`.
    pub fn made<'a>(
        variables: impl IntoIterator<Item = (&'a str, &'a str)>,
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let variables = variables.into_iter().map(owned).collect();
        let files = files.into_iter().map(|(path, text)| (PathBuf::from(path), text.to_owned())).collect();
        Self { source: Arc::new(Source::Made { variables, files }) }
    }

    /// A variable that is set to some text.
    pub fn variable(&self, name: &str) -> Option<String> {
        let value = match &*self.source {
            Source::Real => std::env::var(name).ok(),
            Source::Made { variables, .. } => variables.get(name).cloned(),
        };
        value.filter(|value| !value.trim().is_empty())
    }

    /// All variables whose name begins so: the rest of the name, and the value.
    pub fn variables_after(&self, prefix: &str) -> Vec<(String, String)> {
        let rest = |name: &str, value: &str| Some((name.strip_prefix(prefix)?.to_owned(), value.to_owned()));
        let found: Vec<(String, String)> = match &*self.source {
            Source::Real => {
                std::env::vars_os().filter_map(|(name, value)| rest(name.to_str()?, value.to_str()?)).collect()
            }
            Source::Made { variables, .. } => variables.iter().filter_map(|(name, value)| rest(name, value)).collect(),
        };
        found.into_iter().filter(|(name, value)| !name.is_empty() && !value.trim().is_empty()).collect()
    }

    /// A path as people write it: `~` at its start is the home folder.
    pub fn path(&self, text: &str) -> PathBuf {
        let home = || self.variable("HOME").or_else(|| self.variable("USERPROFILE"));
        match text.strip_prefix("~/").or_else(|| text.strip_prefix("~\\")) {
            Some(rest) => home().map_or_else(|| PathBuf::from(text), |home| PathBuf::from(home).join(rest)),
            None => PathBuf::from(text),
        }
    }

    /// A file's text.
    ///
    /// # Errors
    /// It is not there, cannot be read, is larger than 1 MiB, or is no UTF-8.
    pub fn read(&self, path: &std::path::Path) -> io::Result<String> {
        match &*self.source {
            Source::Real => {
                // By what is read: what a device or a pipe says of its size is not what comes.
                let mut text = String::new();
                std::fs::File::open(path)?.take(LARGEST_FILE + 1).read_to_string(&mut text)?;
                if text.len() as u64 > LARGEST_FILE {
                    return Err(io::Error::other("it is larger than 1 MiB"));
                }
                Ok(text)
            }
            Source::Made { files, .. } => files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into()),
        }
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Variables hold secrets.
        formatter.write_str(match &*self.source {
            Source::Real => "Environment(real)",
            Source::Made { .. } => "Environment(made)",
        })
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::path::Path;

    use super::Environment;

    #[test]
    fn a_file_without_an_end_is_refused() {
        let error = Environment::real().read(Path::new("/dev/zero")).unwrap_err();
        assert_eq!(error.to_string(), "it is larger than 1 MiB");
    }
}
