//! A change, and the report that a diff is.

use std::collections::HashSet;
use std::fmt;

use serde_json::Value;

use super::aspect::Aspect;
use crate::model::{self, Format};

/// Where a change is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The service.
    Service,
    /// An operation.
    Operation(String),
    /// An operation's input or output where the two shapes have different names, such as `ListUsers.input`, or a
    /// shape.
    Shape(String),
    /// A member of a shape. The path is the member's name; `Tags.member` is the element of an unnamed list in `Tags`.
    Member {
        /// The shape.
        shape: String,
        /// The member.
        path: String,
    },
    /// A value of an enum.
    Value {
        /// The enum.
        shape: String,
        /// The value on the wire.
        value: String,
    },
}

impl Place {
    /// Whether it is the service as a whole.
    pub(super) fn is_service(&self) -> bool {
        *self == Self::Service
    }

    /// What reports are sorted by: the service, operations, then each shape followed by what is in it.
    pub(super) fn order(&self) -> (u8, &str, u8, &str) {
        match self {
            Self::Service => (0, "", 0, ""),
            Self::Operation(name) => (1, name, 0, ""),
            Self::Shape(name) => (2, name, 0, ""),
            Self::Member { shape, path } => (2, shape, 1, path),
            Self::Value { shape, value } => (2, shape, 2, value),
        }
    }
}

/// As in an id: `$service`, `ListUsers`, `ListUsersRequest$MaxResults`, `EntityState$ENABLED`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service => f.write_str("$service"),
            Self::Operation(name) | Self::Shape(name) => f.write_str(name),
            Self::Member { shape, path } => write!(f, "{shape}${path}"),
            Self::Value { shape, value } => write!(f, "{shape}${value}"),
        }
    }
}

/// How bad a change is for programs that use the old model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// What worked goes on working.
    Compatible,
    /// It may stop working, for some callers or some values.
    Risky,
    /// It stops working for callers that use it.
    Breaking,
}

impl Severity {
    /// The name in reports and JSON; stable.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compatible => "compatible",
            Self::Risky => "risky",
            Self::Breaking => "breaking",
        }
    }

    /// The severity of a name that [`Severity::name`] gives.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Compatible, Self::Risky, Self::Breaking].into_iter().find(|severity| severity.name() == name)
    }
}

/// The version bump that the generated crate needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// No public item and no behaviour changes: docs and constraints at most.
    Patch,
    /// Items are added, or behave differently; programs go on compiling.
    Minor,
    /// An item is gone or has another type.
    Major,
}

impl Bump {
    /// The name in reports and JSON; stable.
    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// What happened to a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// It is only in the new model.
    Added,
    /// It is only in the old model.
    Removed,
    /// It has another value.
    Changed,
}

impl Action {
    /// The name in reports and JSON; stable.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// One difference between two models.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// `place:aspect`, such as `ListUsersRequest$MaxResults:range`: unique in a diff, and the same in every run.
    pub id: String,
    /// Where it is.
    pub place: Place,
    /// What it is about.
    pub aspect: Aspect,
    /// Added, removed or changed.
    pub action: Action,
    /// The value in the old model, where there is one.
    pub old: Option<Value>,
    /// The value in the new model, where there is one.
    pub new: Option<Value>,
    /// The worst of what follows.
    pub severity: Severity,
    /// The verdict for what clients send; `None` where the place is not part of a request.
    pub request: Option<Severity>,
    /// The verdict for what clients receive; `None` where the place is not part of a response.
    pub response: Option<Severity>,
    /// What it means for the generated crate; `None` where that is not known.
    pub rust: Option<Bump>,
    /// The operations of either model that reach the place, sorted.
    pub operations: Vec<String>,
    /// What changed, a sentence.
    pub summary: String,
    /// Why it has its severity, a sentence.
    pub reason: String,
    /// The ids of the changes that brought this one about: a shape comes and goes with what refers to it. Empty for a
    /// change that is an edit of its own.
    pub follows_from: Vec<String>,
    /// For what a member says: the shapes that it held and holds, where they are not called the same. Changes of one
    /// such pair have one cause.
    pub retarget: Option<(String, String)>,
    /// What defines it, or what it belongs to, in the old model and in the new one.
    pub defined: (model::Place, model::Place),
    /// Why somebody has decided to live with it; it then fails no run.
    pub accepted: Option<String>,
}

