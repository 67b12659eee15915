//! What one member tree has and an older one has not: members, enum values, and values that became another kind of
//! thing. This is what the public API change pages show; everything else is the business of a full comparison.

use std::collections::{BTreeMap, BTreeSet};

use super::literal::Literal;
use crate::model::{Member, Model, Operation, Shape, ShapeId, ShapeKind};
use crate::syntax::tree::quoted;
use crate::syntax::walk::{self, PAGE, Step, Walk};

/// An old shape and the new one in its place.
type Pair = (ShapeId, ShapeId);

/// What the new shape of a pair adds by itself, without what its members add.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Own {
    /// Nothing.
    Nothing,
    /// Members, by name.
    Members(BTreeSet<String>),
    /// Enum values, as they are written.
    Values(Vec<String>),
    /// All of it: it was a thing of another kind.
    Replaced,
}

/// A pair with the pairs below it, each with the name of its member; lists and maps hold one without a name.
#[derive(Clone, Debug)]
struct Compared {
    own: Own,
    below: Vec<(Option<String>, Pair)>,
}

/// The comparison of two models. Every pair of shapes is compared once, however often it is reached, so that neither
/// recursion nor sharing costs time.
#[derive(Debug)]
pub(super) struct Additions<'m> {
    old: &'m Model,
    new: &'m Model,
    pairs: BTreeMap<Pair, Compared>,
    /// The pairs that add something, by themselves or further in.
    added: BTreeSet<Pair>,
}

impl<'m> Additions<'m> {
    /// Compares the inputs and outputs of operations that both models have.
    pub(super) fn between(old: &'m Model, new: &'m Model, operations: &[(&'m Operation, &'m Operation)]) -> Self {
        let mut additions = Self { old, new, pairs: BTreeMap::new(), added: BTreeSet::new() };
        let roots = operations.iter().flat_map(|(old, new)| {
            let input = old.input.clone().zip(new.input.clone());
            let output = old.output.clone().zip(new.output.clone());
            input.into_iter().chain(output)
        });
        additions.compare(roots.collect());
        additions.spread();
        additions
    }

    /// What stands in `new` and not in `old`; `None` where there is nothing.
    pub(super) fn literal(&self, old: Option<&ShapeId>, new: Option<&ShapeId>) -> Option<Literal> {
        let mut printing = Printing { additions: self, walk: Walk::new(self.new, PAGE), open: Vec::new(), seen: 0 };
        match (old, new?) {
            (Some(old), new) => printing.pair(&(old.clone(), new.clone())),
            (None, new) => Some(printing.whole(new)).filter(|literal| !literal.is_empty()),
        }
    }

    fn compare(&mut self, mut todo: Vec<Pair>) {
        while let Some(pair) = todo.pop() {
            if self.pairs.contains_key(&pair) {
                continue;
            }
            let (Some(old), Some(new)) = (self.old.shapes.get(&pair.0), self.new.shapes.get(&pair.1)) else { continue };
            let compared = compared(old, new);
            todo.extend(compared.below.iter().map(|(_, pair)| pair.clone()));
            self.pairs.insert(pair, compared);
        }
    }

    /// Marks the pairs that add something, and all that lead to them.
    fn spread(&mut self) {
        let mut above: BTreeMap<&Pair, Vec<&Pair>> = BTreeMap::new();
        for (pair, compared) in &self.pairs {
            for (_, below) in &compared.below {
                above.entry(below).or_default().push(pair);
            }
        }
        let adds = |(_, compared): &(&Pair, &Compared)| compared.own != Own::Nothing;
        let mut todo: Vec<&Pair> = self.pairs.iter().filter(adds).map(|(pair, _)| pair).collect();
        while let Some(pair) = todo.pop() {
            if self.added.insert(pair.clone()) {
                todo.extend(above.get(pair).into_iter().flatten());
            }
        }
    }
}

fn compared(old: &Shape, new: &Shape) -> Compared {
    let own = |own| Compared { own, below: Vec::new() };
    let below = |label, old: &Member, new: &Member| (label, (old.target.clone(), new.target.clone()));
    match (&old.kind, &new.kind) {
        (ShapeKind::Structure(old) | ShapeKind::Union(old), ShapeKind::Structure(new) | ShapeKind::Union(new)) => {
            let known: BTreeMap<&str, &Member> = old.iter().map(|member| (member.name.as_str(), member)).collect();
            let added = new.iter().filter(|member| !known.contains_key(member.name.as_str()));
            let added: BTreeSet<String> = added.map(|member| member.name.clone()).collect();
            let both = new.iter().filter_map(|new| {
                let old = known.get(new.name.as_str())?;
                Some(below(Some(new.name.clone()), old, new))
            });
            let own = if added.is_empty() { Own::Nothing } else { Own::Members(added) };
            Compared { own, below: both.collect() }
        }
        (ShapeKind::List(old), ShapeKind::List(new)) => {
            Compared { own: Own::Nothing, below: vec![below(None, old, new)] }
        }
        (ShapeKind::Map { value: old, .. }, ShapeKind::Map { value: new, .. }) => {
            Compared { own: Own::Nothing, below: vec![below(None, old, new)] }
        }
        _ => match (values(&old.kind), values(&new.kind)) {
            (Some(old), Some(new)) => {
                let added: Vec<String> = new.difference(&old).cloned().collect();
                own(if added.is_empty() { Own::Nothing } else { Own::Values(added) })
            }
            (None, _) | (_, None) => own(Own::Replaced),
        },
    }
}

