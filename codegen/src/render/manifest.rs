//! The files that are not Rust: `Cargo.toml`, `rustfmt.toml`, `README.md`, `.gitattributes`.

use super::file::{Content, File};
use super::test_cases;
use crate::lower::ir::{Compression, Crate};

/// The folder of a copy of the runtime: the package's name.
pub const RUNTIME_FOLDER: &str = "tinsmith-runtime";

/// The folder of a copy of what clients call: the package's name.
pub const CLIENT_FOLDER: &str = "tinsmith-client";

/// The folder of a copy of what servers call: the package's name.
pub const SERVER_FOLDER: &str = "tinsmith-server";

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
pub fn files(krate: &Crate, runtime: &RuntimeSource, metadata: &PackageMetadata) -> Vec<File> {
    vec![
        File { path: ".gitattributes".to_owned(), content: Content::Hash(GIT_ATTRIBUTES.to_owned()) },
        File { path: "Cargo.toml".to_owned(), content: Content::Hash(cargo_toml(krate, runtime, metadata)) },
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
/tinsmith-client/** linguist-generated
/tinsmith-runtime/** linguist-generated
/tinsmith-server/** linguist-generated
/rustfmt.toml linguist-generated
/model.sha256 text eol=lf linguist-generated merge=union
";

/// Stands before the lines of `Cargo.toml` that are ours, with the table's name behind it.
pub const BEGIN: &str = "# tinsmith: begin ";
/// Stands behind them.
pub const END: &str = "# tinsmith: end";

/// What a crate says of itself when it is published. Nothing of it follows from the model; it is kept in `Cargo.toml`
/// from one run to the next, and what is set here takes the place of what is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackageMetadata {
    /// The package's version; a new crate starts with 0.1.0.
    pub version: Option<String>,
    /// The licence as an SPDX expression; a new crate has none.
    pub license: Option<String>,
    /// The address of its repository.
    pub repository: Option<String>,
    /// Such as `Name <name@example.com>`.
    pub authors: Vec<String>,
}

impl PackageMetadata {
    /// The keys that are set, each with its value in TOML.
    pub fn given(&self) -> Vec<(&'static str, String)> {
        let Self { version, license, repository, authors } = self;
        let text = |key, value: &Option<String>| value.as_deref().map(|value| (key, toml_string(value)));
        let authors: Vec<String> = authors.iter().map(|author| toml_string(author)).collect();
        let authors = (!authors.is_empty()).then(|| ("authors", format!("[{}]", authors.join(", "))));
        let keys = [text("version", version), text("license", license), text("repository", repository), authors];
        keys.into_iter().flatten().collect()
    }
}

/// `Cargo.toml` of a new crate. What somebody changes outside of the blocks is kept by `output::keep`.
///
/// ```text
/// # tinsmith: begin package
/// [package]
/// name = "workmail"
/// edition = "2024"
/// rust-version = "1.88"
/// # tinsmith: end
/// version = "0.1.0"
/// description = "A client of Amazon WorkMail, its types and wire format"
/// ```
fn cargo_toml(krate: &Crate, runtime: &RuntimeSource, metadata: &PackageMetadata) -> String {
    let Crate {
        package,
        library: _,
        description,
        compression,
        // What the sources hold.
        docs: _,
        service: _,
        operations: _,
        types: _,
        errors: _,
        error: _,
        endpoint: _,
        waiters: _,
        server: _,
        example: _,
    } = krate;
    let release = env!("CARGO_PKG_VERSION");
    // The version beside the path is what counts once the crate is published.
    let at = |path: &str| format!("path = {}, version = {release:?}", toml_string(path));
    let [runtime, client, server] = match runtime {
        RuntimeSource::Vendored => [RUNTIME_FOLDER, CLIENT_FOLDER, SERVER_FOLDER].map(at),
        RuntimeSource::Path(path) => {
            [path.clone(), beside(path, CLIENT_FOLDER, "client"), beside(path, SERVER_FOLDER, "server")]
                .map(|path| at(&path))
        }
        RuntimeSource::Version(version) => {
            let version = format!("version = {}", toml_string(version));
            [version.clone(), version.clone(), version]
        }
    };
    let features = match compression {
        Compression::Gzip => ", features = [\"compression\"]",
        Compression::Unused => "",
    };
    let dev_dependencies = if test_cases::has_tests(krate) {
        let keys = format!("tinsmith-runtime = {{ {runtime}, features = [\"testing\"] }}\n");
        format!("\n{}", block("dev-dependencies", &keys))
    } else {
        String::new()
    };
    let name = toml_string(package);
    let package = block("package", &format!("name = {name}\nedition = \"2024\"\nrust-version = \"1.88\"\n"));
    let feature_block = block(
        "features",
        "default = [\"client\"]\n\
         # A client whose calls are futures: hyper and rustls, on tokio.\n\
         client = [\"dep:tinsmith-client\", \"tinsmith-client/async\"]\n\
         # A client whose calls block: ureq, without an async runtime.\n\
         blocking = [\"dep:tinsmith-client\", \"tinsmith-client/blocking\"]\n\
         # The other side: a trait with a method for each operation, and a service for tower and hyper.\n\
         server = [\"dep:tinsmith-server\", \"validation\"]\n\
         # What the model says that values of requests have to meet, as tables.\n\
         validation = [\"tinsmith-client?/validation\", \"tinsmith-runtime/validation\"]\n\
         # Serialize and Deserialize for every type; sensitive members are redacted unless the caller asks otherwise.\n\
         serde = [\"dep:serde\", \"tinsmith-runtime/serde\"]\n\
         # A span for each call and an event for each attempt.\n\
         tracing = [\"tinsmith-client?/tracing\"]\n",
    );
    let dependencies = block(
        "dependencies",
        &format!(
            "serde = {{ version = \"1\", optional = true, features = [\"derive\"] }}\n\
             tinsmith-client = {{ {client}, optional = true }}\n\
             tinsmith-runtime = {{ {runtime}{features} }}\n\
             tinsmith-server = {{ {server}, optional = true{features} }}\n"
        ),
    );
    let description = toml_string(description);
    let mut keys = metadata.given();
    if metadata.version.is_none() {
        keys.insert(0, ("version", toml_string("0.1.0")));
    }
    keys.insert(1, ("description", description));
    let keys: String = keys.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
    format!(
        "# What stands between \"begin\" and \"end\" is written anew each time. All else is yours: it is kept.\n\n\
         {package}{keys}\n[package.metadata.docs.rs]\nall-features = true\n\n{feature_block}\n\
         {dependencies}{dev_dependencies}\n[lints.rust]\nmissing_docs = \"warn\"\nunsafe_code = \"forbid\"\n"
    )
}

/// The folder of a package that stands beside `tinsmith-runtime`: by its name among copies, else by its name in the
/// repository.
fn beside(runtime: &str, copy: &str, original: &str) -> String {
    let (above, name) = runtime.rsplit_once('/').map_or(("", runtime), |(above, name)| (above, name));
    let folder = if name == RUNTIME_FOLDER { copy } else { original };
    if above.is_empty() && !runtime.starts_with('/') {
        format!("{runtime}/../{folder}")
    } else {
        format!("{above}/{folder}")
    }
}

/// The lines of a table that are ours.
fn block(table: &str, keys: &str) -> String {
    format!("{BEGIN}{table}\n[{table}]\n{keys}{END}\n")
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
    let Crate {
        package,
        library: _,
        docs,
        description: _,
        service,
        operations,
        types,
        errors,
        error: _,
        compression: _,
        endpoint: _,
        waiters: _,
        server: _,
        example: _,
    } = krate;
    let (docs, sdk_id, version) = (docs.join("\n"), &service.sdk_id, &service.version);
    let operations = counted(operations.len(), "operation");
    let (types, errors) = (counted(types.len(), "shared type"), counted(errors.len(), "error"));
    format!(
        "# {package}\n\n{docs}\n\n## What is in it\n\n{operations}, {types} and {errors} of \
         {sdk_id} {version}: one file an operation under `src/operation`, one file a type under `src/types`. \
         `Client` calls the service (feature `client`, on by default), `blocking::Client` without an async runtime \
         (feature `blocking`); without both the crate builds requests and reads answers, and does no I/O.\n\nFeature `server`: the other side, a trait with a \
         method for each operation, and a service for tower and hyper that answers with what implements it.\n\nFeature `serde`: `Serialize` and `Deserialize` for every \
         type. Sensitive members are redacted, and what was redacted is not read back: to keep secrets, serialize \
         within `expose_sensitive`.\n\nFeature `tracing`: a span for each call and an event for each attempt, at the level \
         debug, without headers, bodies and credentials.\n"
    )
}
