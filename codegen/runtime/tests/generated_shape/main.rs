//! A crate as the generator writes it, in small and by hand: every macro, under the lints of a generated crate, with
//! names that shadow the standard library's.
#![cfg(test)]
#![deny(warnings, missing_docs, rust_2018_idioms, unreachable_pub, clippy::all)]
#![allow(unreachable_pub, reason = "a test crate has no reachable items")]
#![allow(unused_qualifications, reason = "a generated crate has a file per type, which refers to `types` alike")]

pub mod error;
pub mod hostile;
pub mod meta;
pub mod operation;
pub mod primitives;
pub mod types;

mod facts;
#[cfg(feature = "serde")]
mod serde_forms;
mod tables;
mod wire;

pub use error::Error;

use http::{Response, Uri};
use operation::list_users::{ListUsers, ListUsersError, ListUsersInput, ListUsersOutput};
use operation::ping::{Ping, PingInput};
use tinsmith_runtime::error::{BuildError, ErrorMetadata, ProvideErrorMetadata, RetryKind};
use tinsmith_runtime::sdk_error::SdkError;
use tinsmith_runtime::sensitive::REDACTED;
use tinsmith_runtime::{Operation, PageToken, Pages, Paginated, PaginatedItems, RequestOptions, ZeroValue};
use types::{AttributeValue, Credential, Diagnosis, EntityState, User};
use wire::{Reader, Writer};

fn user() -> User {
    User::builder().name("ann").build().unwrap()
}

