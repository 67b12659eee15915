//! Structures, unions and enums with their members.

use super::accessor;
use super::constraints;
use super::context::{Lowering, Placed};
use super::int_enums;
use super::ir::{
    Build, EnumVariant, Field, Indirection, IntConstant, IntEnum, Prelude, Presence, Purpose, Requirement, Role,
    SerdeNames, Shown, StringEnum, Structure, Union, UnionVariant, Written,
};
use super::message;
use super::naming;
use super::size;
use super::values::{self, Container};
use crate::docs;
use crate::model::{Deprecated, EnumMember, IntEnumMember, Member, Model, Shape, ShapeId, Traits};
use crate::names::{self, Ident, Kind, MemberNames, Resolved, VariantNames};

/// A structure out of a shape's members.
pub(super) fn structure(lowering: &mut Lowering<'_>, shape: Option<(&Shape, &[Member])>, placed: Placed) -> Structure {
    let container = match placed.role {
        Role::Input => Container::Input,
        Role::Output | Role::Shared | Role::Error(_) => Container::Other,
    };
    let (id, docs, mut fields) = match shape {
        Some((shape, members)) => {
            let container = container.of(shape);
            let docs = shape_docs(lowering, &shape.id, &shape.traits, &undocumented(&placed.role, &shape.id));
            (Some(shape.id.clone()), docs, fields(lowering, shape, members, container, &placed))
        }
        None => (None, vec![format!("`{}` has no members.", placed.name.text())], Vec::new()),
    };
    let members = shape.map(|(_, members)| members).unwrap_or_default();
    if matches!(placed.role, Role::Error(_)) && message::is_implied(lowering.model, members) {
        fields.push(message::implied(&fields));
    }
    let fallible = placed.role == Role::Input || fields.iter().any(|field| field.presence == Presence::Required);
    Structure {
        shape: id,
        builder: names::builder_type(&placed.name),
        docs,
        build: if fallible { Build::Fallible } else { Build::Infallible },
        directions: placed.directions,
        role: placed.role,
        prelude: prelude(&placed.name),
        serde_names: serde_names(&fields),
        // Filled in when all types are known.
        checks: None,
        name: placed.name,
        module: placed.module,
        fields,
    }
}

/// What is said of a structure of which the model says nothing.
fn undocumented(role: &Role, id: &ShapeId) -> String {
    match role {
        Role::Error(_) => format!("The error `{}`.", id.name()),
        Role::Input | Role::Output | Role::Shared => format!("The `{}` structure.", id.name()),
    }
}

/// Whether a file that defines `name` can use the standard prelude's names.
pub(super) fn prelude(name: &Ident) -> Prelude {
    if names::is_prelude_name(name.text()) { Prelude::Shadowed } else { Prelude::Free }
}

/// The name that a field is called after.
fn rust_basis<'m>(model: &Model, shape: &Shape, member: &'m Member) -> &'m str {
    if shape.traits.error.is_some() { message::rust_basis(model, member) } else { &member.name }
}

/// What the members of a structure are called in Rust, told apart, in their order.
pub(super) fn member_names(model: &Model, shape: &Shape, members: &[Member]) -> Vec<Resolved<MemberNames>> {
    let wanted: Vec<(&str, &str)> =
        members.iter().map(|member| (member.name.as_str(), rust_basis(model, shape, member))).collect();
    names::tell_apart_members(&wanted)
}

