//! How bad a difference is, by the side on which it counts, and why.
//!
//! What clients send is judged by what the service still accepts, what they receive by what they may come to see:
//! a tighter constraint breaks requests and leaves responses as they were, a looser one the other way round.

use serde_json::Value;

use super::aspect::Aspect;
use super::change::{Action, Severity};
use super::compare::{Beside, Found};
use super::view::Kind;
use crate::model::{Simple, TraitSeverity};
use crate::pattern::Relation;
use Severity::{Breaking, Compatible, Risky};

/// A severity and the clause that says why.
pub(super) type Verdict = (Severity, &'static str);

/// The verdicts on a difference.
#[derive(Clone, Copy, Debug)]
pub(super) enum Judgement {
    /// It does not depend on the side.
    Whole(Verdict),
    /// It does: what follows for requests, and for responses.
    Sides(Verdict, Verdict),
}

/// How the set of accepted values changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shift {
    /// Values are accepted no more.
    tighter: bool,
    /// Values are accepted that were not.
    looser: bool,
}

/// Judges a difference.
pub(super) fn judge(found: &Found<'_>) -> Judgement {
    use Judgement::{Sides, Whole};
    let action = found.action;
    match &found.aspect {
        Aspect::Operation => Whole(by_action(
            action,
            (Compatible, "programs that use the old model do not call it"),
            (Breaking, "every call of it fails"),
            (Breaking, ""),
        )),
        Aspect::Input => Whole(match action {
            Action::Added if has_required(found.new.as_ref()) => {
                (Breaking, "calls that send nothing lack a required member")
            }
            Action::Added | Action::Changed => (Compatible, "calls that send nothing stay valid"),
            Action::Removed if is_empty(found.old.as_ref()) => (Compatible, "there was nothing to send before"),
            Action::Removed => (Breaking, "what callers send is not taken any more"),
        }),
        Aspect::Output => Whole(match action {
            Action::Added | Action::Changed => (Compatible, "callers that expect nothing skip what comes"),
            Action::Removed if is_empty(found.old.as_ref()) => (Compatible, "there was nothing to read before"),
            Action::Removed => (Breaking, "what callers read does not come any more"),
        }),
        Aspect::Error(_) => Whole(by_action(
            action,
            (Risky, "callers that handle every error of the old model meet one that they do not know"),
            (Risky, "code that waits for this error waits in vain, and may meet another one instead"),
            (Risky, ""),
        )),
        Aspect::Shape => Whole(by_action(
            action,
            (Compatible, "nothing that the old model has refers to it"),
            (Breaking, "code that names the type has nothing to name"),
            (Risky, ""),
        )),
        Aspect::Type | Aspect::Target => target(found),
        Aspect::Member => member(found),
        Aspect::Value => match action {
            Action::Added => Sides(
                (Compatible, "callers do not send the new value"),
                (Risky, "callers that handle every value of the old model meet one that they do not know"),
            ),
            Action::Removed | Action::Changed => {
                Sides((Breaking, "the value is refused now"), (Compatible, "callers meet one value less"))
            }
        },
        Aspect::ValueName => Whole((Compatible, "the value on the wire stays; only its name in code is another")),
        Aspect::Required => match action {
            Action::Added | Action::Changed => Sides(
                (Breaking, "requests without the member are refused now"),
                (Compatible, "callers that cope with its absence go on doing so"),
            ),
            Action::Removed => Sides(
                (Compatible, "requests that have the member stay valid"),
                match found.beside {
                    Beside::Default => (Compatible, "where the member is left out, callers read its default"),
                    Beside::ClientOptional => (Compatible, "callers had to cope with its absence before"),
                    _ => (Breaking, "callers that rely on the member may miss it"),
                },
            ),
        },
        Aspect::Default => match action {
            Action::Added => Sides(
                (Compatible, "what is left out is now said to have a value"),
                (Compatible, "callers that cope with its absence go on doing so"),
            ),
            Action::Removed => Sides(
                (Risky, "what is left out may mean something else now"),
                (Breaking, "callers that rely on the value may miss it"),
            ),
            Action::Changed => Sides(
                (Risky, "what is left out means something else now"),
                (Risky, "what is left out means something else now"),
            ),
        },
        Aspect::ClientOptional | Aspect::InputTrait | Aspect::AddedDefault => match action {
            Action::Added => Sides(
                (Compatible, "requests stay as they are"),
                (Risky, "code may have to cope with the absence of what was always there"),
            ),
            Action::Removed | Action::Changed => Sides(
                (Compatible, "requests stay as they are"),
                (Compatible, "callers that cope with its absence go on doing so"),
            ),
        },
        Aspect::OutputTrait => Whole((Compatible, "the trait says nothing about the wire")),
        Aspect::Length => length(found),
        Aspect::Range => shifted(bounds(found)),
        Aspect::Pattern => pattern(found),
        Aspect::UniqueItems => shifted(tighter_when(action == Action::Added)),
        Aspect::Sparse => Sides(
            shifted_requests(tighter_when(action == Action::Removed)),
            if action == Action::Removed {
                (Compatible, "every value that comes fits the old model")
            } else {
                (Breaking, "nulls may come where the old model has none, and what holds them cannot be read")
            },
        ),
        Aspect::Sensitive if found.beside == Beside::Hidden => {
            Whole((Compatible, "the value is as hidden in logs as before, by what is around it or in it"))
        }
        Aspect::Sensitive => Whole(by_action(
            action,
            (Compatible, "the value is the same on the wire and is hidden in logs now"),
            (Risky, "the value may show up in logs now"),
            (Risky, ""),
        )),
        Aspect::Idempotent | Aspect::Readonly if found.beside == Beside::Repeatable => {
            let writes = (found.aspect == Aspect::Readonly) == (action == Action::Removed);
            Whole(if writes {
                (Risky, "a call that only read may change something now; a repeated one still does no more")
            } else {
                (Compatible, "a repeated call is as harmless as it was, and changes nothing now")
            })
        }
        Aspect::Idempotent | Aspect::Readonly => Whole(by_action(
            action,
            (Compatible, "a repeated call is harmless where it was not known to be"),
            (Risky, "a repeated call, such as a retry, may act twice"),
            (Risky, ""),
        )),
        Aspect::IdempotencyToken => Whole(by_action(
            action,
            (Compatible, "clients fill the member in when it is left out"),
            (Risky, "clients do not fill the member in any more: a retry may act twice"),
            (Risky, ""),
        )),
        Aspect::Pagination => Whole(by_action(
            action,
            (Compatible, "calls without pages go on working; the first page may be all that they get"),
            (Risky, "callers that page through the results get them some other way now"),
            if is_extended(found.old.as_ref(), found.new.as_ref()) {
                (Compatible, "pages go on as they did")
            } else {
                (Risky, "callers that page through the results use other members now")
            },
        )),
        Aspect::Fault | Aspect::HttpError | Aspect::QueryError => {
            Whole((Risky, "callers that go by the status or code of the error see another one"))
        }
        Aspect::Retryable => Whole(by_action(
            action,
            (Compatible, "clients try again where they gave up"),
            (Risky, "clients give up where they tried again"),
            (Risky, "clients wait for another time before they try again"),
        )),
        Aspect::LongPoll => Whole(by_action(
            action,
            (Risky, "an answer may take longer than old clients wait"),
            (Compatible, "answers come sooner than clients are ready to wait"),
            (Risky, "an answer may take longer than old clients wait"),
        )),
        Aspect::TimestampFormat if found.beside == Beside::OneForm => {
            Whole((Compatible, "the service's protocol writes every time in one form, whatever is said"))
        }
        Aspect::TimestampFormat => Whole((Breaking, "the time is written in another form on the wire")),
        Aspect::MediaType => Whole((Risky, "the content is said to be of another kind")),
        Aspect::Streaming => Whole((Breaking, "the value goes over the wire in another way")),
        Aspect::NotRetried => Whole((Compatible, "clients try again in other cases")),
        Aspect::HostPrefix | Aspect::HostLabel | Aspect::InputEndpoint => Whole((Risky, "requests go to another host")),
        Aspect::Compression => Whole(by_action(
            action,
            (Compatible, "requests that are not compressed stay valid"),
            (Risky, "compressed requests of old clients may be refused"),
            (Risky, "compressed requests of old clients may be refused"),
        )),
        Aspect::Auth | Aspect::AuthSchemes => Whole((Risky, "requests may have to be signed in another way")),
        Aspect::OptionalAuth => Whole(by_action(
            action,
            (Compatible, "requests with credentials stay valid"),
            (Breaking, "requests without credentials are refused now"),
            (Breaking, ""),
        )),
        Aspect::SigningName => Whole((Breaking, "signatures made with the old name are refused")),
        Aspect::Protocols => Whole(by_action(
            action,
            (Compatible, "the protocol that clients speak is still there"),
            (Risky, "clients of the missing protocol are refused"),
            if is_superset(found.new.as_ref(), found.old.as_ref()) {
                (Compatible, "the protocols that clients speak are still there")
            } else {
                (Risky, "clients of a missing protocol are refused")
            },
        )),
        Aspect::QueryCompatible => Whole((Risky, "error codes come in another form")),
        Aspect::ServiceName => Whole((Breaking, "every request names the service in X-Amz-Target")),
        Aspect::Version => Whole((Compatible, "the version is not part of a request")),
        Aspect::SdkId => Whole((Risky, "settings such as AWS_ENDPOINT_URL_<SERVICE> are found under another name")),
        Aspect::EndpointPrefix | Aspect::EndpointDiscovery | Aspect::EndpointRules | Aspect::EndpointBdd => {
            Whole((Risky, "requests may go to another host"))
        }
        Aspect::ArnNamespace => Whole((Compatible, "it is not part of a request")),
        Aspect::EndpointTests | Aspect::RequestTests | Aspect::ResponseTests => {
            Whole((Compatible, "test cases change no client"))
        }
        Aspect::Waiters => Whole((Compatible, "waiting is up to the client")),
        Aspect::Title | Aspect::Deprecated | Aspect::Documentation => {
            Whole((Compatible, "only what people read is another"))
        }
        Aspect::IgnoredTrait(id) => Whole(match id.as_str() {
            "smithy.rules#staticContextParams"
            | "smithy.rules#operationContextParams"
            | "smithy.rules#contextParam"
            | "smithy.rules#clientContextParams" => (Risky, "the endpoint rules see other values"),
            _ => (Compatible, "the trait has no effect under awsJson"),
        }),
        Aspect::UnknownTrait(_) if matches!(found.beside, Beside::Defined(_)) => Whole(match found.beside {
            Beside::Defined(Some(TraitSeverity::Error | TraitSeverity::Danger)) => {
                (Breaking, "the trait's definition says that this breaks")
            }
            Beside::Defined(Some(TraitSeverity::Warning)) => {
                (Risky, "the trait's definition says that this may break something")
            }
            _ => (Compatible, "the trait's definition says that this breaks nothing"),
        }),
        Aspect::UnknownTrait(_) => Whole((Risky, "the generator does not know what the trait means")),
    }
}

