//! `tinsmith diff` and `tinsmith show` from outside: exit codes, what is printed where, and every format.
#![cfg(test)]

mod pipelines;
mod releases;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A fresh folder for one test, with two versions of a model in it: `old.json` and `new.json`.
struct Place {
    folder: PathBuf,
}

/// How a run ended.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Place {
    fn new(test: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff-command").join(test);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(&folder).unwrap();
        let place = Self { folder };
        place.write("old.json", &weather());
        place.write("new.json", &warmer());
        place
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.folder.join(path), text).unwrap();
    }

    /// A command in the folder, without what the tests' own terminal says about colours.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder).env_remove("NO_COLOR").env("TERM", "xterm");
        command
    }

    fn tinsmith(&self, arguments: &[&str]) -> Ran {
        self.command(env!("CARGO_BIN_EXE_tinsmith")).args(arguments).output().unwrap().into()
    }

    /// Runs `tinsmith` with the words of a line.
    fn run(&self, line: &str) -> Ran {
        self.tinsmith(&line.split_whitespace().collect::<Vec<_>>())
    }

    /// What is printed by a run in which all is well.
    fn succeeds(&self, line: &str) -> String {
        let ran = self.run(line);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{line}: {ran:?}");
        ran.out
    }

    /// The run fails with this code, prints nothing, and says these words and a remedy on the error stream.
    fn refuses(&self, line: &str, code: i32, words: &[&str]) {
        let ran = self.run(line);
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{line}: {ran:?}");
        assert!(ran.err.starts_with("error: "), "{line}: {}", ran.err);
        for word in words {
            assert!(ran.err.contains(word), "{line}: {word:?} is not in: {}", ran.err);
        }
        assert!(ran.err.lines().any(|line| line.starts_with("  ")), "{line}: no remedy in: {}", ran.err);
    }
}

/// The model of the worked example.
fn weather() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/build-script/model.json");
    fs::read_to_string(path).unwrap()
}

/// The same with a tighter request (breaking), a new enum value (risky), a new member and a new operation (compatible).
fn warmer() -> String {
    edited(|shapes| {
        shapes["example.weather#GetForecastInput"]["members"]["Station"]["target"] = "example.weather#Code".into();
        shapes["example.weather#Code"] =
            serde_json::json!({ "type": "string", "traits": { "smithy.api#length": { "max": 4 } } });
        shapes["example.weather#Sky"]["members"]["FOG"] =
            serde_json::json!({ "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "fog" } });
        shapes["example.weather#GetForecastOutput"]["members"]["Wind"] =
            serde_json::json!({ "target": "smithy.api#Float" });
        shapes["example.weather#Ping"] = serde_json::json!({ "type": "operation" });
        let operations = shapes["example.weather#Weather"]["operations"].as_array_mut().unwrap();
        operations.push(serde_json::json!({ "target": "example.weather#Ping" }));
    })
}

/// The model with its shapes edited.
fn edited(edit: impl FnOnce(&mut Value)) -> String {
    let mut model: Value = serde_json::from_str(&weather()).unwrap();
    edit(&mut model["shapes"]);
    model.to_string()
}

/// The operation `ListStations` in botocore's form, on its own.
const BOTOCORE: &str = r#"{
    "metadata": { "protocol": "json", "jsonVersion": "1.1", "serviceId": "Weather", "targetPrefix": "Weather",
        "endpointPrefix": "weather", "apiVersion": "2024-01-01" },
    "operations": { "ListStations": { "name": "ListStations", "http": { "method": "POST", "requestUri": "/" },
        "output": { "shape": "ListStationsOutput" } } },
    "shapes": {
        "ListStationsOutput": { "type": "structure", "members": { "Stations": { "shape": "Stations" } } },
        "Stations": { "type": "list", "member": { "shape": "String" } },
        "String": { "type": "string" }
    }
}"#;

#[test]
fn text_is_the_default_and_plain_where_nobody_looks() {
    let place = Place::new("text");
    let out = place.succeeds("diff old.json new.json");
    assert!(out.starts_with("Weather: old.json (2024-01-01) → new.json (2024-01-01)\n1 breaking, 1 risky, "), "{out}");
    let positions = ["\nbreaking\n", "\nrisky\n", "\ncompatible\n", "\npublic items of the crate\n"]
        .map(|heading| out.find(heading).unwrap_or_else(|| panic!("{heading:?} is not in: {out}")));
    assert!(positions.is_sorted(), "{out}");
    assert!(out.contains("\n  The value `Sky$fog` is new.\n    why     Callers that handle every value"), "{out}");
    assert!(out.contains("\n    in      GetForecast\n    id      Sky$fog:value (rust: minor)\n"), "{out}");
    assert!(out.contains("\n  + operation::ping::Ping: struct\n"), "{out}");
    assert!(out.ends_with('\n') && !out.contains('\u{1b}'), "{out}");
    assert_eq!(out, place.succeeds("diff old.json new.json --format text"));
    let same = place.succeeds("diff old.json old.json");
    assert_eq!(same, "Weather: old.json (2024-01-01) → old.json (2024-01-01)\nno difference\n");
}

#[test]
fn documentation_counts_where_it_is_asked_for() {
    let place = Place::new("docs");
    place.write("new.json", &weather().replace("The temperature.", "How warm it is."));
    assert!(place.succeeds("diff old.json new.json").ends_with("\nno difference\n"));
    let out = place.succeeds("diff old.json new.json --docs --fail-on risky --by change");
    assert!(out.contains("0 breaking, 0 risky, 1 compatible; the crate needs a patch version"), "{out}");
    assert!(out.contains("GetForecastOutput$Celsius:documentation"), "{out}");
}

#[test]
fn markdown_is_for_a_pull_request() {
    let place = Place::new("markdown");
    let out = place.succeeds("diff old.json new.json --format markdown");
    assert!(out.starts_with("## Weather: 1 breaking, 1 risky, "), "{out}");
    assert!(out.contains("\n`old.json` → `new.json`\n\n**Rust:** the crate needs a minor version.\n"), "{out}");
    for heading in ["### Breaking", "### Risky", "### Compatible"] {
        assert!(out.contains(&format!("\n{heading}\n\n| change | why | operations | Rust |\n| --- |")), "{out}");
    }
    assert!(out.contains("\n| The value `Sky$fog` is new. |"), "{out}");
    assert!(out.ends_with("</details>\n"), "{out}");
    let same = place.succeeds("diff old.json old.json --format markdown");
    assert_eq!(same, "## Weather: no difference\n\n`old.json` → `old.json`\n");
}

/// The keys of an object, in their order.
fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap_or_else(|| panic!("not an object: {value}")).keys().map(String::as_str).collect()
}