/// The known values of a simple type, as they are written; `None` for what has members. One simple type in place of
/// another adds no more than its values.
fn values(kind: &ShapeKind) -> Option<BTreeSet<String>> {
    match kind {
        ShapeKind::Enum(values) => Some(values.iter().map(|value| quoted(&value.value)).collect()),
        ShapeKind::IntEnum(values) => Some(values.iter().map(|value| value.value.to_string()).collect()),
        ShapeKind::Simple(_) => Some(BTreeSet::new()),
        ShapeKind::List(_) | ShapeKind::Map { .. } | ShapeKind::Structure(_) | ShapeKind::Union(_) => None,
    }
}

/// One tree of additions on its way to a literal.
struct Printing<'a, 'm> {
    additions: &'a Additions<'m>,
    walk: Walk<'m>,
    open: Vec<Pair>,
    seen: usize,
}

impl Printing<'_, '_> {
    /// What the new shape of the pair adds. Inside a recursive shape the same addition is not said again.
    fn pair(&mut self, pair: &Pair) -> Option<Literal> {
        let additions = self.additions;
        let compared = additions.pairs.get(pair).filter(|_| additions.added.contains(pair))?;
        if self.open.contains(pair) {
            return None;
        }
        self.seen += 1;
        if self.open.len() >= PAGE.depth || self.seen > PAGE.values {
            return Some(Literal::Simple(walk::more(self.walk.shape(&pair.1)).to_owned()));
        }
        self.open.push(pair.clone());
        let literal = self.compared(pair, compared);
        self.open.pop();
        literal
    }

    fn compared(&mut self, pair: &Pair, compared: &Compared) -> Option<Literal> {
        let mut dict = BTreeMap::new();
        match &compared.own {
            Own::Replaced => return Some(self.whole(&pair.1)),
            Own::Values(values) => return Some(Literal::Values(values.clone())),
            Own::Members(names) => {
                for member in self.members(&pair.1).iter().filter(|member| names.contains(&member.name)) {
                    dict.insert(quoted(&member.name), self.whole(&member.target));
                }
            }
            Own::Nothing => {}
        }
        for (name, below) in &compared.below {
            match (name, self.pair(below)) {
                (_, None) => {}
                (Some(name), Some(literal)) => {
                    dict.insert(quoted(name), literal);
                }
                (None, literal) => return literal,
            }
        }
        (!dict.is_empty()).then_some(Literal::Dict(dict))
    }

    fn members(&self, id: &ShapeId) -> Vec<Member> {
        match self.walk.shape(id).map(|shape| &shape.kind) {
            Some(ShapeKind::Structure(members) | ShapeKind::Union(members)) => members.clone(),
            _ => Vec::new(),
        }
    }

    /// A shape with all that it holds, by the names of its types.
    fn whole(&mut self, id: &ShapeId) -> Literal {
        let shape = match self.walk.enter(id) {
            Step::Into(shape) => shape,
            Step::Recursive => return Literal::Simple(walk::RECURSIVE.to_owned()),
            Step::More => return Literal::Simple(walk::more(self.walk.shape(id)).to_owned()),
        };
        let literal = match &shape.kind {
            ShapeKind::List(member) => Literal::List(Box::new(self.whole(&member.target))),
            ShapeKind::Map { key, value } => {
                let key = self.whole(&key.target).flat();
                Literal::Dict(BTreeMap::from([(key, self.whole(&value.target))]))
            }
            ShapeKind::Structure(members) | ShapeKind::Union(members) => {
                let members = members.iter().map(|member| (quoted(&member.name), self.whole(&member.target)));
                Literal::Dict(members.collect())
            }
            simple => Literal::Simple(quoted(&simple_type(simple))),
        };
        self.walk.leave();
        literal
    }
}

/// A simple type by its name; an enum by its values.
fn simple_type(kind: &ShapeKind) -> String {
    let name = match kind {
        ShapeKind::Enum(values) => {
            return values.iter().map(|value| value.value.as_str()).collect::<Vec<_>>().join(" | ");
        }
        ShapeKind::IntEnum(values) => {
            return values.iter().map(|value| value.value.to_string()).collect::<Vec<_>>().join(" | ");
        }
        ShapeKind::Simple(simple) => simple.name(),
        ShapeKind::List(_) => "list",
        ShapeKind::Map { .. } => "map",
        ShapeKind::Structure(_) => "structure",
        ShapeKind::Union(_) => "union",
    };
    name.to_owned()
}
