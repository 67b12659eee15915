//! The side of the service: which operation a request is for, whether it is a request of the protocol at all, and what
//! stands around an answer. Sources: the Smithy specifications of awsJson1_0, awsJson1_1 and rpcv2Cbor.

use http::Method;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::request::Parts;

use super::aws_json;
use crate::codec::{cbor, json};
use crate::metadata::{Compression, Protocol, ServiceMetadata};

const TARGET: &str = "x-amz-target";
const PROTOCOL: HeaderName = HeaderName::from_static("smithy-protocol");
const CBOR: &str = "application/cbor";

/// Why a request is none of the protocol, in words for whoever sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No operation of the service is asked for.
    UnknownOperation(&'static str),
    /// The method is not `POST`.
    MethodNotAllowed(&'static str),
    /// The body is none of the protocol, by its headers.
    UnsupportedMediaType(&'static str),
}

/// No such operation is asked for. What was asked for is the caller's text, and is not repeated.
pub const NO_SUCH_OPERATION: Refusal = Refusal::UnknownOperation("the service has no such operation");

/// The name of the operation that a request is for, as it stands in the request: whether the service has one of that name
/// is not asked.
///
/// # Errors
/// The request names none, or is sent by another method.
pub fn operation<'p>(service: &ServiceMetadata, parts: &'p Parts) -> Result<&'p str, Refusal> {
    if parts.method != Method::POST {
        return Err(Refusal::MethodNotAllowed("requests are sent by the method POST"));
    }
    match service.protocol {
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => target(service, parts),
        Protocol::RpcV2Cbor => path(service, parts),
    }
}

/// `POST /` with `X-Amz-Target: Service.Operation`.
fn target<'p>(service: &ServiceMetadata, parts: &'p Parts) -> Result<&'p str, Refusal> {
    if parts.uri.path() != "/" {
        return Err(Refusal::UnknownOperation("requests are sent to the path /"));
    }
    let Some(target) = text(&parts.headers, TARGET) else {
        return Err(Refusal::UnknownOperation("the header X-Amz-Target names no operation"));
    };
    let (shape, operation) = target.rsplit_once('.').ok_or(NO_SUCH_OPERATION)?;
    if shape == service.shape_name { Ok(operation) } else { Err(NO_SUCH_OPERATION) }
}

/// `POST …/service/{Service}/operation/{Operation}` with `smithy-protocol: rpc-v2-cbor`; what stands before is a prefix.
fn path<'p>(service: &ServiceMetadata, parts: &'p Parts) -> Result<&'p str, Refusal> {
    if text(&parts.headers, PROTOCOL.as_str()) != Some("rpc-v2-cbor") {
        let message = "the header smithy-protocol is not rpc-v2-cbor";
        return Err(Refusal::UnknownOperation(message));
    }
    let mut segments = parts.uri.path().rsplit('/');
    let (operation, word) = (segments.next(), segments.next());
    let (shape, first) = (segments.next(), segments.next());
    match (first, shape, word, operation) {
        (Some("service"), Some(shape), Some("operation"), Some(operation)) if shape == service.shape_name => {
            Ok(operation)
        }
        _ => Err(NO_SUCH_OPERATION),
    }
}

/// How a body is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// It is as it is.
    Identity,
    /// It is gzip (RFC 1952).
    Gzip,
}

/// Refuses a body that is none of the protocol, by its headers: before it is read. `is_empty` tells that there is none, and
/// `compression` what the service unpacks.
///
/// # Errors
/// The content type is another one, or the body is encoded otherwise.
pub fn check_body(
    protocol: Protocol,
    headers: &HeaderMap,
    is_empty: bool,
    compression: Compression,
) -> Result<Encoding, Refusal> {
    let encoding = encoding(headers, compression)?;
    let (wanted, message) = match protocol {
        Protocol::AwsJson1_0 => ("application/x-amz-json-1.0", "the content type is not application/x-amz-json-1.0"),
        Protocol::AwsJson1_1 => ("application/x-amz-json-1.1", "the content type is not application/x-amz-json-1.1"),
        // Without a body there is nothing that has a type.
        Protocol::RpcV2Cbor if is_empty && !headers.contains_key(CONTENT_TYPE) => return Ok(encoding),
        Protocol::RpcV2Cbor => (CBOR, "the content type is not application/cbor"),
    };
    let given = text(headers, CONTENT_TYPE.as_str()).map(|given| given.split(';').next().unwrap_or_default().trim());
    if given.is_some_and(|given| given.eq_ignore_ascii_case(wanted)) {
        Ok(encoding)
    } else {
        Err(Refusal::UnsupportedMediaType(message))
    }
}

