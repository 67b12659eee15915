//! The generated WorkMail crate as its users see it: requests, answers, errors, pages, secrets, and the names that
//! those who come from aws-sdk-workmail have in their code.
#![cfg(test)]

use http::{Request, Response, Uri};
use serde_json::{Value, json};
use tinsmith_runtime::pagination::Pages;
use tinsmith_runtime::request::RequestOptions;
use tinsmith_runtime::sensitive::REDACTED;
use tinsmith_runtime::serde_support::expose_sensitive;
use workmail::error::{ProvideErrorMetadata, SdkError};
use workmail::operation::create_organization::{CreateOrganization, CreateOrganizationInput};
use workmail::operation::create_user::{CreateUser, CreateUserInput};
use workmail::operation::describe_user::{DescribeUser, DescribeUserOutput};
use workmail::operation::list_users::{ListUsers, ListUsersError, ListUsersInput, ListUsersOutput};
use workmail::types::{EntityState, EwsAvailabilityProvider, ListUsersFilters, UserRole};
use workmail::{Operation, PaginatedItems};

const ORGANIZATION: &str = "m-0123456789abcdef0123456789abcdef";

fn endpoint() -> Uri {
    Uri::from_static("https://workmail.eu-west-1.amazonaws.com")
}

fn body(request: &Request<Vec<u8>>) -> Value {
    serde_json::from_slice(request.body()).unwrap()
}

fn answer(status: u16, headers: &[(&str, &str)], body: &Value) -> Response<String> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.to_string()).unwrap()
}

#[test]
fn a_request_has_the_form_of_the_protocol() {
    let filters = ListUsersFilters::builder().username_prefix("an\"n").state(EntityState::Enabled).build();
    let input =
        ListUsersInput::builder().organization_id(ORGANIZATION).max_results(10).filters(filters).build().unwrap();
    let request = ListUsers::request(&endpoint(), input).unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://workmail.eu-west-1.amazonaws.com/");
    let header = |name: &str| request.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(header("content-type").as_deref(), Some("application/x-amz-json-1.1"));
    assert_eq!(header("x-amz-target").as_deref(), Some("WorkMailService.ListUsers"));
    assert_eq!(header("content-length"), Some(request.body().len().to_string()));
    assert_eq!(header("x-amzn-query-mode"), None);
    assert_eq!(
        body(&request),
        json!({"OrganizationId": ORGANIZATION, "MaxResults": 10, "Filters": {"UsernamePrefix": "an\"n", "State": "ENABLED"}})
    );
}

#[test]
fn an_unset_input_is_an_empty_object_and_a_path_is_kept() {
    let input = ListUsersInput::builder().build().unwrap();
    let options = RequestOptions::new().check_required(false);
    let endpoint = Uri::from_static("http://localhost:8080/custom");
    let request = ListUsers::request_with(&endpoint, input, &options).unwrap();
    assert_eq!(request.uri(), "http://localhost:8080/custom/");
    assert_eq!(request.body(), b"{}");
}

/// `build()` of an input never fails, as in aws-sdk-workmail; a request without a required member is not made.
#[test]
fn a_request_without_a_required_member_is_refused() {
    let refused = |input| CreateUser::request(&endpoint(), input).unwrap_err().to_string();
    let input = CreateUserInput::builder().build().unwrap();
    assert_eq!(refused(input), "CreateUser: organization_id (OrganizationId) is required and was not set");
    let input = CreateUserInput::builder().organization_id(ORGANIZATION).name("ann").build().unwrap();
    assert_eq!(refused(input), "CreateUser: display_name (DisplayName) is required and was not set");
    // A member that is optional in the model stays optional.
    let input = CreateUserInput::builder().organization_id(ORGANIZATION).name("ann").display_name("Ann");
    assert!(CreateUser::request(&endpoint(), input.build().unwrap()).is_ok());
}

