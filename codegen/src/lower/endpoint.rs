//! Endpoint rules as a function: which of their values may be absent is decided here, so that what is printed reads as
//! somebody would have written it.
//! Source: the Smithy specification of the endpoint rules engine. A condition that meets an absent value is not met.

use super::context::Lowering;
use super::ir::{
    Attribute, Clause, EndpointCase, EndpointRules, InputSource, Operation, OperationParam, ParamSource, RuleInput,
    RuleStep, RuleValue, SignedPath, TextPart,
};
use super::paths::jmespath::{self, Path};
use super::paths::typed::{self, Told};
use super::settings;
use crate::model::rule_set::{
    Argument, AttributeStep, Condition, Consequence, EndpointAuth, EndpointTest, ParameterKind, ParameterValue, Rule,
    RuleCall, RuleParameter, RuleSet, TemplatePart,
};
use crate::model::{Errors, Model, Place, Problem};
use crate::names::{self, Ident};

/// What an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    OwnedText,
    Boolean,
    Texts,
    Partition,
    Arn,
    Url,
}

/// An expression, and whether it is an `Option`.
struct Typed {
    value: RuleValue,
    kind: Kind,
    optional: bool,
}

/// A variable in scope.
#[derive(Clone)]
struct Variable {
    name: String,
    ident: Ident,
    kind: Kind,
    optional: bool,
}

type Scope = Vec<Variable>;

/// The rules of a service, if it has any.
///
/// # Errors
/// A rule asks for a part of a value that it does not have; the message says which.
pub(super) fn rules(model: &Model) -> Result<Option<EndpointRules>, String> {
    let traits = &model.service.traits;
    let Some(set) = &traits.endpoint_rules else { return Ok(None) };
    let mut scope = Scope::new();
    let inputs: Vec<RuleInput> = set.parameters.iter().map(|parameter| input(parameter, &mut scope)).collect();
    let body = steps(&set.rules, &scope)?;
    let cases = traits.endpoint_cases.iter().filter_map(|case| endpoint_case(case, set)).collect();
    let inputs = inputs.into_iter().filter(|input| uses(&body, &input.name)).collect();
    let settings = settings::settings(model, set);
    Ok(Some(EndpointRules { inputs, body, settings, cases, partitions: model.partitions.clone() }))
}

fn input(parameter: &RuleParameter, scope: &mut Scope) -> RuleInput {
    let source = source(parameter);
    let (kind, optional) = match &source {
        InputSource::UseFips | InputSource::UseDualStack => (Kind::Boolean, false),
        InputSource::Region | InputSource::Endpoint | InputSource::AccountId | InputSource::AccountIdEndpointMode => {
            (Kind::Text, true)
        }
        InputSource::Own { kind, default, .. } => match kind {
            ParameterKind::Text => (Kind::Text, default.is_none()),
            ParameterKind::Boolean => (Kind::Boolean, default.is_none()),
            ParameterKind::Texts => (Kind::Texts, true),
        },
    };
    RuleInput { name: declare(&parameter.name, kind, optional, scope), source }
}

fn source(parameter: &RuleParameter) -> InputSource {
    match parameter.built_in.as_deref() {
        Some("AWS::Region") => InputSource::Region,
        Some("AWS::UseFIPS") => InputSource::UseFips,
        Some("AWS::UseDualStack") => InputSource::UseDualStack,
        Some("SDK::Endpoint") => InputSource::Endpoint,
        Some("AWS::Auth::AccountId") => InputSource::AccountId,
        Some("AWS::Auth::AccountIdEndpointMode") => InputSource::AccountIdEndpointMode,
        // What is built in elsewhere only, such as S3's own settings, is the configuration's to say.
        Some(_) | None => InputSource::Own {
            parameter: parameter.name.clone(),
            kind: parameter.kind,
            default: parameter.default.clone(),
        },
    }
}

