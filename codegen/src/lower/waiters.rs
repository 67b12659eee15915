//! Waiters (`smithy.waiters#waitable`): what is waited for, by which answers one knows that it came or never will.

use serde_json::Value as Json;

use super::context::Lowering;
use super::ir::{Comparator, Matcher, Operation, Waiter, WaiterState, WaiterTest};
use super::naming;
use super::paths::{jmespath, typed};
use crate::docs;
use crate::model::{Errors, Place, Problem};
use crate::names::{self, Ident, Kind};

/// The seconds between two calls where the model does not say (Smithy 2.0, "Waiters").
const MIN_DELAY: u32 = 2;
const MAX_DELAY: u32 = 120;

/// What the file of the waiters uses by these names.
const USED: [&str; 7] = ["Answered", "Duration", "FinalPoll", "Option", "State", "Waiter", "WaiterError"];

/// The waiters of all operations, in the order of their names.
///
/// # Errors
/// A waiter has another form, or a path that is not understood or leads nowhere.
pub(super) fn waiters(
    lowering: &mut Lowering<'_>,
    operations: &[Operation],
    file: &str,
) -> Result<Vec<Waiter>, Errors> {
    let mut found: Vec<(String, Waiter)> = Vec::new();
    let mut problems = Vec::new();
    for shape in &lowering.model.operations {
        let Some(waitable) = &shape.traits.waitable else { continue };
        let Some(operation) = operations.iter().find(|operation| operation.shape == shape.id) else { continue };
        for (name, description) in waitable.as_object().into_iter().flatten() {
            match waiter(lowering, operation, name, description) {
                Ok(waiter) => found.push((format!("{}, waiter {name}", shape.id), waiter)),
                Err(why) => problems.push(Problem {
                    position: None,
                    file: file.to_owned(),
                    place: Place::shape(&shape.id).of_trait("smithy.waiters#waitable"),
                    message: format!("{name}: {why}"),
                    remedy: "Correct the waiter, or take it out of the trait: the operation does not need it."
                        .to_owned(),
                }),
            }
        }
    }
    if !problems.is_empty() {
        return Err(Errors(problems));
    }
    let mut waiters = told_apart(lowering, operations, found);
    waiters.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(waiters)
}

/// The waiters, each given with its id, under names that no other has: a client has methods for operations, too, and the
/// file of the waiters uses names of the library. These stay, and a waiter gets a number.
fn told_apart(lowering: &mut Lowering<'_>, operations: &[Operation], waiters: Vec<(String, Waiter)>) -> Vec<Waiter> {
    let ids: Vec<String> = operations
        .iter()
        .map(|operation| operation.shape.to_string())
        .chain(waiters.iter().map(|(id, _)| id.clone()))
        .collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    // In the order of these keys, operations come first.
    let keys: Vec<String> =
        ids.iter().enumerate().map(|(at, id)| format!("{} {id}", usize::from(at >= operations.len()))).collect();
    let methods = operations.iter().map(|operation| &operation.method).chain(waiters.iter().map(|(_, it)| &it.method));
    let wanted: Vec<(&str, Ident)> = keys.iter().map(String::as_str).zip(methods.cloned()).collect();
    let methods = names::tell_apart(Kind::Function, &wanted);
    lowering.clashes.extend(naming::clashes("method of a client", &ids, &methods, Ident::to_string));

    let own = waiters.iter().map(|(id, waiter)| (id.as_str(), waiter.name.clone()));
    let wanted: Vec<(&str, Ident)> = own.chain(USED.iter().map(|name| ("", names::type_name(name)))).collect();
    let types = names::tell_apart(Kind::Type, &wanted);

    let methods = methods.into_iter().skip(operations.len());
    waiters
        .into_iter()
        .zip(methods.zip(types))
        .map(|((_, waiter), (method, name))| Waiter { method: method.name, name: name.name, ..waiter })
        .collect()
}

fn waiter(lowering: &Lowering<'_>, operation: &Operation, name: &str, said: &Json) -> Result<Waiter, String> {
    let delay = |key: &str, otherwise: u32| match said.get(key) {
        None => Ok(otherwise),
        Some(value) => value
            .as_u64()
            .and_then(|seconds| u32::try_from(seconds).ok())
            .filter(|seconds| *seconds > 0)
            .ok_or_else(|| format!("{key}: expected whole seconds, found {value}")),
    };
    let min_delay = delay("minDelay", MIN_DELAY)?;
    let max_delay = delay("maxDelay", MAX_DELAY)?.max(min_delay);
    let acceptors = said.get("acceptors").and_then(Json::as_array).filter(|acceptors| !acceptors.is_empty());
    let said_acceptors = acceptors.ok_or("it has no acceptors")?;
    let acceptors: Vec<(WaiterState, Matcher)> = said_acceptors
        .iter()
        .map(|acceptor| self::acceptor(lowering, operation, acceptor))
        .collect::<Result<_, String>>()?;
    let acceptors = reachable(acceptors);
    let type_name = names::type_name(name);
    let documentation = said.get("documentation").and_then(Json::as_str).map(docs::to_rustdoc);
    let until: Vec<String> =
        said_acceptors.iter().filter(|acceptor| is(acceptor, "state", "success")).filter_map(in_words).collect();
    let until = if until.is_empty() { "something fails".to_owned() } else { until.join(", or ") };
    let until = format!("Calls `{}` every {min_delay} to {max_delay} s until {until}.", operation.wire);
    Ok(Waiter {
        method: names::field_name(&format!("WaitUntil{name}")),
        docs: documentation.filter(|lines| !lines.is_empty()).unwrap_or_else(|| vec![until]),
        name: type_name,
        operation: operation.name.clone(),
        module: operation.module.clone(),
        input: operation.input.name.clone(),
        builder: operation.input.builder.clone(),
        min_delay,
        max_delay,
        acceptors,
    })
}