/// The fields that the schema's documentation names, and no others, in its order.
#[test]
fn json_is_as_documented() {
    let place = Place::new("json");
    let out = place.succeeds("diff old.json new.json --format json");
    assert!(out.ends_with("}\n"), "{out}");
    let report: Value = serde_json::from_str(&out).unwrap();
    let top = ["schema", "service", "old", "new", "mixed", "severity", "counts", "changes", "rust"];
    let side = ["name", "version", "format", "sha256"];
    let counts = ["breaking", "risky", "compatible", "accepted"];
    let rust = ["bump", "unavailable", "items"];
    let change = [
        "id",
        "place",
        "aspect",
        "detail",
        "action",
        "severity",
        "request",
        "response",
        "rust",
        "operations",
        "old",
        "new",
        "summary",
        "reason",
        "follows_from",
        "accepted",
    ];
    let item = ["path", "action", "old", "new", "bump", "changes"];
    assert_eq!(keys(&report), top);
    assert_eq!((keys(&report["old"]), keys(&report["new"])), (side.to_vec(), side.to_vec()));
    assert_eq!((keys(&report["counts"]), keys(&report["rust"])), (counts.to_vec(), rust.to_vec()));
    let (changes, items) = (report["changes"].as_array().unwrap(), report["rust"]["items"].as_array().unwrap());
    assert!(!changes.is_empty() && changes.iter().all(|value| keys(value) == change));
    assert!(!items.is_empty() && items.iter().all(|value| keys(value) == item));
    let documentation = include_str!("../../src/diff/json.rs").split("\nuse ").next().unwrap();
    for key in [&top[..], &side, &counts, &rust, &change, &item].concat() {
        assert!(documentation.contains(&format!("`{key}`")), "{key} is not documented");
    }

    assert_eq!((&report["schema"], &report["service"]), (&"tinsmith-diff/1".into(), &"Weather".into()));
    assert_eq!((&report["old"]["name"], &report["new"]["name"]), (&"old.json".into(), &"new.json".into()));
    assert_eq!((&report["old"]["format"], &report["mixed"]), (&"smithy".into(), &false.into()));
    assert_eq!((&report["severity"], &report["rust"]["bump"]), (&"breaking".into(), &"minor".into()));
    let count = |severity: &str| changes.iter().filter(|change| change["severity"] == severity).count();
    assert!(counts.iter().all(|severity| report["counts"][*severity] == count(severity)));
    let ids: Vec<&str> = changes.iter().map(|change| change["id"].as_str().unwrap()).collect();
    let value = changes.iter().find(|change| change["id"] == "Sky$fog:value").unwrap();
    assert_eq!((&value["place"], &value["aspect"]), (&"Sky$fog".into(), &"value".into()));
    assert_eq!((&value["request"], &value["response"]), (&Value::Null, &"risky".into()));
    assert_eq!(value["operations"], serde_json::json!(["GetForecast"]));
    let causes = items.iter().flat_map(|item| item["changes"].as_array().unwrap());
    assert!(causes.into_iter().all(|id| ids.contains(&id.as_str().unwrap())));
    assert_eq!(out, place.succeeds("diff old.json new.json --format json"), "another run, another report");

    let same: Value = serde_json::from_str(&place.succeeds("diff old.json old.json --format json")).unwrap();
    assert_eq!(keys(&same), top);
    assert_eq!((&same["severity"], &same["rust"]["bump"]), (&Value::Null, &Value::Null));
    assert_eq!(same["changes"], serde_json::json!([]));
}

