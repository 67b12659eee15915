//! The public surface of the official crate, item by item, compiled against ours: types, fields, variants, accessors,
//! setters, whether `build()` can fail, errors and their questions. What it has, ours has under the same name and with
//! the same types, so that moving over is a change of crate name.
//!
//! Fetches the sources of the official crate, so it is outside the default run; `-- --ignored` runs it.
#![cfg(test)]

mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use quote::ToTokens;
use syn::{Fields, FnArg, ImplItem, Item, ItemImpl, ReturnType, Type, Visibility};

/// The release whose surface counts.
const OFFICIAL: &str = "1.121.0";

/// Names of theirs that come with the client, or that they keep for themselves.
const LEFT_OUT: &[&str] = &["_request_id", "_set_request_id", "new"];

/// Their types where ours stand elsewhere.
const MOVED: &[(&str, &str)] = &[
    (":: aws_smithy_types :: DateTime", "workmail :: primitives :: DateTime"),
    (":: aws_smithy_types :: error :: operation :: BuildError", "workmail :: error :: BuildError"),
    (":: aws_smithy_types :: error :: metadata :: ErrorMetadata", "workmail :: error :: ErrorMetadata"),
    (":: aws_smithy_types :: error :: ErrorMetadata", "workmail :: error :: ErrorMetadata"),
    ("crate ::", "workmail ::"),
];

#[test]
#[ignore = "fetches the official crate's sources"]
fn what_the_official_crate_has_ours_has() {
    let folder = support::repository().join("target/official-surface");
    let Some(official) = official(&folder.join("official")) else {
        eprintln!("skipped: the surface of aws-sdk-workmail {OFFICIAL}: its sources cannot be fetched");
        return;
    };
    let probes = probes(&official);
    assert!(probes.count > 2_000, "only {} items were found in {}", probes.count, official.display());

    let project = folder.join("probe");
    let ours = support::repository().join("generated/workmail");
    write(&project, &format!("workmail = {{ path = {ours:?} }}"), &probes.text);
    let checked = Command::new(env!("CARGO")).args(["check", "--offline", "--quiet"]).current_dir(&project).output();
    let checked = checked.unwrap();
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{} items of the official crate were tried:\n{said}", probes.count);
    println!("{} items of aws-sdk-workmail {OFFICIAL} compile against ours", probes.count);
}

/// The sources of the official crate; `None` where there is no way to them.
fn official(project: &Path) -> Option<PathBuf> {
    write(project, &format!("aws-sdk-workmail = {{ version = \"={OFFICIAL}\", default-features = false }}"), "");
    let cargo = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO")).args(arguments).current_dir(project).output().unwrap();
        output.status.success().then_some(output.stdout)
    };
    cargo(&["fetch", "--quiet"])?;
    let metadata = cargo(&["metadata", "--format-version", "1", "--offline"])?;
    let metadata: serde_json::Value = serde_json::from_slice(&metadata).unwrap();
    let mut packages = metadata["packages"].as_array().unwrap().iter();
    let package = packages.find(|package| package["name"] == "aws-sdk-workmail").unwrap();
    Some(Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap().join("src"))
}

/// A project of one library.
fn write(project: &Path, dependency: &str, code: &str) {
    fs::create_dir_all(project.join("src")).unwrap();
    let manifest =
        "[package]\nname = \"probe\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n";
    fs::write(project.join("Cargo.toml"), format!("{manifest}{dependency}\n")).unwrap();
    fs::write(project.join("src/lib.rs"), code).unwrap();
}

/// One function an item: it compiles if ours has the item.
#[derive(Default)]
struct Probes {
    text: String,
    count: usize,
}

impl Probes {
    fn add(&mut self, signature: &str, body: &str) {
        self.count += 1;
        writeln!(self.text, "pub fn p{}({signature} {{ {body} }}", self.count).unwrap();
    }
}

fn probes(sources: &Path) -> Probes {
    let mut probes = Probes { text: "#![allow(deprecated, dead_code)]\n".to_owned(), count: 0 };
    file(&mut probes, &sources.join("error_meta.rs"), "workmail");
    for (folder, module) in [("types", "workmail::types"), ("types/error", "workmail::types::error")] {
        for path in rust_files(&sources.join(folder)).iter().filter(|path| is_item_file(path)) {
            file(&mut probes, path, module);
        }
    }
    for path in rust_files(&sources.join("operation")) {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let module = format!("workmail::operation::{stem}");
        file(&mut probes, &path, &module);
        for path in rust_files(&path.with_extension("")).iter().filter(|path| is_item_file(path)) {
            file(&mut probes, path, &module);
        }
    }
    probes
}