fn by_action(action: Action, added: Verdict, removed: Verdict, changed: Verdict) -> Verdict {
    match action {
        Action::Added => added,
        Action::Removed => removed,
        Action::Changed => changed,
    }
}

fn tighter_when(tighter: bool) -> Shift {
    Shift { tighter, looser: !tighter }
}

/// The rule of directions.
fn shifted(shift: Shift) -> Judgement {
    let response = if shift.looser {
        // Nothing stops working by itself: clients read such a value as any other.
        (Risky, "values may come that the old model excludes")
    } else {
        (Compatible, "every value that comes fits the old model")
    };
    Judgement::Sides(shifted_requests(shift), response)
}

fn shifted_requests(shift: Shift) -> Verdict {
    if shift.tighter {
        (Breaking, "values that were accepted are refused now")
    } else {
        (Compatible, "every value that was accepted still is")
    }
}

/// Bounds of a length, of which a pattern may have said as much.
fn length(found: &Found<'_>) -> Judgement {
    let Shift { tighter, looser } = bounds(found);
    let Beside::Length { new_is_implied, old_is_implied } = found.beside else {
        return shifted(Shift { tighter, looser });
    };
    let shift = Shift { tighter: tighter && !new_is_implied, looser: looser && !old_is_implied };
    if shift == (Shift { tighter, looser }) {
        return shifted(shift);
    }
    if !shift.tighter && !shift.looser {
        return Judgement::Whole((Compatible, "the pattern takes no texts of other lengths"));
    }
    shifted(shift)
}

