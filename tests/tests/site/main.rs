//! A site in a real browser: WorkMail with an imitated history, and a service whose texts try to become markup. They are
//! loaded, searched, followed and looked at in headless Chromium by `browser.mjs`, which holds them against html-validate
//! and axe-core, too. Its pictures are in `target/site/shots`.
//!
//! `TINSMITH_BROWSER` is a `node_modules` with playwright-core, axe-core and html-validate; `.ci/run browser slow` installs
//! them. Where it, node or Chromium is missing, a line says so.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tinsmith::generate;
use tinsmith::model::{LoadOptions, load_bytes};
use tinsmith::site::{self, History, SiteOptions, Version};
use tinsmith_tests::home;

/// The names that Chromium and what is made of it have.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

fn version(name: &str, model: &Value, day: &str, notes: Option<&str>) -> Version {
    let options = LoadOptions { streams: true, ..LoadOptions::default() };
    let bytes = model.to_string();
    let loaded = load_bytes(name, bytes.as_bytes(), None, &options).unwrap_or_else(|error| panic!("{error}"));
    Version { name: name.to_owned(), loaded, day: Some(day.to_owned()), notes: notes.map(str::to_owned) }
}

fn shape<'m>(model: &'m mut Value, name: &str) -> &'m mut Value {
    &mut model["shapes"][format!("com.amazonaws.workmail#{name}")]
}

/// WorkMail with releases that it never had: operations, members and values come, a length becomes tighter, a member is
/// required, an error is gone.
fn workmail() -> History {
    let path = home().join("../model/workmail.json");
    let now: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let mut before = now.clone();
    let operations = shape(&mut before, "WorkMailService")["operations"].as_array_mut().unwrap();
    operations.retain(|id| !id["target"].as_str().unwrap().contains("IdentityProvider"));
    let members = shape(&mut before, "User")["members"].as_object_mut().unwrap();
    members.shift_remove("IdentityProviderUserId").unwrap();
    let mut first = before.clone();
    shape(&mut first, "CreateUserRequest")["members"]["DisplayName"]["traits"]
        .as_object_mut()
        .unwrap()
        .shift_remove("smithy.api#required");
    shape(&mut first, "ListUsersRequest")["members"].as_object_mut().unwrap().shift_remove("Filters");
    shape(&mut first, "OrganizationName")["traits"]["smithy.api#length"] = json!({ "min": 1, "max": 100 });
    let errors = shape(&mut first, "ListUsers")["errors"].as_array_mut().unwrap();
    errors.push(json!({ "target": "com.amazonaws.workmail#LimitExceededException" }));
    let versions = vec![
        version("workmail-1.json", &first, "2023-09-18", None),
        version("workmail-2.json", &before, "2024-03-14", Some("Filters for users.")),
        version("workmail-3.json", &now, "2024-10-30", Some("Sign-in by an identity provider.")),
    ];
    History { versions }
}

/// A service whose every text is hostile, and whose names are long.
fn hostile() -> History {
    let text = "</title></code></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>\u{202e}\u{7}]]>";
    let long = "VeryLongNameOfAMemberThatNoScreenOfAPhoneHasRoomFor".repeat(3);
    let model = |more: Value| {
        let mut members = json!({
            "Color": { "target": "a.b#Color", "traits": { "smithy.api#documentation": text } },
            long.as_str(): { "target": "a.b#Deep", "traits": { "smithy.api#documentation": format!("<p>{text}</p><table><tr><td>{long}</td></tr></table><pre>{long}</pre>") } },
        });
        members.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "smithy": "2.0", "shapes": {
            "a.b#Shop": { "type": "service", "version": text, "operations": [{ "target": "a.b#Put" }], "traits": {
                "aws.protocols#awsJson1_1": {}, "smithy.api#title": format!("Zoo {text}"), "smithy.api#documentation": text
            } },
            "a.b#Put": { "type": "operation", "input": { "target": "a.b#PutIn" }, "output": { "target": "a.b#PutIn2" }, "traits": {
                "smithy.api#documentation": text,
                "smithy.api#externalDocumentation": { text: format!("https://a.example/{text}"), "b": "javascript:alert(1)" }
            } },
            "a.b#PutIn": { "type": "structure", "members": members },
            "a.b#PutIn2": { "type": "structure", "members": members },
            "a.b#Deep": { "type": "structure", "members": { long.as_str(): { "target": "a.b#Deep" }, "Deeper": { "target": "a.b#Deeper" } } },
            "a.b#Deeper": { "type": "list", "member": { "target": "a.b#Deepest" } },
            "a.b#Deepest": { "type": "map", "key": { "target": "smithy.api#String" }, "value": { "target": "a.b#Color" } },
            "a.b#Color": { "type": "enum", "members": {
                "BAD": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": text } }
            } },
        } })
    };
    let new = json!({ "New": { "target": "smithy.api#String" }, "Must": { "target": "a.b#Color", "traits": { "smithy.api#required": {} } } });
    let versions = vec![
        version("zoo-1.json", &model(json!({})), "2024-10-29", None),
        version(text, &model(new), "2024-10-30", Some(text)),
    ];
    History { versions }
}

/// The packages, node and Chromium; `None`, and a line that says what is missing, where one is not there.
fn tools() -> Option<(PathBuf, &'static str)> {
    let runs = |program: &str| {
        let status = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    let modules = std::env::var_os("TINSMITH_BROWSER").map(PathBuf::from).filter(|path| path.is_dir());
    let browser = BROWSERS.into_iter().find(|program| runs(program));
    let missing = match (&modules, browser, runs("node")) {
        (None, _, _) => "TINSMITH_BROWSER names no node_modules; `.ci/run browser` makes one",
        (_, None, _) => "chromium is not there",
        (_, _, false) => "node is not there",
        (Some(_), Some(_), true) => return modules.zip(browser),
    };
    eprintln!("skipped: a site in a browser: {missing}");
    None
}

/// Where a program is; Playwright wants to know.
fn whole_path(program: &str) -> PathBuf {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).map(|folder| folder.join(program)).find(|path| path.is_file()).unwrap()
}

#[test]
#[ignore = "needs Chromium, node, and packages of npm"]
fn pages_work_in_a_browser() {
    let Some((modules, browser)) = tools() else { return };
    let target = home().join("../target/site");
    let out = target.join("pages");
    let _ = fs::remove_dir_all(&out);
    let options = SiteOptions { title: Some("Service reference".to_owned()), ..SiteOptions::default() };
    let site = site::site(&[workmail(), hostile()], &options).unwrap();
    generate::write_site(&out, &site.files).unwrap();

    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site/browser.mjs");
    let output = Command::new("node")
        .arg(script)
        .args([&out, &modules, &target.join("shots"), &whole_path(browser)])
        .args(["workmail/operations/ListUsers.html", "workmail/releases/2024-03-14.html"])
        .output()
        .unwrap();
    let (told, wrong) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}{wrong}");
    println!("{told}");
}
