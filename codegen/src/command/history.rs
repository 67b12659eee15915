//! A file that lists earlier states of models, with their days.
//!
//! ```toml
//! [[version]]
//! file = "workmail-2024-10-29.json"
//! date = "2024-10-29"
//!
//! [[version]]
//! file = "workmail-2024-10-30.json"
//! date = "2024-10-30"
//! notes = "Single sign-on."
//! ```

use std::path::Path;

use toml::{Table, Value};

use super::failure::Failure;
use super::file;
use crate::diff;
use crate::model::{self, LoadOptions};
use crate::site::Version;

/// An entry of the file.
struct Entry {
    file: String,
    day: String,
    notes: Option<String>,
}

/// The versions that a file lists, by their days; those of one day stay in the order of the file.
pub(super) fn read(path: &Path, options: &LoadOptions) -> Result<Vec<Version>, Failure> {
    let shown = path.display().to_string();
    let text = file::read(path)
        .map_err(|error| Failure::run(format_args!("{shown}: {error}"), "name a TOML file with [[version]] in it"))?;
    let mut entries = entries(&shown, &text).map_err(Failure::Run)?;
    entries.sort_by(|a, b| a.day.cmp(&b.day));
    let folder = path.parent().unwrap_or(Path::new(""));
    let load = |Entry { file, day, notes }| {
        let file = folder.join(file);
        let loaded = model::load(&file, options)?;
        Ok(Version { name: file.display().to_string(), loaded, day: Some(day), notes })
    };
    entries.into_iter().map(load).collect()
}

fn entries(name: &str, text: &str) -> Result<Vec<Entry>, Vec<String>> {
    let table: Table =
        text.parse().map_err(|error| vec![format!("{name}: is not TOML: {error}\n  write [[version]] entries")])?;
    let mut entries = Vec::new();
    let mut problems = Vec::new();
    for (key, value) in &table {
        match (key.as_str(), value) {
            ("version", Value::Array(versions)) => {
                for (index, version) in versions.iter().enumerate() {
                    match entry(version) {
                        Ok(entry) => entries.push(entry),
                        Err(problem) => problems.push(format!("{name}: version {}: {problem}", index + 1)),
                    }
                }
            }
            _ => problems.push(format!("{name}: {key:?} is not known\n  write [[version]] entries")),
        }
    }
    if problems.is_empty() && entries.is_empty() {
        problems.push(format!("{name}: lists no version\n  write a [[version]] with file and date for each"));
    }
    if problems.is_empty() { Ok(entries) } else { Err(problems) }
}

fn entry(version: &Value) -> Result<Entry, String> {
    let table = version.as_table().ok_or("is no table\n  write [[version]], and below it file and date")?;
    if let Some(key) = table.keys().find(|key| !["file", "date", "notes"].contains(&key.as_str())) {
        return Err(format!("{key:?} is not known\n  write file, date and notes"));
    }
    let text = |key: &str| match table.get(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        // TOML's own dates count as well.
        Some(Value::Datetime(day)) if key == "date" => Ok(Some(day.to_string())),
        Some(other) => Err(format!("{key} is {other}\n  write a text")),
    };
    let file = text("file")?.ok_or("has no file\n  name a model, as seen from here")?;
    let day = text("date")?.ok_or("has no date\n  write a day such as 2024-10-30")?;
    if !diff::is_day(&day) {
        return Err(format!("{day:?} is no day\n  write it as 2024-10-30"));
    }
    Ok(Entry { file, day, notes: text("notes")? })
}

#[cfg(test)]
mod tests {
    use super::entries;

    #[test]
    fn entries_are_read_and_what_is_wrong_is_told_with_its_place() {
        let good = "[[version]]\nfile = 'a.json'\ndate = 2024-10-30\nnotes = ' new '\n";
        let read = entries("h.toml", good).unwrap();
        let shown: Vec<_> = read.iter().map(|entry| (&*entry.file, &*entry.day, entry.notes.as_deref())).collect();
        assert_eq!(shown, [("a.json", "2024-10-30", Some("new"))]);
        for (text, problem) in [
            ("", "h.toml: lists no version"),
            ("version = 1", "h.toml: \"version\" is not known"),
            ("[[version]]\nfile = 'a'", "h.toml: version 1: has no date"),
            ("[[version]]\ndate = '2024-10-30'", "h.toml: version 1: has no file"),
            ("[[version]]\nfile = 'a'\ndate = '2024-13-30'", "h.toml: version 1: \"2024-13-30\" is no day"),
            ("[[version]]\nfile = 1\ndate = '2024-10-30'", "h.toml: version 1: file is 1"),
            ("[[version]]\nname = 'a'", "h.toml: version 1: \"name\" is not known"),
            ("[", "h.toml: is not TOML"),
        ] {
            let problems = entries("h.toml", text).err().unwrap();
            assert!(problems[0].starts_with(problem) && problems[0].contains("\n  "), "{problems:?}");
        }
    }
}