#[test]
fn a_changelog_entry() {
    let place = Place::new("changelog");
    let out = place.succeeds("diff old.json new.json --format changelog");
    assert!(out.starts_with("## Model of Weather (2024-01-01)\n\nThe crate needs a minor version.\n"), "{out}");
    assert!(out.contains("\n### Added\n\n- ") && out.contains("\n- The value `Sky$fog` is new.\n"), "{out}");
    let back = place.succeeds("diff new.json old.json --format changelog");
    assert!(back.contains("\n\nThe crate needs a major version.\n\n### Breaking\n\n- "), "{back}");
    let same = place.succeeds("diff old.json old.json --format changelog");
    assert_eq!(same, "## Model of Weather (2024-01-01)\n\nNo change.\n");
}

#[test]
fn api_changes_have_the_form_of_the_public_pages() {
    let place = Place::new("api-changes");
    let out = place.succeeds("diff old.json new.json --format api-changes");
    assert!(out.starts_with("# Weather - 1 new 1 updated api methods\n\n"), "{out}");
    assert!(out.contains("\n## Ping (new)\n") && out.contains("\n## GetForecast (updated)\n"), "{out}");
    assert!(out.contains("\nChanges (response)\n\n```python\n{'Sky': {'fog'}, 'Wind': 'float'}\n```\n"), "{out}");
    for section in ["Request Syntax", "Parameters", "Response Syntax", "Response Structure"] {
        assert!(out.contains(&format!("\n### {section}\n")), "{section} is not in: {out}");
    }
}

#[test]
fn a_page_of_changes_tells_of_its_release() {
    let place = Place::new("release");
    place.write("notes.txt", "Adds fog & <wind>.\n");
    let changes = r#"[{ "category": "``weather``", "description": "Adds fog.", "type": "api-change" },
        { "category": "``sea``", "description": "Adds waves.", "type": "api-change" }]"#;
    place.write("changes.json", changes);
    let page = "diff old.json new.json --format api-changes --date 2024-10-30 --notes";
    let out = place.succeeds(&format!("{page} notes.txt"));
    let start = "# 2024/10/30 - Weather - 1 new 1 updated api methods\n\n**Changes**";
    assert!(out.starts_with(&format!("{start} Adds fog & \\<wind>.\n")), "{out}");
    let out = place.succeeds(&format!("{page} changes.json"));
    assert!(out.starts_with(&format!("{start} Adds fog.\n")), "{out}");
    for (arguments, said) in [
        ("diff old.json new.json --format api-changes --date 30.10.2024", "--date: \"30.10.2024\" is no day"),
        ("diff old.json new.json --date 2024-10-30", "--date and --notes stand on the page of api-changes"),
        ("diff old.json new.json --format api-changes --notes none.txt", "none.txt: "),
    ] {
        place.refuses(arguments, 2, &[said]);
    }
}

#[test]
fn botocore_against_smithy() {
    let place = Place::new("mixed");
    place.write("service-2.json", BOTOCORE);
    let report: Value = serde_json::from_str(&place.succeeds("diff service-2.json old.json --format json")).unwrap();
    assert_eq!((&report["mixed"], &report["old"]["format"]), (&true.into(), &"botocore".into()));
    let changes = report["changes"].as_array().unwrap();
    assert!(changes.iter().any(|change| change["id"] == "GetForecast:operation"), "{report}");
    assert!(changes.iter().all(|change| change["id"] != "ListStations:operation"), "{report}");
    assert!(place.succeeds("diff service-2.json service-2.json").ends_with("no difference\n"));
}

