//! Every rule with its verdicts: the judge is asked about a sample of each kind of difference, so that what is listed is
//! what judges.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::aspect::Aspect;
use super::change::{Action, Change, Place, Severity};
use super::compare::{Beside, Found, User};
use super::judge::{self, Judgement};
use super::view::Kind;
use crate::model::{Simple, TraitSeverity};
use crate::pattern::Relation;

/// A rule: what follows from a kind of difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// `aspect.action`, with the circumstances where they matter: `pattern.changed.looser`.
    pub id: String,
    /// What follows for requests, and why.
    pub request: (Severity, &'static str),
    /// What follows for responses, and why.
    pub response: (Severity, &'static str),
}

/// A difference and the circumstances that tell it from others of its aspect.
struct Sample {
    circumstances: &'static str,
    found: Found<'static>,
}

/// All rules, by aspect.
pub fn rules() -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    for aspect in Aspect::every() {
        for action in [Action::Added, Action::Removed, Action::Changed] {
            for Sample { circumstances, found } in samples(&aspect, action) {
                let (request, response) = match judge::judge(&found) {
                    Judgement::Whole(verdict) => (verdict, verdict),
                    Judgement::Sides(request, response) => (request, response),
                };
                // The judge has no words for what cannot happen.
                if request.1.is_empty() {
                    continue;
                }
                let circumstances = if circumstances.is_empty() { String::new() } else { format!(".{circumstances}") };
                let id = format!("{}.{}{circumstances}", named(&aspect), action.name());
                rules.push(Rule { id, request, response });
            }
        }
    }
    rules
}

/// The rules as text: one a line, its verdicts for requests and for responses.
pub fn rules_text() -> String {
    let rules = rules();
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or_default();
    let mut out = format!("{:width$}  {:<10}  {}\n", "rule", "request", "response");
    for rule in rules {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{:width$}  {:<10}  {}", rule.id, rule.request.0.name(), rule.response.0.name());
    }
    out
}

/// Why a rule, or all that begin with `id`, give their verdicts; `None` where there is none.
pub fn explain_rule(id: &str) -> Option<String> {
    let mut out = String::new();
    let is_meant = |rule: &Rule| rule.id == id || rule.id.strip_prefix(id).is_some_and(|rest| rest.starts_with('.'));
    for Rule { id, request, response } in rules().into_iter().filter(is_meant) {
        let _ = writeln!(out, "{id}\n  requests   {}: {}", request.0.name(), request.1);
        let _ = writeln!(out, "  responses  {}: {}", response.0.name(), response.1);
    }
    (!out.is_empty()).then_some(out)
}

/// The rule of a change as far as what happened says it: `pattern.changed`.
pub(super) fn rule_of(change: &Change) -> String {
    format!("{}.{}", named(&change.aspect), change.action.name())
}

fn named(aspect: &Aspect) -> &'static str {
    match aspect {
        Aspect::UnknownTrait(_) => "unknown-trait",
        other => other.name(),
    }
}