/// A pattern, by the texts that it takes.
fn pattern(found: &Found<'_>) -> Judgement {
    let relation = match found.beside {
        Beside::Texts(relation) => relation,
        _ => Relation::Undecided,
    };
    match (relation, found.action) {
        (Relation::Equal, Action::Changed) => Judgement::Whole((Compatible, "both patterns take the same texts")),
        (Relation::Equal, _) => Judgement::Whole((Compatible, "the pattern takes every text")),
        (Relation::Looser, _) => shifted(Shift { tighter: false, looser: true }),
        (Relation::Tighter, _) => shifted(Shift { tighter: true, looser: false }),
        (Relation::Apart, _) => shifted(Shift { tighter: true, looser: true }),
        (Relation::Undecided, Action::Added) => shifted(Shift { tighter: true, looser: false }),
        (Relation::Undecided, Action::Removed) => shifted(Shift { tighter: false, looser: true }),
        (Relation::Undecided, Action::Changed) => Judgement::Sides(
            (Risky, "texts that the old pattern takes may be refused now; how the two relate is not decided"),
            (Risky, "texts that the old pattern excludes may come now; how the two relate is not decided"),
        ),
    }
}

fn bounds(found: &Found<'_>) -> Shift {
    let bound = |side: &Option<Value>, key: &str| side.as_ref().and_then(|value| value.get(key)).cloned();
    let least = (bound(&found.old, "min"), bound(&found.new, "min"));
    let most = (bound(&found.old, "max"), bound(&found.new, "max"));
    let rises = |(old, new): &(Option<Value>, Option<Value>)| match (old, new) {
        (None, Some(_)) => true,
        (Some(old), Some(new)) => is_less(old, new),
        _ => false,
    };
    let falls = |(old, new): &(Option<Value>, Option<Value>)| match (old, new) {
        (Some(_), None) => true,
        (Some(old), Some(new)) => is_less(new, old),
        _ => false,
    };
    // A greatest value is tighter where it falls, or where there was none.
    let most_added = most.0.is_none() && most.1.is_some();
    let most_dropped = most.0.is_some() && most.1.is_none();
    let both = most.0.is_some() && most.1.is_some();
    Shift {
        tighter: rises(&least) || most_added || (both && falls(&most)),
        looser: falls(&least) || most_dropped || (both && rises(&most)),
    }
}

