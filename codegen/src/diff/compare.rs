//! The walk through two models at once: pairs of shapes that correspond, and every fact in which they differ.
//!
//! Operations correspond by name, then whatever they lead to corresponds member by member. Where two members hold
//! shapes that have no Rust type of their own (strings, numbers, lists, maps), the names of these do not matter: such a
//! pair is compared by what it means, together with the traits of the member.

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use serde_json::{Value, json};

use super::aspect::Aspect;
use super::change::{Action, Place};
use super::formats::{self, facts};
use super::texts;
use super::trait_facts::{Facts, Scope};
use super::view::{Kind, View};
use crate::model::{EnumMember, IntEnumMember, Member, Operation, Shape, ShapeId, ShapeKind, TraitSeverity, Traits};
use crate::pattern::Relation;

/// Unnamed lists and maps nested deeper than this are compared by name; far beyond any real model.
const MAX_NESTING: usize = 64;

/// A difference before it is judged.
#[derive(Clone, Debug)]
pub(super) struct Found<'m> {
    pub(super) place: Place,
    pub(super) aspect: Aspect,
    pub(super) action: Action,
    pub(super) old: Option<Value>,
    pub(super) new: Option<Value>,
    /// What uses the place, in the old model and in the new one.
    pub(super) user: (User<'m>, User<'m>),
    /// The types of what is, or is held, at the place.
    pub(super) kinds: (Option<Kind>, Option<Kind>),
    /// What the place leads to, in the old model and in the new one, that it did not before or does not any more.
    pub(super) leads_to: (Vec<&'m ShapeId>, Vec<&'m ShapeId>),
    /// For a member: the type of the shape that it belongs to.
    pub(super) container: Option<Kind>,
    /// For [`Aspect::Target`]: whether the two look alike on the wire.
    pub(super) same_wire: bool,
    /// What else is said at the place.
    pub(super) beside: Beside,
}

/// What is said at the same place as a difference, where the verdict depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Beside {
    /// Nothing that counts.
    #[default]
    Nothing,
    /// A member that is not required any more has a default now.
    Default,
    /// A member that is not required any more was optional for clients before.
    ClientOptional,
    /// An operation goes from `readonly` to `idempotent`, or back: of both, a repeated call does no more than one.
    Repeatable,
    /// A shape that is not sensitive any more, and still does not show: what holds it is sensitive, or all that it holds.
    Hidden,
    /// A form of times on a wire that has only one.
    OneForm,
    /// A trait of the model's own, and how bad its definition calls the change; `None` where it says nothing of it.
    Defined(Option<TraitSeverity>),
    /// How the texts of the patterns before and after relate.
    Texts(Relation),
    /// A length, and what patterns say of it.
    Length {
        /// The old pattern takes no text of a length that the new bounds exclude.
        new_is_implied: bool,
        /// The new pattern takes no text of a length that the old bounds exclude.
        old_is_implied: bool,
    },
}

impl Beside {
    fn of(aspect: &Aspect, old: &Facts, new: &Facts) -> Self {
        let repeatable =
            |facts: &Facts| facts.contains_key(&Aspect::Readonly) || facts.contains_key(&Aspect::Idempotent);
        match aspect {
            Aspect::Required if new.contains_key(&Aspect::Default) => Self::Default,
            Aspect::Required if old.contains_key(&Aspect::ClientOptional) => Self::ClientOptional,
            Aspect::Readonly | Aspect::Idempotent if repeatable(old) && repeatable(new) => Self::Repeatable,
            _ => Self::Nothing,
        }
    }
}

