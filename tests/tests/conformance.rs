//! The rules of awsJson1_0 and awsJson1_1, each as a case of a model of our own: `models/conformance-json10.json` and
//! `models/conformance-json11.json`. The crates made of them pass every case, and pass `models/by_hand.rs`; the same
//! crates fail every case whose expectation is broken, so that a test that cannot fail is found out.
//!
//! Both crates and a package of checks, which holds the tests of the broken copies, are one workspace below the target
//! folder. Only files that differ are written, and the target folder stays: a second run compiles what has changed.
#![cfg(test)]

#[path = "../models/broken.rs"]
mod broken;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tinsmith::generate::Generated;
use tinsmith::output;

use support::{generate_bytes, repository};

/// One of the two models.
struct Model {
    /// As in the name of the file.
    name: &'static str,
    /// What all its case ids begin with.
    prefix: &'static str,
    /// Without the namespace.
    protocol: &'static str,
    /// The case that is broken alone, by what follows the prefix.
    one: &'static str,
}

/// A case about a request, and one about an error.
const MODELS: [Model; 2] = [
    Model { name: "json10", prefix: "Json10", protocol: "awsJson1_0", one: "PingRequest" },
    Model { name: "json11", prefix: "Json11", protocol: "awsJson1_1", one: "ErrorDetails" },
];

/// A rule of the protocol.
struct Rule {
    /// What it says.
    words: &'static str,
    /// The ids of its cases, without the prefix where both models have them. `{a,b}` stands for one of the two.
    cases: &'static [&'static str],
    /// Tests in `by_hand.rs`, for what no case can say.
    by_hand: &'static [&'static str],
}

