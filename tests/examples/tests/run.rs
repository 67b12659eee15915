//! Runs the programs, as processes that find the service and their credentials in variables, against a server on
//! loopback that checks signatures and answers as WorkMail does.
#![cfg(test)]

use std::collections::BTreeSet;
use std::process::{Command, Output};
use std::sync::Mutex;
use std::time::SystemTime;

use serde_json::{Value, json};
use tinsmith_tests::misbehaving::{Act, Plan, Server};
use tinsmith_tests::sigv4::Verifier;

const ORGANIZATION: &str = "m-0123456789abcdef0123456789abcdef";

const VERIFIER: Verifier<'_> = Verifier {
    access_key_id: "AKIDEXAMPLE",
    secret_access_key: "secret",
    session_token: None,
    region: "eu-west-1",
    service: "workmail",
};

/// A server that answers with a status and a body, by the operation and its input.
fn server(answer: impl Fn(&str, &Value) -> (u16, Value) + Send + Sync + 'static) -> Server {
    Plan::new(move |request| {
        let input: Value = serde_json::from_slice(&request.body).unwrap();
        let (status, body) = match VERIFIER.verify(request, SystemTime::now()) {
            Ok(()) => answer(request.operation().unwrap(), &input),
            Err(why) => error("IncompleteSignatureException", &why),
        };
        Act::answers(status, &body.to_string())
    })
    .start()
}

fn error(code: &str, message: &str) -> (u16, Value) {
    (400, json!({"__type": code, "message": message}))
}