/// `_user.rs`: the file of one type.
fn is_item_file(path: &Path) -> bool {
    path.file_name().unwrap().to_str().unwrap().starts_with('_')
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|ext| ext == "rs")).collect();
    files.sort();
    files
}

fn file(probes: &mut Probes, path: &Path, module: &str) {
    let source = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap();
    for item in &source.items {
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let ty = ty(module, &item.ident.to_string());
                for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
                    let (name, held) = (field.ident.to_token_stream(), translated(&field.ty.to_token_stream(), &ty));
                    probes.add(&format!("x: &{ty}) -> &{held}"), &format!("&x.{name}"));
                }
            }
            Item::Enum(item) if is_public(&item.vis) && item.ident != "UnknownVariantValue" => {
                let ty = ty(module, &item.ident.to_string());
                for variant in &item.variants {
                    let name = &variant.ident;
                    match &variant.fields {
                        Fields::Unit => probes.add(&format!(") -> {ty}"), &format!("{ty}::{name}")),
                        // What is not known has a type of its own on each side.
                        Fields::Unnamed(_) if name == "Unknown" || name == "Unhandled" => {
                            probes.add(&format!("x: &{ty}) -> bool"), &format!("matches!(x, {ty}::{name}(_))"));
                        }
                        Fields::Unnamed(fields) => {
                            let held = translated(&fields.unnamed.first().unwrap().ty.to_token_stream(), &ty);
                            probes.add(&format!("x: {held}) -> {ty}"), &format!("{ty}::{name}(x)"));
                        }
                        Fields::Named(_) => {}
                    }
                }
            }
            Item::Impl(item) if item.trait_.is_none() => methods(probes, item, module),
            _ => {}
        }
    }
}

fn methods(probes: &mut Probes, item: &ItemImpl, module: &str) {
    let Type::Path(path) = &*item.self_ty else { return };
    let ty = ty(module, &path.path.segments.last().unwrap().ident.to_string());
    for method in &item.items {
        let ImplItem::Fn(method) = method else { continue };
        let name = method.sig.ident.to_string();
        if !is_public(&method.vis) || LEFT_OUT.contains(&name.as_str()) || hidden(&method.attrs) {
            continue;
        }
        let mut parameters = Vec::new();
        let mut arguments = Vec::new();
        for (index, input) in method.sig.inputs.iter().enumerate() {
            match input {
                FnArg::Receiver(receiver) => {
                    let borrowed = receiver
                        .reference
                        .as_ref()
                        .map_or("", |_| if receiver.mutability.is_some() { "&'a mut " } else { "&'a " });
                    parameters.push(format!("x: {borrowed}{ty}"));
                    arguments.push("x".to_owned());
                }
                FnArg::Typed(input) => {
                    parameters.push(format!("a{index}: {}", translated(&input.ty.to_token_stream(), &ty)));
                    arguments.push(format!("a{index}"));
                }
            }
        }
        let given = match &method.sig.output {
            ReturnType::Default => "()".to_owned(),
            ReturnType::Type(_, given) => translated(&given.to_token_stream(), &ty),
        };
        // A borrowed result borrows from the receiver, where there is one.
        let given =
            if parameters.iter().any(|one| one.starts_with("x: &'a")) { given.replace("& ", "&'a ") } else { given };
        let name = method.sig.ident.to_token_stream();
        let body = format!("{ty}::{name}({})", arguments.join(", "));
        probes.count += 1;
        let signature = format!("pub fn p{}<'a>({}) -> {given}", probes.count, parameters.join(", "));
        writeln!(probes.text, "{signature} {{ {body} }}").unwrap();
    }
}

/// `workmail::types::builders::UserBuilder`
fn ty(module: &str, name: &str) -> String {
    let below = if name.ends_with("Builder") { "builders::" } else { "" };
    format!("{module}::{below}{name}")
}

/// A type of theirs as ours has it.
fn translated(ty: &impl ToTokens, own: &str) -> String {
    let mut text = ty.to_token_stream().to_string();
    for (theirs, ours) in MOVED {
        text = text.replace(theirs, ours);
    }
    text.split(' ').map(|word| if word == "Self" { own } else { word }).collect::<Vec<_>>().join(" ")
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn hidden(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.to_token_stream().to_string().contains("hidden"))
}
