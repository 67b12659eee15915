//! The rules of each protocol, each as a case of a model of our own: `models/conformance-json10.json`, `-json11.json` and
//! `-rpcv2cbor.json`. The crates made of them pass every case, and pass `models/by_hand.rs` or `by_hand_cbor.rs`; the same
//! crates fail every case whose expectation is broken, so that a test that cannot fail is found out.
//!
//! | file | what it has |
//! | --- | --- |
//! | `aws_json`, `rpc_v2_cbor` | the rules of a protocol, with the cases of each |
//! | `notation` | CBOR bodies as a person reads them, to bytes |
//!
//! The crates and a package of checks, which holds the tests of the broken copies, are one workspace below the target
//! folder. Only files that differ are written, and the target folder stays: a second run compiles what has changed.
#![cfg(test)]

mod aws_json;
#[path = "../../models/broken.rs"]
mod broken;
mod notation;
mod rpc_v2_cbor;
#[path = "../support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tinsmith::generate::Generated;
use tinsmith::output;
use tinsmith_runtime::primitives::Blob;

use support::{generate_bytes, repository};

/// One of the models.
struct Model {
    /// As in the name of the file.
    name: &'static str,
    /// What all its case ids begin with.
    prefix: &'static str,
    /// Without the namespace.
    protocol: &'static str,
    /// The case that is broken alone, by what follows the prefix.
    one: &'static str,
    /// The rules of the protocol.
    rules: &'static [Rule],
    /// The tests for what no case can say, a file of `models`.
    by_hand: &'static str,
}

/// The case that is broken alone is about a request here, about an error there.
const MODELS: [Model; 3] = [
    Model {
        name: "json10",
        prefix: "Json10",
        protocol: "awsJson1_0",
        one: "PingRequest",
        rules: aws_json::RULES,
        by_hand: "by_hand.rs",
    },
    Model {
        name: "json11",
        prefix: "Json11",
        protocol: "awsJson1_1",
        one: "ErrorDetails",
        rules: aws_json::RULES,
        by_hand: "by_hand.rs",
    },
    Model {
        name: "rpcv2cbor",
        prefix: "Rpcv2Cbor",
        protocol: "rpcv2Cbor",
        one: "ScalarsSent",
        rules: rpc_v2_cbor::RULES,
        by_hand: "by_hand_cbor.rs",
    },
];

/// A rule of the protocol.
pub(crate) struct Rule {
    /// What it says.
    pub(crate) words: &'static str,
    /// The ids of its cases, without the prefix where several models have them. `{a,b}` stands for one of the two.
    pub(crate) cases: &'static [&'static str],
    /// Tests in the model's file of tests by hand, for what no case can say.
    pub(crate) by_hand: &'static [&'static str],
}

/// `a{b,c}d` → `abd`, `acd`, with any number of braces.
fn expand(pattern: &str) -> Vec<String> {
    let Some((before, rest)) = pattern.split_once('{') else { return vec![pattern.to_owned()] };
    let (choices, after) = rest.split_once('}').unwrap();
    let after = expand(after);
    choices.split(',').flat_map(|choice| after.iter().map(move |end| format!("{before}{choice}{end}"))).collect()
}

impl Model {
    fn path(&self, extension: &str) -> PathBuf {
        repository().join(format!("tests/models/conformance-{}.{extension}", self.name))
    }

    fn text(&self) -> String {
        fs::read_to_string(self.path("json")).unwrap()
    }

    /// The names of the tests by hand.
    fn by_hand(&self) -> BTreeSet<String> {
        let text = fs::read_to_string(repository().join("tests/models").join(self.by_hand)).unwrap();
        let tests = text.split("#[test]\nfn ").skip(1);
        tests.map(|test| test.split_once('(').unwrap().0.to_owned()).collect()
    }

    /// The ids of all cases, and whether a client of the protocol is tested with them.
    fn cases(&self) -> BTreeMap<String, bool> {
        let model: Value = serde_json::from_str(&self.text()).unwrap();
        let mut found = BTreeMap::new();
        for shape in model["shapes"].as_object().unwrap().values() {
            for name in ["smithy.test#httpRequestTests", "smithy.test#httpResponseTests"] {
                for case in shape["traits"][name].as_array().into_iter().flatten() {
                    let tested = case["protocol"].as_str().unwrap().ends_with(self.protocol)
                        && case.get("appliesTo").is_none_or(|side| side == "client");
                    let id = case["id"].as_str().unwrap().to_owned();
                    assert!(id.starts_with(self.prefix), "{id}");
                    assert!(found.insert(id, tested).is_none(), "{}: a case id is there twice", self.name);
                }
            }
        }
        found
    }