/// One of the two models.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// How the caller names it: a path, or a revision and a path.
    pub name: String,
    /// The version that the model states.
    pub version: String,
    /// The format of its file.
    pub format: Format,
    /// SHA-256 of its file.
    pub sha256: String,
}

/// What the changes mean for the generated crate.
#[derive(Clone, Debug, PartialEq)]
pub struct RustReport {
    /// The bump that is needed; `None` where nothing changes, or where it is not known.
    pub bump: Option<Bump>,
    /// Public items and behaviours that change, sorted by path.
    pub items: Vec<ItemChange>,
    /// Why the bump is not known.
    pub unavailable: Option<Unavailable>,
}

/// Why there are no two crates to compare: the generator does not speak the protocol of one model, as the text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unavailable {
    /// Of the new model, and perhaps of the old one, no crate can be generated.
    New(String),
    /// Of the old model no crate could be generated; of the new one it can.
    Old(String),
}

/// A clause.
impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New(why) => write!(f, "no crate can be generated: {why}"),
            Self::Old(why) => write!(f, "a crate can be generated of the new model, but not of the old one: {why}"),
        }
    }
}

/// Everything that differs between two models.
#[derive(Clone, Debug, PartialEq)]
pub struct Diff {
    /// What the service is called.
    pub service: String,
    /// The model before.
    pub old: Side,
    /// The model after.
    pub new: Side,
    /// In the order of their places: the service, operations, shapes.
    pub changes: Vec<Change>,
    /// What they mean for the generated crate.
    pub rust: RustReport,
}

impl Diff {
    /// Whether the models mean the same.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The worst severity of what is not accepted; `None` where nothing is left.
    pub fn severity(&self) -> Option<Severity> {
        self.open().map(|change| change.severity).max()
    }

    /// How many changes have a severity, without those that are accepted.
    pub fn count(&self, severity: Severity) -> usize {
        self.open().filter(|change| change.severity == severity).count()
    }

    /// How many changes are accepted.
    pub fn count_accepted(&self) -> usize {
        self.changes.len() - self.open().count()
    }

    /// The changes that nobody has accepted.
    pub fn open(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.accepted.is_none())
    }

    /// The diff of those changes alone, and of the items that they bring about; the bump stays that of all.
    #[must_use]
    pub fn narrowed(&self, keep: impl Fn(&Change) -> bool) -> Self {
        let changes: Vec<Change> = self.changes.iter().filter(|change| keep(change)).cloned().collect();
        let kept: HashSet<&str> = changes.iter().map(|change| change.id.as_str()).collect();
        let items = self.rust.items.iter().filter(|item| item.changes.iter().any(|id| kept.contains(id.as_str())));
        let rust = RustReport { items: items.cloned().collect(), ..self.rust.clone() };
        Self { changes, rust, ..self.clone() }
    }

    /// The changes that are edits of their own, without those that follow from others.
    pub fn edits(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.follows_from.is_empty())
    }

    /// Whether one file is a Smithy AST and the other is botocore's: facts that only one of the formats can say are
    /// then left out.
    pub fn is_mixed(&self) -> bool {
        self.old.format != self.new.format
    }
}

/// Whether the diff is as bad as the caller tolerates, or worse: what `--fail-on` asks. What is
/// accepted does not count.
pub fn fails(diff: &Diff, limit: Severity) -> bool {
    diff.changes.iter().any(|change| change.accepted.is_none() && change.severity >= limit)
}

/// A public item, or its behaviour, that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemChange {
    /// The path in the crate, such as `types::User::id`; what follows in parentheses is a behaviour.
    pub path: String,
    /// Added, removed or changed.
    pub action: Action,
    /// The type or value before.
    pub old: Option<String>,
    /// The type or value after.
    pub new: Option<String>,
    /// What this alone asks for.
    pub bump: Bump,
    /// The ids of the changes that bring it about.
    pub changes: Vec<String>,
}
