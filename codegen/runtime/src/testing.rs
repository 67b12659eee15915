//! What the protocol tests of generated crates compare with. Nothing here panics: a test says `unwrap` itself.

use core::fmt;

use http::HeaderMap;

use crate::json::{ReadError, Reader};
use crate::primitives::{Document, Number};

/// What is not as a test expects it.
#[derive(Clone, PartialEq, Eq)]
pub struct Mismatch(String);

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
    let expected = document(expected).map_err(|error| Mismatch(format!("the expected text is no JSON: {error}")))?;
    let actual = document(actual).map_err(|error| Mismatch(format!("the actual text is no JSON: {error}")))?;
    same_document("$", &expected, &actual)
}

fn document(text: &[u8]) -> Result<Document, ReadError> {
    let mut reader = Reader::new(text);
    let document = reader.document()?;
    reader.finish()?;
    Ok(document)
}

fn same_document(path: &str, expected: &Document, actual: &Document) -> Result<(), Mismatch> {
    match (expected, actual) {
        (Document::Object(expected), Document::Object(actual)) => {
            let mut names: Vec<&String> = expected.keys().chain(actual.keys()).collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                match (expected.get(name), actual.get(name)) {
                    (Some(expected), Some(actual)) => same_document(&format!("{path}.{name}"), expected, actual)?,
                    (Some(_), None) => return Err(Mismatch(format!("{path}.{name} is missing"))),
                    (None, _) => return Err(Mismatch(format!("{path}.{name} is not expected"))),
                }
            }
            Ok(())
        }
        (Document::Array(expected), Document::Array(actual)) => {
            if expected.len() != actual.len() {
                let (expected, actual) = (expected.len(), actual.len());
                return Err(Mismatch(format!("{path} has {actual} elements, {expected} are expected")));
            }
            let mut pairs = expected.iter().zip(actual).enumerate();
            pairs.try_for_each(|(at, (expected, actual))| same_document(&format!("{path}[{at}]"), expected, actual))
        }
        (Document::Number(expected), Document::Number(actual)) if same_number(*expected, *actual) => Ok(()),
        (expected, actual) if expected == actual => Ok(()),
        (expected, actual) => Err(Mismatch(format!("{path} is {actual:?}, {expected:?} is expected"))),
    }
}

fn same_number(left: Number, right: Number) -> bool {
    left == right || same_f64(left.to_f64_lossy(), right.to_f64_lossy()) && is_float(left) != is_float(right)
}

fn is_float(number: Number) -> bool {
    matches!(number, Number::Float(_))
}

/// Whether two numbers are equal, where one NaN is as good as another.
pub fn same_f64(left: f64, right: f64) -> bool {
    left == right || left.is_nan() && right.is_nan()
}

/// Whether two values are equal, where one NaN within them is as good as another.
///
/// # Errors
/// Both values, as `Debug` shows them.
pub fn same_value<T: PartialEq + fmt::Debug>(expected: &T, actual: &T) -> Result<(), Mismatch> {
    if expected == actual {
        return Ok(());
    }
    let (expected, actual) = (format!("{expected:?}"), format!("{actual:?}"));
    // No float is equal to NaN, but all NaN look the same.
    if expected == actual && expected.contains("NaN") {
        return Ok(());
    }
    Err(Mismatch(format!("the value is {actual}, {expected} is expected")))
}

/// Whether headers are as a protocol test says: some with a value, some with any value, some not there.
///
/// # Errors
/// The first header that is not.
pub fn check_headers(
    headers: &HeaderMap,
    expected: &[(&str, &str)],
    required: &[&str],
    forbidden: &[&str],
) -> Result<(), Mismatch> {
    for (name, value) in expected {
        let actual: Vec<_> =
            headers.get_all(*name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
        if actual.join(", ") != **value {
            return Err(Mismatch(format!("the header {name} is {:?}, {value:?} is expected", actual.join(", "))));
        }
    }
    if let Some(name) = required.iter().find(|name| !headers.contains_key(**name)) {
        return Err(Mismatch(format!("the header {name} is missing")));
    }
    if let Some(name) = forbidden.iter().find(|name| headers.contains_key(**name)) {
        return Err(Mismatch(format!("the header {name} is not expected")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{check_headers, same_json, same_value};
    use http::{HeaderMap, HeaderValue};

    fn difference(expected: &str, actual: &str) -> Option<String> {
        same_json(expected.as_bytes(), actual.as_bytes()).err().map(|mismatch| mismatch.to_string())
    }

    #[test]
    fn json_is_compared_by_value() {
        assert_eq!(difference(r#"{"a":[1,2.50],"b":null}"#, r#" {"b":null, "a":[1.0,25e-1]}"#), None);
        assert_eq!(difference(r#"{"a":[{"b":1}]}"#, r#"{"a":[{}]}"#).as_deref(), Some("$.a[0].b is missing"));
        assert_eq!(difference("{}", r#"{"a":1}"#).as_deref(), Some("$.a is not expected"));
        assert_eq!(difference("[1]", "[]").as_deref(), Some("$ has 0 elements, 1 are expected"));
        assert!(
            difference("1", "2").is_some() && difference("1", "\"1\"").is_some() && difference("{", "{}").is_some()
        );
        assert!(difference("9007199254740993", "9007199254740992").is_some(), "integers are not compared as floats");
    }

    #[test]
    fn nan_is_like_nan() {
        assert!(same_value(&Some(f64::NAN), &Some(f64::NAN)).is_ok());
        assert!(same_value(&1.0, &f64::NAN).is_err());
        assert!(same_value(&1, &1).is_ok() && same_value(&1, &2).is_err());
    }

    #[test]
    fn headers_are_checked_by_name_and_value() {
        let mut headers = HeaderMap::new();
        headers.append("a", HeaderValue::from_static("1"));
        headers.append("a", HeaderValue::from_static("2"));
        assert!(check_headers(&headers, &[("A", "1, 2")], &["a"], &["b"]).is_ok());
        assert!(check_headers(&headers, &[("a", "1")], &[], &[]).is_err());
        assert!(check_headers(&headers, &[], &["b"], &[]).is_err());
        assert!(check_headers(&headers, &[], &[], &["a"]).is_err());
    }
}
