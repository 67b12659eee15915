//! What changed endpoint rules mean for the models' own endpoint test cases: both rule sets are asked, and the cases in
//! which they disagree are told. An interpreter rather than what the generator prints of rules, since there is nothing
//! here that could be compiled; the functions that rules call are those that generated crates call.

use tinsmith_client::endpoint::rules;

use super::words;
use crate::model::Model;
use crate::model::rule_set::{
    Argument, AttributeStep, Condition, Consequence, EndpointAuth, EndpointTest, ParameterValue, PartitionFacts, Rule,
    RuleCall, RuleSet, TemplatePart,
};

/// How many cases are told one by one.
const SHOWN: usize = 5;

/// How many cases are asked; the largest known model has some hundreds.
const MOST: usize = 10_000;

/// A clause for the reason of a change of endpoint rules: which cases resolve otherwise. `None` where there are no rules on
/// one side, or no cases.
pub(super) fn told(old: &Model, new: &Model) -> Option<String> {
    let (before, after) = (old.service.traits.endpoint_rules.as_ref()?, new.service.traits.endpoint_rules.as_ref()?);
    let (old_cases, new_cases) = (&old.service.traits.endpoint_cases, &new.service.traits.endpoint_cases);
    let asked_anew = old_cases.iter().filter(|case| !new_cases.iter().any(|other| other.parameters == case.parameters));
    let cases: Vec<&EndpointTest> = new_cases.iter().chain(asked_anew).take(MOST).collect();
    if cases.is_empty() {
        return None;
    }
    let partitions = |model: &Model| model.partitions.clone();
    let (old_partitions, new_partitions) = (partitions(old), partitions(new));
    let differing: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let was = resolve(before, &case.parameters, old_partitions.as_deref());
            let is = resolve(after, &case.parameters, new_partitions.as_deref());
            (was != is).then(|| format!("{} ({} → {})", words::code(&name(case)), was.shown(), is.shown()))
        })
        .collect();
    let count = cases.len();
    if differing.is_empty() {
        return Some(format!("All {count} endpoint test cases resolve as before."));
    }
    let shown = differing.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    let more = differing.len().saturating_sub(SHOWN);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    Some(format!("Of {count} endpoint test cases {} resolve otherwise: {shown}{more}.", differing.len()))
}

/// What a case shows; without words, what it asks with.
fn name(case: &EndpointTest) -> String {
    if !case.documentation.is_empty() {
        return words::cut(&case.documentation, 100);
    }
    let said = case.parameters.iter().map(|(name, value)| match value {
        ParameterValue::Text(text) => format!("{name}={text}"),
        ParameterValue::Boolean(value) => format!("{name}={value}"),
        ParameterValue::Texts(texts) => format!("{name}={}", texts.join("+")),
    });
    words::cut(&said.collect::<Vec<_>>().join(" "), 100)
}

/// What rules give.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Resolved {
    Endpoint {
        url: String,
        headers: Vec<(String, Vec<String>)>,
        auth: Vec<String>,
    },
    Error(String),
    /// No rule fits, or one that fits cannot be followed.
    Nothing,
}

impl Resolved {
    fn shown(&self) -> String {
        match self {
            Self::Endpoint { url, headers, auth } => {
                let auth = if auth.is_empty() { String::new() } else { format!(" signed {}", auth.join(", ")) };
                let headers = if headers.is_empty() { "" } else { " with headers" };
                words::plain(&format!("{url}{auth}{headers}"))
            }
            Self::Error(message) => format!("error {:?}", words::cut(message, 80)),
            Self::Nothing => "no endpoint".to_owned(),
        }
    }
}

/// A value of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Seen {
    Text(String),
    Boolean(bool),
    Texts(Vec<String>),
    Partition(PartitionFacts),
    /// As text, since it borrows from it.
    Arn(String),
    /// The parts of an ARN's resource.
    Resource(String),
    Url(rules::Url),
}

/// What a rule set is asked with, and what its conditions assigned.
struct Scope<'a> {
    values: Vec<(String, Seen)>,
    partitions: Option<&'a [PartitionFacts]>,
}

/// Asks a rule set.
fn resolve(set: &RuleSet, given: &[(String, ParameterValue)], partitions: Option<&[PartitionFacts]>) -> Resolved {
    let mut scope = Scope { values: Vec::new(), partitions };
    for parameter in &set.parameters {
        let said = given.iter().find(|(name, _)| *name == parameter.name).map(|(_, value)| value);
        match said.or(parameter.default.as_ref()) {
            Some(value) => scope.values.push((parameter.name.clone(), seen(value))),
            None if parameter.required => return Resolved::Nothing,
            None => {}
        }
    }
    scope.rules(&set.rules).unwrap_or(Resolved::Nothing)
}

fn seen(value: &ParameterValue) -> Seen {
    match value {
        ParameterValue::Text(text) => Seen::Text(text.clone()),
        ParameterValue::Boolean(value) => Seen::Boolean(*value),
        ParameterValue::Texts(texts) => Seen::Texts(texts.clone()),
    }
}

