//! Reports for pipelines: annotations, SARIF, `JUnit`, and exit codes that tell the severity.

use std::collections::HashSet;
use std::process::Command;

use serde_json::Value;

use crate::{BOTOCORE, Place};

/// The model of the worked example has a shape a line, and more.
fn pretty(place: &Place) {
    for name in ["old.json", "new.json"] {
        let text = std::fs::read_to_string(place.folder.join(name)).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        place.write(name, &serde_json::to_string_pretty(&value).unwrap());
    }
}

/// The line of `new.json` that has these words.
fn line_of(place: &Place, words: &str) -> usize {
    let text = std::fs::read_to_string(place.folder.join("new.json")).unwrap();
    text.lines().position(|line| line.contains(words)).unwrap() + 1
}

#[test]
fn annotations_point_at_lines_of_the_new_model() {
    let place = Place::new("github");
    pretty(&place);
    let ran = place.run("diff old.json new.json --format github");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.starts_with("Weather: 1 breaking, 1 risky, ") && ran.err.lines().count() == 1, "{}", ran.err);
    let lines: Vec<&str> = ran.out.lines().collect();
    let station = line_of(&place, "\"Station\": {");
    let first = format!("::error file=new.json,line={station},title=Weather%3A breaking::");
    assert!(lines[0].starts_with(&first), "{first}: {}", ran.out);
    let fog = format!("::warning file=new.json,line={},title=Weather%3A risky::The value ", line_of(&place, "\"FOG\""));
    assert!(lines.iter().any(|line| line.starts_with(&fog) && line.ends_with("(Sky$fog:value)")), "{fog}: {}", ran.out);
    assert!(lines.iter().all(|line| line.starts_with("::")), "{}", ran.out);
    let ran = place.run("diff old.json new.json --format github --quiet --fail-on risky");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (1, "", ""));
}

#[test]
fn what_is_gone_is_shown_at_what_it_belonged_to() {
    let place = Place::new("github-gone");
    pretty(&place);
    let (old, new) = (place.folder.join("old.json"), place.folder.join("new.json"));
    let text = std::fs::read_to_string(&old).unwrap();
    std::fs::rename(&new, &old).unwrap();
    std::fs::write(&new, text).unwrap();
    let out = place.run("diff old.json new.json --format github").out;
    let sky = format!("::notice file=new.json,line={},", line_of(&place, "\"example.weather#Sky\": {"));
    let service = format!("::error file=new.json,line={},", line_of(&place, "\"example.weather#Weather\": {"));
    assert!(out.lines().any(|line| line.starts_with(&service) && line.contains("`Ping` is gone")), "{service}: {out}");
    assert!(out.lines().any(|line| line.contains("Sky$fog")), "{sky}: {out}");
}

#[test]
fn idl_and_botocores_files_have_lines_too() {
    let place = Place::new("github-formats");
    place.write("old.smithy", IDL);
    place.write("new.smithy", &IDL.replace("max: 9", "max: 5"));
    let out = place.run("diff old.smithy new.smithy --format github").out;
    assert!(out.starts_with("::error file=new.smithy,line=8,"), "{out}");
    place.write("b-old.json", BOTOCORE);
    place.write("b-new.json", &BOTOCORE.replace("\"String\": { \"type\"", "\"String\": { \"max\": 4, \"type\""));
    let out = place.run("diff b-old.json b-new.json --format github").out;
    assert!(out.contains(" file=b-new.json,line=9,"), "{out}");
}

const IDL: &str = r#"$version: "2"
namespace a.b

use aws.protocols#awsJson1_1

@awsJson1_1
service S { version: "1", operations: [Do] }
@length(max: 9) string Name
operation Do { input := { name: Name } }
"#;

#[test]
fn sarif_has_a_result_for_each_change_with_its_rule_and_place() {
    let place = Place::new("sarif");
    pretty(&place);
    let ran = place.run("diff old.json new.json --format sarif");
    let log: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let rules: Vec<&str> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(result["ruleId"], rules[index]);
        let location = &result["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "new.json");
        assert!(location["region"]["startLine"].as_u64().unwrap() > 1, "{result}");
    }
    let prints: HashSet<String> = results.iter().map(|result| result["partialFingerprints"].to_string()).collect();
    assert_eq!(prints.len(), results.len());
    let fog = results.iter().find(|result| result["properties"]["id"] == "Sky$fog:value").unwrap();
    assert_eq!((&fog["level"], &fog["ruleId"]), (&"warning".into(), &"value.added".into()));
    assert_eq!(fog["suppressions"], serde_json::json!([]));
    place.write("c.toml", "[[accepted]]\nid = \"Sky$fog:value\"\nreason = \"Known.\"\n");
    let out = place.run("diff old.json new.json --format sarif --config c.toml").out;
    assert!(out.contains("\"justification\": \"Known.\""), "{out}");
    is_valid_sarif(&place, &ran.out);
    is_valid_sarif(&place, &out);
    is_valid_sarif(&place, &place.run("diff old.json old.json --format sarif").out);
}