    /// The ids that the table wants, with the rule of each.
    fn wanted(&self) -> BTreeMap<String, &'static str> {
        let mut wanted = BTreeMap::new();
        for rule in self.rules {
            for id in rule.cases.iter().flat_map(|pattern| expand(pattern)) {
                if id.starts_with(self.prefix) {
                    wanted.insert(id, rule.words);
                } else if !id.starts_with("Json") {
                    wanted.insert(format!("{}{id}", self.prefix), rule.words);
                }
            }
        }
        wanted
    }
}

#[test]
fn every_rule_has_a_case_and_every_case_a_rule() {
    for model in &MODELS {
        let (cases, wanted) = (model.cases(), model.wanted());
        let missing: Vec<_> = wanted.iter().filter(|(id, _)| !cases.contains_key(*id)).collect();
        assert!(missing.is_empty(), "{}: cases are missing: {missing:#?}", model.name);
        let more: Vec<_> = cases.keys().filter(|id| !wanted.contains_key(*id)).collect();
        assert!(more.is_empty(), "{}: cases of no rule: {more:#?}", model.name);

        let (tests, mut wanted) = (model.by_hand(), BTreeSet::new());
        for rule in model.rules {
            assert!(!rule.cases.is_empty() || !rule.by_hand.is_empty(), "nothing tests that {}", rule.words);
            for name in rule.by_hand {
                let file = model.by_hand;
                assert!(tests.contains(*name), "{file}: there is no {name}, to test that {}", rule.words);
                wanted.insert((*name).to_owned());
            }
        }
        assert_eq!(tests, wanted, "{}: tests, and those that a rule wants", model.by_hand);
    }
}

/// Every body of the model of rpcv2Cbor stands beside it as a person reads it, and is what stands there;
/// `TINSMITH_BLESS=1` writes the bodies into the model.
#[test]
fn bodies_are_what_their_notation_says() {
    let model = MODELS.iter().find(|model| model.name == "rpcv2cbor").unwrap();
    let mut bodies = notation::bodies(&fs::read_to_string(model.path("txt")).unwrap());
    let mut value: Value = serde_json::from_str(&model.text()).unwrap();
    let mut wrong = Vec::new();
    for shape in value["shapes"].as_object_mut().unwrap().values_mut() {
        for name in ["smithy.test#httpRequestTests", "smithy.test#httpResponseTests"] {
            let Some(cases) = shape.get_mut("traits").and_then(|traits| traits.get_mut(name)) else { continue };
            for case in cases.as_array_mut().unwrap() {
                let id = case["id"].as_str().unwrap().to_owned();
                if case.get("bodyMediaType").is_some_and(|media| media == "application/cbor") {
                    let body = bodies.remove(&id).unwrap_or_else(|| panic!("{id} has a body that is not written down"));
                    let body = Value::from(Blob::new(body).to_base64());
                    if case["body"] != body {
                        case["body"] = body;
                        wrong.push(id);
                    }
                }
            }
        }
    }
    assert!(bodies.is_empty(), "there are no such cases, or they have no CBOR body: {:?}", bodies.keys());
    if std::env::var_os("TINSMITH_BLESS").is_some() {
        fs::write(model.path("json"), format!("{}\n", serde_json::to_string_pretty(&value).unwrap())).unwrap();
    } else {
        assert!(wrong.is_empty(), "other bodies than conformance-rpcv2cbor.txt has: {wrong:?}");
    }
}

