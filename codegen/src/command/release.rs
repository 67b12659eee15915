//! What a page of changes says of a release besides its models: `--date` and `--notes`.

use std::path::Path;

use serde_json::Value;

use super::args::Arguments;
use super::failure::Failure;
use super::file;
use crate::diff;
use crate::model::Model;
use crate::show::Release;

/// The release that the options tell of.
pub(super) fn release(arguments: &Arguments, model: &Model) -> Result<Release, Failure> {
    let date = arguments.text("date")?.map(|day| date(&day)).transpose()?;
    let notes = arguments.path("notes")?.map(|file| notes(&file, model)).transpose()?;
    Ok(Release { date, notes })
}

/// `2024-10-30` and `2024/10/30`, as the pages have it: `2024/10/30`.
fn date(day: &str) -> Result<String, Failure> {
    if diff::is_day(&day.replace('/', "-")) {
        Ok(day.replace('-', "/"))
    } else {
        Err(Failure::usage(format_args!("--date: {day:?} is no day"), "write it as 2024-10-30"))
    }
}

/// A text, or what a file of botocore's `.changes` says of the model's service.
fn notes(path: &Path, model: &Model) -> Result<String, Failure> {
    let shown = path.display();
    let text = file::read(path)
        .map_err(|error| Failure::run(format_args!("{shown}: {error}"), "name a text that can be read"))?;
    let Ok(Value::Array(entries)) = serde_json::from_str(&text) else { return Ok(text.trim().to_owned()) };
    let names = names(model);
    let told: Vec<&str> = entries
        .iter()
        .filter(|entry| entry.get("category").and_then(Value::as_str).is_some_and(|said| names.contains(&folded(said))))
        .filter_map(|entry| entry.get("description").and_then(Value::as_str))
        .collect();
    if told.is_empty() {
        return Err(Failure::run(
            format_args!("{shown}: no entry has the category {}", names.join(" or ")),
            "name the file of the release that changed the service, or a text",
        ));
    }
    Ok(told.join(" "))
}

/// What botocore may call the service.
fn names(model: &Model) -> Vec<String> {
    let aws = model.service.traits.aws_service.as_ref();
    let prefix = aws.and_then(|aws| aws.endpoint_prefix.as_deref());
    let said = aws.map(|aws| aws.sdk_id.as_str()).into_iter().chain(prefix).chain([model.service.id.name()]);
    let mut names: Vec<String> = said.map(folded).collect();
    names.dedup();
    names
}

/// Letters and digits alone: "``sso-admin``" and "SSO Admin" are the same.
fn folded(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).flat_map(char::to_lowercase).collect()
}