fn is_less(a: &Value, b: &Value) -> bool {
    let whole = |value: &Value| value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from));
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => a < b,
        _ => a.as_f64().zip(b.as_f64()).is_some_and(|(a, b)| a < b),
    }
}

/// Whether a `paginated` says all that it said, and more.
fn is_extended(old: Option<&Value>, new: Option<&Value>) -> bool {
    let (Some(old), Some(new)) = (old.and_then(Value::as_object), new.and_then(Value::as_object)) else { return false };
    old.iter().all(|(key, value)| new.get(key) == Some(value))
}

fn has_required(members: Option<&Value>) -> bool {
    let members = members.and_then(Value::as_object).into_iter().flat_map(|members| members.values());
    members.into_iter().any(|member| member.get("required") == Some(&Value::Bool(true)))
}

fn is_empty(members: Option<&Value>) -> bool {
    members.and_then(Value::as_object).is_none_or(|members| members.is_empty())
}

fn is_superset(of: Option<&Value>, what: Option<&Value>) -> bool {
    let list = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let of = list(of);
    list(what).iter().all(|item| of.contains(item))
}

fn member(found: &Found<'_>) -> Judgement {
    let union = found.container == Some(Kind::Union);
    let required = found
        .new
        .as_ref()
        .and_then(|value| value.get("required"))
        .is_some_and(|required| *required == Value::Bool(true));
    let (request, response) = match found.action {
        Action::Added if union => (
            (Compatible, "callers do not send the new member"),
            (Risky, "callers that handle every member of the old model meet one that they do not know"),
        ),
        Action::Added if required => (
            (Breaking, "requests of the old model lack a required member"),
            (Compatible, "callers skip what they do not know"),
        ),
        Action::Added => {
            ((Compatible, "requests without the member stay valid"), (Compatible, "callers skip what they do not know"))
        }
        Action::Removed | Action::Changed => (
            (Breaking, "what callers send in it is not taken any more"),
            (Breaking, "what callers read from it does not come any more"),
        ),
    };
    Judgement::Sides(request, response)
}