/// Holds a log against the schema of the standard, where there is one and python has the package `jsonschema`.
fn is_valid_sarif(place: &Place, log: &str) {
    let Some(schema) = std::env::var_os("TINSMITH_SARIF_SCHEMA") else {
        eprintln!("skipped: SARIF against its schema: TINSMITH_SARIF_SCHEMA does not say where it is");
        return;
    };
    place.write("log.sarif", log);
    let program = "import json, sys, jsonschema\n\
                   schema, log = (json.load(open(path, encoding='utf-8')) for path in sys.argv[1:])\n\
                   jsonschema.validate(log, schema)\n";
    let mut python = Command::new("python3");
    if let Some(packages) = std::env::var_os("TINSMITH_JSONSCHEMA") {
        python.env("PYTHONPATH", packages);
    }
    let ran = python.args(["-c", program]).arg(schema).arg(place.folder.join("log.sarif")).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn junit_fails_what_is_as_bad_as_asked() {
    let place = Place::new("junit");
    pretty(&place);
    let out = place.run("diff old.json new.json --format junit").out;
    let count = |out: &str, words: &str| out.matches(words).count();
    assert!(out.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "), "{out}");
    assert!(out.contains(" failures=\"1\" errors=\"0\" skipped=\"0\">") && count(&out, "<failure ") == 1, "{out}");
    assert_eq!(count(&out, "<testcase "), count(&out, "</testcase>"));
    let fog = format!("name=\"Sky$fog:value\" time=\"0\" file=\"new.json\" line=\"{}\"", line_of(&place, "\"FOG\""));
    assert!(out.contains(&fog), "{fog}: {out}");
    place.write("c.toml", "[[accepted]]\nid = \"Sky$fog:value\"\nreason = \"<known>\"\n");
    let out = place.run("diff old.json new.json --format junit --fail-on compatible --config c.toml").out;
    assert!(out.contains("<skipped message=\"accepted: &lt;known&gt;\"/>") && count(&out, "<failure ") > 2, "{out}");
    let same = place.run("diff old.json old.json --format junit").out;
    assert!(same.contains("name=\"no difference\"") && same.contains("tests=\"1\" failures=\"0\""), "{same}");
    is_xml(&place, &out);
    is_xml(&place, &same);
}

/// Has python read it, where there is one.
fn is_xml(place: &Place, text: &str) {
    place.write("junit.xml", text);
    let program = "import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])";
    match Command::new("python3").args(["-c", program]).arg(place.folder.join("junit.xml")).output() {
        Ok(ran) => assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr)),
        Err(_) => eprintln!("skipped: JUnit against a parser: python3 is not there"),
    }
}

#[test]
fn an_exit_code_tells_the_worst_change_that_is_not_accepted() {
    let place = Place::new("exit-code");
    let code = |line: &str| place.run(&format!("diff {line} --exit-code --quiet")).code;
    assert_eq!([code("old.json old.json"), code("old.json new.json")], [0, 5]);
    assert_eq!([code("old.json new.json --operation Ping")], [3]);
    let report: Value = serde_json::from_str(&place.succeeds("diff old.json new.json --format json")).unwrap();
    let breaking = report["changes"].as_array().unwrap().iter().filter(|change| change["severity"] == "breaking");
    let accepted: String =
        breaking.map(|change| format!("[[accepted]]\nid = {}\nreason = \"r\"\n", change["id"])).collect();
    place.write("c.toml", &accepted);
    assert_eq!(code("old.json new.json --config c.toml"), 4);
    place.refuses("diff old.json new.json --exit-code --fail-on risky", 2, &["--fail-on and --exit-code"]);
}

/// A model with many members and values, which differ in all of them.
fn many(version: usize) -> String {
    let mut shapes = serde_json::json!({
        "a.b#S": { "type": "service", "version": "1", "operations": [{ "target": "a.b#Do" }],
            "traits": { "aws.protocols#awsJson1_1": {} } },
        "a.b#Do": { "type": "operation", "input": { "target": "a.b#In" } },
        "a.b#In": { "type": "structure", "members": {} },
    });
    for index in 0..900 {
        let text = format!("a.b#Text{index}");
        let member = format!("AMemberWithARatherLongName{index}");
        shapes["a.b#In"]["members"][&member] = serde_json::json!({ "target": text });
        let max = 1_000 + index * 2 - version * (1 + index % 7);
        shapes[&text] = serde_json::json!({ "type": "string", "traits": { "smithy.api#length": { "max": max } } });
        if version == 1 {
            let other = format!("{member}Added");
            shapes["a.b#In"]["members"][other] = serde_json::json!({ "target": text });
        }
    }
    serde_json::json!({ "smithy": "2.0", "shapes": shapes }).to_string()
}

#[test]
fn a_page_of_markdown_fits_into_a_comment_and_says_what_it_folded() {
    let place = Place::new("folding");
    place.write("old.json", &many(0));
    place.write("new.json", &many(1));
    let out = place.succeeds("diff old.json new.json --format markdown");
    assert!(out.chars().count() < 65_536 && out.len() > 50_000, "{}", out.len());
    assert!(out.starts_with("## S: 900 breaking, 0 risky, 900 compatible\n"), "{out}");
    let last = out.lines().last().unwrap();
    assert!(last.starts_with("**Folded to fit:** ") && last.contains(" breaking changes"), "{last}");
    assert!(last.contains("public items are not shown") && last.contains("--format json"), "{last}");
    assert_eq!(out.matches("<details>").count(), out.matches("</details>").count());
    // What is short stands open and whole.
    let place = Place::new("unfolded");
    let out = place.succeeds("diff old.json new.json --format markdown");
    assert!(!out.contains("Folded") && out.matches("<details>").count() == 1, "{out}");
}