/// Every rule on bodies, headers and errors, with all cases that there are.
const RULES: &[Rule] = &[
    Rule {
        words: "a request is a POST to `/`; the path and the port of a custom endpoint are kept",
        cases: &["Ping{Request,CustomPath,CustomPathSlash,Port}"],
        by_hand: &[],
    },
    Rule {
        words: "traits that bind members to HTTP do not count",
        cases: &["Bindings{Request,Response}"],
        by_hand: &[],
    },
    Rule {
        words: "a request has a content type, a target and a length",
        cases: &["PingRequest", "PingBodyText"],
        by_hand: &[],
    },
    Rule {
        words: "without input a client sends an empty object",
        cases: &["PingRequest", "PingBodyText", "PingStructuresRequest"],
        by_hand: &[],
    },
    Rule {
        words: "an empty answer is as good as an empty object",
        cases: &["Ping{EmptyBody,EmptyObject}", "PingStructuresEmptyBody", "RequiredEmptyBody", "ErrorEmptyBody"],
        by_hand: &[],
    },
    Rule {
        words: "cases for servers and for other protocols are left out",
        cases: &["PingServer", "ErrorServer", "PingOtherProtocol"],
        by_hand: &[],
    },
    Rule {
        words: "the content type of an answer may carry parameters",
        cases: &["PingContentTypeParameter", "PingNoContentType", "ErrorContentType"],
        by_hand: &[],
    },
    Rule {
        words: "a body is one JSON object, however it is laid out, and not too deep",
        cases: &["PingLines", "ScalarsBlanks"],
        by_hand: &["bodies_that_are_not_json_objects_are_refused"],
    },
    Rule {
        words: "an error is named in the header, in `code` or in `__type`, in this order; a nested `__type` is data",
        cases: &["ErrorType", "Error{Header,Code}First", "ErrorOtherStatus", "ErrorNestedType", "FailDoesNot"],
        by_hand: &["an_unknown_error_has_its_code_message_and_request_id"],
    },
    Rule {
        words: "the name of an error ends at the first `:` and begins behind `#`",
        cases: &["Error{Header,Code,Type}{Plain,Namespace,OtherNamespace,Uri,NamespaceUri}"],
        by_hand: &[],
    },
    Rule {
        words: "an error says `message`, `Message` or `errorMessage`, or nothing",
        cases: &[
            "Error{Message,MessageCapital,ErrorMessage}",
            "ErrorCapital{Message,MessageCapital,ErrorMessage}",
            "Error{NoMessage,BusyNoMessage}",
        ],
        by_hand: &[],
    },
    Rule {
        words: "an error has members like any structure",
        cases: &["Error{Details,DetailsMissing,Busy}"],
        by_hand: &["a_known_error_that_does_not_parse_keeps_its_code"],
    },
    Rule {
        words: "an error that does not parse keeps status, headers, request id and body",
        cases: &[],
        by_hand: &["an_error_that_does_not_parse_keeps_what_came", "a_known_error_that_does_not_parse_keeps_its_code"],
    },
    Rule {
        words: "the request id is in one of two headers",
        cases: &[],
        by_hand: &[
            "an_error_that_does_not_parse_keeps_what_came",
            "an_unknown_error_has_its_code_message_and_request_id",
        ],
    },
    Rule {
        words: "a server of 1.0 writes the whole id of an error, one of 1.1 its name",
        cases: &["ErrorType"],
        by_hand: &[],
    },
    Rule {
        words: "the codes of the query protocol count where the service is query-compatible, and there alone",
        cases: &["PingRequest", "Json10QueryError{Code,Override,None}", "Json11QueryErrorIgnored"],
        by_hand: &[],
    },
    Rule {
        words: "members go by their own names, whatever jsonName says, and by case",
        cases: &["Names{Sent,Received}", "ScalarsCase", "Bindings{Request,Response}", "ErrorDetails"],
        by_hand: &[],
    },
    Rule {
        words: "a time has the format of its member, else of its shape, else it is epoch seconds",
        cases: &[
            "Times{Plain,EpochMember,DateMember,HttpMember,EpochShape,DateShape,HttpShape}{Sent,Received}",
            "Times{EpochOverDate,DateOverHttp,HttpOverEpoch}{Sent,Received}",
            "TimeCollections{Sent,Received}",
        ],
        by_hand: &[],
    },
    Rule {
        words: "times have fractions, exponents and offsets, and may lie before 1970",
        cases: &["Times{Fraction,BeforeEpoch}{Sent,Received}", "Times{Offset,Exponent}"],
        by_hand: &[],
    },
    Rule {
        words: "not a number and the infinities are texts; no other text is a float",
        cases: &[
            "Scalars{NotANumber,Infinite,NegativeInfinite,Extremes}{Sent,Received}",
            "ScalarsIntegersAsFloats",
            "{ListsFloats,MapsFloats,ChoiceNotANumber}{Sent,Received}",
        ],
        by_hand: &["numbers_of_the_wrong_form_are_refused"],
    },
    Rule {
        words: "an integer may be written as a float, but has no fraction and is in range",
        cases: &["ScalarsWhole{Fraction,Exponent}"],
        by_hand: &["numbers_of_the_wrong_form_are_refused"],
    },
    Rule { words: "zero and empty are values", cases: &["Scalars{,Zero}{Sent,Received}"], by_hand: &[] },
    Rule {
        words: "texts are escaped as JSON says, and every escape is read",
        cases: &["ScalarsText{Sent,Received,Bytes}", "ScalarsEscapes"],
        by_hand: &[],
    },
    Rule {
        words: "null is the same as absent, and absent is not sent",
        cases: &["ScalarsUnset", "{Scalars,Lists,Maps,Choice,Documents}Null", "ListsLeafMembers"],
        by_hand: &[],
    },
    Rule {
        words: "null is kept where a collection is sparse, else skipped in a map and refused in a list",
        cases: &["{Lists,Maps}Sparse{Sent,Received}", "MapsDenseNull"],
        by_hand: &["null_in_a_dense_list_is_refused"],
    },
    Rule {
        words: "lists and maps hold every kind of value, and keys of every name",
        cases: &["{Lists,Maps}{,Empty}{Sent,Received}", "MapsTypeKey{Sent,Received}"],
        by_hand: &[],
    },
    Rule {
        words: "a union has exactly one member, of any type",
        cases: &[
            "Choice{Text,Yes,Number,Ratio,Data,Time,Date,Flavor}{Sent,Received}",
            "Choice{Texts,Numbers,Leaf,Document,Nothing,Again,Renamed,Collections}{Sent,Received}",
        ],
        by_hand: &["unions_have_exactly_one_member"],
    },
    Rule {
        words: "in a union null is skipped, and so is a `__type` that is no member",
        cases: &["Choice{Nulls,TypeHint}", "ChoiceTypeMember{Sent,Received}"],
        by_hand: &["unions_have_exactly_one_member"],
    },
    Rule {
        words: "an unknown member of a union is known to be there, and is not sent",
        cases: &[],
        by_hand: &["an_unknown_member_of_a_union_is_kept_as_such_but_not_sent"],
    },
    Rule {
        words: "unknown members are skipped at any depth",
        cases: &["PingUnknownMembers", "ScalarsUnknown", "ListsLeafMembers"],
        by_hand: &[],
    },
    Rule {
        words: "an unknown value of an enum keeps its text",
        cases: &["Enums{,Unknown,Case}{Sent,Received}", "ListsUnknownValues", "MapsUnknownKey"],
        by_hand: &["an_unknown_value_of_an_enum_keeps_its_text"],
    },
    Rule { words: "bytes are base64", cases: &["Blobs{,Empty,Padding,Map}{Sent,Received}"], by_hand: &[] },
    Rule {
        words: "a document is any JSON",
        cases: &[
            "Documents{Object,List,Text,Whole,Fraction,Boolean}{Sent,Received}",
            "Documents{EmptyObject,EmptyText,Collections}{Sent,Received}",
        ],
        by_hand: &[],
    },
    Rule { words: "big numbers keep their text", cases: &["BigNumbers{Sent,Received,Small}"], by_hand: &[] },
    Rule { words: "types may be recursive", cases: &["Trees{Sent,Received}"], by_hand: &[] },
    Rule {
        words: "a client leaves defaults of the input out, fills in nested ones, and fills in what it reads",
        cases: &["Defaults{TopLevel,Nested}{,Given}", "DefaultsReceived{,Null,Given}"],
        by_hand: &[],
    },
    Rule {
        words: "a required member that an answer lacks is the zero value of its type",
        cases: &["Required{Missing,Null,EmptyBody,Unmentioned,Given}", "ErrorDetailsMissing", "ErrorBusyNoMessage"],
        by_hand: &[],
    },
    Rule {
        words: "an unset idempotency token is a new random UUID",
        cases: &["Token{Given,FilledIn}"],
        by_hand: &["an_unset_idempotency_token_is_a_new_uuid_each_time"],
    },
    Rule {
        words: "a prefix stands before the host; its labels are checked, and it can be switched off",
        cases: &["Prefixed{Host,PathAndPort}", "LabelledHost"],
        by_hand: &["labels_of_a_host_are_checked"],
    },
    Rule {
        words: "a body of 10,240 bytes or more is gzip where the model says so",
        cases: &["Compressed{Small,Below,At}"],
        by_hand: &["a_large_body_is_gzip", "compression_follows_its_options"],
    },
    Rule {
        words: "what is sensitive is sent as it is and not shown",
        cases: &["Secrets{Sent,Received}"],
        by_hand: &["what_is_sensitive_is_not_shown"],
    },
    Rule {
        words: "tokens, page sizes and items of pages are members like others",
        cases: &["Page{Request,Response}"],
        by_hand: &["tokens_and_items_of_pages_may_be_nested"],
    },
];

