//! Two models → every difference between them, whom each of them breaks, and the version bump that the generated crate
//! needs.
//!
//! | file | does |
//! | --- | --- |
//! | `view` | a model by the names that show, and which operations reach what |
//! | `trait_facts` | traits as comparable facts |
//! | `formats` | what is compared between an AST and botocore's files |
//! | `compare` | walks both models and finds the differences |
//! | `judge`, `words` | how bad, why, and in what words |
//! | `texts` | what patterns say of the texts that they take |
//! | `endpoints` | what changed endpoint rules mean for the models' endpoint test cases |
//! | `consequences` | which shapes came and went with which change |
//! | `rules` | all verdicts as a list |
//! | `settings` | what a project has decided: severities, accepted changes |
//! | `rust` | what it means for the generated crate |
//! | `aspect`, `change` | the result |
//! | `group` | changes of one cause |
//! | `text`, `by_operation`, `markdown`, `json`, `changelog` | reports |
//! | `overview` | what many diffs say together |
//! | `version` | whether a version goes far enough |
//! | `github`, `sarif`, `junit` | reports for pipelines, with the lines of `located` |
//! | `git` | earlier versions of a file |
//!
//! Only what the service's operations reach is compared: a shape that nothing refers to is not part of the crate. The
//! result depends on the models alone, not on the order in their files.

mod aspect;
mod by_operation;
mod change;
mod changelog;
mod compare;
mod consequences;
mod endpoints;
mod formats;
mod git;
mod github;
mod group;
mod json;
mod judge;
mod junit;
mod located;
mod markdown;
mod overview;
mod rules;
mod rust;
mod sarif;
mod settings;
mod text;
mod texts;
mod trait_facts;
mod version;
mod view;
mod words;

use std::collections::{BTreeSet, HashSet};
use std::fmt;

pub use aspect::Aspect;
pub use by_operation::by_operation;
pub use change::{Action, Bump, Change, Diff, ItemChange, Place, RustReport, Severity, Side, fails};
pub use changelog::changelog;
pub use git::{GitError, Revision, ends, history, load_revision, revision_file};
pub use github::github;
pub use group::{Group, groups};
pub use json::json;
pub use junit::junit;
pub use located::Located;
pub use markdown::{markdown, markdown_within};
pub use overview::{Entry, Overview, overview_json, overview_line, overview_markdown, overview_text};
pub use rules::{Rule, explain_rule, rules, rules_text};
pub use sarif::sarif;
pub use settings::{Settings, accepted_entry, is_day};
pub use text::{Colour, Grouping, ShownItems, TextOptions, summary_line, text, text_with};
pub use version::{TooLow, check_version, least_version};

use crate::lower::ir::Directions;
use crate::model::{self, AwsService, Format, Loaded, Model, ShapeKind};
use compare::{Found, User};
use judge::Judgement;
use trait_facts::Scope;
use view::View;

/// What counts as a difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiffOptions {
    /// Documentation, examples and links, too.
    pub docs: bool,
    /// The protocols to choose from for the crate, by trait id or its name; all that are spoken where this is empty.
    pub protocols: Vec<String>,
}

/// A model and what the caller calls it.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// The path of its file, or a revision and a path.
    pub name: &'a str,
    /// The model.
    pub loaded: &'a Loaded,
}

/// Why two models cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DiffError {
    /// They describe different services.
    Services {
        /// The old model and its service.
        old: (String, String),
        /// The new model and its service.
        new: (String, String),
    },
    /// No protocol is common to both.
    Protocols {
        /// The old model and its protocols.
        old: (String, String),
        /// The new model and its protocols.
        new: (String, String),
    },
}

impl fmt::Display for DiffError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Services { old, new } => write!(
                f,
                "{} describes {}, and {} describes {}\n  give two versions of the model of one service",
                old.0, old.1, new.0, new.1
            ),
            Self::Protocols { old, new } => write!(
                f,
                "{} speaks {}, and {} speaks {}: no message of one is a message of the other\n  give two models with a \
                 protocol in common",
                old.0, old.1, new.0, new.1
            ),
        }
    }
}

impl std::error::Error for DiffError {}

