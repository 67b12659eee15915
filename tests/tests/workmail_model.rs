//! `model/workmail.json` says what the service does, all of it, and in our own words.
#![cfg(test)]

mod support;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;

use serde_json::Value;
use support::{shared_models, workmail, workmail_path};
use tinsmith::model::{LoadOptions, Member, Model, Operation, Paginated, Shape, ShapeKind, Simple, Traits, load};

const PUT_EMAIL_MONITORING: &str = "com.amazonaws.workmail#PutEmailMonitoringConfigurationRequest";
const QUOTA: &str = "com.amazonaws.workmail#LimitExceededException";
const UNSUPPORTED: &str = "com.amazonaws.workmail#UnsupportedOperationException";

fn loaded() -> Model {
    let loaded = load(&workmail_path(), &LoadOptions { strict: true, ..LoadOptions::default() }).unwrap();
    assert_eq!(loaded.warnings, []);
    loaded.model
}

/// The official WorkMail model, where it is at hand.
fn official(what_is_skipped: &str) -> Option<PathBuf> {
    let models = shared_models(what_is_skipped)?;
    let found =
        models.into_iter().find(|path| path.file_name().is_some_and(|n| n.to_string_lossy().contains("workmail")));
    if found.is_none() {
        eprintln!("skipped: {what_is_skipped}: no WorkMail model among the official ones");
    }
    found
}

/// The members of a structure or union; none of other shapes.
fn members(shape: &Shape) -> &[Member] {
    match &shape.kind {
        ShapeKind::Structure(members) | ShapeKind::Union(members) => members,
        _ => &[],
    }
}

fn count(model: &Model, test: impl Fn(&Shape) -> bool) -> usize {
    model.shapes.values().filter(|shape| test(shape)).count()
}

#[test]
fn it_has_everything_the_service_has() {
    let model = loaded();
    assert_eq!(model.service.id.to_string(), "com.amazonaws.workmail#WorkMailService");
    assert_eq!(model.service.version, "2017-10-01");
    assert_eq!(model.service.traits.sigv4_name.as_deref(), Some("workmail"));
    assert_eq!(model.service.traits.protocols, ["aws.protocols#awsJson1_1"]);
    assert_eq!(model.service.traits.aws_service.as_ref().unwrap().endpoint_prefix.as_deref(), Some("workmail"));
    let has = |what: &str, number: usize, known: usize| {
        assert_eq!(
            number, known,
            "{what} in model/workmail.json: where the service has changed, this test has to learn it"
        );
    };
    has("operations", model.operations.len(), 92);
    has("errors", count(&model, |shape| shape.traits.error.is_some()), 22);
    has("structures", count(&model, |shape| matches!(shape.kind, ShapeKind::Structure(_))), 239);
    has("enums", count(&model, |shape| matches!(shape.kind, ShapeKind::Enum(_))), 17);
    let paginated: Vec<&Paginated> = model.operations.iter().filter_map(|op| op.traits.paginated.as_ref()).collect();
    has("paginated operations", paginated.len(), 15);
    assert!(paginated.iter().all(|paginated| paginated.items.is_some()));
    let tokens = model.shapes.values().flat_map(members).filter(|member| member.traits.idempotency_token);
    has("idempotency tokens", tokens.count(), 9);
    has(
        "secrets",
        count(&model, |shape| shape.traits.sensitive && matches!(shape.kind, ShapeKind::Simple(Simple::String))),
        5,
    );
    has("patterns", count(&model, |shape| shape.traits.pattern.is_some()), 59);
    has("members Type", count(&model, |shape| members(shape).iter().any(|member| member.name == "Type")), 13);
    assert!(model.shapes.values().any(|shape| shape.id.name() == "String"));
    assert!(model.service.traits.endpoint_rule_set.is_some() && model.service.traits.endpoint_tests.is_some());
}

/// Every text of a model with where it stands; an empty one where there is none.
fn documentation(model: &Model) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let mut add = |place: String, traits: &Traits| {
        texts.insert(place, traits.documentation.clone().unwrap_or_default());
    };
    add(model.service.id.to_string(), &model.service.traits);
    for operation in &model.operations {
        add(operation.id.to_string(), &operation.traits);
    }
    for shape in model.shapes.values() {
        match &shape.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => {
                add(shape.id.to_string(), &shape.traits);
                members.iter().for_each(|member| add(format!("{}${}", shape.id, member.name), &member.traits));
            }
            ShapeKind::Enum(values) => {
                add(shape.id.to_string(), &shape.traits);
                values.iter().for_each(|value| add(format!("{}${}", shape.id, value.value), &value.traits));
            }
            _ if shape.traits.documentation.is_some() => add(shape.id.to_string(), &shape.traits),
            _ => {}
        }
    }
    texts
}

