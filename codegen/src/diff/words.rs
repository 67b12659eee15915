//! Sentences: what changed, and why that is as bad as it is.

use serde_json::Value;

use super::aspect::Aspect;
use super::change::{Action, Place, Severity};
use super::compare::Found;
use super::judge::Verdict;

/// How many characters of a value a sentence shows; JSON reports have it in full.
const SHOWN: usize = 120;

/// What changed, as a sentence.
pub(super) fn summary(found: &Found<'_>) -> String {
    let place = code(&found.place.to_string());
    let name = |text: &str| code(text);
    let old = found.old.as_ref().map(|value| show(&found.aspect, value)).unwrap_or_default();
    let new = found.new.as_ref().map(|value| show(&found.aspect, value)).unwrap_or_default();
    let action = found.action;
    match (&found.aspect, action) {
        (Aspect::Operation, Action::Added) => format!("The operation {place} is new."),
        (Aspect::Operation, _) => format!("The operation {place} is gone."),
        (Aspect::Input | Aspect::Output, Action::Added) => format!("{place} has an {} now.", found.aspect.name()),
        (Aspect::Input | Aspect::Output, _) => format!("{place} has no {} any more.", found.aspect.name()),
        (Aspect::Error(error), Action::Added) if found.place == Place::Service => {
            format!("Every operation can fail with {} now.", name(error))
        }
        (Aspect::Error(error), _) if found.place == Place::Service => {
            format!("{} is not an error of every operation any more.", name(error))
        }
        (Aspect::Error(error), Action::Added) => format!("{place} can fail with {} now.", name(error)),
        (Aspect::Error(error), _) => format!("{place} does not fail with {} any more.", name(error)),
        (Aspect::Shape, Action::Added) => format!("The {new} {place} is new."),
        (Aspect::Shape, _) => format!("The {old} {place} is gone."),
        (Aspect::Member, Action::Added) => {
            let required = found.new.as_ref().is_some_and(|value| value.get("required").is_some());
            format!("The member {place} is new: {}{new}.", if required { "required, " } else { "" })
        }
        (Aspect::Member, _) => format!("The member {place} is gone; it was {old}."),
        (Aspect::Value, Action::Added) => format!("The value {place} is new."),
        (Aspect::Value, _) => format!("The value {place} is gone."),
        (Aspect::Target, _) => format!("{place} holds {new}, no longer {old}."),
        (Aspect::Type, _) => format!("{place} is {}, no longer {}.", article(&new), article(&old)),
        (Aspect::Documentation, Action::Added) => format!("{place} has documentation now."),
        (Aspect::Documentation, Action::Removed) => format!("{place} has no documentation any more."),
        (Aspect::Documentation, Action::Changed) => format!("The documentation of {place} is another."),
        (aspect, Action::Added) if is_flag(found) => format!("{place} is {} now.", flag(aspect)),
        (aspect, Action::Removed) if is_flag(found) => format!("{place} is not {} any more.", flag(aspect)),
        (aspect, _) if is_bulky(aspect) => match action {
            Action::Added => format!("{place} has {} now.", title(aspect)),
            Action::Removed => format!("{place} has no {} any more.", title(aspect)),
            Action::Changed => format!("{place} has other {}.", title(aspect)),
        },
        (aspect, Action::Added) => format!("{place} has the {} {new} now.", title(aspect)),
        (aspect, Action::Removed) => format!("{place} does not have the {} {old} any more.", title(aspect)),
        (aspect, Action::Changed) => format!("The {} of {place} goes from {old} to {new}.", title(aspect)),
    }
}

/// Why a change has its severity: one clause, or one for each side.
pub(super) fn reason(whole: Option<Verdict>, request: Option<Verdict>, response: Option<Verdict>) -> String {
    let clause = |side: &str, verdict: Verdict| format!("{side}: {} ({}).", verdict.1, verdict.0.name());
    match (whole, request, response) {
        (Some((_, why)), ..) | (None, Some((_, why)), None) | (None, None, Some((_, why))) => sentence(why),
        (None, Some(request), Some(response)) => {
            format!("{} {}", clause("Requests", request), clause("Responses", response))
        }
        (None, None, None) => "No operation of the old model uses it.".to_owned(),
    }
}

/// The worst of the verdicts; compatible where there is none.
pub(super) fn worst(verdicts: [Option<Verdict>; 3]) -> Severity {
    verdicts.into_iter().flatten().map(|(severity, _)| severity).max().unwrap_or(Severity::Compatible)
}

fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

/// Names between backticks; what would break out of a line or of the backticks is escaped.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", escaped(text, |c| c.is_control() || c == '`'))
}

/// Text that stays in its line and cannot steer a terminal.
pub(super) fn plain(text: &str) -> String {
    escaped(text, char::is_control)
}

