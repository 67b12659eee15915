//! Changes of one cause: what a reviewer reads as one edit, however many places show it.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::aspect::Aspect;
use super::change::{Action, Change, Diff, Place, Severity};
use super::words;

/// Changes of one cause.
#[derive(Clone, Debug)]
pub struct Group<'d> {
    /// The worst of them.
    pub severity: Severity,
    /// Edits of their own, in the order of the report; never empty.
    pub changes: Vec<&'d Change>,
    /// What came and went with them.
    pub follows: Vec<&'d Change>,
    cause: Cause,
}

/// What makes changes one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Cause {
    /// Members hold another shape, whatever follows from that for each of them.
    Retarget(String, String),
    /// The same is said of several places: what, how bad, and of which kind the places are.
    Same(Aspect, Action, String, Severity, Option<Severity>, Option<Severity>, &'static str),
    /// It stands alone.
    Alone(String),
}

impl Cause {
    fn of(change: &Change) -> Self {
        // What is accepted is told apart, with its reason.
        if change.accepted.is_some() {
            return Self::Alone(change.id.clone());
        }
        if let Some((old, new)) = &change.retarget {
            return Self::Retarget(old.clone(), new.clone());
        }
        // Of what breaks nothing, the side on which it does not is no matter.
        let counts = change.severity != Severity::Compatible;
        let reason = if counts { change.reason.as_str() } else { "" };
        let values = || format!("{:?} {:?} {reason}", change.old, change.new);
        let said = match (&change.aspect, &change.place) {
            // Values of one enum come together, whatever they are.
            (Aspect::Value, Place::Value { shape, .. }) => shape.clone(),
            (Aspect::Documentation, _) => String::new(),
            (aspect, _) if words::is_bulky(aspect) => return Self::Alone(change.id.clone()),
            (_, Place::Service) => return Self::Alone(change.id.clone()),
            _ => values(),
        };
        Self::Same(
            change.aspect.clone(),
            change.action,
            said,
            change.severity,
            change.request.filter(|_| counts),
            change.response.filter(|_| counts),
            kind(&change.place),
        )
    }
}

/// The changes by their causes: the worst first, then in the order of the report.
pub fn groups(diff: &Diff) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut by_cause: HashMap<Cause, usize> = HashMap::new();
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    let known: BTreeSet<&str> = diff.edits().map(|change| change.id.as_str()).collect();
    // What follows from a change that is not shown stands by itself.
    let cause_of = |change: &Change| change.follows_from.iter().find(|id| known.contains(id.as_str())).cloned();
    for change in diff.changes.iter().filter(|change| cause_of(change).is_none()) {
        let cause = Cause::of(change);
        let index = *by_cause.entry(cause.clone()).or_insert(groups.len());
        match groups.get_mut(index) {
            Some(group) => {
                group.severity = group.severity.max(change.severity);
                group.changes.push(change);
            }
            None => {
                groups.push(Group { severity: change.severity, changes: vec![change], follows: Vec::new(), cause });
            }
        }
        by_id.insert(&change.id, index);
    }
    for change in &diff.changes {
        let index = cause_of(change).and_then(|id| by_id.get(id.as_str()).copied());
        if let Some(group) = index.and_then(|index| groups.get_mut(index)) {
            group.severity = group.severity.max(change.severity);
            group.follows.push(change);
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.severity));
    groups
}

impl<'d> Group<'d> {
    /// The places of the changes, each once.
    pub fn places(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let places = self.changes.iter().map(|change| change.place.to_string());
        places.filter(|place| seen.insert(place.clone())).collect()
    }

