//! `tinsmith-runtime`, `tinsmith-client` and `tinsmith-server` as sources: written beside what is generated, for crates
//! whose runtime is on no registry.
//!
//! The tables are made by `build.rs`. A copy is a package that builds and is not tested: its tests need more dependencies,
//! and run where it comes from.

use std::collections::BTreeMap;

use crate::output::MARK;
use crate::render::manifest::{CLIENT_FOLDER, RUNTIME_FOLDER, SERVER_FOLDER};

/// Path below a package's folder → text as it is there.
type Sources = &'static [(&'static str, &'static str)];

/// What a copy holds, and the folder of each package: its name.
const PACKAGES: [(&str, Sources); 3] = [
    (RUNTIME_FOLDER, include!(concat!(env!("OUT_DIR"), "/runtime_sources.rs"))),
    (CLIENT_FOLDER, include!(concat!(env!("OUT_DIR"), "/client_sources.rs"))),
    (SERVER_FOLDER, include!(concat!(env!("OUT_DIR"), "/server_sources.rs"))),
];

/// The tables of a package's `Cargo.toml` that a copy has, in the form that Cargo gives a published one, too, where
/// each dependency is a table of its own.
const TABLES: [&str; 2] = ["features", "dependencies"];

/// Path below the folder that holds the copies, with `/` → text.
pub fn files() -> BTreeMap<String, String> {
    let files = PACKAGES.iter().flat_map(|(package, sources)| {
        sources.iter().map(move |(path, text)| (format!("{package}/{path}"), copy(package, path, text)))
    });
    files.collect()
}

/// A package's files: path below its own folder, with `/` → text.
pub fn files_of(package: &str) -> BTreeMap<String, String> {
    let above = format!("{package}/");
    files().into_iter().filter_map(|(path, text)| Some((path.strip_prefix(&above)?.to_owned(), text))).collect()
}

/// The folders of the copies.
pub fn folders() -> impl Iterator<Item = &'static str> {
    PACKAGES.iter().map(|(package, _)| *package)
}

/// A file with a first line by which the next run knows it. A licence is left as it is.
fn copy(package: &str, path: &str, text: &str) -> String {
    let release = env!("CARGO_PKG_VERSION");
    let header = format!("{MARK}: a copy of {package} {release}. Each run writes it anew.");
    match path.rsplit_once('.') {
        Some((_, "rs")) => format!("// {header}\n{text}"),
        Some((_, "md")) => format!("<!-- {header} -->\n{text}"),
        Some((_, "toml")) => format!("# {header}\n{}", manifest(package, text)),
        Some(_) | None => text.to_owned(),
    }
}

/// `Cargo.toml` without what Cargo reads elsewhere in the workspace, and without what only tests need.
fn manifest(package: &str, text: &str) -> String {
    let mut out = format!(
        "[package]\nname = \"{package}\"\nversion = \"{}\"\nedition = \"2024\"\nrust-version = \"{}\"\n\
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
            out.push_str(&beside(line));
            out.push('\n');
        }
    }
    format!("{}\n", out.trim_end())
}

/// A line of dependencies, with the runtime where the copies stand: beside each other, whatever they were beside before.
fn beside(line: &str) -> String {
    if line.starts_with(RUNTIME_FOLDER) {
        let release = env!("CARGO_PKG_VERSION");
        format!("{RUNTIME_FOLDER} = {{ path = \"../{RUNTIME_FOLDER}\", version = \"{release}\" }}")
    } else {
        line.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{files, folders, manifest};
    use crate::output::is_ours;

    #[test]
    fn a_copy_has_all_that_builds_and_knows_itself() {
        let files = files();
        for folder in folders() {
            for path in ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "src/lib.rs"] {
                assert!(files.contains_key(&format!("{folder}/{path}")), "{folder}/{path}");
            }
        }
        for (path, text) in &files {
            assert_eq!(is_ours(text), !path.contains("/LICENSE"), "{path}");
        }
    }

    #[test]
    fn copies_stand_beside_each_other() {
        let files = files();
        let manifest = files.get("tinsmith-client/Cargo.toml").map(String::as_str).unwrap_or_default();
        assert!(manifest.contains("tinsmith-runtime = { path = \"../tinsmith-runtime\""), "{manifest}");
    }

    #[test]
    fn a_manifest_stands_by_itself_whether_written_by_hand_or_by_cargo() {
        let by_hand = "[package]\nversion.workspace = true\n\n[features]\n# Why.\na = [\"dep:b\"]\n\n[dependencies]\n\
                       b = \"1\"\n\n[dev-dependencies]\nc = \"1\"\n\n[lints]\nworkspace = true\n";
        let by_cargo = "[package]\nversion = \"9\"\n\n[lib]\nname = \"x\"\n\n[dependencies.b]\nversion = \"1\"\n\n\
                        [dev-dependencies.c]\nversion = \"1\"\n\n[features]\na = [\"dep:b\"]\n\n[[test]]\nname = \"t\"\n";
        let end = |text: &str| manifest("some", text).split_once("doctest = false\n").map(|(_, end)| end.to_owned());
        let expected = "\n[features]\n# Why.\na = [\"dep:b\"]\n\n[dependencies]\nb = \"1\"\n";
        assert_eq!(end(by_hand).as_deref(), Some(expected));
        let expected = "\n[dependencies.b]\nversion = \"1\"\n\n[features]\na = [\"dep:b\"]\n";
        assert_eq!(end(by_cargo).as_deref(), Some(expected));
    }
}
