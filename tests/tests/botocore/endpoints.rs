//! What botocore's rule engine makes of the same rule sets and parameters: the official models', with random parameters.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::support::{generate_bytes, repository, shared_models};

/// How many questions each rule set is asked.
const QUESTIONS: usize = 500;

/// The rules of one model: as JSON, and as the file that they became.
struct Set {
    name: String,
    rules: Value,
    rust: String,
    /// The texts that rules compare with: values that make a difference.
    texts: Vec<String>,
}

/// The rule sets of the official models that have one.
fn sets(models: &[PathBuf]) -> Vec<Set> {
    models.iter().filter_map(|path| set(path)).collect()
}

fn set(path: &Path) -> Option<Set> {
    let name = path.file_name()?.to_str()?.to_owned();
    let bytes = fs::read(path).unwrap();
    let model: Value = serde_json::from_slice(&bytes).unwrap();
    let service = model["shapes"].as_object()?.values().find(|shape| shape["type"] == "service")?;
    let rules = service["traits"].get("smithy.rules#endpointRuleSet")?.clone();
    let generated = generate_bytes(&name, &bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    let rust = generated.files.get("src/endpoint.rs").unwrap().clone();
    let mut texts = Vec::new();
    collect_texts(&rules["rules"], &mut texts);
    Some(Set { name, rules, rust, texts })
}

/// What stands as a text among the arguments of functions.
fn collect_texts(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.values().for_each(|value| collect_texts(value, texts)),
        Value::Array(values) => {
            let plain = values.iter().filter_map(Value::as_str).filter(|text| !text.contains(['{', '#', '[']));
            texts.extend(plain.map(str::to_owned));
            values.iter().for_each(|value| collect_texts(value, texts));
        }
        _ => {}
    }
}

/// One of these.
fn one<'v>(rng: &mut Rng, values: &[&'v str]) -> &'v str {
    values[rng.usize(0..values.len())]
}

const REGIONS: [&str; 16] = [
    "us-east-1",
    "eu-west-1",
    "us-gov-west-1",
    "us-gov-nowhere-7",
    "cn-north-1",
    "us-iso-east-1",
    "us-isob-east-1",
    "eu-isoe-west-1",
    "us-isof-south-1",
    "eusc-de-east-1",
    "aws-global",
    "ap-southeast-9",
    "mars-1",
    "us-east-1a",
    "a_b",
    "",
];

fn text(rng: &mut Rng, set: &Set) -> String {
    let resource = |rng: &mut Rng| one(rng, &["stream/a", "table/a-b", "table:a", "a", "", "stream", "/", "a/b/c"]);
    let label = |rng: &mut Rng| one(rng, &["a", "a-b", "A1", "-a", "a.b", "", "ü", "a_b"]);
    match rng.usize(0..4) {
        0 if !set.texts.is_empty() => set.texts[rng.usize(0..set.texts.len())].clone(),
        1 => label(rng).to_owned(),
        _ => format!(
            "{}:{}:{}:{}:{}:{}",
            one(rng, &["arn", "arn", "arn", "urn"]),
            one(rng, &["aws", "aws-cn", "aws-us-gov", "a", ""]),
            one(rng, &["kinesis", "dynamodb", "sqs", ""]),
            one(rng, &REGIONS),
            one(rng, &["123456789012", "", "a.b", "0"]),
            resource(rng),
        ),
    }
}

/// A value for a parameter; none now and then where the rules can do without.
fn value(rng: &mut Rng, set: &Set, spec: &Value) -> Option<Value> {
    let needed = spec["required"] == json!(true) && spec.get("default").is_none();
    if !needed && rng.u8(0..4) == 0 {
        return None;
    }
    Some(match (spec["builtIn"].as_str(), spec["type"].as_str()?.to_ascii_lowercase().as_str()) {
        (Some("AWS::Region"), _) => json!(one(rng, &REGIONS)),
        (Some("SDK::Endpoint"), _) if rng.u8(0..4) > 0 => return None,
        (Some("SDK::Endpoint"), _) => {
            json!(one(
                rng,
                &["https://a.example", "http://127.0.0.1:8000/b", "https://[::1]/", "http://a.example/c/d/"]
            ))
        }
        (Some("AWS::Auth::AccountId"), _) => json!(one(rng, &["123456789012", "a_b", ""])),
        (Some("AWS::Auth::AccountIdEndpointMode"), _) => json!(one(rng, &["preferred", "required", "disabled", "odd"])),
        (_, "boolean") => json!(rng.bool()),
        (_, "stringarray") => json!((0..rng.usize(0..3)).map(|_| text(rng, set)).collect::<Vec<_>>()),
        _ => json!(text(rng, set)),
    })
}

