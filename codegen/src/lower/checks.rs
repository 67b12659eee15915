//! What requests are held against: for each shape that an input reaches and that constrains something, its members' rules,
//! with patterns translated. What no rule covers is a warning, and any text is taken.

use std::collections::{BTreeMap, BTreeSet};

use super::ir::{
    CheckKind, CheckRule, CheckedPattern, Constraints, Crate, Field, LengthLimits, MemberCheck, PartConstraints,
    Presence, Requirement, Scalar, Structure, TypeDefinition, TypeRef, Union, UnionVariant, Uniqueness, Value,
};
use crate::model::{Place, Problem, ShapeId};
use crate::names::Ident;
use crate::pattern;

/// Fills in the checks of inputs and of the types below them; gives a warning for each pattern that is not checked.
pub(super) fn add(krate: &mut Crate, file: &str) -> Vec<Problem> {
    let mut known = Known::new(krate);
    let shared: Vec<Vec<MemberCheck>> = krate.types.iter().map(|definition| known.of_type(definition)).collect();
    let inputs: Vec<Vec<MemberCheck>> =
        krate.operations.iter().map(|operation| known.of_structure(&operation.input)).collect();
    for (definition, checks) in krate.types.iter_mut().zip(shared) {
        match definition {
            TypeDefinition::Structure(shape) => shape.checks = (!checks.is_empty()).then_some(checks),
            TypeDefinition::Union(shape) => shape.checks = (!checks.is_empty()).then_some(checks),
            TypeDefinition::Enum(_) | TypeDefinition::IntEnum(_) => {}
        }
    }
    for (operation, checks) in krate.operations.iter_mut().zip(inputs) {
        // Every input has a table: whoever checks does not ask whether there is one.
        operation.input.checks = Some(checks);
    }
    known.warnings(file)
}

/// What is known of the crate's types.
struct Known {
    /// Shapes of which something is checked, by their Rust names.
    checked: BTreeSet<Ident>,
    /// The values of enumerations of numbers.
    numbers: BTreeMap<Ident, Vec<i32>>,
    /// Each pattern with what it is translated to; or where it first stands, and why it is not.
    patterns: BTreeMap<String, Result<CheckedPattern, (Place, String)>>,
}

impl Known {
    fn new(krate: &Crate) -> Self {
        let numbers = krate.types.iter().filter_map(|definition| match definition {
            TypeDefinition::IntEnum(shape) => {
                Some((shape.name.clone(), shape.constants.iter().map(|constant| constant.value).collect()))
            }
            TypeDefinition::Structure(_) | TypeDefinition::Union(_) | TypeDefinition::Enum(_) => None,
        });
        let mut known = Self { checked: BTreeSet::new(), numbers: numbers.collect(), patterns: BTreeMap::new() };
        // Shapes refer to each other, in circles too: until nothing is added.
        loop {
            let more: Vec<Ident> = krate
                .types
                .iter()
                .filter_map(|definition| {
                    let name = match definition {
                        TypeDefinition::Structure(shape) => &shape.name,
                        TypeDefinition::Union(shape) => &shape.name,
                        TypeDefinition::Enum(_) | TypeDefinition::IntEnum(_) => return None,
                    };
                    let new = !known.checked.contains(name) && !known.of_type(definition).is_empty();
                    new.then(|| name.clone())
                })
                .collect();
            if more.is_empty() {
                return known;
            }
            known.checked.extend(more);
        }
    }

    fn warnings(self, file: &str) -> Vec<Problem> {
        let problem = |(text, (place, why)): (String, (Place, String))| Problem {
            position: None,
            file: file.to_owned(),
            place: place.of_trait("smithy.api#pattern"),
            message: format!("the pattern {text:?} is not checked, and any text is taken: {why}"),
            remedy: "Write it without what it says there, if that matters.".to_owned(),
        };
        let untranslated = self.patterns.into_iter().filter_map(|(text, found)| Some((text, found.err()?)));
        untranslated.map(problem).collect()
    }

    /// The checks of a type that requests carry.
    fn of_type(&mut self, definition: &TypeDefinition) -> Vec<MemberCheck> {
        match definition {
            TypeDefinition::Structure(shape) if shape.directions.request => self.of_structure(shape),
            TypeDefinition::Union(shape) if shape.directions.request => self.of_union(shape),
            TypeDefinition::Structure(_)
            | TypeDefinition::Union(_)
            | TypeDefinition::Enum(_)
            | TypeDefinition::IntEnum(_) => Vec::new(),
        }
    }

    fn of_structure(&mut self, structure: &Structure) -> Vec<MemberCheck> {
        let fields = structure.fields.iter();
        fields.filter_map(|field| self.of_field(structure.shape.as_ref(), field)).collect()
    }

