//! `tinsmith-runtime` as sources: written beside what is generated, for crates whose runtime is on no registry.
//!
//! The table is made by `build.rs`. A copy is a package that builds and is not tested: its tests need more dependencies,
//! and run where it comes from.

use std::collections::BTreeMap;

use crate::output::MARK;
use crate::render::manifest::RUNTIME_FOLDER;

/// Path below the runtime's folder → text as it is there.
const SOURCES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/runtime_sources.rs"));

/// The folder of a copy: the package's name.
pub const FOLDER: &str = RUNTIME_FOLDER;

/// The tables of the runtime's `Cargo.toml` that a copy has, in the form that Cargo gives a published one, too, where
/// each dependency is a table of its own.
const TABLES: [&str; 2] = ["features", "dependencies"];

/// Path below the copy's folder, with `/` → text.
pub fn files() -> BTreeMap<String, String> {
    SOURCES.iter().map(|(path, text)| ((*path).to_owned(), copy(path, text))).collect()
}

/// A file with a first line by which the next run knows it. A licence is left as it is.
fn copy(path: &str, text: &str) -> String {
    let release = env!("CARGO_PKG_VERSION");
    let header = format!("{MARK}: a copy of {FOLDER} {release}. Each run writes it anew.");
    match path.rsplit_once('.') {
        Some((_, "rs")) => format!("// {header}\n{text}"),
        Some((_, "md")) => format!("<!-- {header} -->\n{text}"),
        Some((_, "toml")) => format!("# {header}\n{}", manifest(text)),
        Some(_) | None => text.to_owned(),
    }
}

/// `Cargo.toml` without what Cargo reads elsewhere in the workspace, and without what only tests need.
fn manifest(text: &str) -> String {
    let mut out = format!(
        "[package]\nname = \"{FOLDER}\"\nversion = \"{}\"\nedition = \"2024\"\nrust-version = \"{}\"\n\
         license = \"{}\"\npublish = false\n\n[lib]\ntest = false\ndoctest = false\n",
        env!("CARGO_PKG_VERSION"),
        env!("CARGO_PKG_RUST_VERSION"),
        env!("CARGO_PKG_LICENSE"),
    );
    let mut kept = false;
    for line in text.lines() {
        if let Some(table) = line.strip_prefix('[') {
            let name = table.split(['.', ']']).next().unwrap_or_default();
            kept = TABLES.contains(&name);
            if kept && !out.ends_with("\n\n") {
                out.push('\n');
            }
        }
        if kept {
            out.push_str(line);
            out.push('\n');
        }
    }
    format!("{}\n", out.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{files, manifest};
    use crate::output::is_ours;

    #[test]
    fn a_copy_has_all_that_builds_and_knows_itself() {
        let files = files();
        for path in ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "src/lib.rs", "src/macros/mod.rs"] {
            assert!(files.contains_key(path), "{path}");
        }
        for (path, text) in &files {
            assert_eq!(is_ours(text), !path.starts_with("LICENSE"), "{path}");
        }
    }

    #[test]
    fn a_manifest_stands_by_itself_whether_written_by_hand_or_by_cargo() {
        let by_hand = "[package]\nversion.workspace = true\n\n[features]\n# Why.\na = [\"dep:b\"]\n\n[dependencies]\n\
                       b = \"1\"\n\n[dev-dependencies]\nc = \"1\"\n\n[lints]\nworkspace = true\n";
        let by_cargo = "[package]\nversion = \"9\"\n\n[lib]\nname = \"x\"\n\n[dependencies.b]\nversion = \"1\"\n\n\
                        [dev-dependencies.c]\nversion = \"1\"\n\n[features]\na = [\"dep:b\"]\n\n[[test]]\nname = \"t\"\n";
        let end = |text: &str| manifest(text).split_once("doctest = false\n").map(|(_, end)| end.to_owned());
        let expected = "\n[features]\n# Why.\na = [\"dep:b\"]\n\n[dependencies]\nb = \"1\"\n";
        assert_eq!(end(by_hand).as_deref(), Some(expected));
        let expected = "\n[dependencies.b]\nversion = \"1\"\n\n[features]\na = [\"dep:b\"]\n";
        assert_eq!(end(by_cargo).as_deref(), Some(expected));
    }
}