#[test]
fn an_answer_is_read_and_what_is_new_in_it_is_skipped() {
    let users = json!([
        {"Id": "S-1", "Name": "ann", "State": "ENABLED", "UserRole": "USER", "EnabledDate": 1_734_300_000.25},
        {"Id": "S-2", "State": "HIBERNATING", "Invented": {"deep": [1, null, {"x": "y"}]}, "Email": null},
    ]);
    let response = answer(200, &[("x-amzn-requestid", "1")], &json!({"Users": users, "NextToken": "t", "New": 1}));
    let output = ListUsers::response(&response).unwrap();
    let [ann, other] = output.users() else { panic!("{output:?}") };
    assert_eq!((ann.id(), ann.name(), ann.email()), (Some("S-1"), Some("ann"), None));
    assert_eq!((ann.state(), ann.user_role()), (Some(&EntityState::Enabled), Some(&UserRole::User)));
    let enabled = ann.enabled_date().unwrap();
    assert_eq!((enabled.secs(), enabled.subsec_nanos()), (1_734_300_000, 250_000_000));
    assert_eq!(other.state().unwrap().as_str(), "HIBERNATING");
    assert!(matches!(other.state(), Some(EntityState::Unknown(_))));
    assert_eq!(other.email(), None);
    assert_eq!(output.next_token(), Some("t"));
    // No body is as good as an empty object.
    let empty = ListUsers::response(&Response::builder().status(200).body("").unwrap()).unwrap();
    assert_eq!((empty.users().len(), empty.next_token()), (0, None));
}

fn failure(headers: &[(&str, &str)], body: &Value) -> SdkError<ListUsersError> {
    ListUsers::response(&answer(400, headers, body)).unwrap_err()
}

#[test]
fn an_error_says_what_happened_in_one_line() {
    let id = [("x-amzn-requestid", "1a2b3c4d")];
    let body = json!({
        "__type": "com.amazonaws.workmail#OrganizationNotFoundException", "Message": "no such organization",
    });
    let error = failure(&id, &body);
    assert_eq!(
        error.to_string(),
        "ListUsers: OrganizationNotFoundException: no such organization (request id 1a2b3c4d)"
    );
    assert_eq!((error.code(), error.message()), (Some("OrganizationNotFoundException"), Some("no such organization")));
    assert_eq!(error.request_id(), Some("1a2b3c4d"));
    assert_eq!(error.raw_response().unwrap().status(), 400);
    assert_eq!(error.raw_response().unwrap().body(), body.to_string().as_bytes());
    assert!(error.as_service_error().is_some_and(ListUsersError::is_organization_not_found_exception));
    let ListUsersError::OrganizationNotFoundException(inner) = error.into_service_error() else {
        panic!("another error")
    };
    assert_eq!(inner.message(), Some("no such organization"));
}

#[test]
fn the_code_is_found_wherever_a_service_puts_it() {
    let said = json!({"message": "no"});
    let by_header = failure(&[("x-amzn-errortype", "InvalidParameterException:http://internal/")], &said);
    assert!(by_header.as_service_error().unwrap().is_invalid_parameter_exception(), "{by_header}");
    let by_code = failure(&[], &json!({"code": "a.b#OrganizationStateException:x", "errorMessage": "busy"}));
    assert!(by_code.as_service_error().unwrap().is_organization_state_exception(), "{by_code}");
    assert_eq!(by_code.message(), Some("busy"));
}

#[test]
fn an_unknown_error_and_one_that_does_not_parse_lose_nothing() {
    let unknown = failure(&[("x-amzn-requestid", "9")], &json!({"__type": "NewException", "message": "new"}));
    assert_eq!(unknown.to_string(), "ListUsers: NewException: new (request id 9)");
    assert!(matches!(unknown.as_service_error(), Some(ListUsersError::Unhandled(_))));
    let page = Response::builder().status(503).header("x-amzn-requestid", "7").body("<html>busy</html>").unwrap();
    let error = ListUsers::response(&page).unwrap_err();
    assert_eq!(error.raw_response().unwrap().body(), b"<html>busy</html>");
    assert_eq!(error.request_id(), Some("7"));
    assert!(!format!("{error} {error:?}").contains("<html>"), "{error:?}");
    // Any operation's error becomes the service's.
    let all = workmail::Error::from(failure(&[], &json!({"__type": "InvalidParameterException", "Message": "bad"})));
    assert!(matches!(all, workmail::Error::InvalidParameterException(_)), "{all}");
    assert_eq!(all.code(), Some("InvalidParameterException"));
}