fn run(program: &str, words: &[&str], server: &Server) -> Output {
    let mut command = Command::new(program);
    command.args(words).env_clear().env("AWS_ENDPOINT_URL_WORKMAIL", server.uri("/")).env("AWS_REGION", "eu-west-1");
    command.env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE").env("AWS_SECRET_ACCESS_KEY", "secret");
    command.env("AWS_CONFIG_FILE", "/nonexistent").env("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
    command.env("WORKMAIL_PASSWORD", "Correct-horse-1").output().unwrap()
}

/// What it printed, if all went well.
fn printed(output: &Output) -> String {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{out}{err}");
    assert_eq!(err, "");
    out.into_owned()
}

/// The operations that were called, in their order.
fn called(server: &Server) -> Vec<String> {
    server.requests().iter().map(|request| request.operation().unwrap().to_owned()).collect()
}

#[test]
fn a_user_is_provisioned() {
    let server = server(|operation, input| match operation {
        "CreateUser" if input["Password"] == "Correct-horse-1" => (200, json!({"UserId": "u-1"})),
        "RegisterToWorkMail" if input["EntityId"] == "u-1" => (200, json!({})),
        "CreateAlias" if input["Alias"] == "ann.alias@example.com" => (200, json!({})),
        "AssociateMemberToGroup" if input["GroupId"] == "staff" && input["MemberId"] == "u-1" => (200, json!({})),
        "DescribeUser" => (200, json!({"UserId": "u-1", "State": "ENABLED", "Email": "ann@example.com"})),
        _ => error("InvalidParameterException", "not that"),
    });
    let words = [ORGANIZATION, "ann", "Ann Example", "ann@example.com", "staff"];
    let output = run(env!("CARGO_BIN_EXE_provision_user"), &words, &server);
    assert_eq!(printed(&output), "ann (u-1): ENABLED, ann@example.com\n");
    let order = ["CreateUser", "RegisterToWorkMail", "CreateAlias", "AssociateMemberToGroup", "DescribeUser"];
    assert_eq!(called(&server), order);
}

#[test]
fn provisioning_goes_on_where_it_was_left() {
    let server = server(|operation, input| match operation {
        "CreateUser" => error("NameAvailabilityException", "there is an ann"),
        "RegisterToWorkMail" => error("EntityAlreadyRegisteredException", "ann has a mailbox"),
        "DescribeUser" if input["UserId"] == "ann" => (200, json!({"UserId": "u-1", "State": "ENABLED"})),
        _ => (200, json!({})),
    });
    let words = [ORGANIZATION, "ann", "Ann Example", "ann@example.com", "staff"];
    let output = run(env!("CARGO_BIN_EXE_provision_user"), &words, &server);
    assert_eq!(printed(&output), "ann (u-1): ENABLED, no address\n");
}

#[test]
fn what_goes_wrong_is_told_in_a_line() {
    let server = server(|_, _| error("InvalidPasswordException", "too simple"));
    let words = [ORGANIZATION, "ann", "Ann Example", "ann@example.com", "staff"];
    let output = run(env!("CARGO_BIN_EXE_provision_user"), &words, &server);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(said, "error: CreateUser: InvalidPasswordException: too simple\n");
    assert_eq!(called(&server), ["CreateUser"]);
}

/// Five users on pages of two; `filter` chooses among them.
fn users(input: &Value) -> Value {
    let all = [("ann", "ENABLED"), ("bob", "DISABLED"), ("cat", "ENABLED"), ("dan", "ENABLED"), ("eve", "ENABLED")];
    let state = input["Filters"]["State"].as_str();
    let chosen: Vec<Value> = all
        .iter()
        .filter(|(_, of)| state.is_none_or(|state| state == *of))
        .map(|(name, state)| {
            json!({"Id": format!("id-{name}"), "Name": name, "State": state, "Email": format!("{name}@example.com")})
        })
        .collect();
    let from: usize = input["NextToken"].as_str().map_or(0, |token| token.parse().unwrap());
    let page: Vec<Value> = chosen.iter().skip(from).take(2).cloned().collect();
    if from + 2 < chosen.len() {
        json!({"Users": page, "NextToken": (from + 2).to_string()})
    } else {
        json!({"Users": page})
    }
}

#[test]
fn users_are_listed_one_by_one_and_page_by_page() {
    let server = server(|_, input| (200, users(input)));
    let output = run(env!("CARGO_BIN_EXE_list_users"), &[ORGANIZATION], &server);
    let lines = ["ann", "cat", "dan", "eve"].map(|name| format!("{name:20} {name}@example.com\n"));
    assert_eq!(printed(&output), format!("{}5 users on 3 pages\n", lines.concat()));
    let sizes: BTreeSet<String> = server
        .requests()
        .iter()
        .map(|request| serde_json::from_slice::<Value>(&request.body).unwrap()["MaxResults"].to_string())
        .collect();
    assert_eq!(sizes, BTreeSet::from(["100".to_owned(), "null".to_owned()]));
}

/// A service with one organization that may be connected to Identity Center, and three tokens.
fn identity_center() -> Server {
    let configuration: Mutex<Option<Value>> = Mutex::new(None);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    server(move |operation, input| {
        let mut configuration = configuration.lock().unwrap();
        match operation {
            "CreateIdentityCenterApplication" => (200, json!({"ApplicationArn": "arn:aws:sso::1:application/a"})),
            "PutIdentityProviderConfiguration" => {
                *configuration = Some(input.clone());
                (200, json!({}))
            }
            "UpdateUser" if input["IdentityProviderUserId"] == "9067" => (200, json!({})),
            "DescribeIdentityProviderConfiguration" => match &*configuration {
                Some(configuration) => (200, configuration.clone()),
                None => error("ResourceNotFoundException", "there is no configuration"),
            },
            "DeleteIdentityProviderConfiguration" => {
                *configuration = None;
                (200, json!({}))
            }
            "DeleteIdentityCenterApplication" => (200, json!({})),
            "ListPersonalAccessTokens" if input.get("NextToken").is_none() => {
                let token = |id| json!({"PersonalAccessTokenId": id});
                (200, json!({"PersonalAccessTokenSummaries": [token("t-1"), token("t-2")], "NextToken": "more"}))
            }
            "ListPersonalAccessTokens" => {
                (200, json!({"PersonalAccessTokenSummaries": [{"PersonalAccessTokenId": "t-3"}]}))
            }
            "GetPersonalAccessTokenMetadata" if input["PersonalAccessTokenId"] == "t-2" => {
                error("ResourceNotFoundException", "it was just deleted")
            }
            "GetPersonalAccessTokenMetadata" => {
                let day = 24 * 60 * 60;
                let used = if input["PersonalAccessTokenId"] == "t-1" { now - day } else { now - 40 * day };
                (200, json!({"Name": "phone", "UserId": "u-1", "DateLastUsed": used, "Scopes": ["imap", "smtp"]}))
            }
            "DeletePersonalAccessToken" if input["PersonalAccessTokenId"] == "t-3" => (200, json!({})),
            _ => error("InvalidParameterException", "not that"),
        }
    })
}

#[test]
fn an_organization_is_connected_to_identity_center_and_disconnected() {
    let server = identity_center();
    let program = env!("CARGO_BIN_EXE_identity_center");
    let output = run(program, &["connect", ORGANIZATION, "arn:aws:sso:::instance/i", "ann=9067"], &server);
    assert_eq!(printed(&output), "IDENTITY_PROVIDER_AND_DIRECTORY, tokens for 90 days, 1 users linked\n");
    let put: Value = serde_json::from_slice(&server.requests()[1].body).unwrap();
    let expected = json!({
        "OrganizationId": ORGANIZATION,
        "AuthenticationMode": "IDENTITY_PROVIDER_AND_DIRECTORY",
        "IdentityCenterConfiguration": {
            "InstanceArn": "arn:aws:sso:::instance/i",
            "ApplicationArn": "arn:aws:sso::1:application/a",
        },
        "PersonalAccessTokenConfiguration": {"Status": "ACTIVE", "LifetimeInDays": 90},
    });
    assert_eq!(put, expected);

    let output = run(program, &["disconnect", ORGANIZATION], &server);
    assert_eq!(printed(&output), "arn:aws:sso::1:application/a is gone\n");
    let output = run(program, &["disconnect", ORGANIZATION], &server);
    assert_eq!(printed(&output), "there is nothing to disconnect\n");
}

#[test]
fn tokens_that_nobody_uses_are_deleted() {
    let server = identity_center();
    let output = run(env!("CARGO_BIN_EXE_identity_center"), &["tokens", ORGANIZATION], &server);
    assert_eq!(printed(&output), "t-1 phone of u-1, imap smtp: kept\nt-3 phone of u-1, imap smtp: deleted\n");
    assert_eq!(called(&server).iter().filter(|name| *name == "DeletePersonalAccessToken").count(), 1);
}

#[test]
fn quotas_are_raised_by_a_blocking_script() {
    let server = server(|operation, input| match (operation, input["UserId"].as_str()) {
        ("ListUsers", _) => (200, users(input)),
        ("GetMailboxDetails", Some("id-cat")) => (200, json!({"MailboxQuota": 1000, "MailboxSize": 950.5})),
        ("GetMailboxDetails", Some("id-dan")) => (200, json!({"MailboxQuota": 51200, "MailboxSize": 51200.0})),
        ("GetMailboxDetails", _) => (200, json!({"MailboxQuota": 1000, "MailboxSize": 10})),
        ("UpdateMailboxQuota", Some("id-cat")) if input["MailboxQuota"] == 1500 => (200, json!({})),
        _ => error("InvalidParameterException", "not that"),
    });
    let output = run(env!("CARGO_BIN_EXE_mailbox_quotas"), &[ORGANIZATION], &server);
    let lines =
        ["ann: 1 % of 1000 MB", "cat: 95 % of 1000 MB, now 1500 MB", "dan: 100 % of 51200 MB", "eve: 1 % of 1000 MB"];
    assert_eq!(printed(&output), format!("{}\n", lines.join("\n")));
}

#[test]
fn the_program_with_the_mock_calls_the_service_too() {
    let server = server(|_, _| (200, json!({"State": "ENABLED"})));
    let output = run(env!("CARGO_BIN_EXE_mock"), &[ORGANIZATION, "ann"], &server);
    assert_eq!(printed(&output), "has a mailbox\n");
}

#[test]
fn the_program_that_moved_over_does_its_work() {
    let (put, shown) = (Mutex::new(Value::Null), r#"{"Status":"ACTIVE","LifetimeInDays":365}"#);
    let server = server(move |operation, input| match operation {
        "CreateUser" => error("NameAvailabilityException", "there is an ann"),
        "ListUsers" => (200, users(input)),
        "PutIdentityProviderConfiguration" => {
            *put.lock().unwrap() = input["PersonalAccessTokenConfiguration"].clone();
            (200, json!({}))
        }
        "DescribeIdentityProviderConfiguration" if put.lock().unwrap().to_string() == shown => {
            (200, json!({"PersonalAccessTokenConfiguration": *put.lock().unwrap()}))
        }
        _ => error("InvalidParameterException", "not that"),
    });
    let output = run(env!("CARGO_BIN_EXE_moved"), &[], &server);
    let lines = ["ann", "cat", "dan", "eve"].map(|name| format!("{name} is unknown, since \n"));
    let expected =
        format!("ann is taken: there is an ann\n{}tokens live for 365 days (no request id)\n", lines.concat());
    assert_eq!(printed(&output), expected);
}

#[test]
fn a_program_without_credentials_says_how_to_set_them() {
    let server = server(|_, _| (200, json!({})));
    let words = [ORGANIZATION, "ann", "Ann Example", "ann@example.com", "staff"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_provision_user"));
    command.args(words).env_clear().env("AWS_ENDPOINT_URL", server.uri("/")).env("AWS_REGION", "eu-west-1");
    command.env("AWS_CONFIG_FILE", "/nonexistent").env("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
    let output = command.env("AWS_EC2_METADATA_DISABLED", "true").env("WORKMAIL_PASSWORD", "x").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let expected = "error: CreateUser: no credentials are set; set AWS_ACCESS_KEY_ID and ";
    assert!(said.starts_with(expected), "{said}");
    assert_eq!((output.status.code(), said.lines().count(), server.requests().len()), (Some(1), 1, 0));
}
