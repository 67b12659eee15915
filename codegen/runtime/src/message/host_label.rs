//! Labels of a host name, where a member of the input becomes one (`hostLabel` and `endpoint` traits).

use crate::error::BuildError;

/// Lets a member through that can be a label of a host name: 1 to 63 letters, digits and hyphens, with no hyphen first
/// or last (RFC 1123, section 2.1).
///
/// # Errors
/// The member is unset, or no such label. The error does not quote the value.
pub fn host_label<'a>(member: &'static str, value: Option<&'a str>) -> Result<&'a str, BuildError> {
    let Some(value) = value.filter(|value| !value.is_empty()) else {
        return Err(BuildError::missing_field(member, "it is part of the host's name; set it"));
    };
    if is_label(value) {
        return Ok(value);
    }
    Err(BuildError::invalid_field(
        member,
        "it is part of the host's name, which takes 1 to 63 letters, digits and hyphens, with no hyphen first or last",
    ))
}

/// Whether this can be a label of a host name.
pub fn is_label(text: &str) -> bool {
    matches!(text.len(), 1..=63)
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::host_label;

    #[test]
    fn labels_of_host_names_pass() {
        for label in ["a", "A-1", "0", &"x".repeat(63)] {
            assert!(host_label("Label", Some(label)).is_ok_and(|passed| passed == label), "{label}");
        }
    }

    #[test]
    fn anything_else_is_an_error_that_names_the_member_alone() {
        let long = "x".repeat(64);
        for value in ["-a", "a-", "a.b", "a_b", "ä", "a b", "a/../b", "evil.example/?", "a:1", "a@b", &long] {
            let error = host_label("Label", Some(value)).map_err(|error| error.to_string());
            assert!(error.as_ref().is_err_and(|text| text.contains("`Label`") && !text.contains(value)), "{error:?}");
        }
        assert!(host_label("Label", None).is_err());
        assert!(host_label("Label", Some("")).is_err());
    }
}