#[test]
fn fail_on_sets_the_exit_code_and_prints_the_same() {
    let place = Place::new("fail-on");
    place.write(
        "risky.json",
        &edited(|shapes| {
            shapes["example.weather#Sky"]["members"]["FOG"] = serde_json::json!({ "target": "smithy.api#Unit" });
        }),
    );
    place.write(
        "compatible.json",
        &edited(|shapes| {
            shapes["example.weather#GetForecastOutput"]["members"]["Wind"] =
                serde_json::json!({ "target": "smithy.api#Float" });
        }),
    );
    for (new, severity, code) in [
        ("new.json", "breaking", 1),
        ("new.json", "risky", 1),
        ("risky.json", "breaking", 0),
        ("risky.json", "risky", 1),
        ("risky.json", "compatible", 1),
        ("compatible.json", "breaking", 0),
        ("compatible.json", "risky", 0),
        ("compatible.json", "compatible", 1),
        ("old.json", "compatible", 0),
    ] {
        for format in ["text", "json", "api-changes"] {
            let plain = place.succeeds(&format!("diff old.json {new} --format {format}"));
            let line = format!("diff old.json {new} --format {format} --fail-on {severity}");
            let ran = place.run(&line);
            assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (code, plain.as_str(), ""), "{line}");
        }
    }
}

#[test]
fn what_cannot_be_compared_is_told_with_exit_code_2() {
    let place = Place::new("bad-input");
    fs::create_dir(place.folder.join("folder")).unwrap();
    place.write("text.json", "hello");
    place.write("empty.json", "");
    place.write("neither.json", "{ \"a\": 1 }");
    place.write("climate.json", &weather().replace("example.weather#Weather", "example.weather#Climate"));
    place.write("rest.json", &weather().replace("awsJson1_1", "restJson1"));
    place.write("older.json", &weather().replace("awsJson1_1", "awsJson1_0"));
    place.write("broken.json", &weather().replace("weather#Sky\",", "weather#Skyy\","));
    for (bad, words) in [
        ("missing.json", "cannot be read"),
        ("folder", "is a directory"),
        ("text.json", "is not a JSON document"),
        ("empty.json", "is empty"),
        ("neither.json", "is neither a Smithy JSON AST"),
        ("broken.json", "Skyy"),
        ("climate.json", "describes Climate"),
        ("rest.json", "speaks aws.protocols#restJson1"),
        ("older.json", "speaks aws.protocols#awsJson1_0"),
    ] {
        for line in [format!("diff old.json {bad}"), format!("diff {bad} old.json --format json --fail-on breaking")] {
            place.refuses(&line, 2, &[bad, words]);
        }
    }
    place.refuses("diff old.json new.json --service Sea", 2, &["old.json", "\"Sea\"", "example.weather#Weather"]);
}

#[test]
fn wrong_arguments_are_told_with_exit_code_2() {
    let place = Place::new("arguments");
    place.refuses("diff", 2, &["two models, 0 given", "OLD and NEW"]);
    place.refuses("diff old.json", 2, &["two models, 1 given", "--git REV"]);
    place.refuses("diff old.json new.json old.json", 2, &["two models, 3 given"]);
    place.refuses("diff --git HEAD", 2, &["one model, 0 given"]);
    place.refuses("diff --git HEAD old.json new.json", 2, &["one model, 2 given"]);
    let formats = "text, markdown, json, changelog, api-changes, github, sarif and junit";
    place.refuses("diff old.json new.json --format yaml", 2, &["\"yaml\"", formats]);
    place.refuses("diff old.json new.json --format", 2, &["--format is given without its FORMAT"]);
    place.refuses("diff old.json new.json --format json --format text", 2, &["--format is given twice"]);
    place.refuses("diff old.json new.json --fail-on bad", 2, &["\"bad\"", "breaking, risky or compatible"]);
    place.refuses("diff old.json new.json --color red", 2, &["\"red\"", "auto, always or never"]);
    place.refuses("diff old.json new.json --colour", 2, &["no option --colour", "--color WHEN"]);
    // Arguments are looked at before files.
    place.refuses("diff missing.json new.json --format yaml", 2, &["\"yaml\""]);
}