/// Puts a variable into scope under a Rust name that no other has.
fn declare(name: &str, kind: Kind, optional: bool, scope: &mut Scope) -> Ident {
    let taken = |ident: &Ident| {
        matches!(ident.text(), "params" | "rules")
            || scope.iter().any(|known| known.ident == *ident && known.name != name)
    };
    let idents = (1..).map(|number| names::variable(name, number));
    // More numbers than there are variables: one of them is free.
    let ident = idents.take(scope.len() + 3).find(|ident| !taken(ident)).unwrap_or_else(|| names::variable(name, 1));
    scope.push(Variable { name: name.to_owned(), ident: ident.clone(), kind, optional });
    ident
}

/// Rules in their order, up to one that always decides.
fn steps(rules: &[Rule], scope: &Scope) -> Result<Vec<RuleStep>, String> {
    let mut steps = Vec::new();
    for Rule { conditions, then } in rules {
        let mut scope = scope.clone();
        let mut clauses = Vec::new();
        for condition in conditions {
            clause(condition, &mut scope, &mut clauses)?;
        }
        let then = consequence(then, &scope)?;
        if clauses.is_empty() {
            steps.extend(then);
            return Ok(steps);
        }
        let clauses = without_unused(clauses, &then);
        steps.push(RuleStep::When { clauses, then });
    }
    steps.push(RuleStep::Exhausted);
    Ok(steps)
}

fn consequence(then: &Consequence, scope: &Scope) -> Result<Vec<RuleStep>, String> {
    match then {
        Consequence::Tree(rules) => steps(rules, scope),
        Consequence::Error(message) => Ok(vec![RuleStep::Fail(present(message, scope)?)]),
        Consequence::Endpoint { url, headers, auth } => {
            let mut values = Vec::new();
            for (name, arguments) in headers {
                for argument in arguments {
                    values.push((name.clone(), present(argument, scope)?));
                }
            }
            let scheme = auth.iter().find(|scheme| scheme.name == "sigv4");
            let named = |argument: fn(&EndpointAuth) -> &Option<Argument>| {
                scheme.and_then(|scheme| argument(scheme).as_ref()).map(|argument| present(argument, scope)).transpose()
            };
            let raw = scheme.is_some_and(|scheme| scheme.disable_normalize_path);
            let once = scheme.is_some_and(|scheme| scheme.disable_double_encoding);
            Ok(vec![RuleStep::Give {
                url: present(url, scope)?,
                headers: values,
                signing_name: named(|scheme| &scheme.signing_name)?,
                signing_region: named(|scheme| &scheme.signing_region)?,
                path: match (raw, once) {
                    (false, false) => SignedPath::Usual,
                    (false, true) => SignedPath::EncodedOnce,
                    (true, false) => SignedPath::Raw,
                    (true, true) => SignedPath::RawEncodedOnce,
                },
                unspoken: match scheme {
                    Some(_) => Vec::new(),
                    None => auth.iter().map(|scheme| scheme.name.clone()).collect(),
                },
            }])
        }
    }
}

/// A condition as clauses; what it assigns, and what it finds to be there, is in scope from then on.
fn clause(condition: &Condition, scope: &mut Scope, clauses: &mut Vec<Clause>) -> Result<(), String> {
    let Condition { call, assign } = condition;
    let typed = match call {
        RuleCall::IsSet(argument) => argument_value(argument, scope, clauses)?,
        RuleCall::Not(argument) => {
            if let Argument::Call(inner) = argument
                && let RuleCall::IsSet(argument) = &**inner
            {
                let Typed { value, optional, .. } = argument_value(argument, scope, clauses)?;
                let absent = if optional { RuleValue::IsNone(Box::new(value)) } else { RuleValue::Boolean(false) };
                clauses.push(Clause::Test(absent));
                return Ok(());
            }
            call_value(call, scope, clauses)?
        }
        call => call_value(call, scope, clauses)?,
    };
    if let Some(name) = assign {
        let value = if typed.optional { typed.value } else { RuleValue::Some(Box::new(typed.value)) };
        let ident = declare(name, typed.kind, false, scope);
        clauses.push(Clause::Bind(ident, value));
        return Ok(());
    }
    let is_question = !matches!(call, RuleCall::IsSet(_));
    match (typed.kind, typed.optional) {
        (_, true) => {
            let value = bound(typed.value, typed.kind, scope, clauses);
            if typed.kind == Kind::Boolean && is_question {
                clauses.push(Clause::Test(value));
            }
        }
        (Kind::Boolean, false) if is_question => clauses.push(Clause::Test(typed.value)),
        (_, false) => {}
    }
    Ok(())
}