/// How the headers say that the body is encoded: at most once, by what is unpacked.
fn encoding(headers: &HeaderMap, compression: Compression) -> Result<Encoding, Refusal> {
    let refusal = Refusal::UnsupportedMediaType("the body is encoded in a way that this operation does not take");
    let mut encoding = Encoding::Identity;
    for list in headers.get_all(CONTENT_ENCODING) {
        let names = list.to_str().map_err(|_| refusal)?.split(',').map(str::trim);
        for name in names.filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("identity")) {
            match (encoding, compression) {
                (Encoding::Identity, Compression::Gzip) if name.eq_ignore_ascii_case("gzip") => {
                    encoding = Encoding::Gzip;
                }
                (Encoding::Identity | Encoding::Gzip, Compression::Gzip | Compression::None) => return Err(refusal),
            }
        }
    }
    Ok(encoding)
}

/// Gives the headers of an answer what the protocol wants.
pub fn answer_headers(protocol: Protocol, headers: &mut HeaderMap) {
    let content_type = match protocol {
        Protocol::AwsJson1_0 => aws_json::CONTENT_TYPE_1_0,
        Protocol::AwsJson1_1 => aws_json::CONTENT_TYPE_1_1,
        Protocol::RpcV2Cbor => {
            headers.insert(PROTOCOL, HeaderValue::from_static("rpc-v2-cbor"));
            HeaderValue::from_static(CBOR)
        }
    };
    headers.insert(CONTENT_TYPE, content_type);
}

/// Whether an answer names an error by its absolute id, `com.example#NotFound`, and not by its name alone.
pub const fn has_full_error_ids(protocol: Protocol) -> bool {
    match protocol {
        Protocol::AwsJson1_0 | Protocol::RpcV2Cbor => true,
        Protocol::AwsJson1_1 => false,
    }
}

/// The body of an error that no shape describes: its type and its message, and which members it is about, by paths and
/// messages of their own.
pub fn error_body(protocol: Protocol, code: &str, message: &str, fields: &[(&str, &str)]) -> Vec<u8> {
    macro_rules! write {
        ($writer:ty) => {{
            let mut writer = <$writer>::new();
            writer.begin_structure();
            writer.member("__type", &code, <$writer>::text);
            writer.member("message", &message, <$writer>::text);
            if !fields.is_empty() {
                writer.member("fieldList", &fields, |writer, fields| {
                    writer.list(fields, |writer, (path, message)| {
                        writer.begin_structure();
                        writer.member("path", path, <$writer>::text);
                        writer.member("message", message, <$writer>::text);
                        writer.end_structure();
                    });
                });
            }
            writer.end_structure();
            writer.finish()
        }};
    }
    let written = match protocol {
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => write!(json::Writer),
        Protocol::RpcV2Cbor => write!(cbor::Writer),
    };
    // Texts can always be written.
    written.unwrap_or_default()
}

