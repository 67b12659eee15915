//! Signatures against published ones: three of AWS's own examples.

use std::time::Duration;

use super::*;

/// 2015-08-30T12:36:00Z, the date of the published examples.
fn date() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_440_938_160)
}

fn credentials() -> Credentials {
    Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", None, None, "test")
}

fn scope(name: &str) -> Scope {
    Scope { name: name.to_owned(), region: "us-east-1".to_owned(), path: PathStyle::default() }
}

fn request(method: &str, uri: &str) -> Request<Bytes> {
    Request::builder().method(method).uri(uri).body(Bytes::new()).unwrap()
}

fn authorization(request: &Request<Bytes>) -> &str {
    request.headers()[AUTHORIZATION].to_str().unwrap()
}

fn signature(request: &Request<Bytes>) -> &str {
    authorization(request).rsplit_once("Signature=").unwrap().1
}

#[test]
fn the_published_get_has_its_signature() {
    let mut request = request("GET", "https://example.amazonaws.com/");
    Signer::default().sign(&mut request, &credentials(), &scope("service"), date()).unwrap();
    assert_eq!(
        authorization(&request),
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
         SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    );
}

#[test]
fn the_published_post_has_its_signature() {
    let mut request = request("POST", "https://example.amazonaws.com/");
    Signer::default().sign(&mut request, &credentials(), &scope("service"), date()).unwrap();
    assert_eq!(signature(&request), "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
}

#[test]
fn the_published_query_has_its_signature() {
    let mut request = request("GET", "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08");
    let form = HeaderValue::from_static("application/x-www-form-urlencoded; charset=utf-8");
    request.headers_mut().insert("content-type", form);
    Signer::default().sign(&mut request, &credentials(), &scope("iam"), date()).unwrap();
    assert_eq!(signature(&request), "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
}

#[test]
fn a_kept_key_signs_as_a_derived_one() {
    let signer = Signer::default();
    let signed = |signer: &Signer, name: &str, day: u64| {
        let mut request = request("POST", "https://example.amazonaws.com/");
        let date = date() + Duration::from_secs(day * 86_400);
        signer.sign(&mut request, &credentials(), &scope(name), date).unwrap();
        signature(&request).to_owned()
    };
    for (name, day) in [("service", 0), ("service", 0), ("service", 1), ("other", 1), ("service", 0)] {
        assert_eq!(signed(&signer, name, day), signed(&Signer::default(), name, day), "{name} on day {day}");
    }
}

#[test]
fn other_credentials_do_not_sign_with_the_kept_key() {
    let signer = Signer::default();
    let mut first = request("POST", "https://example.amazonaws.com/");
    signer.sign(&mut first, &credentials(), &scope("service"), date()).unwrap();
    let mut second = request("POST", "https://example.amazonaws.com/");
    let rotated = Credentials::new("AKIDEXAMPLE", "another secret", None, None, "test");
    signer.sign(&mut second, &rotated, &scope("service"), date()).unwrap();
    assert_ne!(signature(&first), signature(&second));
}

#[test]
fn a_session_token_is_sent_signed_and_marked_as_secret() {
    let mut request = request("POST", "https://example.amazonaws.com/");
    let temporary = Credentials::new("AKIDEXAMPLE", "secret", Some("a token".to_owned()), None, "test");
    Signer::default().sign(&mut request, &temporary, &scope("service"), date()).unwrap();
    assert!(request.headers()[X_AMZ_SECURITY_TOKEN].is_sensitive());
    assert!(authorization(&request).contains("SignedHeaders=host;x-amz-date;x-amz-security-token,"));
}

#[test]
fn what_differs_between_attempts_is_not_signed() {
    let mut plain = request("POST", "https://example.amazonaws.com/");
    let mut headed = request("POST", "https://example.amazonaws.com/");
    for name in ["user-agent", "amz-sdk-request", "amz-sdk-invocation-id", "x-amzn-trace-id"] {
        headed.headers_mut().insert(name, HeaderValue::from_static("some"));
    }
    for request in [&mut plain, &mut headed] {
        Signer::default().sign(request, &credentials(), &scope("service"), date()).unwrap();
    }
    assert_eq!(authorization(&plain), authorization(&headed));
}

#[test]
fn signing_again_replaces_the_first_signature() {
    let mut twice = request("POST", "https://example.amazonaws.com/");
    let signer = Signer::default();
    signer.sign(&mut twice, &credentials(), &scope("service"), date() + Duration::from_secs(9)).unwrap();
    signer.sign(&mut twice, &credentials(), &scope("service"), date()).unwrap();
    assert_eq!(signature(&twice), "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
    assert_eq!(twice.headers().get_all(AUTHORIZATION).iter().count(), 1);
}

#[test]
fn a_port_that_the_scheme_has_anyway_is_not_part_of_the_host() {
    for (uri, host) in [
        ("https://example.com:443/", "example.com"),
        ("http://example.com:80/", "example.com"),
        ("http://127.0.0.1:4566/", "127.0.0.1:4566"),
        ("https://example.com:80/", "example.com:80"),
        ("http://[::1]:80/", "[::1]"),
    ] {
        let mut request = request("POST", uri);
        Signer::default().sign(&mut request, &credentials(), &scope("service"), date()).unwrap();
        assert_eq!(request.headers()[HOST], host);
    }
}

#[test]
fn a_date_that_no_header_can_hold_is_refused() {
    let mut request = request("POST", "https://example.amazonaws.com/");
    let refused =
        Signer::default().sign(&mut request, &credentials(), &scope("service"), UNIX_EPOCH - Duration::from_secs(1));
    assert!(refused.unwrap_err().to_string().contains("before 1970"));
}

#[test]
fn nothing_secret_is_shown() {
    let signer = Signer::default();
    let mut request = request("POST", "https://example.amazonaws.com/");
    signer.sign(&mut request, &credentials(), &scope("service"), date()).unwrap();
    assert!(!format!("{signer:?}").contains("wJalr"));
}