fn is(said: &Json, key: &str, value: &str) -> bool {
    said.get(key).and_then(Json::as_str) == Some(value)
}

/// When an acceptor matches: a clause.
fn in_words(acceptor: &Json) -> Option<String> {
    let (kind, value) = acceptor.get("matcher")?.as_object()?.iter().next()?;
    Some(match kind.as_str() {
        "success" if value.as_bool()? => "it succeeds".to_owned(),
        "success" => "it fails".to_owned(),
        "errorType" => format!("it fails with {}", inline_code(value.as_str()?)),
        _ => {
            let path = inline_code(value.get("path")?.as_str()?);
            let expected = inline_code(value.get("expected")?.as_str()?);
            match value.get("comparator")?.as_str()? {
                "allStringEquals" => format!("all of {path} are {expected}"),
                "anyStringEquals" => format!("one of {path} is {expected}"),
                _ => format!("{path} is {expected}"),
            }
        }
    })
}

/// A code span; a path may have backticks itself.
fn inline_code(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// Without those that stand behind one that takes every output, or every error, and so never count.
fn reachable(acceptors: Vec<(WaiterState, Matcher)>) -> Vec<(WaiterState, Matcher)> {
    let mut kept: Vec<(WaiterState, Matcher)> = Vec::with_capacity(acceptors.len());
    for (state, matcher) in acceptors {
        let by = match matcher {
            Matcher::AnyOutput | Matcher::Output(_) | Matcher::InputOutput(_) => Matcher::AnyOutput,
            Matcher::AnyError | Matcher::Error(_) => Matcher::AnyError,
        };
        if !kept.iter().any(|(_, before)| *before == by) {
            kept.push((state, matcher));
        }
    }
    kept
}

fn acceptor(lowering: &Lowering<'_>, operation: &Operation, said: &Json) -> Result<(WaiterState, Matcher), String> {
    let state = match said.get("state").and_then(Json::as_str) {
        Some("success") => WaiterState::Success,
        Some("failure") => WaiterState::Failure,
        Some("retry") => WaiterState::Retry,
        _ => return Err("the state of an acceptor is none of success, failure and retry".to_owned()),
    };
    let matcher = said.get("matcher").and_then(Json::as_object).and_then(|matcher| matcher.iter().next());
    let Some((kind, value)) = matcher else { return Err("an acceptor has no matcher".to_owned()) };
    let matcher = match (kind.as_str(), value) {
        ("success", Json::Bool(true)) => Matcher::AnyOutput,
        ("success", Json::Bool(false)) => Matcher::AnyError,
        // A shape id stands for the error's code, which is its name.
        ("errorType", Json::String(code)) => {
            Matcher::Error(code.rsplit_once('#').map_or(code.as_str(), |(_, name)| name).to_owned())
        }
        ("output", test) => {
            Matcher::Output(self::test(lowering, typed::Root::Output(operation.output.shape.as_ref()), test)?)
        }
        ("inputOutput", test) => {
            let both = typed::Root::Both(operation.input.shape.as_ref(), operation.output.shape.as_ref());
            Matcher::InputOutput(self::test(lowering, both, test)?)
        }
        _ => return Err(format!("the matcher {kind} is not known, or has another form")),
    };
    Ok((state, matcher))
}

fn test(lowering: &Lowering<'_>, root: typed::Root<'_>, said: &Json) -> Result<WaiterTest, String> {
    let text = |key: &str| said.get(key).and_then(Json::as_str).ok_or_else(|| format!("a matcher has no {key}"));
    let (path, expected) = (text("path")?, text("expected")?.to_owned());
    let comparator = match text("comparator")? {
        "stringEquals" => Comparator::Text(expected),
        "booleanEquals" => match expected.as_str() {
            "true" => Comparator::Boolean(true),
            "false" => Comparator::Boolean(false),
            _ => return Err(format!("booleanEquals expects true or false, not {expected:?}")),
        },
        "allStringEquals" => Comparator::All(expected),
        "anyStringEquals" => Comparator::Any(expected),
        other => return Err(format!("the comparator {other:?} is not known")),
    };
    let parsed = jmespath::parse(path).map_err(|why| format!("the path {path:?}: {why}"))?;
    // A condition that must not hold is another condition that must.
    let (parsed, comparator) = match comparator {
        Comparator::Boolean(false) if parsed.is_condition() => {
            (jmespath::Path::Not(Box::new(parsed)), Comparator::Boolean(true))
        }
        comparator => (parsed, comparator),
    };
    let expression =
        typed::typed(lowering, root, &parsed, &comparator).map_err(|why| format!("the path {path:?}: {why}"))?;
    Ok(WaiterTest { expression, comparator })
}
