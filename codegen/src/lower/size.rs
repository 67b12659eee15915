//! Which types clippy finds too large or too complex: the model has them so, and what is generated says that this is
//! meant, where the lint would speak and nowhere else.

use super::ir::{Complexity, Element, Indirection, Nulls, Presence, Size, UnionVariant, Value};
use super::message;
use crate::model::{Model, ShapeId, ShapeKind};

/// Members that an error can have, each a text or a list, without being large: clippy's limit is 200 bytes more than the
/// next variant.
const SMALL: usize = 6;

/// The largest of an enum's errors. Most errors hold a message alone, and none is large.
pub(super) fn of_errors<'m>(model: &'m Model, mut errors: impl Iterator<Item = &'m ShapeId>) -> Size {
    size(errors.any(|id| is_large_error(model, id)))
}

fn is_large_error(model: &Model, id: &ShapeId) -> bool {
    let Some(ShapeKind::Structure(members)) = model.shapes.get(id).map(|shape| &shape.kind) else { return false };
    let holds_structure =
        members.iter().filter_map(|member| model.shapes.get(&member.target)).any(|target| match target.kind {
            ShapeKind::Structure(_) | ShapeKind::Union(_) => true,
            ShapeKind::Simple(_)
            | ShapeKind::Enum(_)
            | ShapeKind::IntEnum(_)
            | ShapeKind::List(_)
            | ShapeKind::Map { .. } => false,
        });
    let implied = usize::from(message::is_implied(model, members));
    holds_structure || members.len() + implied > SMALL
}

/// The largest of a union's variants: a structure has as many members as it likes.
pub(super) fn of_variants(variants: &[UnionVariant]) -> Size {
    size(variants.iter().any(|variant| {
        let is_structure = match &variant.value {
            Some(Value::Structure(_) | Value::Union(_)) => true,
            Some(Value::Scalar(_) | Value::Enum(_) | Value::List(_) | Value::Map(..)) | None => false,
        };
        is_structure && variant.indirection == Indirection::Inline
    }))
}

fn size(large: bool) -> Size {
    if large { Size::Large } else { Size::Small }
}

/// What `clippy::type_complexity` tolerates by default.
const COMPLEX: u32 = 250;

/// The type of a field.
pub(super) fn of_field(value: &Value, presence: &Presence, indirection: Indirection) -> Complexity {
    complexity(value, u32::from(*presence == Presence::Optional) + u32::from(indirection == Indirection::Boxed))
}

/// The type of what a variant holds.
pub(super) fn of_variant(value: Option<&Value>) -> Complexity {
    value.map_or(Complexity::Plain, |value| complexity(value, 0))
}

/// `wrappers` counts the `Option` and `Box` around the value.
fn complexity(value: &Value, wrappers: u32) -> Complexity {
    let around: u32 = (1..=wrappers).map(|nest| 10 * nest).sum();
    if around + score(value, wrappers + 1) > COMPLEX { Complexity::Complex } else { Complexity::Plain }
}

/// Clippy's own measure: ten for each type in the type, times how deep it is nested.
fn score(value: &Value, nest: u32) -> u32 {
    10 * nest
        + match value {
            Value::List(element) => element_score(element, nest + 1),
            Value::Map(_, element) => 10 * (nest + 1) + element_score(element, nest + 1),
            Value::Scalar(_) | Value::Enum(_) | Value::Structure(_) | Value::Union(_) => 0,
        }
}

fn element_score(element: &Element, nest: u32) -> u32 {
    match element.nulls {
        Nulls::Dense => score(&element.value, nest),
        Nulls::Sparse => 10 * nest + score(&element.value, nest + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{of_field, of_variant};
    use crate::lower::ir::{Complexity, Element, Indirection, MapKey, Nulls, Presence, Scalar, Value};

    /// Lists in each other around a text.
    fn lists(depth: u32, nulls: Nulls) -> Value {
        (0..depth).fold(Value::Scalar(Scalar::Text), |value, _| Value::List(Box::new(Element { value, nulls })))
    }

    /// The least number of lists that clippy finds complex.
    fn limit(of: impl Fn(&Value) -> Complexity, nulls: Nulls) -> u32 {
        (0..20).find(|depth| of(&lists(*depth, nulls)) == Complexity::Complex).unwrap()
    }

    #[test]
    fn what_is_around_a_value_and_holes_in_it_count() {
        let field = |presence, indirection| move |value: &Value| of_field(value, &presence, indirection);
        // 10 + 20 + … + 70 is the first sum above 250.
        assert_eq!(limit(|value| of_variant(Some(value)), Nulls::Dense), 6);
        assert_eq!(limit(field(Presence::Required, Indirection::Inline), Nulls::Dense), 6);
        assert_eq!(limit(field(Presence::Optional, Indirection::Inline), Nulls::Dense), 5);
        assert_eq!(limit(field(Presence::Optional, Indirection::Boxed), Nulls::Dense), 4);
        assert_eq!(limit(field(Presence::Required, Indirection::Inline), Nulls::Sparse), 3);
        assert_eq!(of_variant(None), Complexity::Plain);
    }

    #[test]
    fn the_key_of_a_map_counts() {
        let nested = |depth| {
            (0..depth).fold(Value::Scalar(Scalar::Text), |value, _| {
                Value::Map(MapKey::Text, Box::new(Element { value, nulls: Nulls::Dense }))
            })
        };
        let complex = (0..20).find(|depth| of_variant(Some(&nested(*depth))) == Complexity::Complex);
        // 10 + 2 · (20 + 30 + 40 + 50) is the first above 250.
        assert_eq!(complex, Some(4));
    }
}
