//! Endpoint rules and their test cases in their checked form. What is not understood is refused: rules that are half
//! understood send requests elsewhere.

use serde_json::{Map, Value};

use crate::model::rule_set::{
    Argument, AttributeStep, ClientParameter, Condition, Consequence, EndpointAuth, EndpointTest, ExpectedEndpoint,
    ParameterKind, ParameterValue, Rule, RuleCall, RuleParameter, RuleSet, TemplatePart,
};

/// What is wrong, and where below the trait.
type Wrong = String;

/// Trees that are deeper than any model's are refused, so that reading them is bounded.
const DEEPEST: usize = 64;

/// Takes `smithy.rules#endpointRuleSet` apart.
///
/// # Errors
/// It is malformed, or asks for something that is not known.
pub(super) fn rule_set(value: &Value) -> Result<RuleSet, Wrong> {
    let fields = object(value, "the rule set")?;
    let parameters = object(field(fields, "parameters", "the rule set")?, "parameters")?;
    let parameters: Vec<RuleParameter> =
        parameters.iter().map(|(name, value)| parameter(name, value)).collect::<Result<_, _>>()?;
    let rules = rules(field(fields, "rules", "the rule set")?, "rules", 0)?;
    let set = RuleSet { parameters, rules };
    let mut known: Vec<&str> = set.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
    check_references(&set.rules, &mut known)?;
    Ok(set)
}

fn parameter(name: &str, value: &Value) -> Result<RuleParameter, Wrong> {
    let place = format!("parameters.{name}");
    let fields = object(value, &place)?;
    let kind = match text(field(fields, "type", &place)?, &place)?.to_ascii_lowercase().as_str() {
        "string" => ParameterKind::Text,
        "boolean" => ParameterKind::Boolean,
        "stringarray" => ParameterKind::Texts,
        other => return Err(format!("{place}: the type {other:?} is none of string, boolean and stringArray")),
    };
    let default = fields.get("default").map(|value| parameter_value(value, &place)).transpose()?;
    if default.as_ref().is_some_and(|value| value.kind() != kind) {
        return Err(format!("{place}: the default is of another type than the parameter"));
    }
    Ok(RuleParameter {
        name: name.to_owned(),
        kind,
        built_in: fields.get("builtIn").map(|value| text(value, &place).map(str::to_owned)).transpose()?,
        required: fields.get("required").is_some_and(|value| value == &Value::Bool(true)),
        default,
    })
}

/// The value of a parameter.
pub(super) fn parameter_value(value: &Value, place: &str) -> Result<ParameterValue, Wrong> {
    match value {
        Value::String(text) => Ok(ParameterValue::Text(text.clone())),
        Value::Bool(value) => Ok(ParameterValue::Boolean(*value)),
        Value::Array(values) => {
            let texts = values.iter().map(|value| text(value, place).map(str::to_owned));
            texts.collect::<Result<_, _>>().map(ParameterValue::Texts)
        }
        _ => Err(format!("{place}: expected a text, a boolean or a list of texts")),
    }
}

fn rules(value: &Value, place: &str, depth: usize) -> Result<Vec<Rule>, Wrong> {
    if depth > DEEPEST {
        return Err(format!("{place}: rules are nested more than {DEEPEST} deep"));
    }
    let rules = array(value, place)?;
    if rules.is_empty() {
        return Err(format!("{place}: there is no rule"));
    }
    rules.iter().enumerate().map(|(index, value)| rule(value, &format!("{place}[{index}]"), depth)).collect()
}

fn rule(value: &Value, place: &str, depth: usize) -> Result<Rule, Wrong> {
    let fields = object(value, place)?;
    let conditions = match fields.get("conditions") {
        None => Vec::new(),
        Some(value) => {
            let conditions = array(value, place)?.iter().enumerate();
            let read = conditions.map(|(index, value)| condition(value, &format!("{place}.conditions[{index}]")));
            read.collect::<Result<_, _>>()?
        }
    };
    let then = match text(field(fields, "type", place)?, place)? {
        "endpoint" => endpoint(field(fields, "endpoint", place)?, &format!("{place}.endpoint"))?,
        "error" => Consequence::Error(argument(field(fields, "error", place)?, &format!("{place}.error"), 0)?),
        "tree" => Consequence::Tree(rules(field(fields, "rules", place)?, &format!("{place}.rules"), depth + 1)?),
        other => return Err(format!("{place}: a rule of type {other:?} is not known")),
    };
    Ok(Rule { conditions, then })
}

fn condition(value: &Value, place: &str) -> Result<Condition, Wrong> {
    let assign = object(value, place)?.get("assign").map(|value| text(value, place).map(str::to_owned)).transpose()?;
    Ok(Condition { call: call(value, place, 0)?, assign })
}