/// By what a place is reached.
#[derive(Clone, Copy, Debug)]
pub(super) enum User<'m> {
    /// By every operation.
    Service,
    /// It is not in this model.
    Nobody,
    /// The place is an operation.
    Operation(&'m ShapeId),
    /// The place is a shape or part of one.
    Shape(&'m ShapeId),
}

/// Both models, and what is found in them.
pub(super) struct Walk<'v, 'm> {
    old: &'v View<'m>,
    new: &'v View<'m>,
    scope: Scope,
    found: Vec<Found<'m>>,
    queue: VecDeque<(&'m ShapeId, &'m ShapeId, String)>,
    queued: HashSet<(&'m ShapeId, &'m ShapeId)>,
    /// Names of shapes that were compared under their own name.
    compared: HashSet<String>,
}

/// Everything in which two models differ, in no particular order, without shapes that only one of them has.
pub(super) fn walk<'m>(old: &View<'m>, new: &View<'m>) -> Vec<Found<'m>> {
    let mut walk = Walk {
        old,
        new,
        scope: old.scope,
        found: Vec::new(),
        queue: VecDeque::new(),
        queued: HashSet::new(),
        compared: HashSet::new(),
    };
    walk.service();
    walk.operations();
    walk.drain();
    // Types whose names are in both models, but that no pair of members leads to.
    for (name, old_id) in &old.named {
        if let Some(new_id) = new.named.get(name) {
            walk.enqueue(old_id, new_id, name.clone());
        }
    }
    walk.drain();
    walk.shapes();
    walk.found
}

impl<'m> Walk<'_, 'm> {
    fn service(&mut self) {
        let user = (User::Service, User::Service);
        let (old, new) = (&self.old.model.service, &self.new.model.service);
        let said = |service: &crate::model::Service| {
            let mut facts = facts(&service.traits, self.scope);
            facts.insert(Aspect::ServiceName, Value::from(service.id.name()));
            if !service.version.is_empty() {
                facts.insert(Aspect::Version, Value::from(service.version.as_str()));
            }
            facts
        };
        let (old_facts, new_facts) = (said(old), said(new));
        self.facts(&Place::Service, user, None, &old_facts, &new_facts);
        if !self.scope.mixed {
            let by_name = |view: &View<'m>, ids: &'m [ShapeId]| -> BTreeMap<String, &'m ShapeId> {
                ids.iter().map(|id| (view.key(id), id)).collect()
            };
            let (mut old, mut new) = (by_name(self.old, &old.errors), by_name(self.new, &new.errors));
            // What moves from the service to each operation, or from each to the service, is no change.
            let (before, after) = (old.clone(), new.clone());
            old.retain(|name, _| after.contains_key(name) || !has_each(self.new, name));
            new.retain(|name, _| before.contains_key(name) || !has_each(self.old, name));
            self.errors(&Place::Service, user, &old, &new);
        }
    }

    fn operations(&mut self) {
        let (old, new) = (self.old, self.new);
        let names: BTreeSet<&String> = old.operations.keys().chain(new.operations.keys()).collect();
        for name in names {
            match (old.operations.get(name), new.operations.get(name)) {
                (Some(old), Some(new)) => self.operation(name, old, new),
                (Some(gone), None) => self.whole_operation(name, gone, Action::Removed),
                (None, Some(added)) => self.whole_operation(name, added, Action::Added),
                (None, None) => {}
            }
        }
    }

    fn whole_operation(&mut self, name: &str, operation: &'m Operation, action: Action) {
        let leads_to = operation.input.iter().chain(&operation.output).chain(&operation.errors).collect();
        self.one_sided(
            Place::Operation(name.to_owned()),
            Aspect::Operation,
            action,
            None,
            User::Operation(&operation.id),
            leads_to,
        );
    }

    fn operation(&mut self, name: &str, old: &'m Operation, new: &'m Operation) {
        let place = Place::Operation(name.to_owned());
        let user = (User::Operation(&old.id), User::Operation(&new.id));
        let (old_facts, new_facts) = (facts(&old.traits, self.scope), facts(&new.traits, self.scope));
        self.facts(&place, user, None, &old_facts, &new_facts);
        let (mut old_errors, mut new_errors) = (self.old.errors(old), self.new.errors(new));
        // What the service says of all its operations was said, or is, at the service.
        let common = |view: &View<'m>, name: &str| view.model.service.errors.iter().any(|id| view.key(id) == name);
        let (before, after) = (old_errors.clone(), new_errors.clone());
        old_errors.retain(|name, _| after.contains_key(name) || !common(self.new, name));
        new_errors.retain(|name, _| before.contains_key(name) || !common(self.old, name));
        self.errors(&place, user, &old_errors, &new_errors);
        self.end(name, Aspect::Input, user, old.input.as_ref(), new.input.as_ref());
        self.end(name, Aspect::Output, user, old.output.as_ref(), new.output.as_ref());
    }

    fn errors(
        &mut self,
        place: &Place,
        user: (User<'m>, User<'m>),
        old: &BTreeMap<String, &'m ShapeId>,
        new: &BTreeMap<String, &'m ShapeId>,
    ) {
        for (name, id) in old.iter().filter(|(name, _)| !new.contains_key(*name)) {
            self.one_sided(place.clone(), Aspect::Error(name.clone()), Action::Removed, None, user.0, vec![id]);
        }
        for (name, id) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
            self.one_sided(place.clone(), Aspect::Error(name.clone()), Action::Added, None, user.1, vec![id]);
        }
    }

    /// The input or output of an operation. The names of the two structures do not show.
    fn end(
        &mut self,
        operation: &str,
        aspect: Aspect,
        user: (User<'m>, User<'m>),
        old: Option<&'m ShapeId>,
        new: Option<&'m ShapeId>,
    ) {
        let place = || Place::Operation(operation.to_owned());
        match (old, new) {
            (Some(old), Some(new)) => {
                let (old_key, new_key) = (self.old.key(old), self.new.key(new));
                let label = if old_key == new_key { old_key } else { format!("{operation}.{}", aspect.name()) };
                self.enqueue(old, new, label);
            }
            (Some(id), None) if !(self.scope.mixed && self.old.is_empty(Some(id))) => {
                self.one_sided(place(), aspect, Action::Removed, Some(member_list(self.old, id)), user.0, vec![id]);
            }
            (None, Some(id)) if !(self.scope.mixed && self.new.is_empty(Some(id))) => {
                self.one_sided(place(), aspect, Action::Added, Some(member_list(self.new, id)), user.1, vec![id]);
            }
            _ => {}
        }
    }

    fn enqueue(&mut self, old: &'m ShapeId, new: &'m ShapeId, label: String) {
        if self.queued.insert((old, new)) {
            if self.old.key(old) == label {
                self.compared.insert(label.clone());
            }
            self.queue.push_back((old, new, label));
        }
    }

    fn drain(&mut self) {
        while let Some((old, new, label)) = self.queue.pop_front() {
            if let (Some(old), Some(new)) = (self.old.shape(old), self.new.shape(new)) {
                self.pair(old, new, &label);
            }
        }
    }

    /// Two shapes of one name.
    fn pair(&mut self, old: &'m Shape, new: &'m Shape, label: &str) {
        let place = Place::Shape(label.to_owned());
        let user = (User::Shape(&old.id), User::Shape(&new.id));
        let kinds = formats::kinds(old, new, self.scope);
        let (mut old_facts, mut new_facts) = (self.shape_facts(old), self.shape_facts(new));
        if kinds.0 != kinds.1 {
            // Bounds and defaults of one type mean nothing for another.
            for facts in [&mut old_facts, &mut new_facts] {
                facts.retain(|aspect, _| !belongs_to_type(aspect));
            }
            self.facts(&place, user, Some(kinds.1), &old_facts, &new_facts);
            let leads = |shape: &'m Shape| shape.kind.members().map(|member| &member.target).collect();
            self.found.push(Found {
                place,
                aspect: Aspect::Type,
                action: Action::Changed,
                old: Some(Value::from(kinds.0.name())),
                new: Some(Value::from(kinds.1.name())),
                user,
                kinds: (Some(kinds.0), Some(kinds.1)),
                leads_to: (leads(old), leads(new)),
                container: None,
                same_wire: false,
                beside: Beside::Nothing,
            });
            return;
        }
        self.facts(&place, user, Some(kinds.0), &old_facts, &new_facts);
        match (&old.kind, &new.kind) {
            (
                ShapeKind::Structure(old_members) | ShapeKind::Union(old_members),
                ShapeKind::Structure(new_members) | ShapeKind::Union(new_members),
            ) => {
                self.members(label, user, kinds.0, old_members, new_members);
            }
            (ShapeKind::List(old_member), ShapeKind::List(new_member)) => {
                self.member(label, &old_member.name, user, kinds.0, (old_member, new_member), 0);
            }
            (ShapeKind::Map { key, value }, ShapeKind::Map { key: new_key, value: new_value }) => {
                self.member(label, "key", user, kinds.0, (key, new_key), 0);
                self.member(label, "value", user, kinds.0, (value, new_value), 0);
            }
            (ShapeKind::Enum(old_values), ShapeKind::Enum(new_values)) => {
                let value = |member: &'m EnumMember| (member.value.clone(), member.name.as_deref(), &member.traits);
                self.values(label, user, old_values.iter().map(value), new_values.iter().map(value));
            }
            (ShapeKind::IntEnum(old_values), ShapeKind::IntEnum(new_values)) if !self.scope.mixed => {
                let value = |member: &'m IntEnumMember| (member.value.to_string(), Some(&*member.name), &member.traits);
                self.values(label, user, old_values.iter().map(value), new_values.iter().map(value));
            }
            _ => {}
        }
    }

    /// The facts of a shape; between the formats without what botocore's loader leaves out on enums.
    fn shape_facts(&self, shape: &Shape) -> Facts {
        let mut facts = facts(&shape.traits, self.scope);
        if self.scope.mixed && matches!(shape.kind, ShapeKind::Enum(_) | ShapeKind::IntEnum(_)) {
            facts.retain(|aspect, _| !matches!(aspect, Aspect::Length | Aspect::Range | Aspect::Pattern));
        }
        facts
    }

    fn members(
        &mut self,
        label: &str,
        user: (User<'m>, User<'m>),
        container: Kind,
        old: &'m [Member],
        new: &'m [Member],
    ) {
        let by_name = |members: &'m [Member]| -> BTreeMap<&'m str, &'m Member> {
            members.iter().map(|member| (member.name.as_str(), member)).collect()
        };
        let (old, new) = (by_name(old), by_name(new));
        for (name, member) in &old {
            match new.get(name) {
                Some(other) => self.member(label, name, user, container, (member, other), 0),
                None => self.whole_member(label, container, member, user.0, Action::Removed),
            }
        }
        for (name, member) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
            debug_assert_eq!(*name, member.name);
            self.whole_member(label, container, member, user.1, Action::Added);
        }
    }

    fn whole_member(&mut self, label: &str, container: Kind, member: &'m Member, user: User<'m>, action: Action) {
        let view = if action == Action::Added { self.new } else { self.old };
        let User::Shape(owner) = user else { return };
        if self.scope.mixed && view.shape(owner).is_some_and(|owner| formats::is_message(owner, member)) {
            return;
        }
        let kind = view.kind(&member.target);
        let mut said = json!({ "target": target_name(view, &member.target), "type": kind.map_or("", Kind::name) });
        if member.traits.required
            && let Some(fields) = said.as_object_mut()
        {
            fields.insert("required".to_owned(), Value::Bool(true));
        }
        let place = Place::Member { shape: label.to_owned(), path: member.name.clone() };
        self.one_sided(place, Aspect::Member, action, Some(said), user, vec![&member.target]);
        if let Some(found) = self.found.last_mut() {
            found.container = Some(container);
            found.kinds = if action == Action::Added { (None, kind) } else { (kind, None) };
        }
    }

    /// Two members of one name.
    fn member(
        &mut self,
        label: &str,
        path: &str,
        user: (User<'m>, User<'m>),
        container: Kind,
        (old, new): (&'m Member, &'m Member),
        depth: usize,
    ) {
        let place = Place::Member { shape: label.to_owned(), path: path.to_owned() };
        let (mut old_facts, mut new_facts) = (facts(&old.traits, self.scope), facts(&new.traits, self.scope));
        let (old_name, new_name) = (self.old.key(&old.target), self.new.key(&new.target));
        let (Some(old_shape), Some(new_shape)) = (self.old.shape(&old.target), self.new.shape(&new.target)) else {
            return;
        };
        let kinds = formats::kinds(old_shape, new_shape, self.scope);
        if old_name == new_name {
            // What only one of the members says for itself must be weighed against what the shape says.
            let stated: BTreeSet<&Aspect> = old_facts.keys().chain(new_facts.keys()).collect();
            let stated: BTreeSet<Aspect> = stated.into_iter().cloned().collect();
            inherit(&mut old_facts, self.shape_facts(old_shape), |aspect| stated.contains(aspect));
            inherit(&mut new_facts, self.shape_facts(new_shape), |aspect| stated.contains(aspect));
            self.facts(&place, user, Some(container), &old_facts, &new_facts);
            self.enqueue(&old.target, &new.target, old_name);
            return;
        }
        if kinds.0 != kinds.1 || kinds.0.is_named() || depth > MAX_NESTING {
            let same_wire = kinds.0 == kinds.1 && same_on_the_wire(self.old, self.new, &old.target, &new.target);
            if kinds.0 != kinds.1 {
                for facts in [&mut old_facts, &mut new_facts] {
                    facts.retain(|aspect, _| !belongs_to_type(aspect));
                }
            }
            self.facts(&place, user, Some(container), &old_facts, &new_facts);
            self.found.push(Found {
                place,
                aspect: Aspect::Target,
                action: Action::Changed,
                old: Some(target_value(self.old, &old.target, kinds.0)),
                new: Some(target_value(self.new, &new.target, kinds.1)),
                user,
                kinds: (Some(kinds.0), Some(kinds.1)),
                leads_to: (vec![&old.target], vec![&new.target]),
                container: Some(container),
                same_wire,
                beside: Beside::Nothing,
            });
            return;
        }
        inherit(&mut old_facts, self.shape_facts(old_shape), |_| true);
        inherit(&mut new_facts, self.shape_facts(new_shape), |_| true);
        self.facts(&place, user, Some(container), &old_facts, &new_facts);
        let (old_inner, new_inner) = (old_shape.kind.members(), new_shape.kind.members());
        for (old, new) in old_inner.into_iter().zip(new_inner) {
            let path = format!("{path}.{}", old.name);
            self.member(label, &path, user, kinds.0, (old, new), depth + 1);
        }
    }

    fn values<'x>(
        &mut self,
        label: &str,
        user: (User<'m>, User<'m>),
        old: impl Iterator<Item = (String, Option<&'x str>, &'x Traits)>,
        new: impl Iterator<Item = (String, Option<&'x str>, &'x Traits)>,
    ) {
        let old: BTreeMap<String, _> = old.map(|(value, name, traits)| (value, (name, traits))).collect();
        let new: BTreeMap<String, _> = new.map(|(value, name, traits)| (value, (name, traits))).collect();
        let place = |value: &String| Place::Value { shape: label.to_owned(), value: value.clone() };
        for (value, (name, traits)) in &old {
            let Some((new_name, new_traits)) = new.get(value) else {
                self.one_sided(place(value), Aspect::Value, Action::Removed, None, user.0, Vec::new());
                continue;
            };
            let said = |name: Option<&str>, traits: &Traits| {
                let mut facts = facts(traits, self.scope);
                if let Some(name) = name.filter(|_| !self.scope.mixed) {
                    facts.insert(Aspect::ValueName, Value::from(name));
                }
                facts
            };
            let (old_facts, new_facts) = (said(*name, traits), said(*new_name, new_traits));
            self.facts(&place(value), user, None, &old_facts, &new_facts);
        }
        for value in new.keys().filter(|value| !old.contains_key(*value)) {
            self.one_sided(place(value), Aspect::Value, Action::Added, None, user.1, Vec::new());
        }
    }

    /// Types that only one of the models has.
    fn shapes(&mut self) {
        let (old, new) = (self.old, self.new);
        let sides = [(old, new, Action::Removed), (new, old, Action::Added)];
        for (view, other, action) in sides {
            for (name, id) in &view.named {
                if other.named.contains_key(name) || self.compared.contains(name) {
                    continue;
                }
                let kind = view.kind(id);
                let said = Value::from(kind.map_or("", Kind::name));
                self.one_sided(
                    Place::Shape(name.clone()),
                    Aspect::Shape,
                    action,
                    Some(said),
                    User::Shape(id),
                    Vec::new(),
                );
            }
        }
    }

    /// Every fact in which two sets differ.
    fn facts(&mut self, place: &Place, user: (User<'m>, User<'m>), container: Option<Kind>, old: &Facts, new: &Facts) {
        let aspects: BTreeSet<&Aspect> = old.keys().chain(new.keys()).collect();
        for aspect in aspects {
            let (mut before, mut after) = (old.get(aspect).cloned(), new.get(aspect).cloned());
            if self.scope.mixed {
                if !formats::is_compared(aspect, before.as_ref(), after.as_ref()) {
                    continue;
                }
                if let (Aspect::Pagination, Some(before), Some(after)) = (aspect, &mut before, &mut after) {
                    formats::align_pagination(before, after);
                }
            }
            if before == after {
                continue;
            }
            let action = match (&before, &after) {
                (None, _) => Action::Added,
                (_, None) => Action::Removed,
                _ => Action::Changed,
            };
            self.found.push(Found {
                place: place.clone(),
                aspect: aspect.clone(),
                action,
                old: before,
                new: after,
                user,
                kinds: (None, None),
                leads_to: (Vec::new(), Vec::new()),
                container,
                same_wire: false,
                beside: self.beside(place, aspect, user, old, new),
            });
        }
    }

    /// What the definition of a trait says of a change of its value; that of the new model goes before.
    fn by_definition(&self, id: &str, old: Option<&Value>, new: Option<&Value>) -> Beside {
        let rules = self.new.model.trait_rules.get(id).or_else(|| self.old.model.trait_rules.get(id));
        let Some(rules) = rules else { return Beside::Nothing };
        let about = rules.iter().filter(|rule| rule.is_about(old, new));
        Beside::Defined(about.map(|rule| rule.severity).max())
    }

    fn beside(&self, place: &Place, aspect: &Aspect, user: (User<'m>, User<'m>), old: &Facts, new: &Facts) -> Beside {
        match (place, aspect, user.1) {
            (Place::Shape(_), Aspect::Sensitive, User::Shape(id)) if !self.new.shows(id) => Beside::Hidden,
            (_, Aspect::TimestampFormat, _) if self.scope.one_time => Beside::OneForm,
            (_, Aspect::UnknownTrait(id), _) => self.by_definition(id, old.get(aspect), new.get(aspect)),
            (_, Aspect::Pattern, _) => Beside::Texts(texts::relation(old, new, self.scope)),
            (_, Aspect::Length, _) => Beside::Length {
                new_is_implied: texts::implies(old, new, self.scope),
                old_is_implied: texts::implies(new, old, self.scope),
            },
            _ => Beside::of(aspect, old, new),
        }
    }

    /// What only one of the models has.
    fn one_sided(
        &mut self,
        place: Place,
        aspect: Aspect,
        action: Action,
        said: Option<Value>,
        user: User<'m>,
        leads_to: Vec<&'m ShapeId>,
    ) {
        let added = action == Action::Added;
        self.found.push(Found {
            place,
            aspect,
            action,
            old: said.clone().filter(|_| !added),
            new: said.filter(|_| added),
            user: if added { (User::Nobody, user) } else { (user, User::Nobody) },
            kinds: (None, None),
            leads_to: if added { (Vec::new(), leads_to) } else { (leads_to, Vec::new()) },
            container: None,
            same_wire: false,
            beside: Beside::Nothing,
        });
    }
}