impl Scope<'_> {
    /// What the first rule gives whose conditions are met. The loader bounds how deep rules are nested.
    fn rules(&mut self, rules: &[Rule]) -> Option<Resolved> {
        let known = self.values.len();
        for Rule { conditions, then } in rules {
            self.values.truncate(known);
            if conditions.iter().all(|condition| self.is_met(condition)) {
                return Some(self.then(then));
            }
        }
        None
    }

    fn is_met(&mut self, Condition { call, assign }: &Condition) -> bool {
        let Some(value) = self.call(call).filter(|value| *value != Seen::Boolean(false)) else { return false };
        if let Some(name) = assign {
            self.values.push((name.clone(), value));
        }
        true
    }

    fn then(&mut self, then: &Consequence) -> Resolved {
        match then {
            Consequence::Tree(rules) => self.rules(rules).unwrap_or(Resolved::Nothing),
            Consequence::Error(message) => self.text(message).map_or(Resolved::Nothing, Resolved::Error),
            Consequence::Endpoint { url, headers, auth } => {
                let texts =
                    |values: &[Argument]| values.iter().map(|value| self.text(value)).collect::<Option<Vec<String>>>();
                let headers: Option<Vec<(String, Vec<String>)>> =
                    headers.iter().map(|(name, values)| Some((name.clone(), texts(values)?))).collect();
                let auth: Option<Vec<String>> = auth.iter().map(|scheme| self.auth(scheme)).collect();
                match (self.text(url), headers, auth) {
                    (Some(url), Some(headers), Some(auth)) => Resolved::Endpoint { url, headers, auth },
                    _ => Resolved::Nothing,
                }
            }
        }
    }

    /// `sigv4 workmail us-east-1`
    fn auth(&self, scheme: &EndpointAuth) -> Option<String> {
        let EndpointAuth { name, signing_name, signing_region, disable_double_encoding, disable_normalize_path } =
            scheme;
        let mut said = name.clone();
        for argument in [signing_name, signing_region].into_iter().flatten() {
            said.push_str(&format!(" {}", self.text(argument)?));
        }
        for (is_set, word) in [(disable_double_encoding, "singly-encoded"), (disable_normalize_path, "as-it-stands")] {
            if *is_set {
                said.push_str(&format!(" {word}"));
            }
        }
        Some(said)
    }

    fn text(&self, argument: &Argument) -> Option<String> {
        match self.argument(argument)? {
            Seen::Text(text) => Some(text),
            _ => None,
        }
    }

    fn argument(&self, argument: &Argument) -> Option<Seen> {
        match argument {
            Argument::Boolean(value) => Some(Seen::Boolean(*value)),
            Argument::Reference(name) => self.named(name).cloned(),
            Argument::Call(call) => self.call(call),
            Argument::Template(parts) => {
                let mut text = String::new();
                for part in parts {
                    match part {
                        TemplatePart::Literal(literal) => text.push_str(literal),
                        TemplatePart::Value { name, path } => match attribute(self.named(name)?.clone(), path)? {
                            Seen::Text(value) => text.push_str(&value),
                            Seen::Boolean(value) => text.push_str(&value.to_string()),
                            _ => return None,
                        },
                    }
                }
                Some(Seen::Text(text))
            }
        }
    }

    fn named(&self, name: &str) -> Option<&Seen> {
        self.values.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    fn call(&self, call: &RuleCall) -> Option<Seen> {
        match call {
            RuleCall::IsSet(value) => Some(Seen::Boolean(self.argument(value).is_some())),
            RuleCall::Not(value) => {
                let is_met = self.argument(value).is_some_and(|value| value != Seen::Boolean(false));
                Some(Seen::Boolean(!is_met))
            }
            RuleCall::BooleanEquals(a, b) | RuleCall::StringEquals(a, b) => {
                Some(Seen::Boolean(self.argument(a)? == self.argument(b)?))
            }
            RuleCall::GetAttr(value, path) => attribute(self.argument(value)?, path),
            RuleCall::Partition(region) => self.partition(&self.text(region)?).map(Seen::Partition),
            RuleCall::ParseArn(text) => {
                let text = self.text(text)?;
                rules::parse_arn(&text).is_some().then_some(Seen::Arn(text))
            }
            RuleCall::ParseUrl(text) => rules::parse_url(&self.text(text)?).map(Seen::Url),
            RuleCall::IsValidHostLabel(text, dots) => {
                Some(Seen::Boolean(rules::is_valid_host_label(&self.text(text)?, *dots)))
            }
            RuleCall::Substring(text, start, stop, from_end) => {
                let text = self.text(text)?;
                rules::substring(&text, *start, *stop, *from_end).map(|part| Seen::Text(part.to_owned()))
            }
            RuleCall::UriEncode(text) => Some(Seen::Text(rules::uri_encode(&self.text(text)?))),
        }
    }

    /// By the model's own data, else by what clients carry.
    fn partition(&self, region: &str) -> Option<PartitionFacts> {
        if let Some(partitions) = self.partitions {
            let listed = partitions.iter().find(|one| one.regions.iter().any(|known| known == region));
            let fitting = || partitions.iter().find(|one| one.prefixes.iter().any(|prefix| fits(prefix, region)));
            let fallback = || partitions.iter().find(|one| one.name == "aws");
            return listed.or_else(fitting).or_else(fallback).cloned();
        }
        let found = rules::partition(region)?;
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Some(PartitionFacts {
            name: found.name.to_owned(),
            dns_suffix: found.dns_suffix.to_owned(),
            dual_stack_dns_suffix: found.dual_stack_dns_suffix.to_owned(),
            supports_fips: found.supports_fips,
            supports_dual_stack: found.supports_dual_stack,
            implicit_global_region: found.implicit_global_region.to_owned(),
            prefixes: texts(found.prefixes),
            regions: texts(found.regions),
        })
    }
}