/// An optional value, once it is known to be there: a variable by its own name, anything else by a new one.
fn bound(value: RuleValue, kind: Kind, scope: &mut Scope, clauses: &mut Vec<Clause>) -> RuleValue {
    if let RuleValue::Variable(ident) = &value
        && let Some(variable) = scope.iter_mut().rev().find(|variable| variable.ident == *ident)
    {
        variable.optional = false;
        clauses.push(Clause::Bind(ident.clone(), value.clone()));
        return value;
    }
    let ident = declare(&format!("value{}", clauses.len()), kind, false, scope);
    clauses.push(Clause::Bind(ident.clone(), value));
    RuleValue::Variable(ident)
}

/// A value that has to be there: where it may be absent, a clause asks for it first.
fn needed(argument: &Argument, scope: &mut Scope, clauses: &mut Vec<Clause>) -> Result<(RuleValue, Kind), String> {
    let Typed { value, kind, optional } = argument_value(argument, scope, clauses)?;
    let value = if optional { bound(value, kind, scope, clauses) } else { value };
    let value = match (value, kind) {
        (RuleValue::Variable(ident), Kind::OwnedText) => RuleValue::Borrowed(ident),
        (value, _) => value,
    };
    Ok((value, kind))
}

fn argument_value(argument: &Argument, scope: &mut Scope, clauses: &mut Vec<Clause>) -> Result<Typed, String> {
    match argument {
        Argument::Boolean(value) => {
            Ok(Typed { value: RuleValue::Boolean(*value), kind: Kind::Boolean, optional: false })
        }
        Argument::Template(parts) => Ok(Typed { value: template(parts, scope)?, kind: Kind::Text, optional: false }),
        Argument::Reference(name) => variable(name, scope),
        Argument::Call(call) => call_value(call, scope, clauses),
    }
}

fn variable(name: &str, scope: &Scope) -> Result<Typed, String> {
    let variable = scope.iter().rev().find(|variable| variable.name == name);
    let variable = variable.ok_or_else(|| format!("{name:?} is not defined"))?;
    let Variable { ident, kind, optional, .. } = variable.clone();
    Ok(Typed { value: RuleValue::Variable(ident), kind, optional })
}