/// Everything that differs between two models of one service, in a stable order.
///
/// # Errors
/// The models describe different services, or have no protocol in common.
pub fn diff(old: Named<'_>, new: Named<'_>, options: DiffOptions) -> Result<Diff, DiffError> {
    let (old_model, new_model) = (&old.loaded.model, &new.loaded.model);
    let scope = Scope {
        docs: options.docs,
        mixed: old.loaded.format != new.loaded.format,
        one_time: [old_model, new_model].into_iter().all(writes_times_in_one_form),
        whole_patterns: [old, new].iter().any(|named| named.loaded.format == Format::Botocore),
    };
    check_services(old, new)?;
    check_protocols(old, new)?;
    let shared: HashSet<String> =
        view::shared_names(old_model).union(&view::shared_names(new_model)).cloned().collect();
    let before = View::new(old_model, scope, shared.clone());
    let after = View::new(new_model, scope, shared);
    let mut found = compare::walk(&before, &after);
    found.sort_by(|a, b| a.place.order().cmp(&b.place.order()).then_with(|| a.aspect.cmp(&b.aspect)));
    let follows = consequences::follow(&before, &after, &found);
    let mut changes: Vec<Change> =
        found.iter().zip(follows).map(|(found, follows_from)| change(&before, &after, found, follows_from)).collect();
    follow_severity(&mut changes);
    let rust = rust::report(&before, &after, &options.protocols, &mut changes);
    Ok(Diff { service: service_name(new_model), old: side(old), new: side(new), changes, rust })
}

fn change(old: &View<'_>, new: &View<'_>, found: &Found<'_>, follows_from: Vec<String>) -> Change {
    let directions = directions(old, new, found.user);
    let (whole, request, response) = match judge::judge(found) {
        Judgement::Whole(verdict) => {
            (Some(verdict), directions.request.then_some(verdict), directions.response.then_some(verdict))
        }
        Judgement::Sides(request, response) => {
            (None, directions.request.then_some(request), directions.response.then_some(response))
        }
    };
    let operations = operations(old, new, found.user);
    let mut reason = words::reason(whole, request, response);
    if found.aspect == Aspect::EndpointRules
        && let Some(told) = endpoints::told(old.model, new.model)
    {
        reason = format!("{reason} {told}");
    }
    if only_streams(old, new, &operations) {
        reason.push_str(" No crate has it: operations with streams are left out.");
    }
    Change {
        id: compare::id(found),
        place: found.place.clone(),
        aspect: found.aspect.clone(),
        action: found.action,
        old: found.old.clone(),
        new: found.new.clone(),
        severity: words::worst([whole, request, response]),
        request: request.map(|(severity, _)| severity),
        response: response.map(|(severity, _)| severity),
        rust: None,
        operations,
        summary: words::summary(found),
        reason,
        follows_from,
        retarget: retarget(old, new, found),
        defined: (definition(old, &found.place, found.user.0), definition(new, &found.place, found.user.1)),
        accepted: None,
    }
}

/// Where a model defines a place, or what it would belong to.
fn definition(view: &View<'_>, place: &Place, user: User<'_>) -> model::Place {
    let service = || model::Place::shape(&view.model.service.id);
    let (label, member) = match place {
        Place::Service => return service(),
        Place::Operation(name) => {
            return view.operations.get(name).map_or_else(service, |operation| model::Place::shape(&operation.id));
        }
        Place::Shape(label) => (label, None),
        // Of `Tags.member` the member: a list in it has its own place.
        Place::Member { shape, path } => (shape, path.split('.').next()),
        Place::Value { shape, value } => (shape, Some(value.as_str())),
    };
    let id = match user {
        User::Shape(id) => Some(id),
        User::Service | User::Nobody | User::Operation(_) => view.called(label),
    };
    let Some(id) = id else { return service() };
    let at = model::Place::shape(id);
    let named = |value: &str| match view.shape(id).map(|shape| &shape.kind) {
        Some(ShapeKind::Enum(values)) => values.iter().find(|member| member.value == value)?.name.clone(),
        Some(ShapeKind::IntEnum(values)) => {
            Some(values.iter().find(|member| member.value.to_string() == value)?.name.clone())
        }
        _ => None,
    };
    member.map_or(at.clone(), |member| at.member(&named(member).unwrap_or_else(|| member.to_owned())))
}

/// The names of what a member held and holds, where they differ.
fn retarget(old: &View<'_>, new: &View<'_>, found: &Found<'_>) -> Option<(String, String)> {
    let Place::Member { path, .. } = &found.place else { return None };
    let target = |view: &View<'_>, user: User<'_>| {
        let User::Shape(id) = user else { return None };
        let member = view.shape(id)?.kind.members().find(|member| member.name == *path)?;
        Some(compare::target_name(view, &member.target))
    };
    let (old, new) = (target(old, found.user.0)?, target(new, found.user.1)?);
    (old != new).then_some((old, new))
}

/// A type that is gone with changes that break nothing breaks nothing: what it was has another name now. That code which
/// names it does not compile is told by the bump.
fn follow_severity(changes: &mut [Change]) {
    let harmless: HashSet<String> = changes
        .iter()
        .filter(|change| change.severity == Severity::Compatible)
        .map(|change| change.id.clone())
        .collect();
    for change in changes.iter_mut().filter(|change| change.aspect == Aspect::Shape) {
        if !change.follows_from.is_empty() && change.follows_from.iter().all(|id| harmless.contains(id)) {
            change.severity = Severity::Compatible;
            change.request = change.request.map(|_| Severity::Compatible);
            change.response = change.response.map(|_| Severity::Compatible);
            "What held it holds something else that looks alike on the wire.".clone_into(&mut change.reason);
        }
    }
}