/// The crate of a model, in memory.
fn generated(model: &Model, text: &str) -> Generated {
    let name = format!("conformance-{}.json", model.name);
    generate_bytes(&name, text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

fn write_where_it_differs(path: &Path, text: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Writes the files below a folder, and removes those that are no longer made.
fn write(folder: &Path, files: &BTreeMap<String, String>) {
    output::apply(folder, &output::plan(folder, files).unwrap()).unwrap();
}

/// Writes the protocol tests of a broken copy into the package of checks. Nothing else of the copy differs from the
/// crate of the sound model, so that the tests can run against that one: it is compiled once.
fn write_broken(folder: &Path, sound: &Generated, copy: &Generated) {
    let library = |generated: &Generated| -> BTreeMap<String, String> {
        let files = generated.files.iter().filter(|(path, _)| path.starts_with("src/"));
        // The first line holds a checksum of the model.
        files.map(|(path, text)| (path.clone(), text.split_once('\n').unwrap().1.to_owned())).collect()
    };
    assert!(library(sound) == library(copy), "{}: a broken case changes the library", folder.display());
    let tests = copy.files.iter();
    let tests = tests.filter_map(|(path, text)| Some((path.strip_prefix("tests/protocol/")?.to_owned(), text.clone())));
    write(folder, &tests.collect());
}

/// Writes the workspace. Returns its folder and how many cases stand broken in the copies of each model.
fn workspace() -> (PathBuf, BTreeMap<&'static str, usize>) {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("conformance");
    let checks = root.join("checks");
    let runtime = repository().join("codegen/runtime");
    let (mut counts, mut crates) = (BTreeMap::new(), String::new());
    for model in &MODELS {
        let text = model.text();
        let sound = generated(model, &text);
        let package = &sound.lowered.krate.package;
        write(&root.join(model.name), &sound.files);
        crates += &format!("{package} = {{ path = \"../{}\" }}\n", model.name);
        let hand = repository().join("tests/models").join(model.by_hand);
        let by_hand = format!("use {package} as service;\ninclude!({:?});\n", hand.display().to_string());
        write_where_it_differs(&checks.join(format!("tests/{}_by_hand.rs", model.name)), &by_hand);

        let left_out = &sound.files["tests/protocol/main.rs"];
        for (id, _) in model.cases().iter().filter(|(_, tested)| !**tested) {
            assert!(left_out.contains(id), "{id} is left out, and nothing says so");
        }

        let one = broken::one_case_broken(&text, &format!("{}{}", model.prefix, model.one));
        assert_ne!(one, text);
        write_broken(&checks.join(format!("tests/{}_one_broken", model.name)), &sound, &generated(model, &one));
        let (every, count) = broken::every_case_broken(&text);
        write_broken(&checks.join(format!("tests/{}_every_broken", model.name)), &sound, &generated(model, &every));
        counts.insert(model.name, count);
    }
    let manifest = format!(
        "[package]\nname = \"checks\"\nedition = \"2024\"\n\n[dev-dependencies]\n{crates}http = \"1\"\n\
         tinsmith-runtime = {{ path = {:?}, features = [\"testing\"] }}\n",
        runtime.display().to_string()
    );
    write_where_it_differs(&checks.join("Cargo.toml"), &manifest);
    write_where_it_differs(&checks.join("src/lib.rs"), "//! Nothing: it is for its tests.\n");
    let members: Vec<&str> = MODELS.iter().map(|model| model.name).chain(["checks"]).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.dev]\ndebug = 0\nopt-level = 0\n\
         incremental = false\n"
    );
    write_where_it_differs(&root.join("Cargo.toml"), &manifest);
    // The versions that the repository builds with: those are at hand without the network.
    let lock = fs::read_to_string(repository().join("Cargo.lock")).unwrap();
    if !root.join("Cargo.lock").exists()
        || fs::read_to_string(root.join("Cargo.lock.from")).ok().as_ref() != Some(&lock)
    {
        fs::write(root.join("Cargo.lock"), &lock).unwrap();
        fs::write(root.join("Cargo.lock.from"), &lock).unwrap();
    }
    (root, counts)
}

/// Compiles all tests of the workspace in one go. Returns their binaries by package folder and target:
/// `json10/protocol`, `checks/json10_by_hand`. What the compiler says is an error, warnings included.
fn compile(root: &Path) -> BTreeMap<String, PathBuf> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root)
        .args(["test", "--quiet", "--offline", "--workspace", "--test", "*", "--no-run"])
        .args(["--message-format", "json-render-diagnostics"])
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("RUSTFLAGS", "--deny warnings")
        .env_remove("CARGO_INCREMENTAL")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the crates of the models do not compile:\n{said}");
    let mut found = BTreeMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let message: Value = serde_json::from_str(line).unwrap();
        if let (Some(binary), Some(manifest)) = (message["executable"].as_str(), message["manifest_path"].as_str()) {
            let package = Path::new(manifest).parent().unwrap().file_name().unwrap().to_str().unwrap();
            found.insert(format!("{package}/{}", message["target"]["name"].as_str().unwrap()), PathBuf::from(binary));
        }
    }
    found
}

