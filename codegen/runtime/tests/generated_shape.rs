//! A crate as the generator writes it, in small and by hand: every macro, under the lints of a generated crate, with
//! names that shadow the standard library's.
#![deny(warnings, missing_docs, rust_2018_idioms, unreachable_pub, clippy::all)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says so by panicking")]
#![allow(unreachable_pub, reason = "a test crate has no reachable items")]

use http::{Response, Uri};
use tinsmith_runtime::error::{BuildError, ErrorMetadata, ProvideErrorMetadata, RetryKind, SdkError};
use tinsmith_runtime::{Operation, PageToken, Pages, Paginated, PaginatedItems, RequestOptions, ZeroValue};

/// What the model says of the service.
pub mod meta {
    use tinsmith_runtime::{Protocol, ServiceMetadata};

    /// The service.
    pub static SERVICE: ServiceMetadata =
        ServiceMetadata::new("Mini", "MiniService", "2026-01-01", Protocol::AwsJson1_1)
            .with_endpoint_prefix("mini")
            .with_signing_name("mini");
    /// The same, as it would be with a past.
    pub static QUERY_SERVICE: ServiceMetadata =
        ServiceMetadata::new("Mini", "MiniService", "2026-01-01", Protocol::AwsJson1_0).with_query_compatibility();
}

/// Shapes whose names shadow the standard library's.
pub mod hostile {
    /// A structure called as the standard library's text.
    #[derive(Clone, PartialEq)]
    #[non_exhaustive]
    pub struct String {
        /// Text.
        pub value: ::core::option::Option<::std::string::String>,
        /// Itself.
        pub inner: ::core::option::Option<::std::boxed::Box<String>>,
        /// Texts.
        pub texts: ::core::option::Option<::std::vec::Vec<::std::string::String>>,
        /// A map.
        pub map: ::core::option::Option<::std::collections::HashMap<::std::string::String, Option>>,
        /// A map of texts.
        pub text_map: ::core::option::Option<::std::collections::HashMap<::std::string::String, ::std::string::String>>,
        /// A map with holes.
        pub sparse: ::core::option::Option<
            ::std::collections::HashMap<::std::string::String, ::core::option::Option<::std::string::String>>,
        >,
    }
    ::tinsmith_runtime::structure! {
        String => StringBuilder {
            value, set_value, get_value: optional text;
            inner, set_inner, get_inner: optional boxed(String);
            texts, set_texts, get_texts: optional texts;
            map, set_map, get_map: optional map(::std::string::String, Option);
            text_map, set_text_map, get_text_map: optional map_text(::std::string::String);
            sparse, set_sparse, get_sparse:
                optional map(::std::string::String, ::core::option::Option<::std::string::String>);
        }
    }

    /// A structure without members, called as an option.
    #[derive(Clone, PartialEq)]
    #[non_exhaustive]
    pub struct Option {}
    ::tinsmith_runtime::structure! { Option => OptionBuilder {} }

    /// A structure called as a result.
    #[derive(Clone, PartialEq)]
    #[non_exhaustive]
    pub struct Result {
        /// Required.
        pub required: String,
    }
    ::tinsmith_runtime::structure! {
        Result => fallible ResultBuilder { required, set_required, get_required: required value(String); }
    }

    /// An enumeration called as a vector, with variants called as those of the prelude.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
    #[non_exhaustive]
    pub enum Vec {
        /// One.
        Some,
        /// Two.
        None,
        /// Three.
        Ok,
        /// Four.
        Err,
        /// A value this crate does not know.
        Unknown(::tinsmith_runtime::UnknownVariantValue),
    }
    ::tinsmith_runtime::string_enum! { Vec { Some = "some"; None = "none"; Ok = "ok"; Err = "\"er\\r\n"; } }

    /// An enumeration without values.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
    #[non_exhaustive]
    pub enum Box {
        /// A value this crate does not know.
        Unknown(::tinsmith_runtime::UnknownVariantValue),
    }
    ::tinsmith_runtime::string_enum! { Box {} }

    /// A union called as a trait.
    #[derive(Clone, PartialEq, Debug)]
    #[non_exhaustive]
    pub enum Default {
        /// Text.
        Some(::std::string::String),
        /// A structure.
        None(::std::boxed::Box<String>),
        /// A member this crate does not know.
        Unknown,
    }
    ::tinsmith_runtime::union_accessors! {
        Default { Some, as_some, is_some: ::std::string::String; None, as_none, is_none: String; }
    }