/// Another type.
fn target(found: &Found<'_>) -> Judgement {
    const REFUSED: Verdict = (Breaking, "what callers send is of the wrong type now");
    const UNREADABLE: Verdict = (Breaking, "what comes cannot be read as the old type");
    const SENDABLE: Verdict = (Compatible, "what callers send still fits");
    const READABLE: Verdict = (Compatible, "what comes still fits the old type");
    let (Some(old), Some(new)) = found.kinds else { return Judgement::Sides(REFUSED, UNREADABLE) };
    if found.same_wire {
        return Judgement::Whole((Compatible, "both look alike on the wire; only the name in code is another"));
    }
    if let (Some(old), Some(new)) = (integer_rank(old), integer_rank(new)) {
        return if old <= new {
            Judgement::Sides(SENDABLE, (Breaking, "numbers may come that do not fit the old type"))
        } else {
            Judgement::Sides((Breaking, "numbers that were accepted are refused now"), READABLE)
        };
    }
    match (old, new) {
        (Kind::Simple(Simple::String), Kind::Enum) => {
            Judgement::Sides((Risky, "values that are not listed may be refused now"), READABLE)
        }
        (Kind::Enum, Kind::Simple(Simple::String)) => {
            Judgement::Sides(SENDABLE, (Risky, "callers that handle every value of the old model may meet others"))
        }
        (Kind::Simple(Simple::Integer), Kind::IntEnum) => {
            Judgement::Sides((Risky, "numbers that are not listed may be refused now"), READABLE)
        }
        (Kind::IntEnum, Kind::Simple(Simple::Integer)) => {
            Judgement::Sides(SENDABLE, (Risky, "callers that handle every value of the old model may meet others"))
        }
        (Kind::Simple(Simple::Float), Kind::Simple(Simple::Double)) => {
            Judgement::Sides(SENDABLE, (Risky, "numbers may lose digits in the old type"))
        }
        (Kind::Simple(Simple::Double), Kind::Simple(Simple::Float)) => {
            Judgement::Sides((Risky, "numbers may lose digits in the new type"), READABLE)
        }
        (_, Kind::Simple(Simple::Document)) => Judgement::Sides(SENDABLE, UNREADABLE),
        (Kind::Simple(Simple::Document), _) => Judgement::Sides(REFUSED, READABLE),
        _ => Judgement::Sides(REFUSED, UNREADABLE),
    }
}

/// Integer types by what they hold.
fn integer_rank(kind: Kind) -> Option<u8> {
    match kind {
        Kind::Simple(Simple::Byte) => Some(0),
        Kind::Simple(Simple::Short) => Some(1),
        Kind::Simple(Simple::Integer) => Some(2),
        Kind::Simple(Simple::Long) => Some(3),
        Kind::Simple(Simple::BigInteger) => Some(4),
        _ => None,
    }
}
