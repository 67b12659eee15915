//! One test case as the model writes it: an object of `smithy.test#httpRequestTests` or `smithy.test#httpResponseTests`
//! (Smithy specification, "HTTP Protocol Compliance Tests"), its properties checked.

use serde_json::{Map, Value as Json};

use tinsmith_runtime::primitives::Blob;

use super::super::ir::{RequestCheck, ResponseBody, SkipReason};
use crate::model::ShapeId;

/// Properties that both kinds of case have.
const COMMON: [&str; 14] = [
    "id",
    "protocol",
    "documentation",
    "appliesTo",
    "authScheme",
    "tags",
    "headers",
    "forbidHeaders",
    "requireHeaders",
    "body",
    "bodyMediaType",
    "params",
    "vendorParams",
    "vendorParamsShape",
];

/// Properties of a request case alone.
const REQUEST: [&str; 7] =
    ["method", "uri", "host", "resolvedHost", "queryParams", "forbidQueryParams", "requireQueryParams"];

/// Properties of a response case alone.
const RESPONSE: [&str; 1] = ["code"];

/// The host of a case that names none.
const DEFAULT_HOST: &str = "example.com";

/// What is wrong with a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    /// Where in the case and what.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

impl Wrong {
    pub(super) fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { message: message.into(), remedy: remedy.into() }
    }
}

/// What both kinds of case say.
#[derive(Clone, Debug)]
pub(super) struct Case<'m> {
    /// Its id.
    pub id: &'m str,
    /// What it is about; empty where it does not say.
    pub documentation: &'m str,
    /// Why the crate has no test for it, if so.
    pub skip: Option<SkipReason>,
    properties: &'m Map<String, Json>,
}

/// Which trait a case stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `smithy.test#httpRequestTests`
    Request,
    /// `smithy.test#httpResponseTests`
    Response,
}

impl Kind {
    /// The id of the trait.
    pub(super) fn trait_id(self) -> &'static str {
        match self {
            Self::Request => "smithy.test#httpRequestTests",
            Self::Response => "smithy.test#httpResponseTests",
        }
    }

    fn own_properties(self) -> &'static [&'static str] {
        match self {
            Self::Request => &REQUEST,
            Self::Response => &RESPONSE,
        }
    }
}

impl<'m> Case<'m> {
    /// Takes a case apart. `protocol` is the one that the crate speaks.
    pub(super) fn new(kind: Kind, case: &'m Json, protocol: &str) -> Result<Self, Wrong> {
        let properties = case
            .as_object()
            .ok_or_else(|| Wrong::new("a case is not an object", "Write each case as an object with an id."))?;
        let mut read = Self { id: "", documentation: "", skip: None, properties };
        read.id = read.required_text("id")?;
        read.documentation = read.text("documentation")?.unwrap_or_default();
        let known = |key: &&String| COMMON.contains(&key.as_str()) || kind.own_properties().contains(&key.as_str());
        if let Some(unknown) = properties.keys().find(|key| !known(key)) {
            return Err(
                read.wrong(&format!("the property {unknown:?} is not known"), "Correct its name or take it out.")
            );
        }
        let spoken = read.required_text("protocol")?;
        read.skip = match read.text("appliesTo")? {
            Some("server") => Some(SkipReason::Server),
            None | Some("client") if spoken == protocol => None,
            None | Some("client") => Some(SkipReason::Protocol(ShapeId::new(spoken))),
            Some(other) => {
                return Err(read.wrong(&format!("appliesTo is {other:?}"), "Write client or server, or leave it out."));
            }
        };
        Ok(read)
    }

    /// A problem of this case.
    pub(super) fn wrong(&self, message: &str, remedy: &str) -> Wrong {
        Wrong::new(format!("case {}: {message}", self.id), remedy)
    }

