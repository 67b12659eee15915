//! `tinsmith site` from outside: where histories come from, what is written, what is refused.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

/// A fresh folder for one test.
struct Place {
    folder: PathBuf,
}

impl Place {
    fn new(test: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("site").join(test);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self { folder }
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.folder.join(path), text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn run(&self, line: &str) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tinsmith"));
        let output = command.args(line.split_whitespace()).current_dir(&self.folder).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn succeeds(&self, line: &str) -> String {
        let (code, out, err) = self.run(line);
        assert_eq!(code, 0, "{line}: {out}{err}");
        out
    }

    /// The run fails with this code and says this, with a remedy; no site is there.
    fn refuses(&self, line: &str, code: i32, words: &str) {
        let (found, _, err) = self.run(line);
        assert_eq!(found, code, "{line}: {err}");
        assert!(err.starts_with("error: ") && err.contains(words) && err.contains("\n  "), "{line}: {err}");
        assert!(!self.folder.join("out").exists(), "{line}");
    }

    /// Runs git as somebody, at noon of a day; `None` where there is no git.
    fn git(&self, day: &str, arguments: &[&str]) -> Option<Output> {
        let time = format!("{day}T12:00:00Z");
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
        let mut git = Command::new("git");
        git.args(who).args(arguments).current_dir(&self.folder);
        git.env("GIT_AUTHOR_DATE", &time).env("GIT_COMMITTER_DATE", &time).output().ok()
    }
}

/// A service with these operations.
fn model(operations: &[&str]) -> String {
    let targets: Vec<Value> = operations.iter().map(|name| json!({ "target": format!("a.b#{name}") })).collect();
    let mut shapes = json!({
        "a.b#Shop": { "type": "service", "version": "1", "operations": targets,
            "traits": { "aws.protocols#awsJson1_1": {}, "smithy.api#title": "Corner Shop" } },
    });
    for name in operations {
        shapes[format!("a.b#{name}")] = json!({ "type": "operation" });
    }
    json!({ "smithy": "2.0", "shapes": shapes }).to_string()
}

#[test]
fn commits_are_releases_of_their_days() {
    let place = Place::new("git");
    if place.git("2024-01-01", &["init", "-q"]).is_none() {
        eprintln!("skipped: git is not installed");
        return;
    }
    let commits = [
        ("2024-01-02", model(&["Put"]), "The first"),
        ("2024-01-03", "{".to_owned(), "A broken one"),
        ("2024-02-04", model(&["Put", "Take"]), "Take <things>"),
    ];
    for (day, text, message) in &commits {
        place.write("shop.json", text);
        place.git(day, &["add", "shop.json"]).unwrap();
        place.git(day, &["commit", "-qm", message]).unwrap();
    }
    let (code, out, err) = place.run("site shop.json --git --out out");
    assert_eq!(code, 0, "{err}");
    assert!(out.starts_with("out: ") && out.contains(" files, "), "{out}");
    assert!(err.starts_with("warning: ") && err.contains("this revision is left out"), "{err}");
    let page = place.read("out/shop/releases/2024-02-04.html");
    assert!(page.contains("Take &lt;things&gt;") && page.contains("1 new api methods"), "{page}");
    assert!(!place.folder.join("out/shop/releases/2024-01-02.html").exists(), "the first one changes nothing");
    assert!(place.read("out/shop/operations/Take.html").contains("releases/2024-02-04.html#Take"));

    // What is not committed has no day, but pages.
    place.write("shop.json", &model(&["Put", "Take", "Wait"]));
    assert!(place.succeeds("site shop.json --git --out out -q").is_empty());
    assert!(place.read("out/shop/index.html").contains("operations/Wait.html"));
    place.write("new.json", &model(&["Put"]));
    let (code, _, err) = place.run("site new.json --git --out elsewhere");
    assert!(code == 1 && err.starts_with("error: new.json: is not in the revision"), "{err}");
}

#[test]
fn a_file_lists_earlier_states() {
    let place = Place::new("history");
    place.write("a.json", &model(&["Put"]));
    place.write("b.json", &model(&["Put", "Take"]));
    let later = "[[version]]\nfile = 'b.json'\ndate = 2024-02-04\nnotes = 'More'\n";
    let first = "[[version]]\nfile = 'a.json'\ndate = '2024-01-02'\n";
    place.write("history.toml", &format!("{later}\n{first}"));
    place.succeeds("site --history history.toml --out out --title Shops --url https://docs.example.com/s");
    assert!(place.read("out/shop/releases/2024-02-04.html").contains("More"));
    assert!(place.read("out/index.html").contains("<h1>Shops</h1>"));
    assert!(place.read("out/feed.xml").contains("https://docs.example.com/s/shop/releases/2024-02-04.html"));
    let again = place.succeeds("site --history history.toml --out out --title Shops --url https://docs.example.com/s");
    assert!(again.contains(" 0 written, 0 removed"), "{again}");

    // The same models with another title are not what is there.
    let (code, out, err) = place.run("site --history history.toml --out out --check");
    assert_eq!(code, 1);
    assert!(out.contains("stale: index.html") && err.contains("without --check"), "{out}{err}");
    assert!(place.read("out/index.html").contains("<h1>Shops</h1>"), "a check writes nothing");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let place = Place::new("refused");
    place.write("a.json", &model(&["Put"]));
    place.write("history.toml", "[[version]]\nfile = 'gone.json'\ndate = '2024-01-02'\n");
    place.refuses("site a.json", 2, "without --out");
    place.refuses("site --out out", 2, "no model is given");
    place.refuses("site a.json --out out --git --history history.toml", 2, "exclude each other");
    place.refuses("site a.json --out out --url docs.example.com", 2, "no address of a site");
    place.refuses("site --history history.toml --out out", 1, "gone.json");
    place.refuses("site --history gone.toml --out out", 1, "gone.toml");
    place.refuses("site - --git --out out", 2, "no history");
    place.refuses("site gone.json --out out", 1, "gone.json");
}
