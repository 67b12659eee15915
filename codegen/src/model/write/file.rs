//! What stands in a file of IDL, a file for each namespace: version, metadata, `use` lines, then shapes in a stable order
//! (services, resources, operations, each with the structures that only it takes and returns, then the others, each kind
//! by name).

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::elide::Elision;
use super::inline::{Inline, Side};
use super::names::{Names, target};
use super::shapes::{Dialect, Writer};
use super::value::{self, Node};
use super::{line, text};

/// Shapes or `apply` statements, each with its id.
type Entries<'a> = Vec<(&'a str, &'a Value)>;

/// The files of a model: the namespace of each, and its text. The AST has been read before: what has not the form of
/// one is left out. The first file is that of the service.
pub(in crate::model) fn idl(ast: &Value) -> Vec<(String, String)> {
    let dialect = match ast.get("smithy").and_then(Value::as_str) {
        Some("1" | "1.0") => Dialect::V1,
        _ => Dialect::V2,
    };
    let none = Map::new();
    let shapes = ast.get("shapes").and_then(Value::as_object).unwrap_or(&none);
    let uses = uses(shapes);
    let elision = match dialect {
        Dialect::V1 => Elision::none(shapes),
        Dialect::V2 => Elision::of(shapes),
    };
    let mut namespaces = by_namespace(shapes);
    // Traits of other models' shapes have no file of their own.
    let homeless: Entries<'_> = namespaces
        .values_mut()
        .filter(|parts| parts.shapes.is_empty())
        .flat_map(|parts| std::mem::take(&mut parts.applies))
        .collect();
    let lone = homeless.first().and_then(|(id, _)| id.split_once('#')).map(|(namespace, _)| namespace);
    namespaces.retain(|_, parts| !parts.shapes.is_empty());
    let mut order: Vec<&str> = namespaces.keys().copied().collect();
    order.sort_by_key(|namespace| !namespaces.get(namespace).is_some_and(has_service));
    if order.is_empty() {
        order.extend(lone.or(Some("model")));
    }
    let mut files = Vec::new();
    for (index, namespace) in order.into_iter().enumerate() {
        let mut parts = namespaces.remove(namespace).unwrap_or_default();
        if index == 0 {
            parts.applies.extend(&homeless);
        }
        let metadata = ast.get("metadata").and_then(Value::as_object).filter(|_| index == 0);
        files.push((namespace.to_owned(), file(ast, shapes, dialect, metadata, namespace, &parts, &uses, &elision)));
    }
    files
}

/// The shapes of a namespace, and the `apply` statements about them.
#[derive(Default)]
struct Parts<'a> {
    shapes: Entries<'a>,
    applies: Entries<'a>,
}

fn by_namespace(shapes: &Map<String, Value>) -> BTreeMap<&str, Parts<'_>> {
    let mut namespaces: BTreeMap<&str, Parts<'_>> = BTreeMap::new();
    for (id, shape) in shapes {
        let Some((namespace, _)) = id.split_once('#') else { continue };
        let parts = namespaces.entry(namespace).or_default();
        if kind(shape) == "apply" {
            parts.applies.push((id, shape));
        } else {
            parts.shapes.push((id, shape));
        }
    }
    namespaces
}

fn kind(shape: &Value) -> &str {
    shape.get("type").and_then(Value::as_str).unwrap_or_default()
}

fn has_service(parts: &Parts<'_>) -> bool {
    parts.shapes.iter().any(|(_, shape)| kind(shape) == "service")
}

/// How often each shape is a target.
fn uses(shapes: &Map<String, Value>) -> BTreeMap<&str, usize> {
    let mut uses = BTreeMap::new();
    let mut open: Vec<&Value> = shapes.values().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(entries) => {
                if let Some(id) = target(value) {
                    *uses.entry(id).or_default() += 1;
                }
                // Values of traits are not looked into: a `target` there is another.
                open.extend(entries.iter().filter(|(key, _)| *key != "traits").map(|(_, value)| value));
            }
            Value::Array(items) => open.extend(items),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    uses
}

