//! `cargo xtask bench site`: what it costs to write the pages of WorkMail with all that git knows of it. Its history is
//! imitated: a repository of 24 revisions, each with two more operations and some more members than the one before.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{broken, generate, measure, repository, scratch, write};
use crate::Failure;

/// As many revisions as WorkMail's model has had.
const REVISIONS: usize = 24;

/// How long it may take, in seconds.
const GOAL: f64 = 2.0;

/// Writes the repository, then the site, and tells what the latter cost.
pub(super) fn run() -> Result<(), Failure> {
    let root = repository()?;
    let tinsmith = generate::build_tinsmith(&root)?;
    let folder = scratch("site")?;
    let (repository, out) = (folder.join("repository"), folder.join("pages"));
    make(&root.join("model").join("workmail.json"), &repository)?;
    let cost = measure::median(5, 1, || {
        if out.exists() {
            std::fs::remove_dir_all(&out).map_err(|error| broken(&out, &error))?;
        }
        let mut command = Command::new(&tinsmith);
        command.args(["site", "workmail.json", "--git", "--out"]).arg(&out).current_dir(&repository);
        measure::quietly(&mut command)
    })?;
    let releases = std::fs::read_dir(out.join("workmail").join("releases")).map_err(|error| broken(&out, &error))?;
    println!("WorkMail, 92 operations, {REVISIONS} revisions in git, {} releases: {cost}", releases.count());
    if cost.wall.as_secs_f64() <= GOAL {
        println!("within the goal of {GOAL} s");
        return Ok(());
    }
    Err(Failure::Run(format!("the goal of {GOAL} s is missed\n  see what takes the time, on a machine that is idle")))
}

/// The repository anew.
fn make(model: &Path, folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|error| broken(folder, &error))?;
    }
    std::fs::create_dir_all(folder).map_err(|error| broken(folder, &error))?;
    let text = std::fs::read_to_string(model).map_err(|error| broken(model, &error))?;
    let model: Value = serde_json::from_str(&text).map_err(|error| Failure::Run(error.to_string()))?;
    let git = |words: &[&str], day: &str| {
        let mut git = Command::new("git");
        git.current_dir(folder).args(["-c", "user.name=bench", "-c", "user.email=bench@example.com"]).args(words);
        measure::quietly(git.env("GIT_AUTHOR_DATE", day).env("GIT_COMMITTER_DATE", day))
    };
    git(&["init", "--quiet"], "")?;
    for revision in 1..=REVISIONS {
        write(&folder.join("workmail.json"), &as_of(&model, revision).to_string())?;
        git(&["add", "workmail.json"], "")?;
        let day = format!("2024-{:02}-{:02}T12:00:00Z", revision.div_ceil(2), 1 + revision % 2);
        git(&["commit", "--quiet", "--message", "Another revision"], &day)?;
    }
    Ok(())
}

/// The model as it may have been: without the last operations, and without the last members of some responses. Those of
/// pages stay whole, as their members are named by `paginated`.
fn as_of(model: &Value, revision: usize) -> Value {
    let mut model = model.clone();
    let missing = REVISIONS.saturating_sub(revision);
    let Some(shapes) = model.get_mut("shapes").and_then(Value::as_object_mut) else { return model };
    let mut responses = 0;
    for (name, shape) in shapes.iter_mut() {
        if let Some(operations) = shape.get_mut("operations").and_then(Value::as_array_mut) {
            operations.truncate(operations.len().saturating_sub(2 * missing));
        }
        let members = shape.get_mut("members").and_then(Value::as_object_mut);
        let is_meant = |members: &&mut serde_json::Map<String, Value>| {
            name.ends_with("Response") && members.len() > 1 && !members.contains_key("NextToken")
        };
        let Some(members) = members.filter(is_meant) else { continue };
        responses += 1;
        if responses % REVISIONS >= revision
            && let Some(last) = members.keys().next_back().cloned()
        {
            members.remove(&last);
        }
    }
    model
}
