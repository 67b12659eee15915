//! Pages of a site: one kind of page each, small models; and what a hostile model cannot do.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tinsmith::generate;
use tinsmith::model::{LoadOptions, Loaded, load_bytes};
use tinsmith::site::{self, History, Site, SiteOptions, Version};

fn loaded(name: &str, shapes: &Value) -> Loaded {
    let bytes = json!({ "smithy": "2.0", "shapes": shapes }).to_string();
    let options = LoadOptions { streams: true, ..LoadOptions::default() };
    load_bytes(name, bytes.as_bytes(), None, &options).unwrap_or_else(|error| panic!("{error}"))
}

fn version(shapes: &Value, day: Option<&str>) -> Version {
    let name = format!("shop-{}.json", day.unwrap_or("now"));
    Version { loaded: loaded(&name, shapes), name, day: day.map(str::to_owned), notes: None }
}

/// A shop that takes things; `shapes` goes on top.
fn shop(shapes: Value) -> Value {
    let mut all = json!({
        "a.b#Shop": {
            "type": "service", "version": "2020-02-02", "operations": [{ "target": "a.b#Put" }],
            "traits": { "aws.protocols#awsJson1_1": {}, "smithy.api#title": "Corner Shop",
                "smithy.api#documentation": "A shop on the corner. It is open." }
        },
        "a.b#Put": {
            "type": "operation", "input": { "target": "a.b#PutIn" }, "output": { "target": "a.b#PutOut" },
            "errors": [{ "target": "a.b#Full" }],
            "traits": { "smithy.api#documentation": "Puts a <b>thing</b> on the shelf. Not more.",
                "smithy.api#idempotent": {} }
        },
        "a.b#PutIn": { "type": "structure", "members": {
            "ShelfId": { "target": "a.b#ShelfId", "traits": { "smithy.api#required": {} } },
            "Things": { "target": "a.b#Things" },
        } },
        "a.b#ShelfId": { "type": "string", "traits": { "smithy.api#length": { "min": 1, "max": 64 } } },
        "a.b#Things": { "type": "list", "member": { "target": "a.b#Thing" } },
        "a.b#Thing": { "type": "structure", "members": { "Name": { "target": "smithy.api#String" } } },
        "a.b#PutOut": { "type": "structure", "members": { "Place": { "target": "smithy.api#Integer" } } },
        "a.b#Full": { "type": "structure", "members": { "message": { "target": "smithy.api#String" } }, "traits": {
            "smithy.api#error": "client", "smithy.api#documentation": "The shelf is full."
        } },
    });
    all.as_object_mut().unwrap().extend(shapes.as_object().unwrap().clone());
    all
}

/// The shop after a release: one more operation, one more member, and a length that is tighter.
fn grown() -> Value {
    let mut all = shop(json!({
        "a.b#Take": { "type": "operation", "input": { "target": "a.b#TakeIn" } },
        "a.b#TakeIn": { "type": "structure", "members": { "Name": { "target": "smithy.api#String" } } },
        "a.b#ShelfId": { "type": "string", "traits": { "smithy.api#length": { "min": 1, "max": 9 } } },
        "a.b#Thing": { "type": "structure", "members": {
            "Name": { "target": "smithy.api#String" }, "Weight": { "target": "smithy.api#Float" }
        } },
    }));
    all["a.b#Shop"]["operations"] = json!([{ "target": "a.b#Put" }, { "target": "a.b#Take" }]);
    all
}

fn released() -> History {
    let mut new = version(&grown(), Some("2024-10-30"));
    new.notes = Some("Things <have> weights.".to_owned());
    History { versions: vec![version(&shop(json!({})), Some("2024-10-29")), new] }
}

