//! Where the shapes of a model stand in its files, for reports that point at a line: found anew in the text when they
//! are asked for, so that loading costs nothing more.

use std::path::{Path, PathBuf};

use super::place::Place;
use super::problem::Report;
use super::read::key_lines::KeyLines;
use super::read::{idl, json};
use super::source::Sources;

/// Where the shapes of a model stand.
#[derive(Debug, Default)]
pub struct Lines(Texts);

#[derive(Debug, Default)]
enum Texts {
    /// Nothing is known of them.
    #[default]
    Unknown,
    Idl(Sources),
    Json(String, KeyLines),
}

impl Lines {
    /// Of a model file, or of a folder of IDL, with the further files of IDL that belong to it. Where it cannot be read,
    /// nothing is found.
    pub fn of(path: &Path, with: &[PathBuf]) -> Self {
        let name = path.display().to_string();
        let mut report = Report::new(&name, false);
        match idl::files::collect(path, with, &mut report) {
            Ok(Some(files)) => Self::of_idl(files, report),
            Ok(None) => {
                json::read_file(path, &mut report).map_or_else(|_| Self::default(), |b| Self::of_bytes(&name, b))
            }
            Err(_) => Self::default(),
        }
    }

    /// Of a model in memory; `name` stands for its file.
    pub fn of_bytes(name: &str, bytes: Vec<u8>) -> Self {
        let Ok(text) = String::from_utf8(bytes) else { return Self::default() };
        if idl::is_idl(&text) {
            return Self::of_idl(vec![(name.to_owned(), text.into_bytes())], Report::new(name, false));
        }
        Self(Texts::Json(name.to_owned(), KeyLines::read(&text)))
    }

    fn of_idl(files: Vec<idl::files::File>, mut report: Report) -> Self {
        match idl::read(files, &mut report) {
            Ok(_) => Self(Texts::Idl(report.into_sources())),
            Err(_) => Self::default(),
        }
    }

    /// The file and the line of what a place names; of what is nearest around it, where the text has no more.
    pub fn find(&self, place: &Place) -> Option<(&str, usize)> {
        match &self.0 {
            Texts::Unknown => None,
            Texts::Idl(sources) => sources.find(place).map(|(file, position)| (file, position.line)),
            Texts::Json(name, keys) => Some((name, in_json(keys, place).unwrap_or(1))),
        }
    }
}

/// In an AST by id, in botocore's form by name.
fn in_json(keys: &KeyLines, place: &Place) -> Option<usize> {
    let id = place.shape.as_deref()?;
    let name = id.rsplit('#').next().unwrap_or(id);
    let member = || {
        let member = place.member.as_deref()?;
        let value = format!("={member}");
        [id, name].into_iter().find_map(|shape| {
            let ways: [&[&str]; 3] =
                [&["shapes", shape, "members", member], &["shapes", shape, member], &["shapes", shape, "enum", &value]];
            ways.into_iter().find_map(|way| keys.of(way))
        })
    };
    let shape = || {
        let ways: [&[&str]; 4] = [&["shapes", id], &["operations", name], &["shapes", name], &["metadata"]];
        ways.into_iter().find_map(|way| keys.of(way))
    };
    member().or_else(shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_says_where_its_shapes_are() {
        let ast = "{\"smithy\": \"2.0\", \"shapes\": {\n\"a.b#S\": {\n\"members\": {\n\"M\": {} } } } }";
        let botocore = "{\"metadata\": {},\n\"operations\": {\n\"Do\": {}},\n\"shapes\": {\n\"S\": {\"members\": {\n\
                        \"M\": {}}},\n\"E\": {\"enum\": [\"A\",\n\"B\"]}}}";
        let idl = "$version: \"2\"\nnamespace a.b\n\nstructure S {\n    M: String\n}\n";
        let find = |text: &str, shape: &str, member: Option<&str>| {
            let place = Place::shape(format!("a.b#{shape}"));
            let place = member.map_or(place.clone(), |member| place.member(member));
            Lines::of_bytes("m", text.as_bytes().to_vec()).find(&place).map(|(file, line)| (file.to_owned(), line))
        };
        let line = |text: &str, shape: &str, member: Option<&str>| find(text, shape, member).map(|(_, line)| line);
        assert_eq!(find(ast, "S", Some("M")), Some(("m".to_owned(), 4)));
        assert_eq!([line(ast, "S", None), line(ast, "S", Some("gone"))], [Some(2), Some(2)]);
        assert_eq!([line(botocore, "S", Some("M")), line(botocore, "Do", None)], [Some(6), Some(3)]);
        assert_eq!([line(botocore, "E", Some("B")), line(botocore, "Service", None)], [Some(8), Some(1)]);
        assert_eq!([line(idl, "S", None), line(idl, "S", Some("M")), line(idl, "T", None)], [Some(4), Some(5), None]);
    }
}
