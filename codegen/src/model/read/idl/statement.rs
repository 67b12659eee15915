//! The sections of a file: control, metadata, shapes; and going on behind what is wrong.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::lex::{Gap, Kind};
use super::names::{Known, Names, OTHER_KEYWORDS, is_keyword};
use super::parser::{Contents, Fault, Parsed, Parser, Reference};
use crate::model::id::{is_identifier, is_shape_id};
use crate::model::problem::{near, shortened};
use crate::model::read::ast::Version;
use crate::model::read::types::Type;

/// How many problems of a file are told; behind that, a file is likely no IDL at all.
const MOST_FAULTS: usize = 100;

/// The sections of a file, in the order in which they stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Control,
    Metadata,
    Use,
    Shapes,
}

/// Reads a whole file.
pub(super) fn read(text: &str, prelude: &HashSet<&'static str>, known: &Known) -> Contents {
    let names = Names { namespace: None, imports: HashMap::new(), prelude, known };
    let mut parser = Parser::new(text, names);
    let mut section = Section::Control;
    while parser.token.kind != Kind::End {
        let start = parser.at();
        if let Err(fault) = parser.statement(&mut section) {
            parser.found.faults.push(fault);
            if parser.found.faults.len() >= MOST_FAULTS {
                break;
            }
            parser.recover(start);
        }
    }
    parser.pass_docs();
    parser.found.namespace = parser.names.namespace.map(str::to_owned);
    parser.found
}

impl Parser<'_> {
    fn statement(&mut self, section: &mut Section) -> Parsed<()> {
        if self.is(b'$') {
            self.enter(section, Section::Control, "`$` statements stand before all others")?;
            return self.control();
        }
        if self.token.kind == Kind::Word && self.token.gap == Gap::Break {
            match self.written() {
                "metadata" => {
                    self.enter(section, Section::Metadata, "`metadata` stands before the namespace")?;
                    return self.metadata();
                }
                "namespace" => {
                    if self.names.namespace.is_some() {
                        return self.fault("a second namespace", "Put its shapes into a file of their own.");
                    }
                    self.enter(section, Section::Use, "the namespace stands before all shapes")?;
                    return self.namespace();
                }
                "use" => {
                    self.enter(section, Section::Use, "`use` stands before all shapes")?;
                    return self.import();
                }
                _ => {}
            }
        }
        if self.is_word("apply") {
            *section = Section::Shapes;
            return self.apply();
        }
        let (traits, spots) = self.traits()?;
        *section = Section::Shapes;
        if self.is_word("apply") {
            return self.fault("traits before `apply`", "Write them behind the shape that they are applied to.");
        }
        if self.token.kind == Kind::Word && is_keyword(self.written()) {
            return self.shape(traits, spots);
        }
        if self.token.kind == Kind::Word {
            let word = self.written();
            let near = near(word, Type::names().chain(OTHER_KEYWORDS));
            let near = if near.is_empty() { String::new() } else { format!(" Near: {}.", near.join(", ")) };
            let message = format!("{} is not a type of shapes", shortened(word));
            return self.fault(message, format!("Begin with a type, such as `structure`.{near}"));
        }
        Err(self.unexpected("a statement", "Begin with a type, such as `structure`, and the name of the shape."))
    }

    fn enter(&self, section: &mut Section, next: Section, otherwise: &str) -> Parsed<()> {
        if *section > next {
            return self.fault(otherwise, "Move it up.");
        }
        *section = next;
        Ok(())
    }

    fn control(&mut self) -> Parsed<()> {
        self.advance();
        let at = self.at();
        let key = self.key(':')?;
        self.same_line("Write `$key: value` in one line.")?;
        self.expect(b':', "Write `$key: value`.")?;
        self.same_line("Write `$key: value` in one line.")?;
        let value_at = self.at();
        let value = self.value()?;
        match key.as_str() {
            "version" => {
                if self.found.version.is_some() {
                    let message = "a second `$version`".to_owned();
                    return Err(Fault { at, message, remedy: "Leave one of them.".to_owned() });
                }
                self.found.version = Some(version(&value, value_at)?);
            }
            "operationInputSuffix" => self.input_suffix = suffix(&value, value_at)?,
            "operationOutputSuffix" => self.output_suffix = suffix(&value, value_at)?,
            // Those that are not known have to be ignored.
            _ => {}
        }
        self.line_break("the statement")
    }

    fn metadata(&mut self) -> Parsed<()> {
        self.advance();
        let at = self.at();
        self.same_line("Write `metadata key = value`.")?;
        let key = self.key('=')?;
        self.same_line("Write `metadata key = value`.")?;
        self.expect(b'=', "Write `metadata key = value`.")?;
        self.same_line("Write `=` and the start of the value in one line.")?;
        let value = self.value()?;
        self.found.metadata.push((key, value, at));
        self.line_break("the statement")
    }

    fn namespace(&mut self) -> Parsed<()> {
        self.advance();
        self.same_line("Write `namespace your.name` in one line.")?;
        let name = self.written();
        if self.token.kind != Kind::Word || !name.split('.').all(is_identifier) {
            return Err(self.unexpected("a namespace", "Write `namespace your.name`."));
        }
        self.names.namespace = Some(name);
        self.advance();
        self.line_break("the namespace")
    }

    fn import(&mut self) -> Parsed<()> {
        self.advance();
        self.same_line("Write `use namespace#Name` in one line.")?;
        let id = self.written();
        if self.token.kind != Kind::Word || !is_shape_id(id) {
            return Err(self.unexpected("an absolute shape id", "Write `use namespace#Name`."));
        }
        if self.names.namespace.is_none() {
            return self.fault("`use` before the namespace", "Move it behind the namespace.");
        }
        let name = id.rsplit('#').next().unwrap_or_default();
        if let Some(known) = self.names.imports.insert(name, id) {
            let message = format!("`use` of a second {name}, beside {known}");
            return self.fault(message, "Leave one of them, and write the other's id in full where it is used.");
        }
        self.found.uses.push(Reference { id: id.to_owned(), at: self.at() });
        self.advance();
        self.line_break("the statement")
    }
}

fn version(value: &Value, at: usize) -> Parsed<Version> {
    match value.as_str() {
        Some("1" | "1.0") => Ok(Version::V1),
        Some("2" | "2.0") => Ok(Version::V2),
        _ => Err(Fault {
            at,
            message: "expected the version \"1.0\" or \"2.0\"".to_owned(),
            remedy: "Write `$version: \"2.0\"`.".to_owned(),
        }),
    }
}

fn suffix(value: &Value, at: usize) -> Parsed<String> {
    let suffix = value.as_str().filter(|text| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'));
    suffix.map(str::to_owned).ok_or_else(|| Fault {
        at,
        message: "expected a text that can end a name".to_owned(),
        remedy: "Use ASCII letters, digits and underscores, in quotes.".to_owned(),
    })
}
