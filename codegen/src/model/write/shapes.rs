//! One shape as a statement. Source: Smithy 2.0, "Defining shapes".

use serde_json::{Map, Value};

use super::elide::Elision;
use super::inline::{Inline, Side};
use super::names::{Names, target};
use super::traits;
use super::value::{self, Node};
use super::{line, text};
use crate::model::id::UNIT;

/// Which IDL is written: the second version has defaults, enums and inline structures.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    V1,
    V2,
}

/// What shapes are written with.
pub(super) struct Writer<'a, 'n> {
    pub(super) dialect: Dialect,
    pub(super) names: &'n mut Names<'a>,
    pub(super) inline: &'n Inline<'a>,
    pub(super) elision: &'n Elision<'n>,
    /// A shape of the namespace, by its id.
    pub(super) shapes: &'n dyn Fn(&str) -> Option<&'a Value>,
}

const DEFAULT: &str = "smithy.api#default";
const ENUM_VALUE: &str = "smithy.api#enumValue";

fn traits_of(shape: &Value) -> Option<&Map<String, Value>> {
    shape.get("traits").and_then(Value::as_object)
}

/// What a member's value is said by, behind `=`.
#[derive(Clone, Copy)]
enum Assigned {
    Nothing,
    Default,
    EnumText,
    EnumNumber,
}

/// Whether a member says its target.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Said,
    Elided,
}

/// A member as it is written: its name, what has its traits and target, and whether it says the latter.
type Listed<'m> = (&'m str, &'m Value, Target);