fn escaped(text: &str, is_bad: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_bad(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// A value in words.
pub(super) fn show(aspect: &Aspect, value: &Value) -> String {
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    match aspect {
        Aspect::Length | Aspect::Range => match (value.get("min"), value.get("max")) {
            (Some(min), Some(max)) if min == max => format!("{min}"),
            (Some(min), Some(max)) => format!("{min} to {max}"),
            (Some(min), None) => format!("at least {min}"),
            (None, Some(max)) => format!("at most {max}"),
            (None, None) => "any".to_owned(),
        },
        Aspect::Member | Aspect::Target => {
            if text("type").eq_ignore_ascii_case(text("target")) {
                article(text("type"))
            } else {
                format!("the {} {}", text("type"), code(text("target")))
            }
        }
        Aspect::Shape | Aspect::Type => value.as_str().unwrap_or_default().to_owned(),
        Aspect::Retryable => {
            let throttling = value.get("throttling") == Some(&Value::Bool(true));
            if throttling { "throttling" } else { "transient" }.to_owned()
        }
        _ => code(&shortened(&match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })),
    }
}

fn shortened(text: &str) -> String {
    cut(text, SHOWN)
}

/// Whether a sentence shows a part of the text only.
pub(super) fn is_shortened(text: &str) -> bool {
    text.chars().nth(SHOWN).is_some()
}

/// The text, or its beginning where it is longer.
pub(super) fn cut(text: &str, most: usize) -> String {
    let cut: String = text.chars().take(most).collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

fn article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    format!("{article} {noun}")
}

fn is_flag(found: &Found<'_>) -> bool {
    is_switched(found.old.as_ref(), found.new.as_ref())
}

/// Whether a flag is set that was not, or the other way round.
pub(super) fn is_switched(old: Option<&Value>, new: Option<&Value>) -> bool {
    let flag = |value: Option<&Value>| value == Some(&Value::Bool(true));
    (flag(old) && new.is_none()) || (flag(new) && old.is_none())
}

/// What is too long for a sentence.
pub(super) fn is_bulky(aspect: &Aspect) -> bool {
    matches!(
        aspect,
        Aspect::EndpointRules
            | Aspect::EndpointBdd
            | Aspect::EndpointTests
            | Aspect::RequestTests
            | Aspect::ResponseTests
            | Aspect::Waiters
    )
}

/// A flag as an adjective.
pub(super) fn flag(aspect: &Aspect) -> String {
    match aspect {
        Aspect::ClientOptional => "client-optional".to_owned(),
        Aspect::AddedDefault => "marked as having a later default".to_owned(),
        Aspect::InputTrait => "marked as an input".to_owned(),
        Aspect::OutputTrait => "marked as an output".to_owned(),
        Aspect::UniqueItems => "free of repeated entries".to_owned(),
        Aspect::IdempotencyToken => "an idempotency token".to_owned(),
        Aspect::Readonly => "read-only".to_owned(),
        Aspect::HostLabel => "a part of the host".to_owned(),
        Aspect::InputEndpoint => "the endpoint of the request".to_owned(),
        Aspect::QueryCompatible => "query-compatible".to_owned(),
        Aspect::OptionalAuth => "open to calls without credentials".to_owned(),
        Aspect::IgnoredTrait(id) | Aspect::UnknownTrait(id) => format!("marked {}", code(id)),
        other => other.name().to_owned(),
    }
}

/// A fact as a noun.
pub(super) fn title(aspect: &Aspect) -> String {
    match aspect {
        Aspect::ValueName => "name".to_owned(),
        Aspect::HttpError => "status".to_owned(),
        Aspect::Retryable => "retry class".to_owned(),
        Aspect::LongPoll => "long polling".to_owned(),
        Aspect::QueryError => "query error".to_owned(),
        Aspect::TimestampFormat => "timestamp format".to_owned(),
        Aspect::MediaType => "media type".to_owned(),
        Aspect::HostPrefix => "host prefix".to_owned(),
        Aspect::NotRetried => "reason not to retry".to_owned(),
        Aspect::Compression => "request compression".to_owned(),
        Aspect::Auth => "list of auth schemes".to_owned(),
        Aspect::AuthSchemes => "set of auth schemes".to_owned(),
        Aspect::SigningName => "signing name".to_owned(),
        Aspect::Protocols => "set of protocols".to_owned(),
        Aspect::ServiceName => "name".to_owned(),
        Aspect::SdkId => "SDK id".to_owned(),
        Aspect::EndpointPrefix => "endpoint prefix".to_owned(),
        Aspect::ArnNamespace => "ARN namespace".to_owned(),
        Aspect::EndpointDiscovery => "endpoint discovery operation".to_owned(),
        Aspect::EndpointRules => "endpoint rules".to_owned(),
        Aspect::EndpointBdd => "compiled endpoint rules".to_owned(),
        Aspect::EndpointTests => "endpoint tests".to_owned(),
        Aspect::RequestTests => "request tests".to_owned(),
        Aspect::ResponseTests => "response tests".to_owned(),
        Aspect::Deprecated => "deprecation".to_owned(),
        Aspect::IgnoredTrait(id) | Aspect::UnknownTrait(id) => format!("trait {}", code(id)),
        other => other.name().to_owned(),
    }
}