#[test]
fn colours_where_they_are_wanted() {
    let place = Place::new("colours");
    let plain = place.succeeds("diff old.json new.json");
    let coloured = place.succeeds("diff old.json new.json --color always");
    assert!(coloured.contains("\u{1b}[1;31mbreaking\u{1b}[0m"), "{coloured}");
    assert_eq!(without_colours(&coloured), plain);
    assert_eq!(place.succeeds("diff old.json new.json --color never"), plain);
    assert_eq!(place.succeeds("diff old.json new.json --color auto"), plain);
    assert!(!place.succeeds("diff old.json new.json --color always --format json").contains('\u{1b}'));
    // Who asks for colours by an option gets them.
    let mut command = place.command(env!("CARGO_BIN_EXE_tinsmith"));
    let output = command.env("NO_COLOR", "1").args(["diff", "old.json", "new.json", "--color", "always"]).output();
    assert_eq!(Ran::from(output.unwrap()).out, coloured);
}

/// The text without the escapes that set a colour.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').unwrap().1)
}

/// `script` (util-linux) runs a command at a terminal of its own.
#[test]
fn colours_at_a_terminal() {
    let place = Place::new("terminal");
    let line = format!("'{}' diff old.json new.json", env!("CARGO_BIN_EXE_tinsmith"));
    let at_a_terminal = |variable: &str, value: &str| {
        let mut command = place.command("script");
        let output = command.env(variable, value).args(["-qec", &line, "/dev/null"]).output();
        output.ok().filter(|output| output.status.success()).map(|output| Ran::from(output).out)
    };
    let Some(coloured) = at_a_terminal("NO_COLOR", "") else {
        eprintln!("skipped: script (util-linux) is not installed");
        return;
    };
    assert!(coloured.contains("\u{1b}[1;31mbreaking\u{1b}[0m"), "{coloured}");
    for (variable, value) in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let plain = at_a_terminal(variable, value).unwrap();
        assert!(plain.contains("breaking") && !plain.contains('\u{1b}'), "{variable}={value}: {plain}");
    }
}

/// Runs git in the folder; `None` where there is none.
fn git(place: &Place, arguments: &[&str]) -> Option<()> {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"];
    let Ok(output) = place.command("git").args(identity).args(arguments).output() else {
        eprintln!("skipped: git is not installed");
        return None;
    };
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(())
}

#[test]
fn an_earlier_version_out_of_git() {
    let place = Place::new("git");
    if git(&place, &["init", "-q"]).is_none() {
        return;
    }
    place.write("model.json", &weather());
    git(&place, &["add", "model.json"]).unwrap();
    git(&place, &["commit", "-qm", "A model"]).unwrap();
    git(&place, &["tag", "v1"]).unwrap();
    assert!(place.succeeds("diff --git HEAD model.json").ends_with("no difference\n"));
    place.write("model.json", &warmer());
    let out = place.succeeds("diff --git HEAD model.json");
    assert!(out.starts_with("Weather: HEAD:model.json (2024-01-01) → model.json (2024-01-01)\n1 breaking, "), "{out}");
    let of_files = place.succeeds("diff old.json new.json");
    assert_eq!(out.split_once('\n').unwrap().1, of_files.split_once('\n').unwrap().1);
    assert_eq!(place.run("diff --git v1 model.json --format markdown --fail-on breaking").code, 1);

    place.refuses("diff --git nowhere model.json", 2, &["no revision \"nowhere\"", "git log"]);
    place.refuses("diff --git --help model.json", 2, &["no revision \"--help\""]);
    place.refuses("diff --git HEAD new.json", 2, &["new.json: is not in the revision \"HEAD\"", "git log -- new.json"]);
    place.refuses("diff --git HEAD none/model.json", 2, &["none/model.json"]);
    place.write("model.json", "{");
    place.refuses("diff --git HEAD model.json", 2, &["model.json: is not a JSON document"]);
    git(&place, &["commit", "-qam", "No model"]).unwrap();
    place.write("model.json", &warmer());
    place.refuses("diff --git HEAD model.json", 2, &["HEAD:model.json: is not a JSON document"]);
    fs::remove_file(place.folder.join("model.json")).unwrap();
    place.refuses("diff --git v1 model.json", 2, &["model.json: cannot be read"]);
}