#[test]
fn an_answer_that_is_not_the_protocol_is_an_error() {
    for text in
        ["[]", "{\"Users\": 3}", "{\"Users\": [null]}", "{\"Users\": []", "{} x", "{\"NextToken\": \"\\ud800\"}"]
    {
        let response = Response::builder().status(200).body(text).unwrap();
        let error = ListUsers::response(&response).unwrap_err();
        assert!(matches!(error, SdkError::ResponseError(_)), "{text}: {error}");
        assert!(error.to_string().starts_with("ListUsers: "), "{error}");
        assert_eq!(error.raw_response().unwrap().body(), text.as_bytes());
    }
}

#[test]
fn an_idempotency_token_is_filled_in_where_it_is_unset() {
    let input = || CreateOrganizationInput::builder().alias("example");
    let sent = |input| {
        body(&CreateOrganization::request(&endpoint(), input).unwrap())["ClientToken"].as_str().unwrap().to_owned()
    };
    let (first, second) = (sent(input().build().unwrap()), sent(input().build().unwrap()));
    assert_ne!(first, second);
    let uuid = |token: &str| {
        let groups: Vec<usize> = token.split('-').map(str::len).collect();
        groups == [8, 4, 4, 4, 12]
            && token.as_bytes()[14] == b'4'
            && matches!(token.as_bytes()[19], b'8' | b'9' | b'a' | b'b')
            && token.chars().all(|letter| letter == '-' || letter.is_ascii_digit() || ('a'..='f').contains(&letter))
    };
    assert!(uuid(&first) && uuid(&second), "{first} {second}");
    assert_eq!(sent(input().client_token("mine").build().unwrap()), "mine");
    let fixed = || "fixed".to_owned();
    let options = RequestOptions::new().idempotency_token(&fixed);
    let request = CreateOrganization::request_with(&endpoint(), input().build().unwrap(), &options).unwrap();
    assert_eq!(body(&request)["ClientToken"], "fixed");
    // CreateUser has none.
    let user = CreateUserInput::builder().name("ann").build().unwrap();
    let lenient = RequestOptions::new().check_required(false);
    assert_eq!(body(&CreateUser::request_with(&endpoint(), user, &lenient).unwrap()), json!({"Name": "ann"}));
}

#[test]
fn pages_follow_the_token_to_the_last_one() {
    let page = |users: &[&str], token: Option<&str>| {
        let users: Vec<Value> = users.iter().map(|id| json!({"Id": id})).collect();
        ListUsers::response(&answer(200, &[], &json!({"Users": users, "NextToken": token}))).unwrap()
    };
    let answers = [page(&["1", "2"], Some("a")), page(&[], Some("b")), page(&["3"], None)];
    let input = ListUsersInput::builder().organization_id(ORGANIZATION).build().unwrap();
    let mut pages = Pages::<ListUsers>::new(input).page_size(2);
    let (mut tokens, mut ids) = (Vec::new(), Vec::new());
    for output in answers {
        let input = pages.next_input().unwrap();
        assert_eq!((input.max_results(), input.organization_id()), (Some(2), Some(ORGANIZATION)));
        tokens.push(input.next_token().map(str::to_owned));
        pages.advance(&output).unwrap();
        ids.extend(ListUsers::items(output).into_iter().filter_map(|user| user.id));
    }
    assert!(pages.is_done() && pages.next_input().is_none());
    assert_eq!(tokens, [None, Some("a".to_owned()), Some("b".to_owned())]);
    assert_eq!(ids, ["1", "2", "3"]);
}

#[test]
fn a_repeated_token_is_an_error_and_an_empty_one_is_the_end() {
    let output = |token: &str| ListUsersOutput::builder().next_token(token).build();
    let mut pages = Pages::<ListUsers>::new(ListUsersInput::builder().next_token("a").build().unwrap());
    let error = pages.advance(&output("a")).unwrap_err();
    assert!(error.to_string().contains("stop_on_duplicate_token(true)"), "{error}");
    let mut pages = Pages::<ListUsers>::new(ListUsersInput::builder().build().unwrap());
    pages.advance(&output("")).unwrap();
    assert!(pages.is_done());
}

const SECRET: &str = "hunter2";

/// No form of it tells the secret.
fn hides(shown: &str) {
    assert!(!shown.contains(SECRET), "{shown}");
    assert!(shown.contains(REDACTED), "{shown}");
}