fn endpoint(value: &Value, place: &str) -> Result<Consequence, Wrong> {
    let fields = object(value, place)?;
    let url = argument(field(fields, "url", place)?, &format!("{place}.url"), 0)?;
    let mut headers = Vec::new();
    if let Some(value) = fields.get("headers") {
        for (name, values) in object(value, place)? {
            let here = format!("{place}.headers.{name}");
            let values = array(values, &here)?.iter().map(|value| argument(value, &here, 0));
            headers.push((name.clone(), values.collect::<Result<_, _>>()?));
        }
    }
    let mut auth = Vec::new();
    if let Some(properties) = fields.get("properties")
        && let Some(schemes) = object(properties, place)?.get("authSchemes")
    {
        for (index, value) in array(schemes, place)?.iter().enumerate() {
            auth.push(auth_scheme(value, &format!("{place}.properties.authSchemes[{index}]"))?);
        }
    }
    Ok(Consequence::Endpoint { url, headers, auth })
}

fn auth_scheme(value: &Value, place: &str) -> Result<EndpointAuth, Wrong> {
    let fields = object(value, place)?;
    let named = |key: &str| fields.get(key).map(|value| argument(value, &format!("{place}.{key}"), 0)).transpose();
    let on = |key: &str| fields.get(key) == Some(&Value::Bool(true));
    Ok(EndpointAuth {
        name: text(field(fields, "name", place)?, place)?.to_owned(),
        signing_name: named("signingName")?,
        signing_region: named("signingRegion")?,
        disable_double_encoding: on("disableDoubleEncoding"),
        disable_normalize_path: on("disableNormalizePath"),
    })
}

fn argument(value: &Value, place: &str, depth: usize) -> Result<Argument, Wrong> {
    match value {
        Value::Bool(value) => Ok(Argument::Boolean(*value)),
        Value::String(text) => template(text, place).map(Argument::Template),
        Value::Object(fields) => match fields.get("ref") {
            Some(name) => Ok(Argument::Reference(text(name, place)?.to_owned())),
            None => Ok(Argument::Call(Box::new(call(value, place, depth + 1)?))),
        },
        _ => Err(format!("{place}: expected a text, a boolean, a reference or a function")),
    }
}

fn call(value: &Value, place: &str, depth: usize) -> Result<RuleCall, Wrong> {
    if depth > DEEPEST {
        return Err(format!("{place}: functions are nested more than {DEEPEST} deep"));
    }
    let fields = object(value, place)?;
    let name = text(field(fields, "fn", place)?, place)?;
    let arguments = array(field(fields, "argv", place)?, place)?;
    let at = |index: usize| {
        let missing = || format!("{place}: {name} lacks its argument {}", index + 1);
        arguments.get(index).ok_or_else(missing)
    };
    let one = |index: usize| argument(at(index)?, &format!("{place}.argv[{index}]"), depth);
    let (count, call) = match name {
        "isSet" => (1, RuleCall::IsSet(one(0)?)),
        "not" => (1, RuleCall::Not(one(0)?)),
        "booleanEquals" => (2, RuleCall::BooleanEquals(one(0)?, one(1)?)),
        "stringEquals" => (2, RuleCall::StringEquals(one(0)?, one(1)?)),
        "getAttr" => (2, RuleCall::GetAttr(one(0)?, attribute(text(at(1)?, place)?, place)?)),
        "aws.partition" => (1, RuleCall::Partition(one(0)?)),
        "aws.parseArn" => (1, RuleCall::ParseArn(one(0)?)),
        "parseURL" => (1, RuleCall::ParseUrl(one(0)?)),
        "isValidHostLabel" => (2, RuleCall::IsValidHostLabel(one(0)?, boolean(at(1)?, place)?)),
        "substring" => {
            (4, RuleCall::Substring(one(0)?, size(at(1)?, place)?, size(at(2)?, place)?, boolean(at(3)?, place)?))
        }
        "uriEncode" => (1, RuleCall::UriEncode(one(0)?)),
        other => return Err(format!("{place}: the function {other:?} is not known")),
    };
    if arguments.len() != count {
        return Err(format!("{place}: {name} takes {count} arguments, found {}", arguments.len()));
    }
    Ok(call)
}