/// Whether each operation names an error of this name for itself.
fn has_each(view: &View<'_>, name: &str) -> bool {
    let mut operations = view.model.operations.iter();
    operations.all(|operation| operation.errors.iter().any(|id| view.key(id) == name))
}

/// Adds what the target says where the member says nothing. A default is the member's own affair.
fn inherit(facts: &mut Facts, target: Facts, counts: impl Fn(&Aspect) -> bool) {
    for (aspect, value) in target {
        if aspect != Aspect::Default && counts(&aspect) {
            facts.entry(aspect).or_insert(value);
        }
    }
}

/// Whether a fact means something for values of one type alone.
fn belongs_to_type(aspect: &Aspect) -> bool {
    matches!(
        aspect,
        Aspect::Default
            | Aspect::Length
            | Aspect::Range
            | Aspect::Pattern
            | Aspect::UniqueItems
            | Aspect::Sparse
            | Aspect::TimestampFormat
            | Aspect::MediaType
            | Aspect::Streaming
            | Aspect::InputTrait
            | Aspect::OutputTrait
    )
}

/// The name of a target in reports; those of the prelude without their namespace.
pub(super) fn target_name(view: &View<'_>, id: &ShapeId) -> String {
    if id.namespace() == "smithy.api" { id.name().to_owned() } else { view.key(id) }
}