#[test]
fn secrets_are_hidden_in_debug_whatever_holds_them() {
    let builder = CreateUserInput::builder().name("ann").password(SECRET).display_name(SECRET).first_name(SECRET);
    hides(&format!("{builder:?}"));
    hides(&format!("{builder:#?}"));
    let input = builder.build().unwrap();
    hides(&format!("{input:?}"));
    assert!(format!("{input:?}").contains("ann"));
    assert_eq!(input.password(), Some(SECRET));
    let lenient = RequestOptions::new().check_required(false);
    assert_eq!(body(&CreateUser::request_with(&endpoint(), input, &lenient).unwrap())["Password"], SECRET);

    let output =
        DescribeUser::response(&answer(200, &[], &json!({"UserId": "S-1", "Initials": SECRET, "Street": SECRET})));
    let output: DescribeUserOutput = output.unwrap();
    hides(&format!("{output:?}"));
    assert_eq!((output.initials(), output.user_id()), (Some(SECRET), Some("S-1")));

    let provider = EwsAvailabilityProvider::builder().ews_endpoint("https://e").ews_username("u").ews_password(SECRET);
    hides(&format!("{provider:?}"));
    let provider = provider.build().unwrap();
    hides(&format!("{provider:?}"));
    let holder =
        workmail::operation::create_availability_configuration::CreateAvailabilityConfigurationInput::builder()
            .ews_provider(provider);
    hides(&format!("{holder:?}"));
    hides(&format!("{:?}", holder.build().unwrap()));
}

#[test]
fn secrets_are_hidden_in_serialized_forms_unless_asked_for() {
    let input = CreateUserInput::builder().name("ann").password(SECRET).build().unwrap();
    let text = serde_json::to_string(&input).unwrap();
    hides(&text);
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["Name"], "ann");
    let exposed = expose_sensitive(|| serde_json::to_string(&input).unwrap());
    assert_eq!(serde_json::from_str::<Value>(&exposed).unwrap()["Password"], SECRET);
    assert_eq!(serde_json::from_str::<CreateUserInput>(&exposed).unwrap(), input);
    hides(&serde_json::to_string(&input).unwrap());
}

#[test]
fn build_fails_where_a_required_member_is_missing() {
    let error = EwsAvailabilityProvider::builder().ews_endpoint("https://e").build().unwrap_err();
    assert!(error.to_string().contains("ews_username"), "{error}");
    // A missing required member of an answer is no reason to lose the answer.
    let response = answer(200, &[], &json!({"IdentityCenterConfiguration": {"InstanceArn": "arn"}}));
    let output =
        workmail::operation::describe_identity_provider_configuration::DescribeIdentityProviderConfiguration::response(
            &response,
        );
    let output = output.unwrap();
    let configuration = output.identity_center_configuration().unwrap();
    assert_eq!((configuration.instance_arn(), configuration.application_arn()), ("arn", ""));
}

/// Code as users of aws-sdk-workmail have it: this must compile once the crate's name is changed.
mod migration {
    use workmail as aws_sdk_workmail;

    use aws_sdk_workmail::Error;
    use aws_sdk_workmail::error::{BuildError, ErrorMetadata, ProvideErrorMetadata, SdkError};
    use aws_sdk_workmail::operation::list_users::builders::{ListUsersInputBuilder, ListUsersOutputBuilder};
    use aws_sdk_workmail::operation::list_users::{ListUsersError, ListUsersInput, ListUsersOutput};
    use aws_sdk_workmail::primitives::{Blob, DateTime, DateTimeFormat};
    use aws_sdk_workmail::types::builders::{IdentityCenterConfigurationBuilder, UserBuilder};
    use aws_sdk_workmail::types::error::builders::OrganizationNotFoundExceptionBuilder;
    use aws_sdk_workmail::types::error::{InvalidParameterException, OrganizationNotFoundException};
    use aws_sdk_workmail::types::{EntityState, IdentityCenterConfiguration, ListUsersFilters, User, UserRole};

    /// A test double as it is often written.
    fn answer() -> ListUsersOutput {
        let builder: ListUsersOutputBuilder = ListUsersOutput::builder();
        let user: UserBuilder = User::builder().id("S-1").state(EntityState::Enabled).user_role(UserRole::User);
        builder
            .users(user.enabled_date(DateTime::from_secs(1)).build())
            .users(User::builder().set_name(Some("ann".to_owned())).build())
            .set_next_token(None)
            .build()
    }