/// `https://{Region}.{PartitionResult#dnsSuffix}`; `{{` and `}}` stand for braces.
fn template(text: &str, place: &str) -> Result<Vec<TemplatePart>, Wrong> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        match letter {
            '{' | '}' if rest.peek() == Some(&letter) => {
                rest.next();
                literal.push(letter);
            }
            '{' => {
                let mut inside = String::new();
                let closed = rest.by_ref().any(|letter| {
                    let end = letter == '}';
                    if !end {
                        inside.push(letter);
                    }
                    end
                });
                if !closed || inside.is_empty() {
                    return Err(format!("{place}: a brace of {text:?} is not closed, or holds nothing"));
                }
                if !literal.is_empty() {
                    parts.push(TemplatePart::Literal(std::mem::take(&mut literal)));
                }
                let (name, path) = inside.split_once('#').unwrap_or((&inside, ""));
                let path = if path.is_empty() { Vec::new() } else { attribute(path, place)? };
                parts.push(TemplatePart::Value { name: name.to_owned(), path });
            }
            letter => literal.push(letter),
        }
    }
    if !literal.is_empty() || parts.is_empty() {
        parts.push(TemplatePart::Literal(literal));
    }
    Ok(parts)
}

/// `resourceId[0]`
fn attribute(path: &str, place: &str) -> Result<Vec<AttributeStep>, Wrong> {
    let mut steps = Vec::new();
    for part in path.split('.') {
        let (key, indices) = part.split_once('[').map_or((part, None), |(key, rest)| (key, Some(rest)));
        if !key.is_empty() {
            steps.push(AttributeStep::Key(key.to_owned()));
        }
        if let Some(indices) = indices {
            let index = indices.strip_suffix(']').and_then(|index| index.parse().ok());
            steps.push(AttributeStep::Index(index.ok_or_else(|| format!("{place}: {path:?} is no way into a value"))?));
        }
    }
    if steps.is_empty() { Err(format!("{place}: {path:?} is no way into a value")) } else { Ok(steps) }
}

/// Refuses references to what nothing defines.
fn check_references<'r>(rules: &'r [Rule], known: &mut Vec<&'r str>) -> Result<(), Wrong> {
    for Rule { conditions, then } in rules {
        let outer = known.len();
        for Condition { call, assign } in conditions {
            check_call(call, known)?;
            known.extend(assign.as_deref());
        }
        match then {
            Consequence::Endpoint { url, headers, auth } => {
                check_argument(url, known)?;
                let values = headers.iter().flat_map(|(_, values)| values);
                let signing = auth.iter().flat_map(|auth| [&auth.signing_name, &auth.signing_region]).flatten();
                values.chain(signing).try_for_each(|argument| check_argument(argument, known))?;
            }
            Consequence::Error(message) => check_argument(message, known)?,
            Consequence::Tree(rules) => check_references(rules, known)?,
        }
        known.truncate(outer);
    }
    Ok(())
}

fn check_argument(argument: &Argument, known: &[&str]) -> Result<(), Wrong> {
    let check = |name: &str| {
        let message = || format!("{name:?} is neither a parameter nor assigned by a condition before it");
        known.contains(&name).then_some(()).ok_or_else(message)
    };
    match argument {
        Argument::Boolean(_) => Ok(()),
        Argument::Reference(name) => check(name),
        Argument::Call(call) => check_call(call, known),
        Argument::Template(parts) => parts.iter().try_for_each(|part| match part {
            TemplatePart::Literal(_) => Ok(()),
            TemplatePart::Value { name, path: _ } => check(name),
        }),
    }
}

fn check_call(call: &RuleCall, known: &[&str]) -> Result<(), Wrong> {
    match call {
        RuleCall::IsSet(argument)
        | RuleCall::Not(argument)
        | RuleCall::GetAttr(argument, _)
        | RuleCall::Partition(argument)
        | RuleCall::ParseArn(argument)
        | RuleCall::ParseUrl(argument)
        | RuleCall::IsValidHostLabel(argument, _)
        | RuleCall::Substring(argument, ..)
        | RuleCall::UriEncode(argument) => check_argument(argument, known),
        RuleCall::BooleanEquals(a, b) | RuleCall::StringEquals(a, b) => {
            check_argument(a, known)?;
            check_argument(b, known)
        }
    }
}

/// Takes `smithy.rules#endpointTests` apart.
///
/// # Errors
/// It is malformed.
pub(super) fn endpoint_tests(value: &Value) -> Result<Vec<EndpointTest>, Wrong> {
    let fields = object(value, "the tests")?;
    let Some(cases) = fields.get("testCases") else { return Ok(Vec::new()) };
    let cases = array(cases, "testCases")?.iter().enumerate();
    cases.map(|(index, value)| endpoint_test(value, &format!("testCases[{index}]"))).collect()
}