    /// The parameters; none where the case does not say any.
    pub(super) fn params(&self) -> Result<Option<&'m Map<String, Json>>, Wrong> {
        self.object("params")
    }

    /// The host of the endpoint.
    pub(super) fn host(&self) -> Result<&'m str, Wrong> {
        Ok(self.text("host")?.unwrap_or(DEFAULT_HOST))
    }

    /// Everything that a request case says of the request.
    pub(super) fn request_checks(&self) -> Result<Vec<RequestCheck>, Wrong> {
        let mut checks = vec![
            RequestCheck::Method(self.required_text("method")?.to_owned()),
            RequestCheck::Path(self.required_text("uri")?.to_owned()),
        ];
        checks.extend(self.text("resolvedHost")?.map(|host| RequestCheck::Host(host.to_owned())));
        checks.extend(self.texts("queryParams")?.into_iter().map(RequestCheck::QueryParam));
        checks.extend(self.texts("requireQueryParams")?.into_iter().map(RequestCheck::HasQueryParam));
        checks.extend(self.texts("forbidQueryParams")?.into_iter().map(RequestCheck::LacksQueryParam));
        checks.extend(self.headers()?.into_iter().map(|(name, value)| RequestCheck::Header(name, value)));
        checks.extend(self.texts("requireHeaders")?.into_iter().map(RequestCheck::HasHeader));
        checks.extend(self.texts("forbidHeaders")?.into_iter().map(RequestCheck::LacksHeader));
        let form = self.body_form()?;
        checks.extend(self.text("body")?.map(|body| {
            let body = body.to_owned();
            match form {
                BodyForm::Json => RequestCheck::JsonBody(body),
                BodyForm::Cbor => RequestCheck::CborBody(body),
                BodyForm::Text => RequestCheck::TextBody(body),
            }
        }));
        Ok(checks)
    }

    /// The status of a response case.
    pub(super) fn status(&self) -> Result<u16, Wrong> {
        let status = self.properties.get("code").and_then(Json::as_u64).and_then(|code| u16::try_from(code).ok());
        status
            .filter(|status| (100..1000).contains(status))
            .ok_or_else(|| self.wrong("code is missing or no HTTP status", "Give it a number such as 200."))
    }

    /// The headers of a case, in its order. A header that is required or forbidden is not among them.
    pub(super) fn headers(&self) -> Result<Vec<(String, String)>, Wrong> {
        let headers = self.object("headers")?.into_iter().flatten();
        headers
            .map(|(name, value)| {
                let text = value.as_str().ok_or_else(|| {
                    self.wrong(&format!("the header {name:?} is not text"), "Put its value in quotes.")
                })?;
                Ok((name.clone(), text.to_owned()))
            })
            .collect()
    }

    /// The body of a response case.
    pub(super) fn body(&self) -> Result<ResponseBody, Wrong> {
        let form = self.body_form()?;
        Ok(match (self.text("body")?.unwrap_or_default(), form) {
            ("", _) => ResponseBody::Empty,
            (body, BodyForm::Cbor) => ResponseBody::Base64(body.to_owned()),
            (body, BodyForm::Json | BodyForm::Text) => ResponseBody::Text(body.to_owned()),
        })
    }

    /// How the case writes its body, by the media type. The bytes of a binary one are in base64.
    fn body_form(&self) -> Result<BodyForm, Wrong> {
        let form = self.text("bodyMediaType")?.map_or(BodyForm::Text, BodyForm::of);
        if let (BodyForm::Cbor, Some(body)) = (form, self.text("body")?) {
            Blob::from_base64(body).map_err(|_| {
                self.wrong(
                    "the body is not base64",
                    "A body of a binary media type is written in base64, with padding.",
                )
            })?;
        }
        Ok(form)
    }

    /// `code` or `type` of the vendor's parameters, where they are about the error code (`ErrorCodeParams`, by which
    /// models of AWS say what `x-amzn-query-error` must end in).
    pub(super) fn error_code_param(&self, name: &str) -> Result<Option<String>, Wrong> {
        let about_codes = self.text("vendorParamsShape")?.is_some_and(|shape| shape.ends_with("#ErrorCodeParams"));
        let params = self.object("vendorParams")?.filter(|_| about_codes);
        Ok(params.and_then(|params| params.get(name)).and_then(Json::as_str).map(str::to_owned))
    }

    fn text(&self, name: &str) -> Result<Option<&'m str>, Wrong> {
        match self.properties.get(name) {
            None => Ok(None),
            Some(Json::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.wrong(&format!("{name} is not text"), "Put its value in quotes.")),
        }
    }

    fn required_text(&self, name: &str) -> Result<&'m str, Wrong> {
        self.text(name)?
            .ok_or_else(|| self.wrong(&format!("{name} is missing"), "Every case of this kind has it: add it."))
    }

    fn object(&self, name: &str) -> Result<Option<&'m Map<String, Json>>, Wrong> {
        match self.properties.get(name) {
            None => Ok(None),
            Some(Json::Object(object)) => Ok(Some(object)),
            Some(_) => Err(self.wrong(&format!("{name} is not an object"), "Write it in braces.")),
        }
    }

    fn texts(&self, name: &str) -> Result<Vec<String>, Wrong> {
        let wrong = || self.wrong(&format!("{name} is not a list of texts"), "Write it as a list of names in quotes.");
        let Some(value) = self.properties.get(name) else { return Ok(Vec::new()) };
        let entries = value.as_array().ok_or_else(wrong)?;
        entries.iter().map(|entry| entry.as_str().map(str::to_owned).ok_or_else(wrong)).collect()
    }
}

/// How a case writes a body, and how bodies are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BodyForm {
    /// As it stands: `application/json`, `application/x-amz-json-1.0`, `+json`. Compared by value.
    Json,
    /// In base64: `application/cbor`, `+cbor`. Compared by value.
    Cbor,
    /// As it stands, and compared so.
    Text,
}

impl BodyForm {
    /// The form of a media type.
    fn of(media_type: &str) -> Self {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let is = |format: &str| essence.strip_suffix(format).is_some_and(|rest| rest.ends_with(['/', '+']));
        if is("json") || essence.contains("amz-json") {
            Self::Json
        } else if is("cbor") {
            Self::Cbor
        } else {
            Self::Text
        }
    }
}