fn site(histories: &[History]) -> Site {
    site::site(histories, &SiteOptions::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// The text of a page without its tags, white space made one.
fn text(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                text.push(' ');
            }
            _ if !in_tag => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn holds(page: &str, parts: &[&str]) {
    let shown = text(page);
    for part in parts {
        assert!(shown.contains(part), "{part:?} is not in: {shown}");
    }
}

#[test]
fn the_page_of_an_operation_has_the_form_of_the_reference() {
    let site = site(&[released()]);
    let page = &site.files["shop/operations/Put.html"];
    holds(
        page,
        &[
            "Home Corner Shop Put",
            "idempotent",
            "Puts a thing on the shelf. Not more.",
            "Request Syntax client.put( ShelfId='string',",
            "Parameters ShelfId (string) -- [REQUIRED] 1 to 9 characters. Things (list) -- (dict) -- Name (string) --",
            "Response Syntax { 'Place': 123 } Response Structure (dict) -- Place (integer) --",
            "Exceptions Full -- is_full() The shelf is full.",
            "Rust use shop::types; let output = client .put() .shelf_id(&quot;string&quot;)",
            "What changed when 2024/10/30 updated Request {'Things': {'Weight': 'float'}}",
        ],
    );
    for id in ["request.ShelfId", "request.Things.Name", "response.Place", "error.Full", "exceptions"] {
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
    }
    assert!(page.contains("<a href=\"../releases/2024-10-30.html#Put\">"), "{page}");
}

#[test]
fn the_page_of_a_release_shows_additions_and_what_they_leave_out() {
    let site = site(&[released()]);
    let page = &site.files["shop/releases/2024-10-30.html"];
    holds(
        page,
        &[
            "2024/10/30 - Corner Shop - 1 new 1 updated api methods",
            "Changes Things &lt;have&gt; weights.",
            "breaking",
            "The crate needs a ",
            "Take (new)",
            "Put (updated) How Put is now Changes (request) {'Things': {'Weight': 'float'}}",
            "Beyond additions",
            "length",
        ],
    );
    assert!(page.contains("<span id=\"ShelfId:length\"></span>"), "{page}");
    assert!(!text(page).contains("The member Weight"), "additions are not told twice");
}

#[test]
fn indexes_tell_services_operations_and_days() {
    let site = site(&[released()]);
    holds(
        &site.files["index.html"],
        &[
            "Corner Shop API Services Corner Shop 2020-02-02, 2 operations A shop on the corner.",
            "Latest releases 2024/10/30 Corner Shop - 1 new 1 updated api methods",
        ],
    );
    holds(
        &site.files["shop/index.html"],
        &["Operations Put Puts a thing on the shelf. Take", "Releases 2024/10/30 Corner Shop - 1 new 1 updated"],
    );
    holds(&site.files["days.html"], &["2024/10/30 Corner Shop - 1 new 1 updated api methods", "Take (new) Put"]);
}

#[test]
fn a_feed_tells_releases_and_leads_to_them() {
    let histories = [released()];
    let options = SiteOptions { url: Some("https://docs.example.com/api".to_owned()), ..SiteOptions::default() };
    let feed = &site::site(&histories, &options).unwrap().files["feed.xml"];
    assert!(feed.contains("<updated>2024-10-30T00:00:00Z</updated>"), "{feed}");
    assert!(feed.contains("href=\"https://docs.example.com/api/shop/releases/2024-10-30.html\""), "{feed}");
    assert!(feed.contains("Things &lt;have&gt; weights. New: Take. Updated: Put.</summary>"), "{feed}");
    let ids = |text: &str| text.matches("<id>urn:uuid:").count();
    assert_eq!(ids(feed), 2);
    // Where the site is changes no id.
    let elsewhere = &site(&histories).files["feed.xml"];
    let entry = |text: &str| text.rsplit("<id>").next().unwrap().split("</id>").next().unwrap().to_owned();
    assert_eq!(entry(feed), entry(elsewhere));
    assert!(elsewhere.contains("href=\"shop/releases/2024-10-30.html\""), "{elsewhere}");
}

#[test]
fn the_search_knows_operations_members_errors_and_releases() {
    let site = site(&[released()]);
    let script = &site.files["search.js"];
    let json = script.split_once(" = ").unwrap().1.trim_end().trim_end_matches(';');
    let index: Value = serde_json::from_str(json).unwrap();
    assert_eq!(index["services"], json!([["shop", "Corner Shop"]]));
    let things = ["ShelfId", "Things", "Things.Name", "Things.Weight"];
    assert_eq!(
        index["operations"][0],
        json!([0, "Put", "Put", "Puts a thing on the shelf.", things, ["Place"], ["Full"]])
    );
    assert_eq!(index["releases"][0][1], "2024-10-30");
}

#[test]
fn without_a_history_there_are_no_releases() {
    let site = site(&[History { versions: vec![version(&shop(json!({})), None)] }]);
    assert!(!site.files.contains_key("feed.xml") && !site.files.contains_key("days.html"));
    assert!(!text(&site.files["shop/operations/Put.html"]).contains("What changed when"));
    assert!(!site.files["index.html"].contains("feed.xml"));
}

#[test]
fn two_releases_of_one_day_have_a_page_each() {
    let mut history = released();
    history.versions.push(version(&shop(json!({})), Some("2024-10-30")));
    let site = site(&[history]);
    assert!(site.files.contains_key("shop/releases/2024-10-30.html"));
    let second = &site.files["shop/releases/2024-10-30-2.html"];
    // What is gone has no page any more, so that nothing leads to one.
    holds(second, &["no new or updated api methods", "Beyond additions", "breaking"]);
    assert!(!second.contains("operations/Take.html"), "{second}");
}

#[test]
fn two_services_that_would_share_a_folder_are_refused() {
    let history = || History { versions: vec![version(&shop(json!({})), None)] };
    let error = site::site(&[history(), history()], &SiteOptions::default()).unwrap_err().to_string();
    assert!(error.contains("the folder shop\n  make a site of each"), "{error}");
    assert!(site::site(&[], &SiteOptions::default()).is_err());
}

#[test]
fn a_service_that_no_crate_can_be_made_of_has_pages_without_rust() {
    let mut shapes = shop(json!({}));
    shapes["a.b#Shop"]["traits"] = json!({ "aws.protocols#restXml": {} });
    let site = site(&[History { versions: vec![version(&shapes, None)] }]);
    assert_eq!(site.warnings.len(), 1, "{:?}", site.warnings);
    let page = text(&site.files["shop/operations/Put.html"]);
    assert!(page.contains("Exceptions Full The shelf is full.") && !page.contains("let output"), "{page}");
}

/// Texts that try to become markup or script, wherever a model has texts.
const HOSTILE: &str = "</title></code></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=x>";

fn hostile(more: &str) -> Value {
    let text = format!("{HOSTILE}{more}\u{202e}\u{7}\u{2028}]]>-->");
    let mut shapes = shop(json!({
        "a.b#Color": { "type": "enum", "members": {
            "BAD": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": text } },
        } },
        "a.b#PutOut": { "type": "structure", "members": {
            "Color": { "target": "a.b#Color", "traits": {
                "smithy.api#documentation": text, "smithy.api#deprecated": { "message": text, "since": text },
                "smithy.api#default": null,
            } },
            "Code": { "target": "smithy.api#String", "traits": {
                "smithy.api#pattern": format!("^[<\"'&`]{}+$", more.len()), "smithy.api#documentation": "<p>`</code>`"
            } },
        } },
    }));
    let traits = shapes["a.b#Shop"]["traits"].as_object_mut().unwrap();
    traits.insert("smithy.api#title".to_owned(), json!(text));
    traits.insert("smithy.api#documentation".to_owned(), json!(format!("<p>{text}</p>")));
    let traits = shapes["a.b#Put"]["traits"].as_object_mut().unwrap();
    traits.insert("smithy.api#documentation".to_owned(), json!(text));
    let links = json!({ text.as_str(): format!("https://a.example/{text}"), "b": "javascript:alert(1)" });
    traits.insert("smithy.api#externalDocumentation".to_owned(), links);
    shapes
}

#[test]
fn no_text_of_a_model_becomes_markup_or_script() {
    let mut new = version(&hostile("new"), Some("2024-10-30"));
    new.notes = Some(HOSTILE.to_owned());
    new.name = format!("{HOSTILE}.json");
    let history = History { versions: vec![version(&hostile(""), Some("2024-10-29")), new] };
    let options = SiteOptions {
        title: Some(HOSTILE.to_owned()),
        url: Some(format!("https://{HOSTILE}")),
        ..SiteOptions::default()
    };
    let site = site::site(&[history], &options).unwrap();
    for (path, page) in site.files.iter().filter(|(path, _)| path.ends_with("html") || path.ends_with("xml")) {
        for bad in ["<script>", "<img", "<svg", "href=\"javascript", "onerror=alert(1)>", "\u{202e}", "\u{7}"] {
            assert!(!page.contains(bad), "{path}: {bad}");
        }
        let scripts = page.matches("<script").count();
        assert_eq!(scripts, usize::from(path.ends_with("html")), "{path}");
        balanced(path, page);
    }
    assert!(site.files.contains_key("shop/releases/2024-10-30.html"));
}

/// Every element that begins ends, in the right order, and no id stands twice.
fn balanced(path: &str, page: &str) {
    const EMPTY: [&str; 7] = ["wbr", "meta", "link", "br", "hr", "input", "!DOCTYPE"];
    let mut open: Vec<String> = Vec::new();
    let mut ids = BTreeSet::new();
    for tag in page.split('<').skip(1).filter(|tag| !tag.starts_with("!--")) {
        let (tag, _) = tag.split_once('>').unwrap();
        if let Some((_, id)) = tag.split_once(" id=\"") {
            let id = id.split('"').next().unwrap();
            assert!(ids.insert(id.to_owned()), "{path}: {id} stands twice");
        }
        let name = tag.split_whitespace().next().unwrap();
        match name.strip_prefix('/') {
            Some(end) => assert_eq!(open.pop().as_deref(), Some(end), "{path}"),
            None if EMPTY.contains(&name) && !path.ends_with("xml") => {}
            None => open.push(name.to_owned()),
        }
    }
    assert!(open.is_empty(), "{path}: {open:?}");
}

#[test]
fn the_same_models_give_the_same_bytes_and_links_lead_somewhere() {
    let history = || released();
    let first = site(&[history()]);
    assert_eq!(first, site(&[history()]));
    for (path, page) in first.files.iter().filter(|(path, _)| path.ends_with("html")) {
        balanced(path, page);
        assert!(page.starts_with("<!-- Generated by tinsmith"), "{path}");
        for link in page.split(" href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            if file.contains(':') {
                continue;
            }
            let target = resolve(path, file);
            let found = first.files.get(&target).unwrap_or_else(|| panic!("{path}: {link} leads nowhere"));
            assert!(anchor.is_empty() || found.contains(&format!("id=\"{anchor}\"")), "{path}: {link}");
        }
    }
}

/// A link of a page, as seen from the site's folder.
fn resolve(page: &str, link: &str) -> String {
    if link.is_empty() {
        return page.to_owned();
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        if part == ".." {
            parts.pop().unwrap();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

/// A folder of a test's own.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("tinsmith-site-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn pages_that_no_longer_belong_go_and_what_is_somebodys_own_stays() {
    let out = folder("orphans");
    let all = site(&[released()]).files;
    generate::write_site(&out, &all).unwrap();
    assert_eq!(generate::plan_site(&out, &all).unwrap(), []);
    let own = [out.join("shop/operations/Mine.html"), out.join("notes.html"), out.join("shop/notes.txt")];
    own.iter().for_each(|path| fs::write(path, "<p>mine</p>\n").unwrap());

    let less = site(&[History { versions: vec![version(&shop(json!({})), None)] }]).files;
    generate::write_site(&out, &less).unwrap();
    assert!(!out.join("shop/operations/Take.html").exists() && !out.join("shop/releases").exists());
    assert!(!out.join("feed.xml").exists() && !out.join("days.html").exists());
    assert!(own.iter().all(|path| path.exists()));
    assert_eq!(generate::plan_site(&out, &less).unwrap(), []);

    fs::write(out.join("index.html"), "<p>mine</p>\n").unwrap();
    let mut changed: BTreeMap<String, String> = less.clone();
    changed.insert("style.css".to_owned(), "/* Generated by tinsmith */\n".to_owned());
    assert!(generate::write_site(&out, &changed).is_err(), "somebody's own first page is not overwritten");
    assert_eq!(fs::read_to_string(out.join("style.css")).unwrap(), less["style.css"], "nothing was written");
    fs::remove_dir_all(out).unwrap();
}