#[test]
fn builders_set_append_unset_and_tell() {
    let builder = User::builder()
        .id("1")
        .set_id(Some("2".to_owned()))
        .r#type("person")
        .tags("a")
        .tags(String::from("b"))
        .not(user())
        .name("bob")
        .attributes("x", AttributeValue::S("y".to_owned()))
        .friends(user())
        .holes(None)
        .holes(Some(1))
        .retries(9)
        .set_retries(None);
    assert_eq!(builder.get_id().as_deref(), Some("2"));
    assert_eq!(builder.get_type().as_deref(), Some("person"));
    let built = builder.clone().build().unwrap();
    assert_eq!(builder, builder.clone());
    assert_eq!((built.id(), built.r#type(), built.name()), (Some("2"), Some("person"), "bob"));
    assert_eq!(built.tags(), ["a", "b"]);
    assert_eq!(built.not().map(User::name), Some("ann"));
    assert_eq!(built.retries(), 3);
    assert_eq!(built.kind(), &EntityState::Enabled);
    assert_eq!(built.friends().len(), 1);
    assert_eq!(built.holes(), [None, Some(1)]);
    assert_eq!(built.attributes().unwrap().len(), 1);
    assert_eq!((built.password(), built.state(), built.made(), built.pin()), (None, None, None, 0));
    assert!(user().tags().is_empty());
}

#[test]
fn a_required_member_is_asked_for_by_name() {
    let error = User::builder().build().unwrap_err();
    assert_eq!(error.to_string(), "`name` was not specified but it is required when building User");
    let named = hostile::Result::builder().required(hostile::Vec::Some).build().unwrap();
    assert_eq!(named.required(), &hostile::Vec::Some);
    assert!(types::Plain::builder().texts("a").build().unwrap_err().to_string().contains("`boxed`"));
    let plain = types::Plain::builder().boxed(AttributeValue::Nothing).texts("a").text_map("k", "v").build().unwrap();
    assert_eq!(plain.boxed(), &AttributeValue::Nothing);
    assert_eq!((plain.texts(), plain.map().len(), plain.text_map().len()), (&["a".to_owned()][..], 0, 1));
}

#[test]
fn debug_hides_what_is_sensitive_and_names_fields_plainly() {
    let builder = User::builder().name("ann").password("hunter2").pin(4711).r#type("t").diagnosis(Diagnosis::Well);
    let user = builder.clone().build().unwrap();
    for shown in [format!("{builder:?}"), format!("{user:?}"), format!("{user:#?}"), format!("{:?}", Some(&user))] {
        assert!(!shown.contains("hunter2") && !shown.contains("4711") && !shown.contains("Well"), "{shown}");
        assert!(shown.contains(REDACTED) && shown.contains(" type: ") && shown.contains("ann"), "{shown}");
    }
    assert_eq!(
        format!("{:?} {:?}", Credential::Password("hunter2".to_owned()), Credential::Pin(1)),
        format!("Password({REDACTED:?}) Pin(1)")
    );
    assert_eq!(format!("{:?} {:?}", Credential::Anonymous, Credential::Unknown), "Anonymous Unknown");
    assert_eq!(format!("{:?}", types::PlainMarker {}), "PlainMarker");
    assert_eq!(format!("{:?}", Diagnosis::Well), REDACTED);
    assert!(!Diagnosis::try_parse("ILL").unwrap_err().to_string().contains("ILL"));
}

#[test]
fn enumerations_keep_what_they_do_not_know() {
    assert_eq!(EntityState::values(), ["ENABLED", "DISABLED"]);
    assert_eq!("PAUSED".parse::<EntityState>().unwrap().as_str(), "PAUSED");
    assert_eq!(EntityState::from("DISABLED".to_owned()).to_string(), "DISABLED");
    assert_eq!(
        EntityState::try_parse("PAUSED").unwrap_err().to_string(),
        "\"PAUSED\" is none of the known values of EntityState: ENABLED, DISABLED"
    );
    assert_eq!(EntityState::zero().as_ref(), "");
    assert_eq!(hostile::Vec::from("\"er\\r\n"), hostile::Vec::Err);
    assert!(hostile::Box::try_parse("x").is_err());
}

#[test]
fn unions_answer_for_their_members() {
    let value = AttributeValue::L(vec![AttributeValue::Null(true)]);
    assert!(value.is_l() && !value.is_s() && !value.is_unknown());
    assert_eq!(value.as_l().unwrap().first().unwrap().as_null(), Ok(&true));
    assert_eq!(value.as_s(), Err(&value));
    assert!(AttributeValue::Nothing.is_nothing() && AttributeValue::zero().is_unknown());
    assert!(hostile::Default::None(Box::new(hostile::String::builder().build())).as_none().is_ok());
    assert_eq!(Credential::Pin(3).as_pin(), Ok(&3));
}

#[test]
fn shapes_survive_the_wire() {
    let original = User::builder()
        .name("ann")
        .state(EntityState::from("ODD"))
        .not(user())
        .attributes("a", AttributeValue::L(vec![AttributeValue::S("x".to_owned()), AttributeValue::Nothing]))
        .build()
        .unwrap();
    let mut writer = Writer::new();
    writer.shape(&original);
    let bytes = writer.finish().unwrap();
    let mut reader = Reader::new(&bytes);
    assert_eq!(reader.shape::<User>().unwrap(), original);
    reader.finish().unwrap();

    let mut writer = Writer::new();
    writer.shape(&AttributeValue::Unknown);
    assert!(writer.finish().unwrap_err().to_string().contains("AttributeValue"));
}

#[test]
fn errors_tell_their_story_in_one_line() {
    let response = Response::builder()
        .status(400)
        .header("x-amzn-requestid", "1a2b")
        .body(r#"{"__type":"com.example#InvalidParameterException","Message":"no such user","Type":"id"}"#)
        .unwrap();
    let error = ListUsers::response(&response).unwrap_err();
    assert_eq!(error.to_string(), "ListUsers: InvalidParameterException: no such user (request id 1a2b)");
    assert_eq!(error.code(), Some("InvalidParameterException"));
    assert_eq!(error.message(), Some("no such user"));
    assert_eq!(error.request_id(), Some("1a2b"));
    let service_error = error.as_service_error().unwrap();
    assert!(service_error.is_invalid_parameter_exception());
    assert_eq!(service_error.meta().request_id(), Some("1a2b"));
    let ListUsersError::InvalidParameterException(inner) = service_error else { panic!("{service_error:?}") };
    assert_eq!((inner.message(), inner.r#type()), (Some("no such user"), Some("id")));
    assert!(error.raw_response().unwrap().body().starts_with(b"{"));
    assert!(!format!("{error:?}").contains("com.example"), "the raw body stays out of Debug");
    let crate_error = Error::from(error);
    assert_eq!(crate_error.to_string(), "InvalidParameterException: no such user");
    assert_eq!(crate_error.code(), Some("InvalidParameterException"));
}

#[test]
fn a_sensitive_message_stays_hidden_wherever_it_went() {
    for body in [
        r#"{"__type":"TooMuch","message":"hunter2","after":3}"#,
        r#"{"__type":"TooMuch","Message":"hunter2"}"#,
        r#"{"__type":"TooMuch","message":"hunter2","after":"three"}"#,
    ] {
        let error = ListUsers::response(&Response::builder().status(429).body(body).unwrap()).unwrap_err();
        let shown = format!("{error} {error:?} {:?}", error.meta());
        assert!(!shown.contains("hunter2") && shown.contains(REDACTED), "{shown}");
        assert_eq!(error.message(), Some("hunter2"));
    }
    let builder = types::error::Throttled::builder().after(1).message("hunter2");
    let builder = builder.meta(ErrorMetadata::builder().message("hunter2").build());
    assert!(!format!("{builder:?}").contains("hunter2"));
    let error = builder.build().unwrap();
    assert!(!format!("{error} {error:?}").contains("hunter2"));
    assert_eq!((error.retry_kind(), error.code()), (Some(RetryKind::Throttling), Some("TooMuch")));
    assert_eq!(ListUsersError::Throttled(error).retry_kind(), Some(RetryKind::Throttling));
    assert!(types::error::Throttled::builder().build().is_err());
}

#[test]
fn errors_can_be_made_by_hand() {
    let error = types::error::InvalidParameterException::builder().message("m").build();
    assert_eq!((error.code(), error.meta().message()), (Some("InvalidParameterException"), Some("m")));
    assert_eq!(types::error::InvalidParameterException::builder().build().to_string(), "InvalidParameterException");
    let error = types::error::Refused::builder().message("m").build().unwrap();
    assert_eq!((error.message(), error.meta().message(), error.to_string().as_str()), ("m", Some("m"), "Refused: m"));
    let error = ListUsersError::unhandled("broken");
    assert_eq!(error.to_string(), "broken");
    let error = ListUsersError::generic(ErrorMetadata::builder().code("Odd").message("why").build());
    assert_eq!(error.to_string(), "Odd: why");
    assert_eq!(Error::from(error).to_string(), "Odd: why");
    assert!(Error::from(BuildError::other("no")).to_string().contains("no"));
    assert_eq!(hostile::Exception::builder().message("m").build().to_string(), "Exception: m");
}

#[test]
fn a_required_message_is_found_under_any_of_its_names_and_missed_by_hand_alone() {
    for body in [
        r#"{"__type":"Refused","message":"no"}"#,
        r#"{"__type":"Refused","Message":"no"}"#,
        r#"{"__type":"Refused","message":null,"errorMessage":"no"}"#,
    ] {
        let error = ListUsers::response(&Response::builder().status(400).body(body).unwrap()).unwrap_err();
        assert_eq!((error.to_string().as_str(), error.message()), ("ListUsers: Refused: no", Some("no")), "{body}");
        let ListUsersError::Refused(refused) = error.into_service_error() else { panic!("{body}") };
        assert_eq!((refused.message(), refused.meta().message()), ("no", Some("no")), "{body}");
        assert_eq!(refused.retry_kind(), Some(RetryKind::Transient));
    }
    let error = ListUsers::response(&Response::builder().status(400).body(r#"{"__type":"Refused"}"#).unwrap());
    let error = error.unwrap_err();
    assert_eq!((error.to_string().as_str(), error.message()), ("ListUsers: Refused", None));
    let ListUsersError::Refused(refused) = error.into_service_error() else { panic!("no Refused") };
    assert_eq!((refused.message(), refused.to_string().as_str()), ("", "Refused"));
    let error = types::error::Refused::builder().build().unwrap_err();
    assert_eq!(error.to_string(), "`message` was not specified but it is required when building Refused");
}

#[test]
fn an_error_keeps_its_cause() {
    let response = Response::builder().status(400).body(r#"{"__type":"TooMuch","after":"three"}"#).unwrap();
    let error = ListUsers::response(&response).unwrap_err();
    assert_eq!(error.to_string(), "ListUsers: TooMuch");
    assert!(std::error::Error::source(&error).is_some(), "what broke the body");
    assert!(matches!(error.into_service_error(), ListUsersError::Unhandled(_)));

    let response = Response::builder().status(200).header("x-amzn-requestid", "1a2b").body("{").unwrap();
    let error = ListUsers::response(&response).unwrap_err();
    let shown = error.to_string();
    assert!(shown.starts_with("ListUsers: the answer (status 200) does not parse: "), "{shown}");
    assert!(shown.ends_with(" (request id 1a2b)"), "{shown}");
    assert!(matches!(&error, SdkError::ResponseError(error) if error.raw().body() == b"{"));
    let error = error.into_service_error();
    assert_eq!(error.meta().request_id(), Some("1a2b"));
    assert_eq!(error.to_string(), shown);
}

#[test]
fn a_client_travels_with_the_builder() {
    let builder = ListUsersInput::builder().organization_id("org").bind_client(7_u8);
    let input = builder.max_results(3).build().unwrap();
    assert_eq!((input.organization_id(), input.max_results()), (Some("org"), Some(3)));
    let _: PingInput = PingInput::builder().bind_client("client").build().unwrap();
}

#[test]
fn an_operation_builds_its_request() {
    let endpoint = Uri::from_static("https://mini.example:8443/custom");
    let input = ListUsersInput::builder().organization_id("org").build().unwrap();
    let make = || "token".to_owned();
    let options = RequestOptions::new().idempotency_token(&make);
    let request = ListUsers::request_with(&endpoint, input.clone(), &options).unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://org.data-mini.example:8443/custom/");
    assert_eq!(request.body(), br#"{"OrganizationId":"org","ClientToken":"token"}"#);
    let mut headers: Vec<_> = request.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
    headers.sort_unstable();
    assert_eq!(
        headers,
        [
            ("content-length", &b"46"[..]),
            ("content-type", b"application/x-amz-json-1.1"),
            ("x-amz-target", b"MiniService.ListUsers"),
        ]
    );

    let off = RequestOptions::new().host_prefix(false).check_required(false);
    let request = ListUsers::request_with(&endpoint, ListUsersInput::builder().build().unwrap(), &off).unwrap();
    assert_eq!(request.uri(), "https://mini.example:8443/custom/");
    assert!(ListUsers::request(&endpoint, ListUsersInput::builder().build().unwrap()).is_err());
    assert!(ListUsers::request(&endpoint, ListUsersInput::builder().organization_id("a.b").build().unwrap()).is_err());

    let given = ListUsersInput::builder().organization_id("org").client_token("mine").build().unwrap();
    let request = ListUsers::request(&endpoint, given).unwrap();
    assert!(request.body().ends_with(br#""ClientToken":"mine"}"#));
}

#[test]
fn a_request_without_a_required_member_is_never_built() {
    let endpoint = Uri::from_static("https://mini.example");
    let calls = std::cell::Cell::new(0);
    let make = || {
        calls.set(calls.get() + 1);
        "token".to_owned()
    };
    let options = RequestOptions::new().idempotency_token(&make).host_prefix(false);
    let unset = || ListUsersInput::builder().max_results(3).build().unwrap();
    let error = ListUsers::request_with(&endpoint, unset(), &options).unwrap_err();
    assert_eq!(error.to_string(), "ListUsers: organization_id (OrganizationId) is required and was not set");
    assert!(std::error::Error::source(&error).is_none());
    assert_eq!(calls.get(), 0, "before a token is made");
    let lenient = options.check_required(false);
    let request = ListUsers::request_with(&endpoint, unset(), &lenient).unwrap();
    assert_eq!(request.body(), br#"{"MaxResults":3,"ClientToken":"token"}"#);
    // Empty is not unset: whether it is allowed is for the service to say.
    let empty = ListUsersInput::builder().organization_id("").build().unwrap();
    assert!(ListUsers::request_with(&endpoint, empty, &options).is_ok());
}

#[test]
fn pages_end_go_on_and_refuse_to_turn_in_circles() {
    let page = |token: Option<&str>| ListUsersOutput::builder().set_next_token(token.map(str::to_owned)).build();
    let input = ListUsersInput::builder().organization_id("org").build().unwrap();
    let mut pages = Pages::<ListUsers>::new(input).page_size(5);
    let first = pages.next_input().unwrap();
    assert_eq!((first.next_token(), first.max_results()), (None, Some(5)));
    pages.advance(&page(Some("a"))).unwrap();
    assert_eq!(pages.next_input().unwrap().next_token(), Some("a"));
    let mut lenient = Pages::<ListUsers>::new(pages.next_input().unwrap()).stop_on_duplicate_token(false);
    lenient.advance(&page(Some("a"))).unwrap();
    assert!(!lenient.is_done());
    let error = pages.advance(&page(Some("a"))).unwrap_err();
    assert!(error.to_string().starts_with("the answer names the page"));
    let mut ends = Pages::<ListUsers>::new(lenient.next_input().unwrap()).stop_on_duplicate_token(true);
    ends.advance(&page(Some("a"))).unwrap();
    assert!(ends.is_done());
    assert!(pages.is_done() && pages.next_input().is_none());
    lenient.advance(&page(Some(""))).unwrap();
    assert!(lenient.is_done());
    let mut short = Pages::<ListUsers>::new(ListUsersInput::builder().build().unwrap());
    short.advance(&page(None)).unwrap();
    assert!(short.is_done());
    let items = ListUsers::items(ListUsersOutput::builder().users(user()).build());
    assert_eq!(items.len(), 1);
    assert!(
        <ListUsers as Paginated>::token(&ListUsersInput::builder().build().unwrap()).is_none_or(PageToken::is_none)
    );
}

#[test]
fn a_service_with_a_past_speaks_of_it() {
    let request = Ping::request(&Uri::from_static("http://localhost"), PingInput::builder().build().unwrap()).unwrap();
    assert_eq!(request.headers()["x-amzn-query-mode"], "true");
    assert_eq!(request.headers()["content-type"], "application/x-amz-json-1.0");
    assert_eq!((request.uri().path(), request.body().as_slice()), ("/", &b"{}"[..]));
    let response = Response::builder()
        .status(400)
        .header("x-amzn-query-error", "Old.Code;Sender")
        .body(r#"{"__type":"New"}"#)
        .unwrap();
    let error = Ping::response(&response).unwrap_err();
    assert_eq!(error.code(), Some("Old.Code"));
    assert_eq!(error.meta().unwrap().extra("type"), Some("Sender"));
    assert!(Ping::response(&Response::new(Vec::new())).is_ok(), "an empty body is an empty object");
}

#[test]
fn types_can_cross_threads() {
    fn check<T: Send + Sync>() {}
    check::<SdkError<ListUsersError>>();
    check::<Error>();
    check::<BuildError>();
    check::<User>();
    // Larger ones make clippy complain in the user's code.
    assert!(size_of::<Result<ListUsersOutput, SdkError<ListUsersError>>>() <= 128);
}

#[test]
fn an_error_is_shown_with_what_it_came_from_each_said_once() {
    use tinsmith_runtime::error::{BuildError, DisplayErrorContext, ErrorMetadata, Unhandled};

    let inner = Unhandled::new(ErrorMetadata::default(), Some("the cable is cut".into()));
    let outer = SdkError::<Unhandled>::construction_failure("ListUsers", BuildError::other(inner));
    let text = DisplayErrorContext(&outer).to_string();
    assert!(text.starts_with("ListUsers"), "{text}");
    assert_eq!(text.matches("the cable is cut").count(), 1, "{text}");
}

#[test]
fn a_request_id_is_asked_for_in_one_way_whatever_holds_it() {
    use tinsmith_runtime::RequestId;
    use tinsmith_runtime::error::{ErrorMetadata, Unhandled};

    fn id(holder: &impl RequestId) -> Option<&str> {
        holder.request_id()
    }
    let meta = ErrorMetadata::builder().request_id("1a2b").build();
    assert_eq!(id(&meta), Some("1a2b"));
    let unhandled = Unhandled::new(meta.clone(), None);
    assert_eq!(id(&unhandled), Some("1a2b"));
    assert_eq!(id(&ListUsersError::from(unhandled)), Some("1a2b"));
    assert_eq!(id(&ErrorMetadata::default()), None);
}