fn target_value(view: &View<'_>, id: &ShapeId, kind: Kind) -> Value {
    json!({ "target": target_name(view, id), "type": kind.name() })
}

/// The members of an input or output with their types, those that are required marked.
fn member_list(view: &View<'_>, id: &ShapeId) -> Value {
    let members = view.shape(id).into_iter().flat_map(|shape| shape.kind.members());
    let mut list: Vec<(&str, Value)> = members
        .map(|member| {
            (
                member.name.as_str(),
                json!({ "target": target_name(view, &member.target), "required": member.traits.required }),
            )
        })
        .collect();
    list.sort_by_key(|(name, _)| *name);
    list.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Whether two shapes accept and give the same JSON, whatever they and what they hold are called.
fn same_on_the_wire(old: &View<'_>, new: &View<'_>, a: &ShapeId, b: &ShapeId) -> bool {
    let mut seen: HashSet<(ShapeId, ShapeId)> = HashSet::new();
    let mut open = vec![(a.clone(), b.clone())];
    while let Some((a, b)) = open.pop() {
        if !seen.insert((a.clone(), b.clone())) {
            continue;
        }
        let (Some(a), Some(b)) = (old.shape(&a), new.shape(&b)) else { return false };
        if Kind::of(a, old.scope) != Kind::of(b, new.scope)
            || wire_facts(&a.traits, old.scope) != wire_facts(&b.traits, new.scope)
        {
            return false;
        }
        if values_of(&a.kind) != values_of(&b.kind) {
            return false;
        }
        let a_members: Vec<&Member> = a.kind.members().collect();
        let b_members: Vec<&Member> = b.kind.members().collect();
        if a_members.len() != b_members.len() {
            return false;
        }
        for member in a_members {
            let Some(other) = b_members.iter().find(|other| other.name == member.name) else { return false };
            if wire_facts(&member.traits, old.scope) != wire_facts(&other.traits, new.scope) {
                return false;
            }
            open.push((member.target.clone(), other.target.clone()));
        }
    }
    true
}

/// The facts that decide which JSON is accepted.
fn wire_facts(traits: &Traits, scope: Scope) -> Facts {
    let mut facts = facts(traits, scope);
    if scope.one_time {
        facts.remove(&Aspect::TimestampFormat);
    }
    facts.retain(|aspect, _| {
        matches!(
            aspect,
            Aspect::Required
                | Aspect::Default
                | Aspect::Length
                | Aspect::Range
                | Aspect::Pattern
                | Aspect::UniqueItems
                | Aspect::Sparse
                | Aspect::TimestampFormat
                | Aspect::Streaming
        )
    });
    facts
}

fn values_of(kind: &ShapeKind) -> BTreeSet<String> {
    match kind {
        ShapeKind::Enum(values) => values.iter().map(|value| value.value.clone()).collect(),
        ShapeKind::IntEnum(values) => values.iter().map(|value| value.value.to_string()).collect(),
        _ => BTreeSet::new(),
    }
}

/// The id of a difference.
pub(super) fn id(found: &Found<'_>) -> String {
    format!("{}:{}", found.place, found.aspect)
}
