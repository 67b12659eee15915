//! CBOR bodies compared by value: the order of members and how lengths and numbers were written do not count.

use super::json::Mismatch;
use crate::codec::cbor::value::Value;

/// The tag of a point in time.
const EPOCH: u64 = 1;

/// Whether two CBOR bodies hold the same value: what has no meaning to a model does not count, which is the order of
/// members, the width of numbers, pieces of texts. Whole numbers and floats are two things save in points in time,
/// which may be either. NaN is equal to itself. An empty body is equal to an empty body alone.
///
/// # Errors
/// The first place where they differ, or which of them is no CBOR.
pub fn same_cbor(expected: &[u8], actual: &[u8]) -> Result<(), Mismatch> {
    match (expected, actual) {
        ([], []) => return Ok(()),
        ([], _) => return Err(Mismatch::new("there is a body, none is expected".to_owned())),
        (_, []) => return Err(Mismatch::new("the body is empty".to_owned())),
        (_, _) => {}
    }
    let expected =
        Value::read(expected).map_err(|error| Mismatch::new(format!("the expected body is no CBOR: {error}")))?;
    let actual = Value::read(actual).map_err(|error| Mismatch::new(format!("the actual body is no CBOR: {error}")))?;
    same("$", &expected, &actual)
}

fn same(path: &str, expected: &Value, actual: &Value) -> Result<(), Mismatch> {
    match (expected, actual) {
        (Value::Map(expected), Value::Map(actual)) => {
            for (at, (key, _)) in actual.iter().enumerate() {
                if !expected.iter().any(|(other, _)| other == key) {
                    return Err(Mismatch::new(format!("{path}{} is not expected", step(key))));
                }
                if actual.iter().take(at).any(|(other, _)| other == key) {
                    return Err(Mismatch::new(format!("{path}{} is there twice", step(key))));
                }
            }
            expected.iter().try_for_each(|(key, expected)| {
                let path = format!("{path}{}", step(key));
                let found = actual.iter().find(|(other, _)| other == key);
                let (_, actual) = found.ok_or_else(|| Mismatch::new(format!("{path} is missing")))?;
                same(&path, expected, actual)
            })
        }
        (Value::Array(expected), Value::Array(actual)) => {
            if expected.len() != actual.len() {
                let (expected, actual) = (expected.len(), actual.len());
                return Err(Mismatch::new(format!("{path} has {actual} elements, {expected} are expected")));
            }
            let mut pairs = expected.iter().zip(actual).enumerate();
            pairs.try_for_each(|(at, (expected, actual))| same(&format!("{path}[{at}]"), expected, actual))
        }
        (Value::Tag(EPOCH, one), Value::Tag(EPOCH, other)) if same_seconds(one, other) => Ok(()),
        (Value::Tag(tag, expected), Value::Tag(other, actual)) if tag == other && *tag != EPOCH => {
            same(path, expected, actual)
        }
        (Value::Float(one), Value::Float(other)) if one.to_bits() == other.to_bits() => Ok(()),
        (Value::Float(one), Value::Float(other)) if one.is_nan() && other.is_nan() => Ok(()),
        (Value::Float(_), Value::Float(_)) => Err(differ(path, expected, actual)),
        (expected, actual) if expected == actual => Ok(()),
        (expected, actual) => Err(differ(path, expected, actual)),
    }
}

fn differ(path: &str, expected: &Value, actual: &Value) -> Mismatch {
    Mismatch::new(format!("{path} is {actual}, {expected} is expected"))
}

/// Whether two numbers are equal, whole or not.
#[expect(clippy::float_cmp, reason = "what was written must come back as it was")]
fn same_seconds(one: &Value, other: &Value) -> bool {
    #[allow(clippy::cast_precision_loss, reason = "a double is what they are compared as")]
    let number = |value: &Value| match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    };
    one == other || number(one).zip(number(other)).is_some_and(|(one, other)| one == other)
}

/// A key as a step of a path.
fn step(key: &Value) -> String {
    match key {
        Value::Text(name) => format!(".{name}"),
        other => format!("[{other}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::same_cbor;

    fn difference(expected: &[u8], actual: &[u8]) -> Option<String> {
        same_cbor(expected, actual).err().map(|mismatch| mismatch.to_string())
    }

    #[test]
    fn cbor_is_compared_by_value() {
        for (expected, actual) in [
            // {"a": 1, "b": [2]} in another order, with other lengths and widths.
            (&b"\xa2\x61a\x01\x61b\x81\x02"[..], &b"\xbf\x7f\x61b\xff\x9f\x18\x02\xff\x61a\x19\x00\x01\xff"[..]),
            (b"\xf9\x3e\x00", b"\xfa\x3f\xc0\x00\x00"),
            (b"\xf9\x7e\x00", b"\xfb\x7f\xf8\x00\x00\x00\x00\x00\x01"),
            (b"\xc1\x01", b"\xc1\xf9\x3c\x00"),
            (b"\xc2\x41\x01", b"\xc2\x41\x01"),
            (b"\xf7", b"\xf7"),
            (b"", b""),
        ] {
            assert_eq!(difference(expected, actual), None);
        }
        for (expected, actual, said) in [
            (&b"\xa1\x61a\x81\xa1\x61b\x01"[..], &b"\xa1\x61a\x81\xa0"[..], "$.a[0].b is missing"),
            (b"\xa0", b"\xa1\x61a\x01", "$.a is not expected"),
            (b"\xa1\x61a\x01", b"\xa2\x61a\x01\x61a\x01", "$.a is there twice"),
            (b"\x81\x01", b"\x80", "$ has 0 elements, 1 are expected"),
            (b"\x01", b"\xf9\x3c\x00", "$ is 1.0, 1 is expected"),
            (b"\x61a", b"\x41a", "$ is h'61', \"a\" is expected"),
            (
                b"\x80\x00",
                b"\x80",
                "the expected body is no CBOR: expected the end of the body, found a whole number at byte 1",
            ),
            (b"\xa0", b"", "the body is empty"),
            (b"", b"\xa0", "there is a body, none is expected"),
            (b"\xf9\x00\x00", b"\xf9\x80\x00", "$ is -0.0, 0.0 is expected"),
            (b"\xc1\x01", b"\xc1\x02", "$ is 1(2), 1(1) is expected"),
            (b"\xc1\x01", b"\x01", "$ is 1, 1(1) is expected"),
            (b"\xc2\x41\x01", b"\xc3\x41\x01", "$ is 3(h'01'), 2(h'01') is expected"),
            (b"\xf6", b"\xf7", "$ is undefined, null is expected"),
        ] {
            assert_eq!(difference(expected, actual).as_deref(), Some(said));
        }
    }
}