    /// Every operation that one of the changes touches, sorted.
    pub fn operations(&self) -> Vec<&'d str> {
        let all: BTreeSet<&str> =
            self.changes.iter().flat_map(|change| change.operations.iter().map(String::as_str)).collect();
        all.into_iter().collect()
    }

    /// Whether somebody has accepted it; such a change stands alone.
    pub fn is_accepted(&self) -> bool {
        self.changes.first().is_some_and(|change| change.accepted.is_some())
    }

    /// The first of the worst changes.
    pub fn worst(&self) -> Option<&'d Change> {
        let all = || self.changes.iter().chain(&self.follows).copied();
        all().find(|change| change.severity == self.severity)
    }

    /// The change, where there is one and nothing came with it.
    pub fn only(&self) -> Option<&'d Change> {
        match self.changes.as_slice() {
            [change] if self.follows.is_empty() => Some(change),
            _ => None,
        }
    }

    /// One of the changes for each thing that is said, with how many places it is said of: what stands below a title.
    pub fn facets(&self) -> Vec<(&'d Change, usize)> {
        let mut facets: Vec<(&'d Change, usize)> = Vec::new();
        for change in &self.changes {
            let same = |other: &Change| {
                let harmless = [change, other].iter().all(|one| one.severity == Severity::Compatible);
                (&change.aspect, change.action, &change.old, &change.new)
                    == (&other.aspect, other.action, &other.old, &other.new)
                    && (harmless || change.reason == other.reason)
            };
            match facets.iter_mut().find(|(other, _)| same(other)) {
                Some((_, count)) => *count += 1,
                None => facets.push((change, 1)),
            }
        }
        facets
    }

    /// What happened, a sentence.
    pub fn title(&self) -> String {
        let Some(first) = self.changes.first() else { return String::new() };
        let places = self.places();
        let count = places.len();
        match &self.cause {
            Cause::Retarget(old, new) if count > 1 => {
                format!("{count} members hold {}, no longer {}.", words::code(new), words::code(old))
            }
            Cause::Retarget(old, new) if self.changes.len() > 1 => {
                let place = words::code(places.first().map_or("", String::as_str));
                format!("{place} holds {}, no longer {}.", words::code(new), words::code(old))
            }
            Cause::Same(..) if count > 1 => Self::plural(first, count),
            Cause::Same(..) | Cause::Alone(_) | Cause::Retarget(..) => first.summary.clone(),
        }
    }

    fn plural(first: &Change, count: usize) -> String {
        let (old, new) = (first.old.as_ref(), first.new.as_ref());
        let show = |value: Option<&Value>| value.map(|value| words::show(&first.aspect, value));
        let (shown_old, shown_new) = (show(old), show(new));
        let shown = shown_new.clone().or(shown_old.clone()).unwrap_or_default();
        let is = if first.action == Action::Removed { "gone" } else { "new" };
        let things = format!("{count} {}", plural_of(kind(&first.place)));
        match (&first.aspect, &first.place) {
            (Aspect::Operation, _) => format!("{count} operations are {is}."),
            (Aspect::Shape, _) => format!("{count} types are {is}: {shown}."),
            (Aspect::Member, _) => format!("{count} members are {is}: {shown}."),
            (Aspect::Value, Place::Value { shape, .. }) => {
                format!("{count} values of {} are {is}.", words::code(shape))
            }
            (Aspect::Error(error), _) if first.action == Action::Removed => {
                format!("{things} do not fail with {} any more.", words::code(error))
            }
            (Aspect::Error(error), _) => format!("{things} can fail with {} now.", words::code(error)),
            (Aspect::Documentation, _) => format!("The documentation of {things} is another."),
            (aspect, _) if words::is_switched(old, new) => {
                let not = if first.action == Action::Removed { "not " } else { "" };
                let when = if first.action == Action::Removed { "any more" } else { "now" };
                format!("{things} are {not}{} {when}.", words::flag(aspect))
            }
            (aspect, _) => {
                let none = || "none".to_owned();
                let (old, new) = (shown_old.unwrap_or_else(none), shown_new.unwrap_or_else(none));
                format!("The {} of {things} goes from {old} to {new}.", words::title(aspect))
            }
        }
    }
}

fn kind(place: &Place) -> &'static str {
    match place {
        Place::Service => "service",
        Place::Operation(_) => "operation",
        Place::Shape(_) => "shape",
        Place::Member { .. } => "member",
        Place::Value { .. } => "value",
    }
}

fn plural_of(kind: &'static str) -> String {
    format!("{kind}s")
}