fn fields(
    lowering: &mut Lowering<'_>,
    shape: &Shape,
    members: &[Member],
    container: Container,
    placed: &Placed,
) -> Vec<Field> {
    let wire_ids: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let named = member_names(lowering.model, shape, members);
    let what = format!("member of {}", shape.id);
    lowering.clashes.extend(naming::clashes(&what, &wire_ids, &named, |names| names.field.to_string()));
    let notes = naming::notes(&wire_ids, &named);
    members
        .iter()
        .zip(named)
        .zip(notes)
        .filter_map(|((member, named), note)| {
            let target = lowering.model.shapes.get(&member.target)?;
            let value = values::value(lowering, member)?;
            let constraints = constraints::constraints(lowering, member);
            let constraints_in_words = constraints::in_words(member, &constraints);
            let indirection = indirection(lowering, &shape.id, member);
            let presence = values::presence(member, container, target, &value);
            let MemberNames { field, setter, getter } = named.name;
            let (stated, purpose) = (values::stated(member, &value), purpose(&member.traits));
            let written = written(&placed.role, &presence, &stated, purpose);
            int_enums::record(lowering, placed, &field, &member.target);
            Some(Field {
                docs: member_docs(lowering, member, &constraints_in_words.all, note.as_deref(), &field),
                name: field,
                setter,
                getter,
                wire: lowering.protocol.wire_name(member),
                binding: lowering.protocol.binding(member),
                required: if member.traits.required { Requirement::Required } else { Requirement::Optional },
                stated,
                purpose,
                constraints,
                constraints_in_words,
                accessor: accessor::accessor(&value, indirection),
                complexity: size::of_field(&value, &presence, indirection),
                presence,
                written,
                value,
                indirection,
                shown: shown(lowering, shape, member),
            })
        })
        .collect()
}

/// What a request is not made without: aws-sdk-rust asks for it where it goes into a path or a query; a service that
/// speaks RPC refuses the request all the same, only later.
fn written(role: &Role, presence: &Presence, stated: &Presence, purpose: Purpose) -> Written {
    match presence {
        Presence::Required | Presence::Zero | Presence::Default(_) => Written::Always,
        Presence::Optional => {
            let needed = *role == Role::Input && *stated == Presence::Required && purpose != Purpose::IdempotencyToken;
            if needed { Written::Needed } else { Written::IfSet }
        }
    }
}

/// A token in place of an endpoint would lead nowhere.
fn purpose(traits: &Traits) -> Purpose {
    match (traits.input_endpoint, traits.idempotency_token) {
        (true, _) => Purpose::Endpoint,
        (false, true) => Purpose::IdempotencyToken,
        (false, false) => Purpose::Data,
    }
}

fn indirection(lowering: &Lowering<'_>, owner: &ShapeId, member: &Member) -> Indirection {
    if lowering.boxed.contains(&(owner.clone(), member.name.clone())) {
        Indirection::Boxed
    } else {
        Indirection::Inline
    }
}

/// A structure or union that is sensitive hides every member.
fn shown(lowering: &Lowering<'_>, owner: &Shape, member: &Member) -> Shown {
    if owner.traits.sensitive { Shown::Redacted } else { values::shown(lowering.model, member) }
}

/// The member's own documentation or its target's, then its constraints, then notes on its name.
fn member_docs(
    lowering: &Lowering<'_>,
    member: &Member,
    constraints: &str,
    clash: Option<&str>,
    rust_name: &Ident,
) -> Vec<String> {
    let target = lowering.model.shapes.get(&member.target);
    let text = member.traits.documentation.as_deref().or_else(|| target?.traits.documentation.as_deref());
    let mut lines = text.map(docs::to_rustdoc).unwrap_or_default();
    if lines.is_empty() {
        lines.push(format!("The member `{}`.", member.name));
    }
    add_constraints(&mut lines, constraints);
    add_paragraph(&mut lines, &int_enums::member_note(lowering, &member.target));
    if wire_name_surprises(rust_name, &member.name) {
        add_paragraph(&mut lines, &format!("Called {} on the wire.", docs::literal(&member.name)));
    }
    add_paragraph(&mut lines, clash.unwrap_or_default());
    add_deprecation(&mut lines, &member.traits);
    lines
}

/// Whether a reader could not guess the wire name from the Rust name by the usual change of case.
fn wire_name_surprises(rust_name: &Ident, wire: &str) -> bool {
    let squeezed = |text: &str| text.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect::<String>();
    squeezed(rust_name.text()) != squeezed(wire)
}

/// The shape's own documentation or `otherwise`, then notes on its name.
pub(super) fn shape_docs(lowering: &Lowering<'_>, id: &ShapeId, traits: &Traits, otherwise: &str) -> Vec<String> {
    let mut lines = traits.documentation.as_deref().map(docs::to_rustdoc).unwrap_or_default();
    if lines.is_empty() {
        lines.push(otherwise.to_owned());
    }
    add_paragraph(&mut lines, lowering.names.notes.get(id.as_str()).map_or("", String::as_str));
    add_deprecation(&mut lines, traits);
    lines
}

