//! How a setter takes a member's value and an accessor lends it.

use super::ir::{Accessor, Element, Indirection, MapKey, Nulls, Scalar, Value};

/// As aws-sdk-rust has it.
pub(super) fn accessor(value: &Value, indirection: Indirection) -> Accessor {
    match (indirection, value) {
        (Indirection::Boxed, value) => Accessor::Boxed(value.clone()),
        (Indirection::Inline, Value::Scalar(scalar)) => of_scalar(*scalar),
        (Indirection::Inline, Value::Enum(_) | Value::Structure(_) | Value::Union(_)) => Accessor::Value(value.clone()),
        (Indirection::Inline, Value::List(element)) if is_text(element) => Accessor::Texts,
        (Indirection::Inline, Value::List(element)) => Accessor::List(Element::clone(element)),
        (Indirection::Inline, Value::Map(key, element)) => of_map(key, element),
    }
}

fn of_scalar(scalar: Scalar) -> Accessor {
    match scalar {
        Scalar::Text => Accessor::Text,
        Scalar::Boolean
        | Scalar::Byte
        | Scalar::Short
        | Scalar::Integer
        | Scalar::Long
        | Scalar::Float
        | Scalar::Double => Accessor::Copy(scalar),
        // Lent although a point in time could be copied.
        Scalar::Timestamp(_) | Scalar::BigInteger | Scalar::BigDecimal | Scalar::Blob | Scalar::Document => {
            Accessor::Value(Value::Scalar(scalar))
        }
    }
}

fn of_map(key: &MapKey, element: &Element) -> Accessor {
    if is_text(element) { Accessor::MapText(key.clone()) } else { Accessor::Map(key.clone(), element.clone()) }
}

/// Whether entries are texts, without holes: anything that becomes a `String` can be one.
fn is_text(element: &Element) -> bool {
    element.nulls == Nulls::Dense && element.value == Value::Scalar(Scalar::Text)
}

#[cfg(test)]
mod tests {
    use super::accessor;
    use crate::lower::ir::{Accessor, Element, Indirection, MapKey, Nulls, Scalar, Value};

    fn inline(value: &Value) -> Accessor {
        accessor(value, Indirection::Inline)
    }

    fn texts(nulls: Nulls) -> Element {
        Element { value: Value::Scalar(Scalar::Text), nulls }
    }

    fn list(element: Element) -> Value {
        Value::List(Box::new(element))
    }

    fn map(element: Element) -> Value {
        Value::Map(MapKey::Text, Box::new(element))
    }

    #[test]
    fn numbers_are_copied_texts_converted_and_the_rest_lent() {
        assert_eq!(inline(&Value::Scalar(Scalar::Text)), Accessor::Text);
        assert_eq!(inline(&Value::Scalar(Scalar::Double)), Accessor::Copy(Scalar::Double));
        let blob = Value::Scalar(Scalar::Blob);
        assert_eq!(inline(&blob), Accessor::Value(blob));
    }

    #[test]
    fn a_list_or_map_of_texts_takes_what_becomes_a_text_unless_it_has_holes() {
        assert_eq!(inline(&list(texts(Nulls::Dense))), Accessor::Texts);
        assert_eq!(inline(&list(texts(Nulls::Sparse))), Accessor::List(texts(Nulls::Sparse)));
        assert_eq!(inline(&map(texts(Nulls::Dense))), Accessor::MapText(MapKey::Text));
        assert_eq!(inline(&map(texts(Nulls::Sparse))), Accessor::Map(MapKey::Text, texts(Nulls::Sparse)));
    }

    #[test]
    fn what_is_boxed_is_taken_as_a_box_whatever_it_is() {
        let list = list(texts(Nulls::Dense));
        assert_eq!(accessor(&list, Indirection::Boxed), Accessor::Boxed(list));
    }
}
