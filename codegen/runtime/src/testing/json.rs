//! JSON texts compared by value, numbers of any size exactly.

use core::fmt;
use std::collections::BTreeMap;

use crate::codec::ReadError;
use crate::codec::json::{Kind, Reader};

/// Where two bodies differ.
#[derive(Clone, PartialEq, Eq)]
pub struct Mismatch(String);

impl Mismatch {
    pub(super) fn new(words: String) -> Self {
        Self(words)
    }
}

impl fmt::Debug for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl core::error::Error for Mismatch {}

/// Whether two JSON texts hold the same value: the order of members, blanks and the spelling of numbers do not count.
///
/// # Errors
/// The first place where they differ, or which of them is no JSON.
pub fn same_json(expected: &[u8], actual: &[u8]) -> Result<(), Mismatch> {
    let expected = parse(expected).map_err(|error| Mismatch(format!("the expected text is no JSON: {error}")))?;
    let actual = parse(actual).map_err(|error| Mismatch(format!("the actual text is no JSON: {error}")))?;
    same("$", &expected, &actual)
}

/// A JSON value whose numbers are as exact as their texts.
#[derive(Debug, PartialEq, Eq)]
enum Value {
    Null,
    Boolean(bool),
    Number(Number),
    Text(String),
    List(Vec<Value>),
    Object(BTreeMap<String, Value>),
}

fn parse(text: &[u8]) -> Result<Value, ReadError> {
    let mut reader = Reader::new(text);
    let value = read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

fn read(reader: &mut Reader<'_>) -> Result<Value, ReadError> {
    Ok(match reader.kind() {
        Kind::Boolean => Value::Boolean(reader.boolean()?),
        Kind::Number => Value::Number(Number::new(reader.big_decimal()?.as_str())),
        Kind::Text => Value::Text(reader.text()?),
        Kind::Array => Value::List(reader.list(read)?),
        Kind::Object => {
            let mut members = BTreeMap::new();
            reader.begin_structure()?;
            while let Some(name) = reader.next_member()? {
                members.insert(name.into_owned(), read(reader)?);
            }
            Value::Object(members)
        }
        _ if reader.null()? => Value::Null,
        _ => return Err(reader.error("a JSON value")),
    })
}

fn same(path: &str, expected: &Value, actual: &Value) -> Result<(), Mismatch> {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(actual)) => {
            if let Some(name) = actual.keys().find(|name| !expected.contains_key(*name)) {
                return Err(Mismatch(format!("{path}.{name} is not expected")));
            }
            expected.iter().try_for_each(|(name, expected)| {
                let path = format!("{path}.{name}");
                let actual = actual.get(name).ok_or_else(|| Mismatch(format!("{path} is missing")))?;
                same(&path, expected, actual)
            })
        }
        (Value::List(expected), Value::List(actual)) => {
            if expected.len() != actual.len() {
                let (expected, actual) = (expected.len(), actual.len());
                return Err(Mismatch(format!("{path} has {actual} elements, {expected} are expected")));
            }
            let mut pairs = expected.iter().zip(actual).enumerate();
            pairs.try_for_each(|(at, (expected, actual))| same(&format!("{path}[{at}]"), expected, actual))
        }
        (expected, actual) if expected == actual => Ok(()),
        (expected, actual) => Err(Mismatch(format!("{path} is {actual:?}, {expected:?} is expected"))),
    }
}

/// A number as a sign, digits without zeros around them, and a power of ten; zero has no digits.
#[derive(Debug, PartialEq, Eq)]
struct Number {
    negative: bool,
    digits: String,
    power: i128,
}

impl Number {
    /// Takes a text that is a JSON number.
    fn new(text: &str) -> Self {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0').trim_end_matches('0');
        if digits.is_empty() {
            return Self { negative: false, digits: String::new(), power: 0 };
        }
        let zeros = all.len() - all.trim_end_matches('0').len();
        // No text that fits in memory has so many digits that the sum could overflow.
        let exponent: i128 = exponent.parse::<i64>().unwrap_or(i64::MAX).into();
        let length = |text: &str| i128::try_from(text.len()).unwrap_or(i128::MAX);
        let power = exponent - length(fraction) + i128::try_from(zeros).unwrap_or(0);
        Self { negative, digits: digits.to_owned(), power }
    }
}

#[cfg(test)]
mod tests {
    use super::same_json;

    fn difference(expected: &str, actual: &str) -> Option<String> {
        same_json(expected.as_bytes(), actual.as_bytes()).err().map(|mismatch| mismatch.to_string())
    }

    #[test]
    fn json_is_compared_by_value() {
        assert_eq!(difference(r#"{"a":[1,2.50],"b":null}"#, r#" {"b":null, "a":[1.0,25e-1]}"#), None);
        assert_eq!(difference(r#"{"a":[{"b":1}]}"#, r#"{"a":[{}]}"#).as_deref(), Some("$.a[0].b is missing"));
        assert_eq!(difference("{}", r#"{"a":1}"#).as_deref(), Some("$.a is not expected"));
        assert_eq!(difference("[1]", "[]").as_deref(), Some("$ has 0 elements, 1 are expected"));
        for (expected, actual) in [("1", "2"), ("1", "\"1\""), ("{", "{}"), ("true", "false"), ("null", "0")] {
            assert!(difference(expected, actual).is_some(), "{expected} {actual}");
        }
    }

    #[test]
    fn numbers_are_compared_exactly() {
        for (expected, actual) in
            [("100", "1e2"), ("0", "-0.0"), ("0.5", "5E-1"), ("-12.50", "-125e-1"), ("1e400", "10e399")]
        {
            assert_eq!(difference(expected, actual), None, "{expected} {actual}");
        }
        for (expected, actual) in [
            ("9007199254740993", "9007199254740992"),
            ("0.1", "0.10000000000000000001"),
            ("1e400", "1e401"),
            ("1", "-1"),
        ] {
            assert!(difference(expected, actual).is_some(), "{expected} {actual}");
        }
    }
}