fn add_deprecation(lines: &mut Vec<String>, traits: &Traits) {
    if let Some(deprecated) = &traits.deprecated {
        let text = docs::to_rustdoc(&deprecation(deprecated));
        add_paragraph(lines, &text.join(" "));
    }
}

/// What the model says of something that should not be used any more, on one line.
pub(super) fn deprecation(deprecated: &Deprecated) -> String {
    let Deprecated { since, message } = deprecated;
    let since = since.as_ref().map(|since| format!(" since {since}")).unwrap_or_default();
    let message = message.as_ref().map_or_else(|| ".".to_owned(), |message| format!(": {message}"));
    format!("Deprecated{since}{message}").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Constraints go right below a single paragraph of prose, else into a paragraph of their own.
fn add_constraints(lines: &mut Vec<String>, constraints: &str) {
    let prose = |line: &String| line.starts_with(|first: char| first.is_alphanumeric() || matches!(first, '`' | '('));
    let one_paragraph = lines.iter().all(prose) && lines.first().is_some_and(|line| !line.starts_with("```"));
    if one_paragraph && !constraints.is_empty() {
        lines.push(constraints.to_owned());
    } else {
        add_paragraph(lines, constraints);
    }
}

pub(super) fn add_paragraph(lines: &mut Vec<String>, text: &str) {
    if !text.is_empty() {
        lines.push(String::new());
        lines.push(text.to_owned());
    }
}

/// serde's renaming rule that gives most structures their wire names in one line.
fn serde_names(fields: &[Field]) -> SerdeNames {
    let all = |rule: fn(&str) -> String| fields.iter().all(|field| rule(field.name.text()) == field.wire);
    if fields.is_empty() {
        SerdeNames::Explicit
    } else if all(serde_pascal_case) {
        SerdeNames::PascalCase
    } else if all(serde_camel_case) {
        SerdeNames::CamelCase
    } else {
        SerdeNames::Explicit
    }
}

/// What serde's `rename_all = "PascalCase"` makes of a field: the first letter and each one after `_` in upper case.
fn serde_pascal_case(field: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))
    };
    field.split('_').map(capital).collect()
}

/// What serde's `rename_all = "camelCase"` makes of a field.
fn serde_camel_case(field: &str) -> String {
    let pascal = serde_pascal_case(field);
    let mut letters = pascal.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_ascii_lowercase(), letters.as_str()))
}

/// A union out of a shape's members.
pub(super) fn union(lowering: &mut Lowering<'_>, shape: &Shape, members: &[Member], placed: Placed) -> Union {
    let wanted: Vec<(&str, &str)> = members.iter().map(|member| (member.name.as_str(), member.name.as_str())).collect();
    let wire_ids: Vec<&str> = wanted.iter().map(|(id, _)| *id).collect();
    let named = names::tell_apart_union_members(&wanted);
    let what = format!("member of {}", shape.id);
    lowering.clashes.extend(naming::clashes(&what, &wire_ids, &named, |names| names.variant.to_string()));
    let notes = naming::notes(&wire_ids, &named);
    let variants: Vec<UnionVariant> = members
        .iter()
        .zip(named)
        .zip(notes)
        .map(|((member, named), note)| {
            let VariantNames { variant, as_fn, is_fn } = named.name;
            int_enums::record(lowering, &placed, &variant, &member.target);
            let constraints = constraints::constraints(lowering, member);
            let constraints_in_words = constraints::in_words(member, &constraints);
            let value = if member.target.is_unit() { None } else { values::value(lowering, member) };
            UnionVariant {
                docs: member_docs(lowering, member, &constraints_in_words.all, note.as_deref(), &variant),
                name: variant,
                accessor: as_fn,
                predicate: is_fn,
                wire: lowering.protocol.wire_name(member),
                constraints,
                constraints_in_words,
                complexity: size::of_variant(value.as_ref()),
                value,
                indirection: indirection(lowering, &shape.id, member),
                shown: shown(lowering, shape, member),
            }
        })
        .collect();
    let redacted = variants.iter().any(|variant| variant.shown == Shown::Redacted);
    Union {
        shape: shape.id.clone(),
        docs: shape_docs(lowering, &shape.id, &shape.traits, &format!("The `{}` union.", shape.id.name())),
        directions: placed.directions,
        shown: if redacted { Shown::Redacted } else { Shown::Plain },
        prelude: prelude(&placed.name),
        name: placed.name,
        module: placed.module,
        size: size::of_variants(&variants),
        // Filled in when all types are known.
        checks: None,
        variants,
    }
}

