//! Which files may use which: imports run downward only, and no files use each other in a circle. Read from the
//! sources' `use` items and paths; code of tests does not count, nor does what a `mod.rs` passes on with `pub use`.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item, UseTree, Visibility};
use tinsmith_tests::home;

/// A room of a package, a folder or a lone file at its top, and the rooms that its files may use.
type Row = (&'static str, &'static [&'static str]);

/// The generator. A new arrow is a decision: it comes with its reason in the commit that adds it here.
const CODEGEN: &[Row] = &[
    ("model", &[]),
    ("docs", &[]),
    ("pattern", &[]),
    ("names", &[]),
    ("syntax", &["model", "names"]),
    ("lower", &["docs", "model", "names", "pattern"]),
    ("scope", &["lower", "names"]),
    ("example", &["lower", "scope"]),
    ("render", &["docs", "example", "lower", "model", "names", "scope"]),
    ("output", &["render"]),
    ("vendor", &["output", "render"]),
    ("generate", &["lower", "model", "output", "render", "vendor"]),
    ("show", &["docs", "example", "lower", "model", "scope", "syntax"]),
    ("diff", &["lower", "model", "pattern"]),
    ("site", &["diff", "docs", "lower", "model", "names", "show", "syntax"]),
    ("command", &["diff", "generate", "lower", "model", "names", "output", "render", "show", "site", "vendor"]),
    ("main", &["command"]),
];

/// The runtime: what generated crates call.
const RUNTIME: &[Row] = &[
    ("sensitive", &[]),
    ("unknown", &[]),
    ("metadata", &[]),
    ("sigv4", &[]),
    ("primitives", &[]),
    ("zero", &["primitives"]),
    ("error", &["sensitive"]),
    ("codec", &["error", "primitives", "unknown", "zero"]),
    ("message", &["codec", "error", "metadata", "primitives", "validation"]),
    ("protocol", &["codec", "error", "message", "metadata", "primitives"]),
    ("sdk_error", &["codec", "error", "message"]),
    ("serving", &["error"]),
    ("operation", &["codec", "error", "message", "metadata", "protocol", "sdk_error", "validation"]),
    ("request_id", &["error", "message", "sdk_error"]),
    ("pagination", &["operation"]),
    ("serde_support", &["primitives", "sensitive"]),
    ("testing", &["codec", "error", "message", "metadata", "operation", "primitives", "protocol", "sdk_error"]),
    ("validation", &["codec", "error", "primitives", "sensitive"]),
    (
        "macros",
        &[
            "codec",
            "error",
            "message",
            "metadata",
            "operation",
            "primitives",
            "protocol",
            "sdk_error",
            "sensitive",
            "serde_support",
            "serving",
            "unknown",
            "validation",
            "zero",
        ],
    ),
];

/// The client: what generated crates call to reach their service.
const CLIENT: &[Row] = &[
    ("clock", &[]),
    ("endpoint", &[]),
    ("transport", &[]),
    ("service", &["endpoint"]),
    ("waiters", &[]),
    ("environment", &[]),
    ("profile", &["environment"]),
    ("credentials", &["clock", "environment", "profile", "transport"]),
    ("config", &["clock", "credentials", "environment", "profile", "transport"]),
    ("macros", &["asynchronous", "blocking", "config", "endpoint", "service", "testing", "waiters"]),
    ("testing", &["clock", "endpoint", "service", "transport"]),
    ("sign", &["credentials"]),
    ("engine", &["clock", "config", "credentials", "endpoint", "service", "sign", "transport"]),
    ("typed", &["config", "engine"]),
    ("asynchronous", &["config", "credentials", "engine", "service", "transport", "typed", "waiters"]),
    ("blocking", &["config", "credentials", "engine", "service", "transport", "typed", "waiters"]),
];

/// The server: what generated crates call to serve their API.
const SERVER: &[Row] = &[
    ("panic", &[]),
    ("caller", &[]),
    ("fault", &[]),
    ("context", &["caller"]),
    ("receive", &["fault"]),
    ("around", &["context"]),
    ("operation", &["context", "fault"]),
    ("answer", &["fault", "operation"]),
    ("layered", &["answer", "fault", "operation"]),
    ("signature", &["caller", "fault"]),
    ("service", &["answer", "context", "fault", "operation", "panic", "receive", "signature"]),
    ("timed", &["receive"]),
    ("serve", &["timed"]),
    ("macros", &["around", "context", "operation", "service"]),
];

/// The tasks of the repository.
const XTASK: &[Row] =
    &[("bench", &[]), ("regenerate", &[]), ("screenshot", &[]), ("main", &["bench", "regenerate", "screenshot"])];

#[test]
fn the_generator_imports_downward() {
    check("codegen/src", CODEGEN);
}

#[test]
fn the_runtime_imports_downward() {
    check("codegen/runtime/src", RUNTIME);
}

#[test]
fn the_client_imports_downward() {
    check("codegen/client/src", CLIENT);
}

#[test]
fn the_server_imports_downward() {
    check("codegen/server/src", SERVER);
}

#[test]
fn the_tasks_import_downward() {
    check("xtask/src", XTASK);
}

#[test]
fn the_tables_have_no_circle() {
    for table in [CODEGEN, RUNTIME, CLIENT, SERVER, XTASK] {
        let graph: Graph = table
            .iter()
            .map(|(room, uses)| ((*room).to_owned(), uses.iter().map(|used| (*used).to_owned()).collect()))
            .collect();
        assert_eq!(circles(&graph), Vec::<Vec<String>>::new());
    }
}

/// Module → modules that it uses.
type Graph = BTreeMap<String, BTreeSet<String>>;

fn check(folder: &str, table: &[Row]) {
    let graph = imports(&home().join("..").join(folder));
    let circles = circles(&graph);
    assert!(circles.is_empty(), "{folder}: these files use each other in a circle: {circles:#?}");

    let allowed: BTreeMap<&str, &[&str]> = table.iter().copied().collect();
    let mut wrong = Vec::new();
    for (module, uses) in &graph {
        let Some(may) = allowed.get(room(module)) else {
            wrong.push(format!("{module}: the room {} is not in the table", room(module)));
            continue;
        };
        for used in uses.iter().filter(|used| room(used) != room(module) && !may.contains(&room(used))) {
            wrong.push(format!("{module} uses {used}: {} may use {may:?}", room(module)));
        }
    }
    assert!(wrong.is_empty(), "{folder}: imports against the table in {}: {wrong:#?}", file!());
}

/// `lower::test_cases::case` stands in `lower`.
fn room(module: &str) -> &str {
    module.split("::").next().unwrap_or(module)
}

/// What each file below `root` uses of the others. Module names are paths without `crate::`; the root is left out.
fn imports(root: &Path) -> Graph {
    let mut sources = BTreeMap::new();
    collect(root, &mut Vec::new(), &mut sources);
    let modules: BTreeSet<String> = sources.keys().cloned().collect();
    assert!(modules.len() > 5, "no sources in {}", root.display());
    let mut graph = Graph::new();
    for (module, (text, is_folder)) in &sources {
        let here: Vec<&str> = module.split("::").collect();
        let paths = paths(text, *is_folder);
        let uses =
            paths.iter().filter_map(|path| target(&here, path, *is_folder, &modules)).filter(|used| used != module);
        graph.insert(module.clone(), uses.collect());
    }
    graph
}

/// Every source but those of tests: its module, its text, and whether it is the `mod.rs` of a folder.
fn collect(folder: &Path, above: &mut Vec<String>, sources: &mut BTreeMap<String, (String, bool)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if stem == "tests" || (above.is_empty() && stem == "lib") {
            continue;
        }
        if path.is_dir() {
            above.push(stem);
            collect(&path, above, sources);
            above.pop();
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let is_folder = stem == "mod";
            let module = above.iter().map(String::as_str).chain((!is_folder).then_some(stem.as_str()));
            let module = module.collect::<Vec<_>>().join("::");
            sources.insert(module, (fs::read_to_string(&path).unwrap(), is_folder));
        }
    }
}

/// The paths that a source names: all of its `use` items, and what starts with `crate` or `super` elsewhere.
fn paths(text: &str, is_folder: bool) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for item in syn::parse_file(text).unwrap().items {
        match &item {
            Item::Mod(module) if is_test(&module.attrs) => {}
            Item::Use(item) if is_test(&item.attrs) => {}
            Item::Use(item) if is_folder && !matches!(item.vis, Visibility::Inherited) => {}
            Item::Use(item) => tree(&item.tree, &mut Vec::new(), &mut paths),
            other => tokens(other.to_token_stream(), &mut paths),
        }
    }
    paths
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.to_token_stream().to_string() == "# [cfg (test)]")
}

