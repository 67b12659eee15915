//! The Rust verdict against the compiler: crates of edited models, and programs that use the item that an edit changes.
//!
//! Each edit of one small model makes two pairs, there and back. A program that fits the first crate of a pair must
//! compile against the second unless the verdict is major, and only then; one that uses what is new compiles against
//! the new crate alone. All crates and programs are one workspace, checked by one run of cargo, and only files that
//! differ are written: a second run checks only what has changed.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tinsmith::diff::Bump::{self, Major, Minor, Patch};
use tinsmith::diff::{DiffOptions, Named, diff};
use tinsmith::generate::{GenerateOptions, generate_loaded};
use tinsmith::model::{LoadOptions, Loaded, load_bytes};
use tinsmith::output;
use tinsmith::output::Regeneration;
use tinsmith::render::manifest::{PackageMetadata, RuntimeSource};

/// What every program starts with.
const PRELUDE: &str = "\
#![allow(unused)]
use subject::error::BuildError;
use subject::operation::{get, put};
use subject::{Operation, types};

fn main() {}

";

/// An edit of [`base`], and what becomes of programs.
struct Edit {
    name: &'static str,
    /// Each path (a JSON pointer without `/shapes/a.b#`) is set to a value, or removed by null.
    paths: Vec<(&'static str, Value)>,
    /// Uses the changed item as the base has it.
    before: &'static str,
    /// Uses it as the edited model has it; `None` where the same program must fit both.
    after: Option<&'static str>,
    /// The bump from the base to the edited model, and back.
    bumps: (Option<Bump>, Option<Bump>),
}

/// An edit that changes what programs can say.
fn changes(
    name: &'static str,
    bumps: (Bump, Bump),
    paths: Vec<(&'static str, Value)>,
    before: &'static str,
    after: &'static str,
) -> Edit {
    Edit { name, paths, before, after: Some(after), bumps: (Some(bumps.0), Some(bumps.1)) }
}

/// An edit after which the same programs compile.
fn keeps(name: &'static str, bump: Option<Bump>, paths: Vec<(&'static str, Value)>, program: &'static str) -> Edit {
    Edit { name, paths, before: program, after: None, bumps: (bump, bump) }
}

/// Two operations, and one shape of each kind.
fn base() -> Value {
    json!({ "smithy": "2.0", "shapes": {
        "a.b#S": {
            "type": "service", "version": "1",
            "operations": [{ "target": "a.b#Get" }, { "target": "a.b#Put" }],
            "traits": { "aws.protocols#awsJson1_1": {} }
        },
        "a.b#Get": { "type": "operation", "input": { "target": "a.b#GetInput" }, "output": { "target": "a.b#GetOutput" },
                     "errors": [{ "target": "a.b#Missing" }] },
        "a.b#Put": { "type": "operation", "input": { "target": "a.b#PutInput" },
                     "errors": [{ "target": "a.b#Missing" }, { "target": "a.b#Conflict" }] },
        "a.b#GetInput": { "type": "structure", "members": {
            "Id": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } },
            "Token": { "target": "smithy.api#String" } } },
        "a.b#GetOutput": { "type": "structure", "members": {
            "Name": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } },
            "Note": { "target": "smithy.api#String" }, "Item": { "target": "a.b#Item" },
            "Choice": { "target": "a.b#Choice" }, "Names": { "target": "a.b#Names" },
            "When": { "target": "smithy.api#Timestamp" }, "Token": { "target": "smithy.api#String" } } },
        "a.b#PutInput": { "type": "structure", "members": {
            "Item": { "target": "a.b#Item" }, "Text": { "target": "a.b#Text" },
            "Count": { "target": "smithy.api#Integer" } } },
        "a.b#Names": { "type": "list", "member": { "target": "smithy.api#String" } },
        "a.b#Item": { "type": "structure", "members": {
            "RealName": { "target": "a.b#Text" }, "Kind": { "target": "a.b#Kind" }, "Part": { "target": "a.b#Part" },
            "Size": { "target": "smithy.api#Integer" },
            "Weight": { "target": "smithy.api#Integer", "traits": { "smithy.api#default": 10 } } } },
        "a.b#Part": { "type": "structure", "members": { "Code": { "target": "smithy.api#String" } } },
        "a.b#Choice": { "type": "union", "members": {
            "Text": { "target": "smithy.api#String" }, "Number": { "target": "smithy.api#Long" } } },
        "a.b#Kind": { "type": "enum", "members": {
            "ONE": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "one" } },
            "TWO": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "two" } } } },
        "a.b#Text": { "type": "string", "traits": { "smithy.api#length": { "min": 1, "max": 10 } } },
        "a.b#Missing": { "type": "structure", "members": { "message": { "target": "smithy.api#String" } },
                         "traits": { "smithy.api#error": "client", "smithy.api#httpError": 404 } },
        "a.b#Conflict": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } },
        "a.b#Late": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "server" } }
    } })
}