fn samples(aspect: &Aspect, action: Action) -> Vec<Sample> {
    let plain = || Found {
        place: Place::Service,
        aspect: aspect.clone(),
        action,
        old: None,
        new: None,
        user: (User::Nobody, User::Nobody),
        kinds: (None, None),
        leads_to: (Vec::new(), Vec::new()),
        container: None,
        same_wire: false,
        beside: Beside::Nothing,
    };
    let one = |circumstances: &'static str, edit: &dyn Fn(&mut Found<'static>)| {
        let mut found = plain();
        edit(&mut found);
        Sample { circumstances, found }
    };
    let beside = |circumstances: &'static str, beside: Beside| one(circumstances, &move |found| found.beside = beside);
    let values = |circumstances: &'static str, old: Option<Value>, new: Option<Value>| {
        one(circumstances, &move |found| (found.old, found.new) = (old.clone(), new.clone()))
    };
    let kinds = |circumstances: &'static str, old: Kind, new: Kind| {
        one(circumstances, &move |found| found.kinds = (Some(old), Some(new)))
    };
    let text = Kind::Simple(Simple::String);
    let required = json!({ "A": { "required": true } });
    let optional = json!({ "A": { "required": false } });
    match (aspect, action) {
        (Aspect::Input, Action::Added) => {
            vec![values("optional", None, Some(optional)), values("required", None, Some(required))]
        }
        (Aspect::Input | Aspect::Output, Action::Removed) => {
            vec![values("", Some(optional), None), values("empty", Some(json!({})), None)]
        }
        (
            Aspect::Operation
            | Aspect::Input
            | Aspect::Output
            | Aspect::Error(_)
            | Aspect::Shape
            | Aspect::Value
            | Aspect::Member
            | Aspect::Required,
            Action::Changed,
        )
        | (Aspect::Type | Aspect::Target, Action::Added | Action::Removed) => Vec::new(),
        (Aspect::Type | Aspect::Target, Action::Changed) => {
            let (float, double) = (Kind::Simple(Simple::Float), Kind::Simple(Simple::Double));
            let (integer, long) = (Kind::Simple(Simple::Integer), Kind::Simple(Simple::Long));
            let document = Kind::Simple(Simple::Document);
            vec![
                one("alike", &|found| {
                    found.kinds = (Some(Kind::Structure), Some(Kind::Structure));
                    found.same_wire = true;
                }),
                kinds("other", text, Kind::Structure),
                kinds("wider-number", integer, long),
                kinds("narrower-number", long, integer),
                kinds("string-to-enum", text, Kind::Enum),
                kinds("enum-to-string", Kind::Enum, text),
                kinds("integer-to-enum", integer, Kind::IntEnum),
                kinds("enum-to-integer", Kind::IntEnum, integer),
                kinds("float-to-double", float, double),
                kinds("double-to-float", double, float),
                kinds("to-document", text, document),
                kinds("from-document", document, text),
            ]
        }
        (Aspect::Member, Action::Added) => vec![
            values("optional", None, Some(json!({}))),
            values("required", None, Some(json!({ "required": true }))),
            one("union", &|found| found.container = Some(Kind::Union)),
        ],
        (Aspect::Required, Action::Removed) => vec![
            beside("", Beside::Nothing),
            beside("default", Beside::Default),
            beside("client-optional", Beside::ClientOptional),
        ],
        (Aspect::Length | Aspect::Range, Action::Added) => vec![values("", None, Some(json!({ "max": 1 })))],
        (Aspect::Length | Aspect::Range, Action::Removed) => vec![values("", Some(json!({ "max": 1 })), None)],
        (Aspect::Length | Aspect::Range, Action::Changed) => vec![
            values("tighter", Some(json!({ "max": 2 })), Some(json!({ "max": 1 }))),
            values("looser", Some(json!({ "max": 1 })), Some(json!({ "max": 2 }))),
            values("apart", Some(json!({ "min": 1, "max": 2 })), Some(json!({ "min": 2, "max": 3 }))),
        ],
        (Aspect::Pattern, _) => {
            let relations = [
                ("equal", Relation::Equal),
                ("looser", Relation::Looser),
                ("tighter", Relation::Tighter),
                ("apart", Relation::Apart),
                ("undecided", Relation::Undecided),
            ];
            let can = |relation: Relation| match action {
                Action::Added => !matches!(relation, Relation::Looser | Relation::Apart),
                Action::Removed => !matches!(relation, Relation::Tighter | Relation::Apart),
                Action::Changed => true,
            };
            let possible = relations.into_iter().filter(|(_, relation)| can(*relation));
            possible.map(|(name, relation)| beside(name, Beside::Texts(relation))).collect()
        }
        (Aspect::TimestampFormat, _) => vec![beside("", Beside::Nothing), beside("rpc-v2-cbor", Beside::OneForm)],
        (Aspect::Sensitive, Action::Removed) => vec![beside("", Beside::Nothing), beside("hidden", Beside::Hidden)],
        (Aspect::Idempotent | Aspect::Readonly, Action::Added | Action::Removed) => {
            vec![beside("", Beside::Nothing), beside("still-repeatable", Beside::Repeatable)]
        }
        (Aspect::Pagination, Action::Changed) => {
            let value = |token: &str| json!({ "inputToken": token, "outputToken": token });
            let mut more = value("a");
            if let Some(fields) = more.as_object_mut() {
                fields.insert("items".to_owned(), json!("x"));
            }
            vec![values("other", Some(value("a")), Some(value("b"))), values("extended", Some(value("a")), Some(more))]
        }
        (Aspect::Protocols, Action::Changed) => vec![
            values("other", Some(json!(["a"])), Some(json!(["b"]))),
            values("extended", Some(json!(["a"])), Some(json!(["a", "b"]))),
        ],
        (Aspect::UnknownTrait(_), _) => vec![
            beside("undefined", Beside::Nothing),
            beside("said-to-break", Beside::Defined(Some(TraitSeverity::Error))),
            beside("said-to-be-risky", Beside::Defined(Some(TraitSeverity::Warning))),
            beside("said-to-be-harmless", Beside::Defined(None)),
        ],
        (Aspect::IgnoredTrait(_), _) => vec![
            beside("", Beside::Nothing),
            one("of-endpoint-rules", &|found| {
                found.aspect = Aspect::IgnoredTrait("smithy.rules#contextParam".to_owned());
            }),
        ],
        _ => vec![beside("", Beside::Nothing)],
    }
}
