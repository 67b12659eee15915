//! What a reviewer sees when the service adds one optional member: one file, a handful of lines, one line of the sheet,
//! and the model's hash. And what two branches see that have both changed the model: no conflict.
#![cfg(test)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use support::{generate_bytes, options, workmail};
use tinsmith::generate::{Generated, plan, write};
use tinsmith::output::HASH_FILE;
use tinsmith::render::sheet;

const SENTENCE: &str = "Also gives the users that the global address list hides.";

fn before() -> Generated {
    generate_bytes("workmail.json", workmail().to_string().as_bytes()).unwrap()
}

/// WorkMail with one optional member more in the request of an operation.
fn with_member(operation: &str) -> Value {
    let mut model = workmail();
    model["shapes"][format!("com.amazonaws.workmail#{operation}Request")]["members"]["IncludeHidden"] = json!({
        "target": "com.amazonaws.workmail#BooleanObject",
        "traits": {"smithy.api#documentation": SENTENCE},
    });
    model
}

fn after() -> Generated {
    generate_bytes("workmail.json", with_member("ListUsers").to_string().as_bytes()).unwrap()
}

/// The lines of `text` that `other` has not, each as often as it is missing there.
fn more<'a>(text: &'a str, other: &str) -> Vec<&'a str> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    other.lines().for_each(|line| *left.entry(line).or_default() += 1);
    let mut missing = Vec::new();
    for line in text.lines() {
        match left.get_mut(line) {
            Some(number) if *number > 0 => *number -= 1,
            _ => missing.push(line),
        }
    }
    missing
}

/// All sheets of a crate.
fn sheets(generated: &Generated) -> String {
    let krate = &generated.lowered.krate;
    krate.operations.iter().map(sheet::operation).chain([sheet::types(krate)]).collect()
}

#[test]
fn one_optional_member_is_one_file_and_a_handful_of_lines() {
    let (before, after) = (before(), after());
    assert!(before.files.keys().eq(after.files.keys()));
    let mut changed = Vec::new();
    for (path, old) in &before.files {
        let new = &after.files[path];
        if old != new {
            let (added, removed) = (more(new, old), more(old, new));
            println!("{path}:\n+ {}\n- {}", added.join("\n+ "), removed.join("\n- "));
            changed.push((path.as_str(), added.len() + removed.len()));
        }
    }
    let [(HASH_FILE, 2), ("src/operation/list_users.rs", lines)] = changed[..] else { panic!("{changed:?}") };
    assert!((1..=12).contains(&lines), "{lines} lines");
    let told: usize = after.files.values().map(|text| text.matches(SENTENCE).count()).sum();
    assert_eq!(told, 1, "the member is documented in one place");
}

#[test]
fn one_optional_member_is_one_line_of_the_review_sheet() {
    let (before, after) = (sheets(&before()), sheets(&after()));
    assert_eq!(more(&before, &after), [""; 0]);
    let added = more(&after, &before);
    let [line] = added[..] else { panic!("{added:#?}") };
    assert!(line.contains("include_hidden: Option<bool>") && line.contains("\"IncludeHidden\""), "{line}");
}

/// A repository of git's with WorkMail's crate in it; `None`, and a line that says so, where there is no git.
struct Repository {
    folder: PathBuf,
}

impl Repository {
    fn new(name: &str) -> Option<Self> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("one-member").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(folder.join("crate")).unwrap();
        let repository = Self { folder };
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("skipped: git is not installed");
            return None;
        }
        repository.git(&["init", "--quiet", "--initial-branch", "main"]);
        repository.generate(&workmail());
        repository.commit();
        Some(repository)
    }

    fn git(&self, words: &[&str]) -> String {
        let who = ["-c", "user.name=A Tester", "-c", "user.email=tester@example.com", "-c", "core.autocrlf=false"];
        let output = Command::new("git").args(who).args(words).current_dir(&self.folder).output().unwrap();
        assert!(output.status.success(), "git {words:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "Generate"]);
    }

    fn model(&self) -> PathBuf {
        self.folder.join("workmail.json")
    }

    fn generate(&self, model: &Value) {
        fs::write(self.model(), serde_json::to_string_pretty(model).unwrap()).unwrap();
        write(&options(&self.model(), &self.folder.join("crate"))).unwrap();
    }
}

#[test]
fn git_shows_one_file_and_the_hash() {
    let Some(repository) = Repository::new("diff") else { return };
    repository.generate(&with_member("ListUsers"));
    let shown = repository.git(&["diff", "--numstat", "--", "crate"]);
    let lines: Vec<Vec<&str>> = shown.lines().map(|line| line.split('\t').collect()).collect();
    let [hash, file] = &lines[..] else { panic!("{shown}") };
    assert_eq!(hash[..], ["1", "1", "crate/model.sha256"]);
    assert_eq!(file[2], "crate/src/operation/list_users.rs");
    let changed = |field: &str| field.parse::<usize>().unwrap();
    assert!(changed(file[0]) + changed(file[1]) <= 12, "{shown}");
}

#[test]
fn two_branches_with_a_member_each_merge_without_a_conflict() {
    let Some(repository) = Repository::new("merge") else { return };
    for operation in ["ListUsers", "ListGroups"] {
        repository.git(&["switch", "--quiet", "--create", operation, "main"]);
        repository.generate(&with_member(operation));
        repository.commit();
    }
    repository.git(&["merge", "--quiet", "--message", "Merge", "ListUsers"]);
    // The hash of neither branch is that of the merged model: the next run says so, and leaves one.
    let options = options(&repository.model(), &repository.folder.join("crate"));
    let stale = |path: &str| plan(&options).unwrap().1.iter().map(|change| change.path() == path).collect::<Vec<_>>();
    assert_eq!(stale(HASH_FILE), [true]);
    write(&options).unwrap();
    assert_eq!(stale(HASH_FILE), [false; 0]);
    let hashes = fs::read_to_string(repository.folder.join("crate").join(HASH_FILE)).unwrap();
    assert_eq!(hashes.lines().filter(|line| line.ends_with("  workmail.json")).count(), 1, "{hashes}");
}