    /// A union without members.
    #[derive(Clone, PartialEq, Debug)]
    #[non_exhaustive]
    pub enum Debug {
        /// A member this crate does not know.
        Unknown,
    }
    ::tinsmith_runtime::union_accessors! { Debug {} }

    /// Stand-ins for traits and types that an expansion must not find.
    pub struct From;
    /// Another.
    pub struct Into;
    /// Another.
    pub struct Clone;
    /// Another.
    pub struct PartialEq;
    /// Another.
    pub struct Self_;
    /// Another.
    pub struct HashMap;
    /// Another.
    pub struct Error;
    /// Another.
    #[allow(non_camel_case_types, reason = "hostile")]
    pub struct str;
    /// Another.
    #[allow(non_camel_case_types, reason = "hostile")]
    pub struct bool;

    /// An error among them.
    #[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
    #[non_exhaustive]
    pub struct Exception {
        /// What happened.
        pub message: ::core::option::Option<::std::string::String>,
        pub(crate) meta: ::tinsmith_runtime::error::ErrorMetadata,
    }
    ::tinsmith_runtime::error_structure! {
        Exception => ExceptionBuilder, "Exception" { message, set_message, get_message: optional text; }
    }
}

/// Shapes that several operations share.
pub mod types {
    use tinsmith_runtime::json::{ReadError, Reader, Writer};
    use tinsmith_runtime::primitives::{Blob, DateTime};