/// A header that is there once, as text.
fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Refusal, check_body, operation};
    use crate::metadata::{Compression, Protocol, ServiceMetadata};
    use http::Request;
    use http::request::Parts;

    const JSON: ServiceMetadata = ServiceMetadata::EMPTY.shape_name("Things").protocol(Protocol::AwsJson1_0);
    const CBOR: ServiceMetadata = ServiceMetadata::EMPTY.shape_name("Things").protocol(Protocol::RpcV2Cbor);

    fn parts(method: &str, path: &str, headers: &[(&str, &str)]) -> Parts {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    /// What kind of refusal it is, with an empty text.
    fn kind<T>(result: Result<T, Refusal>) -> Option<Refusal> {
        result.err().map(|refusal| match refusal {
            Refusal::UnknownOperation(_) => UNKNOWN,
            Refusal::MethodNotAllowed(_) => Refusal::MethodNotAllowed(""),
            Refusal::UnsupportedMediaType(_) => REFUSED,
        })
    }

    const UNKNOWN: Refusal = Refusal::UnknownOperation("");
    const REFUSED: Refusal = Refusal::UnsupportedMediaType("");

    #[test]
    fn a_target_names_service_and_operation() {
        let target = |target| parts("POST", "/", &[("X-Amz-Target", target)]);
        assert_eq!(operation(&JSON, &target("Things.Get")), Ok("Get"));
        for wrong in ["Others.Get", "Get", "", "Things", "things.Get"] {
            assert_eq!(kind(operation(&JSON, &target(wrong))), Some(UNKNOWN), "{wrong}");
        }
    }

    #[test]
    fn two_targets_are_none() {
        let twice = parts("POST", "/", &[("X-Amz-Target", "Things.Get"), ("X-Amz-Target", "Things.Put")]);
        assert_eq!(kind(operation(&JSON, &twice)), Some(UNKNOWN));
    }

    #[test]
    fn a_path_names_service_and_operation_behind_any_prefix() {
        let at = |path| parts("POST", path, &[("smithy-protocol", "rpc-v2-cbor")]);
        assert_eq!(operation(&CBOR, &at("/service/Things/operation/Get")), Ok("Get"));
        assert_eq!(operation(&CBOR, &at("/some/prefix/service/Things/operation/Get")), Ok("Get"));
        for wrong in ["/", "/service/Others/operation/Get", "/service/Things/operation", "/Things/operation/Get"] {
            assert_eq!(kind(operation(&CBOR, &at(wrong))), Some(UNKNOWN), "{wrong}");
        }
        let unnamed = parts("POST", "/service/Things/operation/Get", &[]);
        assert_eq!(kind(operation(&CBOR, &unnamed)), Some(UNKNOWN));
    }

    #[test]
    fn other_methods_are_refused_first() {
        assert_eq!(kind(operation(&JSON, &parts("GET", "/nowhere", &[]))), Some(Refusal::MethodNotAllowed("")));
    }

    #[test]
    fn a_content_type_is_that_of_the_protocol() {
        let given = |protocol, given: &str, is_empty| {
            kind(check_body(
                protocol,
                &parts("POST", "/", &[("content-type", given)]).headers,
                is_empty,
                Compression::None,
            ))
        };
        assert_eq!(given(Protocol::AwsJson1_0, "application/x-amz-json-1.0", false), None);
        assert_eq!(given(Protocol::AwsJson1_0, "application/x-amz-json-1.0; charset=utf-8", false), None);
        assert_eq!(given(Protocol::AwsJson1_0, "application/x-amz-json-1.1", false), Some(REFUSED));
        assert_eq!(given(Protocol::AwsJson1_1, "application/json", false), Some(REFUSED));
        assert_eq!(given(Protocol::RpcV2Cbor, "application/json", true), Some(REFUSED));
        let none = parts("POST", "/", &[]).headers;
        assert_eq!(kind(check_body(Protocol::RpcV2Cbor, &none, true, Compression::None)), None);
        assert_eq!(kind(check_body(Protocol::RpcV2Cbor, &none, false, Compression::None)), Some(REFUSED));
        assert_eq!(kind(check_body(Protocol::AwsJson1_1, &none, true, Compression::None)), Some(REFUSED));
    }

    #[test]
    fn encoded_bodies_are_refused_but_for_gzip_where_it_is_unpacked() {
        let encoded = |encodings: &[&str], compression| {
            let mut headers = vec![("content-type", "application/x-amz-json-1.0")];
            headers.extend(encodings.iter().map(|encoding| ("content-encoding", *encoding)));
            check_body(Protocol::AwsJson1_0, &parts("POST", "/", &headers).headers, false, compression)
        };
        assert_eq!(encoded(&[], Compression::Gzip), Ok(Encoding::Identity));
        assert_eq!(encoded(&["identity"], Compression::None), Ok(Encoding::Identity));
        assert_eq!(encoded(&["gzip"], Compression::Gzip), Ok(Encoding::Gzip));
        assert_eq!(encoded(&["identity, GZIP"], Compression::Gzip), Ok(Encoding::Gzip));
        for refused in [&["gzip"][..], &["identity, gzip"], &["identity", "gzip"]] {
            assert_eq!(kind(encoded(refused, Compression::None)), Some(REFUSED), "{refused:?}");
        }
        for refused in [&["br"][..], &["gzip, gzip"], &["gzip", "gzip"], &["gzip, br"], &["é"]] {
            assert_eq!(kind(encoded(refused, Compression::Gzip)), Some(REFUSED), "{refused:?}");
        }
    }
}