#[test]
fn everything_a_person_looks_up_is_documented() {
    let texts = documentation(&loaded());
    assert!(texts.len() > 1_000, "{}", texts.len());
    let mut wrong = Vec::new();
    for (place, text) in &texts {
        let first = text.chars().next();
        let complete = text.ends_with('.') && first.is_some_and(|letter| letter.is_uppercase() || letter == '`');
        if !complete || text.contains(['<', '>']) || text.split_whitespace().count() < 3 {
            wrong.push(format!("{place}: {text:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_newest_features_get_the_fullest_treatment() {
    let texts = documentation(&loaded());
    let words = |text: &String| text.split_whitespace().count();
    let operations = [
        "CreateIdentityCenterApplication",
        "DeleteIdentityCenterApplication",
        "DeleteIdentityProviderConfiguration",
        "DeletePersonalAccessToken",
        "DescribeIdentityProviderConfiguration",
        "GetPersonalAccessTokenMetadata",
        "ListPersonalAccessTokens",
        "PutIdentityProviderConfiguration",
    ];
    for operation in operations {
        let text = &texts[&format!("com.amazonaws.workmail#{operation}")];
        assert!(words(text) >= 30, "{operation}: {text}");
    }
}

/// The words of a text, without what is markup in one of the two sources.
fn words(text: &str) -> Vec<String> {
    let mut plain = String::new();
    let mut in_tag = false;
    for letter in text.chars() {
        match letter {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                plain.push(' ');
            }
            _ if in_tag => {}
            letter if letter.is_alphanumeric() => plain.extend(letter.to_lowercase()),
            '\'' | '’' => {}
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().map(str::to_owned).collect()
}

/// The sentences of a text that say something: of four words or more.
fn sentences(text: &str) -> impl Iterator<Item = Vec<String>> {
    let plain = text.replace("</p>", ". ").replace("</li>", ". ");
    let parts: Vec<Vec<String>> =
        plain.split(['.', '!', '?', ':', ';']).map(words).filter(|words| words.len() >= 4).collect();
    parts.into_iter()
}

/// Words in a row that are a copy.
const RUN: usize = 8;

#[test]
fn no_sentence_is_copied() {
    let Some(path) = official("comparison of documentation with the official model") else { return };
    let theirs: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let (mut runs, mut whole) = (HashSet::new(), HashSet::new());
    each_documentation(&theirs, &mut |text| {
        runs.extend(words(text).windows(RUN).map(<[String]>::to_vec));
        whole.extend(sentences(text));
    });
    assert!(runs.len() > 1_000 && whole.len() > 500, "{} and {}", runs.len(), whole.len());
    let mut copies = BTreeSet::new();
    each_documentation(&workmail(), &mut |text| {
        copies.extend(words(text).windows(RUN).filter(|run| runs.contains(*run)).map(|run| run.join(" ")));
        copies.extend(sentences(text).filter(|sentence| whole.contains(sentence)).map(|sentence| sentence.join(" ")));
    });
    assert!(copies.is_empty(), "{copies:#?}");
}

/// Calls `found` with every documentation trait of a file.
fn each_documentation(value: &Value, found: &mut impl FnMut(&str)) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Value::String(text) if key == "smithy.api#documentation" || key == "documentation" => found(text),
                    value => each_documentation(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| each_documentation(item, found)),
        _ => {}
    }
}

/// Takes away what two models of one service may differ in: words, and the order of errors, which the official model
/// sorts.
fn facts_alone(model: &mut Model) {
    without_words(&mut model.service.traits);
    model.service.errors.sort();
    for Operation { traits, errors, .. } in &mut model.operations {
        without_words(traits);
        errors.sort();
    }
    for shape in model.shapes.values_mut() {
        without_words(&mut shape.traits);
        match &mut shape.kind {
            ShapeKind::Structure(members) | ShapeKind::Union(members) => {
                members.iter_mut().for_each(|member| without_words(&mut member.traits));
            }
            ShapeKind::Enum(values) => values.iter_mut().for_each(|value| without_words(&mut value.traits)),
            ShapeKind::IntEnum(values) => values.iter_mut().for_each(|value| without_words(&mut value.traits)),
            ShapeKind::List(member) => without_words(&mut member.traits),
            ShapeKind::Map { key, value } => {
                without_words(&mut key.traits);
                without_words(&mut value.traits);
            }
            ShapeKind::Simple(_) => {}
        }
    }
}

fn without_words(traits: &mut Traits) {
    traits.documentation = None;
    traits.title = None;
    traits
        .irrelevant
        .retain(|id, _| !id.contains("documentation") && !id.contains("xmlNamespace") && !id.contains("suppress"));
    traits.endpoint_cases.iter_mut().for_each(|case| case.documentation.clear());
    for rules in [&mut traits.endpoint_rule_set, &mut traits.endpoint_tests].into_iter().flatten() {
        lower_case_types(rules);
    }
}

/// The rule set's parameter types are `String` in the official model and `string` in the specification; its
/// descriptions are words.
fn lower_case_types(value: &mut Value) {
    match value {
        Value::Object(entries) => {
            entries.shift_remove("documentation");
            for (key, value) in entries {
                match value {
                    Value::String(text) if key == "type" => *text = text.to_lowercase(),
                    value => lower_case_types(value),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(lower_case_types),
        _ => {}
    }
}

/// Both print alike; the first line that differs is shown.
fn same<T: std::fmt::Debug>(ours: &T, theirs: &T) {
    let (ours, theirs) = (format!("{ours:#?}"), format!("{theirs:#?}"));
    for (line, (ours_line, theirs_line)) in ours.lines().zip(theirs.lines()).enumerate() {
        assert_eq!(ours_line, theirs_line, "line {line} of {ours}");
    }
    assert_eq!(ours.len(), theirs.len(), "{ours}");
}

#[test]
fn the_facts_are_the_official_ones_but_for_two_newer_ones() {
    let Some(path) = official("comparison of facts with the official model") else { return };
    let mut ours = loaded();
    let mut theirs = load(&path, &LoadOptions::default()).unwrap().model;
    facts_alone(&mut ours);
    facts_alone(&mut theirs);

    // Newer: the role is optional.
    let put = theirs.shapes.iter_mut().find(|(id, _)| id.as_str() == PUT_EMAIL_MONITORING).unwrap().1;
    let ShapeKind::Structure(members) = &mut put.kind else { panic!("{put:?}") };
    let role = members.iter_mut().find(|member| member.name == "RoleArn").unwrap();
    assert!(std::mem::take(&mut role.traits.required));
    // Newer: registering can be unsupported.
    let unsupported = theirs.shapes.keys().find(|id| id.as_str() == UNSUPPORTED).unwrap().clone();
    let register = theirs.operations.iter_mut().find(|op| op.id.name() == "RegisterToWorkMail").unwrap();
    assert!(!register.errors.contains(&unsupported));
    register.errors.push(unsupported);
    register.errors.sort();

    // Beside ours: a reached quota is not retried, in the ten operations that can end so.
    let quota = ours.shapes.iter_mut().find(|(id, _)| id.as_str() == QUOTA).unwrap();
    assert!(quota.1.traits.not_retried.take().is_some_and(|reason| reason.ends_with('.')));
    let ending = ours.operations.iter().filter(|operation| operation.errors.iter().any(|id| id.as_str() == QUOTA));
    assert_eq!(ending.count(), 10);

    let rules = |traits: &mut Traits| (traits.endpoint_rule_set.take(), traits.endpoint_tests.take());
    assert!(rules(&mut ours.service.traits) == rules(&mut theirs.service.traits), "the endpoint rules differ");
    same(&ours.service, &theirs.service);
    let names = |model: &Model| model.operations.iter().map(|op| op.id.name().to_owned()).collect::<BTreeSet<_>>();
    let alone: Vec<String> = names(&ours).symmetric_difference(&names(&theirs)).cloned().collect();
    assert_eq!(alone, [""; 0], "operations that one of the models alone has; name here those that are newer in ours");
    for (ours, theirs) in ours.operations.iter().zip(&mut theirs.operations) {
        // botocore names the items of a page where the official model leaves them out; ours names them everywhere.
        if let (Some(ours), Some(theirs)) = (&ours.traits.paginated, &mut theirs.traits.paginated) {
            theirs.items = theirs.items.take().or_else(|| ours.items.clone());
        }
        same(ours, &*theirs);
    }
    assert!(ours.shapes.keys().eq(theirs.shapes.keys()));
    for (ours, theirs) in ours.shapes.values().zip(theirs.shapes.values()) {
        same(ours, theirs);
    }
}