fn endpoint_test(value: &Value, place: &str) -> Result<EndpointTest, Wrong> {
    let fields = object(value, place)?;
    let documentation = fields.get("documentation").map_or(Ok(""), |value| text(value, place))?.to_owned();
    let parameters = match fields.get("params") {
        None => Vec::new(),
        Some(value) => {
            let values = object(value, place)?.iter();
            let read = values.map(|(name, value)| Ok((name.clone(), parameter_value(value, place)?)));
            read.collect::<Result<_, Wrong>>()?
        }
    };
    let expect = object(field(fields, "expect", place)?, place)?;
    let expected = match (expect.get("endpoint"), expect.get("error")) {
        (None, Some(message)) => ExpectedEndpoint::Error(text(message, place)?.to_owned()),
        (Some(endpoint), None) => expected_endpoint(endpoint, place)?,
        _ => return Err(format!("{place}: it expects neither an endpoint nor an error, or both")),
    };
    Ok(EndpointTest { documentation, parameters, expected })
}

fn expected_endpoint(value: &Value, place: &str) -> Result<ExpectedEndpoint, Wrong> {
    let fields = object(value, place)?;
    let mut headers = Vec::new();
    if let Some(value) = fields.get("headers") {
        for (name, values) in object(value, place)? {
            let values = array(values, place)?.iter().map(|value| text(value, place).map(str::to_owned));
            headers.push((name.clone(), values.collect::<Result<_, _>>()?));
        }
    }
    let mut signing = None;
    if let Some(properties) = fields.get("properties")
        && let Some(schemes) = object(properties, place)?.get("authSchemes")
    {
        for scheme in array(schemes, place)? {
            let scheme = object(scheme, place)?;
            let named = |key: &str| scheme.get(key).map(|value| text(value, place).map(str::to_owned)).transpose();
            if named("name")?.as_deref() == Some("sigv4") {
                signing = Some((named("signingName")?, named("signingRegion")?));
                break;
            }
        }
    }
    Ok(ExpectedEndpoint::Endpoint { url: text(field(fields, "url", place)?, place)?.to_owned(), headers, signing })
}

/// Takes `smithy.rules#clientContextParams` apart.
///
/// # Errors
/// It is malformed.
pub(super) fn client_context(value: &Value) -> Result<Vec<ClientParameter>, Wrong> {
    let named = object(value, "the parameters")?.iter().map(|(name, value)| {
        let RuleParameter { name, kind, .. } = parameter(name, value)?;
        let documentation =
            value.get("documentation").map(|value| text(value, &name).map(str::to_owned)).transpose()?;
        Ok(ClientParameter { name, kind, documentation })
    });
    named.collect()
}

/// The name in `smithy.rules#contextParam`.
///
/// # Errors
/// It is malformed.
pub(super) fn context_param(value: &Value) -> Result<String, Wrong> {
    text(field(object(value, "the trait")?, "name", "the trait")?, "name").map(str::to_owned)
}

/// Takes `smithy.rules#staticContextParams` apart.
///
/// # Errors
/// It is malformed.
pub(super) fn static_context(value: &Value) -> Result<Vec<(String, ParameterValue)>, Wrong> {
    let named = object(value, "the parameters")?.iter().map(|(name, value)| {
        let value = field(object(value, name)?, "value", name)?;
        Ok((name.clone(), parameter_value(value, name)?))
    });
    named.collect()
}

/// Takes `smithy.rules#operationContextParams` apart: names and paths.
///
/// # Errors
/// It is malformed.
pub(super) fn operation_context(value: &Value) -> Result<Vec<(String, String)>, Wrong> {
    let named = object(value, "the parameters")?.iter().map(|(name, value)| {
        let path = text(field(object(value, name)?, "path", name)?, name)?;
        Ok((name.clone(), path.to_owned()))
    });
    named.collect()
}

fn object<'v>(value: &'v Value, place: &str) -> Result<&'v Map<String, Value>, Wrong> {
    value.as_object().ok_or_else(|| format!("{place}: expected an object"))
}

fn array<'v>(value: &'v Value, place: &str) -> Result<&'v Vec<Value>, Wrong> {
    value.as_array().ok_or_else(|| format!("{place}: expected a list"))
}

fn text<'v>(value: &'v Value, place: &str) -> Result<&'v str, Wrong> {
    value.as_str().ok_or_else(|| format!("{place}: expected a text"))
}

fn boolean(value: &Value, place: &str) -> Result<bool, Wrong> {
    value.as_bool().ok_or_else(|| format!("{place}: expected true or false"))
}

fn size(value: &Value, place: &str) -> Result<usize, Wrong> {
    let number = value.as_u64().and_then(|number| usize::try_from(number).ok());
    number.ok_or_else(|| format!("{place}: expected a number of characters"))
}

fn field<'v>(fields: &'v Map<String, Value>, key: &str, place: &str) -> Result<&'v Value, Wrong> {
    fields.get(key).ok_or_else(|| format!("{place}: {key} is missing"))
}