    #[test]
    fn structures_and_builders() -> Result<(), BuildError> {
        let builder: ListUsersInputBuilder = ListUsersInput::builder();
        let input: ListUsersInput = builder
            .organization_id("m-1")
            .set_max_results(Some(5))
            .filters(ListUsersFilters::builder().state(EntityState::Disabled).build())
            .build()?;
        assert_eq!(input.organization_id.as_deref(), Some("m-1"));
        assert_eq!(input.max_results(), Some(5));
        assert_eq!(input.filters().and_then(|filters| filters.state()), Some(&EntityState::Disabled));
        let builder = ListUsersInputBuilder::default();
        assert_eq!(builder.clone().organization_id("m-2").get_organization_id(), &Some("m-2".to_owned()));
        let configuration: IdentityCenterConfigurationBuilder = IdentityCenterConfiguration::builder();
        let configuration = configuration.instance_arn("i").application_arn("a").build()?;
        assert_eq!(configuration.instance_arn(), "i");

        let output = answer();
        assert_eq!(output.users().len(), 2);
        assert_eq!(output.users()[0].enabled_date().map(DateTime::secs), Some(1));
        assert_eq!(output.users()[0].enabled_date().copied(), Some(DateTime::from_secs(1)));
        assert_eq!(output.next_token(), None);
        Ok(())
    }

    #[test]
    fn enums() {
        assert_eq!(EntityState::Enabled.as_str(), "ENABLED");
        assert_eq!(EntityState::values(), ["DELETED", "DISABLED", "ENABLED"]);
        assert_eq!(EntityState::from("DELETED"), EntityState::Deleted);
        assert_eq!("DELETED".parse::<EntityState>().ok(), Some(EntityState::Deleted));
        assert!(EntityState::try_parse("NEW").is_err());
        assert_eq!(EntityState::from("NEW").to_string(), "NEW");
        assert_eq!(EntityState::Enabled.as_ref(), "ENABLED");
        match EntityState::from("NEW") {
            EntityState::Enabled | EntityState::Disabled | EntityState::Deleted => panic!("known"),
            other => assert_eq!(other.as_str(), "NEW"),
        }
    }

    #[test]
    fn errors() {
        fn handled(error: SdkError<ListUsersError>) -> bool {
            match error {
                SdkError::ServiceError(context) => context.err().is_organization_state_exception(),
                other => other.into_service_error().is_invalid_parameter_exception(),
            }
        }

        let builder: OrganizationNotFoundExceptionBuilder = OrganizationNotFoundException::builder();
        let exception = builder.message("gone").meta(ErrorMetadata::builder().code("C").build()).build();
        assert_eq!((exception.message(), exception.meta().code()), (Some("gone"), Some("C")));
        let error = ListUsersError::OrganizationNotFoundException(exception);
        assert!(error.is_organization_not_found_exception() && !error.is_invalid_parameter_exception());
        assert_eq!(ProvideErrorMetadata::code(&error), Some("C"));
        let generic = ListUsersError::generic(ErrorMetadata::builder().code("X").message("m").build());
        assert_eq!((generic.meta().code(), generic.meta().message()), (Some("X"), Some("m")));
        let unhandled = ListUsersError::unhandled(std::io::Error::other("disk"));
        assert!(std::error::Error::source(&unhandled).is_some());
        let bad = InvalidParameterException::builder().message("bad").build();
        let all: Error = ListUsersError::InvalidParameterException(bad).into();
        assert!(matches!(all, Error::InvalidParameterException(_)));
        let _: fn(SdkError<ListUsersError>) -> bool = handled;
    }

    #[test]
    fn primitives() {
        let time = DateTime::from_str("2017-10-01T00:00:00Z", DateTimeFormat::DateTime).unwrap();
        assert_eq!(time.secs(), 1_506_816_000);
        assert_eq!(time.fmt(DateTimeFormat::DateTime).unwrap(), "2017-10-01T00:00:00Z");
        assert_eq!(Blob::new("hi").as_ref(), b"hi");
    }
}