#[test]
fn show_is_a_reference_page() {
    let place = Place::new("show");
    let page = place.succeeds("show old.json GetForecast");
    assert!(page.starts_with("# GetForecast\n\nWhat the weather will be at a station.\n"), "{page}");
    let positions = ["Request Syntax", "Parameters", "Response Syntax", "Response Structure", "Exceptions"]
        .map(|section| page.find(&format!("\n## {section}\n")).unwrap_or_else(|| panic!("{section}: {page}")));
    assert!(positions.is_sorted(), "{page}");
    assert!(page.contains("**Station** *(string) --* **[REQUIRED]**"), "{page}");
    assert!(page.contains("NoSuchStation") && page.contains("\n```rust\n"), "{page}");
    assert_eq!(page, place.succeeds("show old.json get_forecast"));
    assert_eq!(page, place.succeeds("show old.json get-forecast"));
    place.write(
        "sky.json",
        &edited(|shapes| {
            shapes["example.weather#GetForecastInput"]["members"]["Sky"] =
                serde_json::json!({ "target": "example.weather#Sky" });
        }),
    );
    assert!(place.succeeds("show sky.json GetForecast").contains("\nuse weather::types;\n"));
    assert!(place.succeeds("show sky.json GetForecast --package forecasts").contains("\nuse forecasts::types;\n"));
    place.write("service-2.json", BOTOCORE);
    assert!(place.succeeds("show service-2.json ListStations").starts_with("# ListStations\n"));
}

#[test]
fn show_says_what_it_cannot_show() {
    let place = Place::new("show-bad");
    place.refuses("show old.json GetForecasts", 1, &["old.json", "\"GetForecasts\"", "did you mean GetForecast?"]);
    place.refuses("show old.json list_station", 1, &["old.json", "did you mean ListStations"]);
    place.refuses("show old.json Zzz", 1, &["old.json", "no operation \"Zzz\""]);
    place.refuses("show missing.json GetForecast", 1, &["missing.json", "cannot be read"]);
    place.refuses("show . GetForecast", 1, &[".: is a directory"]);
    place.refuses("show", 2, &["a model and an operation, 0 given"]);
    place.refuses("show old.json", 2, &["a model and an operation, 1 given", "tinsmith list"]);
    place.refuses("show old.json GetForecast Ping", 2, &["a model and an operation, 3 given"]);
    place.refuses("show old.json GetForecast --format json", 2, &["no option --format"]);
}

/// Twelve structures whose member `Id` held one shape, and all hold another with a pattern now.
fn retargeted() -> (String, String) {
    let model = |target: &str| {
        let mut shapes = serde_json::json!({
            "a.b#Old": { "type": "string", "traits": { "smithy.api#length": { "min": 2, "max": 9 } } },
            "a.b#New": { "type": "string", "traits": { "smithy.api#length": { "min": 1, "max": 9 }, "smithy.api#pattern": "^a+$" } }
        });
        let mut operations = Vec::new();
        for index in 0..12 {
            operations.push(serde_json::json!({ "target": format!("a.b#Do{index}") }));
            shapes[format!("a.b#Do{index}")] =
                serde_json::json!({ "type": "operation", "input": { "target": format!("a.b#Do{index}Request") } });
            shapes[format!("a.b#Do{index}Request")] =
                serde_json::json!({ "type": "structure", "members": { "Id": { "target": format!("a.b#{target}") } } });
        }
        shapes["a.b#S"] = serde_json::json!({ "type": "service", "version": "1", "operations": operations,
            "traits": { "aws.protocols#awsJson1_1": {} } });
        serde_json::json!({ "smithy": "2.0", "shapes": shapes }).to_string()
    };
    (model("Old"), model("New"))
}

#[test]
fn one_edit_at_many_places_is_one_entry_with_all_of_them() {
    let place = Place::new("causes");
    let (old, new) = retargeted();
    place.write("old.json", &old);
    place.write("new.json", &new);
    let out = place.succeeds("diff old.json new.json");
    assert!(
        out.contains("\n  12 members hold `New`, no longer `Old`.\n    length   2 to 9  →  1 to 9  compatible\n"),
        "{out}"
    );
    assert!(out.contains("\n    pattern  none    →  `^a+$`  breaking\n"), "{out}");
    assert!((0..12).all(|index| out.contains(&format!("Do{index}Request$Id"))), "{out}");
    assert!(out.lines().count() < 16, "{out}");
    let each = place.succeeds("diff old.json new.json --by change");
    assert!(each.lines().count() > 100, "{each}");
    assert_eq!(out, place.succeeds("diff old.json new.json --by cause"));
}