/// The sides on which programs that use the old model meet the place; for what is new, those of the new model.
fn directions(old: &View<'_>, new: &View<'_>, user: (User<'_>, User<'_>)) -> Directions {
    let of = |view: &View<'_>, user: User<'_>| match user {
        User::Shape(id) => view.directions(id),
        User::Service | User::Operation(_) | User::Nobody => Directions::default(),
    };
    match user {
        (User::Nobody, user) => of(new, user),
        (user, _) => of(old, user),
    }
}

/// The operations of either model that the place belongs to or that reach it.
fn operations(old: &View<'_>, new: &View<'_>, user: (User<'_>, User<'_>)) -> Vec<String> {
    let of = |view: &View<'_>, user: User<'_>| -> Vec<String> {
        match user {
            User::Nobody => Vec::new(),
            User::Service => view.operations.keys().cloned().collect(),
            User::Operation(id) => vec![view.key(id)],
            User::Shape(id) => view.reaching(id).map(str::to_owned).collect(),
        }
    };
    let all: BTreeSet<String> = of(old, user.0).into_iter().chain(of(new, user.1)).collect();
    all.into_iter().collect()
}

/// Whether all of the operations hold streams, in whichever model has them.
fn only_streams(old: &View<'_>, new: &View<'_>, operations: &[String]) -> bool {
    let generated =
        |view: &View<'_>, name: &String| view.operations.get(name).is_some_and(|operation| operation.stream.is_none());
    !operations.is_empty() && !operations.iter().any(|name| generated(old, name) || generated(new, name))
}

fn side(named: Named<'_>) -> Side {
    Side {
        name: named.name.to_owned(),
        version: named.loaded.model.service.version.clone(),
        format: named.loaded.format,
        sha256: named.loaded.sha256.clone(),
    }
}

/// Whether all protocols of the service write a time in one form, whatever is said of it: CBOR has a tag for times.
fn writes_times_in_one_form(model: &Model) -> bool {
    let protocols = &model.service.traits.protocols;
    !protocols.is_empty() && protocols.iter().all(|protocol| protocol == "smithy.protocols#rpcv2Cbor")
}

/// What people call the service.
fn service_name(model: &Model) -> String {
    let aws = model.service.traits.aws_service.as_ref();
    aws.map_or_else(|| model.service.id.name().to_owned(), |aws| aws.sdk_id.clone())
}

/// One service: by its SDK id or by the name of its shape, of which one may have changed; with another SDK id and in
/// another namespace by all that its requests say of it.
fn check_services(old: Named<'_>, new: Named<'_>) -> Result<(), DiffError> {
    let name = |named: Named<'_>| named.loaded.model.service.id.name().to_ascii_lowercase();
    let sdk_id = |named: Named<'_>| aws(named).map(|aws| aws.sdk_id.to_ascii_lowercase());
    let same_sdk_id = sdk_id(old).is_some_and(|old| sdk_id(new) == Some(old));
    let unknown = sdk_id(old).is_none() || sdk_id(new).is_none();
    let same_requests = || {
        let said = |named: Named<'_>| {
            let prefix = aws(named).and_then(|aws| aws.endpoint_prefix.clone());
            (prefix, named.loaded.model.service.version.clone())
        };
        said(old).0.is_some() && said(old) == said(new)
    };
    if same_sdk_id || (name(old) == name(new) && (unknown || same_namespace(old, new) || same_requests())) {
        return Ok(());
    }
    let said = |named: Named<'_>| (named.name.to_owned(), service_name(&named.loaded.model));
    Err(DiffError::Services { old: said(old), new: said(new) })
}

fn aws(named: Named<'_>) -> Option<&AwsService> {
    named.loaded.model.service.traits.aws_service.as_ref()
}

fn same_namespace(old: Named<'_>, new: Named<'_>) -> bool {
    old.loaded.model.service.id.namespace() == new.loaded.model.service.id.namespace()
}

fn check_protocols(old: Named<'_>, new: Named<'_>) -> Result<(), DiffError> {
    let list = |named: Named<'_>| named.loaded.model.service.traits.protocols.clone();
    let (before, after) = (list(old), list(new));
    // A model that names none makes no promise that could be broken.
    if before.is_empty() || after.is_empty() || before.iter().any(|protocol| after.contains(protocol)) {
        return Ok(());
    }
    let said = |named: Named<'_>, list: &[String]| (named.name.to_owned(), list.join(", "));
    Err(DiffError::Protocols { old: said(old, &before), new: said(new, &after) })
}