    /// What became of an entity.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum EntityState {
        /// In use.
        Enabled,
        /// Not in use.
        Disabled,
        /// A value this crate does not know.
        Unknown(tinsmith_runtime::UnknownVariantValue),
    }
    tinsmith_runtime::string_enum! { EntityState { Enabled = "ENABLED"; Disabled = "DISABLED"; } }

    /// A secret choice.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[non_exhaustive]
    pub enum Diagnosis {
        /// Well.
        Well,
        /// A value this crate does not know.
        Unknown(tinsmith_runtime::UnknownVariantValue),
    }
    tinsmith_runtime::string_enum! { sensitive Diagnosis { Well = "WELL"; } }

    /// One of several values.
    #[derive(Clone, PartialEq, Debug)]
    #[non_exhaustive]
    pub enum AttributeValue {
        /// Text.
        S(String),
        /// A list.
        L(Vec<AttributeValue>),
        /// Whether it is null.
        Null(bool),
        /// Nothing.
        Nothing,
        /// A member this crate does not know.
        Unknown,
    }
    tinsmith_runtime::union_accessors! { AttributeValue {
        S, as_s, is_s: String;
        L, as_l, is_l: Vec<AttributeValue>;
        Null, as_null, is_null: bool;
        Nothing, is_nothing: unit;
    } }

    pub(crate) fn write_attribute_value(writer: &mut Writer, value: &AttributeValue) {
        writer.begin_object();
        match value {
            AttributeValue::S(value) => writer.member("S", value, Writer::text),
            AttributeValue::L(value) => {
                writer.member("L", value, |writer, list| writer.list(list, write_attribute_value));
            }
            AttributeValue::Null(value) => writer.member("Null", value, Writer::boolean),
            AttributeValue::Nothing => writer.member("Nothing", &(), |writer, ()| {
                writer.begin_object();
                writer.end_object();
            }),
            AttributeValue::Unknown => {
                writer.fail(tinsmith_runtime::error::BuildError::unknown_variant("AttributeValue"));
            }
        }
        writer.end_object();
    }

    pub(crate) fn read_attribute_value(reader: &mut Reader<'_>) -> Result<AttributeValue, ReadError> {
        let mut variant = None;
        reader.begin_object()?;
        while let Some(key) = reader.next_variant(variant.is_some())? {
            variant = Some(match &*key {
                "S" => AttributeValue::S(reader.text()?),
                "L" => AttributeValue::L(reader.list(read_attribute_value)?),
                "Null" => AttributeValue::Null(reader.boolean()?),
                "Nothing" => {
                    reader.skip()?;
                    AttributeValue::Nothing
                }
                _ => {
                    reader.skip()?;
                    AttributeValue::Unknown
                }
            });
        }
        variant.ok_or_else(|| reader.error("one member of the union AttributeValue"))
    }

    /// A way in.
    #[derive(Clone, PartialEq)]
    #[non_exhaustive]
    pub enum Credential {
        /// A secret.
        Password(String),
        /// A number.
        Pin(i32),
        /// None.
        Anonymous,
        /// A member this crate does not know.
        Unknown,
    }
    tinsmith_runtime::union_accessors! { sensitive Credential {
        Password, as_password, is_password: sensitive String;
        Pin, as_pin, is_pin: i32;
        Anonymous, is_anonymous: unit;
    } }

    /// A person.
    #[derive(Clone, PartialEq)]
    #[non_exhaustive]
    pub struct User {
        /// The id.
        pub id: Option<String>,
        /// The state.
        pub state: Option<EntityState>,
        /// The type.
        pub r#type: Option<String>,
        /// Tags.
        pub tags: Option<Vec<String>>,
        /// Who it is not.
        pub not: Option<Box<User>>,
        /// The name.
        pub name: String,
        /// How often a login is tried.
        pub retries: i32,
        /// A secret.
        pub password: Option<String>,
        /// Attributes.
        pub attributes: Option<std::collections::HashMap<String, AttributeValue>>,
        /// Required and recursive through a list.
        pub friends: Vec<User>,
        /// A required enumeration.
        pub kind: EntityState,
        /// A required blob.
        pub photo: Blob,
        /// A secret number.
        pub pin: i32,
        /// When it was made.
        pub made: Option<DateTime>,
        /// A list with holes.
        pub holes: Option<Vec<Option<i32>>>,
        /// A secret of its own type.
        pub diagnosis: Option<Diagnosis>,
    }
    tinsmith_runtime::structure! {
        User => fallible UserBuilder {
            id, set_id, get_id: optional text;
            state, set_state, get_state: optional value(EntityState);
            r#type, set_type, get_type: optional text;
            tags, set_tags, get_tags: optional texts;
            not, set_not, get_not: optional boxed(User);
            name, set_name, get_name: required text;
            retries, set_retries, get_retries: default(3) copy(i32);
            password, set_password, get_password: optional sensitive text;
            attributes, set_attributes, get_attributes: optional map(String, AttributeValue);
            friends, set_friends, get_friends: zero list(User);
            kind, set_kind, get_kind: default(EntityState::Enabled) value(EntityState);
            photo, set_photo, get_photo: zero value(Blob);
            pin, set_pin, get_pin: zero sensitive copy(i32);
            made, set_made, get_made: optional copy(DateTime);
            holes, set_holes, get_holes: optional list(Option<i32>);
            diagnosis, set_diagnosis, get_diagnosis: optional value(Diagnosis);
        }
    }

    pub(crate) fn write_user(writer: &mut Writer, value: &User) {
        writer.begin_object();
        writer.optional("Id", &value.id, Writer::text);
        writer.optional("State", &value.state, Writer::text);
        writer.optional("Type", &value.r#type, Writer::text);
        writer.optional("Tags", &value.tags, |writer, list| writer.list(list, Writer::text));
        writer.optional("Not", &value.not, |writer, value| write_user(writer, value));
        writer.member("Name", &value.name, Writer::text);
        writer.member("Retries", &value.retries, Writer::integer);
        writer.optional("Password", &value.password, Writer::text);
        writer.optional("Attributes", &value.attributes, |writer, map| writer.map(map, write_attribute_value));
        writer.end_object();
    }

    pub(crate) fn read_user(reader: &mut Reader<'_>) -> Result<User, ReadError> {
        let mut builder = UserBuilder::default();
        reader.begin_object()?;
        while let Some(key) = reader.next_key()? {
            match &*key {
                "Id" => builder.id = reader.optional(Reader::text)?,
                "State" => builder.state = reader.optional(Reader::string_enum)?,
                "Type" => builder.r#type = reader.optional(Reader::text)?,
                "Tags" => builder.tags = reader.optional(|reader| reader.list(Reader::text))?,
                "Not" => builder.not = reader.optional(|reader| read_user(reader).map(Box::new))?,
                "Name" => builder.name = reader.optional(Reader::text)?,
                "Retries" => builder.retries = reader.optional(Reader::integer)?,
                "Password" => builder.password = reader.optional(Reader::text)?,
                "Attributes" => builder.attributes = reader.optional(|reader| reader.map(read_attribute_value))?,
                _ => reader.skip()?,
            }
        }
        Ok(builder.build_with_zeros())
    }

    /// Required members of every kind that is not copied.
    #[derive(Clone, PartialEq)]
    #[non_exhaustive]
    pub struct Plain {
        /// Boxed.
        pub boxed: Box<AttributeValue>,
        /// Texts.
        pub texts: Vec<String>,
        /// A map.
        pub map: std::collections::HashMap<EntityState, User>,
        /// A map of texts.
        pub text_map: std::collections::HashMap<String, String>,
    }
    tinsmith_runtime::structure! {
        #[derive(Eq)]
        PlainMarker => PlainMarkerBuilder {}
    }
    tinsmith_runtime::structure! {
        Plain => fallible PlainBuilder {
            boxed, set_boxed, get_boxed: required boxed(AttributeValue);
            texts, set_texts, get_texts: required texts;
            map, set_map, get_map: zero map(EntityState, User);
            text_map, set_text_map, get_text_map: required map_text(String);
        }
    }

    /// A structure without members.
    #[derive(Clone, PartialEq)]
    #[non_exhaustive]
    pub struct PlainMarker {}

    /// Errors.
    pub mod error {
        use tinsmith_runtime::json::{ReadError, Reader};

        /// A parameter is wrong.
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct InvalidParameterException {
            /// What is wrong.
            pub message: Option<String>,
            /// Which.
            pub r#type: Option<String>,
            pub(crate) meta: tinsmith_runtime::error::ErrorMetadata,
        }
        tinsmith_runtime::error_structure! {
            InvalidParameterException => InvalidParameterExceptionBuilder, "InvalidParameterException" {
                message, set_message, get_message: optional text;
                r#type, set_type, get_type: optional text;
            }
        }

        pub(crate) fn read_invalid_parameter_exception(
            reader: &mut Reader<'_>,
        ) -> Result<InvalidParameterException, ReadError> {
            let mut builder = InvalidParameterExceptionBuilder::default();
            reader.begin_object()?;
            while let Some(key) = reader.next_key()? {
                match &*key {
                    "Text" => builder.message = reader.optional(Reader::text)?,
                    "Type" => builder.r#type = reader.optional(Reader::text)?,
                    _ => reader.skip()?,
                }
            }
            Ok(builder.build_with_zeros())
        }

        /// Too much.
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct Throttled {
            /// A secret.
            pub message: Option<String>,
            /// When to try again, in seconds.
            pub after: i32,
            pub(crate) meta: tinsmith_runtime::error::ErrorMetadata,
        }
        tinsmith_runtime::error_structure! {
            Throttled => fallible ThrottledBuilder, "TooMuch", retryable(throttling) {
                message, set_message, get_message: optional sensitive text;
                after, set_after, get_after: required copy(i32);
            }
        }

        pub(crate) fn read_throttled(reader: &mut Reader<'_>) -> Result<Throttled, ReadError> {
            let mut builder = ThrottledBuilder::default();
            reader.begin_object()?;
            while let Some(key) = reader.next_key()? {
                match &*key {
                    "message" => builder.message = reader.optional(Reader::text)?,
                    "after" => builder.after = reader.optional(Reader::integer)?,
                    _ => reader.skip()?,
                }
            }
            Ok(builder.build_with_zeros())
        }
    }
}