fn call_value(call: &RuleCall, scope: &mut Scope, clauses: &mut Vec<Clause>) -> Result<Typed, String> {
    let plain = |value, kind| Typed { value, kind, optional: false };
    let maybe = |value, kind| Typed { value, kind, optional: true };
    Ok(match call {
        RuleCall::IsSet(argument) => {
            let Typed { value, optional, .. } = argument_value(argument, scope, clauses)?;
            let value = if optional { RuleValue::IsSome(Box::new(value)) } else { RuleValue::Boolean(true) };
            plain(value, Kind::Boolean)
        }
        RuleCall::Not(argument) => {
            let (value, _) = needed(argument, scope, clauses)?;
            plain(negated(value), Kind::Boolean)
        }
        RuleCall::BooleanEquals(a, b) => {
            let (a, _) = needed(a, scope, clauses)?;
            let (b, _) = needed(b, scope, clauses)?;
            let value = match (a, b) {
                (value, RuleValue::Boolean(true)) | (RuleValue::Boolean(true), value) => value,
                (value, RuleValue::Boolean(false)) | (RuleValue::Boolean(false), value) => negated(value),
                (a, b) => RuleValue::Equal(Box::new(a), Box::new(b)),
            };
            plain(value, Kind::Boolean)
        }
        RuleCall::StringEquals(a, b) => {
            let (a, _) = needed(a, scope, clauses)?;
            let (b, _) = needed(b, scope, clauses)?;
            plain(RuleValue::Equal(Box::new(a), Box::new(b)), Kind::Boolean)
        }
        RuleCall::GetAttr(argument, path) => {
            let (value, kind) = needed(argument, scope, clauses)?;
            attribute(value, kind, path)?
        }
        RuleCall::Partition(argument) => {
            maybe(RuleValue::Partition(Box::new(needed(argument, scope, clauses)?.0)), Kind::Partition)
        }
        RuleCall::ParseArn(argument) => {
            maybe(RuleValue::ParseArn(Box::new(needed(argument, scope, clauses)?.0)), Kind::Arn)
        }
        RuleCall::ParseUrl(argument) => {
            maybe(RuleValue::ParseUrl(Box::new(needed(argument, scope, clauses)?.0)), Kind::Url)
        }
        RuleCall::IsValidHostLabel(argument, dots) => {
            let (value, _) = needed(argument, scope, clauses)?;
            plain(RuleValue::IsValidHostLabel(Box::new(value), *dots), Kind::Boolean)
        }
        RuleCall::Substring(argument, start, stop, from_end) => {
            let (value, _) = needed(argument, scope, clauses)?;
            maybe(RuleValue::Substring(Box::new(value), *start, *stop, *from_end), Kind::Text)
        }
        RuleCall::UriEncode(argument) => {
            plain(RuleValue::UriEncode(Box::new(needed(argument, scope, clauses)?.0)), Kind::OwnedText)
        }
    })
}

fn negated(value: RuleValue) -> RuleValue {
    match value {
        RuleValue::Not(value) => *value,
        RuleValue::Boolean(value) => RuleValue::Boolean(!value),
        value => RuleValue::Not(Box::new(value)),
    }
}

/// A part of a value, by the way into it.
fn attribute(value: RuleValue, kind: Kind, path: &[AttributeStep]) -> Result<Typed, String> {
    let (attribute, kind, optional) = match (kind, path) {
        (Kind::Partition, [AttributeStep::Key(key)]) => match key.as_str() {
            "name" => (Attribute::Name, Kind::Text, false),
            "dnsSuffix" => (Attribute::DnsSuffix, Kind::Text, false),
            "dualStackDnsSuffix" => (Attribute::DualStackDnsSuffix, Kind::Text, false),
            "supportsFIPS" => (Attribute::SupportsFips, Kind::Boolean, false),
            "supportsDualStack" => (Attribute::SupportsDualStack, Kind::Boolean, false),
            "implicitGlobalRegion" => (Attribute::ImplicitGlobalRegion, Kind::Text, false),
            other => return Err(format!("a partition has no {other:?}")),
        },
        (Kind::Arn, [AttributeStep::Key(key)]) => match key.as_str() {
            "partition" => (Attribute::Partition, Kind::Text, false),
            "service" => (Attribute::Service, Kind::Text, false),
            "region" => (Attribute::Region, Kind::Text, false),
            "accountId" => (Attribute::AccountId, Kind::Text, false),
            other => return Err(format!("an ARN has no {other:?}")),
        },
        (Kind::Arn, [AttributeStep::Key(key), AttributeStep::Index(index)]) if key == "resourceId" => {
            (Attribute::ResourceId(*index), Kind::Text, true)
        }
        (Kind::Url, [AttributeStep::Key(key)]) => match key.as_str() {
            "scheme" => (Attribute::Scheme, Kind::Text, false),
            "authority" => (Attribute::Authority, Kind::Text, false),
            "path" => (Attribute::Path, Kind::Text, false),
            "normalizedPath" => (Attribute::NormalizedPath, Kind::Text, false),
            "isIp" => (Attribute::IsIp, Kind::Boolean, false),
            other => return Err(format!("a URL has no {other:?}")),
        },
        (Kind::Texts, [AttributeStep::Index(index)]) => (Attribute::Item(*index), Kind::Text, true),
        (
            Kind::Arn | Kind::Url | Kind::Partition | Kind::Texts | Kind::Text | Kind::OwnedText | Kind::Boolean,
            path,
        ) => {
            return Err(format!("the way {path:?} does not lead into a value of its kind"));
        }
    };
    Ok(Typed { value: RuleValue::Attribute(Box::new(value), attribute), kind, optional })
}

