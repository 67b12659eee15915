//! Talks with the endpoint of a container, and the endpoints that may not be talked with.

use super::super::machine_script::Reply::{Lost, Status};
use super::super::machine_script::{Reply, Talked, talk};
use super::*;
use crate::transport::TransportErrorKind;

const KEYS: &str = r#"{"RoleArn":"arn:x","AccessKeyId":"AKID","SecretAccessKey":"hush","Token":"hush-token","Expiration":"2030-01-01T00:00:00Z","AccountId":"123456789012"}"#;
const PATH: (&str, &str) = (RELATIVE, "/v2/credentials/id");

fn made(variables: &[(&str, &str)], files: &[(&str, &str)]) -> Result<Option<ContainerProvider>, CredentialsError> {
    ContainerProvider::from_variables(&Environment::made(variables.iter().copied(), files.iter().copied()))
}

fn talk_of(variables: &[(&str, &str)], files: &[(&str, &str)], replies: impl IntoIterator<Item = Reply>) -> Talked {
    talk(&made(variables, files).unwrap().unwrap(), replies)
}

#[test]
fn a_relative_uri_is_of_the_host_of_containers() {
    let talked = talk_of(&[PATH], &[], [Status(200, KEYS)]);
    assert_eq!(talked.lines, ["GET http://169.254.170.2/v2/credentials/id"]);
    assert!(!talked.requests[0].headers().contains_key(AUTHORIZATION));
    let credentials = talked.got.unwrap();
    assert_eq!((credentials.access_key_id(), credentials.secret_access_key()), ("AKID", "hush"));
    assert_eq!((credentials.session_token(), credentials.account_id()), (Some("hush-token"), Some("123456789012")));
    assert!(credentials.expiry().is_some());
}

#[test]
fn a_relative_uri_goes_before_a_full_one() {
    let talked = talk_of(&[(FULL, "http://127.0.0.1/full"), PATH], &[], [Status(200, KEYS)]);
    assert_eq!(talked.lines, ["GET http://169.254.170.2/v2/credentials/id"]);
}

#[test]
fn nothing_set_is_no_container() {
    assert!(made(&[], &[]).unwrap().is_none());
}

#[test]
fn without_tls_only_near_hosts_are_asked() {
    for good in [
        "http://127.0.0.1/x",
        "http://127.9.8.7:81/x",
        "http://localhost/x",
        "http://[::1]/x",
        "http://169.254.170.2/x",
        "http://169.254.170.23/v1/credentials",
        "http://[fd00:ec2::23]/v1/credentials",
        "https://credentials.example/x",
    ] {
        assert!(made(&[(FULL, good)], &[]).unwrap().is_some(), "{good}");
    }
    for (bad, words) in [
        ("http://credentials.example/x", "write https"),
        ("http://169.254.169.254/x", "write https"),
        ("http://127.0.0.1.example/x", "write https"),
        ("http://[fd00:ec2::254]/x", "write https"),
        ("ftp://127.0.0.1/x", "write http or https"),
        ("127.0.0.1", "no scheme"),
        ("/v2", "no host"),
        ("http://", "no URL"),
    ] {
        let error = made(&[(FULL, bad)], &[]).unwrap_err().to_string();
        assert!(error.starts_with(FULL) && error.contains(words), "{error}");
    }
}

#[test]
fn a_relative_uri_cannot_name_another_host() {
    for bad in [".example/x", "@evil.example/", ":80/x", "x y"] {
        assert!(made(&[(RELATIVE, bad)], &[]).unwrap_err().to_string().contains("no path"), "{bad}");
    }
}

#[test]
fn a_token_of_a_file_goes_before_one_of_a_variable() {
    let variables = [PATH, (TOKEN, "from-variable"), (TOKEN_FILE, "/token")];
    let talked = talk_of(&variables, &[("/token", "from-file\n")], [Status(200, KEYS)]);
    let sent = &talked.requests[0].headers()[AUTHORIZATION];
    assert!(sent == "from-file" && sent.is_sensitive());
    let talked = talk_of(&variables[..2], &[], [Status(200, KEYS)]);
    assert_eq!(talked.requests[0].headers()[AUTHORIZATION], "from-variable");
}

#[test]
fn a_token_that_cannot_be_had_is_said_and_nothing_is_asked() {
    let error = talk_of(&[PATH, (TOKEN_FILE, "/token")], &[], []).refusal();
    assert!(error.starts_with("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE, /token: cannot be read"), "{error}");
    for text in ["hush\r\nX-Other: 1", " \n"] {
        let error = talk_of(&[PATH, (TOKEN_FILE, "/token")], &[("/token", text)], []).refusal();
        assert!(error.contains("is empty, or has line breaks"), "{error}");
    }
}

#[test]
fn what_passes_is_tried_again() {
    let talked = talk_of(&[PATH], &[], [Status(500, ""), Lost(TransportErrorKind::Closed), Status(200, KEYS)]);
    assert_eq!(talked.lines.iter().filter(|line| line.ends_with("ms")).collect::<Vec<_>>(), ["100ms", "200ms"]);
    assert!(talked.got.is_ok());
}

#[test]
fn an_endpoint_that_gives_none_is_said_and_not_quoted() {
    for (reply, words) in [
        (Status(403, "hush"), "status 403"),
        (Status(200, "hush"), "something else than the JSON"),
        (Status(200, r#"{"AccessKeyId":"hush"}"#), "no SecretAccessKey"),
        (Lost(TransportErrorKind::Connect), "does not answer"),
    ] {
        let error = talk_of(&[(FULL, "http://user:hush@127.0.0.1/x")], &[], [reply]).refusal();
        assert!(error.contains(words) && error.contains(" 127.0.0.1 "), "{error}");
    }
}