/// Whether a region is called as those of a partition: a prefix, a word, a hyphen, a number.
fn fits(prefix: &str, region: &str) -> bool {
    let parts = region.strip_prefix(prefix).and_then(|rest| rest.rsplit_once('-'));
    let is = |text: &str, fits: fn(&u8) -> bool| !text.is_empty() && text.as_bytes().iter().all(fits);
    parts.is_some_and(|(word, number)| {
        is(word, |byte| byte.is_ascii_alphanumeric() || *byte == b'_') && is(number, u8::is_ascii_digit)
    })
}

fn attribute(value: Seen, path: &[AttributeStep]) -> Option<Seen> {
    path.iter().try_fold(value, |value, step| step_into(&value, step))
}

fn step_into(value: &Seen, step: &AttributeStep) -> Option<Seen> {
    let text = |text: &str| Some(Seen::Text(text.to_owned()));
    match (value, step) {
        (Seen::Texts(texts), AttributeStep::Index(index)) => text(texts.get(*index)?),
        (Seen::Resource(arn), AttributeStep::Index(index)) => text(rules::parse_arn(arn)?.resource_id(*index)?),
        (Seen::Arn(arn), AttributeStep::Key(key)) => {
            let parts = rules::parse_arn(arn)?;
            match key.as_str() {
                "partition" => text(parts.partition),
                "service" => text(parts.service),
                "region" => text(parts.region),
                "accountId" => text(parts.account_id),
                "resourceId" => Some(Seen::Resource(arn.clone())),
                _ => None,
            }
        }
        (Seen::Url(url), AttributeStep::Key(key)) => match key.as_str() {
            "scheme" => text(&url.scheme),
            "authority" => text(&url.authority),
            "path" => text(&url.path),
            "normalizedPath" => text(&url.normalized_path),
            "isIp" => Some(Seen::Boolean(url.is_ip)),
            _ => None,
        },
        (Seen::Partition(partition), AttributeStep::Key(key)) => match key.as_str() {
            "name" => text(&partition.name),
            "dnsSuffix" => text(&partition.dns_suffix),
            "dualStackDnsSuffix" => text(&partition.dual_stack_dns_suffix),
            "supportsFIPS" => Some(Seen::Boolean(partition.supports_fips)),
            "supportsDualStack" => Some(Seen::Boolean(partition.supports_dual_stack)),
            "implicitGlobalRegion" => text(&partition.implicit_global_region),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::rule_set::ExpectedEndpoint;
    use crate::model::{LoadOptions, load};

    /// The models' own cases say what their rules give: the interpreter agrees with each of them.
    #[test]
    fn the_cases_of_official_models_come_out_as_they_expect() {
        let Some(folder) = std::env::var_os("TINSMITH_SHARED_MODELS") else {
            eprintln!("skipped: TINSMITH_SHARED_MODELS does not say where official models are");
            return;
        };
        // The models' cases were written for the partitions of their day.
        let partitions = Some(Path::new(&folder).join("partitions-2025-04.json"));
        let options = LoadOptions { streams: true, partitions, ..LoadOptions::default() };
        let mut count = 0;
        for entry in std::fs::read_dir(Path::new(&folder)).unwrap() {
            let path = entry.unwrap().path();
            let Ok(loaded) = load(&path, &options) else { continue };
            let traits = &loaded.model.service.traits;
            let Some(set) = &traits.endpoint_rules else { continue };
            for case in &traits.endpoint_cases {
                let partitions = loaded.model.partitions.as_deref();
                let resolved = resolve(set, &case.parameters, partitions);
                let agrees = match (&case.expected, &resolved) {
                    (ExpectedEndpoint::Endpoint { url, .. }, Resolved::Endpoint { url: given, .. }) => url == given,
                    (ExpectedEndpoint::Error(message), Resolved::Error(given)) => message == given,
                    _ => false,
                };
                assert!(agrees, "{}: {}: {resolved:?}", path.display(), case.documentation);
                count += 1;
            }
        }
        assert!(count > 50, "{count} cases");
    }
}
