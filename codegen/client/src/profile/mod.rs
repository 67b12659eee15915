//! Profile files: `~/.aws/config` and `~/.aws/credentials`.
//!
//! | file | what it has |
//! | --- | --- |
//! | `mod` | profiles, out of both files |
//! | `parse` | a file's text → its sections |
//!
//! Source: the AWS SDKs and Tools Reference Guide, "Shared config and credentials files".

mod parse;

use std::collections::BTreeMap;
use std::io;

use crate::environment::Environment;
use parse::{FileKind, Heading, Sections, parse};

pub(crate) use parse::Section;

/// What both files say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Profiles {
    /// By name.
    pub(crate) by_name: BTreeMap<String, Section>,
    /// `[services NAME]`
    pub(crate) services: BTreeMap<String, Section>,
    /// What was skipped, for people.
    pub(crate) warnings: Vec<String>,
    /// The files that were looked for.
    pub(crate) files: Vec<String>,
}

impl Profiles {
    /// Reads both files; one that is not there is empty.
    ///
    /// # Errors
    /// One line: a file, its line, and what is wrong with it.
    pub(crate) fn load(environment: &Environment) -> Result<Self, String> {
        let mut profiles = Self::default();
        for (kind, variable, usual) in [
            (FileKind::Config, "AWS_CONFIG_FILE", "~/.aws/config"),
            (FileKind::Credentials, "AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"),
        ] {
            let path = environment.path(&environment.variable(variable).unwrap_or_else(|| usual.to_owned()));
            let name = path.display().to_string();
            match environment.read(&path) {
                Ok(text) => profiles.add(parse(kind, &name, &text)?),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(format!("{name}: cannot be read ({error}); mend it, or set {variable}")),
            }
            profiles.files.push(name);
        }
        Ok(profiles)
    }

    /// Adds a file's sections: what comes later goes before, key by key.
    fn add(&mut self, file: Sections) {
        let Sections { sections, warnings } = file;
        // `[profile default]` beats `[default]`: the latter does not count then.
        let named_default =
            sections.iter().any(|(heading, _)| *heading == Heading::Profile("default".to_owned(), true));
        for (heading, section) in sections {
            let known = match heading {
                Heading::Profile(name, false) if name == "default" && named_default => continue,
                Heading::Profile(name, _) => self.by_name.entry(name).or_default(),
                Heading::Services(name) => self.services.entry(name).or_default(),
                // A profile that refers to it is refused where credentials are looked for.
                Heading::SsoSession(_) => continue,
            };
            known.properties.extend(section.properties);
        }
        self.warnings.extend(warnings);
    }
}

#[cfg(test)]
mod tests;
