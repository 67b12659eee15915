//! A profile file's text → its sections.

use std::collections::BTreeMap;

/// Which of the two files it is: they spell the headings of profiles differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// `[profile NAME]`
    Config,
    /// `[NAME]`
    Credentials,
}

/// What a section is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// A profile, and whether the word `profile` is before its name.
    Profile(String, bool),
    /// Endpoints of services.
    Services(String),
    /// A single sign-on.
    SsoSession(String),
}

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sections {
    pub(super) sections: Vec<(Heading, Section)>,
    pub(super) warnings: Vec<String>,
}

/// The properties of a profile, by their names in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Section {
    /// By name.
    pub(crate) properties: BTreeMap<String, Property>,
}

impl Section {
    /// A property that is set to some text.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.properties.get(name).map(|property| property.text.as_str()).filter(|text| !text.is_empty())
    }

    /// A property below another.
    pub(crate) fn nested(&self, name: &str, below: &str) -> Option<&str> {
        self.properties.get(name)?.nested.get(below).map(String::as_str).filter(|text| !text.is_empty())
    }
}

/// The value of a property.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Property {
    /// Its text; lines that continue it follow after a line break.
    pub(crate) text: String,
    /// The properties below it, where it has no text of its own.
    pub(crate) nested: BTreeMap<String, String>,
}

impl core::fmt::Debug for Property {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // It may be a secret.
        formatter.debug_struct("Property").field("nested", &self.nested.keys()).finish_non_exhaustive()
    }
}

/// Where the next line belongs.
enum Place {
    /// Before any section.
    Start,
    /// A section that counts, and the property that a line can continue.
    Section(Option<String>),
    /// A section that is skipped.
    Skipped,
}

/// Takes a file apart. `name` stands for it in messages.
///
/// # Errors
/// One line: file, line, what is wrong, what to do.
pub(super) fn parse(kind: FileKind, name: &str, text: &str) -> Result<Sections, String> {
    let mut found = Sections::default();
    let mut place = Place::Start;
    // Some editors put it there (U+FEFF).
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        let at = |message: &str| format!("{name}:{}: {message}", index + 1);
        if line.trim().is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if line.starts_with([' ', '\t']) {
            continued(line, &mut place, &mut found).map_err(at)?;
        } else if line.starts_with('[') {
            place = match heading(kind, line).map_err(at)? {
                Ok(heading) => {
                    found.sections.push((heading, Section::default()));
                    Place::Section(None)
                }
                Err(warning) => {
                    found.warnings.push(at(&warning));
                    Place::Skipped
                }
            };
        } else {
            let (key, value) = property(line).map_err(at)?;
            match (&mut place, found.sections.last_mut()) {
                (Place::Skipped, _) => {}
                (Place::Section(open), Some((_, section))) if is_name(&key) => {
                    section.properties.insert(key.clone(), Property { text: value, nested: BTreeMap::new() });
                    *open = Some(key);
                }
                (Place::Section(open), Some(_)) => {
                    found.warnings.push(at("a property's name holds what no name may; it is skipped"));
                    *open = None;
                }
                _ => return Err(at("a property stands before any section; put a line such as [default] above it")),
            }
        }
    }
    Ok(found)
}

/// A line that continues the property above it, or is a property below it.
fn continued(line: &str, place: &mut Place, found: &mut Sections) -> Result<(), &'static str> {
    let property = match place {
        Place::Skipped => return Ok(()),
        Place::Start => None,
        Place::Section(open) => {
            let section = found.sections.last_mut().map(|(_, section)| section);
            section.zip(open.as_ref()).and_then(|(section, key)| section.properties.get_mut(key))
        }
    };
    let Some(property) = property else {
        return Err("the line begins with white space, but there is no property above that it could continue");
    };
    if property.text.is_empty() {
        let (key, value) = self::property(line.trim_start())?;
        property.nested.insert(key, value);
    } else {
        property.text.push('\n');
        property.text.push_str(line.trim());
    }
    Ok(())
}

/// `[profile NAME]`, and a comment behind it; or why the section is skipped.
fn heading(kind: FileKind, line: &str) -> Result<Result<Heading, String>, &'static str> {
    let (inside, _) = line
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
        .ok_or("a section's heading has no `]`; write it as [profile name]")?;
    let inside = inside.trim();
    let (first, rest) = inside.split_once([' ', '\t']).map_or((inside, ""), |(first, rest)| (first, rest.trim()));
    let made = match (kind, first, rest) {
        (FileKind::Credentials, name, "") => Heading::Profile(name.to_owned(), false),
        (FileKind::Credentials, ..) => {
            return Ok(Err(format!("[{inside}] is no name of a profile here; it is skipped")));
        }
        (FileKind::Config, "default", "") => Heading::Profile("default".to_owned(), false),
        (FileKind::Config, "profile", name) => Heading::Profile(name.to_owned(), true),
        (FileKind::Config, "services", name) => Heading::Services(name.to_owned()),
        (FileKind::Config, "sso-session", name) => Heading::SsoSession(name.to_owned()),
        (FileKind::Config, ..) => {
            return Ok(Err(format!("[{inside}] is skipped: in this file a profile is written [profile {inside}]")));
        }
    };
    let (Heading::Profile(name, _) | Heading::Services(name) | Heading::SsoSession(name)) = &made;
    if is_name(name) { Ok(Ok(made)) } else { Ok(Err(format!("[{inside}] holds what no name may; it is skipped"))) }
}

/// `key = value`, and a comment behind white space.
fn property(line: &str) -> Result<(String, String), &'static str> {
    let (key, value) = line.split_once('=').ok_or("the line has no `=`; write it as key = value")?;
    let key = key.trim().to_ascii_lowercase();
    if key.is_empty() {
        return Err("a property has no name; write it as key = value");
    }
    let comment = [" #", " ;", "\t#", "\t;"].iter().filter_map(|mark| value.find(mark)).min();
    let value = comment.map_or(value, |at| value.get(..at).unwrap_or(value));
    Ok((key, value.trim().to_owned()))
}

/// Whether a profile or a property can be called so.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-/.%@:+".contains(&byte))
}
