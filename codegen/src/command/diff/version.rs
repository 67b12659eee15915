//! `--check-version`: the crate's versions, given or out of a `Cargo.toml`, against what the diff asks for.

use std::path::Path;

use semver::Version;

use super::super::args::Arguments;
use super::super::console::Console;
use super::super::failure::Failure;
use super::super::file;
use crate::diff::{self, Diff};

/// The crate's versions on both sides; `None` where they are not to be checked.
pub(super) fn versions(arguments: &Arguments) -> Result<Option<(Version, Version)>, Failure> {
    let (old, new) = (arguments.text("old-version")?, arguments.text("new-version")?);
    if !arguments.has("check-version") {
        return match old.or(new) {
            None => Ok(None),
            Some(_) => Err(Failure::usage("versions are given, but nothing asks for them", "add --check-version")),
        };
    }
    let missing = |which: &str| {
        Failure::usage(
            format_args!("--check-version is given without --{which}-version"),
            "give a version, or the Cargo.toml that has it; with --git, the new one's is enough",
        )
    };
    let new = new.ok_or_else(|| missing("new"))?;
    let revision = arguments.text("git")?;
    let ends = revision.as_deref().map(diff::ends);
    let old = match (old, &ends) {
        (Some(old), _) => version(&old, None)?,
        (None, Some((before, _))) if is_manifest(&new) => version(&new, Some(before))?,
        (None, _) => return Err(missing("old")),
    };
    let after = ends.and_then(|(_, after)| after).filter(|_| is_manifest(&new));
    Ok(Some((old, version(&new, after.as_deref())?)))
}

/// Says whether the version goes far enough, and whether it does.
pub(super) fn check(diff: &Diff, (old, new): &(Version, Version), console: &mut Console<'_>) -> Result<bool, Failure> {
    if let Some(why) = &diff.rust.unavailable {
        return Err(Failure::run(format_args!("--check-version: {why}"), "leave the option out for this model"));
    }
    let bump = diff.rust.bump;
    match diff::check_version(old, new, bump) {
        Ok(()) => {
            let needs =
                bump.map_or("nothing changes".to_owned(), |bump| format!("a {} version is needed", bump.name()));
            console.progress(&format!("{}: {old} → {new} is enough: {needs}", diff.service));
            Ok(true)
        }
        Err(too_low) => {
            let remedy = format!("make it {} or later", too_low.least);
            console.err(&format!("error: {}: {too_low}\n  {remedy}", diff.service));
            Ok(false)
        }
    }
}

fn is_manifest(text: &str) -> bool {
    Path::new(text).extension().is_some_and(|extension| extension == "toml")
}

/// A version, or that of a `Cargo.toml`, of a revision where one is given.
fn version(text: &str, revision: Option<&str>) -> Result<Version, Failure> {
    if !is_manifest(text) {
        return text.parse().map_err(|error| {
            Failure::usage(format_args!("{text:?} is no version: {error}"), "give one such as 1.2.3, or a Cargo.toml")
        });
    }
    let path = Path::new(text);
    let manifest = match revision {
        None => file::read(path)
            .map_err(|error| Failure::run(format_args!("{text}: {error}"), "name a Cargo.toml that can be read"))?,
        Some(revision) => {
            let bytes = diff::revision_file(revision, path).map_err(|error| Failure::Run(vec![error.to_string()]))?;
            String::from_utf8_lossy(&bytes).into_owned()
        }
    };
    let shown = revision.map_or(text.to_owned(), |revision| format!("{revision}:{text}"));
    let table: toml::Table = manifest
        .parse()
        .map_err(|error| Failure::run(format_args!("{shown}: is not TOML: {error}"), "mend it at that place"))?;
    let own = table.get("package").and_then(|package| package.get("version"));
    let shared = || table.get("workspace")?.get("package")?.get("version");
    let said = own.filter(|version| version.is_str()).or_else(shared).and_then(toml::Value::as_str);
    let inherits = own.is_some_and(toml::Value::is_table);
    match said {
        Some(version) => version.parse().map_err(|error| {
            Failure::run(format_args!("{shown}: the version {version:?} is none: {error}"), "write one such as 1.2.3")
        }),
        None if inherits => Err(Failure::run(
            format_args!("{shown}: has the version of its workspace"),
            "name the Cargo.toml of the workspace",
        )),
        None => Err(Failure::run(format_args!("{shown}: has no version"), "name the Cargo.toml of the crate")),
    }
}