#[test]
fn a_report_by_operation_or_of_one() {
    let place = Place::new("by-operation");
    let out = place.succeeds("diff old.json new.json --by operation");
    let section = "\nGetForecast\n  breaking   `GetForecastInput$Station` ";
    assert!(out.contains(section) || out.contains("\nGetForecast\n  breaking "), "{out}");
    let one = place.succeeds("diff old.json new.json --operation Ping");
    assert!(one.contains("`Ping` is new") && !one.contains("Sky"), "{one}");
    // What does not touch the operation is no reason to fail.
    place.succeeds("diff old.json new.json --operation Ping --fail-on risky");
    let some = place.succeeds("diff old.json new.json --only risky --no-items");
    assert!(some.contains("\nrisky\n") && !some.contains("\nbreaking\n") && !some.contains("public items"), "{some}");
    assert_eq!(place.run("diff old.json new.json --only compatible --fail-on breaking").code, 1);
    place.refuses("diff old.json new.json --only bad", 2, &["\"bad\""]);
    place.refuses("diff old.json new.json --by day", 2, &["\"day\""]);
}

#[test]
fn what_is_accepted_fails_no_run() {
    let place = Place::new("accepted");
    let report: Value = serde_json::from_str(&place.succeeds("diff old.json new.json --format json")).unwrap();
    let changes = report["changes"].as_array().unwrap();
    let bad = changes.iter().find(|change| change["severity"] == "breaking").unwrap()["id"].as_str().unwrap();
    assert_eq!(place.run("diff old.json new.json --fail-on breaking").code, 1);
    let accept = ["diff", "old.json", "new.json", "--config", "c.toml", "--accept", bad];
    let said = place.tinsmith(&[&accept[..], &["--reason", "No \"caller\" sends more."]].concat());
    assert_eq!(said.code, 0, "{said:?}");
    place.succeeds("diff old.json new.json --config c.toml --fail-on breaking");
    let out = place.succeeds("diff old.json new.json --config c.toml");
    assert!(out.contains("accept  No \"caller\" sends more."), "{out}");
    // It counts apart, and stands behind all others.
    assert!(out.contains("\n0 breaking, 1 risky, ") && out.contains(" compatible, 1 accepted; "), "{out}");
    assert!(out.find("\naccepted\n") > out.find("\ncompatible\n") && !out.contains("\nbreaking\n"), "{out}");
    let page = place.succeeds("diff old.json new.json --config c.toml --format markdown");
    assert!(page.contains("### Accepted\n") && page.contains("Accepted: No \"caller\" sends more."), "{page}");
    // Twice, without a reason, or of another diff.
    assert_eq!(place.tinsmith(&[&accept[..], &["--reason", "x"]].concat()).code, 2);
    assert_eq!(place.tinsmith(&accept).code, 2);
    place.refuses("diff old.json new.json --config d.toml --accept X:y --reason x", 2, &["\"X:y\""]);
}

#[test]
fn what_is_accepted_in_vain_or_no_more_is_an_error() {
    let place = Place::new("stale");
    place.write("c.toml", "[[accepted]]\nid = \"Gone:member\"\nreason = \"r\"\n");
    place.refuses("diff old.json new.json --config c.toml", 2, &["Gone:member", "not in the diff"]);
    place.write("c.toml", "[[accepted]]\nid = \"Sky$fog:value\"\nreason = \"r\"\nuntil = \"2020-02-01\"\n");
    place.refuses("diff old.json new.json --config c.toml", 2, &["Sky$fog:value", "until 2020-02-01"]);
    place.write("c.toml", "[[accepted]]\nid = \"Sky$fog:value\"\n");
    place.refuses("diff old.json new.json --config c.toml", 2, &["no reason"]);
    place.write("c.toml", "[severity]\nlenght = \"risky\"\n");
    place.refuses("diff old.json new.json --config c.toml", 2, &["\"lenght\""]);
    place.write("c.toml", "[severity]\nlength = { answer = \"risky\" }\n");
    place.refuses(
        "diff old.json new.json --config c.toml",
        2,
        &["length is given for \"answer\"", "request or response"],
    );
    place.write("c.toml", &"#\n".repeat(600_000));
    place.refuses("diff old.json new.json --config c.toml", 2, &["larger than 1 MiB"]);
    place.refuses("diff old.json new.json --reason x", 2, &["add --accept ID"]);
}

#[test]
fn severities_are_set_by_aspect_and_side() {
    let place = Place::new("severities");
    place.write("c.toml", "[severity]\nvalue = { response = \"breaking\" }\n");
    let out = place.succeeds("diff old.json new.json --config c.toml");
    assert!(out.contains("c.toml makes it breaking; it would be risky."), "{out}");
    place.write("c.toml", "[severity]\nvalue = \"compatible\"\n");
    assert!(place.succeeds("diff old.json new.json --config c.toml").contains(" 0 risky, "));
}