/// Operations.
pub mod operation {
    /// Lists users.
    pub mod list_users {
        use crate::types;
        use tinsmith_runtime::error::{BuildError, ErrorResponse};
        use tinsmith_runtime::json::{ReadError, Reader, Writer};
        use tinsmith_runtime::{Operation, OperationMetadata, Paginated, PaginatedItems};

        /// Lists users.
        #[derive(Clone, Copy, Debug, Default)]
        #[non_exhaustive]
        pub struct ListUsers;

        /// The input.
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ListUsersInput {
            /// The organization.
            pub organization_id: Option<String>,
            /// Where to go on.
            pub next_token: Option<String>,
            /// How many at most.
            pub max_results: Option<i32>,
            /// The token.
            pub client_token: Option<String>,
        }
        tinsmith_runtime::structure! {
            ListUsersInput => fallible ListUsersInputBuilder<C> {
                organization_id, set_organization_id, get_organization_id: optional text;
                next_token, set_next_token, get_next_token: optional text;
                max_results, set_max_results, get_max_results: optional copy(i32);
                client_token, set_client_token, get_client_token: optional text;
            }
        }

        /// The output.
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct ListUsersOutput {
            /// Users.
            pub users: Option<Vec<types::User>>,
            /// Where to go on.
            pub next_token: Option<String>,
        }
        tinsmith_runtime::structure! {
            ListUsersOutput => ListUsersOutputBuilder {
                users, set_users, get_users: optional list(types::User);
                next_token, set_next_token, get_next_token: optional text;
            }
        }