/// A value where nothing can be asked any more: an absent text is empty there.
fn present(argument: &Argument, scope: &Scope) -> Result<RuleValue, String> {
    match argument {
        Argument::Template(parts) => template(parts, scope),
        Argument::Reference(name) => {
            let Typed { value, optional, .. } = variable(name, scope)?;
            Ok(match value {
                RuleValue::Variable(ident) if optional => RuleValue::OrEmpty(ident),
                value => value,
            })
        }
        Argument::Boolean(_) | Argument::Call(_) => Err("expected a text or a reference to one".to_owned()),
    }
}

fn template(parts: &[TemplatePart], scope: &Scope) -> Result<RuleValue, String> {
    let parts = parts.iter().map(|part| match part {
        TemplatePart::Literal(text) => Ok(TextPart::Literal(text.clone())),
        TemplatePart::Value { name, path } => {
            let Typed { value, kind, optional } = variable(name, scope)?;
            let value = match (value, path.as_slice()) {
                (RuleValue::Variable(ident), []) if optional => RuleValue::OrEmpty(ident),
                (value, []) => value,
                (value, path) => {
                    let part = attribute(value, kind, path)?;
                    if part.optional {
                        return Err(format!("{name}: a part that may be absent stands in a text"));
                    }
                    part.value
                }
            };
            Ok(TextPart::Value(value))
        }
    });
    parts.collect::<Result<_, String>>().map(RuleValue::Text)
}