fn to(name: &str) -> Value {
    let namespace =
        if name.chars().all(char::is_alphanumeric) && !SIMPLE.contains(&name) { "a.b" } else { "smithy.api" };
    json!({ "target": format!("{namespace}#{name}") })
}

/// The shapes that every model has.
const SIMPLE: [&str; 4] = ["String", "Integer", "Unit", "Boolean"];

fn with(name: &str, traits: Value) -> Value {
    let mut member = to(name);
    member["traits"] = traits;
    member
}

/// The table of edits.
fn edits() -> Vec<Edit> {
    let required = || json!({ "smithy.api#required": {} });
    vec![
        changes(
            "operation",
            (Minor, Major),
            vec![("S/operations", json!([to("Get"), to("Put"), to("Ping")])), ("Ping", json!({ "type": "operation" }))],
            "fn program() -> &'static str { put::Put::NAME }",
            "fn program() -> &'static str { subject::operation::ping::Ping::NAME }",
        ),
        changes(
            "output",
            (Minor, Major),
            vec![
                ("Put/output", to("PutOutput")),
                ("PutOutput", json!({ "type": "structure", "members": { "Receipt": to("String") } })),
            ],
            "fn program() -> put::PutOutput { put::PutOutput::builder().build() }",
            "fn program(output: put::PutOutput) -> Option<String> { output.receipt }",
        ),
        changes(
            "input_member",
            (Minor, Major),
            vec![("PutInput/members/Extra", to("String"))],
            "fn program() -> Result<put::PutInput, BuildError> { put::PutInput::builder().text(\"t\").build() }",
            "fn program() -> Result<put::PutInput, BuildError> { put::PutInput::builder().extra(\"x\").build() }",
        ),
        changes(
            "required_input_member",
            (Minor, Major),
            vec![("PutInput/members/Extra", with("String", required()))],
            "fn program() -> Result<put::PutInput, BuildError> { put::PutInput::builder().text(\"t\").build() }",
            "fn program(input: put::PutInput) -> Option<String> { input.extra }",
        ),
        changes(
            "shared_member",
            (Minor, Major),
            vec![("Item/members/Extra", to("String"))],
            "fn program() -> types::Item { types::Item::builder().real_name(\"n\").build() }",
            "fn program(item: &types::Item) -> Option<&str> { item.extra() }",
        ),
        changes(
            "first_required_member",
            (Major, Major),
            vec![("Item/members/Extra", with("String", required()))],
            "fn program() -> types::Item { types::Item::builder().build() }",
            "fn program() -> Result<types::Item, BuildError> { types::Item::builder().extra(\"x\").build() }",
        ),
        changes(
            "member_of_the_same_name_in_rust",
            (Minor, Major),
            vec![("Item/members/Real_Name", to("Integer"))],
            "fn program(item: types::Item) -> Option<String> { item.real_name }",
            "fn program(item: types::Item) -> Option<i32> { item.real_name_2 }",
        ),
        changes(
            "cycle",
            // The cycle is cut at the first of its members by name, which was there before.
            (Major, Major),
            vec![("Part/members/Whole", to("Item"))],
            "fn program(item: types::Item) -> Option<types::Part> { item.part }",
            "fn program(item: types::Item) -> Option<Box<types::Part>> { item.part }",
        ),
        changes(
            "retarget",
            (Major, Major),
            vec![("GetOutput/members/Note", to("Integer"))],
            "fn program(output: get::GetOutput) -> Option<String> { output.note }",
            "fn program(output: get::GetOutput) -> Option<i32> { output.note }",
        ),
        changes(
            "list_element",
            (Major, Major),
            vec![("Names/member", to("Integer"))],
            "fn program(output: get::GetOutput) -> Option<Vec<String>> { output.names }",
            "fn program(output: get::GetOutput) -> Option<Vec<i32>> { output.names }",
        ),
        changes(
            "sparse_list",
            (Major, Major),
            vec![("Names/traits", json!({ "smithy.api#sparse": {} }))],
            "fn program(output: get::GetOutput) -> Option<Vec<String>> { output.names }",
            "fn program(output: get::GetOutput) -> Option<Vec<Option<String>>> { output.names }",
        ),
        changes(
            "renamed_shape",
            (Major, Major),
            vec![
                ("Item/members/Part", to("Piece")),
                ("Piece", json!({ "type": "structure", "members": { "Code": to("String") } })),
            ],
            "fn program(item: types::Item) -> Option<types::Part> { item.part }",
            "fn program(item: types::Item) -> Option<types::Piece> { item.part }",
        ),
        changes(
            "required_flip",
            (Major, Major),
            vec![("GetOutput/members/Name/traits", Value::Null)],
            "fn program(output: get::GetOutput) -> String { output.name }",
            "fn program(output: get::GetOutput) -> Option<String> { output.name }",
        ),
        changes(
            "client_optional",
            (Major, Major),
            vec![("GetOutput/members/Name/traits/smithy.api#clientOptional", json!({}))],
            "fn program(output: get::GetOutput) -> String { output.name }",
            "fn program(output: get::GetOutput) -> Option<String> { output.name }",
        ),
        changes(
            "enum_value",
            (Minor, Major),
            vec![("Kind/members/THREE", with("Unit", json!({ "smithy.api#enumValue": "three" })))],
            "fn program(kind: &types::Kind) -> bool { matches!(kind, types::Kind::One | types::Kind::Two) }",
            "fn program(kind: &types::Kind) -> bool { matches!(kind, types::Kind::Three) }",
        ),
        changes(
            "enum_to_text",
            (Major, Major),
            vec![("Kind", json!({ "type": "string" }))],
            "fn program(item: types::Item) -> Option<types::Kind> { item.kind }",
            "fn program(item: types::Item) -> Option<String> { item.kind }",
        ),
        changes(
            "union_member",
            (Minor, Major),
            vec![("Choice/members/Flag", to("Boolean"))],
            "fn program(choice: &types::Choice) -> bool { choice.as_text().is_ok() || choice.is_number() }",
            "fn program(choice: &types::Choice) -> bool { matches!(choice, types::Choice::Flag(true)) }",
        ),
        changes(
            "union_payload",
            (Major, Major),
            vec![("Choice/members/Number", to("Integer"))],
            "fn program(number: i64) -> types::Choice { types::Choice::Number(number) }",
            "fn program(number: i32) -> types::Choice { types::Choice::Number(number) }",
        ),
        changes(
            "error_member",
            (Minor, Major),
            vec![("Missing/members/Where", to("String"))],
            "fn program(error: &types::error::Missing) -> Option<&str> { error.message() }",
            "fn program(error: types::error::Missing) -> Option<String> { error.r#where }",
        ),
        keeps(
            "value_on_the_wire",
            Some(Minor),
            vec![("Kind/members/ONE/traits/smithy.api#enumValue", json!("uno"))],
            "fn program(kind: &types::Kind) -> bool { matches!(kind, types::Kind::One) }",
        ),
        changes(
            "new_error",
            (Minor, Major),
            vec![("Get/errors", json!([to("Missing"), to("Late")]))],
            "fn program(error: &get::GetError) -> bool { error.is_missing() }",
            "fn program(error: types::error::Late) -> get::GetError { get::GetError::Late(error) }",
        ),
        changes(
            "error_of_another_operation",
            (Minor, Major),
            vec![("Get/errors", json!([to("Missing"), to("Conflict")]))],
            "fn program(error: &subject::Error) -> bool { matches!(error, subject::Error::Conflict(_)) }",
            "fn program(error: &get::GetError) -> bool { error.is_conflict() }",
        ),
        changes(
            "pagination",
            (Minor, Major),
            vec![(
                "Get/traits",
                json!({ "smithy.api#paginated": { "inputToken": "Token", "outputToken": "Token", "items": "Names" } }),
            )],
            "fn program(output: get::GetOutput) -> Option<String> { output.token }",
            "fn pages<T: subject::Paginated>() {} fn program() { pages::<get::Get>() }",
        ),
        changes(
            "new_default",
            (Major, Major),
            vec![("Item/members/Size", with("Integer", json!({ "smithy.api#default": 1 })))],
            "fn program(item: types::Item) -> Option<i32> { item.size }",
            "fn program(item: types::Item) -> i32 { item.size }",
        ),
        keeps(
            "other_default",
            Some(Minor),
            vec![("Item/members/Weight/traits/smithy.api#default", json!(20))],
            "fn program(item: types::Item) -> i32 { item.weight }",
        ),
        keeps(
            "default_of_an_input",
            Some(Patch),
            vec![("PutInput/members/Count", with("Integer", json!({ "smithy.api#default": 1 })))],
            "fn program(input: put::PutInput) -> Option<i32> { input.count }",
        ),
        keeps(
            "required_in_an_input",
            Some(Minor),
            vec![("PutInput/members/Count", with("Integer", required()))],
            "fn program(input: put::PutInput) -> Option<i32> { input.count }",
        ),
        keeps(
            "sensitive",
            Some(Minor),
            vec![("Text/traits/smithy.api#sensitive", json!({}))],
            "fn program(item: &types::Item) -> String { format!(\"{item:?} {:?}\", item.real_name()) }",
        ),
        keeps(
            "constraint",
            Some(Patch),
            vec![("Text/traits/smithy.api#length", json!({ "min": 1, "max": 5 }))],
            "fn program() -> types::Item { types::Item::builder().real_name(\"longer\").build() }",
        ),
        keeps(
            "equal_target",
            None,
            vec![("GetOutput/members/Note", to("Plain")), ("Plain", json!({ "type": "string" }))],
            "fn program(output: get::GetOutput) -> Option<String> { output.note }",
        ),
        keeps(
            "time_format",
            Some(Minor),
            vec![("GetOutput/members/When/traits", json!({ "smithy.api#timestampFormat": "date-time" }))],
            "fn program(output: get::GetOutput) -> Option<subject::primitives::DateTime> { output.when }",
        ),
        keeps(
            "idempotency_token",
            Some(Minor),
            vec![("PutInput/members/Text/traits", json!({ "smithy.api#idempotencyToken": {} }))],
            "fn program(input: put::PutInput) -> Option<String> { input.text }",
        ),
        keeps(
            "retryable",
            Some(Minor),
            vec![("Missing/traits/smithy.api#retryable", json!({}))],
            "fn program(error: &types::error::Missing) -> Option<&str> { error.message() }",
        ),
        keeps(
            "documentation",
            Some(Patch),
            vec![("Item/traits", json!({ "smithy.api#documentation": "A thing." }))],
            "fn program(item: types::Item) -> types::Item { item.clone() }",
        ),
    ]
}