/// The names of an enum's values, and what their docs say where they clashed.
fn told_apart(
    lowering: &mut Lowering<'_>,
    shape: &Shape,
    wanted: &[(&str, Ident)],
) -> (Vec<Ident>, Vec<Option<String>>) {
    let wire_ids: Vec<&str> = wanted.iter().map(|(id, _)| *id).collect();
    let named = names::tell_apart(Kind::Type, wanted);
    let what = format!("value of {}", shape.id);
    lowering.clashes.extend(naming::clashes(&what, &wire_ids, &named, Ident::to_string));
    let notes = naming::notes(&wire_ids, &named);
    (named.into_iter().map(|resolved| resolved.name).collect(), notes)
}

/// An enum of text.
pub(super) fn string_enum(
    lowering: &mut Lowering<'_>,
    shape: &Shape,
    members: &[EnumMember],
    placed: Placed,
) -> StringEnum {
    let wanted: Vec<(&str, Ident)> = members
        .iter()
        .map(|member| (member.value.as_str(), names::enum_variant_name(member.name.as_deref(), &member.value)))
        .collect();
    let (named, notes) = told_apart(lowering, shape, &wanted);
    let mut variants: Vec<EnumVariant> = members
        .iter()
        .zip(named)
        .zip(notes)
        .map(|((member, name), note)| EnumVariant {
            docs: value_docs(&member.traits, &member.value, note.as_deref()),
            name,
            value: member.value.clone(),
        })
        .collect();
    // By value, as aws-sdk-rust has them: variants derive `Ord`, and a model's order is not stable.
    variants.sort_by(|a, b| a.value.cmp(&b.value));
    StringEnum {
        shape: shape.id.clone(),
        docs: shape_docs(lowering, &shape.id, &shape.traits, &format!("The values of `{}`.", shape.id.name())),
        shown: if shape.traits.sensitive { Shown::Redacted } else { Shown::Plain },
        prelude: prelude(&placed.name),
        name: placed.name,
        module: placed.module,
        variants,
    }
}

/// An enum of numbers.
pub(super) fn int_enum(
    lowering: &mut Lowering<'_>,
    shape: &Shape,
    members: &[IntEnumMember],
    placed: Placed,
) -> IntEnum {
    let wanted: Vec<(&str, Ident)> =
        members.iter().map(|member| (member.name.as_str(), names::constant_name(&member.name))).collect();
    let (named, notes) = told_apart(lowering, shape, &wanted);
    let constants = members
        .iter()
        .zip(named)
        .zip(notes)
        .map(|((member, name), note)| IntConstant {
            docs: value_docs(&member.traits, &member.value.to_string(), note.as_deref()),
            name,
            value: member.value,
        })
        .collect();
    IntEnum {
        shape: shape.id.clone(),
        docs: shape_docs(lowering, &shape.id, &shape.traits, &format!("The values of `{}`.", shape.id.name())),
        prelude: prelude(&placed.name),
        name: placed.name,
        module: placed.module,
        constants,
    }
}

fn value_docs(traits: &Traits, value: &str, clash: Option<&str>) -> Vec<String> {
    let mut lines = traits.documentation.as_deref().map(docs::to_rustdoc).unwrap_or_default();
    if lines.is_empty() {
        lines.push(format!("{}.", docs::literal(value)));
    }
    add_paragraph(&mut lines, clash.unwrap_or_default());
    add_deprecation(&mut lines, traits);
    lines
}
