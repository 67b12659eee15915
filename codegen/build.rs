//! The sources of `tinsmith-runtime`, as a table for `src/vendor.rs`: whoever has the command alone gets crates that
//! compile.
//!
//! The runtime is a package of its own, so that no package of this one can hold its files. But it is a dependency, and
//! its sources are on the disk of whoever builds: in the repository, in Cargo's cache, or in a vendor folder. It says
//! where.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// What a copy holds besides `src`.
const FILES: [&str; 4] = ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(tinsmith_runtime::SOURCE_FOLDER);
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
    println!("cargo::rerun-if-changed=build.rs");
    let out = std::env::var_os("OUT_DIR").ok_or("Cargo sets OUT_DIR for build scripts")?;
    Ok(fs::write(Path::new(&out).join("runtime_sources.rs"), table)?)
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