/// Adds what operations say to the rules of their service: `staticContextParams`, `contextParam`,
/// `operationContextParams`.
///
/// # Errors
/// A path is not understood, or leads to nothing that rules can be told.
pub(super) fn add_params(lowering: &Lowering<'_>, operations: &mut [Operation], file: &str) -> Result<(), Errors> {
    let mut problems = Vec::new();
    for operation in operations {
        let Some(shape) = lowering.model.operations.iter().find(|shape| shape.id == operation.shape) else { continue };
        let constants = shape.traits.static_context.iter();
        operation.endpoint_params.extend(constants.map(|(parameter, value)| OperationParam {
            parameter: parameter.clone(),
            source: ParamSource::Constant(value.clone()),
        }));
        let input = shape.input.as_ref();
        let members = input.and_then(|id| lowering.model.shapes.get(id)).map(|shape| shape.kind.members());
        let members = members.into_iter().flatten().filter_map(|member| {
            let path = Path::Field(member.name.clone());
            Some((member.traits.context_param.as_ref()?, Ok(path), "smithy.rules#contextParam", &member.name))
        });
        let paths = shape.traits.operation_context.iter();
        let paths = paths
            .map(|(parameter, path)| (parameter, jmespath::parse(path), "smithy.rules#operationContextParams", path));
        for (parameter, path, named, written) in members.chain(paths) {
            match path.and_then(|path| typed::told(lowering, typed::Root::Input(input), &path)) {
                Ok(told) => operation.endpoint_params.push(param(parameter, told)),
                Err(why) => problems.push(Problem {
                    position: None,
                    file: file.to_owned(),
                    place: Place::shape(&shape.id).of_trait(named),
                    message: format!("{parameter}: the path {written:?}: {why}"),
                    remedy: "Correct the path, or take it out of the trait: the rules do without the parameter then."
                        .to_owned(),
                }),
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Errors(problems)) }
}

fn param(parameter: &str, told: Told) -> OperationParam {
    let source = match told {
        Told::Text(value) | Told::Boolean(value) => ParamSource::One(value),
        Told::Texts(values) => ParamSource::Texts(values),
    };
    OperationParam { parameter: parameter.to_owned(), source }
}

/// Clauses whose names nothing uses only ask whether the value is there.
fn without_unused(clauses: Vec<Clause>, then: &[RuleStep]) -> Vec<Clause> {
    let mut made: Vec<Clause> = Vec::new();
    for clause in clauses.into_iter().rev() {
        made.push(match clause {
            Clause::Bind(ident, value) => {
                let used = uses(then, &ident) || made.iter().any(|later| clause_uses(later, &ident));
                match value {
                    value if used => Clause::Bind(ident, value),
                    RuleValue::Some(_) => Clause::Test(RuleValue::Boolean(true)),
                    value => Clause::Test(RuleValue::IsSome(Box::new(value))),
                }
            }
            test @ Clause::Test(_) => test,
        });
    }
    made.reverse();
    made
}

/// Whether any step uses a variable.
fn uses(steps: &[RuleStep], ident: &Ident) -> bool {
    steps.iter().any(|step| match step {
        RuleStep::When { clauses, then } => {
            clauses.iter().any(|clause| clause_uses(clause, ident)) || uses(then, ident)
        }
        RuleStep::Give { url, headers, signing_name, signing_region, path: _, unspoken: _ } => {
            let headers = headers.iter().map(|(_, value)| value);
            let signing = [signing_name, signing_region].into_iter().flatten();
            std::iter::once(url).chain(headers).chain(signing).any(|value| value_uses(value, ident))
        }
        RuleStep::Fail(message) => value_uses(message, ident),
        RuleStep::Exhausted => false,
    })
}

fn clause_uses(clause: &Clause, ident: &Ident) -> bool {
    match clause {
        Clause::Bind(_, value) | Clause::Test(value) => value_uses(value, ident),
    }
}

fn value_uses(value: &RuleValue, ident: &Ident) -> bool {
    match value {
        RuleValue::Variable(name) | RuleValue::OrEmpty(name) | RuleValue::Borrowed(name) => name == ident,
        RuleValue::Boolean(_) => false,
        RuleValue::Text(parts) => parts.iter().any(|part| match part {
            TextPart::Literal(_) => false,
            TextPart::Value(value) => value_uses(value, ident),
        }),
        RuleValue::Attribute(value, _)
        | RuleValue::Some(value)
        | RuleValue::IsSome(value)
        | RuleValue::IsNone(value)
        | RuleValue::Not(value)
        | RuleValue::Partition(value)
        | RuleValue::ParseArn(value)
        | RuleValue::ParseUrl(value)
        | RuleValue::IsValidHostLabel(value, _)
        | RuleValue::Substring(value, ..)
        | RuleValue::UriEncode(value) => value_uses(value, ident),
        RuleValue::Equal(a, b) => value_uses(a, ident) || value_uses(b, ident),
    }
}

/// A test case, unless it sets what the rules do not ask for.
fn endpoint_case(case: &EndpointTest, set: &RuleSet) -> Option<EndpointCase> {
    let EndpointTest { documentation, parameters, expected } = case;
    let inputs = parameters.iter().map(|(name, value)| {
        let parameter = set.parameters.iter().find(|parameter| parameter.name == *name)?;
        (parameter.kind == value.kind()).then(|| (source(parameter), value.clone()))
    });
    let inputs: Option<Vec<(InputSource, ParameterValue)>> = inputs.collect();
    Some(EndpointCase { docs: documentation.clone(), inputs: inputs?, expected: expected.clone() })
}
