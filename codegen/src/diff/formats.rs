//! What a botocore description can say: the one table that decides what is compared where the two formats meet.
//!
//! | fact | in botocore's files | compared with an AST |
//! | --- | --- | --- |
//! | `input`, `output` traits, structure names of inputs and outputs | no (the loader derives them) | no |
//! | an input or output without members | may be left out | as if it were not there |
//! | errors of the service | repeated on each operation | each operation with the service's errors added |
//! | `default`, `addedDefault`, `clientOptional`, `sparse`, `uniqueItems`, `mediaType` | no | no |
//! | `intEnum` | an integer | as an integer |
//! | names of enum values; bounds and pattern of an enum | no | no |
//! | `length` and `range`: a least value of 0 | left out in part | as if it were not there |
//! | `pattern`: how its ends are anchored | `.*` where an AST's end is open, else nothing or `^`, `$` | without them |
//! | the `message` of an error | in part | where both have it |
//! | the error of endpoint discovery | no | no |
//! | the mark of a union | in part | where both have it |
//! | `httpError`, `aws.protocols#awsQueryError`, `readonly` | in part | where botocore's file states it |
//! | `paginated` | in a file beside it, kept by hand | where both have it |
//! | `paginated`: `items`, `pageSize` | those that botocore chose | where both state one |
//! | endpoint rule set | in a file beside it | where both have one |
//! | endpoint and protocol tests, waiters | no, or in other files | no |
//! | protocols with HTTP bindings | dropped by the loader | no |
//! | `smithy.rules#…Params`, `contextParam` | yes | yes |
//! | every other trait without effect, every unknown trait | no | no |

use serde_json::Value;

use super::aspect::Aspect;
use super::trait_facts::{self, Facts, Scope};
use super::view::Kind;
use crate::model::{Member, Model, Shape, ShapeKind, Simple, Traits};

/// Whether botocore's files can say a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// They do, and to leave it out says that it is not so.
    Always,
    /// Where they do not say it, nothing follows.
    InPart,
    /// They cannot.
    Never,
}

/// The table, as code.
fn said(aspect: &Aspect) -> Said {
    match aspect {
        Aspect::Operation
        | Aspect::Input
        | Aspect::Output
        | Aspect::Error(_)
        | Aspect::Shape
        | Aspect::Type
        | Aspect::Member
        | Aspect::Target
        | Aspect::Value
        | Aspect::Required
        | Aspect::Length
        | Aspect::Range
        | Aspect::Pattern
        | Aspect::Sensitive
        | Aspect::Idempotent
        | Aspect::IdempotencyToken
        | Aspect::Fault
        | Aspect::Retryable
        | Aspect::TimestampFormat
        | Aspect::Streaming
        | Aspect::HostPrefix
        | Aspect::HostLabel
        | Aspect::Compression
        | Aspect::Auth
        | Aspect::OptionalAuth
        | Aspect::SigningName
        | Aspect::Protocols
        | Aspect::QueryCompatible
        | Aspect::ServiceName
        | Aspect::Version
        | Aspect::SdkId
        | Aspect::EndpointPrefix
        | Aspect::EndpointDiscovery
        | Aspect::Title
        | Aspect::Deprecated
        | Aspect::Documentation => Said::Always,
        Aspect::HttpError
        | Aspect::QueryError
        | Aspect::Readonly
        | Aspect::Pagination
        | Aspect::EndpointRules
        | Aspect::AuthSchemes => Said::InPart,
        Aspect::ValueName
        | Aspect::Default
        | Aspect::ClientOptional
        | Aspect::AddedDefault
        | Aspect::InputTrait
        | Aspect::OutputTrait
        | Aspect::UniqueItems
        | Aspect::Sparse
        | Aspect::MediaType
        // The loader takes the signing name for it.
        | Aspect::ArnNamespace
        // These two stand in a file of ours beside a model, not in what its service publishes.
        | Aspect::InputEndpoint
        | Aspect::NotRetried
        | Aspect::LongPoll
        | Aspect::EndpointBdd
        | Aspect::EndpointTests
        | Aspect::RequestTests
        | Aspect::ResponseTests
        | Aspect::Waiters
        | Aspect::UnknownTrait(_) => Said::Never,
        Aspect::IgnoredTrait(id) => match id.as_str() {
            "smithy.rules#staticContextParams"
            | "smithy.rules#operationContextParams"
            | "smithy.rules#contextParam"
            | "smithy.rules#clientContextParams" => Said::Always,
            _ => Said::Never,
        },
    }
}

/// Whether a fact is compared at all between the two formats.
pub(super) fn is_comparable(aspect: &Aspect) -> bool {
    said(aspect) != Said::Never
}