fn tree(tree: &UseTree, above: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    match tree {
        UseTree::Path(path) => {
            above.push(path.ident.to_string());
            self::tree(&path.tree, above, paths);
            above.pop();
        }
        UseTree::Name(name) => paths.push([above.clone(), vec![name.ident.to_string()]].concat()),
        UseTree::Rename(rename) => paths.push([above.clone(), vec![rename.ident.to_string()]].concat()),
        UseTree::Glob(_) => paths.push(above.clone()),
        UseTree::Group(group) => group.items.iter().for_each(|item| self::tree(item, above, paths)),
    }
}

/// `crate::a::b` and `super::a` in any code, `$crate::a` of macros included.
fn tokens(stream: TokenStream, paths: &mut Vec<Vec<String>>) {
    let mut path: Vec<String> = Vec::new();
    let mut colons = 0;
    for token in stream {
        match token {
            TokenTree::Ident(ident) if !path.is_empty() && colons == 2 => {
                path.push(ident.to_string());
                colons = 0;
            }
            TokenTree::Ident(ident) => {
                paths.extend((path.len() > 1).then(|| std::mem::take(&mut path)));
                path.clear();
                if ident == "crate" || ident == "super" {
                    path.push(ident.to_string());
                }
                colons = 0;
            }
            TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
            TokenTree::Group(group) => {
                paths.extend((path.len() > 1).then(|| std::mem::take(&mut path)));
                path.clear();
                tokens(group.stream(), paths);
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {
                paths.extend((path.len() > 1).then(|| std::mem::take(&mut path)));
                path.clear();
            }
        }
    }
    paths.extend((path.len() > 1).then_some(path));
}

/// The file that a path leads to, from the module `here`; nothing where it leads out of the package or to its root.
fn target(here: &[&str], path: &[String], is_folder: bool, modules: &BTreeSet<String>) -> Option<String> {
    let (first, mut rest) = path.split_first()?;
    let mut at: Vec<&str> = match first.as_str() {
        "crate" => Vec::new(),
        "self" => here.to_vec(),
        "super" => here.get(..here.len().checked_sub(1)?)?.to_vec(),
        name if is_folder && modules.contains(&[here, &[name]].concat().join("::")) => [here, &[name]].concat(),
        _ => return None,
    };
    while let Some(("super", more)) = rest.split_first().map(|(name, more)| (name.as_str(), more)) {
        at.pop()?;
        rest = more;
    }
    at.extend(rest.iter().map(String::as_str));
    while !at.is_empty() && !modules.contains(&at.join("::")) {
        at.pop();
    }
    (!at.is_empty()).then(|| at.join("::"))
}

/// Groups of modules that each lead back to themselves: what is left when whatever uses nothing that is left is taken
/// away, again and again, from both ends.
fn circles(graph: &Graph) -> Vec<Vec<String>> {
    let mut left: Graph = graph.clone();
    loop {
        let used: BTreeSet<String> = left.values().flatten().cloned().collect();
        let before = left.len();
        left.retain(|module, uses| !uses.is_empty() && used.contains(module));
        let names: BTreeSet<String> = left.keys().cloned().collect();
        left.values_mut().for_each(|uses| uses.retain(|used| names.contains(used)));
        if left.len() == before {
            break;
        }
    }
    left.into_iter().map(|(module, uses)| [vec![module], uses.into_iter().collect()].concat()).collect()
}