impl<'n> Writer<'_, 'n> {
    /// Writes the statement of a shape, without a line end.
    pub(super) fn shape(&mut self, out: &mut String, id: &str, shape: &Value) {
        let ty = shape.get("type").and_then(Value::as_str).unwrap_or_default();
        let name = id.rsplit('#').next().unwrap_or(id);
        let (ty, unique) = match (ty, self.dialect) {
            // 2.0 has no sets: they are lists whose items are unique.
            ("set", Dialect::V2) => ("list", true),
            (ty, _) => (ty, false),
        };
        let traits = traits_of(shape);
        traits::write(out, traits, &[], 0, self.names);
        if unique && traits.is_none_or(|traits| !traits.contains_key("smithy.api#uniqueItems")) {
            traits::one(out, "smithy.api#uniqueItems", &Value::Object(Map::new()), 0, self.names);
            line(out, 0);
        }
        out.push_str(ty);
        out.push(' ');
        out.push_str(name);
        self.for_resource(out, id);
        self.mixins(out, shape);
        let members = || self.listed(id, shape);
        let list = |keys: &[&'static str]| {
            keys.iter().filter_map(|key| Some((*key, shape.get(*key)?, Target::Said))).collect::<Vec<_>>()
        };
        match ty {
            "list" | "set" => self.members(out, list(&["member"]), |_| Assigned::Nothing, 0),
            "map" => self.members(out, list(&["key", "value"]), |_| Assigned::Nothing, 0),
            "structure" => self.members(out, members(), default, 0),
            "union" => self.members(out, members(), |_| Assigned::Nothing, 0),
            "enum" => self.members(out, members(), |_| Assigned::EnumText, 0),
            "intEnum" => self.members(out, members(), |_| Assigned::EnumNumber, 0),
            "operation" => self.operation(out, id, shape),
            "service" => self.service(out, shape),
            "resource" => self.resource(out, shape),
            _ => {}
        }
    }

    /// ` for Resource`
    fn for_resource(&mut self, out: &mut String, structure: &str) {
        if let Some(resource) = self.elision.resource(structure) {
            out.push_str(&format!(" for {}", self.names.written(resource)));
        }
    }

    /// The members of a shape: first those of its mixins that get traits here.
    fn listed<'m>(&self, id: &str, shape: &'m Value) -> Vec<Listed<'m>>
    where
        'n: 'm,
    {
        let mixed = self.elision.mixed(id).iter().map(|(name, apply)| (*name, *apply, Target::Elided));
        let own = shape.get("members").and_then(Value::as_object).into_iter().flatten().map(|(name, member)| {
            let elided = self.elision.is_elided(id, name, member);
            (name.as_str(), member, if elided { Target::Elided } else { Target::Said })
        });
        mixed.chain(own).collect()
    }

    /// ` with [A, B]`
    fn mixins(&mut self, out: &mut String, shape: &Value) {
        let mixins = shape.get("mixins").and_then(Value::as_array).filter(|mixins| !mixins.is_empty());
        let Some(mixins) = mixins else { return };
        let names: Vec<String> = mixins.iter().filter_map(target).map(|id| self.names.written(id)).collect();
        out.push_str(&format!(" with [{}]", names.join(", ")));
    }

    /// ` { … }`
    fn members(&mut self, out: &mut String, members: Vec<Listed<'_>>, assigned: fn(Dialect) -> Assigned, depth: usize) {
        out.push_str(" {");
        self.body(out, members, assigned(self.dialect), depth);
        out.push('}');
    }

    /// The members, and the start of the line behind them; those with traits stand apart from their neighbors.
    fn body(&mut self, out: &mut String, members: Vec<Listed<'_>>, assigned: Assigned, depth: usize) {
        let mut before: Option<bool> = None;
        for listed in members {
            let mut text = String::new();
            let is_plain = self.member(&mut text, listed, assigned, depth + 1);
            if before.is_some_and(|plain| !(plain && is_plain)) {
                out.push('\n');
            }
            line(out, depth + 1);
            out.push_str(&text);
            before = Some(is_plain);
        }
        if before.is_some() {
            line(out, depth);
        }
    }

    /// Writes a member; whether it is one line without traits.
    fn member(&mut self, out: &mut String, listed: Listed<'_>, assigned: Assigned, depth: usize) -> bool {
        let (name, member, said) = listed;
        let traits = traits_of(member);
        let (of, value) = match assigned {
            Assigned::Nothing => (None, None),
            Assigned::Default => (Some(DEFAULT), traits.and_then(|traits| traits.get(DEFAULT))),
            Assigned::EnumText => (Some(ENUM_VALUE), traits.and_then(|traits| traits.get(ENUM_VALUE))),
            Assigned::EnumNumber => (Some(ENUM_VALUE), traits.and_then(|traits| traits.get(ENUM_VALUE))),
        };
        let left_out: &[&str] = of.as_slice();
        traits::write(out, traits, left_out, depth, self.names);
        let is_plain = out.is_empty();
        if said == Target::Elided {
            out.push('$');
        }
        out.push_str(name);
        match assigned {
            Assigned::Nothing | Assigned::Default if said == Target::Elided => {}
            Assigned::Nothing | Assigned::Default => {
                out.push_str(": ");
                out.push_str(&self.names.written(target(member).unwrap_or_default()));
            }
            // A value that is the name goes without saying.
            Assigned::EnumText if value.and_then(Value::as_str) == Some(name) => return is_plain,
            Assigned::EnumText | Assigned::EnumNumber => {}
        }
        if let Some(value) = value {
            out.push_str(" = ");
            value::write(out, &Node::of(value, self.names), depth, 0);
        }
        is_plain
    }

    fn operation(&mut self, out: &mut String, id: &str, operation: &Value) {
        out.push_str(" {");
        let mut parts: Vec<String> = Vec::new();
        for side in [Side::Input, Side::Output] {
            let structure = operation.get(side.property()).and_then(target);
            let Some(structure) = structure.filter(|structure| *structure != UNIT) else { continue };
            let mut part = side.property().to_owned();
            match (self.shapes)(structure).filter(|_| self.inline.is_within(structure, id)) {
                Some(definition) => self.inline(&mut part, side, structure, definition),
                None => {
                    part.push_str(": ");
                    part.push_str(&self.names.written(structure));
                }
            }
            parts.push(part);
        }
        if let Some(errors) = self.ids(operation, "errors") {
            parts.push(errors);
        }
        let mut before: Option<bool> = None;
        for part in &parts {
            let is_line = !part.contains('\n');
            if before.is_some_and(|line| !(line && is_line)) {
                out.push('\n');
            }
            line(out, 1);
            out.push_str(part);
            before = Some(is_line);
        }
        close(out, !parts.is_empty());
    }

    /// ` := { … }`
    fn inline(&mut self, out: &mut String, side: Side, id: &str, structure: &Value) {
        out.push_str(" :=");
        let traits = traits_of(structure);
        if traits.is_some_and(|traits| traits.keys().any(|id| id != side.implied())) {
            line(out, 2);
            traits::write(out, traits, &[side.implied()], 2, self.names);
            let mut head = String::new();
            self.for_resource(&mut head, id);
            self.mixins(&mut head, structure);
            out.push_str(head.trim_start());
            out.push_str(if head.is_empty() { "{" } else { " {" });
            let members = self.listed(id, structure);
            self.body(out, members, default(self.dialect), 2);
            out.push('}');
        } else {
            self.for_resource(out, id);
            self.mixins(out, structure);
            let members = self.listed(id, structure);
            self.members(out, members, default, 1);
        }
    }

    fn service(&mut self, out: &mut String, service: &Value) {
        out.push_str(" {");
        let start = out.len();
        if let Some(version) = service.get("version").and_then(Value::as_str) {
            line(out, 1);
            out.push_str("version: ");
            text::quoted(out, version);
        }
        self.lists(out, service, &["operations", "resources", "errors"]);
        let rename = service.get("rename").and_then(Value::as_object).filter(|rename| !rename.is_empty());
        if let Some(rename) = rename {
            line(out, 1);
            out.push_str("rename: {");
            for (id, name) in rename {
                line(out, 2);
                text::quoted(out, id);
                out.push_str(": ");
                text::quoted(out, name.as_str().unwrap_or_default());
            }
            line(out, 1);
            out.push('}');
        }
        close(out, out.len() > start);
    }

    fn resource(&mut self, out: &mut String, resource: &Value) {
        out.push_str(" {");
        let start = out.len();
        for key in ["identifiers", "properties"] {
            let bound = resource.get(key).and_then(Value::as_object).filter(|bound| !bound.is_empty());
            let Some(bound) = bound else { continue };
            let entries = bound
                .iter()
                .filter_map(|(name, value)| Some((name.as_str(), Node::Word(self.names.written(target(value)?)))));
            let entries = Node::Object(entries.collect());
            line(out, 1);
            out.push_str(key);
            out.push_str(": ");
            value::write(out, &entries, 1, 0);
        }
        for key in ["create", "put", "read", "update", "delete", "list"] {
            if let Some(operation) = resource.get(key).and_then(target) {
                line(out, 1);
                out.push_str(&format!("{key}: {}", self.names.written(operation)));
            }
        }
        self.lists(out, resource, &["operations", "collectionOperations", "resources"]);
        close(out, out.len() > start);
    }

    fn lists(&mut self, out: &mut String, shape: &Value, keys: &[&str]) {
        for list in keys.iter().filter_map(|key| self.ids(shape, key)) {
            line(out, 1);
            out.push_str(&list);
        }
    }

    /// `errors: [ … ]`, a name a line; nothing where there is none.
    fn ids(&mut self, shape: &Value, key: &str) -> Option<String> {
        let ids = shape.get(key).and_then(Value::as_array).filter(|ids| !ids.is_empty())?;
        let mut text = format!("{key}: [");
        for id in ids.iter().filter_map(target) {
            line(&mut text, 2);
            text.push_str(&self.names.written(id));
        }
        line(&mut text, 1);
        text.push(']');
        Some(text)
    }

    /// `apply Shape$member @trait`, or with the traits in braces; nothing where there are none.
    pub(super) fn apply(&mut self, out: &mut String, id: &str, apply: &Value) {
        let Some(applied) = traits_of(apply).filter(|applied| !applied.is_empty()) else { return };
        let (shape, member) = id.split_once('$').map_or((id, None), |(shape, member)| (shape, Some(member)));
        out.push_str("apply ");
        out.push_str(&self.names.written(shape));
        if let Some(member) = member {
            out.push('$');
            out.push_str(member);
        }
        let single = applied.len() == 1 || self.dialect == Dialect::V1;
        let statement = out.rsplit('\n').next().unwrap_or_default().to_owned();
        if !single {
            out.push_str(" {");
        }
        for (index, (id, value)) in applied.iter().enumerate() {
            if !single {
                line(out, 1);
            } else if index > 0 {
                line(out, 0);
                out.push_str(&statement);
                out.push(' ');
            } else {
                out.push(' ');
            }
            traits::one(out, id, value, usize::from(!single), self.names);
        }
        if !single {
            close(out, true);
        }
    }
}

fn close(out: &mut String, filled: bool) {
    if filled {
        line(out, 0);
    }
    out.push('}');
}

fn default(dialect: Dialect) -> Assigned {
    match dialect {
        Dialect::V1 => Assigned::Nothing,
        Dialect::V2 => Assigned::Default,
    }
}