#[expect(clippy::too_many_arguments, reason = "what all files of a model share, and what is one file's")]
fn file(
    ast: &Value,
    shapes: &Map<String, Value>,
    dialect: Dialect,
    metadata: Option<&Map<String, Value>>,
    namespace: &str,
    parts: &Parts<'_>,
    uses: &BTreeMap<&str, usize>,
    elision: &Elision<'_>,
) -> String {
    let by_id: BTreeMap<&str, &Value> = parts.shapes.iter().copied().collect();
    let own = parts.shapes.iter().filter_map(|(id, _)| Some(id.split_once('#')?.1));
    let mentioned = parts.shapes.iter().chain(&parts.applies).map(|(_, shape)| *shape);
    let mut names = Names::new(namespace, shapes, own, mentioned);
    for (id, _) in &parts.applies {
        names.mention_id(id.split('$').next().unwrap_or_default());
    }
    // What the writer itself names.
    names.mention_id("smithy.api#uniqueItems");
    let inline = match dialect {
        Dialect::V1 => Inline::none(),
        Dialect::V2 => Inline::of(&parts.shapes, uses),
    };

    let mut head = String::new();
    control(&mut head, "version", ast.get("smithy").and_then(Value::as_str).unwrap_or("2.0"));
    for (key, suffix, side) in [
        ("operationInputSuffix", inline.input_suffix, Side::Input),
        ("operationOutputSuffix", inline.output_suffix, Side::Output),
    ] {
        if suffix != side.default_suffix() {
            control(&mut head, key, suffix);
        }
    }
    head.push('\n');
    for (key, value) in metadata.into_iter().flatten() {
        head.push_str("metadata ");
        text::key(&mut head, key);
        head.push_str(" = ");
        value::write(&mut head, &Node::of(value, &mut names), 0, 0);
        head.push_str("\n\n");
    }
    head.push_str(&format!("namespace {namespace}\n"));

    let mut body = String::new();
    let mut applies: BTreeMap<&str, Entries<'_>> = BTreeMap::new();
    for (id, apply) in &parts.applies {
        if !elision.says(id) {
            applies.entry(id.split('$').next().unwrap_or_default()).or_default().push((id, apply));
        }
    }
    let shape_of = |id: &str| by_id.get(id).copied();
    let mut writer = Writer { dialect, names: &mut names, inline: &inline, elision, shapes: &shape_of };
    for (id, shape) in ordered(&by_id, &inline, uses) {
        body.push('\n');
        writer.shape(&mut body, id, shape);
        body.push('\n');
        let within = [shape.get("input"), shape.get("output")].into_iter().flatten().filter_map(target);
        let told: Vec<&str> =
            std::iter::once(id).chain(within.filter(|structure| inline.is_within(structure, id))).collect();
        for (id, apply) in told.into_iter().filter_map(|id| applies.remove(id)).flatten() {
            statement(&mut writer, &mut body, id, apply);
        }
    }
    for (id, apply) in applies.into_values().flatten() {
        statement(&mut writer, &mut body, id, apply);
    }

    let used = names.into_used();
    if !used.is_empty() {
        head.push('\n');
    }
    for id in used {
        head.push_str(&format!("use {id}\n"));
    }
    head + &body
}

fn statement(writer: &mut Writer<'_, '_>, body: &mut String, id: &str, apply: &Value) {
    let mut text = String::new();
    writer.apply(&mut text, id, apply);
    if !text.is_empty() {
        line(body, 0);
        body.push_str(&text);
        body.push('\n');
    }
}

fn control(out: &mut String, key: &str, value: &str) {
    out.push_str(&format!("${key}: "));
    text::quoted(out, value);
    out.push('\n');
}

/// The shapes that get a statement of their own, in the order of the file.
fn ordered<'a>(
    shapes: &BTreeMap<&'a str, &'a Value>,
    inline: &Inline<'_>,
    uses: &BTreeMap<&str, usize>,
) -> Vec<(&'a str, &'a Value)> {
    let mut rest: BTreeMap<(u8, &str), &Value> =
        shapes.iter().filter(|(id, _)| !inline.holds(id)).map(|(id, shape)| ((rank(shape), *id), *shape)).collect();
    let mut order = Vec::with_capacity(rest.len());
    while let Some(((_, id), shape)) = rest.pop_first() {
        order.push((id, shape));
        if kind(shape) != "operation" {
            continue;
        }
        for structure in [shape.get("input"), shape.get("output")].into_iter().flatten().filter_map(target) {
            let own = shapes.get_key_value(structure).filter(|_| uses.get(structure) == Some(&1));
            let Some((structure, definition)) = own else { continue };
            if rest.remove(&(rank(definition), structure)).is_some() {
                order.push((structure, definition));
            }
        }
    }
    order
}

/// What comes first in a file.
fn rank(shape: &Value) -> u8 {
    match kind(shape) {
        "service" => 0,
        "resource" => 1,
        "operation" => 2,
        _ => 3,
    }
}
