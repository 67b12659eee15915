//! The sources of `tinsmith-runtime`, `tinsmith-client` and `tinsmith-server`, as tables for `src/vendor.rs`: whoever has
//! the command alone gets crates that compile.
//!
//! They are packages of their own, so that this one cannot hold their files. But they are dependencies, and their sources
//! are on the disk of whoever builds: in the repository, in Cargo's cache, or in a vendor folder. They say where.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// What a copy holds besides `src`.
const FILES: [&str; 4] = ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::var_os("OUT_DIR").ok_or("Cargo sets OUT_DIR for build scripts")?;
    println!("cargo::rerun-if-changed=build.rs");
    for (name, folder) in [
        ("runtime_sources.rs", tinsmith_runtime::SOURCE_FOLDER),
        ("client_sources.rs", tinsmith_client::SOURCE_FOLDER),
        ("server_sources.rs", tinsmith_server::SOURCE_FOLDER),
    ] {
        fs::write(Path::new(&out).join(name), table(Path::new(folder))?)?;
    }
    Ok(())
}

/// A package's files: path below its folder → text.
fn table(root: &Path) -> Result<String, Box<dyn Error>> {
    let mut paths: Vec<PathBuf> = FILES.iter().map(PathBuf::from).collect();
    sources(root, Path::new("src"), &mut paths)?;
    paths.sort();
    let mut table = String::from("&[\n");
    for path in &paths {
        let full = root.join(path);
        println!("cargo::rerun-if-changed={}", full.display());
        let below = path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        table.push_str(&format!("    ({below:?}, include_str!({:?})),\n", full.display().to_string()));
    }
    table.push_str("]\n");
    println!("cargo::rerun-if-changed={}", root.join("src").display());
    Ok(table)
}

/// Every Rust file in a folder below `root` and the folders below that.
fn sources(root: &Path, folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            sources(root, &path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
    Ok(())
}
