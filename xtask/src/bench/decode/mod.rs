//! `cargo xtask bench decode`: what it costs to read an answer, beside general decoders on derived types.
//!
//! The peers' types, the answers and the clock are a project of its own, in `project/`: written below `target/bench`
//! and compiled there with the peers, in a release build. It measures and prints.

use std::path::Path;
use std::process::Command;

use super::measure::quietly;
use super::{cargo, project_cargo, repository, scratch, write};
use crate::Failure;

/// The releases that are measured against.
const PEERS: &[(&str, &str)] = &[("sonic-rs", "=0.5.10"), ("simd-json", "=0.19.0"), ("serde_json", "=1.0.145")];

/// The sources of the project.
const SOURCES: &[(&str, &str)] = &[
    ("main.rs", include_str!("project/main.rs")),
    ("clock.rs", include_str!("project/clock.rs")),
    ("list_users.rs", include_str!("project/list_users.rs")),
    ("query.rs", include_str!("project/query.rs")),
];

/// The model of the crate `table`: what is measured of DynamoDB is the form of its answers, not its model.
const TABLE: &str = include_str!("project/table.json");

/// glibc keeps what is freed: else each large answer that is dropped gives pages back to the system, or not, as the
/// heap's last block happens to lie, and the next decode pays for new ones. All contenders have the same allocator.
const ALLOCATOR: &[(&str, &str)] = &[("MALLOC_TRIM_THRESHOLD_", "268435456"), ("MALLOC_TOP_PAD_", "67108864")];

/// Builds the project and runs it.
pub(super) fn run() -> Result<(), Failure> {
    let root = repository()?;
    let folder = scratch("decode")?;
    let sources = folder.join("src");
    std::fs::create_dir_all(&sources).map_err(|error| super::broken(&sources, &error))?;
    for (name, text) in SOURCES {
        write(&sources.join(name), text)?;
    }
    write(&folder.join("table.json"), TABLE)?;
    write(&folder.join("Cargo.toml"), &manifest(&root))?;
    generate(&root, &folder)?;
    println!("building {} (release) …", PEERS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", "));
    quietly(project_cargo(&folder).args(["build", "--release"]))?;
    let program = folder.join("target").join("release").join(format!("decode{}", std::env::consts::EXE_SUFFIX));
    let status = Command::new(&program)
        .envs(ALLOCATOR.iter().copied())
        .status()
        .map_err(|error| Failure::Run(format!("{}: {error}", program.display())))?;
    if status.success() { Ok(()) } else { Err(Failure::Run(format!("{}: {status}", program.display()))) }
}

/// The crate of [`TABLE`], with the command as it stands in this repository.
fn generate(root: &Path, folder: &Path) -> Result<(), Failure> {
    let runtime = root.join("codegen").join("runtime");
    let mut command = cargo();
    command.current_dir(root).args(["run", "--quiet", "--package", "tinsmith", "--", "generate"]);
    command.arg(folder.join("table.json")).arg("--out").arg(folder.join("table"));
    quietly(command.args(["--package", "table", "--runtime-path"]).arg(runtime))
}

fn manifest(root: &Path) -> String {
    let peers: String = PEERS.iter().map(|(name, version)| format!("{name} = \"{version}\"\n")).collect();
    format!(
        "[package]\nname = \"decode\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         base64 = \"*\"\nhttp = \"1\"\nserde = {{ version = \"1\", features = [\"derive\"] }}\n{peers}\
         table = {{ path = \"table\" }}\nworkmail = {{ path = {:?} }}\n",
        root.join("generated").join("workmail")
    )
}