/// `a{b,c}d` → `abd`, `acd`, with any number of braces.
fn expand(pattern: &str) -> Vec<String> {
    let Some((before, rest)) = pattern.split_once('{') else { return vec![pattern.to_owned()] };
    let (choices, after) = rest.split_once('}').unwrap();
    let after = expand(after);
    choices.split(',').flat_map(|choice| after.iter().map(move |end| format!("{before}{choice}{end}"))).collect()
}

impl Model {
    fn text(&self) -> String {
        fs::read_to_string(repository().join(format!("tests/models/conformance-{}.json", self.name))).unwrap()
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
        for rule in RULES {
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

/// The names of the tests in `by_hand.rs`.
fn by_hand() -> BTreeSet<String> {
    let text = fs::read_to_string(repository().join("tests/models/by_hand.rs")).unwrap();
    let tests = text.split("#[test]\nfn ").skip(1);
    tests.map(|test| test.split_once('(').unwrap().0.to_owned()).collect()
}

#[test]
fn every_rule_has_a_case_and_every_case_a_rule() {
    for model in &MODELS {
        let (cases, wanted) = (model.cases(), model.wanted());
        let missing: Vec<_> = wanted.iter().filter(|(id, _)| !cases.contains_key(*id)).collect();
        assert!(missing.is_empty(), "{}: cases are missing: {missing:#?}", model.name);
        let more: Vec<_> = cases.keys().filter(|id| !wanted.contains_key(*id)).collect();
        assert!(more.is_empty(), "{}: cases of no rule: {more:#?}", model.name);
    }
    let (tests, mut wanted) = (by_hand(), BTreeSet::new());
    for rule in RULES {
        assert!(!rule.cases.is_empty() || !rule.by_hand.is_empty(), "nothing tests that {}", rule.words);
        for name in rule.by_hand {
            assert!(tests.contains(*name), "by_hand.rs: there is no {name}, to test that {}", rule.words);
            wanted.insert((*name).to_owned());
        }
    }
    assert_eq!(tests, wanted, "by_hand.rs: tests, and those that a rule wants");
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
    let hand = repository().join("tests/models/by_hand.rs");
    let (mut counts, mut crates) = (BTreeMap::new(), String::new());
    for model in &MODELS {
        let text = model.text();
        let sound = generated(model, &text);
        let package = &sound.lowered.krate.package;
        write(&root.join(model.name), &sound.files);
        crates += &format!("{package} = {{ path = \"../{}\" }}\n", model.name);
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
        assert_eq!(hand.passed, by_hand().iter().map(|test| plain(test)).collect(), "{name}: by_hand.rs");

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