    fn of_field(&mut self, owner: Option<&ShapeId>, field: &Field) -> Option<MemberCheck> {
        let place = owner.map(Place::shape).unwrap_or_default().member(&field.wire);
        let rule = self.rule(&place, &field.value, &field.constraints, Uniqueness::Any);
        // What a default stands in for need not be there.
        let required = match field.stated {
            Presence::Required => Requirement::Required,
            Presence::Optional | Presence::Zero | Presence::Default(_) => Requirement::Optional,
        };
        let says = rule.kind != CheckKind::Any || required == Requirement::Required;
        says.then(|| MemberCheck { wire: field.wire.clone(), required, rule })
    }

    fn of_union(&mut self, union: &Union) -> Vec<MemberCheck> {
        let check = |variant: &UnionVariant| {
            let place = Place::shape(&union.shape).member(&variant.wire);
            let rule = self.rule(&place, variant.value.as_ref()?, &variant.constraints, Uniqueness::Any);
            let check = MemberCheck { wire: variant.wire.clone(), required: Requirement::Optional, rule };
            (check.rule.kind != CheckKind::Any).then_some(check)
        };
        union.variants.iter().filter_map(check).collect()
    }

    /// The rule of a value; [`CheckKind::Any`] where nothing constrains it. `among` tells whether it is an entry of a list
    /// without equal ones: then it counts what it is.
    fn rule(&mut self, place: &Place, value: &Value, constraints: &Constraints, among: Uniqueness) -> CheckRule {
        let Constraints { length, range, pattern, items, int_enum, shown, parts } = constraints;
        let kind = self.kind(place, value, int_enum.as_ref(), parts, *items, among);
        let pattern = pattern.as_ref().and_then(|text| self.pattern(place, text));
        let plain = length.is_none() && range.is_none() && pattern.is_none() && *items == Uniqueness::Any;
        let kind = match kind {
            CheckKind::Text | CheckKind::Blob | CheckKind::Whole | CheckKind::Real if plain => CheckKind::Any,
            CheckKind::List(entry) if plain && entry.kind == CheckKind::Any => CheckKind::Any,
            CheckKind::Map(key, value) if plain && key.kind == CheckKind::Any && value.kind == CheckKind::Any => {
                CheckKind::Any
            }
            kind => kind,
        };
        let length = length.map(|LengthLimits { min, max, counted: _ }| (min, max));
        CheckRule { kind, length, range: range.clone(), pattern, items: *items, shown: *shown }
    }

    fn kind(
        &mut self,
        place: &Place,
        value: &Value,
        int_enum: Option<&TypeRef>,
        parts: &PartConstraints,
        items: Uniqueness,
        among: Uniqueness,
    ) -> CheckKind {
        match (value, parts) {
            (Value::Scalar(Scalar::Text), _) => CheckKind::Text,
            (Value::Scalar(Scalar::Blob), _) => CheckKind::Blob,
            (Value::Scalar(Scalar::Byte | Scalar::Short | Scalar::Integer | Scalar::Long), _) => {
                match int_enum.and_then(|reference| self.numbers.get(&reference.name)) {
                    Some(values) => CheckKind::IntEnum(values.clone()),
                    None => CheckKind::Whole,
                }
            }
            (Value::Scalar(Scalar::Float | Scalar::Double | Scalar::BigInteger | Scalar::BigDecimal), _) => {
                CheckKind::Real
            }
            (Value::Scalar(Scalar::Timestamp(format)), _) if among == Uniqueness::Unique => {
                CheckKind::Timestamp(*format)
            }
            (Value::Scalar(Scalar::Boolean | Scalar::Document | Scalar::Timestamp(_)), _) => CheckKind::Any,
            (Value::Enum(reference), _) => CheckKind::Enum(reference.clone()),
            (Value::Structure(reference), _) if self.checked.contains(&reference.name) => {
                CheckKind::Structure(reference.clone())
            }
            (Value::Union(reference), _) if self.checked.contains(&reference.name) => {
                CheckKind::Union(reference.clone())
            }
            (Value::Structure(_) | Value::Union(_), _) => CheckKind::Any,
            (Value::List(element), PartConstraints::Entries(entry)) => {
                CheckKind::List(Box::new(self.rule(place, &element.value, entry, items)))
            }
            (Value::Map(key, element), PartConstraints::KeysAndValues(of_key, of_value)) => {
                let key = self.rule(place, &key.value(), of_key, Uniqueness::Any);
                CheckKind::Map(Box::new(key), Box::new(self.rule(place, &element.value, of_value, Uniqueness::Any)))
            }
            (Value::List(_) | Value::Map(..), _) => CheckKind::Any,
        }
    }

    fn pattern(&mut self, place: &Place, text: &str) -> Option<CheckedPattern> {
        let found = self.patterns.entry(text.to_owned()).or_insert_with(|| match pattern::translate(text) {
            // The author's own words are the ones that a reader knows.
            Ok(translated) if pattern::is_verbatim(text, &translated) => {
                Ok(CheckedPattern { text: text.to_owned(), all: vec![text.to_owned()], none: Vec::new() })
            }
            Ok(pattern::Pattern { all, none, min_length: _, max_length: _ }) => {
                Ok(CheckedPattern { text: text.to_owned(), all, none })
            }
            Err(why) => Err((place.clone(), why.to_string())),
        });
        found.as_ref().ok().cloned()
    }
}