/// The same question as botocore takes it, and as our program does.
fn question(rng: &mut Rng, index: usize, set: &Set) -> (Value, Value) {
    let (mut params, mut built_in, mut own) = (Map::new(), Map::new(), Map::new());
    for (name, spec) in set.rules["parameters"].as_object().unwrap() {
        let Some(value) = value(rng, set, spec) else { continue };
        params.insert(name.clone(), value.clone());
        match spec["builtIn"].as_str() {
            Some(known) => built_in.insert(known.to_owned(), value),
            None => own.insert(name.clone(), value),
        };
    }
    (json!({"set": index, "params": params}), json!({"set": index, "built_in": built_in, "own": own}))
}

/// The program with a module for each rule set, built.
fn program(sets: &[Set]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("endpoints");
    fs::create_dir_all(folder.join("src")).unwrap();
    let (mut modules, mut functions) = (String::new(), String::new());
    for (index, set) in sets.iter().enumerate() {
        fs::write(folder.join(format!("src/set_{index}.rs")), &set.rust).unwrap();
        writeln!(modules, "mod set_{index};").unwrap();
        write!(functions, "set_{index}::resolve, ").unwrap();
    }
    let table = format!("const SETS: &[tinsmith_client::service::EndpointRules] = &[{functions}];\n");
    fs::write(folder.join("src/sets.rs"), modules + &table).unwrap();
    fs::write(folder.join("src/main.rs"), include_str!("program/main.rs").replace("//!", "//")).unwrap();
    let client = repository().join("codegen/client");
    let manifest = format!(
        "[package]\nname = \"endpoints\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         serde_json = \"1\"\ntinsmith-client = {{ path = {client:?}, default-features = false }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    // The versions that the repository builds with are at hand without the network.
    fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let built = Command::new(env!("CARGO"))
        .args(["build", "--offline", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    folder.join("target/debug/endpoints")
}

/// An answer as both can be compared: a URL with and without the slash of an empty path is the same.
fn comparable(line: &str) -> Value {
    let mut answer: Value = serde_json::from_str(line).unwrap();
    if let Some(url) = answer.get("url").and_then(Value::as_str) {
        let (_, rest) = url.split_once("://").unwrap();
        let url = if rest.contains('/') { url.to_owned() } else { format!("{url}/") };
        answer["url"] = Value::from(url);
    }
    answer
}

#[test]
#[ignore = "needs python3 and botocore"]
fn endpoints_are_botocores() {
    let Some(folder) = super::botocore_folder() else { return };
    let Some(models) = shared_models("endpoints against botocore's") else { return };
    let sets = sets(&models);
    assert!(sets.len() > 5, "{} of the models have rules", sets.len());
    let partitions = models[0].parent().unwrap().join("partitions.json");

    let mut rng = Rng::with_seed(20_180_417);
    let rules: Vec<&Value> = sets.iter().map(|set| &set.rules).collect();
    let (mut theirs, mut ours) = (vec![json!({"partitions": partitions, "sets": rules})], Vec::new());
    for (index, set) in sets.iter().enumerate() {
        for _ in 0..QUESTIONS {
            let (their, our) = question(&mut rng, index, set);
            theirs.push(their);
            ours.push(our);
        }
    }
    let mut python = Command::new("python3");
    python.args(["-c", include_str!("resolve.py")]).env("PYTHONPATH", folder);
    let their_answers = super::answers(python, &theirs);
    let our_answers = super::answers(Command::new(program(&sets)), &ours);
    assert_eq!((our_answers.len(), their_answers.len()), (ours.len(), ours.len()));

    let (mut differences, mut found) = (Vec::new(), 0);
    for ((ours, theirs), question) in our_answers.iter().zip(&their_answers).zip(&theirs[1..]) {
        let (ours, theirs) = (comparable(ours), comparable(theirs));
        found += usize::from(ours.get("url").is_some());
        if ours != theirs {
            let index = usize::try_from(question["set"].as_u64().unwrap()).unwrap();
            differences
                .push(format!("{}: {}\n  ours   {ours}\n  theirs {theirs}", sets[index].name, question["params"]));
        }
    }
    eprintln!("{} questions to {} rule sets, {found} of them found an endpoint", our_answers.len(), sets.len());
    assert!(found > our_answers.len() / 4, "only {found} questions found an endpoint");
    let shown = differences.iter().take(10).cloned().collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{} differ:\n{shown}", differences.len());
}
