//! Talks with the metadata service of an instance.

use super::super::machine_script::Reply::{Lost, Status};
use super::super::machine_script::talk;
use super::*;
use crate::transport::TransportErrorKind;

const KEYS: &str = r#"{"Code":"Success","LastUpdated":"2026-01-01T00:00:00Z","Type":"AWS-HMAC","AccessKeyId":"AKID","SecretAccessKey":"hush","Token":"hush-token","Expiration":"2030-01-01T00:00:00Z"}"#;

fn provider() -> InstanceProvider {
    InstanceProvider::new(None, None).unwrap()
}

#[test]
fn a_token_then_the_role_then_its_keys() {
    let talked = talk(&provider(), [Status(200, "the-token"), Status(200, "app-role\n"), Status(200, KEYS)]);
    assert_eq!(
        talked.lines,
        [
            "PUT http://169.254.169.254/latest/api/token",
            "GET http://169.254.169.254/latest/meta-data/iam/security-credentials/",
            "GET http://169.254.169.254/latest/meta-data/iam/security-credentials/app-role",
        ]
    );
    let [first, second, third] = &talked.requests[..] else { panic!() };
    assert_eq!(first.headers()[TOKEN_TTL], "21600");
    assert!(!first.headers().contains_key(TOKEN));
    assert_eq!(
        (&second.headers()[TOKEN], &third.headers()[TOKEN]),
        (&"the-token".parse().unwrap(), &"the-token".parse().unwrap())
    );
    assert!(second.headers()[TOKEN].is_sensitive());
    let credentials = talked.got.unwrap();
    assert_eq!((credentials.access_key_id(), credentials.secret_access_key()), ("AKID", "hush"));
    assert_eq!(credentials.session_token(), Some("hush-token"));
    assert_eq!(credentials.expiry(), Some(std::time::UNIX_EPOCH + Duration::from_secs(1_893_456_000)));
}

#[test]
fn credentials_of_an_instance_outlive_their_expiry() {
    use super::super::SharedCredentialsProvider;

    assert!(SharedCredentialsProvider::new(provider()).outlives_expiry());
    assert!(!Credentials::new("AKID", "secret", None, None, "a test").outlives_expiry(), "nobody else's do");
}

#[test]
fn where_no_service_is_there_is_nobody_and_no_second_try() {
    for kind in [TransportErrorKind::ConnectTimeout, TransportErrorKind::Connect] {
        let talked = talk(&provider(), [Lost(kind)]);
        assert!(talked.got.as_ref().unwrap_err().is_nobody());
        let error = talked.refusal();
        assert!(error.contains("no metadata service") && error.contains("set AWS_ACCESS_KEY_ID"), "{error}");
    }
}

#[test]
fn an_instance_without_a_role_has_nobody() {
    for reply in [Status(404, ""), Status(200, "\n")] {
        let talked = talk(&provider(), [Status(200, "t"), reply]);
        assert!(talked.got.as_ref().unwrap_err().is_nobody());
        assert!(talked.refusal().contains("this instance has no role; attach one"));
    }
}

#[test]
fn what_passes_is_tried_again_three_times_in_all_per_request() {
    let replies = [
        Status(500, ""),
        Lost(TransportErrorKind::ReadTimeout),
        Status(200, "t"),
        Status(429, ""),
        Status(200, "role"),
        Status(503, ""),
        Status(503, ""),
        Status(503, ""),
    ];
    let talked = talk(&provider(), replies);
    let waits: Vec<_> = talked.lines.iter().filter(|line| line.ends_with("ms")).collect();
    assert_eq!(waits, ["100ms", "200ms", "100ms", "100ms", "200ms"]);
    assert!(talked.refusal().contains("gives no credentials of the role role (status 503"));
}

#[test]
fn a_token_that_does_not_count_any_more_is_replaced_once() {
    let talked = talk(
        &provider(),
        [Status(200, "old"), Status(401, ""), Status(200, "new"), Status(200, "role"), Status(200, KEYS)],
    );
    assert_eq!(talked.requests[3].headers()[TOKEN], "new");
    assert!(talked.got.is_ok());
    let refused = talk(&provider(), [Status(200, "old"), Status(401, ""), Status(200, "new"), Status(401, "")]);
    assert!(refused.refusal().contains("status 401"));
}

#[test]
fn version_one_is_never_fallen_back_to() {
    for status in [400, 403, 404, 405] {
        assert!(
            talk(&provider(), [Status(status, "")]).refusal().contains(&format!("gives no token (status {status}"))
        );
    }
}

#[test]
fn a_role_that_is_none_does_not_become_a_path() {
    for role in ["../../user-data", "a b", "a?b", "<html>"] {
        let error = talk(&provider(), [Status(200, "t"), Status(200, role)]).refusal();
        assert!(error.contains("as no role is named"), "{error}");
    }
}

#[test]
fn answers_that_are_no_credentials_are_refused_without_quoting_them() {
    for (body, words) in [
        ("hush", "something else than the JSON"),
        (r#"{"Code":"AssumeRoleUnauthorizedAccess","Message":"hush"}"#, "(AssumeRoleUnauthorizedAccess)"),
        (r#"{"Code":"hush hush"}"#, "gives no credentials of the role r;"),
        (r#"{"AccessKeyId":"hush"}"#, "no SecretAccessKey"),
        (r#"{"AccessKeyId":"a","SecretAccessKey":"hush","Expiration":"hush"}"#, "no date"),
    ] {
        let error = talk(&provider(), [Status(200, "t"), Status(200, "r"), Status(200, body)]).refusal();
        assert!(error.contains(words), "{error}");
    }
    assert!(talk(&provider(), [Status(200, "a\nb")]).refusal().contains("a token that is none"));
}