        /// Its errors.
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum ListUsersError {
            /// A parameter is wrong.
            InvalidParameterException(types::error::InvalidParameterException),
            /// Too much.
            Throttled(types::error::Throttled),
            /// Any other.
            Unhandled(tinsmith_runtime::error::Unhandled),
        }
        tinsmith_runtime::operation_error! { ListUsersError => crate::Error {
            InvalidParameterException, is_invalid_parameter_exception: "InvalidParameterException" | "Query.Code"
                => types::error::read_invalid_parameter_exception;
            Throttled, is_throttled: "TooMuch" => types::error::read_throttled;
        } }

        impl Operation for ListUsers {
            type Input = ListUsersInput;
            type Output = ListUsersOutput;
            type Error = ListUsersError;
            const METADATA: OperationMetadata =
                OperationMetadata::new(&crate::meta::SERVICE, "ListUsers").readonly().compressed();

            fn write_input(writer: &mut Writer, input: &ListUsersInput) {
                writer.begin_object();
                writer.optional("OrganizationId", &input.organization_id, Writer::text);
                writer.optional("NextToken", &input.next_token, Writer::text);
                writer.optional("MaxResults", &input.max_results, Writer::integer);
                writer.optional("ClientToken", &input.client_token, Writer::text);
                writer.end_object();
            }

            fn read_output(reader: &mut Reader<'_>) -> Result<ListUsersOutput, ReadError> {
                let mut builder = ListUsersOutputBuilder::default();
                reader.begin_object()?;
                while let Some(key) = reader.next_key()? {
                    match &*key {
                        "Users" => builder.users = reader.optional(|reader| reader.list(types::read_user))?,
                        "NextToken" => builder.next_token = reader.optional(Reader::text)?,
                        _ => reader.skip()?,
                    }
                }
                Ok(builder.build_with_zeros())
            }

            fn read_error(error: ErrorResponse<'_>) -> ListUsersError {
                ListUsersError::from_response(error)
            }

            fn fill_idempotency_token(input: &mut ListUsersInput, make: &mut dyn FnMut() -> String) {
                input.client_token.get_or_insert_with(make);
            }

            fn host_prefix(input: &ListUsersInput) -> Result<Option<String>, BuildError> {
                let organization_id = tinsmith_runtime::host_label("OrganizationId", input.organization_id.as_deref())?;
                Ok(Some(format!("{organization_id}.data-")))
            }
        }

        impl Paginated for ListUsers {
            type Token = String;

            fn token(input: &ListUsersInput) -> Option<&String> {
                input.next_token.as_ref()
            }

            fn set_token(input: &mut ListUsersInput, token: Option<String>) {
                input.next_token = token;
            }

            fn next_token(output: &ListUsersOutput) -> Option<&String> {
                output.next_token.as_ref()
            }

            fn set_page_size(input: &mut ListUsersInput, size: i32) {
                input.max_results = Some(size);
            }
        }

        impl PaginatedItems for ListUsers {
            type Item = types::User;
            type Items = std::vec::IntoIter<types::User>;

            fn items(output: ListUsersOutput) -> Self::Items {
                output.users.unwrap_or_default().into_iter()
            }
        }
    }

    /// Does nothing.
    pub mod ping {
        use tinsmith_runtime::error::ErrorResponse;
        use tinsmith_runtime::json::{ReadError, Reader, Writer};
        use tinsmith_runtime::{Operation, OperationMetadata};

        /// Does nothing, for a service with a past.
        #[derive(Clone, Copy, Debug, Default)]
        #[non_exhaustive]
        pub struct Ping;

        /// The input.
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct PingInput {}
        tinsmith_runtime::structure! { PingInput => PingInputBuilder<C> {} }

        /// The output.
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct PingOutput {}
        tinsmith_runtime::structure! { PingOutput => PingOutputBuilder {} }

        /// Its errors.
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum PingError {
            /// Any.
            Unhandled(tinsmith_runtime::error::Unhandled),
        }
        tinsmith_runtime::operation_error! { PingError => crate::Error {} }

        impl Operation for Ping {
            type Input = PingInput;
            type Output = PingOutput;
            type Error = PingError;
            const METADATA: OperationMetadata = OperationMetadata::new(&crate::meta::QUERY_SERVICE, "Ping");

            fn write_input(writer: &mut Writer, _: &PingInput) {
                writer.begin_object();
                writer.end_object();
            }

            fn read_output(reader: &mut Reader<'_>) -> Result<PingOutput, ReadError> {
                reader.skip()?;
                Ok(PingOutputBuilder::default().build_with_zeros())
            }