#[test]
fn rules_are_listed_and_explained_by_what_judges() {
    let place = Place::new("rules");
    let rules = place.succeeds("diff --rules");
    let line = |id: &str| -> Vec<String> {
        let line = rules.lines().find(|line| line.split_whitespace().next() == Some(id));
        line.unwrap_or_else(|| panic!("{id}: {rules}")).split_whitespace().map(str::to_owned).collect()
    };
    assert_eq!(line("pattern.changed.looser")[1..], ["compatible", "risky"]);
    assert_eq!(line("pattern.changed.tighter")[1..], ["breaking", "compatible"]);
    assert_eq!(line("length.changed.looser")[1..], ["compatible", "risky"]);
    assert_eq!(line("operation.removed")[1..], ["breaking", "breaking"]);
    let mut ids: Vec<&str> = rules.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{rules}");
    let why = place.succeeds("diff --explain required");
    assert!(why.contains("required.removed.default\n") && why.contains("callers read its default"), "{why}");
    place.refuses("diff --explain nothing", 2, &["\"nothing\""]);
}

#[test]
fn a_version_is_held_against_what_the_diff_asks_for() {
    let place = Place::new("versions");
    let code = |line: &str| place.run(&format!("diff {line} --quiet")).code;
    let versions = |old: &str, new: &str| format!("--check-version --old-version {old} --new-version {new}");
    // A new enum value, a member and an operation: a minor version.
    assert_eq!(code(&format!("old.json new.json {}", versions("1.0.0", "1.1.0"))), 0);
    assert_eq!(code(&format!("old.json new.json {}", versions("1.0.0", "1.0.1"))), 1);
    assert_eq!(code(&format!("old.json new.json {}", versions("0.1.0", "0.1.1"))), 0);
    assert_eq!(code(&format!("old.json old.json {}", versions("1.0.0", "1.0.0"))), 0);
    let ran = place.run(&format!("diff old.json new.json {}", versions("1.0.0", "1.0.1")));
    assert!(ran.err.contains("from 1.0.0 to 1.0.1") && ran.err.contains("make it 1.1.0 or later"), "{}", ran.err);
    place.refuses("diff old.json new.json --check-version", 2, &["--new-version"]);
    place.refuses("diff old.json new.json --new-version 1.0.0", 2, &["add --check-version"]);
    place.refuses(&format!("diff old.json new.json {}", versions("1.0.0", "one")), 2, &["\"one\" is no version"]);
    place.write("Cargo.toml", "[package]\nname = \"c\"\nversion.workspace = true\n");
    let inherited = format!("diff old.json new.json {}", versions("1.0.0", "Cargo.toml"));
    place.refuses(&inherited, 2, &["Cargo.toml of the workspace"]);
}

#[test]
fn two_revisions_and_the_crates_version_in_each() {
    let place = Place::new("git-range");
    if git(&place, &["init", "-q"]).is_none() {
        return;
    }
    let manifest = |version: &str| format!("[package]\nname = \"c\"\nversion = \"{version}\"\n");
    for (tag, model, version) in [("v1", weather(), "0.3.0"), ("v2", warmer(), "0.3.0"), ("v3", warmer(), "0.3.1")] {
        place.write("model.json", &model);
        place.write("Cargo.toml", &manifest(version));
        git(&place, &["add", "."]).unwrap();
        git(&place, &["commit", "-qm", tag]).unwrap();
        git(&place, &["tag", tag]).unwrap();
    }
    let out = place.succeeds("diff --git v1..v2 model.json");
    assert!(out.starts_with("Weather: v1:model.json (2024-01-01) → v2:model.json (2024-01-01)\n1 breaking, "), "{out}");
    assert_eq!(place.succeeds("diff --git v2.. model.json").lines().nth(1), Some("no difference"));
    let out = place.run("diff --git v1..v2 model.json --format github").out;
    assert!(out.starts_with("::error file=model.json,line=1,"), "{out}");
    let code = |line: &str| place.run(&format!("diff {line} --check-version --new-version Cargo.toml")).code;
    assert_eq!(
        [code("--git v1..v2 model.json"), code("--git v1..v3 model.json"), code("--git v1 model.json")],
        [1, 0, 0]
    );
    place.refuses("diff --git v1..nowhere model.json", 2, &["no revision \"nowhere\""]);
}