/// What a test binary said.
struct Run {
    /// The names without their modules and underscores.
    passed: BTreeSet<String>,
    failed: BTreeSet<String>,
    /// All of it, for messages.
    said: String,
}

fn run(binaries: &BTreeMap<String, PathBuf>, name: &str) -> Run {
    let binary = binaries.get(name).unwrap_or_else(|| panic!("no {name} in {:?}", binaries.keys()));
    let output = Command::new(binary)
        .args(["--color", "never"])
        .stdin(Stdio::null())
        .env("RUST_BACKTRACE", "0")
        .env_remove("RUST_TEST_NOCAPTURE")
        .env_remove("RUST_TEST_SHUFFLE")
        .output()
        .unwrap();
    let said =
        format!("{name}:\n{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let run = parse(said);
    assert_eq!(output.status.success(), run.failed.is_empty(), "{}", run.said);
    run
}

/// Reads libtest's lines, `test a::b ... ok`, and holds the sum at the end against them.
fn parse(said: String) -> Run {
    let (mut passed, mut failed, mut lines) = (BTreeSet::new(), BTreeSet::new(), 0);
    for line in said.lines().take_while(|line| *line != "failures:") {
        let Some((name, verdict)) = line.strip_prefix("test ").and_then(|rest| rest.rsplit_once(" ... ")) else {
            continue;
        };
        let set = match verdict {
            "ok" => &mut passed,
            "FAILED" => &mut failed,
            _ => panic!("{line}\n{said}"),
        };
        set.insert(plain(name));
        lines += 1;
    }
    let sum = format!("{} passed; {} failed; 0 ignored; 0 measured; 0 filtered out", passed.len(), failed.len());
    let end = said.lines().rfind(|line| line.starts_with("test result: ")).unwrap_or_default();
    assert!(end.contains(&sum) && lines == passed.len() + failed.len(), "{sum}, by the lines of {said}");
    Run { passed, failed, said }
}

/// A test's name without its modules, or a case's id, so that the two can be compared.
fn plain(name: &str) -> String {
    name.rsplit("::").next().unwrap().replace('_', "").to_lowercase()
}

/// The crates pass every case and what is written by hand; with one expectation broken exactly one test fails; with
/// every expectation broken none passes.
#[test]
fn the_crates_pass_every_case_and_no_broken_one() {
    let (root, broken_counts) = workspace();
    let binaries = compile(&root);
    for model in &MODELS {
        let name = model.name;
        let cases: BTreeSet<String> =
            model.cases().iter().filter(|(_, tested)| **tested).map(|(id, _)| plain(id)).collect();

        let sound = run(&binaries, &format!("{name}/protocol"));
        assert!(sound.failed.is_empty(), "{}", sound.said);
        assert_eq!(sound.passed, cases, "{name}: tests of the crate, and cases of the model");

        let hand = run(&binaries, &format!("checks/{name}_by_hand"));
        assert!(hand.failed.is_empty(), "{}", hand.said);
        assert_eq!(hand.passed, model.by_hand().iter().map(|test| plain(test)).collect(), "{name}: {}", model.by_hand);

        let one = run(&binaries, &format!("checks/{name}_one_broken"));
        let broken = BTreeSet::from([plain(&format!("{}{}", model.prefix, model.one))]);
        assert_eq!(one.failed, broken, "{}", one.said);
        assert_eq!(one.passed, cases.difference(&broken).cloned().collect(), "{}", one.said);

        let every = run(&binaries, &format!("checks/{name}_every_broken"));
        assert_eq!(every.passed, BTreeSet::new(), "{name}: tests that cannot fail");
        assert_eq!(every.failed.len(), broken_counts[name], "{name}: broken cases, and tests that fail");

        println!(
            "{name}: {} cases pass, {} tests by hand pass, {} of {} broken cases fail; one broken: {:?}",
            sound.passed.len(),
            hand.passed.len(),
            every.failed.len(),
            broken_counts[name],
            one.failed
        );
    }
}