fn edited(edit: &Edit) -> Value {
    let mut model = base();
    for (path, value) in &edit.paths {
        let path = format!("/shapes/a.b#{path}");
        let (parent, key) = path.rsplit_once('/').unwrap();
        let parent = model.pointer_mut(parent).unwrap_or_else(|| panic!("{}: no {parent}", edit.name));
        let fields = parent.as_object_mut().unwrap();
        match value {
            Value::Null => drop(fields.shift_remove(key).unwrap()),
            value => drop(fields.insert(key.to_owned(), value.clone())),
        }
    }
    model
}

fn load(model: &Value) -> Loaded {
    load_bytes("m.json", model.to_string().as_bytes(), None, &LoadOptions::default()).unwrap_or_else(|e| panic!("{e}"))
}

fn bump(old: &Loaded, new: &Loaded) -> Option<Bump> {
    let named = |loaded| Named { name: "m.json", loaded };
    diff(named(old), named(new), DiffOptions { docs: true, ..DiffOptions::default() }).unwrap().rust.bump
}

/// The workspace below the target folder.
struct Workspace {
    root: PathBuf,
    members: BTreeSet<String>,
}

impl Workspace {
    fn new() -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff-rust");
        fs::create_dir_all(&root).unwrap();
        Self { root, members: BTreeSet::new() }
    }

    /// The crate of a model.
    fn generate(&mut self, name: &str, loaded: &Loaded) {
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime").canonicalize().unwrap();
        let options = GenerateOptions {
            model: PathBuf::from(format!("{name}.json")),
            out: PathBuf::new(),
            package: Some(name.to_owned()),
            load: LoadOptions::default(),
            runtime: RuntimeSource::Path(runtime.display().to_string()),
            metadata: PackageMetadata::default(),
            command: Regeneration::Anywhere("cargo test".to_owned()),
        };
        let generated = generate_loaded(loaded, &options).unwrap_or_else(|error| panic!("{name}: {error}"));
        let out = self.root.join(name);
        let changes = output::plan(&out, &generated.files).unwrap();
        output::apply(&out, &changes).unwrap();
        self.members.insert(name.to_owned());
    }

    /// A package of programs against a crate.
    fn programs(&mut self, name: &str, subject: &str, programs: &[(String, &str)]) {
        let mut manifest = format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n");
        // Writing to a string cannot fail.
        let _ = writeln!(manifest, "[dependencies]\nsubject = {{ package = {subject:?}, path = \"../{subject}\" }}");
        for (program, text) in programs {
            self.write(&format!("{name}/src/bin/{program}.rs"), &format!("{PRELUDE}{text}\n"));
        }
        self.write(&format!("{name}/Cargo.toml"), &manifest);
        self.members.insert(name.to_owned());
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        if fs::read(&path).ok().as_deref() != Some(text.as_bytes()) {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    /// Checks everything in one go: what compiled, and what the compiler said of the rest, by package and target.
    fn check(&self) -> Checked {
        let members: Vec<String> = self.members.iter().map(|name| format!("    {name:?},\n")).collect();
        self.write("Cargo.toml", &format!("[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n", members.concat()));
        if !self.root.join("Cargo.lock").exists() {
            // The versions that the repository builds with: those are at hand without the network.
            fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"), self.root.join("Cargo.lock"))
                .unwrap();
        }
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--workspace", "--keep-going", "--quiet", "--message-format=json"])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", self.root.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        let mut checked = Checked { compiled: BTreeSet::new(), errors: BTreeMap::new() };
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            checked.message(&serde_json::from_str(line).unwrap());
        }
        assert!(!checked.compiled.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        checked
    }
}

/// Package and target.
type Unit = (String, String);

struct Checked {
    compiled: BTreeSet<Unit>,
    errors: BTreeMap<Unit, String>,
}

impl Checked {
    fn message(&mut self, message: &Value) {
        let Some(target) = message["target"]["name"].as_str() else { return };
        let folder = Path::new(message["manifest_path"].as_str().unwrap()).parent().unwrap();
        let unit = (folder.file_name().unwrap().to_str().unwrap().to_owned(), target.to_owned());
        if message["reason"] == "compiler-artifact" {
            self.compiled.insert(unit);
        } else if message["message"]["level"] == "error" {
            *self.errors.entry(unit).or_default() += message["message"]["rendered"].as_str().unwrap();
        }
    }

    /// Whether a program compiles against a crate; that it does not is believed only where the compiler says why.
    fn compiles(&self, subject: &str, program: &str) -> bool {
        let unit = (format!("on_{subject}"), program.to_owned());
        let (compiled, errors) = (self.compiled.contains(&unit), self.errors.contains_key(&unit));
        assert_ne!(compiled, errors, "{program} on {subject} was not checked");
        compiled
    }

    fn said(&self, subject: &str, program: &str) -> &str {
        self.errors.get(&(format!("on_{subject}"), program.to_owned())).map_or("it compiles", String::as_str)
    }
}

#[test]
fn programs_compile_as_the_verdict_says() {
    let edits = edits();
    let mut workspace = Workspace::new();
    let base = load(&base());
    workspace.generate("base", &base);
    let mut on_base = Vec::new();
    let mut verdicts = Vec::new();
    for edit in &edits {
        let other = load(&edited(edit));
        workspace.generate(edit.name, &other);
        let before = (format!("{}_before", edit.name), edit.before);
        let after = edit.after.map(|after| (format!("{}_after", edit.name), after));
        let programs: Vec<(String, &str)> = [before].into_iter().chain(after).collect();
        workspace.programs(&format!("on_{}", edit.name), edit.name, &programs);
        on_base.extend(programs);
        verdicts.push((bump(&base, &other), bump(&other, &base)));
    }
    workspace.programs("on_base", "base", &on_base);
    let checked = workspace.check();

    let mut wrong = String::new();
    let mut expect = |name: &str, what: &str, is: bool, why: &str| {
        if !is {
            let _ = writeln!(wrong, "{name}: {what}\n{why}");
        }
    };
    for name in edits.iter().map(|edit| edit.name).chain(["base"]) {
        let unit = (name.to_owned(), name.to_owned());
        expect(
            name,
            "compiles",
            checked.compiled.contains(&unit),
            checked.errors.get(&unit).map_or("", String::as_str),
        );
    }
    for (edit, (there, back)) in edits.iter().zip(verdicts) {
        let name = edit.name;
        expect(name, "the verdicts", (there, back) == edit.bumps, &format!("{there:?}, {back:?}"));
        let before = format!("{name}_before");
        expect(
            name,
            "the old program fits the old crate",
            checked.compiles("base", &before),
            checked.said("base", &before),
        );
        let survives = checked.compiles(name, &before);
        expect(
            name,
            "the old program and the verdict",
            survives == (there != Some(Major)),
            checked.said(name, &before),
        );
        let Some(_) = edit.after else {
            expect(name, "the program on the way back", back != Some(Major), &format!("{back:?}"));
            continue;
        };
        let after = format!("{name}_after");
        expect(name, "the new program fits the new crate", checked.compiles(name, &after), checked.said(name, &after));
        let survives = checked.compiles("base", &after);
        expect(
            name,
            "the new program and the verdict back",
            survives == (back != Some(Major)),
            checked.said("base", &after),
        );
    }
    assert!(wrong.is_empty(), "{wrong}");
}