/// Whether a fact is compared, given which of the sides state it.
pub(super) fn is_compared(aspect: &Aspect, old: Option<&Value>, new: Option<&Value>) -> bool {
    match said(aspect) {
        Said::Always => true,
        Said::InPart => old.is_some() && new.is_some(),
        Said::Never => false,
    }
}

/// The facts that traits state, of those that the formats of both models can say.
pub(super) fn facts(traits: &Traits, scope: Scope) -> Facts {
    let mut facts = trait_facts::facts(traits, scope);
    if scope.mixed {
        reduce(&mut facts);
    }
    facts
}

/// Brings the facts of one shape, member, operation or service to what both formats say.
fn reduce(facts: &mut Facts) {
    facts.retain(|aspect, _| is_comparable(aspect));
    for (aspect, value) in facts.iter_mut() {
        match aspect {
            Aspect::Pattern => {
                if let Some(text) = value.as_str() {
                    *value = Value::String(without_anchors(text).to_owned());
                }
            }
            Aspect::Range | Aspect::Length => {
                if let Some(bounds) = value.as_object_mut()
                    && bounds.get("min").and_then(Value::as_f64) == Some(0.0)
                {
                    bounds.shift_remove("min");
                }
            }
            Aspect::Protocols => {
                if let Some(protocols) = value.as_array_mut() {
                    protocols.retain(|protocol| protocol.as_str().is_some_and(|id| !has_http_bindings(id)));
                }
            }
            _ => {}
        }
    }
    facts.retain(|_, value| value.as_object().is_none_or(|object| !object.is_empty()) && value.as_str() != Some(""));
}

/// The types of two shapes, as far as both formats tell them apart: botocore's files leave the mark of a union out in
/// part, and a union is then a structure.
pub(super) fn kinds(old: &Shape, new: &Shape, scope: Scope) -> (Kind, Kind) {
    match (Kind::of(old, scope), Kind::of(new, scope)) {
        (Kind::Structure, Kind::Union) | (Kind::Union, Kind::Structure) if scope.mixed => {
            (Kind::Structure, Kind::Structure)
        }
        kinds => kinds,
    }
}

/// Whether it is the message of an error, which botocore's files leave out in part: every error can have one.
pub(super) fn is_message(owner: &Shape, member: &Member) -> bool {
    owner.traits.error.is_some() && member.name.eq_ignore_ascii_case("message")
}

/// Protocols that bind members to the parts of an HTTP message: the loader of botocore's files does not claim them.
fn has_http_bindings(id: &str) -> bool {
    matches!(id, "aws.protocols#restJson1" | "aws.protocols#restXml")
}

/// What stands between the anchors. A Smithy pattern may match anywhere in a text, so that an end without an anchor is
/// open; botocore's writer puts `.*` there.
fn without_anchors(pattern: &str) -> &str {
    let inner = pattern.strip_prefix('^').unwrap_or(pattern);
    let inner = inner.strip_prefix(".*").unwrap_or(inner);
    let whole = |stripped: &&str| !stripped.ends_with('\\');
    let unanchored = inner.strip_suffix('$').filter(whole).unwrap_or(inner);
    unanchored.strip_suffix(".*").filter(whole).unwrap_or(unanchored)
}

/// Takes out of a model what botocore's files cannot say, so that what the generator makes of it can be compared.
pub(super) fn reduce_model(model: &mut Model) {
    let reduce = |traits: &mut Traits| {
        traits.default = None;
        traits.added_default = false;
        traits.client_optional = false;
        traits.input = false;
        traits.output = false;
        traits.sparse = false;
        traits.unique_items = false;
        traits.media_type = None;
    };
    for shape in model.shapes.values_mut() {
        reduce(&mut shape.traits);
        match &mut shape.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => {
                for member in members {
                    reduce(&mut member.traits);
                }
            }
            ShapeKind::Enum(values) => values.iter_mut().for_each(|value| value.name = None),
            ShapeKind::IntEnum(_) => shape.kind = ShapeKind::Simple(Simple::Integer),
            _ => {}
        }
    }
}

/// Takes `items` out of both sides unless both state it, and whatever else only one of the formats states.
pub(super) fn align_pagination(old: &mut Value, new: &mut Value) {
    for key in ["items", "pageSize"] {
        let stated = |value: &Value| value.get(key).is_some();
        if stated(old) != stated(new) {
            for value in [&mut *old, &mut *new] {
                if let Some(object) = value.as_object_mut() {
                    object.shift_remove(key);
                }
            }
        }
    }
}
