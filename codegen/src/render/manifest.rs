//! The files that are not Rust: `Cargo.toml`, `rustfmt.toml`, `README.md`, `.gitattributes`.

use super::file::{Content, File};
use super::test_cases;
use crate::lower::ir::{Compression, Crate};

/// The folder of a copy of the runtime: the package's name.
pub const RUNTIME_FOLDER: &str = "tinsmith-runtime";

/// Where the generated crate finds `tinsmith-runtime`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuntimeSource {
    /// The folder `tinsmith-runtime` in the crate's, with the sources that the generator carries.
    Vendored,
    /// A folder, relative to the crate's or absolute.
    Path(String),
    /// A version requirement.
    Version(String),
}

/// All of them.
pub fn files(krate: &Crate, runtime: &RuntimeSource) -> Vec<File> {
    vec![
        File { path: ".gitattributes".to_owned(), content: Content::Hash(GIT_ATTRIBUTES.to_owned()) },
        File { path: "Cargo.toml".to_owned(), content: Content::Hash(cargo_toml(krate, runtime)) },
        File { path: "README.md".to_owned(), content: Content::Markdown(readme(krate)) },
        File { path: "rustfmt.toml".to_owned(), content: Content::Hash(RUSTFMT.to_owned()) },
    ]
}

/// The generator has laid the code out already: rustfmt is to leave it as it is. (A stable option.)
const RUSTFMT: &str = "disable_all_formatting = true
";

/// Reviews fold what is generated, a checkout on Windows is no change to `--check`, and two branches that have both
/// changed the model merge without a conflict in the hash of it.
const GIT_ATTRIBUTES: &str = "\
*.rs text eol=lf
*.toml text eol=lf
/README.md text eol=lf
/src/** linguist-generated
/tests/** linguist-generated
/tinsmith-runtime/** linguist-generated
/rustfmt.toml linguist-generated
/model.sha256 text eol=lf linguist-generated merge=union
";

fn cargo_toml(krate: &Crate, runtime: &RuntimeSource) -> String {
    let release = env!("CARGO_PKG_VERSION");
    // The version beside the path is what counts once the crate is published.
    let at = |path: &str| format!("path = {}, version = {release:?}", toml_string(path));
    let runtime = match runtime {
        RuntimeSource::Vendored => at(RUNTIME_FOLDER),
        RuntimeSource::Path(path) => at(path),
        RuntimeSource::Version(version) => format!("version = {}", toml_string(version)),
    };
    let features = match krate.compression {
        Compression::Gzip => ", features = [\"compression\"]",
        Compression::Unused => "",
    };
    let dev_dependencies = if test_cases::has_tests(krate) {
        format!("\n[dev-dependencies]\ntinsmith-runtime = {{ {runtime}, features = [\"testing\"] }}\n")
    } else {
        String::new()
    };
    format!(
        r#"[package]
name = {name}
version = "0.1.0"
edition = "2024"
rust-version = "1.88"
description = {description}
license = "Apache-2.0 OR MIT"

[features]
default = []
# Serialize and Deserialize for every type; sensitive members are redacted unless the caller asks otherwise.
serde = ["dep:serde", "tinsmith-runtime/serde"]

[dependencies]
serde = {{ version = "1", optional = true, features = ["derive"] }}
tinsmith-runtime = {{ {runtime}{features} }}
{dev_dependencies}
[lints.rust]
missing_docs = "warn"
unsafe_code = "forbid"
"#,
        name = toml_string(&krate.package),
        description = toml_string(&krate.description),
    )
}

/// A TOML basic string (TOML 1.0, "String").
fn toml_string(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            letter if letter.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// `1 error`, `2 errors`.
fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn readme(krate: &Crate) -> String {
    let Crate { package, docs, description: _, service, operations, types, errors, compression: _, example: _ } = krate;
    let (docs, sdk_id, version) = (docs.join("\n"), &service.sdk_id, &service.version);
    let operations = counted(operations.len(), "operation");
    let (types, errors) = (counted(types.len(), "shared type"), counted(errors.len(), "error"));
    format!(
        "# {package}\n\n{docs}\n\n## What is in it\n\n{operations}, {types} and {errors} of \
         {sdk_id} {version}: one file an operation under `src/operation`, one file a type under `src/types`. The crate \
         builds requests and reads answers; it does no I/O.\n\nFeature `serde`: `Serialize` and `Deserialize` for every \
         type, with sensitive members redacted.\n"
    )
}