            fn read_error(error: ErrorResponse<'_>) -> PingError {
                PingError::from_response(error)
            }
        }
    }
}

/// Every error of the service.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A parameter is wrong.
    InvalidParameterException(types::error::InvalidParameterException),
    /// Too much.
    Throttled(types::error::Throttled),
    /// Any other.
    Unhandled(tinsmith_runtime::error::Unhandled),
}
tinsmith_runtime::service_error! { Error { InvalidParameterException; Throttled; } }

use operation::list_users::{ListUsers, ListUsersError, ListUsersInput, ListUsersOutput};
use operation::ping::{Ping, PingInput};
use tinsmith_runtime::json::{Reader, Writer};
use tinsmith_runtime::sensitive::REDACTED;
use types::{AttributeValue, Credential, Diagnosis, EntityState, User};

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
    assert_eq!(User::zero().name(), "");
    assert_eq!(hostile::Result::zero().required(), &hostile::String::zero());
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
    assert!(hostile::Default::None(Box::new(hostile::String::zero())).as_none().is_ok());
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
    types::write_user(&mut writer, &original);
    let bytes = writer.finish().unwrap();
    let mut reader = Reader::new(&bytes);
    assert_eq!(types::read_user(&mut reader).unwrap(), original);
    reader.finish().unwrap();

    let mut writer = Writer::new();
    types::write_attribute_value(&mut writer, &AttributeValue::Unknown);
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
    let error = ListUsersError::unhandled("broken");
    assert_eq!(error.to_string(), "broken");
    let error = ListUsersError::generic(ErrorMetadata::builder().code("Odd").message("why").build());
    assert_eq!(error.to_string(), "Odd: why");
    assert_eq!(Error::from(error).to_string(), "Odd: why");
    assert!(Error::from(BuildError::other("no")).to_string().contains("no"));
    assert_eq!(hostile::Exception::builder().message("m").build().to_string(), "Exception: m");
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
    assert_eq!(error.request_id(), Some("1a2b"));
    assert_eq!(error.to_string(), shown);
}

#[test]
fn a_client_travels_with_the_builder() {
    let builder = ListUsersInput::builder().organization_id("org").bind_client(7_u8);
    let input = builder.max_results(3).build().unwrap();
    assert_eq!((input.organization_id(), input.max_results()), (Some("org"), Some(3)));
    let _: PingInput = PingInput::builder().bind_client("client").build();
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

    let off = RequestOptions::new().host_prefix(false);
    let request = ListUsers::request_with(&endpoint, ListUsersInput::builder().build().unwrap(), &off).unwrap();
    assert_eq!(request.uri(), "https://mini.example:8443/custom/");
    assert!(ListUsers::request(&endpoint, ListUsersInput::builder().build().unwrap()).is_err());
    assert!(ListUsers::request(&endpoint, ListUsersInput::builder().organization_id("a.b").build().unwrap()).is_err());

    let given = ListUsersInput::builder().organization_id("org").client_token("mine").build().unwrap();
    let request = ListUsers::request(&endpoint, given).unwrap();
    assert!(request.body().ends_with(br#""ClientToken":"mine"}"#));
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
    assert!(error.to_string().starts_with("ListUsers: "));
    assert!(pages.is_done() && pages.next_input().is_none());
    lenient.advance(&page(Some(""))).unwrap();
    assert!(lenient.is_done());
    let mut short = Pages::<ListUsers>::new(ListUsersInput::builder().build().unwrap());
    short.advance(&page(None)).unwrap();
    assert!(short.is_done());
    let items = ListUsers::items(ListUsersOutput::builder().users(user()).build());
    assert_eq!(items.count(), 1);
    assert!(
        <ListUsers as Paginated>::token(&ListUsersInput::builder().build().unwrap()).is_none_or(PageToken::is_none)
    );
}

#[test]
fn a_service_with_a_past_speaks_of_it() {
    let request = Ping::request(&Uri::from_static("http://localhost"), PingInput::builder().build()).unwrap();
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

#[cfg(feature = "serde")]
#[test]
fn enumerations_are_text_for_serde() {
    assert_eq!(
        serde_json::to_string(&[EntityState::Enabled, EntityState::from("ODD")]).unwrap(),
        r#"["ENABLED","ODD"]"#
    );
    let read: Vec<EntityState> = serde_json::from_str(r#"["DISABLED","ODD"]"#).unwrap();
    assert_eq!(read, [EntityState::Disabled, EntityState::from("ODD")]);
}
